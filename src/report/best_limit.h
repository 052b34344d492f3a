/* best_limit.h - the least limit, in whole minutes, with which a share of a target would have been
 * met (semantics 6.8).
 *
 * Found by judging again, never as a percentile of used times: a stop outside hours may need more
 * than it used. The limit takes the place of that of every clause, or of one; calendars and
 * conditions stay.
 */
#ifndef REPORT_BEST_LIMIT_H
#define REPORT_BEST_LIMIT_H

#include "count/tally.h"

struct best_limit_question {
    const struct model *model;
    const struct eventlog *log;
    instant as_of;
    unsigned threads;
    uint32_t target;
    struct decimal share;          /* per cent */
    const atomic_bool *stop;       /* or NULL: see judge_stop_when */
    const struct condition *where; /* or NULL */
    const uint32_t *by;            /* attributes; each combination of their values has its own */
    uint32_t by_count;
    /* Of one clause alone, the one at this place of the text in whatever versions have it; the
     * others keep their limits, and what they judge is not counted. NULL: of all clauses. */
    const struct span *clause;
    /* The target's promises have to hold in each period, in place of the share. */
    bool each_period;
    int64_t guess; /* whole minutes, where the search begins; 0: it finds a beginning itself */
};

struct best_limit {
    const struct text *values; /* of the attributes */
    bool exists;               /* false: nothing is decided, whatever the limit */
    int64_t minutes;
    struct tally_counts counts, below; /* with this limit, and with one minute less */
};

/* In the order of the values; all of it in ARENA. */
const struct best_limit *
best_limit_find(struct arena *arena, const struct best_limit_question *question, uint32_t *count);

#endif
