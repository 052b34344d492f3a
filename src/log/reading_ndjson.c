/* reading_ndjson.c - an input of newline delimited JSON, and its records where they are flat;
 * reading_nested.c has those with paths and lists. */
#include <assert.h>

#include "log/lanes.h"
#include "log/ndjson_run.h"
#include "log/parts.h"
#include "log/stream_part.h"

enum { LAST_BYTES = 1 << 16, LOOKED_AT = 1 << 24, NOTED = 32 };

/* ---- before the rows ---- */

/* A stretch at a time, so that what has been looked at may be forgotten. */
static bool has_text(struct reading *reading, struct text bytes, struct text key)
{
    for (size_t at = 0;; at += LOOKED_AT) {
        bool is_all = reading_wait(reading, at + LOOKED_AT + key.len, &bytes);
        size_t left = bytes.len - at, len = LOOKED_AT + key.len;
        struct text some = text_slice(bytes, at, at + (left < len ? left : len));
        if (memmem(some.at, some.len, key.at, key.len))
            return true;
        if (reading->rows.stream)
            stream_forget(reading, some.at);
        if (is_all && left <= LOOKED_AT)
            return false;
    }
}

/* Whether the log has roles and identities at all must be known before its rows are read: does the
 * key of such a column stand anywhere? */
static void find_actors(struct reading *reading, struct text bytes)
{
    struct eventlog unused = {0};
    const struct log_flow *flow = reading->request->flow;
    for (uint32_t i = 0; i < reading->binding.slot_count; i++) {
        struct slot *slot = &reading->binding.slots[i];
        slot->found = slot->spec->role != LOG_ACTOR && slot->spec->role != LOG_ID;
        for (uint32_t k = 0; flow && k < slot->spec->column_count; k++)
            slot->found |= flow->known[slot->columns - reading->binding.refs + k];
        for (uint32_t k = 0; !slot->found && k < slot->spec->column_count; k++) {
            const struct path *path = slot->spec->columns[k].path;
            struct text name =
                path ? path->steps[path->count - 1].key : slot->spec->columns[k].name;
            struct text key = text_format(reading->arena, "\"" TEXT_FMT "\"", TEXT_ARG(name));
            slot->found = has_text(reading, bytes, key);
        }
    }
    reading_actors(reading);
    bind_abilities(&reading->binding, &unused);
}

struct cell *reading_fields(struct reading *reading, size_t count)
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
        reading_record(reading, record->bytes, record->line);
        note_seen(reading, record->fields, record->count);
        if (record->fault)
            rows_refuse(&reading->rows, record->fault, record->line);
        else if (!rows_add(&reading->rows, record->fields, record->line))
            return reading_too_large(reading, record->line);
        if (reading_stopped(reading))
            return false;
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

/* One record after the other. */
static bool read_plainly(struct reading *reading, struct text bytes)
{
    struct ndjson ndjson;
    struct intern keys;
    struct ndjson_record record = {.count = flat_keys(reading, &keys)};
    record.fields = reading_fields(reading, record.count);
    ndjson_init(&ndjson, bytes, &keys);
    bool good = flat_rows(reading, &ndjson, &record);
    ndjson_fini(&ndjson);
    intern_fini(&keys);
    return good;
}

/* ---- flat records in parts ---- */

struct flat_reader {
    struct ndjson ndjson;
    struct intern keys;
    struct ndjson_record record;
    bool has_lanes;
    struct lanes lanes;
    enum ndjson_way way;
    struct cell *waiting;     /* fields of records that wait for their lanes */
    uint32_t count;           /* of those records */
    uint64_t line;            /* of the first of them */
    struct text noted[NOTED]; /* records, for the digest */
    uint32_t noted_count;
};

static void open_flat(struct part_reader *reader)
{
    struct reading *reading = &reader->reading;
    struct flat_reader *own = ARENA_NEW(reading->arena, struct flat_reader);
    parts_bind(reader);
    own->record.count = flat_keys(reading, &own->keys);
    own->record.fields = reading_fields(reading, own->record.count);
    ndjson_init(&own->ndjson, TEXT(""), &own->keys);
    own->has_lanes = lanes_fit(reading);
    own->way = reading->request->lacks_vectors ? NDJSON_PLAIN : ndjson_way_best();
    own->waiting = ARENA_ARRAY(reading->arena, LANES_ROWS * own->record.count, struct cell);
    if (own->has_lanes)
        lanes_init(&own->lanes, reading, own->record.count);
    reader->own = own;
}

static void close_flat(struct part_reader *reader)
{
    struct flat_reader *own = reader->own;
    for (size_t i = 0; i < own->record.count; i++)
        reader->parts->reading->seen[i] |= reader->reading.seen[i];
    ndjson_fini(&own->ndjson);
    intern_fini(&own->keys);
}

static void add_waiting(struct flat_reader *own)
{
    struct stretch stretch = {
        .columns = own->record.count, .count = own->count, .cells = own->waiting};
    if (!own->count)
        return;
    lanes_add(&own->lanes, &stretch, own->line);
    lanes_look_for_phrases(&own->lanes, (uint32_t)stretch.columns, own->count);
    own->count = 0;
}

/* Fields that stand in the input last until their lanes are read; behind the last ones there must
 * be something to read. */
static bool can_wait(const struct part_reader *reader)
{
    const struct flat_reader *own = reader->own;
    const struct ndjson_record *record = &own->record;
    size_t behind = (size_t)(reader->reading.binding.safe_end - record->bytes.at);
    return own->has_lanes && !record->fault && own->ndjson.scratch.len == 0 &&
           behind - record->bytes.len >= LANES_SLACK;
}

