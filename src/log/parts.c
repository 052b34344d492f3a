/* parts.c - see parts.h. */
#include "log/parts.h"

#include <pthread.h>

#include "base/ordered.h"
#include "log/again.h"
#include "log/stream_part.h"

enum { PART_BYTES = 1 << 20, UNPACKED_PARTS = 8 };

struct region {
    const struct parts *parts;
    size_t part_bytes;
    const char *from;  /* of the first part */
    const char *at;    /* what is in front of it has joined the log */
    const char *begin; /* of the input */
    bool is_final;     /* the end of the parts is that of the input */
    size_t least;      /* that has to be there behind AT, to go on */
    uint64_t line;     /* of AT */
    uint32_t *attributes, *befores;
    bool is_over, is_bad;
    pthread_mutex_t lock; /* of the lists */
    struct part_reader *readers;
    struct piece *spare;
};

/* What a thread has. */
struct tools {
    struct region *region;
    struct part_reader *reader;
};

bool parts_fit(const struct reading *reading)
{
    const struct log_request *request = reading->request;
    return !request->reads_plainly && !request->witness && !request->keeps_unknown;
}

static const char *begin_of(const struct region *region, uint32_t number)
{
    const char *end = region->parts->end;
    size_t offset = (size_t)number * region->part_bytes;
    if (number == 0)
        return region->from;
    return offset >= (size_t)(end - region->from)
               ? end
               : region->parts->form->boundary(region->parts, region->from + offset);
}

const char *parts_line_boundary(const struct parts *parts, const char *at)
{
    const char *feed = at < parts->end ? memchr(at, '\n', (size_t)(parts->end - at)) : NULL;
    return feed ? feed + 1 : parts->end;
}

/* ---- readers ---- */

void parts_bind(struct part_reader *reader)
{
    struct reading *reading = &reader->reading;
    const struct reading *log = reader->parts->reading;
    struct sink *sink = ARENA_NEW(reading->arena, struct sink);
    sink_init(sink, reading->arena); /* whoever binds for the log says what is wrong */
    reading->place = (struct log_place){log->place.path, sink};
    bind_init(&reading->binding, log->binding.spec, reading->columns);
    rows_init(&reading->rows, &reading->binding, NULL);
    reading->binding.can_say_actor = log->binding.can_say_actor;
    reading->binding.safe_end = log->binding.safe_end;
    reading->rows.file = log->rows.file;
}

static struct part_reader *reader_new(const struct parts *parts)
{
    struct arena *arena = arena_new();
    struct part_reader *reader = ARENA_NEW(arena, struct part_reader);
    struct reading *reading = &reader->reading;
    reader->parts = parts;
    *reading = (struct reading){.request = parts->reading->request, .arena = arena};
    digest_init(&reading->digest);
    reading->columns = columns_new(arena, reading->request->schema, 1);
    reading->columns->is_aside = true; /* what is equal gets one code when it joins */
    columns_begin_file(reading->columns, 0, parts->reading->columns->input);
    parts->form->open(reader);
    uint32_t slots = reading->rows.attribute_count;
    reader->maps = ARENA_ARRAY(arena, slots + 1, struct batch_map);
    reader->known = ARENA_ARRAY(arena, slots + 1, uint32_t);
    for (uint32_t i = 0; i < slots; i++) {
        batch_map_init(&reader->maps[i]);
        reader->known[i] = 1;
    }
    return reader;
}

static void reader_free(struct part_reader *reader)
{
    struct reading *reading = &reader->reading;
    reader->parts->form->close(reader);
    for (uint32_t i = 0; i < reading->rows.attribute_count; i++)
        batch_map_fini(&reader->maps[i]);
    rows_fini(&reading->rows);
    bind_fini(&reading->binding);
    columns_fini(reading->columns);
    arena_free(reading->arena);
}

static void *tools_open(void *context)
{
    struct region *region = context;
    struct tools *tools = memory_resize(NULL, sizeof *tools);
    *tools = (struct tools){region, reader_new(region->parts)};
    pthread_mutex_lock(&region->lock);
    tools->reader->next = region->readers;
    region->readers = tools->reader;
    pthread_mutex_unlock(&region->lock);
    return tools;
}

/* The reader's values are needed until its last part has joined. */
static void tools_close(void *context, void *tools)
{
    (void)context;
    memory_release(tools);
}

/* ---- a part ---- */

static struct batch_shape shape_of(const struct part_reader *reader)
{
    const struct rows *rows = &reader->reading.rows;
    const struct slot *id = reader->parts->reading->rows.id; /* has the log any? */
    return (struct batch_shape){.slots = rows->attribute_count,
                                .befores = rows->changing_count,
                                .has_opened = reader->reading.columns->has_opened,
                                .has_ids = id && id->found,
                                .has_times = rows_have_times(rows),
                                .is_by_ticket = rows->binding->spec->row_per_ticket};
}

