/* text.c - plain byte work; nothing clever. */
#include "base/text.h"

#include <stdio.h>
#include <string.h>

struct text text_of(const char *cstr)
{
    return cstr ? (struct text){cstr, strlen(cstr)} : (struct text){"", 0};
}

bool text_equal(struct text a, struct text b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool text_is(struct text a, const char *cstr)
{
    return text_equal(a, text_of(cstr));
}

int text_compare(struct text a, struct text b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.at, b.at, shorter) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool text_starts(struct text a, struct text prefix)
{
    return a.len >= prefix.len && text_equal((struct text){a.at, prefix.len}, prefix);
}

bool text_ends(struct text a, struct text suffix)
{
    return a.len >= suffix.len && text_equal(text_slice(a, a.len - suffix.len, a.len), suffix);
}

struct text text_slice(struct text a, size_t from, size_t to)
{
    return (struct text){a.at + from, to - from};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct text text_trim(struct text a)
{
    while (a.len && is_blank(a.at[0])) {
        a.at++;
        a.len--;
    }
    while (a.len && is_blank(a.at[a.len - 1]))
        a.len--;
    return a;
}

struct text text_copy(struct arena *arena, struct text a)
{
    return (struct text){text_cstr(arena, a), a.len};
}

const char *text_cstr(struct arena *arena, struct text a)
{
    char *copy = arena_alloc(arena, a.len + 1);
    if (a.len)
        memcpy(copy, a.at, a.len);
    return copy;
}

struct text text_format(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct text made = text_vformat(arena, format, args);
    va_end(args);
    return made;
}

struct text text_vformat(struct arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (len < 0)
        return (struct text){"", 0};
    char *made = arena_alloc(arena, (size_t)len + 1);
    vsnprintf(made, (size_t)len + 1, format, args);
    return (struct text){made, (size_t)len};
}

uint64_t text_hash(struct text a)
{
    uint64_t hash = 0x9e3779b97f4a7c15u ^ a.len;
    for (size_t i = 0; i < a.len; i++) {
        hash = (hash ^ (unsigned char)a.at[i]) * 0x100000001b3u;
        hash ^= hash >> 29;
    }
    hash *= 0xbf58476d1ce4e5b9u;
    return hash ^ (hash >> 32);
}

enum { FAR = 64 };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t text_distance(struct text a, struct text b)
{
    if (a.len > FAR || b.len > FAR)
        return SIZE_MAX;
    size_t table[FAR + 1][FAR + 1];
    for (size_t i = 0; i <= a.len; i++)
        table[i][0] = i;
    for (size_t j = 0; j <= b.len; j++)
        table[0][j] = j;
    for (size_t i = 1; i <= a.len; i++)
        for (size_t j = 1; j <= b.len; j++) {
            char x = lower(a.at[i - 1]), y = lower(b.at[j - 1]);
            size_t best = table[i - 1][j - 1] + (x != y);
            best = least(best, least(table[i - 1][j], table[i][j - 1]) + 1);
            if (i > 1 && j > 1 && x == lower(b.at[j - 2]) && lower(a.at[i - 2]) == y)
                best = least(best, table[i - 2][j - 2] + 1);
            table[i][j] = best;
        }
    return table[a.len][b.len];
}

/* Length of the valid UTF-8 sequence at P with LEFT bytes, or 0. */
static size_t sequence(const unsigned char *p, size_t left)
{
    if (p[0] < 0x80)
        return 1;
    size_t want = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
    if (p[0] < 0xc2 || p[0] > 0xf4 || want > left)
        return 0;
    for (size_t i = 1; i < want; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
        (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
        return 0;
    return want;
}

size_t text_find_bad_utf8(struct text a)
{
    const unsigned char *bytes = (const unsigned char *)a.at;
    size_t i = 0;
    while (i < a.len) {
        size_t len = sequence(bytes + i, a.len - i);
        if (!len)
            return i;
        i += len;
    }
    return a.len;
}

size_t text_count_characters(struct text a, size_t upto)
{
    size_t count = 0;
    for (size_t i = 0; i < a.len && i < upto; i++)
        count += ((unsigned char)a.at[i] & 0xc0) != 0x80;
    return count;
}

static uint32_t decode(struct text a, size_t *i)
{
    const unsigned char *p = (const unsigned char *)a.at + *i;
    size_t len = sequence(p, a.len - *i);
    if (len == 0)
        len = 1;
    *i += len;
    if (len == 1)
        return p[0];
    uint32_t point = len == 2 ? p[0] & 0x1fu : len == 3 ? p[0] & 0x0fu : p[0] & 0x07u;
    for (size_t k = 1; k < len; k++)
        point = point << 6 | (p[k] & 0x3fu);
    return point;
}

static size_t width_of(uint32_t c)
{
    static const struct {
        uint32_t from, to, width;
    } ranges[] = {{0x0300, 0x036f, 0},  {0x200b, 0x200f, 0}, {0x20d0, 0x20ff, 0},
                  {0xfe00, 0xfe0f, 0},  {0x1100, 0x115f, 2}, {0x2e80, 0xa4cf, 2},
                  {0xac00, 0xd7a3, 2},  {0xf900, 0xfaff, 2}, {0xfe30, 0xfe6f, 2},
                  {0xff00, 0xff60, 2},  {0xffe0, 0xffe6, 2}, {0x1f300, 0x1faff, 2},
                  {0x20000, 0x3fffd, 2}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i].from && c <= ranges[i].to)
            return ranges[i].width;
    return 1;
}

size_t text_width(struct text a)
{
    size_t width = 0;
    for (size_t i = 0; i < a.len;)
        width += width_of(decode(a, &i));
    return width;
}

bool text_to_whole(struct text a, uint64_t most, uint64_t *value)
{
    uint64_t sum = 0;
    if (!a.len)
        return false;
    for (size_t i = 0; i < a.len; i++) {
        unsigned digit = (unsigned)(a.at[i] - '0');
        if (digit > 9 || sum > (most - digit) / 10)
            return false;
        sum = sum * 10 + digit;
    }
    *value = sum;
    return sum <= most;
}
