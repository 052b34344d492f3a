/* ndjson_guess.c - gaps are compared 16 bytes at a time, wherever they end. */
#include "log/ndjson_guess.h"

#include <string.h>

#include "log/json.h"
#include "log/ndjson.h"

/* ---- remembering ---- */

void ndjson_guess_line(struct ndjson_guess *guess, const char *at)
{
    guess->seen = guess->seen_asked = 0;
    guess->behind = at;
}

/* What stands from the last value to AT, in front of the value of INDEX. */
static void put_gap(struct ndjson_guess *guess, uint32_t index, const char *at)
{
    size_t len = (size_t)(at - guess->behind);
    if (guess->seen > GUESS_MEMBERS || len > GUESS_GAP) {
        guess->seen = GUESS_MEMBERS + 1;
        return;
    }
    struct ndjson_gap *gap = &guess->gaps[guess->seen];
    *gap = (struct ndjson_gap){.bytes = "\"", .len = (uint32_t)len, .index = index};
    memcpy(gap->bytes + 1, guess->behind, len);
    gap->bytes[len + 1] = '"';
}

void ndjson_guess_value(struct ndjson_guess *guess, uint32_t index, const char *from,
                        const char *to)
{
    put_gap(guess, index, from);
    guess->seen += guess->seen <= GUESS_MEMBERS;
    guess->seen_asked += index != NDJSON_NOT_ASKED;
    guess->behind = to;
}

/* Below node NUMBER; a new one, if there is none like it. 0: there is no room. */
static uint32_t node_below(struct ndjson_guess *guess, uint32_t number,
                           const struct ndjson_gap *gap, bool is_last)
{
    uint32_t *place = &guess->nodes[number].below;
    for (; *place; place = &guess->nodes[*place].beside) {
        const struct ndjson_node *node = &guess->nodes[*place];
        if (node->is_last == is_last && memcmp(&node->gap, gap, sizeof *gap) == 0)
            return *place;
    }
    if (guess->count + 1 == GUESS_NODES)
        return 0;
    *place = ++guess->count;
    guess->nodes[*place] = (struct ndjson_node){.gap = *gap, .is_last = is_last};
    guess->shapes += is_last;
    return *place;
}

static bool remember(struct ndjson_guess *guess)
{
    uint32_t node = 0;
    for (uint32_t i = 0; i <= guess->seen; i++) {
        node = node_below(guess, node, &guess->gaps[i], i == guess->seen);
        if (!node)
            return false;
    }
    guess->asked = guess->seen_asked;
    return true;
}

static void forget(struct ndjson_guess *guess)
{
    guess->count = guess->shapes = 0;
    guess->nodes[0].below = 0;
}

void ndjson_guess_end(struct ndjson_guess *guess, const char *end)
{
    put_gap(guess, NDJSON_NOT_ASKED, end);
    if (guess->seen > GUESS_MEMBERS || !guess->seen)
        return;
    if (!guess->count)
        forget(guess);
    while (!remember(guess)) /* one line has always room */
        forget(guess);
}

/* ---- guessing ---- */

/* Do the bytes of GAP stand at AT, where GUESS_GAP bytes can be read? */
static inline bool stands(const struct ndjson_gap *gap, const char *at)
{
#ifdef __SSE2__
    if (gap->len > 32)
        return memcmp(gap->bytes + 1, at, gap->len) == 0;
    const __m128i *wanted = (const __m128i *)(const void *)(gap->bytes + 1);
    const __m128i *found = (const __m128i *)(const void *)at;
    __m128i low = _mm_cmpeq_epi8(_mm_loadu_si128(wanted), _mm_loadu_si128(found));
    __m128i high = _mm_cmpeq_epi8(_mm_loadu_si128(wanted + 1), _mm_loadu_si128(found + 1));
    uint64_t same = (uint64_t)(unsigned)_mm_movemask_epi8(low) |
                    (uint64_t)(unsigned)_mm_movemask_epi8(high) << 16;
    uint64_t needed = ((uint64_t)1 << gap->len) - 1;
    return (same & needed) == needed;
#else
    return memcmp(gap->bytes + 1, at, gap->len) == 0;
#endif
}

/* A string without escapes. */
static inline bool take_string(struct json *json, struct cell *cell)
{
    const char *start = json->at + 1, *stop = json_string_stop(start, json->end);
    if (stop == json->end || *stop != '"')
        return false;
    *cell = (struct cell){start, (size_t)(stop - start)};
    json->at = stop + 1;
    return true;
}

/* The value of a field, or one that nobody asks for. */
static inline bool take_value(struct json *json, struct ndjson_record *record, uint32_t index)
{
    struct cell unasked, *cell = index == NDJSON_NOT_ASKED ? &unasked : &record->fields[index];
    if (json->at < json->end && *json->at == '"')
        return take_string(json, cell);
    return index == NDJSON_NOT_ASKED ? json_skip(json, 0) : json_scalar(json, cell);
}

/* What stands next, below NODE; NULL: nothing that is remembered. */
static const struct ndjson_node *next_node(const struct ndjson_guess *guess,
                                           const struct ndjson_node *node, const struct json *json)
{
    if (json->end - json->at <= GUESS_GAP + 1)
        return NULL;
    for (uint32_t below = node->below; below; below = guess->nodes[below].beside)
        if (stands(&guess->nodes[below].gap, json->at))
            return &guess->nodes[below];
    return NULL;
}

static bool take_line(const struct ndjson_guess *guess, struct json *json,
                      struct ndjson_record *record)
{
    const struct ndjson_node *node = &guess->nodes[0];
    if (!ndjson_guess_is_full(guess, record->count))
        memset(record->fields, 0, record->count * sizeof *record->fields);
    while ((node = next_node(guess, node, json))) {
        json->at += node->gap.len;
        if (node->is_last)
            return true;
        if (!take_value(json, record, node->gap.index))
            return false;
    }
    return false;
}

bool ndjson_guess_next(struct ndjson *ndjson, struct ndjson_record *record)
{
    struct ndjson_lines *lines = &ndjson->lines;
    struct json json = {lines->at, lines->end, lines->at, &ndjson->scratch, NULL};
    if (!ndjson->guess.count || lines->at == ndjson->guess.odd ||
        !take_line(&ndjson->guess, &json, record))
        return false;
    const char *feed = json.at + (*json.at == '\r');
    if (*feed != '\n')
        return false;
    record->bytes = (struct text){lines->at, (size_t)(json.at - lines->at)};
    record->line = ++lines->line;
    record->fault = NULL;
    lines->at = feed + 1;
    return true;
}
