/* choice.c - clauses in competition. */
#include "judge/choice.h"

#include "base/buffer.h"
#include "judge/history.h"

uint32_t choice_winner(const struct plan_target *target, const struct view *view)
{
    const struct target *model = target->model;
    uint32_t best = INDEX_NONE;
    for (uint32_t i = 0; i < model->clause_count; i++) {
        if (!test_holds(target->when[i], view))
            continue;
        if (best == INDEX_NONE || model->beats[i * model->clause_count + best])
            best = i;
    }
    return best;
}

/* `starts again`, else `judges from the start` (so does a first value), `carries`, `keeps`. Where
 * no attribute of the clauses changed in this row, it was before, while nothing was chosen:
 * carries. */
struct choice_change choice_mode(const struct plan_target *target, const struct step *step)
{
    bool seen[CHANGE_JUDGES_FROM_START + 1] = {false};
    bool first = false;
    for (uint32_t i = 0; i < step->change_count; i++) {
        const struct change *change = &step->changes[i];
        if (!target->named[change->attribute])
            continue;
        if (change->is_first)
            first = true;
        else
            seen[target->mode[change->attribute]] = true;
    }
    if (seen[CHANGE_STARTS_AGAIN])
        return (struct choice_change){CHANGE_STARTS_AGAIN, false};
    if (first || seen[CHANGE_JUDGES_FROM_START])
        return (struct choice_change){CHANGE_JUDGES_FROM_START, first};
    bool keeps = seen[CHANGE_KEEPS] && !seen[CHANGE_CARRIES];
    return (struct choice_change){keeps ? CHANGE_KEEPS : CHANGE_CARRIES, false};
}

struct text choice_uncovered(const struct judge *judge, const struct plan_target *target,
                             const struct view *view, struct arena *arena)
{
    struct buffer out = {0};
    buffer_puts(&out, "no clause matches: ");
    for (uint32_t i = 0; i < target->model->clause_count; i++) {
        const struct condition *when = target->model->clauses[i].when;
        const struct condition *failed = when ? condition_first_failed(judge, when, view) : NULL;
        if (!failed)
            continue;
        if (i)
            buffer_puts(&out, "; ");
        buffer_puts(&out, "not ");
        buffer_put(&out, span_text(judge->model->sources, failed->span));
    }
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_fini(&out);
    return text;
}
