/* reading_csv_parts.c - an input of CSV in parts: whether a line feed ends a record can't be known
 * without reading from the start, since it may stand in quotes.
 */
#include "log/csv_lanes.h"
#include "log/parts.h"

enum { LINES_TRIED = 64 };

struct csv_reader {
    struct csv csv;
    struct csv_lanes lanes;
    bool has_lanes;
    struct csv_record record;
};

static size_t count_char(const char *from, const char *to, char c)
{
    size_t count = 0;
    for (const char *at = from; at < to; at++)
        count += *at == c;
    return count;
}

/* Behind the first line feed at or behind AT that a line with as many delimiters as the header
 * follows; behind the first line feed if there is none soon. */
static const char *boundary(const struct parts *parts, const char *at)
{
    const struct csv_records *records = parts->own;
    const char *first = NULL;
    for (int i = 0; i < LINES_TRIED && at < parts->end; i++) {
        const char *feed = memchr(at, '\n', (size_t)(parts->end - at));
        if (!feed)
            break;
        if (first && count_char(at, feed, records->delimiter) == records->count - 1)
            return at;
        at = feed + 1;
        first = first ? first : at;
    }
    return first ? first : parts->end;
}

static void open_csv(struct part_reader *reader)
{
    struct reading *reading = &reader->reading;
    const struct csv_records *records = reader->parts->own;
    struct csv_reader *own = ARENA_NEW(reading->arena, struct csv_reader);
    parts_bind(reader);
    bool good = bind_header(&reading->binding, records->header, records->count, &reading->place);
    (void)good; /* it was, for the log */
    csv_init(&own->csv, (struct text){records->end, 0}, records->delimiter);
    own->record = (struct csv_record){
        .fields = ARENA_ARRAY(reading->arena, reading->binding.room, struct cell),
        .room = records->count};
    own->record.fields[records->count] = (struct cell){"", 0};
    own->has_lanes = lanes_fit(reading) && records->count > 1 && /* one may be a blank line */
                     records->count <= CSV_COLUMNS_MOST;
    if (own->has_lanes)
        csv_lanes_init(&own->lanes, reading, (uint32_t)records->count, records->delimiter);
    reader->own = own;
}

static void close_csv(struct part_reader *reader)
{
    struct csv_reader *own = reader->own;
    if (own->has_lanes)
        csv_lanes_fini(&own->lanes);
    csv_fini(&own->csv);
}

/* The next record, whatever it is. False: the part ends with it. */
static bool read_one(struct part_reader *reader, struct piece *piece, bool is_all)
{
    struct csv_reader *own = reader->own;
    struct csv *csv = &own->csv;
    const char *at = csv->at;
    uint64_t line = csv->line;
    enum csv_status status = csv_next(csv, &own->record);
    if (!is_all && (status == CSV_UNCLOSED || csv->at >= csv->end)) { /* who knows what follows */
        csv_go(csv, at, line);
        piece->end = PIECE_CUT;
        return false;
    }
    if (status == CSV_UNCLOSED) {
        piece->end = PIECE_UNCLOSED;
        piece->bad_line = own->record.line;
    }
    return status == CSV_RECORD &&
           reading_csv_record(&reader->reading, &own->record, own->record.room);
}

static void take_plain(struct part_reader *reader, const char *stop)
{
    struct csv_reader *own = reader->own;
    const char *safe = reader->reading.binding.safe_end;
    if (!own->has_lanes || safe - own->csv.at <= LANES_SLACK)
        return;
    const char *end = safe - LANES_SLACK < stop ? safe - LANES_SLACK : stop;
    uint64_t line = own->csv.line;
    const char *at = csv_lanes_take(&own->lanes, own->csv.at, end, &line);
    csv_go(&own->csv, at, line);
}

static void read_csv(struct part_reader *reader, struct piece *piece,
                     const struct part_range *range)
{
    struct csv_reader *own = reader->own;
    struct csv *csv = &own->csv;
    bool more = true;
    csv->end = range->limit;
    csv_go(csv, range->from, 1);
    while (more && csv->at < range->stop) {
        take_plain(reader, range->stop);
        if (csv->at < range->stop)
            more = read_one(reader, piece, range->is_all);
    }
    piece->to = csv->at;
    piece->batch.lines = csv->line - 1;
}

bool reading_csv_parts(struct reading *reading, const struct csv_records *records)
{
    static const struct part_form form = {boundary, open_csv, close_csv, read_csv, NULL, false};
    struct parts parts = {.reading = reading,
                          .form = &form,
                          .own = records,
                          .from = records->from,
                          .end = records->end,
                          .line = records->line};
    return parts_read(&parts);
}
