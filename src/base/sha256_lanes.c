/* sha256_lanes.c - one step takes a block of each lane. What is put behind a text is made in
 * registers, and nothing of a text is copied.
 */
#include "base/sha256_lanes.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define LANES_TARGET __attribute__((target("avx512f,avx512bw")))
#define INLINE LANES_TARGET static inline __attribute__((always_inline))

enum { BLOCK = 64, LENGTH = 8, NOTHING = -1 };

struct lanes {
    _Alignas(64) uint32_t state[8][SHA256_LANES];
    uint32_t bits[SHA256_LANES]; /* of the text */
    const char *at[SHA256_LANES];
    int64_t left[SHA256_LANES]; /* bytes from there on; below 0 if the one bit has been set, too */
    uint64_t bytes[SHA256_LANES], behind[SHA256_LANES]; /* of the block: a bit each, and the next */
    size_t number[SHA256_LANES];
    __mmask16 begins, ends, busy; /* lanes that are at their first block, their last, at any */
    const struct text *texts;
    size_t count, next;
};

/* ---- sixteen blocks as words ---- */

/* What of each lane's block is the text's. A shift by more than 63, or less than 0, gives 0. */
INLINE void look(struct lanes *lanes)
{
    const __m512i one = _mm512_set1_epi64(1);
    lanes->ends = 0;
    for (int i = 0; i < SHA256_LANES; i += 8) {
        __m512i left = _mm512_load_si512(lanes->left + i), behind = _mm512_sllv_epi64(one, left);
        __mmask8 any = _mm512_cmpge_epi64_mask(left, _mm512_setzero_si512());
        __mmask8 ends = _mm512_cmplt_epi64_mask(left, _mm512_set1_epi64(BLOCK - LENGTH));
        _mm512_store_si512(lanes->behind + i, behind);
        _mm512_store_si512(lanes->bytes + i, _mm512_maskz_sub_epi64(any, behind, one));
        lanes->ends |= (__mmask16)(ends << i);
    }
}

INLINE void go_on(struct lanes *lanes)
{
    const __m512i block = _mm512_set1_epi64(BLOCK);
    for (int i = 0; i < SHA256_LANES; i += 8) {
        __m512i left = _mm512_load_si512(lanes->left + i), at = _mm512_load_si512(lanes->at + i);
        __mmask8 more = _mm512_cmpge_epi64_mask(left, block);
        _mm512_store_si512(lanes->at + i, _mm512_mask_add_epi64(at, more, at, block));
        _mm512_store_si512(lanes->left + i, _mm512_sub_epi64(left, block));
    }
}

/* The block of a lane: bytes, and the one bit behind the last of them. */
INLINE __m512i row_of(const struct lanes *lanes, int lane)
{
    __m512i row = _mm512_maskz_loadu_epi8(lanes->bytes[lane], lanes->at[lane]);
    return _mm512_mask_mov_epi8(row, lanes->behind[lane], _mm512_set1_epi8((char)0x80));
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
INLINE void words_of(const struct lanes *lanes, __m512i w[16])
{
    const __m512i swap = _mm512_set4_epi32(0x0c0d0e0f, 0x08090a0b, 0x04050607, 0x00010203);
#pragma GCC unroll 16
    for (int i = 0; i < SHA256_LANES; i++)
        w[i] = _mm512_shuffle_epi8(row_of(lanes, i), swap);
#pragma GCC unroll 4
    for (int i = 0; i < 16; i += 4)
        turn_four(w + i);
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++)
        turn_quarters(w + i);
    w[15] = _mm512_mask_mov_epi32(w[15], lanes->ends, _mm512_load_si512(lanes->bits));
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
LANES_TARGET static void step(struct lanes *lanes)
{
    __m512i w[16], v[8], before[8];
    look(lanes);
    words_of(lanes, w);
    for (int i = 0; i < 8; i++)
        v[i] = before[i] = _mm512_mask_mov_epi32(_mm512_load_si512(lanes->state[i]), lanes->begins,
                                                 _mm512_set1_epi32((int)sha256_first[i]));
    all_rounds(v, w);
    for (int i = 0; i < 8; i++)
        _mm512_store_si512(lanes->state[i], sum(v[i], before[i]));
    go_on(lanes);
    lanes->begins = 0;
}

/* ---- texts ---- */

/* The next text that is not too long begins in LANE, if there is one. */
static void begin(struct lanes *lanes, unsigned lane)
{
    while (lanes->next < lanes->count && !sha256_fits_lane(lanes->texts[lanes->next]))
        lanes->next++;
    if (lanes->next == lanes->count) {
        lanes->left[lane] = NOTHING;
        lanes->busy &= (__mmask16) ~(1u << lane);
        return;
    }
    const struct text *text = &lanes->texts[lanes->next];
    lanes->at[lane] = text->at;
    lanes->left[lane] = (int64_t)text->len;
    lanes->bits[lane] = (uint32_t)text->len * 8;
    lanes->number[lane] = lanes->next++;
    lanes->begins |= (__mmask16)(1u << lane);
}

static void end(struct lanes *lanes, unsigned lane, uint32_t (*out)[8])
{
    for (int i = 0; i < 8; i++)
        out[lanes->number[lane]][i] = lanes->state[i][lane];
    begin(lanes, lane);
}

void sha256_lanes(const struct text *texts, size_t count, uint32_t (*out)[8])
{
    struct lanes lanes = {.texts = texts, .count = count, .busy = UINT16_MAX};
    for (unsigned i = 0; i < SHA256_LANES; i++)
        begin(&lanes, i);
    while (lanes.busy) {
        step(&lanes);
        for (unsigned over = lanes.ends & lanes.busy; over; over &= over - 1)
            end(&lanes, (unsigned)__builtin_ctz(over), out);
    }
}

bool sha256_lanes_known(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw");
}
#else
bool sha256_lanes_known(void)
{
    return false;
}

void sha256_lanes(const struct text *texts, size_t count, uint32_t (*out)[8])
{
    (void)texts, (void)count, (void)out; /* never: sha256_lanes_known */
}
#endif
