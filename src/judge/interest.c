/* interest.c - which targets a step concerns: what moves their clocks, and what their conditions
 * ask.
 *
 * A step that does not concern a target leaves its run as it is: nothing in it starts, stops,
 * cancels or resumes the clock, and what decides whether it pauses, is about the ticket, or which
 * clause wins has not changed.
 */
#include "judge/plan.h"

struct masks {
    const struct judge *judge;
    uint64_t *by_kind, *by_status, *by_attribute;
    struct plan_interest *interest;
};

static bool has_roles(const struct plan_clock *clock, uint32_t place)
{
    return clock->by_kind[place] || place / SLOTS_A_KIND == KIND_REOPENED;
}

static void mark_events(const struct masks *masks, const struct plan_clock *clock, uint64_t bit)
{
    const struct schema *schema = &masks->judge->model->schema;
    for (uint32_t place = 0; place < schema->kind_count * SLOTS_A_KIND; place++)
        if (has_roles(clock, place))
            masks->by_kind[place] |= bit;
    for (uint32_t i = 0; masks->by_status && i < schema->attributes[schema->status].choice_count;
         i++)
        if (clock->by_status[i])
            masks->by_status[i] |= bit;
    for (int i = 0; i < CLASS_COUNT; i++)
        if (clock->by_class[i])
            masks->interest->by_class[i] |= bit;
}

static bool asks_class(const struct condition *condition)
{
    bool asks = condition && condition->op == CONDITION_CLASS;
    for (uint32_t i = 0; condition && i < condition->part_count; i++)
        asks = asks || asks_class(condition->parts[i]);
    return asks;
}

/* Whether a ticket is done changes with these events, where its status does not say. */
static void mark_class(const struct masks *masks, uint64_t bit)
{
    for (uint32_t slot = 0; slot < SLOTS_A_KIND; slot++) {
        masks->by_kind[KIND_RESOLVED * SLOTS_A_KIND + slot] |= bit;
        masks->by_kind[KIND_REOPENED * SLOTS_A_KIND + slot] |= bit;
    }
}

static void mark_target(const struct masks *masks, const struct plan_target *target, uint64_t bit)
{
    const struct schema *schema = &masks->judge->model->schema;
    const struct condition *pauses = target->clock->model->pauses, *about = target->model->about;
    bool *asked = ARENA_ARRAY(masks->judge->arena, schema->count, bool);
    condition_mark(schema, pauses, asked);
    condition_mark(schema, about, asked);
    for (uint32_t i = 0; i < schema->count; i++) {
        if (asked[i] || target->named[i])
            masks->by_attribute[i] |= bit;
        if (asked[i] && schema->attributes[i].origin == ORIGIN_EVENT) /* it ends unseen */
            masks->interest->always |= bit;
    }
    if (asks_class(pauses) || asks_class(about))
        mark_class(masks, bit);
    mark_events(masks, target->clock, bit);
}

struct plan_interest interest_plan(const struct judge *judge)
{
    const struct schema *schema = &judge->model->schema;
    struct plan_interest interest = {0};
    struct masks masks = {.judge = judge, .interest = &interest};
    masks.by_kind = ARENA_ARRAY(judge->arena, schema->kind_count * SLOTS_A_KIND, uint64_t);
    masks.by_attribute = ARENA_ARRAY(judge->arena, schema->count + 1, uint64_t);
    if (schema->status != ATTRIBUTE_ABSENT)
        masks.by_status =
            ARENA_ARRAY(judge->arena, schema->attributes[schema->status].choice_count, uint64_t);
    for (uint32_t i = 0; i < judge->model->target_count; i++)
        if (!judge->model->targets[i].is_absent)
            mark_target(&masks, &judge->targets[i], plan_bit(i));
    interest.by_kind = masks.by_kind;
    interest.by_status = masks.by_status;
    interest.by_attribute = masks.by_attribute;
    return interest;
}
