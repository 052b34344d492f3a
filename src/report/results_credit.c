/* results_credit.c - what a test expects a credit to come to, beside what it comes to. */
#include "count/figures.h"
#include "report/figures_text.h"
#include "report/results.h"
#include "report/shown.h"
#include "time/period.h"

/* COMPLIANCE as so many met of so many: no rounding. */
static struct tally_counts counts_of(struct decimal compliance)
{
    uint64_t whole = 100, met = (uint64_t)compliance.digits;
    for (unsigned i = 0; i < compliance.scale; i++)
        whole *= 10;
    return (struct tally_counts){.met = met, .breached = whole - met};
}

/* The version that the credit of the period of OPENED is of, or NULL. */
static const struct model *ruling(const struct model *model, uint32_t slot, instant opened)
{
    day date = zone_to_local(model->zone, opened).date;
    const struct model *near = model_near(model, date);
    const struct credit *credit = &near->credits[slot];
    if (credit->is_absent)
        return NULL;
    const struct model *found =
        model_on(model, period_unit_start(credit->unit, credit->first_month, date));
    return found && !found->credits[slot].is_absent ? found : NULL;
}

static struct text shown_owed(struct arena *arena, const struct result *result,
                              const struct ledger_view *view, struct text amount)
{
    if (!result->band)
        return text_format(arena, TEXT_FMT ": no band is reached", TEXT_ARG(amount));
    return text_format(arena, TEXT_FMT " (" TEXT_FMT ": " TEXT_FMT ")", TEXT_ARG(amount),
                       TEXT_ARG(shown_span(arena, view->model->sources, result->band->span)),
                       TEXT_ARG(shown_source(arena, view->model->sources, result->band->span, 80)));
}

struct result results_credit(struct arena *arena, const struct ledger_view *view,
                             const struct expectation *expectation, instant opened)
{
    const struct model *model = ruling(view->model, expectation->credit, opened);
    const struct credit *credit =
        model ? &model->credits[expectation->credit] : &view->model->credits[expectation->credit];
    struct result result = {.span = expectation->span};
    result.expected = text_format(
        arena, TEXT_FMT " at " TEXT_FMT "%%",
        TEXT_ARG(figures_amount(arena, credit->currency, credit->places, expectation->amount)),
        TEXT_ARG(decimal_format(arena, expectation->compliance)));
    if (!model) {
        result.got =
            TEXT("nothing: no version is in force on the first day of that period that has it");
        return result;
    }
    struct tally_counts counts = counts_of(expectation->compliance);
    wide minor = figures_credit(model, credit, &counts, &result.band);
    wide expected = exact_divide(exact_amount(expectation->amount),
                                 exact_power(EXACT_PLACES - (unsigned)credit->places));
    result.holds = minor == expected;
    result.got = shown_owed(arena, &result, view, figures_money(arena, credit, minor));
    return result;
}
