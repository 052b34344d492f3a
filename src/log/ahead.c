/* ahead.c - many small tables instead of one, so that no large one is ever there twice while it
 * grows. */
#include "log/ahead.h"

#include <string.h>

enum { FIRST_ROOM = 64, FILTER_BITS = 27, FILTER_PROBES = 4 };

uint64_t ahead_hash(struct text id)
{
    struct cell cell = {id.at, id.len};
    return intern_hash(cell, intern_key_at_end(cell));
}

static uint64_t *zeroed(size_t count)
{
    uint64_t *at = memory_resize(NULL, count * sizeof *at);
    memset(at, 0, count * sizeof *at);
    return at;
}

/* ---- last rows ---- */

static uint64_t *place_of(const struct ahead_table *table, uint32_t tag)
{
    for (uint32_t place = tag & table->mask;; place = (place + 1) & table->mask) {
        uint64_t *entry = &table->at[place];
        if (!*entry || *entry >> 32 == tag)
            return entry;
    }
}

static void grow(struct ahead_table *table)
{
    struct ahead_table old = *table;
    uint32_t room = old.at ? (old.mask + 1) * 2 : FIRST_ROOM;
    table->at = zeroed(room);
    table->mask = room - 1;
    for (uint32_t i = 0; old.at && i <= old.mask; i++)
        if (old.at[i])
            *place_of(table, (uint32_t)(old.at[i] >> 32)) = old.at[i];
    memory_release(old.at);
}

void ahead_note_row(struct ahead *ahead, uint64_t hash, uint32_t row)
{
    struct ahead_table *table = &ahead->tables[hash >> 56];
    uint32_t tag = (uint32_t)(hash >> 24);
    if (!table->at || (uint64_t)table->count * 5 >= (uint64_t)table->mask * 4)
        grow(table);
    uint64_t *entry = place_of(table, tag);
    table->count += *entry == 0;
    *entry = (uint64_t)tag << 32 | (row + 1);
}

bool ahead_may_know(const struct ahead *ahead, uint64_t hash)
{
    const struct ahead_table *table = &ahead->tables[hash >> 56];
    return table->at && *place_of(table, (uint32_t)(hash >> 24));
}

static void settle_table(struct ahead *ahead, struct ahead_table *table)
{
    for (uint32_t i = 0; table->at && i <= table->mask; i++) {
        uint64_t row = (table->at[i] & UINT32_MAX) - 1;
        if (table->at[i])
            ahead->last[row / 64] |= (uint64_t)1 << row % 64;
    }
    ahead->tickets += table->count;
    memory_release(table->at);
    *table = (struct ahead_table){0};
}

void ahead_settle(struct ahead *ahead, uint64_t rows)
{
    ahead->rows = rows;
    ahead->last = zeroed(rows / 64 + 1);
    for (size_t i = 0; i < AHEAD_TABLES; i++)
        settle_table(ahead, &ahead->tables[i]);
    memory_release(ahead->seen);
    ahead->seen = NULL;
}

void ahead_fini(struct ahead *ahead)
{
    for (size_t i = 0; i < AHEAD_TABLES; i++)
        memory_release(ahead->tables[i].at);
    memory_release(ahead->last);
    memory_release(ahead->seen);
    memory_release(ahead->repeated);
    *ahead = (struct ahead){0};
}

/* ---- ids that may be repeated ---- */

static uint64_t *repeated_place(const struct ahead *ahead, uint64_t hash)
{
    for (size_t place = hash & ahead->repeated_mask;; place = (place + 1) & ahead->repeated_mask)
        if (!ahead->repeated[place] || ahead->repeated[place] == hash)
            return &ahead->repeated[place];
}

static void repeated_grow(struct ahead *ahead)
{
    uint64_t *old = ahead->repeated;
    size_t room = old ? ahead->repeated_mask + 1 : 0;
    ahead->repeated = zeroed(room ? room * 2 : FIRST_ROOM);
    ahead->repeated_mask = (room ? room * 2 : FIRST_ROOM) - 1;
    for (size_t i = 0; i < room; i++)
        if (old[i])
            *repeated_place(ahead, old[i]) = old[i];
    memory_release(old);
}

static void note_repeated(struct ahead *ahead, uint64_t hash)
{
    if (!ahead->repeated || ahead->repeated_count * 4 > ahead->repeated_mask * 3)
        repeated_grow(ahead);
    uint64_t *place = repeated_place(ahead, hash);
    ahead->repeated_count += *place == 0;
    *place = hash;
}

bool ahead_note_id(struct ahead *ahead, uint64_t hash)
{
    const uint64_t mask = ((uint64_t)1 << FILTER_BITS) - 1, step = hash >> 32 | 1;
    bool was_there = true;
    if (!ahead->seen)
        ahead->seen = zeroed((size_t)1 << (FILTER_BITS - 6));
    for (uint64_t i = 0, at = hash; i < FILTER_PROBES; i++, at += step) {
        uint64_t *word = &ahead->seen[(at & mask) / 64], bit = (uint64_t)1 << at % 64;
        was_there = was_there && (*word & bit);
        *word |= bit;
    }
    if (was_there)
        note_repeated(ahead, hash ? hash : 1);
    return was_there;
}

bool ahead_may_repeat(const struct ahead *ahead, uint64_t hash)
{
    hash = hash ? hash : 1;
    return ahead->repeated && *repeated_place(ahead, hash) == hash;
}
