/* coverage.h - which lines of a charter decided a verdict that a test looked at.
 *
 * Counted are the lines of the author's own files, not of the library: clauses, the arms of an `or`
 * in their conditions, pauses, exclusions, rules for changes, steps of escalations, bands of
 * credits, the lines of `hours` and those of `holidays`. Does no I/O.
 */
#ifndef ANALYSE_COVERAGE_H
#define ANALYSE_COVERAGE_H

#include "judge/judge.h"

enum coverage_kind {
    COVERAGE_CLAUSE, /* it won for a cycle that was looked at */
    COVERAGE_ARM,   /* of an `or` in a clause that won, an exclusion that excluded, a pause: it held
                     */
    COVERAGE_PAUSE, /* the clock was paused by it */
    COVERAGE_EXCLUSION, /* the cycle was excluded by it */
    COVERAGE_CHANGE,    /* a change of that attribute changed the clause */
    COVERAGE_STEP,      /* of an escalation: it told what is expected */
    COVERAGE_BAND,      /* of a credit: it was what is owed */
    COVERAGE_HOURS,     /* it opened or closed the calendar while the clock was on its way */
    COVERAGE_HOLIDAY    /* of a list: it closed the calendar then */
};

struct coverage_item {
    enum coverage_kind kind;
    struct span span;
    uint64_t hits; /* cycles */
};

struct coverage {
    struct arena *arena;
    struct coverage_item *items; /* by place */
    size_t count;
};

/* All that can be covered, with no hits yet. */
struct coverage *coverage_new(struct arena *arena, const struct model *model);

/* A cycle that a test looked at. VERSION is the model that judged it. */
struct coverage_cycle {
    const struct judge *judge;
    const struct model *model;  /* the whole */
    const struct eventlog *log; /* that JUDGE judges by it */
    const struct model *version;
    const struct test_case *test;
    const struct ledger *ledger;
};

void coverage_add(struct coverage *coverage, const struct coverage_cycle *cycle);

/* A band of a credit by which is owed what a test looked at; a step that told it. */
void coverage_add_band(struct coverage *coverage, const struct credit_band *band);
void coverage_add_step(struct coverage *coverage, const struct escalation_step *step);

/* Items with a hit. */
size_t coverage_hits(const struct coverage *coverage);

const char *coverage_kind_name(enum coverage_kind kind); /* "clause", … */

#endif
