/* db.h - an SQLite file: statements, transactions, and one place where a failure is kept.
 *
 * The only files of this stage that include sqlite3.h are db.c and tidier's. After a failure every
 * call does nothing and gives false until db_close, so that a caller may ask once, at the end of a
 * transaction. Does not know what is in the tables.
 */
#ifndef LIVE_DB_H
#define LIVE_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

struct db;

enum db_mode { DB_WRITE, DB_READ, DB_MEMORY };

/* PATH is made if DB_WRITE finds none. Never NULL; see db_problem. One thread at a time uses it. */
struct db *db_open(const char *path, enum db_mode mode);
void db_close(struct db *db);

/* What went wrong first, `disk is full`; NULL: nothing. */
const char *db_problem(const struct db *db);

/* Statements of SQL without results. */
bool db_run(struct db *db, const char *sql);

/* A transaction, for one writer; db_commit is durable when it gives true. */
bool db_begin(struct db *db);

/* The same of what may be lost when the machine falls, not when the program does: db_commit does
 * not wait for the disk. What is committed later is never without it. */
bool db_begin_lightly(struct db *db);
bool db_commit(struct db *db);

/* ---- statements ---- */

struct query;

/* A statement, made once for each text and used again; its values are those of db_number and
 * db_text, bound in their order, then db_next or db_do. One text has one use at a time. */
struct query *db_query(struct db *db, const char *sql);

void db_number(struct query *query, int64_t value);
void db_text(struct query *query, struct text text);   /* lives until db_do or the last db_next */
void db_bytes(struct query *query, struct text bytes); /* the same, of any bytes */
void db_null(struct query *query);

/* To the next row; false at the end. */
bool db_next(struct query *query);

/* Ends a walk before its end. */
void db_stop(struct query *query);

/* For statements without rows. */
bool db_do(struct query *query);

/* Values of the row, by number from 0; texts live until db_next or db_stop. */
int64_t db_get_number(const struct query *query, int column);
struct text db_get_text(const struct query *query, int column);
struct text db_get_bytes(const struct query *query, int column);
bool db_is_null(const struct query *query, int column);

int64_t db_last_row(const struct db *db); /* number of the row that was inserted last */
int64_t db_changes(const struct db *db);  /* rows that the last statement changed */

/* ---- the whole ---- */

/* All of FROM, as it is between two transactions, while others may write to it. */
bool db_copy(struct db *to, struct db *from);

/* Is the file sound? Else *PROBLEM, in ARENA, says what is found first. */
bool db_is_sound(struct db *db, struct arena *arena, struct text *problem);

#endif
