/* with: tap.c report_make.c */
/* report_diagnostics.c - places and underlining: tabs, wide characters, long lines, the end of a
 * file, several files. */
#include <string.h>

#include "report/diagnostics.h"
#include "report_make.h"
#include "tap.h"

static struct arena *arena;
static struct sources *sources;
static struct sink sink;

static uint32_t add(const char *path, const char *bytes)
{
    return sources_add(sources, text_of(path), text_of(bytes));
}

/* The place of WORD in a source. */
static struct span word(uint32_t source, const char *text)
{
    const char *bytes = source_bytes(sources, source).at;
    uint32_t from = (uint32_t)(strstr(bytes, text) - bytes);
    return (struct span){source, from, from + (uint32_t)strlen(text)};
}

static const char *written(enum diagnostics_format format, bool colour)
{
    struct buffer out = {0};
    struct diagnostics_style style = {.format = format, .colour = colour, .version = "1.0"};
    diagnostics_write(&out, sources, &sink, &style);
    return make_written(arena, &out);
}

static void fresh(void)
{
    sources = sources_new(arena);
    sink_init(&sink, arena);
}

static void whole(void)
{
    fresh();
    uint32_t desk =
        add("desk.chr", "target response\n  counted in offce\n\n  within 1 hour\nend\n");
    uint32_t lib = add("lib.chr", "hours office\n");
    struct diagnostic *d =
        diagnose(&sink, DIAG_UNKNOWN_NAME, word(desk, "offce"), "there are no hours `offce`");
    diagnostic_label(&sink, d, word(desk, "within 1 hour"), "needed here");
    diagnostic_label(&sink, d, word(lib, "office"), "declared here");
    diagnostic_note(&sink, d, "Hours are declared.\nSecond line.");
    diagnostic_hint(&sink, d, "counted in office");
    diagnose(&sink, DIAG_NO_EFFECT, word(desk, "response"), "a warning");
    tap_same(written(DIAGNOSTICS_TEXT, false),
             "warning CHR0601: a warning\n"
             "  --> desk.chr:1:8\n"
             "   1 | target response\n"
             "     |        ^^^^^^^^\n"
             "   more: charter explain CHR0601\n"
             "\n"
             "error CHR0101: there are no hours `offce`\n"
             "  --> desk.chr:2:14\n"
             "   2 |   counted in offce\n"
             "     |              ^^^^^\n"
             " ...\n"
             "   4 |   within 1 hour\n"
             "     |   ------------- needed here\n"
             "  ::: lib.chr:1:7\n"
             "   1 | hours office\n"
             "     |       ------ declared here\n"
             "   note: Hours are declared.\n"
             "         Second line.\n"
             "   try: counted in office\n"
             "   more: charter explain CHR0101\n"
             "\n"
             "1 error, 1 warning\n",
             "labels in two files, sorted by place");
    tap_same(written(DIAGNOSTICS_SHORT, false),
             "desk.chr:1:8: warning CHR0601: a warning\n"
             "desk.chr:2:14: error CHR0101: there are no hours `offce`\n",
             "short lines");
    tap_ok(strstr(written(DIAGNOSTICS_TEXT, true), "\033[1;31merror CHR0101\033[0m") != NULL,
           "colour");
}

/* A diagnostic with labels over three files: a charter, its parent, and a library. */
static void several_files(void)
{
    fresh();
    uint32_t child = add("acme.chr", "replace target response\n  within 2 hours\nend\n");
    uint32_t parent = add("gold.chr", "target response\n  within 1 hour locked\nend\n");
    uint32_t lib = add("lib.chr", "clock response\nend\n");
    struct diagnostic *d =
        diagnose(&sink, DIAG_UNKNOWN_NAME, word(child, "2 hours"), "the limit is loosened");
    diagnostic_label(&sink, d, word(child, "2 hours"), "the child's limit");
    diagnostic_label(&sink, d, word(parent, "1 hour"), "the parent's");
    diagnostic_label(&sink, d, word(parent, "locked"), "locked here");
    diagnostic_label(&sink, d, word(parent, "1 hour"), "the parent's");
    diagnostic_label(&sink, d, word(parent, "1 hour"), "60 minutes");
    diagnostic_label(&sink, d, word(lib, "response"), "the clock");
    tap_same(written(DIAGNOSTICS_TEXT, false),
             "error CHR0101: the limit is loosened\n"
             "  --> acme.chr:2:10\n"
             "   2 |   within 2 hours\n"
             "     |          ^^^^^^^ the child's limit\n"
             "  ::: gold.chr:2:10\n"
             "   2 |   within 1 hour locked\n"
             "     |          ------ the parent's; 60 minutes\n"
             "     |                 ------ locked here\n"
             "  ::: lib.chr:1:7\n"
             "   1 | clock response\n"
             "     |       -------- the clock\n"
             "   more: charter explain CHR0101\n"
             "\n"
             "1 error\n",
             "labels in three files; a place is underlined once");
}

