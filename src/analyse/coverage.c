/* coverage.c - see coverage.h. */
#include "analyse/coverage.h"

#include <stdlib.h>

#include "base/vector.h"

/* ---- what there is ---- */

struct listing {
    struct arena *arena;
    const struct model *model; /* of a version */
    VECTOR(uint32_t) sources;  /* the author's own */
    VECTOR(struct coverage_item) items;
};

static bool is_own(const struct listing *listing, struct span span)
{
    for (size_t i = 0; i < listing->sources.count; i++)
        if (listing->sources.at[i] == span.source)
            return true;
    return false;
}

static void list(struct listing *listing, enum coverage_kind kind, struct span span)
{
    if (is_own(listing, span))
        VECTOR_PUSH(listing->arena, &listing->items, ((struct coverage_item){kind, span, 0}));
}

static void list_sources(struct listing *listing, const struct model *model)
{
    for (uint32_t i = 0; i < model->declaration_count; i++) {
        const struct model_declaration *row = &model->declarations[i];
        if (row->node && !row->from_library && !is_own(listing, row->node->span))
            VECTOR_PUSH(listing->arena, &listing->sources, row->node->span.source);
    }
}

static void list_arms(struct listing *listing, const struct condition *condition)
{
    if (!condition)
        return;
    for (uint32_t i = 0; i < condition->part_count; i++) {
        if (condition->op == CONDITION_ANY)
            list(listing, COVERAGE_ARM, condition->parts[i]->span);
        list_arms(listing, condition->parts[i]);
    }
}

static void list_target(struct listing *listing, const struct target *target)
{
    for (uint32_t i = 0; i < target->clause_count; i++) {
        list(listing, COVERAGE_CLAUSE, target->clauses[i].span);
        list_arms(listing, target->clauses[i].when);
    }
    for (uint32_t i = 0; i < target->change_count; i++)
        list(listing, COVERAGE_CHANGE, target->changes[i].span);
    if (target->excludes)
        list(listing, COVERAGE_EXCLUSION, target->excludes->span);
    const struct clock_model *clock = &listing->model->clocks[target->clock];
    if (clock->pauses)
        list(listing, COVERAGE_PAUSE, clock->pauses->span);
}

static void list_hours(struct listing *listing, const struct calendar_spec *spec)
{
    for (size_t i = 0; i < spec->weekly_count; i++)
        list(listing, COVERAGE_HOURS, spec->weekly[i].origin);
    for (size_t i = 0; i < spec->closed_days_count; i++)
        list(listing, COVERAGE_HOURS, spec->closed_days[i].origin);
    for (size_t i = 0; i < spec->dated_count; i++)
        list(listing, COVERAGE_HOURS, spec->dated[i].origin);
    for (size_t i = 0; i < spec->closure_count; i++)
        list(listing, COVERAGE_HOURS, spec->closures[i].origin);
    for (size_t i = 0; i < spec->holidays_count; i++)
        list(listing, COVERAGE_HOURS, spec->holidays[i].origin);
    for (size_t i = 0; i < spec->exclude_count; i++)
        list(listing, COVERAGE_HOURS, spec->excludes[i].origin);
}

static void list_steps(struct listing *listing, const struct model *model)
{
    for (uint32_t i = 0; i < model->escalation_count; i++)
        for (uint32_t k = 0; k < model->escalations[i].step_count; k++)
            list(listing, COVERAGE_STEP, model->escalations[i].steps[k].span);
}

/* The one with the lowest threshold, or NULL. */
static const struct credit_band *deepest(const struct credit *credit)
{
    const struct credit_band *found = NULL;
    for (uint32_t i = 0; i < credit->band_count; i++)
        if (!found || decimal_compare(credit->bands[i].below, found->below) < 0)
            found = &credit->bands[i];
    return found;
}

static void list_credits(struct listing *listing, const struct model *model)
{
    for (uint32_t i = 0; i < model->credit_count; i++)
        if (!model->credits[i].is_absent && deepest(&model->credits[i]))
            list(listing, COVERAGE_BAND, deepest(&model->credits[i])->span);
}

