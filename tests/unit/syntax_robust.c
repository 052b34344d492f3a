/* with: tap.c syntax_make.c */
/* syntax_robust.c - no text brings the parser down: deep, long, and random ones. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "syntax_make.h"
#include "tap.h"

/* ---- deep ---- */

static void repeat(struct buffer *out, const char *what, size_t times)
{
    for (size_t i = 0; i < times; i++)
        buffer_puts(out, what);
}

/* HEAD, N times OPEN, MIDDLE, N times CLOSE, TAIL. */
struct nested {
    const char *head, *open, *middle, *close, *tail;
};

static const struct nested nestings[] = {
    {"target t within 1 hour when ", "(", "a is b", ")", " end"},
    {"target t within 1 hour when ", "not (", "a is b", ")", " end"},
    {"target t within 1 hour when ", "(a is b and ", "a is b", ")", " end"},
    {"target t within 1 hour when ", "(a is b or not (c is d and ", "a is b", "))", " end"},
    {"target t within 1 hour when ", "(", "", "", ""},
    {"", "section \"s\" ", "\"x\"", " end", ""},
    {"", "section \"s\" ", "", "", ""},
    {"", "amendment a in-force from 2026-01-01 add ", "target t end", " end", ""},
    {"use \"", "{limit of x when (", "a is b", ")}", "\""},
    {"", "end ", "", "", ""},
    {"", ") ", "", "", ""},
};

static struct parsed nested(const struct nested *row, size_t depth)
{
    static struct buffer out;
    buffer_clear(&out);
    buffer_puts(&out, row->head);
    repeat(&out, row->open, depth);
    buffer_puts(&out, row->middle);
    repeat(&out, row->close, depth);
    buffer_puts(&out, row->tail);
    return parse(buffer_text(&out), SYNTAX_FILE);
}

static bool is_too_deep(const struct parsed *parsed)
{
    for (size_t i = 0; i < parsed->sink.list.count; i++)
        if (parsed->sink.list.at[i]->code == DIAG_TOO_DEEP)
            return true;
    return false;
}

static void deep_texts(void)
{
    for (size_t i = 0; i < sizeof nestings / sizeof *nestings; i++)
        for (size_t depth = 1; depth <= 100000; depth *= 10) {
            struct parsed parsed = nested(&nestings[i], depth);
            tap_ok(parsed.root && node_height(parsed.root) <= NODE_HEIGHT_MOST,
                   "nesting %zu, %zu deep: the tree is not too high", i, depth);
            if (i < 8 && depth > 60)
                tap_ok(is_too_deep(&parsed), "nesting %zu, %zu deep: refused", i, depth);
            else
                tap_ok(!is_too_deep(&parsed), "nesting %zu, %zu deep: not too deep", i, depth);
            parsed_free(&parsed);
        }
}

/* ---- long ---- */

