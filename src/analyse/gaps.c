/* gaps.c - see gaps.h. */
#include "analyse/gaps.h"

#include "analyse/witness.h"
#include "check/cells.h"

struct gap_search {
    struct arena *arena;
    const struct model *model;
    struct cells *cells;
    uint32_t target;
};

static void report(struct sink *sink, const struct target *target, struct text words)
{
    struct diagnostic *diagnostic =
        diagnose(sink, DIAG_GAP, target->declared,
                 "no clause of target `" TEXT_FMT "` covers some tickets", TEXT_ARG(target->name));
    if (words.len)
        diagnostic_note(sink, diagnostic, "Example ticket: " TEXT_FMT ".", TEXT_ARG(words));
    diagnostic_note(sink, diagnostic,
                    "Such a ticket is `uncovered`: neither met nor breached, whatever happens.");
    diagnostic_hint(sink, diagnostic,
                    "Add a clause with `otherwise`, or say with `for` which tickets the target is "
                    "about.");
}

/* Tickets that start the clock, are not excluded (5.8), and that no clause covers. */
static const struct condition *uncovered(const struct gap_search *search)
{
    struct arena *arena = search->arena;
    const struct target *target = &search->model->targets[search->target];
    const struct condition *starts = search->model->clocks[target->clock].starts.when;
    const struct condition *formula = cells_and(arena, cells_uncovered(arena, target), starts);
    return target->excludes ? cells_and(arena, formula, cells_not(arena, target->excludes))
                            : formula;
}

/* COUNTED is 0, as it is at the opening. */
static const struct condition *is_none(struct arena *arena, int32_t counted)
{
    struct value *none = ARENA_NEW(arena, struct value);
    struct condition *condition = ARENA_NEW(arena, struct condition);
    none->type = VALUE_NUMBER;
    condition->op = CONDITION_IS;
    condition->attribute = (uint32_t)counted;
    condition->values = none;
    condition->value_count = 1;
    return condition;
}

static bool finds(const struct gap_search *search, const struct condition *formula,
                  struct cells_witness *ticket)
{
    struct verdict verdict;
    struct witness witness = {search->arena, search->model, search->target, ticket};
    return cells_find(search->cells, formula, ticket) == CELLS_YES &&
           witness_judge(&witness, VERDICT_UNCOVERED, &verdict);
}

/* A ticket at its opening, before it was answered or reopened, is the better example. */
static const struct condition *at_opening(const struct gap_search *search)
{
    const struct schema *schema = &search->model->schema;
    return cells_and(search->arena, is_none(search->arena, schema->reopenings),
                     is_none(search->arena, schema->replies));
}

/* That nothing has been counted yet goes without saying. */
static void forget_counts(const struct gap_search *search, struct cells_witness *ticket)
{
    const struct schema *schema = &search->model->schema;
    bool *matters = ARENA_ARRAY(search->arena, schema->count, bool);
    for (uint32_t i = 0; i < schema->stored; i++)
        matters[i] = ticket->matters[i];
    ticket->matters = matters;
}

static void find_gap(const struct gap_search *search, struct sink *sink)
{
    const struct target *target = &search->model->targets[search->target];
    const struct condition *formula = uncovered(search);
    const struct condition *plain = cells_and(search->arena, formula, at_opening(search));
    struct cells_witness ticket;
    bool is_plain = finds(search, plain, &ticket);
    if (is_plain)
        forget_counts(search, &ticket);
    if (is_plain || finds(search, formula, &ticket))
        report(sink, target, cells_words(search->cells, &ticket));
}

void gaps_check(struct arena *arena, const struct model *model, struct sink *sink)
{
    struct gap_search search = {arena, model, cells_new(arena, model), 0};
    for (; search.target < model->target_count; search.target++)
        if (!model->targets[search.target].is_hidden)
            find_gap(&search, sink);
}
