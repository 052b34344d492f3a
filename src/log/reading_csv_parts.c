/* reading_csv_parts.c - an input of CSV in parts, by several threads.
 *
 * Whether a line feed ends a record can't be known without reading from the start: it may stand in
 * quotes. So each part begins behind a line feed that looks right, and is believed only if the part
 * before it has ended there. If it has not, reading begins anew where that one ended.
 */
#include <pthread.h>

#include "base/ordered.h"
#include "log/csv_lanes.h"

enum { PART_BYTES = 1 << 20, LINES_TRIED = 64 };

struct csv_reader {
    struct region *region;
    struct reading reading; /* its own: nothing in it is shared */
    struct batch_map *maps; /* of those who join */
    struct csv csv;
    struct csv_lanes lanes;
    bool has_lanes;
    struct csv_record record;
    uint32_t *known; /* by slot: values that some part has already; 1 at first, for code 0 */
    struct csv_reader *next;
};

enum piece_end { PIECE_WHOLE, PIECE_CUT, PIECE_UNCLOSED };

struct piece {
    struct batch batch;
    struct csv_reader *reader;
    const char *from, *to;
    enum piece_end end;
    uint64_t bad_line;
    struct piece *next;
};

struct region {
    struct reading *reading; /* of the log */
    const struct csv_records *records;
    size_t part_bytes;
    const char *from; /* of the first part */
    const char *at;   /* what is in front of it has joined the log */
    uint64_t line;    /* of AT */
    uint32_t *attributes;
    bool is_over, is_bad;
    pthread_mutex_t lock; /* of the lists */
    struct csv_reader *readers;
    struct piece *spare;
};

bool reading_csv_has_parts(const struct reading *reading)
{
    const struct binding *binding = &reading->binding;
    const struct rows *rows = &reading->rows;
    if (reading->request->reads_plainly || reading->request->keeps_unknown ||
        binding->spec->row_per_ticket || rows->changing_count || (rows->id && rows->id->found))
        return false;
    for (uint32_t i = 0; i < rows->attribute_count; i++) /* these are remarked upon once a text */
        if (binding->schema->attributes[rows->attributes[i]->spec->attribute].type ==
            ATTRIBUTE_TIME)
            return false;
    return true;
}

/* ---- where parts begin ---- */

static size_t count_char(const char *from, const char *to, char c)
{
    size_t count = 0;
    for (const char *at = from; at < to; at++)
        count += *at == c;
    return count;
}

/* Behind the first line feed at or behind AT that a line with as many delimiters as the header
 * follows; behind the first line feed if there is none soon. */
static const char *boundary(const struct csv_records *records, const char *at)
{
    const char *first = NULL;
    for (int i = 0; i < LINES_TRIED && at < records->end; i++) {
        const char *feed = memchr(at, '\n', (size_t)(records->end - at));
        if (!feed)
            break;
        if (first && count_char(at, feed, records->delimiter) == records->count - 1)
            return at;
        at = feed + 1;
        first = first ? first : at;
    }
    return first ? first : records->end;
}

static const char *begin_of(const struct region *region, uint32_t number)
{
    const char *end = region->records->end;
    size_t offset = (size_t)number * region->part_bytes;
    if (number == 0)
        return region->from;
    return offset >= (size_t)(end - region->from)
               ? end
               : boundary(region->records, region->from + offset);
}

/* ---- a reader ---- */

static void reader_bind(struct csv_reader *reader, const struct region *region)
{
    struct reading *reading = &reader->reading;
    const struct csv_records *records = region->records;
    struct sink *sink = ARENA_NEW(reading->arena, struct sink);
    sink_init(sink, reading->arena); /* whoever read the header has said what is wrong */
    reading->place = (struct log_place){region->reading->place.path, sink};
    bind_init(&reading->binding, region->reading->binding.spec, reading->columns);
    rows_init(&reading->rows, &reading->binding, NULL);
    bool good = bind_header(&reading->binding, records->header, records->count, &reading->place);
    (void)good;
    reading->binding.can_say_actor = region->reading->binding.can_say_actor;
    reading->binding.safe_end = region->reading->binding.safe_end;
    reading->rows.file = region->reading->rows.file;
}

