/* history.h - a ticket's rows, one after the other, as happenings (semantics 3.1 to 3.9).
 *
 * Knows nothing of clocks. Rows after the as-of instant and after a merge are not given.
 */
#ifndef JUDGE_HISTORY_H
#define JUDGE_HISTORY_H

#include "judge/news.h"
#include "judge/effect.h"

struct change {
    uint32_t attribute;
    bool is_first; /* the first value of a mandatory attribute, after the opening (3.7) */
};

/* Lives until the next one. */
struct step {
    instant at;
    uint32_t row;            /* of the log, or INDEX_NONE: the opening column */
    uint32_t number;         /* from 1 */
    const struct view *view; /* after the row's values */
    const struct effect *effect;
    struct concern concern; /* of the values that it changes… */
    bool has_news;          /* …if there are any; never in the first step, as there were none */
    uint32_t change_count;
    const struct change *changes; /* those that somebody asks about */
};

struct history {
    const struct judge *whole;
    const struct judge *judge; /* of the version in force at the opening, or near it (5.4)… */
    bool in_force;             /* …and whether one is */
    bool opens_by_column;      /* the opening is still to come, from its column */
    bool merged;
    uint32_t ticket;
    uint32_t first, next, end; /* positions in eventlog.order */
    uint64_t stance;
    uint32_t *codes;        /* by stored attribute: the values now */
    struct change *changes; /* room for all attributes */
    struct view view;       /* now; its opening is INSTANT_NONE if there is none up to as-of */
    struct step step;
    struct effects *effects;
    struct news news;
    struct judge_count *counts;  /* by remark, or NULL */
    struct zone_segment segment; /* of the last opening */
};

/* Room for the histories of one thread, one after the other. */
void history_init(struct history *history, const struct judge *judge, struct arena *arena);

/* At the start of TICKET's history. */
void history_begin(struct history *history, uint32_t ticket);

/* The next step; NULL at the end. */
const struct step *history_next(struct history *history);

#endif
