/* resident.c - see resident.h. */
#include "live/resident.h"

#include <string.h>

enum { ROOM_LEAST = 1024 };

/* In front of the bytes of each record. */
struct record_head {
    int64_t event, header;
    uint32_t length;
};

static void plan_one(void *context, int64_t ticket, instant next)
{
    timers_set(context, ticket, next);
}

struct residents *residents_open(struct store *store)
{
    struct residents *residents = memory_resize(NULL, sizeof *residents);
    *residents =
        (struct residents){.store = store, .arrivals = arrivals_open(store), .arena = arena_new()};
    store_timers(store, plan_one, &residents->timers);
    return residents;
}

static void free_one(struct resident *resident)
{
    if (!resident)
        return;
    memory_release(resident->id);
    memory_release(resident->records);
    memory_release(resident);
}

void residents_close(struct residents *residents, bool is_whole)
{
    arrivals_close(residents->arrivals, is_whole);
    for (size_t i = 0; i < residents->room; i++)
        free_one(residents->tickets[i]);
    memory_release(residents->tickets);
    memory_release(residents->by_id);
    memory_release(residents->leaving);
    timers_fini(&residents->timers);
    arena_free(residents->arena);
    memory_release(residents);
}

/* ---- by number ---- */

static struct resident *come(struct residents *residents, int64_t ticket)
{
    if ((size_t)ticket >= residents->room) {
        size_t room = residents->room ? residents->room * 2 : ROOM_LEAST;
        room = room > (size_t)ticket ? room : (size_t)ticket + 1;
        residents->tickets = memory_resize(residents->tickets, room * sizeof *residents->tickets);
        memset(residents->tickets + residents->room, 0,
               (room - residents->room) * sizeof *residents->tickets);
        residents->room = room;
    }
    struct resident *resident = residents->tickets[ticket];
    if (resident)
        return resident;
    resident = memory_resize(NULL, sizeof *resident);
    *resident = (struct resident){0};
    residents->count++;
    return residents->tickets[ticket] = resident;
}

static const struct resident *find(const struct residents *residents, int64_t ticket)
{
    return (size_t)ticket < residents->room ? residents->tickets[ticket] : NULL;
}

/* ---- by id ---- */

static struct text id_of(const struct residents *residents, uint32_t ticket)
{
    const struct resident *resident = find(residents, ticket);
    return (struct text){resident->id, resident->id_length};
}

/* Where ID stands, or is to be put. */
static size_t place_of(const struct residents *residents, struct text id)
{
    size_t at = text_hash(id) & residents->mask;
    while (residents->by_id[at] && !text_equal(id_of(residents, residents->by_id[at]), id))
        at = (at + 1) & residents->mask;
    return at;
}

static void grow_names(struct residents *residents)
{
    uint32_t *before = residents->by_id;
    size_t size = before ? residents->mask + 1 : 0, room = size ? size * 2 : ROOM_LEAST;
    residents->by_id = memory_resize(NULL, room * sizeof *residents->by_id);
    memset(residents->by_id, 0, room * sizeof *residents->by_id);
    residents->mask = room - 1;
    for (size_t i = 0; i < size; i++)
        if (before[i])
            residents->by_id[place_of(residents, id_of(residents, before[i]))] = before[i];
    memory_release(before);
}

static void name(struct residents *residents, int64_t ticket, struct text id)
{
    struct resident *resident = come(residents, ticket);
    if (resident->id)
        return;
    resident->id = memory_resize(NULL, id.len + 1);
    memcpy(resident->id, id.at, id.len);
    resident->id_length = (uint32_t)id.len;
    if (!residents->by_id || residents->named * 2 > residents->mask)
        grow_names(residents);
    residents->by_id[place_of(residents, id)] = (uint32_t)ticket;
    residents->named++;
}

/* What stands behind a place that comes free moves up, if it was put there for want of it. */
static void forget_name(struct residents *residents, struct text id)
{
    size_t hole = place_of(residents, id), mask = residents->mask;
    residents->named--;
    for (size_t at = (hole + 1) & mask; residents->by_id[at]; at = (at + 1) & mask) {
        size_t home = text_hash(id_of(residents, residents->by_id[at])) & mask;
        if (((at - home) & mask) < ((at - hole) & mask))
            continue;
        residents->by_id[hole] = residents->by_id[at];
        hole = at;
    }
    residents->by_id[hole] = 0;
}

int64_t residents_ticket(struct residents *residents, struct text id)
{
    bool is_new = false;
    uint32_t known = residents->by_id ? residents->by_id[place_of(residents, id)] : 0;
    if (known)
        return known;
    int64_t ticket = store_ticket(residents->store, id, &is_new);
    if (!ticket)
        return 0;
    name(residents, ticket, id);
    if (is_new) {
        struct resident *resident = residents->tickets[ticket];
        resident->has_records = resident->knows_told = true;
    }
    return ticket;
}

