/* watch.h - the steps of escalations beside a clock that runs, and the notices that come of them
 * (semantics 7).
 *
 * A step is a mark on the clock: an amount of used time under the clause in force. It fires at the
 * first instant, after all events of that instant, at which the clock runs and has come to the
 * mark, and the escalation applies to the ticket. The notices up to an instant are the same
 * whatever comes later, so that a replay lists what live evaluation told.
 *
 * A run without a watch works nothing of this out.
 */
#ifndef JUDGE_WATCH_H
#define JUDGE_WATCH_H

#include "judge/run.h"

enum mark_state { MARK_WAITING, MARK_FIRED, MARK_MISSED };

/* Why a mark was passed in silence. */
enum miss { MISS_NONE, MISS_EXCLUDED, MISS_LATE, MISS_UNSURE };

/* A mark beside the cycle that runs. */
struct mark {
    enum mark_state state;
    enum miss miss;
    bool is_reached;   /* while the escalation applied: it fires once the clock runs */
    micros at;         /* used time; of STEP_EVERY that of the next repetition; or MARK_NEVER */
    micros every;      /* STEP_EVERY: the length under the clause */
    uint32_t next;     /* STEP_EVERY: the next repetition, from 1 */
    uint32_t revision; /* of the next notice, from 1 */
    bool has_told;
    size_t last; /* if so, its last notice */
};

#define MARK_NEVER INT64_MAX

/* A mark that fires, before it is told. */
struct firing {
    instant at;
    micros used;
    bool is_breach;
    uint32_t mark, repetition, flags;
};

struct watch {
    const struct plan_watch *plan;
    struct mark *marks;
    bool *applies;    /* by line, after the last row */
    bool *is_late;    /* by line: since the last look, by a value that was only missing (3.7) */
    bool is_excluded; /* after the last row (5.8) */
    instant breach;   /* at the last look, or INSTANT_NONE */
    micros base;      /* used time at the breach: from there repetitions are counted */
    bool is_pending;  /* `at` has not been looked at yet */
    bool is_fresh;    /* nor anything of the cycle */
    instant at;       /* of the last row, or as-of */
    uint32_t clause;  /* whose marks stand, as it began and with its limit */
    instant start;
    micros limit;
    struct firing *firings; /* of one look */
    size_t firing_count, firing_cap;
    struct notice *notices; /* of all cycles of the ticket, by instant */
    size_t count, cap;
};

/* For target number TARGET, with room for the marks of all versions; NULL if it has none. */
struct watch *watch_new(const struct judge *judge, uint32_t target, struct arena *arena);
void watch_fini(struct watch *watch);

/* A new ticket; PLAN is that of its version. */
void watch_reset(struct watch *watch, const struct plan_watch *plan);

/* Time goes on to AT: first what falls on the last instant, then what lies between. */
void watch_reach(struct run *run, instant at);

/* The cycle is over and another one begins; then it has begun. */
void watch_leave(struct run *run);
void watch_begin(struct run *run);

/* Another clause wins by a value that was missing. */
void watch_late(struct watch *watch);

/* The clock has taken the row of STEP. */
void watch_row(struct run *run, const struct step *step);

/* The history is over: what falls on the last instant. */
void watch_end(struct run *run);

/* The steps that have told nobody in the cycle, at the end of which VIEW is. */
struct silence *watch_silences(const struct run *run, const struct view *view, struct arena *arena,
                               uint32_t *count);

/* Where the clock comes to a step next, or where it is known better, as in desk_next. */
instant watch_next(struct run *run);

/* ---- parts ---- */

/* Works out where the marks are under the clause in force; false if nothing about it is new. */
bool watch_place(struct run *run);

/* Used time at the next repetition of a STEP_EVERY, which there is after a breach only. */
micros watch_repetition(const struct watch *watch, uint32_t mark);

/* Is the breach of the target what MARK tells of? */
bool watch_tells_breach(const struct plan_mark *mark);

#endif
