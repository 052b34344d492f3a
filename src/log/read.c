/* read.c - inputs one after the other, each by its form, into one log. */
#include "log/read.h"

#include "log/form.h"
#include "log/history.h"
#include "log/reading.h"

void reading_record(struct reading *reading, struct text bytes)
{
    reading->columns->log.records++;
    if (reading->request->wants_digest)
        digest_add(&reading->digest, bytes);
}

/* Of a part of a log nothing is asked. */
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

bool reading_found(struct reading *reading, const struct text *keys, size_t count)
{
    struct binding *binding = &reading->binding;
    if (reading->request->flow)
        return found_flow(reading);
    struct text *header = ARENA_ARRAY(reading->arena, binding->ref_count + count + 1, struct text);
    struct map *listed = map_new(reading->arena);
    size_t found = 0;
    for (uint32_t i = 0; i < binding->ref_count; i++) {
        const struct text *name = &binding->refs[i].column->name;
        if (!reading->seen[binding->refs[i].at] || map_find(listed, *name))
            continue;
        header[found++] = *name;
        map_put(listed, *name, (void *)(uintptr_t)name);
    }
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
    enum unpack_status status = unpack(*bytes, &unpacked);
    if (status == UNPACK_PLAIN)
        return true;
    VECTOR_PUSH(reading->arena, &reading->columns->unpacked, unpacked.bytes);
    *bytes = buffer_text(&unpacked.bytes);
    return status == UNPACK_DONE || reading_bad_pack(reading, &unpacked, status);
}

static bool is_wide(struct text bytes)
{
    return text_starts(bytes, TEXT("\xff\xfe")) || text_starts(bytes, TEXT("\xfe\xff"));
}

static bool read_bytes(struct reading *reading, struct text bytes)
{
    struct form form = form_of(reading->binding.spec->format, reading->place.path, bytes);
    if (bytes.len == 0)
        return reading_empty(reading);
    if (is_wide(bytes))
        return reading_bad_form(reading, "written in UTF-16");
    if (unpack_stranger(bytes))
        return reading_bad_form(reading, unpack_stranger(bytes));
    switch (form.format) {
    case LOG_NDJSON:
        return reading_ndjson(reading, bytes);
    case LOG_XES:
        return reading_xes(reading, bytes);
    default:
        return reading_csv(reading, bytes, form.delimiter);
    }
}

static bool read_input(struct reading *reading, uint32_t index)
{
    const struct log_input *input = &reading->request->inputs[index];
    struct text bytes = input->bytes;
    reading->place = (struct log_place){input->path, reading->sink};
    reading->rows.file = index;
    if (!unpack_input(reading, &bytes))
        return false;
    reading->binding.safe_end = bytes.at + bytes.len;
    columns_begin_file(reading->columns, index, bytes);
    return read_bytes(reading, bytes);
}

static bool read_inputs(struct reading *reading)
{
    bool good = true;
    for (uint32_t i = 0; good && i < reading->request->input_count; i++)
        good = read_input(reading, i);
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

enum log_status log_read(struct arena *arena, const struct log_request *request, struct sink *sink,
                         struct eventlog **log)
{
    struct reading reading = {.request = request, .arena = arena, .sink = sink};
    const struct log_spec *spec =
        request->spec ? request->spec : log_spec_canonical(arena, request->schema);
    reading.columns = columns_new(arena, request->schema, request->input_count);
    rejects_init(&reading.rejects, arena);
    digest_init(&reading.digest);
    bind_init(&reading.binding, spec, reading.columns);
    rows_init(&reading.rows, &reading.binding, &reading.rejects);
    unknowns_init(&reading.unknowns, arena);
    reading.rows.unknowns = request->keeps_unknown ? &reading.unknowns : NULL;
    reading.rows.flow = request->flow;
    bool good = read_inputs(&reading);
    rows_fini(&reading.rows);
    bind_fini(&reading.binding);
    rejects_fini(&reading.rejects);
    *log = good ? &reading.columns->log : NULL;
    if (good)
        finish(&reading);
    else
        columns_fini(reading.columns);
    return good ? LOG_OK : LOG_BAD;
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
