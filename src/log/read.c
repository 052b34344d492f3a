/* read.c - inputs one after the other, each by its form, into one log. */
#include "log/read.h"

#include "log/csv.h"
#include "log/digest.h"
#include "log/history.h"
#include "log/ndjson.h"
#include "log/rows.h"

enum { FIRST_FIELDS = 256, REASONS_SHOWN = 20 };

struct reading {
    const struct log_request *request;
    struct arena *arena;
    struct sink *sink;
    struct columns *columns;
    struct binding binding;
    struct rejects rejects;
    struct rows rows;
    struct digest digest;
    struct log_place place; /* of the input that is read */
    bool *seen;             /* NDJSON: has a record had the key? */
};

/* ---- messages ---- */

static struct span no_place(void)
{
    return (struct span){.source = SOURCE_NONE};
}

static bool too_large(struct reading *reading, uint64_t line)
{
    char path[REJECTS_QUOTE];
    struct diagnostic *bad =
        diagnose(reading->sink, DIAG_LOG_TOO_LARGE, no_place(),
                 "%s:%llu: the log has more rows than the %u that one run holds",
                 rejects_quote(path, reading->place.path), (unsigned long long)line, COLUMNS_MOST);
    diagnostic_hint(reading->sink, bad, "Judge the log in parts.");
    return false;
}

static bool empty(struct reading *reading)
{
    char path[REJECTS_QUOTE];
    struct diagnostic *bad = diagnose(reading->sink, DIAG_LOG_EMPTY, no_place(), "%s is empty",
                                      rejects_quote(path, reading->place.path));
    diagnostic_hint(reading->sink, bad, "A log has at least a header that names its columns.");
    return false;
}

static bool unclosed(struct reading *reading, uint64_t line)
{
    char path[REJECTS_QUOTE];
    struct diagnostic *bad =
        diagnose(reading->sink, DIAG_LOG_UNCLOSED, no_place(),
                 "%s:%llu: a quote opens here and is never closed",
                 rejects_quote(path, reading->place.path), (unsigned long long)line);
    diagnostic_hint(reading->sink, bad,
                    "Close it; a quote inside a quoted field is written twice. Nothing behind it "
                    "can be read.");
    return false;
}

static void reject_message(struct reading *reading, const struct log_reject *reject)
{
    char path[REJECTS_QUOTE];
    struct text file = reading->request->inputs[reject->first.file].path;
    struct diagnostic *bad =
        reject->count == 1
            ? diagnose(reading->sink, DIAG_LOG_ROWS, no_place(), "%s:%llu: " TEXT_FMT " (1 row)",
                       rejects_quote(path, file), (unsigned long long)reject->first.line,
                       TEXT_ARG(reject->reason))
            : diagnose(reading->sink, DIAG_LOG_ROWS, no_place(),
                       "%s:%llu: " TEXT_FMT " (%llu rows, this is the first)",
                       rejects_quote(path, file), (unsigned long long)reject->first.line,
                       TEXT_ARG(reject->reason), (unsigned long long)reject->count);
    if (reject == reading->rejects.list.at)
        diagnostic_hint(reading->sink, bad,
                        "Mend the log, let the log block say what the value means, or put up with "
                        "bad rows by --max-errors %llu.",
                        (unsigned long long)reading->rejects.total);
}

/* False if more rows are bad than are put up with. */
static bool check_rejects(struct reading *reading)
{
    if (reading->rejects.total <= reading->request->max_errors)
        return true;
    size_t count = reading->rejects.list.count;
    for (size_t i = 0; i < count && i < REASONS_SHOWN; i++)
        reject_message(reading, &reading->rejects.list.at[i]);
    if (count > REASONS_SHOWN)
        diagnose(reading->sink, DIAG_LOG_ROWS, no_place(),
                 "… and %zu more reasons; %llu rows are bad in all", count - REASONS_SHOWN,
                 (unsigned long long)reading->rejects.total);
    return false;
}

/* ---- CSV and TSV ---- */

static void record_done(struct reading *reading, struct text bytes)
{
    reading->columns->log.records++;
    if (reading->request->wants_digest)
        digest_add(&reading->digest, bytes);
}

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
        status == CSV_END ? empty(reading) : unclosed(reading, record->line);
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

