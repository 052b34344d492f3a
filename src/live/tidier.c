/* tidier.c - what can't be carried over now is left for the next time: no harm is done by that. */
#include "live/tidier.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"

enum { PAGES_MANY = 2048, ROUNDS = 3 };

enum state { IDLE, WORKING, DONE };

struct tidier {
    sqlite3 *file; /* the writer's */
    char *path;
    pthread_t thread;
    _Atomic(enum state) state;
};

/* All that is there now; false: something was added meanwhile. */
static bool carry_over(sqlite3 *file)
{
    int pages = 0, done = 0;
    sqlite3_wal_checkpoint_v2(file, NULL, SQLITE_CHECKPOINT_PASSIVE, &pages, &done);
    return pages == done;
}

static void *work(void *context)
{
    struct tidier *tidier = context;
    sqlite3 *file = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(tidier->path, &file, flags, NULL) == SQLITE_OK)
        for (int i = 0; i < ROUNDS && !carry_over(file); i++)
            continue;
    sqlite3_close(file);
    atomic_store(&tidier->state, DONE);
    return NULL;
}

/* After a transaction, when the log has PAGES. */
static int after(void *context, sqlite3 *file, const char *name, int pages)
{
    struct tidier *tidier = context;
    (void)name;
    if (atomic_load(&tidier->state) == DONE) {
        pthread_join(tidier->thread, NULL);
        atomic_store(&tidier->state, IDLE);
        carry_over(file);
    } else if (pages >= PAGES_MANY && atomic_load(&tidier->state) == IDLE) {
        atomic_store(&tidier->state, WORKING);
        if (pthread_create(&tidier->thread, NULL, work, tidier) != 0) {
            atomic_store(&tidier->state, IDLE);
            carry_over(file);
        }
    }
    return SQLITE_OK;
}

struct tidier *tidier_new(sqlite3 *file, const char *path)
{
    struct tidier *tidier = memory_resize(NULL, sizeof *tidier);
    size_t size = strlen(path) + 1;
    *tidier = (struct tidier){.file = file, .path = memory_resize(NULL, size)};
    memcpy(tidier->path, path, size);
    sqlite3_wal_hook(file, after, tidier);
    return tidier;
}

void tidier_free(struct tidier *tidier)
{
    sqlite3_wal_hook(tidier->file, NULL, NULL);
    if (atomic_load(&tidier->state) != IDLE)
        pthread_join(tidier->thread, NULL);
    memory_release(tidier->path);
    memory_release(tidier);
}
