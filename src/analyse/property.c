/* property.c - see property.h. Due instants are compared where their order can change
 * (check/turns.h). */
#include "analyse/property.h"

#include "check/cells.h"
#include "check/openable.h"

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
    struct openable openable;
};

/* ---- which tickets ---- */

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

/* ---- comparing ---- */

static bool is_late(struct search *search, const struct match *match, instant at)
{
    const struct target *target = search->target;
    const struct limit *limit = &target->clauses[match->clause].limit;
    struct calendar_answer bound = turns_due(match->bound, at, &search->line->limit);
    struct calendar_answer due =
        (target->runs_to_next_opening ? turns_due_moved : turns_due)(match->calendar, at, limit);
    search->answer->bound = bound.at;
    search->answer->due = due.at;
    return bound.status == CALENDAR_OK && (due.status != CALENDAR_OK || due.at > bound.at);
}

/* The whole minute behind AT, if it shows the same: such an instant is easier to read. */
static instant readable(struct search *search, struct match *match, instant at)
{
    instant past = at % MICROS_MINUTE;
    instant minute = past > 0 ? at + MICROS_MINUTE - past : at - past;
    bool shows = minute < search->to && openable_at(&match->openable, minute) &&
                 is_late(search, match, minute);
    return shows ? minute : at;
}

static void tell_late(struct search *search, struct match *match, instant at)
{
    struct cells_witness witness;
    if (openable_find(&match->openable, at, &witness) != CELLS_YES) {
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
    struct turns turns;
    turns_init(&turns, search->arena, search->from, search->to);
    turns_add(&turns, match->calendar, &search->target->clauses[match->clause].limit);
    turns_add(&turns, match->bound, &search->line->limit);
    openable_add_turns(&match->openable, &turns);
    turns_sort(&turns);
    for (size_t i = 0; i < turns.list.count; i++) {
        instant at = turns.list.at[i];
        if (!is_late(search, match, at) || !openable_at(&match->openable, at))
            continue;
        tell_late(search, match, at);
        return false;
    }
    return true;
}

static bool holds_for_clause(struct search *search, uint32_t clause)
{
    const struct clause *model = &search->target->clauses[clause];
    struct match match = {.clause = clause};
    match.formula = cells_and(search->arena, of_target(search),
                              cells_winning(search->arena, search->target, clause));
    if (cells_find(search->cells, match.formula, NULL) == CELLS_NO)
        return true;
    uint32_t calendar = model->limit.kind == LIMIT_CALENDAR_DAYS ? 0 : model->calendar;
    match.calendar = cells_calendar(search->cells, calendar);
    match.bound = cells_calendar(search->cells, search->line->calendar);
    openable_init(&match.openable, search->arena, search->cells, match.formula);
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
