/* cache_open.c - a log that was kept: each number is looked at before it is believed. See cache.h.
 */
#include "base/ordered.h"
#include "base/wire.h"
#include "log/cache_part.h"
#include "log/columns.h"

struct opening {
    struct columns *columns;
    struct eventlog *log;
    const struct sections *sections;
    const struct log_request *request;
    struct arena *arena;
    uint32_t *widths, *value_counts;
    bool has_opening;
    const char **why;
};

static bool damaged(const struct opening *opening)
{
    *opening->why = "it is damaged";
    return false;
}

/* ---- what is counted ---- */

static bool take_text(struct wire *wire, struct text *text)
{
    *text = wire_text(wire);
    return text->len <= CELL_LONGEST;
}

static struct row_origin take_origin(struct opening *opening, struct wire *wire)
{
    struct row_origin origin;
    origin.file = (uint32_t)wire_upto(wire, opening->log->file_count - 1);
    origin.line = wire_whole(wire);
    return origin;
}

static bool take_rejects(struct opening *opening, struct wire *wire)
{
    struct eventlog *log = opening->log;
    bool good = true;
    log->rejected = wire_whole(wire);
    log->reject_count = wire_count(wire, 5);
    struct log_reject *rejects =
        ARENA_ARRAY(opening->arena, log->reject_count + 1, struct log_reject);
    for (uint32_t i = 0; i < log->reject_count; i++) {
        good = take_text(wire, &rejects[i].reason) && good;
        good = take_text(wire, &rejects[i].key) && good;
        rejects[i].count = wire_whole(wire);
        rejects[i].first = take_origin(opening, wire);
    }
    log->rejects = rejects;
    return good;
}

static void take_abilities(struct eventlog *log, struct wire *wire)
{
    for (size_t i = 0; i < sizeof log->can_say_kind / sizeof *log->can_say_kind; i++)
        log->can_say_kind[i] = wire_upto(wire, 1);
    log->can_say_actor = wire_upto(wire, 1);
    log->can_say_status = wire_upto(wire, 1);
}

static void take_widths(struct opening *opening, struct wire *wire)
{
    uint32_t stored = opening->log->schema->stored;
    opening->widths = ARENA_ARRAY(opening->arena, stored + 1, uint32_t);
    opening->value_counts = ARENA_ARRAY(opening->arena, stored + 1, uint32_t);
    for (uint32_t i = 0; i < stored; i++) {
        opening->widths[i] = (uint32_t)wire_upto(wire, 4);
        opening->value_counts[i] = (uint32_t)wire_upto(wire, UINT32_MAX);
        if (opening->widths[i] == 3 || opening->value_counts[i] == 0)
            wire->is_spoilt = true;
    }
}

/* Of a base that is damaged no instant could be worked out. */
static bool take_times(struct event_times *time, struct wire *wire)
{
    time->width = (uint8_t)wire_upto(wire, sizeof(instant));
    time->base = wire_signed(wire);
    bool is_near =
        time->base >= INSTANT_FIRST - UINT32_MAX * MICROS_SECOND && time->base < INSTANT_END;
    return time->width == sizeof(instant) || (time->width == 4 && is_near);
}

static bool take_about(struct opening *opening)
{
    struct eventlog *log = opening->log;
    struct wire wire = wire_of(sections_find(opening->sections, CACHE_ABOUT));
    log->records = wire_whole(&wire);
    log->rows = (uint32_t)wire_upto(&wire, COLUMNS_MOST);
    log->tickets = (uint32_t)wire_upto(&wire, log->rows);
    log->file_count = opening->request->input_count;
    if (wire_whole(&wire) != log->file_count || wire_whole(&wire) != log->schema->stored)
        return damaged(opening);
    take_widths(opening, &wire);
    log->row_per_ticket = wire_upto(&wire, 1);
    log->has_ids = wire_upto(&wire, 1);
    opening->has_opening = wire_upto(&wire, 1);
    if (!take_times(&log->time, &wire))
        return damaged(opening);
    log->first_time = wire_signed(&wire);
    log->last_time = wire_signed(&wire);
    struct text digest = wire_text(&wire);
    if (digest.len && digest.len != SHA256_HEX - 1)
        return damaged(opening);
    memcpy(log->digest, digest.at, digest.len);
    for (int i = 0; i < REMARK_COUNT; i++) {
        log->remarks[i].count = wire_whole(&wire);
        log->remarks[i].first = take_origin(opening, &wire);
    }
    bool good = take_rejects(opening, &wire);
    take_abilities(log, &wire);
    return (good && wire_is_done(&wire)) || damaged(opening);
}

