/* source.h - the texts that a run has read, and places in them.
 *
 * A span is a source and two byte offsets; line and column are worked out when they are shown.
 * Does not read files: the command hands the bytes in.
 */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include "base/text.h"

/* [from, to) in bytes of source number SOURCE. A span with source SOURCE_NONE is no place. */
struct span {
    uint32_t source;
    uint32_t from, to;
};

enum { SOURCE_NONE = 0 };

struct place {
    uint32_t line;   /* from 1 */
    uint32_t column; /* from 1, in characters */
};

struct sources;

struct sources *sources_new(struct arena *arena);

/* Keeps PATH and BYTES (borrowed: they must live as long as the arena). Numbers count from 1. Those
 * that are there may be read by other threads meanwhile. */
uint32_t sources_add(struct sources *sources, struct text path, struct text bytes);

uint32_t sources_count(const struct sources *sources);
struct text source_path(const struct sources *sources, uint32_t source);
struct text source_bytes(const struct sources *sources, uint32_t source);
struct place source_place(const struct sources *sources, uint32_t source, uint32_t offset);

/* The line that holds OFFSET, without its line end; *START is its offset. */
struct text source_line(const struct sources *sources, uint32_t source, uint32_t offset,
                        uint32_t *start);

struct span span_join(struct span a, struct span b); /* from the start of A to the end of B */
struct text span_text(const struct sources *sources, struct span span);

#endif
