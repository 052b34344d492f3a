/* figures.c - availability, maintenance and measures: from tree to model. */
#include "check/figures.h"

#include "check/steps.h"
#include "check/terms.h"
#include "check/terms_part.h"
#include "check/values.h"
#include "syntax/tree.h"

/* ---- services ---- */

static bool has_service(const uint32_t *services, size_t count, uint32_t service)
{
    for (size_t i = 0; i < count; i++)
        if (services[i] == service)
            return true;
    return false;
}

static uint32_t service_called(const struct schema *schema, struct text name)
{
    const struct attribute *service = &schema->attributes[schema->service];
    for (uint32_t i = 0; i < service->choice_count; i++)
        if (text_equal(service->choices[i].name, name))
            return i;
    return INDEX_NONE;
}

/* The services of the `of` line, each once. */
static const uint32_t *read_services(struct scope *scope, const struct node *items,
                                     const struct declaration *declaration, uint32_t *count)
{
    const struct node *of = steps_needed(scope, items, NODE_OF, declaration);
    VECTOR(uint32_t) services = {0};
    for (const struct node *name = of ? of->kid[OF_NAMES] : NULL; name; name = name->next) {
        if (!scope_resolve(scope, NODE_SERVICE, name))
            continue;
        uint32_t service = service_called(&scope->model->schema, name->text);
        if (service != INDEX_NONE && !has_service(services.at, services.count, service))
            VECTOR_PUSH(scope->arena, &services, service);
    }
    *count = (uint32_t)services.count;
    return services.at;
}

/* ---- lines that several have ---- */

static uint32_t read_counted_in(struct scope *scope, const struct node *items)
{
    const struct node *line = steps_once(scope, items, NODE_COUNTED_IN);
    uint32_t calendar = terms_hours(scope, line ? line->kid[COUNTED_IN_CALENDAR] : NULL);
    return calendar == INDEX_NONE ? 0 : calendar;
}

static void read_serves(struct scope *scope, const struct node *items)
{
    for (const struct node *item = items; item; item = item->next)
        if (item->kind == NODE_SERVES)
            scope_resolve(scope, NODE_OBJECTIVE, item->kid[SERVES_OBJECTIVE]);
}

static const struct triggers *read_events(struct scope *scope, const struct node *happening)
{
    struct triggers *triggers = ARENA_NEW(scope->arena, struct triggers);
    terms_triggers(scope, happening, triggers);
    return triggers;
}

/* ---- promises ---- */

/* What may be promised: amounts of these kinds, of which the last is NODE_KIND_COUNT. */
static const enum node_kind percents[] = {NODE_PERCENT, NODE_KIND_COUNT};
static const enum node_kind wholes[] = {NODE_WHOLE, NODE_KIND_COUNT};
static const enum node_kind numbers[] = {NODE_DECIMAL, NODE_WHOLE, NODE_KIND_COUNT};
static const enum node_kind moneys[] = {NODE_MONEY, NODE_KIND_COUNT};
static const enum node_kind lengths[] = {NODE_DURATION, NODE_KIND_COUNT};

bool figures_is_share(const struct node *percent)
{
    return decimal_compare(percent->value.decimal, (struct decimal){100, 0}) <= 0;
}

static const char *amount_words(enum node_kind kind)
{
    switch (kind) {
    case NODE_PERCENT:
        return "percentage";
    case NODE_WHOLE:
        return "whole number";
    case NODE_DECIMAL:
        return "number";
    case NODE_MONEY:
        return "amount of money";
    case NODE_DURATION:
        return "length in hours and minutes";
    case NODE_DAY_COUNT:
        return "count of days";
    default: /* names, texts, dates */
        return node_label(kind);
    }
}

static bool is_fitting(struct scope *scope, const struct node *amount, const enum node_kind *kinds)
{
    const enum node_kind *kind = kinds;
    while (*kind != amount->kind && *kind != NODE_KIND_COUNT)
        kind++;
    if (*kind == NODE_KIND_COUNT) {
        struct diagnostic *d = diagnose(scope->sink, DIAG_BAD_PROMISE, amount->span,
                                        "what is promised here is a %s, found a %s",
                                        amount_words(kinds[0]), amount_words(amount->kind));
        if (amount->kind == NODE_DAY_COUNT && kinds == lengths)
            diagnostic_hint(scope->sink, d,
                            "Days differ in length, and a percentile is one length: say hours.");
        return false;
    }
    if (amount->kind != NODE_PERCENT || figures_is_share(amount))
        return true;
    diagnose(scope->sink, DIAG_BAD_PROMISE, amount->span,
             "a share of more than 100%% can't be promised");
    return false;
}

