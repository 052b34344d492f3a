/* holiday.h - lists of holidays as rules, expanded into dates.
 *
 * A holiday is a civil date, in the zone of whoever names the list (semantics 2.11); nothing here
 * knows zones or calendars.
 */
#ifndef TIME_HOLIDAY_H
#define TIME_HOLIDAY_H

#include "base/source.h"
#include "base/vector.h"
#include "time/civil.h"

/* What of a date is meant. */
enum day_part_kind {
    DAY_WHOLE, /* the date; no times given */
    DAY_REST,  /* `from 13:00`: the rest of it, and what begins on it past midnight */
    DAY_SPAN   /* `from 13:00 to 15:00`; an end at or before the start runs past midnight */
};

struct day_part {
    enum day_part_kind kind;
    micros from; /* 0 to below MICROS_DAY */
    micros to;   /* above 0 to MICROS_DAY */
};

enum holiday_kind {
    HOLIDAY_DATED,  /* 2026-12-24 */
    HOLIDAY_YEARLY, /* every 25 December; a 29 February comes in leap years only */
    HOLIDAY_NTH,    /* every last Monday of May; of each month: month 0 */
    HOLIDAY_BEFORE, /* every Monday before 25 May: the last one that is earlier than the date */
    HOLIDAY_AFTER,  /* every Saturday after 19 June: the first one that is later */
    HOLIDAY_EASTER  /* Easter, Easter - 2 calendar days */
};

/* Where a holiday that falls on a Saturday or Sunday (or on other days that the rule names) goes
 * (semantics 2.13). */
enum holiday_substitute {
    SUBSTITUTE_NONE,
    SUBSTITUTE_AND_NEXT,     /* it stays, and the next free Monday to Friday is one too */
    SUBSTITUTE_AND_PREVIOUS, /* … and the one before */
    SUBSTITUTE_AND_NEAREST,  /* … and the nearest; of two as near, the later */
    SUBSTITUTE_OR_NEXT,      /* it moves to the next free Monday to Friday */
    SUBSTITUTE_OR_PREVIOUS,  /* … to the one before */
    SUBSTITUTE_OR_NEAREST    /* … to the nearest */
};

struct holiday_rule {
    enum holiday_kind kind;
    day date;             /* DATED */
    int month;            /* YEARLY, NTH, BEFORE, AFTER: 1 to 12; NTH 0: each month */
    int mday;             /* YEARLY, BEFORE, AFTER */
    int nth;              /* NTH: 1 to 5, -1 the last; a missing fifth is no holiday */
    enum weekday weekday; /* NTH, BEFORE, AFTER */
    int offset;           /* EASTER: calendar days after Easter Sunday, may be negative */
    struct day_part part;
    enum holiday_substitute substitute;
    uint8_t moves_on; /* bits of weekdays, 1 << MONDAY, on which it moves; 0: Saturday, Sunday */
    bool to_any_day;  /* it moves to the next free day, a Saturday or Sunday included */
    int only_from, only_to; /* years of the date before it moves; 0, 0: every year */
    struct text title;      /* may be empty */
    struct span origin;     /* its line, for ledgers */
};

struct holiday_list {
    struct text name, title;
    const struct holiday_rule *rules;
    size_t count;
    int complete_from, complete_to; /* the years it claims complete; 0, 0: it claims none */
    struct span origin;
};

struct holiday_date {
    day date;
    struct day_part part;
    bool is_substitute; /* a day in lieu, or one that has moved */
    const struct holiday_rule *rule;
    const struct holiday_list *list;
};

struct holiday_dates {
    const struct holiday_date *at;
    size_t count;
};

/* All holidays of LIST in [FIRST, LAST], ordered by date, then as listed. Days that do not move are
 * placed first, then the others by date and as listed; a date is taken if it is a whole holiday of
 * the list. */
struct holiday_dates holiday_expand(struct arena *arena, const struct holiday_list *list, day first,
                                    day last);

#endif
