/* ndjson.c - one pass over each line; the keys of the line before are tried first. */
#include "log/ndjson.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

static const char cut_short[] = "JSON that ends in the middle";

/* ---- small steps: AT moves over what is taken; a fault ends the record ---- */

struct walk {
    const char *at, *end;
    cell_fault fault;
};

static bool fail(struct walk *walk, const char *fault)
{
    if (!walk->fault)
        walk->fault = walk->at < walk->end ? fault : cut_short;
    return false;
}

static inline void blanks(struct walk *walk)
{
    while (walk->at < walk->end && (*walk->at == ' ' || *walk->at == '\t' || *walk->at == '\r'))
        walk->at++;
}

static inline bool sign(struct walk *walk, char c)
{
    if (walk->at == walk->end || *walk->at != c)
        return false;
    walk->at++;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool some_digits(struct walk *walk)
{
    const char *start = walk->at;
    while (walk->at < walk->end && is_digit(*walk->at))
        walk->at++;
    return walk->at > start;
}

/* ---- numbers and words ---- */

static bool number(struct walk *walk)
{
    static const char bad[] = "a number that JSON does not have";
    sign(walk, '-');
    if (!sign(walk, '0') && !some_digits(walk))
        return fail(walk, bad);
    if (sign(walk, '.') && !some_digits(walk))
        return fail(walk, bad);
    if (sign(walk, 'e') || sign(walk, 'E')) {
        if (!sign(walk, '+'))
            sign(walk, '-');
        if (!some_digits(walk))
            return fail(walk, bad);
    }
    return walk->at == walk->end || !is_digit(*walk->at) || fail(walk, bad);
}

static bool word(struct walk *walk, struct text name)
{
    struct text rest = {walk->at, (size_t)(walk->end - walk->at)};
    if (!text_starts(rest, name))
        return fail(walk, "a word that JSON does not have");
    walk->at += name.len;
    return true;
}

/* ---- strings ---- */

/* The next quote, backslash or control byte. */
static inline const char *string_stop(const char *at, const char *end)
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

static int hex_digit(char c)
{
    return is_digit(c)            ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Four digits behind `\u`. */
static bool code_unit(struct walk *walk, uint32_t *unit)
{
    *unit = 0;
    for (int i = 0; i < 4; i++) {
        int digit = walk->at < walk->end ? hex_digit(*walk->at) : -1;
        if (digit < 0)
            return fail(walk, "an escape that JSON does not have");
        *unit = *unit << 4 | (uint32_t)digit;
        walk->at++;
    }
    return true;
}

static bool code_point(struct walk *walk, uint32_t *point)
{
    static const char half[] = "half a surrogate pair";
    uint32_t low;
    if (!code_unit(walk, point))
        return false;
    if (*point < 0xd800 || *point > 0xdfff)
        return true;
    if (*point > 0xdbff || !sign(walk, '\\') || !sign(walk, 'u'))
        return fail(walk, half);
    if (!code_unit(walk, &low))
        return false;
    if (low < 0xdc00 || low > 0xdfff)
        return fail(walk, half);
    *point = 0x10000 + ((*point - 0xd800) << 10) + (low - 0xdc00);
    return true;
}

static char *put_utf8(char *out, uint32_t point)
{
    if (point < 0x80) {
        *out++ = (char)point;
        return out;
    }
    int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    static const unsigned char lead[] = {0, 0xc0, 0xe0, 0xf0};
    *out++ = (char)(lead[more] | point >> (6 * more));
    while (more-- > 0)
        *out++ = (char)(0x80 | ((point >> (6 * more)) & 0x3f));
    return out;
}

/* What stands behind a backslash, into OUT (or nowhere, if NULL). */
static bool escape(struct walk *walk, char **out)
{
    static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    if (walk->at == walk->end)
        return fail(walk, cut_short);
    char c = *walk->at++;
    const char *found = c ? strchr(letters, c) : NULL;
    uint32_t point = 0;
    if (found)
        point = (unsigned char)meant[found - letters];
    else if (c != 'u')
        return fail(walk, "an escape that JSON does not have");
    else if (!code_point(walk, &point))
        return false;
    if (*out)
        *out = put_utf8(*out, point);
    return true;
}

/* The string whose text begins at AT, into OUT (or nowhere). */
static bool string_copy(struct walk *walk, char **out)
{
    for (;;) {
        const char *stop = string_stop(walk->at, walk->end);
        size_t len = (size_t)(stop - walk->at);
        if (*out && len) {
            memcpy(*out, walk->at, len);
            *out += len;
        }
        walk->at = stop;
        if (sign(walk, '"'))
            return true;
        if (!sign(walk, '\\'))
            return fail(walk, "a control byte in a JSON string");
        if (!escape(walk, out))
            return false;
    }
}

/* The string whose opening quote was taken. RAW: as it stands in the input. */
static bool string(struct ndjson *ndjson, struct walk *walk, struct cell *cell, struct text *raw)
{
    const char *start = walk->at, *stop = string_stop(start, walk->end);
    if (stop < walk->end && *stop == '"') {
        walk->at = stop + 1;
        *cell = (struct cell){start, (size_t)(stop - start)};
        *raw = cell_text(*cell);
        return true;
    }
    if (ndjson->scratch.len == 0) /* enough for all of the record: nothing moves */
        buffer_reserve(&ndjson->scratch,
                       (size_t)(ndjson->line_end - ndjson->line_start) + CELL_SLACK);
    char *first = ndjson->scratch.at + ndjson->scratch.len, *out = first;
    if (!string_copy(walk, &out))
        return false;
    *cell = (struct cell){first, (size_t)(out - first)};
    ndjson->scratch.len += cell->len;
    *raw = (struct text){start, (size_t)(walk->at - 1 - start)};
    return true;
}

/* ---- what is passed over ---- */

static bool skip_value(struct walk *walk, int depth);

static bool skip_string(struct walk *walk)
{
    char *nowhere = NULL;
    return (sign(walk, '"') || fail(walk, "a key that is no string")) &&
           string_copy(walk, &nowhere);
}

static bool skip_nested(struct walk *walk, int depth)
{
    bool is_object = *walk->at++ == '{';
    char close = is_object ? '}' : ']';
    if (depth == NDJSON_DEEPEST) {
        walk->fault = "JSON that is nested too deeply";
        return false;
    }
    blanks(walk);
    if (sign(walk, close))
        return true;
    do {
        blanks(walk);
        if (is_object) {
            if (!skip_string(walk))
                return false;
            blanks(walk);
            if (!sign(walk, ':'))
                return fail(walk, "a key without a colon");
            blanks(walk);
        }
        if (!skip_value(walk, depth + 1))
            return false;
        blanks(walk);
    } while (sign(walk, ','));
    return sign(walk, close) || fail(walk, "JSON without a comma or a closing bracket");
}

static bool skip_value(struct walk *walk, int depth)
{
    if (walk->at == walk->end)
        return fail(walk, cut_short);
    switch (*walk->at) {
    case '"':
        return skip_string(walk);
    case '{':
    case '[':
        return skip_nested(walk, depth);
    case 't':
        return word(walk, TEXT("true"));
    case 'f':
        return word(walk, TEXT("false"));
    case 'n':
        return word(walk, TEXT("null"));
    default:
        return number(walk);
    }
}

/* ---- members ---- */

/* The index of the key that stands at place NTH of the object. */
static uint32_t index_of(struct ndjson *ndjson, struct cell key, struct text raw, size_t nth)
{
    struct ndjson_member *guess = nth < NDJSON_SHAPE ? &ndjson->shape[nth] : NULL;
    if (guess && guess->key.at && text_equal(guess->key, raw))
        return guess->index;
    struct intern_entry *entry = intern_find(ndjson->keys, key, ndjson->end);
    uint32_t index = entry ? entry->code : NDJSON_NOT_ASKED;
    if (guess)
        *guess = (struct ndjson_member){raw, index};
    return index;
}

static bool value(struct ndjson *ndjson, struct walk *walk, struct cell *cell)
{
    struct text raw;
    if (sign(walk, '"'))
        return string(ndjson, walk, cell, &raw);
    const char *start = walk->at;
    if (!skip_value(walk, 0))
        return false;
    if (*start == '{' || *start == '[') {
        walk->fault = "a list or an object where one value is meant";
        return false;
    }
    *cell = (struct cell){start, *start == 'n' ? 0 : (size_t)(walk->at - start)};
    return true;
}

static bool member(struct ndjson *ndjson, struct walk *walk, struct ndjson_record *record,
                   size_t nth)
{
    struct cell key;
    struct text raw;
    blanks(walk);
    if (!sign(walk, '"'))
        return fail(walk, "a key that is no string");
    if (!string(ndjson, walk, &key, &raw))
        return false;
    blanks(walk);
    if (!sign(walk, ':'))
        return fail(walk, "a key without a colon");
    blanks(walk);
    uint32_t index = index_of(ndjson, key, raw, nth);
    if (index == NDJSON_NOT_ASKED)
        return skip_value(walk, 0);
    struct cell *cell = &record->fields[index];
    if (cell->at)
        return fail(walk, "a key that stands twice");
    return value(ndjson, walk, cell);
}

static bool object(struct ndjson *ndjson, struct walk *walk, struct ndjson_record *record)
{
    blanks(walk);
    if (!sign(walk, '{'))
        return fail(walk, "a line that is no JSON object");
    blanks(walk);
    size_t nth = 0;
    if (!sign(walk, '}')) {
        do {
            if (!member(ndjson, walk, record, nth++))
                return false;
            blanks(walk);
        } while (sign(walk, ','));
        if (!sign(walk, '}'))
            return fail(walk, "JSON without a comma or a closing bracket");
    }
    blanks(walk);
    return walk->at == walk->end || fail(walk, "text behind the JSON object");
}

/* ---- lines ---- */

void ndjson_init(struct ndjson *ndjson, struct text bytes, const struct intern *keys)
{
    if (text_starts(bytes, TEXT("\xef\xbb\xbf")))
        bytes = text_slice(bytes, 3, bytes.len);
    *ndjson = (struct ndjson){.at = bytes.at, .end = bytes.at + bytes.len, .keys = keys};
}

void ndjson_fini(struct ndjson *ndjson)
{
    buffer_fini(&ndjson->scratch);
}

/* Moves to the next line; false at the end. */
static bool next_line(struct ndjson *ndjson)
{
    if (ndjson->at >= ndjson->end)
        return false;
    const char *stop = memchr(ndjson->at, '\n', (size_t)(ndjson->end - ndjson->at));
    ndjson->line_start = ndjson->at;
    ndjson->line_end = stop ? stop : ndjson->end;
    ndjson->at = stop ? stop + 1 : ndjson->end;
    ndjson->line++;
    return true;
}

bool ndjson_next(struct ndjson *ndjson, struct ndjson_record *record)
{
    struct text line;
    do {
        if (!next_line(ndjson))
            return false;
        line = (struct text){ndjson->line_start, (size_t)(ndjson->line_end - ndjson->line_start)};
        while (line.len && line.at[line.len - 1] == '\r')
            line.len--;
    } while (text_trim(line).len == 0);
    struct walk walk = {line.at, line.at + line.len, NULL};
    ndjson->scratch.len = 0;
    record->bytes = line;
    record->line = ndjson->line;
    memset(record->fields, 0, record->count * sizeof *record->fields);
    object(ndjson, &walk, record);
    record->fault = walk.fault;
    return true;
}
