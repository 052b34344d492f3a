/* variant.h - a second model that differs from the first where its maker changes it.
 *
 * All versions are copied as far as they are changed in a variant: targets with their clauses and
 * rules for changes, clocks, escalations, calendars. What is not copied is shared.
 */
#ifndef ANALYSE_VARIANT_H
#define ANALYSE_VARIANT_H

#include <string.h>

#include "base/arena.h"
#include "charter/model.h"

/* SIZE bytes again, which may be none, with room for ONE more row. */
static inline void *variant_copy(struct arena *arena, const void *from, size_t size, size_t one)
{
    void *copy = arena_alloc(arena, size + one);
    if (size)
        memcpy(copy, from, size);
    return copy;
}

/* An array again, with room for one more. */
#define VARIANT_COPY(arena, from, count)                                                           \
    variant_copy((arena), (from), (size_t)(count) * sizeof *(from), sizeof *(from))

/* The copies, one a version of MODEL, in ARENA, and behind them the variant as a whole, which
 * shares the arrays of the last version. Arrays of targets, clauses, changes, clocks, escalations
 * and calendars may be written to. */
struct model *const *variant_of(struct arena *arena, const struct model *model);

/* In all COUNT versions of a variant no target but TARGET is there, so that only that is judged. */
void variant_only(struct model *const *versions, uint32_t count, uint32_t target);

#endif
