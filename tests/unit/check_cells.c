/* with: tap.c time_make.c time_random.c check_random.c */
/* check_cells.c - whether conditions can hold, imply each other, overlap or leave a gap, compared
 * with trying all tickets. CHARTER_TEST_SEED chooses the conditions, CHARTER_TEST_COUNT how many.
 */
#include "check/cells.h"

#include <stdlib.h>

#include "check/terms.h"
#include "check_random.h"
#include "tap.h"

enum { TICKETS_MOST = 20000, WRONG_SHOWN = 5 };

struct run {
    struct dice dice;
    struct checked base; /* a charter without targets */
    struct cells *cells;
    long compared, wrong, held, open;
};

static uint64_t number_from(const char *variable, uint64_t otherwise)
{
    uint64_t value;
    const char *text = getenv(variable);
    return text && text_to_whole(text_of(text), UINT64_MAX, &value) ? value : otherwise;
}

static void compare(struct run *run, bool found, bool wanted, const char *what, struct text text)
{
    run->compared++;
    run->held += wanted;
    if (found == wanted)
        return;
    if (run->wrong++ < WRONG_SHOWN)
        tap_note("%s: cells say %s: " TEXT_FMT, what, found ? "yes" : "no", TEXT_ARG(text));
}

/* ---------- conditions ---------- */

static const struct condition *parsed(struct run *run, struct buffer *text)
{
    struct scope *scope = scope_of_model(run->base.arena, run->base.model, &run->base.sink);
    scope->sources = run->base.sources;
    return terms_parse_condition(scope, TEXT("condition"), buffer_text(text));
}

static bool any_fulfils(const struct tickets *tickets, const struct condition *a, bool wanted,
                        const struct condition *b)
{
    for (size_t i = 0; i < tickets->count; i++)
        if (ticket_fulfils(&tickets->at[i], a) && ticket_fulfils(&tickets->at[i], b) == wanted)
            return true;
    return false;
}

/* A witness has to fulfil what it is a witness of. */
static bool is_witness(struct run *run, const struct cells_witness *witness,
                       const struct condition *condition)
{
    const struct model *model = run->base.model;
    struct ticket ticket = {0};
    for (uint32_t i = 0; i < model->schema.count; i++)
        ticket.values[i] = witness->values[i];
    const struct value *status = &witness->values[model->schema.status];
    if (status->type != VALUE_UNSET)
        ticket.status_class = model->schema.classes[status->choice];
    for (uint32_t i = 0; i < model->calendar_count; i++)
        ticket.during[i] = calendar_is_open(cells_calendar(run->cells, i), witness->opened);
    if (ticket_fulfils(&ticket, condition))
        return true;
    ticket.status_class = CLASS_DONE; /* by an event, without a status */
    return status->type == VALUE_UNSET && ticket_fulfils(&ticket, condition);
}

static void compare_pair(struct run *run)
{
    struct buffer first = {0}, second = {0};
    struct random_pool pool = random_pool(&run->dice, 5);
    random_condition(&first, &run->dice, &pool, 3);
    random_condition(&second, &run->dice, &pool, 2);
    const struct condition *pair[] = {parsed(run, &first), parsed(run, &second)};
    struct arena *arena = arena_new();
    struct tickets tickets = tickets_all(arena, run->base.model, pair, 2, TICKETS_MOST);
    struct cells_witness witness;
    if (!pair[0] || !pair[1])
        compare(run, false, true, "is a condition", buffer_text(pair[0] ? &second : &first));
    if (pair[0] && pair[1] && tickets.at) {
        bool found = cells_find(run->cells, pair[0], &witness);
        compare(run, found, any_fulfils(&tickets, pair[0], true, NULL), "can hold",
                buffer_text(&first));
        if (found)
            compare(run, is_witness(run, &witness, pair[0]), true, "witness", buffer_text(&first));
        compare(run, cells_implies(run->cells, pair[0], pair[1]),
                !any_fulfils(&tickets, pair[0], false, pair[1]), "implies", buffer_text(&first));
        compare(run, cells_implies(run->cells, pair[1], pair[0]),
                !any_fulfils(&tickets, pair[1], false, pair[0]), "implied", buffer_text(&second));
    }
    arena_free(arena);
    buffer_fini(&first);
    buffer_fini(&second);
}

/* ---------- targets ---------- */

enum { CLAUSES_MOST = 5 };

static bool matches(const struct target *target, uint32_t clause, const struct ticket *ticket)
{
    return ticket_fulfils(ticket, target->clauses[clause].when);
}

/* By rule: the otherwise loses; else who matches less wins. */
static bool plainly_beats(const struct target *target, const struct tickets *tickets, uint32_t a,
                          uint32_t b)
{
    bool a_alone = false, b_alone = false;
    if (target->clauses[a].otherwise || target->clauses[b].otherwise)
        return target->clauses[b].otherwise && !target->clauses[a].otherwise;
    for (size_t i = 0; i < tickets->count; i++) {
        bool in_a = matches(target, a, &tickets->at[i]), in_b = matches(target, b, &tickets->at[i]);
        a_alone = a_alone || (in_a && !in_b);
        b_alone = b_alone || (in_b && !in_a);
    }
    return b_alone && !a_alone;
}

