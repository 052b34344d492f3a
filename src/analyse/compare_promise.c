/* compare_promise.c - what is promised of whole periods: shares, availability, measures; and
 * warnings. What the provider has to reach is better for the customer if it is harder to reach.
 */
#include "analyse/compare_part.h"
#include "syntax/tree.h"

/* ---- words ---- */

static struct text percent(const struct compare *compare, struct decimal amount)
{
    return text_format(compare->arena, TEXT_FMT "%%",
                       TEXT_ARG(decimal_format(compare->arena, amount)));
}

/* A period with just the easier amount keeps the one promise and breaks the other. */
static void just_kept(const struct compare *compare, struct compare_row *row, struct text easier,
                      bool better)
{
    *(better ? &row->better : &row->worse) =
        compare_said(compare,
                     "a period with just " TEXT_FMT " keeps the promise of %s and breaks that of "
                     "%s",
                     TEXT_ARG(easier), better ? "\001" : "\002", better ? "\002" : "\001");
}

/* ---- promises of targets ---- */

static bool same_period(const struct promise *a, const struct promise *b)
{
    return a->unit == b->unit && a->first_month == b->first_month && a->of_cycles == b->of_cycles;
}

static const struct promise *find_promise(const struct target *target, const struct promise *wanted)
{
    for (uint32_t i = 0; i < target->promise_count; i++)
        if (same_period(&target->promises[i], wanted))
            return &target->promises[i];
    return NULL;
}

static struct compare_row promise_row(const struct compare *compare, const struct target *target,
                                      const struct promise *a, const struct promise *b)
{
    struct compare_row row = compare_row(compare, NODE_TARGET, target->name);
    row.about = "promise";
    if (a)
        row.line[0] = compare_line(row.declaration[0], a->span);
    if (b)
        row.line[1] = compare_line(row.declaration[1], b->span);
    return row;
}

static void compare_share(struct compare *compare, const struct target *target,
                          const struct promise *a, const struct promise *b)
{
    struct compare_row row = promise_row(compare, target, a, b);
    int order = decimal_compare(b->percent, a->percent);
    row.mark = order > 0 ? COMPARE_BETTER : order < 0 ? COMPARE_WORSE : COMPARE_SAME;
    if (order)
        just_kept(compare, &row, percent(compare, order > 0 ? a->percent : b->percent), order > 0);
    compare_add(compare, row);
}

static void add_promise(struct compare *compare, const struct target *target,
                        const struct promise *promise, int side)
{
    struct compare_row row =
        promise_row(compare, target, side ? NULL : promise, side ? promise : NULL);
    row.mark = side ? COMPARE_BETTER : COMPARE_WORSE;
    row.reason = side ? TEXT("only \002 promises a share of this period")
                      : TEXT("only \001 promises a share of this period");
    *(side ? &row.better : &row.worse) =
        compare_said(compare, "a period in which no ticket is met in time");
    compare_add(compare, row);
}

/* A share of months and a share of quarters say nothing of each other. */
static void compare_periods(struct compare *compare, const struct target *a, const struct target *b)
{
    struct compare_row row = promise_row(compare, a, &a->promises[0], &b->promises[0]);
    row.mark = COMPARE_UNCLEAR;
    row.reason = TEXT("the shares are of other periods, or of cycles and not of tickets: a period "
                      "that keeps the one may break the other");
    compare_add(compare, row);
}

static void compare_warning(struct compare *compare, const struct target *a, const struct target *b)
{
    struct compare_row row = compare_row(compare, NODE_TARGET, a->name);
    row.about = "warning";
    if (!a->has_warning && !b->has_warning)
        return;
    int order = !a->has_warning   ? 1
                : !b->has_warning ? -1
                                  : decimal_compare(a->warns_at, b->warns_at);
    row.mark = order > 0 ? COMPARE_BETTER : order < 0 ? COMPARE_WORSE : COMPARE_SAME;
    row.reason = order > 0 ? TEXT("it warns earlier") : TEXT("it warns later, or not at all");
    struct decimal least = !a->has_warning                ? b->warns_at
                           : !b->has_warning || order > 0 ? a->warns_at
                                                          : b->warns_at;
    if (a->has_warning && b->has_warning && order > 0)
        least = b->warns_at;
    else if (a->has_warning && b->has_warning)
        least = a->warns_at;
    if (order)
        *(order > 0 ? &row.better : &row.worse) =
            compare_said(compare, "at " TEXT_FMT " of the limit there is a warning under %s only",
                         TEXT_ARG(percent(compare, least)), order > 0 ? "\002" : "\001");
    for (int side = 0; side < 2; side++) {
        const struct node *items =
            row.declaration[side] ? row.declaration[side]->kid[TARGET_ITEMS] : NULL;
        while (items && items->kind != NODE_WARNS)
            items = items->next;
        row.line[side] = items;
    }
    compare_add(compare, row);
}

