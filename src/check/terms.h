/* terms.h - conditions, values, limits, triggers and assignments: the parts of clauses and queries,
 * from tree to model. Each reports mistakes to the scope's sink and then gives NULL or false.
 */
#ifndef CHECK_TERMS_H
#define CHECK_TERMS_H

#include "check/scope.h"

/* A condition whose attributes, values and types have been checked; NULL after an error. */
const struct condition *terms_condition(struct scope *scope, const struct node *condition);

/* The value that NODE gives to ATTRIBUTE, typed and in range; did-you-mean over its choices. */
bool terms_value(struct scope *scope, uint32_t attribute, const struct node *node,
                 struct value *value);

bool terms_limit(struct scope *scope, const struct node *node, struct limit *limit);

/* An event list (NODE_EVENT list): kinds, statuses, classes, actors. */
bool terms_triggers(struct scope *scope, const struct node *events, struct triggers *triggers);

/* `with priority P1, channel phone`: a list of NODE_ASSIGNMENT. */
bool terms_assignments(struct scope *scope, const struct node *list,
                       const struct assignment **assignments, uint32_t *count);

/* An instant of the text; without an offset in the charter's zone (in a gap its end, in a fold the
 * first). */
instant terms_instant(const struct scope *scope, const struct node *node);

/* A condition, or a list of assignments, given as text (--where, --with=priority=P1,…). The text is
 * added to scope->sources, where messages find it: whoever shows them sets that first for a scope
 * made by scope_of_model. */
const struct condition *terms_parse_condition(struct scope *scope, struct text name,
                                              struct text written);
bool terms_parse_assignments(struct scope *scope, struct text written,
                             const struct assignment **assignments, uint32_t *count);

/* The same condition? (attributes, values and structure; not places) */
bool terms_same_condition(const struct condition *a, const struct condition *b);

#endif
