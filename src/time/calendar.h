/* calendar.h - calendars as sets of instants (semantics 2): what an `hours` block says, and what is
 * asked of it.
 *
 * A `struct calendar_spec` is what the charter says, made by the check stage. A `struct calendar`
 * is the same as sorted open stretches with running sums over a window of dates. It is immutable
 * and may be used by many threads. Inside the window, elapsed and due take the same short time
 * whatever the distance. Outside it every answer is just as right, but slow (the hours needed are
 * worked out for the question and forgotten), so the window should hold what is asked often.
 *
 * Knows nothing of tickets, clocks or limits. A spec is borrowed and must outlive its calendars.
 * Includes and excludes must not form a cycle: the check stage sees to that (semantics 2.11).
 */
#ifndef TIME_CALENDAR_H
#define TIME_CALENDAR_H

#include "time/holiday.h"
#include "time/zone.h"

/* ---- What a charter says ---- */

/* Local times of day, from below 24:00, to above 00:00 and up to 24:00 (MICROS_DAY). A span that
 * ends at or before its start runs past midnight and belongs to the day it starts on (2.2). */
struct calendar_span {
    micros from, to;
};

struct calendar_spans {
    const struct calendar_span *at;
    size_t count;
};

enum { WEEK_ALL = 0x7f }; /* days of the week as bits: 1 << MONDAY … 1 << SUNDAY */

/* `open Monday to Friday 09:00 to 17:00`; `open always` is WEEK_ALL 00:00 to 24:00. */
struct calendar_weekly {
    uint8_t days;
    bool unbroken;
    struct calendar_spans spans;
    struct span origin;
};

/* `closed Sunday`: empties these days of the week; an overnight span of the day before stays. */
struct calendar_closed_days {
    uint8_t days;
    struct span origin;
};

/* `open on DATE [to DATE] SPAN, …`; no spans: `open on DATE closed`. */
struct calendar_dated {
    day first, last;
    bool unbroken;
    struct calendar_spans spans;
    struct span origin;
};

/* `closed on DATE [to DATE] [from TIME [to TIME]]`. */
struct calendar_closure {
    day first, last;
    struct day_part part;
    struct span origin;
};

struct calendar_spec;

/* `closed on holidays of LIST`, `includes HOURS`, `excludes HOURS`. */
struct calendar_holidays {
    const struct holiday_list *list;
    struct span origin;
};

struct calendar_other {
    const struct calendar_spec *spec;
    struct span origin;
};

struct calendar_spec {
    struct text name, title;
    const struct zone *zone;
    struct span origin;
    const struct calendar_weekly *weekly;
    size_t weekly_count;
    const struct calendar_closed_days *closed_days;
    size_t closed_days_count;
    const struct calendar_dated *dated;
    size_t dated_count;
    const struct calendar_closure *closures;
    size_t closure_count;
    const struct calendar_holidays *holidays;
    size_t holidays_count;
    const struct calendar_other *includes;
    size_t include_count;
    const struct calendar_other *excludes;
    size_t exclude_count;
};

/* The spec of the built-in `always`; ZONE (the charter's) is where its days are counted. */
const struct calendar_spec *calendar_always(struct arena *arena, const struct zone *zone);

/* Is it open at every instant, so that nothing but addition is needed? */
bool calendar_is_always(const struct calendar_spec *spec);

/* ---- Compiled ---- */

struct calendar;
struct period_spec; /* period.h */

/* The window is [FIRST, LAST] in the spec's zone, or a few days more; clamped to the dates that
 * exist. An empty or turned-round window is taken as the one date FIRST. */
const struct calendar *calendar_compile(struct arena *arena, const struct calendar_spec *spec,
                                        day first, day last);

/* What will be asked: questions about instants from FIRST to LAST, limits of up to LONGEST and up
 * to DAYS working days. */
struct calendar_need {
    instant first, last;
    micros longest;
    int64_t days;
};

/* Compiled with a window that holds the answers to all of it, within some centuries. */
const struct calendar *calendar_compile_for(struct arena *arena, const struct calendar_spec *spec,
                                            const struct calendar_need *need);

/* The window: answers in it are fast. */
instant calendar_window_from(const struct calendar *calendar);
instant calendar_window_to(const struct calendar *calendar);
const struct zone *calendar_zone(const struct calendar *calendar);
struct text calendar_name(const struct calendar *calendar);

/* NULL for one compiled from a period. */
const struct calendar_spec *calendar_spec_of(const struct calendar *calendar);

enum calendar_status {
    CALENDAR_OK,
    CALENDAR_NEVER_OPENS,  /* it is not open any more (or not yet, looking back), ever */
    CALENDAR_NEVER_CLOSES, /* it is open from there on for good */
    CALENDAR_NOT_REACHED,  /* the limit is not reached within the years 0001 to 9999 */
    CALENDAR_OUT_OF_RANGE  /* the instant asked about does not exist */
};

/* "it never closes", for a message. */
const char *calendar_status_text(enum calendar_status status);

struct calendar_answer {
    enum calendar_status status;
    instant at; /* only with CALENDAR_OK; else INSTANT_NONE */
};

bool calendar_is_open(const struct calendar *calendar, instant at);

/* Length of the open time in [FROM, TO); 0 if TO is not later (2.4). */
micros calendar_elapsed(const struct calendar *calendar, instant from, instant to);

