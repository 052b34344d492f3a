/* arrivals.c - two heaps: what comes goes to one, while the other is put in its place. It is sorted
 * by a thread of its own, which nobody waits for. */
#include "live/arrivals.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/wire.h"
#include "live/id_set.h"

enum {
    FEW = 256,      /* so many are put in their places at once */
    MANY = 1 << 20, /* so many are worth a walk through the whole file */
    PIECE = 2000,   /* that are put in their places when nothing else is to be done */
    SHARE = 1       /* and for each one that comes, so many */
};

struct arrival {
    int64_t ticket, event;
};

/* ORDER: a later one stands for those before it. */
struct planned {
    int64_t ticket;
    instant next;
    uint32_t order;
};

struct heap {
    struct arrival *events;
    size_t event_count, event_cap;
    struct planned *timers;
    size_t timer_count, timer_cap;
    struct id_set ids;
};

struct arrivals {
    struct store *store;
    struct heap heaps[2];
    struct buffer batch_events, batch_ids; /* of the batch, as the store keeps them */
    int fresh;                             /* the heap, and the table, that takes what comes */
    size_t before;                         /* what the fresh one had at the end of the last batch */
    uint32_t begun, turns; /* how many times one was begun to be put in its place, and ended */
    bool is_moving;
    pthread_t sorter;
    bool has_sorter;
    atomic_bool is_sorted;
    size_t events, ids, timers; /* of the other one, that stand in their places */
};

static void *grown(void *items, size_t *cap, size_t size)
{
    *cap = *cap ? *cap * 2 : FEW;
    return memory_resize(items, *cap * size);
}

static void heap_clear(struct heap *heap)
{
    memory_release(heap->events);
    memory_release(heap->timers);
    id_set_fini(&heap->ids);
    *heap = (struct heap){0};
}

static size_t heap_size(const struct heap *heap)
{
    return heap->event_count + heap->ids.count + heap->timer_count;
}

/* ---- what comes ---- */

static bool is_known(const struct arrivals *arrivals, struct text id)
{
    return id_set_has(&arrivals->heaps[0].ids, id) || id_set_has(&arrivals->heaps[1].ids, id);
}

bool arrivals_add_id(struct arrivals *arrivals, struct text id)
{
    if (is_known(arrivals, id) || store_has_id(arrivals->store, id))
        return false;
    id_set_add(&arrivals->heaps[arrivals->fresh].ids, id);
    wire_put_text(&arrivals->batch_ids, id);
    return true;
}

static void add_event(struct heap *heap, int64_t ticket, int64_t event)
{
    if (heap->event_count == heap->event_cap)
        heap->events = grown(heap->events, &heap->event_cap, sizeof *heap->events);
    heap->events[heap->event_count++] = (struct arrival){ticket, event};
}

void arrivals_add(struct arrivals *arrivals, int64_t ticket, int64_t event)
{
    add_event(&arrivals->heaps[arrivals->fresh], ticket, event);
    wire_put_signed(&arrivals->batch_events, ticket);
    wire_put_signed(&arrivals->batch_events, event);
}

void arrivals_plan(struct arrivals *arrivals, int64_t ticket, instant next)
{
    struct heap *fresh = &arrivals->heaps[arrivals->fresh];
    if (fresh->timer_count == fresh->timer_cap)
        fresh->timers = grown(fresh->timers, &fresh->timer_cap, sizeof *fresh->timers);
    fresh->timers[fresh->timer_count] =
        (struct planned){ticket, next, (uint32_t)fresh->timer_count};
    fresh->timer_count++;
}

/* ---- in their order ---- */

static int compare_events(const void *left, const void *right)
{
    const struct arrival *a = left, *b = right;
    if (a->ticket != b->ticket)
        return a->ticket < b->ticket ? -1 : 1;
    return (a->event > b->event) - (a->event < b->event);
}

