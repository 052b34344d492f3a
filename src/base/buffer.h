/* buffer.h - bytes that grow at the end: how every output is made before it is written.
 *
 * On the heap, since outputs are large and are written in pieces. A zeroed buffer is an empty one.
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include "base/text.h"

struct buffer {
    char *at;
    size_t len, cap;
};

void buffer_fini(struct buffer *buffer);
void buffer_clear(struct buffer *buffer); /* keeps the room */
struct text buffer_text(const struct buffer *buffer);

char *buffer_reserve(struct buffer *buffer, size_t more); /* where MORE bytes may be written */
void buffer_put(struct buffer *buffer, struct text text);
void buffer_puts(struct buffer *buffer, const char *cstr);
void buffer_putc(struct buffer *buffer, char c);
void buffer_fill(struct buffer *buffer, char c, size_t count);
void buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void buffer_vformat(struct buffer *buffer, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* TEXT as a JSON string with its quotes (RFC 8259); bytes that are not UTF-8 become U+FFFD. */
void buffer_put_json(struct buffer *buffer, struct text text);

/* TEXT as a CSV field (RFC 4180): quoted only where it must be. */
void buffer_put_csv(struct buffer *buffer, struct text text);

#endif