/* ---- values ---- */

static enum value_type type_of(const struct attribute *attribute)
{
    switch (attribute->type) {
    case ATTRIBUTE_CHOICE:
    case ATTRIBUTE_LADDER:
        return VALUE_CHOICE;
    case ATTRIBUTE_WHOLE:
    case ATTRIBUTE_DECIMAL:
        return VALUE_NUMBER;
    case ATTRIBUTE_MONEY:
        return VALUE_MONEY;
    case ATTRIBUTE_YES_NO:
        return VALUE_YES_NO;
    case ATTRIBUTE_TIME:
        return VALUE_TIME;
    case ATTRIBUTE_TEXT:
        break;
    }
    return VALUE_TEXT;
}

static bool is_instant(instant at)
{
    return at >= INSTANT_FIRST && at < INSTANT_END;
}

static bool take_number(struct wire *wire, struct value *value)
{
    value->number.digits = wire_signed(wire);
    value->number.scale = (uint8_t)wire_upto(wire, DECIMAL_SCALE_MOST);
    return true;
}

static bool take_money(struct wire *wire, struct value *value)
{
    struct text currency = wire_text(wire);
    if (currency.len != 3)
        return false;
    memcpy(value->currency, currency.at, 3);
    return take_number(wire, value);
}

static bool take_value(struct wire *wire, const struct attribute *attribute, struct value *value)
{
    *value = (struct value){.type = type_of(attribute)};
    if (wire_whole(wire) != (uint64_t)value->type)
        return false;
    switch (value->type) {
    case VALUE_CHOICE:
        value->choice = (uint32_t)wire_whole(wire);
        return value->choice < attribute->choice_count;
    case VALUE_TEXT:
        return take_text(wire, &value->text);
    case VALUE_MONEY:
        return take_money(wire, value);
    case VALUE_NUMBER:
        return take_number(wire, value);
    case VALUE_YES_NO:
        value->yes = wire_upto(wire, 1);
        return true;
    case VALUE_TIME:
        value->time = wire_signed(wire);
        return is_instant(value->time);
    case VALUE_UNSET:
        break;
    }
    return false;
}

static bool take_values(struct opening *opening, uint32_t i)
{
    struct code_column *column = &opening->columns->attributes[i];
    const struct attribute *attribute = &opening->log->schema->attributes[i];
    struct text bytes = sections_find(opening->sections, CACHE_VALUES + (uint64_t)i);
    struct wire wire = wire_of(bytes);
    uint32_t count = opening->value_counts[i];
    if (count - 1 > bytes.len / 2)
        return false;
    column->values = memory_resize(NULL, count * sizeof *column->values);
    column->values[0] = (struct value){.type = VALUE_UNSET};
    for (uint32_t code = 1; code < count; code++)
        if (!take_value(&wire, attribute, &column->values[code]))
            return false;
    column->value_count = count;
    return wire_is_done(&wire);
}

/* ---- arrays ---- */

/* The COUNT things of WIDTH bytes in section NUMBER; NULL: it has another length. An empty array is
 * no NULL. */
static const void *array(const struct opening *opening, uint64_t number, size_t count, size_t width)
{
    struct text bytes = sections_find(opening->sections, number);
    if (bytes.len != count * width)
        return NULL;
    return bytes.len ? bytes.at : (const void *)"";
}

static bool take_column(struct opening *opening, struct event_column *out, uint32_t i)
{
    uint32_t width = opening->widths[i];
    const void *codes =
        array(opening, CACHE_CODES + (uint64_t)i, width ? opening->log->rows : 0, width);
    if (!codes || !take_values(opening, i))
        return false;
    const struct code_column *column = &opening->columns->attributes[i];
    *out = (struct event_column){(uint8_t)width, codes, column->values, column->value_count};
    return true;
}

static bool take_columns(struct opening *opening)
{
    uint32_t stored = opening->log->schema->stored;
    struct event_column *out = ARENA_ARRAY(opening->arena, stored + 1, struct event_column);
    for (uint32_t i = 0; i < stored; i++)
        if (!take_column(opening, &out[i], i))
            return damaged(opening);
    opening->log->columns = out;
    return true;
}

