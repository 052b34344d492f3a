/* document_parts.h - what the forms of a document share. */
#ifndef REPORT_DOCUMENT_PARTS_H
#define REPORT_DOCUMENT_PARTS_H

#include "report/document.h"

/* The words of a cell run together, with addresses of the net behind what leads there. */
struct text document_cell_text(struct arena *arena, const struct document_cell *cell);

/* Does a link lead out of the document? */
bool document_is_outside(struct text href);

/* Drawn weeks in lines of text, without a title. */
void document_write_bars(struct buffer *out, const struct document *document,
                         const struct document_block *block);

/* The same as a figure of a page: inline SVG. */
void document_put_week(struct buffer *out, const struct document *document,
                       const struct document_block *block);

/* TEXT broken into lines of at most WIDTH columns; a longer word stands alone. */
typedef VECTOR(struct text) document_lines;
document_lines document_wrap(struct arena *arena, struct text text, size_t width);

/* Has it a section with a number, so that there are contents? */
bool document_has_contents(const struct document *document);

/* A phrase without places. */
struct text document_words(const struct document *document, enum said said);

#endif
