/* sha256_lanes.h - the SHA-256 digests of many texts side by side: each stands in a lane of the
 * processor's widest registers, and makes way for the next text when it is over.
 */
#ifndef BASE_SHA256_LANES_H
#define BASE_SHA256_LANES_H

#include "base/text.h"

enum { SHA256_LANES_MOST = 16, SHA256_LANE_LONGEST = 1 << 11 };

/* Constants of FIPS 180-4. */
extern const uint32_t sha256_k[64], sha256_first[8];

/* Has the processor what 8 lanes (AVX2) or 16 (AVX-512) take? */
bool sha256_lanes_known(unsigned lanes);

/* A long text alone would hold up all lanes. */
static inline bool sha256_fits_lane(struct text text)
{
    return text.len <= SHA256_LANE_LONGEST;
}

/* As sha256_each, where it has, but only of the texts that fit. Takes no less time for few texts
 * than for as many as there are LANES. */
void sha256_lanes(unsigned lanes, const struct text *texts, size_t count, uint32_t (*out)[8]);

#endif
