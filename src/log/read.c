/* read.c - inputs one after the other, each by its form, into one log. */
#include "log/read.h"

#include "log/form.h"
#include "log/history.h"
#include "log/stream_part.h"
#include "log/unpack_whole.h"

enum { FIRST_BYTES = 1 << 20 };

void reading_record(struct reading *reading, struct text bytes, uint64_t line)
{
    const struct log_witness *witness = reading->request->witness;
    if (reading->rows.stream)
        stream_record(reading, bytes);
    reading->columns->log.records++;
    if (witness && reading->form.format != LOG_XES)
        witness->item(witness->context, bytes, line);
    if (reading->request->wants_digest)
        digest_add(&reading->digest, bytes);
}

void reading_records(struct reading *reading, const struct text *records, size_t count)
{
    reading->columns->log.records += count;
    if (reading->request->wants_digest)
        digest_add_all(&reading->digest, records, count);
}

/* Of a piece of a log that goes on nothing is asked. */
static bool found_flow(struct reading *reading)
{
    struct binding *binding = &reading->binding;
    for (uint32_t i = 0; i < binding->ref_count; i++)
        binding->refs[i].found = reading->seen[binding->refs[i].at];
    for (uint32_t i = 0; i < binding->slot_count; i++)
        binding->slots[i].found = false;
    bind_flow(binding, reading->request->flow->known);
    binding->can_say_actor = false;
    bind_abilities(binding, &reading->columns->log);
    return true;
}

void reading_begins(struct reading *reading, struct text head)
{
    const struct log_witness *witness = reading->request->witness;
    if (witness)
        witness->input(witness->context, &reading->form, head);
}

static bool part_found(const struct log_part *part, struct text name)
{
    for (size_t i = 0; part && i < part->found_count; i++)
        if (text_equal(part->found[i], name))
            return true;
    return false;
}

void reading_actors(struct reading *reading)
{
    const struct log_part *part = reading->part;
    for (uint32_t i = 0; i < reading->binding.slot_count; i++) {
        struct slot *slot = &reading->binding.slots[i];
        if (slot->spec->role != LOG_ACTOR)
            continue;
        slot->found = slot->found || (part && part->has_actors);
        reading->form.has_actors = slot->found;
    }
}

bool reading_stopped(const struct reading *reading)
{
    const atomic_bool *stop = reading->request->stop;
    return stop && atomic_load_explicit(stop, memory_order_relaxed);
}

bool reading_found(struct reading *reading, const struct text *keys, size_t count)
{
    struct binding *binding = &reading->binding;
    if (reading->request->flow)
        return found_flow(reading);
    struct text *header = ARENA_ARRAY(reading->arena, binding->ref_count + count + 1, struct text);
    struct map *listed = map_new(reading->arena);
    size_t found = 0;
    reading->form.is_found = true;
    reading->form.found = header;
    for (uint32_t i = 0; i < binding->ref_count; i++) {
        const struct text *name = &binding->refs[i].column->name;
        bool is_seen = reading->seen[binding->refs[i].at] || part_found(reading->part, *name);
        if (!is_seen || map_find(listed, *name))
            continue;
        header[found++] = *name;
        map_put(listed, *name, (void *)(uintptr_t)name);
    }
    reading->form.found_count = found;
    for (size_t i = 0; i < count; i++)
        if (!map_find(listed, keys[i]))
            header[found++] = keys[i];
    if (!bind_header(binding, header, found, &reading->place))
        return false;
    binding->can_say_actor = false;
    bind_abilities(binding, &reading->columns->log);
    return true;
}

/* BYTES, unpacked if they are packed: what comes out lives as long as the log. */
static bool unpack_input(struct reading *reading, struct text *bytes)
{
    struct unpacked unpacked;
    enum unpack_status status = unpack(*bytes, reading->request->stop, &unpacked);
    if (status == UNPACK_PLAIN)
        return true;
    VECTOR_PUSH(reading->arena, &reading->columns->unpacked, unpacked.bytes);
    *bytes = buffer_text(&unpacked.bytes);
    if (status == UNPACK_STOPPED)
        return false;
    return status == UNPACK_DONE || reading_bad_pack(reading, &unpacked, status);
}

bool reading_wait(struct reading *reading, size_t least, struct text *bytes)
{
    if (!reading->unpacking)
        return true;
    struct unpacking_state state = unpacking_wait(reading->unpacking, least);
    *bytes = state.bytes;
    reading->binding.safe_end = bytes->at + bytes->len;
    return state.is_over;
}

