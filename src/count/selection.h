/* selection.h - which verdicts are counted and written (`--where`, `--from`, `--to`), and for
 * several consumers of one run.
 *
 * A verdict is taken if its values at the end of the cycle fulfil the condition, and the instant
 * that says which period it belongs to is within the dates, in the charter's zone (semantics 6.1,
 * 6.2).
 */
#ifndef COUNT_SELECTION_H
#define COUNT_SELECTION_H

#include "judge/judge.h"

enum { SELECTION_CONSUMERS_MOST = 8 };

struct selection {
    const struct judge *judge;
    const struct model *model;
    const struct condition *where; /* or NULL */
    day from, to;                  /* both included; DAY_NONE: open */
    struct judge_consumer consumers[SELECTION_CONSUMERS_MOST];
    uint32_t consumer_count;     /* each gets what is taken, in the same order; no hidden targets */
    struct judge_consumer whole; /* gets everything */
    bool has_whole;
};

/* To be handed to judge_all; SELECTION must live until that is over. */
struct judge_consumer selection_consumer(struct selection *selection);

#endif
