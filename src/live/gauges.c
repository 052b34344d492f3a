#include "live/gauges.h"

#include <string.h>

/* The number of the one row of SQL, in which ? is NOW, if it is asked for; INSTANT_NONE for null.
 */
static int64_t ask(struct store *store, const char *sql, const instant *now)
{
    struct query *query = db_query(store->db, sql);
    if (now)
        db_number(query, *now);
    bool found = db_next(query);
    int64_t number = found && !db_is_null(query, 0) ? db_get_number(query, 0) : INSTANT_NONE;
    db_stop(query);
    return number;
}

static int64_t count(struct store *store, const char *sql, const instant *now)
{
    int64_t number = ask(store, sql, now);
    return number == INSTANT_NONE ? 0 : number;
}

static void count_states(struct store *store, struct gauges *gauges)
{
    struct query *query = db_query(store->db, "SELECT state, count(*) FROM outbox GROUP BY state");
    while (db_next(query))
        for (size_t i = 0; i < OUTBOX_STATES; i++)
            if (text_is(db_get_text(query, 0), store_state_name((enum outbox_state)i)))
                gauges->outbox[i] = db_get_number(query, 1);
}

/* Records never change their kind, nor do they go. */
static void count_records(struct store *store, struct gauges *gauges)
{
    struct query *query = db_query(store->db, "SELECT kind, number FROM records WHERE number > ?");
    db_number(query, gauges->counted);
    while (db_next(query)) {
        struct text kind = db_get_text(query, 0);
        gauges->notices += text_is(kind, "notice");
        gauges->corrections += text_is(kind, "correction");
        gauges->summaries += text_is(kind, "summary");
        gauges->counted = db_get_number(query, 1);
    }
}

void gauges_read(struct store *store, instant now, struct gauges *gauges)
{
    gauges->events = count(store, "SELECT max(number) FROM events", NULL);
    gauges->rejected = count(store, "SELECT sum(count) FROM refused", NULL);
    gauges->timers = count(store, "SELECT count(*) FROM tickets WHERE next IS NOT NULL", NULL);
    gauges->held = count(store, "SELECT count(*) FROM tickets WHERE next < ?", &now);
    gauges->oldest = ask(store,
                         "SELECT min(r.at) FROM outbox o JOIN records r ON r.number = o.record"
                         " WHERE o.state = 'waiting'",
                         NULL);
    memset(gauges->outbox, 0, sizeof gauges->outbox);
    count_states(store, gauges);
    count_records(store, gauges);
}

void gauges_records(struct store *store, int64_t most, struct arena *arena, gauged_records *records)
{
    struct query *query = db_query(
        store->db,
        "SELECT r.number, r.kind, coalesce(t.id, ''), r.body,"
        " coalesce((SELECT group_concat(DISTINCT o.state) FROM outbox o WHERE o.record = r.number),"
        " ''), r.at FROM records r LEFT JOIN tickets t ON t.number = r.ticket"
        " ORDER BY r.number DESC LIMIT ?");
    db_number(query, most);
    while (db_next(query)) {
        struct gauged_record record = {.number = db_get_number(query, 0),
                                       .kind = text_copy(arena, db_get_text(query, 1)),
                                       .ticket = text_copy(arena, db_get_text(query, 2)),
                                       .body = text_copy(arena, db_get_text(query, 3)),
                                       .states = text_copy(arena, db_get_text(query, 4)),
                                       .at = db_get_number(query, 5)};
        VECTOR_PUSH(arena, records, record);
    }
}
