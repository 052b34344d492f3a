/* with: tap.c log_make.c */
/* log_cache.c - logs that are kept and opened again are what they were; kept bytes that were
 * changed are refused, and where no sum is looked at, refused or a log all the same. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "log/cache.h"
#include "log_make.h"
#include "tap.h"

/* ---- logs with odd rows ---- */

static const char *pick(uint64_t *seed, const char *const *list, size_t count)
{
    return list[make_random(seed) % count];
}
#define PICK(list) pick(seed, list, sizeof list / sizeof *list)

static void put_row(struct buffer *out, uint64_t *seed, unsigned row)
{
    static const char *const events[] = {"opened", "reply", "note", "", "closed", "urgent"};
    static const char *const actors[] = {"customer", "agent", "system", "agent", "nobody"};
    static const char *const levels[] = {"low", "high", "", "low", "\"un\nquoted\""};
    static const char *const seats[] = {"12", "300", "", "1.5", "x", "-7"};
    static const char *const vip[] = {"yes", "no", "", "maybe"};
    static const char *const prices[] = {"GBP 12.50", "EUR 3", "", "12", "GBP 0.001"};
    static const char *const states[] = {"new", "open", "closed", "", "new"};
    static const char *const times[] = {"2026-01-%02uT%02u:%02u:%02uZ",
                                        "2026-01-%02u %02u:%02u:%02u.5+01:00",
                                        "2026-01-%02uT%02u:%02u:%02u.1234567Z", "%u-%u-%u %u"};
    const char *time = make_random(seed) % 9 ? times[0] : PICK(times);
    buffer_format(out, make_random(seed) % 2 ? "T%u," : "\"ticket, with number %u\",",
                  (unsigned)(make_random(seed) % 60));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    buffer_format(out, time, 1 + row / 400 % 28, row / 17 % 24, (unsigned)(make_random(seed) % 60),
                  row % 60);
#pragma GCC diagnostic pop
    buffer_format(out, ",%s,%s,%s,", PICK(events), PICK(actors), PICK(levels));
    buffer_format(out, "%s,%s,%s,%s,", PICK(seats), PICK(vip), PICK(prices), PICK(states));
    if (make_random(seed) % 3)
        buffer_format(out, "remark of length %u",
                      1u << (make_random(seed) % 3 ? make_random(seed) % 9 : 0));
    buffer_puts(out, "\n");
}

static void put_log(struct buffer *out, uint64_t *seed)
{
    unsigned rows = make_random(seed) % 8 ? (unsigned)(make_random(seed) % 900) : 0;
    buffer_puts(out, "ticket,time,event,actor,priority,seats,vip,price,status,remark\n");
    for (unsigned row = 0; row < rows; row++)
        put_row(out, seed, row);
}

/* ---- what a log says ---- */

static void put_all(struct buffer *out, struct made *made)
{
    const struct eventlog *log = made->log;
    buffer_format(out, "%llu records, %u rows, %u tickets, %s %d %d\n",
                  (unsigned long long)log->records, log->rows, log->tickets, log->digest,
                  log->row_per_ticket, log->has_ids);
    buffer_format(out, "%lld %lld %d %d ", (long long)log->first_time, (long long)log->last_time,
                  log->can_say_actor, log->can_say_status);
    for (size_t i = 0; i < 256; i++)
        buffer_putc(out, log->can_say_kind[i] ? '1' : '0');
    for (uint32_t i = 0; i < log->rows; i++) {
        struct row_origin origin = eventlog_origin(log, i);
        buffer_format(out, " " TEXT_FMT ":%llu %lld", TEXT_ARG(log->files[origin.file]),
                      (unsigned long long)origin.line, (long long)eventlog_time(log, i));
    }
    for (uint32_t i = 0; i < log->reject_count; i++)
        buffer_format(out, "\n" TEXT_FMT " (" TEXT_FMT ") %llu %llu",
                      TEXT_ARG(log->rejects[i].reason), TEXT_ARG(log->rejects[i].key),
                      (unsigned long long)log->rejects[i].count,
                      (unsigned long long)log->rejects[i].first.line);
    for (int i = 0; i < REMARK_COUNT; i++)
        buffer_format(out, "\n%d: %llu %llu", i, (unsigned long long)log->remarks[i].count,
                      (unsigned long long)log->remarks[i].first.line);
    buffer_format(out, "\n%llu rejected\n%s", (unsigned long long)log->rejected, make_dump(made));
}

