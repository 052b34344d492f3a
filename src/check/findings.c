/* findings.c - see findings.h. */
#include "check/findings.h"

/* What the happening itself says of the status (3.4). */
static const struct condition *at_trigger(struct arena *arena, const struct trigger *trigger)
{
    struct condition *condition = ARENA_NEW(arena, struct condition);
    condition->op = CONDITION_CLASS;
    condition->span = trigger->span;
    if (trigger->has_class && trigger->kind == INDEX_NONE) {
        condition->status_class = trigger->status_class;
        return condition;
    }
    if (trigger->status != INDEX_NONE)
        return cells_true(arena);
    condition->status_class = CLASS_DONE;
    if (trigger->kind == KIND_RESOLVED)
        return condition;
    return trigger->kind == KIND_REOPENED ? cells_not(arena, condition) : cells_true(arena);
}

static const struct condition *at_status(struct arena *arena, const struct model *model,
                                         const struct trigger *trigger)
{
    if (trigger->kind != INDEX_NONE || trigger->status == INDEX_NONE)
        return at_trigger(arena, trigger);
    struct value *value = ARENA_NEW(arena, struct value);
    *value = (struct value){.type = VALUE_CHOICE, .choice = trigger->status};
    struct condition *condition = ARENA_NEW(arena, struct condition);
    condition->op = CONDITION_IS;
    condition->span = trigger->span;
    condition->attribute = (uint32_t)model->schema.status;
    condition->values = value;
    condition->value_count = 1;
    return condition;
}

const struct condition *findings_at_start(struct arena *arena, const struct model *model,
                                          const struct clock_model *clock)
{
    const struct condition *any = cells_not(arena, NULL);
    for (uint32_t i = 0; i < clock->starts.count; i++)
        any = cells_or(arena, any, at_status(arena, model, &clock->starts.at[i]));
    return cells_and(arena, any, clock->starts.when);
}
