/* coverage.c - see coverage.h. */
#include "analyse/coverage.h"

#include <stdlib.h>

#include "analyse/hours_lines.h"

/* ---- what there is ---- */

struct listing {
    struct arena *arena;
    const struct model *model; /* of a version */
    VECTOR(struct coverage_item) items;
};

static void list(struct listing *listing, enum coverage_kind kind, struct span span)
{
    if (own_source(listing->model, span.source))
        VECTOR_PUSH(listing->arena, &listing->items, ((struct coverage_item){kind, span, 0}));
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
    list_arms(listing, target->excludes);
    const struct clock_model *clock = &listing->model->clocks[target->clock];
    if (clock->pauses)
        list(listing, COVERAGE_PAUSE, clock->pauses->span);
    list_arms(listing, clock->pauses);
}

/* The line that names a list, and the lines of the list. */
static void list_holidays(struct listing *listing, const struct calendar_holidays *holidays)
{
    list(listing, COVERAGE_HOURS, holidays->origin);
    for (size_t i = 0; i < holidays->list->count; i++)
        list(listing, COVERAGE_HOLIDAY, holidays->list->rules[i].origin);
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
        list_holidays(listing, &spec->holidays[i]);
    for (size_t i = 0; i < spec->include_count; i++) {
        list(listing, COVERAGE_HOURS, spec->includes[i].origin);
        list_hours(listing, spec->includes[i].spec);
    }
    for (size_t i = 0; i < spec->exclude_count; i++)
        list(listing, COVERAGE_HOURS, spec->excludes[i].origin);
}

static void list_steps(struct listing *listing, const struct model *model)
{
    for (uint32_t i = 0; i < model->escalation_count; i++)
        for (uint32_t k = 0; k < model->escalations[i].step_count; k++)
            list(listing, COVERAGE_STEP, model->escalations[i].steps[k].span);
}

static void list_credits(struct listing *listing, const struct model *model)
{
    for (uint32_t i = 0; i < model->credit_count; i++)
        for (uint32_t k = 0; k < model->credits[i].band_count && !model->credits[i].is_absent; k++)
            list(listing, COVERAGE_BAND, model->credits[i].bands[k].span);
}

