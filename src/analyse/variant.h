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

/* An array again, with room for one more. */
#define VARIANT_COPY(arena, from, count)                                                           \
    memcpy(arena_alloc((arena), ((size_t)(count) + 1) * sizeof *(from)), (from),                   \
           (size_t)(count) * sizeof *(from))

/* The copies, one a version of MODEL, in ARENA, and behind them the variant as a whole, which
 * shares the arrays of the last version. Arrays of targets, clauses, changes, clocks, escalations
 * and calendars may be written to. */
struct model *const *variant_of(struct arena *arena, const struct model *model);

#endif
