/* kept.c - see kept.h. */
#include "report/kept.h"

#include "count/buckets.h"
#include "report/figures_text.h"
#include "report/page.h"
#include "report/shown.h"

typedef VECTOR(struct kept_period) period_list;

/* ---- the year ---- */

static day as_of_date(const struct report_input *input)
{
    instant as_of = judge_as_of(input->judge);
    return as_of == INSTANT_NONE ? DAY_NONE : zone_to_local(input->model->zone, as_of).date;
}

/* The same date a year before; of 29 February, the 28th. */
static day year_before(day date)
{
    if (date == DAY_NONE)
        return DAY_NONE;
    struct civil_date of = civil_of_day(date);
    int most = civil_days_in_month(of.year - 1, of.month);
    return civil_day(of.year - 1, of.month, of.mday > most ? most : of.mday);
}

const char *kept_unit(enum period_unit unit, bool several)
{
    static const char *const words[][2] = {{"day", "days"},
                                           {"week", "weeks"},
                                           {"month", "months"},
                                           {"quarter", "quarters"},
                                           {"year", "years"}};
    return words[unit][several];
}

/* The share of all periods of the year together. */
static struct text year_share(const struct kept_line *line, struct arena *arena)
{
    uint64_t part = 0, whole = 0;
    const struct decimal *percent = NULL;
    for (uint32_t i = 0; i < line->period_count; i++) {
        const struct kept_period *period = &line->periods[i];
        if (!period->is_in_year || !period->is_share)
            continue;
        part += period->part;
        whole += period->whole;
        percent = period->percent;
    }
    if (!whole)
        return TEXT("");
    if (!percent)
        return shown_share(arena, part, whole, NULL);
    return shown_share_promised(arena, part, whole,
                                &(struct shown_promise){*percent, line->at_most});
}

static void sum_up(struct kept_line *line, const period_list *periods, day year_from,
                   struct arena *arena)
{
    for (size_t i = 0; i < periods->count; i++) {
        struct kept_period *period = &periods->at[i];
        period->is_in_year = period->first > year_from;
        if (period->is_tested)
            line->last = period;
        line->year_held += period->is_in_year && period->held == TALLY_HELD;
        line->year_broken += period->is_in_year && period->held == TALLY_BROKEN;
    }
    line->periods = periods->at;
    line->period_count = (uint32_t)periods->count;
    line->year = line->year_broken ? TALLY_BROKEN : line->year_held ? TALLY_HELD : TALLY_NOT_TESTED;
    line->year_shown = year_share(line, arena);
}

/* ---- targets ---- */

/* Some periods of the tally. */
struct counted {
    const struct promise *promise; /* NULL: none */
    const struct tally_period *periods;
    uint32_t count;
};

static struct text percent_of(struct arena *arena, const struct promise *promise)
{
    if (!promise)
        return TEXT("");
    return text_format(arena, TEXT_FMT "%%", TEXT_ARG(decimal_format(arena, promise->percent)));
}

static struct kept_period counted_period(const struct tally_period *tallied, struct arena *arena)
{
    const struct tally_counts *counts = &tallied->counts;
    struct kept_period period = {.label = tallied->label,
                                 .first = tallied->first,
                                 .held = tallied->held,
                                 .part = counts->met,
                                 .whole = counts->met + counts->breached,
                                 .promised = percent_of(arena, tallied->promise)};
    period.is_tested = period.is_share = period.whole > 0;
    period.percent = tallied->promise ? &tallied->promise->percent : NULL;
    period.shown = shown_share(arena, period.part, period.whole, period.percent);
    if (period.is_tested)
        period.value = decimal_share(arena, period.part, period.whole, 4);
    return period;
}

/* `at least 95% of tickets each month` */
static struct text promise_terms(const struct promise *promise, struct arena *arena)
{
    return text_format(arena, "at least " TEXT_FMT "%% of %s each " TEXT_FMT,
                       TEXT_ARG(decimal_format(arena, promise->percent)),
                       promise->of_cycles ? "cycles" : "tickets",
                       TEXT_ARG(figures_each(arena, promise->unit, promise->first_month)));
}

static struct kept_line of_counted(const struct report_input *input, uint32_t number,
                                   const struct counted *counted, struct arena *arena)
{
    const struct target *target = &input->model->targets[number];
    const struct promise *promise = counted->promise;
    struct kept_line line = {.kind = "target",
                             .name = target->name,
                             .title = shown_title(target->title, target->name),
                             .place = page_place(arena, "target", target->name),
                             .has_promise = promise != NULL,
                             .promised = percent_of(arena, promise),
                             .unit = promise ? promise->unit : UNIT_MONTH};
    struct buckets buckets = buckets_of_promise(input->model, promise);
    instant as_of = judge_as_of(input->judge);
    period_list periods = {0};
    if (as_of != INSTANT_NONE)
        buckets_find(&buckets, as_of);
    for (uint32_t i = 0; i < counted->count; i++) {
        struct kept_period period = counted_period(&counted->periods[i], arena);
        period.is_unfinished = buckets.first < buckets.next && period.first == buckets.first;
        VECTOR_PUSH(arena, &periods, period);
    }
    if (promise)
        line.terms = promise_terms(promise, arena);
    sum_up(&line, &periods, year_before(as_of_date(input)), arena);
    return line;
}

