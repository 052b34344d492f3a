/* reading_csv.c - an input of comma or tab separated values. */
#include "log/csv.h"
#include "log/parts.h"

enum { FIRST_FIELDS = 256 };

/* The header's texts, in the arena; NULL if there is none (reported). */
static struct text *csv_header(struct reading *reading, struct csv *csv, struct text bytes,
                               struct csv_record *record)
{
    struct cell first[FIRST_FIELDS];
    char delimiter = csv->delimiter;
    *record = (struct csv_record){.fields = first, .room = FIRST_FIELDS};
    enum csv_status status = csv_next(csv, record);
    if (status == CSV_RECORD && record->count > record->room) {
        size_t room = record->count;
        csv_fini(csv);
        csv_init(csv, bytes, delimiter);
        *record = (struct csv_record){.fields = ARENA_ARRAY(reading->arena, room, struct cell),
                                      .room = room};
        status = csv_next(csv, record);
    }
    if (status != CSV_RECORD) {
        status == CSV_END ? reading_empty(reading) : reading_unclosed(reading, record->line);
        return NULL;
    }
    struct text *header = ARENA_ARRAY(reading->arena, record->count, struct text);
    for (size_t i = 0; i < record->count; i++)
        header[i] = text_copy(reading->arena, cell_text(record->fields[i]));
    return header;
}

static void refuse_count(struct reading *reading, const struct csv_record *record, size_t columns)
{
    const char *fault = record->count < columns ? "fewer fields than the header has columns"
                                                : "more fields than the header has columns";
    rows_refuse(&reading->rows, fault, record->line);
}

bool reading_csv_record(struct reading *reading, const struct csv_record *record, size_t columns)
{
    reading_record(reading, record->bytes, record->line);
    if (record->fault)
        rows_refuse(&reading->rows, record->fault, record->line);
    else if (record->count != columns)
        refuse_count(reading, record, columns);
    else
        return rows_add(&reading->rows, record->fields, record->line);
    return true;
}

/* One record after the other. */
static bool csv_rows(struct reading *reading, struct csv *csv, size_t columns)
{
    struct csv_record record = {
        .fields = ARENA_ARRAY(reading->arena, reading->binding.room, struct cell), .room = columns};
    record.fields[columns] = (struct cell){"", 0}; /* of columns that the file lacks */
    enum csv_status status;
    while ((status = csv_next(csv, &record)) == CSV_RECORD)
        if (reading_stopped(reading))
            return false;
        else if (!reading_csv_record(reading, &record, columns))
            return reading_too_large(reading, record.line);
    return status == CSV_END || reading_unclosed(reading, record.line);
}

static bool csv_body(struct reading *reading, struct csv *csv, const struct text *header,
                     size_t count)
{
    if (!parts_fit(reading))
        return csv_rows(reading, csv, count);
    struct csv_records records = {.from = csv->at,
                                  .end = csv->end,
                                  .line = csv->line,
                                  .delimiter = csv->delimiter,
                                  .header = header,
                                  .count = count};
    return reading_csv_parts(reading, &records);
}

static bool header_is_whole(struct text bytes, char delimiter)
{
    struct cell first[1];
    struct csv csv;
    struct csv_record record = {.fields = first, .room = 1};
    csv_init(&csv, bytes, delimiter);
    bool is_whole = csv_next(&csv, &record) == CSV_RECORD && csv.at < csv.end;
    csv_fini(&csv);
    return is_whole;
}

/* As much as the header takes, or all where records are read one after the other. */
static struct text wait_for_header(struct reading *reading, struct text bytes, char delimiter)
{
    size_t least = parts_fit(reading) ? 1 : SIZE_MAX;
    while (!reading_wait(reading, least, &bytes) && !header_is_whole(bytes, delimiter))
        least = bytes.len * 2;
    return bytes;
}

bool reading_csv(struct reading *reading, struct text bytes, char delimiter)
{
    struct csv csv;
    struct csv_record record;
    bytes = wait_for_header(reading, bytes, delimiter);
    csv_init(&csv, bytes, delimiter);
    struct text *header = csv_header(reading, &csv, bytes, &record);
    bool good = header && bind_header(&reading->binding, header, record.count, &reading->place);
    if (good && reading->request->flow)
        bind_flow(&reading->binding, reading->request->flow->known);
    if (good) {
        bind_abilities(&reading->binding, &reading->columns->log);
        reading_begins(reading, record.bytes);
        good = csv_body(reading, &csv, header, record.count);
    }
    csv_fini(&csv);
    return good;
}
