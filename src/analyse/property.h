/* property.h - does a property hold for every ticket, at every instant of the charter?
 *
 * Decided, not sampled: the cells of the conditions (5.9) say which clauses can win for a ticket
 * that the property is about, and the two due instants of such a clause are compared at every
 * instant at which their order can change. What does not hold is shown with a ticket. Does no I/O.
 */
#ifndef ANALYSE_PROPERTY_H
#define ANALYSE_PROPERTY_H

#include "charter/model.h"

struct property_answer {
    const struct property_line *line;
    bool holds;
    struct text ticket;          /* one for which it does not hold: "a ticket with priority P1" */
    struct text problem;         /* a clause of a sentence: "no clause of `resolution` covers it" */
    uint32_t clause;             /* that wins for it, or INDEX_NONE */
    const struct model *version; /* in which it does not hold */
    instant opened, due, bound;  /* INSTANT_NONE where it does not apply */
};

/* Answers of PROPERTY, one a line, in ARENA. Each version in force is looked at (5.4). *VACUOUS: no
 * ticket is one that the property is about, so that it says nothing. */
const struct property_answer *property_check(struct arena *arena, const struct model *model,
                                             const struct property *property, bool *vacuous);

#endif
