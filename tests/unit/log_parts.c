/* with: tap.c log_make.c */
/* log_parts.c - logs read in parts, by several threads and by lanes, against the same logs read
 * record by record: random texts with quotes, line breaks in quotes, faults and every line end, and
 * random JSON. */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "base/buffer.h"
#include "log_make.h"
#include "tap.h"

/* ---- logs ---- */

static const char *pick(uint64_t *seed, const char *const *list, size_t count)
{
    return list[make_random(seed) % count];
}
#define PICK(list) pick(seed, list, sizeof list / sizeof *list)

enum { CANONICAL, PER_TICKET, CHANGES, NESTED, TIMES, SNAPSHOTS };

struct kind_of_log {
    unsigned quotes, faults; /* of 1,000 fields */
    const char *line_end;
    bool mixed, is_json, has_ids, is_large;
    bool drifts; /* later rows have other values than the first, and more */
    int spec;
};

static struct log_column path_column(const char *path)
{
    static struct arena *arena; /* for as long as the program runs */
    const char *why;
    arena = arena ? arena : arena_new();
    struct path *parsed = ARENA_NEW(arena, struct path);
    bool good = path_parse(arena, text_of(path), parsed, &why);
    return (struct log_column){.name = text_of(path), .path = good ? parsed : NULL};
}

/* A record is a ticket with a list of changes. */
static const struct log_spec *nested_spec(void)
{
    static struct log_column columns[8];
    static struct log_column_spec specs[6];
    static struct log_spec spec;
    static const struct path *rows[1];
    static const char *const paths[] = {"key",       "h[].at",  "made",   "now.priority",
                                        "h[].seats", "h[].was", "h[].id", "h[].by"};
    for (size_t i = 0; !spec.columns && i < 8; i++)
        columns[i] = path_column(paths[i]);
    for (size_t i = 0; i < 6; i++)
        specs[i] = (struct log_column_spec){.columns = &columns[i], .column_count = 1};
    specs[0].role = LOG_TICKET;
    specs[1].role = LOG_TIME;
    specs[2].role = LOG_EVENT_AT;
    specs[2].kind = KIND_OPENED;
    specs[3].role = specs[4].role = LOG_ATTRIBUTE;
    specs[3].attribute = MAKE_PRIORITY;
    specs[3].optional = true;
    specs[4].attribute = MAKE_SEATS;
    specs[4].befores = &columns[5];
    specs[4].before_count = 1;
    specs[5] = (struct log_column_spec){
        .role = LOG_ID, .columns = &columns[6], .column_count = 1, .optional = true};
    if (!spec.columns)
        rows[0] = path_column("h[]").path;
    spec = (struct log_spec){
        .format = LOG_NDJSON, .columns = specs, .column_count = 6, .rows = rows, .row_count = 1};
    return &spec;
}

