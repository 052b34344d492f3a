/* ends.c - hours and lists of holidays that end before the last ticket of the charter is due
 * (semantics 2.10). The ticket that is shown has been judged, with the verdict `error`.
 */
#include "analyse/analysis.h"
#include "analyse/due.h"
#include "check/turns.h"

struct ending {
    struct analysis *analysis;
    const struct target *target;
    uint32_t index, clause;
    instant opened; /* the last ticket */
};

/* The last instant at which a ticket of the charter is opened: a minute before the end of its last
 * date, or, if it has none, at the start of the one that is asked about. */
static instant last_opening(const struct analysis *analysis)
{
    const struct model *model = analysis->model;
    if (model->in_force_until != DAY_NONE)
        return zone_to_instant(model->zone, model->in_force_until, MICROS_DAY).at - MICROS_MINUTE;
    if (analysis->as_of != DAY_NONE && analysis->as_of >= model->in_force_from)
        return zone_to_instant(model->zone, analysis->as_of, 0).at;
    return INSTANT_NONE;
}

/* A ticket that gets the clause, and is judged `error` when it is opened last. */
static bool find_ticket(const struct ending *ending, struct cells_witness *ticket,
                        struct verdict *verdict)
{
    struct analysis *analysis = ending->analysis;
    uint32_t *others = ARENA_ARRAY(analysis->arena, ending->target->clause_count, uint32_t);
    const uint32_t all[] = {PART_ABOUT, PART_STARTS, PART_FRESH, PART_CLAUSE + ending->clause};
    uint32_t count = analysis_rivals(analysis, ending->target, ending->clause, others);
    struct cells_question question = {all, others, sizeof all / sizeof *all, count};
    struct witness witness = analysis_witness(analysis, ending->index, ticket);
    if (cells_set_find(analysis->set, &question, ticket) != CELLS_YES)
        return false;
    if (!ticket->opened_matters)
        ticket->opened = ending->opened;
    return witness_judge(&witness, VERDICT_ERROR, verdict);
}

static bool report_holidays(const struct ending *ending, const struct calendar_complete *complete)
{
    struct analysis *analysis = ending->analysis;
    const struct clause *clause = &ending->target->clauses[ending->clause];
    const struct holiday_list *list = complete->limits_to;
    struct cells_witness ticket;
    struct verdict verdict;
    if (!find_ticket(ending, &ticket, &verdict))
        return false;
    struct witness witness = analysis_witness(analysis, ending->index, &ticket);
    struct diagnostic *d = diagnose(
        analysis->sink, DIAG_HOLIDAYS_INCOMPLETE, clause->span,
        "the holidays `" TEXT_FMT "` are complete until %d, and tickets of this clause may be due "
        "later",
        TEXT_ARG(list->name), list->complete_to);
    diagnostic_note(analysis->sink, d, "An example: " TEXT_FMT ": error, " TEXT_FMT ".",
                    TEXT_ARG(witness_words(&witness)), TEXT_ARG(verdict.reason));
    return true;
}

static bool report_hours(const struct ending *ending, const struct model_calendar *row)
{
    struct analysis *analysis = ending->analysis;
    const struct clause *clause = &ending->target->clauses[ending->clause];
    struct cells_witness ticket;
    struct verdict verdict;
    if (!find_ticket(ending, &ticket, &verdict))
        return false;
    struct witness witness = analysis_witness(analysis, ending->index, &ticket);
    struct diagnostic *d =
        diagnose(analysis->sink, DIAG_HOURS_END, clause->span,
                 "the hours `" TEXT_FMT "` end before this limit is reached for the last tickets",
                 TEXT_ARG(row->name));
    diagnostic_label(analysis->sink, d, row->declared, "not open any more then");
    diagnostic_note(analysis->sink, d, "An example: " TEXT_FMT ": error, " TEXT_FMT ".",
                    TEXT_ARG(witness_words(&witness)), TEXT_ARG(verdict.reason));
    return true;
}

/* The cells have calendars for the charter's dates only. */
static const struct calendar *late_calendar(const struct ending *ending, uint32_t calendar)
{
    enum { DAYS = 400 };
    const struct model *model = ending->analysis->model;
    day last = zone_to_local(model->zone, ending->opened).date;
    const struct calendar **late = &ending->analysis->late[calendar];
    if (!*late)
        *late = calendar_compile(ending->analysis->arena, model->calendars[calendar].hours,
                                 last - 1, last + DAYS);
    return *late;
}

/* Where the limit of the clause ends, for the last ticket. */
static struct calendar_answer due_of(const struct ending *ending, uint32_t *calendar)
{
    const struct clause *clause = &ending->target->clauses[ending->clause];
    *calendar = clause->limit.kind == LIMIT_CALENDAR_DAYS ? 0 : clause->calendar;
    return turns_due(late_calendar(ending, *calendar), ending->opened, &clause->limit);
}

static bool check_holidays(const struct ending *ending)
{
    uint32_t calendar;
    struct calendar_answer due = due_of(ending, &calendar);
    const struct model_calendar *row = &ending->analysis->model->calendars[calendar];
    struct calendar_complete complete = calendar_complete_of(row->hours);
    return due.status == CALENDAR_OK && due.at >= complete.to && ending->opened < complete.to &&
           report_holidays(ending, &complete);
}

static bool check_hours(const struct ending *ending)
{
    uint32_t calendar;
    struct calendar_answer due = due_of(ending, &calendar);
    return (due.status == CALENDAR_NEVER_OPENS || due.status == CALENDAR_NOT_REACHED) &&
           report_hours(ending, &ending->analysis->model->calendars[calendar]);
}

/* Until one is reported: it is the same of all that are counted so. */
static void each_clause(struct analysis *analysis, uint32_t index,
                        bool (*check)(const struct ending *ending))
{
    const struct target *target = &analysis->model->targets[index];
    struct ending ending = {analysis, target, index, 0, last_opening(analysis)};
    bool found = ending.opened == INSTANT_NONE;
    for (; ending.clause < target->clause_count && !found; ending.clause++) {
        const struct clause *clause = &target->clauses[ending.clause];
        const struct model_calendar *row = &analysis->model->calendars[clause->calendar];
        if (row->is_sound && row->hours && clause->limit.length != LIMIT_ENDLESS)
            found = check(&ending);
    }
}

void ends_of_holidays(struct analysis *analysis, uint32_t index)
{
    each_clause(analysis, index, check_holidays);
}

void ends_of_hours(struct analysis *analysis, uint32_t index)
{
    each_clause(analysis, index, check_hours);
}