/* The earliest instant t >= FROM with elapsed(FROM, t) >= LENGTH; LENGTH <= 0 gives FROM (2.5). */
struct calendar_answer calendar_due(const struct calendar *calendar, instant from, micros length);

/* The latest instant t <= TO with elapsed(t, TO) >= LENGTH; LENGTH <= 0 gives TO (2.5). */
struct calendar_answer calendar_before(const struct calendar *calendar, instant to, micros length);

/* Where the set begins or ends next, later than AT; spans that touch are one (2.5). */
struct calendar_answer calendar_next_opening(const struct calendar *calendar, instant at);
struct calendar_answer calendar_next_closing(const struct calendar *calendar, instant at);

/* `COUNT working days` from FROM, COUNT >= 1 (2.7); a closing at a date's own 00:00 belongs to the
 * evening before. COUNT < 1 gives FROM. */
struct calendar_answer calendar_working_days(const struct calendar *calendar, instant from,
                                             int64_t count);

/* `end of working day COUNT` from FROM, COUNT >= 0 (2.8). */
struct calendar_answer calendar_end_of_working_day(const struct calendar *calendar, instant from,
                                                   int64_t count);

/* `COUNT calendar days` from FROM: the same local time in the calendar's zone; a gap is its end, a
 * fold its first reading (2.8). COUNT < 1 gives FROM. Counts in `always`, whatever the calendar. */
struct calendar_answer calendar_days(const struct calendar *calendar, instant from, int64_t count);

/* Is a local date one on which it is open for more than no time (2.6)? */
bool calendar_is_working_day(const struct calendar *calendar, day date);

/* Is it open just before and just after a local midnight, of any date in its window? (2.9: a day
 * count in such a calendar is a finding, but for `always`.) *DATE is the date that begins there. */
bool calendar_over_midnight(const struct calendar *calendar, day *date);

/* Is it plain from SPEC that its calendars are never open over midnight? False: it is to be looked
 * for in one that is compiled. */
bool calendar_keeps_to_dates(const struct calendar_spec *spec);

/* Is it open at no instant of the years 0001 to 9999 (2.10, V19)? Exact; may take long where a
 * calendar excludes all that it opens. */
bool calendar_never_open(const struct calendar *calendar);

/* ---- Stretches ---- */

struct calendar_stretch {
    instant from, to;
};

struct calendar_stretches {
    const struct calendar_stretch *at;
    size_t count;
};

/* The open stretches of [FROM, TO), in order, clipped to it, none touching the next. */
struct calendar_stretches calendar_open_between(const struct calendar *calendar, instant from,
                                                instant to, struct arena *arena);

/* ---- Holidays known ---- */

/* The instants in which every holiday list of the calendar, its includes and excludes claims to be
 * complete (2.10): [from, to), INSTANT_FIRST to INSTANT_END if none limits it. A list that claims
 * no years does not limit it; it is named in UNCLAIMED. */
struct calendar_complete {
    instant from, to;
    const struct holiday_list *limits_from, *limits_to; /* NULL if nothing limits */
    const struct holiday_list *unclaimed;               /* the first such list, or NULL */
};

struct calendar_complete calendar_complete_of(const struct calendar_spec *spec);

/* ---- Reasons, for ledgers and for `hours of NAME on DATE` ---- */

enum calendar_why {
    WHY_OPEN_WEEKLY,   /* open by a weekly line (or in a period) */
    WHY_OPEN_DATED,    /* open by an `open on` line */
    WHY_OPEN_INCLUDED, /* open by an included calendar */
    WHY_OUTSIDE_HOURS, /* closed since no line opens it */
    WHY_CLOSED_DAY,    /* closed by `closed Sunday` */
    WHY_HOLIDAY,       /* closed by a holiday, whole or in part */
    WHY_DATED_HOURS,   /* closed since `open on` gives that date other hours */
    WHY_CLOSED_DATE,   /* closed by a `closed on` line, whole or in part */
    WHY_EXCLUDED       /* closed by an excluded calendar */
};

/* A stretch of one reason. The last reason that closes counts: excludes, then closed dates, then
 * dated hours, holidays, days of the week. */
struct calendar_reason {
    instant from, to;
    enum calendar_why why;
    struct text title;  /* of the holiday, or the name of the other calendar; else empty */
    bool is_substitute; /* of a holiday */
    struct span origin; /* the line that decided it; source SOURCE_NONE if none did */
};

struct calendar_reasons {
    const struct calendar_reason *at;
    size_t count;
};

bool calendar_why_is_open(enum calendar_why why);
const char *calendar_why_text(enum calendar_why why); /* "outside hours", "holiday" … */

/* `holiday: Boxing Day (substitute)`, `outside hours`. */
struct text calendar_reason_text(struct arena *arena, const struct calendar_reason *reason);

/* [FROM, TO) cut into stretches of one reason, without a hole, each as long as it can be. */
struct calendar_reasons calendar_reasons_between(const struct calendar_spec *spec, instant from,
                                                 instant to, struct arena *arena);

/* The reason at one instant; its stretch is at least that instant's, within its local date. */
struct calendar_reason calendar_why_at(const struct calendar_spec *spec, instant at,
                                       struct arena *arena);

/* The reasons of a local date: of all its instants, open and closed. Those that are open are its
 * hours. An overnight span of the evening before is among them. */
struct calendar_reasons calendar_hours_on(const struct calendar_spec *spec, day date,
                                          struct arena *arena);

#endif
