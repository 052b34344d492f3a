/* scan.h - from bytes to tokens, and what the scanner's rules call.
 *
 * The rules stand in grammar/charter.l. Literals are decoded as they are read; a mistake inside one
 * is reported and the token is made all the same, so that the parser need not stumble over it
 * again.
 */
#ifndef SYNTAX_SCAN_H
#define SYNTAX_SCAN_H

#include "syntax/parser.h"

struct scan {
    struct run *run;
    size_t base;   /* offset in the source of the first byte scanned */
    bool in_text;  /* inside a quote of a "…" text: texts are delimited by \" */
    bool quotes;   /* parse the quotes in texts */
    bool unclosed; /* a text ran on to the end */
    bool stain;    /* characters were reported since the last token */
    VECTOR(struct token) tokens;

    /* of the rules */
    size_t from, to;   /* the token at hand, in bytes scanned */
    size_t opening;    /* of a block text */
    size_t line_start; /* offset of the line at hand */
    uint32_t lines;    /* line ends since the last token */
    uint32_t indent;   /* of the line at hand */
    bool indent_known; /* its first token was read */
};

/* Scans LENGTH bytes of the source from scan->base (in grammar/charter.l). Ends with a token of
 * kind 0; comments are among the tokens, with kind 0 too and sort TOKEN_COMMENT. */
void scan_run(struct scan *scan, size_t length);

/* A copy of BYTES for flex, with two NULs behind; what no text may hold is reported and blanked. */
char *scan_clean(struct run *run, struct text bytes, size_t base);

struct span scan_span(const struct scan *scan);
struct text scan_text(const struct scan *scan);

/* Notes where a block text begins. */
void scan_open(struct scan *scan);

/* Adds the token at hand. */
void scan_push(struct scan *scan, enum token_sort sort, int kind, struct node *value);

/* Literals: each adds one token for the bytes at hand. */
void scan_number(struct scan *scan);  /* 12, 4.25 */
void scan_percent(struct scan *scan); /* 95% */
void scan_rank(struct scan *scan);    /* 90th */
void scan_date(struct scan *scan);    /* 2026-04-01, and whatever looks like a date */
void scan_time(struct scan *scan);    /* 08:00 */
void scan_stamp(struct scan *scan);   /* 2026-04-01T09:00:00Z */

/* A word, a name, or what looks like a number run into a word. Gives the bytes that belong to it:
 * fewer than at hand if a character in it is no letter, 0 if the first is none. */
size_t scan_word_length(const struct scan *scan);
void scan_word(struct scan *scan);
void scan_digits_and_word(struct scan *scan);

/* Characters that the language does not use: one token TOKEN_BAD, then what was probably meant. */
void scan_bad(struct scan *scan, const char *hint);
void scan_lone_percent(struct scan *scan);

/* Texts: QUOTE bytes of delimiter on either side; closed or not; WRONG: other quotation marks. */
struct prose {
    size_t open, close; /* bytes of the delimiters */
    bool block;
};
void scan_prose(struct scan *scan, struct prose prose);

/* True if the code point is a letter, a mark or a digit of any script (Unicode). */
bool scan_is_letter(uint32_t code);

/* The tree of a quote in a text: the bytes [from, to) of the source, or NULL (reported). In
 * syntax.c. */
struct node *syntax_quote(struct run *run, size_t from, size_t to, bool in_text);

/* The node of a text whose content is SPAN of the source. In prose.c. */
struct node *prose_node(struct scan *scan, struct span content, struct prose prose);

#endif
