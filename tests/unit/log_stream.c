/* with: tap.c log_make.c */
/* log_stream.c - logs read as streams, against the same logs read at once: tickets of one record
 * each, tickets that come again, rows in the order of time, ids that are repeated, windows of all
 * sizes. And what is found by looking ahead, against plain sets. */
#include "log/stream.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "log/ahead.h"
#include "log_make.h"
#include "tap.h"

/* ---- texts ---- */

enum { PER_TICKET, PER_EVENT, KINDS };

static const struct log_spec *spec_of(int kind)
{
    static const struct log_column ticket = {.name = {"ticket", 6}}, time = {.name = {"time", 4}},
                                   until = {.name = {"until", 5}}, id = {.name = {"id", 2}},
                                   opened = {.name = {"opened", 6}}, event = {.name = {"event", 5}},
                                   seats = {.name = {"seats", 5}}, was = {.name = {"was", 3}},
                                   remark = {.name = {"remark", 6}};
    static const struct log_column_spec per_ticket[] = {
        {LOG_TICKET, .columns = &ticket, .column_count = 1},
        {LOG_EVENT_AT, .kind = KIND_OPENED, .columns = &time, .column_count = 1},
        {LOG_EVENT_AT, .kind = KIND_CLOSED, .columns = &until, .column_count = 1},
        {LOG_ID, .columns = &id, .column_count = 1},
        {LOG_ATTRIBUTE, MAKE_SEATS, .columns = &seats, .column_count = 1},
        {LOG_ATTRIBUTE, MAKE_REMARK, .columns = &remark, .column_count = 1}};
    static const struct log_column_spec per_event[] = {
        {LOG_TICKET, .columns = &ticket, .column_count = 1},
        {LOG_TIME, .columns = &time, .column_count = 1},
        {LOG_EVENT, .columns = &event, .column_count = 1},
        {LOG_EVENT_AT, .kind = KIND_OPENED, .columns = &opened, .column_count = 1},
        {LOG_ID, .columns = &id, .column_count = 1},
        {LOG_ATTRIBUTE, MAKE_REMARK, .columns = &remark, .column_count = 1},
        {LOG_ATTRIBUTE, MAKE_SEATS, .columns = &seats, .column_count = 1, .befores = &was,
         .before_count = 1}};
    static const struct log_spec specs[] = {
        [PER_TICKET] = {.row_per_ticket = true, .columns = per_ticket, .column_count = 6},
        [PER_EVENT] = {.columns = per_event, .column_count = 7}};
    return &specs[kind];
}

static void put_time(struct buffer *out, unsigned second)
{
    buffer_format(out, "2026-01-%02uT%02u:%02u:%02uZ", 1 + second / 86400, second / 3600 % 24,
                  second / 60 % 60, second % 60);
}

static const char *pick(uint64_t *seed, const char *const *list, size_t count)
{
    return list[make_random(seed) % count];
}

/* Tickets come for a while, and now and then one from long ago. */
static void put_log(struct buffer *out, uint64_t *seed, int kind)
{
    static const char *const events[] = {"opened", "reply", "note", "", "closed", "odd"};
    static const char *const remarks[] = {"", "short", "\"of two\nlines\"",
                                          "one that is longer than sixteen"};
    unsigned rows = (unsigned)(make_random(seed) % 600), second = 0;
    bool has_ids = make_random(seed) % 3, has_bad = make_random(seed) % 2;
    buffer_puts(out, "ticket,time,event,opened,until,id,seats,was,remark\n");
    for (unsigned row = 0; row < rows; row++) {
        unsigned back = make_random(seed) % 9 ? 12 : row + 1;
        unsigned ticket =
            kind == PER_TICKET && make_random(seed) % 9
                ? row
                : (row > back ? row - back : 0) + (unsigned)(make_random(seed) % back);
        second += (unsigned)(make_random(seed) % 3) * 700;
        buffer_format(out, make_random(seed) % 2 ? "T%u," : "ticket number %u,", ticket / 3);
        put_time(out, second);
        buffer_format(out, ",%s,", pick(seed, events, has_bad && row % 20 == 0 ? 6 : 5));
        if (make_random(seed) % 4 == 0)
            put_time(out, (unsigned)(make_random(seed) % 90000));
        buffer_puts(out, ",");
        if (make_random(seed) % 2)
            put_time(out, second + 500);
        buffer_puts(out, ",");
        if (has_ids && make_random(seed) % 4)
            buffer_format(out, "e%u", (unsigned)(make_random(seed) % 900));
        buffer_format(out, ",%u,", (unsigned)(make_random(seed) % 200));
        if (make_random(seed) % 3 == 0)
            buffer_format(out, "%u", (unsigned)(make_random(seed) % 400));
        buffer_format(out, ",%s\n", pick(seed, remarks, 4));
    }
}

