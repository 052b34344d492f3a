/* alike.h - do two models of one charter, the second with a change, judge a target alike?
 *
 * Compared is what they say, wherever it was written: conditions, calendars with all that they are
 * made of, clocks, clauses, rules, escalations. Where it is not certain the answer is no. Two
 * models need not have the same numbers, but for those of attributes and values (alike_ground).
 */
#ifndef CHECK_ALIKE_H
#define CHECK_ALIKE_H

#include "charter/model.h"

/* What all targets stand on: attributes with their values, events, statuses, the zone, the dates of
 * the versions. */
bool alike_ground(const struct model *a, const struct model *b);

/* Target I of A and K of B, in all versions, have the same verdicts and as many notices; where
 * alike_ground. */
bool alike_target(const struct model *a, uint32_t i, const struct model *b, uint32_t k);

/* Target I of A, a version's model, and K of B say the same but for clauses. By clause of I: OF is
 * the one of K that says the same, INDEX_NONE for no such; they stand in the same order, and go
 * before each other as they do in A. OF has room for them. */
bool alike_clauses(const struct model *a, uint32_t i, const struct model *b, uint32_t k,
                   uint32_t *of);

#endif