void compare_target_promises(struct compare *compare, uint32_t a, uint32_t b)
{
    const struct target *first = &compare->side[0].targets[a];
    const struct target *second = &compare->side[1].targets[b];
    bool common = false;
    compare_warning(compare, first, second);
    for (uint32_t i = 0; i < first->promise_count; i++)
        common |= find_promise(second, &first->promises[i]) != NULL;
    if (first->promise_count && second->promise_count && !common) {
        compare_periods(compare, first, second);
        return;
    }
    for (uint32_t i = 0; i < first->promise_count; i++) {
        const struct promise *other = find_promise(second, &first->promises[i]);
        if (other)
            compare_share(compare, first, &first->promises[i], other);
        else
            add_promise(compare, first, &first->promises[i], 0);
    }
    for (uint32_t i = 0; i < second->promise_count; i++)
        if (!find_promise(first, &second->promises[i]))
            add_promise(compare, second, &second->promises[i], 1);
}

/* ---- figures: availability and measures ---- */

struct figured {
    enum node_kind kind;
    struct text name;
    const struct figure_promise *promises;
    uint32_t promise_count;
};

static bool same_bound(const struct figure_promise *a, const struct figure_promise *b)
{
    return a->at_most == b->at_most && a->unit == b->unit && a->first_month == b->first_month &&
           text_equal(text_of(a->currency), text_of(b->currency));
}

static const struct figure_promise *find_bound(const struct figured *of,
                                               const struct figure_promise *wanted)
{
    for (uint32_t i = 0; i < of->promise_count; i++)
        if (same_bound(&of->promises[i], wanted))
            return &of->promises[i];
    return NULL;
}

/* Above 0: B is harder to keep. */
static int harder(const struct figure_promise *a, const struct figure_promise *b)
{
    int order = decimal_compare(b->amount, a->amount);
    if (a->length != b->length)
        order = b->length > a->length ? 1 : -1;
    return a->at_most ? -order : order;
}

static struct compare_row bound_row(const struct compare *compare, const struct figured *of,
                                    const struct figure_promise *a, const struct figure_promise *b)
{
    struct compare_row row = compare_row(compare, of->kind, of->name);
    row.about = "promise";
    if (a)
        row.line[0] = compare_line(row.declaration[0], a->span);
    if (b)
        row.line[1] = compare_line(row.declaration[1], b->span);
    return row;
}

static void compare_bound(struct compare *compare, const struct figured *of,
                          const struct figure_promise *a, const struct figure_promise *b)
{
    struct compare_row row = bound_row(compare, of, a, b);
    int order = harder(a, b);
    row.mark = order > 0 ? COMPARE_BETTER : order < 0 ? COMPARE_WORSE : COMPARE_SAME;
    if (order)
        just_kept(compare, &row,
                  order > 0 ? TEXT("what \001 asks for") : TEXT("what \002 asks for"), order > 0);
    compare_add(compare, row);
}

static void add_bound(struct compare *compare, const struct figured *of,
                      const struct figure_promise *promise, int side)
{
    struct compare_row row = bound_row(compare, of, side ? NULL : promise, side ? promise : NULL);
    row.mark = side ? COMPARE_BETTER : COMPARE_WORSE;
    row.reason = side ? TEXT("only \002 promises this") : TEXT("only \001 promises this");
    *(side ? &row.better : &row.worse) = compare_said(compare, "a period that does not come to it");
    compare_add(compare, row);
}

static void compare_bounds(struct compare *compare, const struct figured *a,
                           const struct figured *b)
{
    bool common = false;
    for (uint32_t i = 0; i < a->promise_count; i++)
        common |= find_bound(b, &a->promises[i]) != NULL;
    if (a->promise_count && b->promise_count && !common) {
        struct compare_row row = bound_row(compare, a, &a->promises[0], &b->promises[0]);
        row.mark = COMPARE_UNCLEAR;
        row.reason = TEXT("the promises are of other periods, or bound the other side");
        compare_add(compare, row);
        return;
    }
    for (uint32_t i = 0; i < a->promise_count; i++) {
        const struct figure_promise *other = find_bound(b, &a->promises[i]);
        if (other)
            compare_bound(compare, a, &a->promises[i], other);
        else
            add_bound(compare, a, &a->promises[i], 0);
    }
    for (uint32_t i = 0; i < b->promise_count; i++)
        if (!find_bound(a, &b->promises[i]))
            add_bound(compare, b, &b->promises[i], 1);
}

