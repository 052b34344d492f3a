/* holidays.h - the holidays of a list in some years, for people and for programs. */
#ifndef REPORT_HOLIDAYS_H
#define REPORT_HOLIDAYS_H

#include "base/buffer.h"
#include "time/holiday.h"

struct holidays_shown {
    struct holiday_dates dates;
    const struct holiday_list *list; /* NULL: a version of the charter lacks it */
    bool complete;                   /* the list claims all the years that were asked for */
};

/* A line a holiday: date, weekday, title; SCRATCH is for the columns. The last line says so if the
 * list does not claim to be complete. */
void holidays_print(struct buffer *out, const struct holidays_shown *shown, struct arena *scratch);

/* {"complete":true,"days":[{"date","title","from","to","substitute"}]}; `from` and `to` are null
 * for a whole day, `to` is 24:00 for the rest of one. */
void holidays_json(struct buffer *out, const struct holidays_shown *shown);

#endif
