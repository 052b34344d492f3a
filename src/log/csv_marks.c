/* csv_marks.c - 64 bytes at a time are turned into masks, one bit a byte.
 *
 * Where neither quotes nor carriage returns nor NUL bytes are among them, the marks are the
 * delimiters and line feeds; where there are some, those that are not inside of quotes. If the line
 * feeds are just those marks that end the last field of a record, the records are regular.
 */
#include "log/csv_marks.h"

#include <string.h>
#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define HAS_VECTORS 1
#endif

enum { BLOCK = 64 };
#define TOP_BIT ((uint64_t)1 << 63)
#define NOINLINE __attribute__((noinline))
#define INLINE static inline __attribute__((always_inline))

/* By bits, all and those of line feeds. */
struct found {
    uint64_t all, lf;
    uint64_t odd; /* not 0: quotes, carriage returns or NUL bytes are there */
};

/* Likewise, what makes FOUND.odd. */
struct odd {
    uint64_t quotes, cr, nul;
};

/* Goes on from one block to the next. */
struct run {
    const struct csv_shape *shape;
    struct text text;
    uint32_t *out;
    uint32_t column; /* which field the block begins in */
    bool is_inside;  /* of quotes */
    bool is_over;    /* a record is not regular */
    bool has_returns;
};

void csv_shape_init(struct csv_shape *shape, struct arena *arena, const bool *wanted)
{
    uint32_t columns = shape->columns;
    shape->stride = 0;
    shape->inverse = UINT32_MAX / columns + 1;
    shape->wanted = ARENA_ARRAY(arena, columns, uint64_t);
    shape->lasts = ARENA_ARRAY(arena, columns, uint64_t);
    for (uint32_t i = 0; i < columns; i++) {
        shape->stride += wanted[i] || i + 1 == columns;
        for (uint32_t k = 0; k < BLOCK; k++) {
            uint32_t field = (i + k) % columns;
            bool is_last = field + 1 == columns;
            shape->wanted[i] |= (uint64_t)(wanted[field] || is_last) << k;
            shape->lasts[i] |= (uint64_t)is_last << k;
        }
    }
}

/* ---- one way each for 64 bytes ---- */

static uint64_t equal_plain(const char *at, char c)
{
    uint64_t bits = 0;
    for (int i = 0; i < BLOCK; i++)
        bits |= (uint64_t)(at[i] == c) << i;
    return bits;
}

static struct found plain(const char *at, char delimiter)
{
    uint64_t lf = equal_plain(at, '\n');
    uint64_t odd = equal_plain(at, '\r') | equal_plain(at, '"') | equal_plain(at, '\0');
    return (struct found){equal_plain(at, delimiter) | lf, lf, odd};
}

static struct odd odd_plain(const char *at)
{
    return (struct odd){equal_plain(at, '"'), equal_plain(at, '\r'), equal_plain(at, '\0')};
}

#ifdef HAS_VECTORS
static inline uint64_t equal_sse2(const char *at, char c)
{
    const __m128i wanted = _mm_set1_epi8(c);
    uint64_t bits = 0;
    for (int i = 0; i < BLOCK; i += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(at + i));
        bits |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, wanted)) << i;
    }
    return bits;
}

static struct found sse2(const char *at, char delimiter)
{
    uint64_t lf = equal_sse2(at, '\n');
    uint64_t odd = equal_sse2(at, '\r') | equal_sse2(at, '"') | equal_sse2(at, '\0');
    return (struct found){equal_sse2(at, delimiter) | lf, lf, odd};
}

static struct odd odd_sse2(const char *at)
{
    return (struct odd){equal_sse2(at, '"'), equal_sse2(at, '\r'), equal_sse2(at, '\0')};
}

#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

/* What is equal to the entry for its low four bits, if its high bit is not set. */
#define ODD_ONES 0, 127, '"', 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, '\r', 127, 126

