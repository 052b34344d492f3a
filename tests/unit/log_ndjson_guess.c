/* with: tap.c log_make.c */
/* log_ndjson_guess.c - random lines read as guessed from the line before, in runs of lines that are
 * made alike, and by the rules alone.
 */
#include <stdio.h>
#include <string.h>

#include "log/ndjson_run.h"
#include "log_make.h"
#include "tap.h"

enum { FIELDS = 4, MOST = 50, BEHIND = 200, MANY = 100 };

static const char *const keys[] = {
    "\"ticket\"", "\"time\"",    "\"pri\\u006f\"",
    "\"remark\"", "\"unasked\"", "\"a key of more than thirty-two bytes, unasked\""};
static const char nothing[CELL_SLACK];
static const char *const values[] = {
    "\"\"",         "\"A\"",        "\"a text that is longer than sixteen bytes\"",
    "12",           "-0.5e3",       "true",
    "null",         "\"\\u0041\"",  "[1,{\"a\":\"]\"}]",
    "{\"b\":null}", "\"\xc3\xa9\"", "01",
    "\"a\tb\"",     "\"open",       "tru"};
static const char *const blanks[] = {"", "", "", " ", "\t", " \r "};

static const char *one_of(uint64_t *seed, const char *const *from, size_t count)
{
    return from[make_random(seed) % count];
}
#define ONE_OF(SEED, LIST) one_of(SEED, LIST, sizeof(LIST) / sizeof *(LIST))

/* Mostly good values: MILD ones stand first in the list. */
static void put_line(struct buffer *out, uint64_t *seed, uint64_t shape, bool mild)
{
    uint64_t own = shape;
    uint32_t members = (uint32_t)(make_random(&own) % 7);
    if (make_random(&own) % 40 == 0)
        members = 60 + (uint32_t)(make_random(&own) % 8);
    buffer_format(out, "%s{", ONE_OF(&own, blanks));
    for (uint32_t i = 0; i < members; i++) {
        const char *key = i < 7 ? keys[(i + make_random(&own) % 2) % 6] : "\"more\"";
        const char *value = values[make_random(seed) % (mild ? 7 : sizeof values / sizeof *values)];
        buffer_format(out, "%s%s%s:%s%s", i ? "," : "", key, ONE_OF(&own, blanks),
                      ONE_OF(&own, blanks), value);
    }
    buffer_format(out, "}%s%s", ONE_OF(&own, blanks), make_random(&own) % 4 ? "\n" : "\r\n");
}

/* Lines of few shapes, so that many are like the one before; or of more than can be remembered. */
static void put_lines(struct buffer *out, uint64_t *seed)
{
    uint64_t shapes[MANY];
    bool is_many = make_random(seed) % 60 == 0;
    for (uint32_t i = 0; i < MANY; i++)
        shapes[i] = make_random(seed);
    for (uint32_t i = 0, count = is_many ? 5 * MANY : 30; i < count; i++)
        put_line(out, seed,
                 is_many                 ? shapes[make_random(seed) % MANY]
                 : make_random(seed) % 8 ? shapes[0]
                                         : shapes[make_random(seed) % 3],
                 make_random(seed) % 6 != 0);
    if (make_random(seed) % 3 == 0)
        out->len -= make_random(seed) % (out->len / 2 + 1);
}

static void put_record(struct buffer *out, const struct ndjson_record *record)
{
    buffer_format(out, "%llu %s [", (unsigned long long)record->line,
                  record->fault ? record->fault : "good");
    buffer_put(out, record->bytes);
    buffer_puts(out, "]");
    for (size_t i = 0; i < record->count && !record->fault; i++) {
        buffer_puts(out, record->fields[i].at ? " =" : " -");
        buffer_put(out, cell_text(record->fields[i]));
    }
    buffer_puts(out, "\n");
}

/* Reads TEXT; gives how many lines were guessed. */
static uint32_t read_all(struct buffer *out, struct text text, const struct intern *asked,
                         bool guesses)
{
    struct ndjson ndjson;
    struct cell fields[FIELDS];
    struct ndjson_record record = {.fields = fields, .count = FIELDS};
    uint32_t guessed = 0;
    ndjson_init(&ndjson, text, asked);
    for (;;) {
        if (!guesses)
            ndjson.guess.count = 0;
        const char *learnt = ndjson.guess.behind;
        if (!ndjson_next(&ndjson, &record))
            break;
        guessed += learnt && learnt == ndjson.guess.behind;
        put_record(out, &record);
    }
    ndjson_fini(&ndjson);
    return guessed;
}

