/* gaps.c - tickets that no clause of a target covers (semantics 5.2, 5.9). What the target excludes
 * (5.8) is no gap. The ticket that is shown has been judged, and was called uncovered. */
#include "analyse/analysis.h"
#include "analyse/witness.h"

static void report(struct analysis *analysis, const struct witness *witness)
{
    const struct target *target = &witness->model->targets[witness->target];
    struct diagnostic *d =
        diagnose(analysis->sink, DIAG_GAP, target->declared,
                 "no clause of target `" TEXT_FMT "` covers some tickets", TEXT_ARG(target->name));
    diagnostic_note(analysis->sink, d, "An example: " TEXT_FMT ": uncovered.",
                    TEXT_ARG(witness_words(witness)));
    diagnostic_note(analysis->sink, d,
                    "Such a ticket is neither met nor breached, whatever happens.");
    diagnostic_hint(analysis->sink, d,
                    "Add a clause with `otherwise`, or say with `for` which tickets the target is "
                    "about.");
}

/* Looks for tickets that start the clock and are covered by nothing; a ticket at its opening is the
 * better example. False if there is none, or none that comes about. */
static bool find(struct analysis *analysis, uint32_t index, bool fresh)
{
    const struct target *target = &analysis->model->targets[index];
    const uint32_t all[] = {PART_ABOUT, PART_STARTS, PART_FRESH};
    uint32_t *none = ARENA_ARRAY(analysis->arena, (size_t)target->clause_count + 1, uint32_t);
    struct cells_question question = {all, none, fresh ? 3 : 2, target->clause_count + 1};
    struct cells_witness ticket;
    struct witness witness = analysis_witness(analysis, index, &ticket);
    struct verdict verdict;
    none[0] = PART_EXCLUDES;
    for (uint32_t i = 0; i < target->clause_count; i++)
        none[i + 1] = PART_CLAUSE + i;
    if (cells_set_find(analysis->set, &question, &ticket) != CELLS_YES ||
        !witness_judge(&witness, VERDICT_UNCOVERED, &verdict))
        return false;
    report(analysis, &witness);
    return true;
}

void gaps_find(struct analysis *analysis, uint32_t index)
{
    if (!find(analysis, index, true))
        find(analysis, index, false);
}
