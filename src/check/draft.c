/* draft.c - what is sound in a model in spite of the errors around it. An error belongs to the
 * declarations that it points into; what rests on one of them is not sound either.
 */
#include "check/steps.h"
#include "check/wording.h"

struct marking {
    const struct scope *scope;
    size_t first; /* diagnostic of this charter */
};

static bool is_within(struct span inner, struct span outer)
{
    return inner.source == outer.source && inner.from >= outer.from && inner.to <= outer.to;
}

/* Clauses that can't be ranked are sound each by itself. */
static bool is_of_ranking(enum diagnostic_code code)
{
    return code == DIAG_OVERLAP || code == DIAG_OVERRIDE_CYCLE || code == DIAG_TANGLED ||
           code == DIAG_BAD_OVERRIDE || code == DIAG_UNKNOWN_LABEL;
}

static bool has_error(const struct marking *marking, struct span span)
{
    const struct sink *sink = marking->scope->sink;
    for (size_t i = marking->first; i < sink->list.count; i++)
        if (sink->list.at[i]->severity == SEVERITY_ERROR &&
            !is_of_ranking(sink->list.at[i]->code) && is_within(sink->list.at[i]->span, span))
            return true;
    return false;
}

/* A line may come from a change that stands elsewhere. */
static bool is_spotless(const struct marking *marking, const struct declaration *declaration)
{
    const struct node *node = declaration->node;
    if (!node || node->broken || has_error(marking, node->span))
        return false;
    for (const struct node *line = wording_items(node); line; line = line->next)
        if (has_error(marking, line->span))
            return false;
    return true;
}

/* ---- calendars ---- */

static bool is_sound_hours(const struct model *model, const struct calendar_spec *spec)
{
    for (uint32_t i = 0; i < model->calendar_count; i++)
        if (model->calendars[i].hours == spec)
            return model->calendars[i].is_sound;
    return false;
}

static bool lists_are_sound(const struct marking *marking, const struct calendar_spec *spec)
{
    for (size_t i = 0; i < spec->holidays_count; i++)
        if (has_error(marking, spec->holidays[i].list->origin))
            return false;
    return true;
}

static bool others_are_sound(const struct model *model, const struct calendar_spec *spec)
{
    bool sound = true;
    for (size_t i = 0; i < spec->include_count && sound; i++)
        sound = is_sound_hours(model, spec->includes[i].spec);
    for (size_t i = 0; i < spec->exclude_count && sound; i++)
        sound = is_sound_hours(model, spec->excludes[i].spec);
    return sound;
}

static bool period_is_sound(const struct model *model, const struct period_spec *period)
{
    for (size_t i = 0; i < period->count; i++)
        if (period->lines[i].kind == PERIOD_WORKING_DAYS &&
            (!period->lines[i].calendar || !is_sound_hours(model, period->lines[i].calendar)))
            return false;
    return true;
}

/* Rests on what is sound? Asked again and again until nothing changes. */
static bool rests_well(const struct marking *marking, const struct model_calendar *row)
{
    const struct model *model = marking->scope->model;
    if (row->period)
        return period_is_sound(model, row->period);
    return lists_are_sound(marking, row->hours) && others_are_sound(model, row->hours);
}

static void mark_calendars(const struct marking *marking)
{
    const struct scope *scope = marking->scope;
    struct model_calendar *rows = (struct model_calendar *)scope->model->calendars;
    bool charter = !scope->charter || !has_error(marking, scope->charter->span);
    rows[0].is_sound = true;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        if (declaration->node &&
            (declaration->kind == NODE_HOURS || declaration->kind == NODE_PERIOD))
            rows[declaration->index].is_sound = charter && is_spotless(marking, declaration);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 1; i < scope->model->calendar_count; i++)
            if (rows[i].is_sound && !rests_well(marking, &rows[i])) {
                rows[i].is_sound = false;
                changed = true;
            }
    }
}

/* ---- clocks, targets and escalations ---- */

static void mark_clocks(const struct marking *marking)
{
    const struct scope *scope = marking->scope;
    struct clock_model *clocks = (struct clock_model *)scope->model->clocks;
    for (size_t i = 0; i < scope->declarations.count; i++)
        if (scope->declarations.at[i]->kind == NODE_CLOCK)
            clocks[scope->declarations.at[i]->index].is_sound =
                is_spotless(marking, scope->declarations.at[i]);
}

static void mark_targets(const struct marking *marking)
{
    const struct scope *scope = marking->scope;
    struct target *targets = (struct target *)scope->model->targets;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        if (declaration->kind == NODE_TARGET)
            targets[declaration->index].is_sound =
                is_spotless(marking, declaration) && targets[declaration->index].beats &&
                scope->model->clocks[targets[declaration->index].clock].is_sound;
    }
}

static void mark_escalations(const struct marking *marking)
{
    const struct scope *scope = marking->scope;
    const struct model *model = scope->model;
    struct escalation *escalations = (struct escalation *)model->escalations;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        if (declaration->kind != NODE_ESCALATION)
            continue;
        struct escalation *escalation = &escalations[declaration->index];
        escalation->is_sound = is_spotless(marking, declaration) &&
                               escalation->target < model->target_count &&
                               model->targets[escalation->target].is_sound;
    }
}

/* ---- figures of periods, and money ---- */

static bool rests_on_calendar(const struct model *model, uint32_t calendar)
{
    return model->calendars[calendar].is_sound;
}

static bool rests_on_fees(const struct model *model, const struct credit *credit)
{
    for (uint32_t i = 0; i < credit->band_count; i++) {
        const struct credit_amount *amount = &credit->bands[i].credit;
        if (amount->is_share && !model->fees[amount->fee].is_sound)
            return false;
    }
    return true;
}

static void mark_figure(const struct scope *scope, const struct declaration *declaration)
{
    const struct model *model = scope->model;
    if (declaration->kind == NODE_AVAILABILITY) {
        struct availability *availability =
            (struct availability *)&model->availabilities[declaration->index];
        availability->is_sound = rests_on_calendar(model, availability->calendar);
    } else if (declaration->kind == NODE_MAINTENANCE) {
        ((struct maintenance *)&model->maintenances[declaration->index])->is_sound = true;
    } else if (declaration->kind == NODE_MEASURE) {
        struct measure *measure = (struct measure *)&model->measures[declaration->index];
        measure->is_sound = measure->kind != MEASURE_PERCENTILE ||
                            (rests_on_calendar(model, measure->calendar) &&
                             model->clocks[model->targets[measure->target].clock].is_sound);
    } else if (declaration->kind == NODE_CREDIT) {
        struct credit *credit = (struct credit *)&model->credits[declaration->index];
        credit->is_sound = rests_on_fees(model, credit);
    }
}

/* Fees before the credits that rest on them. */
static void mark_figures(const struct marking *marking)
{
    const struct scope *scope = marking->scope;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        if (declaration->kind == NODE_FEE)
            ((struct fee *)&scope->model->fees[declaration->index])->is_sound =
                is_spotless(marking, declaration);
    }
    for (size_t i = 0; i < scope->declarations.count; i++)
        if (is_spotless(marking, scope->declarations.at[i]))
            mark_figure(scope, scope->declarations.at[i]);
}

void draft_mark(const struct scope *scope, size_t first)
{
    struct marking marking = {scope, first};
    mark_calendars(&marking);
    mark_clocks(&marking);
    mark_targets(&marking);
    mark_escalations(&marking);
    mark_figures(&marking);
}
