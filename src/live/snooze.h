/* snooze.h - tickets that someone deals with: what is to be sent of them waits.
 *
 * Nothing else changes: what comes due is found, kept and counted as ever, and goes, in its order,
 * once the time is over. Written to by others than the watcher, while it runs.
 */
#ifndef LIVE_SNOOZE_H
#define LIVE_SNOOZE_H

#include "live/store.h"

struct snooze {
    int64_t ticket;
    instant since, until;
    struct text by, why; /* or empty */
};

/* From now on; it takes the place of one that is not over. False: see db_problem. */
bool snooze_begin(struct store *store, const struct snooze *snooze);

/* At NOW. False: there was none, or see db_problem. */
bool snooze_end(struct store *store, int64_t ticket, instant now);

/* A line for each that is not over at NOW, by ticket. */
void snooze_list(struct store *store, instant now, struct buffer *out);

#endif
