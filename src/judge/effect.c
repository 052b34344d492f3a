/* effect.c - the one place that knows when a ticket is done, and what happens then. */
#include "judge/effect.h"

#include <assert.h>

/* More than a log has pairs of; where two fall on one place the later one stays. */
enum { PLACES_LOG2 = 8, PLACES = 1 << PLACES_LOG2 };

struct effects {
    struct arena *arena;
    struct effect *at[PLACES]; /* NULL: nothing yet */
};

struct effects *effects_new(struct arena *arena)
{
    struct effects *effects = ARENA_NEW(arena, struct effects);
    effects->arena = arena;
    return effects;
}

/* ---- making one ---- */

struct making {
    struct effect *effect;
    const struct judge *judge;
    const struct said *said;
    bool has_status; /* after the row */
};

static struct happening *add(const struct making *making)
{
    struct effect *effect = making->effect;
    assert(effect->happening_count < HAPPENINGS_MOST);
    struct happening *happening = &effect->happenings[effect->happening_count++];
    *happening = (struct happening){.actor_slot = making->said->slot};
    return happening;
}

static void add_kind(const struct making *making, uint8_t kind)
{
    add(making)->kind = kind;
}

static bool stands(const struct making *making, uint32_t bit)
{
    return making->effect->stance & bit;
}

static bool is_in(const struct making *making, enum status_class class)
{
    uint32_t stance = making->effect->stance;
    return (stance & STANCE_HAS_CLASS) && stance >> STANCE_CLASS_SHIFT == (uint32_t) class;
}

static void set_class(const struct making *making, enum status_class class)
{
    uint32_t below = making->effect->stance & ((1u << STANCE_CLASS_SHIFT) - 1);
    making->effect->stance = below | STANCE_HAS_CLASS | (uint32_t) class << STANCE_CLASS_SHIFT;
}

static uint32_t choice_said(const struct making *making)
{
    uint32_t status = (uint32_t)making->judge->model->schema.status;
    return making->judge->log->columns[status].values[making->said->status].choice;
}

/* The ticket enters a status, and perhaps a class with it. */
static void enter_status(const struct making *making)
{
    if (!making->said->enters)
        return;
    struct happening *happening = add(making);
    uint32_t choice = choice_said(making);
    enum status_class now = making->judge->model->schema.classes[choice];
    happening->enters = happening->has_status = true;
    happening->status = choice;
    happening->has_class = !is_in(making, now);
    happening->status_class = now;
    set_class(making, now);
}

/* Where no status is known, events say what class the ticket is in (3.4). */
static void enter_by_event(const struct making *making)
{
    if (making->has_status)
        return;
    struct happening *happening = add(making);
    happening->enters = happening->has_class = true;
    happening->status_class = making->effect->is_done ? CLASS_DONE : CLASS_WORKING;
    set_class(making, happening->status_class);
}

/* Is the ticket done after this row? A status in the row wins over its event (3.4). */
static bool is_done_after(const struct making *making)
{
    uint8_t kind = making->said->kind;
    bool says_done = kind == KIND_RESOLVED || kind == KIND_CLOSED;
    if (!making->said->status)
        return says_done || (stands(making, STANCE_DONE) && kind != KIND_REOPENED);
    bool done = making->judge->model->schema.classes[choice_said(making)] == CLASS_DONE;
    making->effect->disagrees = done ? kind == KIND_REOPENED : says_done;
    return done;
}

static bool is_own_kind(uint8_t kind)
{
    return kind != KIND_OPENED && kind != KIND_REOPENED && kind != KIND_RESOLVED &&
           kind != KIND_CLOSED && kind != KIND_MERGED;
}

/* The happenings of a row in the order of 3.3. */
static void happen(const struct making *making)
{
    struct effect *effect = making->effect;
    uint8_t kind = making->said->kind;
    bool before = stands(making, STANCE_DONE), now = is_done_after(making);
    effect->is_done = now;
    effect->reopens = before && !now;
    effect->replies = kind == KIND_REPLY;
    effect->merges = kind == KIND_MERGED;
    enter_status(making);
    if (!stands(making, STANCE_OPENED))
        add_kind(making, KIND_OPENED);
    if (before && !now) {
        enter_by_event(making);
        add_kind(making, KIND_REOPENED);
    }
    if (is_own_kind(kind))
        add_kind(making, kind);
    if (!before && now) {
        enter_by_event(making);
        add_kind(making, KIND_RESOLVED);
    }
    if (kind == KIND_CLOSED || kind == KIND_MERGED)
        add_kind(making, kind);
}

static void make(struct effect *effect, const struct said *said)
{
    bool has_status = (effect->stance & STANCE_HAS_STATUS) || said->status;
    struct making making = {effect, effect->judge, said, has_status};
    if (said->is_column)
        add_kind(&making, KIND_OPENED);
    else
        happen(&making);
    uint32_t kept = effect->stance & ~(uint32_t)(STANCE_DONE | STANCE_HAS_STATUS);
    effect->stance = kept | STANCE_OPENED | (effect->is_done ? STANCE_DONE : 0) |
                      (has_status ? STANCE_HAS_STATUS : 0);
    effect->concern = concern_of(effect->judge, effect);
}

/* ---- remembering ---- */

static uint64_t key_of(uint32_t stance, const struct said *said)
{
    uint32_t flags = (uint32_t)said->enters << 1 | said->is_column;
    uint32_t low = ((flags << STANCE_BITS | stance) << 8 | said->slot) << 8 | said->kind;
    return (uint64_t)said->status << 32 | low;
}

static uint32_t place_of(uint64_t key)
{
    return (uint32_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> (64 - PLACES_LOG2));
}

const struct effect *effect_of(struct effects *effects, const struct judge *judge,
                                 uint32_t stance, struct said said)
{
    uint64_t key = key_of(stance, &said);
    struct effect **place = &effects->at[place_of(key)];
    if (*place && (*place)->key == key && (*place)->judge == judge)
        return *place;
    if (!*place)
        *place = ARENA_NEW(effects->arena, struct effect);
    **place = (struct effect){.key = key, .judge = judge, .stance = stance};
    make(*place, &said);
    return *place;
}
