/* text.h - a stretch of bytes that is not ended by a NUL, and what is done with it.
 *
 * Text is UTF-8 where it is said to be; nothing here allocates but what takes an arena. No function
 * depends on the locale.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct text {
    const char *at;
    size_t len;
};

#define TEXT(literal) ((struct text){"" literal, sizeof(literal) - 1})
#define TEXT_FMT "%.*s"
#define TEXT_ARG(text) (int)(text).len, (text).at

struct text text_of(const char *cstr); /* NULL gives the empty text */
bool text_equal(struct text a, struct text b);
bool text_is(struct text a, const char *cstr);
int text_compare(struct text a, struct text b); /* by bytes: <0, 0, >0 */
bool text_starts(struct text a, struct text prefix);
bool text_ends(struct text a, struct text suffix);
struct text text_slice(struct text a, size_t from, size_t to); /* bytes [from, to) */
struct text text_trim(struct text a);                          /* spaces, tabs, line ends */

struct text text_copy(struct arena *arena, struct text a);
const char *text_cstr(struct arena *arena, struct text a); /* a copy ended by NUL */
struct text text_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
struct text text_vformat(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* 64-bit hash, the same in every run (results never depend on it). */
uint64_t text_hash(struct text a);

/* Edits (insert, delete, replace, swap of neighbours) from A to B, ASCII case ignored; for
 * did-you-mean. Texts of over 64 bytes count as far apart (SIZE_MAX). */
size_t text_distance(struct text a, struct text b);

/* Offset of the first byte that is not valid UTF-8 (RFC 3629), or a.len. */
size_t text_find_bad_utf8(struct text a);

/* Code points in [0, upto) of valid UTF-8. */
size_t text_count_characters(struct text a, size_t upto);

/* Columns that A takes on a terminal: wide East Asian characters count 2, combining marks 0. */
size_t text_width(struct text a);

/* A whole decimal number of the whole text, no sign, at most MOST; false if it is none. */
bool text_to_whole(struct text a, uint64_t most, uint64_t *value);

#endif
