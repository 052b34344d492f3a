/* compare_hours.c - hours, channels and services, maintenance. More hours are better for the
 * customer, more maintenance is worse. */
#include "analyse/compare_part.h"
#include "syntax/tree.h"

/* What runs on after the last day still has to be compared. */
enum { DAYS_AFTER = 400 };

/* ---- as sets of instants ---- */

static struct calendar_stretches open_of(struct compare *compare, uint32_t calendar)
{
    struct calendar_stretches *open = &compare->open[calendar];
    if (!open->at)
        *open = calendar_open_between(cells_calendar(compare->cells, calendar), compare->from,
                                      compare->to + DAYS_AFTER * MICROS_DAY, compare->arena);
    return *open;
}

instant compare_outside(struct compare *compare, uint32_t a, uint32_t b)
{
    struct calendar_stretches inner = open_of(compare, a), outer = open_of(compare, b);
    size_t k = 0;
    for (size_t i = 0; i < inner.count; i++) {
        instant at = inner.at[i].from;
        while (k < outer.count && outer.at[k].to <= at)
            k++;
        if (k == outer.count || outer.at[k].from > at)
            return at;
        if (outer.at[k].to < inner.at[i].to)
            return outer.at[k].to;
    }
    return INSTANT_NONE;
}

/* The instants, of those that count, in which its holidays are known (2.10). */
static struct calendar_stretch known(const struct compare *compare, uint32_t calendar)
{
    const struct model_calendar *row = &compare->both.calendars[calendar];
    instant until = compare->to + DAYS_AFTER * MICROS_DAY;
    struct calendar_stretch stretch = {compare->from, until};
    if (!row->hours)
        return stretch;
    struct calendar_complete complete = calendar_complete_of(row->hours);
    stretch.from = complete.from > stretch.from ? complete.from : stretch.from;
    stretch.to = complete.to < stretch.to ? complete.to : stretch.to;
    return stretch;
}

bool compare_within(struct compare *compare, uint32_t a, uint32_t b)
{
    struct calendar_stretch less = known(compare, a), more = known(compare, b);
    return a == b || (less.from >= more.from && less.to <= more.to &&
                      compare_outside(compare, a, b) == INSTANT_NONE);
}

bool compare_same_hours(struct compare *compare, uint32_t a, uint32_t b)
{
    return compare_within(compare, a, b) && compare_within(compare, b, a);
}

/* ---- rows ---- */

static struct compare_witness open_at(const struct compare *compare, instant at, const char *second)
{
    struct compare_witness out = {0};
    if (at == INSTANT_NONE)
        return out;
    struct text words = compare_instant(compare, at);
    return compare_said(compare, "at " TEXT_FMT " %s", TEXT_ARG(words), second);
}

/* MORE: the mark if the second is open at times at which the first is not. */
static void order_sets(struct compare *compare, struct compare_row *row, uint32_t a, uint32_t b,
                       enum compare_mark more)
{
    instant gained = compare_outside(compare, b, a), lost = compare_outside(compare, a, b);
    bool better = more == COMPARE_BETTER;
    struct compare_witness plus =
        open_at(compare, gained, "they are closed under \001 and open under \002");
    struct compare_witness minus =
        open_at(compare, lost, "they are open under \001 and closed under \002");
    if (!better) {
        plus = open_at(compare, gained, "there is maintenance under \002 only");
        minus = open_at(compare, lost, "there is maintenance under \001 only");
    }
    row->better = better ? plus : minus;
    row->worse = better ? minus : plus;
    row->mark = row->better.is_there && row->worse.is_there ? COMPARE_MIXED
                : row->better.is_there                      ? COMPARE_BETTER
                : row->worse.is_there                       ? COMPARE_WORSE
                                                            : COMPARE_SAME;
}

static bool same_name(const struct model_calendar *a, const struct model_calendar *b)
{
    return text_equal(a->name, b->name) && (a->hours == NULL) == (b->hours == NULL);
}

static uint32_t find_calendar(const struct compare *compare, int side,
                              const struct model_calendar *wanted)
{
    const struct model *model = compare->side[side].model;
    for (uint32_t i = 1; i < model->calendar_count; i++)
        if (!model->calendars[i].is_absent && same_name(&model->calendars[i], wanted))
            return i;
    return INDEX_NONE;
}

