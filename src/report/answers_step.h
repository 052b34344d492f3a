/* answers_step.h - a ticket at one of its events, for people: its ledgers so far, the clauses that
 * hold and why, and what would come next. */
#ifndef REPORT_ANSWERS_STEP_H
#define REPORT_ANSWERS_STEP_H

#include "report/answers.h"

/* Of the ticket that ANSWERS has; nothing if it has none. */
void answers_step(struct answers *answers, struct buffer *out);

/* What an event brings: `reply by agent, status open`. */
struct text answers_event_words(struct arena *arena, const struct model *model,
                                const struct test_event *event);

/* How TARGET stands with the ticket, as a number that changes when that does. */
uint64_t answers_stand(struct answers *answers, uint32_t target);

/* Which unset attribute of the ticket would tell most of when things are due. */
void answers_most_useful(struct answers *answers, struct buffer *out);

#endif
