/* promises.c - availability, maintenance, measures, escalations, fees, credits: what
 * they name and compare is checked, though nothing judges them yet. */
#include "check/steps.h"
#include "check/terms.h"
#include "syntax/tree.h"

/* ---- Lines that several have ---- */

static void check_services(struct scope *scope, const struct node *items,
                           const struct declaration *declaration)
{
    const struct node *of = steps_needed(scope, items, NODE_OF, declaration);
    for (const struct node *name = of ? of->kid[OF_NAMES] : NULL; name; name = name->next)
        scope_resolve(scope, NODE_SERVICE, name);
}

static void check_shared_lines(struct scope *scope, const struct node *items)
{
    const struct node *counted = steps_once(scope, items, NODE_COUNTED_IN);
    if (counted)
        scope_hours(scope, counted->kid[COUNTED_IN_CALENDAR]);
    for (const struct node *item = items; item; item = item->next)
        if (item->kind == NODE_SERVES)
            scope_resolve(scope, NODE_OBJECTIVE, item->kid[SERVES_OBJECTIVE]);
}

static void check_happening(struct scope *scope, const struct node *happening)
{
    struct triggers triggers = {0};
    terms_triggers(scope, happening, &triggers);
}

static bool is_share(const struct node *percent)
{
    return decimal_compare(percent->value.decimal, (struct decimal){100, 0}) <= 0;
}

/* The promised amounts are of one of the KINDS, of which the last is NODE_KIND_COUNT. */
static void check_amounts(struct scope *scope, const struct node *items,
                          const enum node_kind *kinds)
{
    for (const struct node *item = items; item; item = item->next) {
        const struct node *amount = item->kind == NODE_PROMISE ? item->kid[PROMISE_AMOUNT] : NULL;
        const enum node_kind *kind = kinds;
        while (amount && *kind != amount->kind && *kind != NODE_KIND_COUNT)
            kind++;
        if (amount && *kind == NODE_KIND_COUNT)
            diagnose(scope->sink, DIAG_BAD_PROMISE, amount->span,
                     "what is promised here is a %s, found a %s", node_label(kinds[0]),
                     node_label(amount->kind));
        else if (amount && amount->kind == NODE_PERCENT && !is_share(amount))
            diagnose(scope->sink, DIAG_BAD_PROMISE, amount->span,
                     "a share of more than 100%% can't be promised");
    }
}

/* There may be several, of different periods. */
static void check_is_promised(struct scope *scope, const struct node *items,
                              const struct declaration *declaration)
{
    if (!steps_find(items, NODE_PROMISE))
        diagnose(scope->sink, DIAG_MISSING_LINE, node_name(declaration->node)->span,
                 "the %s `" TEXT_FMT
                 "` does not say what is promised, as in `at most 5 each month`",
                 node_label(declaration->kind), TEXT_ARG(declaration->name));
}

/* ---- Availability and maintenance ---- */

static void check_availability(struct scope *scope, const struct declaration *declaration)
{
    static const enum node_kind percent[] = {NODE_PERCENT, NODE_KIND_COUNT};
    const struct node *items = declaration->node->kid[AVAILABILITY_ITEMS];
    check_services(scope, items, declaration);
    check_shared_lines(scope, items);
    check_amounts(scope, items, percent);
    check_is_promised(scope, items, declaration);
    const struct node *from = steps_once(scope, items, NODE_DOWN_FROM);
    if (from) {
        check_happening(scope, from->kid[DOWN_FROM_FROM]);
        check_happening(scope, from->kid[DOWN_FROM_TO]);
    }
    const struct node *down = from ? steps_once(scope, items, NODE_DOWN_WHILE)
                                   : steps_needed(scope, items, NODE_DOWN_WHILE, declaration);
    if (down)
        terms_condition(scope, down->kid[DOWN_WHILE_CONDITION]);
}

