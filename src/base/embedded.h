/* embedded.h - files that travel inside the program: the standard library, the pages of the
 * diagnostics, the charter that `charter new` begins with, the style of pages and the scripts of
 * those that have one. The tables are written by src/embed.sh at build time and end with a NULL name.
 */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include "base/text.h"

struct embedded {
    const char *name; /* "std/clocks", "CHR0101" */
    const char *bytes;
    size_t size;
};

extern const struct embedded embedded_library[];
extern const struct embedded embedded_pages[];
extern const struct embedded embedded_starter[];
extern const struct embedded embedded_styles[];
extern const struct embedded embedded_scripts[];
extern const struct embedded embedded_pieces[]; /* what stands in a page as it is written */

/* The bytes of NAME in TABLE; a text whose `at` is NULL if it is not there. */
struct text embedded_find(const struct embedded *table, struct text name);

#endif
