/* csv_marks.c - 64 bytes at a time are turned into masks, one bit a byte. */
#include "log/csv_marks.h"

#include <stdbool.h>
#include <string.h>
#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define HAS_VECTORS 1
#endif

enum { BLOCK = 64 };

/* By bits; lone carriage returns are among CR still. */
struct masks {
    uint64_t delimiter, lf, cr, odd;
};

static inline __attribute__((always_inline)) uint64_t count(struct csv_marks *marks,
                                                            struct masks found, bool lf_behind)
{
    uint64_t pairs = found.cr & (found.lf >> 1 | (uint64_t)lf_behind << 63);
    uint64_t odd = found.odd | (found.cr & ~pairs);
    uint64_t all = found.delimiter | found.lf | odd;
    marks->count += (size_t)__builtin_popcountll(all);
    marks->lines += (size_t)__builtin_popcountll(found.lf);
    if (found.cr | found.odd) {
        marks->returns += (size_t)__builtin_popcountll(pairs);
        marks->odd += (size_t)__builtin_popcountll(odd);
    }
    return all;
}

static inline __attribute__((always_inline)) void take(struct csv_marks *marks, struct masks found,
                                                       uint32_t base, bool lf_behind)
{
    uint32_t *out = marks->at + marks->count;
    uint64_t all = count(marks, found, lf_behind);
    for (; all; out += 4) /* some too many are written, where others will stand */
        for (int i = 0; i < 4; i++, all &= all - 1)
            out[i] = base + (uint32_t)__builtin_ctzll(all | (uint64_t)1 << 63);
}

/* ---- one way each for 64 bytes ---- */

static struct masks plain(const char *at, char delimiter)
{
    struct masks found = {0};
    for (int i = 0; i < BLOCK; i++) {
        uint64_t bit = (uint64_t)1 << i;
        found.delimiter |= at[i] == delimiter ? bit : 0;
        found.lf |= at[i] == '\n' ? bit : 0;
        found.cr |= at[i] == '\r' ? bit : 0;
        found.odd |= at[i] == '"' || at[i] == '\0' ? bit : 0;
    }
    return found;
}

#ifdef HAS_VECTORS
static inline uint64_t bits16(__m128i hits)
{
    return (uint64_t)(unsigned)_mm_movemask_epi8(hits);
}

static struct masks sse2(const char *at, char delimiter)
{
    struct masks found = {0};
    for (int i = 0; i < BLOCK; i += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(at + i));
        __m128i odd = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                                   _mm_cmpeq_epi8(bytes, _mm_setzero_si128()));
        found.delimiter |= bits16(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(delimiter))) << i;
        found.lf |= bits16(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'))) << i;
        found.cr |= bits16(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r'))) << i;
        found.odd |= bits16(odd) << i;
    }
    return found;
}

#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

AVX2 static inline uint64_t bits64(__m256i low, __m256i high)
{
    return (uint64_t)(unsigned)_mm256_movemask_epi8(low) |
           (uint64_t)(unsigned)_mm256_movemask_epi8(high) << 32;
}

AVX2 static inline struct masks avx2(const char *at, char delimiter)
{
    const __m256i comma = _mm256_set1_epi8(delimiter), lf = _mm256_set1_epi8('\n');
    const __m256i cr = _mm256_set1_epi8('\r'), quote = _mm256_set1_epi8('"');
    const __m256i nul = _mm256_setzero_si256();
    __m256i a = _mm256_loadu_si256((const __m256i *)(const void *)at);
    __m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(at + 32));
    __m256i odd_a = _mm256_or_si256(_mm256_cmpeq_epi8(a, quote), _mm256_cmpeq_epi8(a, nul));
    __m256i odd_b = _mm256_or_si256(_mm256_cmpeq_epi8(b, quote), _mm256_cmpeq_epi8(b, nul));
    return (struct masks){.delimiter =
                              bits64(_mm256_cmpeq_epi8(a, comma), _mm256_cmpeq_epi8(b, comma)),
                          .lf = bits64(_mm256_cmpeq_epi8(a, lf), _mm256_cmpeq_epi8(b, lf)),
                          .cr = bits64(_mm256_cmpeq_epi8(a, cr), _mm256_cmpeq_epi8(b, cr)),
                          .odd = bits64(odd_a, odd_b)};
}

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,bmi2,popcnt")))

