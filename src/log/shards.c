/* shards.c - who owns which record: tickets that share something are one group (union and find). */
#include <string.h>

#include "log/shard_part.h"

/* ---- groups ---- */

static uint32_t group_of(struct shards *shards, uint32_t ticket)
{
    uint32_t *parents = shards->parents.at;
    while (parents[ticket] != ticket)
        ticket = parents[ticket] = parents[parents[ticket]];
    return ticket;
}

/* The group that was seen first gives its number to both. */
static uint32_t join(struct shards *shards, uint32_t a, uint32_t b)
{
    if (a == SHARD_NOBODY || b == SHARD_NOBODY)
        return a == SHARD_NOBODY ? b : a;
    a = group_of(shards, a);
    b = group_of(shards, b);
    shards->parents.at[a < b ? b : a] = a < b ? a : b;
    return a < b ? a : b;
}

static void remember(struct map *map, struct arena *arena, struct text name, uint32_t ticket)
{
    map_put(map, text_copy(arena, name), (void *)((uintptr_t)ticket + 1));
}

static uint32_t recall(const struct map *map, struct text name)
{
    uintptr_t found = (uintptr_t)map_find(map, name);
    return found ? (uint32_t)(found - 1) : SHARD_NOBODY;
}

static uint32_t ticket_called(struct shards *shards, struct text name)
{
    uint32_t ticket = recall(shards->tickets, name);
    if (ticket != SHARD_NOBODY)
        return ticket;
    ticket = (uint32_t)shards->parents.count;
    VECTOR_PUSH(shards->arena, &shards->parents, ticket);
    remember(shards->tickets, shards->arena, name, ticket);
    return ticket;
}

/* ---- what the witness tells ---- */

static void see_input(void *context, const struct log_part *form, struct text head)
{
    struct shards *shards = context;
    struct shard_file *file = &shards->files[shards->file];
    file->form = *form;
    file->head = head;
    file->first = shards->records.count;
    shards->owner = SHARD_NOBODY;
}

static struct shard_record *last_record(struct shards *shards)
{
    return &shards->records.at[shards->records.count - 1];
}

static void see_item(void *context, struct text bytes, uint64_t line)
{
    struct shards *shards = context;
    bool is_xes = shards->files[shards->file].form.format == LOG_XES;
    struct shard_record record = {bytes, line, is_xes ? shards->owner : SHARD_NOBODY};
    VECTOR_PUSH(shards->arena, &shards->records, record);
    shards->owner = SHARD_NOBODY;
}

static void see_row(void *context, struct text ticket, struct text id)
{
    struct shards *shards = context;
    bool is_xes = shards->files[shards->file].form.format == LOG_XES;
    uint32_t *owner = is_xes ? &shards->owner : &last_record(shards)->owner;
    if (ticket.len)
        *owner = join(shards, *owner, ticket_called(shards, ticket));
    if (!id.len)
        return;
    uint32_t before = recall(shards->ids, id);
    *owner = join(shards, *owner, before);
    if (before == SHARD_NOBODY && *owner != SHARD_NOBODY)
        remember(shards->ids, shards->arena, id, *owner);
}

/* Of XES what stands in front of the first case, and the end tag. A document without a case is all
 * head. */
static void frame(struct shards *shards, struct shard_file *file)
{
    struct text all = file->head;
    if (file->first == file->end)
        return;
    const struct shard_record *first = &shards->records.at[file->first],
                              *last = last_record(shards);
    const char *behind = last->bytes.at + last->bytes.len;
    file->head = (struct text){all.at, (size_t)(first->bytes.at - all.at)};
    struct text rest = {behind, (size_t)(all.at + all.len - behind)};
    const char *tag = memrchr(rest.at, '<', rest.len);
    file->tail = tag ? text_slice(rest, (size_t)(tag - rest.at), rest.len) : TEXT("</log>");
}

static void see_end(void *context, const struct log_part *form)
{
    struct shards *shards = context;
    struct shard_file *file = &shards->files[shards->file];
    file->form = *form;
    file->end = shards->records.count;
    if (form->format == LOG_XES)
        frame(shards, file);
    shards->file++;
}

/* ---- the whole ---- */

struct shards *shards_new(struct arena *arena, const char *const *paths, uint32_t count)
{
    struct shards *shards = ARENA_NEW(arena, struct shards);
    *shards = (struct shards){.arena = arena, .file_count = count};
    shards->witness = (struct log_witness){shards, see_input, see_item, see_row, see_end};
    shards->files = ARENA_ARRAY(arena, count, struct shard_file);
    for (uint32_t i = 0; i < count; i++)
        shards->files[i].path =
            strcmp(paths[i], "-") == 0 ? TEXT("standard input") : text_of(paths[i]);
    shards->tickets = map_new(arena);
    shards->ids = map_new(arena);
    return shards;
}

const struct log_witness *shards_witness(const struct shards *shards)
{
    return &shards->witness;
}

/* A number that SEED and NUMBER fix (splitmix64). */
static uint64_t random_number(uint64_t seed, uint64_t number)
{
    uint64_t x = seed + (number + 1) * UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

static uint32_t shard_of(const struct shards *shards, const struct shard_record *record)
{
    return record->owner == SHARD_NOBODY ? 1 : shards->dealt.at[record->owner];
}

/* A counting sort by shard, which keeps the order of the input. */
static void place_records(struct shards *shards, uint32_t count)
{
    struct arena *arena = shards->arena;
    size_t records = shards->records.count;
    size_t *from = ARENA_ARRAY(arena, (size_t)count + 3, size_t);
    size_t *order = ARENA_ARRAY(arena, records + 1, size_t);
    shards->ticket_counts = ARENA_ARRAY(arena, (size_t)count + 1, uint64_t);
    for (size_t i = 0; i < records; i++)
        from[(size_t)shard_of(shards, &shards->records.at[i]) + 2]++;
    for (size_t i = 2; i < (size_t)count + 3; i++)
        from[i] += from[i - 1];
    for (size_t i = 0; i < records; i++)
        order[from[(size_t)shard_of(shards, &shards->records.at[i]) + 1]++] = i;
    for (size_t i = 0; i < shards->dealt.count; i++)
        shards->ticket_counts[shards->dealt.at[i]]++;
    shards->from = from;
    shards->order = order;
}

void shards_deal(struct shards *shards, uint32_t count, uint64_t seed)
{
    uint64_t groups = 0;
    for (uint32_t i = 0; i < shards->parents.count; i++) {
        uint32_t group = group_of(shards, i), shard = 0;
        if (group == i)
            shard = 1 + (uint32_t)((seed ? random_number(seed, groups++) : groups++) % count);
        VECTOR_PUSH(shards->arena, &shards->dealt, shard);
        shards->dealt.at[i] = shards->dealt.at[group];
    }
    place_records(shards, count);
}

struct shard_size shards_size(const struct shards *shards, uint32_t number)
{
    return (struct shard_size){shards->from[number + 1] - shards->from[number],
                               shards->ticket_counts[number]};
}
