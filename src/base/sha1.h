/* sha1.h - HMAC-SHA1 (RFC 2104, FIPS 180-4), for senders who sign with nothing newer. As a
 * signature it still holds; the digest alone does not, so it isn't offered.
 */
#ifndef BASE_SHA1_H
#define BASE_SHA1_H

#include "base/text.h"

enum { SHA1_BYTES = 20, SHA1_HEX = 41 };

/* Lower-case hexadecimal digits and a NUL. */
void sha1_sign(struct text secret, struct text bytes, char out[SHA1_HEX]);

#endif