AVX512 static inline struct masks avx512(__m512i bytes, __m512i delimiter)
{
    __mmask64 quotes = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('"'));
    return (struct masks){.delimiter = _mm512_cmpeq_epi8_mask(bytes, delimiter),
                          .lf = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n')),
                          .cr = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\r')),
                          .odd = quotes | _mm512_testn_epi8_mask(bytes, bytes)};
}

/* The offsets of the bits in ALL, 16 at a time: too many are written here, too. */
AVX512 static inline void put_offsets(uint32_t *out, uint64_t all, uint32_t base)
{
    static const unsigned char numbers[BLOCK] = {
        0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
        22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
        44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
    };
    __m512i places = _mm512_maskz_compress_epi8(all, _mm512_loadu_si512(numbers));
    const __m512i from = _mm512_set1_epi32((int)base);
    _mm512_storeu_si512(
        out, _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_castsi512_si128(places)), from));
    int left = __builtin_popcountll(all) - 16;
    for (int i = 16; left > 0; i += 16, left -= 16) {
        places = _mm512_shuffle_i64x2(places, places, 0x39);
        _mm512_storeu_si512(
            out + i, _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_castsi512_si128(places)), from));
    }
}
#endif

/* ---- whole stretches ---- */

/* The last bytes, as many as do not fill a block. */
static void take_rest(struct csv_marks *marks, const char *at, size_t from, size_t len,
                      char delimiter)
{
    char rest[BLOCK];
    memset(rest, ' ', sizeof rest); /* never a delimiter */
    memcpy(rest, at + from, len - from);
    take(marks, plain(rest, delimiter), (uint32_t)from, false);
}

static void find_plain(struct csv_marks *marks, const char *at, size_t len, char delimiter)
{
    for (size_t i = 0; i + BLOCK <= len; i += BLOCK)
        take(marks, plain(at + i, delimiter), (uint32_t)i,
             i + BLOCK < len && at[i + BLOCK] == '\n');
}

#ifdef HAS_VECTORS
static void find_sse2(struct csv_marks *marks, const char *at, size_t len, char delimiter)
{
    for (size_t i = 0; i + BLOCK <= len; i += BLOCK)
        take(marks, sse2(at + i, delimiter), (uint32_t)i, i + BLOCK < len && at[i + BLOCK] == '\n');
}

AVX2 static void find_avx2(struct csv_marks *marks, const char *at, size_t len, char delimiter)
{
    for (size_t i = 0; i + BLOCK <= len; i += BLOCK)
        take(marks, avx2(at + i, delimiter), (uint32_t)i, i + BLOCK < len && at[i + BLOCK] == '\n');
}

AVX512 static void find_avx512(struct csv_marks *marks, const char *at, size_t len, char delimiter)
{
    const __m512i comma = _mm512_set1_epi8(delimiter);
    for (size_t i = 0; i + BLOCK <= len; i += BLOCK) {
        __m512i bytes = _mm512_loadu_si512((const void *)(at + i));
        uint32_t *out = marks->at + marks->count;
        bool lf_behind = i + BLOCK < len && at[i + BLOCK] == '\n';
        put_offsets(out, count(marks, avx512(bytes, comma), lf_behind), (uint32_t)i);
    }
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

void csv_marks_find(struct csv_marks *marks, enum csv_way way, const char *at, size_t len,
                    char delimiter)
{
    marks->count = marks->lines = marks->returns = marks->odd = 0;
#ifdef HAS_VECTORS
    if (way == CSV_AVX512)
        find_avx512(marks, at, len, delimiter);
    else if (way == CSV_AVX2)
        find_avx2(marks, at, len, delimiter);
    else if (way == CSV_SSE2)
        find_sse2(marks, at, len, delimiter);
    else
#endif
        find_plain(marks, at, len, delimiter);
    (void)way;
    if (len % BLOCK)
        take_rest(marks, at, len - len % BLOCK, len, delimiter);
}
