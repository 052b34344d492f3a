/* figures_text.c - see figures_text.h. */
#include "report/figures_text.h"

#include "report/shown.h"

enum { MACHINE_PLACES = 4, SOURCE_MOST = 70 };

struct text figures_each(struct arena *arena, enum period_unit unit, int first_month)
{
    static const char *const words[] = {"day", "week", "month", "quarter", "year"};
    if (unit != UNIT_YEAR || first_month <= 1)
        return text_of(words[unit]);
    return text_format(arena, "year from %s", civil_month_name(first_month));
}

const char *figures_kind(enum measure_kind kind)
{
    static const char *const words[] = {"share", "count", "average", "percentile"};
    return words[kind];
}

/* ---- for programs ---- */

static wide mean(const struct figure_period *period, unsigned places)
{
    return exact_divide(period->sum, (wide)period->whole * exact_power(FIGURES_PLACES - places));
}

static struct text seconds(struct arena *arena, micros length)
{
    char out[CIVIL_ROOM];
    size_t len = civil_write_seconds(out, length);
    return text_copy(arena, (struct text){out, len});
}

struct text figures_availability_value(struct arena *arena, const struct figure_period *period)
{
    return period->has_figure ? decimal_share(arena, period->part, period->whole, MACHINE_PLACES)
                              : TEXT("");
}

struct text figures_value(struct arena *arena, const struct measure *measure,
                          const struct figure_period *period)
{
    if (!period->has_figure)
        return TEXT("");
    switch (measure->kind) {
    case MEASURE_SHARE:
        return decimal_share(arena, period->part, period->whole, MACHINE_PLACES);
    case MEASURE_COUNT:
        return text_format(arena, "%llu", (unsigned long long)period->whole);
    case MEASURE_AVERAGE:
        return exact_format(arena, mean(period, MACHINE_PLACES), MACHINE_PLACES, 0);
    case MEASURE_PERCENTILE:
        return seconds(arena, period->length);
    }
    return TEXT("");
}

struct text figures_promised(struct arena *arena, const struct figure_promise *promise,
                             const struct measure *measure)
{
    if (measure && measure->kind == MEASURE_PERCENTILE)
        return seconds(arena, promise->length);
    return decimal_format(arena, promise->amount);
}

/* ---- for people ---- */

struct text figures_shown_share(struct arena *arena, const struct figure_period *period)
{
    if (!period->has_figure)
        return TEXT("–");
    return shown_share_promised(
        arena, period->part, period->whole,
        &(struct shown_promise){period->promise->amount, period->promise->at_most});
}

/* Is the mean, rounded to PLACES, on the same side of the promise? */
static bool tells_right(const struct figure_period *period, unsigned places)
{
    wide amount = period->promise->amount.digits *
                  exact_power(FIGURES_PLACES - (unsigned)period->promise->amount.scale);
    wide rounded = mean(period, places) * exact_power(FIGURES_PLACES - places);
    bool at_most = period->promise->at_most;
    bool keeps = at_most ? rounded <= amount : rounded >= amount;
    return keeps == (period->held == TALLY_HELD);
}

static struct text shown_mean(struct arena *arena, const struct measure *measure,
                              const struct figure_period *period)
{
    unsigned least = measure->currency[0] ? (unsigned)measure->places : 2, places;
    const char *blank = measure->currency[0] ? " " : "";
    for (places = least; places < FIGURES_PLACES && !tells_right(period, places);)
        places++;
    struct text number = exact_format(arena, mean(period, places), places, least);
    return text_format(arena, "%s%s" TEXT_FMT, measure->currency, blank, TEXT_ARG(number));
}

struct text figures_shown(struct arena *arena, const struct measure *measure,
                          const struct figure_period *period)
{
    if (!period->has_figure)
        return TEXT("–");
    switch (measure->kind) {
    case MEASURE_SHARE:
        return figures_shown_share(arena, period);
    case MEASURE_COUNT:
        return shown_count(arena, period->whole);
    case MEASURE_AVERAGE:
        return shown_mean(arena, measure, period);
    case MEASURE_PERCENTILE:
        return shown_length(arena, period->length);
    }
    return TEXT("");
}

struct text figures_shown_amount(struct arena *arena, const struct figure_promise *promise,
                                 const struct measure *measure)
{
    struct text number = decimal_format(arena, promise->amount);
    if (!measure || measure->kind == MEASURE_SHARE)
        return text_format(arena, TEXT_FMT "%%", TEXT_ARG(number));
    if (measure->kind == MEASURE_PERCENTILE)
        return shown_length(arena, promise->length);
    return promise->currency[0]
               ? figures_amount(arena, promise->currency, measure->places, promise->amount)
               : number;
}

struct text figures_shown_promise(struct arena *arena, const struct figure_promise *promise,
                                  const struct measure *measure)
{
    return text_format(arena, "%s " TEXT_FMT " each " TEXT_FMT,
                       promise->at_most ? "at most" : "at least",
                       TEXT_ARG(figures_shown_amount(arena, promise, measure)),
                       TEXT_ARG(figures_each(arena, promise->unit, promise->first_month)));
}

struct text figures_amount(struct arena *arena, const char *currency, int places,
                           struct decimal amount)
{
    wide exact = exact_amount(amount) / exact_power(EXACT_PLACES - DECIMAL_SCALE_MOST);
    return text_format(arena, "%s " TEXT_FMT, currency,
                       TEXT_ARG(exact_format(arena, exact, DECIMAL_SCALE_MOST, (unsigned)places)));
}

struct text figures_money(struct arena *arena, const struct credit *credit, wide minor)
{
    unsigned places = (unsigned)credit->places;
    return text_format(arena, "%s " TEXT_FMT, credit->currency,
                       TEXT_ARG(exact_format(arena, minor, places, places)));
}

struct text figures_credited(struct arena *arena, const struct model *model,
                             const struct credit *credit, const struct credit_amount *amount)
{
    struct text number = decimal_format(arena, amount->amount);
    if (!amount->is_share)
        return figures_amount(arena, credit->currency, credit->places, amount->amount);
    return text_format(arena, TEXT_FMT "%% of " TEXT_FMT, TEXT_ARG(number),
                       TEXT_ARG(model->fees[amount->fee].name));
}

struct text figures_source(struct arena *arena, const struct model *model,
                           const struct measure *measure)
{
    return shown_source(arena, model->sources, measure->span, SOURCE_MOST);
}
