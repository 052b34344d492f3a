/* complain.h - the wording of syntax errors.
 *
 * The generated parser says what it found and what it could have gone on with; here that becomes a
 * message in the words of the language, with a code of its own for the mistakes that people make.
 */
#ifndef SYNTAX_COMPLAIN_H
#define SYNTAX_COMPLAIN_H

#include "syntax/parser.h"

/* A token that the parser could have gone on with. */
struct expectation {
    int kind;
    bool merely_name; /* a word of the language that could stand here only as a name */
    bool closes;      /* `end`, and it would close a block */
};

enum { UNEXPECTED_STATES_MOST = 64 };

struct unexpected {
    const struct expectation *expected;
    size_t count;
    int states[UNEXPECTED_STATES_MOST]; /* of the automaton: where the token was seen, and those
                                           behind the reductions that it calls for */
    size_t state_count;
    size_t look; /* the token that was seen */
};

enum { READS_AS_IT_IS = 0, READS_NOTHING = -1 };

/* Reports the token at hand (feed_look), and notes in the parser whether what stands before it is
 * complete. Where it is plain what was meant, gives the kind of token that it is to be read as
 * instead, or READS_NOTHING where it is to be left out. */
int complain_syntax(struct parser *parser, const struct unexpected *unexpected);

#endif
