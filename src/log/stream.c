/* stream.c - see stream.h. Rows are numbered in the order of the first reading; the second one
 * knows from that which of its rows are the last ones of their tickets. */
#include "log/stream_part.h"

#include "log/history.h"

enum { WINDOW = 16 << 20, ROW_LEAST = 64, WORTH_IT = 12 };

struct log_stream *log_stream_new(struct arena *arena, const struct log_stream_listener *listener,
                                  size_t window)
{
    struct log_stream *stream = ARENA_NEW(arena, struct log_stream);
    stream->listener = *listener;
    stream->arena = arena;
    stream->window = window ? window : WINDOW;
    return stream;
}

void log_stream_free(struct log_stream *stream)
{
    if (!stream)
        return;
    ahead_fini(&stream->ahead);
    memory_release(stream->numbers);
    memory_release(stream->is_ended);
    stream->numbers = NULL;
    stream->is_ended = NULL;
}

/* ---- when to look ---- */

uint32_t stream_parts(const struct log_stream *stream, size_t part_bytes)
{
    size_t parts = stream->window / part_bytes;
    return parts ? (uint32_t)(parts < UINT32_MAX ? parts : UINT32_MAX) : 1;
}

void stream_record(struct reading *reading, struct text bytes)
{
    const struct log_stream *stream = reading->request->stream;
    const struct columns *columns = reading->columns;
    uint64_t fresh = columns->rows - stream->carried;
    struct text input = columns->input;
    bool is_inside = (uintptr_t)bytes.at - (uintptr_t)input.at < input.len;
    if (fresh * ROW_LEAST >= stream->window)
        stream_look(reading, is_inside ? bytes.at : NULL);
}

void stream_forget(const struct reading *reading, const char *at)
{
    const struct log_stream_listener *listener = &reading->request->stream->listener;
    if (listener->forget && at)
        listener->forget(listener->context, reading->columns->file, at);
}

/* ---- the first reading ---- */

static bool needs_order(const struct reading *reading)
{
    const struct log_spec *spec = reading->binding.spec;
    return reading->form.format != LOG_XES && !spec->row_per_ticket && !spec->row_count;
}

static bool is_in_order(struct reading *reading)
{
    struct log_stream *stream = reading->request->stream;
    const struct columns *columns = reading->columns;
    for (uint32_t row = 0; needs_order(reading) && row < columns->rows; row++) {
        instant at = columns_time(columns, row);
        if (stream->latest != INSTANT_NONE && at < stream->latest) {
            struct row_origin origin = eventlog_origin(&columns->log, row);
            return reading_out_of_order(reading, &origin, (const instant[]){at, stream->latest});
        }
        stream->latest =
            at > stream->latest || stream->latest == INSTANT_NONE ? at : stream->latest;
    }
    return true;
}

static instant later(instant a, instant b)
{
    return a == INSTANT_NONE || (b != INSTANT_NONE && b > a) ? b : a;
}

static void note_span(struct log_stream *stream, const struct columns *columns)
{
    struct eventlog *about = &stream->about;
    size_t gap = 0;
    uint32_t doubtful = 0; /* rows in front of it are */
    for (uint32_t row = 0; row < columns->rows; row++) {
        instant at = columns_time(columns, row);
        for (; gap < stream->gaps.count && stream->gaps.at[gap].row <= row; gap++)
            if (stream->gaps.at[gap].row + stream->gaps.at[gap].count > doubtful)
                doubtful = stream->gaps.at[gap].row + stream->gaps.at[gap].count;
        if (about->first_time == INSTANT_NONE || at < about->first_time)
            about->first_time = at;
        about->last_time = later(about->last_time, at);
        stream->last = row < doubtful ? stream->last : later(stream->last, at);
    }
    stream->gaps.count = 0;
}

static void make_room(struct log_stream *stream, uint32_t tickets)
{
    if (tickets <= stream->room)
        return;
    stream->room = tickets + tickets / 2;
    stream->numbers = memory_resize(stream->numbers, stream->room * sizeof *stream->numbers);
    stream->is_ended = memory_resize(stream->is_ended, stream->room * sizeof *stream->is_ended);
}

