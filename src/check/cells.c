/* The search: a formula over cells, branched on with three-valued evaluation. */
#include "check/cells_part.h"

/* The formula in a shape that is quick to evaluate. Leaves look their truth up by cell. */
struct formula {
    enum condition_op op; /* ALL, ANY, NOT; anything else is a leaf */
    const struct formula *parts;
    uint32_t part_count;
    uint32_t variable;
    const bool *truth; /* by cell */
};

struct search {
    struct cells *cells;
    struct arena *arena;
    VECTOR(struct variable) variables;
    const struct formula *root;
    uint32_t *chosen; /* by variable: cell, or INDEX_NONE */
    uint64_t *scores; /* by variable: how much it decides */
};

struct cells *cells_new(struct arena *arena, const struct model *model)
{
    struct cells *cells = ARENA_NEW(arena, struct cells);
    cells->arena = arena;
    cells->model = model;
    cells->calendars =
        ARENA_ARRAY(arena, (size_t)model->calendar_count + 1, const struct calendar *);
    return cells;
}

const struct calendar *cells_calendar(struct cells *cells, uint32_t calendar)
{
    if (!cells->calendars[calendar]) {
        const struct model_calendar *row = &cells->model->calendars[calendar];
        day first, last;
        cells_dates(cells->model, &first, &last);
        cells->calendars[calendar] = row->period
                                         ? period_compile(cells->arena, row->period, first, last)
                                         : calendar_compile(cells->arena, row->hours, first, last);
    }
    return cells->calendars[calendar];
}

/* ---------- variables ---------- */

static uint32_t attribute_of(const struct search *search, const struct condition *atom)
{
    int32_t status = search->cells->model->schema.status;
    if (atom->op == CONDITION_DURING)
        return CELLS_OPENING;
    if (atom->op == CONDITION_CLASS)
        return status < 0 ? CELLS_STATUS : (uint32_t)status;
    return atom->attribute;
}

static uint32_t variable_of(struct search *search, const struct condition *atom)
{
    uint32_t attribute = attribute_of(search, atom);
    for (uint32_t i = 0; i < search->variables.count; i++)
        if (search->variables.at[i].attribute == attribute)
            return i;
    struct variable variable = {.attribute = attribute};
    VECTOR_PUSH(search->arena, &search->variables, variable);
    return (uint32_t)search->variables.count - 1;
}

static void note_calendar(struct search *search, struct variable *variable, uint32_t calendar)
{
    for (size_t i = 0; i < variable->calendars.count; i++)
        if (variable->calendars.at[i] == calendar)
            return;
    VECTOR_PUSH(search->arena, &variable->calendars, calendar);
}

static void collect(struct search *search, const struct condition *condition)
{
    if (condition->op <= CONDITION_NOT) {
        for (uint32_t i = 0; i < condition->part_count; i++)
            collect(search, condition->parts[i]);
        return;
    }
    uint32_t index = variable_of(search, condition); /* may move the variables */
    struct variable *variable = &search->variables.at[index];
    VECTOR_PUSH(search->arena, &variable->atoms, condition);
    if (condition->op == CONDITION_DURING)
        note_calendar(search, variable, condition->calendar);
}

/* ---------- the formula ---------- */

static struct formula compile(struct search *search, const struct condition *condition)
{
    struct formula formula = {.op = condition->op, .part_count = condition->part_count};
    if (condition->op <= CONDITION_NOT) {
        struct formula *parts = ARENA_ARRAY(search->arena, condition->part_count, struct formula);
        for (uint32_t i = 0; i < condition->part_count; i++)
            parts[i] = compile(search, condition->parts[i]);
        formula.parts = parts;
        return formula;
    }
    formula.variable = variable_of(search, condition);
    const struct variable *variable = &search->variables.at[formula.variable];
    bool *truth = ARENA_ARRAY(search->arena, variable->cells.count, bool);
    for (size_t i = 0; i < variable->cells.count; i++)
        truth[i] = cells_atom_holds(variable, condition, &variable->cells.at[i]);
    formula.truth = truth;
    return formula;
}

enum truth { IS_FALSE, IS_TRUE, IS_OPEN };

static enum truth evaluate(const struct search *search, const struct formula *formula);

