#include "check/findings.h"

#include "check/terms_part.h"

static bool asks_opening(const struct condition *condition)
{
    bool asks = condition->op == CONDITION_DURING;
    for (uint32_t i = 0; i < condition->part_count && !asks; i++)
        asks = asks_opening(condition->parts[i]);
    return asks;
}

bool findings_condition(struct findings *findings, const struct condition *condition)
{
    struct scope *scope = findings->scope;
    if (!condition)
        return true;
    if (scope->sink->errors > scope->errors_before && asks_opening(condition))
        return true; /* a period that is wrong makes conditions on it look so, too */
    if (cells_find(findings->cells, condition, NULL) == CELLS_NO) {
        struct diagnostic *d = diagnose(scope->sink, DIAG_IMPOSSIBLE, condition->span,
                                        "no ticket can fulfil this condition");
        diagnostic_hint(scope->sink, d, "Correct it, or remove the line.");
        return false;
    }
    if (findings->about &&
        cells_find(findings->cells, cells_and(scope->arena, findings->about, condition), NULL) ==
            CELLS_NO) {
        struct diagnostic *d =
            diagnose(scope->sink, DIAG_IMPOSSIBLE, condition->span,
                     "no ticket that the target is about can fulfil this condition");
        diagnostic_label(scope->sink, d, findings->about->span, "what the target is about");
    }
    if (cells_implies(findings->cells, NULL, condition) == CELLS_YES) {
        struct diagnostic *d = diagnose(scope->sink, DIAG_ALWAYS_TRUE, condition->span,
                                        "every ticket fulfils this condition");
        diagnostic_hint(scope->sink, d, "Correct it, or leave it out.");
    }
    return true;
}

/* What is wrong with the clock's events has been reported with the clock. */
enum clock_run findings_clock(struct findings *findings, const struct clock_model *clock,
                              const struct condition *about)
{
    if (clock->starts.count == 0)
        return CLOCK_RUNS;
    if (cells_find(findings->cells, clocks_at_start(findings->scope, clock), NULL) == CELLS_NO)
        return CLOCK_NEVER_STARTS;
    bool pauses = clock->pauses && clock->resumes.count == 0 &&
                  cells_implies(findings->cells, about, clock->pauses) == CELLS_YES;
    return pauses ? CLOCK_ALWAYS_PAUSED : CLOCK_RUNS;
}

void findings_days(struct findings *findings, const struct limit *limit, uint32_t calendar,
                   struct span span)
{
    const struct model *model = findings->scope->model;
    struct sink *sink = findings->scope->sink;
    char written[CIVIL_ROOM];
    day date;
    if (limit->kind != LIMIT_WORKING_DAYS && limit->kind != LIMIT_END_OF_WORKING_DAY)
        return;
    const struct model_calendar *row = &model->calendars[calendar];
    if (!row->hours || calendar_is_always(row->hours) ||
        !calendar_over_midnight(cells_calendar(findings->cells, calendar), &date))
        return;
    civil_write_date(written, date);
    struct diagnostic *d =
        diagnose(sink, DIAG_DAYS_OVER_MIDNIGHT, span,
                 "working days are counted in `" TEXT_FMT "`, which is open over midnight",
                 TEXT_ARG(row->name));
    if (row->declared.source != SOURCE_NONE)
        diagnostic_label(sink, d, row->declared, "open as %s begins, for example", written);
    diagnostic_note(sink, d,
                    "A night shift belongs to two dates then, and both count as working days.");
    diagnostic_hint(sink, d, "Say the limit in hours, or count in hours that close for the night.");
}
