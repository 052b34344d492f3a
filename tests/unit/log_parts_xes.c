/* with: tap.c log_make.c */
/* log_parts_xes.c - logs of XES read in parts, by several threads, against the same logs read in
 * one go: random cases with all that may stand between, in front of and inside of them, such as
 * text that looks like the begin of a case; and the same logs cut short or with a byte changed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log_make.h"
#include "tap.h"

static const char *pick(uint64_t *seed, const char *const *list, size_t count)
{
    return list[make_random(seed) % count];
}
#define PICK(list) pick(seed, list, sizeof list / sizeof *list)

/* In one of RARE cases what stands between elements, else nothing or a line end. */
static void put_between(struct buffer *out, uint64_t *seed, unsigned rare)
{
    static const char *const odd[] = {
        "<!-- <trace><event/></trace> -->",
        "<!-- \n<trace> -->\r\n",
        "<?x <trace>?>",
        "<![CDATA[<trace>\n<trace/>]]>",
        "<other><trace><string key=\"n\" value=\"9\"/></trace></other>",
        "<tracer/>",
        "text &lt;trace>",
        "\r",
        "<x:other xmlns:x='u'/>"};
    static const char *const plain[] = {"\n", "\n  ", "", "\r\n", "\n"};
    if (make_random(seed) % rare == 0)
        buffer_puts(out, PICK(odd));
    buffer_puts(out, PICK(plain));
}

static void put_attribute(struct buffer *out, uint64_t *seed, const char *key, const char *value)
{
    static const char *const forms[] = {
        "<string key=\"%s\" value=\"%s\"/>",
        "<string key='%s' value='%s'><int key='z' value='1'/></string>",
        "<date\nvalue='%2$s'\r\nkey='%1$s'/>"};
    char text[200];
    if (make_random(seed) % 12 == 0)
        return;
    snprintf(text, sizeof text, make_random(seed) % 3 ? forms[0] : PICK(forms), key, value);
    buffer_puts(out, text);
    if (make_random(seed) % 4 == 0)
        buffer_puts(out, "\n");
}

static void put_event(struct buffer *out, uint64_t *seed, unsigned row)
{
    static const char *const events[] = {"opened", "reply", "note", "closed", "reopened", "odd"};
    static const char *const remarks[] = {"", "&lt;trace&gt;", "a text that is longer than sixteen",
                                          "caf\xc3\xa9", "<trace>"};
    char text[64];
    bool is_empty = make_random(seed) % 60 == 0;
    buffer_puts(out, is_empty ? "<event/>" : "<event>");
    if (is_empty)
        return;
    snprintf(text, sizeof text, "2026-01-%02uT%02u:%02u:%02uZ", 1 + row / 400 % 28, row / 17 % 24,
             (unsigned)(make_random(seed) % 60), row % 60);
    put_attribute(out, seed, "time", text);
    put_attribute(out, seed, "event", PICK(events));
    put_attribute(out, seed, "priority", make_random(seed) % 2 ? "low" : "high");
    snprintf(text, sizeof text, "%u", (unsigned)(make_random(seed) % 300));
    put_attribute(out, seed, "seats", text);
    put_attribute(out, seed, "remark",
                  remarks[make_random(seed) % (make_random(seed) % 3000 ? 4 : 5)]);
    snprintf(text, sizeof text, "event %u", (unsigned)(make_random(seed) % 2000));
    put_attribute(out, seed, "id", text);
    buffer_puts(out, "</event>");
}

static void put_case(struct buffer *out, uint64_t *seed, const char *prefix, unsigned row)
{
    static const char *const ends[] = {"", "", "", " a='<'", " ", "\n", "\t b=\"c\""};
    char text[32];
    if (make_random(seed) % 40 == 0) {
        buffer_format(out, "<%strace/>", prefix);
        return;
    }
    const char *end = make_random(seed) % 8 ? "" : PICK(ends);
    buffer_format(out, "<%strace%s>", prefix,
                  strchr(end, '<') && make_random(seed) % 300 ? "" : end);
    snprintf(text, sizeof text, "ticket %u", (unsigned)(make_random(seed) % 90));
    put_attribute(out, seed, "n", text);
    for (unsigned i = 0, count = (unsigned)(make_random(seed) % 6); i < count; i++) {
        put_event(out, seed, row + i);
        put_between(out, seed, 60);
    }
    buffer_format(out, "</%strace>", prefix);
}

static void put_log(struct buffer *out, uint64_t *seed)
{
    static const char *const heads[] = {
        "", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "<?xml version='1.0'?>",
        "<?xml version='1.0' encoding='ISO-8859-1'?>\r\n", "<!DOCTYPE log>"};
    static const char *const prefixes[] = {"", "", "", "x:"};
    const char *prefix = PICK(prefixes),
               *head = heads[make_random(seed) % (make_random(seed) % 20 ? 4 : 5)];
    unsigned rare = make_random(seed) % 2 ? 1000000 : 20;
    buffer_puts(out, head);
    put_between(out, seed, 1000000);
    buffer_format(out, "<%slog xmlns:x='u'>", prefix);
    put_between(out, seed, rare);
    for (unsigned i = 0, count = (unsigned)(make_random(seed) % 400); i < count; i++) {
        put_between(out, seed, rare);
        if (make_random(seed) % (rare * 9) == 0)
            put_event(out, seed, i);
        put_case(out, seed, prefix, i);
    }
    put_between(out, seed, rare);
    buffer_format(out, "</%slog>\n", prefix);
    if (make_random(seed) % 4 == 0)
        buffer_puts(out, "<!-- <trace><event/> -->");
}

