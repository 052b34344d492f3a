/* sha256.c - names are those of FIPS 180-4. */
#include "base/sha256.h"

#include <stdatomic.h>
#include <string.h>

#include "base/sha256_lanes.h"
#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#include <immintrin.h>
#endif

const uint32_t sha256_k[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotr(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

static uint32_t word_at(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void schedule(const unsigned char *block, uint32_t w[64])
{
    for (int t = 0; t < 16; t++)
        w[t] = word_at(block + 4 * t);
    for (int t = 16; t < 64; t++) {
        uint32_t s0 = rotr(w[t - 15], 7) ^ rotr(w[t - 15], 18) ^ w[t - 15] >> 3;
        uint32_t s1 = rotr(w[t - 2], 17) ^ rotr(w[t - 2], 19) ^ w[t - 2] >> 10;
        w[t] = s1 + w[t - 7] + s0 + w[t - 16];
    }
}

/* Round T, where A to H stand in V from place -T on, so that nothing has to move. */
static inline __attribute__((always_inline)) void do_round(uint32_t v[8], int t, uint32_t word)
{
    uint32_t a = v[-t & 7], b = v[(1 - t) & 7], c = v[(2 - t) & 7];
    uint32_t e = v[(4 - t) & 7], f = v[(5 - t) & 7], g = v[(6 - t) & 7];
    uint32_t s1 = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25);
    uint32_t s0 = rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22);
    uint32_t t1 = v[(7 - t) & 7] + s1 + (g ^ (e & (f ^ g))) + word;
    v[(3 - t) & 7] += t1;
    v[(7 - t) & 7] = t1 + s0 + ((a & b) ^ (c & (a ^ b)));
}

static void compress_plain(uint32_t state[8], const unsigned char *block)
{
    uint32_t w[64], v[8];
    schedule(block, w);
    memcpy(v, state, sizeof v);
    for (int t = 0; t < 64; t += 8) {
#pragma GCC unroll 8
        for (int i = 0; i < 8; i++)
            do_round(v, i, sha256_k[t + i] + w[t + i]);
    }
    for (int i = 0; i < 8; i++)
        state[i] += v[i];
}

#if defined(__x86_64__) && defined(__GNUC__)
/* The same by the processor's own instructions: two rounds each. */
#define FAST __attribute__((target("sha,sse4.1,ssse3")))
#define INLINE static inline __attribute__((always_inline))

struct halves {
    __m128i abef, cdgh;
};

FAST INLINE struct halves load_state(const uint32_t state[8])
{
    __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)state), 0xb1);
    __m128i high =
        _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)(state + 4)), 0x1b);
    return (struct halves){_mm_alignr_epi8(low, high, 8), _mm_blend_epi16(high, low, 0xf0)};
}

FAST INLINE void store_state(uint32_t state[8], struct halves before, struct halves after)
{
    __m128i low = _mm_shuffle_epi32(_mm_add_epi32(after.abef, before.abef), 0x1b);
    __m128i high = _mm_shuffle_epi32(_mm_add_epi32(after.cdgh, before.cdgh), 0xb1);
    _mm_storeu_si128((__m128i *)(void *)state, _mm_blend_epi16(low, high, 0xf0));
    _mm_storeu_si128((__m128i *)(void *)(state + 4), _mm_alignr_epi8(high, low, 8));
}

/* Four of the 64 words of the schedule, the I-th four: W has those before. */
FAST INLINE __m128i four_words(__m128i w[4], int i, const unsigned char *block)
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i now = w[i & 3], last = w[(i + 3) & 3];
    if (i < 4)
        now = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)(block + 16 * i)),
                               swap);
    else
        now = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(now, w[(i + 1) & 3]),
                                                 _mm_alignr_epi8(last, w[(i + 2) & 3], 4)),
                                   last);
    w[i & 3] = now;
    return _mm_add_epi32(now, _mm_loadu_si128((const __m128i *)(const void *)(sha256_k + 4 * i)));
}

FAST INLINE void four_rounds(struct halves *now, __m128i sum)
{
    now->cdgh = _mm_sha256rnds2_epu32(now->cdgh, now->abef, sum);
    now->abef = _mm_sha256rnds2_epu32(now->abef, now->cdgh, _mm_shuffle_epi32(sum, 0x0e));
}

FAST static void compress_fast(uint32_t state[8], const unsigned char *block)
{
    const struct halves before = load_state(state);
    struct halves now = before;
    __m128i w[4];
#pragma GCC unroll 16
    for (int i = 0; i < 16; i++)
        four_rounds(&now, four_words(w, i, block));
    store_state(state, before, now);
}

/* Two at once: while one waits for its last rounds, the other goes on. */
FAST static void compress_two(uint32_t state[8], const unsigned char *block,
                              uint32_t other_state[8], const unsigned char *other_block)
{
    const struct halves before = load_state(state), other_before = load_state(other_state);
    struct halves now = before, other = other_before;
    __m128i w[4], other_w[4];
#pragma GCC unroll 16
    for (int i = 0; i < 16; i++) {
        __m128i sum = four_words(w, i, block), other_sum = four_words(other_w, i, other_block);
        four_rounds(&now, sum);
        four_rounds(&other, other_sum);
    }
    store_state(state, before, now);
    store_state(other_state, other_before, other);
}

static bool ask_processor(void)
{
    unsigned a, b = 0, c = 0, d;
    bool sse = __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSSE3) && (c & bit_SSE4_1);
    return sse && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

/* The answer never changes, and on a virtual machine each question takes as long as some dozen
 * digests: it is asked once. */
static bool has_instructions(void)
{
    static atomic_int answer; /* 0: not asked yet; 1: no; 2: yes */
    int known = atomic_load_explicit(&answer, memory_order_relaxed);
    if (!known) {
        known = ask_processor() ? 2 : 1;
        atomic_store_explicit(&answer, known, memory_order_relaxed);
    }
    return known == 2;
}

