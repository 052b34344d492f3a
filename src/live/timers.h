/* timers.h - when each ticket is to be looked at next: the earliest first.
 *
 * A heap over the numbers of tickets, which are small: a few bytes for each of them that there ever
 * was, and the rest for those that have a timer.
 */
#ifndef LIVE_TIMERS_H
#define LIVE_TIMERS_H

#include "live/store.h"

struct timer {
    instant next;
    int64_t ticket;
};

struct timers {
    struct timer *heap; /* from 0 */
    size_t count, cap;
    uint32_t *place; /* by ticket, from 1; 0: it has none */
    size_t places;
};

/* TIMERS is zeroed before its first use. */
void timers_fini(struct timers *timers);

/* INSTANT_NONE: it has none from now on. */
void timers_set(struct timers *timers, int64_t ticket, instant next);
instant timers_of(const struct timers *timers, int64_t ticket); /* or INSTANT_NONE */
instant timers_first(const struct timers *timers);              /* or INSTANT_NONE */

/* At most MOST tickets whose timer is earlier than BEFORE, by number. */
void timers_due(const struct timers *timers, const struct store_due *due, struct arena *arena,
                store_numbers *tickets);

#endif