static void compare_pair(struct compare *compare, uint32_t a, uint32_t b)
{
    const struct model_calendar *calendar = &compare->side[0].model->calendars[a];
    bool is_hours = calendar->hours != NULL;
    struct compare_row row =
        compare_row(compare, is_hours ? NODE_HOURS : NODE_PERIOD, calendar->name);
    uint32_t first = compare->side[0].shift + a, second = compare->side[1].shift + b;
    row.about = is_hours ? "open hours" : "dates";
    order_sets(compare, &row, first, second, COMPARE_BETTER);
    if (!is_hours && row.mark != COMPARE_SAME) {
        row.mark = COMPARE_DIFFERENT;
        row.reason = TEXT("conditions ask whether a ticket was opened in it; what that changes "
                          "stands with the targets");
        row.better =
            open_at(compare, compare_outside(compare, second, first), "it holds under \002 only");
        if (!row.better.is_there)
            row.better = open_at(compare, compare_outside(compare, first, second),
                                 "it holds under \001 only");
        row.worse = (struct compare_witness){0};
    } else if (row.mark == COMPARE_SAME && !compare_same_hours(compare, first, second)) {
        row.mark = COMPARE_UNCLEAR;
        row.reason = TEXT("their holidays are known for different years, so what one of them can "
                          "judge the other can't");
    }
    compare_add(compare, row);
    compare_lines(compare, row.declaration, NULL);
}

static void add_single(struct compare *compare, const struct model_calendar *calendar)
{
    struct compare_row row =
        compare_row(compare, calendar->hours ? NODE_HOURS : NODE_PERIOD, calendar->name);
    compare_add_single(compare, row, COMPARE_DIFFERENT);
}

void compare_hours(struct compare *compare)
{
    const struct model *a = compare->side[0].model, *b = compare->side[1].model;
    for (uint32_t i = 1; i < a->calendar_count; i++) {
        if (a->calendars[i].is_absent)
            continue;
        uint32_t other = find_calendar(compare, 1, &a->calendars[i]);
        if (other != INDEX_NONE)
            compare_pair(compare, i, other);
        else
            add_single(compare, &a->calendars[i]);
    }
    for (uint32_t i = 1; i < b->calendar_count; i++)
        if (!b->calendars[i].is_absent && find_calendar(compare, 0, &b->calendars[i]) == INDEX_NONE)
            add_single(compare, &b->calendars[i]);
}

/* ---- maintenance ---- */

static bool same_services(const struct compare *compare, const struct maintenance *a,
                          const struct maintenance *b)
{
    const struct schema *first = &compare->side[0].model->schema;
    const struct schema *second = &compare->side[1].model->schema;
    if (a->service_count != b->service_count)
        return false;
    for (uint32_t i = 0; i < a->service_count; i++) {
        uint32_t k = 0;
        const struct text name = first->attributes[first->service].choices[a->services[i]].name;
        while (k < b->service_count &&
               !text_equal(second->attributes[second->service].choices[b->services[k]].name, name))
            k++;
        if (k == b->service_count)
            return false;
    }
    return true;
}

static uint32_t find_maintenance(const struct model *model, struct text name)
{
    for (uint32_t i = 0; i < model->maintenance_count; i++)
        if (!model->maintenances[i].is_absent && text_equal(model->maintenances[i].name, name))
            return i;
    return INDEX_NONE;
}

static void compare_windows(struct compare *compare, uint32_t a, uint32_t b)
{
    const struct maintenance *first = &compare->side[0].model->maintenances[a];
    const struct maintenance *second = &compare->side[1].model->maintenances[b];
    struct compare_row row = compare_row(compare, NODE_MAINTENANCE, first->name);
    row.about = "windows";
    order_sets(compare, &row, compare->side[0].windows + a, compare->side[1].windows + b,
               COMPARE_WORSE);
    if (!same_services(compare, first, second)) {
        row.mark = COMPARE_UNCLEAR;
        row.reason = TEXT("they are about other services");
    }
    compare_add(compare, row);
    compare_lines(compare, row.declaration, NULL);
}

void compare_maintenance(struct compare *compare)
{
    const struct model *a = compare->side[0].model, *b = compare->side[1].model;
    for (uint32_t i = 0; i < a->maintenance_count; i++) {
        uint32_t other = find_maintenance(b, a->maintenances[i].name);
        if (a->maintenances[i].is_absent)
            continue;
        if (other != INDEX_NONE)
            compare_windows(compare, i, other);
        else
            compare_add_single(compare,
                               compare_row(compare, NODE_MAINTENANCE, a->maintenances[i].name),
                               COMPARE_WORSE);
    }
    for (uint32_t i = 0; i < b->maintenance_count; i++)
        if (!b->maintenances[i].is_absent &&
            find_maintenance(a, b->maintenances[i].name) == INDEX_NONE)
            compare_add_single(compare,
                               compare_row(compare, NODE_MAINTENANCE, b->maintenances[i].name),
                               COMPARE_WORSE);
}

