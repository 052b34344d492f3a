/* reading_ndjson.c - an input of newline delimited JSON. */
#include "log/ndjson.h"
#include "log/reading.h"

/* The distinct keys of the slots; every one is a field. */
static size_t ndjson_keys(struct reading *reading, struct intern *keys)
{
    size_t count = 0;
    intern_init(keys);
    for (uint32_t i = 0; i < reading->binding.slot_count; i++) {
        struct slot *slot = &reading->binding.slots[i];
        struct text key = slot->spec->column;
        struct intern_entry *entry = intern_find(keys, (struct cell){key.at, key.len}, key.at);
        if (!entry)
            intern_add(keys, key, (uint32_t)count);
        slot->column = entry ? entry->code : count++;
        slot->found = true;
    }
    return count;
}

/* Whether the log has roles at all must be known before its rows are read. */
static void ndjson_actors(struct reading *reading, struct text bytes)
{
    struct eventlog unused = {0};
    for (uint32_t i = 0; i < reading->binding.slot_count; i++) {
        struct slot *slot = &reading->binding.slots[i];
        struct text key =
            text_format(reading->arena, "\"" TEXT_FMT "\"", TEXT_ARG(slot->spec->column));
        slot->found =
            slot->spec->role != LOG_ACTOR || memmem(bytes.at, bytes.len, key.at, key.len) != NULL;
    }
    bind_abilities(&reading->binding, &unused);
}

/* What stands in the place of a header: the keys that were found, and for did-you-mean those of the
 * last record that nothing asks for. */
static bool ndjson_header(struct reading *reading, const struct ndjson *ndjson)
{
    uint32_t count = 0, slots = reading->binding.slot_count;
    struct text *header = ARENA_ARRAY(reading->arena, slots + NDJSON_SHAPE + 1, struct text);
    bool *listed = ARENA_ARRAY(reading->arena, slots + 1, bool);
    for (uint32_t i = 0; i < slots; i++) {
        const struct slot *slot = &reading->binding.slots[i];
        if (reading->seen[slot->column] && !listed[slot->column]) {
            header[count++] = slot->spec->column;
            listed[slot->column] = true;
        }
    }
    for (uint32_t i = 0; i < NDJSON_SHAPE; i++)
        if (ndjson->shape[i].key.at && ndjson->shape[i].index == NDJSON_NOT_ASKED)
            header[count++] = ndjson->shape[i].key;
    if (!bind_header(&reading->binding, header, count, &reading->place))
        return false;
    reading->binding.can_say_actor = false;
    bind_abilities(&reading->binding, &reading->columns->log);
    return true;
}

static bool ndjson_rows(struct reading *reading, struct ndjson *ndjson,
                        struct ndjson_record *record)
{
    while (ndjson_next(ndjson, record)) {
        reading_record(reading, record->bytes);
        for (size_t i = 0; i < record->count; i++)
            reading->seen[i] |= record->fields[i].at != NULL;
        if (record->fault)
            rows_refuse(&reading->rows, record->fault, record->line);
        else if (!rows_add(&reading->rows, record->fields, record->line))
            return reading_too_large(reading, record->line);
    }
    return true;
}

bool reading_ndjson(struct reading *reading, struct text bytes)
{
    struct ndjson ndjson;
    struct intern keys;
    struct ndjson_record record = {.count = ndjson_keys(reading, &keys)};
    uint64_t before = reading->columns->log.records, rejected = reading->rejects.total;
    record.fields = ARENA_ARRAY(reading->arena, record.count + 1, struct cell);
    reading->seen = ARENA_ARRAY(reading->arena, record.count + 1, bool);
    ndjson_actors(reading, bytes);
    ndjson_init(&ndjson, bytes, &keys);
    bool good = ndjson_rows(reading, &ndjson, &record);
    uint64_t records = reading->columns->log.records - before;
    if (good && records == 0)
        good = reading_empty(reading);
    else if (good && records > reading->rejects.total - rejected)
        good = ndjson_header(reading, &ndjson);
    ndjson_fini(&ndjson);
    intern_fini(&keys);
    return good;
}
