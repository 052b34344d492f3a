/* interest.c - which targets a row concerns: what moves their clocks, and what their conditions
 * ask.
 *
 * A row that does not concern a target leaves its run as it is: nothing in it starts, stops,
 * cancels, resumes or reopens the clock, and what decides whether it pauses, is about the ticket,
 * or which clause wins has not changed.
 */
#include "judge/effect.h"

struct masks {
    const struct judge *judge;
    struct concern *by_attribute;
    struct plan_interest *interest;
};

static bool asks_class(const struct condition *condition)
{
    bool asks = condition && condition->op == CONDITION_CLASS;
    for (uint32_t i = 0; condition && i < condition->part_count; i++)
        asks = asks || asks_class(condition->parts[i]);
    return asks;
}

static void mark_target(const struct masks *masks, const struct plan_target *target, uint64_t bit)
{
    const struct schema *schema = &masks->judge->model->schema;
    const struct condition *pauses = target->clock->model->pauses, *about = target->model->about;
    bool *asked = ARENA_ARRAY(masks->judge->arena, schema->count, bool);
    condition_mark(schema, pauses, asked);
    condition_mark(schema, about, asked);
    for (uint32_t i = 0; i < schema->count; i++) {
        masks->by_attribute[i].running |= asked[i] || target->named[i] ? bit : 0;
        masks->by_attribute[i].stopped |= target->named[i] ? bit : 0;
        if (asked[i] && schema->attributes[i].origin == ORIGIN_EVENT) /* it ends unseen */
            masks->interest->always |= bit;
    }
    if (asks_class(pauses) || asks_class(about))
        masks->interest->classes |= bit;
}

struct plan_interest interest_plan(const struct judge *judge)
{
    const struct schema *schema = &judge->model->schema;
    struct plan_interest interest = {0};
    struct masks masks = {.judge = judge, .interest = &interest};
    masks.by_attribute = ARENA_ARRAY(judge->arena, schema->count + 1, struct concern);
    for (uint32_t i = 0; i < judge->model->target_count; i++)
        if (!judge->model->targets[i].is_absent)
            mark_target(&masks, &judge->targets[i], plan_bit(i));
    interest.by_attribute = masks.by_attribute;
    return interest;
}

/* ---- what happens in a row ---- */

static bool has_kind(const struct effect *effect, uint32_t kind)
{
    for (uint32_t i = 0; i < effect->count; i++)
        if (!effect->happenings[i].enters && effect->happenings[i].kind == kind)
            return true;
    return false;
}

static bool can_reopen(const struct clock_model *clock)
{
    return clock->reopening != REOPENING_IGNORED || clock->has_reopening_within;
}

static uint8_t all_roles(const struct plan_clock *clock, const struct effect *effect)
{
    uint8_t roles = 0;
    for (uint32_t i = 0; i < effect->count; i++)
        roles |= happening_roles(clock, &effect->happenings[i]);
    return roles;
}

/* What happens, to the clock of each target. */
static void mark_happenings(const struct judge *judge, const struct effect *effect,
                            struct concern *concern)
{
    bool is_reopened = has_kind(effect, KIND_REOPENED);
    for (uint32_t i = 0; i < judge->model->target_count; i++) {
        const struct plan_clock *clock = judge->targets[i].clock;
        if (judge->model->targets[i].is_absent)
            continue;
        uint8_t roles = all_roles(clock, effect);
        concern->starting |= roles & ROLE_STARTS ? plan_bit(i) : 0;
        concern->running |= roles & (uint8_t)~ROLE_STARTS ? plan_bit(i) : 0;
        concern->stopped |= is_reopened && can_reopen(clock->model) ? plan_bit(i) : 0;
    }
}

struct concern concern_of(const struct judge *judge, const struct effect *effect)
{
    const struct plan_interest *interest = &judge->interest;
    const struct schema *schema = &judge->model->schema;
    struct concern concern = {.running = interest->always};
    mark_happenings(judge, effect, &concern);
    if (effect->more & EFFECT_REPLIES)
        concern_join(&concern, &interest->by_attribute[schema->replies]);
    if (effect->more & EFFECT_REOPENS)
        concern_join(&concern, &interest->by_attribute[schema->reopenings]);
    /* Whether a ticket is done changes with these, where its status does not say. */
    if (has_kind(effect, KIND_REOPENED) || has_kind(effect, KIND_RESOLVED))
        concern.running |= interest->classes;
    return concern;
}
