/* wire.h - numbers and texts as bytes, and back: how partial results and shards are kept.
 *
 * Whole numbers take seven bits a byte, the least first; signed ones are folded (0, -1, 1, -2, …).
 * A reader that meets an end too early, a number that is too large, or a text behind the end is
 * spoilt: from then on it gives zeros and empty texts, so that only its end has to be asked.
 */
#ifndef BASE_WIRE_H
#define BASE_WIRE_H

#include "base/buffer.h"

void wire_put_whole(struct buffer *out, uint64_t value);
void wire_put_signed(struct buffer *out, int64_t value);
void wire_put_text(struct buffer *out, struct text text);

struct wire {
    const char *at, *end;
    bool is_spoilt;
};

struct wire wire_of(struct text bytes);

uint64_t wire_whole(struct wire *wire);
uint64_t wire_upto(struct wire *wire, uint64_t most); /* spoilt if it is more */
int64_t wire_signed(struct wire *wire);
struct text wire_text(struct wire *wire); /* borrows the bytes */

/* A number of things that take at least LEAST bytes each: never more than there can be. */
uint32_t wire_count(struct wire *wire, size_t least);

/* All was read, and nothing was wrong. */
bool wire_is_done(const struct wire *wire);

#endif