static void take_amount(const struct node *amount, struct figure_promise *promise)
{
    if (amount->kind == NODE_DURATION) {
        promise->length = amount->value.micros;
    } else if (amount->kind == NODE_MONEY) {
        promise->amount = amount->value.money.amount;
        for (int i = 0; i < 4; i++)
            promise->currency[i] = amount->value.money.currency[i];
    } else {
        promise->amount = amount->value.decimal;
    }
}

/* There may be several, of different periods, of both bounds. */
static const struct figure_promise *read_promises(struct scope *scope, const struct node *items,
                                                  const enum node_kind *kinds, uint32_t *count)
{
    VECTOR(struct figure_promise) promises = {0};
    for (const struct node *item = items; item; item = item->next) {
        if (item->kind != NODE_PROMISE || !is_fitting(scope, item->kid[PROMISE_AMOUNT], kinds))
            continue;
        struct figure_promise promise = {.span = item->span};
        promise.at_most = node_word(item->kid[PROMISE_BOUND]) == WORD_AT_MOST;
        promise.unit = steps_unit(item->kid[PROMISE_EACH], &promise.first_month);
        take_amount(item->kid[PROMISE_AMOUNT], &promise);
        VECTOR_PUSH(scope->arena, &promises, promise);
    }
    *count = (uint32_t)promises.count;
    return promises.at;
}

static void check_is_promised(struct scope *scope, const struct node *items,
                              const struct declaration *declaration, const char *example)
{
    if (!steps_find(items, NODE_PROMISE))
        diagnose(scope->sink, DIAG_MISSING_LINE, node_name(declaration->node)->span,
                 "the %s `" TEXT_FMT "` does not say what is promised, as in `%s`",
                 node_label(declaration->kind), TEXT_ARG(declaration->name), example);
}

/* ---- availability ---- */

static void read_down(struct scope *scope, const struct declaration *declaration,
                      struct availability *availability)
{
    const struct node *items = declaration->node->kid[AVAILABILITY_ITEMS];
    const struct node *from = steps_once(scope, items, NODE_DOWN_FROM);
    const struct node *down = from ? steps_once(scope, items, NODE_DOWN_WHILE)
                                   : steps_needed(scope, items, NODE_DOWN_WHILE, declaration);
    if (from) {
        availability->from = read_events(scope, from->kid[DOWN_FROM_FROM]);
        availability->to = read_events(scope, from->kid[DOWN_FROM_TO]);
    }
    if (from && down) {
        struct diagnostic *d =
            diagnose(scope->sink, DIAG_REPEATED_LINE, down->span,
                     "a service is down while something holds, or from one event to another");
        diagnostic_label(scope->sink, d, from->span, "the other line");
    }
    if (down)
        availability->down = terms_lasting_condition(scope, down->kid[DOWN_WHILE_CONDITION]);
}

static void read_bounds(struct scope *scope, const struct availability *availability)
{
    for (uint32_t i = 0; i < availability->promise_count; i++)
        if (availability->promises[i].at_most) {
            struct diagnostic *d =
                diagnose(scope->sink, DIAG_BAD_PROMISE, availability->promises[i].span,
                         "an availability is promised as a least, this is a most");
            diagnostic_hint(scope->sink, d, "Say `at least`.");
        }
}

static void check_availability(struct scope *scope, const struct declaration *declaration,
                               struct availability *availability)
{
    const struct node *node = declaration->node, *items = node->kid[AVAILABILITY_ITEMS];
    availability->name = declaration->name;
    availability->title = steps_text(node->kid[AVAILABILITY_TITLE]);
    availability->declared = node->kid[AVAILABILITY_NAME]->span;
    availability->whole = node->span;
    availability->services = read_services(scope, items, declaration, &availability->service_count);
    read_down(scope, declaration, availability);
    availability->calendar = read_counted_in(scope, items);
    availability->excludes_maintenance =
        steps_once(scope, items, NODE_EXCLUDING_MAINTENANCE) != NULL;
    read_serves(scope, items);
    availability->promises = read_promises(scope, items, percents, &availability->promise_count);
    read_bounds(scope, availability);
    check_is_promised(scope, items, declaration, "at least 99.9% each month");
}

