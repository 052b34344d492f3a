/* outlet.h - where records go: what every kind of outlet can do.
 *
 * An outlet is given one record at a time, in their order, and says when it has gone. It may take
 * its time: it is asked again. A further kind is one more file with a struct outlet_kind.
 */
#ifndef LIVE_OUTLET_H
#define LIVE_OUTLET_H

#include "live/store.h"

enum sending {
    SENDING_ON, /* not known yet: ask again */
    SENDING_DONE,
    SENDING_FAILED,  /* to be tried again */
    SENDING_REFUSED, /* never to be tried again: the record is dead */
    SENDING_BROKEN   /* nothing more can go this way: the watcher ends */
};

struct outlet;

struct outlet_kind {
    enum sending (*begin)(struct outlet *outlet, const struct delivery *delivery);
    enum sending (*look)(struct outlet *outlet);
    int (*wait_on)(const struct outlet *outlet); /* to be polled while it is busy, or -1 */
    void (*close)(struct outlet *outlet);
};

struct outlet {
    const struct outlet_kind *kind;
    struct text name;    /* by which it stands in the outbox */
    struct text problem; /* of what is not SENDING_DONE; lives until the next begin */
    micros wait;         /* of SENDING_FAILED: not to be tried again before */
    bool is_busy;
    struct delivery current; /* in ARENA, which is emptied for the next one */
    struct arena *arena;
};

/* Lines on an open descriptor. */
struct outlet *outlet_lines(struct arena *arena, int descriptor);

/* A command of the shell: the record on its standard input, the key as CHARTER_KEY. It has failed
 * if its status is not 0, or after PATIENCE, when it and what it began are killed. */
struct outlet *outlet_command(struct arena *arena, const char *command, micros patience);

/* A message of HTTP to an address: the record is its body, the key the header Idempotency-Key. */
struct webhook_setup {
    const char *address;
    const char *trusted;        /* a file of certificates instead of the system's; or NULL */
    const char *const *headers; /* sent with each; NULL at the end; or NULL */
    struct text secret;         /* signs the bodies, if it is not empty */
    micros patience;
};

/* What SETUP points to lives as long as the outlet. NULL: WHY says why it can't be had. */
struct outlet *outlet_webhook(struct arena *arena, const struct webhook_setup *setup,
                              struct buffer *why);

#endif
