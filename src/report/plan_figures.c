/* plan_figures.c - availability, maintenance, measures, fees and credits, line by line. */
#include "report/figures_text.h"
#include "report/plan_parts.h"
#include "report/shown.h"

static void put_services(const struct plan *plan, const uint32_t *services, uint32_t count)
{
    const struct schema *schema = &plan->model->schema;
    for (uint32_t i = 0; i < count; i++)
        plan_line(plan, 1, "of " TEXT_FMT,
                  TEXT_ARG(schema->attributes[schema->service].choices[services[i]].name));
}

static void put_promises(const struct plan *plan, const struct figure_promise *promises,
                         uint32_t count, const struct measure *measure)
{
    for (uint32_t i = 0; i < count; i++)
        plan_line(plan, 1, "promise " TEXT_FMT,
                  TEXT_ARG(figures_shown_promise(plan->arena, &promises[i], measure)));
}

static void put_availability(const struct plan *plan, uint32_t index)
{
    const struct availability *availability = &plan->model->availabilities[index];
    plan_line(plan, 0, "availability %u " TEXT_FMT, index, TEXT_ARG(availability->name));
    put_services(plan, availability->services, availability->service_count);
    if (availability->down)
        plan_line(plan, 1, "down while " TEXT_FMT,
                  TEXT_ARG(plan_condition(plan, availability->down)));
    if (availability->from) {
        plan_triggers(plan, "down from", availability->from);
        plan_triggers(plan, "down to", availability->to);
    }
    plan_line(plan, 1, "counted in " TEXT_FMT,
              TEXT_ARG(plan_calendar(plan, availability->calendar)));
    if (availability->excludes_maintenance)
        plan_line(plan, 1, "excluding maintenance");
    put_promises(plan, availability->promises, availability->promise_count, NULL);
}

/* ---- maintenance ---- */

static struct text days_text(const struct plan *plan, uint8_t days)
{
    struct text out = TEXT("");
    for (int i = MONDAY; i <= SUNDAY; i++)
        if (days & 1U << i)
            out = text_format(plan->arena, TEXT_FMT "%s%s", TEXT_ARG(out), out.len ? ", " : "",
                              civil_weekday_name((enum weekday)i));
    return out;
}

static struct text line_days(const struct plan *plan, const struct period_line *line)
{
    static const char *const nths[] = {"last", "", "first", "second", "third", "fourth", "fifth"};
    char from[CIVIL_ROOM], to[CIVIL_ROOM];
    switch (line->kind) {
    case PERIOD_WEEKLY:
        return text_format(plan->arena, "every " TEXT_FMT, TEXT_ARG(days_text(plan, line->days)));
    case PERIOD_NTH_WEEKDAY:
        return text_format(plan->arena, "every %s %s of %s", nths[line->nth + 1],
                           civil_weekday_name(line->weekday),
                           line->month ? civil_month_name(line->month) : "each month");
    case PERIOD_INSTANTS:
        civil_write_instant(from, line->from);
        civil_write_instant(to, line->to);
        return text_format(plan->arena, "from %s to %s", from, to);
    default:
        civil_write_date(from, line->first);
        return text_format(plan->arena, "on %s", from);
    }
}

static struct text line_spans(const struct plan *plan, const struct period_line *line)
{
    struct text out = TEXT("");
    for (size_t i = 0; i < line->spans.count; i++) {
        char from[CIVIL_ROOM], to[CIVIL_ROOM];
        civil_write_time(from, line->spans.at[i].from);
        civil_write_time(to, line->spans.at[i].to);
        out =
            text_format(plan->arena, TEXT_FMT "%s %s to %s", TEXT_ARG(out), i ? "," : "", from, to);
    }
    return out;
}

static void put_maintenance(const struct plan *plan, uint32_t index)
{
    const struct maintenance *maintenance = &plan->model->maintenances[index];
    plan_line(plan, 0, "maintenance %u " TEXT_FMT, index, TEXT_ARG(maintenance->name));
    put_services(plan, maintenance->services, maintenance->service_count);
    for (size_t i = 0; i < maintenance->windows->count; i++) {
        const struct period_line *line = &maintenance->windows->lines[i];
        plan_line(plan, 1, TEXT_FMT TEXT_FMT, TEXT_ARG(line_days(plan, line)),
                  TEXT_ARG(line_spans(plan, line)));
    }
}

/* ---- measures ---- */

