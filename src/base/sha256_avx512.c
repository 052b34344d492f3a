/* sha256_avx512.c - sixteen lanes: a rotation and any function of three words are one instruction
 * each. What is put behind a text is made in registers, and nothing of a text is copied.
 */
#include "base/sha256_lanes_part.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512bw")))
#define INLINE TARGET static inline __attribute__((always_inline))

enum { LANES = 16 };

/* ---- sixteen blocks as words ---- */

/* What of each lane's block is the text's: a bit for each byte of it, and for the one behind it. */
struct cuts {
    _Alignas(64) uint64_t bytes[LANES], behind[LANES];
};

/* A shift by more than 63, or less than 0, gives 0. */
INLINE void look(struct sha256_lanes *lanes, struct cuts *cuts)
{
    const __m512i one = _mm512_set1_epi64(1), last = _mm512_set1_epi64(SHA256_LAST);
    lanes->ends = 0;
    for (int i = 0; i < LANES; i += 8) {
        __m512i left = _mm512_load_si512(lanes->left + i), behind = _mm512_sllv_epi64(one, left);
        __mmask8 any = _mm512_cmpge_epi64_mask(left, _mm512_setzero_si512());
        _mm512_store_si512(cuts->behind + i, behind);
        _mm512_store_si512(cuts->bytes + i, _mm512_maskz_sub_epi64(any, behind, one));
        lanes->ends |= (unsigned)_mm512_cmple_epi64_mask(left, last) << i;
    }
}

INLINE void go_on(struct sha256_lanes *lanes)
{
    const __m512i block = _mm512_set1_epi64(SHA256_BLOCK);
    for (int i = 0; i < LANES; i += 8) {
        __m512i left = _mm512_load_si512(lanes->left + i), at = _mm512_load_si512(lanes->at + i);
        __mmask8 more = _mm512_cmpge_epi64_mask(left, block);
        _mm512_store_si512(lanes->at + i, _mm512_mask_add_epi64(at, more, at, block));
        _mm512_store_si512(lanes->left + i, _mm512_sub_epi64(left, block));
    }
}

/* The block of a lane: bytes, and the one bit behind the last of them. */
INLINE __m512i row_of(const struct sha256_lanes *lanes, const struct cuts *cuts, int lane)
{
    __m512i row = _mm512_maskz_loadu_epi8(cuts->bytes[lane], lanes->at[lane]);
    return _mm512_mask_mov_epi8(row, cuts->behind[lane], _mm512_set1_epi8((char)0x80));
}

/* In each quarter of four rows: words become rows. */
INLINE void turn_four(__m512i r[4])
{
    __m512i a = _mm512_unpacklo_epi32(r[0], r[1]), b = _mm512_unpackhi_epi32(r[0], r[1]);
    __m512i c = _mm512_unpacklo_epi32(r[2], r[3]), d = _mm512_unpackhi_epi32(r[2], r[3]);
    r[0] = _mm512_unpacklo_epi64(a, c);
    r[1] = _mm512_unpackhi_epi64(a, c);
    r[2] = _mm512_unpacklo_epi64(b, d);
    r[3] = _mm512_unpackhi_epi64(b, d);
}

/* Quarters of four rows that are four apart become rows. */
INLINE void turn_quarters(__m512i *r)
{
    __m512i a = _mm512_shuffle_i32x4(r[0], r[4], 0x88), b = _mm512_shuffle_i32x4(r[0], r[4], 0xdd);
    __m512i c = _mm512_shuffle_i32x4(r[8], r[12], 0x88);
    __m512i d = _mm512_shuffle_i32x4(r[8], r[12], 0xdd);
    r[0] = _mm512_shuffle_i32x4(a, c, 0x88);
    r[4] = _mm512_shuffle_i32x4(b, d, 0x88);
    r[8] = _mm512_shuffle_i32x4(a, c, 0xdd);
    r[12] = _mm512_shuffle_i32x4(b, d, 0xdd);
}

