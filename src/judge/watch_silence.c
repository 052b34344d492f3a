/* watch_silence.c - why steps told nobody. */
#include "judge/watch.h"

static const struct condition *when_of(const struct run *run, const struct plan_line *line)
{
    const struct model *model = run->judge->model;
    return line->escalation == INDEX_NONE ? NULL : model->escalations[line->escalation].when;
}

/* Why the escalation does not apply. */
static void find_failed(const struct run *run, const struct view *view, uint32_t line,
                        struct silence *silence)
{
    const struct condition *when = when_of(run, &run->watch->plan->lines[line]);
    silence->why = run->in_force ? SILENCE_WHEN : SILENCE_NOT_IN_FORCE;
    if (run->in_force && run->is_about && when)
        silence->failed = condition_first_failed(run->judge, when, view);
}

/* Used time at which the step comes, also where that takes a breach that has not been. */
static micros needed_of(const struct run *run, uint32_t number)
{
    const struct mark *mark = &run->watch->marks[number];
    bool repeats = run->watch->plan->marks[number].model->kind == STEP_EVERY;
    if (!repeats || mark->at != MARK_NEVER || mark->every > MARK_NEVER - run->cycle.limit)
        return mark->at;
    return run->cycle.limit + mark->every;
}

static void find_ahead(const struct run *run, struct silence *silence)
{
    const struct cycle *cycle = &run->cycle;
    struct calendar_answer answer = calendar_due(run->judge->calendars[cycle->calendar].compiled,
                                                 cycle->at, silence->needed - silence->used);
    silence->why = SILENCE_NOT_YET;
    silence->at = answer.at;
}

/* A step that waits, of an escalation that applies. */
static void find_waiting(const struct run *run, uint32_t number, struct silence *silence)
{
    const struct cycle *cycle = &run->cycle;
    silence->used = cycle->used;
    silence->needed = needed_of(run, number);
    if (silence->needed < 0)
        silence->why = SILENCE_TOO_MUCH;
    else if (cycle->stop != INSTANT_NONE)
        silence->why = SILENCE_STOPPED;
    else if (!cycle_runs(cycle))
        silence->why = SILENCE_PAUSED;
    else
        find_ahead(run, silence);
}

static void find(const struct run *run, const struct view *view, uint32_t number,
                 struct silence *silence)
{
    static const enum silence_why missed[] = {
        [MISS_EXCLUDED] = SILENCE_EXCLUDED,
        [MISS_LATE] = SILENCE_LATE,
        [MISS_UNSURE] = SILENCE_UNSURE,
    };
    const struct watch *watch = run->watch;
    const struct plan_mark *plan = &watch->plan->marks[number];
    *silence = (struct silence){.escalation = watch->plan->lines[plan->line].escalation,
                                .step = plan->number,
                                .at = INSTANT_NONE};
    if (watch->marks[number].miss != MISS_NONE)
        silence->why = missed[watch->marks[number].miss];
    else if (!watch->applies[plan->line])
        find_failed(run, view, plan->line, silence);
    else if (watch->is_excluded && run->cycle.stop == INSTANT_NONE)
        silence->why = SILENCE_EXCLUDED;
    else if (plan->model->kind == STEP_ONCE)
        silence->why = SILENCE_NEVER_HELD;
    else if (run->cycle.clause == INDEX_NONE)
        silence->why = SILENCE_UNCOVERED;
    else if (run->cycle.fault != CALENDAR_OK)
        silence->why = SILENCE_UNSURE;
    else
        find_waiting(run, number, silence);
}

struct silence *watch_silences(const struct run *run, const struct view *view, struct arena *arena,
                               uint32_t *count)
{
    const struct watch *watch = run->watch;
    struct silence *silences = ARENA_ARRAY(arena, watch->plan->mark_count + 1, struct silence);
    *count = 0;
    for (uint32_t i = 0; i < watch->plan->mark_count; i++)
        if (!watch->marks[i].has_told)
            find(run, view, i, &silences[(*count)++]);
    return silences;
}
