/* store_arrived.c - what came in lately, in the order in which it came. */
#include "live/store.h"

void store_arrive(struct store *store, int which, int64_t ticket, int64_t event)
{
    static const char *const adds[] = {"INSERT OR IGNORE INTO arrived0 VALUES(?, ?)",
                                       "INSERT OR IGNORE INTO arrived1 VALUES(?, ?)"};
    struct query *query = db_query(store->db, adds[which]);
    db_number(query, event);
    db_number(query, ticket);
    db_do(query);
}

void store_arrive_id(struct store *store, int which, struct text id)
{
    static const char *const adds[] = {"INSERT INTO arrived_ids0(id) VALUES(?)",
                                       "INSERT INTO arrived_ids1(id) VALUES(?)"};
    struct query *query = db_query(store->db, adds[which]);
    db_text(query, id);
    db_do(query);
}

void store_clear_arrived(struct store *store, int which)
{
    static const char *const clears[] = {"DELETE FROM arrived0; DELETE FROM arrived_ids0;",
                                         "DELETE FROM arrived1; DELETE FROM arrived_ids1;"};
    db_run(store->db, clears[which]);
}

static void place(struct store *store, const char *sql, instant wakes)
{
    struct query *query = db_query(store->db, sql);
    if (wakes != INSTANT_NONE)
        db_number(query, wakes);
    db_do(query);
}

void store_place_arrived(struct store *store)
{
    place(store,
          "UPDATE tickets SET next = ? WHERE number IN"
          " (SELECT ticket FROM arrived0 UNION SELECT ticket FROM arrived1)",
          INSTANT_FIRST);
    place(store,
          "INSERT OR IGNORE INTO histories SELECT ticket, event FROM"
          " (SELECT * FROM arrived0 UNION ALL SELECT * FROM arrived1) ORDER BY ticket, event",
          INSTANT_NONE);
    place(store,
          "INSERT OR IGNORE INTO ids SELECT id FROM"
          " (SELECT id FROM arrived_ids0 UNION ALL SELECT id FROM arrived_ids1) ORDER BY id",
          INSTANT_NONE);
    store_clear_arrived(store, 0);
    store_clear_arrived(store, 1);
}