AVX2 static inline uint64_t bits64(__m256i low, __m256i high)
{
    return (uint64_t)(unsigned)_mm256_movemask_epi8(low) |
           (uint64_t)(unsigned)_mm256_movemask_epi8(high) << 32;
}

AVX2 INLINE struct found avx2(const char *at, char delimiter)
{
    const __m256i comma = _mm256_set1_epi8(delimiter), lf = _mm256_set1_epi8('\n');
    const __m256i odd = _mm256_setr_epi8(ODD_ONES, ODD_ONES);
    __m256i a = _mm256_loadu_si256((const __m256i *)(const void *)at);
    __m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(at + 32));
    __m256i lf_a = _mm256_cmpeq_epi8(a, lf), lf_b = _mm256_cmpeq_epi8(b, lf);
    __m256i all_a = _mm256_or_si256(_mm256_cmpeq_epi8(a, comma), lf_a);
    __m256i all_b = _mm256_or_si256(_mm256_cmpeq_epi8(b, comma), lf_b);
    __m256i is_odd = _mm256_or_si256(_mm256_cmpeq_epi8(a, _mm256_shuffle_epi8(odd, a)),
                                     _mm256_cmpeq_epi8(b, _mm256_shuffle_epi8(odd, b)));
    return (struct found){bits64(all_a, all_b), bits64(lf_a, lf_b),
                          (unsigned)_mm256_movemask_epi8(is_odd)};
}

AVX2 INLINE uint64_t equal_avx2(const char *at, char c)
{
    const __m256i *from = (const __m256i *)(const void *)at, wanted = _mm256_set1_epi8(c);
    return bits64(_mm256_cmpeq_epi8(_mm256_loadu_si256(from), wanted),
                  _mm256_cmpeq_epi8(_mm256_loadu_si256(from + 1), wanted));
}

AVX2 static NOINLINE struct odd odd_avx2(const char *at)
{
    return (struct odd){equal_avx2(at, '"'), equal_avx2(at, '\r'), equal_avx2(at, '\0')};
}

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,bmi2,popcnt")))

AVX512 INLINE struct found avx512(const char *at, char delimiter)
{
    const __m512i odd = _mm512_broadcast_i32x4(_mm_setr_epi8(ODD_ONES));
    __m512i bytes = _mm512_loadu_si512((const void *)at);
    uint64_t lf = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n'));
    return (struct found){_mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(delimiter)) | lf, lf,
                          _mm512_cmpeq_epi8_mask(bytes, _mm512_shuffle_epi8(odd, bytes))};
}
#endif

/* ---- quotes ---- */

