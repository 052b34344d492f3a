/* watcher_reload.c - from one text of the charter to another, in a watcher that goes on. */
#include "live/reload.h"
#include "live/watcher_part.h"

enum { SHOWN = 20 /* changes that are said one by one */ };

struct turning {
    struct watcher *watcher;
    struct reload reload;
    uint64_t count;
    store_numbers others; /* tickets with verdicts that are others */
};

static void note(void *context, const struct reload_change *change)
{
    struct turning *turning = context;
    struct watcher *watcher = turning->watcher;
    struct buffer line = {0};
    store_numbers *others = &turning->others;
    if (turning->count++ < SHOWN) {
        reload_write_change(&turning->reload, change, &line);
        watcher_say(watcher, TEXT_FMT, TEXT_ARG(buffer_text(&line)));
    }
    buffer_fini(&line);
    if (change->kind == RELOAD_VERDICT &&
        (!others->count || others->at[others->count - 1] != change->ticket))
        VECTOR_PUSH(watcher->arena, others, change->ticket);
}

static void say_counts(struct turning *turning)
{
    struct buffer line = {0};
    if (turning->count > SHOWN)
        watcher_say(turning->watcher, "and %llu more", (unsigned long long)turning->count - SHOWN);
    reload_write_counts(&turning->reload, &line);
    watcher_say(turning->watcher, "by the new text of the charter " TEXT_FMT,
                TEXT_ARG(buffer_text(&line)));
    buffer_fini(&line);
}

bool watcher_reload(struct watcher *watcher, const struct reading_by *was,
                    const struct reading_by *is)
{
    struct watch_setup *setup = watcher->setup;
    struct store *store = setup->store;
    struct turning turning = {
        .watcher = watcher,
        .reload = {.was = was, .is = is, .store = store, .as_of = watcher->bound, .take = note}};
    turning.reload.context = &turning;
    db_begin(store->db);
    arrivals_flush(watcher->residents->arrivals);
    if (reload_learn(is, store) && reload_compare(&turning.reload)) {
        say_counts(&turning);
        tell_reload(watcher, was, is, &turning.others);
    }
    setup->by = *is;
    reload_keep(is, store);
    store_set_fact(store, "next charter", TEXT(""));
    store_set_fact(store, "known", watcher_known(is, watcher->arena));
    residents_wake_all(watcher->residents);
    residents_doubt(watcher->residents);
    watcher->is_torn = !db_commit(store->db);
    return !watcher->is_torn;
}