static void compress(struct sha256 *sha, const unsigned char *block)
{
    sha->is_fast ? compress_fast(sha->state, block) : compress_plain(sha->state, block);
}
#else
static bool has_instructions(void)
{
    return false;
}

static void compress(struct sha256 *sha, const unsigned char *block)
{
    compress_plain(sha->state, block);
}

static void compress_two(uint32_t state[8], const unsigned char *block, uint32_t other_state[8],
                         const unsigned char *other_block)
{
    (void)state, (void)block, (void)other_state, (void)other_block; /* never: has_instructions */
}
#endif

const uint32_t sha256_first[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                  0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

void sha256_init(struct sha256 *sha)
{
    memcpy(sha->state, sha256_first, sizeof sha256_first);
    sha->length = 0;
    sha->is_fast = has_instructions();
}

void sha256_add(struct sha256 *sha, struct text bytes)
{
    const char *from = bytes.at;
    size_t left = bytes.len, at = (size_t)(sha->length % 64);
    sha->length += left;
    while (left) {
        size_t more = left < 64 - at ? left : 64 - at;
        if (more == 64) {
            compress(sha, (const unsigned char *)from);
        } else {
            memcpy(sha->block + at, from, more);
            at += more;
            if (at == 64)
                compress(sha, sha->block);
        }
        at %= 64;
        from += more;
        left -= more;
    }
}

/* Behind the bytes stand a one bit, zeros, and how many bits they are. BLOCKS begins with the USED
 * bytes that fill no block. Gives how many blocks that makes. */
static size_t pad(unsigned char blocks[128], size_t used, uint64_t length)
{
    size_t end = used < 56 ? 64 : 128;
    memset(blocks + used, 0, end - used);
    blocks[used] = 0x80;
    for (size_t i = 0; i < 8; i++)
        blocks[end - 8 + i] = (unsigned char)(length * 8 >> (56 - 8 * i) & 0xff);
    return end / 64;
}

void sha256_end(struct sha256 *sha, uint32_t out[8])
{
    unsigned char blocks[128];
    size_t used = (size_t)(sha->length % 64);
    memcpy(blocks, sha->block, used);
    size_t count = pad(blocks, used, sha->length);
    for (size_t i = 0; i < count; i++)
        compress(sha, blocks + 64 * i);
    memcpy(out, sha->state, sizeof sha->state);
}

/* ---- many texts ---- */

/* A text as blocks: those that stand in it, and its end with what is put behind it. */
struct message {
    const unsigned char *at;
    size_t whole, count;
    unsigned char end[128];
};

static void message_of(struct message *message, struct text text)
{
    size_t used = text.len % 64;
    message->at = (const unsigned char *)text.at;
    message->whole = text.len / 64;
    if (used)
        memcpy(message->end, text.at + text.len - used, used);
    message->count = message->whole + pad(message->end, used, text.len);
}

static const unsigned char *block_of(const struct message *message, size_t number)
{
    return number < message->whole ? message->at + 64 * number
                                   : message->end + 64 * (number - message->whole);
}

/* The blocks of MESSAGE from FROM on. */
static void go_on(const struct message *message, size_t from, struct sha256 *sha)
{
    for (size_t i = from; i < message->count; i++)
        compress(sha, block_of(message, i));
}

static void digest_two(const struct text texts[2], uint32_t (*out)[8])
{
    struct message one, other;
    struct sha256 sha = {.is_fast = true}, other_sha = sha;
    memcpy(sha.state, sha256_first, sizeof sha256_first);
    memcpy(other_sha.state, sha256_first, sizeof sha256_first);
    message_of(&one, texts[0]);
    message_of(&other, texts[1]);
    size_t both = one.count < other.count ? one.count : other.count;
    for (size_t i = 0; i < both; i++)
        compress_two(sha.state, block_of(&one, i), other_sha.state, block_of(&other, i));
    go_on(&one, both, &sha);
    go_on(&other, both, &other_sha);
    memcpy(out[0], sha.state, sizeof sha.state);
    memcpy(out[1], other_sha.state, sizeof sha.state);
}

static void digest_one(struct text text, uint32_t out[8])
{
    struct sha256 sha;
    sha256_init(&sha);
    sha256_add(&sha, text);
    sha256_end(&sha, out);
}

static void digest_by_twos(const struct text *texts, size_t count, uint32_t (*out)[8])
{
    size_t done = 0;
    for (bool is_fast = has_instructions(); is_fast && done + 1 < count; done += 2)
        digest_two(texts + done, out + done);
    for (; done < count; done++)
        digest_one(texts[done], out[done]);
}

/* How many lanes are faster than one text after the other; 0: none. */
static unsigned best_lanes(void)
{
    return sha256_lanes_known(16) ? 16 : !has_instructions() && sha256_lanes_known(8) ? 8 : 0;
}

void sha256_each(const struct text *texts, size_t count, uint32_t (*out)[8])
{
    unsigned lanes = best_lanes();
    if (!lanes || count < lanes / 2) {
        digest_by_twos(texts, count, out);
        return;
    }
    sha256_lanes(lanes, texts, count, out);
    for (size_t i = 0; i < count; i++)
        if (!sha256_fits_lane(texts[i]))
            digest_one(texts[i], out[i]);
}

void sha256_write(struct sha256 *sha, char out[SHA256_HEX])
{
    static const char digits[] = "0123456789abcdef";
    uint32_t state[8];
    sha256_end(sha, state);
    for (int i = 0; i < 64; i++)
        out[i] = digits[state[i / 8] >> (28 - 4 * (i % 8)) & 15];
    out[64] = 0;
}
