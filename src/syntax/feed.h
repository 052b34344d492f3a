/* feed.h - hands tokens to the generated parser, and decides where to go on after an error.
 *
 * The grammar knows where an `error` may stand; this knows the lines. White space means nothing to
 * the grammar, but people lay a charter out in lines, so after an error the rest of the line is
 * given up, with the lines that are indented deeper, and the next line is read afresh. An `end`
 * that is missing is put in where a declaration begins that is indented no deeper than the open
 * block.
 */
#ifndef SYNTAX_FEED_H
#define SYNTAX_FEED_H

#include "syntax/parser.h"

enum { FEED_NESTED_MOST = 60 }; /* open brackets, and open blocks */

/* The next token that is to be parsed; the end of the text again and again. */
struct token *feed_next(struct parser *parser);

/* The parser threw the last token away without a word: so goes the rest of its line. */
void feed_discarded(struct parser *parser);

/* What an error production is to do. */
struct recovery {
    bool reports;  /* report the next error, however near */
    bool discards; /* throw the token away at which the error was seen */
};

/* What an error production has seen. */
struct error_seen {
    struct span lost; /* from the first token that the parser took back to that of the error */
    bool has_look;    /* the token of the error is still at hand */
};

/* In a block; where the rest of ITEM is given up, though the error may be some lines below its
 * first; between blocks. */
struct recovery feed_recover(struct parser *parser, struct error_seen seen);
struct recovery feed_recover_item(struct parser *parser, struct error_seen seen, struct span item);
struct recovery feed_recover_top(struct parser *parser, struct error_seen seen);

/* The token at hand was reported and is read as another one, or left out: nothing is taken back. */
void feed_correct(struct parser *parser);

/* True if an `end` is missing: before the token at hand or, in a text that is laid out, before an
 * earlier line that was read as part of the block. feed_over: the token that shows it. */
const struct token *feed_over(const struct parser *parser);
bool feed_lacks_end(const struct parser *parser);

/* True if TOKEN is where a parse between blocks may start afresh: on a line of its own that is not
 * indented deeper than a line given up. */
bool feed_is_anchor(const struct parser *parser, const struct token *token);

/* True for the first word of a declaration or a change. */
bool feed_starts_declaration(int kind);

/* The token at hand, and is it the first of its line? */
struct token *feed_look(const struct parser *parser);
bool feed_starts_line(const struct parser *parser, size_t index);

/* Blocks: from the head on an `end` is owed. feed_close takes its node (or NULL), marks it if it is
 * broken, and gives it back; NULL if there is no such block after all. feed_drop: given up by
 * recovery. */
struct head feed_open(struct parser *parser, struct span span, struct node *name);
struct node *feed_close(struct parser *parser, struct head head, struct node *node);
void feed_drop(struct parser *parser, struct head head);

void feed_accept(struct parser *parser, struct node *root);

#endif