/* FIELDS has one empty field behind the last column, for columns that the file lacks. */
static bool csv_rows(struct reading *reading, struct csv *csv, struct cell *fields, size_t columns)
{
    struct csv_record record = {.fields = fields, .room = columns};
    enum csv_status status;
    while ((status = csv_next(csv, &record)) == CSV_RECORD) {
        record_done(reading, record.bytes);
        if (record.fault)
            rows_refuse(&reading->rows, record.fault, record.line);
        else if (record.count != columns)
            refuse_count(reading, &record, columns);
        else if (!rows_add(&reading->rows, fields, record.line))
            return too_large(reading, record.line);
    }
    return status == CSV_END || unclosed(reading, record.line);
}

static bool read_csv(struct reading *reading, struct text bytes, char delimiter)
{
    struct csv csv;
    struct csv_record record;
    csv_init(&csv, bytes, delimiter);
    struct text *header = csv_header(reading, &csv, bytes, &record);
    bool good = header && bind_header(&reading->binding, header, record.count, &reading->place);
    if (good) {
        bind_abilities(&reading->binding, &reading->columns->log);
        struct cell *fields = ARENA_ARRAY(reading->arena, record.count + 1, struct cell);
        fields[record.count] = (struct cell){"", 0};
        good = csv_rows(reading, &csv, fields, record.count);
    }
    csv_fini(&csv);
    return good;
}

/* ---- NDJSON ---- */

/* The distinct keys of the slots; every one is a field. */
static size_t ndjson_keys(struct reading *reading, struct intern *keys)
{
    size_t count = 0;
    intern_init(keys);
    for (uint32_t i = 0; i < reading->binding.slot_count; i++) {
        struct slot *slot = &reading->binding.slots[i];
        struct text key = slot->spec->column;
        struct intern_entry *entry = intern_find(keys, (struct cell){key.at, key.len}, key.at);
        if (!entry)
            intern_add(keys, key, (uint32_t)count);
        slot->column = entry ? entry->code : count++;
        slot->found = true;
    }
    return count;
}

/* Whether the log has roles at all must be known before its rows are read. */
static void ndjson_actors(struct reading *reading, struct text bytes)
{
    struct eventlog unused = {0};
    for (uint32_t i = 0; i < reading->binding.slot_count; i++) {
        struct slot *slot = &reading->binding.slots[i];
        struct text key =
            text_format(reading->arena, "\"" TEXT_FMT "\"", TEXT_ARG(slot->spec->column));
        slot->found =
            slot->spec->role != LOG_ACTOR || memmem(bytes.at, bytes.len, key.at, key.len) != NULL;
    }
    bind_abilities(&reading->binding, &unused);
}

/* What stands in the place of a header: the keys that were found, and for did-you-mean those of the
 * last record that nothing asks for. */
static bool ndjson_header(struct reading *reading, const struct ndjson *ndjson)
{
    uint32_t count = 0, slots = reading->binding.slot_count;
    struct text *header = ARENA_ARRAY(reading->arena, slots + NDJSON_SHAPE + 1, struct text);
    bool *listed = ARENA_ARRAY(reading->arena, slots + 1, bool);
    for (uint32_t i = 0; i < slots; i++) {
        const struct slot *slot = &reading->binding.slots[i];
        if (reading->seen[slot->column] && !listed[slot->column]) {
            header[count++] = slot->spec->column;
            listed[slot->column] = true;
        }
    }
    for (uint32_t i = 0; i < NDJSON_SHAPE; i++)
        if (ndjson->shape[i].key.at && ndjson->shape[i].index == NDJSON_NOT_ASKED)
            header[count++] = ndjson->shape[i].key;
    if (!bind_header(&reading->binding, header, count, &reading->place))
        return false;
    reading->binding.can_say_actor = false;
    bind_abilities(&reading->binding, &reading->columns->log);
    return true;
}