static struct csv_reader *reader_new(struct region *region)
{
    struct arena *arena = arena_new();
    struct csv_reader *reader = ARENA_NEW(arena, struct csv_reader);
    const struct csv_records *records = region->records;
    struct reading *reading = &reader->reading;
    reader->region = region;
    *reading = (struct reading){
        .request = region->reading->request, .arena = arena, .digest = region->reading->digest};
    reading->columns = columns_new(arena, reading->request->schema, 1);
    columns_begin_file(reading->columns, 0, region->reading->columns->input);
    reader_bind(reader, region);
    csv_init(&reader->csv, (struct text){records->end, 0}, records->delimiter);
    reader->record = (struct csv_record){
        .fields = ARENA_ARRAY(arena, reading->binding.room, struct cell), .room = records->count};
    reader->record.fields[records->count] = (struct cell){"", 0};
    reader->has_lanes = csv_lanes_fit(reading);
    if (reader->has_lanes)
        csv_lanes_init(&reader->lanes, reading, records->count, records->delimiter);
    reader->maps = ARENA_ARRAY(arena, reading->rows.attribute_count + 1, struct batch_map);
    reader->known = ARENA_ARRAY(arena, reading->rows.attribute_count + 1, uint32_t);
    for (uint32_t i = 0; i < reading->rows.attribute_count; i++) {
        batch_map_init(&reader->maps[i]);
        reader->known[i] = 1;
    }
    return reader;
}

static void reader_free(struct csv_reader *reader)
{
    struct reading *reading = &reader->reading;
    for (uint32_t i = 0; i < reading->rows.attribute_count; i++)
        batch_map_fini(&reader->maps[i]);
    if (reader->has_lanes)
        csv_lanes_fini(&reader->lanes);
    csv_fini(&reader->csv);
    rows_fini(&reading->rows);
    bind_fini(&reading->binding);
    columns_fini(reading->columns);
    arena_free(reading->arena);
}

static void *reader_open(void *context)
{
    struct region *region = context;
    struct csv_reader *reader = reader_new(region);
    pthread_mutex_lock(&region->lock);
    reader->next = region->readers;
    region->readers = reader;
    pthread_mutex_unlock(&region->lock);
    return reader;
}

/* Its values are needed until its last part has joined. */
static void reader_close(void *context, void *opened)
{
    (void)context;
    (void)opened;
}

/* ---- a part ---- */

static struct piece *piece_new(struct region *region, struct csv_reader *reader)
{
    pthread_mutex_lock(&region->lock);
    struct piece *piece = region->spare;
    if (piece)
        region->spare = piece->next;
    pthread_mutex_unlock(&region->lock);
    if (!piece) {
        piece = memory_resize(NULL, sizeof *piece);
        batch_init(&piece->batch, reader->reading.rows.attribute_count,
                   reader->reading.columns->has_opened);
    }
    batch_clear(&piece->batch, region->reading->columns->input);
    piece->reader = reader;
    piece->end = PIECE_WHOLE;
    return piece;
}

static void begin_piece(struct csv_reader *reader, struct piece *piece)
{
    struct reading *reading = &reader->reading;
    reading->rows.batch = &piece->batch;
    reading->rows.rejects = &piece->batch.rejects;
    reading->columns->log.records = 0;
    memset(reading->columns->log.remarks, 0, sizeof reading->columns->log.remarks);
    digest_clear(&reading->digest);
    if (reader->has_lanes)
        csv_lanes_forget(&reader->lanes);
}

/* Values that this part is the first of its reader's to have. */
static void copy_fresh(struct csv_reader *reader, struct batch *batch)
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

static void end_piece(struct csv_reader *reader, struct piece *piece)
{
    struct reading *reading = &reader->reading;
    struct batch *batch = &piece->batch;
    batch->records = reading->columns->log.records;
    memcpy(batch->remarks, reading->columns->log.remarks, sizeof batch->remarks);
    batch->digest = reading->digest;
    piece->to = reader->csv.at;
    batch->lines = reader->csv.line - 1;
    copy_fresh(reader, batch);
}

/* The next record, whatever it is. False: the part ends with it. */
static bool read_one(struct csv_reader *reader, struct piece *piece, bool is_all)
{
    struct csv *csv = &reader->csv;
    const char *at = csv->at;
    uint64_t line = csv->line;
    enum csv_status status = csv_next(csv, &reader->record);
    if (!is_all && (status == CSV_UNCLOSED || csv->at >= csv->end)) { /* who knows what follows */
        csv_go(csv, at, line);
        piece->end = PIECE_CUT;
        return false;
    }
    if (status == CSV_UNCLOSED) {
        piece->end = PIECE_UNCLOSED;
        piece->bad_line = reader->record.line;
    }
    return status == CSV_RECORD &&
           reading_csv_record(&reader->reading, &reader->record, reader->record.room);
}

