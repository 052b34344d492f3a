/* store.c - tables and statements. */
#include "live/store.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static const char first_schema[] =
    "CREATE TABLE facts(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE headers(number INTEGER PRIMARY KEY, bytes TEXT UNIQUE NOT NULL);"
    "CREATE TABLE events(number INTEGER PRIMARY KEY, header INTEGER NOT NULL, bytes TEXT NOT NULL);"
    "CREATE TABLE ids(id TEXT PRIMARY KEY) WITHOUT ROWID;"
    "CREATE TABLE tickets(number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, next INTEGER);"
    "CREATE INDEX timers ON tickets(next) WHERE next IS NOT NULL;"
    "CREATE TABLE histories(ticket INTEGER, event INTEGER, PRIMARY KEY(ticket, event))"
    " WITHOUT ROWID;"
    "CREATE TABLE records(number INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL,"
    " notice TEXT NOT NULL, kind TEXT NOT NULL, ticket INTEGER NOT NULL, at INTEGER NOT NULL,"
    " stands INTEGER NOT NULL, charter TEXT NOT NULL, body TEXT NOT NULL);"
    "CREATE INDEX told ON records(ticket);"
    "CREATE TABLE outbox(record INTEGER, sink TEXT, state TEXT NOT NULL, tries INTEGER NOT NULL,"
    " due INTEGER, problem TEXT NOT NULL, PRIMARY KEY(record, sink)) WITHOUT ROWID;"
    "CREATE INDEX waiting ON outbox(sink, record) WHERE state = 'waiting';"
    "CREATE TABLE refused(reason TEXT PRIMARY KEY, count INTEGER NOT NULL, first TEXT NOT NULL)"
    " WITHOUT ROWID;"
    "CREATE TABLE sources(name TEXT PRIMARY KEY, position TEXT NOT NULL) WITHOUT ROWID;";

/* A snooze is over at UNTIL, or before, at ENDED. */
static const char second_schema[] =
    "CREATE TABLE snoozes(number INTEGER PRIMARY KEY, ticket INTEGER NOT NULL,"
    " since INTEGER NOT NULL, until INTEGER NOT NULL, ended INTEGER, by TEXT NOT NULL,"
    " why TEXT NOT NULL);"
    "CREATE INDEX snoozed ON snoozes(ticket) WHERE ended IS NULL;";

/* What arrives is written a batch at a time, timers stand in memory, and the charter is kept. */
static const char third_schema[] =
    "CREATE TABLE arrived(number INTEGER PRIMARY KEY, turn INTEGER NOT NULL,"
    " events BLOB NOT NULL, ids BLOB NOT NULL);"
    "CREATE TABLE charter_files(number INTEGER PRIMARY KEY, path TEXT NOT NULL,"
    " bytes BLOB NOT NULL);"
    "DROP INDEX timers;";

/* What each version adds to the one before it. */
static const char *const schemas[STORE_SCHEMA] = {first_schema, second_schema, third_schema};

/* ---- opening ---- */

static enum store_status bad(struct store *store, struct arena *arena, struct text *problem)
{
    const char *why = db_problem(store->db);
    if (why)
        *problem = text_copy(arena, text_of(why));
    store_close(store);
    return STORE_BAD;
}

static bool is_new(struct store *store)
{
    struct query *query = db_query(store->db, "SELECT count(*) FROM sqlite_master");
    bool is = db_next(query) && db_get_number(query, 0) == 0;
    db_stop(query);
    return is;
}

static bool is_state(struct store *store)
{
    struct query *query =
        db_query(store->db, "SELECT count(*) FROM sqlite_master WHERE name = 'histories'");
    bool is = db_next(query) && db_get_number(query, 0) == 1;
    db_stop(query);
    return is;
}

/* A new file, or one of an older version, becomes one of this version. */
static void bring_up(struct store *store)
{
    char version[24];
    snprintf(version, sizeof version, "%d", STORE_SCHEMA);
    db_begin(store->db);
    instant old = is_new(store) ? 0 : store_instant(store, "schema");
    if (old >= 0 && old < STORE_SCHEMA) {
        for (instant i = old; i < STORE_SCHEMA; i++)
            db_run(store->db, schemas[i]);
        store_set_fact(store, "schema", text_of(version));
    }
    db_commit(store->db);
}

