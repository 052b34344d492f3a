/* property.c - see property.h.
 *
 * As a function of the opening, a due instant stands still while its calendar is closed and moves
 * with it while it is open; it jumps only where the calendar opens or closes, or where the limit
 * runs out at such an instant. So two of them are compared at these points and right beside them.
 * A count of days also turns where a time of day of the calendar comes round.
 */
#include "analyse/property.h"

#include <stdlib.h>

#include "analyse/due.h"
#include "check/cells.h"

enum { CALENDARS_MOST = 64 };

typedef VECTOR(instant) instants;

struct search {
    struct arena *arena;
    const struct model *model; /* a version */
    const struct condition *about;
    struct cells *cells;
    const struct property_line *line;
    const struct target *target;
    struct property_answer *answer;
    instant from, to; /* openings */
};

/* A clause, and when a ticket for which it wins can be opened. */
struct match {
    uint32_t clause;
    const struct condition *formula;
    const struct calendar *calendar, *bound;
    uint32_t calendars[CALENDARS_MOST]; /* that the formula asks about */
    uint32_t calendar_count;
    VECTOR(uint64_t) possible, impossible; /* combinations of them, as bits */
};

/* ---- which tickets ---- */

/* Tickets for which CLAUSE wins, whatever else. */
static const struct condition *wins(const struct search *search, uint32_t clause)
{
    const struct target *target = search->target;
    const struct condition *formula = target->clauses[clause].when;
    if (!formula)
        formula = cells_true(search->arena);
    for (uint32_t i = 0; i < target->clause_count; i++)
        if (i != clause && target->beats[i * target->clause_count + clause])
            formula = cells_and(search->arena, formula,
                                cells_not(search->arena, target->clauses[i].when));
    return formula;
}

static const struct condition *of_target(const struct search *search)
{
    return cells_and(search->arena, search->about, search->target->about);
}

static void fail_for(struct search *search, struct cells_witness *witness, struct text problem)
{
    search->answer->holds = false;
    search->answer->version = search->model;
    search->answer->opened = witness->opened;
    search->answer->ticket = cells_ticket(search->cells, witness);
    search->answer->problem = problem;
}

/* Nobody can tell: that is no proof. */
static void fail_undecided(struct search *search)
{
    search->answer->holds = false;
    search->answer->version = search->model;
    search->answer->ticket = TEXT("some ticket");
    search->answer->problem = TEXT("its conditions are too tangled to be sure of it");
}

/* False, and told, if a ticket fulfils FORMULA. */
static bool none(struct search *search, const struct condition *formula, struct text problem)
{
    struct cells_witness witness;
    enum cells_answer found =
        cells_find(search->cells, cells_and(search->arena, of_target(search), formula), &witness);
    if (found == CELLS_YES)
        fail_for(search, &witness, problem);
    else if (found == CELLS_UNDECIDED)
        fail_undecided(search);
    return found == CELLS_NO;
}

/* ---- when they can be opened ---- */

static void collect(struct match *match, const struct condition *condition)
{
    if (!condition)
        return;
    for (uint32_t i = 0; i < condition->part_count; i++)
        collect(match, condition->parts[i]);
    if (condition->op != CONDITION_DURING || match->calendar_count == CALENDARS_MOST)
        return;
    for (uint32_t i = 0; i < match->calendar_count; i++)
        if (match->calendars[i] == condition->calendar)
            return;
    match->calendars[match->calendar_count++] = condition->calendar;
}

static uint64_t combination_at(struct search *search, const struct match *match, instant at)
{
    uint64_t bits = 0;
    for (uint32_t i = 0; i < match->calendar_count; i++)
        if (calendar_is_open(cells_calendar(search->cells, match->calendars[i]), at))
            bits |= (uint64_t)1 << i;
    return bits;
}

/* FORMULA, of tickets opened in a given combination of calendars. */
static const struct condition *opened_in(struct search *search, const struct match *match,
                                         uint64_t bits)
{
    const struct condition *formula = match->formula;
    for (uint32_t i = 0; i < match->calendar_count; i++) {
        struct condition *during = ARENA_NEW(search->arena, struct condition);
        during->op = CONDITION_DURING;
        during->calendar = match->calendars[i];
        formula = cells_and(search->arena, formula,
                            bits >> i & 1 ? during : cells_not(search->arena, during));
    }
    return formula;
}

static bool can_open(struct search *search, struct match *match, instant at)
{
    if (match->calendar_count == 0)
        return true;
    uint64_t bits = combination_at(search, match, at);
    for (size_t i = 0; i < match->possible.count; i++)
        if (match->possible.at[i] == bits)
            return true;
    for (size_t i = 0; i < match->impossible.count; i++)
        if (match->impossible.at[i] == bits)
            return false;
    bool found = cells_find(search->cells, opened_in(search, match, bits), NULL) != CELLS_NO;
    if (found)
        VECTOR_PUSH(search->arena, &match->possible, bits);
    else
        VECTOR_PUSH(search->arena, &match->impossible, bits);
    return found;
}

