/* imagined.h - a ticket that is imagined and moved through time, event by event.
 *
 * The same judge as for a log says where it stands. Does no I/O.
 */
#ifndef ANALYSE_IMAGINED_H
#define ANALYSE_IMAGINED_H

#include "base/vector.h"
#include "judge/judge.h"

struct imagined {
    struct arena *arena;              /* of the events */
    VECTOR(struct test_event) events; /* the first one opens it; none: there is no ticket */
    instant now;                      /* `now is`; INSTANT_NONE: its last event */
    struct text name;                 /* of a recorded one; empty: it is only imagined */
};

/* Where it stands: `now`, or its last event if that is later; INSTANT_NONE without either. */
instant imagined_now(const struct imagined *imagined);

/* Begins anew with an opening. */
void imagined_open(struct imagined *imagined, struct test_event opening);

/* False if EVENT is earlier than the last one; then nothing is added. */
bool imagined_add(struct imagined *imagined, struct test_event event);

/* What the judge says of it, under MODEL, as of where it stands. */
struct imagined_answer {
    struct eventlog *log; /* has memory of its own until imagined_done */
    const struct judge *judge;
    const struct ledger *ledgers; /* of all targets */
    uint32_t count;
};

struct imagined_answer imagined_judge(struct arena *arena, const struct imagined *imagined,
                                      const struct model *model);
void imagined_done(struct imagined_answer *answer);

/* The next instant later than FROM at TIME of day in ZONE, on WEEKDAY (0 is Monday; -1: any). */
instant imagined_soon(const struct zone *zone, instant from, int weekday, micros time);

/* The same as of another instant, not before its last event: as things stand then if nothing more
 * happens. */
struct imagined_answer imagined_judge_at(struct arena *arena, const struct imagined *imagined,
                                         const struct model *model, instant as_of);

/* ---- what lies ahead if nothing happens ---- */

enum ahead_kind {               /* in the reverse of the order in which they come at one instant */
                  AHEAD_TOLD,   /* a step of an escalation, or a warning */
                  AHEAD_DUE,    /* a target is due: from then on it is breached */
                  AHEAD_CLOSES, /* the hours that a running clock counts in close */
                  AHEAD_OPENS
};

struct ahead {
    instant at;
    enum ahead_kind kind;
    uint32_t order;              /* of those of one kind at one instant */
    uint32_t target;             /* AHEAD_DUE */
    uint32_t calendar;           /* AHEAD_CLOSES, AHEAD_OPENS: up to the last due instant */
    const struct notice *notice; /* AHEAD_TOLD */
};

struct ahead_list {
    const struct ahead *at; /* in order of time */
    uint32_t count;
};

enum { AHEAD_DAYS = 7 }; /* notices are looked for so far behind the last due instant */

struct ahead_list imagined_ahead(struct arena *arena, const struct imagined *imagined,
                                 const struct model *model);

/* ---- what would have made a difference ---- */

/* Another value at the opening, with which the verdict would be another. */
struct flip {
    struct assignment value;
    enum verdict_kind verdict;
};

/* For the cycle of TARGET and number CYCLE of a ticket with EVENTS: the values of attributes that
 * the target's clauses name, each alone, that give another verdict. A value so changed is not
 * changed later. AS_OF as for judge_new. */
struct flip_question {
    const struct model *model;
    const struct test_event *events;
    uint32_t event_count;
    uint32_t target, cycle;
    instant as_of;
    struct text name; /* of the ticket, or empty */
};

const struct flip *imagined_flips(struct arena *arena, const struct flip_question *question,
                                  uint32_t *count);

/* EVENTS with a value at the opening, and no other value of that attribute later. */
const struct test_event *imagined_with(struct arena *arena, const struct test_event *events,
                                       uint32_t count, const struct assignment *value);

/* The events of TICKET in LOG, as if it had been imagined. */
const struct test_event *imagined_of_log(struct arena *arena, const struct eventlog *log,
                                         uint32_t ticket, uint32_t *count);

#endif
