/* oracle.h - what a calendar means, minute by minute: slow, plain, and sharing no code with
 * src/time.
 *
 * Local time comes from the C library, dates from a walk through the years, membership from
 * painting each local date level by level. Only the records of calendar.h are read. Good for
 * calendars whose times are whole minutes, within the years ORACLE_FROM to ORACLE_TO.
 */
#ifndef UNIT_ORACLE_H
#define UNIT_ORACLE_H

#include "time/calendar.h"

enum { ORACLE_FROM = 2014, ORACLE_TO = 2030 };

struct oracle; /* dates and zones, kept for a run */
struct oracle_view;

struct oracle *oracle_new(void);
void oracle_free(struct oracle *oracle);

/* SPEC over the minutes [first, last) since 1970 in UTC; lives in ARENA. */
struct oracle_view *oracle_look(struct oracle *oracle, struct arena *arena,
                                const struct calendar_spec *spec, int64_t first, int64_t last);

bool oracle_is_open(const struct oracle_view *view, instant at);
micros oracle_elapsed(const struct oracle_view *view, instant from, instant to);

/* These give INSTANT_NONE where the view is too short to know. */
instant oracle_due(const struct oracle_view *view, instant from, micros length);
instant oracle_before(const struct oracle_view *view, instant to, micros length);
instant oracle_next_opening(const struct oracle_view *view, instant at);
instant oracle_next_closing(const struct oracle_view *view, instant at);
instant oracle_working_days(const struct oracle_view *view, instant from, int count);
instant oracle_end_of_working_day(const struct oracle_view *view, instant from, int count);
instant oracle_days(const struct oracle_view *view, instant from, int count);

#endif
