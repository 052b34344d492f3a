/* watcher.h - the core of live evaluation: events into the store, timers, and what is to be told.
 *
 * A batch is all that a read of the source gave. In one transaction its events are kept, the
 * tickets concerned and those whose timers are due are judged up to the instant before which
 * nothing is unread, and what that adds to what was told goes to the outbox. Whatever the batches
 * are, the same is told (semantics 7.3).
 *
 * Knows nothing of the kinds of sources and outlets, nor of the command line.
 */
#ifndef LIVE_WATCHER_H
#define LIVE_WATCHER_H

#include <signal.h>

#include "base/diagnostic.h"
#include "live/manager.h"
#include "live/outbox.h"
#include "live/slice.h"
#include "live/source.h"

enum catch_up { CATCH_UP_FIRE, CATCH_UP_SUMMARISE };

/* How a watcher goes, told after each round. */
struct watch_pulse {
    struct reading_by by;
    instant now;         /* by the real clock */
    instant as_of;       /* all that is earlier is known; INSTANT_NONE: nothing is */
    instant confirmed;   /* when the source last said that nothing was unread */
    uint64_t batches;    /* transactions so far */
    size_t timers, held; /* planned, and those whose time has come but which were not told yet */
    bool is_simulated;
    struct text source, problem; /* its name; why it can't be read now, or empty */
};

struct watch_setup {
    struct reading_by by;
    struct store *store;
    struct source *source;
    struct outbox *outbox;
    struct manager *manager; /* told how it is */
    bool is_simulated;       /* the events' times are the clock; else the real one is */
    micros grace;            /* an event may be read so much after its instant */
    micros max_hold;        /* a timer is not held back longer than that for want of confirmation */
    enum catch_up catch_up; /* what came due before the watcher was started */
    micros skip;            /* …and is older than that is not told; -1: all is */
    uint64_t storm;         /* more notices than that at once are one summary; 0: never */
    unsigned threads;       /* that judge */
    bool takes_once;        /* equal records without an id are one event */
    void (*say)(void *context, struct text line); /* to whoever runs it */
    void *context;
    struct sink *sink; /* what stops the reading of the log */
    void (*pulse)(void *context, const struct watch_pulse *pulse); /* NULL: nobody listens */
    void *listener;                                                /* its context */
    const volatile sig_atomic_t *stop;                             /* not 0: end after the batch */
    const struct reading_by *was; /* the text that the state is of, to be left for BY; or NULL */
    volatile sig_atomic_t *again; /* not 0: the charter is to be read anew; becomes 0 */
    /* It as it is now, to live as long as the run. False, and said: it can't be used. */
    bool (*reread)(void *context, struct reading_by *by);
};

enum watch_end {
    WATCH_DONE,         /* the source is over, or it was asked to stop */
    WATCH_BAD_LOG,      /* in SINK, or said */
    WATCH_BAD_STORE,    /* said */
    WATCH_BAD_OUTLET,   /* said */
    WATCH_OTHER_CHARTER /* the state is of another charter; said */
};

enum watch_end watch_run(struct watch_setup *setup);

/* The verdicts of all tickets as they stand, a record a cycle in NDJSON, to WRITE. */
bool watch_verdicts(const struct reading_by *by, struct store *store,
                    void (*write)(void *context, struct text bytes), void *context);

/* What was found so far of the columns of the log, kept in the store. */
void watch_known(struct reading_by *by, struct store *store, struct arena *arena);

#endif
