/* store.h - what a watcher keeps: events, tickets with their timers, what was told, the outbox, and
 * how far each source has been read.
 *
 * All of a batch is written in one transaction, so that after a fall the state is that of before or
 * of after it. Statements are plain SQL; what is special of the embedded file stands in db.h, so
 * that a shared store has the same tables behind another db. Times are instants as in the columns
 * of a log; texts are as they were given.
 */
#ifndef LIVE_STORE_H
#define LIVE_STORE_H

#include "base/buffer.h"
#include "base/vector.h"
#include "live/db.h"
#include "time/civil.h"

enum { STORE_SCHEMA = 3 };

struct store {
    struct db *db;
    int lock; /* of the one writer; -1: none is held */
};

enum store_status {
    STORE_OK,
    STORE_LOCKED, /* another watcher writes to it */
    STORE_BAD     /* see PROBLEM */
};

/* The file at PATH, for the one that writes to it: made if there is none. PROBLEM, in ARENA, says
 * what is wrong. Close it in any case but after STORE_LOCKED and STORE_BAD. */
enum store_status store_open(struct store *store, const char *path, struct arena *arena,
                             struct text *problem) __attribute__((warn_unused_result));

/* In memory: a copy of the file at PATH if there is one, which stays as it is; PATH may be NULL. */
enum store_status store_borrow(struct store *store, const char *path, struct arena *arena,
                               struct text *problem) __attribute__((warn_unused_result));

/* An existing file, for questions and for the outbox, while a watcher may write to it. */
enum store_status store_visit(struct store *store, const char *path, struct arena *arena,
                              struct text *problem) __attribute__((warn_unused_result));

void store_close(struct store *store);

/* The process that writes to the file at PATH, or 0. */
long store_watcher(const char *path);

/* ---- facts: one value by name ---- */

struct text store_fact(struct store *store, const char *name, struct arena *arena); /* or empty */
void store_set_fact(struct store *store, const char *name, struct text value);
instant store_instant(struct store *store, const char *name); /* or INSTANT_NONE */
void store_set_instant(struct store *store, const char *name, instant at);

/* ---- events ---- */

/* A record as it was read, under a header of CSV (0: none). Gives its number. */
int64_t store_add_event(struct store *store, struct text bytes, int64_t header);

/* The number of a header with these bytes: a new one, or the one it had. */
int64_t store_header(struct store *store, struct text bytes);
struct text store_header_text(struct store *store, int64_t number, struct arena *arena);

/* Adds ID to the events seen. */
void store_add_id(struct store *store, struct text id);
bool store_has_id(struct store *store, struct text id);

/* The number of ticket ID, from 1 in the order in which they are first seen; *IS_NEW: now. */
int64_t store_ticket(struct store *store, struct text id, bool *is_new);
int64_t store_find_ticket(struct store *store, struct text id); /* or 0 */
struct text store_ticket_id(struct store *store, int64_t ticket, struct arena *arena);

/* Event EVENT belongs to the history of TICKET. */
void store_add_history(struct store *store, int64_t ticket, int64_t event);

/* ---- what has not been put in its place yet, see arrivals.h: of turn 0 or 1 ---- */

struct arrived {
    struct text events; /* of wire.h: ticket and event, one after the other */
    struct text ids;    /* texts */
};

void store_arrive(struct store *store, int turn, const struct arrived *arrived);
void store_clear_arrived(struct store *store, int turn);

/* Gives TAKE all of it. */
void store_arrived(struct store *store, void (*take)(void *context, const struct arrived *arrived),
                   void *context);

/* Can it be read, are its events there, and has each ticket a history, there or in its place? Else
 * *PROBLEM says what is wrong. */
bool store_check_arrived(struct store *store, struct arena *arena, struct text *problem);

/* A number of a list that is sorted, each once. */
typedef VECTOR(int64_t) store_numbers;

void store_history(struct store *store, int64_t ticket, struct arena *arena, store_numbers *events);

/* The same of TICKETS (ascending), sooner than one by one. */
void store_histories(struct store *store, const store_numbers *tickets, struct arena *arena,
                     store_numbers *events);

/* The same of what is in its place, which is found sooner. */
void store_placed_history(struct store *store, int64_t ticket, struct arena *arena,
                          store_numbers *events);
struct text store_event(struct store *store, int64_t event, struct arena *arena, int64_t *header);