/* One row per ticket, with two instants; events that tell the value before. */
static const struct log_spec *spec_of(const struct kind_of_log *kind)
{
    static const struct log_column ticket = {.name = {"ticket", 6}}, time = {.name = {"time", 4}},
                                   until = {.name = {"until", 5}}, id = {.name = {"id", 2}},
                                   event = {.name = {"event", 5}},
                                   priority = {.name = {"priority", 8}}, was = {.name = {"was", 3}},
                                   seats = {.name = {"seats", 5}}, remark = {.name = {"remark", 6}};
    static const struct log_column_spec per_ticket[] = {
        {LOG_TICKET, .columns = &ticket, .column_count = 1},
        {LOG_EVENT_AT, .kind = KIND_OPENED, .columns = &time, .column_count = 1},
        {LOG_EVENT_AT, .kind = KIND_CLOSED, .columns = &until, .column_count = 1},
        {LOG_ID, .columns = &id, .column_count = 1, .optional = true},
        {LOG_ATTRIBUTE, MAKE_PRIORITY, .columns = &priority, .column_count = 1},
        {LOG_ATTRIBUTE, MAKE_REMARK, .columns = &remark, .column_count = 1}};
    static const struct log_column_spec changes[] = {
        {LOG_TICKET, .columns = &ticket, .column_count = 1},
        {LOG_TIME, .columns = &time, .column_count = 1},
        {LOG_EVENT, .columns = &event, .column_count = 1},
        {LOG_ID, .columns = &id, .column_count = 1, .optional = true},
        {LOG_ATTRIBUTE, MAKE_REMARK, .columns = &remark, .column_count = 1},
        {LOG_ATTRIBUTE, MAKE_SEATS, .columns = &seats, .column_count = 1, .befores = &was,
         .before_count = 1}};
    static const struct log_column_spec times[] = {
        {LOG_TICKET, .columns = &ticket, .column_count = 1},
        {LOG_TIME, .columns = &time, .column_count = 1},
        {LOG_EVENT, .columns = &event, .column_count = 1},
        {LOG_ID, .columns = &id, .column_count = 1, .optional = true},
        {LOG_ATTRIBUTE, MAKE_UNTIL, .columns = &until, .column_count = 1, .befores = &time,
         .before_count = 1},
        {LOG_ATTRIBUTE, MAKE_PRIORITY, .columns = &priority, .column_count = 1}};
    static const struct log_spec specs[] = {
        [PER_TICKET] = {.row_per_ticket = true, .columns = per_ticket, .column_count = 6},
        [CHANGES] = {.columns = changes, .column_count = 6},
        [TIMES] = {.columns = times, .column_count = 6},
        [SNAPSHOTS] = {.row_per_snapshot = true, .columns = changes, .column_count = 6}};
    return kind->spec == NESTED      ? nested_spec()
           : kind->spec == CANONICAL ? NULL
                                     : &specs[kind->spec];
}

static void put_field(struct buffer *out, uint64_t *seed, const struct kind_of_log *kind,
                      const char *value)
{
    static const char *const faults[] = {"un\"quoted", "\"a\"b", "urgent", "12x", ",", "\r", "\n"};
    static const char *const inside[] = {"one\ntwo", "a,b", "say \"\"x\"\"", "l\r\nm,n,o,p\nq", ""};
    if (make_random(seed) % 1000 < kind->faults) {
        buffer_puts(out, PICK(faults));
    } else if (make_random(seed) % 1000 < kind->quotes) {
        buffer_puts(out, "\"");
        buffer_puts(out, make_random(seed) % 3 ? value : PICK(inside));
        buffer_puts(out, "\"");
    } else {
        buffer_puts(out, value);
    }
}

static void put_time(struct buffer *out, uint64_t *seed, const struct kind_of_log *kind,
                     unsigned row)
{
    static const char *const forms[] = {
        "2026-01-%02uT%02u:%02u:%02uZ", "2026-01-%02uT%02u:%02u:%02uZ",
        "2026-01-%02uT%02u:%02u:%02uZ", "2026-01-%02u %02u:%02u:%02u.5+01:00",
        "2026-01-%02uT%02u:%02u:%02u.1234567Z"};
    char text[64];
    unsigned day = 1 + row / 400 % 28, minute = (unsigned)(make_random(seed) % 60);
    snprintf(text, sizeof text, make_random(seed) % 8 ? forms[0] : PICK(forms), day, row / 17 % 24,
             minute, row % 60);
    put_field(out, seed, kind, text);
}

/* Many rows with times as attributes are bad: what their texts are is known all the same. */
static bool is_bad(uint64_t *seed, const struct kind_of_log *kind)
{
    return kind->spec == TIMES && kind->faults && make_random(seed) % 2;
}

