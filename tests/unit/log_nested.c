/* with: tap.c log_make.c */
/* log_nested.c - records with paths: what they lead to, lists that give rows, values before a
 * change.
 */
#include <stdlib.h>
#include <string.h>

#include "log/nested.h"
#include "log_make.h"
#include "tap.h"

static struct arena *arena;

/* ---- paths ---- */

static void path_is(const char *text, const char *wanted)
{
    struct path path, again;
    const char *why = NULL;
    if (!path_parse(arena, text_of(text), &path, &why)) {
        tap_same(why, wanted, "path `%s`", text);
        return;
    }
    struct text written = path_write(arena, &path);
    tap_same(text_cstr(arena, written), wanted, "path `%s`", text);
    tap_ok(path_parse(arena, written, &again, &why) && again.count == path.count &&
               path_same_start(&path, &again, path.count),
           "... and as it is written");
}

static void paths(void)
{
    static const char behind[] = "behind a key comes a dot, `[]` and a dot, or the end";
    path_is("a", "a");
    path_is("a.b.c", "a.b.c");
    path_is("a[].b c[]", "a[].b c[]");
    path_is("'a.b'.'c'", "'a.b'.c");
    path_is("'it''s'[]", "'it''s'[]");
    path_is("''", "''");
    path_is("", "a key is empty");
    path_is("a.", "a key is empty");
    path_is(".a", "a key is empty");
    path_is("[]", "a key is empty");
    path_is("a[]b", behind);
    path_is("a[0]", behind);
    path_is("'a'b", behind);
    path_is("'a", "an apostrophe is never closed");
    struct buffer deep = {0};
    for (int i = 0; i < 64; i++)
        buffer_puts(&deep, i ? ".a" : "a");
    buffer_putc(&deep, '\0');
    struct path path;
    const char *why;
    tap_ok(path_parse(arena, text_slice(buffer_text(&deep), 0, deep.len - 1), &path, &why) &&
               path.count == 64,
           "64 keys");
    deep.len--;
    buffer_puts(&deep, ".a");
    buffer_putc(&deep, '\0');
    path_is(deep.at, "it has more than 64 keys");
    buffer_fini(&deep);
}

/* ---- records ---- */

/* Asks for PATHS, of which those that begin with `*` are lists of rows, and shows a record: a line
 * a row, the fields with `|` between them, `-` where there is none. */
static void record(const char *const *paths, const char *line, const char *wanted)
{
    struct nested nested;
    struct nested_record found;
    struct buffer out = {0};
    struct cell fields[16];
    size_t len = strlen(line);
    char *bytes = malloc(len + 1); /* reading behind them is found */
    memcpy(bytes, line, len);
    nested_init(&nested, arena, (struct text){bytes, len});
    for (; *paths; paths++) {
        struct path *path = ARENA_NEW(arena, struct path);
        const char *why;
        bool rows = **paths == '*';
        bool good = path_parse(arena, text_of(*paths + rows), path, &why);
        if (good && rows)
            nested_gives_rows(&nested, path);
        else if (good)
            nested_ask(&nested, path);
    }
    while (nested_next(&nested, &found)) {
        if (found.fault)
            buffer_format(&out, "%llu: %s;", (unsigned long long)found.line, found.fault);
        for (size_t i = 0; !found.fault && i < nested.part_count; i++) {
            if (!nested_row(&nested, i, fields))
                continue;
            for (uint32_t k = 0; k < nested.field_count; k++)
                buffer_format(&out, "%s" TEXT_FMT, k ? "|" : "",
                              TEXT_ARG(fields[k].at ? cell_text(fields[k]) : TEXT("-")));
            buffer_putc(&out, ';');
        }
    }
    tap_same(text_cstr(arena, buffer_text(&out)), wanted, "%.100s", line);
    nested_fini(&nested);
    buffer_fini(&out);
    free(bytes);
}