static void put_average(const struct plan *plan, const struct measure *measure)
{
    const struct schema *schema = &plan->model->schema;
    bool on = measure->event_kind != INDEX_NONE;
    plan_line(plan, 1, "average of " TEXT_FMT "%s" TEXT_FMT "%s%s",
              TEXT_ARG(schema->attributes[measure->attribute].name), on ? " on " : "",
              TEXT_ARG(on ? schema->kinds[measure->event_kind].name : TEXT("")),
              measure->currency[0] ? " in " : "", measure->currency);
}

static void put_measure(const struct plan *plan, uint32_t index)
{
    const struct measure *measure = &plan->model->measures[index];
    plan_line(plan, 0, "measure %u " TEXT_FMT, index, TEXT_ARG(measure->name));
    switch (measure->kind) {
    case MEASURE_SHARE:
        plan_line(plan, 1, "share of tickets when " TEXT_FMT,
                  TEXT_ARG(plan_condition(plan, measure->when)));
        break;
    case MEASURE_COUNT:
        plan_triggers(plan, "count of", measure->events);
        if (measure->when)
            plan_line(plan, 1, "when " TEXT_FMT, TEXT_ARG(plan_condition(plan, measure->when)));
        break;
    case MEASURE_AVERAGE:
        put_average(plan, measure);
        break;
    case MEASURE_PERCENTILE:
        plan_line(plan, 1, "percentile " TEXT_FMT " of " TEXT_FMT " in " TEXT_FMT,
                  TEXT_ARG(decimal_format(plan->arena, measure->rank)),
                  TEXT_ARG(plan->model->clocks[plan->model->targets[measure->target].clock].name),
                  TEXT_ARG(plan_calendar(plan, measure->calendar)));
        break;
    }
    put_promises(plan, measure->promises, measure->promise_count, measure);
}

/* ---- money ---- */

static void put_fee(const struct plan *plan, uint32_t index)
{
    const struct fee *fee = &plan->model->fees[index];
    plan_line(plan, 0, "fee %u " TEXT_FMT ": " TEXT_FMT " each " TEXT_FMT, index,
              TEXT_ARG(fee->name),
              TEXT_ARG(figures_amount(plan->arena, fee->currency, fee->places, fee->amount)),
              TEXT_ARG(figures_each(plan->arena, fee->unit, fee->first_month)));
    if (fee->payable)
        plan_line(plan, 1, "payable within " TEXT_FMT,
                  TEXT_ARG(shown_limit(plan->arena, fee->payable)));
}

static void put_credit(const struct plan *plan, uint32_t index)
{
    const struct credit *credit = &plan->model->credits[index];
    plan_line(plan, 0, "credit %u " TEXT_FMT, index, TEXT_ARG(credit->name));
    plan_line(plan, 1, "for " TEXT_FMT " each " TEXT_FMT,
              TEXT_ARG(plan->model->targets[credit->target].name),
              TEXT_ARG(figures_each(plan->arena, credit->unit, credit->first_month)));
    plan_line(plan, 1, "rounded to %d places of %s", credit->places, credit->currency);
    for (uint32_t i = 0; i < credit->band_count; i++)
        plan_line(
            plan, 1, TEXT_FMT " below " TEXT_FMT "%%",
            TEXT_ARG(figures_credited(plan->arena, plan->model, credit, &credit->bands[i].credit)),
            TEXT_ARG(decimal_format(plan->arena, credit->bands[i].below)));
    if (credit->has_cap)
        plan_line(plan, 1, "capped at " TEXT_FMT,
                  TEXT_ARG(figures_credited(plan->arena, plan->model, credit, &credit->cap)));
}

void plan_figures(const struct plan *plan)
{
    const struct model *model = plan->model;
    for (uint32_t i = 0; i < model->availability_count; i++)
        if (!model->availabilities[i].is_absent)
            put_availability(plan, i);
    for (uint32_t i = 0; i < model->maintenance_count; i++)
        if (!model->maintenances[i].is_absent)
            put_maintenance(plan, i);
    for (uint32_t i = 0; i < model->measure_count; i++)
        if (!model->measures[i].is_absent)
            put_measure(plan, i);
    for (uint32_t i = 0; i < model->fee_count; i++)
        if (!model->fees[i].is_absent)
            put_fee(plan, i);
    for (uint32_t i = 0; i < model->credit_count; i++)
        if (!model->credits[i].is_absent)
            put_credit(plan, i);
}
