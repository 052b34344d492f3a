/* json.c - small steps: AT moves over what is taken; a fault ends the text. */
#include "log/json.h"

#include <string.h>

static const char cut_short[] = "JSON that ends in the middle";

bool json_fail(struct json *json, const char *fault)
{
    if (!json->fault)
        json->fault = json->at < json->end ? fault : cut_short;
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool some_digits(struct json *json)
{
    const char *start = json->at;
    while (json->at < json->end && is_digit(*json->at))
        json->at++;
    return json->at > start;
}

/* ---- numbers and words ---- */

static bool number(struct json *json)
{
    static const char bad[] = "a number that JSON does not have";
    json_take(json, '-');
    if (!json_take(json, '0') && !some_digits(json))
        return json_fail(json, bad);
    if (json_take(json, '.') && !some_digits(json))
        return json_fail(json, bad);
    if (json_take(json, 'e') || json_take(json, 'E')) {
        if (!json_take(json, '+'))
            json_take(json, '-');
        if (!some_digits(json))
            return json_fail(json, bad);
    }
    return json->at == json->end || !is_digit(*json->at) || json_fail(json, bad);
}

static bool word(struct json *json, struct text name)
{
    struct text rest = {json->at, (size_t)(json->end - json->at)};
    if (!text_starts(rest, name))
        return json_fail(json, "a word that JSON does not have");
    json->at += name.len;
    return true;
}

/* ---- strings ---- */

static int hex_digit(char c)
{
    return is_digit(c)            ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Four digits behind `\u`. */
static bool code_unit(struct json *json, uint32_t *unit)
{
    *unit = 0;
    for (int i = 0; i < 4; i++) {
        int digit = json->at < json->end ? hex_digit(*json->at) : -1;
        if (digit < 0)
            return json_fail(json, "an escape that JSON does not have");
        *unit = *unit << 4 | (uint32_t)digit;
        json->at++;
    }
    return true;
}

static bool code_point(struct json *json, uint32_t *point)
{
    static const char half[] = "half a surrogate pair";
    uint32_t low;
    if (!code_unit(json, point))
        return false;
    if (*point < 0xd800 || *point > 0xdfff)
        return true;
    if (*point > 0xdbff || !json_take(json, '\\') || !json_take(json, 'u'))
        return json_fail(json, half);
    if (!code_unit(json, &low))
        return false;
    if (low < 0xdc00 || low > 0xdfff)
        return json_fail(json, half);
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
static bool escape(struct json *json, char **out)
{
    static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    if (json->at == json->end)
        return json_fail(json, cut_short);
    char c = *json->at++;
    const char *found = c ? strchr(letters, c) : NULL;
    uint32_t point = 0;
    if (found)
        point = (unsigned char)meant[found - letters];
    else if (c != 'u')
        return json_fail(json, "an escape that JSON does not have");
    else if (!code_point(json, &point))
        return false;
    if (*out)
        *out = put_utf8(*out, point);
    return true;
}

/* The string whose text begins at AT, into OUT (or nowhere). */
static bool string_copy(struct json *json, char **out)
{
    for (;;) {
        const char *stop = json_string_stop(json->at, json->end);
        size_t len = (size_t)(stop - json->at);
        if (*out && len) {
            memcpy(*out, json->at, len);
            *out += len;
        }
        json->at = stop;
        if (json_take(json, '"'))
            return true;
        if (!json_take(json, '\\'))
            return json_fail(json, "a control byte in a JSON string");
        if (!escape(json, out))
            return false;
    }
}

bool json_string(struct json *json, struct cell *cell, struct text *raw)
{
    const char *start = json->at, *stop = json_string_stop(start, json->end);
    if (stop < json->end && *stop == '"') {
        json->at = stop + 1;
        *cell = (struct cell){start, (size_t)(stop - start)};
        *raw = cell_text(*cell);
        return true;
    }
    struct buffer *scratch = json->scratch;
    if (scratch->len == 0) /* enough for all of the text: nothing moves */
        buffer_reserve(scratch, (size_t)(json->end - json->start) + CELL_SLACK);
    char *first = scratch->at + scratch->len, *out = first;
    if (!string_copy(json, &out))
        return false;
    *cell = (struct cell){first, (size_t)(out - first)};
    scratch->len += cell->len;
    *raw = (struct text){start, (size_t)(json->at - 1 - start)};
    return true;
}

/* ---- what is passed over ---- */

static bool skip_string(struct json *json)
{
    char *nowhere = NULL;
    return (json_take(json, '"') || json_fail(json, "a key that is no string")) &&
           string_copy(json, &nowhere);
}

static bool skip_nested(struct json *json, int depth)
{
    bool is_object = *json->at++ == '{';
    char close = is_object ? '}' : ']';
    if (depth == JSON_DEEPEST) {
        json->fault = "JSON that is nested too deeply";
        return false;
    }
    json_blanks(json);
    if (json_take(json, close))
        return true;
    do {
        json_blanks(json);
        if (is_object) {
            if (!skip_string(json))
                return false;
            json_blanks(json);
            if (!json_take(json, ':'))
                return json_fail(json, "a key without a colon");
            json_blanks(json);
        }
        if (!json_skip(json, depth + 1))
            return false;
        json_blanks(json);
    } while (json_take(json, ','));
    return json_take(json, close) || json_fail(json, "JSON without a comma or a closing bracket");
}

bool json_skip(struct json *json, int depth)
{
    if (json->at == json->end)
        return json_fail(json, cut_short);
    switch (*json->at) {
    case '"':
        return skip_string(json);
    case '{':
    case '[':
        return skip_nested(json, depth);
    case 't':
        return word(json, TEXT("true"));
    case 'f':
        return word(json, TEXT("false"));
    case 'n':
        return word(json, TEXT("null"));
    default:
        return number(json);
    }
}

bool json_scalar(struct json *json, struct cell *cell)
{
    struct text raw;
    if (json_take(json, '"'))
        return json_string(json, cell, &raw);
    const char *start = json->at;
    if (!json_skip(json, 0))
        return false;
    if (*start == '{' || *start == '[') {
        json->fault = "a list or an object where one value is meant";
        return false;
    }
    *cell = (struct cell){start, *start == 'n' ? 0 : (size_t)(json->at - start)};
    return true;
}

bool json_key(struct json *json, struct cell *key, struct text *raw)
{
    json_blanks(json);
    if (!json_take(json, '"'))
        return json_fail(json, "a key that is no string");
    if (!json_string(json, key, raw))
        return false;
    json_blanks(json);
    if (!json_take(json, ':'))
        return json_fail(json, "a key without a colon");
    json_blanks(json);
    return true;
}
