/* choice.h - which clause of a target wins for a ticket, and why the others do not (5.1, 5.2). */
#ifndef JUDGE_CHOICE_H
#define JUDGE_CHOICE_H

#include "judge/plan.h"

/* Index of the clause, or INDEX_NONE. */
uint32_t choice_winner(const struct plan_target *target, const struct view *view);

/* How a change of clause is to be taken: by the attributes that changed (5.3, 3.7). */
struct choice_change {
    enum change_mode mode;
    bool is_first_value;
};

struct history;
struct step;
struct choice_change choice_mode(const struct plan_target *target, const struct step *step);

/* Why no clause wins: the first condition that failed of each clause (5.2). */
struct text choice_uncovered(const struct judge *judge, const struct plan_target *target,
                             const struct view *view, struct arena *arena);

#endif
