/* sha256.h - the SHA-256 digest of bytes (FIPS 180-4), piece by piece.
 *
 * Used to name a charter or a log by its content; not for secrets.
 */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include "base/text.h"

enum { SHA256_HEX = 65 }; /* 64 hexadecimal digits and a NUL */

struct sha256 {
    uint32_t state[8];
    uint64_t length; /* bytes so far */
    unsigned char block[64];
    bool is_fast; /* the processor has instructions for it */
};

void sha256_init(struct sha256 *sha);
void sha256_add(struct sha256 *sha, struct text bytes);

/* Ends the digest: its 8 numbers, of which the first has the highest digits. SHA can't be used any
 * more. */
void sha256_end(struct sha256 *sha, uint32_t out[8]);

/* The digests of COUNT texts, each by itself: OUT has 8 numbers of each. Where the
 * processor can, many side by side, else two, since each of them alone waits for itself. */
void sha256_each(const struct text *texts, size_t count, uint32_t (*out)[8]);

/* The same as sha256_end: lower-case hexadecimal digits. */
void sha256_write(struct sha256 *sha, char out[SHA256_HEX]);

#endif