static void list_version(struct listing *listing, const struct model *model)
{
    bool *used = ARENA_ARRAY(listing->arena, model->calendar_count, bool);
    listing->model = model;
    list_sources(listing, model);
    list_steps(listing, model);
    list_credits(listing, model);
    for (uint32_t i = 0; i < model->target_count; i++) {
        const struct target *target = &model->targets[i];
        if (target->is_absent || target->is_hidden)
            continue;
        list_target(listing, target);
        for (uint32_t k = 0; k < target->clause_count; k++)
            used[target->clauses[k].calendar] = true;
    }
    for (uint32_t i = 0; i < model->calendar_count; i++)
        if (used[i] && model->calendars[i].hours)
            list_hours(listing, model->calendars[i].hours);
}

static int compare_spans(struct span a, struct span b)
{
    if (a.source != b.source)
        return (a.source > b.source) - (a.source < b.source);
    if (a.from != b.from)
        return (a.from > b.from) - (a.from < b.from);
    return (a.to > b.to) - (a.to < b.to);
}

static int compare_items(const void *a, const void *b)
{
    const struct coverage_item *left = a, *right = b;
    int order = compare_spans(left->span, right->span);
    return order ? order : (left->kind > right->kind) - (left->kind < right->kind);
}

struct coverage *coverage_new(struct arena *arena, const struct model *model)
{
    struct listing listing = {.arena = arena};
    for (uint32_t i = 0; i < model->version_count; i++)
        list_version(&listing, model->versions[i].model);
    struct coverage *coverage = ARENA_NEW(arena, struct coverage);
    coverage->arena = arena;
    coverage->items = listing.items.at;
    if (listing.items.count)
        qsort(coverage->items, listing.items.count, sizeof *coverage->items, compare_items);
    for (size_t i = 0; i < listing.items.count; i++)
        if (i == 0 || compare_items(&coverage->items[coverage->count - 1], &coverage->items[i]))
            coverage->items[coverage->count++] = coverage->items[i];
    return coverage;
}

/* ---- what was hit ---- */

static void hit(struct coverage *coverage, enum coverage_kind kind, struct span span)
{
    struct coverage_item key = {.kind = kind, .span = span};
    struct coverage_item *item = coverage->count ? bsearch(&key, coverage->items, coverage->count,
                                                           sizeof *coverage->items, compare_items)
                                                 : NULL;
    if (item)
        item->hits++;
}

static void hit_arms(struct coverage *coverage, const struct coverage_cycle *cycle,
                     const struct condition *condition)
{
    if (!condition)
        return;
    for (uint32_t i = 0; i < condition->part_count; i++) {
        const struct condition *part = condition->parts[i];
        if (!judge_holds(cycle->judge, part, &cycle->ledger->verdict))
            continue;
        if (condition->op == CONDITION_ANY)
            hit(coverage, COVERAGE_ARM, part->span);
        hit_arms(coverage, cycle, part);
    }
}

static bool assigns(const struct test_event *event, uint32_t attribute)
{
    for (uint32_t i = 0; i < event->assignment_count; i++)
        if (event->assignments[i].attribute == attribute)
            return true;
    return false;
}

/* The attributes that changed at AT, when the clause did. */
static void hit_changes(struct coverage *coverage, const struct coverage_cycle *cycle, instant at)
{
    const struct target *target = &cycle->version->targets[cycle->ledger->verdict.target];
    for (uint32_t i = 0; i < cycle->test->event_count; i++)
        for (uint32_t k = 0; k < target->change_count && cycle->test->events[i].at == at; k++)
            if (!cycle->test->events[i].opens &&
                assigns(&cycle->test->events[i], target->changes[k].attribute))
                hit(coverage, COVERAGE_CHANGE, target->changes[k].span);
}

static bool is_same(struct span a, struct span b)
{
    return compare_spans(a, b) == 0;
}

typedef VECTOR(struct span) spans;

/* The lines that open or close CALENDAR from FROM to TO, each once. */
static void meet(struct arena *scratch, const struct coverage_cycle *cycle,
                 const struct ledger_row *row, spans *seen)
{
    const struct model *model = cycle->version;
    const struct calendar_spec *spec =
        row->calendar < model->calendar_count ? model->calendars[row->calendar].hours : NULL;
    if (!spec || row->from >= row->to)
        return;
    struct calendar_reasons reasons = calendar_reasons_between(spec, row->from, row->to, scratch);
    for (size_t k = 0; k < reasons.count; k++) {
        size_t at = 0;
        while (at < seen->count && !is_same(seen->at[at], reasons.at[k].origin))
            at++;
        if (at == seen->count)
            VECTOR_PUSH(scratch, seen, reasons.at[k].origin);
    }
}

