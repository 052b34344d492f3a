/* cited.h - tickets that partial results name, and where each stands in the order of the whole log:
 * that of the first record of it that was kept, by file and line, then as its own part has them.
 */
#ifndef COUNT_CITED_H
#define COUNT_CITED_H

#include "base/map.h"
#include "base/vector.h"
#include "base/wire.h"
#include "charter/eventlog.h"

struct cited_place {
    uint64_t file, line, order;
};

struct cited {
    struct arena *arena;
    VECTOR(struct text) ids; /* by number */
    VECTOR(struct cited_place) places;
    struct map *numbers; /* by id: + 1 */
    uint64_t file_from;  /* added to the files of the part that is read */
};

void cited_init(struct cited *cited, struct arena *arena);

struct cited_place cited_place(const struct eventlog *log, uint32_t ticket);
int cited_compare(const struct cited_place *a, const struct cited_place *b);

void cited_put_place(struct buffer *out, const struct cited_place *place);
void cited_put(struct buffer *out, const struct eventlog *log, uint32_t ticket);

struct cited_place cited_read_place(const struct cited *cited, struct wire *wire);

/* The number of the ticket that was put, a new one if it is met for the first time. */
uint32_t cited_read(struct cited *cited, struct wire *wire);

/* Does A come before B, both of them numbers? */
bool cited_before(const struct cited *cited, uint32_t a, uint32_t b);

#endif
