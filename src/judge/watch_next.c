/* watch_next.c - where the clock of a run comes to a step next, if nothing happens. */
#include "judge/watch.h"

static instant answer_of(struct calendar_answer answer)
{
    return answer.status == CALENDAR_OK ? answer.at : INSTANT_NONE;
}

/* A clock that is paused runs on where the cap on pauses is used up (4.3). */
static instant next_of_paused(const struct run *run)
{
    const struct cycle *cycle = &run->cycle;
    if (cycle->state != STATE_PAUSED || cycle->cap < 0)
        return INSTANT_NONE;
    const struct calendar *calendar = run->judge->calendars[cycle->target->calendar].compiled;
    return answer_of(calendar_due(calendar, cycle->at, cycle->cap - cycle->cap_used));
}

/* Repetitions are counted from the breach, so that they have no place before it. */
static instant next_of_mark(struct run *run, uint32_t number)
{
    struct cycle *cycle = &run->cycle;
    const struct mark *mark = &run->watch->marks[number];
    enum step_kind kind = run->watch->plan->marks[number].model->kind;
    bool waits_for_breach = kind == STEP_AT_BREACH || kind == STEP_EVERY;
    if (waits_for_breach && cycle->breached_at == INSTANT_NONE)
        return cycle_due(cycle);
    if (kind == STEP_AT_BREACH || mark->at == MARK_NEVER || mark->at <= cycle->used)
        return INSTANT_NONE;
    const struct calendar *calendar = run->judge->calendars[cycle->calendar].compiled;
    return answer_of(calendar_due(calendar, cycle->at, mark->at - cycle->used));
}

static bool is_ahead(const struct watch *watch, uint32_t number)
{
    const struct plan_mark *plan = &watch->plan->marks[number];
    return watch->marks[number].state == MARK_WAITING && watch->applies[plan->line] &&
           plan->model->kind != STEP_ONCE;
}

instant watch_next(struct run *run)
{
    const struct watch *watch = run->watch;
    struct cycle *cycle = &run->cycle;
    instant next = INSTANT_NONE;
    if (!watch || !run_is_running(run) || cycle->clause == INDEX_NONE ||
        cycle->fault != CALENDAR_OK || watch->is_excluded)
        return INSTANT_NONE;
    for (uint32_t i = 0; i < watch->plan->mark_count; i++) {
        if (!is_ahead(watch, i))
            continue;
        if (!cycle_runs(cycle))
            return next_of_paused(run);
        instant at = next_of_mark(run, i);
        if (at != INSTANT_NONE && (next == INSTANT_NONE || at < next))
            next = at;
    }
    return next;
}
