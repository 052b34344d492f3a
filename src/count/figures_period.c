/* figures_period.c - the figure of one period, and whether it keeps what was promised. */
#include "count/figures_part.h"
#include "time/period.h"

enum { WINDOW_DAYS = 36525 }; /* of compiled maintenance: a century */

/* VALUE against what is promised: -1, 0, 1. */
static enum tally_held held(const struct figure_promise *promise, int order)
{
    bool keeps = promise->at_most ? order <= 0 : order >= 0;
    return keeps ? TALLY_HELD : TALLY_BROKEN;
}

static void judge_share(struct figure_period *out)
{
    out->has_figure = out->whole > 0;
    if (out->has_figure)
        out->held =
            held(out->promise, decimal_compare_share(out->part, out->whole, out->promise->amount));
}

/* ---- availability ---- */

const struct calendar *figures_maintenance(const struct model *version, uint32_t service,
                                           const struct period_list *periods, struct arena *arena)
{
    VECTOR(struct period_line) lines = {0};
    for (uint32_t i = 0; i < version->maintenance_count; i++) {
        const struct maintenance *maintenance = &version->maintenances[i];
        bool is_of = false;
        for (uint32_t k = 0; k < maintenance->service_count && !maintenance->is_absent; k++)
            is_of |= maintenance->services[k] == service;
        for (size_t k = 0; is_of && k < maintenance->windows->count; k++)
            VECTOR_PUSH(arena, &lines, maintenance->windows->lines[k]);
    }
    if (!lines.count || !periods->count)
        return NULL;
    struct period_spec *spec = ARENA_NEW(arena, struct period_spec);
    *spec = (struct period_spec){.name = TEXT("maintenance"),
                                 .zone = version->zone,
                                 .lines = lines.at,
                                 .count = lines.count};
    day first = periods->at[0].first, last = periods->at[periods->count - 1].next;
    if (last - first > WINDOW_DAYS)
        first = last - WINDOW_DAYS;
    return period_compile(arena, spec, first, last);
}

static void push_open(stretches *to, const struct calendar *calendar,
                      struct calendar_stretch stretch, struct arena *arena)
{
    struct calendar_stretches open =
        calendar_open_between(calendar, stretch.from, stretch.to, arena);
    for (size_t i = 0; i < open.count; i++)
        stretches_push(arena, to, open.at[i]);
}

/* C ∩ period − maintenance */
static stretches counted_time(const struct calendar *calendar, const struct calendar *maintenance,
                              const stretches *period, struct arena *arena)
{
    stretches counted = {0}, cuts = {0};
    for (size_t i = 0; i < period->count; i++) {
        push_open(&counted, calendar, period->at[i], arena);
        if (maintenance)
            push_open(&cuts, maintenance, period->at[i], arena);
    }
    stretches_subtract(arena, &counted, &cuts);
    return counted;
}

static uint64_t length_of(const stretches *list)
{
    uint64_t length = 0;
    for (size_t i = 0; i < list->count; i++)
        length += (uint64_t)(list->at[i].to - list->at[i].from);
    return length;
}

/* The length of TIME that lies in OUTAGES; both are tidy. */
static uint64_t length_down(const stretches *time, const stretches *outages)
{
    uint64_t length = 0;
    size_t next = time->count ? stretches_after(outages, time->at[0].from) : 0;
    for (size_t i = 0; i < time->count; i++) {
        const struct calendar_stretch *open = &time->at[i];
        while (next < outages->count && outages->at[next].to <= open->from)
            next++;
        for (size_t k = next; k < outages->count && outages->at[k].from < open->to; k++) {
            const struct calendar_stretch *down = &outages->at[k];
            instant from = down->from > open->from ? down->from : open->from;
            instant to = down->to < open->to ? down->to : open->to;
            length += (uint64_t)(to - from);
        }
    }
    return length;
}

static uint64_t down_in(const struct figure_availability *of, const struct figure_period *out,
                        const stretches *counted)
{
    size_t count;
    struct cell_key key = {CELL_OUTAGES, out->period.version, of->slot, (int32_t)of->service};
    struct cell *const *cells =
        figures_part_range(&of->figures->whole, key, (int32_t)of->service, &count);
    return count ? length_down(counted, &cells[0]->outages) : 0;
}

