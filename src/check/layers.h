/* layers.h - the texts of which a charter is made: libraries, parents, itself, amendments; which of
 * them goes before which (semantics 5.1).
 */
#ifndef CHECK_LAYERS_H
#define CHECK_LAYERS_H

#include "charter/origin.h"
#include "check/scope.h"

struct layers {
    VECTOR(struct layer *) list;       /* lowest rank first */
    VECTOR(const struct layer *) file; /* by number of scope->files */
    uint32_t charters;                 /* the charter, its parent, … */
};

/* Of the files of SCOPE. An amendment that ends before it begins is reported and left out. */
struct layers *layers_new(struct scope *scope);

/* The layer in which SPAN stands; NULL for a place in no file. */
const struct layer *layers_of(const struct layers *layers, struct span span);

/* Is the amendment LAYER in force on DATE? DAY_NONE is before all dates. */
bool layer_is_in_force(const struct layer *layer, day date);

/* "amendment `x` from 2026-10-01", "parent `y`", "library std/clocks": how a message speaks of it.
 */
struct text layer_words(struct arena *arena, const struct sources *sources,
                        const struct layer *layer);

#endif
