/* with: tap.c syntax_make.c */
/* syntax_literals.c - what literals and texts are worth, and the shape of tokens. */
#include <stdio.h>
#include <string.h>

#include "syntax_make.h"
#include "tap.h"
#include "time/civil.h"

/* ---- lengths ---- */

static const struct {
    const char *written;
    micros worth;
} lengths[] = {
    {"1 second", MICROS_SECOND},
    {"90 seconds", 90 * MICROS_SECOND},
    {"1 minute", MICROS_MINUTE},
    {"1 hour 30 minutes", 90 * MICROS_MINUTE},
    {"2 hours 3 minutes 4 seconds", 2 * MICROS_HOUR + 3 * MICROS_MINUTE + 4 * MICROS_SECOND},
    {"1.5 hours", 90 * MICROS_MINUTE},
    {"0.000001 seconds", 1},
    {"0.5 minutes 0.25 seconds", 30250000},
    {"0 minutes", 0},
    {"000 hours", 0},
    {"2562047788 hours", INT64_C(2562047788) * MICROS_HOUR},
};

/* The limit of the query `LENGTH in c after 2026-01-01 10:00`. */
static struct parsed limit_of(struct buffer *out, const char *written)
{
    buffer_clear(out);
    buffer_format(out, "%s in c after 2026-01-01 10:00", written);
    return parse(buffer_text(out), SYNTAX_QUERY);
}

static void check_lengths(void)
{
    struct buffer out = {0};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct parsed parsed = limit_of(&out, lengths[i].written);
        if (tap_ok(parsed.root != NULL, "%s: parses", lengths[i].written))
            tap_equal(parsed.root->kid[ASK_AFTER_LIMIT]->value.micros, lengths[i].worth, "%s",
                      lengths[i].written);
        parsed_free(&parsed);
    }
    buffer_fini(&out);
}

static const struct {
    const char *written, *codes;
} bad_limits[] = {
    {"2562047789 hours", "1:1 CHR0021"},
    {"0.0000001 seconds", "1:1 CHR0021"},
    {"30 minutes 1 hour", "1:12 CHR0021"},
    {"1 hour 1 hour", "1:8 CHR0021"},
    {"0 working days", "1:1 CHR0021"},
    {"1000001 calendar days", "1:1 CHR0021"},
    {"1 day", "1:1 CHR0006"},
    {"7 days", "1:1 CHR0006"},
    {"1 week", "1:3 CHR0005"},
    {"5", "1:1 CHR0005"},
    {"5 mins", "1:3 CHR0005"},
    {"1234567890123456789 hours", "1:1 CHR0011"},
    {"1.2.3 hours", "1:1 CHR0009 1:1 CHR0001"},
    {"4h", "1:1 CHR0011"},
};

static void check_bad_limits(void)
{
    struct buffer out = {0};
    for (size_t i = 0; i < sizeof bad_limits / sizeof *bad_limits; i++) {
        struct parsed parsed = limit_of(&out, bad_limits[i].written);
        const char *codes = text_cstr(parsed.arena, parsed_codes(&parsed));
        tap_same(codes, bad_limits[i].codes, "%s", bad_limits[i].written);
        tap_ok(!parsed.root, "%s: no query", bad_limits[i].written);
        parsed_free(&parsed);
    }
    buffer_fini(&out);
}

/* ---- instants, dates, times ---- */

static const struct {
    const char *written, *dumped; /* NULL: refused */
} instants[] = {
    {"2026-04-01 09:00", "2026-04-01 09:00"},
    {"2026-04-01 09:00:15", "2026-04-01 09:00:15"},
    {"2026-04-01 09:00:15.25", "2026-04-01 09:00:15.25"},
    {"2026-04-01   09:00", "2026-04-01 09:00"},
    {"2026-04-01T09:00:00Z", "2026-04-01 09:00+00:00 = 2026-04-01T09:00:00Z"},
    {"2026-04-01 09:00+02:00", "2026-04-01 09:00+02:00 = 2026-04-01T07:00:00Z"},
    {"2026-04-01 09:00-05:30", "2026-04-01 09:00-05:30 = 2026-04-01T14:30:00Z"},
    {"2024-02-29 00:00", "2024-02-29 00:00"},
    {"0001-01-01 00:00", "0001-01-01 00:00"},
    {"9999-12-31 23:59:59.999999", "9999-12-31 23:59:59.999999"},
    {"2026-04-01", NULL},
    {"2026-04-01 24:00", NULL},
    {"2026-04-01T09:00", NULL},
    {"2026-04-01t09:00:00z", NULL},
    {"2026-04-01 09:00:00.1234567Z", NULL},
    {"2026-04-01 09:00:60", NULL},
    {"2026-04-01T09:00:60Z", NULL},
    {"2026-04-01 9:00", NULL},
    {"2026-4-1 09:00", NULL},
    {"2025-02-29 09:00", NULL},
    {"0000-01-01 09:00", NULL},
    {"10000-01-01 09:00", NULL},
    {"2026-04-01 09:00+24:00", NULL},
    {"2026-04-01 09:00 +02:00", NULL},
    {"1/4/2026 09:00", NULL},
};

