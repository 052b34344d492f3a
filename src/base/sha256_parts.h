/* sha256_parts.h - one digest of many bytes, by several threads: the SHA-256 of the digests of each
 * MiB of them, in hexadecimal digits, one behind the other.
 */
#ifndef BASE_SHA256_PARTS_H
#define BASE_SHA256_PARTS_H

#include <stdatomic.h>

#include "base/sha256.h"

/* False: *STOP (or NULL) became true. */
bool sha256_parts(struct text bytes, unsigned threads, const atomic_bool *stop,
                  char out[SHA256_HEX]);

#endif
