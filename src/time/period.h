/* period.h - named periods (`month-end`), and windows of the same shape (maintenance): sets of
 * instants given by dates, compiled to the same `struct calendar` as hours are, so that
 * `opened during NAME` is calendar_is_open.
 *
 * Periods are civil, in the charter's zone (semantics 2.12, 6.1).
 */
#ifndef TIME_PERIOD_H
#define TIME_PERIOD_H

#include "time/calendar.h"

enum period_kind {
    PERIOD_DATES,        /* 2026-12-01 to 2026-12-24: each of these dates */
    PERIOD_INSTANTS,     /* from INSTANT to INSTANT */
    PERIOD_WEEKLY,       /* every Sunday */
    PERIOD_NTH_WEEKDAY,  /* every second Tuesday of each month, of May */
    PERIOD_WORKING_DAYS, /* last 2 working days of each month in office */
    PERIOD_CALENDAR_DAYS /* first 3 calendar days of each quarter */
};

enum period_unit { UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_QUARTER, UNIT_YEAR };

struct period_line {
    enum period_kind kind;
    day first, last;       /* DATES, both included */
    instant from, to;      /* INSTANTS, [from, to) */
    uint8_t days;          /* WEEKLY: bits as in calendar.h */
    enum weekday weekday;  /* NTH_WEEKDAY */
    int month;             /* NTH_WEEKDAY: 1 to 12, or 0 for each month; YEAR: its first, 1 to 12 */
    int nth;               /* 1 to 5, or -1 for the last; of days: which group of COUNT */
    int count;             /* WORKING_DAYS, CALENDAR_DAYS: how many, 1 or more */
    enum period_unit unit; /* WORKING_DAYS, CALENDAR_DAYS */
    const struct calendar_spec *calendar; /* WORKING_DAYS */
    struct calendar_spans spans;          /* none: the whole dates */
    struct span origin;
};

struct period_spec {
    struct text name, title;
    const struct zone *zone;
    const struct period_line *lines;
    size_t count;
    struct span origin;
};

/* As calendar_compile. A unit with fewer days than asked for gives those it has. */
const struct calendar *period_compile(struct arena *arena, const struct period_spec *spec,
                                      day first, day last);

/* First date of the unit that holds DATE, and of the one after it (semantics 6.1). FIRST_MONTH is
 * that of a year (1 but for `year from April`). */
day period_unit_start(enum period_unit unit, int first_month, day date);
day period_unit_next(enum period_unit unit, int first_month, day date);

#endif
