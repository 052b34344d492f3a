/* reading_nested.c - an input of newline delimited JSON with paths and lists: plainly, and in
 * parts.
 */
#include "log/nested.h"

#include "log/parts.h"

/* ---- what is asked for ---- */

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

/* ---- records ---- */

/* The rows of a good record: its own, or those of its lists and, if the record is a ticket, its
 * own in front of them. */
static bool add_rows(struct reading *reading, const struct nested *nested, struct cell *fields,
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

/* All records up to the end of the lines; GOOD counts those that are no faulty JSON. */
static bool add_records(struct reading *reading, struct nested *nested, struct cell *fields,
                        uint64_t *good)
{
    struct nested_record record;
    while (nested_next(nested, &record)) {
        if (reading_stopped(reading))
            return false;
        reading_record(reading, record.bytes, record.line);
        *good += !record.fault;
        if (record.fault)
            rows_refuse(&reading->rows, record.fault, record.line);
        else if (!add_rows(reading, nested, fields, record.line))
            return false;
    }
    return true;
}

/* ---- in parts ---- */

/* What all readers have found in records. */
struct found {
    struct nested *nested;
    uint64_t good;
};

struct nested_reader {
    struct nested nested;
    struct cell *fields;
    uint64_t good;
};

static void open_nested(struct part_reader *reader)
{
    struct reading *reading = &reader->reading;
    struct nested_reader *own = ARENA_NEW(reading->arena, struct nested_reader);
    parts_bind(reader);
    nested_init(&own->nested, reading->arena, TEXT(""));
    ask_paths(reading, &own->nested);
    own->fields = reading_fields(reading, own->nested.field_count);
    reader->own = own;
}

static void close_nested(struct part_reader *reader)
{
    struct nested_reader *own = reader->own;
    struct found *found = (struct found *)(uintptr_t)reader->parts->own;
    nested_add_found(found->nested, &own->nested);
    found->good += own->good;
    nested_fini(&own->nested);
}

static void read_lines(struct part_reader *reader, struct piece *piece,
                       const struct part_range *range)
{
    struct nested_reader *own = reader->own;
    own->nested.lines = (struct ndjson_lines){range->from, range->stop, 0};
    bool good = add_records(&reader->reading, &own->nested, own->fields, &own->good);
    (void)good; /* a batch has room */
    piece->to = range->stop;
    piece->batch.lines = own->nested.lines.line;
}

static bool read_in_parts(struct reading *reading, struct found *found)
{
    static const struct part_form form = {parts_line_boundary, open_nested, close_nested,
                                          read_lines,          NULL,        true};
    struct ndjson_lines lines = found->nested->lines;
    struct nested_record first;
    struct parts parts = {.reading = reading,
                          .form = &form,
                          .own = found,
                          .from = lines.at,
                          .end = lines.end,
                          .line = 1};
    if (nested_next(found->nested, &first)) /* what it has is for did-you-mean */
        found->nested->lines = lines;
    return parts_read(&parts);
}

/* ---- both ---- */

/* As much as the first record takes. */
static struct text wait_for_record(struct reading *reading, struct text bytes)
{
    struct ndjson_lines lines;
    struct text line;
    size_t least = 1;
    while (!reading_wait(reading, least, &bytes)) {
        ndjson_lines_init(&lines, bytes);
        if (ndjson_lines_next(&lines, &line) && lines.at < lines.end)
            break;
        least = bytes.len * 2;
    }
    return bytes;
}

bool reading_nested(struct reading *reading, struct text bytes)
{
    bytes = wait_for_record(reading, bytes);
    struct nested nested;
    struct found found = {.nested = &nested};
    uint64_t before = reading->columns->log.records;
    nested_init(&nested, reading->arena, bytes);
    ask_paths(reading, &nested);
    struct cell *fields = reading_fields(reading, nested.field_count);
    bool good = parts_fit(reading) ? read_in_parts(reading, &found)
                                   : add_records(reading, &nested, fields, &found.good);
    for (uint32_t i = 0; i < nested.field_count; i++)
        reading->seen[i] = nested_has(&nested, i);
    if (good && reading->columns->log.records == before && !reading->part)
        good = reading_empty(reading);
    else if (good && (reading->part ? reading->part->is_found : found.good > 0))
        good = reading_found(reading, nested.learnt, nested.learnt_count);
    nested_fini(&nested);
    return good;
}
