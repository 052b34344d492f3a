/* ahead.c - what lies ahead of an imagined ticket: see imagined.h. */
#include <stdlib.h>

#include "analyse/imagined.h"

static int compare(const void *a, const void *b)
{
    const struct ahead *left = a, *right = b;
    if (left->at != right->at)
        return left->at > right->at ? 1 : -1;
    if (left->kind != right->kind)
        return left->kind > right->kind ? -1 : 1; /* a closing before what is due at it */
    return (left->order > right->order) - (left->order < right->order);
}

struct looking {
    struct arena *arena;
    const struct imagined_answer *now, *then;
    instant at;   /* where the ticket stands */
    instant last; /* that something is due; where it stands without any */
    VECTOR(struct ahead) list;
};

static void put(struct looking *looking, struct ahead ahead)
{
    ahead.order = (uint32_t)looking->list.count;
    VECTOR_PUSH(looking->arena, &looking->list, ahead);
}

static bool is_to_come(const struct looking *looking, const struct verdict *verdict)
{
    return verdict->kind == VERDICT_PENDING && verdict->due != INSTANT_NONE &&
           verdict->due >= looking->at;
}

static void add_due(struct looking *looking)
{
    for (uint32_t i = 0; i < looking->now->count; i++) {
        const struct verdict *verdict = &looking->now->ledgers[i].verdict;
        if (!is_to_come(looking, verdict))
            continue;
        put(looking,
            (struct ahead){.at = verdict->due, .kind = AHEAD_DUE, .target = verdict->target});
        looking->last = verdict->due > looking->last ? verdict->due : looking->last;
    }
}

/* ---- hours ---- */

static bool is_noted(const struct looking *looking, uint32_t calendar)
{
    for (size_t i = 0; i < looking->list.count; i++)
        if (looking->list.at[i].kind >= AHEAD_CLOSES && looking->list.at[i].calendar == calendar)
            return true;
    return false;
}

/* The last due instant of what is counted in CALENDAR. */
static instant last_due(const struct looking *looking, uint32_t calendar)
{
    instant last = looking->at;
    for (uint32_t i = 0; i < looking->now->count; i++) {
        const struct verdict *verdict = &looking->now->ledgers[i].verdict;
        if (is_to_come(looking, verdict) && verdict->calendar == calendar && verdict->due > last)
            last = verdict->due;
    }
    return last;
}

static void add_turns(struct looking *looking, uint32_t index)
{
    const struct calendar *calendar = judge_calendar(looking->now->judge, index);
    instant last = last_due(looking, index);
    for (instant at = looking->at;;) {
        bool open = calendar_is_open(calendar, at);
        struct calendar_answer turn =
            open ? calendar_next_closing(calendar, at) : calendar_next_opening(calendar, at);
        if (turn.status != CALENDAR_OK || turn.at > last)
            return;
        put(looking, (struct ahead){.at = turn.at,
                                    .kind = open ? AHEAD_CLOSES : AHEAD_OPENS,
                                    .calendar = index});
        at = turn.at;
    }
}

static void add_hours(struct looking *looking)
{
    for (uint32_t i = 0; i < looking->now->count; i++) {
        const struct verdict *verdict = &looking->now->ledgers[i].verdict;
        if (is_to_come(looking, verdict) && !is_noted(looking, verdict->calendar))
            add_turns(looking, verdict->calendar);
    }
}

/* ---- notices ---- */

/* Those that the cycle has later and does not have now. */
static void add_notices(struct looking *looking)
{
    for (uint32_t i = 0; i < looking->then->count && i < looking->now->count; i++) {
        const struct ledger *then = &looking->then->ledgers[i];
        for (uint32_t k = looking->now->ledgers[i].notice_count; k < then->notice_count; k++)
            put(looking, (struct ahead){.at = then->notices[k].at,
                                        .kind = AHEAD_TOLD,
                                        .notice = &then->notices[k]});
    }
}

struct ahead_list imagined_ahead(struct arena *arena, const struct imagined *imagined,
                                 const struct model *model)
{
    struct imagined_answer now = imagined_judge(arena, imagined, model), then;
    struct looking looking = {.arena = arena, .now = &now, .then = &then};
    looking.at = looking.last = imagined_now(imagined);
    add_due(&looking);
    instant end = looking.last + AHEAD_DAYS * MICROS_DAY;
    then = imagined_judge_at(arena, imagined, model, civil_exists(end) ? end : looking.last);
    add_hours(&looking);
    add_notices(&looking);
    imagined_done(&now);
    imagined_done(&then);
    if (looking.list.count)
        qsort(looking.list.at, looking.list.count, sizeof *looking.list.at, compare);
    return (struct ahead_list){looking.list.at, (uint32_t)looking.list.count};
}
