/* findings.h - what can be found out of clocks and clauses without a ticket: conditions that never
 * or always hold, and which clause goes before which (semantics 5.1, 5.9).
 */
#ifndef CHECK_FINDINGS_H
#define CHECK_FINDINGS_H

#include "check/cells.h"
#include "check/scope.h"

struct findings {
    struct scope *scope;
    struct cells *cells;
    const struct condition *about; /* of the target, or NULL */
};

/* Reports CONDITION if no ticket fulfils it (DIAG_IMPOSSIBLE, false), or every one does
 * (DIAG_ALWAYS_TRUE). NULL is no condition. */
bool findings_condition(struct findings *findings, const struct condition *condition);

/* Can a clock run for a ticket of which ABOUT holds (NULL: for any)? */
enum clock_run { CLOCK_RUNS, CLOCK_NEVER_STARTS, CLOCK_ALWAYS_PAUSED };

enum clock_run findings_clock(struct findings *findings, const struct clock_model *clock,
                              const struct condition *about);

/* Reports a count of working days in hours that are open over a midnight (2.9). */
void findings_days(struct findings *findings, const struct limit *limit, uint32_t calendar,
                   struct span span);

/* The clauses of a target and the WITHIN nodes that they come from, in the same order. */
struct ranking {
    struct findings *findings;
    struct target *target;
    const struct node *const *nodes;
    bool *beats;
    struct cells_set *set; /* the conditions, by clause */
    uint32_t *others;      /* room for as many clauses as there are */
};

/* Fills target->beats: the strictly more specific clause, else the one that overrides. Reports
 * overlaps, overrides that can't hold, and clauses that never win or never match. */
void specific_rank(struct ranking *ranking);

/* What holds when the clock starts: of the status, by its start events, and its `when`. */
const struct condition *clocks_at_start(const struct scope *scope, const struct clock_model *clock);

#endif