/* The last row of each ticket that these rows have. */
static void note_rows(struct log_stream *stream, const struct columns *columns)
{
    make_room(stream, columns->tickets);
    for (uint32_t row = 0; row < columns->rows; row++)
        stream->numbers[columns->ticket[row]] = row;
    for (uint32_t i = 0; i < columns->tickets; i++)
        ahead_note_row(&stream->ahead, ahead_hash(columns->ids[i]),
                       (uint32_t)stream->rows + stream->numbers[i]);
}

static bool look_ahead(struct reading *reading)
{
    struct log_stream *stream = reading->request->stream;
    struct columns *columns = reading->columns;
    if (stream->is_over || !is_in_order(reading)) {
        stream->is_over = true;
        columns_clear(columns);
        return false;
    }
    if (stream->rows + columns->rows > COLUMNS_MOST)
        return !(stream->is_over = !reading_too_large(reading, columns->last_line));
    note_span(stream, columns);
    note_rows(stream, columns);
    stream->rows += columns->rows;
    columns_clear(columns);
    return true;
}

/* ---- the second reading ---- */

/* Which of the new rows are the last ones of their tickets? */
static void end_tickets(struct log_stream *stream, const struct columns *columns)
{
    size_t gap = 0;
    uint64_t number = stream->rows;
    for (uint32_t row = stream->carried; row < columns->rows; row++, number++) {
        for (; gap < stream->gaps.count && stream->gaps.at[gap].row <= row; gap++)
            number += stream->gaps.at[gap].count;
        bool *is_ended = &stream->is_ended[columns->ticket[row]];
        stream->ended += !*is_ended && ahead_is_last(&stream->ahead, number);
        *is_ended = *is_ended || ahead_is_last(&stream->ahead, number);
    }
    for (; gap < stream->gaps.count; gap++)
        number += stream->gaps.at[gap].count;
    stream->gaps.count = 0;
    stream->rows = number;
    stream->carried = columns->rows;
}

/* New ones; their ids are copied while their bytes are at hand. */
static void number_tickets(struct log_stream *stream, struct columns *columns)
{
    make_room(stream, columns->tickets);
    columns_copy_ids(columns, stream->known, columns->id_arena);
    for (; stream->known < columns->tickets; stream->known++) {
        stream->numbers[stream->known] = stream->tickets++;
        stream->is_ended[stream->known] = false;
    }
}

static void count_earlier(struct log_count *to, const struct log_count *more)
{
    bool earlier = more->first.file < to->first.file ||
                   (more->first.file == to->first.file && more->first.line < to->first.line);
    if (more->count && (!to->count || earlier))
        to->first = more->first;
    to->count += more->count;
}

/* What is counted of records comes with the last piece. */
static void add_counts(const struct reading *reading, struct eventlog *log)
{
    const struct eventlog *all = &reading->columns->log;
    log->records = all->records;
    log->rejects = reading->rejects.list.at;
    log->reject_count = (uint32_t)reading->rejects.list.count;
    log->rejected = reading->rejects.total;
    for (int i = 0; i < REMARK_COUNT; i++)
        count_earlier(&log->remarks[i], &all->remarks[i]);
    if (reading->request->wants_digest)
        digest_write(&reading->digest, log->digest);
}

static void describe(const struct reading *reading, struct eventlog *log)
{
    const struct log_stream *stream = reading->request->stream;
    struct digest none;
    struct eventlog about = stream->about;
    digest_init(&none);
    digest_write(&none, log->digest);
    log->row_per_ticket = about.row_per_ticket;
    log->whole = about.whole;
    log->has_ids = about.has_ids;
    log->files = about.files;
    memcpy(log->can_say_kind, about.can_say_kind, sizeof log->can_say_kind);
    log->can_say_actor = about.can_say_actor;
    log->can_say_status = about.can_say_status;
}

