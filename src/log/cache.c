/* cache.c - a log, written. See cache.h. */
#include "log/cache.h"

#include "base/wire.h"
#include "log/cache_part.h"
#include "log/columns.h"

bool cache_fits(const struct eventlog *log)
{
    return !log->whole && !log->unknown_count && !log->order;
}

/* ---- what is counted ---- */

static void put_origin(struct buffer *out, struct row_origin origin)
{
    wire_put_whole(out, origin.file);
    wire_put_whole(out, origin.line);
}

static void put_counted(struct buffer *out, const struct eventlog *log)
{
    for (int i = 0; i < REMARK_COUNT; i++) {
        wire_put_whole(out, log->remarks[i].count);
        put_origin(out, log->remarks[i].first);
    }
    wire_put_whole(out, log->rejected);
    wire_put_whole(out, log->reject_count);
    for (uint32_t i = 0; i < log->reject_count; i++) {
        wire_put_text(out, log->rejects[i].reason);
        wire_put_text(out, log->rejects[i].key);
        wire_put_whole(out, log->rejects[i].count);
        put_origin(out, log->rejects[i].first);
    }
}

static void put_abilities(struct buffer *out, const struct eventlog *log)
{
    for (size_t i = 0; i < sizeof log->can_say_kind / sizeof *log->can_say_kind; i++)
        wire_put_whole(out, log->can_say_kind[i]);
    wire_put_whole(out, log->can_say_actor);
    wire_put_whole(out, log->can_say_status);
}

static void put_about(struct buffer *out, const struct eventlog *log)
{
    wire_put_whole(out, log->records);
    wire_put_whole(out, log->rows);
    wire_put_whole(out, log->tickets);
    wire_put_whole(out, log->file_count);
    wire_put_whole(out, log->schema->stored);
    for (uint32_t i = 0; i < log->schema->stored; i++) {
        wire_put_whole(out, log->columns[i].width);
        wire_put_whole(out, log->columns[i].value_count);
    }
    wire_put_whole(out, log->row_per_ticket);
    wire_put_whole(out, log->has_ids);
    wire_put_whole(out, log->opening != NULL);
    wire_put_whole(out, log->time.width);
    wire_put_signed(out, log->time.base);
    wire_put_signed(out, log->first_time);
    wire_put_signed(out, log->last_time);
    wire_put_text(out, text_of(log->digest));
    put_counted(out, log);
    put_abilities(out, log);
}

/* ---- values ---- */

static void put_value(struct buffer *out, const struct value *value)
{
    wire_put_whole(out, value->type);
    if (value->type == VALUE_CHOICE)
        wire_put_whole(out, value->choice);
    else if (value->type == VALUE_TEXT)
        wire_put_text(out, value->text);
    else if (value->type == VALUE_YES_NO)
        wire_put_whole(out, value->yes);
    else if (value->type == VALUE_TIME)
        wire_put_signed(out, value->time);
    if (value->type == VALUE_MONEY)
        wire_put_text(out, (struct text){value->currency, 3});
    if (value->type == VALUE_MONEY || value->type == VALUE_NUMBER) {
        wire_put_signed(out, value->number.digits);
        wire_put_whole(out, value->number.scale);
    }
}

static void write_column(struct sections_writer *writer, const struct eventlog *log, uint32_t i)
{
    const struct event_column *column = &log->columns[i];
    struct buffer values = {0};
    sections_next(writer, CACHE_VALUES + (uint64_t)i);
    for (uint32_t code = 1; code < column->value_count; code++) {
        put_value(&values, &column->values[code]);
        if (values.len >= SECTIONS_PIECE) {
            sections_put(writer, values.at, values.len);
            buffer_clear(&values);
        }
    }
    sections_put(writer, values.at, values.len);
    buffer_fini(&values);
    sections_next(writer, CACHE_CODES + (uint64_t)i);
    sections_put(writer, column->codes, (size_t)log->rows * column->width);
}

/* ---- arrays ---- */

static void write_array(struct sections_writer *writer, uint64_t number, const void *at, size_t len)
{
    sections_next(writer, number);
    if (len)
        sections_put(writer, at, len);
}

static void write_ids(struct sections_writer *writer, const struct eventlog *log)
{
    uint64_t end = 0;
    sections_next(writer, CACHE_ID_ENDS);
    for (uint32_t i = 0; i < log->tickets; i++) {
        end += log->ticket_ids[i].len;
        sections_put(writer, &end, sizeof end);
    }
    sections_next(writer, CACHE_IDS);
    for (uint32_t i = 0; i < log->tickets; i++)
        sections_put(writer, log->ticket_ids[i].at, log->ticket_ids[i].len);
}

static void write_origins(struct sections_writer *writer, const struct columns *columns)
{
    const struct origin_runs *runs = &columns->runs;
    size_t rows = columns->log.rows;
    write_array(writer, CACHE_SOURCE, columns->source, rows * sizeof *columns->source);
    write_array(writer, CACHE_RUN_ROWS, runs->row, runs->count * sizeof *runs->row);
    write_array(writer, CACHE_RUN_LINES, runs->line, runs->count * sizeof *runs->line);
    write_array(writer, CACHE_FILE_ROWS, columns->file_row,
                columns->log.file_count * sizeof *columns->file_row);
}

static void write_openings(struct sections_writer *writer, const struct eventlog *log)
{
    size_t tickets = log->tickets;
    if (!log->opening)
        return;
    write_array(writer, CACHE_OPENING, log->opening, tickets * sizeof *log->opening);
    write_array(writer, CACHE_OPENING_ROW, log->opening_row, tickets * sizeof *log->opening_row);
}

void cache_write(struct sections_writer *writer, const struct eventlog *log)
{
    struct buffer about = {0};
    size_t rows = log->rows;
    put_about(&about, log);
    write_array(writer, CACHE_ABOUT, about.at, about.len);
    buffer_fini(&about);
    write_array(writer, CACHE_TIME, log->time.at, rows * log->time.width);
    write_array(writer, CACHE_KIND, log->kind, rows);
    write_array(writer, CACHE_WHAT, log->what, rows);
    write_array(writer, CACHE_FIRST, log->first, ((size_t)log->tickets + 1) * sizeof *log->first);
    write_ids(writer, log);
    write_origins(writer, (const struct columns *)(const void *)log);
    write_openings(writer, log);
    for (uint32_t i = 0; i < log->schema->stored; i++)
        write_column(writer, log, i);
}