/* ---- tickets ---- */

static void put_value(struct buffer *out, const struct value *value)
{
    struct arena *arena = arena_new();
    if (value->type == VALUE_TEXT)
        buffer_put(out, value->text);
    else
        buffer_put(out, decimal_format(arena, value->number));
    arena_free(arena);
}

static void put_ticket(struct buffer *out, const struct eventlog *log, uint32_t ticket)
{
    buffer_format(out, TEXT_FMT ":", TEXT_ARG(log->ticket_ids[ticket]));
    if (log->opening && log->opening[ticket] != INSTANT_NONE)
        buffer_format(out, " from %lld", (long long)log->opening[ticket]);
    for (uint32_t i = log->first[ticket]; i < log->first[ticket + 1]; i++) {
        uint32_t row = eventlog_row(log, i);
        struct row_origin origin = eventlog_origin(log, row);
        buffer_format(out, " %u:%llu %lld %u %u", origin.file, (unsigned long long)origin.line,
                      (long long)eventlog_time(log, row), log->kind[row], log->what[row]);
        for (uint32_t a = 0; a < MAKE_COUNT; a++) {
            uint32_t code = eventlog_code(log, a, row);
            buffer_puts(out, code ? " " : "");
            if (code)
                put_value(out, &log->columns[a].values[code]);
        }
        buffer_puts(out, ";");
    }
    buffer_puts(out, "\n");
}

/* What is counted of the log, in one piece or several. */
struct counts {
    uint64_t records, rejected, rows;
    struct log_count remarks[REMARK_COUNT];
    instant last;
    char digest[65];
};

static void add_counts(struct counts *counts, const struct eventlog *log)
{
    counts->records += log->records;
    counts->rejected += log->rejected;
    counts->rows += log->rows;
    for (int i = 0; i < REMARK_COUNT; i++) {
        const struct log_count *more = &log->remarks[i];
        struct log_count *had = &counts->remarks[i];
        if (more->count && (!had->count || more->first.line < had->first.line))
            had->first = more->first;
        had->count += more->count;
    }
    if (log->rows && log->last_time > counts->last)
        counts->last = log->last_time;
    memcpy(counts->digest, log->digest, sizeof counts->digest);
}

static void put_counts(struct buffer *out, const struct counts *counts)
{
    buffer_format(out, "%llu records, %llu bad, %llu rows, last %lld, %s\n",
                  (unsigned long long)counts->records, (unsigned long long)counts->rejected,
                  (unsigned long long)counts->rows, (long long)counts->last, counts->digest);
    for (int i = 0; i < REMARK_COUNT; i++)
        buffer_format(out, "%d: %llu %llu\n", i, (unsigned long long)counts->remarks[i].count,
                      (unsigned long long)counts->remarks[i].first.line);
}

/* ---- the two ways ---- */

static void read_at_once(struct buffer *out, const struct log_request *request)
{
    struct arena *arena = arena_new();
    struct sink sink;
    struct eventlog *log;
    struct counts counts = {0};
    sink_init(&sink, arena);
    if (log_read(arena, request, &sink, &log) == LOG_OK) {
        for (uint32_t i = 0; i < log->tickets; i++)
            put_ticket(out, log, i);
        add_counts(&counts, log);
        put_counts(out, &counts);
        log_free(log);
    }
    arena_free(arena);
}

enum { TICKETS_MOST = 2000 };

struct taken {
    struct buffer tickets[TICKETS_MOST];
    struct counts counts;
    uint32_t pieces, twice;
};

static bool take(void *context, const struct eventlog *log, const uint32_t *numbers)
{
    struct taken *taken = context;
    for (uint32_t i = 0; i < log->tickets; i++) {
        struct buffer *out = &taken->tickets[numbers[i] % TICKETS_MOST];
        taken->twice += out->len != 0;
        put_ticket(out, log, i);
    }
    taken->pieces++;
    add_counts(&taken->counts, log);
    return true;
}

static void read_as_stream(struct buffer *out, const struct log_request *request,
                           struct taken *taken, size_t window)
{
    struct arena *arena = arena_new();
    struct sink sink;
    const struct eventlog *about;
    struct log_stream_listener listener = {taken, take, NULL};
    struct log_stream *stream = log_stream_new(arena, &listener, window);
    sink_init(&sink, arena);
    bool good = log_look_ahead(stream, arena, request, &sink, &about) == LOG_OK &&
                log_read_stream(stream, arena, request, &sink) == LOG_OK;
    for (uint32_t i = 0; good && i < TICKETS_MOST; i++)
        buffer_put(out, buffer_text(&taken->tickets[i]));
    if (good) {
        taken->twice += taken->counts.rows && about->whole->last != taken->counts.last;
        put_counts(out, &taken->counts);
    }
    log_stream_free(stream);
    arena_free(arena);
}

