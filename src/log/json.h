/* json.h - the steps in which a JSON text is taken apart (RFC 8259), for the readers of records.
 *
 * A string gives its text, a number its digits as they stand, true and false their words, null
 * nothing. What is passed over is checked too. The first fault stays.
 */
#ifndef LOG_JSON_H
#define LOG_JSON_H

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/buffer.h"
#include "log/cell.h"

enum { JSON_DEEPEST = 256 };

struct json {
    const char *at, *end, *start; /* of the whole text */
    struct buffer *scratch;       /* for texts with escapes; emptied before each text */
    cell_fault fault;
};

/* Gives false. At the end of the text it says that the text ends in the middle. */
bool json_fail(struct json *json, const char *fault);

static inline void json_blanks(struct json *json)
{
    while (json->at < json->end && (*json->at == ' ' || *json->at == '\t' || *json->at == '\r'))
        json->at++;
}

/* Takes C, if it is next. */
static inline bool json_take(struct json *json, char c)
{
    if (json->at == json->end || *json->at != c)
        return false;
    json->at++;
    return true;
}

/* The next quote, backslash or control byte. */
static inline const char *json_string_stop(const char *at, const char *end)
{
#ifdef __SSE2__
    const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\');
    const __m128i control = _mm_set1_epi8(0x1f);
    for (; end - at >= 16; at += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
        __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, slash));
        hit = _mm_or_si128(hit, _mm_cmpeq_epi8(_mm_min_epu8(bytes, control), bytes));
        int mask = _mm_movemask_epi8(hit);
        if (mask)
            return at + __builtin_ctz((unsigned)mask);
    }
#endif
    while (at < end && *at != '"' && *at != '\\' && (unsigned char)*at >= 0x20)
        at++;
    return at;
}

/* The string whose opening quote was taken; RAW is how it stands in the text. */
bool json_string(struct json *json, struct cell *cell, struct text *raw);

/* A key, the colon behind it, and blanks. */
bool json_key(struct json *json, struct cell *key, struct text *raw);

/* A string, number or word; a list or an object is a fault. null: an empty cell, AT not NULL. */
bool json_scalar(struct json *json, struct cell *cell);

/* Any value, which stands DEPTH deep. */
bool json_skip(struct json *json, int depth);

#endif