static void check_maintenance(struct scope *scope, const struct declaration *declaration)
{
    const struct node *items = declaration->node->kid[MAINTENANCE_ITEMS];
    check_services(scope, items, declaration);
    for (const struct node *item = items; item; item = item->next)
        if (item->kind == NODE_WINDOW_FROM && terms_instant(scope, item->kid[WINDOW_FROM_FROM]) >=
                                                  terms_instant(scope, item->kid[WINDOW_FROM_TO]))
            diagnose(scope->sink, DIAG_BACKWARD_RANGE, item->span,
                     "the window ends before it begins");
}

/* ---- Measures ---- */

static void check_average(struct scope *scope, const struct node *items, const struct node *item)
{
    static const enum node_kind numbers[] = {NODE_DECIMAL, NODE_WHOLE, NODE_KIND_COUNT};
    static const enum node_kind money[] = {NODE_MONEY, NODE_KIND_COUNT};
    const struct node *name = item->kid[AVERAGE_ATTRIBUTE], *event = item->kid[AVERAGE_EVENT];
    uint32_t attribute = scope_attribute(scope, name);
    uint32_t kind = event ? scope_kind(scope, event) : INDEX_NONE;
    if (attribute == INDEX_NONE)
        return;
    const struct attribute *of = &scope->model->schema.attributes[attribute];
    if (of->type != ATTRIBUTE_WHOLE && of->type != ATTRIBUTE_DECIMAL && of->type != ATTRIBUTE_MONEY)
        diagnose(scope->sink, DIAG_BAD_PROMISE, name->span,
                 "`" TEXT_FMT "` is no number, so it has no average", TEXT_ARG(name->text));
    else
        check_amounts(scope, items, of->type == ATTRIBUTE_MONEY ? money : numbers);
    if (kind != INDEX_NONE && of->origin == ORIGIN_EVENT && of->event_kind != kind)
        diagnose(scope->sink, DIAG_BAD_PROMISE, event->span,
                 "`" TEXT_FMT "` does not come with the event `" TEXT_FMT "`", TEXT_ARG(name->text),
                 TEXT_ARG(event->text));
}

static void check_percentile(struct scope *scope, const struct node *items, const struct node *item)
{
    static const enum node_kind lengths[] = {NODE_DURATION, NODE_DAY_COUNT, NODE_KIND_COUNT};
    const struct node *rank = item->kid[PERCENTILE_RANK];
    scope_resolve(scope, NODE_CLOCK, item->kid[PERCENTILE_CLOCK]);
    if (!is_share(rank) || rank->value.decimal.digits == 0)
        diagnose(scope->sink, DIAG_BAD_PROMISE, rank->span,
                 "a percentile lies above 0 and at most at 100");
    check_amounts(scope, items, lengths);
}

static bool is_figure(const struct node *item)
{
    return item->kind == NODE_SHARE || item->kind == NODE_COUNT || item->kind == NODE_AVERAGE ||
           item->kind == NODE_PERCENTILE;
}

static void check_figure(struct scope *scope, const struct node *items, const struct node *item)
{
    static const enum node_kind percent[] = {NODE_PERCENT, NODE_KIND_COUNT};
    static const enum node_kind whole[] = {NODE_WHOLE, NODE_KIND_COUNT};
    if (item->kind == NODE_SHARE) {
        terms_condition(scope, item->kid[SHARE_WHEN]);
        check_amounts(scope, items, percent);
    } else if (item->kind == NODE_COUNT) {
        check_happening(scope, item->kid[COUNT_EVENT]);
        if (item->kid[COUNT_WHEN])
            terms_condition(scope, item->kid[COUNT_WHEN]);
        check_amounts(scope, items, whole);
    } else if (item->kind == NODE_AVERAGE) {
        check_average(scope, items, item);
    } else {
        check_percentile(scope, items, item);
    }
}

static void check_measure(struct scope *scope, const struct declaration *declaration)
{
    const struct node *items = declaration->node->kid[MEASURE_ITEMS], *first = NULL;
    for (const struct node *item = items; item; item = item->next) {
        if (!is_figure(item))
            continue;
        if (first)
            diagnose(scope->sink, DIAG_REPEATED_LINE, item->span,
                     "a measure has one figure, this is a second one");
        else
            check_figure(scope, items, first = item);
    }
    if (!first)
        diagnose(scope->sink, DIAG_MISSING_LINE, node_name(declaration->node)->span,
                 "the measure `" TEXT_FMT "` does not say what it measures",
                 TEXT_ARG(declaration->name));
    check_is_promised(scope, items, declaration);
    check_shared_lines(scope, items);
}

