/* source.h - where events come from: what every kind of source can do.
 *
 * A source gives whole records, and says whether it has confirmed that nothing is unread. Its
 * position is a text that it understands itself; it is kept with the events that were read up to
 * it, so that after a fall it goes on behind them. A further kind is one more file with a struct
 * source_kind.
 */
#ifndef LIVE_SOURCE_H
#define LIVE_SOURCE_H

#include "live/cutter.h"

struct source_batch {
    struct text bytes;   /* whole records; live until the next read */
    struct text problem; /* not empty: it can't be read now; it is tried again */
    bool is_bad;         /* …and never will: PROBLEM says why */
    bool is_confirmed;   /* all that there was when the read began has been read */
    bool was_confirmed;  /* …or at least all that there was when the read before it began */
    bool is_over;        /* there will never be more */
};

struct source;
struct store;

struct source_kind {
    void (*read)(struct source *source, struct source_batch *batch);
    struct text (*position)(const struct source *source, struct arena *arena);
    int (*wait_on)(const struct source *source); /* a descriptor to be polled, or -1 */
    void (*close)(struct source *source);
    /* The events of the batch given last are in STORE: what is to be kept with them, in the same
     * transaction. NULL: nothing. */
    void (*keep)(struct source *source, struct store *store);
    /* The batch given last is durable, or it is not and never will be. NULL: nobody waits for it.
     */
    void (*settle)(struct source *source, bool is_durable);
};

struct source {
    const struct source_kind *kind;
    struct text name;     /* by which its position is kept, and for messages */
    struct cutter cutter; /* the form of its records, once some were read */
};

static inline void source_read(struct source *source, struct source_batch *batch)
{
    *batch = (struct source_batch){.bytes = TEXT(""), .problem = TEXT("")};
    source->kind->read(source, batch);
}

/* PATH: a file that grows; NULL: standard input. SAID is the format of the log block; POSITION that
 * of the last time, or empty. ENDS: it is over where the file ends now. */
struct source_file_request {
    const char *path;
    enum log_format said;
    struct text position;
    bool ends;
};

struct source *source_file(struct arena *arena, const struct source_file_request *request);

#endif
