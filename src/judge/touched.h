/* touched.h - which tickets may get another verdict where a few clauses of targets are others.
 *
 * A ticket at no moment of which a clause that is new or gone may match has the verdicts that it
 * had: the same clauses match it, and they go before each other as they did. Whether one may match
 * is asked of the values that the rows of the ticket have, each attribute by itself and at any
 * time: a ticket too many may be named, but none too few. For the files of judge only.
 */
#ifndef JUDGE_TOUCHED_H
#define JUDGE_TOUCHED_H

#include "base/vector.h"
#include "judge/plan.h"

typedef VECTOR(const struct test *) touched_tests;

/* Sets bits in TICKETS, one a ticket of JUDGE's log, of those for which one of TESTS may hold. */
void touched_mark(const struct judge *judge, const touched_tests *tests, unsigned threads,
                  uint64_t *tickets);

static inline bool touched_is(const uint64_t *tickets, uint32_t ticket)
{
    return tickets[ticket / 64] >> ticket % 64 & 1;
}

#endif