static bool is_same(uint64_t *seed, int kind, uint32_t *pieces)
{
    struct buffer text = {0}, wanted = {0}, got = {0};
    static struct taken taken;
    put_log(&text, seed, kind);
    memset(&taken, 0, sizeof taken);
    struct log_input input = {.path = {"log.csv", 7}, .bytes = buffer_text(&text)};
    struct log_request request = {.schema = make_schema(),
                                  .spec = spec_of(kind),
                                  .inputs = &input,
                                  .input_count = 1,
                                  .wants_digest = true,
                                  .max_errors = make_random(seed) % 4 ? UINT32_MAX : 0};
    read_at_once(&wanted, &request);
    request.threads = 1 + (unsigned)(make_random(seed) % 3);
    request.reads_plainly = make_random(seed) % 3 == 0;
    size_t window = 1 + make_random(seed) % (make_random(seed) % 2 ? 300 : 20000);
    read_as_stream(&got, &request, &taken, window);
    bool same = text_equal(buffer_text(&got), buffer_text(&wanted)) && !taken.twice;
    if (!same)
        tap_note("window %zu, %u threads:\n%.*s\nat once:\n%.*s", window, request.threads,
                 (int)(got.len < 3000 ? got.len : 3000), got.at,
                 (int)(wanted.len < 3000 ? wanted.len : 3000), wanted.at);
    *pieces += taken.pieces;
    for (uint32_t i = 0; i < TICKETS_MOST; i++)
        buffer_fini(&taken.tickets[i]);
    buffer_fini(&got);
    buffer_fini(&wanted);
    buffer_fini(&text);
    return same;
}

static void logs(uint64_t *seed)
{
    static const char *const names[] = {"one row a ticket", "one row an event"};
    const char *count = getenv("CHARTER_TEST_COUNT");
    unsigned rounds = count ? (unsigned)strtoul(count, NULL, 10) : 150;
    for (int kind = 0; kind < KINDS; kind++) {
        uint32_t wrong = 0, pieces = 0;
        for (unsigned i = 0; i < rounds && !wrong; i++)
            wrong += !is_same(seed, kind, &pieces);
        tap_equal(wrong, 0, "%s: a stream gives the same", names[kind]);
        tap_ok(pieces > rounds, "%s: in %u pieces", names[kind], pieces);
    }
}

/* ---- looking ahead ---- */

enum { ROWS = 20000, IDS = 3000 };

static void last_rows(uint64_t *seed)
{
    static uint32_t last[IDS];
    static bool is_last[ROWS];
    struct ahead ahead = {0};
    uint32_t wrong = 0, tickets = 0;
    memset(last, 0, sizeof last);
    memset(is_last, 0, sizeof is_last);
    for (uint32_t row = 0; row < ROWS; row++) {
        uint32_t id = (uint32_t)(make_random(seed) % IDS);
        ahead_note_row(&ahead, ahead_hash((struct text){(const char *)&id, sizeof id}), row);
        last[id] = row + 1;
    }
    for (uint32_t id = 0; id < IDS; id++) {
        tickets += last[id] != 0;
        if (last[id])
            is_last[last[id] - 1] = true;
    }
    ahead_settle(&ahead, ROWS);
    for (uint32_t row = 0; row < ROWS; row++)
        wrong += ahead_is_last(&ahead, row) != is_last[row];
    tap_equal(wrong, 0, "the last row of each ticket");
    tap_equal(ahead.tickets, tickets, "as many tickets as there are");
    ahead_fini(&ahead);
}

static void repeated_ids(uint64_t *seed)
{
    static uint8_t times[ROWS];
    struct ahead ahead = {0};
    uint32_t missed = 0, extra = 0;
    memset(times, 0, sizeof times);
    for (uint32_t i = 0; i < ROWS; i++) {
        uint32_t id = (uint32_t)(make_random(seed) % ROWS);
        bool known = ahead_note_id(&ahead, ahead_hash((struct text){(const char *)&id, sizeof id}));
        missed += times[id] && !known;
        times[id] = times[id] < 2 ? times[id] + 1 : 2;
    }
    for (uint32_t id = 0; id < ROWS; id++) {
        bool may =
            ahead_may_repeat(&ahead, ahead_hash((struct text){(const char *)&id, sizeof id}));
        missed += times[id] == 2 && !may;
        extra += times[id] < 2 && may;
    }
    tap_equal(missed, 0, "every id that is repeated is found");
    tap_ok(extra < ROWS / 100, "and few others: %u", extra);
    ahead_fini(&ahead);
}

int main(void)
{
    const char *given = getenv("CHARTER_TEST_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : 7;
    tap_note("seed %llu", (unsigned long long)seed);
    last_rows(&seed);
    repeated_ids(&seed);
    logs(&seed);
    return tap_end();
}
