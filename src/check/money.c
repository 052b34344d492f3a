/* money.c - fees, and the credits that are shares of them (semantics 6.6). */
#include "check/figures.h"
#include "check/steps.h"
#include "check/terms.h"
#include "check/values.h"
#include "syntax/tree.h"

static void copy_code(char to[4], const char *from)
{
    for (int i = 0; i < 4; i++)
        to[i] = from[i];
}

/* An amount that is charged or credited: in the charter's currency, and one that can be paid. */
static bool check_amount(struct scope *scope, const struct node *money)
{
    struct text currency = scope->model->currency, written = text_of(money->value.money.currency);
    int places = value_currency_places(written);
    if (currency.len && !text_equal(currency, written)) {
        diagnose(scope->sink, DIAG_WRONG_CURRENCY, money->span,
                 "the amount is in " TEXT_FMT ", the charter's currency is " TEXT_FMT,
                 TEXT_ARG(written), TEXT_ARG(currency));
        return false;
    }
    if (money->value.money.amount.scale <= places)
        return true;
    diagnose(scope->sink, DIAG_WRONG_CURRENCY, money->span,
             "an amount with %d digits behind the point, and " TEXT_FMT " has %d",
             money->value.money.amount.scale, TEXT_ARG(written), places);
    return false;
}

/* ---- fees ---- */

static void check_fee(struct scope *scope, const struct declaration *declaration, struct fee *fee)
{
    const struct node *node = declaration->node, *amount = node->kid[FEE_AMOUNT];
    const struct node *payable = node->kid[FEE_PAYABLE];
    fee->name = declaration->name;
    fee->title = steps_text(node->kid[FEE_TITLE]);
    fee->declared = node->kid[FEE_NAME]->span;
    fee->amount = amount->value.money.amount;
    copy_code(fee->currency, amount->value.money.currency);
    fee->places = value_currency_places(text_of(fee->currency));
    fee->unit = steps_unit(node->kid[FEE_EACH], &fee->first_month);
    check_amount(scope, amount);
    if (!payable)
        return;
    struct limit *limit = ARENA_NEW(scope->arena, struct limit);
    terms_limit(scope, payable, limit);
    fee->payable = limit;
}

/* ---- credits ---- */

struct making {
    struct scope *scope;
    struct credit *credit;
    const struct node *each;  /* NULL: not said */
    const struct node *first; /* the amount that says the currency of all */
    bool good;
};

/* 6.6: a share of a fee is one of the same period. */
static void check_period(struct making *making, const struct node *name,
                         const struct declaration *declared, const struct fee *fee)
{
    if (!making->each ||
        (fee->unit == making->credit->unit && fee->first_month == making->credit->first_month))
        return;
    making->good = false;
    struct sink *sink = making->scope->sink;
    struct diagnostic *diagnostic =
        diagnose(sink, DIAG_CREDIT_PERIOD, name->span,
                 "the fee `" TEXT_FMT "` has another period than the credit", TEXT_ARG(name->text));
    diagnostic_label(sink, diagnostic, declared->node->kid[FEE_EACH]->span, "the fee's");
    diagnostic_label(sink, diagnostic, making->each->span, "the credit's");
}

/* All amounts of a credit are in one currency: the charter's, if it says one (any other has been
 * reported), else that of the first. */
static void check_currency(struct making *making, const struct node *amount, const char *currency)
{
    struct credit *credit = making->credit;
    struct text charter = making->scope->model->currency;
    if (charter.len && !text_is(charter, currency)) {
        making->good = false;
    } else if (!making->first) {
        making->first = amount;
        copy_code(credit->currency, currency);
        credit->places = value_currency_places(text_of(currency));
    } else if (!text_is(text_of(credit->currency), currency)) {
        struct diagnostic *diagnostic = diagnose(
            making->scope->sink, DIAG_WRONG_CURRENCY, amount->span,
            "a credit in %s and in %s: amounts are never converted", credit->currency, currency);
        diagnostic_label(making->scope->sink, diagnostic, making->first->span, "in %s",
                         credit->currency);
        making->good = false;
    }
}

static void read_share(struct making *making, const struct node *amount, const struct node *name,
                       struct credit_amount *out)
{
    struct scope *scope = making->scope;
    out->is_share = true;
    out->amount = amount->value.decimal;
    if (!figures_is_share(amount)) {
        diagnose(scope->sink, DIAG_BAD_PROMISE, amount->span, "a share of a fee is at most 100%%");
        making->good = false;
    }
    const struct declaration *declared = scope_resolve(scope, NODE_FEE, name);
    making->good = making->good && declared;
    if (!declared)
        return;
    const struct fee *fee = &scope->model->fees[declared->index];
    out->fee = declared->index;
    check_period(making, name, declared, fee);
    check_currency(making, name, fee->currency);
}

