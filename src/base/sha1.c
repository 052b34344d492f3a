/* sha1.c - names are those of FIPS 180-4. */
#include "base/sha1.h"

#include <string.h>

enum { BLOCK = 64 };

struct sha1 {
    uint32_t state[5];
    uint64_t length; /* bytes so far */
    unsigned char block[BLOCK];
};

static uint32_t rotl(uint32_t x, int n)
{
    return x << n | x >> (32 - n);
}

static void schedule(const unsigned char *block, uint32_t w[80])
{
    for (int t = 0; t < 16; t++)
        w[t] = (uint32_t)block[4 * t] << 24 | (uint32_t)block[4 * t + 1] << 16 |
               (uint32_t)block[4 * t + 2] << 8 | block[4 * t + 3];
    for (int t = 16; t < 80; t++)
        w[t] = rotl(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
}

/* f and K of round T. */
static uint32_t mix(int t, const uint32_t v[5])
{
    uint32_t b = v[1], c = v[2], d = v[3];
    if (t < 20)
        return ((b & c) ^ (~b & d)) + 0x5a827999;
    if (t < 40)
        return (b ^ c ^ d) + 0x6ed9eba1;
    if (t < 60)
        return ((b & c) ^ (b & d) ^ (c & d)) + 0x8f1bbcdc;
    return (b ^ c ^ d) + 0xca62c1d6;
}

static void compress(struct sha1 *sha)
{
    uint32_t w[80], v[5];
    schedule(sha->block, w);
    memcpy(v, sha->state, sizeof v);
    for (int t = 0; t < 80; t++) {
        uint32_t next = rotl(v[0], 5) + mix(t, v) + v[4] + w[t];
        v[4] = v[3];
        v[3] = v[2];
        v[2] = rotl(v[1], 30);
        v[1] = v[0];
        v[0] = next;
    }
    for (int i = 0; i < 5; i++)
        sha->state[i] += v[i];
}

static void begin(struct sha1 *sha)
{
    static const uint32_t first[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    memcpy(sha->state, first, sizeof first);
    sha->length = 0;
}

static void add_byte(struct sha1 *sha, unsigned char byte)
{
    sha->block[sha->length++ % BLOCK] = byte;
    if (sha->length % BLOCK == 0)
        compress(sha);
}

static void add(struct sha1 *sha, const void *bytes, size_t count)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < count; i++)
        add_byte(sha, at[i]);
}

/* Behind the bytes stand a one bit, zeros, and how many bits they are. */
static void end(struct sha1 *sha, unsigned char out[SHA1_BYTES])
{
    uint64_t bits = sha->length * 8;
    add_byte(sha, 0x80);
    while (sha->length % BLOCK != BLOCK - 8)
        add_byte(sha, 0);
    for (int shift = 56; shift >= 0; shift -= 8)
        add_byte(sha, (unsigned char)(bits >> shift & 0xff));
    for (int i = 0; i < SHA1_BYTES; i++)
        out[i] = (unsigned char)(sha->state[i / 4] >> (24 - 8 * (i % 4)) & 0xff);
}

/* One of the two rounds: the key with PAD, then the bytes. */
static void round_of(const unsigned char key[BLOCK], unsigned char pad, struct text bytes,
                     unsigned char out[SHA1_BYTES])
{
    struct sha1 sha;
    begin(&sha);
    for (int i = 0; i < BLOCK; i++)
        add_byte(&sha, key[i] ^ pad);
    add(&sha, bytes.at, bytes.len);
    end(&sha, out);
}

void sha1_sign(struct text secret, struct text bytes, char out[SHA1_HEX])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char key[BLOCK] = {0}, digest[SHA1_BYTES];
    struct sha1 sha;
    if (secret.len > BLOCK) {
        begin(&sha);
        add(&sha, secret.at, secret.len);
        end(&sha, key);
    } else if (secret.len) {
        memcpy(key, secret.at, secret.len);
    }
    round_of(key, 0x36, bytes, digest);
    round_of(key, 0x5c, (struct text){(const char *)digest, SHA1_BYTES}, digest);
    for (int i = 0; i < SHA1_BYTES; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[SHA1_HEX - 1] = 0;
}
