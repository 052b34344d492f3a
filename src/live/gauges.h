/* gauges.h - what a state says of itself in numbers, for metrics, while a watcher writes to it. */
#ifndef LIVE_GAUGES_H
#define LIVE_GAUGES_H

#include "live/store.h"

struct gauges {
    int64_t events, rejected;
    int64_t timers, held; /* planned, and those whose time has come but which were not told yet */
    int64_t outbox[OUTBOX_STATES];
    int64_t notices, corrections, summaries; /* of the records up to number COUNTED */
    int64_t counted;
    instant oldest; /* of the records that wait to be sent, what they tell of; or INSTANT_NONE */
};

/* As of NOW. What the store can't say is 0: see db_problem. GAUGES is zeroed, or as it was read
 * before: records that were counted then are not counted again. */
void gauges_read(struct store *store, instant now, struct gauges *gauges);

/* At most MOST of the latest records, the latest first. */
struct gauged_record {
    int64_t number;
    instant at;
    struct text kind, ticket, body; /* the ticket may be empty */
    struct text states;             /* of its deliveries, with commas between */
};

typedef VECTOR(struct gauged_record) gauged_records;

void gauges_records(struct store *store, int64_t most, struct arena *arena,
                    gauged_records *records);

#endif
