/* periods.h - the civil periods of a promise up to the as-of instant, with the version of the
 * charter that rules each (semantics 5.4, 6.1, 6.5).
 */
#ifndef COUNT_PERIODS_H
#define COUNT_PERIODS_H

#include "charter/model.h"
#include "time/stretches.h"

enum { PERIODS_MOST = 20000 };

struct period {
    day first, next; /* first date, and that of the period after it */
    struct text label;
    uint32_t version;   /* of model.versions, in force on the first date */
    instant from, to;   /* up to the as-of instant; local dates at its ends may come twice */
    bool is_unfinished; /* the as-of instant lies before its end */
};

/* Of a promise. */
struct period_frame {
    const struct model *model;
    enum period_unit unit;
    int first_month;
    instant from, as_of; /* the first instant that something is known of, and the last */
    day first, last;     /* periods with none of these dates are left out; DAY_NONE: open */
};

struct period_list {
    const struct period *at;
    uint32_t count;
    uint32_t left_out; /* earlier ones, over PERIODS_MOST */
    uint32_t unruled;  /* those in which no version was in force on the first date */
};

/* Those in which a version was in force on the first date, in order. */
struct period_list periods_of(const struct period_frame *frame, struct arena *arena);

/* The instants of PERIOD: all whose local date belongs to it, up to the as-of instant. */
stretches periods_instants(const struct period *period, const struct zone *zone,
                           struct arena *arena);

/* Works out `from`, `to` and `is_unfinished` of a PERIOD by its dates. */
void periods_bound(const struct period_frame *frame, struct period *period);

/* The version in force on DATE, or INDEX_NONE. */
uint32_t periods_version(const struct model *model, day date);

#endif