static void check_instants(void)
{
    struct buffer out = {0};
    for (size_t i = 0; i < sizeof instants / sizeof *instants; i++) {
        buffer_clear(&out);
        buffer_format(&out, "now is %s", instants[i].written);
        struct parsed parsed = parse(buffer_text(&out), SYNTAX_QUERY);
        if (instants[i].dumped) {
            struct text wanted =
                text_format(parsed.arena, "now-is\n  at: instant %s\n", instants[i].dumped);
            tap_same(text_cstr(parsed.arena, dump(&parsed)), text_cstr(parsed.arena, wanted), "%s",
                     instants[i].written);
        } else {
            tap_ok(!parsed.root && parsed.sink.errors, "%s is refused", instants[i].written);
        }
        parsed_free(&parsed);
    }
    buffer_fini(&out);
}

/* ---- texts ---- */

static const struct {
    const char *written, *says;
} texts[] = {
    {"\"\"", ""},
    {"\"a b\"", "a b"},
    {"\"\\\"q\\\" \\\\ \\{x}\"", "\"q\" \\ {x}"},
    {"\"# no comment\"", "# no comment"},
    {"\"“curly” – ü\"", "“curly” – ü"},
    {"\"\"\"one\"\"\"", "one"},
    {"\"\"\"\"\"\"", ""},
    {"\"\"\"\n\"\"\"", ""},
    {"\"\"\"\n  one\n    two\n\n  three\n  \"\"\"", "one\n  two\n\nthree"},
    {"\"\"\"one\n  two\n  \"\"\"", "one\ntwo"},
    {"\"\"\"\r\n  one\r\n  two\r\n  \"\"\"", "one\ntwo"},
    {"\"\"\"\n\tone\n\t\ttwo\n\"\"\"", "one\n\ttwo"},
    {"\"\"\"\n  one\n two\n\"\"\"", " one\ntwo"},
    {"\"\"\"\n  a \"quoted\" \"\" word\n\"\"\"", "a \"quoted\" \"\" word"},
    {"\"\"\"\n  ends with \\\"\\\"\\\"\"\"\"", "ends with \"\"\""},
    {"\"\"\"\n  trailing  \n\n  \"\"\"", "trailing  \n"},
    {"\"x {title of y} z\"", "x {title of y} z"},
};

static void check_texts(void)
{
    struct buffer out = {0};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        buffer_clear(&out);
        buffer_format(&out, "use %s", texts[i].written);
        struct parsed parsed = parse(buffer_text(&out), SYNTAX_FILE);
        const struct node *use = parsed.root->kid[FILE_ITEMS];
        if (tap_ok(use && !parsed.sink.errors, "text %zu parses", i))
            tap_same(text_cstr(parsed.arena, use->kid[USE_PATH]->text), texts[i].says, "text %zu",
                     i);
        parsed_free(&parsed);
    }
    buffer_fini(&out);
}

/* Pieces and quotes together are the text. */
static void check_pieces(void)
{
    struct parsed parsed =
        parse(TEXT("use \"\"\"\n  {title of a}{fee f} and\n  {hours of h}.\n\"\"\""), SYNTAX_FILE);
    const char *wanted = "file\n"
                         "  items: use\n"
                         "    path: text \"{title of a}{fee f} and\\n{hours of h}.\"\n"
                         "      pieces: quote-title\n"
                         "        name: name \"a\"\n"
                         "      pieces: quote-fee\n"
                         "        fee: name \"f\"\n"
                         "      pieces: piece \" and\\n\"\n"
                         "      pieces: quote-hours\n"
                         "        calendar: name \"h\"\n"
                         "      pieces: piece \".\"\n";
    tap_same(text_cstr(parsed.arena, dump(&parsed)), wanted, "pieces of a text");
    parsed_free(&parsed);
}

/* ---- the same tree, whatever the layout ---- */