/* ---- the instants at which the order of two due instants can change ---- */

static void add_around(const struct search *search, instants *list, instant at)
{
    for (instant near = at - 1; near <= at + 1; near++)
        if (near >= search->from && near < search->to)
            VECTOR_PUSH(search->arena, list, near);
}

static int compare_instants(const void *a, const void *b)
{
    instant left = *(const instant *)a, right = *(const instant *)b;
    return (left > right) - (left < right);
}

static void sort_out(instants *list)
{
    size_t kept = 0;
    qsort(list->at, list->count, sizeof *list->at, compare_instants);
    for (size_t i = 0; i < list->count; i++)
        if (kept == 0 || list->at[kept - 1] != list->at[i])
            list->at[kept++] = list->at[i];
    list->count = kept;
}

/* Every local date at each of the times of day at which CALENDAR opens or closes. */
static void add_times_of_day(const struct search *search, const struct calendar *calendar,
                             struct calendar_stretches open, instants *list)
{
    const struct zone *zone = calendar_zone(calendar);
    instants times = {0};
    for (size_t i = 0; i < open.count; i++) {
        instant opening = zone_to_local(zone, open.at[i].from).time;
        instant closing = zone_to_local(zone, open.at[i].to).time;
        VECTOR_PUSH(search->arena, &times, opening);
        VECTOR_PUSH(search->arena, &times, closing);
    }
    VECTOR_PUSH(search->arena, &times, (instant)0);
    sort_out(&times);
    day last = zone_to_local(zone, search->to).date;
    for (day date = zone_to_local(zone, search->from).date; date <= last; date++)
        for (size_t i = 0; i < times.count; i++)
            add_around(search, list, zone_to_instant(zone, date, times.at[i]).at);
}

static void add_turns(const struct search *search, const struct calendar *calendar,
                      const struct limit *limit, instants *list)
{
    struct calendar_stretches open =
        calendar_open_between(calendar, search->from, search->to, search->arena);
    bool is_length = limit->kind == LIMIT_LENGTH;
    for (size_t i = 0; i < open.count; i++) {
        instant ends[] = {open.at[i].from, open.at[i].to};
        for (size_t k = 0; k < 2; k++) {
            add_around(search, list, ends[k]);
            struct calendar_answer before =
                calendar_before(calendar, ends[k], is_length ? limit->length : 0);
            if (before.status == CALENDAR_OK)
                add_around(search, list, before.at);
        }
    }
    if (!is_length)
        add_times_of_day(search, calendar, open, list);
}

static instants turns_of(struct search *search, const struct match *match)
{
    instants list = {0};
    add_around(search, &list, search->from);
    add_around(search, &list, search->to - 1);
    add_turns(search, match->calendar, &search->target->clauses[match->clause].limit, &list);
    add_turns(search, match->bound, &search->line->limit, &list);
    struct limit nothing = {.kind = LIMIT_LENGTH};
    for (uint32_t i = 0; i < match->calendar_count; i++)
        add_turns(search, cells_calendar(search->cells, match->calendars[i]), &nothing, &list);
    sort_out(&list);
    return list;
}

/* ---- comparing ---- */

/* `runs to the next opening` moves what falls on closing time (5.5). */
static instant moved(const struct search *search, const struct calendar *calendar, instant due)
{
    if (!search->target->runs_to_next_opening || !calendar_is_open(calendar, due - 1) ||
        calendar_is_open(calendar, due))
        return due;
    struct calendar_answer opening = calendar_next_opening(calendar, due);
    return opening.status == CALENDAR_OK ? opening.at : due;
}

static bool is_late(struct search *search, const struct match *match, instant at)
{
    const struct limit *limit = &search->target->clauses[match->clause].limit;
    struct calendar_answer bound = due_of_limit(match->bound, at, &search->line->limit);
    struct calendar_answer due = due_of_limit(match->calendar, at, limit);
    search->answer->bound = bound.at;
    search->answer->due = due.at;
    if (bound.status != CALENDAR_OK)
        return false;
    if (due.status != CALENDAR_OK)
        return true;
    search->answer->due = moved(search, match->calendar, due.at);
    return search->answer->due > bound.at;
}

/* The whole minute behind AT, if it shows the same: such an instant is easier to read. */
static instant readable(struct search *search, struct match *match, instant at)
{
    instant past = at % MICROS_MINUTE;
    instant minute = past > 0 ? at + MICROS_MINUTE - past : at - past;
    bool shows =
        minute < search->to && can_open(search, match, minute) && is_late(search, match, minute);
    return shows ? minute : at;
}

