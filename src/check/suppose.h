/* suppose.h - a charter as it would be with some changes: for what-if.
 *
 * Each supposition is a charter of its own that extends the one before it, so that a later one may
 * change what an earlier one changed; the first extends the charter at hand. So nothing is special:
 * changes are checked, and applied to every version, as those of a child to its parent (5.1).
 */
#ifndef CHECK_SUPPOSE_H
#define CHECK_SUPPOSE_H

#include "check/check.h"

struct suppose {
    struct check_input input; /* of the charter at hand; its sink is not used */
    struct text path, bytes;  /* of the charter at hand */
    const struct model *base;
    struct text file;           /* that the first change is; empty: it is of a session */
    const struct text *changes; /* `replace …`, `add …`, declarations: as a child says them */
    size_t count;
};

/* The model with all changes; NULL, with the mistakes in SINK, if they can't be made. */
const struct model *suppose_check(const struct suppose *suppose, struct sink *sink);

/* The text of a change that NODE, whose text is WRITTEN, stands for: a declaration that MODEL has
 * already is a change of it, a target without its `measures` a change of the lines given. */
struct text suppose_words(struct arena *arena, const struct model *model, const struct node *node,
                          struct text written);

#endif