/* ---- records ---- */

static void append(struct resident *resident, const struct slice_record *record)
{
    struct record_head head = {record->event, record->header, (uint32_t)record->bytes.len};
    uint32_t wanted = resident->length + (uint32_t)sizeof head + head.length;
    if (wanted > resident->room) {
        resident->room = wanted + wanted / 8;
        resident->records = memory_resize(resident->records, resident->room);
    }
    memcpy(resident->records + resident->length, &head, sizeof head);
    memcpy(resident->records + resident->length + sizeof head, record->bytes.at, head.length);
    resident->length = wanted;
    resident->last = record->event;
}

struct resident *residents_get(struct residents *residents, int64_t ticket)
{
    struct resident *resident = come(residents, ticket);
    struct arena *scratch = NULL;
    slice_records records = {0};
    store_numbers events = {0};
    if (resident->has_records && resident->id)
        return resident;
    scratch = arena_new();
    if (!resident->id)
        name(residents, ticket, store_ticket_id(residents->store, ticket, scratch));
    if (!resident->has_records) {
        store_placed_history(residents->store, ticket, scratch, &events);
        slice_events(residents->store, &events, scratch, &records);
    }
    slice_add_headers(residents->store, &records, residents->arena, &residents->headers);
    for (size_t i = 0; i < records.count; i++)
        append(resident, &records.at[i]);
    resident->has_records = true;
    arena_free(scratch);
    return resident;
}

void residents_add(struct residents *residents, int64_t ticket, const struct slice_record *record)
{
    struct resident *resident = residents_get(residents, ticket);
    if (resident->last == record->event)
        return;
    slice_records one = {(struct slice_record *)record, 1, 1};
    slice_add_headers(residents->store, &one, residents->arena, &residents->headers);
    append(resident, record);
    resident->turn = arrivals_turn(residents->arrivals);
    resident->is_leaving = false;
    arrivals_add(residents->arrivals, ticket, record->event);
}

void residents_records(const struct resident *resident, int64_t before, struct arena *arena,
                       slice_records *list)
{
    struct record_head head;
    for (uint32_t at = 0; at < resident->length; at += (uint32_t)sizeof head + head.length) {
        memcpy(&head, resident->records + at, sizeof head);
        struct text bytes = {resident->records + at + sizeof head, head.length};
        if (!before || head.event < before)
            VECTOR_PUSH(arena, list, ((struct slice_record){head.event, head.header, bytes}));
    }
}

/* ---- timers ---- */

void residents_plan(struct residents *residents, int64_t ticket, instant next)
{
    if (timers_of(&residents->timers, ticket) == next)
        return;
    timers_set(&residents->timers, ticket, next);
    arrivals_plan(residents->arrivals, ticket, next);
}

/* Also over what waits to be put in its place. */
static void wake_one(void *context, int64_t ticket, instant next)
{
    timers_set(&((struct residents *)context)->timers, ticket, next);
    arrivals_plan(((struct residents *)context)->arrivals, ticket, next);
}

void residents_wake_all(struct residents *residents)
{
    store_wake_all(residents->store);
    store_timers(residents->store, wake_one, residents);
}

void residents_doubt(struct residents *residents)
{
    for (size_t i = 0; i < residents->room; i++)
        if (residents->tickets[i])
            residents->tickets[i]->knows_told = false;
}

/* ---- going ---- */

void residents_leave(struct residents *residents, int64_t ticket)
{
    struct resident *resident = residents->tickets[ticket];
    if (!resident || resident->is_leaving)
        return;
    if (residents->leaving_count == residents->leaving_cap) {
        residents->leaving_cap = residents->leaving_cap ? residents->leaving_cap * 2 : ROOM_LEAST;
        residents->leaving =
            memory_resize(residents->leaving, residents->leaving_cap * sizeof *residents->leaving);
    }
    resident->is_leaving = true;
    residents->leaving[residents->leaving_count++] = ticket;
}

static void go(struct residents *residents, int64_t ticket)
{
    struct resident *resident = residents->tickets[ticket];
    if (resident->id)
        forget_name(residents, (struct text){resident->id, resident->id_length});
    free_one(resident);
    residents->tickets[ticket] = NULL;
    residents->count--;
}

void residents_let_go(struct residents *residents)
{
    uint32_t turns = arrivals_turns(residents->arrivals);
    size_t kept = 0;
    if (turns == residents->turns)
        return;
    residents->turns = turns;
    for (size_t i = 0; i < residents->leaving_count; i++) {
        int64_t ticket = residents->leaving[i];
        const struct resident *resident = find(residents, ticket);
        if (!resident || !resident->is_leaving)
            continue;
        if (resident->turn > turns)
            residents->leaving[kept++] = ticket;
        else
            go(residents, ticket);
    }
    residents->leaving_count = kept;
}
