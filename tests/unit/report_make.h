/* report_make.h - a small model, log and verdicts made by hand, for the tests of reports. */
#ifndef UNIT_REPORT_MAKE_H
#define UNIT_REPORT_MAKE_H

#include "base/buffer.h"
#include "judge/judge.h"

/* `desk`, two hours east of UTC; attribute `priority` (P3, P2, P1); clocks `first` and, repeating,
 * `again`; targets `response` on `first` (1 hour when priority is P1 at line 2, 4 hours otherwise
 * at line 3; at least 95% of tickets each month) and `updates` on `again` (30 minutes at line 7, at
 * least 50% of cycles each week). */
struct model *make_model(struct arena *arena);

/* Tickets A, B … without rows. */
struct eventlog *make_log(struct arena *arena, const struct model *model, uint32_t tickets);

/* Seconds since 2026-09-07T08:00:00Z, which is Monday 10:00 there. */
instant make_at(int64_t seconds);

/* A met cycle of TARGET that started at 0 and stopped at SECONDS, and that used all of it. */
struct verdict make_met(uint32_t ticket, uint32_t target, int64_t seconds);

/* The same, over its limit. */
struct verdict make_breached(uint32_t ticket, uint32_t target, int64_t seconds);

/* What is written into a buffer, as a C string that lives in ARENA; the buffer is emptied. */
const char *make_written(struct arena *arena, struct buffer *buffer);

#endif