static bool is_known(struct store *store, struct arena *arena, struct text *problem)
{
    uint64_t version = 0;
    bool is_ours = is_state(store);
    if (db_problem(store->db))
        return false;
    *problem = TEXT("it is an SQLite file, but not the state of a watcher");
    if (!is_ours)
        return false;
    struct text written = store_fact(store, "schema", arena);
    bool is_number = text_to_whole(written, UINT32_MAX, &version);
    *problem = text_format(arena, "its schema has version " TEXT_FMT ", this program knows %d%s",
                           TEXT_ARG(written), STORE_SCHEMA,
                           is_number && version < STORE_SCHEMA
                               ? "; a watcher that begins with it brings it up to that"
                               : "");
    return is_number && version == STORE_SCHEMA;
}

/* The lock is on a file beside it, since SQLite lets several write in turn. */
static enum store_status take_lock(struct store *store, const char *path, struct arena *arena,
                                   struct text *problem)
{
    struct text name = text_format(arena, "%s.lock", path);
    char process[32] = "";
    store->lock = open(text_cstr(arena, name), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (store->lock < 0) {
        *problem =
            text_format(arena, "cannot write " TEXT_FMT ": %s", TEXT_ARG(name), strerror(errno));
        return STORE_BAD;
    }
    if (flock(store->lock, LOCK_EX | LOCK_NB) == 0) {
        int length = snprintf(process, sizeof process, "%ld", (long)getpid());
        bool written = ftruncate(store->lock, 0) == 0 &&
                       pwrite(store->lock, process, (size_t)length, 0) == length;
        (void)written; /* only for the other one's message */
        return STORE_OK;
    }
    ssize_t length = pread(store->lock, process, sizeof process - 1, 0);
    process[length > 0 ? length : 0] = '\0';
    *problem = text_format(arena, "process %s is watching with this state already", process);
    close(store->lock);
    return STORE_LOCKED;
}

enum store_status store_open(struct store *store, const char *path, struct arena *arena,
                             struct text *problem)
{
    *store = (struct store){.lock = -1};
    enum store_status status = take_lock(store, path, arena, problem);
    if (status != STORE_OK)
        return status;
    store->db = db_open(path, DB_WRITE);
    if (is_new(store) || is_state(store))
        bring_up(store);
    return is_known(store, arena, problem) ? STORE_OK : bad(store, arena, problem);
}

enum store_status store_borrow(struct store *store, const char *path, struct arena *arena,
                               struct text *problem)
{
    *store = (struct store){.lock = -1, .db = db_open(NULL, DB_MEMORY)};
    if (path && access(path, F_OK) == 0) {
        struct db *file = db_open(path, DB_READ);
        bool copied = db_copy(store->db, file);
        if (!copied && db_problem(file))
            *problem = text_copy(arena, text_of(db_problem(file)));
        db_close(file);
        if (!copied)
            return bad(store, arena, problem);
    }
    if (is_new(store) || is_state(store))
        bring_up(store);
    return is_known(store, arena, problem) ? STORE_OK : bad(store, arena, problem);
}

enum store_status store_visit(struct store *store, const char *path, struct arena *arena,
                              struct text *problem)
{
    *store = (struct store){.lock = -1};
    if (access(path, F_OK) != 0) {
        bool is_absent = errno == ENOENT || errno == ENOTDIR;
        *problem = is_absent ? TEXT("there is no state of that name; `charter watch FILE --from "
                                    "SOURCE --state STATE` makes one")
                             : text_copy(arena, text_of(strerror(errno)));
        return STORE_BAD;
    }
    store->db = db_open(path, DB_READ);
    return is_known(store, arena, problem) ? STORE_OK : bad(store, arena, problem);
}

long store_watcher(const char *path)
{
    struct buffer name = {0};
    char process[32] = "";
    buffer_format(&name, "%s.lock", path);
    buffer_putc(&name, '\0');
    int lock = open(name.at, O_RDONLY | O_CLOEXEC);
    buffer_fini(&name);
    if (lock < 0)
        return 0;
    bool is_free = flock(lock, LOCK_EX | LOCK_NB) == 0;
    ssize_t length = is_free ? 0 : pread(lock, process, sizeof process - 1, 0);
    process[length > 0 ? length : 0] = '\0';
    close(lock);
    return strtol(process, NULL, 10);
}

void store_close(struct store *store)
{
    if (store->db)
        db_close(store->db);
    if (store->lock >= 0)
        close(store->lock);
    *store = (struct store){.lock = -1};
}

/* ---- facts ---- */

struct text store_fact(struct store *store, const char *name, struct arena *arena)
{
    struct query *query = db_query(store->db, "SELECT value FROM facts WHERE name = ?");
    db_text(query, text_of(name));
    struct text value = db_next(query) ? text_copy(arena, db_get_text(query, 0)) : TEXT("");
    db_stop(query);
    return value;
}

void store_set_fact(struct store *store, const char *name, struct text value)
{
    struct query *query = db_query(store->db, "INSERT OR REPLACE INTO facts VALUES(?, ?)");
    db_text(query, text_of(name));
    db_text(query, value);
    db_do(query);
}

instant store_instant(struct store *store, const char *name)
{
    struct query *query =
        db_query(store->db, "SELECT CAST(value AS INTEGER) FROM facts WHERE name = ?");
    db_text(query, text_of(name));
    instant at = db_next(query) ? db_get_number(query, 0) : INSTANT_NONE;
    db_stop(query);
    return at;
}

void store_set_instant(struct store *store, const char *name, instant at)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRId64, at);
    store_set_fact(store, name, text_of(digits));
}

