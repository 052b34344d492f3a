/* store_arrived.c - what came in lately, in the order in which it came. */
#include <stdlib.h>

#include "base/wire.h"
#include "live/slice.h"

void store_arrive(struct store *store, int turn, const struct arrived *arrived)
{
    struct query *query =
        db_query(store->db, "INSERT INTO arrived(turn, events, ids) VALUES(?, ?, ?)");
    db_number(query, turn);
    db_bytes(query, arrived->events);
    db_bytes(query, arrived->ids);
    db_do(query);
}

void store_clear_arrived(struct store *store, int turn)
{
    struct query *query = db_query(store->db, "DELETE FROM arrived WHERE turn = ?");
    db_number(query, turn);
    db_do(query);
}

void store_arrived(struct store *store, void (*take)(void *context, const struct arrived *arrived),
                   void *context)
{
    struct query *query = db_query(store->db, "SELECT events, ids FROM arrived ORDER BY number");
    while (db_next(query)) {
        struct arrived arrived = {db_get_bytes(query, 0), db_get_bytes(query, 1)};
        take(context, &arrived);
    }
}

/* ---- of some tickets ---- */

struct wanted {
    const store_numbers *tickets;
    struct arena *arena;
    store_numbers *events;
};

static void take_wanted(void *context, const struct arrived *arrived)
{
    const struct wanted *wanted = context;
    const store_numbers *tickets = wanted->tickets;
    struct wire wire = wire_of(arrived->events);
    while (wire.at < wire.end) {
        int64_t ticket = wire_signed(&wire), event = wire_signed(&wire);
        if (!wire.is_spoilt &&
            bsearch(&ticket, tickets->at, tickets->count, sizeof *tickets->at, slice_compare))
            VECTOR_PUSH(wanted->arena, wanted->events, event);
    }
}

/* What is being put in its place is found twice, and what is about several tickets with each. */
void store_histories(struct store *store, const store_numbers *tickets, struct arena *arena,
                     store_numbers *events)
{
    struct wanted wanted = {tickets, arena, events};
    size_t kept = 0;
    for (size_t i = 0; i < tickets->count; i++)
        store_placed_history(store, tickets->at[i], arena, events);
    store_arrived(store, take_wanted, &wanted);
    if (events->count > 1)
        qsort(events->at, events->count, sizeof *events->at, slice_compare);
    for (size_t i = 0; i < events->count; i++)
        if (!kept || events->at[kept - 1] != events->at[i])
            events->at[kept++] = events->at[i];
    events->count = kept;
}

void store_history(struct store *store, int64_t ticket, struct arena *arena, store_numbers *events)
{
    store_numbers one = {&ticket, 1, 1};
    store_histories(store, &one, arena, events);
}

/* ---- is it sound? ---- */

struct checking {
    struct arena *arena;
    store_numbers tickets, events;
    bool is_spoilt;
};

static void check_one(void *context, const struct arrived *arrived)
{
    struct checking *checking = context;
    struct wire events = wire_of(arrived->events), ids = wire_of(arrived->ids);
    while (events.at < events.end && !events.is_spoilt) {
        int64_t ticket = wire_signed(&events), event = wire_signed(&events);
        VECTOR_PUSH(checking->arena, &checking->tickets, ticket);
        VECTOR_PUSH(checking->arena, &checking->events, event);
    }
    while (ids.at < ids.end && !ids.is_spoilt)
        wire_text(&ids);
    checking->is_spoilt |= events.is_spoilt || ids.is_spoilt;
}

/* Does SQL find something for each of NUMBERS? */
static bool has_each(struct store *store, const char *sql, const store_numbers *numbers)
{
    bool has = true;
    for (size_t i = 0; i < numbers->count && has; i++) {
        struct query *query = db_query(store->db, sql);
        db_number(query, numbers->at[i]);
        has = db_next(query);
        db_stop(query);
    }
    return has;
}

static bool has_history(const store_numbers *tickets, int64_t ticket)
{
    return tickets->count &&
           bsearch(&ticket, tickets->at, tickets->count, sizeof ticket, slice_compare);
}

/* Tickets without a history in its place have one among TICKETS, which are sorted. */
static bool have_histories(struct store *store, const store_numbers *tickets)
{
    bool have = true;
    struct query *query = db_query(store->db, "SELECT number FROM tickets WHERE number NOT IN"
                                              " (SELECT ticket FROM histories)");
    while (have && db_next(query))
        have = has_history(tickets, db_get_number(query, 0));
    db_stop(query);
    return have;
}

bool store_check_arrived(struct store *store, struct arena *arena, struct text *problem)
{
    struct checking checking = {.arena = arena};
    store_numbers *tickets = &checking.tickets;
    store_arrived(store, check_one, &checking);
    *problem = TEXT("what has arrived lately can't be read");
    if (checking.is_spoilt)
        return false;
    *problem = TEXT("an event that has arrived lately is not there");
    if (!has_each(store, "SELECT 1 FROM events WHERE number = ?", &checking.events))
        return false;
    *problem = TEXT("what has arrived lately is of a ticket that is not there");
    if (!has_each(store, "SELECT 1 FROM tickets WHERE number = ?", tickets))
        return false;
    if (tickets->count > 1)
        qsort(tickets->at, tickets->count, sizeof *tickets->at, slice_compare);
    *problem = TEXT("a ticket has no history");
    return have_histories(store, tickets);
}