#define PATHS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void values(void)
{
    const char *const *two = PATHS("a.b", "c");
    record(two, "{\"a\":{\"b\":1},\"c\":2}", "1|2;");
    record(two, " {\"c\":\"\\u0041\\n\",\"x\":[{}],\"a\":{\"y\":{},\"b\":\"\\t\"}} ", "\t|A\n;");
    record(two, "{}", "-|-;");
    record(two, "{\"a\":null,\"c\":null}", "-|;");
    record(two, "{\"a\":{},\"c\":true}", "-|true;");
    record(two, "{\"a\":7}", "1: one value where an object or a list is meant;");
    record(two, "{\"a\":[]}", "1: a list where an object is meant;");
    record(two, "{\"c\":{}}", "1: a list or an object where one value is meant;");
    record(two, "{\"a\":{\"b\":1},\"a\":{}}", "1: a key that stands twice;");
    record(two, "{\"a\":{\"b\":1,\"b\":1}}", "1: a key that stands twice;");
    record(two, "{\"x\":1,\"x\":2}", "-|-;");
    record(two, "{\"a\":{\"b\":1}", "1: JSON that ends in the middle;");
    record(two, "{\"a\":{\"b\"", "1: JSON that ends in the middle;");
    record(two, "{\"a\":", "1: JSON that ends in the middle;");
    record(two, "{\"a\":{\"b\":1}]", "1: JSON without a comma or a closing bracket;");
    record(two, "[]", "1: a line that is no JSON object;");
    record(two, "{}{}", "1: text behind the JSON object;");
    record(two, "{\"c\":1}\n\n[]\n{\"c\":2}", "-|1;3: a line that is no JSON object;-|2;");
    record(PATHS("a.b", "a.b", "a.c"), "{\"a\":{\"b\":1,\"c\":2}}", "1|2;");
    record(PATHS("'a.b'", "a.b"), "{\"a.b\":1,\"a\":{\"b\":2}}", "1|2;");
}

static void lists(void)
{
    const char *const *changes = PATHS("*h[].i[]", "key", "h[].at", "h[].i[].to");
    record(changes,
           "{\"h\":[{\"i\":[{\"to\":1},{\"to\":2}],\"at\":3},{\"at\":4,\"i\":[]}],\"key\":5}",
           "5|-|-;5|3|1;5|3|2;");
    record(changes, "{\"key\":5,\"h\":[]}", "5|-|-;");
    record(changes, "{\"key\":5,\"h\":null}", "5|-|-;");
    record(changes, "{\"h\":[{\"i\":[null,{}]}]}", "-|-|-;-|-|-;");
    record(changes, "{\"h\":{}}", "1: an object where a list is meant;");
    record(changes, "{\"h\":[1]}", "1: a list of what is no object;");
    record(changes, "{\"h\":[{},]}", "1: a list of what is no object;");
    record(changes, "{\"h\":[{}", "1: JSON that ends in the middle;");
    record(changes, "{\"h\":[{\"i\":[{}]},{\"at\":{}}]}",
           "1: a list or an object where one value is meant;");
    record(PATHS("*a[]", "*b[]", "a[].x", "b[].x"), "{\"b\":[{\"x\":1}],\"a\":[{\"x\":2}]}",
           "-|-;-|1;2|-;");
    record(PATHS("*a[]", "*a[].b[]", "a[].x", "a[].b[].y"), "{\"a\":[{\"b\":[{\"y\":1}],\"x\":2}]}",
           "-|-;2|-;2|1;");
    record(PATHS("*t[]", "t[]", "n"), "{\"t\":[\"x\",null,7,\"\\u0041\"],\"n\":1}",
           "-|1;x|1;7|1;A|1;");
    record(PATHS("*t[]", "t[]"), "{\"t\":[[]]}",
           "1: a list or an object where one value is meant;");
    record(PATHS("*t[]", "n"), "{\"t\":[1,\"x\",{}],\"n\":2}", "2;2;2;2;");
}