static double seconds(void)
{
    struct timespec at;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static const struct {
    const char *what, *head, *item, *tail;
} lengths[] = {
    {"declarations", "", "target t\n  within 1 hour when a is b\nend\n", ""},
    {"lines of one block", "target t\n", "  within 1 hour when a is b\n", "end\n"},
    {"names on one line", "service s runs on a", ", b", " end"},
    {"blocks on one line", "", "clock a starts on b end ", ""},
    {"terms", "target t within 1 hour when a is b", " and c is d\n", "end\n"},
    {"comments", "", "# a comment\n", ""},
    {"blank lines", "", "\n", ""},
    {"lines of a text", "use \"\"\"\n", "    a line \\\\ of a text\n", "\"\"\"\n"},
    {"quotes in a text", "use \"\"\"\n", "{title of a} and\n", "\"\"\"\n"},
    {"errors on one line", "clock a ", "b ", "end\n"},
    {"errors", "clock a\n", "  b\n", "end\n"},
    {"ends", "", "end\n", ""},
    {"unclosed blocks", "", "clock a\n  repeats\n", ""},
    {"bad bytes", "", "\xff\xfe", ""},
    {"strange characters", "", "\xe2\x82\xac ", ""},
    {"lengths", "target t within 1 hour", " 1 hour", " end"},
    {"one name", "use ", "nam\xc3\xa9", ""},
    {"backslashes", "use \"", "\\", ""},
    {"quotation marks", "", "\"", ""},
    {"braces", "use \"", "{", "\""},
};

/* Seconds of the processor for COUNT items. */
static double time_of(size_t row, size_t count)
{
    struct buffer out = {0};
    buffer_puts(&out, lengths[row].head);
    repeat(&out, lengths[row].item, count);
    buffer_puts(&out, lengths[row].tail);
    double before = seconds();
    struct parsed parsed = parse(buffer_text(&out), SYNTAX_FILE);
    double after = seconds();
    tap_ok(parsed.root && parsed.sink.list.count <= SYNTAX_ERRORS_MOST, "%zu %s", count,
           lengths[row].what);
    parsed_free(&parsed);
    buffer_fini(&out);
    return after - before;
}

/* Ten times as long may take at most thirty times as long, and not long. A machine that does other
 * things, too, may be slow at one time, but not at each of them. */
static void long_texts(void)
{
    enum { TRIES = 5 };
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        double tenth = 0, whole = 1;
        for (int try = 0; try < TRIES && whole >= 30 * tenth + 0.2; try++) {
            tenth = time_of(i, 10000);
            whole = time_of(i, 100000);
        }
        tap_ok(whole < 30 * tenth + 0.2, "%s: time grows with the length (%.3f s, %.3f s)",
               lengths[i].what, tenth, whole);
    }
}

/* ---- random ---- */

static uint64_t state = 20260401;

static uint64_t next_random(uint64_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (state * 0x2545f4914f6cdd1du >> 11) % below;
}

static const char *const splices[] = {
    "end",
    "\"",
    "\"\"\"",
    "{",
    "}",
    "(",
    ")",
    ",",
    "within",
    "target",
    "is",
    "2026-02-30",
    "24:00",
    "# x\n",
    "\n",
    "\\",
    "\xff",
    "\xe2",
    "P1",
    "1 hour",
    "95%",
    "section",
    "amendment ",
    "GBP 5",
    "-",
    "0",
    "not",
    "or",
    "\xef\xbb\xbf",
};

/* One change: a byte, a stretch left out, a stretch from elsewhere, a splice. */
static void change(struct buffer *text)
{
    size_t at = next_random(text->len + 1), len = next_random(20);
    if (len > text->len - at)
        len = text->len - at;
    struct buffer rest = {0};
    buffer_put(&rest, text_slice(buffer_text(text), at + len, text->len));
    switch (next_random(4)) {
    case 0: /* leave out */
        text->len = at;
        break;
    case 1: /* from elsewhere */
        if (text->len) {
            size_t from = next_random(text->len), most = text->len - from;
            struct text piece =
                text_slice(buffer_text(text), from, from + next_random(most < 40 ? most : 40));
            struct buffer copy = {0};
            buffer_put(&copy, piece);
            text->len = at;
            buffer_put(text, buffer_text(&copy));
            buffer_fini(&copy);
        }
        break;
    case 2: /* any byte */
        text->len = at;
        buffer_putc(text, (char)next_random(256));
        break;
    default:
        text->len = at;
        buffer_puts(text, splices[next_random(sizeof splices / sizeof *splices)]);
        buffer_putc(text, ' ');
        break;
    }
    buffer_put(text, buffer_text(&rest));
    buffer_fini(&rest);
}

