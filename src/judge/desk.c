/* desk.c - one ticket, all targets. */
#include "judge/desk.h"

#include "judge/watch.h"

void desk_init(struct desk *desk, const struct judge *judge, bool watches)
{
    uint32_t targets = judge->model->target_count;
    *desk = (struct desk){
        .judge = judge, .watches = watches, .arena = arena_new(), .scratch = arena_new()};
    history_init(&desk->history, judge, desk->arena);
    desk->runs = ARENA_ARRAY(desk->arena, targets + 1, struct run);
    for (uint32_t i = 0; i < targets; i++) {
        run_init(&desk->runs[i], judge, i, desk->arena);
        desk->runs[i].scratch = desk->scratch;
        desk->runs[i].standing = &desk->standing;
        if (watches)
            desk->runs[i].watch = watch_new(judge, i, desk->arena);
    }
}

void desk_spare(struct desk *desk, unsigned spares)
{
    for (uint32_t i = 0; i < desk->judge->model->target_count; i++)
        desk->runs[i].spares = spares;
}

void desk_fini(struct desk *desk)
{
    for (uint32_t i = 0; i < desk->judge->model->target_count; i++)
        run_fini(&desk->runs[i]);
    arena_free(desk->scratch);
    arena_free(desk->arena);
}

/* Those that share a bit. */
static void move_others(struct desk *desk, const struct step *step)
{
    for (uint32_t i = PLAN_LAST_BIT; i < desk->judge->model->target_count; i++)
        run_step(&desk->runs[i], step);
}

static void watch_step(struct desk *desk, const struct step *step)
{
    for (uint32_t i = 0; i < desk->judge->model->target_count; i++)
        run_watch(&desk->runs[i], step);
}

static inline void take_step(struct desk *desk, const struct step *step)
{
    const struct standing *standing = &desk->standing;
    const struct effect *effect = step->effect;
    uint64_t names = effect->concern.names | step->concern.names;
    uint64_t asks = effect->concern.asks | step->concern.asks;
    uint64_t moved = standing->open | (standing->startable & effect->starts) |
                     (standing->running & effect->ends) | (standing->stopped & effect->goes_on) |
                     ((standing->running | standing->stopped) & names);
    uint64_t looks = standing->running & asks & ~moved, others = plan_bit(PLAN_LAST_BIT);
    if ((moved | looks) & others)
        move_others(desk, step);
    for (looks &= ~others; looks; looks &= looks - 1)
        run_look(&desk->runs[__builtin_ctzll(looks)], step);
    for (moved &= ~others; moved; moved &= moved - 1)
        run_step(&desk->runs[__builtin_ctzll(moved)], step);
}

static void begin(struct desk *desk, uint32_t ticket)
{
    uint32_t targets = desk->judge->model->target_count;
    arena_reset(desk->scratch);
    history_begin(&desk->history, ticket);
    for (uint32_t i = 0; i < targets; i++)
        run_begin(&desk->runs[i], &desk->history);
    desk->standing = (struct standing){.startable = UINT64_MAX};
}

void desk_judge(struct desk *desk, uint32_t ticket)
{
    uint32_t targets = desk->judge->model->target_count;
    const struct step *step;
    begin(desk, ticket);
    while ((step = history_next(&desk->history)))
        if (desk->watches)
            watch_step(desk, step);
        else
            take_step(desk, step);
    for (uint32_t i = 0; i < targets; i++)
        run_end(&desk->runs[i], &desk->history.view);
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
        instant at = eventlog_time(log, eventlog_row(log, i));
        if (at > as_of)
            next = earlier(next, at);
    }
    return next;
}
