/* database.c - see database.h. One transaction without a journal: the file is a temporary one, and
 * thrown away if anything fails. */
#include "cli/database.h"

#include <errno.h>
#include <sqlite3.h>
#include <string.h>

#include "base/buffer.h"

struct database {
    sqlite3 *file;
    sqlite3_stmt *insert; /* once the header is known */
    const char *table;
    const char *const *numbers;
    struct buffer rest;  /* a record whose end is still to come */
    struct buffer field; /* one without its quotation marks */
};

static int errno_of(int status)
{
    switch (status & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return 0;
    case SQLITE_FULL:
        return ENOSPC;
    case SQLITE_NOMEM:
        return ENOMEM;
    case SQLITE_TOOBIG:
        return EFBIG;
    default:
        return EIO;
    }
}

static int run(struct database *database, const char *statement)
{
    return errno_of(sqlite3_exec(database->file, statement, NULL, NULL, NULL));
}

struct database *database_open(struct arena *arena, const char *path, const char *table,
                               const char *const *numbers, int *error)
{
    struct database *database = ARENA_NEW(arena, struct database);
    *database = (struct database){.table = table, .numbers = numbers};
    *error = errno_of(sqlite3_open_v2(path, &database->file, SQLITE_OPEN_READWRITE, NULL));
    if (!*error)
        *error = run(database, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN");
    if (!*error)
        return database;
    sqlite3_close(database->file);
    return NULL;
}

/* ---------- records ---------- */

/* Behind the next record of BYTES from FROM, or 0 if its end is not there. */
static size_t record_end(struct text bytes, size_t from)
{
    bool quoted = false;
    for (size_t i = from; i < bytes.len; i++)
        if (bytes.at[i] == '"')
            quoted = !quoted;
        else if (bytes.at[i] == '\n' && !quoted)
            return i + 1;
    return 0;
}

/* The field of RECORD at *AT, which moves behind its comma. It lives until the next one. */
static struct text next_field(struct database *database, struct text record, size_t *at)
{
    size_t from = *at, to = from;
    bool quoted = false;
    for (; to < record.len && (quoted || record.at[to] != ','); to++)
        quoted ^= record.at[to] == '"';
    *at = to + 1;
    if (from == to || record.at[from] != '"')
        return text_slice(record, from, to);
    database->field.len = 0;
    for (size_t i = from + 1; i + 1 < to; i++) {
        buffer_putc(&database->field, record.at[i]);
        i += record.at[i] == '"';
    }
    return buffer_text(&database->field);
}

static bool is_number(const struct database *database, struct text column)
{
    for (const char *const *name = database->numbers; *name; name++)
        if (text_is(column, *name))
            return true;
    return false;
}

/* The table and how a row gets in, from the header. */
static int begin_table(struct database *database, struct text header)
{
    struct buffer create = {0}, insert = {0};
    buffer_format(&create, "CREATE TABLE %s", database->table);
    buffer_format(&insert, "INSERT INTO %s VALUES", database->table);
    size_t at = 0;
    for (const char *comma = "("; at <= header.len; comma = ", ") {
        struct text name = next_field(database, header, &at);
        buffer_format(&create, "%s\"" TEXT_FMT "\" %s", comma, TEXT_ARG(name),
                      is_number(database, name) ? "NUMERIC" : "TEXT");
        buffer_format(&insert, "%s?", comma);
    }
    buffer_puts(&create, ")");
    buffer_puts(&insert, ")");
    buffer_putc(&create, '\0');
    int error = run(database, create.at);
    if (!error)
        error = errno_of(sqlite3_prepare_v2(database->file, insert.at, (int)insert.len,
                                            &database->insert, NULL));
    buffer_fini(&create);
    buffer_fini(&insert);
    return error;
}

static int add_row(struct database *database, struct text record)
{
    size_t at = 0;
    int error = 0;
    for (int column = 1; !error && at <= record.len; column++) {
        struct text field = next_field(database, record, &at);
        error = errno_of(field.len ? sqlite3_bind_text64(database->insert, column, field.at,
                                                         field.len, SQLITE_TRANSIENT, SQLITE_UTF8)
                                   : sqlite3_bind_null(database->insert, column));
    }
    if (!error)
        error = errno_of(sqlite3_step(database->insert));
    sqlite3_reset(database->insert);
    return error;
}

static int write_records(struct database *database, struct text bytes, size_t *done)
{
    int error = 0;
    for (size_t end; !error && (end = record_end(bytes, *done)) > 0; *done = end) {
        struct text record = text_slice(bytes, *done, end - 1);
        error = database->insert ? add_row(database, record) : begin_table(database, record);
    }
    return error;
}

int database_write(struct database *database, struct text bytes)
{
    size_t done = 0;
    if (database->rest.len) {
        buffer_put(&database->rest, bytes);
        bytes = buffer_text(&database->rest);
    }
    int error = write_records(database, bytes, &done);
    struct buffer rest = {0};
    buffer_put(&rest, text_slice(bytes, done, bytes.len));
    buffer_fini(&database->rest);
    database->rest = rest;
    return error;
}

int database_close(struct database *database, bool keep)
{
    sqlite3_finalize(database->insert);
    int error = keep ? run(database, "COMMIT") : 0;
    int closed = errno_of(sqlite3_close(database->file));
    buffer_fini(&database->rest);
    buffer_fini(&database->field);
    return error ? error : closed;
}