static enum truth evaluate_join(const struct search *search, const struct formula *formula)
{
    enum truth decides = formula->op == CONDITION_ALL ? IS_FALSE : IS_TRUE;
    bool open = false;
    for (uint32_t i = 0; i < formula->part_count; i++) {
        enum truth truth = evaluate(search, &formula->parts[i]);
        if (truth == decides)
            return decides;
        open = open || truth == IS_OPEN;
    }
    return open ? IS_OPEN : decides == IS_FALSE ? IS_TRUE : IS_FALSE;
}

static enum truth evaluate(const struct search *search, const struct formula *formula)
{
    if (formula->op == CONDITION_ALL || formula->op == CONDITION_ANY)
        return evaluate_join(search, formula);
    if (formula->op == CONDITION_NOT) {
        enum truth truth = evaluate(search, &formula->parts[0]);
        return truth == IS_OPEN ? IS_OPEN : truth == IS_TRUE ? IS_FALSE : IS_TRUE;
    }
    uint32_t cell = search->chosen[formula->variable];
    return cell == INDEX_NONE ? IS_OPEN : formula->truth[cell] ? IS_TRUE : IS_FALSE;
}

/* ---------- the search ---------- */

/* Open leaves of an open formula; adds WEIGHT to the score of each one's variable. */
static uint32_t open_leaves(const struct search *search, const struct formula *formula,
                            uint64_t weight)
{
    if (formula->op > CONDITION_NOT) {
        if (search->chosen[formula->variable] != INDEX_NONE)
            return 0;
        search->scores[formula->variable] += weight;
        return 1;
    }
    uint32_t count = 0;
    for (uint32_t i = 0; i < formula->part_count; i++)
        if (evaluate(search, &formula->parts[i]) == IS_OPEN)
            count += open_leaves(search, &formula->parts[i], weight);
    return count;
}

/* A part with few open leaves counts more: there most cells fail at once. */
static void score_part(const struct search *search, const struct formula *part)
{
    enum { FULL = 40 };
    if (evaluate(search, part) != IS_OPEN)
        return;
    uint32_t count = open_leaves(search, part, 0);
    if (count == 1)
        count = 0; /* no choice is left there */
    open_leaves(search, part, UINT64_C(1) << (count < FULL / 2 ? FULL - 2 * count : 0));
}

/* The variable to branch on. */
static uint32_t next_variable(const struct search *search)
{
    const struct formula *root = search->root;
    uint32_t best = 0;
    for (uint32_t i = 0; i < search->variables.count; i++)
        search->scores[i] = 0;
    if (root->op == CONDITION_ALL)
        for (uint32_t i = 0; i < root->part_count; i++)
            score_part(search, &root->parts[i]);
    else
        score_part(search, root);
    for (uint32_t i = 1; i < search->variables.count; i++)
        if (search->scores[i] > search->scores[best])
            best = i;
    return best;
}

/* Its depth is at most the number of variables. */
static bool branch(struct search *search)
{
    enum truth truth = evaluate(search, search->root);
    if (truth != IS_OPEN)
        return truth == IS_TRUE;
    uint32_t variable = next_variable(search);
    size_t count = search->variables.at[variable].cells.count;
    for (uint32_t cell = 0; cell < count; cell++) {
        search->chosen[variable] = cell;
        if (branch(search))
            return true;
    }
    search->chosen[variable] = INDEX_NONE;
    return false;
}

/* 09:00 of the first date, when no calendar is asked about. */
static instant default_opening(const struct model *model)
{
    day first, last;
    cells_dates(model, &first, &last);
    const struct zone *zone = model->zone ? model->zone : zone_utc();
    return zone_to_instant(zone, first, 9 * MICROS_HOUR).at;
}

/* The search has an arena of its own, which ends with it. */
static struct value kept(struct arena *arena, const struct value *value)
{
    struct value copy = *value;
    if (copy.type == VALUE_TEXT)
        copy.text = text_copy(arena, copy.text);
    return copy;
}

