/* same.h - when are two declarations, or two lines of one, the same thing said anew? So that a
 * change finds what it replaces.
 */
#ifndef CHECK_SAME_H
#define CHECK_SAME_H

#include "charter/ast.h"

/* By name; what has none by what else tells it from others: a title, a party, a period. */
bool same_declaration(const struct node *a, const struct node *b);

/* Lines of the same sort: of the same kind, or of kinds that say the same thing in other ways (the
 * figure of a measure). */
bool same_sort(const struct node *a, const struct node *b);

/* Lines of the same sort that are the same line: `on change of priority …` by its attribute,
 * `open Monday …` by its days; where nothing tells them apart, any two. Not for clauses. */
bool same_line(const struct node *a, const struct node *b);

/* May several lines of this kind stand in a declaration with nothing to tell them apart? */
bool same_may_repeat(enum node_kind kind);

#endif
