/* relevant.c - see relevant.h. Truth in three values: what may still change is open. */
#include "analyse/relevant.h"

#include "judge/judge.h"

enum truth { IS_FALSE, IS_TRUE, IS_OPEN };

struct opening {
    const struct model *model;
    const struct cells_witness *ticket;
};

static enum truth atom_truth(const struct opening *opening, const struct condition *atom)
{
    const struct schema *schema = &opening->model->schema;
    bool is_settled =
        (atom->op == CONDITION_IS || atom->op == CONDITION_KNOWN || atom->op == CONDITION_ORDER) &&
        atom->attribute < schema->stored &&
        schema->attributes[atom->attribute].origin != ORIGIN_EVENT &&
        (schema->status < 0 || atom->attribute != (uint32_t)schema->status);
    if (!is_settled)
        return IS_OPEN;
    return judge_atom_holds(atom, &opening->ticket->values[atom->attribute]) ? IS_TRUE : IS_FALSE;
}

static enum truth truth_of(const struct opening *opening, const struct condition *condition)
{
    if (condition->op > CONDITION_NOT)
        return atom_truth(opening, condition);
    if (condition->op == CONDITION_NOT) {
        enum truth truth = truth_of(opening, condition->parts[0]);
        return truth == IS_OPEN ? IS_OPEN : truth == IS_TRUE ? IS_FALSE : IS_TRUE;
    }
    enum truth decides = condition->op == CONDITION_ALL ? IS_FALSE : IS_TRUE;
    enum truth all = decides == IS_FALSE ? IS_TRUE : IS_FALSE;
    for (uint32_t i = 0; i < condition->part_count; i++) {
        enum truth truth = truth_of(opening, condition->parts[i]);
        if (truth == decides)
            return decides;
        all = truth == IS_OPEN ? IS_OPEN : all;
    }
    return all;
}

/* Their numbers, in order, in LIST. */
static uint32_t find_clauses(const struct opening *opening, const struct target *target,
                             uint32_t *list)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < target->clause_count; i++) {
        const struct condition *when = target->clauses[i].when;
        if (!when || truth_of(opening, when) != IS_FALSE)
            list[count++] = i;
    }
    return count;
}

struct relevant relevant_clauses(struct arena *arena, const struct model *model,
                                 const struct target *target, const struct cells_witness *ticket)
{
    struct opening opening = {model, ticket};
    uint32_t *list = ARENA_ARRAY(arena, target->clause_count, uint32_t);
    uint32_t count = find_clauses(&opening, target, list);
    struct clause *clauses = ARENA_ARRAY(arena, count, struct clause);
    bool *beats = ARENA_ARRAY(arena, (size_t)count * count, bool);
    for (uint32_t i = 0; i < count; i++) {
        clauses[i] = target->clauses[list[i]];
        for (uint32_t k = 0; k < count; k++)
            beats[(size_t)i * count + k] =
                target->beats[(size_t)list[i] * target->clause_count + list[k]];
    }
    struct relevant relevant = {*target, list};
    relevant.target.clauses = clauses;
    relevant.target.clause_count = count;
    relevant.target.beats = beats;
    relevant.target.by_layer = NULL;
    return relevant;
}