/* ---- events ---- */

int64_t store_add_event(struct store *store, struct text bytes, int64_t header)
{
    struct query *query = db_query(store->db, "INSERT INTO events(header, bytes) VALUES(?, ?)");
    db_number(query, header);
    db_text(query, bytes);
    return db_do(query) ? db_last_row(store->db) : 0;
}

/* The number that QUERY gives for TEXT; 0: none. */
static int64_t number_of(struct store *store, const char *sql, struct text text)
{
    struct query *query = db_query(store->db, sql);
    db_text(query, text);
    int64_t number = db_next(query) ? db_get_number(query, 0) : 0;
    db_stop(query);
    return number;
}

static struct text text_by(struct store *store, const char *sql, int64_t number,
                           struct arena *arena)
{
    struct query *query = db_query(store->db, sql);
    db_number(query, number);
    struct text text = db_next(query) ? text_copy(arena, db_get_text(query, 0)) : TEXT("");
    db_stop(query);
    return text;
}

int64_t store_header(struct store *store, struct text bytes)
{
    int64_t number = number_of(store, "SELECT number FROM headers WHERE bytes = ?", bytes);
    if (number)
        return number;
    struct query *query = db_query(store->db, "INSERT INTO headers(bytes) VALUES(?)");
    db_text(query, bytes);
    return db_do(query) ? db_last_row(store->db) : 0;
}

struct text store_header_text(struct store *store, int64_t number, struct arena *arena)
{
    return text_by(store, "SELECT bytes FROM headers WHERE number = ?", number, arena);
}

void store_add_id(struct store *store, struct text id)
{
    struct query *query = db_query(store->db, "INSERT OR IGNORE INTO ids VALUES(?)");
    db_text(query, id);
    db_do(query);
}

bool store_has_id(struct store *store, struct text id)
{
    struct query *query = db_query(store->db, "SELECT 1 FROM ids WHERE id = ?");
    db_text(query, id);
    bool has = db_next(query);
    db_stop(query);
    return has;
}

int64_t store_find_ticket(struct store *store, struct text id)
{
    return number_of(store, "SELECT number FROM tickets WHERE id = ?", id);
}

int64_t store_ticket(struct store *store, struct text id, bool *is_new)
{
    int64_t number = store_find_ticket(store, id);
    *is_new = number == 0;
    if (number)
        return number;
    struct query *query = db_query(store->db, "INSERT INTO tickets(id) VALUES(?)");
    db_text(query, id);
    return db_do(query) ? db_last_row(store->db) : 0;
}

struct text store_ticket_id(struct store *store, int64_t ticket, struct arena *arena)
{
    return text_by(store, "SELECT id FROM tickets WHERE number = ?", ticket, arena);
}

void store_add_history(struct store *store, int64_t ticket, int64_t event)
{
    struct query *query = db_query(store->db, "INSERT OR IGNORE INTO histories VALUES(?, ?)");
    db_number(query, ticket);
    db_number(query, event);
    db_do(query);
}

