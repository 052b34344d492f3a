/* slice.c - from records in the store to a log. */
#include "live/slice.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "log/form.h"
#include "log/read.h"

int slice_compare(const void *a, const void *b)
{
    const int64_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

void slice_events(struct store *store, const store_numbers *events, struct arena *arena,
                  slice_records *records)
{
    for (size_t i = 0; i < events->count; i++) {
        struct slice_record record = {.event = events->at[i]};
        record.bytes = store_event(store, record.event, arena, &record.header);
        VECTOR_PUSH(arena, records, record);
    }
}

void slice_history(struct store *store, const store_numbers *tickets, struct arena *arena,
                   slice_records *records)
{
    store_numbers events = {0};
    store_histories(store, tickets, arena, &events);
    slice_events(store, &events, arena, records);
}

static const struct slice_header *header_of(const struct slice_headers *headers, int64_t number)
{
    for (size_t i = 0; i < headers->count; i++)
        if (headers->at[i].number == number)
            return &headers->at[i];
    return NULL;
}

void slice_add_headers(struct store *store, const slice_records *records, struct arena *arena,
                       struct slice_headers *headers)
{
    for (size_t i = 0; i < records->count; i++) {
        int64_t number = records->at[i].header;
        if (number && !header_of(headers, number))
            VECTOR_PUSH(arena, headers,
                        ((struct slice_header){number, store_header_text(store, number, arena)}));
    }
}

/* ---- inputs: one a run of records under the same header ---- */

typedef VECTOR(struct log_input) input_list;

struct gathering {
    struct arena *arena;
    struct text path;
    enum log_format format; /* as the log block says */
    char *at;               /* where the next record of the run is put */
    uint64_t line;          /* of the run, that comes next */
    VECTOR(struct log_anchor) anchors;
    input_list inputs;
};

/* A place in the run is one among the events of the state. */
static const struct log_part *part_of_run(struct gathering *gathering, struct text bytes)
{
    struct form form = form_of(gathering->format, gathering->path, bytes);
    struct log_part *part = ARENA_NEW(gathering->arena, struct log_part);
    *part = (struct log_part){.format = form.format,
                              .delimiter = form.delimiter,
                              .anchors = gathering->anchors.at,
                              .anchor_count = gathering->anchors.count,
                              .is_found = true};
    memset(&gathering->anchors, 0, sizeof gathering->anchors);
    return part;
}

static void put_lines(struct gathering *gathering, struct text bytes)
{
    memcpy(gathering->at, bytes.at, bytes.len);
    gathering->at += bytes.len;
    *gathering->at++ = '\n';
    gathering->line++;
    const char *end = bytes.at + bytes.len, *feed = bytes.at;
    while ((feed = memchr(feed, '\n', (size_t)(end - feed)))) {
        gathering->line++;
        feed++;
    }
}

/* COUNT records under HEADER, which may be NULL. */
static void gather_run(struct gathering *gathering, const struct slice_record *records,
                       size_t count, const struct slice_header *header)
{
    size_t size = header ? header->text.len + 1 : 0;
    for (size_t i = 0; i < count; i++)
        size += records[i].bytes.len + 1;
    char *bytes = gathering->at = arena_alloc(gathering->arena, size);
    gathering->line = 1;
    if (header)
        put_lines(gathering, header->text);
    for (size_t i = 0; i < count; i++) {
        struct log_anchor anchor = {gathering->line, (uint64_t)records[i].event};
        VECTOR_PUSH(gathering->arena, &gathering->anchors, anchor);
        put_lines(gathering, records[i].bytes);
    }
    struct text whole = {bytes, size};
    struct log_input input = {gathering->path, whole, part_of_run(gathering, whole)};
    VECTOR_PUSH(gathering->arena, &gathering->inputs, input);
}

static int compare_records(const void *left, const void *right)
{
    const struct slice_record *a = left, *b = right;
    return (a->event > b->event) - (a->event < b->event);
}

/* A record that gives several rows may be about several tickets, and stand with each of them. */
static void take_once(slice_records *records)
{
    size_t kept = 0;
    if (records->count > 1)
        qsort(records->at, records->count, sizeof *records->at, compare_records);
    for (size_t i = 0; i < records->count; i++)
        if (!kept || records->at[kept - 1].event != records->at[i].event)
            records->at[kept++] = records->at[i];
    records->count = kept;
}

static input_list gather_all(struct arena *arena, const struct reading_by *by,
                             const slice_records *records, const struct slice_headers *headers)
{
    struct gathering gathering = {.arena = arena, .path = by->path, .format = by->spec->format};
    for (size_t from = 0, to = 0; from < records->count; from = to) {
        int64_t header = records->at[from].header;
        while (to < records->count && records->at[to].header == header)
            to++;
        gather_run(&gathering, records->at + from, to - from, header_of(headers, header));
    }
    return gathering.inputs;
}

/* KNOWN: the columns that count as there, to which those of RECORDS are added. */
static bool read_records(struct slice *slice, const struct reading_by *by, slice_records *records,
                         const struct slice_headers *headers, bool *known)
{
    if (by->spec->row_count || headers->count > 1)
        take_once(records);
    input_list inputs = gather_all(slice->arena, by, records, headers);
    struct log_flow flow = {.known = known};
    struct log_request request = {.schema = &by->model->schema,
                                  .spec = by->spec,
                                  .inputs = inputs.at,
                                  .input_count = (uint32_t)inputs.count,
                                  .max_errors = UINT64_MAX,
                                  .reads_plainly = true,
                                  .flow = &flow};
    struct sink sink;
    sink_init(&sink, slice->arena);
    return inputs.count && log_read(slice->arena, &request, &sink, &slice->log) == LOG_OK;
}

bool slice_make(struct slice *slice, const struct reading_by *by, slice_records *records,
                const struct slice_headers *headers)
{
    *slice = (struct slice){.arena = arena_new()};
    bool *known = ARENA_ARRAY(slice->arena, by->known_count + 1, bool);
    memcpy(known, by->known, by->known_count * sizeof *known);
    return read_records(slice, by, records, headers, known);
}

void slice_learn(const struct reading_by *by, slice_records *records,
                 const struct slice_headers *headers)
{
    struct slice slice = {.arena = arena_new()};
    if (!read_records(&slice, by, records, headers, by->known))
        slice.log = NULL;
    slice_free(&slice);
}

void slice_judge(struct slice *slice, const struct reading_by *by, instant as_of)
{
    slice->judge = judge_new(slice->arena, by->model, slice->log, as_of);
}

void slice_free(struct slice *slice)
{
    log_free(slice->log);
    arena_free(slice->arena);
}
