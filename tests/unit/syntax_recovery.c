/* with: tap.c syntax_make.c */
/* syntax_recovery.c - how many of the mistakes in a text one run finds, and that it invents none.
 */
#include <stdio.h>
#include <string.h>

#include "syntax_make.h"
#include "tap.h"

/* ---- a file of planted mistakes ---- */

/* The lines of eighteen-planted-mistakes.chr that were spoilt on purpose. */
static const uint32_t planted[] = {2,  4,  10, 14, 20, 21, 22, 23, 26, 32,
                                   39, 40, 41, 43, 48, 51, 54, 60, 64, 66};

static bool is_planted(uint32_t line)
{
    for (size_t i = 0; i < sizeof planted / sizeof *planted; i++)
        if (planted[i] == line)
            return true;
    return false;
}

static void finds_what_was_planted(void)
{
    struct text text = slurp("tests/cases/syntax/recovery/bad/eighteen-planted-mistakes.chr");
    struct parsed parsed = parse(text, SYNTAX_FILE);
    bool found[100] = {false};
    size_t count = 0;
    for (size_t i = 0; i < parsed.sink.list.count; i++) {
        struct span span = parsed.sink.list.at[i]->span;
        uint32_t line = source_place(parsed.sources, span.source, span.from).line;
        tap_ok(is_planted(line), "line %u: the mistake is a real one", line);
        tap_ok(line < 100 && !found[line], "line %u: told once", line);
        if (line < 100)
            count += !found[line], found[line] = true;
    }
    size_t all = sizeof planted / sizeof *planted;
    tap_ok(count * 18 >= all * 14, "%zu of %zu planted mistakes are found", count, all);
    tap_ok(parsed.root->broken, "the tree is marked");
    parsed_free(&parsed);
}

/* ---- one mistake at a time ---- */

/* Every token of northwind, left out or doubled, gives at most a few errors, and all of them near:
 * on its own line or the next. A text that is still right gives none. */
enum { FOLLOW_UPS_MOST = 2 };

struct tally {
    size_t texts, refused, followed, far;
    uint32_t worst_line;
    size_t worst;
};

static void judge(struct parsed *parsed, uint32_t line, struct tally *tally)
{
    size_t errors = parsed->sink.list.count;
    tally->texts++;
    tally->refused += errors > 0;
    tally->followed += errors > 1;
    if (errors > tally->worst) {
        tally->worst = errors;
        tally->worst_line = line;
    }
    if (!errors)
        return;
    struct span span = parsed->sink.list.at[0]->span;
    uint32_t first = source_place(parsed->sources, span.source, span.from).line;
    if (parsed->sink.list.at[0]->code == DIAG_MISSING_END) /* seen where the next block begins */
        return;
    tally->far += first + 1 < line || first > line + 1;
}

/* TEXT without the bytes of SPAN, or with them twice. */
static struct text edited(struct buffer *out, struct text text, struct span span, bool doubled)
{
    buffer_clear(out);
    buffer_put(out, text_slice(text, 0, span.from));
    if (doubled) {
        buffer_put(out, text_slice(text, span.from, span.to));
        buffer_putc(out, ' ');
        buffer_put(out, text_slice(text, span.from, span.to));
    }
    buffer_put(out, text_slice(text, span.to, text.len));
    return buffer_text(out);
}

static void each_token(const char *path, bool doubled, struct tally *tally)
{
    struct text text = slurp(path);
    struct parsed whole = parse(text, SYNTAX_FILE);
    struct syntax_input input = {whole.sources, whole.source, SYNTAX_FILE, whole.arena, NULL};
    struct tokens tokens = syntax_tokens(&input);
    struct buffer out = {0};
    for (size_t i = 0; i < tokens.count; i++) {
        struct span span = tokens.at[i].span;
        uint32_t line = source_place(whole.sources, whole.source, span.from).line;
        struct parsed parsed = parse(edited(&out, text, span, doubled), SYNTAX_FILE);
        judge(&parsed, line, tally);
        parsed_free(&parsed);
    }
    buffer_fini(&out);
    parsed_free(&whole);
}

static void one_mistake_gives_one_error(const char *path, bool doubled)
{
    struct tally tally = {0};
    each_token(path, doubled, &tally);
    const char *how = doubled ? "doubled" : "left out";
    tap_ok(tally.refused * 2 > tally.texts, "%s: a token %s is mostly found (%zu of %zu)", path,
           how, tally.refused, tally.texts);
    tap_ok(tally.followed * 20 <= tally.refused, "%s: a token %s is rarely told twice (%zu of %zu)",
           path, how, tally.followed, tally.refused);
    tap_ok(tally.far * 20 <= tally.refused, "%s: a token %s is told where it is (%zu of %zu not)",
           path, how, tally.far, tally.refused);
    tap_ok(tally.worst <= 1 + FOLLOW_UPS_MOST, "%s: a token %s gives at most %zu errors (line %u)",
           path, how, tally.worst, tally.worst_line);
}

