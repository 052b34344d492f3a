/* watch.c - when marks are come to: between two rows by the clock that runs, on the instant of a
 * row by what its events changed. */
#include "judge/watch.h"

#include <stdlib.h>
#include <string.h>

struct watch *watch_new(const struct judge *judge, uint32_t target, struct arena *arena)
{
    size_t marks = 0, lines = 0;
    for (uint32_t i = 0; i < judge->version_count; i++) {
        const struct plan_watch *plan = &judge_of_version(judge, i)->targets[target].watch;
        marks = plan->mark_count > marks ? plan->mark_count : marks;
        lines = plan->line_count > lines ? plan->line_count : lines;
    }
    if (!marks)
        return NULL;
    struct watch *watch = ARENA_NEW(arena, struct watch);
    watch->marks = ARENA_ARRAY(arena, marks, struct mark);
    watch->applies = ARENA_ARRAY(arena, lines + 1, bool);
    watch->is_late = ARENA_ARRAY(arena, lines + 1, bool);
    return watch;
}

void watch_fini(struct watch *watch)
{
    memory_release(watch->firings);
    memory_release(watch->notices);
}

void watch_reset(struct watch *watch, const struct plan_watch *plan)
{
    watch->plan = plan;
    watch->count = 0;
    watch->is_pending = false;
}

/* ---- notices ---- */

static struct notice *push_notice(struct watch *watch)
{
    if (watch->count == watch->cap) {
        watch->cap = watch->cap ? watch->cap * 2 : 16;
        watch->notices = memory_resize(watch->notices, watch->cap * sizeof *watch->notices);
    }
    return &watch->notices[watch->count++];
}

/* Nothing is told of a cycle whose verdict would be an error. */
static void miss(struct run *run, uint32_t number, enum miss why, uint32_t repetition)
{
    const struct escalation_step *step = run->watch->plan->marks[number].model;
    struct mark *mark = &run->watch->marks[number];
    mark->miss = why;
    mark->is_reached = false;
    mark->state = MARK_MISSED;
    if (step->kind != STEP_EVERY)
        return;
    mark->next = repetition < mark->next ? mark->next : repetition + 1;
    mark->at = watch_repetition(run->watch, number);
    mark->state = MARK_WAITING;
}

static void tell(struct run *run, const struct firing *firing)
{
    struct watch *watch = run->watch;
    const struct plan_mark *plan = &watch->plan->marks[firing->mark];
    struct mark *mark = &watch->marks[firing->mark];
    if (!verdict_is_sure(run, firing->at)) {
        miss(run, firing->mark, MISS_UNSURE, firing->repetition);
        return;
    }
    mark->has_told = true;
    mark->last = watch->count;
    *push_notice(watch) = (struct notice){.model = run->judge->model,
                                          .at = firing->at,
                                          .ticket = run->ticket,
                                          .target = run->number,
                                          .cycle = run->cycle.number,
                                          .clause = run->cycle.clause,
                                          .escalation = watch->plan->lines[plan->line].escalation,
                                          .step = plan->number,
                                          .repetition = firing->repetition,
                                          .revision = mark->revision,
                                          .flags = firing->flags};
}

/* ---- firings of one look ---- */

static void fire(struct run *run, struct firing firing)
{
    struct watch *watch = run->watch;
    struct mark *mark = &watch->marks[firing.mark];
    const struct escalation_step *step = watch->plan->marks[firing.mark].model;
    if (watch->firing_count == watch->firing_cap) {
        watch->firing_cap = watch->firing_cap ? watch->firing_cap * 2 : 16;
        watch->firings = memory_resize(watch->firings, watch->firing_cap * sizeof *watch->firings);
    }
    firing.is_breach = step->kind == STEP_AT_BREACH;
    watch->firings[watch->firing_count++] = firing;
    mark->is_reached = false;
    mark->state = MARK_FIRED;
    if (step->kind != STEP_EVERY)
        return;
    mark->state = MARK_WAITING;
    mark->next = firing.repetition + 1;
    mark->at = watch_repetition(watch, firing.mark);
}