static void read_until(struct csv_reader *reader, struct piece *piece, const char *stop,
                       bool is_all)
{
    struct csv *csv = &reader->csv;
    const char *safe = reader->reading.binding.safe_end;
    bool more = true;
    while (more && csv->at < stop) {
        if (reader->has_lanes && safe - csv->at > CELL_SLACK) {
            const char *end = safe - CELL_SLACK < stop ? safe - CELL_SLACK : stop;
            uint64_t line = csv->line;
            const char *at = csv_lanes_take(&reader->lanes, csv->at, end, &line);
            csv_go(csv, at, line);
        }
        if (csv->at < stop)
            more = read_one(reader, piece, is_all);
    }
}

/* A piece that is believed already is looked at to the end; others not much further than to where
 * the next one begins. */
static void *read_piece(void *opened, uint32_t number)
{
    struct csv_reader *reader = opened;
    struct region *region = reader->region;
    struct piece *piece = piece_new(region, reader);
    const char *end = region->records->end, *stop = begin_of(region, number + 1);
    bool is_all = number == 0 || (size_t)(end - stop) <= region->part_bytes;
    piece->from = begin_of(region, number);
    reader->csv.end = is_all ? end : stop + region->part_bytes;
    csv_go(&reader->csv, piece->from, 1);
    begin_piece(reader, piece);
    read_until(reader, piece, stop, is_all);
    end_piece(reader, piece);
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

/* The line of ROW of PART. */
static uint64_t line_of(const struct batch *batch, uint32_t row)
{
    uint32_t run = batch->runs.count;
    while (run > 1 && batch->runs.row[run - 1] > row)
        run--;
    return batch->runs.line[run - 1] + (row - batch->runs.row[run - 1]);
}

static bool join(struct region *region, const struct piece *piece)
{
    struct reading *reading = region->reading;
    const struct batch *batch = &piece->batch;
    uint64_t before = region->line - 1;
    uint32_t room = COLUMNS_MOST - reading->columns->rows;
    struct batch_target target = {.columns = reading->columns,
                                  .attributes = region->attributes,
                                  .code = code_in_log,
                                  .context = &reading->binding,
                                  .file = reading->rows.file,
                                  .line = region->line};
    if (batch->rows > room)
        return reading_too_large(reading, before + line_of(batch, room));
    rejects_join(&reading->rejects, &batch->rejects,
                 (struct row_origin){reading->rows.file, region->line});
    digest_join(&reading->digest, &batch->digest);
    batch_join(batch, piece->reader->maps, &target);
    region->at = piece->to;
    region->line += batch->lines;
    return piece->end != PIECE_UNCLOSED || reading_unclosed(reading, before + piece->bad_line);
}

static bool end_of_piece(void *context, void *ended)
{
    struct region *region = context;
    struct piece *piece = ended;
    region->is_over |= piece->from != region->at;
    if (!region->is_over)
        region->is_bad = !join(region, piece);
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
                              .tools_open = reader_open,
                              .tools_close = reader_close,
                              .work = read_piece,
                              .end = end_of_piece};
    size_t len = (size_t)(region->records->end - region->at);
    region->from = region->at;
    region->is_over = false;
    job.pieces = (uint32_t)(len / region->part_bytes + (len % region->part_bytes != 0));
    ordered_run(&job, region->reading->request->threads);
    for (struct csv_reader *reader = region->readers, *next; reader; reader = next) {
        next = reader->next;
        reader_free(reader);
    }
    region->readers = NULL;
}

static void free_pieces(struct piece *piece)
{
    for (struct piece *next; piece; piece = next) {
        next = piece->next;
        batch_fini(&piece->batch);
        memory_release(piece);
    }
}

bool reading_csv_parts(struct reading *reading, const struct csv_records *records)
{
    size_t bytes = reading->request->part_bytes;
    struct region region = {.reading = reading,
                            .records = records,
                            .part_bytes = bytes ? bytes : PART_BYTES,
                            .at = records->from,
                            .line = records->line};
    region.attributes = ARENA_ARRAY(reading->arena, reading->rows.attribute_count + 1, uint32_t);
    for (uint32_t i = 0; i < reading->rows.attribute_count; i++)
        region.attributes[i] = reading->rows.attributes[i]->spec->attribute;
    pthread_mutex_init(&region.lock, NULL);
    while (region.at < records->end && !region.is_bad)
        read_region(&region);
    pthread_mutex_destroy(&region.lock);
    free_pieces(region.spare);
    return !region.is_bad;
}