static bool ndjson_rows(struct reading *reading, struct ndjson *ndjson,
                        struct ndjson_record *record)
{
    while (ndjson_next(ndjson, record)) {
        record_done(reading, record->bytes);
        for (size_t i = 0; i < record->count; i++)
            reading->seen[i] |= record->fields[i].at != NULL;
        if (record->fault)
            rows_refuse(&reading->rows, record->fault, record->line);
        else if (!rows_add(&reading->rows, record->fields, record->line))
            return too_large(reading, record->line);
    }
    return true;
}

static bool read_ndjson(struct reading *reading, struct text bytes)
{
    struct ndjson ndjson;
    struct intern keys;
    struct ndjson_record record = {.count = ndjson_keys(reading, &keys)};
    uint64_t before = reading->columns->log.records, rejected = reading->rejects.total;
    record.fields = ARENA_ARRAY(reading->arena, record.count + 1, struct cell);
    reading->seen = ARENA_ARRAY(reading->arena, record.count + 1, bool);
    ndjson_actors(reading, bytes);
    ndjson_init(&ndjson, bytes, &keys);
    bool good = ndjson_rows(reading, &ndjson, &record);
    uint64_t records = reading->columns->log.records - before;
    if (good && records == 0)
        good = empty(reading);
    else if (good && records > reading->rejects.total - rejected)
        good = ndjson_header(reading, &ndjson);
    ndjson_fini(&ndjson);
    intern_fini(&keys);
    return good;
}

/* ---- inputs ---- */

static enum log_format form_of(const struct log_spec *spec, const struct log_input *input)
{
    if (spec->format != LOG_FORMAT_ANY)
        return spec->format;
    struct text rest = input->bytes;
    if (text_starts(rest, TEXT("\xef\xbb\xbf")))
        rest = text_slice(rest, 3, rest.len);
    while (rest.len &&
           (rest.at[0] == ' ' || rest.at[0] == '\t' || rest.at[0] == '\n' || rest.at[0] == '\r'))
        rest = text_slice(rest, 1, rest.len);
    if (rest.len
            ? rest.at[0] == '{'
            : text_ends(input->path, TEXT(".ndjson")) || text_ends(input->path, TEXT(".jsonl")))
        return LOG_NDJSON;
    return text_ends(input->path, TEXT(".tsv")) ? LOG_TSV : LOG_CSV;
}

static bool bad_form(struct reading *reading, const char *what)
{
    char path[REJECTS_QUOTE];
    struct diagnostic *bad = diagnose(reading->sink, DIAG_LOG_FORM, no_place(), "%s %s",
                                      rejects_quote(path, reading->place.path), what);
    diagnostic_hint(reading->sink, bad, "Save it as CSV or NDJSON in UTF-8.");
    return false;
}

static bool read_input(struct reading *reading, uint32_t index)
{
    const struct log_input *input = &reading->request->inputs[index];
    struct text bytes = input->bytes;
    reading->place = (struct log_place){input->path, reading->sink};
    reading->rows.file = index;
    reading->binding.safe_end = bytes.at + bytes.len;
    columns_begin_file(reading->columns, index, bytes);
    if (bytes.len == 0)
        return empty(reading);
    if (text_starts(bytes, TEXT("\xff\xfe")) || text_starts(bytes, TEXT("\xfe\xff")))
        return bad_form(reading, "is written in UTF-16");
    switch (form_of(reading->binding.spec, input)) {
    case LOG_NDJSON:
        return read_ndjson(reading, bytes);
    case LOG_XES:
        return bad_form(reading, "would be read as XES, which is not read yet");
    case LOG_TSV:
        return read_csv(reading, bytes, '\t');
    case LOG_CSV:
    case LOG_FORMAT_ANY:
        break;
    }
    return read_csv(reading, bytes, ',');
}

static bool read_inputs(struct reading *reading)
{
    bool good = true;
    for (uint32_t i = 0; good && i < reading->request->input_count; i++)
        good = read_input(reading, i);
    return good && check_rejects(reading);
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
    if (request->wants_digest)
        digest_write(&reading->digest, log->digest);
    columns_finish(reading->columns);
    history_make(reading->columns);
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

void log_free(struct eventlog *log)
{
    if (log)
        columns_fini((struct columns *)(void *)log);
}
