/* with: tap.c log_make.c */
/* log_marks.c - the ways to find regular records of CSV against each other and against a plain one,
 * on random texts; and times of the day. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "log/bind.h"
#include "log/csv_marks.h"
#include "log/times.h"
#include "log_make.h"
#include "tap.h"

/* ---- marks ---- */

static void put_marks(struct buffer *out, const uint32_t *at, size_t records, size_t stride)
{
    buffer_format(out, "%zu records:", records);
    for (size_t i = 0; i < records * stride; i++)
        buffer_format(out, " %u", at[i]);
}

/* Surely: two quotes that are not a whole field. */
static bool has_doubled(const char *at, size_t len)
{
    for (size_t i = 1; i + 2 < len; i++)
        if (at[i] == '"' && at[i + 1] == '"' &&
            !(memchr(",\n", at[i - 1], 2) && memchr(",\r\n", at[i + 2], 3)))
            return true;
    return false;
}

static void marks_of(struct buffer *out, enum csv_way way, struct text text,
                     const struct csv_shape *shape)
{
    static uint32_t room[1 << 12];
    struct csv_marks marks = {.at = room};
    csv_marks_find(&marks, way, text, shape);
    put_marks(out, marks.at, marks.records, shape->stride);
    size_t len = marks.records ? marks.at[marks.records * shape->stride - 1] : 0;
    if (!marks.has_returns && memchr(text.at, '\r', len))
        buffer_puts(out, " returns not seen");
    if (!marks.has_doubled && has_doubled(text.at, len))
        buffer_puts(out, " doubled quotes not seen");
}

/* The byte that ends the field at FROM of a regular record, or the end of TEXT. */
static size_t field_end(struct text text, size_t from)
{
    size_t at = from;
    while (at < text.len && text.at[at] == '"') { /* again where it is doubled */
        do
            at++;
        while (at < text.len && !memchr("\"\r\n", text.at[at], 4));
        at += at < text.len && text.at[at] == '"' ? 1 : text.len;
        if (at < text.len && text.at[at] == '"')
            continue;
        if (at < text.len && text.at[at] != ',' && text.at[at] != '\n' && text.at[at] != '\r')
            return text.len;
    }
    while (at < text.len && !memchr("\",\r\n", text.at[at], 5))
        at++;
    if (at + 1 < text.len && text.at[at] == '\r')
        return text.at[at + 1] == '\n' ? at + 1 : text.len;
    return at < text.len && (text.at[at] == ',' || text.at[at] == '\n') ? at : text.len;
}

/* What the header promises, field by field. */
static void marks_slowly(struct buffer *out, struct text text, const struct csv_shape *shape,
                         const bool *wanted)
{
    uint32_t room[1 << 12], count = 0;
    size_t records = 0;
    for (size_t at = 0, field = 0; at < text.len; at++) {
        bool is_last = field + 1 == shape->columns;
        at = field_end(text, at);
        if (at >= text.len || text.at[at] != (is_last ? '\n' : ','))
            break;
        if (wanted[field] || is_last)
            room[count++] = (uint32_t)at + 1;
        records += is_last;
        field = is_last ? 0 : field + 1;
    }
    put_marks(out, room, records, shape->stride);
}

/* Records of COLUMNS fields, most of them regular. */
static size_t put_records(char *text, size_t room, uint64_t *seed, uint32_t columns)
{
    static const char *const fields[] = {
        "",     "x",    "\"\"",           "\"a,b\"",    "\"c\"", "a longer one, too",
        "\"un", "q\"q", "\"two\nlines\"", "\"d\"\"d\"", "\r",    "\"e\"f"};
    unsigned odd = 1 + make_random(seed) % 60, plain = 1 + make_random(seed) % 5;
    const char *end = make_random(seed) % 2 ? "\n" : "\r\n";
    size_t len = 0;
    for (uint32_t field = 1; len + 24 < room; field = field == columns ? 1 : field + 1) {
        uint64_t which = make_random(seed);
        const char *more = which % odd == 0     ? fields[make_random(seed) % 12]
                           : which % plain == 0 ? fields[make_random(seed) % 5]
                                                : "word";
        len += (size_t)sprintf(text + len, "%s%s", more, field == columns ? end : ",");
        if (make_random(seed) % (odd * 50) == 0)
            text[len - 1] = "\n\r,\"\0"[make_random(seed) % 5];
    }
    return len;
}

