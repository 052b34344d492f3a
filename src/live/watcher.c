/* watcher.c - batches, clocks, looks. */
#include "live/watcher.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

#include "live/moment.h"
#include "live/reload.h"
#include "live/watcher_part.h"

enum {
    TICKETS_A_LOOK = 5000,
    PAUSE = 50,      /* milliseconds at most between two looks at a file, */
    DRAIN_PAUSE = 10 /* and at outlets when that is over */
};

void watcher_say(const struct watcher *watcher, const char *format, ...)
{
    struct buffer line = {0};
    va_list args;
    va_start(args, format);
    buffer_vformat(&line, format, args);
    va_end(args);
    watcher->setup->say(watcher->setup->context, buffer_text(&line));
    buffer_fini(&line);
}

/* ---- the state ---- */

void watch_known(struct reading_by *by, struct store *store, struct arena *arena)
{
    struct text known = store_fact(store, "known", arena);
    for (uint32_t i = 0; i < by->known_count; i++)
        by->known[i] = i < known.len && known.at[i] == '1';
}

/* The state belongs to one text of the charter: the keys of its notices are those of its digest. */
static bool is_ours(struct watcher *watcher)
{
    const struct watch_setup *setup = watcher->setup;
    struct text ours = text_of(setup->by.model->digest);
    struct text theirs = store_fact(setup->store, "charter", watcher->arena);
    store_files files = {0};
    if (theirs.len && !text_equal(ours, theirs)) {
        watcher_say(watcher, "the state is of another text of the charter: `charter watch reload` "
                             "shows what the new one changes, and lets it in");
        return false;
    }
    store_charter(setup->store, watcher->arena, &files);
    if (!files.count) {
        db_begin(setup->store->db);
        reload_keep(&setup->by, setup->store);
        db_commit(setup->store->db);
    }
    return true;
}

/* The charter was asked to be read anew. False: see db_problem. */
static bool turn(struct watcher *watcher)
{
    struct watch_setup *setup = watcher->setup;
    struct reading_by was = setup->by, is = {0};
    *setup->again = 0;
    manager_reloading(setup->manager);
    if (!setup->reread(setup->context, &is)) {
        watcher_say(watcher, "the charter can't be used as it is now: the one before stays");
        return true;
    }
    struct text next = store_fact(setup->store, "next charter", watcher->arena);
    if (strcmp(is.model->digest, was.model->digest) == 0) {
        watcher_say(watcher, "the charter is the same as before");
        return true;
    }
    if (is.spec->format != was.spec->format)
        watcher_say(watcher, "the log block reads another form: the charter before stays");
    else if (next.len && !text_equal(next, text_of(is.model->digest)))
        watcher_say(watcher, "the charter is not the one that `charter watch reload` let in: the "
                             "one before stays");
    else
        return watcher_reload(watcher, &was, &is);
    return true;
}

/* ---- time ---- */

/* Up to where nothing earlier is unread; INSTANT_NONE: nothing is known. */
static instant bound_of(struct watcher *watcher, const struct source_batch *batch, instant now)
{
    const struct watch_setup *setup = watcher->setup;
    watcher->is_unsure = false;
    if (setup->is_simulated)
        return watcher->seen == INSTANT_NONE ? INSTANT_NONE : watcher->seen - setup->grace;
    if (batch->is_confirmed || batch->is_over || batch->was_confirmed) {
        bool is_now = batch->is_confirmed || batch->is_over;
        watcher->confirmed = is_now ? now : watcher->read_at;
        return watcher->confirmed - setup->grace;
    }
    if (now - watcher->confirmed <= setup->max_hold)
        return INSTANT_NONE;
    watcher->is_unsure = true;
    return now - setup->max_hold;
}

/* ---- looks ---- */

struct look watcher_look(const struct watcher *watcher, instant as_of)
{
    return (struct look){.by = &watcher->setup->by,
                         .store = watcher->setup->store,
                         .residents = watcher->residents,
                         .threads = watcher->setup->threads,
                         .as_of = as_of,
                         .until = as_of,
                         .arena = watcher->arena};
}

