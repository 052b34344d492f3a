/* identities.c - open addressing, 16 bytes an entry, doubled at three quarters. */
#include "log/identities.h"

enum { FIRST_ROOM = 64 };

uint64_t identities_hash(struct text id)
{
    struct cell cell = {id.at, id.len};
    return intern_hash(cell, intern_key_at_end(cell));
}

static struct identity *table_new(size_t room)
{
    return memory_zeroed(room * sizeof(struct identity));
}

void identities_init(struct identities *identities)
{
    *identities = (struct identities){table_new(FIRST_ROOM), FIRST_ROOM - 1, 0};
}

void identities_fini(struct identities *identities)
{
    memory_release(identities->table);
    *identities = (struct identities){0};
}

static struct identity *place_of(const struct identities *identities, struct text id, uint64_t hash)
{
    for (size_t place = hash & identities->mask;; place = (place + 1) & identities->mask) {
        struct identity *entry = &identities->table[place];
        if (!entry->at || (entry->tag == hash >> 32 && entry->len == id.len &&
                           memcmp(entry->at, id.at, id.len) == 0))
            return entry;
    }
}

bool identities_has(const struct identities *identities, struct text id)
{
    return place_of(identities, id, identities_hash(id))->at != NULL;
}

/* Entries know half of their hash. */
static void grow(struct identities *identities)
{
    struct identities old = *identities;
    size_t room = (old.mask + 1) * 2;
    *identities = (struct identities){table_new(room), room - 1, old.count};
    for (size_t i = 0; i <= old.mask; i++) {
        struct text id = {old.table[i].at, old.table[i].len};
        if (id.at)
            *place_of(identities, id, identities_hash(id)) = old.table[i];
    }
    memory_release(old.table);
}

bool identities_knows(struct identities *identities, struct text id, uint64_t hash)
{
    if (identities->count * 4 > identities->mask * 3)
        grow(identities);
    struct identity *place = place_of(identities, id, hash);
    if (place->at)
        return true;
    *place = (struct identity){id.at, (uint32_t)id.len, (uint32_t)(hash >> 32)};
    identities->count++;
    return false;
}

void identities_ask(const struct identities *identities, uint64_t hash)
{
    __builtin_prefetch(&identities->table[hash & identities->mask]);
}

void identities_add(struct identities *identities, struct text id)
{
    bool known = identities_knows(identities, id, identities_hash(id));
    (void)known;
}
