/* selection.c - a filter before consumers; each block of tickets has one block of every consumer.
 */
#include "count/selection.h"

#include "count/buckets.h"

struct selected {
    const struct selection *selection;
    struct buckets dates;
    bool takes; /* the last verdict */
    void *blocks[SELECTION_CONSUMERS_MOST];
    void *whole;
};

static void *begin(void *context)
{
    const struct selection *selection = context;
    struct selected *selected = memory_resize(NULL, sizeof *selected);
    *selected = (struct selected){.selection = selection};
    selected->dates = (struct buckets){.zone = selection->model->zone, .unit = UNIT_DAY};
    for (uint32_t i = 0; i < selection->consumer_count; i++) {
        const struct judge_consumer *consumer = &selection->consumers[i];
        selected->blocks[i] = consumer->block_begin(consumer->context);
    }
    if (selection->has_whole)
        selected->whole = selection->whole.block_begin(selection->whole.context);
    return selected;
}

static bool in_dates(struct selected *selected, const struct verdict *verdict)
{
    const struct selection *selection = selected->selection;
    if (selection->from == DAY_NONE && selection->to == DAY_NONE)
        return true;
    instant at = verdict->counted_at;
    if (at == INSTANT_NONE)
        at = judge_as_of(selection->judge);
    day date = buckets_date(&selected->dates, at);
    return (selection->from == DAY_NONE || date >= selection->from) &&
           (selection->to == DAY_NONE || date <= selection->to);
}

static void take(void *block, const struct verdict *verdict)
{
    struct selected *selected = block;
    const struct selection *selection = selected->selection;
    if (selection->has_whole)
        selection->whole.verdict(selected->whole, verdict);
    selected->takes =
        !selection->model->targets[verdict->target].is_hidden && in_dates(selected, verdict) &&
        (!selection->where || judge_holds(selection->judge, selection->where, verdict));
    for (uint32_t i = 0; selected->takes && i < selection->consumer_count; i++)
        selection->consumers[i].verdict(selected->blocks[i], verdict);
}

/* Notices go with the verdict of their cycle. */
static void take_notice(void *block, const struct notice *notice)
{
    struct selected *selected = block;
    const struct selection *selection = selected->selection;
    for (uint32_t i = 0; selected->takes && i < selection->consumer_count; i++)
        if (selection->consumers[i].notice)
            selection->consumers[i].notice(selected->blocks[i], notice);
}

static void end(void *context, void *block)
{
    const struct selection *selection = context;
    struct selected *selected = block;
    for (uint32_t i = 0; i < selection->consumer_count; i++) {
        const struct judge_consumer *consumer = &selection->consumers[i];
        consumer->block_end(consumer->context, selected->blocks[i]);
    }
    if (selection->has_whole)
        selection->whole.block_end(selection->whole.context, selected->whole);
    memory_release(selected);
}

/* Does everything go to one consumer? */
static bool is_all_to_one(const struct selection *selection)
{
    bool hides = false;
    for (uint32_t i = 0; i < selection->model->target_count; i++)
        hides = hides || selection->model->targets[i].is_hidden;
    return selection->consumer_count == 1 && !selection->has_whole && !selection->where && !hides &&
           selection->from == DAY_NONE && selection->to == DAY_NONE;
}

struct judge_consumer selection_consumer(struct selection *selection)
{
    if (is_all_to_one(selection))
        return selection->consumers[0];
    struct judge_consumer consumer = {selection, begin, take, end, NULL, 0};
    consumer.spares = SPARES_DUE | (selection->where ? 0 : SPARES_CODES);
    for (uint32_t i = 0; i < selection->consumer_count; i++) {
        consumer.spares &= selection->consumers[i].spares;
        if (selection->consumers[i].notice)
            consumer.notice = take_notice;
    }
    if (selection->has_whole)
        consumer.spares &= selection->whole.spares;
    return consumer;
}
