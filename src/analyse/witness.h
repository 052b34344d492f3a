/* witness.h - an imagined ticket, run through the judge.
 *
 * What an analysis shows as an example has been judged, by the same judge as a log. A ticket of the
 * cells has values at its opening, and counts of what came after it: reopenings and replies. So it
 * is given a history that makes them, at the instant of its opening. Does no I/O.
 */
#ifndef ANALYSE_WITNESS_H
#define ANALYSE_WITNESS_H

#include "base/arena.h"
#include "charter/verdict.h"
#include "check/cells.h"

struct witness {
    struct arena *arena;
    struct cells *cells;
    const struct model *model; /* a draft will do, if the target is sound */
    uint32_t target;
    uint32_t clause; /* INDEX_NONE; else the target is judged as if it had this clause only */
    const struct cells_witness *ticket;
    const struct escalation *escalation; /* for the target: judged too; or NULL */
};

/* Does the target's clock, started by one of its events, have a cycle for this ticket that is
 * WANTED as things stand at the opening? Then VERDICT is its verdict. */
bool witness_judge(const struct witness *witness, enum verdict_kind wanted,
                   struct verdict *verdict);

/* The first cycle that the target's clock, started by one of its events, has for this ticket, as of
 * AS_OF, with what the escalation (number 0 in it) told. NULL: there is none. */
const struct ledger *witness_ledger(const struct witness *witness, instant as_of);

/* "a ticket with priority P1, opened 2026-04-01 09:00 BST". */
struct text witness_words(const struct witness *witness);

#endif
