/* alike.c - see alike.h. */
#include "check/alike.h"

#include <string.h>

/* Do all items of two arrays of one length fulfil SAME? */
#define ALL_SAME(a, b, count, same)                                                                \
    do {                                                                                           \
        for (size_t at = 0; at < (count); at++)                                                    \
            if (!same(&(a)[at], &(b)[at]))                                                         \
                return false;                                                                      \
    } while (0)

/* ---- the ground ---- */

static bool same_choice(const struct choice *a, const struct choice *b)
{
    return text_equal(a->name, b->name) && a->is_absent == b->is_absent;
}

static bool same_attribute(const struct attribute *a, const struct attribute *b)
{
    if (!text_equal(a->name, b->name) || a->type != b->type || a->origin != b->origin ||
        a->optional != b->optional || a->choice_count != b->choice_count ||
        a->event_kind != b->event_kind || a->is_absent != b->is_absent)
        return false;
    ALL_SAME(a->choices, b->choices, a->choice_count, same_choice);
    return true;
}

static bool same_kind(const struct event_kind *a, const struct event_kind *b)
{
    return text_equal(a->name, b->name) && a->is_absent == b->is_absent;
}

static bool same_classes(const struct schema *a, const struct schema *b)
{
    uint32_t count = a->status == ATTRIBUTE_ABSENT ? 0 : a->attributes[a->status].choice_count;
    for (uint32_t i = 0; i < count; i++)
        if (a->classes[i] != b->classes[i])
            return false;
    return true;
}

static bool same_schema(const struct schema *a, const struct schema *b)
{
    if (a->count != b->count || a->stored != b->stored || a->kind_count != b->kind_count ||
        a->status != b->status || a->service != b->service || a->channel != b->channel ||
        a->team != b->team || a->reopenings != b->reopenings || a->replies != b->replies)
        return false;
    ALL_SAME(a->attributes, b->attributes, a->count, same_attribute);
    ALL_SAME(a->kinds, b->kinds, a->kind_count, same_kind);
    return same_classes(a, b);
}

static bool same_version(const struct model_version *a, const struct model_version *b)
{
    return a->from == b->from && a->until == b->until && a->model->zone == b->model->zone &&
           same_schema(&a->model->schema, &b->model->schema);
}

bool alike_ground(const struct model *a, const struct model *b)
{
    if (a->version_count != b->version_count || a->zone != b->zone ||
        !same_schema(&a->schema, &b->schema))
        return false;
    ALL_SAME(a->versions, b->versions, a->version_count, same_version);
    return true;
}

/* ---- calendars ---- */

static bool same_span(const struct calendar_span *a, const struct calendar_span *b)
{
    return a->from == b->from && a->to == b->to;
}

static bool same_spans(const struct calendar_spans *a, const struct calendar_spans *b)
{
    if (a->count != b->count)
        return false;
    ALL_SAME(a->at, b->at, a->count, same_span);
    return true;
}

static bool same_part(const struct day_part *a, const struct day_part *b)
{
    return a->kind == b->kind && a->from == b->from && a->to == b->to;
}

static bool same_weekly(const struct calendar_weekly *a, const struct calendar_weekly *b)
{
    return a->days == b->days && a->unbroken == b->unbroken && same_spans(&a->spans, &b->spans);
}

static bool same_closed(const struct calendar_closed_days *a, const struct calendar_closed_days *b)
{
    return a->days == b->days;
}

static bool same_dated(const struct calendar_dated *a, const struct calendar_dated *b)
{
    return a->first == b->first && a->last == b->last && a->unbroken == b->unbroken &&
           same_spans(&a->spans, &b->spans);
}

static bool same_closure(const struct calendar_closure *a, const struct calendar_closure *b)
{
    return a->first == b->first && a->last == b->last && same_part(&a->part, &b->part);
}

static bool same_rule(const struct holiday_rule *a, const struct holiday_rule *b)
{
    return a->kind == b->kind && a->date == b->date && a->month == b->month && a->mday == b->mday &&
           a->nth == b->nth && a->weekday == b->weekday && a->offset == b->offset &&
           same_part(&a->part, &b->part) && a->substitute == b->substitute &&
           a->moves_on == b->moves_on && a->to_any_day == b->to_any_day &&
           a->only_from == b->only_from && a->only_to == b->only_to &&
           text_equal(a->title, b->title);
}

