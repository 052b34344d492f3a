/* units.c - lengths whose unit says something else than their hours: hours of the clock where few
 * of a day are open, days of the calendar where hours are named, working days where every day is
 * one.
 */
#include "analyse/analysis.h"

/* Open at every instant, whatever it is called. */
static bool is_always(const struct model_calendar *row)
{
    return row->hours && calendar_is_always(row->hours);
}

/* ---- no time at all ---- */

static bool is_nothing(const struct limit *limit)
{
    return limit->kind == LIMIT_LENGTH && limit->length == 0;
}

void units_nothing(struct analysis *analysis, uint32_t index)
{
    const struct target *target = &analysis->model->targets[index];
    for (uint32_t i = 0; i < target->clause_count; i++) {
        if (!is_nothing(&target->clauses[i].limit))
            continue;
        struct diagnostic *d = diagnose(analysis->sink, DIAG_NO_TIME, target->clauses[i].span,
                                        "a limit of no time, which can't be kept");
        diagnostic_note(analysis->sink, d,
                        "Only a clock that stops at the very instant at which it starts is met.");
    }
}

/* ---- hours that were meant as days ---- */

/* The most that CALENDAR is open in 24 hours on end, in the weeks from its first date on. */
static micros open_most(struct analysis *analysis, uint32_t calendar)
{
    enum { DAYS = 28 };
    const struct calendar *hours = cells_calendar(analysis->cells, calendar);
    day first, last;
    cells_dates(analysis->model, &first, &last);
    instant at = zone_to_instant(calendar_zone(hours), first, 0).at;
    micros most = 0;
    for (int i = 0; i < DAYS; i++, at += MICROS_DAY) {
        micros open = calendar_elapsed(hours, at, at + MICROS_DAY);
        most = open > most ? open : most;
    }
    return most;
}

static void check_hours(struct analysis *analysis, const struct clause *clause)
{
    const struct model_calendar *row = &analysis->model->calendars[clause->calendar];
    const struct limit *limit = &clause->limit;
    char length[CIVIL_ROOM], open[CIVIL_ROOM];
    if (limit->kind != LIMIT_LENGTH || limit->length == 0 || limit->length == LIMIT_ENDLESS ||
        limit->length % MICROS_DAY != 0 || !row->is_sound || !row->hours || is_always(row))
        return;
    micros most = open_most(analysis, clause->calendar);
    if (most == 0 || most > MICROS_DAY / 2)
        return;
    size_t length_len = civil_write_length(length, limit->length);
    size_t open_len = civil_write_length(open, most);
    struct diagnostic *d =
        diagnose(analysis->sink, DIAG_HOURS_AS_DAYS, clause->span,
                 "%.*s are counted in `" TEXT_FMT "`, which is open for %.*s a day at most",
                 (int)length_len, length, TEXT_ARG(row->name), (int)open_len, open);
    diagnostic_note(analysis->sink, d, "They take %lld days of these hours, or more.",
                    (long long)((limit->length + most - 1) / most));
    diagnostic_hint(analysis->sink, d,
                    "If a day is meant, say `%lld working day%s`, or count the hours in `always`.",
                    (long long)(limit->length / MICROS_DAY),
                    limit->length == MICROS_DAY ? "" : "s");
}

void units_hours(struct analysis *analysis, uint32_t index)
{
    const struct target *target = &analysis->model->targets[index];
    for (uint32_t i = 0; i < target->clause_count; i++)
        check_hours(analysis, &target->clauses[i]);
}

/* ---- days of the calendar in hours ---- */

void units_calendar_days(struct analysis *analysis, uint32_t index)
{
    const struct target *target = &analysis->model->targets[index];
    for (uint32_t i = 0; i < target->clause_count; i++) {
        const struct clause *clause = &target->clauses[i];
        const struct model_calendar *row = &analysis->model->calendars[clause->calendar];
        if (clause->limit.kind != LIMIT_CALENDAR_DAYS || !clause->has_calendar || is_always(row))
            continue;
        struct diagnostic *d = diagnose(analysis->sink, DIAG_CALENDAR_DAYS_IN_HOURS, clause->span,
                                        "calendar days are the same in all hours, and `" TEXT_FMT
                                        "` says nothing here",
                                        TEXT_ARG(row->name));
        diagnostic_hint(analysis->sink, d,
                        "Leave the hours out, or say `working days` if days on which they are open "
                        "are meant.");
    }
}

/* ---- working days where every day is one ---- */

void units_working_days(struct analysis *analysis, uint32_t index)
{
    const struct target *target = &analysis->model->targets[index];
    for (uint32_t i = 0; i < target->clause_count; i++) {
        const struct clause *clause = &target->clauses[i];
        const struct model_calendar *row = &analysis->model->calendars[clause->calendar];
        if ((clause->limit.kind != LIMIT_WORKING_DAYS &&
             clause->limit.kind != LIMIT_END_OF_WORKING_DAY) ||
            !row->is_sound || !is_always(row))
            continue;
        struct diagnostic *d = diagnose(analysis->sink, DIAG_WORKING_DAYS_ALWAYS, clause->span,
                                        "working days are counted in `" TEXT_FMT
                                        "`, where every day is one, Sundays and holidays too",
                                        TEXT_ARG(row->name));
        diagnostic_hint(analysis->sink, d,
                        "Name the hours, as in `within 1 working day in office`, or say `calendar "
                        "days`.");
    }
}
