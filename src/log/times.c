/* times.c - four at a time: what stands behind the year is 16 bytes long, of which six are digits
 * that may differ. */
#include "log/times.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))
#define INLINE static inline __attribute__((always_inline))

enum { TIME_LEN = 20, YEAR_LEN = 4 };

/* What all have in common; the rest has zeros for the time of the day. */
struct date {
    uint32_t year;
    __m256i rest;
    __m256i day;
};

AVX2 INLINE struct date date_of(const struct binding *binding)
{
    struct date date;
    char rest[] = "-mm-ddT00:00:00Z";
    memcpy(&date.year, binding->known_date, YEAR_LEN);
    memcpy(rest, binding->known_date + YEAR_LEN, sizeof binding->known_date - YEAR_LEN);
    date.rest = _mm256_broadcastsi128_si256(_mm_loadu_si128((const void *)rest));
    date.day = _mm256_set1_epi64x(binding->known_day * MICROS_DAY);
    return date;
}

/* Two of them, but for their years, with the digits of their times as numbers. */
AVX2 INLINE __m256i two(const char *low, const char *high, const struct date *date)
{
    __m128i first = _mm_loadu_si128((const void *)(low + YEAR_LEN));
    __m128i second = _mm_loadu_si128((const void *)(high + YEAR_LEN));
    __m256i both = _mm256_inserti128_si256(_mm256_castsi128_si256(first), second, 1);
    return _mm256_xor_si256(both, date->rest);
}

#define TWICE(...) _mm256_setr_epi8(__VA_ARGS__, __VA_ARGS__)
#define FOUR_TIMES(a, b, c) _mm256_setr_epi16(a, b, c, 0, a, b, c, 0, a, b, c, 0, a, b, c, 0)

/* The digits of two times each in A and B; false if some are no times. */
AVX2 INLINE bool put_four(__m256i a, __m256i b, const struct date *date, instant *out)
{
    const __m256i most = TWICE(0, 0, 0, 0, 0, 0, 0, 2, 9, 0, 5, 9, 0, 5, 9, 0);
    const __m256i digits = TWICE(7, 8, 10, 11, 13, 14, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
    const __m256i tens = _mm256_set1_epi64x(0x010a010a010a);
    __m256i over = _mm256_or_si256(_mm256_subs_epu8(a, most), _mm256_subs_epu8(b, most));
    __m256i four =
        _mm256_unpacklo_epi64(_mm256_shuffle_epi8(a, digits), _mm256_shuffle_epi8(b, digits));
    __m256i parts = _mm256_maddubs_epi16(four, tens);
    over = _mm256_or_si256(over, _mm256_cmpgt_epi16(parts, FOUR_TIMES(23, 59, 59)));
    __m256i sums = _mm256_madd_epi16(parts, FOUR_TIMES(3600, 60, 1));
    __m256i seconds = _mm256_add_epi32(sums, _mm256_srli_epi64(sums, 32));
    __m256i since = _mm256_mul_epu32(seconds, _mm256_set1_epi64x(MICROS_SECOND));
    _mm256_storeu_si256((void *)out, _mm256_add_epi64(since, date->day));
    return _mm256_testz_si256(over, over);
}

AVX2 INLINE bool is_of_year(struct cell cell, const struct date *date)
{
    return cell.len == TIME_LEN && memcmp(cell.at, &date->year, YEAR_LEN) == 0;
}

AVX2 INLINE uint32_t take(const struct time_lane *times, const struct date *date, uint32_t i,
                          bool is_plain)
{
    struct lane lane = lane_from(&times->lane, i);
    for (; i + 4 <= times->count; i += 4) {
        const char *at[4];
        for (uint32_t k = 0; k < 4; k++) {
            struct cell cell = is_plain ? lane_next_raw(&lane) : lane_next(&lane);
            if (!is_of_year(cell, date))
                return i;
            at[k] = cell.at;
        }
        if (!put_four(two(at[0], at[2], date), two(at[1], at[3], date), date, &times->out[i]))
            return i;
    }
    return i;
}

AVX2 static uint32_t take_avx2(const struct time_lane *times, const struct binding *binding,
                               uint32_t from)
{
    const struct date date = date_of(binding);
    const struct lane *lane = &times->lane;
    struct time_lane plain = *times;
    struct lane first = lane_from(lane, from);
    if (!lane_is_simple(lane) || *lane_next_raw(&first).at == '"')
        return take(times, &date, from, false) - from;
    plain.lane = lane_simple(lane);
    return take(&plain, &date, from, true) - from;
}
#endif

uint32_t times_take(const struct time_lane *times, const struct binding *binding, uint32_t from)
{
#if defined(__x86_64__) && defined(__GNUC__)
    if (times->has_avx2)
        return take_avx2(times, binding, from);
#endif
    (void)times, (void)binding, (void)from;
    return 0;
}
