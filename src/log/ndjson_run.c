/* ndjson_run.c - gaps are compared together with the quotes of the texts beside them, and values
 * looked through for what ends a text; all else is done by hand.
 */
#include "log/ndjson_run.h"

#include <string.h>
#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define HAS_AVX2 1
#endif

#include "log/json.h"

enum { GROUP = 32, BLOCK = 64, WIDE = 32 };

/* Lines that are looked at together. */
struct group {
    const char
        *at[GROUP]; /* the quote, or the last byte, of the last value; first where it begins */
    const char *end[GROUP]; /* without the line end */
    const char *feed[GROUP];
    uint32_t count;
};

/* A member of all lines, and where its values go: STEP apart. */
struct member {
    const struct ndjson_gap *gap;
    bool is_first;
    struct cell *out;
    size_t step;
};

/* ---- by hand ---- */

/* Behind GAP; NULL: it does not stand behind the value that ends at AT. */
static const char *behind_gap(const struct member *member, const char *at, const char *end)
{
    const struct ndjson_gap *gap = member->gap;
    if (!member->is_first && (*at == '\\' || (unsigned char)*at < 0x20))
        return NULL; /* a text that goes on, or a bad one */
    at += !member->is_first;
    bool stands = end - at >= (ptrdiff_t)gap->len && memcmp(gap->bytes + 1, at, gap->len) == 0;
    return stands ? at + gap->len : NULL;
}

/* Takes the value at AT; gives its end as in struct group, or NULL. */
static const char *value_end(const struct member *member, const char *at, const char *end,
                             struct cell *cell)
{
    struct json json = {at, end, at, NULL, NULL};
    if (json_take(&json, '"')) {
        const char *stop = json_string_stop(json.at, end);
        *cell = (struct cell){json.at, (size_t)(stop - json.at)};
        return stop;
    }
    bool is_asked = member->gap->index != NDJSON_NOT_ASKED;
    return (is_asked ? json_scalar(&json, cell) : json_skip(&json, 0)) ? json.at - 1 : NULL;
}

static __attribute__((noinline)) bool by_hand(struct group *group, const struct member *member,
                                              uint32_t line)
{
    const char *end = group->end[line], *at = behind_gap(member, group->at[line], end);
    if (at)
        at = value_end(member, at, end, member->out + line * member->step);
    group->at[line] = at;
    return at;
}

static void take_plainly(struct group *group, const struct member *member)
{
    for (uint32_t i = 0; i < group->count; i++)
        if (!by_hand(group, member, i))
            group->count = i;
}

/* Does the line end at END, behind the last GAP, as it does where its last value is a text? */
static inline bool ends(const struct ndjson_gap *gap, const char *at, const char *end)
{
    if (end - at != (ptrdiff_t)gap->len + 1)
        return false;
    char other = 0;
    for (uint32_t i = 0; i <= gap->len; i++)
        other |= at[i] ^ gap->bytes[i];
    return !other;
}

/* Behind the last value there must be the last gap, and nothing more. */
static void take_ends(struct group *group, const struct member *member)
{
    for (uint32_t i = 0; i < group->count; i++) {
        const char *at = group->at[i], *end = group->end[i];
        if (!ends(member->gap, at, end) && behind_gap(member, at, end) != end)
            group->count = i;
    }
}

static void find_feeds_plainly(struct group *group, struct text bytes, uint32_t most)
{
    const char *at = bytes.at, *end = bytes.at + bytes.len;
    for (group->count = 0; group->count < most && at < end; group->count++) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));
        if (!feed)
            return;
        group->feed[group->count] = feed;
        at = feed + 1;
    }
}

/* ---- by AVX2 ---- */

#ifdef HAS_AVX2
#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

AVX2 static inline __m256i load(const char *at)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

/* By bits: quotes, backslashes and control bytes of the 32 at AT. */
AVX2 static inline uint32_t stops_at(const char *at)
{
    /* With these bits turned a quote is 32, less than it only control bytes are, and an order with
     * signs is one without. */
    const __m256i turn = _mm256_set1_epi8((char)0x82), most = _mm256_set1_epi8((char)0xa1);
    __m256i bytes = load(at);
    __m256i low = _mm256_cmpgt_epi8(most, _mm256_xor_si256(bytes, turn));
    __m256i slash = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\'));
    return (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(low, slash));
}

AVX2 static void take_avx2(struct group *group, const struct member *member)
{
    const uint32_t behind = member->gap->len + 2 - member->is_first;
    const uint32_t needed = (uint32_t)(((uint64_t)1 << behind) - 1);
    const __m256i gap = load(member->gap->bytes + member->is_first);
    struct cell *out = member->out;
    for (uint32_t i = 0; i < group->count; i++, out += member->step) {
        const char *at = group->at[i], *from = at + behind;
        uint32_t same = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(load(at), gap));
        uint32_t stops = stops_at(from);
        if (~same & needed || !stops) {
            if (!by_hand(group, member, i))
                group->count = i;
            continue;
        }
        uint32_t len = (uint32_t)__builtin_ctz(stops);
        *out = (struct cell){from, len};
        group->at[i] = from + len;
    }
}

