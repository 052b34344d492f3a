/* buffer.c - growth by doubling, and the two escapes that every stage needs. */
#include "base/buffer.h"

#include <stdio.h>
#include <string.h>

void buffer_fini(struct buffer *buffer)
{
    memory_release(buffer->at);
    *buffer = (struct buffer){0};
}

void buffer_clear(struct buffer *buffer)
{
    buffer->len = 0;
}

struct text buffer_text(const struct buffer *buffer)
{
    return (struct text){buffer->at ? buffer->at : "", buffer->len};
}

char *buffer_reserve(struct buffer *buffer, size_t more)
{
    if (buffer->cap - buffer->len < more) {
        size_t cap = buffer->cap ? buffer->cap * 2 : 256;
        while (cap - buffer->len < more)
            cap *= 2;
        buffer->at = memory_resize(buffer->at, cap);
        buffer->cap = cap;
    }
    return buffer->at + buffer->len;
}

void buffer_put(struct buffer *buffer, struct text text)
{
    if (!text.len)
        return;
    memcpy(buffer_reserve(buffer, text.len), text.at, text.len);
    buffer->len += text.len;
}

void buffer_puts(struct buffer *buffer, const char *cstr)
{
    buffer_put(buffer, text_of(cstr));
}

void buffer_putc(struct buffer *buffer, char c)
{
    *buffer_reserve(buffer, 1) = c;
    buffer->len++;
}

void buffer_fill(struct buffer *buffer, char c, size_t count)
{
    if (!count)
        return;
    memset(buffer_reserve(buffer, count), c, count);
    buffer->len += count;
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buffer_vformat(buffer, format, args);
    va_end(args);
}

void buffer_vformat(struct buffer *buffer, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (len < 0)
        return;
    vsnprintf(buffer_reserve(buffer, (size_t)len + 1), (size_t)len + 1, format, args);
    buffer->len += (size_t)len;
}

static void put_json_byte(struct buffer *buffer, char c)
{
    static const char named[] = "b\bf\fn\nr\rt\t\"\"\\\\";
    for (size_t i = 0; i + 1 < sizeof named; i += 2)
        if (named[i + 1] == c) {
            buffer_putc(buffer, '\\');
            buffer_putc(buffer, named[i]);
            return;
        }
    if ((unsigned char)c < 0x20)
        buffer_format(buffer, "\\u%04x", (unsigned)(unsigned char)c);
    else
        buffer_putc(buffer, c);
}

void buffer_put_json(struct buffer *buffer, struct text text)
{
    buffer_putc(buffer, '"');
    while (text.len) {
        size_t good = text_find_bad_utf8(text);
        for (size_t i = 0; i < good; i++)
            put_json_byte(buffer, text.at[i]);
        text = text_slice(text, good, text.len);
        if (text.len) {
            buffer_puts(buffer, "\xef\xbf\xbd");
            text = text_slice(text, 1, text.len);
        }
    }
    buffer_putc(buffer, '"');
}

static bool needs_quotes(struct text text)
{
    for (size_t i = 0; i < text.len; i++)
        if (memchr("\",\r\n", text.at[i], 4))
            return true;
    return text.len && (text.at[0] == ' ' || text.at[text.len - 1] == ' ');
}

void buffer_put_csv(struct buffer *buffer, struct text text)
{
    if (!needs_quotes(text)) {
        buffer_put(buffer, text);
        return;
    }
    buffer_putc(buffer, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '"')
            buffer_putc(buffer, '"');
        buffer_putc(buffer, text.at[i]);
    }
    buffer_putc(buffer, '"');
}
