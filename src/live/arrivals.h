/* arrivals.h - what has come in lately, until it stands in its place in the store.
 *
 * Histories, ids and timers are kept by keys that events come in no order of: each of them would
 * change a page of the file of its own. So what comes is written one behind the other first, which
 * is as safe, and when there is much of it all is put in its place in the order of the keys, a
 * piece a batch. What is asked of the store sees it wherever it stands. Timers are only worked out
 * again after a fall.
 */
#ifndef LIVE_ARRIVALS_H
#define LIVE_ARRIVALS_H

#include "live/store.h"

struct arrivals;

/* Puts in its place what the last run left, and wakes the tickets of it. */
struct arrivals *arrivals_open(struct store *store);

/* IS_WHOLE: no transaction has failed or been undone, and all is put in its place. Else the next
 * arrivals_open does so with what the store has. */
void arrivals_close(struct arrivals *arrivals, bool is_whole);

/* Adds ID to those seen; false: it was. */
bool arrivals_add_id(struct arrivals *arrivals, struct text id);

/* EVENT is one of TICKET, which is not in its place in the store yet. */
void arrivals_add(struct arrivals *arrivals, int64_t ticket, int64_t event);

/* The timer of TICKET, for the store. */
void arrivals_plan(struct arrivals *arrivals, int64_t ticket, instant next);

/* At the end of a batch, in its transaction: a piece. */
void arrivals_move(struct arrivals *arrivals);

/* The turn that takes what comes now, from 1; and the last one of which all is in its place. */
uint32_t arrivals_turn(const struct arrivals *arrivals);
uint32_t arrivals_turns(const struct arrivals *arrivals);

/* Puts all in its place, in a transaction. */
void arrivals_flush(struct arrivals *arrivals);

/* Is there something to be put in its place? */
bool arrivals_wait(const struct arrivals *arrivals);

/* When there is nothing else to do, in a transaction: a piece of what waits. */
void arrivals_move_idly(struct arrivals *arrivals);

#endif