static void list_version(struct listing *listing, const struct model *model)
{
    bool *used = ARENA_ARRAY(listing->arena, model->calendar_count, bool);
    listing->model = model;
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

/* A pause is one by the values that the ticket had when it began. */
static void hit_pause(struct coverage *coverage, const struct coverage_cycle *cycle, instant at)
{
    const struct verdict *verdict = &cycle->ledger->verdict;
    const struct target *target = &cycle->version->targets[verdict->target];
    const struct condition *pauses = cycle->version->clocks[target->clock].pauses;
    if (!pauses)
        return;
    struct arena *scratch = arena_new();
    struct coverage_cycle then = *cycle;
    uint32_t count;
    then.judge = judge_new(scratch, cycle->model, cycle->log, at);
    const struct ledger *ledgers =
        judge_ledgers(then.judge, verdict->ticket, verdict->target, scratch, &count);
    for (uint32_t i = 0; i < count; i++) {
        then.ledger = &ledgers[i];
        if (ledgers[i].verdict.cycle == verdict->cycle)
            hit_arms(coverage, &then, pauses);
    }
    arena_free(scratch);
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

struct meeting {
    struct arena *scratch;
    VECTOR(struct coverage_item) seen;
};

static void meet(struct meeting *meeting, enum coverage_kind kind, struct span span)
{
    struct coverage_item item = {.kind = kind, .span = span};
    for (size_t i = 0; i < meeting->seen.count; i++)
        if (compare_items(&meeting->seen.at[i], &item) == 0)
            return;
    VECTOR_PUSH(meeting->scratch, &meeting->seen, item);
}

struct stretch {
    instant from, to;
};

static void meet_hours(struct meeting *meeting, const struct calendar_spec *spec,
                       struct stretch stretch);

static bool has_rule(const struct holiday_list *list, struct span rule)
{
    for (size_t i = 0; i < list->count; i++)
        if (compare_spans(list->rules[i].origin, rule) == 0)
            return true;
    return false;
}

/* A holiday closes by its line in a list, and by the line that names the list. */
static void meet_holiday(struct meeting *meeting, const struct calendar_spec *spec,
                         struct span rule)
{
    meet(meeting, COVERAGE_HOLIDAY, rule);
    for (size_t i = 0; i < spec->holidays_count; i++)
        if (has_rule(spec->holidays[i].list, rule))
            meet(meeting, COVERAGE_HOURS, spec->holidays[i].origin);
}

static void meet_reason(struct meeting *meeting, const struct calendar_spec *spec,
                        const struct calendar_reason *reason)
{
    if (reason->why == WHY_HOLIDAY)
        meet_holiday(meeting, spec, reason->origin);
    else
        meet(meeting, COVERAGE_HOURS, reason->origin);
    if (reason->why != WHY_OPEN_INCLUDED && reason->why != WHY_OUTSIDE_HOURS)
        return;
    for (size_t i = 0; i < spec->include_count; i++)
        meet_hours(meeting, spec->includes[i].spec, (struct stretch){reason->from, reason->to});
}

/* The lines of SPEC, and of what it includes, that open or close it in STRETCH. */
static void meet_hours(struct meeting *meeting, const struct calendar_spec *spec,
                       struct stretch stretch)
{
    struct calendar_reasons reasons =
        calendar_reasons_between(spec, stretch.from, stretch.to, meeting->scratch);
    for (size_t i = 0; i < reasons.count; i++)
        meet_reason(meeting, spec, &reasons.at[i]);
}

static void meet_row(struct meeting *meeting, const struct model *model,
                     const struct ledger_row *row)
{
    const struct calendar_spec *spec =
        row->calendar < model->calendar_count ? model->calendars[row->calendar].hours : NULL;
    if (spec && row->from < row->to)
        meet_hours(meeting, spec, (struct stretch){row->from, row->to});
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
    struct meeting meeting = {.scratch = arena_new()};
    struct ledger_row rest = ahead(cycle->ledger);
    for (uint32_t i = 0; i < cycle->ledger->row_count; i++)
        meet_row(&meeting, cycle->version, &cycle->ledger->rows[i]);
    meet_row(&meeting, cycle->version, &rest);
    for (size_t i = 0; i < meeting.seen.count; i++)
        hit(coverage, meeting.seen.at[i].kind, meeting.seen.at[i].span);
    arena_free(meeting.scratch);
}

void coverage_add_band(struct coverage *coverage, const struct credit_band *band)
{
    hit(coverage, COVERAGE_BAND, band->span);
}

void coverage_add_step(struct coverage *coverage, const struct escalation_step *step)
{
    hit(coverage, COVERAGE_STEP, step->span);
}

void coverage_add(struct coverage *coverage, const struct coverage_cycle *cycle)
{
    const struct ledger *ledger = cycle->ledger;
    const struct verdict *verdict = &ledger->verdict;
    const struct target *target = &cycle->version->targets[verdict->target];
    const struct clock_model *clock = &cycle->version->clocks[target->clock];
    bool paused = false;
    if (verdict->kind == VERDICT_EXCLUDED && target->excludes) {
        hit(coverage, COVERAGE_EXCLUSION, target->excludes->span);
        hit_arms(coverage, cycle, target->excludes);
    }
    if (verdict->clause < target->clause_count) {
        hit(coverage, COVERAGE_CLAUSE, target->clauses[verdict->clause].span);
        hit_arms(coverage, cycle, target->clauses[verdict->clause].when);
    }
    for (uint32_t i = 0; i < ledger->row_count; i++) {
        paused |= ledger->rows[i].state == LEDGER_PAUSED;
        if (ledger->rows[i].state == LEDGER_PAUSED)
            hit_pause(coverage, cycle, ledger->rows[i].from);
        if (i && ledger->rows[i].clause != ledger->rows[i - 1].clause)
            hit_changes(coverage, cycle, ledger->rows[i].from);
    }
    /* a change at the very end has no row behind it */
    const struct ledger_row *last = ledger->row_count ? &ledger->rows[ledger->row_count - 1] : NULL;
    if (last && last->clause != verdict->clause)
        hit_changes(coverage, cycle, last->to);
    if (paused && clock->pauses)
        hit(coverage, COVERAGE_PAUSE, clock->pauses->span);
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
    static const char *const names[] = {"clause", "condition", "pause", "exclusion", "change",
                                        "step",   "credit",    "hours", "holiday"};
    return names[kind];
}