static const char nothing[LANES_SLACK] = {0};

/* Room for records that begin with LINE. */
static struct cell *wait_from(struct flat_reader *own, uint64_t line)
{
    if (own->count == LANES_ROWS || (own->count && line != own->line + own->count))
        add_waiting(own);
    if (!own->count)
        own->line = line;
    return own->waiting + own->count * own->record.count;
}

static void let_wait(struct flat_reader *own)
{
    struct cell *cells = wait_from(own, own->record.line);
    for (size_t i = 0; i < own->record.count; i++)
        cells[i] = own->record.fields[i].len ? own->record.fields[i] : (struct cell){nothing, 0};
    own->count++;
}

/* Lines that are made like the last one; false: the next one isn't. */
static bool let_run_wait(struct part_reader *reader)
{
    struct flat_reader *own = reader->own;
    struct text lines[LANES_ROWS];
    if (!own->has_lanes)
        return false;
    struct ndjson_run run = {.way = own->way, .nothing = nothing, .lines = lines};
    run.safe_end = reader->reading.binding.safe_end;
    run.cells = wait_from(own, own->ndjson.lines.line + 1);
    run.most = LANES_ROWS - own->count;
    uint32_t count = ndjson_run_next(&own->ndjson, &run);
    reading_records(&reader->reading, lines, count);
    own->count += count;
    return count;
}

static void add_now(struct part_reader *reader)
{
    struct flat_reader *own = reader->own;
    add_waiting(own);
    if (own->record.fault)
        rows_refuse(&reader->reading.rows, own->record.fault, own->record.line);
    else if (!rows_add(&reader->reading.rows, own->record.fields, own->record.line))
        assert(false); /* a batch has room */
}

static void note_all(struct part_reader *reader)
{
    struct flat_reader *own = reader->own;
    reading_records(&reader->reading, own->noted, own->noted_count);
    own->noted_count = 0;
}

static void note_record(struct part_reader *reader)
{
    struct flat_reader *own = reader->own;
    if (own->noted_count == NOTED)
        note_all(reader);
    own->noted[own->noted_count++] = own->record.bytes;
}

/* The next line that is not taken with others. */
static bool next_alone(struct part_reader *reader)
{
    struct flat_reader *own = reader->own;
    while (let_run_wait(reader))
        continue;
    return ndjson_next(&own->ndjson, &own->record);
}

static void read_lines(struct part_reader *reader, struct piece *piece,
                       const struct part_range *range)
{
    struct flat_reader *own = reader->own;
    own->ndjson.lines = (struct ndjson_lines){range->from, range->stop, 0};
    while (next_alone(reader)) {
        note_record(reader);
        note_seen(&reader->reading, own->record.fields, own->record.count);
        if (can_wait(reader))
            let_wait(own);
        else
            add_now(reader);
    }
    add_waiting(own);
    note_all(reader);
    piece->to = range->stop;
    piece->batch.lines = own->ndjson.lines.line;
}

static bool read_in_parts(struct reading *reading, struct text bytes)
{
    static const struct part_form form = {parts_line_boundary, open_flat, close_flat,
                                          read_lines,          NULL,      true};
    struct ndjson_lines lines;
    struct intern keys;
    reading_fields(reading, flat_keys(reading, &keys));
    intern_fini(&keys);
    ndjson_lines_init(&lines, bytes);
    struct parts parts = {
        .reading = reading, .form = &form, .from = lines.at, .end = lines.end, .line = 1};
    return parts_read(&parts);
}

/* ---- flat records ---- */

/* Were all columns there? Keys that might have been meant are those of the last lines. */
static bool check_found(struct reading *reading, struct text bytes)
{
    struct ndjson ndjson;
    struct intern keys;
    struct ndjson_record record = {.count = flat_keys(reading, &keys)};
    record.fields = ARENA_ARRAY(reading->arena, record.count, struct cell);
    struct text last =
        text_slice(bytes, bytes.len > LAST_BYTES ? bytes.len - LAST_BYTES : 0, bytes.len);
    const char *feed = last.len < bytes.len ? memchr(last.at, '\n', last.len) : NULL;
    if (feed)
        last = text_slice(last, (size_t)(feed + 1 - last.at), last.len);
    ndjson_init(&ndjson, last, &keys);
    while (ndjson_next(&ndjson, &record))
        continue;
    bool good = flat_found(reading, &ndjson);
    ndjson_fini(&ndjson);
    intern_fini(&keys);
    return good;
}

static bool read_flat(struct reading *reading, struct text bytes, uint64_t rejected)
{
    uint64_t before = reading->columns->log.records;
    bool good = parts_fit(reading) ? read_in_parts(reading, bytes) : read_plainly(reading, bytes);
    reading_wait(reading, SIZE_MAX, &bytes);
    uint64_t records = reading->columns->log.records - before;
    bool is_found = records > reading->rejects.total - rejected;
    if (good && records == 0 && !reading->part)
        return reading_empty(reading);
    if (good && (reading->part ? reading->part->is_found : is_found))
        good = check_found(reading, bytes);
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
    if (!parts_fit(reading))
        reading_wait(reading, SIZE_MAX, &bytes);
    find_actors(reading, bytes);
    reading_begins(reading, TEXT(""));
    return is_flat(&reading->binding) ? read_flat(reading, bytes, reading->rejects.total)
                                      : reading_nested(reading, bytes);
}