/* Tokens stand in order, and between them are only blanks. */
static bool tokens_are_right(struct parsed *parsed)
{
    struct syntax_input input = {parsed->sources, parsed->source, SYNTAX_FILE, parsed->arena, NULL};
    struct tokens tokens = syntax_tokens(&input);
    struct text bytes = source_bytes(parsed->sources, parsed->source);
    size_t at = text_starts(bytes, TEXT("\xEF\xBB\xBF")) ? 3 : 0;
    for (size_t i = 0; i <= tokens.count; i++) {
        size_t from = i < tokens.count ? tokens.at[i].span.from : bytes.len;
        for (; at < from; at++)
            if (!strchr(" \t\r\n\f\v\xc2\xa0\xe3\x80\xe2\x81\x9f\xaf", bytes.at[at]))
                return false;
        if (i < tokens.count && tokens.at[i].span.to <= from)
            return false;
        at = i < tokens.count ? tokens.at[i].span.to : at;
    }
    return at == bytes.len;
}

struct tally {
    size_t texts, clean, unsound, too_many, outside;
};

static void judge(struct parsed *parsed, struct tally *tally)
{
    const struct node *wrong = NULL;
    size_t len = source_bytes(parsed->sources, parsed->source).len;
    tally->texts++;
    tally->too_many += parsed->sink.list.count > SYNTAX_ERRORS_MOST;
    for (size_t i = 0; i < parsed->sink.list.count; i++) {
        struct span span = parsed->sink.list.at[i]->span;
        tally->outside += span.source != parsed->source || span.from > span.to || span.to > len;
    }
    tally->unsound += !node_is_sound(parsed->root, &wrong);
    if (parsed->sink.errors)
        return;
    tally->clean++;
    tally->unsound += parsed->root->broken;
    tally->unsound += !tokens_are_right(parsed);
}

static void random_changes(struct text text, struct tally *tally)
{
    struct buffer changed = {0};
    buffer_put(&changed, text);
    size_t changes = 1 + next_random(4);
    for (size_t i = 0; i < changes; i++)
        change(&changed);
    enum syntax_start start = next_random(4) ? SYNTAX_FILE : (enum syntax_start)next_random(4);
    struct parsed parsed = parse(buffer_text(&changed), start);
    if (parsed.root)
        judge(&parsed, tally);
    else
        tally->texts++;
    parsed_free(&parsed);
    struct arena *arena = arena_new();
    syntax_probe(buffer_text(&changed), (enum syntax_start)next_random(4), arena);
    arena_free(arena);
    buffer_fini(&changed);
}

static uint64_t setting(const char *name, uint64_t otherwise)
{
    const char *value = getenv(name);
    uint64_t number;
    return value && text_to_whole(text_of(value), UINT64_MAX, &number) ? number : otherwise;
}

static void random_texts(void)
{
    struct paths paths = case_files("");
    size_t count = setting("CHARTER_TEST_COUNT", getenv("CHARTER_TEST_QUICK") ? 1000 : 8000);
    struct tally tally = {0};
    uint64_t seed = setting("CHARTER_TEST_SEED", 20260401);
    state = seed ? seed : 1;
    struct text *texts = calloc(paths.count + 1, sizeof *texts);
    for (size_t i = 0; i < paths.count; i++)
        texts[i] = slurp(paths.at[i]);
    double end = seconds() + 15;
    for (size_t i = 0; i < count && seconds() < end; i++)
        random_changes(texts[next_random(paths.count)], &tally);
    tap_note("seed %llu, %zu texts, %zu without an error", (unsigned long long)seed, tally.texts,
             tally.clean);
    tap_ok(tally.texts > 100 && tally.clean > 0, "random texts are parsed");
    tap_equal((long long)tally.too_many, 0, "never more errors than are shown");
    tap_equal((long long)tally.outside, 0, "places lie in the text");
    tap_equal((long long)tally.unsound, 0,
              "a sound tree; without an error tokens that cover the text");
    free(texts);
}

int main(void)
{
    deep_texts();
    long_texts();
    random_texts();
    return tap_end();
}
