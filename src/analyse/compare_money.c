/* compare_money.c - fees, which are better the lower, and credits, which are better the higher: at
 * each compliance there can be.
 */
#include <stdlib.h>

#include "analyse/compare_part.h"
#include "base/exact.h"

static struct text amount(const struct compare *compare, const char *currency, wide minor,
                          int places)
{
    unsigned digits = (unsigned)places;
    return text_format(compare->arena, "%s " TEXT_FMT, currency,
                       TEXT_ARG(exact_format(compare->arena, minor, digits, digits)));
}

/* ---- fees ---- */

static const struct fee *find_fee(const struct model *model, struct text name)
{
    for (uint32_t i = 0; i < model->fee_count; i++)
        if (!model->fees[i].is_absent && text_equal(model->fees[i].name, name))
            return &model->fees[i];
    return NULL;
}

static bool same_unit(enum period_unit a, int first_a, enum period_unit b, int first_b)
{
    return a == b && first_a == first_b;
}

static void compare_payable(struct compare *compare, const struct fee *a, const struct fee *b)
{
    struct compare_row row = compare_row(compare, NODE_FEE, a->name);
    struct compare_pace first = {.limit = a->payable, .calendar = compare->side[0].shift};
    struct compare_pace second = {.limit = b->payable, .calendar = compare->side[1].shift};
    row.about = "time for payment";
    if (!a->payable && !b->payable)
        return;
    bool less = b->payable && (!a->payable || compare_never_later(compare, &first, &second));
    bool more = a->payable && (!b->payable || compare_never_later(compare, &second, &first));
    row.mark = less && more ? COMPARE_SAME
               : more       ? COMPARE_BETTER
               : less       ? COMPARE_WORSE
                            : COMPARE_UNCLEAR;
    row.reason = row.mark == COMPARE_UNCLEAR ? TEXT("the times can't be put in order")
                 : more                      ? TEXT("there is more time to pay")
                                             : TEXT("there is less time to pay");
    if (row.mark == COMPARE_BETTER || row.mark == COMPARE_WORSE)
        *(more ? &row.better : &row.worse) =
            compare_said(compare,
                         "a payment at the last instant that %s allows is late under "
                         "%s",
                         more ? "\002" : "\001", more ? "\001" : "\002");
    compare_add(compare, row);
}

static void compare_fee(struct compare *compare, const struct fee *a, const struct fee *b)
{
    struct compare_row row = compare_row(compare, NODE_FEE, a->name);
    int order = decimal_compare(b->amount, a->amount);
    row.about = "amount";
    if (!text_equal(text_of(a->currency), text_of(b->currency)) ||
        !same_unit(a->unit, a->first_month, b->unit, b->first_month)) {
        row.mark = COMPARE_UNCLEAR;
        row.reason = TEXT("the fees are in other currencies, or of other periods");
    } else {
        row.mark = order < 0 ? COMPARE_BETTER : order > 0 ? COMPARE_WORSE : COMPARE_SAME;
        *(order < 0 ? &row.better : &row.worse) =
            compare_said(compare, "%s " TEXT_FMT " and %s " TEXT_FMT " for each period",
                         a->currency, TEXT_ARG(decimal_format(compare->arena, a->amount)),
                         b->currency, TEXT_ARG(decimal_format(compare->arena, b->amount)));
    }
    compare_add(compare, row);
    compare_titles(compare, &row);
    compare_payable(compare, a, b);
}

void compare_fees(struct compare *compare)
{
    for (int side = 0; side < 2; side++) {
        const struct model *own = compare->side[side].model;
        for (uint32_t i = 0; i < own->fee_count; i++) {
            const struct fee *other = find_fee(compare->side[!side].model, own->fees[i].name);
            if (own->fees[i].is_absent)
                continue;
            if (!other)
                compare_add_single(compare, compare_row(compare, NODE_FEE, own->fees[i].name),
                                   COMPARE_WORSE);
            else if (side == 0)
                compare_fee(compare, &own->fees[i], other);
        }
    }
}

/* ---- credits ---- */

static wide amount_of(const struct model *model, const struct credit_amount *credited)
{
    if (!credited->is_share)
        return exact_amount(credited->amount);
    return exact_share(model->fees[credited->fee].amount, credited->amount);
}

