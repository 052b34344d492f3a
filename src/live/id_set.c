/* id_set.c - see id_set.h. */
#include "live/id_set.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM_LEAST = 64 };

void id_set_fini(struct id_set *set)
{
    buffer_fini(&set->bytes);
    memory_release(set->starts);
    memory_release(set->table);
    memory_release(set->sorted);
    *set = (struct id_set){0};
}

static struct text text_at(const struct id_set *set, uint32_t start)
{
    uint32_t length;
    memcpy(&length, set->bytes.at + start, sizeof length);
    return (struct text){set->bytes.at + start + sizeof length, length};
}

struct text id_set_sorted(const struct id_set *set, size_t number)
{
    return text_at(set, set->sorted[number]);
}

/* Where ID stands in the table, or is to be put. */
static uint32_t *place_of(const struct id_set *set, struct text id)
{
    size_t at = text_hash(id) & set->mask;
    while (set->table[at] && !text_equal(text_at(set, set->starts[set->table[at] - 1]), id))
        at = (at + 1) & set->mask;
    return &set->table[at];
}

bool id_set_has(const struct id_set *set, struct text id)
{
    return set->count && *place_of(set, id);
}

static void grow(struct id_set *set)
{
    set->cap = set->cap ? set->cap * 2 : ROOM_LEAST;
    set->starts = memory_resize(set->starts, set->cap * sizeof *set->starts);
    set->mask = set->cap * 2 - 1;
    set->table = memory_resize(set->table, (set->mask + 1) * sizeof *set->table);
    memset(set->table, 0, (set->mask + 1) * sizeof *set->table);
    for (size_t i = 0; i < set->count; i++)
        *place_of(set, text_at(set, set->starts[i])) = (uint32_t)i + 1;
}

void id_set_add(struct id_set *set, struct text id)
{
    uint32_t length = (uint32_t)id.len;
    if (set->count == set->cap)
        grow(set);
    set->starts[set->count] = (uint32_t)set->bytes.len;
    buffer_put(&set->bytes, (struct text){(const char *)&length, sizeof length});
    buffer_put(&set->bytes, id);
    *place_of(set, id) = (uint32_t)++set->count;
}

static int compare(const void *left, const void *right, void *context)
{
    const uint32_t *a = left, *b = right;
    return text_compare(text_at(context, *a), text_at(context, *b));
}

void id_set_sort(struct id_set *set)
{
    set->sorted = memory_resize(NULL, (set->count + 1) * sizeof *set->sorted);
    if (set->count)
        memcpy(set->sorted, set->starts, set->count * sizeof *set->sorted);
    if (set->count > 1)
        qsort_r(set->sorted, set->count, sizeof *set->sorted, compare, set);
}