/* A breach is known only after its instant, so it comes behind what else falls on it. */
static int compare(const void *left, const void *right)
{
    const struct firing *a = left, *b = right;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    if (a->used != b->used)
        return a->used < b->used ? -1 : 1;
    if (a->is_breach != b->is_breach)
        return a->is_breach ? 1 : -1;
    if (a->mark != b->mark)
        return a->mark < b->mark ? -1 : 1;
    return (a->repetition > b->repetition) - (a->repetition < b->repetition);
}

/* In the order in which the clock comes to them. */
static void tell_all(struct run *run)
{
    struct watch *watch = run->watch;
    if (watch->firing_count > 1)
        qsort(watch->firings, watch->firing_count, sizeof *watch->firings, compare);
    for (size_t i = 0; i < watch->firing_count; i++)
        tell(run, &watch->firings[i]);
    watch->firing_count = 0;
}

/* ---- between two rows ---- */

static uint32_t repetition_of(const struct run *run, uint32_t number)
{
    bool repeats = run->watch->plan->marks[number].model->kind == STEP_EVERY;
    return repeats ? run->watch->marks[number].next : 0;
}

static void come_to(struct run *run, uint32_t number, instant at)
{
    const struct mark *mark = &run->watch->marks[number];
    uint32_t repetition = repetition_of(run, number);
    if (run->watch->is_excluded)
        miss(run, number, MISS_EXCLUDED, repetition);
    else
        fire(run,
             (struct firing){.at = at, .used = mark->at, .mark = number, .repetition = repetition});
}

/* Where a clock that was paused up to TO ran on, since the cap on pauses is used up; TO if it did
 * not. PARTS: how many there were before. */
static instant ran_on(const struct run *run, size_t parts, instant to)
{
    for (size_t i = parts; i < run->track.part_count; i++)
        if (run->track.parts[i].kind == PART_RUNNING)
            return run->track.parts[i].from;
    return to;
}

/* A mark of the clock: what is come to on TO itself is left to the events there. */
static void pass(struct run *run, uint32_t number, instant to)
{
    struct mark *mark = &run->watch->marks[number];
    while (mark->state == MARK_WAITING && !mark->is_reached && mark->at >= 0 &&
           mark->at <= run->cycle.used) {
        instant at = cycle_reached(&run->cycle, mark->at);
        if (at < to)
            come_to(run, number, at);
        else
            mark->is_reached = true;
    }
}

/* Repetitions are counted from the breach as it is dated: from the limit, or from a change. */
static void take_breach(struct run *run)
{
    struct watch *watch = run->watch;
    if (watch->breach == run->cycle.breached_at)
        return;
    watch->breach = run->cycle.breached_at;
    watch->base = run->cycle.by_change ? run->cycle.used : run->cycle.limit;
    for (uint32_t i = 0; i < watch->plan->mark_count; i++) {
        struct mark *mark = &watch->marks[i];
        if (watch->plan->marks[i].model->kind != STEP_EVERY)
            continue;
        mark->revision += mark->has_told;
        mark->has_told = mark->is_reached = false;
        mark->next = 1;
        mark->at = watch_repetition(watch, i);
    }
}

/* A breach that is found out where the clock goes on is not told of before that. */
static void pass_breach(struct run *run, uint32_t number, instant from)
{
    const struct mark *mark = &run->watch->marks[number];
    instant at = run->cycle.breached_at;
    if (run->watch->breach != at && mark->state == MARK_WAITING)
        come_to(run, number, at < from ? from : at);
}

static bool is_watched(const struct watch *watch, uint32_t number)
{
    const struct plan_mark *plan = &watch->plan->marks[number];
    return watch->applies[plan->line] && plan->model->kind != STEP_ONCE;
}

static void pass_all(struct run *run, instant from, instant to, size_t parts)
{
    struct watch *watch = run->watch;
    instant on = ran_on(run, parts, to);
    for (uint32_t i = 0; i < watch->plan->mark_count; i++)
        if (watch->plan->marks[i].model->kind == STEP_AT_BREACH && is_watched(watch, i))
            pass_breach(run, i, from);
    take_breach(run);
    for (uint32_t i = 0; i < watch->plan->mark_count; i++) {
        if (watch->plan->marks[i].model->kind == STEP_AT_BREACH || !is_watched(watch, i))
            continue;
        if (watch->marks[i].is_reached && on < to)
            come_to(run, i, on);
        pass(run, i, to);
    }
    tell_all(run);
}

