/* cycle.h - one run of a clock under one clause after another: used time, pauses, due, breach
 * (semantics 2.9, 4.2, 4.3, 5.3, 5.5, 5.7).
 *
 * Knows nothing of events. It is told how the clock stands and up to when, keeps that as its past,
 * and derives from it the parts that counted. `judges from the start` derives them anew.
 */
#ifndef JUDGE_CYCLE_H
#define JUDGE_CYCLE_H

#include "judge/plan.h"

enum clock_state { STATE_RUNNING, STATE_PAUSED, STATE_DONE };

/* How the clock stood, under which clause. */
struct stand {
    instant from, to;
    uint32_t clause;
    uint8_t state; /* enum clock_state */
    bool is_cut;   /* not one with the stand before it, even if they are alike */
};

enum part_kind { PART_RUNNING, PART_PAUSED, PART_DONE, PART_UNCOVERED, PART_ADJUSTED };

/* What came of it. */
struct part {
    enum part_kind kind;
    instant from, to;
    micros before, counted; /* used time before it, and what it adds */
    uint32_t clause, calendar;
    bool is_capped; /* running though paused, since the cap is used up */
};

/* Grow on the heap and are used again for the next cycle. Parts follow from stands: where they are
 * not kept, they are worked out when they are needed. */
struct track {
    bool keeps_parts;
    struct stand *stands;
    size_t stand_count, stand_cap;
    struct part *parts;
    size_t part_count, part_cap;
};

void track_fini(struct track *track);

struct cycle {
    const struct judge *judge;
    const struct target *target;
    struct track *track;
    uint32_t number;
    instant begin;   /* where the clock started */
    instant start;   /* where counting started: moved by `starts again` */
    instant at;      /* up to where it is worked out */
    uint32_t clause; /* or INDEX_NONE */
    uint32_t calendar;
    const struct calendar_sums *sums; /* of the calendar */
    instant summed;                   /* of which instant `sum` is the sum, or INSTANT_NONE */
    micros sum;
    micros limit;
    instant end;         /* of a day count; else INSTANT_NONE */
    instant untouched;   /* the same, while nothing has come between (2.9); else INSTANT_NONE */
    micros used, paused; /* in the calendars in which they were used */
    micros cap;          /* of pauses, in the target's calendar; -1: none */
    micros cap_used;
    micros before;     /* used before what the clock went through last */
    bool has_parts;    /* the track has those since `start` */
    size_t first_part; /* since `starts again` */
    instant crossed;   /* where used reached the limit, once it is known */
    enum clock_state state, state_at_stop;
    instant stop;          /* INSTANT_NONE: not stopped */
    struct text cancelled; /* what cancelled it; empty: nothing */
    instant breached_at;
    instant withdrawn; /* the first stop that a reopening took back */
    bool by_change;
    bool was_changed, was_uncovered, was_done;
    bool is_unsettled;          /* its past is to be judged anew, under `clause`, as of… */
    instant unsettled_at;       /* …this change */
    size_t unsettled_stands;    /* stands before it */
    enum calendar_status fault; /* not CALENDAR_OK: an instant is missing */
    uint32_t fault_calendar;
};

/* Starts at AT under CLAUSE; judge, target, track and number are set. TRACK is emptied. */
void cycle_begin(struct cycle *cycle, instant at, uint32_t clause);

/* The clock stood as `state` says up to TO. */
void cycle_advance(struct cycle *cycle, instant to);

/* CLAUSE (or none) wins from now on. FIRST_VALUE: by a value that was missing (3.7). */
void cycle_change(struct cycle *cycle, uint32_t clause, enum change_mode mode, bool first_value);

/* `judges from the start` is put off until somebody looks, so that many such changes cost no more
 * than one. Brings everything but `clause` and `at` up to date. */
void cycle_settle(struct cycle *cycle);

/* The due instant as it is shown: INSTANT_NONE while paused or uncovered, and with a fault. */
instant cycle_due(struct cycle *cycle);

/* Is it plain of a cycle under a clause, without looking anything up, that its due instant, as it
 * is shown, can be told, and that all holidays are known up to it and to where the cycle stands? */
bool cycle_is_plain(const struct cycle *cycle);

/* The instant at which so much had been used, as far as it has: its start where nothing is asked.
 */
instant cycle_reached(struct cycle *cycle, micros used);

/* Sees to it that the track has the parts since the cycle's start. */
void cycle_recall(struct cycle *cycle);

/* Does it run where it stands, or did it when it was stopped? */
bool cycle_runs(const struct cycle *cycle);

#endif