struct kept_line kept_target(const struct report_input *input, const struct tally_target *target,
                             struct arena *arena)
{
    struct counted counted = {target->promise, target->periods, target->period_count};
    return of_counted(input, target->target, &counted, arena);
}

struct kept_line kept_further(const struct report_input *input, const struct tally_target *target,
                              const struct tally_further *further, struct arena *arena)
{
    struct counted counted = {further->promise, further->periods, further->period_count};
    return of_counted(input, target->target, &counted, arena);
}

/* ---- availability and measures ---- */

static struct kept_period figured_period(const struct figure_period *figured,
                                         const struct measure *measure, struct arena *arena)
{
    struct kept_period period = {.label = figured->period.label,
                                 .first = figured->period.first,
                                 .held = figured->held,
                                 .is_tested = figured->has_figure,
                                 .is_unfinished = figured->period.is_unfinished};
    bool shares = !measure || measure->kind == MEASURE_SHARE;
    period.is_share = figured->has_figure && shares;
    if (period.is_share) {
        period.part = figured->part;
        period.whole = figured->whole;
    }
    period.shown =
        measure ? figures_shown(arena, measure, figured) : figures_shown_share(arena, figured);
    period.value = measure ? figures_value(arena, measure, figured)
                           : figures_availability_value(arena, figured);
    if (!figured->promise)
        return period;
    period.promised = figures_shown_amount(arena, figured->promise, measure);
    if (shares)
        period.percent = &figured->promise->amount;
    return period;
}

static void fill_figures(const struct report_input *input, struct kept_line *line,
                         const struct figure_line *figures, struct arena *arena)
{
    const struct measure *measure =
        line->kind[0] == 'm' ? &figures->model->measures[figures->slot] : NULL;
    period_list periods = {0};
    for (uint32_t i = 0; i < figures->period_count; i++) {
        struct kept_period period = figured_period(&figures->periods[i], measure, arena);
        VECTOR_PUSH(arena, &periods, period);
    }
    line->place = page_place(arena, line->kind, line->name);
    line->has_promise = true;
    line->at_most = figures->promise->at_most;
    line->unit = figures->promise->unit;
    line->terms = figures_shown_promise(arena, figures->promise, measure);
    line->promised = figures_shown_amount(arena, figures->promise, measure);
    sum_up(line, &periods, year_before(as_of_date(input)), arena);
}

struct kept_line kept_availability(const struct report_input *input, const struct figure_line *line,
                                   struct arena *arena)
{
    const struct availability *availability = &line->model->availabilities[line->slot];
    const struct schema *schema = &input->model->schema;
    struct text title = shown_title(availability->title, availability->name);
    struct kept_line kept = {.kind = "availability", .name = availability->name, .title = title};
    const struct choice *service = &schema->attributes[schema->service].choices[line->service];
    if (availability->service_count > 1)
        kept.title = text_format(arena, TEXT_FMT ", " TEXT_FMT, TEXT_ARG(title),
                                 TEXT_ARG(shown_title(service->title, service->name)));
    fill_figures(input, &kept, line, arena);
    return kept;
}

struct kept_line kept_measure(const struct report_input *input, const struct figure_line *line,
                              struct arena *arena)
{
    const struct measure *measure = &line->model->measures[line->slot];
    struct kept_line kept = {.kind = "measure",
                             .name = measure->name,
                             .title = shown_title(measure->title, measure->name)};
    fill_figures(input, &kept, line, arena);
    return kept;
}

/* ---- all ---- */

struct kept kept_all(const struct report_input *input, struct arena *arena)
{
    VECTOR(struct kept_line) lines = {0};
    const struct tally_result *tally = input->tally;
    const struct figures_result *figures = input->figures;
    for (uint32_t i = 0; i < tally->target_count; i++) {
        const struct tally_target *target = &tally->targets[i];
        if (target->promise)
            VECTOR_PUSH(arena, &lines, kept_target(input, target, arena));
        for (uint32_t k = 0; k < target->further_count; k++)
            VECTOR_PUSH(arena, &lines, kept_further(input, target, &target->further[k], arena));
    }
    for (uint32_t i = 0; i < figures->availability_count; i++)
        VECTOR_PUSH(arena, &lines, kept_availability(input, &figures->availabilities[i], arena));
    for (uint32_t i = 0; i < figures->measure_count; i++)
        VECTOR_PUSH(arena, &lines, kept_measure(input, &figures->measures[i], arena));
    return (struct kept){.lines = lines.at,
                         .count = (uint32_t)lines.count,
                         .year_from = year_before(as_of_date(input)),
                         .as_of = as_of_date(input)};
}
