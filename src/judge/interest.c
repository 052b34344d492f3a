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
        masks->by_attribute[i].asks |= asked[i] ? bit : 0;
        masks->by_attribute[i].names |= target->named[i] ? bit : 0;
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

static uint8_t roles_of(const struct plan_clock *clock, const struct happening *happening)
{
    if (!happening->enters)
        return clock->by_kind[happening->kind * SLOTS_A_KIND + happening->actor_slot];
    uint8_t roles = happening->has_status ? clock->by_status[happening->status] : 0;
    return happening->has_class ? roles | clock->by_class[happening->status_class] : roles;
}

static bool can_reopen(const struct clock_model *clock)
{
    return clock->reopening != REOPENING_IGNORED || clock->has_reopening_within;
}

/* What happens, to the clock of TARGET. */
static void mark_acts(const struct judge *judge, struct effect *effect, uint32_t target)
{
    const struct plan_clock *clock = judge->targets[target].clock;
    uint64_t bit = plan_bit(target);
    for (uint32_t i = 0; i < effect->count; i++) {
        const struct happening *happening = &effect->happenings[i];
        bool reopens = !happening->enters && happening->kind == KIND_REOPENED;
        uint8_t roles = roles_of(clock, happening);
        if (reopens && can_reopen(clock->model))
            roles |= ROLE_REOPENS;
        if (!happening->enters && happening->kind == KIND_REPLY && effect->is_done)
            roles &=
                (uint8_t)~ROLE_STARTS; /* while a ticket is done no reply starts a cycle (4.6) */
        effect->starts |= roles & ROLE_STARTS ? bit : 0;
        effect->ends |= roles & (ROLE_STOPS | ROLE_CANCELS | ROLE_RESUMES) ? bit : 0;
        effect->goes_on |= roles & ROLE_REOPENS ? bit : 0;
        effect->acts[target] |= (uint64_t)roles << (i * ACT_BITS);
    }
}

static void join(struct concern *concern, const struct concern *more)
{
    concern->asks |= more->asks;
    concern->names |= more->names;
}

void interest_mark(const struct judge *judge, struct effect *effect)
{
    const struct plan_interest *interest = &judge->interest;
    const struct schema *schema = &judge->model->schema;
    effect->starts = effect->ends = effect->goes_on = 0;
    effect->concern = (struct concern){.asks = interest->always};
    for (uint32_t i = 0; i < judge->model->target_count; i++) {
        effect->acts[i] = 0;
        if (!judge->model->targets[i].is_absent)
            mark_acts(judge, effect, i);
    }
    if (effect->replies)
        join(&effect->concern, &interest->by_attribute[schema->replies]);
    if (effect->reopens)
        join(&effect->concern, &interest->by_attribute[schema->reopenings]);
    if (effect->concern.names)
        effect->more |= EFFECT_COUNTS;
    /* Whether a ticket is done changes with these, where its status does not say. */
    if (has_kind(effect, KIND_REOPENED) || has_kind(effect, KIND_RESOLVED))
        effect->concern.asks |= interest->classes;
}
