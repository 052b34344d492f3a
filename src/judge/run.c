/* run.c - the automaton of 4.1: cancel, stop, start; then pausing; then the clause. */
#include "judge/run.h"

#include <string.h>

#include "judge/choice.h"
#include "judge/recorder.h"
#include "judge/watch.h"

void run_init(struct run *run, const struct judge *judge, uint32_t target, struct arena *arena)
{
    *run = (struct run){.judge = judge, .target = &judge->targets[target], .number = target};
    run->bit = plan_bit(target);
    run->end_codes = ARENA_ARRAY(arena, judge->model->schema.stored + 1, uint32_t);
}

void run_fini(struct run *run)
{
    track_fini(&run->track);
    if (run->watch)
        watch_fini(run->watch);
    memory_release(run->sealed);
    memory_release(run->pool);
    memory_release(run->winners);
}

/* What rules is the version of JUDGE. */
static void set_judge(struct run *run, const struct judge *judge)
{
    run->judge = judge;
    run->target = &judge->targets[run->number];
    run->cycle.judge = judge;
    run->cycle.target = run->target->model;
    run->cycle.track = &run->track;
}

void run_begin(struct run *run, const struct history *history)
{
    if (run->cycle.judge != history->judge)
        set_judge(run, history->judge);
    run->ticket = history->ticket;
    run->opening = history->view.opening;
    run->in_force = history->in_force;
    run->is_about = run->target->about == NULL;
    run->cycles = 0;
    run->phase = PHASE_IDLE;
    run->resumed = run->is_stale = false;
    run->fresh_step = run->reached_step = 0;
    run->sealed_count = run->pool_count = 0;
    if (run->watch)
        watch_reset(run->watch, &run->target->watch);
}

/* What may be cleared: a bit that several targets share only ever is set. */
static uint64_t own_bit(const struct run *run)
{
    return run->bit & ~plan_bit(PLAN_LAST_BIT);
}

/* It runs, under the clause that was chosen. */
static void stand_running(struct run *run)
{
    run->phase = PHASE_RUNNING;
    struct standing *standing = run->standing;
    standing->running |= run->bit;
    standing->stopped &= ~own_bit(run);
    standing->startable &= ~own_bit(run);
    standing->open &= ~own_bit(run);
}

static void stand_stopped(struct run *run)
{
    run->phase = PHASE_STOPPED;
    struct standing *standing = run->standing;
    standing->running &= ~own_bit(run);
    standing->stopped |= run->bit;
    if (run->target->clock->model->repeats)
        standing->startable |= run->bit;
}

static void stand_open(const struct run *run, bool is_open)
{
    struct standing *standing = run->standing;
    standing->open = (standing->open & ~own_bit(run)) | (is_open ? run->bit : 0);
}

/* The cycle up to this step, as the clock stood before it. */
static void reach(struct run *run, const struct step *step)
{
    if (run->reached_step == step->number)
        return;
    cycle_advance(&run->cycle, step->at);
    run->reached_step = step->number;
}

static void record(struct run *run, const struct step *step, const char *what, struct text detail)
{
    if (run->recorder)
        recorder_event(run->recorder, step, what, detail);
}

static void record_happening(struct run *run, const struct step *step, const char *what,
                             const struct happening *happening)
{
    if (run->recorder && !run->recorder->reasons)
        recorder_event(run->recorder, step, what,
                       happening_name(run->judge, happening, run->recorder->arena));
}

/* ---- clauses ---- */

/* Where it is kept which clause wins for such codes, once it has been found out. */
static size_t place_of(const struct plan_memo *memo, const struct view *view)
{
    size_t place = 0;
    for (uint32_t i = 0; i < memo->count; i++)
        place += memo->steps[i][view->codes[memo->attributes[i]]];
    return place;
}

/* NULL: nothing is remembered. */
static uint32_t *remembered(struct run *run, const struct view *view)
{
    const struct plan_memo *memo = &run->target->memo;
    if (!memo->room)
        return NULL;
    if (run->winners_of != run->target) {
        run->winners = memory_resize(run->winners, memo->room * sizeof *run->winners);
        memset(run->winners, 0, memo->room * sizeof *run->winners);
        run->winners_of = run->target;
    }
    return &run->winners[place_of(memo, view)];
}

static uint32_t winner_of(struct run *run, const struct view *view)
{
    uint32_t *known = remembered(run, view);
    if (known && *known)
        return *known - 2;
    uint32_t winner = choice_winner(run->target, view);
    if (known)
        *known = winner + 2;
    return winner;
}

static __attribute__((noinline)) uint32_t choose_slowly(struct run *run, const struct step *step)
{
    const struct view *view = step->view;
    uint32_t winner = run->in_force ? winner_of(run, view) : INDEX_NONE;
    if (winner == INDEX_NONE)
        run->uncovered = run->in_force
                             ? choice_uncovered(run->judge, run->target, view, run->scratch)
                             : TEXT("no version in force");
    if (run->recorder)
        recorder_choice(run->recorder, run, step, winner);
    return winner;
}

