/* relevant.h - the clauses of a target that can match a ticket, whatever happens to it at the
 * instant of its opening: changes of its status, replies, reopenings.
 *
 * All others are settled by the values that the ticket has at its opening, so that a witness need
 * not be judged by a target with hundreds of clauses.
 */
#ifndef ANALYSE_RELEVANT_H
#define ANALYSE_RELEVANT_H

#include "base/arena.h"
#include "check/cells.h"

/* TARGET with these clauses alone. WHOLE tells their numbers in TARGET, by their new ones. */
struct relevant {
    struct target target;
    const uint32_t *whole;
};

struct relevant relevant_clauses(struct arena *arena, const struct model *model,
                                 const struct target *target, const struct cells_witness *ticket);

#endif
