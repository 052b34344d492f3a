/* watcher_clock.c - a clock that is set while it is looked at. No wait is longer than some
 * hundredths of a second, so that timers go by the clock as it is now; this is for what is kept of
 * it.
 */
#include "live/moment.h"
#include "live/watcher_part.h"

enum { LEAST = 2 /* seconds that a clock may be put right by without a word */ };

/* The nearest one. */
static long long seconds(micros length)
{
    return (length + MICROS_SECOND / 2) / MICROS_SECOND;
}

/* What came due meanwhile came due while nobody watched. */
static void go_forward(struct watcher *watcher, instant now, micros by)
{
    watcher->started = now;
    watcher_say(watcher, "the clock went forward by %lld s: what came due is caught up with",
                seconds(by));
}

/* Nothing is taken back: what is dated up to there was told, and is corrected by events. */
static void go_back(struct watcher *watcher, instant now, micros by)
{
    struct db *db = watcher->setup->store->db;
    char bound[CIVIL_ROOM] = "then";
    if (watcher->bound != INSTANT_NONE && civil_exists(watcher->bound))
        civil_write_instant(bound, watcher->bound);
    watcher_say(watcher, "the clock went back by %lld s: what came due up to %s has been told",
                seconds(-by), bound);
    watcher->started = watcher->started < now ? watcher->started : now;
    watcher->confirmed = watcher->confirmed < now ? watcher->confirmed : now;
    watcher->read_at = watcher->read_at < now ? watcher->read_at : now;
    db_begin(db);
    store_hurry(watcher->setup->store);
    watcher->is_torn |= !db_commit(db);
}

void watcher_check_clock(struct watcher *watcher, instant now)
{
    micros steady = moment_steady();
    micros by = (now - watcher->read_at) - (steady - watcher->steady);
    bool is_known = watcher->steady != 0;
    watcher->steady = steady;
    if (watcher->setup->is_simulated || !is_known)
        return;
    if (by >= LEAST * MICROS_SECOND)
        go_forward(watcher, now, by);
    else if (by <= -LEAST * MICROS_SECOND)
        go_back(watcher, now, by);
}