/* What lies ahead of a clock that still runs, up to where it is due. */
static struct ledger_row ahead(const struct ledger *ledger)
{
    const struct verdict *verdict = &ledger->verdict;
    struct ledger_row row = {.calendar = verdict->calendar, .to = verdict->due};
    row.from = ledger->row_count ? ledger->rows[ledger->row_count - 1].to : verdict->start;
    if (verdict->stop != INSTANT_NONE || verdict->due == INSTANT_NONE)
        row.to = row.from;
    return row;
}

/* Each line of the hours on the way, once a cycle. */
static void hit_hours(struct coverage *coverage, const struct coverage_cycle *cycle)
{
    struct arena *scratch = arena_new();
    struct ledger_row rest = ahead(cycle->ledger);
    spans seen = {0};
    for (uint32_t i = 0; i < cycle->ledger->row_count; i++)
        meet(scratch, cycle, &cycle->ledger->rows[i], &seen);
    meet(scratch, cycle, &rest, &seen);
    for (size_t i = 0; i < seen.count; i++)
        hit(coverage, COVERAGE_HOURS, seen.at[i]);
    arena_free(scratch);
}

static void hit_notices(struct coverage *coverage, const struct coverage_cycle *cycle)
{
    const struct model *model = cycle->version;
    for (uint32_t i = 0; i < cycle->ledger->notice_count; i++) {
        const struct notice *notice = &cycle->ledger->notices[i];
        if (notice->escalation < model->escalation_count &&
            notice->step < model->escalations[notice->escalation].step_count)
            hit(coverage, COVERAGE_STEP,
                model->escalations[notice->escalation].steps[notice->step].span);
    }
}

static void hit_credits(struct coverage *coverage, const struct coverage_cycle *cycle)
{
    const struct verdict *verdict = &cycle->ledger->verdict;
    for (uint32_t i = 0; i < cycle->version->credit_count; i++) {
        const struct credit *credit = &cycle->version->credits[i];
        if (credit->target == verdict->target && verdict->kind == VERDICT_BREACHED &&
            !credit->is_absent && deepest(credit))
            hit(coverage, COVERAGE_BAND, deepest(credit)->span);
    }
}

void coverage_add(struct coverage *coverage, const struct coverage_cycle *cycle)
{
    const struct ledger *ledger = cycle->ledger;
    const struct verdict *verdict = &ledger->verdict;
    const struct target *target = &cycle->version->targets[verdict->target];
    const struct clock_model *clock = &cycle->version->clocks[target->clock];
    bool paused = false;
    if (verdict->kind == VERDICT_EXCLUDED && target->excludes)
        hit(coverage, COVERAGE_EXCLUSION, target->excludes->span);
    if (verdict->clause < target->clause_count) {
        hit(coverage, COVERAGE_CLAUSE, target->clauses[verdict->clause].span);
        hit_arms(coverage, cycle, target->clauses[verdict->clause].when);
    }
    for (uint32_t i = 0; i < ledger->row_count; i++) {
        paused |= ledger->rows[i].state == LEDGER_PAUSED;
        if (i && ledger->rows[i].clause != ledger->rows[i - 1].clause)
            hit_changes(coverage, cycle, ledger->rows[i].from);
    }
    if (paused && clock->pauses)
        hit(coverage, COVERAGE_PAUSE, clock->pauses->span);
    hit_notices(coverage, cycle);
    hit_credits(coverage, cycle);
    hit_hours(coverage, cycle);
}

size_t coverage_hits(const struct coverage *coverage)
{
    size_t hits = 0;
    for (size_t i = 0; i < coverage->count; i++)
        hits += coverage->items[i].hits > 0;
    return hits;
}

const char *coverage_kind_name(enum coverage_kind kind)
{
    static const char *const names[] = {"clause", "condition", "pause",  "exclusion",
                                        "change", "step",      "credit", "hours"};
    return names[kind];
}
