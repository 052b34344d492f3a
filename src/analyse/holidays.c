/* holidays.c - lists of holidays against the time in which a charter needs them (semantics 2.10).
 */
#include "analyse/analysis.h"

/* The charter's dates against the years that a list claims. */
static void check_years(struct analysis *analysis, const struct calendar_holidays *holidays)
{
    const struct model *model = analysis->model;
    const struct holiday_list *list = holidays->list;
    int from = civil_of_day(model->in_force_from).year, to = from;
    if (model->in_force_until != DAY_NONE)
        to = civil_of_day(model->in_force_until).year;
    if (!list->complete_from || (from >= list->complete_from && to <= list->complete_to))
        return;
    bool is_early = from < list->complete_from || from > list->complete_to;
    struct diagnostic *d = diagnose(analysis->sink, DIAG_HOLIDAYS_INCOMPLETE, holidays->origin,
                                    "the holidays `" TEXT_FMT
                                    "` are complete for %d to %d, the charter is in force %s %d",
                                    TEXT_ARG(list->name), list->complete_from, list->complete_to,
                                    is_early ? "from" : "until", is_early ? from : to);
    diagnostic_note(analysis->sink, d,
                    "A ticket whose time runs in other years gets the verdict `error`.");
}

void holidays_incomplete(struct analysis *analysis, uint32_t index)
{
    const struct calendar_spec *spec = analysis->model->calendars[index].hours;
    for (size_t i = 0; i < spec->holidays_count; i++)
        if (analysis->model->in_force_from != DAY_NONE)
            check_years(analysis, &spec->holidays[i]);
}
