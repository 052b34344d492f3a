/* history.h - a ticket's rows, one after the other, as happenings (semantics 3.1 to 3.9).
 *
 * Knows nothing of clocks. Rows after the as-of instant and after a merge are not given.
 */
#ifndef JUDGE_HISTORY_H
#define JUDGE_HISTORY_H

#include "judge/plan.h"

/* A turn of a status, or an event kind (3.3). */
struct happening {
    bool enters;     /* a status or a class; else a kind */
    bool has_status; /* of `enters` */
    bool has_class;
    uint8_t kind;
    uint8_t actor_slot; /* actor and SLOT_PUBLIC */
    uint32_t status;    /* choice */
    enum status_class status_class;
};

struct change {
    uint32_t attribute;
    bool is_first; /* the first value of a mandatory attribute, after the opening (3.7) */
};

enum { HAPPENINGS_MOST = 8 };

struct step {
    instant at;
    uint32_t row;     /* of the log, or INDEX_NONE: the opening column */
    uint32_t number;  /* from 1 */
    struct view view; /* after the row's values; lives until the next step */
    struct happening happenings[HAPPENINGS_MOST];
    uint32_t happening_count;
    const struct change *changes;
    uint32_t change_count;
    uint64_t changed; /* their attributes, by plan_bit */
};

struct history {
    const struct judge *whole;
    const struct judge *judge; /* of the version in force at the opening, or near it (5.4)… */
    bool in_force;             /* …and whether one is */
    uint32_t ticket;
    uint32_t *codes;        /* by stored attribute: the values now */
    struct change *changes; /* room for all attributes */
    uint32_t next, end;     /* positions in eventlog.order */
    uint32_t steps;
    instant opening; /* INSTANT_NONE: not opened up to the as-of instant */
    bool opens_by_column, opened, merged, knows_class;
    bool done;
    enum status_class status_class;
    uint32_t reopenings, replies;
    struct judge_count *counts;  /* by remark, or NULL */
    struct zone_segment segment; /* of the last opening */
};

/* Room for the histories of one thread, one after the other. */
void history_init(struct history *history, const struct judge *judge, struct arena *arena);

/* At the start of TICKET's history. */
void history_begin(struct history *history, uint32_t ticket);

/* False at the end. */
bool history_next(struct history *history, struct step *step);

/* The values now. */
struct view history_view(const struct history *history);

#endif