static void put_row(struct buffer *out, uint64_t *seed, const struct kind_of_log *kind,
                    unsigned row)
{
    static const char *const events[] = {"opened", "reply", "note", "", "closed", "reopened"};
    static const char *const actors[] = {"customer", "agent", "system", "agent"};
    static const char *const levels[] = {"low", "high", "", "low"};
    static const char *const remarks[] = {"", "a text that is longer than sixteen bytes", "short",
                                          "a text that is longer than sixteen letters"};
    static const char *const ends[] = {"\n", "\r\n", "\r", "\n\n"};
    char text[32];
    snprintf(text, sizeof text, make_random(seed) % 2 ? "T%u" : "ticket number %u",
             (unsigned)(make_random(seed) % (kind->spec == PER_TICKET ? 1500 : 90)));
    put_field(out, seed, kind, text);
    buffer_puts(out, ",");
    put_time(out, seed, kind, row);
    buffer_puts(out, ",");
    put_field(out, seed, kind, PICK(events));
    buffer_puts(out, ",");
    put_field(out, seed, kind, PICK(actors));
    buffer_puts(out, ",");
    put_field(out, seed, kind, is_bad(seed, kind) ? "urgent" : PICK(levels));
    buffer_puts(out, ",");
    unsigned seats = !kind->drifts ? 200 : row < 3000 ? 4 : 100000;
    snprintf(text, sizeof text, "%u", (unsigned)(make_random(seed) % seats));
    put_field(out, seed, kind, text);
    buffer_puts(out, ",");
    put_field(out, seed, kind, kind->drifts && row < 6000 ? "short" : PICK(remarks));
    buffer_puts(out, ",");
    snprintf(text, sizeof text, make_random(seed) % 3 ? "e%u" : "event number %u",
             (unsigned)(make_random(seed) % 2000));
    put_field(out, seed, kind, make_random(seed) % 9 ? text : "");
    buffer_puts(out, ",");
    put_time(out, seed, kind, kind->spec == TIMES ? row % 20 : row + 400);
    buffer_puts(out, ",");
    snprintf(text, sizeof text, "%u", (unsigned)(make_random(seed) % 400));
    put_field(out, seed, kind, make_random(seed) % 3 ? "" : text);
    buffer_puts(out, kind->mixed ? PICK(ends) : kind->line_end);
}

/* ---- the same as JSON ---- */

static void put_member(struct buffer *out, uint64_t *seed, const struct kind_of_log *kind,
                       const char *key, const char *value)
{
    static const char *const odd[] = {
        "null",       "\"\\u0041\"", "\"a \\\"b\\\"\"",    "12",  "true", "[1]", "{}",
        "\"urgent\"", "nul",         "\"\\ud83d\\ude00\"", "\"un"};
    if (make_random(seed) % 20 == 0)
        return;
    buffer_format(out, "%s\"%s\"%s:%s", out->at[out->len - 1] == '{' ? "" : ",", key,
                  make_random(seed) % 9 ? "" : " ", make_random(seed) % 9 ? "" : "  ");
    if (make_random(seed) % 1000 < kind->faults + kind->quotes)
        buffer_puts(out, odd[make_random(seed) % (kind->faults ? 11 : 3)]);
    else if (strspn(value, "0123456789") == strlen(value) && *value && make_random(seed) % 2)
        buffer_puts(out, value);
    else
        buffer_format(out, "\"%s\"", value);
}

static void put_object(struct buffer *out, uint64_t *seed, const struct kind_of_log *kind,
                       unsigned row)
{
    static const char *const events[] = {"opened", "reply", "note", "", "closed"};
    static const char *const ends[] = {"\n", "\r\n", "\n\n", " \n", "\n  \n"};
    static const char *const untils[] = {"2026-02-01T00:00:%02uZ", "2026-02-01T00:00:%02u.1234567Z",
                                         "2026-12-31T23:%02u:60Z", "no time"};
    static const char *const levels[] = {"low", "high"};
    char until[64];
    char ticket[32], seats[32], time[64], id[32];
    snprintf(ticket, sizeof ticket, "ticket %u",
             (unsigned)(make_random(seed) % (kind->spec == PER_TICKET ? 1500 : 90)));
    snprintf(id, sizeof id, "event %u", (unsigned)(make_random(seed) % 2000));
    snprintf(seats, sizeof seats, "%u", (unsigned)(make_random(seed) % 300));
    snprintf(time, sizeof time, "2026-01-%02uT%02u:%02u:%02uZ", 1 + row / 400 % 28, row / 17 % 24,
             (unsigned)(make_random(seed) % 60), row % 60);
    snprintf(until, sizeof until, PICK(untils), row % 50);
    buffer_puts(out, make_random(seed) % 50 ? "{" : " {");
    put_member(out, seed, kind, "ticket", ticket);
    put_member(out, seed, kind, "time", time);
    put_member(out, seed, kind, "event", PICK(events));
    put_member(out, seed, kind, "actor", "agent");
    put_member(out, seed, kind, "priority", is_bad(seed, kind) ? "urgent" : PICK(levels));
    put_member(out, seed, kind, "unasked", "whatever");
    put_member(out, seed, kind, "seats", seats);
    put_member(out, seed, kind, "remark",
               row > 1100 && make_random(seed) % 90 == 0 ? "longer than all that came before it was"
               : make_random(seed) % 2                   ? ""
                                                         : "of 16 bytes, yes");
    put_member(out, seed, kind, kind->has_ids ? "id" : "idx", make_random(seed) % 9 ? id : "");
    put_member(out, seed, kind, "until", make_random(seed) % 2 ? time : until);
    snprintf(id, sizeof id, "%u", (unsigned)(make_random(seed) % 400));
    put_member(out, seed, kind, "was", id);
    buffer_puts(out, "}");
    buffer_puts(out, kind->mixed ? PICK(ends) : kind->line_end);
}