enum log_packed log_unpack(const struct log_input *input, const struct unpack_taker *taker,
                           struct sink *sink)
{
    struct reading reading = {.sink = sink, .place = {input->path, sink}};
    struct unpacked unpacked;
    struct unpack_request request = {.packed = input->bytes, .taker = taker};
    enum unpack_status status = unpack_to(&request, &unpacked);
    if (status != UNPACK_PLAIN && status != UNPACK_DONE && status != UNPACK_REFUSED)
        reading_bad_pack(&reading, &unpacked, status);
    buffer_fini(&unpacked.bytes);
    return status == UNPACK_PLAIN ? LOG_PLAIN : status == UNPACK_DONE ? LOG_UNPACKED : LOG_BAD_PACK;
}

static bool is_wide(struct text bytes)
{
    return text_starts(bytes, TEXT("\xff\xfe")) || text_starts(bytes, TEXT("\xfe\xff"));
}

static struct form find_form(const struct reading *reading, struct text bytes)
{
    if (reading->part)
        return (struct form){reading->part->format, reading->part->delimiter};
    return form_of(reading->binding.spec->format, reading->place.path, bytes);
}

/* Enough to see what it is. */
static struct text first_bytes(struct reading *reading, struct text bytes)
{
    size_t least = FIRST_BYTES;
    while (!reading_wait(reading, least, &bytes) && !memchr(bytes.at, '\n', bytes.len))
        least = bytes.len * 2;
    return bytes;
}

static bool read_bytes(struct reading *reading, struct text bytes)
{
    bytes = first_bytes(reading, bytes);
    struct form form = find_form(reading, bytes);
    reading->form = (struct log_part){.format = form.format, .delimiter = form.delimiter};
    if (bytes.len == 0 && !reading->part)
        return reading_empty(reading);
    if (is_wide(bytes))
        return reading_bad_form(reading, "written in UTF-16");
    if (unpack_stranger(bytes))
        return reading_bad_form(reading, unpack_stranger(bytes));
    switch (form.format) {
    case LOG_NDJSON:
        return reading_ndjson(reading, bytes);
    case LOG_XES:
        reading_wait(reading, SIZE_MAX, &bytes);
        return reading_xes(reading, bytes);
    default:
        return reading_csv(reading, bytes, form.delimiter);
    }
}

/* What is said of a log counts only if it could be unpacked: else that alone is said. */
static bool read_unpacking(struct reading *reading)
{
    struct sink aside, *sink = reading->sink;
    struct unpacked unpacked;
    sink_init(&aside, sink->arena);
    reading->sink = reading->place.sink = &aside;
    bool good = read_bytes(reading, TEXT(""));
    reading->sink = reading->place.sink = sink;
    enum unpack_status status = unpacking_end(reading->unpacking, &unpacked);
    reading->unpacking = NULL;
    reading->columns->input = buffer_text(&unpacked.bytes);
    if (status == UNPACK_STOPPED)
        return false;
    if (status != UNPACK_DONE)
        return reading_bad_pack(reading, &unpacked, status);
    for (size_t i = 0; i < aside.list.count; i++)
        sink_add(sink, aside.list.at[i]);
    return good;
}

/* By one thread all is unpacked first. */
static bool unpacks_beside(struct reading *reading, struct text bytes)
{
    const struct log_request *request = reading->request;
    if (request->threads < 2 || request->reads_plainly || reading->part || !unpack_is_packed(bytes))
        return false;
    reading->unpacking = unpacking_begin(bytes, request->stop);
    if (reading->unpacking)
        VECTOR_PUSH(reading->arena, &reading->columns->unpackings, reading->unpacking);
    return reading->unpacking != NULL;
}

/* In one go, if that can be. */
static bool unpacks_whole(struct reading *reading, struct text *bytes)
{
    struct buffer unpacked = {0};
    if (reading->request->reads_plainly || reading->part || !unpack_whole(*bytes, &unpacked))
        return false;
    VECTOR_PUSH(reading->arena, &reading->columns->unpacked, unpacked);
    *bytes = buffer_text(&unpacked);
    return true;
}

static bool read_unpacked(struct reading *reading, uint32_t index, struct text bytes)
{
    reading->binding.safe_end = bytes.at + bytes.len;
    columns_begin_file(reading->columns, index, bytes);
    return read_bytes(reading, bytes);
}