/* ---- maintenance ---- */

static bool read_window(struct scope *scope, const struct node *item, struct period_line *line)
{
    *line = (struct period_line){.origin = item->span};
    switch (item->kind) {
    case NODE_WINDOW_MONTHLY: {
        const struct node *nth = item->kid[WINDOW_MONTHLY_DAY];
        const struct node *month = nth->kid[NTH_WEEKDAY_MONTH];
        line->kind = PERIOD_NTH_WEEKDAY;
        line->nth = nth->kid[NTH_WEEKDAY_NTH]->value.nth;
        line->weekday = (enum weekday)nth->kid[NTH_WEEKDAY_WEEKDAY]->value.weekday;
        line->month = month ? month->value.month : 0;
        line->spans = steps_spans(scope, item->kid[WINDOW_MONTHLY_SPAN]);
        return true;
    }
    case NODE_WINDOW_WEEKLY:
        line->kind = PERIOD_WEEKLY;
        line->days = steps_days(item->kid[WINDOW_WEEKLY_DAYS]);
        line->spans = steps_spans(scope, item->kid[WINDOW_WEEKLY_SPAN]);
        return true;
    case NODE_WINDOW_ON:
        line->kind = PERIOD_DATES;
        line->first = line->last = item->kid[WINDOW_ON_DATE]->value.date.day;
        line->spans = steps_spans(scope, item->kid[WINDOW_ON_SPAN]);
        return true;
    case NODE_WINDOW_FROM:
        line->kind = PERIOD_INSTANTS;
        line->from = terms_instant(scope, item->kid[WINDOW_FROM_FROM]);
        line->to = terms_instant(scope, item->kid[WINDOW_FROM_TO]);
        if (line->from < line->to)
            return true;
        diagnose(scope->sink, DIAG_BACKWARD_RANGE, item->span, "the window ends before it begins");
        return true;
    default:
        return false;
    }
}

static const struct period_spec *read_windows(struct scope *scope,
                                              const struct declaration *declaration)
{
    struct period_spec *windows = ARENA_NEW(scope->arena, struct period_spec);
    VECTOR(struct period_line) lines = {0};
    const struct node *items = declaration->node->kid[MAINTENANCE_ITEMS];
    for (const struct node *item = items; item; item = item->next) {
        struct period_line line;
        if (read_window(scope, item, &line))
            VECTOR_PUSH(scope->arena, &lines, line);
    }
    if (!lines.count)
        diagnose(scope->sink, DIAG_MISSING_LINE, node_name(declaration->node)->span,
                 "the maintenance `" TEXT_FMT "` does not say when it is",
                 TEXT_ARG(declaration->name));
    *windows = (struct period_spec){.name = declaration->name,
                                    .zone = scope->model->zone,
                                    .lines = lines.at,
                                    .count = lines.count,
                                    .origin = declaration->node->span};
    return windows;
}

static void check_maintenance(struct scope *scope, const struct declaration *declaration,
                              struct maintenance *maintenance)
{
    const struct node *node = declaration->node;
    maintenance->name = declaration->name;
    maintenance->title = steps_text(node->kid[MAINTENANCE_TITLE]);
    maintenance->declared = node->kid[MAINTENANCE_NAME]->span;
    maintenance->whole = node->span;
    maintenance->services = read_services(scope, node->kid[MAINTENANCE_ITEMS], declaration,
                                          &maintenance->service_count);
    maintenance->windows = read_windows(scope, declaration);
}

/* ---- measures ---- */

struct making {
    struct scope *scope;
    const struct declaration *declaration;
    const struct node *items, *figure;
    struct measure *measure;
};

static void take_promises(struct making *making, const enum node_kind *kinds)
{
    making->measure->promises =
        read_promises(making->scope, making->items, kinds, &making->measure->promise_count);
}

