/* flatten_target.c - clauses of a target whose lines come from several layers. The later layer goes
 * before the earlier one; in one text without layers, `overrides` says so.
 */
#include "report/flatten_part.h"
#include "syntax/tree.h"

struct flatten_clauses {
    const struct target *target;
    const struct text *labels; /* by clause: its own, or one made for it; empty: it needs none */
    uint32_t next;             /* the clause that is written next */
};

static bool is_label(const struct target *target, struct text label)
{
    for (uint32_t i = 0; i < target->clause_count; i++)
        if (text_equal(target->clauses[i].label, label))
            return true;
    return false;
}

static bool is_overridden(const struct target *target, uint32_t clause)
{
    for (uint32_t i = 0; i < target->clause_count; i++)
        if (target->by_layer[(size_t)i * target->clause_count + clause])
            return true;
    return false;
}

/* `clause-1`, …: names that the target does not have. */
static struct text made_label(struct arena *arena, const struct target *target, uint32_t *number)
{
    struct text label;
    do
        label = text_format(arena, "clause-%u", ++*number);
    while (is_label(target, label));
    return label;
}

static const struct target *target_called(const struct model *model, struct text name)
{
    uint32_t i = 0;
    while (model->targets[i].is_absent || !text_equal(model->targets[i].name, name))
        i++;
    return &model->targets[i];
}

struct flatten_clauses *flatten_clauses_new(struct flatten *flatten, struct text name)
{
    const struct target *target = target_called(flatten->model, name);
    struct flatten_clauses *clauses = ARENA_NEW(flatten->arena, struct flatten_clauses);
    struct text *labels = ARENA_ARRAY(flatten->arena, target->clause_count, struct text);
    uint32_t number = 0;
    for (uint32_t i = 0; i < target->clause_count; i++) {
        labels[i] = target->clauses[i].label;
        if (!labels[i].len && target->by_layer && is_overridden(target, i))
            labels[i] = made_label(flatten->arena, target, &number);
    }
    *clauses = (struct flatten_clauses){target, labels, 0};
    return clauses;
}

/* ---- Writing ---- */

/* Where what comes behind the label begins: `overrides`, `because`, a lock, or the end. */
static uint32_t behind_label(struct flatten *flatten, const struct node *node)
{
    const struct node *overrides = node->kid[WITHIN_OVERRIDES];
    const struct node *because = node->kid[WITHIN_BECAUSE], *lock = node->kid[WITHIN_LOCK];
    if (overrides || because)
        return flatten_before(flatten, node->span.source,
                              (overrides ? overrides : because)->span.from);
    return lock ? lock->span.from : node->span.to;
}

static bool overrides(const struct flatten_clauses *clauses, uint32_t winner, uint32_t loser)
{
    const struct target *target = clauses->target;
    return target->by_layer && target->by_layer[(size_t)winner * target->clause_count + loser];
}

/* Is LABEL among those that the clause names itself? */
static bool is_named(const struct node *node, struct text label)
{
    for (const struct node *name = node->kid[WITHIN_OVERRIDES]; name; name = name->next)
        if (text_equal(name->text, label))
            return true;
    return false;
}

static void put_overrides(struct flatten *flatten, const struct flatten_clauses *clauses,
                          const struct node *node, uint32_t clause)
{
    const struct node *own = node->kid[WITHIN_OVERRIDES];
    const char *before = " overrides ";
    for (; own; own = own->next, before = ", ")
        buffer_format(&flatten->text, "%s" TEXT_FMT, before, TEXT_ARG(own->text));
    for (uint32_t i = 0; i < clauses->target->clause_count; i++) {
        if (!overrides(clauses, clause, i) || is_named(node, clauses->labels[i]))
            continue;
        buffer_format(&flatten->text, "%s" TEXT_FMT, before, TEXT_ARG(clauses->labels[i]));
        before = ", ";
    }
}

/* From behind the overrides on. */
static uint32_t behind_overrides(struct flatten *flatten, const struct node *node)
{
    const struct node *last = node->kid[WITHIN_OVERRIDES];
    while (last && last->next)
        last = last->next;
    return last ? last->span.to : behind_label(flatten, node);
}

void flatten_clause(struct flatten *flatten, struct flatten_clauses *clauses,
                    const struct node *node)
{
    uint32_t clause = clauses->next++;
    struct span head = node->span, tail = node->span;
    struct text label = clauses->labels[clause];
    head.to = behind_label(flatten, node);
    tail.from = behind_overrides(flatten, node);
    flatten_end_line(flatten);
    flatten_tokens(flatten, head);
    if (label.len && !node->kid[WITHIN_CALLED])
        buffer_format(&flatten->text, " called " TEXT_FMT, TEXT_ARG(label));
    put_overrides(flatten, clauses, node, clause);
    flatten_tokens(flatten, tail);
    flatten_end_line(flatten);
}
