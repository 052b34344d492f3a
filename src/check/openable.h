/* openable.h - at which instants a ticket can be opened that fulfils a formula, whatever else it
 * has: the formula may ask for hours in which it was opened, more than once and in any connection.
 */
#ifndef CHECK_OPENABLE_H
#define CHECK_OPENABLE_H

#include "check/cells.h"
#include "check/turns.h"

enum { OPENABLE_MOST = 64 }; /* calendars that are told apart */

struct openable {
    struct arena *arena;
    struct cells *cells;
    const struct condition *formula;
    uint32_t calendars[OPENABLE_MOST]; /* that the formula asks about */
    uint32_t calendar_count;
    VECTOR(uint64_t) possible, impossible; /* combinations of them, as bits */
};

void openable_init(struct openable *openable, struct arena *arena, struct cells *cells,
                   const struct condition *formula);

/* Can one be opened at AT? True where nobody can tell. */
bool openable_at(struct openable *openable, instant at);

/* Such a ticket; witness->opened is some instant in the same hours. */
enum cells_answer openable_find(struct openable *openable, instant at,
                                struct cells_witness *witness);

/* The turns of all these calendars. */
void openable_add_turns(const struct openable *openable, struct turns *turns);

#endif