void store_placed_history(struct store *store, int64_t ticket, struct arena *arena,
                          store_numbers *events)
{
    struct query *query =
        db_query(store->db, "SELECT event FROM histories WHERE ticket = ? ORDER BY event");
    db_number(query, ticket);
    while (db_next(query))
        VECTOR_PUSH(arena, events, db_get_number(query, 0));
}

struct text store_event(struct store *store, int64_t event, struct arena *arena, int64_t *header)
{
    struct query *query = db_query(store->db, "SELECT bytes, header FROM events WHERE number = ?");
    struct text bytes = TEXT("");
    db_number(query, event);
    if (db_next(query)) {
        bytes = text_copy(arena, db_get_text(query, 0));
        *header = db_get_number(query, 1);
    }
    db_stop(query);
    return bytes;
}

void store_refuse(struct store *store, struct text reason, uint64_t count, struct text first)
{
    struct query *query = db_query(store->db, "INSERT INTO refused VALUES(?1, ?2, ?3) "
                                              "ON CONFLICT DO UPDATE SET count = count + ?2");
    db_text(query, reason);
    db_number(query, (int64_t)count);
    db_text(query, first);
    db_do(query);
}

/* ---- timers ---- */

void store_set_timer(struct store *store, int64_t ticket, instant next)
{
    struct query *query = db_query(store->db, "UPDATE tickets SET next = ? WHERE number = ?");
    if (next == INSTANT_NONE)
        db_null(query);
    else
        db_number(query, next);
    db_number(query, ticket);
    db_do(query);
}

void store_wake_all(struct store *store)
{
    struct query *query = db_query(store->db, "UPDATE tickets SET next = ?");
    db_number(query, INSTANT_FIRST);
    db_do(query);
}

instant store_next_timer(struct store *store)
{
    struct query *query = db_query(
        store->db, "SELECT next FROM tickets WHERE next IS NOT NULL ORDER BY next LIMIT 1");
    instant next = db_next(query) ? db_get_number(query, 0) : INSTANT_NONE;
    db_stop(query);
    return next;
}

void store_due(struct store *store, const struct store_due *due, struct arena *arena,
               store_numbers *tickets)
{
    bool is_all = due->before == INSTANT_NONE;
    struct query *query =
        is_all ? db_query(store->db,
                          "SELECT number FROM tickets WHERE number > ? ORDER BY number LIMIT ?")
               : db_query(store->db, "SELECT number FROM tickets WHERE next < ? AND number > ?"
                                     " ORDER BY next LIMIT ?");
    if (!is_all)
        db_number(query, due->before);
    db_number(query, due->after);
    db_number(query, due->most);
    while (db_next(query))
        VECTOR_PUSH(arena, tickets, db_get_number(query, 0));
}

void store_timers(struct store *store, void (*take)(void *context, int64_t ticket, instant next),
                  void *context)
{
    struct query *query =
        db_query(store->db, "SELECT number, next FROM tickets WHERE next IS NOT NULL");
    while (db_next(query))
        take(context, db_get_number(query, 0), db_get_number(query, 1));
}

/* ---- the charter ---- */

void store_forget_charter(struct store *store)
{
    db_do(db_query(store->db, "DELETE FROM charter_files"));
}

void store_add_charter(struct store *store, struct text path, struct text bytes)
{
    struct query *query =
        db_query(store->db, "INSERT INTO charter_files(path, bytes) VALUES(?, ?)");
    db_text(query, path);
    db_bytes(query, bytes);
    db_do(query);
}

void store_charter(struct store *store, struct arena *arena, store_files *files)
{
    struct query *query =
        db_query(store->db, "SELECT path, bytes FROM charter_files ORDER BY number");
    while (db_next(query)) {
        struct store_file file = {text_copy(arena, db_get_text(query, 0)),
                                  text_copy(arena, db_get_bytes(query, 1))};
        VECTOR_PUSH(arena, files, file);
    }
}

/* ---- sources ---- */

struct text store_position(struct store *store, struct text source, struct arena *arena)
{
    struct query *query = db_query(store->db, "SELECT position FROM sources WHERE name = ?");
    db_text(query, source);
    struct text position = db_next(query) ? text_copy(arena, db_get_text(query, 0)) : TEXT("");
    db_stop(query);
    return position;
}

void store_set_position(struct store *store, struct text source, struct text position)
{
    struct query *query = db_query(store->db, "INSERT OR REPLACE INTO sources VALUES(?, ?)");
    db_text(query, source);
    db_text(query, position);
    db_do(query);
}