static void tell_late(struct search *search, struct match *match, instant at)
{
    struct cells_witness witness;
    if (cells_find(search->cells, opened_in(search, match, combination_at(search, match, at)),
                   &witness) != CELLS_YES) {
        fail_undecided(search);
        return;
    }
    witness.opened = readable(search, match, at);
    witness.opened_matters = true;
    is_late(search, match, witness.opened);
    search->answer->clause = match->clause;
    fail_for(search, &witness,
             search->answer->due == INSTANT_NONE ? TEXT("it is never due")
                                                 : TEXT("it is due later than that"));
}

static bool never_late(struct search *search, struct match *match)
{
    instants turns = turns_of(search, match);
    for (size_t i = 0; i < turns.count; i++) {
        if (!is_late(search, match, turns.at[i]) || !can_open(search, match, turns.at[i]))
            continue;
        tell_late(search, match, turns.at[i]);
        return false;
    }
    return true;
}

static bool holds_for_clause(struct search *search, uint32_t clause)
{
    const struct clause *model = &search->target->clauses[clause];
    struct match match = {.clause = clause};
    match.formula = cells_and(search->arena, of_target(search), wins(search, clause));
    if (cells_find(search->cells, match.formula, NULL) == CELLS_NO)
        return true;
    uint32_t calendar = model->limit.kind == LIMIT_CALENDAR_DAYS ? 0 : model->calendar;
    match.calendar = cells_calendar(search->cells, calendar);
    match.bound = cells_calendar(search->cells, search->line->calendar);
    collect(&match, match.formula);
    return never_late(search, &match);
}

/* ---- lines ---- */

static bool within_holds(struct search *search)
{
    struct text problem = text_format(search->arena, "no clause of `" TEXT_FMT "` covers it",
                                      TEXT_ARG(search->target->name));
    if (!none(search, cells_uncovered(search->arena, search->target), problem))
        return false;
    for (uint32_t i = 0; i < search->target->clause_count; i++)
        if (!holds_for_clause(search, i))
            return false;
    return true;
}

static bool verdict_holds(struct search *search)
{
    struct arena *arena = search->arena;
    bool is_not = search->line->kind == PROPERTY_IS_NOT;
    bool of_cover = search->line->verdict == VERDICT_UNCOVERED;
    const struct condition *is = search->target->excludes;
    if (of_cover)
        is = cells_uncovered(arena, search->target);
    else if (!is) /* nothing is excluded */
        is = cells_not(arena, cells_true(arena));
    const char *problem =
        is_not ? (of_cover ? "no clause of `" TEXT_FMT "` covers it" : "`" TEXT_FMT "` excludes it")
               : (of_cover ? "a clause of `" TEXT_FMT "` covers it"
                           : "`" TEXT_FMT "` does not exclude it");
    return none(search, is_not ? is : cells_not(arena, is),
                text_format(arena, problem, TEXT_ARG(search->target->name)));
}

static void answer_line(struct search *search)
{
    search->target = &search->model->targets[search->line->target];
    if (search->target->is_absent)
        return;
    if (search->line->kind == PROPERTY_WITHIN)
        within_holds(search);
    else
        verdict_holds(search);
}

static void set_openings(struct search *search)
{
    const struct zone *zone = search->model->zone ? search->model->zone : zone_utc();
    day first, last;
    cells_dates(search->model, &first, &last);
    search->from = zone_to_instant(zone, first, 0).at;
    search->to = zone_to_instant(zone, last, MICROS_DAY).at;
}

const struct property_answer *property_check(struct arena *arena, const struct model *model,
                                             const struct property *property, bool *vacuous)
{
    struct property_answer *answers =
        ARENA_ARRAY(arena, property->line_count, struct property_answer);
    for (uint32_t i = 0; i < property->line_count; i++)
        answers[i] = (struct property_answer){.line = &property->lines[i],
                                              .holds = true,
                                              .clause = INDEX_NONE,
                                              .opened = INSTANT_NONE,
                                              .due = INSTANT_NONE,
                                              .bound = INSTANT_NONE};
    *vacuous = true;
    for (uint32_t v = 0; v < model->version_count; v++) {
        struct search search = {.arena = arena, .model = model->versions[v].model};
        search.cells = cells_new(arena, search.model);
        search.about = property->about;
        set_openings(&search);
        if (cells_find(search.cells, search.about, NULL) == CELLS_NO)
            continue;
        *vacuous = false;
        for (uint32_t i = 0; i < property->line_count; i++) {
            search.line = &property->lines[i];
            search.answer = &answers[i];
            if (search.answer->holds)
                answer_line(&search);
        }
    }
    return answers;
}