/* Bit I of the result: is the number of bits in BITS up to I odd? */
static uint64_t odd_up_to(uint64_t bits)
{
    for (int shift = 1; shift < BLOCK; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

/* Nothing is found from the lowest bit of BAD on. */
static struct found cut(struct run *run, struct found found, uint64_t bad)
{
    uint64_t good = (bad & -bad) - 1;
    run->is_over = true;
    return (struct found){found.all & good, found.lf & good, 0};
}

static bool is_mark(const struct run *run, char c)
{
    return c == run->shape->delimiter || c == '\n';
}

/* What fields may begin behind or end in front of: the mark in front of the block, the byte behind
 * it, and CR LF in it. */
struct ends {
    uint64_t first, last, pairs;
};

/* Those inside of QUOTES are no marks. Gives quotes that neither open nor close a field, and line
 * ends inside. */
static uint64_t strike_quoted(struct run *run, struct found *found, uint64_t quotes,
                              const struct ends *ends)
{
    uint64_t inside = odd_up_to(quotes) ^ (run->is_inside ? UINT64_MAX : 0);
    uint64_t bad_opening = quotes & inside & ~(found->all << 1 | ends->first);
    uint64_t bad_closing = quotes & ~inside & ~((found->all | ends->pairs) >> 1 | ends->last);
    uint64_t bad = (found->lf & inside) | bad_opening | bad_closing;
    run->is_inside = inside >> 63;
    *found = (struct found){found->all & ~inside, found->lf & ~inside, 0};
    return bad;
}

/* FOUND in the block from the I-th byte on, as it is meant. */
static NOINLINE struct found look_closely(struct run *run, struct found found, struct odd odd,
                                          size_t i)
{
    const char behind = i + BLOCK < run->text.len ? run->text.at[i + BLOCK] : ' ';
    struct ends ends = {.first = i == 0 || is_mark(run, run->text.at[i - 1]),
                        .last = is_mark(run, behind) || behind == '\r' ? TOP_BIT : 0,
                        .pairs = odd.cr & (found.lf >> 1 | (behind == '\n' ? TOP_BIT : 0))};
    uint64_t bad = odd.nul | (odd.cr & ~ends.pairs);
    run->has_returns |= ends.pairs != 0;
    if (odd.quotes || run->is_inside)
        bad |= strike_quoted(run, &found, odd.quotes, &ends);
    return bad ? cut(run, found, bad) : found;
}

/* ---- records ---- */

#define RARE(condition) __builtin_expect((condition) != 0, 0)

/* Divides without a branch, which nobody could foresee. */
INLINE uint32_t column_behind(uint32_t column, const struct csv_shape *shape, uint64_t all)
{
    uint32_t ends = column + (uint32_t)__builtin_popcountll(all);
    uint32_t records = (uint32_t)((uint64_t)ends * shape->inverse >> 32);
    return ends - records * shape->columns;
}

/* What was found in the block from the I-th byte on. */
static void take(struct run *run, struct found found, size_t i)
{
    const struct csv_shape *shape = run->shape;
    uint64_t lasts = shape->lasts[run->column], wanted = shape->wanted[run->column];
    for (uint64_t left = found.all; left; left &= left - 1, lasts >>= 1, wanted >>= 1) {
        int bit = __builtin_ctzll(left);
        if (RARE((lasts ^ found.lf >> bit) & 1)) {
            run->is_over = true;
            return;
        }
        *run->out = (uint32_t)i + (uint32_t)bit + 1; /* one too many, where another will stand */
        run->out += wanted & 1;
    }
    run->column = column_behind(run->column, shape, found.all);
}

#ifdef HAS_VECTORS
/* The numbers of the bits in ALL, from BASE on: some too many are written, where others will stand.
 */
AVX2 INLINE uint32_t *put_avx2(uint32_t *out, uint64_t all, uint32_t base)
{
    uint32_t *end = out + _mm_popcnt_u64(all);
    do {
#pragma GCC unroll 4
        for (int i = 0; i < 4; i++, all = _blsr_u64(all))
            out[i] = base + (uint32_t)_tzcnt_u64(all);
        out += 4;
    } while (out < end);
    return end;
}

/* 16 at a time. */
AVX512 INLINE uint32_t *put_avx512(uint32_t *out, uint64_t all, uint32_t base)
{
    static const unsigned char numbers[BLOCK] = {
        0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
        22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
        44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
    };
    uint32_t *end = out + _mm_popcnt_u64(all);
    __m512i places = _mm512_maskz_compress_epi8(all, _mm512_loadu_si512(numbers));
    const __m512i from = _mm512_set1_epi32((int)base);
    do {
        __m512i some = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(places));
        _mm512_storeu_si512(out, _mm512_add_epi32(some, from));
        places = _mm512_shuffle_i64x2(places, places, 0x39);
        out += 16;
    } while (out < end);
    return end;
}
#endif

/* ---- whole stretches ---- */

static void find_plain(struct run *run)
{
    for (size_t i = 0; i + BLOCK <= run->text.len && !run->is_over; i += BLOCK) {
        const char *at = run->text.at + i;
        struct found found = plain(at, run->shape->delimiter);
        if (RARE(found.odd | run->is_inside))
            found = look_closely(run, found, odd_plain(at), i);
        take(run, found, i);
    }
}

/* The last bytes, as many as do not fill a block. */
static void take_rest(struct run *run)
{
    char rest[BLOCK];
    size_t len = run->text.len % BLOCK, from = run->text.len - len;
    memset(rest, ' ', sizeof rest); /* never a delimiter */
    memcpy(rest, run->text.at + from, len);
    struct found found = plain(rest, run->shape->delimiter);
    if (RARE(found.odd | run->is_inside))
        found = look_closely(run, found, odd_plain(rest), from);
    take(run, found, from);
}

#ifdef HAS_VECTORS
static void find_sse2(struct run *run)
{
    for (size_t i = 0; i + BLOCK <= run->text.len && !run->is_over; i += BLOCK) {
        const char *at = run->text.at + i;
        struct found found = sse2(at, run->shape->delimiter);
        if (RARE(found.odd | run->is_inside))
            found = look_closely(run, found, odd_sse2(at), i);
        take(run, found, i);
    }
}

AVX2 static void find_avx2(struct run *run)
{
    const struct csv_shape shape = *run->shape;
    const char *begin = run->text.at, *last = begin + run->text.len - BLOCK;
    uint32_t *out = run->out, column = run->column;
    for (const char *at = begin; at <= last; at += BLOCK) {
        struct found found = avx2(at, shape.delimiter);
        if (RARE(found.odd | run->is_inside)) {
            found = look_closely(run, found, odd_avx2(at), (size_t)(at - begin));
            last = run->is_over ? at : last;
        }
        uint64_t lasts = _pdep_u64(shape.lasts[column], found.all);
        if (RARE(lasts != found.lf)) {
            found = cut(run, found, lasts ^ found.lf);
            last = at;
        }
        uint64_t wanted = _pdep_u64(shape.wanted[column], found.all);
        out = put_avx2(out, wanted, (uint32_t)(at - begin) + 1);
        column = column_behind(column, &shape, found.all);
    }
    run->out = out;
    run->column = column;
}

AVX512 static void find_avx512(struct run *run)
{
    const struct csv_shape shape = *run->shape;
    const char *begin = run->text.at, *last = begin + run->text.len - BLOCK;
    uint32_t *out = run->out, column = run->column;
    for (const char *at = begin; at <= last; at += BLOCK) {
        struct found found = avx512(at, shape.delimiter);
        if (RARE(found.odd | run->is_inside)) {
            found = look_closely(run, found, odd_avx2(at), (size_t)(at - begin));
            last = run->is_over ? at : last;
        }
        uint64_t lasts = _pdep_u64(shape.lasts[column], found.all);
        if (RARE(lasts != found.lf)) {
            found = cut(run, found, lasts ^ found.lf);
            last = at;
        }
        uint64_t wanted = _pdep_u64(shape.wanted[column], found.all);
        out = put_avx512(out, wanted, (uint32_t)(at - begin) + 1);
        column = column_behind(column, &shape, found.all);
    }
    run->out = out;
    run->column = column;
}

static bool knows_avx512(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vbmi2");
}

enum csv_way csv_way_best(void)
{
    bool fits = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
                __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
    return !fits ? CSV_SSE2 : knows_avx512() ? CSV_AVX512 : CSV_AVX2;
}
#else
enum csv_way csv_way_best(void)
{
    return CSV_PLAIN;
}
#endif

void csv_marks_find(struct csv_marks *marks, enum csv_way way, struct text text,
                    const struct csv_shape *shape)
{
    struct run run = {.shape = shape, .text = text, .out = marks->at};
#ifdef HAS_VECTORS
    if (text.len < BLOCK)
        ; /* there is only the rest */
    else if (way == CSV_AVX512)
        find_avx512(&run);
    else if (way == CSV_AVX2)
        find_avx2(&run);
    else if (way == CSV_SSE2)
        find_sse2(&run);
    else
#endif
        find_plain(&run);
    (void)way;
    if (text.len % BLOCK && !run.is_over)
        take_rest(&run);
    marks->records = (size_t)(run.out - marks->at) / shape->stride;
    marks->has_returns = run.has_returns;
}
