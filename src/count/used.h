/* used.h - many lengths, and their exact mean and nearest-rank percentiles (semantics 6.4). */
#ifndef COUNT_USED_H
#define COUNT_USED_H

#include "base/wire.h"
#include "count/tally.h"

/* A length, and how often it comes. */
struct used_times {
    micros length;
    uint64_t times;
};

/* On the heap, grown by half: at most 12 bytes a length. Of many lengths that are read back, equal
 * ones are counted, where that is less. A zeroed one is empty. */
struct used {
    micros *at;
    size_t count, cap;
    struct used_times *counted; /* by length; beside those in AT */
    size_t counted_len, least;  /* least: so many have to be in AT to count them, too */
};

/* All of them. */
uint64_t used_count(const struct used *used);

void used_fini(struct used *used);
void used_reserve(struct used *used, size_t cap);

/* Makes room for COUNT more. */
void used_grow(struct used *used, size_t count);

static inline void used_add(struct used *used, micros length)
{
    if (used->count == used->cap)
        used_grow(used, 1);
    used->at[used->count++] = length;
}

void used_append(struct used *used, const struct used *more);

/* The length of RANK, from 0, in order of size. Reorders the lengths. */
micros used_select(struct used *used, uint64_t rank);

/* Reorders the lengths. */
struct tally_used used_summary(struct used *used);

/* All lengths as bytes: sorted, so that a difference and how often the length comes are kept of
 * each; and back, added to USED. Negative ones, and more of them than 2^40, spoil WIRE. */
void used_put(struct used *used, struct buffer *out);
void used_read(struct used *used, struct wire *wire);

#endif