/* ---- Escalations ---- */

static void check_trigger(struct scope *scope, const struct node *trigger)
{
    struct limit limit;
    if (trigger->kind == NODE_ONCE)
        terms_condition(scope, trigger->kid[ONCE_CONDITION]);
    else if (trigger->kind == NODE_AT_LEFT)
        terms_limit(scope, trigger->kid[AT_LEFT_LIMIT], &limit);
    else if (trigger->kind == NODE_AT_OVER)
        terms_limit(scope, trigger->kid[AT_OVER_LIMIT], &limit);
    else if (trigger->kind == NODE_EVERY_AFTER_BREACH)
        terms_limit(scope, trigger->kid[EVERY_AFTER_BREACH_LIMIT], &limit);
}

static const struct node *items_of_party(const struct declaration *party)
{
    return party->kind == NODE_TEAM ? party->node->kid[TEAM_ITEMS]
                                    : party->node->kid[CONTACT_ITEMS];
}

/* WAY is `phone` or `email`, and whoever is told has to have it. */
static void check_way(struct scope *scope, const struct declaration *party, const struct node *way)
{
    static const struct text ways[] = {{"phone", 5}, {"email", 5}};
    enum node_kind kind = text_equal(way->text, ways[0]) ? NODE_PHONE : NODE_EMAIL;
    if (kind == NODE_EMAIL && !text_equal(way->text, ways[1])) {
        struct text nearest = diagnostic_nearest(way->text, ways, 2);
        struct diagnostic *diagnostic =
            diagnose(scope->sink, DIAG_UNREACHABLE, way->span,
                     "`" TEXT_FMT "` is no way to tell somebody, expected `phone` or `email`",
                     TEXT_ARG(way->text));
        if (nearest.len)
            diagnostic_hint(scope->sink, diagnostic, "Did you mean `" TEXT_FMT "`?",
                            TEXT_ARG(nearest));
    } else if (party && party->node && !steps_find(items_of_party(party), kind)) {
        struct diagnostic *diagnostic = diagnose(scope->sink, DIAG_UNREACHABLE, way->span,
                                                 "`" TEXT_FMT "` has no `" TEXT_FMT "` line",
                                                 TEXT_ARG(party->name), TEXT_ARG(way->text));
        diagnostic_label(scope->sink, diagnostic, node_name(party->node)->span, "declared here");
    }
}

static void check_actions(struct scope *scope, const struct node *action)
{
    for (; action; action = action->next) {
        const struct node *who = action->kind == NODE_TELL ? action->kid[TELL_WHO] : NULL;
        for (; who; who = who->next) {
            const struct declaration *party = scope_party(scope, who);
            for (const struct node *way = action->kid[TELL_BY]; way; way = way->next)
                check_way(scope, party, way);
        }
    }
}

static void check_escalation(struct scope *scope, const struct node *node)
{
    for (const struct node *item = node->kid[ESCALATION_ITEMS]; item; item = item->next) {
        if (item->kind == NODE_STEP) {
            check_trigger(scope, item->kid[STEP_TRIGGER]);
            check_actions(scope, item->kid[STEP_ACTIONS]);
            continue;
        }
        scope_resolve(scope, NODE_TARGET, item->kid[ESCALATION_FOR_TARGET]);
        if (item->kid[ESCALATION_FOR_WHEN])
            terms_condition(scope, item->kid[ESCALATION_FOR_WHEN]);
    }
}

/* ---- Money ---- */

static void check_money(struct scope *scope, const struct node *money)
{
    struct text currency = scope->model->currency, written = text_of(money->value.money.currency);
    if (currency.len && !text_equal(currency, written))
        diagnose(scope->sink, DIAG_WRONG_CURRENCY, money->span,
                 "the amount is in " TEXT_FMT ", the charter's currency is " TEXT_FMT,
                 TEXT_ARG(written), TEXT_ARG(currency));
}

