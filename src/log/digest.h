/* digest.h - one digest of a log whatever the order of its records: the sum, modulo 2^256, of the
 * SHA-256 of each record's bytes. So the digests of parts of a log add up to that of the whole.
 */
#ifndef LOG_DIGEST_H
#define LOG_DIGEST_H

#include "base/sha256.h"

struct digest {
    uint64_t sum[4]; /* the first is the least */
};

void digest_init(struct digest *digest);
void digest_add(struct digest *digest, struct text record);
void digest_add_all(struct digest *digest, const struct text *records, size_t count);

/* Adds all records of MORE. */
void digest_join(struct digest *digest, const struct digest *more);

/* Adds what digest_write gave of another log; false: HEX is no such digest. */
bool digest_join_hex(struct digest *digest, struct text hex);

void digest_write(const struct digest *digest, char out[SHA256_HEX]);

#endif