static struct credit_amount read_amount(struct making *making, const struct node *amount,
                                        const struct node *fee)
{
    struct credit_amount out = {0};
    if (amount->kind == NODE_MONEY) {
        out.amount = amount->value.money.amount;
        making->good = check_amount(making->scope, amount) && making->good;
        check_currency(making, amount, amount->value.money.currency);
    } else {
        read_share(making, amount, fee, &out);
    }
    return out;
}

static void read_band(struct making *making, const struct node *node, struct credit_band *band)
{
    const struct node *below = node->kid[BAND_BELOW];
    band->span = node->span;
    band->credit = read_amount(making, node->kid[BAND_AMOUNT], node->kid[BAND_FEE]);
    if (below->kind == NODE_PERCENT && figures_is_share(below)) {
        band->below = below->value.decimal;
        return;
    }
    making->good = false;
    diagnose(making->scope->sink, DIAG_BAD_PROMISE, below->span,
             "compliance is a percentage of at most 100%%");
}

static void read_bands(struct making *making, const struct declaration *declaration)
{
    const struct node *items = declaration->node->kid[CREDIT_ITEMS];
    struct scope *scope = making->scope;
    struct credit *credit = making->credit;
    struct credit_band *bands =
        ARENA_ARRAY(scope->arena, node_list_count(items) + 1, struct credit_band);
    for (const struct node *item = items; item; item = item->next)
        if (item->kind == NODE_BAND)
            read_band(making, item, &bands[credit->band_count++]);
    credit->bands = bands;
    if (!credit->band_count)
        diagnose(scope->sink, DIAG_MISSING_LINE, node_name(declaration->node)->span,
                 "the credit `" TEXT_FMT "` does not say what is credited",
                 TEXT_ARG(declaration->name));
    const struct node *cap = steps_once(scope, items, NODE_CAP);
    if (!cap)
        return;
    credit->has_cap = true;
    credit->cap = read_amount(making, cap->kid[CAP_AMOUNT], cap->kid[CAP_FEE]);
}

/* ---- bands beside each other ---- */

static void check_twice(struct making *making)
{
    const struct credit *credit = making->credit;
    for (uint32_t i = 0; i < credit->band_count; i++)
        for (uint32_t k = 0; k < i; k++) {
            const struct credit_band *a = &credit->bands[k], *b = &credit->bands[i];
            if (decimal_compare(a->below, b->below) != 0)
                continue;
            struct diagnostic *d = diagnose(
                making->scope->sink, DIAG_BAND_TWICE, b->span, "a second band below " TEXT_FMT "%%",
                TEXT_ARG(decimal_format(making->scope->arena, b->below)));
            diagnostic_label(making->scope->sink, d, a->span, "the first one");
        }
}

static void check_credit(struct scope *scope, const struct declaration *declaration,
                         struct credit *credit)
{
    const struct node *node = declaration->node, *items = node->kid[CREDIT_ITEMS];
    const struct node *about = steps_needed(scope, items, NODE_CREDIT_FOR, declaration);
    struct making making = {.scope = scope, .credit = credit, .good = true};
    credit->name = declaration->name;
    credit->title = steps_text(node->kid[CREDIT_TITLE]);
    credit->declared = node->kid[CREDIT_NAME]->span;
    credit->whole = node->span;
    if (about) {
        const struct declaration *target =
            scope_resolve(scope, NODE_TARGET, about->kid[CREDIT_FOR_TARGET]);
        making.each = about->kid[CREDIT_FOR_EACH];
        credit->target = target ? target->index : 0;
        credit->unit = steps_unit(making.each, &credit->first_month);
    }
    read_bands(&making, declaration);
    if (making.good)
        check_twice(&making);
}

/* ---- the step ---- */

static void check_fees(struct scope *scope)
{
    uint32_t count = scope->counts[NODE_FEE];
    struct fee *fees = ARENA_ARRAY(scope->arena, count + 1, struct fee);
    scope->model->fees = fees;
    scope->model->fee_count = count;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        if (declaration->kind == NODE_FEE)
            check_fee(scope, declaration, &fees[declaration->index]);
    }
}

void check_money(struct scope *scope)
{
    uint32_t count = scope->counts[NODE_CREDIT];
    struct credit *credits = ARENA_ARRAY(scope->arena, count + 1, struct credit);
    check_fees(scope);
    scope->model->credits = credits;
    scope->model->credit_count = count;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        if (declaration->kind == NODE_CREDIT)
            check_credit(scope, declaration, &credits[declaration->index]);
    }
}