/* ---- kept, and opened again ---- */

static bool take_bytes(void *context, struct text bytes)
{
    buffer_put(context, bytes);
    return true;
}

/* Where a file of its size would stand; on the heap, so that reading behind it is found. */
static char *placed(struct text bytes)
{
    char *copy = aligned_alloc(SECTIONS_ALIGN,
                               (bytes.len + SECTIONS_ALIGN - 1) / SECTIONS_ALIGN * SECTIONS_ALIGN);
    memcpy(copy, bytes.at, bytes.len);
    return copy;
}

static void keep(struct buffer *out, const struct eventlog *log)
{
    struct sections_writer writer;
    bool began = sections_begin(&writer, 1, take_bytes, out);
    cache_write(&writer, log);
    if (!began || !sections_end(&writer))
        tap_ok(false, "it could not be written");
}

/* What BYTES are as a log, in OUT; false: they are none. SUMS: these are looked at. */
static bool open_bytes(struct text bytes, bool sums, struct buffer *out)
{
    struct sections sections;
    const char *why = NULL;
    struct log_input input = {.path = TEXT("log.csv")};
    struct log_request request = {.schema = make_schema(),
                                  .inputs = &input,
                                  .input_count = 1,
                                  .max_errors = UINT64_MAX,
                                  .threads = 2};
    struct made made = {.arena = arena_new()};
    if (sections_open(&sections, bytes, 1, &why) && (!sums || sections_check(&sections, 2)))
        made.log = cache_open(made.arena, &sections, &request, &why);
    bool opened = made.log != NULL;
    if (opened)
        put_all(out, &made);
    log_free(made.log);
    arena_free(made.arena);
    return opened;
}

static bool opens_same(struct text bytes, const struct buffer *wanted)
{
    struct buffer got = {0};
    char *copy = placed(bytes);
    bool same = open_bytes((struct text){copy, bytes.len}, true, &got) &&
                text_equal(buffer_text(&got), buffer_text(wanted));
    if (!same)
        tap_note("kept:\n%.*s\nread:\n%.*s", (int)(got.len < 2000 ? got.len : 2000), got.at,
                 (int)(wanted->len < 2000 ? wanted->len : 2000), wanted->at);
    buffer_fini(&got);
    free(copy);
    return same;
}

/* Some bytes are changed; what is in front of LEN is the sections, behind it stand the sums. */
static void spoil(uint64_t *seed, char *bytes, size_t len)
{
    for (unsigned i = 1 + (unsigned)(make_random(seed) % 4); i > 0; i--) {
        size_t at = make_random(seed) % len;
        static const int odd[] = {0, 1, 0x7f, 0x80, 0xff};
        if (make_random(seed) % 2)
            bytes[at] = (char)odd[make_random(seed) % 5];
        else
            bytes[at] = (char)(bytes[at] ^ (1 << make_random(seed) % 8));
    }
}

/* Any change is found by the sums. */
static uint32_t taken_spoilt(uint64_t *seed, struct text bytes)
{
    uint32_t taken = 0;
    for (int i = 0; i < 40; i++) {
        struct buffer got = {0};
        char *copy = placed(bytes);
        size_t len = make_random(seed) % 4 ? bytes.len : make_random(seed) % bytes.len;
        spoil(seed, copy, bytes.len);
        if (memcmp(copy, bytes.at, len) || len < bytes.len)
            taken += open_bytes((struct text){copy, len}, true, &got);
        buffer_fini(&got);
        free(copy);
    }
    return taken;
}

/* Where nobody looks at the sums of what was changed, it is refused or a log: reading it ends. */
static uint32_t logs_of_spoilt(uint64_t *seed, struct text bytes)
{
    uint64_t sums;
    uint32_t logs = 0;
    memcpy(&sums, bytes.at + bytes.len - 32, sizeof sums);
    for (int i = 0; i < 150; i++) {
        struct buffer got = {0};
        char *copy = placed(bytes);
        spoil(seed, copy, (size_t)sums);
        logs += open_bytes((struct text){copy, bytes.len}, false, &got);
        buffer_fini(&got);
        free(copy);
    }
    return logs;
}

