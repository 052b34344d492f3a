/* slots.c - see slots.h. */
#include "check/slots.h"

static enum node_kind numbered_with(enum node_kind kind)
{
    return kind == NODE_PERIOD ? NODE_HOURS : kind;
}

struct slots *slots_new(struct arena *arena)
{
    struct slots *slots = ARENA_NEW(arena, struct slots);
    slots->arena = arena;
    slots_number(slots, NODE_HOURS, &(struct slot_key){TEXT("always"), NULL});
    return slots;
}

/* The bytes of the pointer, for what has no name. */
static struct text key_text(struct slots *slots, const struct slot_key *key)
{
    if (key->name.len)
        return key->name;
    const struct node **kept = ARENA_NEW(slots->arena, const struct node *);
    *kept = key->node;
    return (struct text){(const char *)kept, sizeof *kept};
}

uint32_t slots_number(struct slots *slots, enum node_kind kind, const struct slot_key *key)
{
    kind = numbered_with(kind);
    struct text text = key_text(slots, key);
    if (!slots->names[kind])
        slots->names[kind] = map_new(slots->arena);
    uintptr_t number = (uintptr_t)map_find(slots->names[kind], text);
    if (!number) {
        number = ++slots->counts[kind];
        map_put(slots->names[kind], text, (void *)number);
    }
    return (uint32_t)number - 1;
}

uint32_t slots_count(const struct slots *slots, enum node_kind kind)
{
    return slots->counts[kind];
}
