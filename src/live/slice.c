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

void slice_events(struct store *store, const store_numbers *tickets, int64_t before,
                  struct arena *arena, store_numbers *events)
{
    store_numbers all = {0};
    for (size_t i = 0; i < tickets->count; i++)
        store_history(store, tickets->at[i], arena, &all);
    if (all.count > 1)
        qsort(all.at, all.count, sizeof *all.at, slice_compare);
    for (size_t i = 0; i < all.count; i++)
        if ((!before || all.at[i] < before) && (i == 0 || all.at[i] != all.at[i - 1]))
            VECTOR_PUSH(arena, events, all.at[i]);
}

/* ---- inputs: one a run of events under the same header ---- */

typedef VECTOR(struct log_input) input_list;

struct gathering {
    struct arena *arena;
    struct store *store;
    struct text path;
    enum log_format format; /* as the log block says */
    struct buffer bytes;    /* of the run */
    uint64_t line;          /* of the run, that comes next */
    VECTOR(struct log_anchor) anchors;
    int64_t header; /* -1: none yet */
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

static void end_run(struct gathering *gathering)
{
    if (gathering->bytes.len == 0)
        return;
    struct text bytes = text_copy(gathering->arena, buffer_text(&gathering->bytes));
    struct log_input input = {gathering->path, bytes, part_of_run(gathering, bytes)};
    VECTOR_PUSH(gathering->arena, &gathering->inputs, input);
    buffer_clear(&gathering->bytes);
}

static void put_lines(struct gathering *gathering, struct text bytes)
{
    buffer_put(&gathering->bytes, bytes);
    buffer_putc(&gathering->bytes, '\n');
    gathering->line++;
    for (size_t i = 0; i < bytes.len; i++)
        gathering->line += bytes.at[i] == '\n';
}

static void gather(struct gathering *gathering, int64_t event, struct arena *scratch)
{
    int64_t header = 0;
    struct text bytes = store_event(gathering->store, event, scratch, &header);
    if (header != gathering->header) {
        end_run(gathering);
        gathering->header = header;
        gathering->line = 1;
        if (header)
            put_lines(gathering, store_header_text(gathering->store, header, scratch));
    }
    struct log_anchor anchor = {gathering->line, (uint64_t)event};
    VECTOR_PUSH(gathering->arena, &gathering->anchors, anchor);
    put_lines(gathering, bytes);
}

static input_list gather_all(struct arena *arena, const struct reading_by *by, struct store *store,
                             const store_numbers *events)
{
    struct gathering gathering = {
        .arena = arena, .store = store, .path = by->path, .format = by->spec->format, .header = -1};
    struct arena *scratch = arena_new();
    for (size_t i = 0; i < events->count; i++) {
        gather(&gathering, events->at[i], scratch);
        arena_reset(scratch);
    }
    end_run(&gathering);
    arena_free(scratch);
    buffer_fini(&gathering.bytes);
    return gathering.inputs;
}

bool slice_make(struct slice *slice, const struct reading_by *by, struct store *store,
                const store_numbers *events)
{
    *slice = (struct slice){.arena = arena_new()};
    input_list inputs = gather_all(slice->arena, by, store, events);
    struct log_flow flow = {.known = by->known};
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

void slice_judge(struct slice *slice, const struct reading_by *by, instant as_of)
{
    slice->judge = judge_new(slice->arena, by->model, slice->log, as_of);
}

void slice_free(struct slice *slice)
{
    log_free(slice->log);
    arena_free(slice->arena);
}