static inline uint32_t choose(struct run *run, const struct step *step)
{
    bool may_know = run->winners_of == run->target && run->in_force && !run->recorder;
    uint32_t known = may_know ? run->winners[place_of(&run->target->memo, step->view)] : 0;
    uint32_t winner = known ? known - 2 : INDEX_NONE;
    if (winner == INDEX_NONE) /* that has a reason */
        winner = choose_slowly(run, step);
    run->last_winner = winner;
    run->is_stale = false;
    return winner;
}

static struct text clause_name(const struct run *run, uint32_t clause)
{
    if (clause == INDEX_NONE)
        return TEXT("none");
    const struct clause *model = &run->target->model->clauses[clause];
    return model->label.len ? model->label : span_text(run->judge->model->sources, model->span);
}

static void choose_again(struct run *run, const struct step *step)
{
    uint32_t before = run->last_winner;
    bool is_same = choose(run, step) == before;
    struct choice_change change = choice_mode(run->target, step);
    if (run->recorder && change.mode == CHANGE_KEEPS && !change.is_first_value)
        recorder_forget_choice(run->recorder);
    if (is_same)
        return;
    if (run_is_running(run))
        reach(run, step);
    static const char *const how[] = {"clause", "starts again, clause", "clause",
                                      "judged from the start, clause"};
    uint32_t had = run->cycle.clause;
    instant started = run->cycle.start;
    cycle_change(&run->cycle, run->last_winner, change.mode, change.is_first_value);
    if (run->watch && change.is_first_value)
        watch_late(run->watch);
    if (run->cycle.clause != had || run->cycle.start != started)
        record(run, step, how[change.mode], clause_name(run, run->cycle.clause));
}

/* ---- the automaton ---- */

static void start(struct run *run, const struct step *step, const struct happening *happening)
{
    if (run->cycles && run->watch)
        watch_leave(run);
    if (run->cycles)
        verdict_seal(run, &run->end);
    record_happening(run, step, "starts", happening);
    uint32_t clause = choose(run, step);
    run->cycle.number = ++run->cycles;
    run->track.keeps_parts = run->recorder || run->watch;
    cycle_begin(&run->cycle, step->at, clause);
    stand_running(run);
    run->resumed = false;
    run->fresh_step = run->reached_step = step->number;
    if (run->target->clock->keeps_team)
        run->team = step->view->codes[run->judge->model->schema.team];
    if (run->watch)
        watch_begin(run);
}

static void finish(struct run *run, const struct step *step)
{
    reach(run, step);
    run->cycle.stop = step->at;
    run->cycle.state_at_stop = run->cycle.state;
    run->cycle.state = STATE_DONE;
    stand_stopped(run);
    verdict_keep_end(run, step->view);
}

static bool is_past_within(const struct run *run, instant now)
{
    const struct clock_model *clock = run->target->clock->model;
    instant stop = run->cycle.stop;
    struct applied within =
        limit_apply(run->judge, &clock->reopening_within, clock->reopening_calendar, stop);
    if (within.end != INSTANT_NONE)
        return now > within.end;
    const struct calendar *calendar = run->judge->calendars[within.calendar].compiled;
    return calendar_elapsed(calendar, stop, now) > within.length;
}

static enum reopening reopening_now(const struct run *run, instant now)
{
    const struct clock_model *clock = run->target->clock->model;
    if (!clock->has_reopening_within || !is_past_within(run, now))
        return clock->reopening;
    return clock->reopening == REOPENING_STARTS_AGAIN ? REOPENING_IGNORED : REOPENING_STARTS_AGAIN;
}

/* The done time leaves a day count as a length (2.9), so what came before is settled first. */
static void go_on(struct run *run, const struct step *step)
{
    struct cycle *cycle = &run->cycle;
    reach(run, step);
    if (cycle->clause != INDEX_NONE &&
        cycle->target->clauses[cycle->clause].limit.kind != LIMIT_LENGTH)
        cycle_settle(cycle);
    if (cycle->clause != INDEX_NONE && cycle->withdrawn == INSTANT_NONE)
        cycle->withdrawn = cycle->stop;
    cycle->stop = INSTANT_NONE;
    cycle->state = STATE_RUNNING;
    cycle->was_done = true;
    cycle->untouched = INSTANT_NONE;
    stand_running(run);
}

static __attribute__((noinline)) void reopen(struct run *run, const struct step *step,
                                             const struct happening *happening)
{
    if (run->cycle.cancelled.len)
        return;
    switch (reopening_now(run, step->at)) {
    case REOPENING_CONTINUES:
        go_on(run, step);
        record_happening(run, step, "goes on", happening);
        break;
    case REOPENING_STARTS_AGAIN:
        start(run, step, happening);
        break;
    case REOPENING_IGNORED:
        break;
    }
}

static bool may_start(const struct run *run, const struct step *step)
{
    const struct plan_clock *clock = run->target->clock;
    if (run->phase == PHASE_RUNNING || (run->phase == PHASE_STOPPED && !clock->model->repeats))
        return false;
    return test_holds(clock->starts_when, step->view);
}