static void check_fee(struct scope *scope, const struct node *node)
{
    struct limit limit;
    check_money(scope, node->kid[FEE_AMOUNT]);
    if (node->kid[FEE_PAYABLE])
        terms_limit(scope, node->kid[FEE_PAYABLE], &limit);
}

static bool same_period(const struct node *a, const struct node *b)
{
    int first_a, first_b;
    return steps_unit(a, &first_a) == steps_unit(b, &first_b) && first_a == first_b;
}

/* 6.6: a share of a fee is one of the same period. */
static void check_share_of_fee(struct scope *scope, const struct node *fee, const struct node *each)
{
    const struct declaration *declared = scope_resolve(scope, NODE_FEE, fee);
    if (!declared || !declared->node || !each || same_period(declared->node->kid[FEE_EACH], each))
        return;
    struct diagnostic *diagnostic =
        diagnose(scope->sink, DIAG_CREDIT_PERIOD, fee->span,
                 "the fee `" TEXT_FMT "` has another period than the credit", TEXT_ARG(fee->text));
    diagnostic_label(scope->sink, diagnostic, declared->node->kid[FEE_EACH]->span, "the fee's");
    diagnostic_label(scope->sink, diagnostic, each->span, "the credit's");
}

static void check_share(struct scope *scope, const struct node *amount, const struct node *fee,
                        const struct node *each)
{
    if (amount->kind == NODE_MONEY)
        check_money(scope, amount);
    else if (!is_share(amount))
        diagnose(scope->sink, DIAG_BAD_PROMISE, amount->span, "a share of a fee is at most 100%%");
    if (fee)
        check_share_of_fee(scope, fee, each);
}

static void check_band(struct scope *scope, const struct node *band, const struct node *each)
{
    const struct node *below = band->kid[BAND_BELOW];
    check_share(scope, band->kid[BAND_AMOUNT], band->kid[BAND_FEE], each);
    if (below->kind != NODE_PERCENT || !is_share(below))
        diagnose(scope->sink, DIAG_BAD_PROMISE, below->span,
                 "compliance is a percentage of at most 100%%");
}

static void check_credit(struct scope *scope, const struct declaration *declaration)
{
    const struct node *items = declaration->node->kid[CREDIT_ITEMS];
    const struct node *about = steps_needed(scope, items, NODE_CREDIT_FOR, declaration);
    const struct node *each = about ? about->kid[CREDIT_FOR_EACH] : NULL;
    if (about)
        scope_resolve(scope, NODE_TARGET, about->kid[CREDIT_FOR_TARGET]);
    for (const struct node *item = items; item; item = item->next)
        if (item->kind == NODE_BAND)
            check_band(scope, item, each);
    if (!steps_find(items, NODE_BAND))
        diagnose(scope->sink, DIAG_MISSING_LINE, node_name(declaration->node)->span,
                 "the credit `" TEXT_FMT "` does not say what is credited",
                 TEXT_ARG(declaration->name));
    const struct node *cap = steps_once(scope, items, NODE_CAP);
    if (cap)
        check_share(scope, cap->kid[CAP_AMOUNT], cap->kid[CAP_FEE], each);
}

/* ---- The step ---- */

static void check_declaration(struct scope *scope, const struct declaration *declaration)
{
    switch (declaration->kind) {
    case NODE_AVAILABILITY:
        check_availability(scope, declaration);
        break;
    case NODE_MAINTENANCE:
        check_maintenance(scope, declaration);
        break;
    case NODE_MEASURE:
        check_measure(scope, declaration);
        break;
    case NODE_ESCALATION:
        check_escalation(scope, declaration->node);
        break;
    case NODE_FEE:
        check_fee(scope, declaration->node);
        break;
    case NODE_CREDIT:
        check_credit(scope, declaration);
        break;
    default: /* other steps */
        break;
    }
}

void check_promises(struct scope *scope)
{
    for (size_t i = 0; i < scope->declarations.count; i++)
        check_declaration(scope, scope->declarations.at[i]);
}