/* An element of the list `h`. */
static void put_change(struct buffer *out, uint64_t *seed, const struct kind_of_log *kind,
                       unsigned row)
{
    char text[64];
    buffer_puts(out, "{");
    snprintf(text, sizeof text, "2026-01-%02uT%02u:%02u:%02uZ", 1 + row / 400 % 28, row / 17 % 24,
             (unsigned)(make_random(seed) % 60), row % 60);
    put_member(out, seed, kind, "at", text);
    snprintf(text, sizeof text, "%u", (unsigned)(make_random(seed) % 200));
    put_member(out, seed, kind, "seats", text);
    snprintf(text, sizeof text, "%u", (unsigned)(make_random(seed) % 400));
    put_member(out, seed, kind, "was", text);
    snprintf(text, sizeof text, "event %u", (unsigned)(make_random(seed) % 2000));
    put_member(out, seed, kind, kind->has_ids ? "id" : "idx", text);
    buffer_puts(out, "}");
}

static void put_nested(struct buffer *out, uint64_t *seed, const struct kind_of_log *kind,
                       unsigned row)
{
    char text[64];
    buffer_puts(out, "{");
    snprintf(text, sizeof text, "ticket %u", (unsigned)(make_random(seed) % 900));
    put_member(out, seed, kind, "key", text);
    snprintf(text, sizeof text, "2026-01-%02uT00:00:%02uZ", 1 + row / 400 % 28, row % 60);
    put_member(out, seed, kind, "made", text);
    if (make_random(seed) % 4)
        buffer_format(out, "%s\"now\":{\"priority\":\"%s\"}",
                      out->at[out->len - 1] == '{' ? "" : ",",
                      make_random(seed) % 2 ? "low" : "high");
    buffer_format(out, "%s\"h\":[", out->at[out->len - 1] == '{' ? "" : ",");
    for (unsigned i = 0, count = (unsigned)(make_random(seed) % 4); i < count; i++) {
        buffer_puts(out, i ? "," : "");
        put_change(out, seed, kind, row + i);
    }
    buffer_puts(out, "]}");
    buffer_puts(out, kind->mixed && make_random(seed) % 9 == 0 ? "\n \n" : kind->line_end);
}

static bool reads_same(struct text text, const struct log_request *ways, struct buffer *wanted)
{
    struct made made = make_log_as(text, ways);
    struct buffer got = {0};
    make_tell(&got, &made);
    bool same = text_equal(buffer_text(&got), buffer_text(wanted));
    if (!same)
        tap_note("parts of %zu, %u threads:\n%.*s\nplainly:\n%.*s", ways->part_bytes, ways->threads,
                 (int)(got.len < 3000 ? got.len : 3000), got.at,
                 (int)(wanted->len < 3000 ? wanted->len : 3000), wanted->at);
    buffer_fini(&got);
    make_done(&made);
    return same;
}

