/* ndjson_guess.c - gaps are compared 16 bytes at a time, wherever they end. */
#include "log/ndjson_guess.h"

#include <string.h>

#include "log/json.h"
#include "log/ndjson.h"

/* ---- remembering ---- */

void ndjson_guess_line(struct ndjson_guess *guess, const char *at)
{
    guess->count = guess->seen = guess->asked = 0;
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
    guess->asked += index != NDJSON_NOT_ASKED;
    guess->behind = to;
}

void ndjson_guess_end(struct ndjson_guess *guess, const char *end)
{
    put_gap(guess, NDJSON_NOT_ASKED, end);
    guess->count = guess->seen <= GUESS_MEMBERS ? guess->seen : 0;
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

static bool take_line(const struct ndjson_guess *guess, struct json *json,
                      struct ndjson_record *record)
{
    for (uint32_t i = 0; i <= guess->count; i++) {
        const struct ndjson_gap *gap = &guess->gaps[i];
        if (json->end - json->at <= GUESS_GAP + 1 || !stands(gap, json->at))
            return false;
        json->at += gap->len;
        if (i < guess->count && !take_value(json, record, gap->index))
            return false;
    }
    return true;
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
