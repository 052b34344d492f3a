/* outbox.c - see outbox.h. */
#include "live/outbox.h"

#include <sys/random.h>

#include "live/moment.h"

enum { GROUP = 500, DOUBLINGS = 10, POLLED_MOST = 16 };

void outbox_open(struct outbox *outbox)
{
    for (size_t i = 0; i < outbox->count; i++)
        outbox->outlets[i]->arena = arena_new();
}

void outbox_close(struct outbox *outbox)
{
    for (size_t i = 0; i < outbox->count; i++) {
        outbox->outlets[i]->kind->close(outbox->outlets[i]);
        arena_free(outbox->outlets[i]->arena);
    }
}

/* Before another try, when TRIES were made. */
static micros pause_after(const struct outbox *outbox, int64_t tries)
{
    int64_t doublings = tries - 1 < DOUBLINGS ? tries - 1 : DOUBLINGS;
    micros pause = outbox->pause * (INT64_C(1) << doublings);
    uint32_t chance = 0;
    if (getrandom(&chance, sizeof chance, GRND_NONBLOCK) < 0)
        return pause;
    return pause + pause / 4 * (chance >> 16) / 65536;
}

static struct outcome outcome_of(const struct outbox *outbox, const struct outlet *outlet,
                                 enum sending sending)
{
    int64_t tries = outlet->current.tries + 1;
    if (sending == SENDING_DONE)
        return (struct outcome){OUTBOX_SENT, tries, INSTANT_NONE, TEXT("")};
    if (tries >= outbox->tries || sending == SENDING_REFUSED)
        return (struct outcome){OUTBOX_DEAD, tries, INSTANT_NONE, outlet->problem};
    micros pause = pause_after(outbox, tries);
    instant due = moment_now() + (pause < outlet->wait ? outlet->wait : pause);
    return (struct outcome){OUTBOX_WAITING, tries, due, outlet->problem};
}

/* Begins with what waits; false: nothing does, or it is not its time yet. */
static bool next(struct outbox *outbox, struct outlet *outlet, bool *waits)
{
    arena_reset(outlet->arena);
    outlet->problem = TEXT("");
    outlet->wait = 0;
    struct delivery_request request = {outlet->name, moment_now()};
    *waits = store_next_delivery(outbox->store, &request, outlet->arena, &outlet->current);
    return *waits && (outlet->current.due == INSTANT_NONE || outlet->current.due <= request.now);
}

/* One record of OUTLET. */
static enum outbox_step step(struct outbox *outbox, struct outlet *outlet)
{
    bool waits = true;
    if (!outlet->is_busy && !next(outbox, outlet, &waits))
        return waits ? OUTBOX_BUSY : OUTBOX_IDLE;
    enum sending sending = outlet->is_busy ? outlet->kind->look(outlet)
                                           : outlet->kind->begin(outlet, &outlet->current);
    outlet->is_busy = sending == SENDING_ON;
    if (sending == SENDING_ON)
        return OUTBOX_BUSY;
    if (sending == SENDING_BROKEN) {
        outbox->problem = outlet->problem;
        return OUTBOX_FAILED;
    }
    struct outcome outcome = outcome_of(outbox, outlet, sending);
    store_set_delivery(outbox->store, outlet->current.record, outlet->name, &outcome);
    return OUTBOX_MOVED;
}

static enum outbox_step step_all(struct outbox *outbox, struct outlet *outlet)
{
    enum outbox_step done = OUTBOX_IDLE, moved = OUTBOX_IDLE;
    for (size_t i = 0; i < GROUP; i++) {
        done = step(outbox, outlet);
        if (done != OUTBOX_MOVED)
            break;
        moved = OUTBOX_MOVED;
    }
    return done == OUTBOX_FAILED || moved == OUTBOX_IDLE ? done : moved;
}

enum outbox_step outbox_step(struct outbox *outbox)
{
    enum outbox_step all = OUTBOX_IDLE;
    if (!db_begin_lightly(outbox->store->db))
        return OUTBOX_IDLE;
    for (size_t i = 0; i < outbox->count; i++) {
        enum outbox_step one = step_all(outbox, outbox->outlets[i]);
        all = one > all ? one : all;
    }
    db_commit(outbox->store->db);
    return all;
}

void outbox_wait(const struct outbox *outbox, struct pollfd input, int milliseconds)
{
    struct pollfd polled[POLLED_MOST] = {input};
    nfds_t count = 1;
    for (size_t i = 0; i < outbox->count && count < POLLED_MOST; i++) {
        const struct outlet *outlet = outbox->outlets[i];
        if (outlet->is_busy)
            polled[count++] =
                (struct pollfd){.fd = outlet->kind->wait_on(outlet), .events = POLLIN};
    }
    poll(polled, count, milliseconds);
}
