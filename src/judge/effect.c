/* effect.c - the one place that knows when a ticket is done, and what happens then. */
#include "judge/effect.h"

#include <assert.h>

/* Of a stance. The class of the ticket's status, once it has one, is CLASS << CLASS_SHIFT. */
enum { OPENED = 1, DONE = 2, HAS_CLASS = 4, CLASS_SHIFT = 3, CLASS_BITS = 3 << 3 };

struct effects *effects_new(const struct judge *judge, struct arena *arena)
{
    struct effects *effects = ARENA_NEW(arena, struct effects);
    struct effect *none = ARENA_NEW(arena, struct effect); /* of what no row says */
    none->said = UINT64_MAX;
    effects->arena = arena;
    effects->size = sizeof *none + judge->model->target_count * sizeof *none->acts;
    for (size_t i = 0; i < 1 << EFFECTS_LOG2; i++)
        effects->at[i] = none;
    return effects;
}

/* ---- one is made ---- */

struct making {
    struct effect *effect;
    const struct judge *judge;
    uint32_t flags; /* of the stance, as it becomes */
    uint8_t kind, slot;
    uint32_t before, status; /* codes of the status: before it, and said */
};

static struct happening *add(const struct making *making)
{
    struct effect *effect = making->effect;
    assert(effect->count < HAPPENINGS_MOST);
    struct happening *happening = &effect->happenings[effect->count++];
    *happening = (struct happening){.actor_slot = making->slot};
    return happening;
}

static void add_kind(const struct making *making, uint8_t kind)
{
    add(making)->kind = kind;
}

static bool is_in(const struct making *making, enum status_class class)
{
    return (making->flags & HAS_CLASS) &&
           (making->flags & CLASS_BITS) >> CLASS_SHIFT == (uint32_t) class;
}

static void set_class(struct making *making, enum status_class class)
{
    making->flags &= ~(uint32_t)CLASS_BITS;
    making->flags |= HAS_CLASS | (uint32_t) class << CLASS_SHIFT;
}

static uint32_t choice_said(const struct making *making)
{
    uint32_t status = (uint32_t)making->judge->model->schema.status;
    return making->judge->log->columns[status].values[making->status].choice;
}

/* The ticket enters a status, and perhaps a class with it. */
static void enter_status(struct making *making)
{
    if (!making->status || making->status == making->before)
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
static void enter_by_event(struct making *making)
{
    if (making->before || making->status)
        return;
    struct happening *happening = add(making);
    happening->enters = happening->has_class = true;
    happening->status_class = making->effect->is_done ? CLASS_DONE : CLASS_WORKING;
    set_class(making, happening->status_class);
}

/* Is the ticket done after this row? A status in the row wins over its event (3.4). */
static bool is_done_after(const struct making *making)
{
    uint8_t kind = making->kind;
    bool says_done = kind == KIND_RESOLVED || kind == KIND_CLOSED;
    if (!making->status)
        return says_done || ((making->flags & DONE) && kind != KIND_REOPENED);
    bool done = making->judge->model->schema.classes[choice_said(making)] == CLASS_DONE;
    if (done ? kind == KIND_REOPENED : says_done)
        making->effect->more |= EFFECT_DISAGREES;
    return done;
}

static bool is_own_kind(uint8_t kind)
{
    return kind != KIND_OPENED && kind != KIND_REOPENED && kind != KIND_RESOLVED &&
           kind != KIND_CLOSED && kind != KIND_MERGED;
}

/* The happenings of a row in the order of 3.3. */
static void happen(struct making *making)
{
    struct effect *effect = making->effect;
    uint8_t kind = making->kind;
    bool opened = making->flags & OPENED, before = making->flags & DONE;
    bool now = is_done_after(making);
    effect->is_done = now;
    effect->reopens = before && !now;
    effect->replies = kind == KIND_REPLY;
    effect->more |= kind == KIND_MERGED ? EFFECT_MERGES : 0;
    effect->more |= !opened && kind != KIND_OPENED ? EFFECT_IMPLICIT : 0;
    enter_status(making);
    if (!opened)
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

static void make(struct effect *effect, const struct judge *judge)
{
    struct making making = {.effect = effect,
                            .judge = judge,
                            .flags = (uint32_t)effect->stance & ((1u << STANCE_FLAGS) - 1),
                            .kind = (uint8_t)effect->said,
                            .slot = (uint8_t)(effect->said >> 8),
                            .before = (uint32_t)(effect->stance >> 32),
                            .status = (uint32_t)(effect->said >> 32)};
    if (effect->said == SAID_COLUMN)
        add_kind(&making, KIND_OPENED);
    else
        happen(&making);
    uint32_t status = making.status ? making.status : making.before;
    uint32_t flags = (making.flags & ~(uint32_t)DONE) | OPENED | (effect->is_done ? DONE : 0);
    effect->after = stance_first(judge) | (uint64_t)status << 32 | flags;
    interest_mark(judge, effect);
}

const struct effect *effect_learn(struct effects *effects, const struct judge *judge,
                                  uint64_t stance, uint64_t said)
{
    struct effect **place = &effects->at[effect_place(stance, said)];
    if ((*place)->said == UINT64_MAX)
        *place = arena_alloc(effects->arena, effects->size);
    **place = (struct effect){.stance = stance, .said = said};
    make(*place, judge);
    return *place;
}
