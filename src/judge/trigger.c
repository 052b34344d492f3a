/* trigger.c - the event lists of clocks as tables (semantics 3.4), and what a log can give (3.8).
 */
#include <assert.h>

#include "base/buffer.h"
#include "judge/plan.h"

struct tables {
    const struct judge *judge;
    uint8_t *by_kind, *by_status, *by_class;
};

/* `reply by agent` means a public reply; `reply` alone any. */
bool trigger_is_by(const struct trigger *trigger, uint32_t slot)
{
    if (trigger->actor == ACTOR_NONE)
        return true;
    if ((slot & WHAT_ACTOR) != (uint32_t)trigger->actor)
        return false;
    return trigger->kind != KIND_REPLY || (slot & SLOT_PUBLIC);
}

static void fill(const struct tables *tables, const struct triggers *triggers, uint8_t role)
{
    for (uint32_t i = 0; i < triggers->count; i++) {
        const struct trigger *trigger = &triggers->at[i];
        if (trigger->kind != INDEX_NONE)
            for (uint32_t slot = 0; slot < SLOTS_A_KIND; slot++)
                if (trigger_is_by(trigger, slot))
                    tables->by_kind[trigger->kind * SLOTS_A_KIND + slot] |= role;
        if (trigger->status != INDEX_NONE && tables->by_status)
            tables->by_status[trigger->status] |= role;
        if (trigger->has_class)
            tables->by_class[trigger->status_class] |= role;
    }
}

void triggers_plan(const struct judge *judge, const struct clock_model *model,
                   struct plan_clock *clock)
{
    const struct schema *schema = &judge->model->schema;
    struct tables tables = {.judge = judge, .by_class = clock->by_class};
    tables.by_kind = ARENA_ARRAY(judge->arena, schema->kind_count * SLOTS_A_KIND, uint8_t);
    if (schema->status != ATTRIBUTE_ABSENT)
        tables.by_status =
            ARENA_ARRAY(judge->arena, schema->attributes[schema->status].choice_count, uint8_t);
    fill(&tables, &model->starts, ROLE_STARTS);
    fill(&tables, &model->stops, ROLE_STOPS);
    fill(&tables, &model->resumes, ROLE_RESUMES);
    fill(&tables, &model->cancelled, ROLE_CANCELS);
    clock->by_kind = tables.by_kind;
    clock->by_status = tables.by_status;
}

static bool kind_can_happen(const struct eventlog *log, uint32_t kind)
{
    switch (kind) {
    case KIND_OPENED:
    case KIND_CHANGED:
        return true;
    case KIND_RESOLVED:
        return log->can_say_kind[KIND_RESOLVED] || log->can_say_kind[KIND_CLOSED] ||
               log->can_say_status;
    case KIND_REOPENED:
        return log->can_say_kind[KIND_REOPENED] || log->can_say_status;
    default:
        return log->can_say_kind[kind];
    }
}

static bool can_happen(const struct eventlog *log, const struct trigger *trigger)
{
    if ((trigger->has_class || trigger->status != INDEX_NONE) && log->can_say_status)
        return true;
    if (trigger->kind == INDEX_NONE)
        return false;
    return kind_can_happen(log, trigger->kind) &&
           (trigger->actor == ACTOR_NONE || log->can_say_actor);
}

static struct text name_of(const struct judge *judge, const struct trigger *trigger)
{
    static const char *const actors[] = {"", " by customer", " by agent", " by system"};
    static const char *const classes[] = {"working", "waiting", "done"};
    const struct schema *schema = &judge->model->schema;
    if (trigger->kind != INDEX_NONE) {
        struct text kind = schema->kinds[trigger->kind].name;
        return text_format(judge->arena, TEXT_FMT "%s", TEXT_ARG(kind), actors[trigger->actor]);
    }
    if (trigger->has_class)
        return text_of(classes[trigger->status_class]);
    return schema->attributes[schema->status].choices[trigger->status].name;
}

struct text triggers_missing(const struct judge *judge, const struct triggers *triggers)
{
    for (uint32_t i = 0; i < triggers->count; i++)
        if (!can_happen(judge->log, &triggers->at[i]))
            return name_of(judge, &triggers->at[i]);
    return TEXT("");
}

struct text triggers_undecidable(const struct judge *judge, const struct clock_model *clock)
{
    const struct triggers *lists[] = {&clock->starts, &clock->stops};
    static const char *const does[] = {"starts", "stops"};
    for (size_t list = 0; list < 2; list++) {
        struct text name = triggers_missing(judge, lists[list]);
        if (name.len)
            return text_format(judge->arena,
                               "the log has no `" TEXT_FMT "`, on which the clock " TEXT_FMT " %s",
                               TEXT_ARG(name), TEXT_ARG(clock->name), does[list]);
    }
    return TEXT("");
}
