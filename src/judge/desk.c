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
        desk->watched |= watches ? plan_bit(i) : 0;
    }
}

void desk_fini(struct desk *desk)
{
    for (uint32_t i = 0; i < desk->judge->model->target_count; i++)
        run_fini(&desk->runs[i]);
    arena_free(desk->scratch);
    arena_free(desk->arena);
}

/* The runs that STEP can move. */
static uint64_t concerned(const struct desk *desk, const struct step *step)
{
    const struct waiting *waiting = &desk->waiting;
    return (waiting->starting & step->concern.starting) |
           (waiting->running & step->concern.running) | (waiting->stopped & step->concern.stopped) |
           waiting->anything;
}

/* Targets that share a bit keep it. */
static uint64_t with(uint64_t bits, uint32_t target, bool is_set)
{
    uint64_t own = target < PLAN_LAST_BIT ? plan_bit(target) : 0;
    return (bits & ~own) | (is_set ? plan_bit(target) : 0);
}

static void note(struct desk *desk, uint32_t target)
{
    struct waiting *waiting = &desk->waiting;
    const struct run *run = &desk->runs[target];
    bool running = run_is_running(run);
    bool may_start = !run->cycles || (!running && run->target->clock->model->repeats);
    waiting->starting = with(waiting->starting, target, may_start);
    waiting->running = with(waiting->running, target, running);
    waiting->stopped = with(waiting->stopped, target, run->cycles && !running);
    waiting->anything = with(waiting->anything, target, run->watch || (running && run->is_stale));
}

static void move(struct desk *desk, uint32_t target, const struct step *step)
{
    run_step(&desk->runs[target], step);
    note(desk, target);
}

static void take_step(struct desk *desk, const struct step *step)
{
    uint32_t count = desk->judge->model->target_count;
    for (uint64_t left = concerned(desk, step); left; left &= left - 1) {
        uint32_t target = (uint32_t)__builtin_ctzll(left);
        move(desk, target, step);
        for (uint32_t i = PLAN_LAST_BIT + 1; target == PLAN_LAST_BIT && i < count; i++)
            move(desk, i, step);
    }
}

static void begin(struct desk *desk, uint32_t ticket)
{
    uint32_t targets = desk->judge->model->target_count;
    arena_reset(desk->scratch);
    history_begin(&desk->history, ticket);
    for (uint32_t i = 0; i < targets; i++)
        run_begin(&desk->runs[i], &desk->history);
    desk->waiting = (struct waiting){.starting = UINT64_MAX, .anything = desk->watched};
}

void desk_judge(struct desk *desk, uint32_t ticket)
{
    uint32_t targets = desk->judge->model->target_count;
    const struct step *step;
    begin(desk, ticket);
    while ((step = history_next(&desk->history)))
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
        instant at = log->time[eventlog_row(log, i)];
        if (at > as_of)
            next = earlier(next, at);
    }
    return next;
}