static void put_log(struct buffer *text, uint64_t *seed, const struct kind_of_log *kind)
{
    unsigned rows = (unsigned)(make_random(seed) % 1500) + (kind->is_large ? 25000 : 0);
    buffer_puts(text, make_random(seed) % 3 ? "" : "\xef\xbb\xbf");
    if (!kind->is_json) {
        buffer_format(text, "ticket,time,event,actor,priority,seats,remark,%s,until,was",
                      kind->has_ids ? "id" : "idx");
        buffer_puts(text, kind->line_end);
    }
    for (unsigned row = 0; row < rows; row++)
        (kind->spec == NESTED ? put_nested
         : kind->is_json      ? put_object
                              : put_row)(text, seed, kind, row);
}

static uint32_t differs(uint64_t *seed, const struct kind_of_log *kind)
{
    struct buffer text = {0}, wanted = {0};
    uint64_t errors = make_random(seed) % 4 ? UINT32_MAX : 0;
    put_log(&text, seed, kind);
    struct log_request plain = {.schema = kind->spec == TIMES ? make_timed_schema() : NULL,
                                .spec = spec_of(kind),
                                .max_errors = errors,
                                .wants_digest = true,
                                .reads_plainly = true};
    struct made made = make_log_as(buffer_text(&text), &plain);
    make_tell(&wanted, &made);
    make_done(&made);
    uint32_t wrong = 0;
    for (int i = 0; i < 4; i++) {
        struct log_request ways = {.schema = kind->spec == TIMES ? make_timed_schema() : NULL,
                                   .spec = spec_of(kind),
                                   .max_errors = errors,
                                   .wants_digest = true};
        ways.threads = 1 + (unsigned)(make_random(seed) % 4);
        ways.lacks_vectors = make_random(seed) % 3 == 0;
        ways.part_bytes = i ? 1 + make_random(seed) % (i == 1 ? 100 : 20000) : 0;
        wrong += !reads_same(buffer_text(&text), &ways, &wanted);
    }
    buffer_fini(&wanted);
    buffer_fini(&text);
    return wrong;
}

/* ---- packed logs ---- */

static void put_gzip(struct buffer *out, struct text text)
{
    z_stream stream = {0};
    size_t most = text.len + text.len / 100 + 1000;
    if (deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return;
    stream.next_in = (Bytef *)(uintptr_t)text.at;
    stream.avail_in = (uInt)text.len;
    stream.next_out = (Bytef *)buffer_reserve(out, most);
    stream.avail_out = (uInt)most;
    deflate(&stream, Z_FINISH);
    out->len += stream.total_out;
    deflateEnd(&stream);
}

static void put_zstd(struct buffer *out, struct text text)
{
    size_t most = ZSTD_compressBound(text.len);
    size_t len = ZSTD_compress(buffer_reserve(out, most), most, text.at, text.len, 1);
    out->len += ZSTD_isError(len) ? 0 : len;
}

/* TEXT in some packed parts behind each other; sometimes cut, changed or with something behind. */
static void put_packed(struct buffer *out, uint64_t *seed, struct text text)
{
    bool is_zstd = make_random(seed) % 2;
    for (size_t at = 0, to; at < text.len || !out->len; at = to) {
        to = make_random(seed) % 3 ? text.len : at + make_random(seed) % (text.len - at + 1);
        (is_zstd ? put_zstd : put_gzip)(out, text_slice(text, at, to));
    }
    size_t fault = make_random(seed) % 8;
    if (fault == 0)
        out->len -= make_random(seed) % (out->len / 2);
    if (fault == 1)
        out->at[make_random(seed) % out->len] ^= (char)(1 + make_random(seed) % 255);
    if (fault == 2)
        buffer_puts(out, "behind");
}

static uint32_t packed_differs(uint64_t *seed, const struct kind_of_log *kind)
{
    struct buffer text = {0}, packed = {0}, wanted = {0};
    struct log_request plain = {.spec = spec_of(kind),
                                .max_errors = make_random(seed) % 4 ? UINT32_MAX : 0,
                                .wants_digest = true,
                                .reads_plainly = true};
    put_log(&text, seed, kind);
    put_packed(&packed, seed, buffer_text(&text));
    struct made made = make_log_as(buffer_text(&packed), &plain);
    make_tell(&wanted, &made);
    make_done(&made);
    struct log_request ways = plain;
    uint32_t wrong = 0;
    ways.reads_plainly = false;
    for (unsigned i = 0; i < 3; i++) {
        ways.threads = 1 + i;
        ways.lacks_vectors = make_random(seed) % 3 == 0;
        ways.part_bytes = make_random(seed) % 2 ? 1000 + make_random(seed) % 100000 : 0;
        wrong += !reads_same(buffer_text(&packed), &ways, &wanted);
    }
    buffer_fini(&wanted);
    buffer_fini(&packed);
    buffer_fini(&text);
    return wrong;
}

static void packed_logs(uint64_t *seed)
{
    static const struct kind_of_log kinds[] = {
        {0, 0, "\n", .is_large = true},
        {0, 0, "\r", .is_large = true},
        {20, 2, "\r\n", .is_large = true, .drifts = true},
        {30, 3, "\n", true, .has_ids = true, .is_large = true},
        {0, 1, "\n", true, true, .is_large = true},
        {0, 1, "\n", true, true, .has_ids = true, .is_large = true, .spec = NESTED},
        {20, 5, "\n", true, .is_large = true, .spec = PER_TICKET},
        {300, 30, "\n", true},
    };
    unsigned rounds = getenv("CHARTER_TEST_QUICK") ? 1 : 2;
    for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
        uint32_t wrong = 0;
        for (unsigned i = 0; i < rounds && !wrong; i++)
            wrong += packed_differs(seed, &kinds[kind]);
        tap_equal(wrong, 0, "packed logs of kind %zu: unpacked before or meanwhile", kind);
    }
}