static bool has_winner(const struct target *target, const bool *wins, const struct ticket *ticket)
{
    uint32_t count = target->clause_count, matched = 0;
    for (uint32_t a = 0; a < count; a++) {
        bool best = matches(target, a, ticket);
        matched += best;
        for (uint32_t b = 0; best && b < count; b++)
            best = a == b || !matches(target, b, ticket) || wins[a * count + b];
        if (best)
            return true;
    }
    return matched == 0;
}

/* The clauses as conditions of a target of our own, since an overlap leaves no model. */
struct made_target {
    struct target target;
    struct clause clauses[CLAUSES_MOST];
    const struct condition *conditions[CLAUSES_MOST];
    struct buffer text;
};

static bool make_target(struct run *run, struct made_target *made)
{
    struct random_pool pool = random_pool(&run->dice, 3);
    uint32_t count = 2 + (uint32_t)dice_below(&run->dice, CLAUSES_MOST - 1);
    bool otherwise = dice_chance(&run->dice, 30), good = true;
    buffer_puts(&made->text, "target handled\n  measures handling\n");
    for (uint32_t i = 0; i < count; i++) {
        struct buffer when = {0};
        made->clauses[i].otherwise = otherwise && i + 1 == count;
        random_condition(&when, &run->dice, &pool, 2);
        if (!made->clauses[i].otherwise)
            made->clauses[i].when = made->conditions[i] = parsed(run, &when);
        good = good && (made->clauses[i].otherwise || made->conditions[i]);
        buffer_format(&made->text, "  within 1 hour %s%.*s\n",
                      made->clauses[i].otherwise ? "otherwise" : "when ",
                      made->clauses[i].otherwise ? 0 : (int)when.len, when.at);
        buffer_fini(&when);
    }
    buffer_puts(&made->text, "end\n");
    made->target = (struct target){.clauses = made->clauses, .clause_count = count};
    return good;
}

static void compare_beats(struct run *run, const struct checked *checked, const bool *wins,
                          struct text text)
{
    const struct target *target = &checked->model->targets[0];
    for (uint32_t i = 0; i < target->clause_count * target->clause_count; i++)
        compare(run, target->beats[i], wins[i], "beats", text);
}

static void compare_checked(struct run *run, const struct made_target *made,
                            const struct tickets *tickets)
{
    const struct target *target = &made->target;
    uint32_t count = target->clause_count;
    bool wins[CLAUSES_MOST * CLAUSES_MOST] = {false}, ambiguous = false, gap = false;
    for (uint32_t a = 0; a < count; a++)
        for (uint32_t b = 0; b < count; b++)
            wins[a * count + b] = a != b && plainly_beats(target, tickets, a, b);
    for (size_t i = 0; i < tickets->count; i++) {
        bool covered = false;
        ambiguous = ambiguous || !has_winner(target, wins, &tickets->at[i]);
        for (uint32_t a = 0; a < count; a++)
            covered = covered || matches(target, a, &tickets->at[i]);
        gap = gap || !covered;
    }
    struct buffer charter = {0};
    random_charter(&charter, buffer_text(&made->text));
    struct checked checked = check_text(buffer_text(&charter));
    compare(run, checked_count(&checked, DIAG_OVERLAP) > 0, ambiguous, "overlap",
            buffer_text(&made->text));
    if (checked.model)
        compare_beats(run, &checked, wins, buffer_text(&made->text));
    compare(run, cells_find(run->cells, cells_uncovered(run->base.arena, target), NULL), gap, "gap",
            buffer_text(&made->text));
    checked_free(&checked);
    buffer_fini(&charter);
}

static void compare_target(struct run *run)
{
    struct made_target made = {0};
    struct arena *arena = arena_new();
    bool good = make_target(run, &made);
    compare(run, good, true, "is a target", buffer_text(&made.text));
    struct tickets tickets = tickets_all(arena, run->base.model, made.conditions,
                                         made.target.clause_count, TICKETS_MOST / 4);
    if (good && tickets.at)
        compare_checked(run, &made, &tickets);
    buffer_fini(&made.text);
    arena_free(arena);
}

/* ---------- all ---------- */

static void report(struct run *run, const char *what)
{
    tap_ok(run->wrong == 0 && run->compared > 0, "%s: %ld answers", what, run->compared);
    tap_ok(run->held > run->compared / 20 && run->held < run->compared - run->compared / 20,
           "%s: %ld of them yes, so neither answer is rare", what, run->held);
    run->compared = run->wrong = run->held = 0;
}

int main(void)
{
    uint64_t seed = number_from("CHARTER_TEST_SEED", 20260907);
    uint64_t count = number_from("CHARTER_TEST_COUNT", getenv("CHARTER_TEST_QUICK") ? 300 : 2000);
    struct run run = {.dice = {seed * 2654435761u + 1}};
    struct buffer charter = {0};
    random_charter(&charter, TEXT(""));
    run.base = check_text(buffer_text(&charter));
    tap_note("seed %llu", (unsigned long long)seed);
    if (!tap_ok(run.base.model != NULL, "the charter without targets is accepted"))
        return tap_end();
    run.cells = cells_new(run.base.arena, run.base.model);
    for (uint64_t i = 0; i < count; i++)
        compare_pair(&run);
    report(&run, "conditions in pairs");
    for (uint64_t i = 0; i < count / 4; i++)
        compare_target(&run);
    report(&run, "clauses of a target");
    checked_free(&run.base);
    buffer_fini(&charter);
    return tap_end();
}