void figures_availability(const struct figure_availability *of, struct figure_period *out,
                          struct arena *scratch)
{
    uint32_t version = out->period.version;
    const struct judge *judge = sampler_judge(of->figures->sampler, version);
    const struct model *model = of->figures->request.model->versions[version].model;
    uint32_t calendar = model->availabilities[of->slot].calendar;
    struct calendar_stretch whole = {out->period.from, out->period.to};
    out->reason = sampler_undecidable(of->figures->sampler, SAMPLE_OUTAGE, version, of->slot);
    if (out->reason.len)
        out->reason = TEXT("the log can't decide it");
    else
        out->reason = judge_holidays_missing(judge, calendar, whole, scratch);
    if (out->reason.len)
        return;
    stretches period = periods_instants(&out->period, model->zone, scratch);
    stretches counted =
        counted_time(judge_calendar(judge, calendar), of->maintenance[version], &period, scratch);
    out->whole = length_of(&counted);
    out->part = out->whole - down_in(of, out, &counted);
    judge_share(out);
}

/* ---- measures ---- */

static void judge_count(struct figure_period *out)
{
    const struct figure_promise *promise = out->promise;
    struct decimal count = {(int64_t)out->whole, 0};
    out->has_figure = true;
    out->held = held(promise, decimal_compare(count, promise->amount));
    if (out->held == TALLY_BROKEN && !promise->at_most && out->period.is_unfinished)
        out->held = TALLY_NOT_TESTED; /* there may be more of them yet */
}

static void judge_average(struct figure_period *out)
{
    const struct decimal *amount = &out->promise->amount;
    wide promised =
        amount->digits * exact_power(FIGURES_PLACES - (unsigned)amount->scale) * (wide)out->whole;
    out->has_figure = out->whole > 0;
    if (out->has_figure)
        out->held = held(out->promise, (out->sum > promised) - (out->sum < promised));
}

/* The least K with K/COUNT >= RANK/100, from 1 (6.4). */
static uint64_t nearest_rank(uint64_t count, struct decimal rank)
{
    wide by = 100 * exact_power(rank.scale);
    return (uint64_t)(((wide)count * rank.digits + by - 1) / by);
}

static void judge_percentile(struct figure_period *out, struct used *lengths, struct decimal rank)
{
    out->whole = used_count(lengths);
    out->has_figure = out->whole > 0;
    if (!out->has_figure)
        return;
    micros promised = out->promise->length;
    out->length = used_select(lengths, nearest_rank(used_count(lengths), rank) - 1);
    out->held = held(out->promise, (out->length > promised) - (out->length < promised));
}

static void add_cell(const struct cell *cell, enum measure_kind kind, struct figure_period *out)
{
    out->part += cell->holds;
    out->whole += kind == MEASURE_SHARE ? cell->holds + cell->fails : cell->holds;
    out->unset += kind == MEASURE_AVERAGE ? cell->fails : 0;
    out->sum += cell->sum;
    out->pending += cell->pending;
    out->excluded += cell->excluded;
    out->error += cell->error;
}

void figures_measure(const struct figures *figures, uint32_t slot, struct figure_period *out)
{
    uint32_t version = out->period.version;
    const struct model *model = figures->request.model->versions[version].model;
    const struct measure *measure = &model->measures[slot];
    bool is_percentile = measure->kind == MEASURE_PERCENTILE;
    struct cell_key key = {is_percentile ? CELL_CYCLES : CELL_SAMPLES, is_percentile ? 0 : version,
                           slot, out->period.first};
    size_t count;
    struct cell *const *cells =
        figures_part_range(&figures->whole, key, out->period.next - 1, &count);
    struct used lengths = {0};
    for (size_t i = 0; i < count; i++) {
        add_cell(cells[i], measure->kind, out);
        used_append(&lengths, &cells[i]->lengths);
    }
    out->reason = is_percentile
                      ? judge_undecidable(figures->request.judge, measure->target)
                      : sampler_undecidable(figures->sampler, SAMPLE_MEASURE, version, slot);
    if (out->reason.len)
        *out = (struct figure_period){.period = out->period,
                                      .promise = out->promise,
                                      .error = out->error,
                                      .reason = TEXT("the log can't decide it")};
    else if (is_percentile)
        judge_percentile(out, &lengths, measure->rank);
    else if (measure->kind == MEASURE_SHARE)
        judge_share(out);
    else if (measure->kind == MEASURE_COUNT)
        judge_count(out);
    else
        judge_average(out);
    used_fini(&lengths);
}