/* W: the words of all blocks; where a text ends, its length is in the last one. */
INLINE void words_of(const struct sha256_lanes *lanes, const struct cuts *cuts, __m512i w[16])
{
    const __m512i swap = _mm512_set4_epi32(0x0c0d0e0f, 0x08090a0b, 0x04050607, 0x00010203);
#pragma GCC unroll 16
    for (int i = 0; i < LANES; i++)
        w[i] = _mm512_shuffle_epi8(row_of(lanes, cuts, i), swap);
#pragma GCC unroll 4
    for (int i = 0; i < 16; i += 4)
        turn_four(w + i);
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++)
        turn_quarters(w + i);
    w[15] = _mm512_mask_mov_epi32(w[15], (__mmask16)lanes->ends, _mm512_load_si512(lanes->bits));
}

/* ---- rounds ---- */

/* The tables of vpternlog: x ^ y ^ z, `x ? y : z`, the majority. */
enum { XOR = 0x96, CHOICE = 0xca, MAJORITY = 0xe8 };

#define ROTATED3(x, i, j, k)                                                                       \
    _mm512_ternarylogic_epi32(_mm512_ror_epi32(x, i), _mm512_ror_epi32(x, j),                      \
                              _mm512_ror_epi32(x, k), XOR)
#define ROTATED2(x, i, j, k)                                                                       \
    _mm512_ternarylogic_epi32(_mm512_ror_epi32(x, i), _mm512_ror_epi32(x, j),                      \
                              _mm512_srli_epi32(x, k), XOR)

INLINE __m512i sum(__m512i a, __m512i b)
{
    return _mm512_add_epi32(a, b);
}

/* Round T, where A to H stand in V from place -T on, so that nothing has to move. */
INLINE void do_round(__m512i v[8], int t, __m512i word)
{
    __m512i a = v[-t & 7], e = v[(4 - t) & 7], *d = &v[(3 - t) & 7], *h = &v[(7 - t) & 7];
    __m512i choice = _mm512_ternarylogic_epi32(e, v[(5 - t) & 7], v[(6 - t) & 7], CHOICE);
    __m512i majority = _mm512_ternarylogic_epi32(a, v[(1 - t) & 7], v[(2 - t) & 7], MAJORITY);
    __m512i t1 = sum(sum(sum(*h, word), choice), ROTATED3(e, 6, 11, 25));
    *d = sum(*d, t1);
    *h = sum(sum(t1, majority), ROTATED3(a, 2, 13, 22));
}

/* The word that takes the place of the one 16 rounds before it. */
INLINE __m512i next_word(__m512i w[16], int i)
{
    __m512i s0 = ROTATED2(w[(i + 1) & 15], 7, 18, 3), s1 = ROTATED2(w[(i + 14) & 15], 17, 19, 10);
    return w[i] = sum(sum(w[i], s0), sum(w[(i + 9) & 15], s1));
}

INLINE __m512i constant(int t)
{
    return _mm512_set1_epi32((int)sha256_k[t]);
}

INLINE void all_rounds(__m512i v[8], __m512i w[16])
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

/* A block of each. */
TARGET void sha256_step_16(struct sha256_lanes *lanes)
{
    __m512i w[16], v[8], before[8];
    struct cuts cuts;
    look(lanes, &cuts);
    words_of(lanes, &cuts, w);
    for (int i = 0; i < 8; i++)
        v[i] = before[i] =
            _mm512_mask_mov_epi32(_mm512_load_si512(lanes->state[i]), (__mmask16)lanes->begins,
                                  _mm512_set1_epi32((int)sha256_first[i]));
    all_rounds(v, w);
    for (int i = 0; i < 8; i++)
        _mm512_store_si512(lanes->state[i], sum(v[i], before[i]));
    go_on(lanes);
    lanes->begins = 0;
}

#else
void sha256_step_16(struct sha256_lanes *lanes)
{
    (void)lanes; /* never: sha256_lanes_known */
}
#endif
