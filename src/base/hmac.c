#include "base/hmac.h"

#include <string.h>

enum { BLOCK = 64 };

static void put_words(const uint32_t words[8], unsigned char out[HMAC_BYTES])
{
    for (int i = 0; i < HMAC_BYTES; i++)
        out[i] = (unsigned char)(words[i / 4] >> (24 - 8 * (i % 4)) & 0xff);
}

/* The key as a block: a longer one is its digest. */
static void make_key(struct text secret, unsigned char key[BLOCK])
{
    struct sha256 sha;
    uint32_t words[8];
    memset(key, 0, BLOCK);
    if (secret.len <= BLOCK) {
        if (secret.len)
            memcpy(key, secret.at, secret.len);
        return;
    }
    sha256_init(&sha);
    sha256_add(&sha, secret);
    sha256_end(&sha, words);
    put_words(words, key);
}

static void begin(struct sha256 *sha, const unsigned char key[BLOCK], unsigned char pad)
{
    char block[BLOCK];
    for (int i = 0; i < BLOCK; i++)
        block[i] = (char)(key[i] ^ pad);
    sha256_init(sha);
    sha256_add(sha, (struct text){block, BLOCK});
}

void hmac_init(struct hmac *hmac, struct text secret)
{
    unsigned char key[BLOCK];
    make_key(secret, key);
    begin(&hmac->inner, key, 0x36);
    begin(&hmac->outer, key, 0x5c);
}

void hmac_add(struct hmac *hmac, struct text bytes)
{
    sha256_add(&hmac->inner, bytes);
}

void hmac_end(struct hmac *hmac, unsigned char out[HMAC_BYTES])
{
    uint32_t words[8];
    sha256_end(&hmac->inner, words);
    put_words(words, out);
    sha256_add(&hmac->outer, (struct text){(const char *)out, HMAC_BYTES});
    sha256_end(&hmac->outer, words);
    put_words(words, out);
}

void hmac_write_hex(const unsigned char digest[HMAC_BYTES], char out[HMAC_HEX])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < HMAC_BYTES; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[HMAC_HEX - 1] = 0;
}

/* 32 bytes are ten groups of three, and two more. */
void hmac_write_base64(const unsigned char digest[HMAC_BYTES], char out[HMAC_BASE64])
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *to = out;
    for (int i = 0; i < HMAC_BYTES; i += 3) {
        uint32_t last = i + 2 < HMAC_BYTES ? digest[i + 2] : 0;
        uint32_t group = (uint32_t)digest[i] << 16 | (uint32_t)digest[i + 1] << 8 | last;
        for (int shift = 18; shift >= 0; shift -= 6)
            *to++ = digits[group >> shift & 63];
    }
    to[-1] = '=';
    *to = 0;
}

bool hmac_same(struct text a, struct text b)
{
    volatile unsigned char differs = a.len != b.len;
    for (size_t i = 0; i < a.len; i++) {
        unsigned char other = b.len ? (unsigned char)b.at[i % b.len] : 0;
        differs = (unsigned char)(differs | ((unsigned char)a.at[i] ^ other));
    }
    return !differs;
}
