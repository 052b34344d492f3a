/* figures_credit.c - what a missed promise costs (semantics 6.6). */
#include <stdlib.h>

#include "count/figures_part.h"

/* ---- one credit ---- */

static wide amount_of(const struct model *model, const struct credit_amount *amount)
{
    if (!amount->is_share)
        return exact_amount(amount->amount);
    return exact_share(model->fees[amount->fee].amount, amount->amount);
}

wide figures_credit(const struct model *model, const struct credit *credit,
                    const struct tally_counts *counts, const struct credit_band **band)
{
    uint64_t decided = counts->met + counts->breached;
    *band = NULL;
    for (uint32_t i = 0; i < credit->band_count && decided; i++) {
        const struct credit_band *one = &credit->bands[i];
        if (decimal_compare_share(counts->met, decided, one->below) < 0 &&
            (!*band || decimal_compare(one->below, (*band)->below) < 0))
            *band = one;
    }
    if (!*band)
        return 0;
    wide amount = amount_of(model, &(*band)->credit);
    if (credit->has_cap) {
        wide cap = amount_of(model, &credit->cap);
        amount = amount < cap ? amount : cap;
    }
    return exact_divide(amount, exact_power(EXACT_PLACES - (unsigned)credit->places));
}

/* ---- lines of the tally ---- */

/* Tickets or cycles: as the target's promise of that period says, else as its first one. */
static bool is_of_cycles(const struct model *model, const struct credit *credit)
{
    const struct target *target = &model->targets[credit->target];
    for (uint32_t i = 0; i < target->promise_count; i++)
        if (target->promises[i].unit == credit->unit &&
            target->promises[i].first_month == credit->first_month)
            return target->promises[i].of_cycles;
    return target->promise_count ? target->promises[0].of_cycles
                                 : model->clocks[target->clock].repeats;
}

/* Of a credit that a version lacks, a line of which nobody reads anything. */
const struct tally_line *figures_credit_lines(const struct model *model, struct arena *arena,
                                              uint32_t *count)
{
    *count = model->version_count * model->credit_count;
    struct tally_line *lines = ARENA_ARRAY(arena, *count + 1, struct tally_line);
    for (uint32_t v = 0; v < model->version_count; v++)
        for (uint32_t i = 0; i < model->credit_count; i++) {
            const struct model *version = model->versions[v].model;
            const struct credit *credit = &version->credits[i];
            struct tally_line *line = &lines[v * model->credit_count + i];
            line->promise.unit = credit->is_absent ? UNIT_MONTH : credit->unit;
            line->promise.first_month = credit->is_absent ? 1 : credit->first_month;
            line->target = credit->is_absent ? 0 : credit->target;
            line->promise.of_cycles = !credit->is_absent && is_of_cycles(version, credit);
        }
    return lines;
}

/* ---- periods ---- */

struct making {
    const struct figures *figures;
    const struct tally_further *lines;
    struct arena *arena;
    VECTOR(struct figure_credit_period) periods;
};

static bool is_asked(const struct figures_request *request, const struct period *period)
{
    return (request->from == DAY_NONE || period->next > request->from) &&
           (request->to == DAY_NONE || period->first <= request->to);
}

static struct period period_of(const struct making *making, const struct credit *credit,
                               const struct tally_period *tallied)
{
    const struct figures_request *request = &making->figures->request;
    struct period_frame frame = {.model = request->model,
                                 .unit = credit->unit,
                                 .first_month = credit->first_month,
                                 .as_of = judge_as_of(request->judge)};
    struct period period = {.first = tallied->first, .label = tallied->label};
    period.next = period_unit_next(credit->unit, credit->first_month, period.first);
    period.version = periods_version(request->model, period.first);
    periods_bound(&frame, &period);
    return period;
}

static void add_period(struct making *making, uint32_t version, const struct credit *credit,
                       const struct tally_period *tallied)
{
    const struct figures_request *request = &making->figures->request;
    struct figure_credit_period out = {.period = period_of(making, credit, tallied),
                                       .counts = tallied->counts};
    if (out.period.version != version || !is_asked(request, &out.period))
        return;
    out.minor =
        figures_credit(request->model->versions[version].model, credit, &out.counts, &out.band);
    VECTOR_PUSH(making->arena, &making->periods, out);
}

static int by_date(const void *a, const void *b)
{
    const struct figure_credit_period *x = a, *y = b;
    return (x->period.first > y->period.first) - (x->period.first < y->period.first);
}

static struct figure_credit make_credit(struct making *making, uint32_t slot)
{
    const struct model *model = making->figures->request.model;
    struct figure_credit out = {.model = model, .slot = slot};
    making->periods.at = NULL;
    making->periods.count = making->periods.cap = 0;
    for (uint32_t v = 0; v < model->version_count; v++) {
        const struct tally_further *line = &making->lines[v * model->credit_count + slot];
        const struct credit *credit = &model->versions[v].model->credits[slot];
        if (credit->is_absent)
            continue;
        out.model = model->versions[v].model;
        for (uint32_t i = 0; i < line->period_count; i++)
            add_period(making, v, credit, &line->periods[i]);
    }
    if (making->periods.count)
        qsort(making->periods.at, making->periods.count, sizeof *making->periods.at, by_date);
    out.periods = making->periods.at;
    out.period_count = (uint32_t)making->periods.count;
    for (uint32_t i = 0; i < out.period_count; i++)
        out.minor += out.periods[i].minor;
    return out;
}

void figures_finish_credits(const struct figures *figures, struct figures_result *result,
                            struct arena *arena)
{
    uint32_t count = figures->request.model->credit_count;
    struct making making = {.figures = figures, .arena = arena};
    if (!figures->credits)
        return;
    making.lines = tally_finish_lines(figures->credits, arena);
    struct figure_credit *credits = ARENA_ARRAY(arena, count + 1, struct figure_credit);
    for (uint32_t i = 0; i < count; i++)
        credits[i] = make_credit(&making, i);
    result->credits = credits;
    result->credit_count = count;
}
