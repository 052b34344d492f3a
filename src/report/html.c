/* html.c - see html.h. */
#include "report/html.h"

#include <string.h>

void html_put(struct buffer *out, struct text text)
{
    for (size_t i = 0; i < text.len; i++)
        switch (text.at[i]) {
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
            buffer_putc(out, text.at[i]);
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
