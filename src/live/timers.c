/* timers.c - see timers.h. */
#include "live/timers.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "live/slice.h"

enum { ROOM_LEAST = 64 };

void timers_fini(struct timers *timers)
{
    memory_release(timers->heap);
    memory_release(timers->place);
    *timers = (struct timers){0};
}

static void put(struct timers *timers, size_t at, struct timer timer)
{
    timers->heap[at] = timer;
    timers->place[timer.ticket] = (uint32_t)at + 1;
}

/* TIMER to where it belongs, from the free place AT towards the root, then from there down. */
static void settle(struct timers *timers, size_t at, struct timer timer)
{
    while (at && timers->heap[(at - 1) / 2].next > timer.next) {
        put(timers, at, timers->heap[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
    for (size_t child = 2 * at + 1; child < timers->count; child = 2 * at + 1) {
        if (child + 1 < timers->count && timers->heap[child + 1].next < timers->heap[child].next)
            child++;
        if (timers->heap[child].next >= timer.next)
            break;
        put(timers, at, timers->heap[child]);
        at = child;
    }
    put(timers, at, timer);
}

static void take_out(struct timers *timers, int64_t ticket)
{
    size_t at = timers->place[ticket] - 1;
    struct timer last = timers->heap[--timers->count];
    timers->place[ticket] = 0;
    if (last.ticket != ticket)
        settle(timers, at, last);
}

static void make_room(struct timers *timers, int64_t ticket)
{
    if ((size_t)ticket >= timers->places) {
        size_t places = timers->places ? timers->places * 2 : ROOM_LEAST;
        places = places > (size_t)ticket ? places : (size_t)ticket + 1;
        timers->place = memory_resize(timers->place, places * sizeof *timers->place);
        memset(timers->place + timers->places, 0,
               (places - timers->places) * sizeof *timers->place);
        timers->places = places;
    }
    if (timers->count == timers->cap) {
        timers->cap = timers->cap ? timers->cap * 2 : ROOM_LEAST;
        timers->heap = memory_resize(timers->heap, timers->cap * sizeof *timers->heap);
    }
}

static bool has_place(const struct timers *timers, int64_t ticket)
{
    return (size_t)ticket < timers->places && timers->place[ticket];
}

void timers_set(struct timers *timers, int64_t ticket, instant next)
{
    assert(ticket > 0 && ticket < UINT32_MAX);
    if (next == INSTANT_NONE) {
        if (has_place(timers, ticket))
            take_out(timers, ticket);
        return;
    }
    make_room(timers, ticket);
    size_t at = timers->place[ticket] ? timers->place[ticket] - 1 : timers->count++;
    settle(timers, at, (struct timer){next, ticket});
}

instant timers_of(const struct timers *timers, int64_t ticket)
{
    return has_place(timers, ticket) ? timers->heap[timers->place[ticket] - 1].next : INSTANT_NONE;
}

instant timers_first(const struct timers *timers)
{
    return timers->count ? timers->heap[0].next : INSTANT_NONE;
}

/* What is due stands at the top of the heap: its places are walked level by level. */
void timers_due(const struct timers *timers, const struct store_due *due, struct arena *arena,
                store_numbers *tickets)
{
    VECTOR(size_t) places = {0};
    if (timers->count && timers->heap[0].next < due->before)
        VECTOR_PUSH(arena, &places, 0);
    for (size_t i = 0; i < places.count && tickets->count < (size_t)due->most; i++) {
        size_t child = 2 * places.at[i] + 1;
        VECTOR_PUSH(arena, tickets, timers->heap[places.at[i]].ticket);
        for (size_t k = child; k < child + 2 && k < timers->count; k++)
            if (timers->heap[k].next < due->before)
                VECTOR_PUSH(arena, &places, k);
    }
    if (tickets->count > 1)
        qsort(tickets->at, tickets->count, sizeof *tickets->at, slice_compare);
}
