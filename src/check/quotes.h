/* quotes.h - what a quote in a text stands for: the kinds of declarations that it may name, and the
 * loosest limit that a ticket can get.
 *
 * Used where texts are checked and where they are printed, so that both mean the same.
 */
#ifndef CHECK_QUOTES_H
#define CHECK_QUOTES_H

#include "check/cells.h"

/* The kinds that a quote of KIND may name, in the order in which they are looked for; ended by
 * NODE_KIND_COUNT. */
const enum node_kind *quotes_kinds(enum node_kind quote);

enum quoted_status {
    QUOTED_FOUND,
    QUOTED_NEVER,     /* there is no such ticket, or none that the target is about */
    QUOTED_UNCOVERED, /* some such tickets get no limit */
    QUOTED_UNORDERED  /* neither of two limits is always the looser one */
};

struct quoted_limit {
    enum quoted_status status;
    uint32_t clause;              /* FOUND: the loosest; UNORDERED: one of the two */
    uint32_t other;               /* UNORDERED: the other */
    struct cells_witness witness; /* UNCOVERED: such a ticket */
};

/* The loosest limit of TARGET that a ticket with WHEN (NULL: any) can get at its opening. Tickets
 * that the target is not about, or excludes, count for nothing. */
struct quoted_limit quotes_limit(struct cells *cells, struct arena *arena,
                                 const struct target *target, const struct condition *when);

/* Is B never due before A, whatever the opening? True only where it can be proved: in the same
 * hours by the numbers, in `always` and other hours because more time passes than counts. */
bool quotes_is_looser(const struct clause *a, const struct clause *b);

#endif