static bool same_holidays(const struct calendar_holidays *a, const struct calendar_holidays *b)
{
    const struct holiday_list *x = a->list, *y = b->list;
    if (!text_equal(x->name, y->name) || x->count != y->count ||
        x->complete_from != y->complete_from || x->complete_to != y->complete_to)
        return false;
    ALL_SAME(x->rules, y->rules, x->count, same_rule);
    return true;
}

static bool same_hours(const struct calendar_spec *a, const struct calendar_spec *b);

static bool same_other(const struct calendar_other *a, const struct calendar_other *b)
{
    return same_hours(a->spec, b->spec);
}

static bool same_hours(const struct calendar_spec *a, const struct calendar_spec *b)
{
    if (a == b)
        return true;
    if (!a || !b || !text_equal(a->name, b->name) || a->zone != b->zone ||
        a->weekly_count != b->weekly_count || a->closed_days_count != b->closed_days_count ||
        a->dated_count != b->dated_count || a->closure_count != b->closure_count ||
        a->holidays_count != b->holidays_count || a->include_count != b->include_count ||
        a->exclude_count != b->exclude_count)
        return false;
    ALL_SAME(a->weekly, b->weekly, a->weekly_count, same_weekly);
    ALL_SAME(a->closed_days, b->closed_days, a->closed_days_count, same_closed);
    ALL_SAME(a->dated, b->dated, a->dated_count, same_dated);
    ALL_SAME(a->closures, b->closures, a->closure_count, same_closure);
    ALL_SAME(a->holidays, b->holidays, a->holidays_count, same_holidays);
    ALL_SAME(a->includes, b->includes, a->include_count, same_other);
    ALL_SAME(a->excludes, b->excludes, a->exclude_count, same_other);
    return true;
}

static bool same_period_line(const struct period_line *a, const struct period_line *b)
{
    return a->kind == b->kind && a->first == b->first && a->last == b->last && a->from == b->from &&
           a->to == b->to && a->days == b->days && a->weekday == b->weekday &&
           a->month == b->month && a->nth == b->nth && a->count == b->count && a->unit == b->unit &&
           same_hours(a->calendar, b->calendar) && same_spans(&a->spans, &b->spans);
}

static bool same_period(const struct period_spec *a, const struct period_spec *b)
{
    if (a == b)
        return true;
    if (!a || !b || !text_equal(a->name, b->name) || a->zone != b->zone || a->count != b->count)
        return false;
    ALL_SAME(a->lines, b->lines, a->count, same_period_line);
    return true;
}

/* ---- targets ---- */

struct pair {
    const struct model *a, *b;
};

static bool same_calendar(const struct pair *pair, uint32_t i, uint32_t k)
{
    if (i >= pair->a->calendar_count || k >= pair->b->calendar_count)
        return i == k;
    const struct model_calendar *a = &pair->a->calendars[i], *b = &pair->b->calendars[k];
    return a->is_absent == b->is_absent && text_equal(a->name, b->name) &&
           same_hours(a->hours, b->hours) && same_period(a->period, b->period);
}

static bool same_value(const struct value *a, const struct value *b)
{
    if (a->type != b->type)
        return false;
    switch (a->type) {
    case VALUE_UNSET:
        return true;
    case VALUE_CHOICE:
        return a->choice == b->choice;
    case VALUE_TEXT:
        return text_equal(a->text, b->text);
    case VALUE_NUMBER:
        return decimal_compare(a->number, b->number) == 0;
    case VALUE_MONEY:
        return decimal_compare(a->number, b->number) == 0 &&
               !memcmp(a->currency, b->currency, sizeof a->currency);
    case VALUE_YES_NO:
        return a->yes == b->yes;
    case VALUE_TIME:
        return a->time == b->time;
    }
    return false;
}