static void json(void)
{
    fresh();
    uint32_t desk = add("a \"b\".chr", "x é y\nz");
    struct diagnostic *d = diagnose(&sink, DIAG_SYNTAX, word(desk, "y\nz"), "found `y`");
    diagnostic_fix(&sink, d, word(desk, "x"), TEXT("end\n"));
    diagnose(&sink, DIAG_SYNTAX, (struct span){0}, "nowhere");
    tap_same(written(DIAGNOSTICS_JSON, false),
             "[{\"code\":\"CHR0001\",\"severity\":\"error\",\"message\":\"nowhere\",\"place\":null,"
             "\"labels\":[],\"notes\":[],\"hint\":null,\"fixes\":[],\"choices\":[]},"
             "{\"code\":\"CHR0001\",\"severity\":\"error\",\"message\":\"found `y`\","
             "\"place\":{\"file\":\"a \\\"b\\\".chr\",\"line\":1,\"column\":5,\"end_line\":2,"
             "\"end_column\":2,\"from\":5,\"to\":8},\"labels\":[],\"notes\":[],\"hint\":null,"
             "\"fixes\":[{\"place\":{\"file\":\"a \\\"b\\\".chr\",\"line\":1,\"column\":1,"
             "\"end_line\":1,\"end_column\":2,\"from\":0,\"to\":1},\"with\":\"end\\n\"}],"
             "\"choices\":[]}]\n",
             "as JSON; what has no place comes first");
    tap_same(written(DIAGNOSTICS_SHORT, false),
             "error CHR0001: nowhere\na \"b\".chr:1:5: error CHR0001: found `y`\n", "no place");
    tap_ok(strstr(written(DIAGNOSTICS_SARIF, false),
                  "\"region\":{\"startLine\":1,\"startColumn\":5,\"endLine\":2,\"endColumn\":2}") !=
               NULL,
           "as SARIF");
}

/* The line of a source and what stands under it. */
static const char *underlined(const char *bytes, uint32_t from, uint32_t to)
{
    fresh();
    uint32_t source = add("f", bytes);
    diagnose(&sink, DIAG_SYNTAX, (struct span){source, from, to}, "m");
    const char *text = strchr(strstr(written(DIAGNOSTICS_TEXT, false), "-->"), '\n') + 1;
    const char *end = strstr(text, "   more:");
    return text_cstr(arena, (struct text){text, (size_t)(end - text)});
}

static void lines(void)
{
    tap_same(underlined("\tab\tc", 1, 3), "   1 |     ab  c\n     |     ^^\n", "tabs");
    tap_same(underlined("日本 x", 3, 6), "   1 | 日本 x\n     |   ^^\n", "wide characters");
    tap_same(underlined("e\xcc\x81 x", 4, 5), "   1 | e\xcc\x81 x\n     |   ^\n",
             "combining marks");
    tap_same(underlined("a\xff\x01 x", 4, 5), "   1 | a?? x\n     |     ^\n", "bad bytes");
    tap_same(underlined("ab\n", 3, 3), "   2 |\n     | ^\n", "the empty line behind the last");
    tap_same(underlined("ab", 2, 2), "   1 | ab\n     |   ^\n",
             "the end of a file without line end");
    tap_same(underlined("ab\r\ncd", 1, 5), "   1 | ab\n     |  ^\n", "over several lines");
    tap_same(underlined("", 0, 0), "   1 |\n     | ^\n", "an empty file");
}

static void long_lines(void)
{
    char *line = arena_alloc(arena, 100001);
    memset(line, 'x', 100000);
    line[5000] = 'y';
    const char *found = underlined(line, 5000, 5001);
    tap_ok(strlen(found) < 300, "a line of 100,000 columns is cut (%zu bytes)", strlen(found));
    const char *mark = strchr(found, '\n') + 1;
    /* `…` takes three bytes and one column */
    tap_equal(strchr(mark, '^') - mark + 2, strchr(found, 'y') - found, "and the place is in it");
    found = underlined(line, 99999, 100000);
    mark = strchr(found, '\n') + 1;
    tap_equal(strchr(mark, '^') - mark + 2, strchr(found, '\n') - found - 1, "the last column");
    found = underlined(line, 0, 100000);
    tap_ok(strlen(found) < 400, "all of it underlined is cut, too");
}

static void summary(void)
{
    struct buffer out = {0};
    fresh();
    diagnostics_write_summary(&out, &sink);
    tap_equal((long long)out.len, 0, "nothing wrong, nothing said");
    diagnose(&sink, DIAG_SYNTAX, (struct span){0}, "m");
    diagnose(&sink, DIAG_SYNTAX, (struct span){0}, "m");
    diagnostics_write_summary(&out, &sink);
    tap_same(make_written(arena, &out), "2 errors\n", "two errors");
}

/* TEXT stops behind the twentieth error; the other forms don't. */
static void many(void)
{
    fresh();
    uint32_t source = add("f", "0123456789012345678901234567890123456789");
    for (uint32_t i = 0; i < 20; i++)
        diagnose(&sink, DIAG_SYNTAX, (struct span){source, i, i + 1}, "number %u", i);
    diagnose(&sink, DIAG_UNUSED, (struct span){source, 30, 31}, "a warning");
    tap_ok(strstr(written(DIAGNOSTICS_TEXT, false), "a warning") != NULL, "twenty are all shown");
    diagnose(&sink, DIAG_SYNTAX, (struct span){source, 25, 26}, "number 20");
    diagnose(&sink, DIAG_UNUSED, (struct span){source, 0, 1}, "an early warning");
    const char *text = written(DIAGNOSTICS_TEXT, false);
    tap_ok(strstr(text, "number 19") && strstr(text, "an early warning"), "the first are shown");
    tap_ok(!strstr(text, "number 20") && !strstr(text, "a warning"), "the others aren't");
    tap_ok(strstr(text, "\n… and 2 more\n\n21 errors, 2 warnings\n") != NULL, "but counted");
    tap_ok(strstr(written(DIAGNOSTICS_SHORT, false), "number 20") != NULL, "SHORT has all");
}

int main(void)
{
    arena = arena_new();
    whole();
    several_files();
    json();
    lines();
    long_lines();
    summary();
    many();
    arena_free(arena);
    return tap_end();
}
