/* sha256_lanes_part.h - one step of lanes, by the processor's registers: a block of each.
 */
#ifndef BASE_SHA256_LANES_PART_H
#define BASE_SHA256_LANES_PART_H

#include "base/sha256_lanes.h"

/* The last block of a text has at most so many bytes of it; behind them is room for a one bit and
 * for the length. */
enum { SHA256_BLOCK = 64, SHA256_LAST = 55 };

struct sha256_lanes {
    _Alignas(64) uint32_t state[8][SHA256_LANES_MOST];
    uint32_t bits[SHA256_LANES_MOST]; /* of the text */
    const char *at[SHA256_LANES_MOST];
    int64_t left[SHA256_LANES_MOST]; /* bytes from there on; below 0 behind the one bit */
    size_t number[SHA256_LANES_MOST];
    unsigned begins, ends, busy; /* lanes, by bits: at their first block, their last, at any */
    const struct text *texts;
    size_t count, next;
};

/* Take a block of each; then AT and LEFT are behind it, ENDS says whose text is over, and no lane
 * begins. */
void sha256_step_8(struct sha256_lanes *lanes);
void sha256_step_16(struct sha256_lanes *lanes);

#endif
