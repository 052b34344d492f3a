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
    SENDING_FAILED, /* to be tried again */
    SENDING_BROKEN  /* nothing more can go this way: the watcher ends */
};

struct outlet;

struct outlet_kind {
    enum sending (*begin)(struct outlet *outlet, const struct delivery *delivery);
    enum sending (*look)(struct outlet *outlet);
    void (*close)(struct outlet *outlet);
};

struct outlet {
    const struct outlet_kind *kind;
    struct text name;    /* by which it stands in the outbox */
    struct text problem; /* of SENDING_FAILED and SENDING_BROKEN; lives until the next begin */
    bool is_busy;
    struct delivery current; /* in ARENA, which is emptied for the next one */
    struct arena *arena;
};

/* Lines on an open descriptor. */
struct outlet *outlet_lines(struct arena *arena, int descriptor);

/* A command of the shell: the record on its standard input, the key as CHARTER_KEY. It has failed
 * if its status is not 0, or after PATIENCE, when it and what it began are killed. */
struct outlet *outlet_command(struct arena *arena, const char *command, micros patience);

#endif