/* ---- lines of the catalogue ---- */

static uint32_t named_calendar(const struct compare *compare, int side, const struct node *name)
{
    const struct model *model = compare->side[side].model;
    for (uint32_t i = 0; name && i < model->calendar_count; i++)
        if (!model->calendars[i].is_absent && text_equal(model->calendars[i].name, name->text))
            return compare->side[side].shift + i;
    return INDEX_NONE;
}

static void order_open(struct compare *compare, struct compare_row *row, const struct node *a,
                       const struct node *b)
{
    uint32_t first = named_calendar(compare, 0, a->kid[OPEN_IN_CALENDAR]);
    uint32_t second = named_calendar(compare, 1, b->kid[OPEN_IN_CALENDAR]);
    row->about = "open hours";
    if (first != INDEX_NONE && second != INDEX_NONE)
        order_sets(compare, row, first, second, COMPARE_BETTER);
}

/* `loses at most L of data`: less is better. */
static void order_loss(const struct compare *compare, struct compare_row *row, const struct node *a,
                       const struct node *b)
{
    micros first = a->kid[LOSES_LIMIT]->value.micros, second = b->kid[LOSES_LIMIT]->value.micros;
    row->about = "loss of data";
    row->mark = first == second ? COMPARE_SAME : second < first ? COMPARE_BETTER : COMPARE_WORSE;
    struct compare_witness said =
        compare_said(compare, "an outage after which %s",
                     second < first ? "just as much as \001 allows is lost breaks \002"
                                    : "just as much as \002 allows is lost breaks \001");
    *(second < first ? &row->better : &row->worse) = said;
}

static bool limit_of(const struct node *node, struct limit *limit)
{
    *limit = (struct limit){.kind = LIMIT_LENGTH};
    if (node->kind == NODE_DURATION)
        limit->length = node->value.micros;
    else if (node->kind == NODE_WORKING_DAY_END)
        *limit = (struct limit){.kind = LIMIT_END_OF_WORKING_DAY,
                                .days = (int32_t)node->value.days.count};
    else if (node->kind == NODE_DAY_COUNT)
        *limit = (struct limit){.kind = node->value.days.working ? LIMIT_WORKING_DAYS
                                                                 : LIMIT_CALENDAR_DAYS,
                                .days = (int32_t)node->value.days.count};
    else
        return false;
    return true;
}

/* `recovers within L in HOURS`: no ticket shows it, so it is ordered only where that holds for
 * every outage. */
static void order_recovery(struct compare *compare, struct compare_row *row, const struct node *a,
                           const struct node *b)
{
    struct limit limits[2];
    struct compare_pace paces[2];
    const struct node *lines[] = {a, b};
    row->about = "recovery";
    for (int side = 0; side < 2; side++) {
        const struct node *calendar = lines[side]->kid[RECOVERS_CALENDAR];
        paces[side] =
            (struct compare_pace){.limit = &limits[side], .calendar = compare->side[side].shift};
        if (calendar)
            paces[side].calendar = named_calendar(compare, side, calendar);
        if (paces[side].calendar == INDEX_NONE ||
            !limit_of(lines[side]->kid[RECOVERS_LIMIT], &limits[side]))
            return;
    }
    bool less = compare_never_later(compare, &paces[0], &paces[1]);
    bool more = compare_never_later(compare, &paces[1], &paces[0]);
    row->mark = less && more ? COMPARE_SAME
                : less       ? COMPARE_BETTER
                : more       ? COMPARE_WORSE
                             : COMPARE_UNCLEAR;
    if (row->mark == COMPARE_UNCLEAR)
        row->reason = TEXT("which of the two limits runs out first depends on when it begins");
    else if (row->mark != COMPARE_SAME)
        *(less ? &row->better : &row->worse) = compare_said(
            compare, "a recovery that takes just as long as %s allows is too late under %s",
            less ? "\001" : "\002", less ? "\002" : "\001");
}

struct compare_row compare_catalogue_line(struct compare *compare, const struct node *a,
                                          const struct node *b)
{
    struct compare_row row = {.mark = COMPARE_DIFFERENT, .about = ""};
    if (a && b && a->kind == NODE_OPEN_IN)
        order_open(compare, &row, a, b);
    else if (a && b && a->kind == NODE_LOSES)
        order_loss(compare, &row, a, b);
    else if (a && b && a->kind == NODE_RECOVERS)
        order_recovery(compare, &row, a, b);
    return row;
}