static bool take_rows(struct opening *opening)
{
    struct eventlog *log = opening->log;
    log->time.at = array(opening, CACHE_TIME, log->rows, log->time.width);
    log->kind = array(opening, CACHE_KIND, log->rows, 1);
    log->what = array(opening, CACHE_WHAT, log->rows, 1);
    log->first = array(opening, CACHE_FIRST, (size_t)log->tickets + 1, sizeof *log->first);
    if (opening->has_opening) {
        log->opening = array(opening, CACHE_OPENING, log->tickets, sizeof *log->opening);
        log->opening_row =
            array(opening, CACHE_OPENING_ROW, log->tickets, sizeof *log->opening_row);
        if (!log->opening || !log->opening_row)
            return damaged(opening);
    }
    return (log->time.at && log->kind && log->what && log->first) || damaged(opening);
}

static bool take_ids(struct opening *opening)
{
    struct eventlog *log = opening->log;
    struct text all = sections_find(opening->sections, CACHE_IDS);
    const uint64_t *ends = array(opening, CACHE_ID_ENDS, log->tickets, sizeof *ends);
    if (!ends)
        return damaged(opening);
    struct text *ids = memory_resize(NULL, log->tickets * sizeof *ids);
    opening->columns->ids = ids;
    log->ticket_ids = ids;
    for (uint64_t i = 0, from = 0; i < log->tickets; from = ends[i++]) {
        if (ends[i] < from || ends[i] > all.len || ends[i] - from > CELL_LONGEST)
            return damaged(opening);
        ids[i] = (struct text){all.at + from, (size_t)(ends[i] - from)};
    }
    return true;
}

/* From 0 on, and always more; each below the number of rows, if there are any. */
static bool is_run(const uint32_t *rows, size_t count, uint32_t most)
{
    for (size_t i = 0; i < count; i++)
        if (i ? rows[i] <= rows[i - 1] || rows[i] >= most : rows[0] != 0)
            return false;
    return count > 0 || most == 0;
}

/* Files may be empty. */
static bool are_files(const uint32_t *rows, uint32_t count, uint32_t most)
{
    for (uint32_t i = 0; i < count; i++)
        if (rows[i] > most || (i ? rows[i] < rows[i - 1] : rows[i] != 0))
            return false;
    return true;
}

static bool take_origins(struct opening *opening)
{
    struct columns *columns = opening->columns;
    uint32_t rows = opening->log->rows, files = opening->log->file_count;
    struct text runs = sections_find(opening->sections, CACHE_RUN_ROWS);
    size_t count = runs.len / sizeof(uint32_t);
    const uint32_t *source = array(opening, CACHE_SOURCE, rows, sizeof *source);
    const uint32_t *row = array(opening, CACHE_RUN_ROWS, count, sizeof *row);
    const uint64_t *line = array(opening, CACHE_RUN_LINES, count, sizeof *line);
    const uint32_t *file_row = array(opening, CACHE_FILE_ROWS, files, sizeof *file_row);
    if (!source || !row || !line || !file_row || count > rows || !is_run(row, count, rows) ||
        !are_files(file_row, files, rows))
        return damaged(opening);
    columns->source = (uint32_t *)(uintptr_t)source;
    columns->runs.row = (uint32_t *)(uintptr_t)row;
    columns->runs.line = (uint64_t *)(uintptr_t)line;
    columns->runs.count = (uint32_t)count;
    columns->file_row = (uint32_t *)(uintptr_t)file_row;
    return true;
}

/* ---- is it a log? ---- */

static bool is_below(const void *codes, uint32_t width, uint32_t rows, uint32_t most)
{
    uint32_t worst = 0;
    if (width == 1)
        for (uint32_t i = 0; i < rows; i++)
            worst |= ((const uint8_t *)codes)[i] >= most;
    else if (width == 2)
        for (uint32_t i = 0; i < rows; i++)
            worst |= ((const uint16_t *)codes)[i] >= most;
    else if (width == 4)
        for (uint32_t i = 0; i < rows; i++)
            worst |= ((const uint32_t *)codes)[i] >= most;
    return !worst;
}

/* Each ticket has a row, and they stand in order of time. */
static bool are_histories(const struct eventlog *log)
{
    bool bad = log->first[0] != 0 || log->first[log->tickets] != log->rows;
    for (uint32_t i = 0; !bad && i < log->tickets; i++)
        bad = log->first[i] >= log->first[i + 1] || log->first[i + 1] > log->rows;
    for (uint32_t i = 0; !bad && i < log->tickets; i++) {
        uint32_t end = log->first[i + 1];
        for (uint32_t row = log->first[i] + 1; row < end; row++)
            bad |= eventlog_time(log, row) < eventlog_time(log, row - 1);
        bad |= !is_instant(eventlog_time(log, log->first[i])) ||
               !is_instant(eventlog_time(log, end - 1));
    }
    return !bad;
}

