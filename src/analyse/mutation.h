/* mutation.h - a charter with one thing changed: would its tests notice?
 *
 * A mutant is a second model, made from the first, with one change that a slip of the pen could
 * make. Does no I/O, and does not know how tests are run.
 */
#ifndef ANALYSE_MUTATION_H
#define ANALYSE_MUTATION_H

#include "charter/model.h"

enum mutation_operator {
    MUTATION_LIMIT,      /* a unit more, a unit less */
    MUTATION_BOUNDARY,   /* `at least` and `more than`, `at most` and `less than` */
    MUTATION_EXCLUSION,  /* `excludes when` left out */
    MUTATION_PAUSE,      /* `pauses while` left out */
    MUTATION_CALENDAR,   /* counted in other hours */
    MUTATION_HOLIDAY,    /* a line `closed on`, or of a list of holidays, left out */
    MUTATION_STEP,       /* a step of an escalation left out */
    MUTATION_CHANGE_MODE /* `on change of` taken otherwise */
};

struct mutant {
    enum mutation_operator operator;
    struct span span; /* of what is changed */
    struct text what; /* "4 hours 1 minute in place of 4 hours" */
    const struct model *model;
};

typedef void mutation_visitor(void *context, const struct mutant *mutant);

/* Calls VISIT for each mutant of MODEL, version by version, in the order of targets and clauses; a
 * mutant and its model are gone when it returns. A place that stands in several versions is changed
 * once, in all of them. */
void mutation_each(const struct model *model, mutation_visitor *visit, void *context);

const char *mutation_name(enum mutation_operator operator); /* "limit", … */

#endif
