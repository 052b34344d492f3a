/* html.c - see html.h. */
#include "report/html.h"

#include <string.h>

static bool is_control(unsigned char c)
{
    return (c < 0x20 && c != '\t' && c != '\n') || c == 0x7f;
}

static void put_byte(struct buffer *out, char c)
{
    switch (c) {
    case '&':
        buffer_puts(out, "&amp;");
        break;
    case '<':
        buffer_puts(out, "&lt;");
        break;
    case '>':
        buffer_puts(out, "&gt;");
        break;
    case '"':
        buffer_puts(out, "&quot;");
        break;
    default:
        if (is_control((unsigned char)c))
            buffer_puts(out, "\uFFFD");
        else
            buffer_putc(out, c);
    }
}

/* U+202A to U+202E, U+2066 to U+2069: their last byte; 0 for anything else. */
static unsigned turning(const unsigned char *at)
{
    if (at[0] == 0xe2 && at[1] == 0x80 && at[2] >= 0xaa && at[2] <= 0xae)
        return 0x2000u + (at[2] & 0x3fu);
    if (at[0] == 0xe2 && at[1] == 0x81 && at[2] >= 0xa6 && at[2] <= 0xa9)
        return 0x2040u + (at[2] & 0x3fu);
    return 0;
}

/* What stands for the bytes at the beginning of REST that are no plain character; gives how many
 * they are, 0: none. */
static size_t put_special(struct buffer *out, struct text rest)
{
    const unsigned char *at = (const unsigned char *)rest.at;
    if (rest.len >= 3 && turning(at)) {
        buffer_format(out, "[U+%04X]", turning(at));
        return 3;
    }
    if (rest.len >= 2 && at[0] == 0xc2 && at[1] < 0xa0) {
        buffer_puts(out, "\uFFFD");
        return 2;
    }
    return 0;
}

static void put_valid(struct buffer *out, struct text text)
{
    for (size_t i = 0; i < text.len;) {
        size_t special = put_special(out, text_slice(text, i, text.len));
        if (!special)
            put_byte(out, text.at[i]);
        i += special ? special : 1;
    }
}

void html_put(struct buffer *out, struct text text)
{
    while (text.len) {
        size_t good = text_find_bad_utf8(text);
        put_valid(out, text_slice(text, 0, good));
        if (good == text.len)
            return;
        buffer_puts(out, "\uFFFD");
        text = text_slice(text, good + 1, text.len);
    }
}

static bool is_safe(struct text href)
{
    static const char *const schemes[] = {"#", "https:", "http:", "mailto:", "tel:"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (text_starts(href, text_of(schemes[i])))
            return true;
    return false;
}

void html_put_address(struct buffer *out, struct text href)
{
    static const char plain[] = "-._~:/?#[]@!$()*+,;=%";
    if (!is_safe(href)) {
        buffer_putc(out, '#');
        return;
    }
    for (size_t i = 0; i < href.len; i++) {
        char c = href.at[i];
        bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (letter || (c && strchr(plain, c)))
            buffer_putc(out, c);
        else if (c == '&')
            buffer_puts(out, "&amp;");
        else
            buffer_format(out, "%%%02X", (unsigned)(unsigned char)c);
    }
}
