/* findings.h - what can be found out of clocks and conditions of figures without a ticket: whether
 * they can hold and run at all. What is found of targets and clocks is in analyse.
 */
#ifndef CHECK_FINDINGS_H
#define CHECK_FINDINGS_H

#include "check/cells.h"
#include "check/scope.h"

struct findings {
    struct scope *scope;
    struct cells *cells;
    const struct condition *about; /* what the condition stands beside, or NULL */
};

/* Reports CONDITION if no ticket fulfils it (DIAG_IMPOSSIBLE, false), or every one does
 * (DIAG_ALWAYS_TRUE). NULL is no condition. */
bool findings_condition(struct findings *findings, const struct condition *condition);

/* What holds when the clock starts: of the status, by its start events, and its `when`. */
const struct condition *findings_at_start(struct arena *arena, const struct model *model,
                                          const struct clock_model *clock);

/* Can a clock run for a ticket of which ABOUT holds (NULL: for any)? */
enum clock_run { CLOCK_RUNS, CLOCK_NEVER_STARTS, CLOCK_ALWAYS_PAUSED };

enum clock_run findings_clock(struct findings *findings, const struct clock_model *clock,
                              const struct condition *about);

#endif
