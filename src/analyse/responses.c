/* responses.c - a target whose time is up before that of a step on the way to it: a ticket that is
 * to be resolved before it is to be answered.
 *
 * A clock is a step on the way of another if both start together, and whatever stops the other
 * stops it as well, or it stops on a reply and the other when the ticket is done. Exact over the
 * cells: a ticket is looked for that gets a clause of the one and a clause of the other, and whose
 * due instants are the wrong way round.
 */
#include "analyse/paces.h"
#include "check/terms.h"

struct response_search {
    struct analysis *analysis;
    struct arena *arena;   /* of the search */
    uint32_t step, whole;  /* targets */
    struct cells_set *set; /* the parts of the one, then those of the other */
    uint32_t *rivals;      /* room for a question */
};

static const struct target *target_of(const struct response_search *search, bool whole)
{
    return &search->analysis->model->targets[whole ? search->whole : search->step];
}

/* ---- steps on the way ---- */

static bool same_trigger(const struct trigger *a, const struct trigger *b)
{
    return a->kind == b->kind && a->status == b->status && a->has_class == b->has_class &&
           (!a->has_class || a->status_class == b->status_class);
}

/* Does every event of A count in B, too? */
static bool all_in(const struct triggers *a, const struct triggers *b)
{
    for (uint32_t i = 0; i < a->count; i++) {
        bool found = false;
        for (uint32_t k = 0; k < b->count && !found; k++)
            found = same_trigger(&a->at[i], &b->at[k]) &&
                    (b->at[k].actor == ACTOR_NONE || b->at[k].actor == a->at[i].actor);
        if (!found)
            return false;
    }
    return a->count > 0;
}

static bool same_when(const struct condition *a, const struct condition *b)
{
    return a == b || (a && b && terms_same_condition(a, b));
}

static bool stops_on(const struct clock_model *clock, uint32_t kind)
{
    for (uint32_t i = 0; i < clock->stops.count; i++)
        if (clock->stops.at[i].kind == kind)
            return true;
    return false;
}

static bool stops_when_done(const struct clock_model *clock)
{
    for (uint32_t i = 0; i < clock->stops.count; i++)
        if (clock->stops.at[i].has_class && clock->stops.at[i].status_class == CLASS_DONE)
            return true;
    return stops_on(clock, KIND_RESOLVED) || stops_on(clock, KIND_CLOSED);
}

/* Nobody resolves a ticket without a word, even if the clock of the answers would run on. */
static bool is_answer_to(const struct clock_model *step, const struct clock_model *whole)
{
    return stops_on(step, KIND_REPLY) && !stops_on(whole, KIND_REPLY) && stops_when_done(whole);
}

static bool is_step_of(const struct clock_model *step, const struct clock_model *whole)
{
    bool stops_with = all_in(&whole->stops, &step->stops) && !all_in(&step->stops, &whole->stops);
    return step != whole && !step->repeats && !whole->repeats &&
           all_in(&step->starts, &whole->starts) && all_in(&whole->starts, &step->starts) &&
           same_when(step->starts.when, whole->starts.when) &&
           same_when(step->stops.when, whole->stops.when) &&
           (stops_with || is_answer_to(step, whole));
}

/* ---- one pair of clauses ---- */

/* Behind the clauses of each target stand its `for`, and when its clock rests; in the end the start
 * of both clocks. */
static uint32_t number_of(const struct response_search *search, bool whole, uint32_t part)
{
    return whole ? target_of(search, false)->clause_count + 2 + part : part;
}

static void make_set(struct response_search *search)
{
    const struct target *step = target_of(search, false), *whole = target_of(search, true);
    const struct clock_model *clocks = search->analysis->model->clocks;
    struct arena *arena = search->arena;
    uint32_t last = number_of(search, true, whole->clause_count + 2);
    const struct condition **list = ARENA_ARRAY(arena, (size_t)last + 1, const struct condition *);
    for (uint32_t i = 0; i < step->clause_count; i++)
        list[i] = step->clauses[i].when;
    list[step->clause_count] = step->about;
    list[step->clause_count + 1] = analysis_rests(arena, &clocks[step->clock]);
    for (uint32_t i = 0; i < whole->clause_count; i++)
        list[number_of(search, true, i)] = whole->clauses[i].when;
    list[number_of(search, true, whole->clause_count)] = whole->about;
    list[number_of(search, true, whole->clause_count + 1)] =
        analysis_rests(arena, &clocks[whole->clock]);
    list[last] = clocks[step->clock].starts.when;
    search->set = cells_set_new(arena, search->analysis->cells, list, last + 1);
    search->rivals = ARENA_ARRAY(arena, last, uint32_t);
}

static uint32_t add_rivals(const struct response_search *search, bool whole, uint32_t clause,
                           uint32_t *list)
{
    const struct target *target = target_of(search, whole);
    uint32_t count = 0, own = number_of(search, whole, clause);
    for (uint32_t k = 0; k < target->clause_count; k++)
        if (target->beats[(size_t)k * target->clause_count + clause] &&
            !cells_set_apart(search->set, number_of(search, whole, k), own))
            list[count++] = number_of(search, whole, k);
    return count;
}

