/* tally_wire.h - the counts of a tally as bytes, and the counts of several parts of a log as those
 * of the whole: exactly, lengths as sorted differences.
 */
#ifndef COUNT_TALLY_WIRE_H
#define COUNT_TALLY_WIRE_H

#include "count/cited.h"
#include "count/tally.h"

/* Before tally_finish. Reorders lengths. */
void tally_put(struct tally *tally, struct buffer *out);

/* Adds what tally_put of a tally of the same request gave. Texts are copied. Spoils WIRE if the
 * bytes are no such thing. Examples of reasons are numbers of CITED. */
void tally_add(struct tally *tally, struct wire *wire, struct cited *cited);

/* Once, behind the last part: puts reasons in the order of the whole. */
void tally_settle(struct tally *tally, const struct cited *cited);

#endif