/* Hands over the tickets that are over. */
static bool hand_over(struct reading *reading, bool is_last)
{
    struct log_stream *stream = reading->request->stream;
    struct columns *columns = reading->columns;
    struct arena *arena = arena_new();
    struct columns *gone = columns_new(arena, columns->log.schema, columns->log.file_count);
    uint32_t *numbers = memory_resize(NULL, ((size_t)stream->ended + 1) * sizeof *numbers);
    struct columns_leaving leaving = {stream->is_ended, stream->numbers, numbers};
    columns_leave(columns, gone, &leaving);
    stream->known = columns->tickets;
    stream->carried = columns->rows;
    stream->ended = 0;
    for (uint32_t i = 0; i < columns->tickets; i++)
        stream->is_ended[i] = false;
    columns_finish(gone);
    describe(reading, &gone->log);
    history_make(gone, reading->request->threads);
    if (is_last)
        add_counts(reading, &gone->log);
    bool good = stream->listener.take(stream->listener.context, &gone->log, numbers);
    columns_left(columns, gone);
    memory_release(numbers);
    arena_free(arena);
    return good;
}

/* All rows that stay are moved, so it is done only if it frees a good part of them. */
static bool look_again(struct reading *reading, bool is_last)
{
    struct log_stream *stream = reading->request->stream;
    struct columns *columns = reading->columns;
    number_tickets(stream, columns);
    end_tickets(stream, columns);
    bool is_worth_it = stream->ended && stream->ended >= columns->tickets / WORTH_IT;
    if (stream->is_over || !(is_worth_it || is_last))
        return !stream->is_over;
    stream->is_over = !hand_over(reading, is_last);
    return !stream->is_over;
}

/* ---- both ---- */

bool stream_look(struct reading *reading, const char *at)
{
    columns_settle(reading->columns);
    bool good =
        reading->request->stream->is_ahead ? look_ahead(reading) : look_again(reading, false);
    stream_forget(reading, at);
    return good;
}

void stream_begin(struct reading *reading)
{
    struct log_stream *stream = reading->request->stream;
    struct columns *columns = reading->columns;
    columns->id_arena = arena_new();
    for (uint32_t i = 0; i < columns->log.file_count; i++)
        columns->file_row[i] = UINT32_MAX; /* until it begins */
    reading->rows.stream = stream;
    stream->rows = stream->carried = stream->tickets = stream->known = stream->ended = 0;
    stream->gaps.count = 0;
    stream->is_over = false;
    stream->latest = stream->last = INSTANT_NONE;
    columns_reserve(columns, 1);
    for (uint32_t i = 0; !stream->is_ahead && i < columns->log.schema->stored; i++)
        if (stream->widths[i])
            columns_widen(columns, &columns->attributes[i],
                          stream->widths[i] == 1   ? 1
                          : stream->widths[i] == 2 ? UINT8_MAX + 1
                                                   : UINT16_MAX + 1);
}

/* What the first reading has found. */
static void learn(struct reading *reading)
{
    struct log_stream *stream = reading->request->stream;
    const struct columns *columns = reading->columns;
    const struct schema *schema = columns->log.schema;
    struct eventlog about = columns->log;
    struct event_column *codes =
        ARENA_ARRAY(stream->arena, schema->stored + 1, struct event_column);
    static const struct value unset;
    stream->widths = ARENA_ARRAY(stream->arena, schema->stored + 1, uint8_t);
    for (uint32_t i = 0; i < schema->stored; i++) {
        stream->widths[i] = columns->attributes[i].width;
        codes[i] = (struct event_column){
            .width = stream->widths[i] != 0, .values = &unset, .value_count = 1};
    }
    about.columns = codes;
    about.first_time = stream->about.first_time;
    about.last_time = stream->about.last_time;
    ahead_settle(&stream->ahead, stream->rows);
    about.rows = (uint32_t)stream->rows;
    about.tickets = (uint32_t)stream->ahead.tickets;
    about.has_ids = stream->has_ids;
    about.row_per_ticket = reading->binding.spec->row_per_ticket;
    struct log_whole *whole = ARENA_NEW(stream->arena, struct log_whole);
    *whole = (struct log_whole){.split = TEXT("stream"), .number = 1, .count = 1};
    whole->last = reading->request->whole ? reading->request->whole->last : about.last_time;
    about.whole = whole;
    struct text *files = ARENA_ARRAY(stream->arena, about.file_count + 1, struct text);
    for (uint32_t i = 0; i < about.file_count; i++)
        files[i] = reading->request->inputs[i].path;
    about.files = files;
    stream->about = about;
}