static void read_count(struct making *making)
{
    const struct node *when = making->figure->kid[COUNT_WHEN];
    making->measure->kind = MEASURE_COUNT;
    making->measure->events = read_events(making->scope, making->figure->kid[COUNT_EVENT]);
    if (when)
        making->measure->when = terms_condition(making->scope, when);
    take_promises(making, wholes);
}

static bool is_number(const struct attribute *attribute)
{
    return attribute->type == ATTRIBUTE_WHOLE || attribute->type == ATTRIBUTE_DECIMAL ||
           attribute->type == ATTRIBUTE_MONEY;
}

/* What comes with an event is averaged on that event, whether the charter says so or not. */
static void read_on(struct making *making, const struct attribute *of)
{
    const struct node *event = making->figure->kid[AVERAGE_EVENT];
    uint32_t kind = event ? scope_kind(making->scope, event) : INDEX_NONE;
    if (kind != INDEX_NONE && of->origin == ORIGIN_EVENT && of->event_kind != kind)
        diagnose(making->scope->sink, DIAG_BAD_PROMISE, event->span,
                 "`" TEXT_FMT "` does not come with the event `" TEXT_FMT "`", TEXT_ARG(of->name),
                 TEXT_ARG(event->text));
    making->measure->event_kind = of->origin == ORIGIN_EVENT ? of->event_kind : kind;
}

/* Money is averaged in one currency: that which is promised. */
static void read_currency(struct making *making)
{
    struct measure *measure = making->measure;
    const struct figure_promise *first = &measure->promises[0];
    struct text currency = making->scope->model->currency;
    if (!currency.len && measure->promise_count)
        currency = text_of(first->currency);
    for (uint32_t i = 0; i < measure->promise_count; i++) {
        struct text written = text_of(measure->promises[i].currency);
        if (!text_equal(written, currency))
            diagnose(making->scope->sink, DIAG_WRONG_CURRENCY, measure->promises[i].span,
                     "an amount in " TEXT_FMT ", and what is averaged is in " TEXT_FMT,
                     TEXT_ARG(written), TEXT_ARG(currency));
    }
    for (size_t i = 0; i < currency.len && i < 3; i++)
        measure->currency[i] = currency.at[i];
    measure->places = value_currency_places(currency);
}

static void read_average(struct making *making)
{
    struct measure *measure = making->measure;
    const struct node *name = making->figure->kid[AVERAGE_ATTRIBUTE];
    measure->kind = MEASURE_AVERAGE;
    measure->event_kind = INDEX_NONE;
    measure->attribute = scope_attribute(making->scope, name);
    if (measure->attribute == INDEX_NONE) {
        if (making->figure->kid[AVERAGE_EVENT])
            scope_kind(making->scope, making->figure->kid[AVERAGE_EVENT]);
        return;
    }
    const struct attribute *of = &making->scope->model->schema.attributes[measure->attribute];
    read_on(making, of);
    if (!is_number(of)) {
        diagnose(making->scope->sink, DIAG_BAD_PROMISE, name->span,
                 "`" TEXT_FMT "` is no number, so it has no average", TEXT_ARG(name->text));
        return;
    }
    take_promises(making, of->type == ATTRIBUTE_MONEY ? moneys : numbers);
    if (of->type == ATTRIBUTE_MONEY)
        read_currency(making);
}

/* A target that nobody sees runs the clock: one clause, which is never due. */
static uint32_t add_hidden(struct making *making, uint32_t clock)
{
    struct arena *arena = making->scope->arena;
    const struct measure *measure = making->measure;
    struct clause *clause = ARENA_NEW(arena, struct clause);
    *clause = (struct clause){.limit = {.kind = LIMIT_LENGTH, .length = LIMIT_ENDLESS},
                              .calendar = measure->calendar,
                              .span = measure->span};
    struct target target = {.name = measure->name,
                            .title = measure->title,
                            .clock = clock,
                            .calendar = measure->calendar,
                            .clauses = clause,
                            .clause_count = 1,
                            .beats = ARENA_NEW(arena, bool),
                            .bucket = BUCKET_COMPLETION,
                            .is_hidden = true,
                            .declared = measure->declared};
    return targets_append(making->scope, &target);
}

