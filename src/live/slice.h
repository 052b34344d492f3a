/* slice.h - the histories of some tickets as a log of their own, and its judge.
 *
 * What a ticket's records say does not depend on those of other tickets, but for what the whole log
 * can say at all, which the watcher keeps (log_flow). So a slice is judged as the whole log would
 * be.
 */
#ifndef LIVE_SLICE_H
#define LIVE_SLICE_H

#include "charter/eventlog.h"
#include "charter/logspec.h"
#include "charter/model.h"
#include "judge/judge.h"
#include "live/store.h"

/* What is watched by: of one run of the program. */
struct reading_by {
    const struct model *model;
    const struct log_spec *spec;
    struct text path;    /* for places in the log */
    struct text arrival; /* key under which records get the instant of their arrival; or empty */
    bool *known;         /* columns that the log has had, as in struct log_flow */
    uint32_t known_count;
};

struct slice {
    struct arena *arena; /* all of it lives as long; emptied by slice_free */
    struct eventlog *log;
    struct judge *judge;
};

/* The events of EVENTS (ascending), judged as of AS_OF. False: they can't be read, which what was
 * read once can't be. */
bool slice_make(struct slice *slice, const struct reading_by *by, struct store *store,
                const store_numbers *events);
void slice_judge(struct slice *slice, const struct reading_by *by, instant as_of);
void slice_free(struct slice *slice);

/* The events of COUNT tickets, ascending, each once; only those below BEFORE, if it is not 0. */
void slice_events(struct store *store, const store_numbers *tickets, int64_t before,
                  struct arena *arena, store_numbers *events);

int slice_compare(const void *a, const void *b); /* of two numbers, for qsort */

#endif
