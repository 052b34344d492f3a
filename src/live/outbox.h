/* outbox.h - records that wait in the store are handed to outlets, each in its order.
 *
 * A record is marked as sent after it has gone: after a fall in between it goes once more, with the
 * same key. What fails is tried again, later and later, and is dead at last.
 */
#ifndef LIVE_OUTBOX_H
#define LIVE_OUTBOX_H

#include <poll.h>

#include "live/outlet.h"

struct outbox {
    struct store *store;
    struct outlet **outlets;
    size_t count;
    int64_t tries; /* at most */
    micros pause;  /* before the second try; doubled for each further one, and up to a quarter more,
                    * so that what failed together does not come together again */
    struct text problem;
};

enum outbox_step {
    OUTBOX_IDLE,  /* nothing waits */
    OUTBOX_BUSY,  /* an outlet is sending, or a record waits for its next try */
    OUTBOX_MOVED, /* something has gone, more may wait */
    OUTBOX_FAILED /* PROBLEM says why */
};

void outbox_open(struct outbox *outbox);
enum outbox_step outbox_step(struct outbox *outbox);

/* Until INPUT can be read, an outlet has something to say, or MILLISECONDS are over. */
void outbox_wait(const struct outbox *outbox, struct pollfd input, int milliseconds);

void outbox_close(struct outbox *outbox);

#endif