static void add_unclear(struct compare *compare, const struct figured *of, const char *about,
                        struct text reason)
{
    struct compare_row row = compare_row(compare, of->kind, of->name);
    row.mark = COMPARE_UNCLEAR;
    row.about = about;
    row.reason = reason;
    compare_add(compare, row);
}

/* What is promised of one only. */
static void add_figured(struct compare *compare, const struct figured *of)
{
    struct compare_row row = compare_row(compare, of->kind, of->name);
    compare_add_single(compare, row, of->promise_count ? COMPARE_BETTER : COMPARE_DIFFERENT);
}

static bool same_trigger_lists(const struct compare *compare, const struct triggers *a,
                               const struct triggers *b)
{
    if ((a == NULL) != (b == NULL) || (a && a->count != b->count))
        return false;
    for (uint32_t i = 0; a && i < a->count; i++)
        if (!compare_same_trigger(compare, &a->at[i], &b->at[i]))
            return false;
    return !a || compare_equal(compare, compare_condition(compare, 0, a->when),
                               compare_condition(compare, 1, b->when));
}

static bool is_no_promise(enum node_kind kind)
{
    return kind != NODE_SERVES;
}

/* ---- availability ---- */

static struct text service(const struct compare *compare, int side, uint32_t choice)
{
    const struct schema *schema = &compare->side[side].model->schema;
    return schema->attributes[schema->service].choices[choice].name;
}

static bool same_services(const struct compare *compare, const struct availability *a,
                          const struct availability *b)
{
    for (uint32_t i = 0; i < a->service_count; i++) {
        uint32_t k = 0;
        while (k < b->service_count && !text_equal(service(compare, 0, a->services[i]),
                                                   service(compare, 1, b->services[k])))
            k++;
        if (k == b->service_count)
            return false;
    }
    return a->service_count == b->service_count;
}

/* More that counts as down makes the promise harder to keep. */
static void compare_down(struct compare *compare, const struct figured *of,
                         const struct availability *a, const struct availability *b)
{
    const struct condition *first = compare_condition(compare, 0, a->down);
    const struct condition *second = compare_condition(compare, 1, b->down);
    struct compare_row row = compare_row(compare, of->kind, of->name);
    struct cells_witness ticket;
    row.about = "down";
    if (!a->down || !b->down) {
        if ((a->down == NULL) != (b->down == NULL) ||
            !same_trigger_lists(compare, a->from, b->from) ||
            !same_trigger_lists(compare, a->to, b->to))
            add_unclear(compare, of, "down", TEXT("what counts as down is told by other events"));
        return;
    }
    bool more = compare_implies(compare, first, second);
    bool less = compare_implies(compare, second, first);
    if (more && less)
        return;
    row.mark = more ? COMPARE_BETTER : less ? COMPARE_WORSE : COMPARE_UNCLEAR;
    row.reason = more   ? TEXT("more counts as down")
                 : less ? TEXT("less counts as down")
                        : TEXT("other tickets count as down");
    const struct condition *only =
        more ? cells_and(compare->arena, second, cells_not(compare->arena, first))
             : cells_and(compare->arena, first, cells_not(compare->arena, second));
    if (cells_find(compare->cells, only, &ticket) == CELLS_YES)
        *(more ? &row.better : &row.worse) =
            compare_said(compare, TEXT_FMT " is an outage under %s only",
                         TEXT_ARG(cells_ticket(compare->cells, &ticket)), more ? "\002" : "\001");
    else
        row.mark = COMPARE_UNCLEAR;
    compare_add(compare, row);
}

static void compare_availability(struct compare *compare, const struct availability *a,
                                 const struct availability *b)
{
    struct figured first = {NODE_AVAILABILITY, a->name, a->promises, a->promise_count};
    struct figured second = {NODE_AVAILABILITY, b->name, b->promises, b->promise_count};
    struct text disputed = compare_contradiction(compare, compare_condition(compare, 0, a->down));
    if (!disputed.len)
        disputed = compare_contradiction(compare, compare_condition(compare, 1, b->down));
    if (disputed.len)
        add_unclear(compare, &first, "down",
                    TEXT("what counts as down depends on an attribute that the two have in "
                         "different ways"));
    else
        compare_down(compare, &first, a, b);
    if (!same_services(compare, a, b))
        add_unclear(compare, &first, "services", TEXT("it is about other services"));
    if (!compare_same_hours(compare, compare->side[0].shift + a->calendar,
                            compare->side[1].shift + b->calendar))
        add_unclear(compare, &first, "hours",
                    TEXT("it is a share of other hours: an outage may weigh more or less"));
    if (a->excludes_maintenance != b->excludes_maintenance)
        add_unclear(compare, &first, "maintenance",
                    TEXT("only one of the two leaves maintenance out, of the outages and of the "
                         "hours alike"));
    compare_bounds(compare, &first, &second);
    struct compare_row row = compare_row(compare, NODE_AVAILABILITY, a->name);
    compare_lines(compare, row.declaration, is_no_promise);
}