static bool look_at_all(struct watcher *watcher, struct look *look)
{
    store_numbers *tickets = &watcher->tickets;
    for (size_t from = 0; from < tickets->count; from += TICKETS_A_LOOK) {
        size_t left = tickets->count - from;
        store_numbers some = {tickets->at + from, left < TICKETS_A_LOOK ? left : TICKETS_A_LOOK, 0};
        if (!look_at(look, &some))
            return false;
        manager_working(watcher->setup->manager);
    }
    for (;;) {
        store_numbers due = {0};
        struct store_due want = {.before = look->until, .most = TICKETS_A_LOOK};
        timers_due(&watcher->residents->timers, &want, watcher->arena, &due);
        if (!due.count)
            return !db_problem(watcher->setup->store->db);
        if (!look_at(look, &due))
            return false;
        manager_working(watcher->setup->manager);
    }
}

/* Judges what the batch or time has moved, up to AS_OF, and tells what is earlier than UNTIL. */
static void look_up_to(struct watcher *watcher, instant as_of, instant until)
{
    struct look look = watcher_look(watcher, as_of);
    look.until = until;
    if (!look_at_all(watcher, &look))
        return;
    look_sort(&look);
    tell_findings(watcher, &look);
    if (as_of == watcher->bound)
        return;
    watcher->bound = as_of;
    store_set_instant(watcher->setup->store, "bound", as_of);
}

static void look(struct watcher *watcher, instant bound)
{
    if (bound == INSTANT_NONE || (watcher->bound != INSTANT_NONE && bound < watcher->bound))
        bound = watcher->bound;
    tell_late(watcher);
    if (bound != INSTANT_NONE) {
        look_up_to(watcher, bound, bound);
        return;
    }
    for (size_t i = 0; i < watcher->tickets.count; i++)
        residents_plan(watcher->residents, watcher->tickets.at[i], INSTANT_FIRST);
}

/* Is anything to be done at BOUND? */
static bool has_work(const struct watcher *watcher, const struct source_batch *batch, instant bound)
{
    if (batch->bytes.len)
        return true;
    instant next = timers_first(&watcher->residents->timers);
    return bound != INSTANT_NONE && next != INSTANT_NONE && next < bound;
}

static void settle(struct watcher *watcher)
{
    arrivals_move(watcher->residents->arrivals);
    residents_let_go(watcher->residents);
}

static void tell_pulse(struct watcher *watcher, const struct source_batch *batch, instant now)
{
    const struct watch_setup *setup = watcher->setup;
    if (!setup->pulse)
        return;
    const struct timers *timers = &watcher->residents->timers;
    instant bound = bound_of(watcher, batch, now);
    struct watch_pulse pulse = {.by = setup->by,
                                .now = now,
                                .as_of = bound == INSTANT_NONE ? watcher->bound : bound,
                                .confirmed = watcher->confirmed,
                                .batches = watcher->batches,
                                .timers = timers->count,
                                .held = timers_count(timers, now),
                                .is_simulated = setup->is_simulated,
                                .source = setup->source->name,
                                .problem = batch->problem};
    setup->pulse(setup->listener, &pulse);
}

/* One transaction. False: the log is bad. */
static bool take_in(struct watcher *watcher, const struct source_batch *batch, instant now)
{
    struct db *db = watcher->setup->store->db;
    watcher->tickets = watcher->late = (store_numbers){0};
    watcher->first_event = 0;
    watcher->now = now;
    db_begin(db);
    struct source *source = watcher->setup->source;
    bool is_read = intake_take(watcher, batch);
    if (is_read && source->kind->keep)
        source->kind->keep(source, watcher->setup->store);
    if (is_read)
        look(watcher, bound_of(watcher, batch, now));
    if (is_read)
        settle(watcher);
    watcher->is_torn = !(is_read ? db_commit(db) : db_run(db, "ROLLBACK")) || !is_read;
    watcher->batches++;
    if (!watcher->is_torn)
        tell_pulse(watcher, batch, now); /* whoever is answered may ask at once */
    if (source->kind->settle)
        source->kind->settle(source, !watcher->is_torn);
    return !watcher->is_torn;
}

