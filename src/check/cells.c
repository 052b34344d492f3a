/* cells.c - single questions, calendars, and formulas put together. */
#include "check/cells.h"

#include "check/cells_part.h"

/* About two seconds of searching in a charter, all questions together. */
#define STEPS_MOST UINT64_C(400000000)

struct cells *cells_new(struct arena *arena, const struct model *model)
{
    struct cells *cells = ARENA_NEW(arena, struct cells);
    cells->arena = arena;
    cells->model = model;
    cells->steps_left = STEPS_MOST;
    cells->calendars =
        ARENA_ARRAY(arena, (size_t)model->calendar_count + 1, const struct calendar *);
    cells->early = ARENA_ARRAY(arena, (size_t)model->calendar_count + 1, const struct calendar *);
    return cells;
}

static const struct calendar *compile(struct cells *cells, uint32_t calendar, day last)
{
    const struct model_calendar *row = &cells->model->calendars[calendar];
    day first, end;
    cells_dates(cells->model, &first, &end);
    return row->period ? period_compile(cells->arena, row->period, first, last)
                       : calendar_compile(cells->arena, row->hours, first, last);
}

const struct calendar *cells_calendar(struct cells *cells, uint32_t calendar)
{
    day first, last;
    cells_dates(cells->model, &first, &last);
    if (!cells->calendars[calendar])
        cells->calendars[calendar] = compile(cells, calendar, last);
    return cells->calendars[calendar];
}

const struct calendar *cells_calendar_early(struct cells *cells, uint32_t calendar)
{
    if (!cells->early[calendar])
        cells->early[calendar] = compile(cells, calendar, cells_early_last(cells->model));
    return cells->early[calendar];
}

bool cells_gave_up(struct cells *cells)
{
    bool was = cells->is_undecided;
    cells->is_undecided = false;
    return was;
}

/* ---------- single questions ---------- */

enum cells_answer cells_find(struct cells *cells, const struct condition *formula,
                             struct cells_witness *witness)
{
    static const uint32_t first = 0;
    struct arena *arena = arena_new();
    struct cells_set *set = cells_set_new(arena, cells, &formula, 1);
    enum cells_answer answer =
        cells_set_find(set, &(struct cells_question){.all = &first, .all_count = 1}, witness);
    arena_free(arena);
    return answer;
}

enum cells_answer cells_implies(struct cells *cells, const struct condition *a,
                                const struct condition *b)
{
    const struct condition *pair[] = {a, b};
    struct arena *arena = arena_new();
    struct cells_set *set = cells_set_new(arena, cells, pair, 2);
    enum cells_answer answer = cells_set_implies(set, 0, 1);
    arena_free(arena);
    return answer;
}

/* ---------- formulas ---------- */

static const struct condition *joined(struct arena *arena, enum condition_op op,
                                      const struct condition *const *list, uint32_t count)
{
    const struct condition **parts = ARENA_ARRAY(arena, count, const struct condition *);
    struct condition *condition = ARENA_NEW(arena, struct condition);
    condition->op = op;
    condition->parts = parts;
    condition->span = (struct span){SOURCE_NONE, 0, 0};
    for (uint32_t i = 0; i < count; i++)
        if (list[i])
            parts[condition->part_count++] = list[i];
    if (condition->part_count)
        condition->span = parts[0]->span;
    return condition;
}

const struct condition *cells_true(struct arena *arena)
{
    return joined(arena, CONDITION_ALL, NULL, 0);
}

const struct condition *cells_not(struct arena *arena, const struct condition *a)
{
    const struct condition *part = a ? a : cells_true(arena);
    return joined(arena, CONDITION_NOT, &part, 1);
}

const struct condition *cells_all(struct arena *arena, const struct condition *const *list,
                                  uint32_t count)
{
    return joined(arena, CONDITION_ALL, list, count);
}

const struct condition *cells_any(struct arena *arena, const struct condition *const *list,
                                  uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (!list[i])
            return cells_true(arena);
    return joined(arena, CONDITION_ANY, list, count);
}

const struct condition *cells_and(struct arena *arena, const struct condition *a,
                                  const struct condition *b)
{
    const struct condition *pair[] = {a, b};
    return cells_all(arena, pair, 2);
}

const struct condition *cells_or(struct arena *arena, const struct condition *a,
                                 const struct condition *b)
{
    const struct condition *pair[] = {a, b};
    return cells_any(arena, pair, 2);
}

const struct condition *cells_winning(struct arena *arena, const struct target *target,
                                      uint32_t clause)
{
    uint32_t count = target->clause_count;
    const struct condition *formula = target->clauses[clause].when;
    formula = formula ? formula : cells_true(arena);
    for (uint32_t i = 0; i < count; i++)
        if (i != clause && target->beats[(size_t)i * count + clause])
            formula = cells_and(arena, formula, cells_not(arena, target->clauses[i].when));
    return formula;
}

const struct condition *cells_uncovered(struct arena *arena, const struct target *target)
{
    uint32_t count = target->clause_count;
    const struct condition **list = ARENA_ARRAY(arena, (size_t)count + 1, const struct condition *);
    for (uint32_t i = 0; i < count; i++)
        list[i] = cells_not(arena, target->clauses[i].when);
    list[count] = target->about;
    return cells_all(arena, list, count + 1);
}