static void read_percentile(struct making *making)
{
    struct scope *scope = making->scope;
    struct measure *measure = making->measure;
    const struct node *rank = making->figure->kid[PERCENTILE_RANK];
    const struct declaration *clock =
        scope_resolve(scope, NODE_CLOCK, making->figure->kid[PERCENTILE_CLOCK]);
    measure->kind = MEASURE_PERCENTILE;
    measure->rank = rank->value.decimal;
    measure->calendar = read_counted_in(scope, making->items);
    if (!figures_is_share(rank) || rank->value.decimal.digits == 0)
        diagnose(scope->sink, DIAG_BAD_PROMISE, rank->span,
                 "a percentile lies above 0 and at most at 100");
    take_promises(making, lengths);
    if (clock)
        measure->target = add_hidden(making, clock->index);
}

static void read_figure(struct making *making)
{
    making->measure->span = making->figure->span;
    switch (making->figure->kind) {
    case NODE_SHARE:
        making->measure->kind = MEASURE_SHARE;
        making->measure->when =
            terms_lasting_condition(making->scope, making->figure->kid[SHARE_WHEN]);
        take_promises(making, percents);
        break;
    case NODE_COUNT:
        read_count(making);
        break;
    case NODE_AVERAGE:
        read_average(making);
        break;
    default:
        read_percentile(making);
        break;
    }
}

static bool is_figure(const struct node *item)
{
    return item->kind == NODE_SHARE || item->kind == NODE_COUNT || item->kind == NODE_AVERAGE ||
           item->kind == NODE_PERCENTILE;
}

/* The line that says what is measured, or NULL; a second one is reported. */
static const struct node *find_figure(struct scope *scope, const struct node *items)
{
    const struct node *first = NULL;
    for (const struct node *item = items; item; item = item->next) {
        if (!is_figure(item))
            continue;
        if (first)
            diagnose(scope->sink, DIAG_REPEATED_LINE, item->span,
                     "a measure has one figure, this is a second one");
        else
            first = item;
    }
    return first;
}

static void check_measure(struct scope *scope, const struct declaration *declaration,
                          struct measure *measure)
{
    const struct node *node = declaration->node, *items = node->kid[MEASURE_ITEMS];
    measure->name = declaration->name;
    measure->title = steps_text(node->kid[MEASURE_TITLE]);
    measure->declared = node->kid[MEASURE_NAME]->span;
    measure->whole = node->span;
    const struct node *hours = steps_find(items, NODE_COUNTED_IN);
    if (hours)
        measure->hours = hours->span;
    struct making making = {scope, declaration, items, find_figure(scope, items), measure};
    if (making.figure)
        read_figure(&making);
    else
        diagnose(scope->sink, DIAG_MISSING_LINE, node_name(node)->span,
                 "the measure `" TEXT_FMT "` does not say what it measures",
                 TEXT_ARG(declaration->name));
    if (measure->kind != MEASURE_PERCENTILE)
        read_counted_in(scope, items);
    check_is_promised(scope, items, declaration, "at most 5 each month");
    read_serves(scope, items);
}

/* ---- the step ---- */

void check_figures(struct scope *scope)
{
    struct model *model = scope->model;
    model->availability_count = scope->counts[NODE_AVAILABILITY];
    model->maintenance_count = scope->counts[NODE_MAINTENANCE];
    model->measure_count = scope->counts[NODE_MEASURE];
    struct availability *availabilities =
        ARENA_ARRAY(scope->arena, model->availability_count + 1, struct availability);
    struct maintenance *maintenances =
        ARENA_ARRAY(scope->arena, model->maintenance_count + 1, struct maintenance);
    struct measure *measures = ARENA_ARRAY(scope->arena, model->measure_count + 1, struct measure);
    model->availabilities = availabilities;
    model->maintenances = maintenances;
    model->measures = measures;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        if (declaration->kind == NODE_AVAILABILITY)
            check_availability(scope, declaration, &availabilities[declaration->index]);
        else if (declaration->kind == NODE_MAINTENANCE)
            check_maintenance(scope, declaration, &maintenances[declaration->index]);
        else if (declaration->kind == NODE_MEASURE)
            check_measure(scope, declaration, &measures[declaration->index]);
    }
}