static bool same_condition(const struct pair *pair, const struct condition *a,
                           const struct condition *b)
{
    if (!a || !b)
        return a == b;
    if (a->op != b->op || a->part_count != b->part_count || a->attribute != b->attribute ||
        a->status_class != b->status_class || a->relation != b->relation ||
        a->value_count != b->value_count)
        return false;
    for (uint32_t i = 0; i < a->part_count; i++)
        if (!same_condition(pair, a->parts[i], b->parts[i]))
            return false;
    ALL_SAME(a->values, b->values, a->value_count, same_value);
    return a->op != CONDITION_DURING || same_calendar(pair, a->calendar, b->calendar);
}

static bool same_limit(const struct limit *a, const struct limit *b)
{
    return a->kind == b->kind && a->length == b->length && a->days == b->days;
}

static bool same_trigger(const struct trigger *a, const struct trigger *b)
{
    return a->kind == b->kind && a->actor == b->actor && a->status == b->status &&
           a->has_class == b->has_class && a->status_class == b->status_class;
}

static bool same_triggers(const struct pair *pair, const struct triggers *a,
                          const struct triggers *b)
{
    if (a->count != b->count || !same_condition(pair, a->when, b->when))
        return false;
    ALL_SAME(a->at, b->at, a->count, same_trigger);
    return true;
}

static bool same_clock(const struct pair *pair, uint32_t i, uint32_t k)
{
    const struct clock_model *a = &pair->a->clocks[i], *b = &pair->b->clocks[k];
    return text_equal(a->name, b->name) && same_triggers(pair, &a->starts, &b->starts) &&
           same_triggers(pair, &a->stops, &b->stops) &&
           same_triggers(pair, &a->resumes, &b->resumes) &&
           same_triggers(pair, &a->cancelled, &b->cancelled) &&
           same_condition(pair, a->pauses, b->pauses) && a->reopening == b->reopening &&
           a->has_reopening_within == b->has_reopening_within &&
           same_limit(&a->reopening_within, &b->reopening_within) &&
           same_calendar(pair, a->reopening_calendar, b->reopening_calendar) &&
           a->repeats == b->repeats && a->owned_by_team == b->owned_by_team &&
           a->is_absent == b->is_absent;
}

static bool same_clause(const struct pair *pair, const struct clause *a, const struct clause *b)
{
    return same_limit(&a->limit, &b->limit) && same_calendar(pair, a->calendar, b->calendar) &&
           a->has_calendar == b->has_calendar && same_condition(pair, a->when, b->when) &&
           a->otherwise == b->otherwise && text_equal(a->label, b->label);
}

static bool same_clauses(const struct pair *pair, const struct target *a, const struct target *b)
{
    size_t count = a->clause_count;
    if (count != b->clause_count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!same_clause(pair, &a->clauses[i], &b->clauses[i]))
            return false;
    return !count || !memcmp(a->beats, b->beats, count * count * sizeof *a->beats);
}

static bool same_change(const struct change_rule *a, const struct change_rule *b)
{
    return a->attribute == b->attribute && a->mode == b->mode;
}

static bool same_changes(const struct target *a, const struct target *b)
{
    if (a->change_count != b->change_count)
        return false;
    ALL_SAME(a->changes, b->changes, a->change_count, same_change);
    return true;
}

static bool same_promise(const struct promise *a, const struct promise *b)
{
    return a->unit == b->unit && a->first_month == b->first_month;
}

/* Promises say in which period a stop that is withdrawn has been counted. */
static bool same_promises(const struct target *a, const struct target *b)
{
    if (a->promise_count != b->promise_count)
        return false;
    ALL_SAME(a->promises, b->promises, a->promise_count, same_promise);
    return true;
}

static bool same_rules(const struct pair *pair, const struct target *a, const struct target *b)
{
    return same_condition(pair, a->about, b->about) &&
           same_condition(pair, a->excludes, b->excludes) &&
           text_equal(a->excludes_because, b->excludes_because) &&
           a->has_pause_cap == b->has_pause_cap && same_limit(&a->pause_cap, &b->pause_cap) &&
           a->runs_to_next_opening == b->runs_to_next_opening && a->bucket == b->bucket &&
           a->has_warning == b->has_warning &&
           (!a->has_warning || decimal_compare(a->warns_at, b->warns_at) == 0);
}