/* ---- the source ---- */

static void say_problem(struct watcher *watcher, struct text problem)
{
    if (text_equal(problem, watcher->said))
        return;
    size_t room = sizeof watcher->said_room;
    watcher->said.at = watcher->said_room;
    watcher->said.len = problem.len < room ? problem.len : room;
    if (problem.len)
        memcpy(watcher->said_room, problem.at, watcher->said.len);
    if (problem.len)
        watcher_say(watcher, TEXT_FMT ": " TEXT_FMT, TEXT_ARG(watcher->setup->source->name),
                    TEXT_ARG(problem));
}

/* Until something may have happened. */
static void wait(const struct watcher *watcher, instant bound)
{
    const struct watch_setup *setup = watcher->setup;
    int descriptor = setup->source->kind->wait_on(setup->source), milliseconds = PAUSE;
    instant next = setup->is_simulated ? INSTANT_NONE : timers_first(&watcher->residents->timers);
    if (next != INSTANT_NONE && bound != INSTANT_NONE) {
        micros left = next + setup->grace - moment_now();
        left = left < 0 ? 0 : left / 1000;
        milliseconds = left + 1 < milliseconds ? (int)left + 1 : milliseconds;
    }
    struct pollfd input = {.fd = descriptor, .events = POLLIN};
    outbox_wait(setup->outbox, input, milliseconds);
}

/* ---- the run ---- */

static enum watch_end store_failed(const struct watcher *watcher)
{
    watcher_say(watcher, "the state can't be written: %s", db_problem(watcher->setup->store->db));
    return WATCH_BAD_STORE;
}

static enum watch_end outlet_failed(const struct watcher *watcher)
{
    struct text problem = watcher->setup->outbox->problem;
    watcher_say(watcher, "cannot write records: " TEXT_FMT, TEXT_ARG(problem));
    return WATCH_BAD_OUTLET;
}

/* All that waits, until it has gone or is dead. */
static enum watch_end drain(struct watcher *watcher)
{
    for (;;) {
        enum outbox_step step = outbox_step(watcher->setup->outbox);
        manager_working(watcher->setup->manager);
        if (db_problem(watcher->setup->store->db))
            return store_failed(watcher);
        if (step == OUTBOX_FAILED)
            return outlet_failed(watcher);
        if (step == OUTBOX_IDLE || *watcher->setup->stop)
            return WATCH_DONE;
        if (step == OUTBOX_BUSY)
            outbox_wait(watcher->setup->outbox, (struct pollfd){.fd = -1}, DRAIN_PAUSE);
    }
}

/* The source is over: on a simulated clock what falls on the last instant is told too. */
static enum watch_end finish(struct watcher *watcher)
{
    struct db *db = watcher->setup->store->db;
    if (watcher->setup->is_simulated && watcher->seen != INSTANT_NONE) {
        db_begin(db);
        watcher->tickets.count = watcher->late.count = 0;
        look_up_to(watcher, watcher->seen, watcher->seen + 1);
        settle(watcher);
        if (!db_commit(db))
            return store_failed(watcher);
    }
    return drain(watcher);
}

/* Uses idle time; false: there is nothing to be done. */
static bool tidy(struct watcher *watcher)
{
    struct arrivals *arrivals = watcher->residents->arrivals;
    if (!arrivals_wait(arrivals))
        return false;
    db_begin_lightly(watcher->setup->store->db);
    arrivals_move_idly(arrivals);
    residents_let_go(watcher->residents);
    return db_commit(watcher->setup->store->db);
}

/* A line for whoever asks the service manager how it is. */
static void describe(struct watcher *watcher)
{
    const struct watch_setup *setup = watcher->setup;
    char bound[CIVIL_ROOM] = "nothing yet", next[CIVIL_ROOM] = "none";
    if (!manager_wants_status(setup->manager))
        return;
    instant timer = timers_first(&watcher->residents->timers);
    if (watcher->bound != INSTANT_NONE)
        civil_write_instant(bound, watcher->bound);
    if (timer != INSTANT_NONE && civil_exists(timer))
        civil_write_instant(next, timer);
    manager_describe(setup->manager,
                     text_format(watcher->arena, "told up to %s, next timer %s%s", bound, next,
                                 watcher->said.len ? ", its source can't be read" : ""));
}

