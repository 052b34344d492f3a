/* hmac.h - who knows a secret signs bytes with it: HMAC-SHA256 (RFC 2104), and texts that are
 * compared without telling by the time it takes how much of them is equal.
 */
#ifndef BASE_HMAC_H
#define BASE_HMAC_H

#include "base/sha256.h"

enum { HMAC_BYTES = 32, HMAC_HEX = 65, HMAC_BASE64 = 45 /* with a NUL */ };

struct hmac {
    struct sha256 inner, outer;
};

void hmac_init(struct hmac *hmac, struct text secret);
void hmac_add(struct hmac *hmac, struct text bytes);

/* Ends it: HMAC can't be used any more. */
void hmac_end(struct hmac *hmac, unsigned char out[HMAC_BYTES]);

/* A digest as text: lower-case hexadecimal digits; base64 with its padding (RFC 4648). */
void hmac_write_hex(const unsigned char digest[HMAC_BYTES], char out[HMAC_HEX]);
void hmac_write_base64(const unsigned char digest[HMAC_BYTES], char out[HMAC_BASE64]);

/* Is A equal to B? The time depends on their lengths alone. */
bool hmac_same(struct text a, struct text b);

#endif