/* Cut short, or with a byte changed, or as it is. */
static void spoil(struct buffer *text, uint64_t *seed)
{
    size_t place = make_random(seed) % text->len;
    uint64_t how = make_random(seed) % 6;
    if (how == 0)
        text->len = place;
    if (how == 1)
        text->at[place] = "<>\"&/ \n\0-"[make_random(seed) % 9];
}

/* LACKS: a column that no log has, but one that is called nearly the same. */
static const struct log_spec *spec_of(bool lacks, bool has_ids)
{
    static const struct log_column ticket = {.name = {"n", 1}}, time = {.name = {"time", 4}},
                                   event = {.name = {"event", 5}}, id = {.name = {"id", 2}},
                                   priority = {.name = {"priority", 8}},
                                   seats = {.name = {"seats", 5}}, remark = {.name = {"remark", 6}},
                                   lacking = {.name = {"remork", 6}};
    static struct log_column_spec columns[7];
    static struct log_spec spec;
    const struct log_column_spec all[] = {
        {LOG_TICKET, .columns = &ticket, .column_count = 1},
        {LOG_TIME, .columns = &time, .column_count = 1},
        {LOG_EVENT, .columns = &event, .column_count = 1},
        {LOG_ATTRIBUTE, MAKE_PRIORITY, .columns = &priority, .column_count = 1, .optional = true},
        {LOG_ATTRIBUTE, MAKE_SEATS, .columns = &seats, .column_count = 1, .optional = true},
        {LOG_ATTRIBUTE, MAKE_REMARK, .columns = lacks ? &lacking : &remark, .column_count = 1},
        {LOG_ID, .columns = &id, .column_count = 1, .optional = true}};
    memcpy(columns, all, sizeof all);
    spec =
        (struct log_spec){.format = LOG_XES, .columns = columns, .column_count = has_ids ? 7 : 6};
    return &spec;
}

struct counts {
    uint32_t wrong, good, bad;
};

static void tell(struct buffer *out, struct text text, const struct log_request *request,
                 struct counts *counts)
{
    struct made made = make_log_as(text, request);
    make_tell(out, &made);
    counts->good += made.log != NULL;
    counts->bad += !made.log;
    make_done(&made);
}

static void round_of(uint64_t *seed, struct counts *counts)
{
    struct buffer text = {0}, wanted = {0};
    struct counts unused = {0};
    put_log(&text, seed);
    spoil(&text, seed);
    const struct log_spec *spec = spec_of(make_random(seed) % 20 == 0, make_random(seed) % 2);
    struct log_request plain = {
        .spec = spec, .max_errors = UINT32_MAX, .wants_digest = true, .reads_plainly = true};
    if (make_random(seed) % 4 == 0)
        plain.max_errors = 0;
    tell(&wanted, buffer_text(&text), &plain, counts);
    for (unsigned i = 0; i < 4; i++) {
        struct buffer got = {0};
        struct log_request ways = plain;
        ways.reads_plainly = false;
        ways.threads = 1 + (unsigned)(make_random(seed) % 4);
        ways.part_bytes = i ? 1 + make_random(seed) % (i == 1 ? 100 : 20000) : 0;
        tell(&got, buffer_text(&text), &ways, &unused);
        if (!text_equal(buffer_text(&got), buffer_text(&wanted)) && !counts->wrong++)
            tap_note("parts of %zu, %u threads:\n%.*s\nin one go:\n%.*s\n%.*s", ways.part_bytes,
                     ways.threads, (int)(got.len < 1500 ? got.len : 1500), got.at,
                     (int)(wanted.len < 1500 ? wanted.len : 1500), wanted.at, (int)text.len,
                     text.at);
        buffer_fini(&got);
    }
    buffer_fini(&wanted);
    buffer_fini(&text);
}

int main(void)
{
    const char *given = getenv("CHARTER_TEST_SEED"), *count = getenv("CHARTER_TEST_COUNT");
    uint64_t seed = given ? strtoull(given, NULL, 10) : 7;
    unsigned rounds = count ? (unsigned)strtoul(count, NULL, 10) : 400;
    struct counts counts = {0};
    tap_note("seed %llu", (unsigned long long)seed);
    for (unsigned i = 0; i < rounds && !counts.wrong; i++)
        round_of(&seed, &counts);
    tap_equal(counts.wrong, 0, "parts and threads make no difference");
    tap_ok(counts.good > rounds / 4 && counts.bad > rounds / 20, "%u logs were good, %u bad",
           counts.good, counts.bad);
    return tap_end();
}
