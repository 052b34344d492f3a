/* echoes.h - a check of a text that has syntax errors tells only what is wrong for certain.
 *
 * The steps of check go over the tree that is left as over any other. What they then say because
 * of what is missing in it is an echo of the syntax error, and taken out of the sink:
 *
 *     OF_WORD     it names something, and that word stands in what was not read
 *     OF_BLOCK    it points into a block that has an error in it
 *     OF_SCHEMA   it depends on what a ticket has, and an error is in that
 *     OF_CHARTER  it depends on the `charter` block, and an error is in that
 *     OF_WHOLE    it depends on more than can be looked over: said only of a text without errors
 *
 * What points at a line with a syntax error, or at a name that is made up, always is one.
 *
 * In any text, a wrong word that stands in several places is one mistake:
 *
 *     OF_ITSELF   the first with its message is kept, and the others become labels of it
 */
#ifndef CHECK_ECHOES_H
#define CHECK_ECHOES_H

#include "check/scope.h"
#include "syntax/syntax.h"

/* Losses of all files that were read. */
struct losses {
    bool all; /* something is missing of which nothing is known: a file, the rest of a text */
    bool declaration;                         /* see struct syntax_loss */
    VECTOR(const struct map *) words;         /* a map a file */
    VECTOR(const struct diagnostic *) errors; /* of the syntax */
    VECTOR(struct span) blocks;               /* with an error in them */
    bool nameless[NODE_KIND_COUNT];           /* a declaration of that kind lost its name */
    bool broken[NODE_KIND_COUNT];             /* a block of that kind has an error in it */
};

/* Notes what a file lost, if there were errors in it: those in the sink from FIRST on. */
void echoes_note(struct scope *scope, const struct syntax_loss *loss, const struct node *root,
                 size_t first);

/* A file of `use` could not be read. */
void echoes_note_file(struct scope *scope);

/* May what was not read declare a thing of KIND that nothing else is known of: not even its name?
 * For NODE_ATTRIBUTE an attribute, for NODE_STATUS a status. A name like one that is declared is
 * a slip all the same, so ask this only where there is none. */
bool echoes_may_hide(const struct scope *scope, enum node_kind kind, struct text name);

/* Takes out what was reported from FIRST on and is an echo. */
void echoes_drop(struct scope *scope, size_t first);
void echoes_join(struct scope *scope, size_t first); /* OF_ITSELF */

#endif
