/* mend.h - a tree that errors left holes in, made into a smaller one that keeps to ast.def, and
 * what the text may have said besides.
 *
 * Reports nothing.
 */
#ifndef SYNTAX_MEND_H
#define SYNTAX_MEND_H

#include "syntax/parser.h"

/* The errors of the text at hand. */
struct mend_errors {
    struct diagnostic *const *at;
    size_t count;
};

/* ROOT afterwards: what lacks a part that ast.def asks for is taken out, but a declaration without
 * a name or title is given one; blocks with an error in them are `broken`. */
void mend_tree(struct parser *parser, struct node *root, struct mend_errors errors);

/* Was a line passed over that may be a `use`? */
bool mend_lost_use(const struct parser *parser);

/* Every word that is not in the tree (see struct syntax_loss). */
const struct map *mend_words(const struct parser *parser, struct mend_errors errors);

#endif