static struct piece *piece_new(struct region *region, struct part_reader *reader)
{
    pthread_mutex_lock(&region->lock);
    struct piece *piece = region->spare;
    if (piece)
        region->spare = piece->next;
    pthread_mutex_unlock(&region->lock);
    if (!piece) {
        piece = memory_resize(NULL, sizeof *piece);
        struct batch_shape shape = shape_of(reader);
        batch_init(&piece->batch, &shape);
    }
    batch_clear(&piece->batch, region->parts->reading->columns->input);
    piece->reader = reader;
    piece->end = PIECE_WHOLE;
    return piece;
}

static void begin_piece(struct part_reader *reader, struct piece *piece)
{
    struct reading *reading = &reader->reading;
    reading->rows.batch = &piece->batch;
    reading->rows.rejects = &piece->batch.rejects;
    reading->columns->log.records = 0;
    memset(reading->columns->log.remarks, 0, sizeof reading->columns->log.remarks);
    digest_init(&reading->digest);
}

/* Values that this part is the first of its reader's to have. */
static void copy_fresh(struct part_reader *reader, struct batch *batch)
{
    for (uint32_t i = 0; i < batch->slots; i++) {
        uint32_t attribute = reader->reading.rows.attributes[i]->spec->attribute;
        const struct code_column *column = &reader->reading.columns->attributes[attribute];
        struct batch_values *fresh = &batch->fresh[i];
        uint32_t count =
            column->value_count > reader->known[i] ? column->value_count - reader->known[i] : 0;
        if (count > fresh->room) {
            fresh->room = count;
            fresh->at = memory_resize(fresh->at, count * sizeof *fresh->at);
        }
        if (count)
            memcpy(fresh->at, column->values + reader->known[i], count * sizeof *fresh->at);
        fresh->count = count;
        reader->known[i] += count;
    }
}

static void end_piece(struct part_reader *reader, struct piece *piece)
{
    struct reading *reading = &reader->reading;
    struct batch *batch = &piece->batch;
    batch->records = reading->columns->log.records;
    memcpy(batch->remarks, reading->columns->log.remarks, sizeof batch->remarks);
    batch->digest = reading->digest;
    copy_fresh(reader, batch);
}

/* A piece that is believed already is looked at to the end; others not much further than to where
 * the next one begins. */
static void *read_piece(void *opened, uint32_t number)
{
    struct tools *tools = opened;
    struct region *region = tools->region;
    struct piece *piece = piece_new(region, tools->reader);
    const char *end = region->parts->end;
    struct part_range range = {.from = begin_of(region, number),
                               .stop = begin_of(region, number + 1)};
    bool is_near_end = (size_t)(end - range.stop) <= region->part_bytes;
    range.is_all = region->is_final && (number == 0 || is_near_end);
    range.limit = number == 0 || is_near_end ? end : range.stop + region->part_bytes;
    piece->from = range.from;
    begin_piece(tools->reader, piece);
    region->parts->form->read(tools->reader, piece, &range);
    end_piece(tools->reader, piece);
    return piece;
}

/* ---- parts join the log ---- */

static uint32_t code_in_log(void *context, uint32_t attribute, const struct value *value)
{
    struct binding *binding = context;
    struct value kept = *value;
    if (kept.type == VALUE_TEXT)
        kept.text = columns_keep(binding->columns, (struct cell){kept.text.at, kept.text.len});
    return bind_code(binding, attribute, &kept);
}

/* False: there is no reading on behind the piece, and it was reported. */
static bool can_go_on(const struct region *region, const struct piece *piece, uint64_t line)
{
    struct reading *reading = region->parts->reading;
    switch (piece->end) {
    case PIECE_UNCLOSED:
        return reading_unclosed(reading, line);
    case PIECE_BAD_XML:
        return reading_bad_xml(reading, piece->fault, line);
    default:
        return true;
    }
}

static bool join(struct region *region, struct piece *piece)
{
    struct reading *reading = region->parts->reading;
    struct batch *batch = &piece->batch;
    uint64_t before = region->line - 1;
    if (batch_is_open(batch))
        again_leave_out(reading, batch);
    uint32_t room = COLUMNS_MOST - reading->columns->rows;
    struct batch_target target = {.columns = reading->columns,
                                  .attributes = region->attributes,
                                  .befores = region->befores,
                                  .code = code_in_log,
                                  .context = &reading->binding,
                                  .file = reading->rows.file,
                                  .line = region->line};
    if (batch->rows > room)
        return reading_too_large(reading, before + batch_line(batch, room));
    rejects_join(&reading->rejects, &batch->rejects,
                 (struct row_origin){reading->rows.file, region->line});
    digest_join(&reading->digest, &batch->digest);
    uint32_t from = reading->columns->rows;
    batch_join(batch, piece->reader->maps, &target);
    if (reading->rows.tellers && batch->id)
        rows_share_events(&reading->rows, batch, from);
    if (region->parts->form->joined)
        region->parts->form->joined(region->parts, piece);
    region->at = piece->to;
    region->line += batch->lines;
    return can_go_on(region, piece, before + piece->bad_line);
}

