/* complain_part.h - what the files of the wording share: the place of an error. */
#ifndef SYNTAX_COMPLAIN_PART_H
#define SYNTAX_COMPLAIN_PART_H

#include "syntax/complain.h"

struct place_of_error {
    struct parser *parser;
    struct run *run;
    const struct unexpected *unexpected;
    struct token *look;         /* the token that was refused */
    const struct token *before; /* NULL at the start */
    struct text found;          /* as look is written */
    int reads;                  /* what it is to be read as, see complain_syntax */
};

/* Could a token of KIND have come, other than as a name? And could an end of a block, or of all? */
bool complain_expects(const struct place_of_error *at, int kind);
bool complain_expects_close(const struct unexpected *unexpected);

/* A word of the language, or another name. */
bool complain_is_word(const struct token *token);
bool complain_is_reserved(const struct token *token);

/* "a name, `is` or a value", and of how many such phrases it is made. */
struct text complain_expected(const struct place_of_error *at, size_t *count);

/* What was probably meant by a word, or the empty text; and the kind of token that it is, if there
 * is no doubt, else READS_AS_IT_IS. */
struct text complain_meant(const struct place_of_error *at);
int complain_reads(const struct place_of_error *at);

/* The mistakes that are told by what could have come, whatever the state; true: reported. */
bool complain_special(struct place_of_error *at);

#endif