/* One round; false: *END says why it is the last. */
static bool go_round(struct watcher *watcher, enum watch_end *end)
{
    const struct watch_setup *setup = watcher->setup;
    struct source_batch batch;
    arena_reset(watcher->arena);
    *end = WATCH_BAD_STORE;
    if (*setup->again && !turn(watcher))
        return store_failed(watcher), false;
    instant now = moment_now();
    watcher_check_clock(watcher, now);
    source_read(setup->source, &batch);
    say_problem(watcher, batch.problem);
    *end = WATCH_BAD_LOG;
    if (batch.is_bad)
        return false;
    instant bound = bound_of(watcher, &batch, now);
    bool works = has_work(watcher, &batch, bound) || batch.is_over;
    bool is_taken = !works || take_in(watcher, &batch, now);
    watcher->read_at = now;
    if (!is_taken && !db_problem(setup->store->db))
        return false;
    *end = WATCH_BAD_STORE;
    if (db_problem(setup->store->db))
        return store_failed(watcher), false;
    tell_pulse(watcher, &batch, now);
    enum outbox_step step = outbox_step(setup->outbox);
    manager_working(setup->manager);
    describe(watcher);
    if (step == OUTBOX_FAILED)
        return *end = outlet_failed(watcher), false;
    if (*setup->stop || batch.is_over) {
        manager_stopping(setup->manager);
        *end = *setup->stop ? WATCH_DONE : finish(watcher);
        return false;
    }
    if (!batch.bytes.len && step != OUTBOX_MOVED && !works && !tidy(watcher))
        wait(watcher, bound);
    return true;
}

enum watch_end watch_run(struct watch_setup *setup)
{
    struct watcher watcher = {.setup = setup, .arena = arena_new(), .started = moment_now()};
    enum watch_end end = WATCH_OTHER_CHARTER;
    watcher.confirmed = watcher.read_at = watcher.started;
    watcher.bound = store_instant(setup->store, "bound");
    watcher.seen = store_instant(setup->store, "seen");
    outbox_open(setup->outbox);
    watcher.residents = residents_open(setup->store);
    bool is_reloaded = !setup->was || watcher_reload(&watcher, setup->was, &setup->by);
    bool is_fit = is_reloaded && is_ours(&watcher);
    if (!is_reloaded)
        end = store_failed(&watcher);
    if (is_fit)
        manager_working(setup->manager);
    if (is_fit)
        while (go_round(&watcher, &end))
            ;
    residents_close(watcher.residents, !watcher.is_torn && !db_problem(setup->store->db));
    outbox_close(setup->outbox);
    arena_free(watcher.arena);
    return end;
}

/* ---- verdicts ---- */

static int64_t write_some(struct look *look, const store_numbers *tickets,
                          void (*write)(void *context, struct text bytes), void *context)
{
    verdict_list verdicts = {0};
    if (!tickets->count || !look_verdicts(look, tickets, 0, &verdicts))
        return 0;
    for (size_t i = 0; i < verdicts.count; i++) {
        write(context, verdicts.at[i].record);
        write(context, TEXT("\n"));
    }
    return tickets->at[tickets->count - 1];
}

bool watch_verdicts(const struct reading_by *by, struct store *store,
                    void (*write)(void *context, struct text bytes), void *context)
{
    struct store_due want = {.before = INSTANT_NONE, .most = TICKETS_A_LOOK};
    instant bound = store_instant(store, "bound");
    do {
        struct arena *arena = arena_new();
        struct look look = {.by = by, .store = store, .as_of = bound, .arena = arena};
        store_numbers tickets = {0};
        store_due(store, &want, arena, &tickets);
        want.after = write_some(&look, &tickets, write, context);
        arena_free(arena);
    } while (want.after && !db_problem(store->db));
    return !db_problem(store->db);
}