static struct ndjson_record line_of(const struct ndjson_run *run, uint32_t line, uint64_t number)
{
    struct cell *fields = run->cells + line * FIELDS;
    for (uint32_t i = 0; i < FIELDS; i++)
        fields[i].at = fields[i].at == nothing ? NULL : fields[i].at;
    return (struct ndjson_record){fields, FIELDS, run->lines[line], number, NULL};
}

/* Reads TEXT in runs, as far as it has any; gives how many lines were in them. */
static uint32_t read_runs(struct buffer *out, struct text text, const struct intern *asked,
                          struct ndjson_run run)
{
    struct ndjson ndjson;
    struct cell fields[FIELDS];
    struct ndjson_record record = {.fields = fields, .count = FIELDS};
    uint32_t all = 0;
    ndjson_init(&ndjson, text, asked);
    for (;;) {
        uint64_t line = ndjson.lines.line;
        uint32_t count = ndjson_run_next(&ndjson, &run);
        all += count;
        for (uint32_t i = 0; i < count; i++) {
            struct ndjson_record one = line_of(&run, i, line + i + 1);
            put_record(out, &one);
        }
        if (count)
            continue;
        if (!ndjson_next(&ndjson, &record))
            break;
        put_record(out, &record);
    }
    ndjson_fini(&ndjson);
    return all;
}

struct counts {
    uint32_t wrong, guessed, without, in_runs;
};

static void compare(struct counts *counts, struct text text, const struct buffer *slow,
                    const struct buffer *fast)
{
    if (!text_equal(buffer_text(fast), buffer_text(slow)) && !counts->wrong++)
        tap_note("%.*s", (int)text.len, text.at);
}

/* Behind the lines there are bytes that are no part of them. */
static void round_of(struct counts *counts, uint64_t *seed, const struct intern *asked)
{
    struct cell cells[MOST * FIELDS];
    struct text lines[MOST];
    struct buffer bytes = {0}, fast = {0}, slow = {0}, runs = {0};
    put_lines(&bytes, seed);
    size_t len = bytes.len, behind = make_random(seed) % BEHIND;
    for (size_t i = 0; i < behind; i++)
        buffer_puts(&bytes, i % 7 ? "\"" : "\n");
    struct text text = {bytes.at, len};
    struct ndjson_run run = {.cells = cells, .nothing = nothing, .lines = lines};
    run.way = make_random(seed) % 2 ? ndjson_way_best() : NDJSON_PLAIN;
    run.safe_end = text.at + len + behind;
    run.most = 1 + (uint32_t)(make_random(seed) % MOST);
    counts->guessed += read_all(&fast, text, asked, true);
    counts->without += read_all(&slow, text, asked, false);
    counts->in_runs += read_runs(&runs, text, asked, run);
    compare(counts, text, &slow, &fast);
    compare(counts, text, &slow, &runs);
    buffer_fini(&bytes);
    buffer_fini(&fast);
    buffer_fini(&slow);
    buffer_fini(&runs);
}

int main(void)
{
    struct intern asked;
    uint64_t seed = 20260907;
    struct counts counts = {0};
    static const char *const names[FIELDS] = {"ticket", "time", "prio", "remark"};
    intern_init(&asked);
    for (uint32_t i = 0; i < FIELDS; i++)
        intern_add(&asked, text_of(names[i]), i);
    for (int round = 0; round < 6000; round++)
        round_of(&counts, &seed, &asked);
    tap_equal(counts.wrong, 0,
              "a line that is guessed has the fields, the bytes and the fault that the rules give");
    tap_ok(counts.guessed > 20000, "many lines were guessed (%u)", counts.guessed);
    tap_ok(counts.in_runs > 20000, "many lines were taken in runs (%u)", counts.in_runs);
    tap_equal(counts.without, 0, "none where nothing is remembered");
    intern_fini(&asked);
    return tap_end();
}