static void fill_witness(const struct search *search, struct cells_witness *witness)
{
    const struct model *model = search->cells->model;
    struct arena *arena = search->cells->arena;
    struct value *values = ARENA_ARRAY(arena, model->schema.count, struct value);
    bool *matters = ARENA_ARRAY(arena, model->schema.count, bool);
    *witness = (struct cells_witness){values, matters, default_opening(model), false};
    for (size_t i = 0; i < search->variables.count; i++) {
        const struct variable *variable = &search->variables.at[i];
        if (search->chosen[i] == INDEX_NONE || variable->attribute == CELLS_STATUS)
            continue;
        const struct cell *cell = &variable->cells.at[search->chosen[i]];
        if (variable->attribute == CELLS_OPENING) {
            witness->opened = cell->opened;
            witness->opened_matters = true;
            continue;
        }
        values[variable->attribute] = kept(arena, &cell->value);
        matters[variable->attribute] = true;
    }
}

static bool find(struct search *search, const struct condition *formula)
{
    collect(search, formula);
    for (size_t i = 0; i < search->variables.count; i++) {
        struct variable *variable = &search->variables.at[i];
        if (variable->attribute == CELLS_OPENING)
            cells_opening(search->arena, search->cells, variable);
        else
            cells_domain(search->arena, search->cells->model, variable);
    }
    struct formula *root = ARENA_NEW(search->arena, struct formula);
    *root = compile(search, formula);
    search->root = root;
    search->chosen = ARENA_ARRAY(search->arena, search->variables.count + 1, uint32_t);
    search->scores = ARENA_ARRAY(search->arena, search->variables.count + 1, uint64_t);
    for (size_t i = 0; i < search->variables.count; i++)
        search->chosen[i] = INDEX_NONE;
    return branch(search);
}

bool cells_find(struct cells *cells, const struct condition *formula, struct cells_witness *witness)
{
    struct search search = {.cells = cells, .arena = arena_new()};
    bool found = find(&search, formula ? formula : cells_true(search.arena));
    if (found && witness)
        fill_witness(&search, witness);
    arena_free(search.arena);
    return found;
}

bool cells_implies(struct cells *cells, const struct condition *a, const struct condition *b)
{
    return !cells_find(cells, cells_and(cells->arena, a, cells_not(cells->arena, b)), NULL);
}

/* ---------- formulas ---------- */

static const struct condition *joined(struct arena *arena, enum condition_op op,
                                      const struct condition *a, const struct condition *b)
{
    const struct condition **parts = ARENA_ARRAY(arena, 2, const struct condition *);
    struct condition *condition = ARENA_NEW(arena, struct condition);
    condition->op = op;
    condition->parts = parts;
    if (a)
        parts[condition->part_count++] = a;
    if (b)
        parts[condition->part_count++] = b;
    condition->span = a ? a->span : b ? b->span : (struct span){SOURCE_NONE, 0, 0};
    return condition;
}

const struct condition *cells_true(struct arena *arena)
{
    return joined(arena, CONDITION_ALL, NULL, NULL);
}

const struct condition *cells_not(struct arena *arena, const struct condition *a)
{
    struct condition *condition = ARENA_NEW(arena, struct condition);
    *condition = *joined(arena, CONDITION_NOT, a ? a : cells_true(arena), NULL);
    return condition;
}

/* A long chain stays flat: the search looks at the parts of the outermost `and` one by one, and no
 * recursion gets deep. */
static const struct condition *chained(struct arena *arena, enum condition_op op,
                                       const struct condition *a, const struct condition *b)
{
    if (!a || !b || a->op != op)
        return joined(arena, op, a, b);
    const struct condition **parts =
        ARENA_ARRAY(arena, (size_t)a->part_count + 1, const struct condition *);
    for (uint32_t i = 0; i < a->part_count; i++)
        parts[i] = a->parts[i];
    parts[a->part_count] = b;
    struct condition *condition = ARENA_NEW(arena, struct condition);
    *condition = *a;
    condition->parts = parts;
    condition->part_count = a->part_count + 1;
    return condition;
}

const struct condition *cells_and(struct arena *arena, const struct condition *a,
                                  const struct condition *b)
{
    return chained(arena, CONDITION_ALL, a, b);
}

const struct condition *cells_or(struct arena *arena, const struct condition *a,
                                 const struct condition *b)
{
    return a && b ? chained(arena, CONDITION_ANY, a, b) : cells_true(arena);
}

const struct condition *cells_uncovered(struct arena *arena, const struct target *target)
{
    const struct condition *formula = target->about ? target->about : cells_true(arena);
    for (uint32_t i = 0; i < target->clause_count; i++)
        formula = cells_and(arena, formula, cells_not(arena, target->clauses[i].when));
    return formula;
}