static bool read_input(struct reading *reading, uint32_t index)
{
    const struct log_input *input = &reading->request->inputs[index];
    bool good;
    reading->place = (struct log_place){input->path, reading->sink};
    reading->rows.file = index;
    reading->part = input->part;
    struct text bytes = input->bytes;
    if (unpacks_whole(reading, &bytes)) {
        good = read_unpacked(reading, index, bytes);
    } else if (unpacks_beside(reading, bytes)) {
        columns_begin_file(reading->columns, index, unpacking_room(reading->unpacking));
        good = read_unpacking(reading);
    } else {
        good = (reading->part || unpack_input(reading, &bytes)) &&
               read_unpacked(reading, index, bytes);
    }
    if (!good)
        return false;
    if (reading->request->stream &&
        !stream_look(reading, reading->columns->input.at + reading->columns->input.len))
        return false;
    if (reading->request->witness)
        reading->request->witness->over(reading->request->witness->context, &reading->form);
    return true;
}

/* Places in inputs that are parts of files become places in these. */
static void place_all(struct reading *reading)
{
    struct columns *columns = reading->columns;
    for (size_t i = 0; i < reading->rejects.list.count; i++)
        columns_place(columns, &reading->rejects.list.at[i].first);
    for (int i = 0; i < REMARK_COUNT; i++)
        if (columns->log.remarks[i].count)
            columns_place(columns, &columns->log.remarks[i].first);
}

static bool read_inputs(struct reading *reading)
{
    bool good = true;
    for (uint32_t i = 0; good && i < reading->request->input_count; i++)
        good = read_input(reading, i);
    if (good)
        place_all(reading);
    return good && reading_check_rejects(reading);
}

static void finish(struct reading *reading)
{
    const struct log_request *request = reading->request;
    struct eventlog *log = &reading->columns->log;
    struct text *files = ARENA_ARRAY(reading->arena, request->input_count + 1, struct text);
    for (uint32_t i = 0; i < request->input_count; i++)
        files[i] = request->inputs[i].path;
    log->files = files;
    log->row_per_ticket = reading->binding.spec->row_per_ticket;
    log->whole = request->whole;
    log->has_ids = reading->rows.identities.count > 0;
    log->rejects = reading->rejects.list.at;
    log->reject_count = (uint32_t)reading->rejects.list.count;
    log->rejected = reading->rejects.total;
    log->unknowns = reading->unknowns.list.at;
    log->unknown_count = (uint32_t)reading->unknowns.list.count;
    if (request->wants_digest)
        digest_write(&reading->digest, log->digest);
    columns_finish(reading->columns);
    history_make(reading->columns, request->threads);
}

/* NULL if no input is a part of a file. */
static const struct log_part *const *parts_of(struct arena *arena,
                                              const struct log_request *request)
{
    const struct log_part **parts =
        ARENA_ARRAY(arena, request->input_count, const struct log_part *);
    bool any = false;
    for (uint32_t i = 0; i < request->input_count; i++) {
        parts[i] = request->inputs[i].part;
        any = any || parts[i];
    }
    return any ? parts : NULL;
}

enum log_status log_read(struct arena *arena, const struct log_request *request, struct sink *sink,
                         struct eventlog **log)
{
    struct reading reading = {.request = request, .arena = arena, .sink = sink};
    const struct log_spec *spec =
        request->spec ? request->spec : log_spec_canonical(arena, request->schema);
    reading.columns = columns_new(arena, request->schema, request->input_count);
    reading.columns->parts = parts_of(arena, request);
    rejects_init(&reading.rejects, arena);
    reading.rejects.keeps_all = request->keeps_reasons;
    digest_init(&reading.digest);
    bind_init(&reading.binding, spec, reading.columns);
    rows_init(&reading.rows, &reading.binding, &reading.rejects);
    unknowns_init(&reading.unknowns, arena);
    reading.rows.unknowns = request->keeps_unknown ? &reading.unknowns : NULL;
    reading.rows.flow = request->flow;
    reading.rows.witness = request->witness;
    if (request->stream)
        stream_begin(&reading);
    bool good = read_inputs(&reading) && (!request->stream || stream_end(&reading));
    if (good && !request->stream && !reading_stopped(&reading))
        finish(&reading);
    good = good && !reading_stopped(&reading);
    *log = good && !request->stream ? &reading.columns->log : NULL;
    if (!*log)
        columns_fini(reading.columns);
    rows_fini(&reading.rows);
    bind_fini(&reading.binding);
    rejects_fini(&reading.rejects);
    return good ? LOG_OK : reading_stopped(&reading) ? LOG_STOPPED : LOG_BAD;
}

uint32_t log_flow_columns(const struct log_spec *spec)
{
    return bind_ref_count(spec);
}

void log_free(struct eventlog *log)
{
    if (log)
        columns_fini((struct columns *)(void *)log);
}
