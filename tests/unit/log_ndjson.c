/* with: tap.c log_make.c */
/* log_ndjson.c - NDJSON: escapes, numbers, what is passed over, what is refused and where. */
#include <string.h>

#include "log_make.h"
#include "tap.h"

#define HEAD "\"ticket\":\"A\",\"time\":\"2026-01-05T09:00:00Z\""

/* One line, which is the second of its file. */
static void line(const char *text, const char *wanted)
{
    struct arena *arena = arena_new();
    struct text whole =
        text_format(arena, "{\"ticket\":\"Z\",\"time\":\"1970-01-01T00:00:01Z\"}\n%s\n", text);
    struct made made = make_log(NULL, "log.ndjson", whole, 0);
    const char *found = make_dump(&made), *own = strstr(found, "; ");
    bool lone = made.log && made.log->rows == 1;
    tap_same(lone ? "" : made.log && own ? own + 2 : found, wanted, "%.120s", text);
    make_done(&made);
    arena_free(arena);
}

#define ROW "A 1767603600 changed - "
#define BAD(reason) "log.ndjson:2: " reason " (1 row)"

static void strings(void)
{
    line("{" HEAD ",\"remark\":\"x\"}", ROW " remark=x;");
    line("{" HEAD ",\"remark\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", ROW " remark=\"\\/\b\f\n\r\t;");
    line("{" HEAD ",\"remark\":\"\\u0041\\u00e9\\u20ac\\ud83d\\ude00.\"}",
         ROW " remark=A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80.;");
    line("{" HEAD ",\"rem\\u0061rk\":\"a key\"}", ROW " remark=a key;");
    line("{\"ticket\":\"\\u0041\\n\",\"time\":\"2026-01-05T09:00:00\\u005a\",\"remark\":\"\\t\"}",
         "A\n 1767603600 changed -  remark=\t;");
    line("{" HEAD ",\"remark\":\"\"}", ROW ";");
    line("{" HEAD ",\"remark\":\"\\q\"}", BAD("an escape that JSON does not have"));
    line("{" HEAD ",\"remark\":\"\\u12g4\"}", BAD("an escape that JSON does not have"));
    line("{" HEAD ",\"remark\":\"\\ud800\"}", BAD("half a surrogate pair"));
    line("{" HEAD ",\"remark\":\"\\ud800\\u0041\"}", BAD("half a surrogate pair"));
    line("{" HEAD ",\"remark\":\"\\udc00\\ud800\"}", BAD("half a surrogate pair"));
    line("{" HEAD ",\"remark\":\"a\tb\"}", BAD("a control byte in a JSON string"));
    line("{" HEAD ",\"remark\":\"a", BAD("JSON that ends in the middle"));
    line("{" HEAD ",\"remark\":\"a\\", BAD("JSON that ends in the middle"));
    line("{" HEAD ",\"remark\":\"a\xff\"}", BAD("unknown value `a\xef\xbf\xbd` for remark"));
}

static void others(void)
{
    line("{" HEAD ",\"seats\":12,\"vip\":true}", ROW " seats=12 vip=yes;");
    line("{" HEAD ",\"seats\":-0,\"vip\":false}", ROW " seats=0 vip=no;");
    line("{" HEAD ",\"seats\":null,\"vip\":null}", ROW ";");
    line("{" HEAD ",\"seats\":12.5}", BAD("unknown value `12.5` for seats"));
    line("{" HEAD ",\"seats\":1e3}", BAD("unknown value `1e3` for seats"));
    line("{" HEAD ",\"seats\":01}", BAD("a number that JSON does not have"));
    line("{" HEAD ",\"seats\":-}", BAD("a number that JSON does not have"));
    line("{" HEAD ",\"seats\":1.}", BAD("a number that JSON does not have"));
    line("{" HEAD ",\"seats\":1e}", BAD("a number that JSON does not have"));
    line("{" HEAD ",\"seats\":+1}", BAD("a number that JSON does not have"));
    line("{" HEAD ",\"seats\":NaN}", BAD("a number that JSON does not have"));
    line("{" HEAD ",\"vip\":True}", BAD("a number that JSON does not have"));
    line("{" HEAD ",\"vip\":tru}", BAD("a word that JSON does not have"));
    line("{" HEAD ",\"seats\":[1]}", BAD("a list or an object where one value is meant"));
    line("{" HEAD ",\"seats\":{}}", BAD("a list or an object where one value is meant"));
    line("{\"ticket\":4711,\"time\":\"2026-01-05T09:00:00Z\"}", "4711 1767603600 changed - ;");
}

static void shapes(void)
{
    line(" { " HEAD " , \"z\" : { \"a\" : [ 1.5e-3 , [ ] , { } , null ] , \"ticket\" : 5 } } \r",
         ROW ";");
    line("", "");
    line("  \t\r", "");
    line("{" HEAD ",\"z\":[1,]}", BAD("a number that JSON does not have"));
    line("{" HEAD ",\"z\":[1 2]}", BAD("JSON without a comma or a closing bracket"));
    line("{" HEAD ",\"z\":{\"a\"}}", BAD("a key without a colon"));
    line("{" HEAD ",\"z\":{1:2}}", BAD("a key that is no string"));
    line("{" HEAD ",}", BAD("a key that is no string"));
    line("{" HEAD ",\"z\" 1}", BAD("a key without a colon"));
    line("{" HEAD "}}", BAD("text behind the JSON object"));
    line("{" HEAD, BAD("JSON that ends in the middle"));
    line("[" HEAD "]", BAD("a line that is no JSON object"));
    line("{" HEAD ",\"ticket\":\"B\"}", BAD("a key that stands twice"));
    line("{\"ticket\":\"A\"}", BAD("no time"));
    line("{}", BAD("no ticket"));
}

static void deep(size_t depth, const char *wanted)
{
    struct arena *arena = arena_new();
    char *open = arena_alloc(arena, depth + 1), *close = arena_alloc(arena, depth + 1);
    memset(open, '[', depth);
    memset(close, ']', depth);
    line(text_format(arena, "{" HEAD ",\"z\":%s%s}", open, close).at, wanted);
    arena_free(arena);
}

int main(void)
{
    strings();
    others();
    shapes();
    deep(200, ROW ";");
    deep(100000, BAD("JSON that is nested too deeply"));
    return tap_end();
}