static bool end_of_piece(void *context, void *ended)
{
    struct region *region = context;
    struct piece *piece = ended;
    region->is_over |= piece->from != region->at;
    if (!region->is_over)
        region->is_bad = reading_stopped(region->parts->reading) || !join(region, piece);
    region->is_over |= region->is_bad || piece->end == PIECE_CUT;
    pthread_mutex_lock(&region->lock);
    piece->next = region->spare;
    region->spare = piece;
    pthread_mutex_unlock(&region->lock);
    return !region->is_over;
}

/* From AT on, up to the end or to where a part has not begun where the one before it ended. The
 * first part begins where a record does, so there is one more each time. */
static void read_region(struct region *region)
{
    struct ordered_job job = {.context = region,
                              .tools_open = tools_open,
                              .tools_close = tools_close,
                              .work = read_piece,
                              .end = end_of_piece};
    const struct log_stream *stream = region->parts->reading->request->stream;
    size_t len = (size_t)(region->parts->end - region->at);
    region->from = region->at;
    region->is_over = false;
    job.pieces = (uint32_t)(len / region->part_bytes + (len % region->part_bytes != 0));
    if (stream && job.pieces > stream_parts(stream, region->part_bytes))
        job.pieces = stream_parts(stream, region->part_bytes);
    ordered_run(&job, region->parts->reading->request->threads);
    for (struct part_reader *reader = region->readers, *next; reader; reader = next) {
        next = reader->next;
        reader_free(reader);
    }
    region->readers = NULL;
    if (stream && !region->is_bad)
        region->is_bad = !stream_look(region->parts->reading, region->at);
}

static void free_pieces(struct piece *piece)
{
    for (struct piece *next; piece; piece = next) {
        next = piece->next;
        batch_fini(&piece->batch);
        memory_release(piece);
    }
}

/* ---- an input that is unpacked meanwhile ---- */

static const char *behind_last_feed(const char *from, const char *end)
{
    const char *feed = memrchr(from, '\n', (size_t)(end - from));
    return feed ? feed + 1 : from;
}

/* The parts end where the input does, as far as it is known; by lines, where one ends. */
static void find_end(struct region *region, struct parts *parts)
{
    struct text bytes = {region->begin, (size_t)(parts->end - region->begin)};
    size_t least = (size_t)(region->at - region->begin) + region->least;
    region->is_final = reading_wait(parts->reading, least, &bytes);
    parts->end = bytes.at + bytes.len;
    if (!region->is_final && parts->form->is_by_line)
        parts->end = behind_last_feed(region->at, parts->end);
}

/* Parts that are known, as far as they go; more is waited for where that is nowhere. */
static void read_known(struct region *region, struct parts *parts)
{
    const char *before = region->at;
    find_end(region, parts);
    if (region->at < parts->end)
        read_region(region);
    size_t known = (size_t)(parts->end - before);
    region->least = region->at > before ? region->part_bytes * UNPACKED_PARTS
                                        : (region->least > known ? region->least : known) * 2;
}

/* The slots of attributes whose values before rows tell. */
static uint32_t *befores_of(const struct reading *reading)
{
    const struct rows *rows = &reading->rows;
    uint32_t *slots = ARENA_ARRAY(reading->arena, rows->changing_count + 1, uint32_t);
    for (uint32_t i = 0; i < rows->changing_count; i++)
        while (rows->attributes[slots[i]] != rows->changing[i])
            slots[i]++;
    return slots;
}

bool parts_read(const struct parts *given)
{
    struct parts all = *given, *parts = &all;
    struct reading *reading = parts->reading;
    const struct log_stream *stream = reading->request->stream;
    size_t bytes = reading->request->part_bytes;
    bytes = bytes ? bytes : PART_BYTES;
    bytes = stream && stream->window < bytes ? stream->window : bytes;
    struct region region = {.parts = parts,
                            .part_bytes = bytes,
                            .at = parts->from,
                            .begin = parts->from,
                            .is_final = true,
                            .line = parts->line};
    region.attributes = ARENA_ARRAY(reading->arena, reading->rows.attribute_count + 1, uint32_t);
    for (uint32_t i = 0; i < reading->rows.attribute_count; i++)
        region.attributes[i] = reading->rows.attributes[i]->spec->attribute;
    region.befores = befores_of(reading);
    pthread_mutex_init(&region.lock, NULL);
    if (reading->unpacking)
        region.begin = unpacking_room(reading->unpacking).at;
    region.least = region.part_bytes;
    do
        read_known(&region, parts);
    while ((region.at < parts->end || !region.is_final) && !region.is_bad);
    pthread_mutex_destroy(&region.lock);
    free_pieces(region.spare);
    return !region.is_bad;
}
