/* openable.c - see openable.h. What is asked of the cells is remembered by which of the calendars
 * are open.
 */
#include "check/openable.h"

static void collect(struct openable *openable, const struct condition *condition)
{
    if (!condition)
        return;
    for (uint32_t i = 0; i < condition->part_count; i++)
        collect(openable, condition->parts[i]);
    if (condition->op != CONDITION_DURING || openable->calendar_count == OPENABLE_MOST)
        return;
    for (uint32_t i = 0; i < openable->calendar_count; i++)
        if (openable->calendars[i] == condition->calendar)
            return;
    openable->calendars[openable->calendar_count++] = condition->calendar;
}

void openable_init(struct openable *openable, struct arena *arena, struct cells *cells,
                   const struct condition *formula)
{
    *openable = (struct openable){.arena = arena, .cells = cells, .formula = formula};
    collect(openable, formula);
}

static uint64_t combination_at(const struct openable *openable, instant at)
{
    uint64_t bits = 0;
    for (uint32_t i = 0; i < openable->calendar_count; i++)
        if (calendar_is_open(cells_calendar(openable->cells, openable->calendars[i]), at))
            bits |= (uint64_t)1 << i;
    return bits;
}

/* The formula, of tickets opened in a given combination of calendars. */
static const struct condition *opened_in(const struct openable *openable, uint64_t bits)
{
    const struct condition *formula = openable->formula;
    for (uint32_t i = 0; i < openable->calendar_count; i++) {
        struct condition *during = ARENA_NEW(openable->arena, struct condition);
        during->op = CONDITION_DURING;
        during->calendar = openable->calendars[i];
        formula = cells_and(openable->arena, formula,
                            bits >> i & 1 ? during : cells_not(openable->arena, during));
    }
    return formula;
}

bool openable_at(struct openable *openable, instant at)
{
    if (openable->calendar_count == 0)
        return true;
    uint64_t bits = combination_at(openable, at);
    for (size_t i = 0; i < openable->possible.count; i++)
        if (openable->possible.at[i] == bits)
            return true;
    for (size_t i = 0; i < openable->impossible.count; i++)
        if (openable->impossible.at[i] == bits)
            return false;
    bool found = cells_find(openable->cells, opened_in(openable, bits), NULL) != CELLS_NO;
    if (found)
        VECTOR_PUSH(openable->arena, &openable->possible, bits);
    else
        VECTOR_PUSH(openable->arena, &openable->impossible, bits);
    return found;
}

enum cells_answer openable_find(struct openable *openable, instant at,
                                struct cells_witness *witness)
{
    return cells_find(openable->cells, opened_in(openable, combination_at(openable, at)), witness);
}

void openable_add_turns(const struct openable *openable, struct turns *turns)
{
    for (uint32_t i = 0; i < openable->calendar_count; i++)
        turns_add_calendar(turns, cells_calendar(openable->cells, openable->calendars[i]));
}
