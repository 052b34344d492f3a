/* tidier.h - carries what was written to an SQLite file's log over into the file, beside its
 * writer.
 *
 * The writer would do so itself, whenever a thousand pages have come together, and nothing else
 * meanwhile. Here a thread does it when there is more, and the writer only what was added since, so
 * that the log can begin anew.
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