/* ---- single texts ---- */

static const struct {
    const char *text, *codes;
} rows[] = {
    {"clock a\n starts on b\nclock c\n stops on d\nend\n", "3:1 CHR0002"},
    {"clock a\n starts on b\n", "2:12 CHR0002"},
    {"end\n", "1:1 CHR0003"},
    {"clock a end end\n", "1:13 CHR0003"},
    {"clock a\n startz on b\n stopz on c\n pausez while d is e\nend\n",
     "2:2 CHR0001 3:2 CHR0001 4:2 CHR0001"},
    {"clock a\n starts on b\nend clock\nclock c\n starts on d\nend clock\n",
     "3:5 CHR0026 6:5 CHR0026"},
    {"escalation e\n for t\n at breach tell b\nend escalation\nescalation f\n for t\n at breach "
     "tell b\nend\n",
     "4:5 CHR0026"},
    {"clok a\n starts on b\nend\nclok c\n starts on b\nend\n", "1:1 CHR0001 4:1 CHR0001"},
    {"target a\n within 1 hour\n  when b is\n within 2 hours otherwise\nend\n", "3:10 CHR0001"},
    {"target a within 30 within 1 houer within 2 hours end clock b starts on c end",
     "1:17 CHR0005"},
    {"use\nuse \"a\"\n", "1:1 CHR0001"},
    {"use \"a\nuse \"b\"\n", "1:5 CHR0012"},
    {"use \"\"\"a\nclock\n", "1:5 CHR0012"},
    {"target a\n within ((1 hour\n warns at 5\nend\n", "2:9 CHR0001 3:11 CHR0028"},
    {"replace in target a\n within 1\nend\nadd clock\nend\n", "2:9 CHR0005 4:5 CHR0001"},
    {"remove thing a\nremove target a\nremove target\n", "1:8 CHR0001 3:8 CHR0001"},
};

static void check_rows(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct parsed parsed = parse(text_of(rows[i].text), SYNTAX_FILE);
        tap_same(text_cstr(parsed.arena, parsed_codes(&parsed)), rows[i].codes, "text %zu", i);
        tap_ok(parsed.root && parsed.root->broken, "text %zu: a tree is left", i);
        parsed_free(&parsed);
    }
}

/* What stands round a mistake is still in the tree. */
static void the_rest_is_kept(void)
{
    struct parsed parsed =
        parse(TEXT("clock a\n starts on b\nend\ntarget t\n measures a\n wobble 1 "
                   "hour\n warns at 5%\nend\nclock c\n repeats\nend\n"),
              SYNTAX_FILE);
    const char *wanted = "file broken\n"
                         "  items: clock\n"
                         "    name: name \"a\"\n"
                         "    items: starts\n"
                         "      events: happening\n"
                         "        name: name \"b\"\n"
                         "  items: target broken\n"
                         "    name: name \"t\"\n"
                         "    items: warns\n"
                         "      at: percent 5\n"
                         "  items: clock\n"
                         "    name: name \"c\"\n"
                         "    items: repeats\n";
    tap_same(text_cstr(parsed.arena, dump(&parsed)), wanted, "the tree of a broken text");
    parsed_free(&parsed);
}

/* ---- the cap ---- */

static void no_more_than_a_hundred(void)
{
    struct buffer out = {0};
    buffer_puts(&out, "clock a\n");
    for (int i = 0; i < 1000; i++)
        buffer_format(&out, "  wrong%d 1/2/2026\n", i);
    buffer_puts(&out, "end\n");
    struct parsed parsed = parse(buffer_text(&out), SYNTAX_FILE);
    tap_equal((long long)parsed.sink.list.count, SYNTAX_ERRORS_MOST,
              "a hundred errors and no more");
    parsed_free(&parsed);
    buffer_fini(&out);
}

int main(void)
{
    static const char *const files[] = {"examples/northwind/northwind.chr",
                                        "tests/cases/syntax/targets/good/"
                                        "targets-with-every-line.chr",
                                        "tests/cases/syntax/logs/good/logs-of-every-shape.chr"};
    finds_what_was_planted();
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        one_mistake_gives_one_error(files[i], false);
        one_mistake_gives_one_error(files[i], true);
    }
    check_rows();
    the_rest_is_kept();
    no_more_than_a_hundred();
    return tap_end();
}
