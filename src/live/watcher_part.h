/* watcher_part.h - what the parts of the watcher share: intake.c takes events in, tell.c tells. */
#ifndef LIVE_WATCHER_PART_H
#define LIVE_WATCHER_PART_H

#include "live/look.h"
#include "live/watcher.h"

struct watcher {
    struct watch_setup *setup;
    struct residents *residents;
    struct arena *arena; /* of a batch */
    instant started;     /* by the real clock: what is earlier came due while nobody watched */
    instant confirmed;   /* up to when the source said last that nothing was unread */
    instant read_at;     /* when the last read began */
    micros steady;       /* the same by the steady clock */
    instant bound;       /* all that is earlier has been told; INSTANT_NONE: nothing yet */
    instant seen;        /* the latest instant of an event; or INSTANT_NONE */
    bool is_torn;        /* a transaction was undone, memory was not */
    bool is_unsure;      /* this look goes beyond what the source confirmed */
    struct text said;    /* the problem of the source that was said last, on the heap */
    char said_room[200];
    uint64_t batches;
    /* of the batch */
    instant now;           /* when it was read */
    store_numbers tickets; /* concerned; those with an event earlier than BOUND too are in LATE */
    store_numbers late;
    int64_t first_event; /* its number */
};

/* A look as of AS_OF that tells what is earlier. */
struct look watcher_look(const struct watcher *watcher, instant as_of);

/* Takes BATCH's records into the store. False: they can't be read at all, and it was said. */
bool intake_take(struct watcher *watcher, const struct source_batch *batch);

/* Tells what LOOK found, and of late events what it changes. */
void tell_findings(struct watcher *watcher, const struct look *look);
void tell_late(struct watcher *watcher);

/* Of TICKETS, what another text makes of verdicts that stood. */
void tell_reload(struct watcher *watcher, const struct reading_by *was, const struct reading_by *is,
                 const store_numbers *tickets);

/* Leaves WAS for IS, in one transaction: what that changes is said, and told by and by. False: see
 * db_problem. */
bool watcher_reload(struct watcher *watcher, const struct reading_by *was,
                    const struct reading_by *is);

/* What was found so far of the columns of the log, for the state. */
struct text watcher_known(const struct reading_by *by, struct arena *arena);

/* Has the clock been set since the last read, or did the machine sleep? Then all that depends on it
 * is put right. */
void watcher_check_clock(struct watcher *watcher, instant now);

void watcher_say(const struct watcher *watcher, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
