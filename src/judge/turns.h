/* turns.h - what happens to clocks on their way, which a verdict does not tell: where they start,
 * pause, or come under another clause, and what was left then.
 *
 * For reading a charter against what happened. Knows nothing of what a turn may be a sign of.
 */
#ifndef JUDGE_TURNS_H
#define JUDGE_TURNS_H

#include "judge/judge.h"

enum turn_kind { TURN_START, TURN_PAUSE, TURN_CHANGE };

struct turn {
    enum turn_kind kind;
    uint32_t cycle;
    instant at;
    uint32_t row;           /* of the log; INDEX_NONE: the opening column */
    uint32_t clause, after; /* in force before it, and after it; of a start both the same */
    micros used, limit;     /* before it, under CLAUSE; of a start none used */
    instant due, due_after; /* before and after it; INSTANT_NONE: none */
    bool was_breached;      /* before it */
    bool is_lower;          /* of a change: a ladder that a clause names fell, and none rose */
    bool is_back;           /* of a change: that clause was in force before, in the same cycle */
};

/* A ticket as it was opened. */
struct turns_ticket {
    uint32_t ticket;
    instant opening;
    uint32_t version;
    bool in_force;         /* a version was (5.4) */
    const uint32_t *codes; /* of the stored attributes, after all rows of that instant */
    /* Of the limits that began then, that which was due first: its target and its calendar;
     * INDEX_NONE: none did. Where a reply stops one of them, only those that it stops count: what
     * the customer lives through says nothing of who is there. */
    uint32_t target, calendar;
    uint32_t reply; /* row of the first public reply by an agent; INDEX_NONE: there is none */
};

struct turns_consumer {
    void *context;
    /* In ticket order; then its turns by target, each with the verdict of its cycle. */
    void (*ticket)(void *context, const struct turns_ticket *ticket);
    void (*turn)(void *context, const struct turn *turn, const struct verdict *verdict);
};

/* All tickets in order of first appearance; targets as declared, but for hidden ones. */
void turns_all(const struct judge *judge, const struct turns_consumer *consumer);

#endif
