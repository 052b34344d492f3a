/* desk.c - one ticket, all targets. */
#include "judge/desk.h"

#include "judge/watch.h"

void desk_init(struct desk *desk, const struct judge *judge, bool watches)
{
    uint32_t targets = judge->model->target_count;
    *desk = (struct desk){.judge = judge, .arena = arena_new(), .scratch = arena_new()};
    history_init(&desk->history, judge, desk->arena);
    desk->runs = ARENA_ARRAY(desk->arena, targets + 1, struct run);
    for (uint32_t i = 0; i < targets; i++) {
        run_init(&desk->runs[i], judge, i, desk->arena);
        desk->runs[i].scratch = desk->scratch;
        if (watches)
            desk->runs[i].watch = watch_new(judge, i, desk->arena);
    }
}

void desk_fini(struct desk *desk)
{
    for (uint32_t i = 0; i < desk->judge->model->target_count; i++)
        run_fini(&desk->runs[i]);
    arena_free(desk->scratch);
    arena_free(desk->arena);
}

/* The targets that STEP concerns. */
static uint64_t concerned(const struct judge *judge, const struct step *step)
{
    const struct plan_interest *interest = &judge->interest;
    uint64_t targets = interest->always;
    for (uint32_t i = 0; i < step->change_count; i++)
        targets |= interest->by_attribute[step->changes[i].attribute];
    for (uint32_t i = 0; i < step->happening_count; i++) {
        const struct happening *happening = &step->happenings[i];
        if (!happening->enters)
            targets |= interest->by_kind[happening->kind * SLOTS_A_KIND + happening->actor_slot];
        if (happening->has_status)
            targets |= interest->by_status[happening->status];
        if (happening->has_class)
            targets |= interest->by_class[happening->status_class];
    }
    return targets;
}

/* A watch looks at every row; a run that is stale, and runs, waits for any change. */
static void take_step(struct desk *desk, const struct step *step)
{
    uint32_t count = desk->judge->model->target_count;
    uint64_t targets = concerned(desk->history.judge, step);
    for (uint32_t i = 0; i < count; i++) {
        struct run *run = &desk->runs[i];
        if ((targets & plan_bit(i)) || run->watch || (run->is_stale && run_is_running(run)))
            run_step(run, step);
    }
}

void desk_judge(struct desk *desk, uint32_t ticket)
{
    uint32_t targets = desk->judge->model->target_count;
    struct step step;
    arena_reset(desk->scratch);
    history_begin(&desk->history, ticket);
    for (uint32_t i = 0; i < targets; i++)
        run_begin(&desk->runs[i], &desk->history);
    while (history_next(&desk->history, &step))
        take_step(desk, &step);
    struct view view = history_view(&desk->history);
    for (uint32_t i = 0; i < targets; i++)
        run_end(&desk->runs[i], &view);
}

static instant earlier(instant a, instant b)
{
    return a == INSTANT_NONE || (b != INSTANT_NONE && b < a) ? b : a;
}

instant desk_next(struct desk *desk)
{
    const struct eventlog *log = desk->judge->log;
    const struct history *history = &desk->history;
    instant as_of = desk->judge->as_of, next = INSTANT_NONE;
    uint32_t ticket = history->ticket;
    for (uint32_t i = 0; i < desk->judge->model->target_count; i++)
        next = earlier(next, watch_next(&desk->runs[i]));
    if (log->opening && log->opening[ticket] > as_of)
        next = earlier(next, log->opening[ticket]);
    for (uint32_t i = history->end; i < log->first[ticket + 1]; i++) {
        instant at = log->time[eventlog_row(log, i)];
        if (at > as_of)
            next = earlier(next, at);
    }
    return next;
}
