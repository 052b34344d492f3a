/* plan.h - what the program understood of a charter: for `debug plan` and `debug hours`.
 *
 * Stable text, one fact a line, indented; for developers and for tests that compare it.
 */
#ifndef REPORT_PLAN_H
#define REPORT_PLAN_H

#include "base/buffer.h"
#include "charter/model.h"

/* Attributes, kinds of events, calendars, clocks, targets with clauses and what beats what,
 * escalations, figures of periods, fees and credits, logs, tests, and what has no effect yet. */
void plan_write(struct buffer *out, const struct model *model);

/* A condition in one form, `priority is one of P1, P2 and not (status is waiting)`. */
void plan_write_condition(struct buffer *out, const struct model *model,
                          const struct condition *condition);

/* The lines of calendar CALENDAR (an index), and its hours on COUNT dates from FIRST, with the
 * reason of each closure. Of a period: its lines' places and open stretches. */
void plan_write_hours(struct buffer *out, const struct model *model, uint32_t calendar, day first,
                      uint32_t count);

#endif
