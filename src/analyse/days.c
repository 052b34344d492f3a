/* days.c - days counted where they are not what they seem (semantics 2.6 to 2.9). */
#include "analyse/analysis.h"

static bool counts_working_days(const struct limit *limit)
{
    return limit->kind == LIMIT_WORKING_DAYS || limit->kind == LIMIT_END_OF_WORKING_DAY;
}

static void check_midnight(struct analysis *analysis, const struct clause *clause)
{
    const struct model_calendar *row = &analysis->model->calendars[clause->calendar];
    char written[CIVIL_ROOM];
    day date;
    if (!counts_working_days(&clause->limit) || !row->is_sound || !row->hours ||
        calendar_is_always(row->hours) || calendar_keeps_to_dates(row->hours) ||
        !calendar_over_midnight(cells_calendar(analysis->cells, clause->calendar), &date))
        return;
    civil_write_date(written, date);
    struct diagnostic *d =
        diagnose(analysis->sink, DIAG_DAYS_OVER_MIDNIGHT, clause->span,
                 "working days are counted in `" TEXT_FMT "`, which is open over midnight",
                 TEXT_ARG(row->name));
    if (row->declared.source != SOURCE_NONE)
        diagnostic_label(analysis->sink, d, row->declared, "open as %s begins, for example",
                         written);
    diagnostic_note(analysis->sink, d,
                    "A night shift belongs to two dates then, and both count as working days.");
    diagnostic_hint(analysis->sink, d,
                    "Say the limit in hours, or count in hours that close for the night.");
}

void days_over_midnight(struct analysis *analysis, uint32_t index)
{
    const struct target *target = &analysis->model->targets[index];
    for (uint32_t i = 0; i < target->clause_count; i++)
        check_midnight(analysis, &target->clauses[i]);
}
