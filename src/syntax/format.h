/* format.h - the canonical layout of a charter: `charter fmt`.
 *
 * One layout for each sequence of tokens and comments, whatever white space stood between them:
 *   - two spaces a level; one line for each line of a block, one for its head, one for its `end`;
 *   - neighbouring lines of the same sort are a table whose columns begin below each other;
 *   - one blank line between declarations (between neighbours that take one line each, like `use`,
 *     as the author left it), inside a block none at its ends and at most one elsewhere, where the
 *     author had one;
 *   - a comment stays behind what it stood behind, or on a line of its own, indented like the line
 *     that follows; one that stood in the middle of a line breaks it there;
 *   - the lines of a block text move with their item, what the text says does not change (so one
 *     with a quote in braces that goes over a line end stays as it is, to the byte);
 *   - `\n` ends every line, also the last; no byte order mark, no tabs, no blanks at line ends but
 *     those that a text says. Long lines are left alone.
 * Each token and each comment is written once, in order, so that none can be lost: the result has
 * the same tree, and formatting it again changes nothing.
 *
 * Does not read or write files, and does not need names to be declared.
 */
#ifndef SYNTAX_FORMAT_H
#define SYNTAX_FORMAT_H

#include "syntax/syntax.h"

/* Appends the file INPUT in its canonical layout to OUT; `start` has to be SYNTAX_FILE. False if it
 * has syntax errors: they are in the sink, and nothing is written. Nothing is written for a file
 * without tokens and comments either. */
bool syntax_format(const struct syntax_input *input, struct buffer *out);

#endif
