/* cells_near.c - in a large set, whose hulls meet: by rows of bits over all members, instead of
 * pair by pair. Of each cell it is known which members' hulls have it; a row is what these have in
 * common, variable by variable. Rows are made when they are first asked for.
 */
#include "check/cells_part.h"

struct cells_near {
    size_t words;        /* of a row */
    bits *by_cell;       /* a row for each bit of a box: who has it in his hull */
    bits *by_variable;   /* a row for each variable: who has a cell of it */
    const bits **meet;   /* by member: whose hulls meet its own; NULL: not asked yet */
    const bits **around; /* by member: in whose hulls its point lies; NULL: not asked yet */
};

static void note_member(struct cells_near *near, const struct cells_set *set, uint32_t number)
{
    bits bit = (bits)1 << number % BITS_WORD;
    size_t word = number / BITS_WORD;
    for (size_t v = 0; v < set->variables.count; v++) {
        const struct variable *variable = &set->variables.at[v];
        for (uint32_t k = variable->first; k < variable->first + variable->words; k++)
            for (bits left = set->members[number].hull[k]; left; left &= left - 1) {
                size_t cell = (size_t)k * BITS_WORD + (size_t)__builtin_ctzll(left);
                near->by_cell[cell * near->words + word] |= bit;
                near->by_variable[v * near->words + word] |= bit;
            }
    }
}

static struct cells_near *near_of(struct cells_set *set)
{
    if (set->near)
        return set->near;
    struct cells_near *near = ARENA_NEW(set->arena, struct cells_near);
    near->words = (set->count + BITS_WORD - 1) / BITS_WORD;
    near->by_cell = ARENA_ARRAY(set->arena, (size_t)set->words * BITS_WORD * near->words, bits);
    near->by_variable = ARENA_ARRAY(set->arena, set->variables.count * near->words, bits);
    near->meet = ARENA_ARRAY(set->arena, set->count, const bits *);
    near->around = ARENA_ARRAY(set->arena, set->count, const bits *);
    for (uint32_t i = 0; i < set->count; i++)
        note_member(near, set, i);
    set->near = near;
    return near;
}

/* All members. */
static bits *new_row(struct cells_set *set, const struct cells_near *near)
{
    bits *row = ARENA_ARRAY(set->arena, near->words, bits);
    for (size_t i = 0; i < near->words; i++)
        row[i] = ~(bits)0;
    return row;
}

static void keep(bits *row, const bits *others, size_t words)
{
    for (size_t i = 0; i < words; i++)
        row[i] &= others[i];
}

/* Takes those out of ROW that have no cell of VARIABLE in common with HULL. ANY is room. */
static void keep_meeting(const struct cells_near *near, const struct variable *variable,
                         const bits *hull, bits *any, bits *row)
{
    for (size_t i = 0; i < near->words; i++)
        any[i] = 0;
    for (uint32_t k = variable->first; k < variable->first + variable->words; k++)
        for (bits left = hull[k]; left; left &= left - 1) {
            size_t cell = (size_t)k * BITS_WORD + (size_t)__builtin_ctzll(left);
            const bits *who = near->by_cell + cell * near->words;
            for (size_t i = 0; i < near->words; i++)
                any[i] |= who[i];
        }
    keep(row, any, near->words);
}

static bool is_full(const struct cells_set *set, const struct variable *variable, const bits *hull)
{
    bool full = true;
    for (uint32_t k = variable->first; k < variable->first + variable->words; k++)
        full = full && hull[k] == set->full[k];
    return full;
}

const bits *cells_near_meet(struct cells_set *set, uint32_t number)
{
    struct cells_near *near = near_of(set);
    if (near->meet[number])
        return near->meet[number];
    const bits *hull = set->members[number].hull;
    bits *row = new_row(set, near), *any = ARENA_ARRAY(set->arena, near->words, bits);
    for (size_t v = 0; v < set->variables.count; v++) {
        if (is_full(set, &set->variables.at[v], hull))
            keep(row, near->by_variable + v * near->words, near->words);
        else
            keep_meeting(near, &set->variables.at[v], hull, any, row);
    }
    near->meet[number] = row;
    return row;
}

const bits *cells_near_around(struct cells_set *set, uint32_t number)
{
    struct cells_near *near = near_of(set);
    if (near->around[number])
        return near->around[number];
    bits *row = new_row(set, near);
    for (size_t v = 0; v < set->variables.count; v++) {
        size_t cell =
            (size_t)set->variables.at[v].first * BITS_WORD + set->members[number].point[v];
        keep(row, near->by_cell + cell * near->words, near->words);
    }
    near->around[number] = row;
    return row;
}

uint32_t cells_near_next(struct cells_set *set, uint32_t number, uint32_t from)
{
    const bits *row = cells_near_meet(set, number);
    if (from >= set->count)
        return set->count;
    size_t word = from / BITS_WORD;
    bits left = row[word] >> from % BITS_WORD << from % BITS_WORD;
    while (!left && ++word < set->near->words)
        left = row[word];
    uint32_t next =
        left ? (uint32_t)(word * BITS_WORD) + (uint32_t)__builtin_ctzll(left) : set->count;
    return next < set->count ? next : set->count;
}
