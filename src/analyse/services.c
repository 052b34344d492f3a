/* services.c - availability and maintenance that can't be what was meant. */
#include "analyse/analysis.h"
#include "check/steps.h"
#include "syntax/tree.h"

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

void services_unmaintained(struct analysis *analysis, uint32_t index)
{
    const struct model *model = analysis->model;
    const struct maintenance *maintenance = &model->maintenances[index];
    const struct availability *without = NULL;
    for (uint32_t i = 0; i < model->availability_count; i++) {
        const struct availability *availability = &model->availabilities[i];
        if (availability->is_absent || !shares_service(availability, maintenance))
            continue;
        if (availability->excludes_maintenance)
            return;
        without = availability;
    }
    struct diagnostic *d = diagnose(analysis->sink, DIAG_MAINTENANCE_UNUSED, maintenance->declared,
                                    "no availability leaves the maintenance `" TEXT_FMT "` out",
                                    TEXT_ARG(maintenance->name));
    if (without)
        diagnostic_label(analysis->sink, d, without->declared, "counts it like any other time");
    diagnostic_hint(analysis->sink, d,
                    without ? "Add `excluding maintenance` to the availability."
                            : "Say with `of` the service whose availability is promised.");
}

void services_without_maintenance(struct analysis *analysis, uint32_t index)
{
    const struct model *model = analysis->model;
    const struct availability *availability = &model->availabilities[index];
    if (!availability->excludes_maintenance)
        return;
    for (uint32_t i = 0; i < model->maintenance_count; i++)
        if (!model->maintenances[i].is_absent &&
            shares_service(availability, &model->maintenances[i]))
            return;
    struct diagnostic *d =
        diagnose(analysis->sink, DIAG_NO_MAINTENANCE, availability->declared,
                 "`" TEXT_FMT "` excludes maintenance, and none is declared of its services",
                 TEXT_ARG(availability->name));
    diagnostic_hint(analysis->sink, d, "Declare it with `maintenance`, or leave the line out.");
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

/* The name of the hours in which a service says that it is open, or NULL. */
static const struct node *hours_line(const struct model *model, struct text service)
{
    for (uint32_t i = 0; i < model->declaration_count; i++) {
        const struct model_declaration *declaration = &model->declarations[i];
        if (declaration->kind != NODE_SERVICE || !text_equal(declaration->name, service))
            continue;
        const struct node *line = steps_find(declaration->node->kid[SERVICE_ITEMS], NODE_OPEN_IN);
        return line ? line->kid[OPEN_IN_CALENDAR] : NULL;
    }
    return NULL;
}

static const struct model_calendar *hours_of(const struct model *model, struct text service)
{
    const struct node *name = hours_line(model, service);
    for (uint32_t i = 0; i < model->calendar_count && name; i++) {
        const struct model_calendar *calendar = &model->calendars[i];
        if (calendar->hours && calendar->is_sound && text_equal(calendar->name, name->text))
            return calendar;
    }
    return NULL;
}

static void check_counted(struct analysis *analysis, const struct availability *availability,
                          struct text service)
{
    const struct model *model = analysis->model;
    const struct model_calendar *counted = &model->calendars[availability->calendar];
    const struct model_calendar *open = hours_of(model, service);
    day some = civil_day(2000, 1, 1);
    if (!open || open == counted || calendar_is_always(counted->hours) ||
        calendar_is_always(open->hours))
        return;
    const struct calendar_spec *spec = both(analysis->arena, counted->hours, open->hours);
    if (!calendar_never_open(calendar_compile(analysis->arena, spec, some, some)))
        return;
    struct diagnostic *d =
        diagnose(analysis->sink, DIAG_NEVER_COUNTED, availability->declared,
                 "`" TEXT_FMT "` is counted in hours in which `" TEXT_FMT "` is never open",
                 TEXT_ARG(availability->name), TEXT_ARG(service));
    diagnostic_label(analysis->sink, d, open->declared, "the hours of the service");
    diagnostic_label(analysis->sink, d, counted->declared, "the hours that count");
}

void services_never_counted(struct analysis *analysis, uint32_t index)
{
    const struct schema *schema = &analysis->model->schema;
    const struct availability *availability = &analysis->model->availabilities[index];
    for (uint32_t i = 0; i < availability->service_count; i++)
        check_counted(analysis, availability,
                      schema->attributes[schema->service].choices[availability->services[i]].name);
}

/* ---- outages ---- */

static bool same_trigger(const struct trigger *a, const struct trigger *b)
{
    return a->kind == b->kind && a->actor == b->actor && a->status == b->status &&
           a->has_class == b->has_class && (!a->has_class || a->status_class == b->status_class);
}

void services_of_one_event(struct analysis *analysis, uint32_t index)
{
    const struct availability *availability = &analysis->model->availabilities[index];
    if (!availability->from || !same_trigger(availability->from->at, availability->to->at))
        return;
    struct diagnostic *d =
        diagnose(analysis->sink, DIAG_OUTAGE_OF_ONE_EVENT, availability->from->at->span,
                 "an outage of `" TEXT_FMT "` begins and ends with the same event",
                 TEXT_ARG(availability->name));
    diagnostic_label(analysis->sink, d, availability->to->at->span, "the end");
    diagnostic_note(analysis->sink, d,
                    "The first such event begins an outage, the second ends it.");
}
