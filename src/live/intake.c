/* intake.c - the records of a batch, each an event of the tickets that its rows are about. */
#include <stdlib.h>

#include "base/sha256.h"
#include "live/stamp.h"
#include "live/watcher_part.h"
#include "log/read.h"

/* A row, in the order of the input. */
struct placed {
    uint64_t line;
    uint32_t ticket;
    instant at;
};

struct intake {
    struct watcher *watcher;
    struct text header;
    int64_t header_number;
    struct eventlog *log;
    struct placed *rows; /* of the log, by their lines */
    uint32_t row;        /* the next one of them */
    struct text record;
    uint64_t line; /* of the record, in the log */
    struct stamp stamp;
};

static bool is_new_id(void *context, struct text id)
{
    return arrivals_add_id(context, id);
}

static uint64_t lines_of(struct text text)
{
    uint64_t lines = 0;
    for (size_t i = 0; i < text.len; i++)
        lines += text.at[i] == '\n';
    return lines;
}

/* ---- reading ---- */

struct text watcher_known(const struct reading_by *by, struct arena *arena)
{
    char *text = arena_alloc(arena, by->known_count + 1);
    for (uint32_t i = 0; i < by->known_count; i++)
        text[i] = by->known[i] ? '1' : '0';
    return (struct text){text, by->known_count};
}

/* A column that the log has had not before may change what it can say, and so all tickets. */
static void keep_known(struct watcher *watcher, struct text before)
{
    struct text now = watcher_known(&watcher->setup->by, watcher->arena);
    if (text_equal(before, now))
        return;
    store_set_fact(watcher->setup->store, "known", now);
    residents_wake_all(watcher->residents);
}

static void keep_rejects(struct watcher *watcher, const struct eventlog *log)
{
    for (uint32_t i = 0; i < log->reject_count; i++) {
        const struct log_reject *reject = &log->rejects[i];
        store_refuse(watcher->setup->store, reject->reason, reject->count,
                     watcher->setup->source->name);
        watcher_say(watcher, TEXT_FMT ": " TEXT_FMT " (%llu rows left out)",
                    TEXT_ARG(watcher->setup->source->name), TEXT_ARG(reject->reason),
                    (unsigned long long)reject->count);
    }
}

static int compare_placed(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return (a->ticket > b->ticket) - (a->ticket < b->ticket);
}

/* The rows of a log stand by their tickets. */
static void place_rows(struct intake *intake)
{
    const struct eventlog *log = intake->log;
    uint32_t count = 0;
    intake->rows = ARENA_ARRAY(intake->watcher->arena, (size_t)log->rows + 1, struct placed);
    for (uint32_t ticket = 0; ticket < log->tickets; ticket++)
        for (uint32_t i = log->first[ticket]; i < log->first[ticket + 1]; i++) {
            uint32_t row = eventlog_row(log, i);
            intake->rows[count++] =
                (struct placed){eventlog_origin(log, row).line, ticket, eventlog_time(log, row)};
        }
    if (count > 1)
        qsort(intake->rows, count, sizeof *intake->rows, compare_placed);
}

static bool read_log(struct intake *intake, struct text bytes)
{
    struct watcher *watcher = intake->watcher;
    const struct watch_setup *setup = watcher->setup;
    struct text before = watcher_known(&setup->by, watcher->arena);
    struct text whole = bytes;
    if (intake->header.len)
        whole = text_format(watcher->arena, TEXT_FMT "\n" TEXT_FMT, TEXT_ARG(intake->header),
                            TEXT_ARG(bytes));
    struct log_flow flow = {setup->by.known, is_new_id, watcher->residents->arrivals};
    struct log_input input = {.path = setup->source->name, .bytes = whole};
    struct log_request request = {.schema = &setup->by.model->schema,
                                  .spec = setup->by.spec,
                                  .inputs = &input,
                                  .input_count = 1,
                                  .max_errors = UINT64_MAX,
                                  .reads_plainly = true,
                                  .flow = &flow};
    if (log_read(watcher->arena, &request, setup->sink, &intake->log) != LOG_OK)
        return false;
    place_rows(intake);
    keep_known(watcher, before);
    keep_rejects(watcher, intake->log);
    return true;
}