static void layout_means_nothing(void)
{
    static const char *const same[] = {
        "hours a open Monday 09:00 to 17:00 end",
        "hours\na\nopen\nMonday\n09:00\nto\n17:00\nend\n",
        "\xEF\xBB\xBF\t hours a # x\r\n  open Monday 09:00 to 17:00\r\nend # y",
        "hours\xC2\xA0"
        "a open\xE3\x80\x80Monday 09:00\fto\v17:00 end",
    };
    struct parsed first = parse(text_of(same[0]), SYNTAX_FILE);
    for (size_t i = 1; i < sizeof same / sizeof *same; i++) {
        struct parsed parsed = parse(text_of(same[i]), SYNTAX_FILE);
        tap_ok(text_equal(dump(&first), dump(&parsed)) && !parsed.sink.errors,
               "layout %zu gives the same tree", i);
        parsed_free(&parsed);
    }
    parsed_free(&first);
}

/* ---- tokens ---- */

static void check_tokens(void)
{
    struct text text =
        TEXT("# one\nuse \"x\"  # two  \n\n\n  fee a-1 is GBP 5.50 (2nd 95% Europe/London)");
    struct arena *arena = arena_new();
    struct sources *sources = sources_new(arena);
    uint32_t source = sources_add(sources, TEXT("t"), text);
    struct syntax_input input = {sources, source, SYNTAX_FILE, arena, NULL};
    struct tokens tokens = syntax_tokens(&input);
    struct buffer out = {0};
    syntax_dump_tokens(sources, &tokens, &out);
    buffer_putc(&out, '\0');
    tap_same(out.at,
             "1:1\tcomment\ta comment\t\"# one\"\n"
             "2:1\tword\tuse\t\"use\"\n"
             "2:5\ttext\ta text\t\"\\\"x\\\"\"\n"
             "2:10\tcomment\ta comment\t\"# two\"\n"
             "5:3\tword\tfee\t\"fee\"\n"
             "5:7\tname\ta name\t\"a-1\"\n"
             "5:11\tword\tis\t\"is\"\n"
             "5:14\tname\ta currency\t\"GBP\"\n"
             "5:18\tliteral\ta decimal number\t\"5.50\"\n"
             "5:23\tmark\t(\t\"(\"\n"
             "5:24\tliteral\ta rank such as 90th\t\"2nd\"\n"
             "5:28\tliteral\ta percentage\t\"95%\"\n"
             "5:32\tliteral\ta time zone\t\"Europe/London\"\n"
             "5:45\tmark\t)\t\")\"\n",
             "tokens as lines");
    tap_equal(tokens.at[4].lines, 3, "line ends before a token");
    tap_equal(tokens.at[4].indent, 2, "indent of a line");
    tap_equal(tokens.at[3].lines, 0, "a comment on the line of a token");
    buffer_fini(&out);
    arena_free(arena);
}

/* ---- input that comes line by line ---- */

static const struct {
    const char *text;
    enum syntax_start start;
    enum syntax_state state;
} probes[] = {
    {"", SYNTAX_FILE, SYNTAX_COMPLETE},
    {"", SYNTAX_QUERY, SYNTAX_MORE},
    {"hours of office on 2026-01-01", SYNTAX_QUERY, SYNTAX_COMPLETE},
    {"hours of office on", SYNTAX_QUERY, SYNTAX_MORE},
    {"hours of office on on", SYNTAX_QUERY, SYNTAX_WRONG},
    {"suppose target x\n", SYNTAX_QUERY, SYNTAX_MORE},
    {"suppose target x\n within 1 hour\n", SYNTAX_QUERY, SYNTAX_MORE},
    {"suppose target x\n within 1 hour\nend", SYNTAX_QUERY, SYNTAX_COMPLETE},
    {"suppose target x\n wihtin 1 hour\n", SYNTAX_QUERY, SYNTAX_WRONG},
    {"suppose section \"x\" \"\"\"\n", SYNTAX_QUERY, SYNTAX_MORE},
    {"suppose section \"x", SYNTAX_QUERY, SYNTAX_WRONG},
    {"amendment a in-force from 2026-01-01\n add target x\n end\n", SYNTAX_SUPPOSE, SYNTAX_MORE},
    {"now is 25:00", SYNTAX_QUERY, SYNTAX_WRONG},
    {"priority is P1 and", SYNTAX_QUERY, SYNTAX_MORE},
    {"(a is b", SYNTAX_QUERY, SYNTAX_MORE},
    {"a is b)", SYNTAX_QUERY, SYNTAX_WRONG},
};

static void check_probes(void)
{
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof probes / sizeof *probes; i++) {
        tap_equal(syntax_probe(text_of(probes[i].text), probes[i].start, arena), probes[i].state,
                  "probe %zu", i);
        arena_reset(arena);
    }
    arena_free(arena);
}

int main(void)
{
    check_lengths();
    check_bad_limits();
    check_instants();
    check_texts();
    check_pieces();
    layout_means_nothing();
    check_tokens();
    check_probes();
    return tap_end();
}
