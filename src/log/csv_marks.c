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

static inline __attribute__((always_inline)) void take(struct csv_marks *marks, struct masks found,
                                                       uint32_t base, bool lf_behind)
{
    uint64_t pairs = found.cr & (found.lf >> 1 | (uint64_t)lf_behind << 63);
    uint64_t odd = found.odd | (found.cr & ~pairs);
    uint64_t all = found.delimiter | found.lf | odd;
    uint32_t *out = marks->at + marks->count;
    marks->count += (size_t)__builtin_popcountll(all);
    marks->lines += (size_t)__builtin_popcountll(found.lf);
    if (found.cr | found.odd) {
        marks->returns += (size_t)__builtin_popcountll(pairs);
        marks->odd += (size_t)__builtin_popcountll(odd);
    }
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

enum csv_way csv_way_best(void)
{
    bool fits = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
                __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
    return fits ? CSV_AVX2 : CSV_SSE2;
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
    if (way == CSV_AVX2)
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