/* ---- all ---- */

struct counts {
    uint32_t wrong, taken, logs;
};

static void one(uint64_t *seed, struct counts *counts)
{
    struct buffer text = {0}, wanted = {0}, bytes = {0};
    struct log_request like = {
        .max_errors = UINT64_MAX, .wants_digest = make_random(seed) % 2, .threads = 2};
    put_log(&text, seed);
    struct made made = make_log_as(buffer_text(&text), &like);
    if (!made.log) {
        counts->wrong++;
        tap_note("%s", make_message(&made));
    } else {
        put_all(&wanted, &made);
        keep(&bytes, made.log);
        counts->wrong += !opens_same(buffer_text(&bytes), &wanted);
        counts->taken += taken_spoilt(seed, buffer_text(&bytes));
        counts->logs += logs_of_spoilt(seed, buffer_text(&bytes));
    }
    make_done(&made);
    buffer_fini(&text);
    buffer_fini(&wanted);
    buffer_fini(&bytes);
}

/* The same log is kept as the same bytes, also when it was opened from such. */
static void same_bytes(void)
{
    struct log_request like = {.max_errors = UINT64_MAX, .threads = 2};
    struct buffer text = {0}, first = {0}, second = {0};
    struct log_input input = {.path = TEXT("log.csv")};
    const char *why;
    uint64_t seed = 3;
    for (unsigned row = 0; row < 300; row++)
        put_row(&text, &seed, row);
    struct buffer whole = {0};
    buffer_puts(&whole, "ticket,time,event,actor,priority,seats,vip,price,status,remark\n");
    buffer_put(&whole, buffer_text(&text));
    struct made made = make_log_as(buffer_text(&whole), &like);
    keep(&first, made.log);
    char *copy = placed(buffer_text(&first));
    struct sections sections;
    struct log_request request = {.schema = make_schema(),
                                  .inputs = &input,
                                  .input_count = 1,
                                  .max_errors = UINT64_MAX,
                                  .threads = 1};
    struct arena *arena = arena_new();
    bool opened = sections_open(&sections, (struct text){copy, first.len}, 1, &why);
    struct eventlog *log = opened ? cache_open(arena, &sections, &request, &why) : NULL;
    if (log)
        keep(&second, log);
    tap_ok(log && text_equal(buffer_text(&first), buffer_text(&second)),
           "what was opened is kept as the same bytes");
    request.max_errors = 0;
    tap_ok(log && log->rejected && !cache_open(arena, &sections, &request, &why),
           "bad rows count as they do when it is read");
    request = (struct log_request){.schema = make_schema(),
                                   .inputs = &input,
                                   .input_count = 1,
                                   .max_errors = UINT64_MAX,
                                   .wants_digest = true};
    tap_ok(!cache_open(arena, &sections, &request, &why), "a digest that is not there is missed");
    log_free(log);
    arena_free(arena);
    free(copy);
    make_done(&made);
    buffer_fini(&text);
    buffer_fini(&whole);
    buffer_fini(&first);
    buffer_fini(&second);
}

int main(void)
{
    const char *given = getenv("CHARTER_TEST_SEED"), *count = getenv("CHARTER_TEST_COUNT");
    uint64_t seed = given ? strtoull(given, NULL, 10) : 5;
    unsigned rounds = count ? (unsigned)strtoul(count, NULL, 10) : 60;
    struct counts counts = {0};
    tap_note("seed %llu", (unsigned long long)seed);
    for (unsigned i = 0; i < rounds; i++)
        one(&seed, &counts);
    tap_equal(counts.wrong, 0, "%u logs with odd rows are what they were", rounds);
    tap_equal(counts.taken, 0, "what was changed or cut is refused");
    tap_ok(counts.logs > 0, "without sums, %u of %u are logs, and none is read behind its end",
           counts.logs, rounds * 150);
    same_bytes();
    return tap_end();
}
