/* tidier.h - carries what was written to an SQLite file's log over into the file, beside its
 * writer.
 *
 * The writer would do so itself, whenever a thousand pages have come together, and nothing else
 * meanwhile. Here a thread does it, again and again, until nothing has been added meanwhile, so
 * that the log can begin anew; the writer only where it has grown to 128 MiB all the same.
 */
#ifndef LIVE_TIDIER_H
#define LIVE_TIDIER_H

#include <sqlite3.h>

struct tidier;

/* For the file at PATH, which FILE is open on, and writes to. Never NULL. */
struct tidier *tidier_new(sqlite3 *file, const char *path);

/* Before FILE is closed. */
void tidier_free(struct tidier *tidier);

#endif
