/* digest.c - school addition, byte by byte. */
#include "log/digest.h"

static unsigned hex_value(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

void digest_init(struct digest *digest)
{
    *digest = (struct digest){0};
    sha256_init(&digest->fresh);
}

void digest_add(struct digest *digest, struct text record)
{
    struct sha256 sha = digest->fresh;
    char hex[SHA256_HEX];
    sha256_add(&sha, record);
    sha256_write(&sha, hex);
    unsigned carry = 0;
    for (int i = 31; i >= 0; i--) {
        carry += digest->sum[i] + (hex_value(hex[2 * i]) << 4 | hex_value(hex[2 * i + 1]));
        digest->sum[i] = (uint8_t)(carry & 0xff);
        carry >>= 8;
    }
}

void digest_write(const struct digest *digest, char out[SHA256_HEX])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < 32; i++) {
        out[2 * i] = digits[digest->sum[i] >> 4];
        out[2 * i + 1] = digits[digest->sum[i] & 15];
    }
    out[64] = '\0';
}
