/* hours.h - one calendar_spec over a range of instants: which of them it opens (semantics 2.1-2.3,
 * 2.11).
 *
 * All is worked out in one stretch of constant offset after the other. Within such a stretch local
 * time runs evenly, so dates, spans and cuts are plain numbers, "local" microseconds: the date
 * times MICROS_DAY plus the time of day. Gaps and folds need no rule: a skipped hour is in no
 * stretch, a repeated one is in two.
 *
 * How the rules of 2.3 are read where they meet:
 *   - A date that an `open on` line names is no closed date by a holiday: what the holiday took
 * from it, whole or in part, is replaced, and with it the cut of the evening before.
 *   - The times of a part-day closure are cut from whatever is open then, also from an evening
 * before that is not `unbroken`, and, where they run past midnight, from the next date.
 *   - `closed Sunday` empties the hours that begin on Sundays; Saturday's night stays whole.
 *   - The instants of an included calendar belong to the date that they fall on, in the zone of the
 *     calendar that includes it.
 *
 * For calendar_*.c; does not know of working days, or of what is asked.
 */
#ifndef TIME_HOURS_H
#define TIME_HOURS_H

#include "time/stretches.h"

/* Marks of a date, by level. */
enum {
    MARK_HOLIDAY = 1,      /* (b) a whole holiday */
    MARK_HOLIDAY_PART = 2, /* (b) one with times */
    MARK_OPEN = 4,         /* (c) an `open on` line */
    MARK_CLOSED = 8,       /* (d) a whole closed date */
    MARK_CLOSED_PART = 16  /* (d) one with times */
};

struct mark {
    day date;
    uint8_t kind;
    uint32_t order; /* as written: holidays, dated lines, closures */
    struct day_part part;
    const struct calendar_dated *dated;     /* OPEN */
    const struct calendar_closure *closure; /* CLOSED, CLOSED_PART */
    struct holiday_date holiday;            /* HOLIDAY, HOLIDAY_PART */
};

/* A span of a date, in microseconds from its 00:00; the end may lie past midnight. */
struct hours_span {
    micros from, to;
    bool unbroken;
    struct span origin;
};

typedef VECTOR(struct hours_span) hours_spans;

struct hours {
    const struct calendar_spec *spec;
    const struct zone *zone;
    day first, last;    /* of the flags */
    uint8_t *flags;     /* marks of each date */
    struct mark *marks; /* by date, then by level, then as written */
    size_t mark_count;
    hours_spans week[7]; /* by start */
    uint8_t closed_days; /* bits */
    stretches included;  /* the union of the includes */
    stretches excluded;
};

/* Specs already worked out in this run: a calendar that is included twice costs once. */
struct hours_run {
    struct arena *arena;
    instant from, to;
    VECTOR(struct hours_known *) known;
    const struct zone *zone_forced; /* only by a planted fault */
};

/* SPEC between the run's FROM and TO. */
const struct hours *hours_of(struct hours_run *run, const struct calendar_spec *spec);

/* The same as a tidy list of open stretches. */
const stretches *hours_expand(struct hours_run *run, const struct calendar_spec *spec);

/* The marks of a date, in order; *COUNT may be 0. */
const struct mark *hours_marks(const struct hours *hours, day date, size_t *count);
uint8_t hours_flags(const struct hours *hours, day date);

/* Is a holiday in force on a date: one that no `open on` line replaces? */
bool hours_has_holiday(const struct hours *hours, day date);

/* A part of a date as local microseconds; DAY_REST has no end of its own: MICROS_DAY. */
struct calendar_stretch hours_part(day date, struct day_part part);

/* What is left of a span of DATE after all cuts, appended to LEFT as local microseconds. DATED: it
 * comes from an `open on` line. */
struct hours_question {
    day date;
    const struct hours_span *span;
    bool dated;
    bool included; /* the span is a piece of an included calendar */
};

void hours_left(struct hours_run *run, const struct hours *hours, struct hours_question question,
                stretches *left);

/* The spans of an `open on` line. */
void hours_dated_spans(struct hours_run *run, const struct mark *mark, hours_spans *spans);

#endif
