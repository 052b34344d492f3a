/* with: tap.c time_make.c time_random.c check_random.c */
/* analyse_shortcuts.c - what is left out because it can't matter, beside the same in full: clauses
 * that a ticket can't get, pairs of conditions that never meet, spans that no clock change touches,
 * hours that keep to their dates. CHARTER_TEST_SEED chooses them, CHARTER_TEST_COUNT how many.
 */
#include <stdlib.h>

#include "analyse/analysis.h"
#include "analyse/relevant.h"
#include "check/terms.h"
#include "check_random.h"
#include "tap.h"
#include "time_make.h"

enum { CONDITIONS = 70, CLAUSES = 8, TICKETS_MOST = 3000 };

struct run {
    struct dice dice;
    struct checked base; /* a charter without targets */
    struct cells *cells;
    long compared, wrong, held;
};

static uint64_t number_from(const char *variable, uint64_t otherwise)
{
    uint64_t value;
    const char *text = getenv(variable);
    return text && text_to_whole(text_of(text), UINT64_MAX, &value) ? value : otherwise;
}

static void compare(struct run *run, bool found, bool wanted)
{
    run->compared++;
    run->held += wanted;
    run->wrong += found != wanted;
}

static void report(struct run *run, const char *what)
{
    tap_ok(run->wrong == 0 && run->compared > 0, "%s: %ld answers, %ld of them wrong", what,
           run->compared, run->wrong);
    tap_ok(run->held > 0 && run->held < run->compared, "%s: %ld times so, and not always", what,
           run->held);
    run->compared = run->wrong = run->held = 0;
}

static const struct condition *condition(struct run *run, int most)
{
    struct buffer text = {0};
    struct random_pool pool = random_pool(&run->dice, most);
    random_condition(&text, &run->dice, &pool, 2);
    struct scope *scope = scope_of_model(run->base.arena, run->base.model, &run->base.sink);
    scope->sources = run->base.sources;
    const struct condition *parsed =
        terms_parse_condition(scope, TEXT("condition"), buffer_text(&text));
    buffer_fini(&text);
    return parsed;
}

/* ---------- many conditions at once, and two by two ---------- */

static uint32_t plain_next(struct cells_set *set, uint32_t a, uint32_t from, uint32_t count)
{
    while (from < count && cells_set_apart(set, a, from))
        from++;
    return from;
}

static void compare_sets(struct run *run)
{
    const struct condition *list[CONDITIONS];
    struct arena *arena = arena_new();
    for (size_t i = 0; i < CONDITIONS; i++)
        list[i] = i % 9 == 8 ? list[i - 3] : condition(run, 5);
    struct cells_set *many = cells_set_new(arena, run->cells, list, CONDITIONS);
    for (uint32_t a = 0; a < CONDITIONS; a++)
        for (uint32_t b = 0; b < CONDITIONS; b++) {
            struct arena *scratch = arena_new();
            const struct condition *pair[] = {list[a], list[b]};
            struct cells_set *two = cells_set_new(scratch, run->cells, pair, 2);
            compare(run, cells_set_apart(many, a, b), cells_set_apart(two, 0, 1));
            compare(run, cells_set_implies(many, a, b) == CELLS_YES,
                    cells_set_implies(two, 0, 1) == CELLS_YES);
            compare(run, cells_set_next(many, a, b) == plain_next(many, a, b, CONDITIONS), true);
            arena_free(scratch);
        }
    arena_free(arena);
}

/* ---------- clauses that a ticket can get ---------- */

/* With any status, and any number of replies and reopenings, could CLAUSE match? */
static bool could_match(const struct run *run, const struct clause *clause, struct ticket ticket)
{
    const struct schema *schema = &run->base.model->schema;
    uint32_t status = (uint32_t)schema->status;
    for (uint32_t s = 0; s <= schema->attributes[status].choice_count + 1; s++)
        for (int counted = 0; counted < 16; counted++) {
            bool is_set = s < schema->attributes[status].choice_count;
            ticket.values[status] = (struct value){.type = VALUE_UNSET};
            ticket.status_class = is_set ? schema->classes[s] : s % 2 ? CLASS_DONE : CLASS_WORKING;
            if (is_set)
                ticket.values[status] = (struct value){.type = VALUE_CHOICE, .choice = s};
            ticket.values[schema->replies] =
                (struct value){.type = VALUE_NUMBER, .number = {.digits = counted % 4}};
            ticket.values[schema->reopenings] =
                (struct value){.type = VALUE_NUMBER, .number = {.digits = counted / 4}};
            if (ticket_fulfils(&ticket, clause->when))
                return true;
        }
    return false;
}

static void compare_ticket(struct run *run, const struct target *target,
                           const struct ticket *ticket)
{
    struct arena *arena = arena_new();
    struct cells_witness opening = {.values = ticket->values};
    struct relevant relevant = relevant_clauses(arena, run->base.model, target, &opening);
    uint32_t next = 0, count = relevant.target.clause_count;
    for (uint32_t i = 0; i < target->clause_count; i++) {
        bool is_kept = next < count && relevant.whole[next] == i;
        bool could = could_match(run, &target->clauses[i], *ticket);
        compare(run, is_kept || !could, true);

        for (uint32_t k = 0; is_kept && k < count; k++)
            compare(run, relevant.target.beats[next * count + k],
                    target->beats[i * target->clause_count + relevant.whole[k]]);
        next += is_kept;
    }
    compare(run, next == count, true);
    arena_free(arena);
}

