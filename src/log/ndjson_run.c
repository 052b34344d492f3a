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

enum { GROUP = 32, BLOCK = 64, WIDE = 32, RUN_LONG = 8, PAUSE_MOST = 63 };

/* Lines that are looked at together. Sets of them are bits. */
struct group {
    const char
        *at[GROUP]; /* the quote, or the last byte, of the last value; first where it begins */
    const char *end[GROUP]; /* without the line end */
    const char *feed[GROUP];
    uint32_t count;
};

static inline uint32_t all_of(const struct group *group)
{
    return (uint32_t)(((uint64_t)1 << group->count) - 1);
}

/* A member of lines, and where its values go: STEP apart. */
struct member {
    const struct ndjson_gap *gap;
    bool is_first;
    struct cell *out;
    size_t step;
};

/* ---- by hand ---- */

/* Has a text ended at AT that is neither bad nor goes on, or a value that is no text? */
static inline bool has_ended(const char *at)
{
    return *at != '\\' && (unsigned char)*at >= 0x20;
}

/* Behind the gap; NULL: it does not stand behind the value that ends at AT. */
static const char *behind_gap(const struct member *member, const char *at, const char *end)
{
    const struct ndjson_gap *gap = member->gap;
    if (!member->is_first && !has_ended(at++))
        return NULL;
    bool stands = end - at >= (ptrdiff_t)gap->len && memcmp(gap->bytes + 1, at, gap->len) == 0;
    return stands ? at + gap->len : NULL;
}

/* Takes the value at AT; gives its end as in struct group, or NULL. */
static const char *value_end(const char *at, const char *end, bool is_asked, struct cell *cell)
{
    struct json json = {at, end, at, NULL, NULL};
    if (is_asked && json_take(&json, '"')) {
        const char *stop = json_string_stop(json.at, end);
        *cell = (struct cell){json.at, (size_t)(stop - json.at)};
        return stop;
    }
    if (end - at >= 4 && memcmp(at, "null", 4) == 0) {
        *cell = (struct cell){at, 0};
        return at + 3;
    }
    return (is_asked ? json_scalar(&json, cell) : json_skip(&json, 0)) ? json.at - 1 : NULL;
}

/* The value that begins at AT. False: there is none. */
static __attribute__((noinline)) bool take_value(struct group *group, const struct member *member,
                                                 uint32_t line, const char *at)
{
    bool is_asked = member->gap->index != NDJSON_NOT_ASKED;
    at = value_end(at, group->end[line], is_asked, member->out + line * member->step);
    if (at)
        group->at[line] = at;
    return at;
}