/* ---- records ---- */

/* Has an equal record been read before? */
static bool is_again(struct intake *intake)
{
    char digest[SHA256_HEX];
    struct sha256 sha;
    if (!intake->watcher->setup->takes_once)
        return false;
    sha256_init(&sha);
    sha256_add(&sha, stamp_without(&intake->stamp, intake->record, intake->watcher->arena));
    sha256_write(&sha, digest);
    struct text id = text_format(intake->watcher->arena, "equal %s", digest);
    return !arrivals_add_id(intake->watcher->residents->arrivals, id);
}

/* ROW makes RECORD one of its ticket. */
static void add_row(struct intake *intake, const struct placed *row,
                    const struct slice_record *record)
{
    struct watcher *watcher = intake->watcher;
    instant at = row->at;
    int64_t ticket = residents_ticket(watcher->residents, intake->log->ticket_ids[row->ticket]);
    if (!ticket)
        return;
    residents_add(watcher->residents, ticket, record);
    VECTOR_PUSH(watcher->arena, &watcher->tickets, ticket);
    if (watcher->bound != INSTANT_NONE && at < watcher->bound)
        VECTOR_PUSH(watcher->arena, &watcher->late, ticket);
    if (watcher->seen == INSTANT_NONE || at > watcher->seen)
        watcher->seen = at;
}

/* The rows of the log up to line LAST are those of the record. */
static void add_record(struct intake *intake, uint64_t last)
{
    struct watcher *watcher = intake->watcher;
    uint32_t from = intake->row, row = from;
    while (row < intake->log->rows && intake->rows[row].line <= last)
        row++;
    intake->row = row;
    if (row == from || is_again(intake))
        return;
    struct slice_record record = {.header = intake->header_number, .bytes = intake->record};
    record.event = store_add_event(watcher->setup->store, record.bytes, record.header);
    if (!watcher->first_event)
        watcher->first_event = record.event;
    for (uint32_t i = from; i < row; i++)
        add_row(intake, &intake->rows[i], &record);
}

static void add_records(struct intake *intake, struct text bytes)
{
    struct cut_walk walk;
    struct text record;
    uint64_t above = intake->header.len ? lines_of(intake->header) + 1 : 0;
    cut_walk_init(&walk, &intake->watcher->setup->source->cutter, bytes);
    bool more = cut_walk_next(&walk, &record);
    while (more) {
        intake->record = record;
        more = cut_walk_next(&walk, &record);
        add_record(intake, more ? above + walk.line - 1 : UINT64_MAX);
    }
}

static void sort_unique(store_numbers *numbers)
{
    size_t count = 0;
    if (numbers->count > 1)
        qsort(numbers->at, numbers->count, sizeof *numbers->at, slice_compare);
    for (size_t i = 0; i < numbers->count; i++)
        if (i == 0 || numbers->at[i] != numbers->at[i - 1])
            numbers->at[count++] = numbers->at[i];
    numbers->count = count;
}

bool intake_take(struct watcher *watcher, const struct source_batch *batch)
{
    struct source *source = watcher->setup->source;
    struct intake intake = {.watcher = watcher, .stamp.key = watcher->setup->by.arrival};
    if (text_trim(batch->bytes).len == 0)
        return true;
    struct text bytes = stamp_records(&intake.stamp, batch->bytes, watcher->now, watcher->arena);
    intake.header = buffer_text(&source->cutter.header);
    if (intake.header.len)
        intake.header_number = store_header(watcher->setup->store, intake.header);
    if (!read_log(&intake, bytes))
        return false;
    add_records(&intake, bytes);
    log_free(intake.log);
    sort_unique(&watcher->tickets);
    sort_unique(&watcher->late);
    struct text position = source->kind->position(source, watcher->arena);
    store_set_position(watcher->setup->store, source->name, position);
    store_set_instant(watcher->setup->store, "seen", watcher->seen);
    return true;
}