static int compare_timers(const void *left, const void *right)
{
    const struct planned *a = left, *b = right;
    if (a->ticket != b->ticket)
        return a->ticket < b->ticket ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* Of those of one ticket the last. */
static void keep_last_timers(struct heap *heap)
{
    size_t kept = 0;
    for (size_t i = 0; i < heap->timer_count; i++)
        if (i + 1 == heap->timer_count || heap->timers[i].ticket != heap->timers[i + 1].ticket)
            heap->timers[kept++] = heap->timers[i];
    heap->timer_count = kept;
}

static void sort_heap(struct heap *heap)
{
    if (heap->event_count > 1)
        qsort(heap->events, heap->event_count, sizeof *heap->events, compare_events);
    if (heap->timer_count > 1)
        qsort(heap->timers, heap->timer_count, sizeof *heap->timers, compare_timers);
    keep_last_timers(heap);
    id_set_sort(&heap->ids);
}

static void *sort(void *context)
{
    struct arrivals *arrivals = context;
    sort_heap(&arrivals->heaps[!arrivals->fresh]);
    atomic_store(&arrivals->is_sorted, true);
    return NULL;
}

/* The fresh heap is put in its place from now on, and the other one takes what comes. */
static void begin(struct arrivals *arrivals, bool waits)
{
    arrivals->fresh = !arrivals->fresh;
    arrivals->is_moving = true;
    arrivals->begun++;
    arrivals->events = arrivals->ids = arrivals->timers = arrivals->before = 0;
    atomic_store(&arrivals->is_sorted, false);
    arrivals->has_sorter = !waits && pthread_create(&arrivals->sorter, NULL, sort, arrivals) == 0;
    if (!arrivals->has_sorter)
        sort(arrivals);
}

static void end(struct arrivals *arrivals)
{
    store_clear_arrived(arrivals->store, !arrivals->fresh);
    heap_clear(&arrivals->heaps[!arrivals->fresh]);
    arrivals->is_moving = false;
    arrivals->turns = arrivals->begun;
}

uint32_t arrivals_turn(const struct arrivals *arrivals)
{
    return arrivals->begun + 1;
}

uint32_t arrivals_turns(const struct arrivals *arrivals)
{
    return arrivals->turns;
}

static void await_sorter(struct arrivals *arrivals)
{
    if (arrivals->has_sorter)
        pthread_join(arrivals->sorter, NULL);
    arrivals->has_sorter = false;
}

/* At most MOST of the other heap. */
static void place_some(struct arrivals *arrivals, size_t most)
{
    struct store *store = arrivals->store;
    const struct heap *heap = &arrivals->heaps[!arrivals->fresh];
    for (; most && arrivals->events < heap->event_count; most--) {
        const struct arrival *one = &heap->events[arrivals->events++];
        store_add_history(store, one->ticket, one->event);
    }
    for (; most && arrivals->ids < heap->ids.count; most--)
        store_add_id(store, id_set_sorted(&heap->ids, arrivals->ids++));
    for (; most && arrivals->timers < heap->timer_count; most--) {
        const struct planned *one = &heap->timers[arrivals->timers++];
        store_set_timer(store, one->ticket, one->next);
    }
    if (most)
        end(arrivals);
}

static void move_on(struct arrivals *arrivals, size_t most)
{
    if (!atomic_load(&arrivals->is_sorted))
        return;
    await_sorter(arrivals);
    place_some(arrivals, most);
}

void arrivals_flush(struct arrivals *arrivals)
{
    await_sorter(arrivals);
    if (arrivals->is_moving)
        place_some(arrivals, SIZE_MAX);
    if (!heap_size(&arrivals->heaps[arrivals->fresh]))
        return;
    begin(arrivals, true);
    place_some(arrivals, SIZE_MAX);
}

/* ---- from run to run ---- */

/* Of the last run: nobody knows when its tickets are to be looked at. */
static void take_again(void *context, const struct arrived *arrived)
{
    struct arrivals *arrivals = context;
    struct heap *heap = &arrivals->heaps[arrivals->fresh];
    struct wire events = wire_of(arrived->events), ids = wire_of(arrived->ids);
    while (events.at < events.end && !events.is_spoilt) {
        int64_t ticket = wire_signed(&events), event = wire_signed(&events);
        if (events.is_spoilt)
            break;
        add_event(heap, ticket, event);
        arrivals_plan(arrivals, ticket, INSTANT_FIRST);
    }
    while (ids.at < ids.end && !ids.is_spoilt) {
        struct text id = wire_text(&ids);
        if (!ids.is_spoilt && !is_known(arrivals, id))
            id_set_add(&heap->ids, id);
    }
}

struct arrivals *arrivals_open(struct store *store)
{
    struct arrivals *arrivals = memory_resize(NULL, sizeof *arrivals);
    *arrivals = (struct arrivals){.store = store};
    db_begin(store->db);
    store_arrived(store, take_again, arrivals);
    arrivals_flush(arrivals);
    db_commit(store->db);
    return arrivals;
}

void arrivals_close(struct arrivals *arrivals, bool is_whole)
{
    struct db *db = arrivals->store->db;
    await_sorter(arrivals);
    if (is_whole && arrivals_wait(arrivals)) {
        db_begin(db);
        arrivals_flush(arrivals);
        db_commit(db);
    }
    heap_clear(&arrivals->heaps[0]);
    heap_clear(&arrivals->heaps[1]);
    buffer_fini(&arrivals->batch_events);
    buffer_fini(&arrivals->batch_ids);
    memory_release(arrivals);
}

/* ---- when ---- */

/* One behind the other. */
static void write_batch(struct arrivals *arrivals)
{
    struct arrived arrived = {buffer_text(&arrivals->batch_events),
                              buffer_text(&arrivals->batch_ids)};
    if (arrived.events.len + arrived.ids.len)
        store_arrive(arrivals->store, arrivals->fresh, &arrived);
}

void arrivals_move(struct arrivals *arrivals)
{
    size_t size = heap_size(&arrivals->heaps[arrivals->fresh]), come = size - arrivals->before;
    bool are_few = !arrivals->is_moving && size <= FEW;
    arrivals->before = size;
    if (!are_few)
        write_batch(arrivals);
    buffer_clear(&arrivals->batch_events);
    buffer_clear(&arrivals->batch_ids);
    if (are_few)
        arrivals_flush(arrivals);
    else if (arrivals->is_moving)
        move_on(arrivals, SHARE * come + FEW);
    else if (size >= MANY)
        begin(arrivals, false);
}

bool arrivals_wait(const struct arrivals *arrivals)
{
    return arrivals->is_moving || heap_size(&arrivals->heaps[arrivals->fresh]);
}

void arrivals_move_idly(struct arrivals *arrivals)
{
    if (!arrivals->is_moving && heap_size(&arrivals->heaps[arrivals->fresh]))
        begin(arrivals, false);
    if (arrivals->is_moving)
        move_on(arrivals, PIECE);
}
