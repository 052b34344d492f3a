/* excerpt.h - lines of a source with places underlined, for diagnostics as text.
 *
 * Tabs are shown as blanks up to the next multiple of four, control bytes and bytes that are not
 * UTF-8 as `?`; underlines are as wide as the characters above them. A line of over 100 columns is
 * shown in part, with `…` where something is missing.
 */
#ifndef REPORT_EXCERPT_H
#define REPORT_EXCERPT_H

#include "base/buffer.h"
#include "base/source.h"

struct excerpt_mark {
    struct span span;
    struct text label; /* may be empty */
    bool is_primary;   /* `^` rather than `-` */
};

struct excerpt_style {
    unsigned gutter;       /* columns of the widest line number */
    const char *primary;   /* colours: start of a primary mark, of a secondary, of line numbers; */
    const char *secondary; /* and what ends each; all empty without colour */
    const char *number;
    const char *reset;
};

/* The lines of MARKS, which are all in one source, in the order of their places; lines between
 * them that are left out are shown as `...`. */
void excerpt_write(struct buffer *out, const struct sources *sources,
                   const struct excerpt_mark *marks, size_t count,
                   const struct excerpt_style *style);

#endif