static const struct availability *find_availability(const struct model *model, struct text name)
{
    for (uint32_t i = 0; i < model->availability_count; i++)
        if (!model->availabilities[i].is_absent && text_equal(model->availabilities[i].name, name))
            return &model->availabilities[i];
    return NULL;
}

void compare_availabilities(struct compare *compare)
{
    for (int side = 0; side < 2; side++) {
        const struct model *own = compare->side[side].model;
        for (uint32_t i = 0; i < own->availability_count; i++) {
            const struct availability *one = &own->availabilities[i];
            if (one->is_absent)
                continue;
            const struct availability *other =
                find_availability(compare->side[!side].model, one->name);
            struct figured of = {NODE_AVAILABILITY, one->name, one->promises, one->promise_count};
            if (!other)
                add_figured(compare, &of);
            else if (side == 0)
                compare_availability(compare, one, other);
        }
    }
}

/* ---- measures ---- */

static struct text attribute_name(const struct compare *compare, int side, uint32_t attribute)
{
    return compare->side[side].model->schema.attributes[attribute].name;
}

static struct text event_name(const struct compare *compare, int side, uint32_t kind)
{
    return kind == INDEX_NONE ? TEXT("") : compare->side[side].model->schema.kinds[kind].name;
}

static bool same_figure(struct compare *compare, const struct measure *a, const struct measure *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == MEASURE_AVERAGE)
        return text_equal(attribute_name(compare, 0, a->attribute),
                          attribute_name(compare, 1, b->attribute)) &&
               text_equal(event_name(compare, 0, a->event_kind),
                          event_name(compare, 1, b->event_kind));
    if (a->kind == MEASURE_PERCENTILE)
        return decimal_compare(a->rank, b->rank) == 0 &&
               compare_same_hours(compare, compare->side[0].shift + a->calendar,
                                  compare->side[1].shift + b->calendar) &&
               compare_clocks(compare, compare->side[0].targets[a->target].clock,
                              compare->side[1].targets[b->target].clock)
                       .mark == COMPARE_SAME;
    return same_trigger_lists(compare, a->events, b->events) &&
           compare_equal(compare, compare_condition(compare, 0, a->when),
                         compare_condition(compare, 1, b->when));
}

static bool is_disputed(const struct compare *compare, const struct measure *a,
                        const struct measure *b)
{
    return compare_contradiction(compare, compare_condition(compare, 0, a->when)).len ||
           compare_contradiction(compare, compare_condition(compare, 1, b->when)).len;
}

static void compare_measure(struct compare *compare, const struct measure *a,
                            const struct measure *b)
{
    struct figured first = {NODE_MEASURE, a->name, a->promises, a->promise_count};
    struct figured second = {NODE_MEASURE, b->name, b->promises, b->promise_count};
    if (is_disputed(compare, a, b) || !same_figure(compare, a, b))
        add_unclear(compare, &first, "figure",
                    TEXT("it is another figure, so the promises are of different things"));
    else
        compare_bounds(compare, &first, &second);
    struct compare_row row = compare_row(compare, NODE_MEASURE, a->name);
    compare_lines(compare, row.declaration, is_no_promise);
}

static const struct measure *find_measure(const struct model *model, struct text name)
{
    for (uint32_t i = 0; i < model->measure_count; i++)
        if (!model->measures[i].is_absent && text_equal(model->measures[i].name, name))
            return &model->measures[i];
    return NULL;
}

void compare_measures(struct compare *compare)
{
    for (int side = 0; side < 2; side++) {
        const struct model *own = compare->side[side].model;
        for (uint32_t i = 0; i < own->measure_count; i++) {
            const struct measure *one = &own->measures[i];
            if (one->is_absent)
                continue;
            const struct measure *other = find_measure(compare->side[!side].model, one->name);
            struct figured of = {NODE_MEASURE, one->name, one->promises, one->promise_count};
            if (!other)
                add_figured(compare, &of);
            else if (side == 0)
                compare_measure(compare, one, other);
        }
    }
}