static bool find_ticket(const struct response_search *search, const uint32_t pair[2],
                        struct cells_witness *ticket)
{
    const struct target *step = target_of(search, false), *whole = target_of(search, true);
    const uint32_t all[] = {number_of(search, false, pair[0]), number_of(search, true, pair[1]),
                            number_of(search, false, step->clause_count),
                            number_of(search, true, whole->clause_count),
                            number_of(search, true, whole->clause_count + 2)};
    uint32_t none = add_rivals(search, false, pair[0], search->rivals);
    none += add_rivals(search, true, pair[1], search->rivals + none);
    search->rivals[none++] = number_of(search, false, step->clause_count + 1);
    search->rivals[none++] = number_of(search, true, whole->clause_count + 1);
    struct cells_question question = {all, search->rivals, sizeof all / sizeof *all, none};
    return cells_set_find(search->set, &question, ticket) == CELLS_YES;
}

/* ---- judging and telling ---- */

static instant due_of(const struct response_search *search, bool whole,
                      const struct cells_witness *ticket)
{
    struct verdict verdict;
    struct witness witness =
        analysis_witness(search->analysis, whole ? search->whole : search->step, ticket);
    return witness_judge(&witness, VERDICT_PENDING, &verdict) ? verdict.due : INSTANT_NONE;
}

static void report(const struct response_search *search, const uint32_t pair[2],
                   const struct cells_witness *ticket, const instant due[2])
{
    struct analysis *analysis = search->analysis;
    const struct target *step = target_of(search, false), *whole = target_of(search, true);
    struct witness witness = analysis_witness(analysis, search->whole, ticket);
    struct diagnostic *d = diagnose(
        analysis->sink, DIAG_DUE_BEFORE_STEP, whole->clauses[pair[1]].span,
        "target `" TEXT_FMT "` is due before `" TEXT_FMT "`, which is a step on the way to it",
        TEXT_ARG(whole->name), TEXT_ARG(step->name));
    diagnostic_label(analysis->sink, d, step->clauses[pair[0]].span, "the step");
    diagnostic_note(analysis->sink, d,
                    "An example: " TEXT_FMT ": `" TEXT_FMT "` due " TEXT_FMT ", `" TEXT_FMT
                    "` due " TEXT_FMT ".",
                    TEXT_ARG(witness_words(&witness)), TEXT_ARG(whole->name),
                    TEXT_ARG(analysis_instant(analysis, due[1])), TEXT_ARG(step->name),
                    TEXT_ARG(analysis_instant(analysis, due[0])));
    diagnostic_hint(analysis->sink, d,
                    "What comes first should be due first: shorten the limit of `" TEXT_FMT
                    "`, or lengthen that of `" TEXT_FMT "`.",
                    TEXT_ARG(step->name), TEXT_ARG(whole->name));
}

static bool check_pair(const struct response_search *search, const uint32_t pair[2])
{
    const struct target *step = target_of(search, false), *whole = target_of(search, true);
    const struct clause *slow = &step->clauses[pair[0]], *fast = &whole->clauses[pair[1]];
    struct cells_witness ticket;
    if (!pace_may_be_slower(search->analysis, pace_of(slow), pace_of(fast)) ||
        cells_set_apart(search->set, number_of(search, false, pair[0]),
                        number_of(search, true, pair[1])) ||
        !find_ticket(search, pair, &ticket))
        return false;
    const struct condition *const conditions[] = {slow->when, fast->when, step->about,
                                                  whole->about};
    struct pace_question question = {pace_of(slow), pace_of(fast), conditions, 4, &ticket};
    ticket.opened = pace_slower_at(search->analysis, &question);
    if (ticket.opened == INSTANT_NONE)
        return false;
    const instant due[] = {due_of(search, false, &ticket), due_of(search, true, &ticket)};
    if (due[0] == INSTANT_NONE || due[1] == INSTANT_NONE || due[0] <= due[1])
        return false;
    report(search, pair, &ticket, due);
    return true;
}

static void check_step(const struct response_search *search)
{
    uint32_t pair[2];
    for (pair[1] = 0; pair[1] < target_of(search, true)->clause_count; pair[1]++)
        for (pair[0] = 0; pair[0] < target_of(search, false)->clause_count; pair[0]++)
            if (check_pair(search, pair))
                return;
}

void responses_after(struct analysis *analysis, uint32_t index)
{
    const struct model *model = analysis->model;
    for (uint32_t i = 0; i < model->target_count; i++) {
        const struct target *step = &model->targets[i];
        struct response_search search = {.analysis = analysis, .step = i, .whole = index};
        if (i == index || !analysis_is_sound(analysis, i) || !step->beats ||
            !is_step_of(&model->clocks[step->clock], &model->clocks[model->targets[index].clock]))
            continue;
        search.arena = arena_new();
        make_set(&search);
        check_step(&search);
        arena_free(search.arena);
    }
}
