/* store_told.c - what was told, and what is left to be sent. */
#include "live/store.h"

int64_t store_tell(struct store *store, const struct telling *telling)
{
    struct query *query =
        db_query(store->db, "INSERT INTO records(key, notice, kind, ticket, at, stands, charter,"
                            " body) VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
    db_text(query, telling->key);
    db_text(query, telling->notice);
    db_text(query, text_of(telling->kind));
    db_number(query, telling->ticket);
    db_number(query, telling->at);
    db_number(query, telling->stands);
    db_text(query, telling->charter);
    db_text(query, telling->body);
    return db_do(query) ? db_last_row(store->db) : 0;
}

void store_told(struct store *store, int64_t ticket, struct text charter, struct arena *arena,
                told_list *list)
{
    struct query *query =
        db_query(store->db, "SELECT number, key, notice, at, stands, body, charter FROM records"
                            " WHERE ticket = ? AND kind = 'notice' ORDER BY number");
    db_number(query, ticket);
    while (db_next(query)) {
        struct told told = {.number = db_get_number(query, 0),
                            .key = text_copy(arena, db_get_text(query, 1)),
                            .notice = text_copy(arena, db_get_text(query, 2)),
                            .at = db_get_number(query, 3),
                            .stands = db_get_number(query, 4) != 0,
                            .is_ours = text_equal(db_get_text(query, 6), charter),
                            .body = text_copy(arena, db_get_text(query, 5))};
        VECTOR_PUSH(arena, list, told);
    }
}

bool store_has_key(struct store *store, struct text key)
{
    struct query *query = db_query(store->db, "SELECT 1 FROM records WHERE key = ?");
    db_text(query, key);
    bool has = db_next(query);
    db_stop(query);
    return has;
}

void store_withdraw(struct store *store, int64_t record)
{
    struct query *query = db_query(store->db, "UPDATE records SET stands = 0 WHERE number = ?");
    db_number(query, record);
    db_do(query);
}

/* ---- the outbox ---- */

const char *store_state_name(enum outbox_state state)
{
    static const char *const names[] = {"waiting", "sent",       "dead",
                                        "dropped", "summarised", "skipped"};
    return names[state];
}

void store_post(struct store *store, int64_t record, struct text sink, enum outbox_state state)
{
    struct query *query = db_query(store->db, "INSERT INTO outbox VALUES(?, ?, ?, 0, NULL, '')");
    db_number(query, record);
    db_text(query, sink);
    db_text(query, text_of(store_state_name(state)));
    db_do(query);
}

bool store_next_delivery(struct store *store, const struct delivery_request *request,
                         struct arena *arena, struct delivery *delivery)
{
    struct query *query = db_query(
        store->db, "SELECT o.record, r.key, r.body, o.tries, o.due FROM outbox o"
                   " JOIN records r ON r.number = o.record"
                   " WHERE o.sink = ? AND o.state = 'waiting' AND NOT EXISTS (SELECT 1 FROM"
                   " snoozes s WHERE s.ticket = r.ticket AND s.ended IS NULL AND"
                   " s.until > ?) ORDER BY o.record LIMIT 1");
    db_text(query, request->sink);
    db_number(query, request->now);
    bool found = db_next(query);
    if (found)
        *delivery =
            (struct delivery){.record = db_get_number(query, 0),
                              .key = text_copy(arena, db_get_text(query, 1)),
                              .body = text_copy(arena, db_get_text(query, 2)),
                              .tries = db_get_number(query, 3),
                              .due = db_is_null(query, 4) ? INSTANT_NONE : db_get_number(query, 4)};
    db_stop(query);
    return found;
}

void store_set_delivery(struct store *store, int64_t record, struct text sink,
                        const struct outcome *outcome)
{
    struct query *query =
        db_query(store->db, "UPDATE outbox SET state = ?, tries = ?, due = ?, problem = ?"
                            " WHERE record = ? AND sink = ?");
    db_text(query, text_of(store_state_name(outcome->state)));
    db_number(query, outcome->tries);
    if (outcome->due == INSTANT_NONE)
        db_null(query);
    else
        db_number(query, outcome->due);
    db_text(query, outcome->problem);
    db_number(query, record);
    db_text(query, sink);
    db_do(query);
}

void store_hurry(struct store *store)
{
    db_do(db_query(store->db,
                   "UPDATE outbox SET due = NULL WHERE state = 'waiting' AND due IS NOT NULL"));
}

/* ---- for people ---- */

int64_t store_move_deliveries(struct store *store, struct text key, enum outbox_state from,
                              enum outbox_state to)
{
    struct query *query = db_query(
        store->db, "UPDATE outbox SET state = ?1, tries = 0, due = NULL WHERE state = ?2"
                   " AND (?3 = '' OR record IN (SELECT number FROM records WHERE key = ?3))");
    db_text(query, text_of(store_state_name(to)));
    db_text(query, text_of(store_state_name(from)));
    db_text(query, key);
    return db_do(query) ? db_changes(store->db) : 0;
}

void store_list_outbox(struct store *store, instant now, struct buffer *out)
{
    struct query *query = db_query(
        store->db,
        "SELECT CASE WHEN o.state = 'waiting' AND EXISTS (SELECT 1 FROM snoozes s WHERE s.ticket ="
        " r.ticket AND s.ended IS NULL AND s.until > ?) THEN 'snoozed' ELSE o.state END, o.tries, "
        "o.sink, r.key, o.problem FROM outbox o JOIN records r"
        " ON r.number = o.record WHERE o.state IN ('waiting', 'dead') ORDER BY o.record, o.sink");
    db_number(query, now);
    while (db_next(query))
        for (int i = 0; i < 5; i++) {
            buffer_put(out, db_get_text(query, i));
            buffer_putc(out, i < 4 ? '\t' : '\n');
        }
}

void store_count(struct store *store, struct buffer *out)
{
    struct query *query = db_query(
        store->db, "SELECT 'events', count(*) FROM events UNION ALL SELECT 'tickets', count(*) FROM"
                   " tickets UNION ALL SELECT 'timers', count(next) FROM tickets UNION ALL"
                   " SELECT 'rows left out', coalesce(sum(count), 0) FROM refused UNION ALL"
                   " SELECT * FROM (SELECT 'records ' || kind, count(*) FROM records GROUP BY kind"
                   " ORDER BY kind) UNION ALL SELECT * FROM (SELECT 'outbox ' || state, count(*)"
                   " FROM outbox GROUP BY state ORDER BY state)");
    while (db_next(query))
        buffer_format(out, "%-22.*s %lld\n", TEXT_ARG(db_get_text(query, 0)),
                      (long long)db_get_number(query, 1));
}

static bool has_none(struct store *store, const char *sql)
{
    struct query *query = db_query(store->db, sql);
    bool none = db_next(query) && db_get_number(query, 0) == 0;
    db_stop(query);
    return none;
}

bool store_check(struct store *store, struct arena *arena, struct text *problem)
{
    if (!db_is_sound(store->db, arena, problem))
        return false;
    *problem = TEXT("a history has an event that is not there");
    if (!has_none(store, "SELECT count(*) FROM histories WHERE event NOT IN"
                         " (SELECT number FROM events)"))
        return false;
    if (!store_check_arrived(store, arena, problem))
        return false;
    *problem = TEXT("the outbox has a record that is not there");
    return has_none(store, "SELECT count(*) FROM outbox WHERE record NOT IN"
                           " (SELECT number FROM records)");
}
