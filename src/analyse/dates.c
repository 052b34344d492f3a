/* dates.c - what is past on the date of `check --as-of`: nothing in a charter says whether it was
 * done, so it is told, and the reader knows. */
#include "analyse/analysis.h"
#include "analyse/due.h"
#include "check/steps.h"
#include "check/terms.h"
#include "syntax/tree.h"
#include "check/turns.h"

/* The nodes of KIND, one after the other: the first is asked for with NULL. */
static const struct node *next_node(const struct analysis *analysis, enum node_kind kind,
                                    const struct node *before)
{
    const struct model *model = analysis->model;
    bool found = before == NULL;
    for (uint32_t i = 0; i < model->declaration_count; i++) {
        const struct node *node = model->declarations[i].node;
        if (!node || node->broken || model->declarations[i].kind != kind)
            continue;
        if (found)
            return node;
        found = node == before;
    }
    return NULL;
}

/* ---- in force ---- */

void dates_in_force(struct analysis *analysis, uint32_t index)
{
    const struct model *model = analysis->model;
    day from = model->in_force_from, until = model->in_force_until, date = analysis->as_of;
    const struct node *charter = next_node(analysis, NODE_CHARTER, NULL);
    const struct node *line =
        charter ? steps_find(charter->kid[CHARTER_ITEMS], NODE_IN_FORCE) : NULL;
    (void)index;
    if (date == DAY_NONE || !line)
        return;
    if (date < from)
        diagnose(analysis->sink, DIAG_NOT_IN_FORCE, line->span,
                 "the charter is in force from " TEXT_FMT ", not yet on " TEXT_FMT,
                 TEXT_ARG(analysis_date(analysis, from)), TEXT_ARG(analysis_date(analysis, date)));
    else if (until != DAY_NONE && date > until)
        diagnose(analysis->sink, DIAG_NOT_IN_FORCE, line->span,
                 "the charter was in force until " TEXT_FMT ", not any more on " TEXT_FMT,
                 TEXT_ARG(analysis_date(analysis, until)), TEXT_ARG(analysis_date(analysis, date)));
}

/* ---- reviews ---- */

/* Number NTH of a review that is first held on FIRST; a day of the month that a month lacks is its
 * last. */
static day nth_review(day first, enum period_unit unit, int nth)
{
    static const int months[] = {[UNIT_MONTH] = 1, [UNIT_QUARTER] = 3, [UNIT_YEAR] = 12};
    if (unit == UNIT_DAY || unit == UNIT_WEEK)
        return first + nth * (unit == UNIT_DAY ? 1 : 7);
    struct civil_date date = civil_of_day(first);
    int month = date.month - 1 + nth * months[unit];
    date.year += month / 12;
    date.month = month % 12 + 1;
    if (date.mday > civil_days_in_month(date.year, date.month))
        date.mday = civil_days_in_month(date.year, date.month);
    return civil_to_day(date);
}

static void check_review(struct analysis *analysis, const struct node *node)
{
    int nth = 0, month;
    enum period_unit unit = steps_unit(node->kid[REVIEW_EVERY], &month);
    if (!node->kid[REVIEW_FIRST] || node->kid[REVIEW_FIRST]->value.date.day >= analysis->as_of)
        return;
    day first = node->kid[REVIEW_FIRST]->value.date.day;
    while (nth_review(first, unit, nth + 1) < analysis->as_of)
        nth++;
    struct diagnostic *d =
        diagnose(analysis->sink, DIAG_REVIEW_PAST, node->kid[REVIEW_FIRST]->span,
                 "the date of a review is past: " TEXT_FMT,
                 TEXT_ARG(analysis_date(analysis, nth_review(first, unit, nth))));
    diagnostic_hint(analysis->sink, d,
                    "Once it was held, write the next one: `first on " TEXT_FMT "`.",
                    TEXT_ARG(analysis_date(analysis, nth_review(first, unit, nth + 1))));
}

void dates_reviews(struct analysis *analysis, uint32_t index)
{
    (void)index;
    if (analysis->as_of == DAY_NONE)
        return;
    for (const struct node *node = NULL; (node = next_node(analysis, NODE_REVIEW, node));)
        check_review(analysis, node);
}

/* ---- improvements ---- */

void dates_improvements(struct analysis *analysis, uint32_t index)
{
    (void)index;
    if (analysis->as_of == DAY_NONE)
        return;
    for (const struct node *node = NULL; (node = next_node(analysis, NODE_IMPROVEMENT, node));) {
        const struct node *by = node->kid[IMPROVEMENT_BY];
        if (by->value.date.day >= analysis->as_of)
            continue;
        struct diagnostic *d =
            diagnose(analysis->sink, DIAG_IMPROVEMENT_PAST, by->span,
                     "the date of an improvement is past: \"" TEXT_FMT "\" by " TEXT_FMT,
                     TEXT_ARG(node->kid[IMPROVEMENT_TITLE]->text),
                     TEXT_ARG(analysis_date(analysis, by->value.date.day)));
        diagnostic_hint(analysis->sink, d,
                        "Take it out once it is done, or agree on another date.");
    }
}

/* ---- reports ---- */

/* The last period that was over, and reported or to be reported, before the as-of date. */
static bool last_due(struct analysis *analysis, const struct node *node, day *period, instant *due)
{
    const struct model *model = analysis->model;
    struct sink ignored;
    int month;
    enum period_unit unit = steps_unit(node->kid[REPORT_EACH], &month);
    instant now = zone_to_instant(model->zone, analysis->as_of, 0).at;
    sink_init(&ignored, analysis->arena);
    struct scope *scope = scope_of_model(analysis->arena, model, &ignored);
    struct limit limit = {0};
    const struct node *hours = node->kid[REPORT_CALENDAR];
    uint32_t calendar = hours ? scope_hours(scope, hours) : 0;
    if (calendar == INDEX_NONE || !model->calendars[calendar].is_sound ||
        !terms_limit(scope, node->kid[REPORT_LIMIT], &limit))
        return false;
    for (day end = period_unit_start(unit, month, analysis->as_of); end > model->in_force_from;
         end = *period) {
        *period = period_unit_start(unit, month, end - 1);
        struct calendar_answer answer = turns_due(cells_calendar(analysis->cells, calendar),
                                                  zone_to_instant(model->zone, end, 0).at, &limit);
        *due = answer.at;
        if (answer.status == CALENDAR_OK && answer.at < now)
            return true;
    }
    return false;
}

static void check_report(struct analysis *analysis, const struct node *node)
{
    day period;
    instant due;
    if (!last_due(analysis, node, &period, &due))
        return;
    struct diagnostic *d = diagnose(analysis->sink, DIAG_REPORT_DUE, node->span,
                                    "the report on the period from " TEXT_FMT " was due " TEXT_FMT,
                                    TEXT_ARG(analysis_date(analysis, period)),
                                    TEXT_ARG(analysis_instant(analysis, due)));
    diagnostic_note(analysis->sink, d, "Whether it was made is not known here.");
}

void dates_reports(struct analysis *analysis, uint32_t index)
{
    (void)index;
    if (analysis->as_of == DAY_NONE || analysis->model->in_force_from == DAY_NONE)
        return;
    for (const struct node *node = NULL; (node = next_node(analysis, NODE_REPORT, node));)
        check_report(analysis, node);
}
