/* intern.c - open addressing; doubled at one half, a large one at three quarters. */
#include "log/intern.h"

enum { FIRST_ROOM = 64, SMALL_ROOM = 1 << 16 };

static struct intern_entry *room_new(size_t room)
{
    return memory_zeroed(room * sizeof(struct intern_entry));
}

void intern_init(struct intern *intern)
{
    *intern = (struct intern){room_new(FIRST_ROOM), FIRST_ROOM - 1, 0};
}

void intern_fini(struct intern *intern)
{
    memory_release(intern->entries);
    *intern = (struct intern){0};
}

struct intern_key intern_key_at_end(struct cell cell)
{
    struct intern_key key;
    char bytes[16] = {0};
    memcpy(bytes, cell.at, cell.len < 16 ? cell.len : 16);
    memcpy(&key.lo, bytes, 8);
    memcpy(&key.hi, bytes + 8, 8);
    return key;
}

uint64_t intern_hash_rest(struct cell cell)
{
    uint64_t hash = 0;
    for (size_t i = 16; i < cell.len; i += 8) {
        uint64_t word = 0;
        memcpy(&word, cell.at + i, cell.len - i < 8 ? cell.len - i : 8);
        hash = intern_mix(hash ^ word ^ 0x589965cc75374cc3u, 0xe7037ed1a0b428dbu);
    }
    return hash;
}

static void put(struct intern *intern, const struct intern_entry *entry)
{
    struct cell cell = {entry->at, entry->len};
    size_t place = intern_hash(cell, entry->key) & intern->mask;
    while (intern->entries[place].at)
        place = (place + 1) & intern->mask;
    intern->entries[place] = *entry;
}

static void grow(struct intern *intern)
{
    struct intern old = *intern;
    size_t room = (old.mask + 1) * 2;
    intern->entries = room_new(room);
    intern->mask = room - 1;
    for (size_t i = 0; i <= old.mask; i++)
        if (old.entries[i].at)
            put(intern, &old.entries[i]);
    memory_release(old.entries);
}

void intern_add(struct intern *intern, struct text text, uint32_t code)
{
    bool is_small = intern->mask < SMALL_ROOM; /* most stand where their hash says */
    if (intern->count + intern->count / (is_small ? 1 : 3) >= intern->mask)
        grow(intern);
    struct cell cell = {text.at, text.len};
    struct intern_entry entry = {
        .key = intern_key(cell, text.at), .at = text.at, .len = (uint32_t)text.len, .code = code};
    put(intern, &entry);
    intern->count++;
}
