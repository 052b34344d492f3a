/* icalendar.h - the events of an iCalendar file (RFC 5545) as holidays.
 *
 * An event of whole days makes them holidays; one with local times closes these hours. Repetitions
 * (RRULE, RDATE, EXDATE, RECURRENCE-ID) are worked out up to ICALENDAR_YEAR_LAST. An event whose
 * times are in a zone or in UTC is a mistake: a list of holidays has dates and times of the day, in
 * the zone of whoever names it. Cancelled events are left out; all that is no event is not read.
 *
 * Does no I/O; knows nothing of blocks that name the file.
 */
#ifndef TIME_ICALENDAR_H
#define TIME_ICALENDAR_H

#include "base/buffer.h"
#include "base/diagnostic.h"
#include "time/holiday.h"

enum { ICALENDAR_YEAR_LAST = 2199 };

struct icalendar_file {
    struct arena *arena; /* the rules and titles live in it */
    struct sources *sources;
    uint32_t source; /* the file's bytes */
    struct sink *sink;
};

struct icalendar_days {
    const struct holiday_rule *rules; /* HOLIDAY_DATED, by event and date; origin is in the file */
    size_t count;
};

/*
 * What is wrong with the file is reported, with its place there; then *DAYS is what remains. False
 * if libical, which reads the values, can't be loaded: then WHY says so (see base/library.h).
 */
bool icalendar_read(const struct icalendar_file *file, struct icalendar_days *days,
                    struct buffer *why);

#endif