bool stream_end(struct reading *reading)
{
    struct log_stream *stream = reading->request->stream;
    struct columns *columns = reading->columns;
    columns_settle(columns);
    if (stream->is_over)
        return false;
    if (stream->is_ahead) {
        bool good = look_ahead(reading);
        if (good)
            learn(reading);
        return good;
    }
    number_tickets(stream, columns);
    for (uint32_t i = 0; i < columns->tickets; i++)
        stream->is_ended[i] = true;
    stream->ended = columns->tickets;
    return hand_over(reading, true);
}

/* ---- rows that are left out ---- */

static bool note_gap(struct log_stream *stream, struct stream_gap gap, bool is_one)
{
    if (is_one)
        VECTOR_PUSH(stream->arena, &stream->gaps, gap);
    return is_one && !stream->is_ahead;
}

static bool is_known(struct rows *rows, struct text id)
{
    if (identities_has(&rows->identities, id))
        return true;
    identities_add(&rows->identities, columns_keep(rows->columns, (struct cell){id.at, id.len}));
    return false;
}

bool stream_is_again(struct rows *rows, struct text id, struct stream_gap gap)
{
    struct log_stream *stream = rows->stream;
    struct ahead *ahead = &stream->ahead;
    uint64_t hash = ahead_hash(id);
    stream->has_ids = true;
    bool is_again = stream->is_ahead ? ahead_note_id(ahead, hash)
                                     : ahead_may_repeat(ahead, hash) && is_known(rows, id);
    return note_gap(stream, gap, is_again);
}

bool stream_is_second(struct log_stream *stream, struct text ticket, struct stream_gap gap,
                      bool known)
{
    bool is_second =
        known || (stream->is_ahead && ahead_may_know(&stream->ahead, ahead_hash(ticket)));
    return note_gap(stream, gap, is_second);
}

/* ---- from outside ---- */

enum log_status log_read_stream(struct log_stream *stream, struct arena *arena,
                                const struct log_request *request, struct sink *sink)
{
    struct log_request second = *request;
    struct eventlog *none;
    stream->is_ahead = false;
    second.stream = stream;
    return log_read(arena, &second, sink, &none);
}

static bool note_last(void *context, const struct eventlog *log, const uint32_t *numbers)
{
    struct log_stream *stream = context;
    (void)numbers;
    stream->last = later(stream->last, log->last_time);
    return true;
}

/* The latest rows may be events that stood before: then the log ends earlier. */
static enum log_status find_last(struct log_stream *stream, struct arena *arena,
                                 const struct log_request *request, struct sink *sink)
{
    struct log_stream_listener listener = stream->listener;
    struct log_whole *whole = (struct log_whole *)(uintptr_t)stream->about.whole;
    stream->listener.context = stream;
    stream->listener.take = note_last;
    stream->listener.forget = NULL;
    enum log_status status = log_read_stream(stream, arena, request, sink);
    stream->listener = listener;
    whole->last = stream->last;
    return status;
}

enum log_status log_look_ahead(struct log_stream *stream, struct arena *arena,
                               const struct log_request *request, struct sink *sink,
                               const struct eventlog **log)
{
    struct log_request first = *request;
    struct eventlog *none;
    stream->is_ahead = true;
    stream->about.first_time = stream->about.last_time = INSTANT_NONE;
    first.stream = stream;
    first.wants_digest = false;
    enum log_status status = log_read(arena, &first, sink, &none);
    *log = &stream->about;
    if (status == LOG_OK && stream->last != stream->about.last_time)
        status = find_last(stream, arena, request, sink);
    return status;
}
