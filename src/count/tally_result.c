/* tally_result.c - from cells to the result: sorted, summed, compared with the promises. */
#include <stdlib.h>

#include "count/tally_part.h"

enum tally_held tally_compare(const struct tally_counts *counts, struct decimal percent)
{
    uint64_t decided = counts->met + counts->breached;
    if (!decided)
        return TALLY_NOT_TESTED;
    return decimal_compare_share(counts->met, decided, percent) >= 0 ? TALLY_HELD : TALLY_BROKEN;
}

static enum tally_held compare(const struct tally_counts *counts, const struct promise *promise)
{
    return promise ? tally_compare(counts, promise->percent) : TALLY_NOT_TESTED;
}

/* Broken beats held beats not tested. */
static enum tally_held both(enum tally_held a, enum tally_held b)
{
    return a > b ? a : b;
}

static int by_date(const void *a, const void *b)
{
    day x = ((const struct tally_period *)a)->first, y = ((const struct tally_period *)b)->first;
    return (x > y) - (x < y);
}

/* The periods of a line, as a promise of its own. */
static struct tally_further finish_line(const struct tally *tally, uint32_t line,
                                        struct arena *arena)
{
    const struct part *part = &tally->whole;
    struct tally_further out = {.promise = tally->lines[line].promise};
    struct tally_period *periods;
    for (size_t i = 0; i < part->period_list.count; i++)
        out.period_count += part->period_list.at[i]->line == line;
    out.periods = periods = ARENA_ARRAY(arena, out.period_count, struct tally_period);
    uint32_t at = 0;
    for (size_t i = 0; i < part->period_list.count; i++) {
        const struct period_cell *cell = part->period_list.at[i];
        if (cell->line != line)
            continue;
        const struct promise *promise =
            lines_promise(tally->request.model, &tally->lines[line], cell->first);
        enum tally_held held = compare(&cell->counts, promise);
        struct text label = text_copy(arena, cell->label);
        periods[at++] = (struct tally_period){label, cell->first, promise, cell->counts, held};
        part_add_counts(&out.counts, &cell->counts);
        out.held = both(out.held, held);
    }
    if (at)
        qsort(periods, at, sizeof *periods, by_date);
    return out;
}

/* ---- keys ---- */

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int compare_money(const struct value *a, const struct value *b)
{
    int order = text_compare(text_of(a->currency), text_of(b->currency));
    return order ? order : decimal_compare(a->number, b->number);
}

static int compare_values(const struct value *a, const struct value *b)
{
    if (a->type != b->type)
        return (a->type == VALUE_UNSET) - (b->type == VALUE_UNSET);
    switch (a->type) {
    case VALUE_CHOICE:
        return compare_numbers(a->choice, b->choice);
    case VALUE_TEXT:
        return text_compare(a->text, b->text);
    case VALUE_NUMBER:
        return decimal_compare(a->number, b->number);
    case VALUE_MONEY:
        return compare_money(a, b);
    case VALUE_YES_NO:
        return a->yes - b->yes;
    case VALUE_TIME:
        return (a->time > b->time) - (a->time < b->time);
    case VALUE_UNSET:
        break;
    }
    return 0;
}

struct sorted {
    struct group_cell *group;
    uint32_t by_count;
};

static int by_values(const void *a, const void *b)
{
    const struct sorted *x = a, *y = b;
    for (uint32_t i = 0; i < x->by_count; i++) {
        int order = compare_values(&x->group->values[i], &y->group->values[i]);
        if (order)
            return order;
    }
    return text_compare(x->group->name, y->group->name);
}

static struct sorted *groups_of(const struct tally *tally, uint32_t target, struct arena *arena,
                                uint32_t *count)
{
    const struct part *part = &tally->whole;
    struct sorted *groups = ARENA_ARRAY(arena, part->group_list.count, struct sorted);
    *count = 0;
    for (size_t i = 0; i < part->group_list.count; i++)
        if (part->group_list.at[i]->target == target)
            groups[(*count)++] = (struct sorted){part->group_list.at[i], tally->request.by_count};
    if (*count)
        qsort(groups, *count, sizeof *groups, by_values);
    return groups;
}

static struct tally_key finish_key(const struct sorted *sorted, const struct tally_target *target,
                                   struct arena *arena)
{
    struct group_cell *group = sorted->group;
    struct text *values = ARENA_ARRAY(arena, sorted->by_count, struct text);
    for (uint32_t i = 0; i < sorted->by_count; i++)
        values[i] = text_copy(arena, group->texts[i]);
    return (struct tally_key){values, group->counts, compare(&group->counts, target->promise),
                              used_summary(&group->used)};
}

