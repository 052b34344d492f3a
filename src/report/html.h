/* html.h - texts as they stand in a page of HTML. */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include "base/buffer.h"

/* TEXT as content or in a quoted attribute: nothing in it can be taken for a tag. What a page must
 * not have (control characters but tab and line end, bytes that are not UTF-8) stands as U+FFFD;
 * characters that turn round the direction of what follows are named, `[U+202E]`, so that a text
 * can't be shown as another one. */
void html_put(struct buffer *out, struct text text);

/* An address in a quoted attribute. Blanks and what is not ASCII stand as %XX. One that is no
 * place in the page and begins neither with https:, http:, mailto: nor tel: becomes `#`, so that
 * no text of a charter is ever run. */
void html_put_address(struct buffer *out, struct text href);

#endif
