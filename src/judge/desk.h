/* desk.h - where one thread judges one ticket after the other.
 *
 * All that grows is kept for the next ticket, so that nothing is allocated for an event.
 */
#ifndef JUDGE_DESK_H
#define JUDGE_DESK_H

#include "judge/run.h"

struct desk {
    const struct judge *judge;
    struct arena *arena;   /* as long as the desk */
    struct arena *scratch; /* as long as a ticket: texts of its verdicts */
    struct history history;
    struct run *runs; /* one a target */
    bool watches;     /* notices are worked out too */
    struct standing standing;
};

/* WATCHES: notices are worked out too. */
void desk_init(struct desk *desk, const struct judge *judge, bool watches);
void desk_fini(struct desk *desk);

/* From now on nobody looks at SPARES of the verdicts (judge.h). */
void desk_spare(struct desk *desk, unsigned spares);

/* Judges TICKET for all targets; the sealed cycles of the runs live until the next one. */
void desk_judge(struct desk *desk, uint32_t ticket);

/* Counts the attributes without a value at the end of HISTORY; adds MORE. Both in ask.c. */
void lint_unset(const struct history *history, struct judge_lint *lint);
void lint_join(const struct judge *judge, struct judge_lint *lint, const struct judge_lint *more);

/* The earliest instant, later than as-of, at which the ticket judged last may tell more than now if
 * nothing is added to its history: a step that the clock comes to, a row or an opening that is
 * dated later. Never later than where it does, but it may tell nothing there. INSTANT_NONE: never.
 */
instant desk_next(struct desk *desk);

#endif
