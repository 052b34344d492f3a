/* due.h - when an imagined ticket would be due: the ticket is opened, and nothing else happens.
 *
 * The same judge as for a log answers. Does no I/O.
 */
#ifndef ANALYSE_DUE_H
#define ANALYSE_DUE_H

#include "judge/judge.h"

struct due_question {
    const struct model *model;
    uint32_t target;
    instant opened;
    const struct assignment *assignments; /* what is known at the opening */
    uint32_t assignment_count;
};

struct due_answer {
    struct text problem; /* why there is no due instant: a sentence; empty if there is one */
    const struct ledger *ledger; /* of the cycle; NULL if none begins */
    struct eventlog *log;
    const struct judge *judge;
};

/* All of it lives in ARENA; the log has memory of its own until due_done. */
struct due_answer due_ask(struct arena *arena, const struct due_question *question);

void due_done(struct due_answer *answer);

#endif