/* ---- escalations ---- */

static bool same_step(const struct pair *pair, const struct escalation_step *a,
                      const struct escalation_step *b)
{
    return a->kind == b->kind &&
           (a->kind != STEP_AT_USED || decimal_compare(a->share, b->share) == 0) &&
           same_limit(&a->limit, &b->limit) && a->most == b->most &&
           same_condition(pair, a->once, b->once) && a->tell_count == b->tell_count;
}

static bool same_escalation(const struct pair *pair, const struct escalation *a,
                            const struct escalation *b)
{
    if (a->step_count != b->step_count || a->is_absent != b->is_absent ||
        !same_condition(pair, a->when, b->when))
        return false;
    for (uint32_t i = 0; i < a->step_count; i++)
        if (!same_step(pair, &a->steps[i], &b->steps[i]))
            return false;
    return true;
}

/* The next one of TARGET from *AT on, which then is behind it; NULL: there are no more. */
static const struct escalation *next_of(const struct model *model, uint32_t target, uint32_t *at)
{
    while (*at < model->escalation_count)
        if (model->escalations[(*at)++].target == target)
            return &model->escalations[*at - 1];
    return NULL;
}

static bool same_escalations(const struct pair *pair, uint32_t i, uint32_t k)
{
    uint32_t at_a = 0, at_b = 0;
    for (;;) {
        const struct escalation *a = next_of(pair->a, i, &at_a);
        const struct escalation *b = next_of(pair->b, k, &at_b);
        if (!a || !b)
            return a == b;
        if (!same_escalation(pair, a, b))
            return false;
    }
}

static bool same_but_clauses(const struct pair *pair, uint32_t i, uint32_t k)
{
    const struct target *a = &pair->a->targets[i], *b = &pair->b->targets[k];
    return text_equal(a->name, b->name) && a->is_absent == b->is_absent &&
           a->is_hidden == b->is_hidden && same_clock(pair, a->clock, b->clock) &&
           same_calendar(pair, a->calendar, b->calendar) && same_changes(a, b) &&
           same_rules(pair, a, b) && same_promises(a, b) && same_escalations(pair, i, k);
}

static bool same_target(const struct pair *pair, uint32_t i, uint32_t k)
{
    return same_but_clauses(pair, i, k) &&
           same_clauses(pair, &pair->a->targets[i], &pair->b->targets[k]);
}

/* ---- clauses that both have ---- */

/* Does one of two clauses that both have go before the other in A, and not in B? */
static bool other_rank(const struct target *a, const struct target *b, const uint32_t *of)
{
    for (uint32_t i = 0; i < a->clause_count; i++)
        for (uint32_t k = 0; k < a->clause_count; k++)
            if (of[i] != INDEX_NONE && of[k] != INDEX_NONE &&
                a->beats[i * a->clause_count + k] != b->beats[of[i] * b->clause_count + of[k]])
                return true;
    return false;
}

bool alike_clauses(const struct model *a, uint32_t i, const struct model *b, uint32_t k,
                   uint32_t *of)
{
    struct pair pair = {a, b};
    const struct target *one = &a->targets[i], *other = &b->targets[k];
    uint32_t next = 0;
    if (!same_but_clauses(&pair, i, k))
        return false;
    for (uint32_t c = 0; c < one->clause_count; c++) {
        uint32_t d = next;
        while (d < other->clause_count && !same_clause(&pair, &one->clauses[c], &other->clauses[d]))
            d++;
        of[c] = d < other->clause_count ? d : INDEX_NONE;
        next = of[c] == INDEX_NONE ? next : d + 1;
    }
    return !other_rank(one, other, of);
}

bool alike_target(const struct model *a, uint32_t i, const struct model *b, uint32_t k)
{
    for (uint32_t version = 0; version < a->version_count; version++) {
        struct pair pair = {a->versions[version].model, b->versions[version].model};
        if (!same_target(&pair, i, k))
            return false;
    }
    return true;
}
