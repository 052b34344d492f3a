/* db.c - see db.h. Statements are kept by the address of their text, which is a literal. */
#include "live/db.h"

#include <assert.h>
#include <sqlite3.h>
#include <string.h>

#include "live/tidier.h"

enum { QUERIES_MOST = 256, BUSY_MILLISECONDS = 10000, PAGES_A_STEP = 256 };

struct query {
    struct db *db;
    const char *sql;
    sqlite3_stmt *statement;
    int bound;
};

struct db {
    sqlite3 *file;
    char *problem;
    struct tidier *tidier; /* of DB_WRITE; else NULL */
    bool is_light;         /* the transaction is */
    struct query queries[QUERIES_MOST];
    size_t query_count;
};

static bool fail(struct db *db)
{
    if (!db->problem)
        db->problem = sqlite3_mprintf("%s", db->file ? sqlite3_errmsg(db->file) : "out of memory");
    return false;
}

struct db *db_open(const char *path, enum db_mode mode)
{
    static const int flags[] = {[DB_WRITE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                [DB_READ] = SQLITE_OPEN_READWRITE,
                                [DB_MEMORY] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE};
    struct db *db = memory_resize(NULL, sizeof *db);
    *db = (struct db){0};
    const char *name = mode == DB_MEMORY ? ":memory:" : path;
    if (sqlite3_open_v2(name, &db->file, flags[mode] | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
        fail(db);
        return db;
    }
    sqlite3_busy_timeout(db->file, BUSY_MILLISECONDS);
    if (mode == DB_WRITE)
        db_run(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-131072;");
    if (mode == DB_WRITE && !db->problem)
        db->tidier = tidier_new(db->file, path);
    return db;
}

void db_close(struct db *db)
{
    for (size_t i = 0; i < QUERIES_MOST; i++)
        sqlite3_finalize(db->queries[i].statement);
    if (db->tidier)
        tidier_free(db->tidier);
    sqlite3_close(db->file);
    sqlite3_free(db->problem);
    memory_release(db);
}

const char *db_problem(const struct db *db)
{
    return db->problem;
}

bool db_run(struct db *db, const char *sql)
{
    if (db->problem)
        return false;
    return sqlite3_exec(db->file, sql, NULL, NULL, NULL) == SQLITE_OK || fail(db);
}

bool db_begin(struct db *db)
{
    return db_run(db, "BEGIN IMMEDIATE");
}

bool db_begin_lightly(struct db *db)
{
    db->is_light = db_run(db, "PRAGMA synchronous=NORMAL");
    return db_begin(db);
}

bool db_commit(struct db *db)
{
    bool is_done = db_run(db, "COMMIT");
    if (is_done && db->is_light)
        is_done = db_run(db, "PRAGMA synchronous=FULL");
    db->is_light = false;
    if (is_done)
        return true;
    if (db->file && !sqlite3_get_autocommit(db->file))
        sqlite3_exec(db->file, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

/* ---- statements ---- */

static void prepare(struct db *db, struct query *query, const char *sql)
{
    *query = (struct query){.db = db, .sql = sql};
    db->query_count++;
    assert(db->query_count < QUERIES_MOST);
    if (!db->problem && sqlite3_prepare_v3(db->file, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                           &query->statement, NULL) != SQLITE_OK)
        fail(db);
}

struct query *db_query(struct db *db, const char *sql)
{
    size_t at = ((uintptr_t)sql * UINT64_C(0x9e3779b97f4a7c15) >> 32) % QUERIES_MOST;
    while (db->queries[at].sql && db->queries[at].sql != sql)
        at = (at + 1) % QUERIES_MOST;
    struct query *query = &db->queries[at];
    if (!query->sql)
        prepare(db, query, sql);
    sqlite3_reset(query->statement);
    query->bound = 0;
    return query;
}

static void check_bound(struct query *query, int status)
{
    if (status != SQLITE_OK)
        fail(query->db);
}

void db_number(struct query *query, int64_t value)
{
    if (!query->db->problem)
        check_bound(query, sqlite3_bind_int64(query->statement, ++query->bound, value));
}

void db_text(struct query *query, struct text text)
{
    if (!query->db->problem)
        check_bound(query,
                    sqlite3_bind_text64(query->statement, ++query->bound, text.at ? text.at : "",
                                        text.len, SQLITE_STATIC, SQLITE_UTF8));
}

void db_bytes(struct query *query, struct text bytes)
{
    if (!query->db->problem)
        check_bound(query, sqlite3_bind_blob64(query->statement, ++query->bound,
                                               bytes.at ? bytes.at : "", bytes.len, SQLITE_STATIC));
}

void db_null(struct query *query)
{
    if (!query->db->problem)
        check_bound(query, sqlite3_bind_null(query->statement, ++query->bound));
}

bool db_next(struct query *query)
{
    if (query->db->problem)
        return false;
    int status = sqlite3_step(query->statement);
    if (status == SQLITE_ROW)
        return true;
    if (status != SQLITE_DONE)
        fail(query->db);
    sqlite3_reset(query->statement);
    return false;
}

void db_stop(struct query *query)
{
    sqlite3_reset(query->statement);
}

bool db_do(struct query *query)
{
    while (db_next(query))
        ;
    return !query->db->problem;
}

int64_t db_get_number(const struct query *query, int column)
{
    return sqlite3_column_int64(query->statement, column);
}

struct text db_get_text(const struct query *query, int column)
{
    const char *at = (const char *)sqlite3_column_text(query->statement, column);
    return (struct text){at ? at : "", (size_t)sqlite3_column_bytes(query->statement, column)};
}

struct text db_get_bytes(const struct query *query, int column)
{
    const char *at = sqlite3_column_blob(query->statement, column);
    return (struct text){at ? at : "", (size_t)sqlite3_column_bytes(query->statement, column)};
}

bool db_is_null(const struct query *query, int column)
{
    return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

int64_t db_last_row(const struct db *db)
{
    return sqlite3_last_insert_rowid(db->file);
}

int64_t db_changes(const struct db *db)
{
    return sqlite3_changes(db->file);
}

/* ---- the whole ---- */

bool db_copy(struct db *to, struct db *from)
{
    if (to->problem || from->problem)
        return false;
    sqlite3_backup *copy = sqlite3_backup_init(to->file, "main", from->file, "main");
    int status = SQLITE_OK;
    while (copy && (status == SQLITE_OK || status == SQLITE_BUSY || status == SQLITE_LOCKED)) {
        status = sqlite3_backup_step(copy, PAGES_A_STEP);
        if (status == SQLITE_BUSY || status == SQLITE_LOCKED)
            sqlite3_sleep(20);
    }
    return (copy && sqlite3_backup_finish(copy) == SQLITE_OK) || fail(to);
}

bool db_is_sound(struct db *db, struct arena *arena, struct text *problem)
{
    struct query *query = db_query(db, "PRAGMA integrity_check(1)");
    bool is_read = db_next(query);
    *problem = is_read ? text_copy(arena, db_get_text(query, 0)) : text_of(db->problem);
    db_stop(query);
    return is_read && text_is(*problem, "ok");
}
