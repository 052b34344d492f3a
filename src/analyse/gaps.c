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

/* What is left out of the search: the plainer the ticket, the better the example, and the surer it
 * is that it comes about. */
enum plainness { PLAIN_FRESH, PLAIN_NOT_ENDED, PLAIN_ANY };

/* Looks for tickets that start the clock and are covered by nothing. False if there is none, or
 * none that comes about. */
static bool find(struct analysis *analysis, uint32_t index, enum plainness plainness)
{
    const struct target *target = &analysis->model->targets[index];
    const uint32_t all[] = {PART_ABOUT, PART_STARTS, PART_FRESH};
    uint32_t *none = ARENA_ARRAY(analysis->arena, (size_t)target->clause_count + 2, uint32_t);
    uint32_t count = 0;
    struct cells_witness ticket;
    struct witness witness = analysis_witness(analysis, index, &ticket);
    struct verdict verdict;
    none[count++] = PART_EXCLUDES;
    if (plainness == PLAIN_NOT_ENDED)
        none[count++] = PART_ENDED;
    for (uint32_t i = 0; i < target->clause_count; i++)
        none[count++] = PART_CLAUSE + i;
    struct cells_question question = {all, none, plainness == PLAIN_FRESH ? 3 : 2, count};
    if (cells_set_find(analysis->set, &question, &ticket) != CELLS_YES ||
        !witness_judge(&witness, VERDICT_UNCOVERED, &verdict))
        return false;
    report(analysis, &witness);
    return true;
}

void gaps_find(struct analysis *analysis, uint32_t index)
{
    if (!find(analysis, index, PLAIN_FRESH) && !find(analysis, index, PLAIN_NOT_ENDED))
        find(analysis, index, PLAIN_ANY);
}