/* Used time of all groups: each is given back as soon as it is copied. */
static struct tally_used summary_of_all(const struct sorted *groups, uint32_t count)
{
    struct used all = {0};
    size_t total = 0;
    if (count == 1)
        return used_summary(&groups[0].group->used);
    for (uint32_t i = 0; i < count; i++)
        total += groups[i].group->used.count;
    used_reserve(&all, total);
    for (uint32_t i = 0; i < count; i++) {
        used_append(&all, &groups[i].group->used);
        used_fini(&groups[i].group->used);
    }
    struct tally_used summary = used_summary(&all);
    used_fini(&all);
    return summary;
}

static void finish_groups(const struct tally *tally, struct tally_target *out, struct arena *arena)
{
    struct arena *scratch = arena_new();
    uint32_t count;
    struct sorted *groups = groups_of(tally, out->target, scratch, &count);
    if (tally->request.by_count) {
        struct tally_key *keys = ARENA_ARRAY(arena, count, struct tally_key);
        for (uint32_t i = 0; i < count; i++)
            keys[i] = finish_key(&groups[i], out, arena);
        out->keys = keys;
        out->key_count = count;
    }
    out->used = summary_of_all(groups, count);
    arena_free(scratch);
}

/* ---- the whole ---- */

static struct tally_target finish_target(const struct tally *tally, uint32_t target,
                                         struct arena *arena)
{
    uint32_t first = tally->line_of[target], end = tally->line_of[target + 1];
    struct tally_further primary = finish_line(tally, first, arena);
    struct tally_target out = {.target = target,
                               .of_cycles = tally->lines[first].of_cycles,
                               .promise = primary.promise,
                               .counts = primary.counts,
                               .held = primary.held,
                               .periods = primary.periods,
                               .period_count = primary.period_count,
                               .further_count = end - first - 1};
    struct tally_further *further = ARENA_ARRAY(arena, out.further_count, struct tally_further);
    for (uint32_t i = 0; i < out.further_count; i++)
        further[i] = finish_line(tally, first + 1 + i, arena);
    out.further = further;
    finish_groups(tally, &out, arena);
    return out;
}

static void finish_reasons(const struct tally *tally, struct tally_result *result,
                           struct arena *arena)
{
    const struct part *part = &tally->whole;
    struct tally_reason *out = ARENA_ARRAY(arena, part->reason_list.count, struct tally_reason);
    for (uint32_t target = 0; target < tally->request.model->target_count; target++)
        for (size_t i = 0; i < part->reason_list.count; i++) {
            struct tally_reason reason = part->reason_list.at[i]->reason;
            if (reason.target != target)
                continue;
            reason.reason = text_copy(arena, reason.reason);
            out[result->reason_count++] = reason;
        }
    result->reasons = out;
}

const struct tally_result *tally_finish(struct tally *tally, struct arena *arena)
{
    struct tally_result *result = ARENA_NEW(arena, struct tally_result);
    const struct model *model = tally->request.model;
    struct tally_target *targets = ARENA_ARRAY(arena, model->target_count, struct tally_target);
    result->targets = targets;
    for (uint32_t i = 0; i < model->target_count; i++)
        if (!model->targets[i].is_hidden)
            targets[result->target_count++] = finish_target(tally, i, arena);
    result->by = tally->request.by;
    result->by_count = tally->request.by_count;
    result->records = tally->whole.records;
    finish_reasons(tally, result, arena);
    return result;
}

const struct tally_further *tally_finish_lines(struct tally *tally, struct arena *arena)
{
    struct tally_further *out = ARENA_ARRAY(arena, tally->line_count + 1, struct tally_further);
    for (uint32_t i = 0; i < tally->line_count; i++)
        out[tally->lines[i].requested] = finish_line(tally, i, arena);
    return out;
}

bool tally_is_broken(const struct tally_result *result)
{
    for (uint32_t i = 0; i < result->target_count; i++) {
        const struct tally_target *target = &result->targets[i];
        enum tally_held held = target->held;
        for (uint32_t j = 0; j < target->further_count; j++)
            held = both(held, target->further[j].held);
        if (held == TALLY_BROKEN)
            return true;
    }
    return false;
}

bool tally_is_undecided(const struct tally_result *result)
{
    for (uint32_t i = 0; i < result->target_count; i++)
        if (result->targets[i].counts.met || result->targets[i].counts.breached)
            return false;
    return true;
}
