/* reading_ndjson.c - an input of newline delimited JSON: flat, or with paths and lists. */
#include "log/nested.h"
#include "log/reading.h"

/* ---- before the rows ---- */

/* Whether the log has roles at all must be known before its rows are read: does the key of a column
 * of roles stand anywhere? */
static void find_actors(struct reading *reading, struct text bytes)
{
    struct eventlog unused = {0};
    const struct log_part *part = reading->request->part;
    for (uint32_t i = 0; i < reading->binding.slot_count; i++) {
        struct slot *slot = &reading->binding.slots[i];
        slot->found = slot->spec->role != LOG_ACTOR;
        for (uint32_t k = 0; part && k < slot->spec->column_count; k++)
            slot->found |= part->known[slot->columns - reading->binding.refs + k];
        for (uint32_t k = 0; !slot->found && k < slot->spec->column_count; k++) {
            const struct path *path = slot->spec->columns[k].path;
            struct text name =
                path ? path->steps[path->count - 1].key : slot->spec->columns[k].name;
            struct text key = text_format(reading->arena, "\"" TEXT_FMT "\"", TEXT_ARG(name));
            slot->found = memmem(bytes.at, bytes.len, key.at, key.len) != NULL;
        }
    }
    bind_abilities(&reading->binding, &unused);
}

/* Makes room for records of COUNT fields. */
static struct cell *make_fields(struct reading *reading, size_t count)
{
    bind_place(&reading->binding, count);
    reading->seen = ARENA_ARRAY(reading->arena, count + 1, bool);
    return ARENA_ARRAY(reading->arena, reading->binding.room, struct cell);
}

static void note_seen(struct reading *reading, const struct cell *fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        reading->seen[i] |= fields[i].at != NULL;
}

/* ---- flat records ---- */

/* The distinct keys; each is a field. */
static size_t flat_keys(struct reading *reading, struct intern *keys)
{
    size_t count = 0;
    intern_init(keys);
    for (uint32_t i = 0; i < reading->binding.ref_count; i++) {
        struct ref *ref = &reading->binding.refs[i];
        struct text key = bind_key(ref->column);
        struct intern_entry *entry = intern_find(keys, (struct cell){key.at, key.len}, key.at);
        if (!entry)
            intern_add(keys, key, (uint32_t)count);
        ref->at = entry ? entry->code : count++;
    }
    return count;
}

static bool flat_rows(struct reading *reading, struct ndjson *ndjson, struct ndjson_record *record)
{
    while (ndjson_next(ndjson, record)) {
        reading_record(reading, record->bytes);
        note_seen(reading, record->fields, record->count);
        if (record->fault)
            rows_refuse(&reading->rows, record->fault, record->line);
        else if (!rows_add(&reading->rows, record->fields, record->line))
            return reading_too_large(reading, record->line);
    }
    return true;
}

/* The keys of the last record that nothing asks for, for did-you-mean. */
static bool flat_found(struct reading *reading, const struct ndjson *ndjson)
{
    struct text keys[NDJSON_SHAPE];
    size_t count = 0;
    for (uint32_t i = 0; i < NDJSON_SHAPE; i++)
        if (ndjson->shape[i].key.at && ndjson->shape[i].index == NDJSON_NOT_ASKED)
            keys[count++] = ndjson->shape[i].key;
    return reading_found(reading, keys, count);
}

static bool read_flat(struct reading *reading, struct text bytes, uint64_t rejected)
{
    struct ndjson ndjson;
    struct intern keys;
    struct ndjson_record record = {.count = flat_keys(reading, &keys)};
    uint64_t before = reading->columns->log.records;
    record.fields = make_fields(reading, record.count);
    ndjson_init(&ndjson, bytes, &keys);
    bool good = flat_rows(reading, &ndjson, &record);
    uint64_t records = reading->columns->log.records - before;
    if (good && records == 0)
        good = reading_empty(reading);
    else if (good && records > reading->rejects.total - rejected)
        good = flat_found(reading, &ndjson);
    ndjson_fini(&ndjson);
    intern_fini(&keys);
    return good;
}

/* ---- records with paths ---- */

static void ask_paths(struct reading *reading, struct nested *nested)
{
    const struct binding *binding = &reading->binding;
    for (uint32_t i = 0; i < binding->spec->row_count; i++)
        nested_gives_rows(nested, binding->spec->rows[i]);
    for (uint32_t i = 0; i < binding->ref_count; i++) {
        const struct log_column *column = binding->refs[i].column;
        struct path_step key = {column->name, false};
        binding->refs[i].at =
            nested_ask(nested, column->path ? column->path : &(struct path){&key, 1});
    }
}

/* The rows of a good record: its own, or those of its lists and, if the record is a ticket, its
 * own in front of them. */
static bool nested_rows(struct reading *reading, const struct nested *nested, struct cell *fields,
                        uint64_t line)
{
    bool has_lists = reading->binding.spec->row_count > 0, good = true;
    for (size_t i = 0; good && i < nested->part_count; i++) {
        if (!nested_row(nested, i, fields))
            continue;
        if (i || !has_lists)
            good = rows_add(&reading->rows, fields, line);
        else if (reading->binding.has_own_row)
            good = rows_add_own(&reading->rows, fields, line);
    }
    return good || reading_too_large(reading, line);
}

static bool all_nested_rows(struct reading *reading, struct nested *nested, uint64_t *good)
{
    struct nested_record record;
    struct cell *fields = make_fields(reading, nested->field_count);
    while (nested_next(nested, &record)) {
        reading_record(reading, record.bytes);
        *good += !record.fault;
        if (record.fault)
            rows_refuse(&reading->rows, record.fault, record.line);
        else if (!nested_rows(reading, nested, fields, record.line))
            return false;
    }
    return true;
}

static bool read_nested(struct reading *reading, struct text bytes)
{
    struct nested nested;
    uint64_t before = reading->columns->log.records, whole = 0;
    nested_init(&nested, reading->arena, bytes);
    ask_paths(reading, &nested);
    bool good = all_nested_rows(reading, &nested, &whole);
    for (uint32_t i = 0; i < nested.field_count; i++)
        reading->seen[i] = nested_has(&nested, i);
    if (good && reading->columns->log.records == before)
        good = reading_empty(reading);
    else if (good && whole)
        good = reading_found(reading, nested.learnt, nested.learnt_count);
    nested_fini(&nested);
    return good;
}

/* ---- both ---- */

static bool is_flat(const struct binding *binding)
{
    for (uint32_t i = 0; i < binding->ref_count; i++) {
        const struct path *path = binding->refs[i].column->path;
        if (path && !path_is_key(path))
            return false;
    }
    return binding->spec->row_count == 0;
}

bool reading_ndjson(struct reading *reading, struct text bytes)
{
    find_actors(reading, bytes);
    return is_flat(&reading->binding) ? read_flat(reading, bytes, reading->rejects.total)
                                      : read_nested(reading, bytes);
}
