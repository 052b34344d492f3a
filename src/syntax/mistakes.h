/* mistakes.h - mistakes with a message of their own, each found by the state of the automaton that
 * an example sentence leads to.
 *
 * The sentences are those of grammar/mistakes.txt; the build runs each to where the parser fails
 * (grammar/mistakes.c) and writes the rows. See the head of that file for what a row says.
 */
#ifndef SYNTAX_MISTAKES_H
#define SYNTAX_MISTAKES_H

#include "syntax/complain.h"

enum { MISTAKE_TOKENS_MOST = 6 };

enum mistake_match {
    MATCH_KIND, /* a token of that kind */
    MATCH_TEXT, /* and with that text */
    MATCH_WORD, /* any word or name */
    MATCH_ANY   /* any token, the end of the text too */
};

struct mistake_token {
    enum mistake_match match;
    int kind;
    const char *text;
    bool same_line; /* as the token before it */
};

struct mistake {
    int state;                                        /* one that the parser meets */
    struct mistake_token tokens[MISTAKE_TOKENS_MOST]; /* that stand at the error */
    int count, found;                                 /* of them; which one the parser refused */
    int from, to;                                     /* which ones are marked */
    enum diagnostic_code code;
    int reads;               /* what the refused token is to be read as, see complain_syntax */
    const char *says, *hint; /* `{1}` is the first of the tokens; no hint: "" */
};

extern const struct mistake mistake_rows[]; /* ended by a row without tokens; the first that fits */

/* True: reported, and *READS set. */
bool mistakes_report(struct parser *parser, const struct unexpected *unexpected, int *reads);

#endif
