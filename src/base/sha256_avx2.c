/* sha256_avx2.c - eight lanes. The end of a text is copied, for what is put behind it.
 */
#include "base/sha256_lanes_part.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#include <string.h>

#define TARGET __attribute__((target("avx2")))
#define INLINE TARGET static inline __attribute__((always_inline))

enum { LANES = 8 };

/* ---- eight blocks as words ---- */

/* The block of a lane, where it stands or as a COPY with the one bit. */
static const char *block_of(const struct sha256_lanes *lanes, int lane, char copy[SHA256_BLOCK])
{
    int64_t left = lanes->left[lane];
    if (left >= SHA256_BLOCK)
        return lanes->at[lane];
    memset(copy, 0, SHA256_BLOCK);
    if (left > 0)
        memcpy(copy, lanes->at[lane], (size_t)left);
    if (left >= 0)
        copy[left] = (char)0x80;
    return copy;
}

/* Words of eight rows become rows. */
INLINE void turn(__m256i r[8])
{
    __m256i a[8], b[8];
    for (int i = 0; i < 8; i += 2) {
        a[i] = _mm256_unpacklo_epi32(r[i], r[i + 1]);
        a[i + 1] = _mm256_unpackhi_epi32(r[i], r[i + 1]);
    }
    for (int i = 0; i < 8; i += 4)
        for (int j = 0; j < 2; j++) {
            b[i + 2 * j] = _mm256_unpacklo_epi64(a[i + j], a[i + j + 2]);
            b[i + 2 * j + 1] = _mm256_unpackhi_epi64(a[i + j], a[i + j + 2]);
        }
    for (int i = 0; i < 4; i++) {
        r[i] = _mm256_permute2x128_si256(b[i], b[i + 4], 0x20);
        r[i + 4] = _mm256_permute2x128_si256(b[i], b[i + 4], 0x31);
    }
}

INLINE __m256i load(const void *at)
{
    return _mm256_loadu_si256((const __m256i *)at);
}

/* Where a text ends, its length is in the last word. */
INLINE void put_lengths(struct sha256_lanes *lanes, __m256i w[16])
{
    uint32_t last[LANES];
    _mm256_storeu_si256((__m256i *)(void *)last, w[15]);
    lanes->ends = 0;
    for (int i = 0; i < LANES; i++) {
        bool ends = lanes->left[i] <= SHA256_LAST;
        last[i] = ends ? lanes->bits[i] : last[i];
        lanes->ends |= (unsigned)ends << i;
    }
    w[15] = load(last);
}

INLINE void words_of(struct sha256_lanes *lanes, __m256i w[16])
{
    const __m256i swap = _mm256_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203,
                                           0x0c0d0e0f08090a0b, 0x0405060700010203);
    for (int i = 0; i < LANES; i++) {
        char copy[SHA256_BLOCK];
        const char *block = block_of(lanes, i, copy);
        w[i] = _mm256_shuffle_epi8(load(block), swap);
        w[i + 8] = _mm256_shuffle_epi8(load(block + 32), swap);
    }
    turn(w);
    turn(w + 8);
    put_lengths(lanes, w);
}

/* ---- rounds ---- */

#define ROTATED(x, n) _mm256_or_si256(_mm256_srli_epi32(x, n), _mm256_slli_epi32(x, 32 - (n)))
#define XOR3(x, y, z) _mm256_xor_si256(_mm256_xor_si256(x, y), z)

INLINE __m256i sum(__m256i a, __m256i b)
{
    return _mm256_add_epi32(a, b);
}

/* Round T, where A to H stand in V from place -T on, so that nothing has to move. */
INLINE void do_round(__m256i v[8], int t, __m256i word)
{
    __m256i a = v[-t & 7], b = v[(1 - t) & 7], c = v[(2 - t) & 7], *d = &v[(3 - t) & 7];
    __m256i e = v[(4 - t) & 7], f = v[(5 - t) & 7], g = v[(6 - t) & 7], *h = &v[(7 - t) & 7];
    __m256i choice = _mm256_xor_si256(g, _mm256_and_si256(e, _mm256_xor_si256(f, g)));
    __m256i majority =
        _mm256_xor_si256(_mm256_and_si256(a, b), _mm256_and_si256(c, _mm256_xor_si256(a, b)));
    __m256i s1 = XOR3(ROTATED(e, 6), ROTATED(e, 11), ROTATED(e, 25));
    __m256i s0 = XOR3(ROTATED(a, 2), ROTATED(a, 13), ROTATED(a, 22));
    __m256i t1 = sum(sum(sum(*h, word), choice), s1);
    *d = sum(*d, t1);
    *h = sum(sum(t1, majority), s0);
}

/* The word that takes the place of the one 16 rounds before it. */
INLINE __m256i next_word(__m256i w[16], int i)
{
    __m256i x = w[(i + 1) & 15], y = w[(i + 14) & 15];
    __m256i s0 = XOR3(ROTATED(x, 7), ROTATED(x, 18), _mm256_srli_epi32(x, 3));
    __m256i s1 = XOR3(ROTATED(y, 17), ROTATED(y, 19), _mm256_srli_epi32(y, 10));
    return w[i] = sum(sum(w[i], s0), sum(w[(i + 9) & 15], s1));
}

INLINE __m256i constant(int t)
{
    return _mm256_set1_epi32((int)sha256_k[t]);
}

INLINE void all_rounds(__m256i v[8], __m256i w[16])
{
#pragma GCC unroll 16
    for (int i = 0; i < 16; i++)
        do_round(v, i, sum(w[i], constant(i)));
    for (int t = 16; t < 64; t += 16) {
#pragma GCC unroll 16
        for (int i = 0; i < 16; i++)
            do_round(v, i, sum(next_word(w, i), constant(t + i)));
    }
}

static void begin_states(struct sha256_lanes *lanes)
{
    for (unsigned begins = lanes->begins; begins; begins &= begins - 1)
        for (int i = 0; i < 8; i++)
            lanes->state[i][__builtin_ctz(begins)] = sha256_first[i];
    lanes->begins = 0;
}

static void go_on(struct sha256_lanes *lanes)
{
    for (int i = 0; i < LANES; i++) {
        lanes->at[i] += lanes->left[i] < SHA256_BLOCK ? 0 : SHA256_BLOCK;
        lanes->left[i] -= SHA256_BLOCK;
    }
}

TARGET void sha256_step_8(struct sha256_lanes *lanes)
{
    __m256i w[16], v[8];
    begin_states(lanes);
    words_of(lanes, w);
    for (int i = 0; i < 8; i++)
        v[i] = load(lanes->state[i]);
    all_rounds(v, w);
    for (int i = 0; i < 8; i++)
        _mm256_storeu_si256((__m256i *)(void *)lanes->state[i], sum(v[i], load(lanes->state[i])));
    go_on(lanes);
}
#else
void sha256_step_8(struct sha256_lanes *lanes)
{
    (void)lanes; /* never: sha256_lanes_known */
}
#endif