/* A bad row, counted by reason. */
void store_refuse(struct store *store, struct text reason, uint64_t count, struct text first);

/* ---- timers ---- */

/* TICKET is to be looked at once the time is later than NEXT; INSTANT_NONE: not before its next
 * event. */
void store_set_timer(struct store *store, int64_t ticket, instant next);
void store_wake_all(struct store *store);      /* all of them, at the next look */
instant store_next_timer(struct store *store); /* the earliest, or INSTANT_NONE */

/* At most MOST tickets behind AFTER whose timer is earlier than BEFORE (INSTANT_NONE: all tickets),
 * by number. */
struct store_due {
    int64_t after;
    instant before;
    int64_t most;
};

void store_due(struct store *store, const struct store_due *due, struct arena *arena,
               store_numbers *tickets);

/* Gives TAKE each timer. */
void store_timers(struct store *store, void (*take)(void *context, int64_t ticket, instant next),
                  void *context);

/* ---- what was told ---- */

/* KEY is that of the notice; a record told again after it was withdrawn has a number behind it.
 */
struct told {
    int64_t number;
    struct text key, notice;
    instant at;
    bool stands, is_ours; /* IS_OURS: under the charter that was asked for */
    struct text body;
};

typedef VECTOR(struct told) told_list;

struct telling {
    struct text key, notice; /* the key of the record, and of the notice that it is about */
    const char *kind;        /* `notice`, `correction`, `summary` */
    int64_t ticket;          /* 0: of none */
    instant at;
    struct text body;
    struct text charter; /* digest */
    bool stands;         /* a notice that has not been withdrawn */
};

int64_t store_tell(struct store *store, const struct telling *telling);

/* The notices that TICKET was told of, in their order; CHARTER is a digest. */
void store_told(struct store *store, int64_t ticket, struct text charter, struct arena *arena,
                told_list *list);
bool store_has_key(struct store *store, struct text key);
void store_withdraw(struct store *store, int64_t record);

/* ---- the outbox ---- */

enum outbox_state {
    OUTBOX_WAITING,
    OUTBOX_SENT,
    OUTBOX_DEAD,
    OUTBOX_DROPPED,
    OUTBOX_SUMMARISED,
    OUTBOX_SKIPPED,
    OUTBOX_STATES
};

const char *store_state_name(enum outbox_state state);

void store_post(struct store *store, int64_t record, struct text sink, enum outbox_state state);

/* The next delivery of SINK at NOW: the first one that waits, in the order of records, and is not
 * of a ticket that is snoozed. */
struct delivery_request {
    struct text sink;
    instant now;
};

struct delivery {
    int64_t record;
    struct text key, body; /* in the arena */
    int64_t tries;
    instant due; /* not to be tried before; INSTANT_NONE: at once */
};

bool store_next_delivery(struct store *store, const struct delivery_request *request,
                         struct arena *arena, struct delivery *delivery);

struct outcome {
    enum outbox_state state;
    int64_t tries;
    instant due;
    struct text problem;
};

void store_set_delivery(struct store *store, int64_t record, struct text sink,
                        const struct outcome *outcome);

/* Of all deliveries that have not gone, or of the one of KEY: those in state FROM are put into TO,
 * to be tried at once. Gives how many. */
int64_t store_move_deliveries(struct store *store, struct text key, enum outbox_state from,
                              enum outbox_state to);

/* All that waits for its time may be tried at once. */
void store_hurry(struct store *store);

/* A line for each delivery that has not gone at NOW: state (`snoozed` for one that waits for that),
 * tries, sink, key, problem, with tabs between. */
void store_list_outbox(struct store *store, instant now, struct buffer *out);

/* Lines `NAME VALUE`: how many of each there are. */
void store_count(struct store *store, struct buffer *out);

/* Sound, and each part fits the others; else *PROBLEM says what does not. */
bool store_check(struct store *store, struct arena *arena, struct text *problem);

/* ---- the charter: its files, itself first ---- */

struct store_file {
    struct text path, bytes;
};

typedef VECTOR(struct store_file) store_files;

void store_forget_charter(struct store *store);
void store_add_charter(struct store *store, struct text path, struct text bytes);
void store_charter(struct store *store, struct arena *arena, store_files *files);

/* ---- sources ---- */

struct text store_position(struct store *store, struct text source, struct arena *arena);
void store_set_position(struct store *store, struct text source, struct text position);

#endif