static void logs(uint64_t *seed)
{
    static const struct kind_of_log kinds[] = {
        {0, 0, "\n", false, false},
        {0, 0, "\r\n", false, false},
        {0, 5, "\n", false, false},
        {20, 0, "\n", false, false},
        {300, 0, "\n", false, false},
        {1000, 0, "\r\n", false, false},
        {50, 5, "\n", true, false},
        {300, 30, "\n", true, false},
        {0, 0, "\r", false, false},
        {0, 0, "\n", false, true},
        {30, 0, "\r\n", false, true},
        {0, 10, "\n", true, true},
        {0, 0, "\n", .has_ids = true},
        {50, 10, "\n", true, .has_ids = true},
        {0, 10, "\n", true, true, .has_ids = true},
        {0, 0, "\n", .spec = PER_TICKET},
        {50, 10, "\n", true, .has_ids = true, .spec = PER_TICKET},
        {0, 10, "\n", true, true, .has_ids = true, .spec = PER_TICKET},
        {0, 0, "\n", false, true, .spec = NESTED},
        {0, 0, "\r\n", false, true, .has_ids = true, .spec = NESTED},
        {20, 5, "\n", true, true, .has_ids = true, .spec = NESTED},
        {0, 0, "\n", .spec = CHANGES},
        {50, 10, "\n", true, .has_ids = true, .spec = CHANGES},
        {0, 10, "\n", true, true, .has_ids = true, .spec = CHANGES},
        {0, 0, "\n", .spec = TIMES},
        {50, 10, "\n", true, .has_ids = true, .spec = TIMES},
        {0, 10, "\n", true, true, .has_ids = true, .spec = TIMES},
        {50, 10, "\n", true, .has_ids = true, .spec = SNAPSHOTS},
        {0, 10, "\n", true, true, .has_ids = true, .spec = SNAPSHOTS},
    };
    const char *count = getenv("CHARTER_TEST_COUNT");
    unsigned rounds = count ? (unsigned)strtoul(count, NULL, 10) : 12;
    for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
        uint32_t wrong = 0;
        for (unsigned i = 0; i < rounds && !wrong; i++)
            wrong += differs(seed, &kinds[kind]);
        tap_equal(wrong, 0, "logs of kind %zu: parts and threads make no difference", kind);
    }
}

int main(void)
{
    const char *given = getenv("CHARTER_TEST_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : 7;
    tap_note("seed %llu", (unsigned long long)seed);
    logs(&seed);
    packed_logs(&seed);
    return tap_end();
}