/* What a period with just under BELOW costs, in the minor unit; 0 without such a band. */
static wide credit_under(const struct model *model, const struct credit *credit,
                         struct decimal below)
{
    const struct credit_band *deepest = NULL;
    for (uint32_t i = 0; i < credit->band_count; i++) {
        const struct credit_band *band = &credit->bands[i];
        if (decimal_compare(below, band->below) <= 0 &&
            (!deepest || decimal_compare(band->below, deepest->below) < 0))
            deepest = band;
    }
    if (!deepest)
        return 0;
    wide credited = amount_of(model, &deepest->credit);
    if (credit->has_cap) {
        wide cap = amount_of(model, &credit->cap);
        credited = credited < cap ? credited : cap;
    }
    return exact_divide(credited, exact_power(EXACT_PLACES - (unsigned)credit->places));
}

struct credits {
    struct compare *compare;
    const struct credit *of[2];
    struct compare_row row;
};

/* Both at a compliance just under BELOW. */
static void look_under(struct credits *credits, struct decimal below)
{
    const struct compare *compare = credits->compare;
    wide minor[2];
    for (int side = 0; side < 2; side++)
        minor[side] = credit_under(compare->side[side].model, credits->of[side], below);
    if (minor[0] == minor[1])
        return;
    struct compare_witness *witness =
        minor[1] > minor[0] ? &credits->row.better : &credits->row.worse;
    if (witness->is_there)
        return;
    const struct credit *credit = credits->of[0];
    struct text words[2];
    for (int side = 0; side < 2; side++)
        words[side] = amount(compare, credit->currency, minor[side], credit->places);
    *witness = compare_said(compare,
                            "a period with just under " TEXT_FMT "%% gives " TEXT_FMT
                            " under \001 and " TEXT_FMT " under \002",
                            TEXT_ARG(decimal_format(compare->arena, below)), TEXT_ARG(words[0]),
                            TEXT_ARG(words[1]));
}

/* Is its compliance of cycles? As the target's promise of that period says, else its first one. */
static bool is_of_cycles(const struct model *model, const struct credit *credit)
{
    const struct target *target = &model->targets[credit->target];
    for (uint32_t i = 0; i < target->promise_count; i++)
        if (same_unit(target->promises[i].unit, target->promises[i].first_month, credit->unit,
                      credit->first_month))
            return target->promises[i].of_cycles;
    return target->promise_count ? target->promises[0].of_cycles
                                 : model->clocks[target->clock].repeats;
}

static struct text credit_dispute(const struct credits *credits)
{
    const struct compare *compare = credits->compare;
    const struct credit *a = credits->of[0], *b = credits->of[1];
    if (compare->side[0].partners[a->target] != b->target)
        return TEXT("they are for the compliance of other targets");
    if (!same_unit(a->unit, a->first_month, b->unit, b->first_month))
        return TEXT("they are for other periods");
    if (is_of_cycles(compare->side[0].model, a) != is_of_cycles(compare->side[1].model, b))
        return TEXT("the compliance of one is that of cycles, of the other that of tickets");
    if (!text_equal(text_of(a->currency), text_of(b->currency)))
        return TEXT("they are in other currencies");
    return TEXT("");
}

static void compare_credit(struct compare *compare, const struct credit *a, const struct credit *b)
{
    struct credits credits = {.compare = compare, .of = {a, b}};
    credits.row = compare_row(compare, NODE_CREDIT, a->name);
    credits.row.about = "amounts";
    compare_titles(compare, &credits.row);
    credits.row.reason = credit_dispute(&credits);
    if (credits.row.reason.len) {
        credits.row.mark = COMPARE_UNCLEAR;
        compare_add(compare, credits.row);
        return;
    }
    for (int side = 0; side < 2; side++)
        for (uint32_t i = 0; i < credits.of[side]->band_count; i++)
            look_under(&credits, credits.of[side]->bands[i].below);
    bool better = credits.row.better.is_there, worse = credits.row.worse.is_there;
    credits.row.mark = better && worse ? COMPARE_MIXED
                       : better        ? COMPARE_BETTER
                       : worse         ? COMPARE_WORSE
                                       : COMPARE_SAME;
    compare_add(compare, credits.row);
}

static const struct credit *find_credit(const struct model *model, struct text name)
{
    for (uint32_t i = 0; i < model->credit_count; i++)
        if (!model->credits[i].is_absent && text_equal(model->credits[i].name, name))
            return &model->credits[i];
    return NULL;
}

void compare_credits(struct compare *compare)
{
    for (int side = 0; side < 2; side++) {
        const struct model *own = compare->side[side].model;
        for (uint32_t i = 0; i < own->credit_count; i++) {
            const struct credit *one = &own->credits[i];
            if (one->is_absent)
                continue;
            const struct credit *other = find_credit(compare->side[!side].model, one->name);
            if (!other)
                compare_add_single(compare, compare_row(compare, NODE_CREDIT, one->name),
                                   COMPARE_BETTER);
            else if (side == 0)
                compare_credit(compare, one, other);
        }
    }
}
