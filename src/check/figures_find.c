/* figures_find.c - figures of periods that can't be what was meant, seen before any ticket. */
#include "check/figures.h"
#include "check/findings.h"
#include "check/steps.h"
#include "syntax/tree.h"

struct finding {
    struct scope *scope;
    struct cells *cells;
};

/* ---- maintenance and availability, of the same services ---- */

static bool shares_service(const struct availability *availability,
                           const struct maintenance *maintenance)
{
    for (uint32_t i = 0; i < availability->service_count; i++)
        for (uint32_t k = 0; k < maintenance->service_count; k++)
            if (availability->services[i] == maintenance->services[k])
                return true;
    return false;
}

static void find_unused_maintenance(struct scope *scope, const struct maintenance *maintenance)
{
    const struct model *model = scope->model;
    const struct availability *without = NULL;
    for (uint32_t i = 0; i < model->availability_count; i++) {
        const struct availability *availability = &model->availabilities[i];
        if (!shares_service(availability, maintenance))
            continue;
        if (availability->excludes_maintenance)
            return;
        without = availability;
    }
    struct diagnostic *d = diagnose(scope->sink, DIAG_MAINTENANCE_UNUSED, maintenance->declared,
                                    "no availability leaves the maintenance `" TEXT_FMT "` out",
                                    TEXT_ARG(maintenance->name));
    if (without)
        diagnostic_label(scope->sink, d, without->declared, "counts it like any other time");
    diagnostic_hint(scope->sink, d,
                    without ? "Add `excluding maintenance` to the availability."
                            : "Say with `of` the service whose availability is promised.");
}

static void find_without_maintenance(struct scope *scope, const struct availability *availability)
{
    const struct model *model = scope->model;
    if (!availability->excludes_maintenance || !availability->service_count)
        return;
    for (uint32_t i = 0; i < model->maintenance_count; i++)
        if (shares_service(availability, &model->maintenances[i]))
            return;
    struct diagnostic *d =
        diagnose(scope->sink, DIAG_NO_MAINTENANCE, availability->declared,
                 "`" TEXT_FMT "` excludes maintenance, and none is declared of its services",
                 TEXT_ARG(availability->name));
    diagnostic_hint(scope->sink, d, "Declare it with `maintenance`, or leave the line out.");
}

/* ---- hours of a service ---- */

/* Hours that are open where A and B both are. */
static struct calendar_spec *both(struct arena *arena, const struct calendar_spec *a,
                                  const struct calendar_spec *b)
{
    struct calendar_other *without = ARENA_ARRAY(arena, 3, struct calendar_other);
    struct calendar_spec *closed = ARENA_NEW(arena, struct calendar_spec);
    struct calendar_spec *spec = ARENA_NEW(arena, struct calendar_spec);
    *closed = *calendar_always(arena, b->zone);
    without[0].spec = b;
    closed->excludes = &without[0];
    closed->exclude_count = 1;
    without[1].spec = a;
    without[2].spec = closed;
    *spec = (struct calendar_spec){.name = a->name,
                                   .zone = a->zone,
                                   .includes = &without[1],
                                   .include_count = 1,
                                   .excludes = &without[2],
                                   .exclude_count = 1};
    return spec;
}

/* The hours in which a service says that it is open, or NULL. */
static const struct model_calendar *hours_of(struct scope *scope, uint32_t service)
{
    const struct schema *schema = &scope->model->schema;
    struct text name = schema->attributes[schema->service].choices[service].name;
    const struct declaration *declared = scope_find(scope, NODE_SERVICE, name);
    const struct node *line = declared && declared->node
                                  ? steps_find(declared->node->kid[SERVICE_ITEMS], NODE_OPEN_IN)
                                  : NULL;
    uint32_t index = line ? scope_hours(scope, line->kid[OPEN_IN_CALENDAR]) : INDEX_NONE;
    return index == INDEX_NONE ? NULL : &scope->model->calendars[index];
}

static void find_never_counted(struct scope *scope, const struct availability *availability,
                               uint32_t service)
{
    const struct schema *schema = &scope->model->schema;
    const struct model_calendar *counted = &scope->model->calendars[availability->calendar];
    const struct model_calendar *open = hours_of(scope, service);
    day some = civil_day(2000, 1, 1);
    if (!open || open == counted || calendar_is_always(counted->hours) ||
        calendar_is_always(open->hours))
        return;
    const struct calendar_spec *spec = both(scope->arena, counted->hours, open->hours);
    if (!calendar_never_open(calendar_compile(scope->arena, spec, some, some)))
        return;
    struct text name = schema->attributes[schema->service].choices[service].name;
    struct diagnostic *d =
        diagnose(scope->sink, DIAG_NEVER_COUNTED, availability->declared,
                 "`" TEXT_FMT "` is counted in hours in which `" TEXT_FMT "` is never open",
                 TEXT_ARG(availability->name), TEXT_ARG(name));
    diagnostic_label(scope->sink, d, open->declared, "the hours of the service");
    diagnostic_label(scope->sink, d, counted->declared, "the hours that count");
}

/* ---- outages ---- */

