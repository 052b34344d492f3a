/* best_hours.h - what an hour more of some hours would have changed of a target, on a log.
 *
 * Each extension is a supposition like any other: the hour before the first opening of a day of the
 * week, or behind its last closing, for each day that is open by itself and for all of them at
 * once. The log is judged under the charter with it. Does no I/O.
 */
#ifndef REPORT_BEST_HOURS_H
#define REPORT_BEST_HOURS_H

#include "check/suppose.h"
#include "count/tally.h"

struct best_hours_row {
    struct text words;  /* `Monday 08:00 to 09:00`; of all days `each day, an hour earlier` */
    struct text change; /* as it is supposed: `add to hours office … end` */
    struct tally_counts counts;
    uint64_t to_met, to_breached, to_other; /* cycles that have another verdict than without it */
};

struct best_hours_question {
    const struct suppose *suppose; /* with what is supposed already */
    const struct model *model;     /* the charter with that */
    const struct eventlog *log;
    instant as_of;
    unsigned threads;
    uint32_t target, calendar;     /* hours, and not `always` */
    const struct condition *where; /* or NULL: which tickets */
    const atomic_bool *stop;       /* or NULL: see judge_stop_when */
};

struct best_hours {
    struct tally_counts now;
    bool of_cycles;
    const struct best_hours_row *rows; /* Monday first; then all days at once */
    uint32_t count;
    struct text
        problem; /* not empty: there is nothing to extend, or the charter with it is wrong */
};

/* All of it in ARENA; the charters with the extensions live as long as that of the supposition. */
struct best_hours best_hours_find(struct arena *arena, const struct best_hours_question *question);

#endif
