/* database.h - records of CSV, as they are made, become the rows of a table in an SQLite file.
 *
 * The columns are those of the header, which comes first. Numbers are numbers, an empty field is
 * NULL, everything else is text: an instant is as in CSV (UTC with `Z`), so that it sorts by time
 * and SQLite's own date functions read it.
 */
#ifndef CLI_DATABASE_H
#define CLI_DATABASE_H

#include "base/arena.h"
#include "base/text.h"

struct database;

/* Begins in the empty file PATH. TABLE gets the rows; NUMBERS are the columns that hold numbers,
 * ended by NULL. NULL: *ERROR is an errno. */
struct database *database_open(struct arena *arena, const char *path, const char *table,
                               const char *const *numbers, int *error);

/* BYTES may end inside a record. 0, or the errno of what failed. */
int database_write(struct database *database, struct text bytes);

/* Ends DATABASE; KEEP: all that was written is in the file. 0, or an errno. */
int database_close(struct database *database, bool keep);

#endif