static void marks(uint64_t *seed)
{
    uint32_t wrong = 0;
    for (int round = 0; round < 4000; round++) {
        char text[1000];
        bool wanted[80] = {false};
        struct arena *arena = arena_new();
        struct csv_shape shape = {.delimiter = ',', .columns = 2 + make_random(seed) % 8};
        if (make_random(seed) % 9 == 0)
            shape.columns = 2 + make_random(seed) % 78;
        for (uint32_t i = 0; i < shape.columns; i++)
            wanted[i] = make_random(seed) % 2;
        csv_shape_init(&shape, arena, wanted);
        size_t room = 25 + make_random(seed) % (sizeof text - 25);
        struct text all = {text, put_records(text, room, seed, shape.columns)};
        struct buffer expected = {0};
        marks_slowly(&expected, all, &shape, wanted);
        for (int way = CSV_PLAIN; way <= (int)csv_way_best(); way++) {
            struct buffer got = {0};
            marks_of(&got, (enum csv_way)way, all, &shape);
            wrong += !text_equal(buffer_text(&got), buffer_text(&expected));
            buffer_fini(&got);
        }
        buffer_fini(&expected);
        arena_free(arena);
    }
    tap_equal(wrong, 0, "marks: all ways agree");
}

/* ---- times of the day ---- */

static void seconds(void)
{
    uint32_t wrong = 0;
    for (int i = 0; i < 24 * 3600; i++) {
        char text[16];
        sprintf(text, "%02d:%02d:%02d", i / 3600, i / 60 % 60, i % 60);
        wrong += bind_seconds(text) != (uint32_t)i;
    }
    for (int place = 0; place < 8; place++)
        for (int c = 0; c < 256; c++) {
            char text[16] = "19:45:38";
            text[place] = (char)c;
            int h, m, s, used = 0;
            bool colons = text[2] == ':' && text[5] == ':';
            bool digits = strspn(text, "0123456789:") >= 8 && place % 3 != 2;
            digits |= colons && place % 3 == 2;
            bool good = colons && digits && (place % 3 == 2 || (c >= '0' && c <= '9')) &&
                        sscanf(text, "%2d:%2d:%2d%n", &h, &m, &s, &used) == 3 && used == 8 &&
                        h < 24 && m < 60 && s < 60;
            uint32_t wanted = good ? (uint32_t)(h * 3600 + m * 60 + s) : UINT32_MAX;
            wrong += bind_seconds(text) != wanted;
        }
    tap_equal(wrong, 0, "times of the day, right and with one byte changed");
}

/* ---- columns of times ---- */

enum { TIMES = 43 };

static void put_times(char texts[TIMES][24], struct cell *cells, uint64_t *seed)
{
    unsigned rare = 2 + make_random(seed) % 200;
    for (int i = 0; i < TIMES; i++) {
        unsigned second = (unsigned)(make_random(seed) % 86400);
        snprintf(texts[i], sizeof texts[i], "2026-02-%02uT%02u:%02u:%02uZ",
                 make_random(seed) % rare ? 7 : 8, second / 3600 % 24, second / 60 % 60,
                 second % 60);
        cells[i] = (struct cell){texts[i], make_random(seed) % rare ? 20 : 19};
        if (make_random(seed) % rare == 0)
            texts[i][make_random(seed) % 20] = "0123456789:-TZ/ \xb5"[make_random(seed) % 17];
    }
}

/* Are those that were read right, and is one of the next four to be read in another way? */
static bool times_are_right(const struct time_lane *times, const struct binding *binding,
                            uint32_t from, uint32_t count)
{
    static const struct slot slot;
    instant at;
    for (uint32_t i = from; i < from + count; i++)
        if (!bind_known_time(binding, &slot, lane_cell(&times->lane, i), &at) ||
            at != times->out[i])
            return false;
    bool all_known = from + count + 4 <= TIMES;
    for (uint32_t i = from + count; all_known && i < from + count + 4; i++)
        all_known = bind_known_time(binding, &slot, lane_cell(&times->lane, i), &at);
    return !all_known;
}

static void times(uint64_t *seed)
{
    static const struct binding binding = {.known_day = 20491, .known_date = "2026-02-07"};
    uint32_t wrong = 0;
    for (int round = 0; round < 20000 && csv_way_best() >= CSV_AVX2; round++) {
        char texts[TIMES][24];
        struct cell cells[TIMES];
        instant out[TIMES];
        struct time_lane times = {
            .lane = {.cells = cells, .stride = 1}, .count = TIMES, .has_avx2 = true, .out = out};
        uint32_t from = make_random(seed) % 4;
        put_times(texts, cells, seed);
        wrong += !times_are_right(&times, &binding, from, times_take(&times, &binding, from));
    }
    tap_equal(wrong, 0, "times: four at a time as one by one");
}

int main(void)
{
    const char *given = getenv("CHARTER_TEST_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : 7;
    tap_note("seed %llu", (unsigned long long)seed);
    marks(&seed);
    seconds();
    times(&seed);
    return tap_end();
}
