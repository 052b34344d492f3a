/* week.h - the hours of a calendar as people put them: a regular week, and the dates that differ.
 *
 * Both are in local civil times of the calendar's zone. The regular hours of a weekday are those of
 * most of its dates in the stretch looked at (of two as frequent, the earlier); every other date is
 * listed with its hours and why. So week and list together say the calendar exactly, for these
 * dates. An hour that the zone skips or repeats is one hour of the day here.
 */
#ifndef ANALYSE_WEEK_H
#define ANALYSE_WEEK_H

#include "time/calendar.h"

/* From below 24:00, to above 00:00 and up to 24:00; in order, none touching the next. */
struct week_hours {
    const struct calendar_span *at;
    size_t count; /* 0: closed */
};

struct week_date {
    day date;
    struct week_hours hours;
    enum calendar_why why; /* what makes it differ: WHY_HOLIDAY, WHY_CLOSED_DATE, WHY_OPEN_DATED,
                            * WHY_EXCLUDED, WHY_OPEN_INCLUDED; else WHY_OUTSIDE_HOURS */
    struct text title;     /* of the holiday, or the name of the other calendar; else empty */
};

struct week {
    struct week_hours days[7]; /* Monday first */
    const struct week_date *dates;
    size_t date_count;
};

/* Of the dates from FIRST to before BEHIND, at least one week. */
struct week *week_of(struct arena *arena, const struct calendar_spec *spec, day first, day behind);

bool week_same_hours(struct week_hours a, struct week_hours b);

#endif
