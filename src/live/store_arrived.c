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
