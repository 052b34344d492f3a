/* resident.h - the tickets that are open, in memory: who they are, their records, their timers.
 *
 * The store has all of it; this spares asking it for each event. A ticket comes here when it is
 * first looked at, and goes when it is done and waits for nothing. Its records are the bytes that
 * were read. What of a ticket that is not here has arrived is in its place.
 */
#ifndef LIVE_RESIDENT_H
#define LIVE_RESIDENT_H

#include "live/arrivals.h"
#include "live/slice.h"
#include "live/timers.h"

struct resident {
    char *id; /* NULL: not asked for yet */
    char *records;
    int64_t last;  /* event of them */
    uint64_t told; /* a sum over the notices that it was told of and that stand, if it is known */
    uint32_t id_length, length, room; /* bytes of ID and RECORDS */
    uint32_t turn; /* of the arrivals, that took its last record; 0: it is in its place */
    bool has_records, knows_told, is_leaving;
};

struct residents {
    struct store *store;
    struct arrivals *arrivals;
    struct timers timers;
    struct resident **tickets; /* by number; NULL: it is not here */
    size_t room;
    uint32_t *by_id; /* numbers; 0: free */
    size_t named, mask;
    size_t count; /* of those here */
    int64_t *leaving;
    size_t leaving_count, leaving_cap;
    uint32_t turns;               /* of the arrivals, when some left last */
    struct arena *arena;          /* of the headers */
    struct slice_headers headers; /* of all records here */
};

struct residents *residents_open(struct store *store);
void residents_close(struct residents *residents, bool is_whole); /* as arrivals_close */

/* The number of the ticket of that id: the one it has, or a new one. */
int64_t residents_ticket(struct residents *residents, struct text id);

/* The records of TICKET, for the calls below; lives until residents_leave. */
struct resident *residents_get(struct residents *residents, int64_t ticket);

/* RECORD is one of TICKET; again is nothing new. */
void residents_add(struct residents *residents, int64_t ticket, const struct slice_record *record);

/* Adds those of TICKET below BEFORE (0: all) to LIST. */
void residents_records(const struct resident *resident, int64_t before, struct arena *arena,
                       slice_records *list);

/* When TICKET is to be looked at; INSTANT_NONE: not before its next event. */
void residents_plan(struct residents *residents, int64_t ticket, instant next);
void residents_wake_all(struct residents *residents); /* at the next look */

/* What was told is to be compared anew with what is due. */
void residents_doubt(struct residents *residents);

/* TICKET is done and waits for nothing: it goes, unless something happens to it before all of its
 * records are in their place in the store. */
void residents_leave(struct residents *residents, int64_t ticket);

/* At the end of a batch: lets those go that may. */
void residents_let_go(struct residents *residents);

#endif