static bool same_trigger(const struct trigger *a, const struct trigger *b)
{
    return a->kind == b->kind && a->actor == b->actor && a->status == b->status &&
           a->has_class == b->has_class && (!a->has_class || a->status_class == b->status_class);
}

static void find_outage(struct finding *finding, const struct availability *availability)
{
    struct scope *scope = finding->scope;
    struct findings findings = {scope, finding->cells, NULL};
    findings_condition(&findings, availability->down);
    if (!availability->from || !availability->from->count || !availability->to->count ||
        !same_trigger(availability->from->at, availability->to->at))
        return;
    struct diagnostic *d =
        diagnose(scope->sink, DIAG_OUTAGE_OF_ONE_EVENT, availability->from->at->span,
                 "an outage of `" TEXT_FMT "` begins and ends with the same event",
                 TEXT_ARG(availability->name));
    diagnostic_label(scope->sink, d, availability->to->at->span, "the end");
    diagnostic_note(scope->sink, d, "The first such event begins an outage, the second ends it.");
}

static void find_availability(struct finding *finding, const struct availability *availability)
{
    find_without_maintenance(finding->scope, availability);
    for (uint32_t i = 0; i < availability->service_count; i++)
        find_never_counted(finding->scope, availability, availability->services[i]);
    find_outage(finding, availability);
}

/* ---- measures ---- */

static void find_clock(struct finding *finding, const struct measure *measure)
{
    struct scope *scope = finding->scope;
    struct findings findings = {scope, finding->cells, NULL};
    const struct target *target = &scope->model->targets[measure->target];
    const struct clock_model *clock = &scope->model->clocks[target->clock];
    enum clock_run run = findings_clock(&findings, clock, NULL);
    if (run == CLOCK_RUNS)
        return;
    struct diagnostic *d =
        diagnose(scope->sink, DIAG_MEASURE_NEVER_RUNS, measure->declared,
                 run == CLOCK_ALWAYS_PAUSED
                     ? "measure `" TEXT_FMT "` is of a clock that is always paused"
                     : "measure `" TEXT_FMT "` is of a clock that no ticket can start",
                 TEXT_ARG(measure->name));
    diagnostic_label(scope->sink, d, clock->declared, "the clock");
}

static void find_measure(struct finding *finding, const struct declaration *declaration)
{
    const struct measure *measure = &finding->scope->model->measures[declaration->index];
    struct findings findings = {finding->scope, finding->cells, NULL};
    findings_condition(&findings, measure->when);
    if (measure->kind == MEASURE_PERCENTILE) {
        find_clock(finding, measure);
        return;
    }
    const struct node *hours = steps_find(declaration->node->kid[MEASURE_ITEMS], NODE_COUNTED_IN);
    if (!hours)
        return;
    struct diagnostic *d =
        diagnose(finding->scope->sink, DIAG_HOURS_WITHOUT_CLOCK, hours->span,
                 "measure `" TEXT_FMT "` counts no time, so hours say nothing in it",
                 TEXT_ARG(measure->name));
    diagnostic_hint(finding->scope->sink, d, "Leave the line out.");
}

/* ---- objectives ---- */

static bool serves(const struct node *node, struct text objective)
{
    const struct node *item = node->kind == NODE_TARGET         ? node->kid[TARGET_ITEMS]
                              : node->kind == NODE_AVAILABILITY ? node->kid[AVAILABILITY_ITEMS]
                              : node->kind == NODE_MEASURE      ? node->kid[MEASURE_ITEMS]
                                                                : NULL;
    for (; item; item = item->next)
        if (item->kind == NODE_SERVES && text_equal(item->kid[SERVES_OBJECTIVE]->text, objective))
            return true;
    return false;
}

static void find_objective(struct scope *scope, const struct declaration *objective)
{
    for (size_t i = 0; i < scope->declarations.count; i++)
        if (scope->declarations.at[i]->node &&
            serves(scope->declarations.at[i]->node, objective->name))
            return;
    struct diagnostic *d =
        diagnose(scope->sink, DIAG_OBJECTIVE_UNMEASURED, node_name(objective->node)->span,
                 "nothing measures the objective `" TEXT_FMT "`", TEXT_ARG(objective->name));
    diagnostic_hint(scope->sink, d,
                    "Say `serves " TEXT_FMT "` in a target, a measure or an availability.",
                    TEXT_ARG(objective->name));
}

/* ---- all ---- */

/* What follows from a mistake is no finding. */
void figures_find(struct scope *scope)
{
    if (scope->sink->errors)
        return;
    struct finding finding = {scope, cells_new(scope->arena, scope->model)};
    for (uint32_t i = 0; i < scope->model->availability_count; i++)
        find_availability(&finding, &scope->model->availabilities[i]);
    for (uint32_t i = 0; i < scope->model->maintenance_count; i++)
        find_unused_maintenance(scope, &scope->model->maintenances[i]);
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        if (declaration->kind == NODE_MEASURE)
            find_measure(&finding, declaration);
        if (declaration->kind == NODE_OBJECTIVE && scope->charter && !declaration->from_library)
            find_objective(scope, declaration);
    }
}
