/* snooze.c - rows are never taken away: they say who held what back, and when. */
#include "live/snooze.h"

bool snooze_end(struct store *store, int64_t ticket, instant now)
{
    struct query *query =
        db_query(store->db, "UPDATE snoozes SET ended = ?1"
                            " WHERE ticket = ?2 AND ended IS NULL AND until > ?1");
    db_number(query, now);
    db_number(query, ticket);
    return db_do(query) && db_changes(store->db) > 0;
}

bool snooze_begin(struct store *store, const struct snooze *snooze)
{
    if (!db_begin(store->db))
        return false;
    snooze_end(store, snooze->ticket, snooze->since);
    struct query *query = db_query(store->db, "INSERT INTO snoozes(ticket, since, until, by, why)"
                                              " VALUES(?, ?, ?, ?, ?)");
    db_number(query, snooze->ticket);
    db_number(query, snooze->since);
    db_number(query, snooze->until);
    db_text(query, snooze->by);
    db_text(query, snooze->why);
    db_do(query);
    return db_commit(store->db);
}

void snooze_list(struct store *store, instant now, struct buffer *out)
{
    char until[CIVIL_ROOM];
    struct query *query =
        db_query(store->db,
                 "SELECT t.id, s.until, s.by, s.why, (SELECT count(*) FROM outbox o JOIN records r"
                 " ON r.number = o.record WHERE r.ticket = s.ticket AND o.state = 'waiting')"
                 " FROM snoozes s JOIN tickets t ON t.number = s.ticket"
                 " WHERE s.ended IS NULL AND s.until > ? ORDER BY s.ticket");
    db_number(query, now);
    while (db_next(query)) {
        struct text by = db_get_text(query, 2), why = db_get_text(query, 3);
        civil_write_instant(until, db_get_number(query, 1));
        buffer_format(out, "%-22s " TEXT_FMT " until %s, holds %lld", "snoozed",
                      TEXT_ARG(db_get_text(query, 0)), until, (long long)db_get_number(query, 4));
        buffer_puts(out, by.len ? ", by " : "");
        buffer_put(out, by);
        buffer_puts(out, why.len ? ": " : "");
        buffer_put(out, why);
        buffer_putc(out, '\n');
    }
}