/* Gives those of LINES that are not made so. */
static uint32_t take_plainly(struct group *group, const struct member *member, uint32_t lines)
{
    uint32_t others = 0;
    for (; lines; lines &= lines - 1) {
        uint32_t line = (uint32_t)__builtin_ctz(lines);
        const char *at = behind_gap(member, group->at[line], group->end[line]);
        others |= (uint32_t) !(at && take_value(group, member, line, at)) << line;
    }
    return others;
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

/* Behind the last value there must be the last gap, and nothing more. Gives the other lines. */
static uint32_t take_ends(const struct group *group, const struct member *member, uint32_t lines)
{
    uint32_t others = 0;
    for (; lines; lines &= lines - 1) {
        uint32_t line = (uint32_t)__builtin_ctz(lines);
        const char *at = group->at[line], *end = group->end[line];
        if (!ends(member->gap, at, end) && behind_gap(member, at, end) != end)
            others |= (uint32_t)1 << line;
    }
    return others;
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

/* What of the bytes at a gap is looked at; by bits. */
struct gap_bits {
    uint32_t first, behind;
    uint32_t rest;   /* those behind it */
    uint32_t quotes; /* may lack beside what is no text */
};

static struct gap_bits bits_of(const struct member *member)
{
    uint32_t first = member->is_first, behind = member->gap->len + 2 - first;
    return (struct gap_bits){first, behind, ~(uint32_t)(((uint64_t)1 << behind) - 1),
                             (uint32_t)1 << (behind - 1) | !first};
}

AVX2 static inline __m256i gap_bytes(const struct member *member)
{
    return load(member->gap->bytes + member->is_first);
}

AVX2 static inline uint32_t same_bytes(const char *at, __m256i bytes)
{
    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(load(at), bytes));
}

/* A short text, or null; false: it is something else. Of one that is asked for only the next gap
 * tells whether it has ended. */
AVX2 static inline __attribute__((always_inline)) bool
take_text(const char **place, struct gap_bits bits, __m256i gap, struct cell *out, bool is_asked)
{
    const char *at = *place, *from = at + bits.behind;
    uint32_t same = same_bytes(at, gap) | bits.rest, stops = stops_at(from);
    if (__builtin_expect(same != UINT32_MAX, 0)) { /* beside what is no text quotes lack */
        if ((same | bits.quotes) != UINT32_MAX || !(bits.first || has_ended(at)))
            return false;
        if (!(same >> (bits.behind - 1) & 1)) {
            if (memcmp(from - 1, "null", 4) != 0)
                return false;
            *out = (struct cell){from - 1, 0};
            *place = from + 2;
            return true;
        }
    }
    if (!stops)
        return false;
    uint32_t len = (uint32_t)__builtin_ctz(stops);
    if (!is_asked && from[len] == '\\')
        return false;
    *out = (struct cell){from, len};
    *place = from + len;
    return true;
}

/* Anything else; false: the line is not made so. */
AVX2 static bool take_other(struct group *group, const struct member *member, uint32_t line)
{
    const struct gap_bits bits = bits_of(member);
    const char *at = group->at[line];
    uint32_t same = same_bytes(at, gap_bytes(member));
    return (same | bits.rest | bits.quotes) == UINT32_MAX && (bits.first || has_ended(at)) &&
           take_value(group, member, line, at + bits.behind - 1);
}

/* Short texts of LINES, up to the first line that has none; gives that and those behind it. Calls
 * nothing, so that what it compares with stays where it is. */
AVX2 static inline __attribute__((always_inline)) uint32_t
take_texts(struct group *group, const struct member *member, uint32_t lines, bool is_asked)
{
    const struct gap_bits bits = bits_of(member);
    const __m256i gap = gap_bytes(member);
    const size_t step = member->step;
    struct cell *out = member->out;
    if (lines == all_of(group)) {
        uint32_t line = 0, count = group->count;
        while (line < count && take_text(&group->at[line], bits, gap, out, is_asked))
            line++, out += step;
        return line < count ? lines >> line << line : 0;
    }
    for (; lines; lines &= lines - 1) {
        uint32_t line = (uint32_t)__builtin_ctz(lines);
        if (!take_text(&group->at[line], bits, gap, out + line * step, is_asked))
            return lines;
    }
    return 0;
}

AVX2 static uint32_t take_asked(struct group *group, const struct member *member, uint32_t lines)
{
    return take_texts(group, member, lines, true);
}

AVX2 static uint32_t take_unasked(struct group *group, const struct member *member, uint32_t lines)
{
    return take_texts(group, member, lines, false);
}

AVX2 static uint32_t take_avx2(struct group *group, const struct member *member, uint32_t lines)
{
    bool is_asked = member->gap->index != NDJSON_NOT_ASKED;
    uint32_t others = 0;
    while ((lines =
                is_asked ? take_asked(group, member, lines) : take_unasked(group, member, lines))) {
        uint32_t line = (uint32_t)__builtin_ctz(lines);
        others |= (uint32_t)!take_other(group, member, line) << line;
        lines &= lines - 1;
    }
    return others;
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

static uint32_t take_member(struct group *group, const struct ndjson_run *run,
                            const struct member *member, uint32_t lines)
{
#ifdef HAS_AVX2
    if (run->way == NDJSON_AVX2 && member->gap->len + 2 <= WIDE)
        return take_avx2(group, member, lines);
#endif
    (void)run;
    return take_plainly(group, member, lines);
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

/* ---- all members ---- */

struct walk {
    const struct ndjson *ndjson;
    const struct ndjson_run *run;
    struct group group;
    struct cell *out; /* the fields of the first line */
    uint32_t odd;     /* lines that are made otherwise */
};

static uint32_t take_node(struct walk *walk, const struct ndjson_node *node, bool is_first,
                          uint32_t lines)
{
    struct cell unasked;
    struct member member = {&node->gap, is_first, &unasked, 0};
    if (node->is_last)
        return take_ends(&walk->group, &member, lines);
    if (node->gap.index != NDJSON_NOT_ASKED) {
        member.out = walk->out + node->gap.index;
        member.step = walk->ndjson->keys->count;
    }
    return take_member(&walk->group, walk->run, &member, lines);
}

/* LINES have been taken as far as node NUMBER. */
static void take_below(struct walk *walk, uint32_t number, uint32_t lines)
{
    const struct ndjson_node *nodes = walk->ndjson->guess.nodes;
    for (uint32_t below = nodes[number].below; below && lines; below = nodes[below].beside) {
        uint32_t others = take_node(walk, &nodes[below], number == 0, lines);
        if (!nodes[below].is_last && lines != others)
            take_below(walk, below, lines & ~others);
        lines = others;
    }
    walk->odd |= lines;
}

static void put_nothing(const struct walk *walk)
{
    size_t fields = walk->ndjson->keys->count;
    if (!ndjson_guess_is_full(&walk->ndjson->guess, fields))
        for (size_t i = 0; i < walk->group.count * fields; i++)
            walk->out[i] = (struct cell){walk->run->nothing, 0};
}

/* Takes those that stand in front of the first odd one. */
static void take_group(struct walk *walk)
{
    struct group *group = &walk->group;
    put_nothing(walk);
    take_below(walk, 0, all_of(group));
    if (walk->odd)
        group->count = (uint32_t)__builtin_ctz(walk->odd);
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

/* Where many lines are odd, one by one is faster. */
static void note_length(struct ndjson_guess *guess, uint32_t taken)
{
    guess->pause = taken >= RUN_LONG           ? 0
                   : guess->pause < PAUSE_MOST ? guess->pause * 2 + 1
                                               : PAUSE_MOST;
    guess->rest = guess->pause;
}

static bool rests(struct ndjson_guess *guess)
{
    guess->rest -= guess->rest > 0;
    return guess->rest > 0;
}

uint32_t ndjson_run_next(struct ndjson *ndjson, const struct ndjson_run *run)
{
    struct ndjson_guess *guess = &ndjson->guess;
    uint32_t taken = 0;
    if (rests(guess))
        return 0;
    while (guess->count && taken < run->most && ndjson->lines.at != guess->odd) {
        struct walk walk = {.ndjson = ndjson, .run = run};
        uint32_t left = run->most - taken, pace = guess->pace < left ? guess->pace : left;
        walk.out = run->cells + taken * ndjson->keys->count;
        find_lines(&walk.group, ndjson, run, pace);
        if (!walk.group.count)
            break;
        take_group(&walk);
        go_on(&ndjson->lines, &walk.group, run->lines + taken);
        taken += walk.group.count;
        if (walk.odd) {
            guess->odd = ndjson->lines.at;
            note_length(guess, taken);
        }
        guess->pace = walk.odd ? walk.group.count + 1 : pace * 2 < GROUP ? pace * 2 : GROUP;
    }
    return taken;
}
