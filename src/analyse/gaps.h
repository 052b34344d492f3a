/* gaps.h - tickets that no clause of a target covers (semantics 5.2, 5.9).
 *
 * The cells of the conditions say which tickets those are; the one that is shown has been run
 * through the judge, which called it uncovered. Does no I/O.
 */
#ifndef ANALYSE_GAPS_H
#define ANALYSE_GAPS_H

#include "base/diagnostic.h"
#include "charter/model.h"

/* A warning for each target that leaves a ticket uncovered, with such a ticket. What the target
 * excludes (5.8) is no gap. */
void gaps_check(struct arena *arena, const struct model *model, struct sink *sink);

#endif
