/* shown.h - numbers, shares, lengths and places as people read them: the one place for it.
 *
 * Machine forms (seconds, instants in UTC) are civil_write_seconds and civil_write_instant; nothing
 * here is read back by a program.
 */
#ifndef REPORT_SHOWN_H
#define REPORT_SHOWN_H

#include "base/buffer.h"
#include "charter/eventlog.h"
#include "charter/model.h"

/* 1,234,567 */
struct text shown_count(struct arena *arena, uint64_t count);

/* "1 ticket", "2 tickets"; PLURAL is written out. */
struct text shown_counted(struct arena *arena, uint64_t count, const char *one, const char *many);

/* PART/WHOLE as `97.35%`, rounded half-even to two places, to more (at most six) where two would
 * tell another tale: never 100% for less than all, never at or over PROMISE (NULL: none) for less
 * than it, and the other way round. WHOLE 0: `–`. */
struct text shown_share(struct arena *arena, uint64_t part, uint64_t whole,
                        const struct decimal *promise);

/* The same against a promise that may be a most: never at or under it for more than it. */
struct shown_promise {
    struct decimal percent;
    bool at_most;
};
struct text shown_share_promised(struct arena *arena, uint64_t part, uint64_t whole,
                                 const struct shown_promise *promise);

/* `2 h 30 min`, `45 s`, `0 min`, `-1 h 0.5 s`: exact. */
struct text shown_length(struct arena *arena, micros length);

/* The same for tables: whole minutes from an hour on, whole seconds below, rounded half up. */
struct text shown_about(struct arena *arena, micros length);

/* `2026-09-07 09:30 CEST`; `–` for INSTANT_NONE. */
struct text shown_instant(struct arena *arena, const struct zone *zone, instant at);

/* `FILE:LINE`, with the path as it was given; empty for no place. */
struct text shown_span(struct arena *arena, const struct sources *sources, struct span span);
struct text shown_origin(struct arena *arena, const struct eventlog *log, struct row_origin origin);

/* The text of a span, blanks and line ends drawn together, at most MOST characters and then `…`. */
struct text shown_source(struct arena *arena, const struct sources *sources, struct span span,
                         size_t most);

/* `2 hours 30 minutes`, `3 working days`, `end of working day 1`, `30 calendar days`. */
struct text shown_limit(struct arena *arena, const struct limit *limit);

/* The title, or without one the name. */
struct text shown_title(struct text title, struct text name);

const char *shown_verdict(enum verdict_kind kind); /* "met" … "error": also in records */

/* Flags of a verdict, joined by `;`: `paused`, `breached by change`, `excluded after decision`,
 * `decided anew`. */
struct text shown_flags(struct arena *arena, uint32_t flags);

/* A value in words: the name of a choice, a number as short as exact, `yes`, an instant in
 * ZONE, a text; `(none)` if unset. */
struct text shown_value(struct arena *arena, const struct attribute *attribute,
                        const struct value *value, const struct zone *zone);

#endif