/* ---- on the instant of a row ---- */

/* The breach that was told of is none any more: whoever was told is told that (7.3). */
static void withdraw(struct run *run, uint32_t number)
{
    struct watch *watch = run->watch;
    struct mark *mark = &watch->marks[number];
    if (mark->has_told) {
        struct notice correction = watch->notices[mark->last];
        correction.at = watch->at;
        correction.flags |= NOTICE_CORRECTION;
        *push_notice(watch) = correction;
        mark->revision++;
    }
    mark->has_told = mark->is_reached = false;
    mark->state = MARK_WAITING;
    mark->miss = MISS_NONE;
}

static void withdraw_all(struct run *run)
{
    for (uint32_t i = 0; i < run->watch->plan->mark_count; i++)
        if (watch_tells_breach(&run->watch->plan->marks[i]))
            withdraw(run, i);
}

/* The last repetition that the clock stands at or is past; those before it are not told one by one.
 */
static uint32_t last_repetition(const struct run *run, uint32_t number)
{
    const struct escalation_step *step = run->watch->plan->marks[number].model;
    const struct mark *mark = &run->watch->marks[number];
    if (step->kind != STEP_EVERY)
        return 0;
    micros last = (run->cycle.used - run->watch->base) / mark->every;
    if (step->most && last > step->most)
        last = step->most;
    return last > UINT32_MAX - 1 ? UINT32_MAX - 1 : (uint32_t)last;
}

/* It was come to while the clock stood, or on this very instant: no change has to do with it. */
static bool is_come_to(const struct mark *mark, uint32_t repetition)
{
    return mark->is_reached && (!repetition || repetition == mark->next);
}

static void be_carried_past(struct run *run, uint32_t number, uint32_t repetition)
{
    struct watch *watch = run->watch;
    struct mark *mark = &watch->marks[number];
    micros used = mark->at + (repetition ? mark->every * (repetition - mark->next) : 0);
    bool is_late = watch->is_late[watch->plan->marks[number].line];
    if (is_late && cycle_reached(&run->cycle, used) != watch->at)
        miss(run, number, MISS_LATE, repetition);
    else
        fire(run, (struct firing){watch->at, used, false, number, repetition, NOTICE_BY_CHANGE});
}

static void look_at(struct run *run, uint32_t number, bool is_new_clause)
{
    struct watch *watch = run->watch;
    struct mark *mark = &watch->marks[number];
    bool is_past = mark->at <= run->cycle.used && (mark->at >= 0 || is_new_clause);
    if (!is_past || !watch->applies[watch->plan->marks[number].line]) {
        mark->is_reached = false;
        if (!is_past && mark->state == MARK_MISSED)
            mark->state = MARK_WAITING;
        return;
    }
    if (mark->state != MARK_WAITING || run->cycle.stop != INSTANT_NONE)
        return;
    uint32_t repetition = last_repetition(run, number);
    if (watch->is_excluded)
        miss(run, number, MISS_EXCLUDED, repetition);
    else if (!is_come_to(mark, repetition))
        be_carried_past(run, number, repetition);
    else if (cycle_runs(&run->cycle))
        come_to(run, number, watch->at);
}

/* A change that breaches is told of even where it stops the clock, or comes late: it is dated at
 * the change. */
static void look_at_breach(struct run *run, uint32_t number)
{
    struct watch *watch = run->watch;
    const struct cycle *cycle = &run->cycle;
    struct mark *mark = &watch->marks[number];
    bool is_now = cycle->by_change && cycle->breached_at == watch->at;
    uint32_t line = watch->plan->marks[number].line;
    if (cycle->breached_at == INSTANT_NONE || mark->state != MARK_WAITING ||
        !watch->applies[line] || (cycle->stop != INSTANT_NONE && !is_now))
        return;
    if (watch->is_excluded)
        miss(run, number, MISS_EXCLUDED, 0);
    else if (watch->is_late[line] && !is_now)
        miss(run, number, MISS_LATE, 0);
    else
        fire(run, (struct firing){watch->at, cycle->limit, true, number, 0, NOTICE_BY_CHANGE});
}

