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
    store_files files;   /* of the charter, itself first, without the standard library */
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

/* A record as it was read, under the header of a number (0: none). */
struct slice_record {
    int64_t event, header;
    struct text bytes;
};

typedef VECTOR(struct slice_record) slice_records;

struct slice_header {
    int64_t number;
    struct text text;
};

struct slice_headers {
    struct slice_header *at;
    size_t count, cap;
};

/* Of RECORDS, those of each ticket ascending, and their headers. May put them in another order.
 * False: they can't be read, which what was read once can't be. */
bool slice_make(struct slice *slice, const struct reading_by *by, slice_records *records,
                const struct slice_headers *headers);

/* The columns that RECORDS have become known. */
void slice_learn(const struct reading_by *by, slice_records *records,
                 const struct slice_headers *headers);
void slice_judge(struct slice *slice, const struct reading_by *by, instant as_of);
void slice_free(struct slice *slice);

/* Adds to RECORDS those of TICKETS (ascending), as the store has them; or EVENTS. */
void slice_history(struct store *store, const store_numbers *tickets, struct arena *arena,
                   slice_records *records);
void slice_events(struct store *store, const store_numbers *events, struct arena *arena,
                  slice_records *records);

/* Of the headers of RECORDS those that HEADERS has not. */
void slice_add_headers(struct store *store, const slice_records *records, struct arena *arena,
                       struct slice_headers *headers);

int slice_compare(const void *a, const void *b); /* of two numbers, for qsort */

#endif
