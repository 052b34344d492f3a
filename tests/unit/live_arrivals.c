/* with: tap.c */
/* live_arrivals.c - what arrives stands in its place in the end, and is seen by whoever asks
 * meanwhile; timers against a list of them. */
#include "live/arrivals.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "live/timers.h"
#include "tap.h"

/* A turn is begun when there are more than a million entries of all kinds. */
enum { BATCHES = 100, A_BATCH = 5000, EVENTS = BATCHES * A_BATCH, TICKETS = 20000, LAST = 37 };

static uint64_t draw(uint64_t *chance)
{
    *chance ^= *chance << 13;
    *chance ^= *chance >> 7;
    *chance ^= *chance << 17;
    return *chance;
}

static struct text id_of(char *room, uint64_t event)
{
    int length = snprintf(room, 40, "%llx", (unsigned long long)(event * 0x9e3779b97f4a7c15u));
    return (struct text){room, (size_t)length};
}

/* ---- arrivals ---- */

struct past {
    struct store store;
    uint64_t chance;
    int64_t *ticket; /* by event, from 1 */
    instant *timer;  /* by ticket, from 1 */
    int64_t events;
    long known; /* ids that were said to be known */
};

static void add_batch(struct past *past, struct arrivals *arrivals)
{
    char room[40];
    for (int i = 0; i < A_BATCH; i++) {
        int64_t event = ++past->events;
        int64_t ticket = (int64_t)(draw(&past->chance) % TICKETS) + 1;
        past->ticket[event] = ticket;
        past->timer[ticket] = (instant)(draw(&past->chance) % 1000);
        past->known += !arrivals_add_id(arrivals, id_of(room, (uint64_t)event));
        if (i % 100 == 0) /* one that came long ago, or lately */
            past->known +=
                !arrivals_add_id(arrivals, id_of(room, draw(&past->chance) % (uint64_t)event + 1));
        arrivals_add(arrivals, ticket, event);
        arrivals_plan(arrivals, ticket, past->timer[ticket]);
    }
    arrivals_move(arrivals);
}

static bool has_history(struct past *past, int64_t ticket)
{
    struct arena *arena = arena_new();
    store_numbers events = {0};
    store_history(&past->store, ticket, arena, &events);
    size_t at = 0;
    bool same = true;
    for (int64_t event = 1; event <= past->events; event++)
        if (past->ticket[event] == ticket)
            same = same && at < events.count && events.at[at++] == event;
    same = same && at == events.count;
    arena_free(arena);
    return same;
}

static void make_tickets(struct past *past)
{
    char room[40];
    bool is_new;
    db_begin(past->store.db);
    for (int i = 1; i <= TICKETS; i++)
        store_ticket(&past->store, id_of(room, (uint64_t)i), &is_new);
    db_commit(past->store.db);
}

static void count_timer(void *context, int64_t ticket, instant next)
{
    struct past *past = context;
    past->known += past->timer[ticket] == next;
}

/* Stopped in the middle of a turn, as by a fall. */
static void first_run(struct past *past)
{
    struct arrivals *arrivals = arrivals_open(&past->store);
    long wrong = 0;
    for (int i = 0; i < BATCHES; i++) {
        db_begin(past->store.db);
        add_batch(past, arrivals);
        db_commit(past->store.db);
        if (i % 20 == 7)
            wrong += !has_history(past, (int64_t)(draw(&past->chance) % TICKETS) + 1);
    }
    tap_ok(arrivals_turn(arrivals) > 1, "there was enough for a turn");
    tap_equal(past->known, EVENTS / 100, "what came again is known, and nothing else");
    tap_equal(wrong, 0, "histories are seen while they are put in their place");
    arrivals_close(arrivals, false);
}

static void second_run(struct past *past)
{
    char room[40];
    struct arrivals *arrivals = arrivals_open(&past->store);
    long wrong = 0, unknown = 0;
    for (int64_t ticket = 1; ticket <= LAST; ticket++) {
        struct arena *arena = arena_new();
        store_numbers events = {0}, all = {0};
        store_placed_history(&past->store, ticket, arena, &events);
        store_history(&past->store, ticket, arena, &all);
        wrong += !has_history(past, ticket) || events.count != all.count;
        arena_free(arena);
    }
    tap_equal(wrong, 0, "after a fall all of it stands in its place");
    for (int64_t event = 1; event <= past->events; event += 7)
        unknown += !store_has_id(&past->store, id_of(room, (uint64_t)event));
    tap_equal(unknown, 0, "and so do ids");
    db_begin(past->store.db);
    for (int64_t ticket = 1; ticket <= TICKETS; ticket++)
        arrivals_plan(arrivals, ticket, past->timer[ticket]);
    arrivals_move(arrivals);
    db_commit(past->store.db);
    arrivals_close(arrivals, true);
    past->known = 0;
    store_timers(&past->store, count_timer, past);
    tap_equal(past->known, TICKETS, "timers are those that were planned last");
}

static void arrive(void)
{
    struct arena *arena = arena_new();
    struct text problem = TEXT("");
    struct past past = {.chance = 88172645463325252u};
    past.ticket = ARENA_ARRAY(arena, EVENTS + 1, int64_t);
    past.timer = ARENA_ARRAY(arena, TICKETS + 1, instant);
    if (tap_ok(store_borrow(&past.store, NULL, arena, &problem) == STORE_OK, "a state in memory")) {
        make_tickets(&past);
        first_run(&past);
        second_run(&past);
        tap_ok(!db_problem(past.store.db), "nothing went wrong with it");
        store_close(&past.store);
    }
    arena_free(arena);
}

/* ---- timers ---- */

enum { MANY = 300, STEPS = 20000 };

static bool are_due(const struct timers *timers, const instant *planned, instant before)
{
    struct arena *arena = arena_new();
    store_numbers due = {0};
    struct store_due want = {.before = before, .most = MANY};
    size_t at = 0;
    bool same = true;
    timers_due(timers, &want, arena, &due);
    for (int64_t ticket = 1; ticket <= MANY; ticket++)
        if (planned[ticket] != INSTANT_NONE && planned[ticket] < before)
            same = same && at < due.count && due.at[at++] == ticket;
    same = same && at == due.count;
    arena_free(arena);
    return same;
}

static instant earliest(const instant *planned)
{
    instant first = INSTANT_NONE;
    for (int64_t ticket = 1; ticket <= MANY; ticket++)
        if (planned[ticket] != INSTANT_NONE && (first == INSTANT_NONE || planned[ticket] < first))
            first = planned[ticket];
    return first;
}

static void plan(void)
{
    struct timers timers = {0};
    instant planned[MANY + 1];
    uint64_t chance = 4711;
    long wrong = 0;
    for (int i = 0; i <= MANY; i++)
        planned[i] = INSTANT_NONE;
    for (int i = 0; i < STEPS; i++) {
        int64_t ticket = (int64_t)(draw(&chance) % MANY) + 1;
        planned[ticket] = draw(&chance) % 3 ? (instant)(draw(&chance) % 500) : INSTANT_NONE;
        timers_set(&timers, ticket, planned[ticket]);
        wrong += timers_of(&timers, ticket) != planned[ticket];
        wrong += timers_first(&timers) != earliest(planned);
        if (i % 50 == 0)
            wrong += !are_due(&timers, planned, (instant)(draw(&chance) % 500));
    }
    tap_equal(wrong, 0, "timers are those of a list");
    timers_fini(&timers);
}

int main(void)
{
    plan();
    arrive();
    return tap_end();
}
