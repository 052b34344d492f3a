/* map.c - open addressing, at most half full. */
#include "base/map.h"

struct slot {
    struct text key;
    uint64_t hash;
    void *value;
};

struct map {
    struct arena *arena;
    struct slot *slots;
    size_t cap, count;
};

enum { FIRST_CAP = 16 };

struct map *map_new(struct arena *arena)
{
    struct map *map = ARENA_NEW(arena, struct map);
    map->arena = arena;
    map->cap = FIRST_CAP;
    map->slots = ARENA_ARRAY(arena, FIRST_CAP, struct slot);
    return map;
}

static struct slot *locate(struct slot *slots, size_t cap, struct text key, uint64_t hash)
{
    size_t i = (size_t)hash & (cap - 1);
    while (slots[i].value && !(slots[i].hash == hash && text_equal(slots[i].key, key)))
        i = (i + 1) & (cap - 1);
    return &slots[i];
}

void *map_find(const struct map *map, struct text key)
{
    return locate(map->slots, map->cap, key, text_hash(key))->value;
}

static void grow(struct map *map)
{
    size_t cap = map->cap * 2;
    struct slot *slots = ARENA_ARRAY(map->arena, cap, struct slot);
    for (size_t i = 0; i < map->cap; i++)
        if (map->slots[i].value)
            *locate(slots, cap, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    map->slots = slots;
    map->cap = cap;
}

void map_put(struct map *map, struct text key, void *value)
{
    if (map->count * 2 >= map->cap)
        grow(map);
    uint64_t hash = text_hash(key);
    struct slot *slot = locate(map->slots, map->cap, key, hash);
    map->count += slot->value == NULL;
    *slot = (struct slot){key, hash, value};
}

size_t map_count(const struct map *map)
{
    return map->count;
}
