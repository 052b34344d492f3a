/* figures_part.c - cells found by the bytes of their keys, then by their order. */
#include "count/figures_part.h"

#include <stdlib.h>

_Static_assert(sizeof(struct cell_key) == 16, "keys are compared byte by byte");

void figures_part_init(struct figures_part *part)
{
    *part = (struct figures_part){.arena = arena_new()};
    part->map = map_new(part->arena);
}

void figures_part_fini(struct figures_part *part)
{
    for (size_t i = 0; i < part->cells.count; i++)
        used_fini(&part->cells.at[i]->lengths);
    arena_free(part->arena);
}

struct cell *figures_part_cell(struct figures_part *part, struct cell_key key)
{
    struct text text = {(const char *)&key, sizeof key};
    struct cell *cell = map_find(part->map, text);
    if (cell)
        return cell;
    cell = ARENA_NEW(part->arena, struct cell);
    cell->key = key;
    map_put(part->map, (struct text){(const char *)&cell->key, sizeof cell->key}, cell);
    VECTOR_PUSH(part->arena, &part->cells, cell);
    return cell;
}

void figures_part_merge(struct figures_part *part, const struct figures_part *more)
{
    for (size_t i = 0; i < more->cells.count; i++) {
        const struct cell *from = more->cells.at[i];
        struct cell *into = figures_part_cell(part, from->key);
        for (size_t k = 0; k < from->outages.count; k++)
            VECTOR_PUSH(part->arena, &into->outages, from->outages.at[k]);
        into->holds += from->holds;
        into->fails += from->fails;
        into->sum += from->sum;
        used_append(&into->lengths, &from->lengths);
        into->pending += from->pending;
        into->excluded += from->excluded;
        into->error += from->error;
    }
}

static int compare_keys(const struct cell_key *a, const struct cell_key *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->version != b->version)
        return a->version < b->version ? -1 : 1;
    if (a->slot != b->slot)
        return a->slot < b->slot ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

static int by_key(const void *a, const void *b)
{
    const struct cell *const *x = a, *const *y = b;
    return compare_keys(&(*x)->key, &(*y)->key);
}

void figures_part_sort(struct figures_part *part)
{
    if (part->cells.count)
        qsort(part->cells.at, part->cells.count, sizeof *part->cells.at, by_key);
    for (size_t i = 0; i < part->cells.count; i++) {
        struct cell *cell = part->cells.at[i];
        cell->holds += cell->outages.count * (cell->key.kind == CELL_OUTAGES);
        stretches_tidy(&cell->outages);
    }
}

/* Index of the first cell that is not before KEY. */
static size_t find(const struct figures_part *part, const struct cell_key *key)
{
    size_t low = 0, high = part->cells.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_keys(&part->cells.at[middle]->key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct cell *const *figures_part_range(const struct figures_part *part, struct cell_key key,
                                       int32_t last, size_t *count)
{
    size_t from = find(part, &key);
    key.at = last;
    size_t to = find(part, &key);
    while (to < part->cells.count && compare_keys(&part->cells.at[to]->key, &key) == 0)
        to++;
    *count = to > from ? to - from : 0;
    return part->cells.at + from;
}