static __attribute__((noinline)) void cancel(struct run *run, const struct step *step,
                                             const struct happening *happening)
{
    finish(run, step);
    run->cycle.cancelled = happening_kind(run->judge, happening);
    record_happening(run, step, "cancelled", happening);
}

/* HAPPENING is one of the step's, with ROLES in the clock. */
static inline void happen(struct run *run, const struct step *step,
                          const struct happening *happening, uint8_t roles)
{
    const struct plan_clock *clock = run->target->clock;
    if (run->phase == PHASE_RUNNING && (roles & ROLE_CANCELS) &&
        test_holds(clock->cancelled_when, step->view)) {
        cancel(run, step, happening);
        return;
    }
    if (run->phase == PHASE_RUNNING && (roles & ROLE_STOPS) &&
        test_holds(clock->stops_when, step->view)) {
        finish(run, step);
        record_happening(run, step, "stops", happening);
    }
    if ((roles & ROLE_REOPENS) && run->phase == PHASE_STOPPED)
        reopen(run, step, happening);
    if ((roles & ROLE_STARTS) && may_start(run, step))
        start(run, step, happening);
    if ((roles & ROLE_RESUMES) && run->phase == PHASE_RUNNING &&
        test_holds(clock->resumes_when, step->view))
        run->resumed = true;
}

/* After the row, pausing is looked at. */
static inline void look_at_pausing(struct run *run, const struct step *step)
{
    const struct test *pauses = run->target->clock->pauses;
    if (!pauses)
        return;
    bool pausing = test_holds(pauses, step->view);
    if (!pausing)
        run->resumed = false;
    enum clock_state state = pausing && !run->resumed ? STATE_PAUSED : STATE_RUNNING;
    if (state == run->cycle.state)
        return;
    reach(run, step);
    run->cycle.state = state;
    if (!run->recorder)
        return;
    if (state == STATE_RUNNING)
        record(run, step, "resumes", TEXT(""));
    else
        record(run, step, "pauses",
               span_text(run->judge->model->sources, run->target->clock->model->pauses->span));
}

/* Has the row changed an attribute? One that the judge counts is one only where it is named. */
static __attribute__((noinline)) bool take_changes(struct run *run, const struct step *step)
{
    bool named = false;
    for (uint32_t i = 0; i < step->change_count; i++)
        named |= run->target->named[step->changes[i].attribute];
    run->is_stale |= named;
    return named || step->has_news;
}

/* All that happens in STEP and does something to the clock. */
static void take_happenings(struct run *run, const struct step *step)
{
    uint64_t acts = step->effect->acts[run->number];
    const struct happening *happening = step->effect->happenings;
    while (acts) {
        unsigned skipped = (unsigned)__builtin_ctzll(acts) / ACT_BITS;
        acts >>= skipped * ACT_BITS;
        happening += skipped;
        happen(run, step, happening++, (uint8_t)acts);
        acts >>= ACT_BITS;
    }
}

void run_look(struct run *run, const struct step *step)
{
    if (!run_is_running(run))
        return;
    look_at_pausing(run, step);
    if (!run->is_about)
        run->is_about = test_holds(run->target->about, step->view);
}

/* Does it say something that a clause asks for, or is a clause still to be chosen? */
static bool asks_clauses(const struct run *run, const struct step *step)
{
    uint64_t names = step->effect->concern.names | step->concern.names;
    return run->is_stale || (names & run->bit);
}

/* At the end of a step: is another clause to be chosen? It is not where one just was. */
static __attribute__((noinline)) void look_at_clauses(struct run *run, const struct step *step,
                                                      bool changed)
{
    if (run->fresh_step == step->number)
        run->is_stale = false;
    else if (changed && run->is_stale)
        choose_again(run, step);
    stand_open(run, run_is_running(run) && run->is_stale);
}

void run_step(struct run *run, const struct step *step)
{
    enum phase before = run->phase;
    take_happenings(run, step);
    if (run->phase == PHASE_IDLE)
        return;
    bool is_asked = asks_clauses(run, step), changed = is_asked && take_changes(run, step);
    if (run->phase == PHASE_RUNNING)
        look_at_pausing(run, step);
    else if (before == PHASE_STOPPED)
        return;
    if (!run->is_about)
        run->is_about = test_holds(run->target->about, step->view);
    if (is_asked)
        look_at_clauses(run, step, changed);
}

void run_watch(struct run *run, const struct step *step)
{
    bool was_over = !run_is_running(run);
    uint32_t cycles = run->cycles;
    if (run->watch)
        watch_reach(run, step->at);
    run_step(run, step);
    if (run->watch && (!was_over || run_is_running(run) || run->cycles > cycles))
        watch_row(run, step);
}

void run_end(struct run *run, const struct view *view)
{
    if (run->watch)
        watch_reach(run, run->judge->as_of);
    if (run->watch)
        watch_end(run);
    if (run_is_running(run))
        cycle_advance(&run->cycle, run->judge->as_of);
    if (run->cycles)
        verdict_seal(run, run_is_running(run) ? view : &run->end);
    for (size_t i = 0; i < run->sealed_count; i++)
        verdict_settle(run, &run->sealed[i], view);
}