/* 64 bytes at a time; feeds behind the end of BYTES are left out. */
AVX2 static void find_feeds_avx2(struct group *group, struct text bytes, uint32_t most)
{
    const __m256i lf = _mm256_set1_epi8('\n');
    const char *end = bytes.at + bytes.len;
    uint32_t count = 0;
    for (const char *at = bytes.at; at < end && count < most; at += BLOCK) {
        __m256i low = _mm256_cmpeq_epi8(load(at), lf), high = _mm256_cmpeq_epi8(load(at + 32), lf);
        uint64_t feeds = (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32 |
                         (uint32_t)_mm256_movemask_epi8(low);
        for (; feeds && count < most; feeds &= feeds - 1)
            group->feed[count++] = at + __builtin_ctzll(feeds);
    }
    while (count && group->feed[count - 1] >= end)
        count--;
    group->count = count;
}

enum ndjson_way ndjson_way_best(void)
{
    bool fits = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
                __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
    return fits ? NDJSON_AVX2 : NDJSON_PLAIN;
}
#else
enum ndjson_way ndjson_way_best(void)
{
    return NDJSON_PLAIN;
}
#endif

/* ---- both ---- */

static void find_feeds(struct group *group, const struct ndjson_run *run, struct text bytes,
                       uint32_t most)
{
#ifdef HAS_AVX2
    if (run->way == NDJSON_AVX2) {
        find_feeds_avx2(group, bytes, most);
        return;
    }
#endif
    (void)run;
    find_feeds_plainly(group, bytes, most);
}

static void take_member(struct group *group, const struct ndjson_run *run,
                        const struct member *member)
{
#ifdef HAS_AVX2
    if (run->way == NDJSON_AVX2 && member->gap->len + 2 <= WIDE) {
        take_avx2(group, member);
        return;
    }
#endif
    (void)run;
    take_plainly(group, member);
}

/* The next lines, MOST of them, behind each of which enough bytes can be read. */
static void find_lines(struct group *group, const struct ndjson *ndjson,
                       const struct ndjson_run *run, uint32_t most)
{
    const char *from = ndjson->lines.at, *end = ndjson->lines.end;
    if (run->safe_end - from <= 2 * BLOCK) {
        group->count = 0;
        return;
    }
    if (run->safe_end - end < 2 * BLOCK)
        end = run->safe_end - 2 * BLOCK;
    find_feeds(group, run, (struct text){from, (size_t)(end - from)}, most);
    for (uint32_t i = 0; i < group->count; from = group->feed[i++] + 1) {
        group->at[i] = from;
        group->end[i] = group->feed[i] - (group->feed[i] > from && group->feed[i][-1] == '\r');
    }
}

/* Fields that no line has. */
static void put_nothing(const struct ndjson *ndjson, const struct ndjson_run *run, uint32_t from,
                        uint32_t count)
{
    size_t fields = ndjson->keys->count;
    if (ndjson->guess.asked < fields)
        for (size_t i = 0; i < count * fields; i++)
            run->cells[from * fields + i] = (struct cell){run->nothing, 0};
}

/* The lines of GROUP go behind the first TAKEN ones; those from the first odd one on leave it. */
static void take_group(struct group *group, const struct ndjson *ndjson,
                       const struct ndjson_run *run, uint32_t taken)
{
    const struct ndjson_guess *guess = &ndjson->guess;
    const size_t fields = ndjson->keys->count;
    struct cell unasked;
    put_nothing(ndjson, run, taken, group->count);
    for (uint32_t i = 0; i < guess->count; i++) {
        const struct ndjson_gap *gap = &guess->gaps[i];
        struct member member = {gap, i == 0, &unasked, 0};
        if (gap->index != NDJSON_NOT_ASKED) {
            member.out = run->cells + taken * fields + gap->index;
            member.step = fields;
        }
        take_member(group, run, &member);
    }
    take_ends(group, &(struct member){.gap = &guess->gaps[guess->count]});
}

/* The lines of GROUP, which are as they should be, are taken; TEXTS is what they are. */
static void go_on(struct ndjson_lines *lines, const struct group *group, struct text *texts)
{
    for (uint32_t i = 0; i < group->count; i++) {
        texts[i] = (struct text){lines->at, (size_t)(group->end[i] - lines->at)};
        lines->at = group->feed[i] + 1;
    }
    lines->line += group->count;
}

uint32_t ndjson_run_next(struct ndjson *ndjson, const struct ndjson_run *run)
{
    struct ndjson_guess *guess = &ndjson->guess;
    uint32_t taken = 0;
    while (guess->count && taken < run->most && ndjson->lines.at != guess->odd) {
        struct group group;
        uint32_t left = run->most - taken, pace = guess->pace < left ? guess->pace : left;
        find_lines(&group, ndjson, run, pace);
        uint32_t found = group.count;
        if (!found)
            break;
        take_group(&group, ndjson, run, taken);
        go_on(&ndjson->lines, &group, run->lines + taken);
        taken += group.count;
        if (group.count < found)
            guess->odd = ndjson->lines.at;
        guess->pace = group.count < found ? group.count + 1 : GROUP;
    }
    return taken;
}
