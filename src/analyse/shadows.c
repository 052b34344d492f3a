/* shadows.c - clauses that never win: for whatever they match, another one goes before. */
#include "analyse/analysis.h"

uint32_t analysis_rivals(const struct analysis *analysis, const struct target *target,
                         uint32_t clause, uint32_t *others)
{
    uint32_t count = 0, clauses = target->clause_count;
    uint32_t own = PART_CLAUSE + clause, end = PART_CLAUSE + clauses;
    for (uint32_t k = cells_set_next(analysis->set, own, PART_CLAUSE); k < end;
         k = cells_set_next(analysis->set, own, k + 1))
        if (target->beats[(size_t)(k - PART_CLAUSE) * clauses + clause])
            others[count++] = k;
    return count;
}

/* A ticket that the clause matches, judged: which clause it gets instead. */
static void show(struct analysis *analysis, uint32_t index, uint32_t clause, struct diagnostic *d)
{
    const struct target *target = &analysis->model->targets[index];
    const uint32_t all[] = {PART_CLAUSE + clause, PART_ABOUT, PART_STARTS, PART_FRESH};
    struct cells_question question = {.all = all, .all_count = sizeof all / sizeof *all};
    struct cells_witness ticket = {0};
    struct verdict verdict;
    struct witness witness = analysis_witness(analysis, index, &ticket);
    if (cells_set_find(analysis->set, &question, &ticket) != CELLS_YES ||
        !witness_judge(&witness, VERDICT_PENDING, &verdict) || verdict.clause == INDEX_NONE ||
        verdict.clause == clause ||
        target->clauses[verdict.clause].span.source != target->clauses[clause].span.source)
        return;
    struct span winner = target->clauses[verdict.clause].span;
    diagnostic_note(analysis->sink, d, "An example: " TEXT_FMT " gets the clause of line %u.",
                    TEXT_ARG(witness_words(&witness)),
                    source_place(analysis->model->sources, winner.source, winner.from).line);
}

static void report(struct analysis *analysis, uint32_t index, uint32_t clause,
                   const struct cells_question *question)
{
    enum { LABELS_MOST = 3 };
    const struct target *target = &analysis->model->targets[index];
    struct diagnostic *d = diagnose(analysis->sink, DIAG_SHADOWED, target->clauses[clause].span,
                                    "this clause never wins: whatever it matches is covered by "
                                    "clauses that go before it");
    for (uint32_t i = 0; i < question->none_count && i < LABELS_MOST; i++)
        diagnostic_label(analysis->sink, d, target->clauses[question->none[i] - PART_CLAUSE].span,
                         "goes before it");
    show(analysis, index, clause, d);
    diagnostic_hint(analysis->sink, d, "Remove it, or narrow the conditions of the others.");
}

void shadows_find(struct analysis *analysis, uint32_t index)
{
    const struct target *target = &analysis->model->targets[index];
    uint32_t *others = ARENA_ARRAY(analysis->arena, target->clause_count, uint32_t);
    for (uint32_t i = 0; i < target->clause_count; i++) {
        uint32_t part = PART_CLAUSE + i;
        uint32_t count = analysis_rivals(analysis, target, i, others);
        struct cells_question question = {&part, others, 1, count};
        if (cells_set_find(analysis->set, &question, NULL) == CELLS_NO)
            report(analysis, index, i, &question);
    }
}