/* The whole log begins and ends when its rows do. */
static bool is_span(const struct eventlog *log)
{
    instant first = log->rows ? eventlog_time(log, 0) : INSTANT_NONE, last = first;
    for (uint32_t row = 1; row < log->rows; row++) {
        instant at = eventlog_time(log, row);
        first = at < first ? at : first;
        last = at > last ? at : last;
    }
    return first == log->first_time && last == log->last_time;
}

static bool are_openings(const struct eventlog *log)
{
    for (uint32_t i = 0; log->opening && i < log->tickets; i++) {
        uint32_t row = log->opening_row[i];
        if (row < log->first[i] || row >= log->first[i + 1] ||
            (log->opening[i] != INSTANT_NONE && !is_instant(log->opening[i])))
            return false;
    }
    return true;
}

enum { LOOK_HISTORIES, LOOK_SPAN, LOOK_KIND, LOOK_SOURCE, LOOK_CODES };

struct looking {
    const struct opening *opening;
    bool is_bad;
};

static bool is_sound(const struct opening *opening, uint32_t number)
{
    const struct eventlog *log = opening->log;
    switch (number) {
    case LOOK_HISTORIES:
        return are_histories(log) && are_openings(log);
    case LOOK_SPAN:
        return is_span(log);
    case LOOK_KIND:
        return is_below(log->kind, 1, log->rows, log->schema->kind_count);
    case LOOK_SOURCE:
        return is_below(opening->columns->source, 4, log->rows, log->rows);
    default:
        break;
    }
    const struct event_column *column = &log->columns[number - LOOK_CODES];
    return is_below(column->codes, column->width, log->rows, column->value_count);
}

static void *look_open(void *context)
{
    return context;
}

static void look_close(void *context, void *tools)
{
    (void)context;
    (void)tools;
}

/* NULL: nothing is wrong with it. */
static void *look_at(void *tools, uint32_t number)
{
    return is_sound(((const struct looking *)tools)->opening, number) ? NULL : tools;
}

static bool look_end(void *context, void *piece)
{
    struct looking *looking = context;
    looking->is_bad |= piece != NULL;
    return !looking->is_bad;
}

static bool look_at_all(const struct opening *opening)
{
    struct looking looking = {.opening = opening};
    struct ordered_job job = {.context = &looking,
                              .pieces = LOOK_CODES + opening->log->schema->stored,
                              .tools_open = look_open,
                              .tools_close = look_close,
                              .work = look_at,
                              .end = look_end};
    ordered_run(&job, opening->request->threads);
    return !looking.is_bad || damaged(opening);
}

/* ---- all ---- */

static void name_files(const struct opening *opening)
{
    const struct log_request *request = opening->request;
    struct text *files = ARENA_ARRAY(opening->arena, request->input_count + 1, struct text);
    for (uint32_t i = 0; i < request->input_count; i++)
        files[i] = request->inputs[i].path;
    opening->log->files = files;
}

/* What was counted, too, has to be good enough for the request. */
static bool suits(const struct opening *opening)
{
    const struct eventlog *log = opening->log;
    if (log->rejected > opening->request->max_errors) {
        *opening->why = "it has more bad rows than are put up with";
        return false;
    }
    if (opening->request->wants_digest && !log->digest[0]) {
        *opening->why = "it does not have the digest of the records";
        return false;
    }
    return true;
}

struct eventlog *cache_open(struct arena *arena, const struct sections *sections,
                            const struct log_request *request, const char **why)
{
    struct opening opening = {.sections = sections, .request = request, .arena = arena, .why = why};
    opening.columns = ARENA_NEW(arena, struct columns);
    opening.columns->arena = arena;
    opening.columns->attributes =
        ARENA_ARRAY(arena, request->schema->stored + 1, struct code_column);
    opening.columns->is_borrowed = true;
    opening.log = &opening.columns->log;
    opening.log->schema = request->schema;
    name_files(&opening);
    if (take_about(&opening) && suits(&opening) && take_rows(&opening) && take_ids(&opening) &&
        take_origins(&opening) && take_columns(&opening) && look_at_all(&opening))
        return opening.log;
    columns_fini(opening.columns);
    return NULL;
}