static void compare_clauses(struct run *run)
{
    struct clause clauses[CLAUSES] = {0};
    const struct condition *conditions[CLAUSES];
    bool beats[CLAUSES * CLAUSES];
    struct arena *arena = arena_new();
    for (size_t i = 0; i < CLAUSES; i++)
        clauses[i].when = conditions[i] = condition(run, 3);
    for (size_t i = 0; i < sizeof beats; i++)
        beats[i] = dice_chance(&run->dice, 50);
    struct target target = {.clauses = clauses, .clause_count = CLAUSES, .beats = beats};
    struct tickets tickets =
        tickets_all(arena, run->base.model, conditions, CLAUSES, TICKETS_MOST * 30);
    for (size_t i = 0; tickets.at && i < tickets.count; i += 1 + tickets.count / 30)
        compare_ticket(run, &target, &tickets.at[i]);
    arena_free(arena);
}

/* ---------- spans and clock changes ---------- */

static void random_hours(struct run *run, struct buffer *out)
{
    static const char *const zones[] = {"Europe/London", "America/New_York", "Asia/Kolkata",
                                        "America/Asuncion"};
    static const char *const ends[] = {"00:00", "00:30", "01:00", "01:30", "02:00",
                                       "02:30", "03:00", "09:00", "17:00", "23:30"};
    int from = dice_below(&run->dice, 10), to = dice_below(&run->dice, 9);
    to += to >= from; /* another one */
    buffer_format(out,
                  "use \"std/clocks\"\ncharter c\n  timezone %s\n"
                  "  in-force from 2026-01-01 until 2026-12-31\nend\n"
                  "hours h\n  open %s %s to %s\n  ignores holidays\nend\n"
                  "target t\n  measures resolution\n  counted in h\n  within 1 hour\nend\n",
                  zones[dice_below(&run->dice, 4)],
                  dice_chance(&run->dice, 70) ? "Monday to Sunday" : "Saturday, Sunday", ends[from],
                  ends[to]);
}

/* Is the span that begins on DATE of another length than on most dates? */
static bool is_odd(const struct calendar_spec *spec, day date)
{
    struct arena *arena = arena_new();
    struct calendar_span span = spec->weekly[0].spans.at[0];
    struct calendar_dated dated = {.first = date, .last = date, .spans = {&span, 1}};
    struct calendar_spec alone = {.zone = spec->zone, .dated = &dated, .dated_count = 1};
    const struct calendar *own = calendar_compile(arena, &alone, date, date + 1);
    instant noon = zone_to_instant(spec->zone, date, 12 * MICROS_HOUR).at;
    micros length = calendar_elapsed(own, noon - 2 * MICROS_DAY, noon + 3 * MICROS_DAY);
    micros usual = span.to > span.from ? span.to - span.from : span.to + MICROS_DAY - span.from;
    arena_free(arena);
    return (spec->weekly[0].days >> civil_weekday(date) & 1) && length != 0 && length != usual;
}

static void compare_seasons(struct run *run)
{
    struct buffer text = {0};
    random_hours(run, &text);
    struct checked checked = check_text(buffer_text(&text));
    const struct model *model = checked.model;
    bool odd = false;
    for (uint32_t i = 0; model && i < model->calendar_count; i++)
        if (text_is(model->calendars[i].name, "h"))
            for (day date = civil_day(2025, 12, 31); date <= civil_day(2026, 12, 31); date++)
                odd = odd || is_odd(model->calendars[i].hours, date);
    struct analysis_request request = {checked.arena, model, &checked.sink, 0, DAY_NONE};
    if (model)
        analysis_run(&request);
    compare(run, model && checked_count(&checked, DIAG_CLOCK_CHANGE) > 0, odd);
    checked_free(&checked);
    buffer_fini(&text);
}

/* ---------- hours that keep to their dates ---------- */

static void compare_midnights(struct run *run, const struct zone *const *zones, int count)
{
    struct arena *arena = arena_new();
    struct random_world world = {
        arena, &run->dice, zones, count, civil_day(2026, 1, 1), civil_day(2026, 12, 31)};
    const struct calendar_spec *spec = random_spec(&world, zones[dice_below(&run->dice, count)], 1);
    const struct calendar *calendar = calendar_compile(arena, spec, world.first, world.last);
    day date;
    bool keeps = calendar_keeps_to_dates(spec);
    run->compared++;
    run->held += keeps;
    run->wrong += keeps && calendar_over_midnight(calendar, &date);
    arena_free(arena);
}

int main(void)
{
    uint64_t seed = number_from("CHARTER_TEST_SEED", 20260907);
    uint64_t count = number_from("CHARTER_TEST_COUNT", getenv("CHARTER_TEST_QUICK") ? 30 : 120);
    count = count < 30 ? 1 : count / 30; /* of the slowest part; the others have more */
    struct run run = {.dice = {seed * 2654435761u + 1}};
    struct buffer charter = {0};
    random_charter(&charter, TEXT(""));
    run.base = check_text(buffer_text(&charter));
    tap_note("seed %llu", (unsigned long long)seed);
    if (!tap_ok(run.base.model != NULL, "the charter without targets is accepted"))
        return tap_end();
    run.cells = cells_new(run.base.arena, run.base.model);
    for (uint64_t i = 0; i < count; i++)
        compare_sets(&run);
    report(&run, "many conditions at once");
    for (uint64_t i = 0; i < count * 60; i++)
        compare_clauses(&run);
    report(&run, "clauses that a ticket can get");
    for (uint64_t i = 0; i < count * 30; i++)
        compare_seasons(&run);
    report(&run, "spans that a clock change touches");
    const struct zone *zones[] = {zone_utc(), run.base.model->zone};
    for (uint64_t i = 0; i < count * 600; i++)
        compare_midnights(&run, zones, 2);
    report(&run, "hours that keep to their dates");
    checked_free(&run.base);
    buffer_fini(&charter);
    return tap_end();
}