/* Is there a clause since this instant that was not there at the last look at the cycle? A mark at
 * which a cycle begins is come to, one that it begins behind is not. */
static bool place(struct run *run)
{
    struct watch *watch = run->watch;
    bool is_new = watch_place(run);
    if (!watch->is_fresh)
        return is_new;
    watch->is_fresh = false;
    for (uint32_t i = 0; i < watch->plan->mark_count; i++)
        watch->marks[i].is_reached = watch->marks[i].at == 0;
    return false;
}

/* All events of the instant have been taken. */
static void look(struct run *run)
{
    struct watch *watch = run->watch;
    if (!watch->is_pending)
        return;
    watch->is_pending = false;
    cycle_settle(&run->cycle);
    bool is_new_clause = place(run);
    if (watch->breach != INSTANT_NONE && run->cycle.breached_at == INSTANT_NONE)
        withdraw_all(run);
    take_breach(run);
    for (uint32_t i = 0; i < watch->plan->mark_count; i++)
        if (watch->plan->marks[i].model->kind == STEP_AT_BREACH)
            look_at_breach(run, i);
        else if (watch->plan->marks[i].model->kind != STEP_ONCE)
            look_at(run, i, is_new_clause);
    tell_all(run);
    memset(watch->is_late, 0, watch->plan->line_count * sizeof *watch->is_late);
}

/* ---- what the run says ---- */

void watch_reach(struct run *run, instant at)
{
    struct watch *watch = run->watch;
    if (!run->cycles || at <= watch->at)
        return;
    look(run);
    if (!run_is_running(run))
        return;
    size_t parts = run->track.part_count;
    instant from = watch->at;
    cycle_advance(&run->cycle, at);
    pass_all(run, from, at, parts);
    watch->at = at;
    watch->is_pending = true;
}

void watch_leave(struct run *run)
{
    look(run);
}

void watch_end(struct run *run)
{
    if (run->cycles)
        look(run);
}

void watch_begin(struct run *run)
{
    struct watch *watch = run->watch;
    watch->at = run->cycle.begin;
    watch->is_pending = true;
    watch->breach = INSTANT_NONE;
    watch->is_fresh = true;
    watch->limit = -1; /* of no clause: the marks are placed at the first look */
    memset(watch->is_late, 0, watch->plan->line_count * sizeof *watch->is_late);
    for (uint32_t i = 0; i < watch->plan->mark_count; i++)
        watch->marks[i] = (struct mark){.at = MARK_NEVER, .next = 1, .revision = 1};
}

void watch_late(struct watch *watch)
{
    for (uint32_t i = 0; i < watch->plan->line_count; i++)
        watch->is_late[i] = true;
}

static void find_late(struct watch *watch, const struct step *step)
{
    for (uint32_t i = 0; i < step->change_count; i++)
        for (uint32_t line = 0; step->changes[i].is_first && line < watch->plan->line_count; line++)
            watch->is_late[line] |= watch->plan->lines[line].named[step->changes[i].attribute];
}

/* `once CONDITION` fires at the row after which it holds (7.1). */
static void look_at_conditions(struct run *run, const struct step *step)
{
    struct watch *watch = run->watch;
    for (uint32_t i = 0; i < watch->plan->mark_count; i++) {
        const struct plan_mark *plan = &watch->plan->marks[i];
        if (plan->model->kind == STEP_ONCE && watch->marks[i].state == MARK_WAITING &&
            watch->applies[plan->line] && test_holds(plan->once, step->view))
            fire(run, (struct firing){.at = step->at, .mark = i});
    }
    tell_all(run);
}

void watch_row(struct run *run, const struct step *step)
{
    struct watch *watch = run->watch;
    const struct plan_target *target = run->target;
    watch->at = step->at;
    watch->is_pending = true;
    watch->is_excluded = target->excludes && test_holds(target->excludes, step->view);
    for (uint32_t i = 0; i < watch->plan->line_count; i++)
        watch->applies[i] =
            run->in_force && run->is_about && test_holds(watch->plan->lines[i].when, step->view);
    find_late(watch, step);
    if (run->cycle.stop == INSTANT_NONE && !watch->is_excluded)
        look_at_conditions(run, step);
}