/* Whatever is cut or changed, the reader stays within the bytes and comes to an end. */
static void mutations(void)
{
    static const char whole[] =
        "{\"key\":5,\"h\":[{\"i\":[{\"to\":\"\\u00e9\"},{\"to\":2}],\"at\":{\"x\":null}}]}";
    const char *const *paths = PATHS("*h[].i[]", "key", "h[].at.x", "h[].i[].to");
    uint64_t state = 7;
    size_t ended = 0, rounds = 20000;
    for (size_t i = 0; i < rounds; i++) {
        struct nested nested;
        struct nested_record found;
        struct cell fields[8];
        size_t len = make_random(&state) % sizeof whole;
        char *bytes = malloc(len + 1);
        memcpy(bytes, whole, len);
        for (int k = 0; len && k < 3; k++)
            bytes[make_random(&state) % len] = "{}[]\",:\\ n0\n"[make_random(&state) % 12];
        nested_init(&nested, arena, (struct text){bytes, len});
        for (const char *const *path = paths; *path; path++) {
            struct path *parsed = ARENA_NEW(arena, struct path);
            const char *why;
            bool rows = **path == '*';
            if (path_parse(arena, text_of(*path + rows), parsed, &why))
                rows ? nested_gives_rows(&nested, parsed) : (void)nested_ask(&nested, parsed);
        }
        while (nested_next(&nested, &found))
            for (size_t k = 0; !found.fault && k < nested.part_count; k++)
                ended += nested_row(&nested, k, fields);
        nested_fini(&nested);
        free(bytes);
    }
    tap_ok(ended > 0, "%zu texts that are cut and changed", rounds);
}

/* ---- rows of the log ---- */

static struct log_column *column(const char *path)
{
    struct log_column *made = ARENA_NEW(arena, struct log_column);
    struct path *parsed = ARENA_NEW(arena, struct path);
    const char *why;
    made->name = text_of(path);
    made->path = path_parse(arena, made->name, parsed, &why) ? parsed : NULL;
    return made;
}

#define FROM(path) .columns = column(path), .column_count = 1

static void reads(const struct log_spec *spec, const char *text, const char *wanted,
                  const char *name)
{
    struct made made = make_log(spec, "log.ndjson", text_of(text), 0);
    tap_same(make_dump(&made), wanted, "%s", name);
    make_done(&made);
}

#define AT(second) "\"1970-01-01T00:00:" second "Z\""
#define ITEM(field, old, new) "{\"field\":\"" field "\",\"old\":\"" old "\",\"new\":\"" new "\"}"

/* A record is a ticket with a list of changes, which hold lists of what was changed. */
static struct log_spec *spec_of_changes(struct log_column_spec *columns)
{
    struct log_column *priority = ARENA_ARRAY(arena, 2, struct log_column);
    priority[0] = *column("h[].i[].new");
    priority[1] = *column("now.priority");
    static const struct text wants_priority = {"priority", 8}, wants_status = {"status", 6};
    struct log_test *is = ARENA_ARRAY(arena, 2, struct log_test);
    is[0] = (struct log_test){*column("h[].i[].field"), false, &wants_priority, 1};
    is[1] = (struct log_test){*column("h[].i[].field"), false, &wants_status, 1};
    const struct log_column_spec lines[] = {
        {.role = LOG_TICKET, FROM("key")},
        {.role = LOG_TIME, FROM("h[].at")},
        {.role = LOG_EVENT_AT, .kind = KIND_OPENED, FROM("made")},
        {.role = LOG_ATTRIBUTE,
         .attribute = MAKE_PRIORITY,
         .columns = priority,
         .column_count = 2,
         .befores = column("h[].i[].old"),
         .before_count = 1,
         .tests = &is[0],
         .test_count = 1},
        {.role = LOG_ATTRIBUTE,
         .attribute = MAKE_STATUS,
         FROM("h[].i[].new"),
         .befores = column("h[].i[].old"),
         .before_count = 1,
         .tests = &is[1],
         .test_count = 1,
         .optional = true},
        {.role = LOG_ATTRIBUTE, .attribute = MAKE_REMARK, FROM("now.remark"), .optional = true}};
    const struct path **rows = ARENA_NEW(arena, const struct path *);
    struct log_spec *spec = ARENA_NEW(arena, struct log_spec);
    *rows = column("h[].i[]")->path;
    memcpy(columns, lines, sizeof lines);
    *spec = (struct log_spec){
        .format = LOG_NDJSON, .columns = columns, .column_count = 6, .rows = rows, .row_count = 1};
    return spec;
}

