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

void desk_judge(struct desk *desk, uint32_t ticket)
{
    uint32_t targets = desk->judge->model->target_count;
    struct step step;
    arena_reset(desk->scratch);
    history_begin(&desk->history, ticket);
    for (uint32_t i = 0; i < targets; i++)
        run_begin(&desk->runs[i], &desk->history);
    while (history_next(&desk->history, &step))
        for (uint32_t i = 0; i < targets; i++)
            run_step(&desk->runs[i], &step);
    struct view view = history_view(&desk->history);
    for (uint32_t i = 0; i < targets; i++)
        run_end(&desk->runs[i], &view);
}
