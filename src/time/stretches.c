/* stretches.c - sorted stretches: add, tidy, subtract, find. */
#include "time/stretches.h"

#include <stdlib.h>

void stretches_push(struct arena *arena, stretches *list, struct calendar_stretch stretch)
{
    if (stretch.from >= stretch.to)
        return;
    struct calendar_stretch *last = list->count > 0 ? &list->at[list->count - 1] : NULL;
    if (last && stretch.from >= last->from && stretch.from <= last->to) {
        if (stretch.to > last->to)
            last->to = stretch.to;
        return;
    }
    VECTOR_PUSH(arena, list, stretch);
}

static int by_start(const void *left, const void *right)
{
    const struct calendar_stretch *a = left, *b = right;
    return a->from < b->from ? -1 : a->from > b->from;
}

static bool is_sorted(const stretches *list)
{
    for (size_t i = 1; i < list->count; i++)
        if (list->at[i - 1].from > list->at[i].from)
            return false;
    return true;
}

void stretches_tidy(stretches *list)
{
    if (!is_sorted(list))
        qsort(list->at, list->count, sizeof *list->at, by_start);
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        struct calendar_stretch stretch = list->at[i];
        if (stretch.from >= stretch.to)
            continue;
        if (kept > 0 && stretch.from <= list->at[kept - 1].to) {
            if (stretch.to > list->at[kept - 1].to)
                list->at[kept - 1].to = stretch.to;
        } else {
            list->at[kept++] = stretch;
        }
    }
    list->count = kept;
}

void stretches_subtract(struct arena *arena, stretches *list, const stretches *cuts)
{
    stretches rest = {0};
    size_t next = 0;
    for (size_t i = 0; i < list->count; i++) {
        struct calendar_stretch left = list->at[i];
        while (next < cuts->count && cuts->at[next].to <= left.from)
            next++;
        for (size_t cut = next; cut < cuts->count && cuts->at[cut].from < left.to; cut++) {
            struct calendar_stretch before = {left.from, cuts->at[cut].from};
            stretches_push(arena, &rest, before);
            left.from = cuts->at[cut].to;
        }
        stretches_push(arena, &rest, left);
    }
    *list = rest;
}

size_t stretches_after(const stretches *list, instant at)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->at[middle].to > at)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}