static void tickets_with_changes(void)
{
    struct log_column_spec columns[6];
    struct log_spec spec = *spec_of_changes(columns);
    columns[3].test_count = 0;
    reads(&spec, "{\"key\":1,\"made\":" AT("01") ",\"now\":{\"priority\":\"high\"},\"h\":[]}\n",
          "1 1 opened - E priority=high;", "a ticket without a change has the value of the export");
    columns[3].test_count = 1;
    reads(&spec,
          "{\"key\":1,\"made\":" AT(
              "01") ",\"now\":{\"remark\":\"r\"},\"h\":["
                    "{\"at\":" AT("05") ",\"i\":[" ITEM("priority", "high", "low") "," ITEM(
                        "status", "open", "closed") "]},"
                                                    "{\"at\":" AT("03") ",\"i\":[" ITEM(
                                                        "priority", "low",
                                                        "high") "," ITEM("status", "new",
                                                                         "open") "]}]}\n",
          "1 1 opened - E priority=low remark=r status=new; 1 3 changed -  priority=high; "
          "1 3 changed -  status=open; 1 5 changed -  priority=low; 1 5 changed -  status=closed;",
          "what the first change, in time, came from holds from the opening");
    reads(&spec,
          "{\"key\":1,\"made\":" AT("01") ",\"h\":[{\"at\":" AT(
              "03") ",\"i\":["
                    "{\"field\":\"priority\",\"old\":null,\"new\":\"high\"},"
                    "{\"field\":\"priority\",\"old\":\"high\",\"new\":null}]}]}\n",
          "1 1 opened - E; 1 3 changed -  priority=high; 1 3 changed - ;",
          "a first change from nothing leaves it unset");
}

static void bad_changes(void)
{
    struct log_column_spec columns[6];
    struct log_spec spec = *spec_of_changes(columns);
    reads(&spec,
          "{\"key\":1,\"h\":[{\"at\":" AT("03") ",\"i\":[" ITEM(
              "x", "", "") "]}]}\n"
                           "{\"key\":2,\"made\":" AT("03") "}",
          "log.ndjson:1: no time of opening (1 row)", "no time of opening");
    reads(&spec, "{\"key\":1,\"made\":" AT("01") ",\"g\":[]}\n",
          "log.ndjson has no column `h[].at`, which gives the time", "a list that no record has");
    reads(&spec, "{\"key\":1,\"made\":" AT("01") ",\"h\":[{\"at\":" AT("02") "}]}\n",
          "log.ndjson has no column `h[].i[].new`, which gives the priority",
          "an element without the list that gives rows");
    reads(&spec,
          "{\"key\":1,\"made\":" AT("01") ",\"h\":[{\"at\":" AT("03") ",\"i\":[" ITEM(
              "status", "gone", "open") "]}]}\n",
          "log.ndjson:1: unknown value `gone` for status (1 row)", "an unknown value before");
    reads(&spec,
          "{\"key\":1,\"made\":" AT("01") ",\"h\":[{\"at\":" AT("03") ",\"j\":[]}]}\n"
                                                                      "{\"key\":2,\"made\":" AT(
                                                                          "02") "}\n",
          "log.ndjson has no column `h[].i[].new`, which gives the priority",
          "a list that no element has is a column that lacks");
}

/* A change from nothing is told by no text at all, so it must be told from a row without it. */
static void changes_one_a_row(void)
{
    struct log_column_spec columns[] = {
        {.role = LOG_TICKET, FROM("key")},
        {.role = LOG_TIME, FROM("at")},
        {.role = LOG_ATTRIBUTE,
         .attribute = MAKE_STATUS,
         FROM("status"),
         .befores = column("was"),
         .before_count = 1},
        {.role = LOG_ATTRIBUTE, .attribute = MAKE_SEATS, FROM("seats"), .optional = true}};
    struct log_spec spec = {.format = LOG_NDJSON, .columns = columns, .column_count = 4};
    reads(&spec,
          "{\"key\":1,\"at\":" AT(
              "01") "}\n"
                    "{\"key\":1,\"at\":" AT(
                        "02") ",\"seats\":1,\"was\":\"closed\"}\n"
                              "{\"key\":1,\"at\":" AT(
                                  "03") ",\"status\":\"open\",\"was\":\"new\"}\n"
                                        "{\"key\":2,\"at\":" AT(
                                            "03") ",\"status\":\"open\",\"was\":\"new\"}\n",
          "1 1 changed -  status=new; 1 2 changed -  seats=1; 1 3 changed -  status=open; "
          "2 3 changed -  status=open;",
          "the value before counts only beside the one after, and not for the first row itself");
}

int main(void)
{
    arena = arena_new();
    paths();
    values();
    lists();
    mutations();
    tickets_with_changes();
    bad_changes();
    changes_one_a_row();
    arena_free(arena);
    return tap_end();
}
