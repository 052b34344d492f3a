/* paces.c - see paces.h. */
#include "analyse/paces.h"

#include "analyse/due.h"
#include "check/turns.h"

/* Calendars differ by the day of the week, and by a holiday now and then. */
enum { DAYS_TRIED = 15 };

struct pace pace_of(const struct clause *clause)
{
    return (struct pace){&clause->limit, clause->calendar};
}

/* Calendar days are counted in `always`, whatever hours are named (2.8). */
static uint32_t calendar_of(struct pace pace)
{
    return pace.limit->kind == LIMIT_CALENDAR_DAYS ? 0 : pace.calendar;
}

static bool is_always(const struct analysis *analysis, uint32_t calendar)
{
    const struct model_calendar *row = &analysis->model->calendars[calendar];
    return row->hours && calendar_is_always(row->hours);
}

static bool is_sound(const struct analysis *analysis, struct pace pace)
{
    const struct model_calendar *row = &analysis->model->calendars[calendar_of(pace)];
    return row->is_sound && row->hours;
}

bool pace_may_be_slower(const struct analysis *analysis, struct pace a, struct pace b)
{
    uint32_t calendar = calendar_of(a);
    bool lengths = a.limit->kind == LIMIT_LENGTH && b.limit->kind == LIMIT_LENGTH;
    if (!is_sound(analysis, a) || !is_sound(analysis, b))
        return false;
    if (lengths && (calendar == calendar_of(b) || is_always(analysis, calendar)))
        return a.limit->length > b.limit->length;
    bool same = a.limit->kind == b.limit->kind && calendar == calendar_of(b);
    return same ? a.limit->days > b.limit->days : true;
}

/* ---- openings ---- */

struct trial {
    const struct analysis *analysis;
    const struct pace_question *question;
    const struct calendar *slow, *fast;
};

/* Is AT in the same of the hours that the conditions ask for as the ticket's opening? */
static bool is_alike(const struct trial *trial, const struct condition *condition, instant at)
{
    if (!condition)
        return true;
    if (condition->op == CONDITION_DURING) {
        const struct calendar *hours =
            cells_calendar_early(trial->analysis->cells, condition->calendar);
        return calendar_is_open(hours, at) ==
               calendar_is_open(hours, trial->question->ticket->opened);
    }
    for (uint32_t i = 0; i < condition->part_count; i++)
        if (!is_alike(trial, condition->parts[i], at))
            return false;
    return true;
}

static bool is_slower_at(const struct trial *trial, instant at)
{
    const struct pace_question *question = trial->question;
    struct calendar_answer slow = turns_due(trial->slow, at, question->slow.limit);
    struct calendar_answer fast = turns_due(trial->fast, at, question->fast.limit);
    if (slow.status != CALENDAR_OK || fast.status != CALENDAR_OK || slow.at <= fast.at)
        return false;
    for (uint32_t i = 0; i < question->condition_count; i++)
        if (!is_alike(trial, question->conditions[i], at))
            return false;
    return true;
}

/* The beginnings, middles and last minutes of what is open; the first at which it is slower. */
static instant try_stretches(const struct trial *trial, const struct calendar *calendar)
{
    instant from = trial->question->ticket->opened, found = INSTANT_NONE;
    struct arena *scratch = arena_new();
    struct calendar_stretches open =
        calendar_open_between(calendar, from, from + DAYS_TRIED * MICROS_DAY, scratch);
    for (size_t i = 0; i < open.count && found == INSTANT_NONE; i++) {
        instant ends[] = {open.at[i].from, open.at[i].from + (open.at[i].to - open.at[i].from) / 2,
                          open.at[i].to - MICROS_MINUTE};
        for (size_t k = 0; k < sizeof ends / sizeof *ends && found == INSTANT_NONE; k++)
            if (ends[k] >= from && is_slower_at(trial, ends[k]))
                found = ends[k];
    }
    arena_free(scratch);
    return found;
}

instant pace_slower_at(const struct analysis *analysis, const struct pace_question *question)
{
    struct trial trial = {analysis, question,
                          cells_calendar_early(analysis->cells, calendar_of(question->slow)),
                          cells_calendar_early(analysis->cells, calendar_of(question->fast))};
    if (is_slower_at(&trial, question->ticket->opened))
        return question->ticket->opened;
    if (calendar_of(question->slow) == calendar_of(question->fast) &&
        question->slow.limit->kind == LIMIT_LENGTH && question->fast.limit->kind == LIMIT_LENGTH)
        return INSTANT_NONE;
    instant found = try_stretches(&trial, trial.slow);
    return found == INSTANT_NONE ? try_stretches(&trial, trial.fast) : found;
}
