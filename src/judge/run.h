/* run.h - the clock of one target over the history of one ticket (semantics 4), cycle by cycle.
 *
 * What it is told: the steps of the history, in order. What it gives: a verdict a cycle, once the
 * history is over.
 */
#ifndef JUDGE_RUN_H
#define JUDGE_RUN_H

#include "judge/cycle.h"
#include "judge/history.h"

struct recorder;
struct watch;

/* A cycle that is over, or that stands at the as-of instant. */
struct sealed {
    struct verdict verdict;
    bool is_decided;   /* met or breached, whatever excludes it */
    instant withdrawn; /* the first stop that a reopening took back, or INSTANT_NONE */
    size_t codes;      /* offset in run.pool */
};

/* How the runs of a ticket stand, as plan_bit of their targets. Targets that share a bit only ever
 * set it. */
struct standing {
    uint64_t startable, running, stopped;
    uint64_t open; /* they run, and a clause is still to be chosen: any change may do it */
};

/* Of a run: before its first cycle; while a cycle goes on; after one. */
enum phase { PHASE_IDLE, PHASE_RUNNING, PHASE_STOPPED };

struct run {
    const struct judge *judge;
    const struct plan_target *target;
    uint32_t number; /* of the target */
    uint32_t ticket;
    instant opening;
    bool in_force; /* a version was, at the opening (5.4) */
    struct arena *scratch;
    struct standing *standing; /* of all runs; its part of it is kept up to date */
    uint64_t bit;              /* of the target in it */
    struct recorder *recorder; /* NULL: nobody asks why */
    struct watch *watch;       /* NULL: nobody asks for notices */
    unsigned spares;           /* what nobody looks at (judge.h) */

    struct cycle cycle;
    struct track track;
    uint32_t cycles; /* begun so far */
    enum phase phase;
    bool is_about; /* `for` has held while the clock ran */
    bool resumed;  /* `resumes on` stands until the pause condition has been false */
    bool is_stale; /* an attribute of the clauses has changed since the last choice */
    uint32_t last_winner;
    uint32_t fresh_step, reached_step;
    struct text uncovered; /* why no clause won at the last choice */
    uint32_t team;         /* code of the team at the start, for clocks owned by a team */
    uint32_t
        *winners; /* by place of the target's memo: the clause that wins + 2; 0: not asked yet */
    const struct plan_target *winners_of;
    struct view end; /* where the cycle stopped; its codes stand in the pool, or here: */
    uint32_t *end_codes;

    struct sealed *sealed;
    size_t sealed_count, sealed_cap;
    uint32_t *pool;
    size_t pool_count, pool_cap;
};

void run_init(struct run *run, const struct judge *judge, uint32_t target, struct arena *arena);
void run_fini(struct run *run);

/* A new ticket. */
void run_begin(struct run *run, const struct history *history);

/* Where nobody asks for notices. */
void run_step(struct run *run, const struct step *step);

/* Where somebody does. */
void run_watch(struct run *run, const struct step *step);

/* run_step for a step that does nothing to the clock, and changes nothing that a clause asks for.
 */
void run_look(struct run *run, const struct step *step);

/* The history is over: seals the last cycle and settles all of them. */
void run_end(struct run *run, const struct view *view);

/* The cycle has stopped: VIEW is kept as `end`. */
void verdict_keep_end(struct run *run, const struct view *view);

/* The cycle as a verdict, up to what is only known at the end of the history. */
void verdict_seal(struct run *run, const struct view *view);

/* `excludes when`, flags and the instant that it counts at. */
void verdict_settle(struct run *run, struct sealed *sealed, const struct view *view);

/* Is all known that the cycle, as it stands, needs of its calendars up to its due instant and AT?
 */
bool verdict_is_sure(struct run *run, instant at);

static inline bool run_is_running(const struct run *run)
{
    return run->phase == PHASE_RUNNING;
}

#endif
