/* overlaps.c - what becomes of the tickets for which neither of two clauses goes first: check has
 * found them, here they are judged by each of the two. */
#include "analyse/analysis.h"

static uint32_t clause_at(const struct target *target, struct span span)
{
    for (uint32_t i = 0; i < target->clause_count; i++)
        if (target->clauses[i].span.source == span.source &&
            target->clauses[i].span.from == span.from)
            return i;
    return INDEX_NONE;
}

/* A ticket that clauses A and B match, and none that goes before both of them. */
static bool find_ticket(const struct analysis *analysis, const struct target *target,
                        const uint32_t pair[2], struct cells_witness *ticket)
{
    uint32_t count = 0, both[] = {PART_CLAUSE + pair[0], PART_CLAUSE + pair[1]};
    uint32_t *none = ARENA_ARRAY(analysis->arena, target->clause_count, uint32_t);
    for (uint32_t k = 0; k < target->clause_count; k++)
        if (target->beats[(size_t)k * target->clause_count + pair[0]] &&
            target->beats[(size_t)k * target->clause_count + pair[1]])
            none[count++] = PART_CLAUSE + k;
    struct cells_question question = {both, none, 2, count};
    return cells_set_find(analysis->set, &question, ticket) == CELLS_YES;
}

/* When it is due by CLAUSE alone; empty if that can't be said. */
static struct text due_by(const struct analysis *analysis, struct witness *witness, uint32_t clause)
{
    struct verdict verdict;
    witness->clause = clause;
    if (!witness_judge(witness, VERDICT_PENDING, &verdict) || verdict.due == INSTANT_NONE)
        return TEXT("");
    return analysis_instant(analysis, verdict.due);
}

static void show(struct analysis *analysis, uint32_t index, struct diagnostic *d,
                 const uint32_t pair[2])
{
    const struct target *target = &analysis->model->targets[index];
    struct span other = target->clauses[pair[0]].span;
    struct cells_witness ticket;
    if (!find_ticket(analysis, target, pair, &ticket))
        return;
    struct witness witness = analysis_witness(analysis, index, &ticket);
    struct text first = due_by(analysis, &witness, pair[0]);
    struct text second = due_by(analysis, &witness, pair[1]);
    if (!first.len || !second.len || text_equal(first, second))
        return;
    struct place place = source_place(analysis->model->sources, other.source, other.from);
    analysis_note_once(analysis, d,
                       text_format(analysis->arena,
                                   "It would be due " TEXT_FMT " by line %u, and " TEXT_FMT
                                   " by this clause.",
                                   TEXT_ARG(first), place.line, TEXT_ARG(second)));
}

void overlaps_show(struct analysis *analysis, uint32_t index)
{
    const struct target *target = &analysis->model->targets[index];
    for (size_t i = 0; i < analysis->sink->list.count; i++) {
        struct diagnostic *d = analysis->sink->list.at[i];
        uint32_t pair[] = {INDEX_NONE, clause_at(target, d->span)};
        size_t labels = d->code == DIAG_OVERLAP && pair[1] != INDEX_NONE ? d->labels.count : 0;
        for (size_t k = 0; k < labels; k++) {
            pair[0] = clause_at(target, d->labels.at[k].span);
            if (pair[0] != INDEX_NONE && pair[0] != pair[1])
                show(analysis, index, d, pair);
        }
    }
}
