/* with: tap.c syntax_make.c */
/* syntax_format.c - the canonical layout: of every charter in the repository, of charters with
 * other white space and with comments put in anywhere, and of small ones beside what they should
 * become. */
#include <ftw.h>
#include <stdlib.h>
#include <string.h>

#include "syntax/format.h"
#include "syntax_make.h"
#include "tap.h"

/* ---------- what a text becomes ---------- */

struct formatted {
    struct parsed before; /* the text as it was */
    struct tokens tokens; /* of it */
    bool good;
    struct buffer out;
};

static struct tokens tokens_of(struct parsed *parsed)
{
    struct syntax_input input = {parsed->sources, parsed->source, SYNTAX_FILE, parsed->arena, NULL};
    return syntax_tokens(&input);
}

static struct formatted format(struct text text)
{
    struct formatted f = {.before = parse(text, SYNTAX_FILE)};
    struct syntax_input input = {f.before.sources, f.before.source, SYNTAX_FILE, f.before.arena,
                                 NULL};
    f.tokens = tokens_of(&f.before);
    f.good = syntax_format(&input, &f.out);
    return f;
}

static void formatted_free(struct formatted *f)
{
    buffer_fini(&f->out);
    parsed_free(&f->before);
}

static struct text token_text(const struct parsed *parsed, const struct token *token)
{
    return span_text(parsed->sources, token->span);
}

/* The same token: texts may differ in how they are laid out, not in what they say. */
static bool same_token(struct parsed *a, const struct token *x, struct parsed *b,
                       const struct token *y)
{
    if (x->sort != y->sort || x->kind != y->kind)
        return false;
    if (x->sort == TOKEN_TEXT)
        return text_equal(x->value->text, y->value->text);
    return text_equal(token_text(a, x), token_text(b, y));
}

static bool same_tokens(struct formatted *f, struct parsed *after)
{
    struct tokens found = tokens_of(after);
    bool same = found.count == f->tokens.count;
    for (size_t i = 0; same && i < found.count; i++)
        same = same_token(&f->before, &f->tokens.at[i], after, &found.at[i]);
    return same;
}

static bool ends_once(struct text text)
{
    return !text.len ||
           (text_ends(text, TEXT("\n")) && !text_ends(text, TEXT("\n\n")) && text.at[0] != '\n');
}

/* NULL, or which property the result lacks. */
static const char *fault_of(struct formatted *f)
{
    struct text once = buffer_text(&f->out);
    struct parsed after = parse(once, SYNTAX_FILE);
    struct formatted again = format(once);
    const char *fault = NULL;
    if (!f->good || after.root->broken)
        fault = "is not accepted";
    else if (!text_equal(dump(&f->before), dump(&after)))
        fault = "has another tree";
    else if (!same_tokens(f, &after))
        fault = "lost or moved a token or a comment";
    else if (!again.good || !text_equal(once, buffer_text(&again.out)))
        fault = "changes when it is formatted again";
    else if (!ends_once(once))
        fault = "does not begin with its first line, or not end with one line end";
    formatted_free(&again);
    parsed_free(&after);
    return fault;
}

/* ---------- other white space, more comments ---------- */

static uint64_t state = 20260401;

static uint64_t next_random(uint64_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (state * 0x2545f4914f6cdd1du >> 11) % below;
}

static void put_blanks(struct buffer *out)
{
    for (uint64_t n = next_random(4); n; n--)
        buffer_putc(out, next_random(3) ? ' ' : '\t');
}

static void put_line_end(struct buffer *out)
{
    buffer_puts(out, next_random(3) ? "\n" : "\r\n");
    put_blanks(out);
}

/* White space before token I that says the same as what stands there: a blank line stays one, and a
 * comment stays behind what it stands behind, or alone. */
static void put_space(struct buffer *out, struct tokens tokens, size_t i)
{
    const struct token *token = &tokens.at[i];
    bool comment = token->sort == TOKEN_COMMENT;
    bool behind_comment = i && token[-1].sort == TOKEN_COMMENT;
    put_blanks(out);
    if (!i) {
        while (next_random(2))
            put_line_end(out);
    } else if (token->lines > 1) {
        for (uint64_t n = 2 + next_random(2); n; n--)
            put_line_end(out);
    } else if (behind_comment || (comment && token->lines) || (!comment && next_random(3) == 0)) {
        put_line_end(out);
    } else {
        buffer_putc(out, ' ');
    }
}

static void respace(struct formatted *f, struct buffer *out)
{
    if (next_random(4) == 0)
        buffer_puts(out, "\xef\xbb\xbf");
    for (size_t i = 0; i < f->tokens.count; i++) {
        put_space(out, f->tokens, i);
        buffer_put(out, token_text(&f->before, &f->tokens.at[i]));
    }
    if (next_random(2))
        put_line_end(out);
}

/* Comments in one of COUNT gaps, behind what stands there or alone. */
static void comment(struct formatted *f, uint64_t count, struct buffer *out)
{
    for (size_t i = 0; i < f->tokens.count; i++) {
        put_space(out, f->tokens, i);
        buffer_put(out, token_text(&f->before, &f->tokens.at[i]));
        if (f->tokens.at[i].sort == TOKEN_COMMENT)
            continue;
        for (unsigned k = 0; next_random(count) == 0; k++)
            buffer_format(out, "%s# %u of %zu  \n", k || next_random(2) ? "\n\n" : "", k, i);
    }
}

/* ---------- all charters ---------- */

static void check_spaces(const char *path, struct formatted *f)
{
    struct buffer other = {0};
    bool same = true;
    for (int round = 0; round < 4 && same; round++) {
        buffer_clear(&other);
        respace(f, &other);
        struct formatted again = format(buffer_text(&other));
        same = again.good && text_equal(buffer_text(&f->out), buffer_text(&again.out));
        formatted_free(&again);
    }
    if (!tap_ok(same, "%s: the same with other white space", path))
        tap_note(TEXT_FMT, TEXT_ARG(buffer_text(&other)));
    buffer_fini(&other);
}

static void check_comments(const char *path, struct formatted *f)
{
    static const uint64_t counts[] = {2, 4, 20, 100};
    struct buffer other = {0};
    const char *fault = NULL;
    for (int round = 0; round < 4 && !fault; round++) {
        buffer_clear(&other);
        comment(f, counts[round], &other);
        struct formatted commented = format(buffer_text(&other));
        fault = fault_of(&commented);
        formatted_free(&commented);
    }
    if (!tap_ok(!fault, "%s: with comments anywhere", path))
        tap_note("%s:\n" TEXT_FMT, fault, TEXT_ARG(buffer_text(&other)));
    buffer_fini(&other);
}

static size_t parsing;

static void check_file(const char *path)
{
    struct formatted f = format(slurp(path));
    if (f.before.root->broken) {
        tap_ok(!f.good && !f.out.len, "%s: has errors, so it is not formatted", path);
    } else {
        const char *fault = fault_of(&f);
        parsing++;
        tap_ok(!fault, "%s: the result %s", path, fault ? fault : "is right");
        check_spaces(path, &f);
        check_comments(path, &f);
    }
    formatted_free(&f);
}

static int visit(const char *path, const struct stat *status, int type, struct FTW *at)
{
    (void)status;
    (void)at;
    if (type == FTW_F && text_ends(text_of(path), TEXT(".chr")))
        check_file(path);
    return 0;
}

static void all_files(void)
{
    static const char *const folders[] = {"examples", "stdlib", "tests/cases", "tests/cli"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        nftw(folders[i], visit, 16, FTW_PHYS);
    tap_ok(parsing > 50, "%zu charters are formatted", parsing);
}

/* ---------- small ones ---------- */

static const struct {
    const char *what, *before, *after;
} pairs[] = {
    {"nothing", "", ""},
    {"nothing but white space", "\xef\xbb\xbf \t\r\n\n ", ""},
    {"a comment", "\n\n   # a\t ", "# a\n"},
    {"carriage returns", "# a\r\n\r\nuse \"b\"\r\n", "# a\n\nuse \"b\"\n"},
    {"neighbours on a line each", "use \"a\" use \"b\"\n\n\nuse \"c\"",
     "use \"a\"\nuse \"b\"\n\nuse \"c\"\n"},
    {"neighbours of two kinds", "use \"a\" document \"b\" at \"c\"",
     "use \"a\"\n\ndocument \"b\" at \"c\"\n"},
    {"blank lines at the ends of a block", "clock a\n\n starts on b\n\n\n repeats\n\nend",
     "clock a\n  starts on b\n\n  repeats\nend\n"},
    {"a comment that belongs to what follows", "clock a end\n# b\nclock b end",
     "clock a\nend\n\n# b\nclock b\nend\n"},
    {"a comment that belongs to what stands before", "clock a end\n# a\n\nclock b end",
     "clock a\nend\n# a\n\nclock b\nend\n"},
    {"a comment before an end", "clock a\n repeats\n\n# b\n\nend",
     "clock a\n  repeats\n\n  # b\nend\n"},
    {"brackets and commas", "clock a pauses while not(b is one of(c ,d)and e is not known)end",
     "clock a\n  pauses while not (b is one of (c, d) and e is not known)\nend\n"},
    {"a comment where lines are shared", "system a cpus 1 # b\nmemory 2 GiB storage 3 TB end",
     "system a\n  cpus 1  # b\n  memory 2 GiB  storage 3 TB\nend\n"},
    {"a comment within a table",
     "charter a\nversion \"1\"\n# b\ntimezone UTC # c\nlanguage 1\n\ncustomer \"d\" end",
     "charter a\n  version  \"1\"\n  # b\n  timezone UTC  # c\n  language 1\n\n  customer \"d\"\n"
     "end\n"},
    {"a line broken by a comment stands in no table",
     "charter a version # b\n\"1\" timezone UTC language 1 end",
     "charter a\n  version  # b\n      \"1\"\n  timezone UTC\n  language 1\nend\n"},
    {"wide characters", "ticket has \xe5\x84\xaa text a whole end",
     "ticket has\n  \xe5\x84\xaa text\n  a  whole\nend\n"},
    {"a map that fits on a line",
     "log a b from \"c\" \"1\" is d \n\n \"2\" , \"3\" is e end e from \"f\" end",
     "log a\n  b from \"c\"\n    \"1\" is d  \"2\", \"3\" is e\n  end\n  e from \"f\"\nend\n"},
    {"a map behind a comment", "log a b from \"c\" # d\n\"1\" is d \"2\" is e end end",
     "log a\n  b from \"c\"  # d\n    \"1\" is d  \"2\" is e\n  end\nend\n"},
    {"a map with a comment", "log a b from \"c\" \"1\" is d # d\n \"2, 3\" is e end end",
     "log a\n  b from \"c\"\n    \"1\"    is d  # d\n    \"2, 3\" is e\n  end\nend\n"},
    {"a map that just fits on a line",
     "log a b from \"c\" \"1\" is d "
     "\"123456789 123456789 123456789 123456789 123456789 123456789\" is e end end",
     "log a\n"
     "  b from \"c\"\n"
     "    \"1\" is d  \"123456789 123456789 123456789 123456789 123456789 123456789\" is e\n"
     "  end\n"
     "end\n"},
    {"a map that is just too wide for a line",
     "log a b from \"c\" \"1\" is d "
     "\"123456789 123456789 123456789 123456789 123456789 1234567890\" is e end end",
     "log a\n"
     "  b from \"c\"\n"
     "    \"1\"                                                            is d\n"
     "    \"123456789 123456789 123456789 123456789 123456789 1234567890\" is e\n"
     "  end\n"
     "end\n"},
    {"a table of one line", "escalation a for b at breach tell c end",
     "escalation a\n  for b\n  at breach tell c\nend\n"},
    {"a table of steps",
     "escalation a for b at breach tell c at 5% used tell c once d is e tell c end",
     "escalation a\n  for b\n  at breach   tell c\n  at 5% used  tell c\n  once d is e tell c\n"
     "end\n"},
    {"a table of holidays",
     "holidays a\n2026-05-08 \"b\" only 2026\n\nEaster \"c\" from 12:00 or next weekday only 2027 "
     "end",
     "holidays a\n  2026-05-08  \"b\"  only 2026\n\n  Easter      \"c\"  from 12:00 or next "
     "weekday  "
     "only 2027\nend\n"},
    {"a map with a rest", "log a b from \"c\" \"1\" is d otherwise is no event end end",
     "log a\n  b from \"c\"\n    \"1\"       is d\n    otherwise is no event\n  end\nend\n"},
    {"changes",
     "amendment a in-force from 2026-01-01 because \"b\" replace in target c within 1 hour "
     "end remove hours d add clock e repeats end end",
     "amendment a in-force from 2026-01-01\n  because \"b\"\n  replace in target c\n    within 1 "
     "hour\n  end\n  remove hours d\n  add clock e\n    repeats\n  end\nend\n"},
    {"a block text", "charter a mission \"\"\"  \r\n\t\tb\r\n\r\n\t\t\tc  \r\n  \"\"\" end",
     "charter a\n  mission \"\"\"\n    b\n\n    \tc  \n    \"\"\"\nend\n"},
    {"a block text from its first line on", "section \"a\" \"\"\"b\n  c\n     d\"\"\" end",
     "section \"a\"\n  \"\"\"b\n  c\n     d\"\"\"\nend\n"},
    {"a block text of blank lines", "section \"a\" \"\"\"\n   \n \n\"\"\" end",
     "section \"a\"\n  \"\"\"\n   \n \n  \"\"\"\nend\n"},
    {"a block text with a quote over two lines",
     "section \"a\" \"\"\"\n      b {title\n of c}\n   \"\"\" end",
     "section \"a\"\n  \"\"\"\n      b {title\n of c}\n   \"\"\"\nend\n"},
    {"a carriage return behind a comment", "clock a # b\r# c\nend", "clock a  # b\n  # c\nend\n"},
    {"a carriage return in a text", "use \"a\rb\"", "use \"a\rb\"\n"},
    {"a block text with braces that quote nothing",
     "section \"a\" \"\"\"\n      b \\{title\n      of c}\n   \"\"\" end",
     "section \"a\"\n  \"\"\"\n  b \\{title\n  of c}\n  \"\"\"\nend\n"},
};

static void all_pairs(void)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct formatted f = format(text_of(pairs[i].before));
        const char *fault = fault_of(&f);
        tap_same(text_cstr(f.before.arena, buffer_text(&f.out)), pairs[i].after, "%s",
                 pairs[i].what);
        tap_ok(!fault, "%s: the result %s", pairs[i].what, fault ? fault : "is right");
        formatted_free(&f);
    }
}

/* What was in the buffer stays, with and without an error. */
static void appends(void)
{
    struct parsed bad = parse(TEXT("clock a"), SYNTAX_FILE);
    struct sink sink;
    sink_init(&sink, bad.arena);
    struct syntax_input input = {bad.sources, bad.source, SYNTAX_FILE, bad.arena, &sink};
    struct buffer out = {0};
    buffer_puts(&out, "before\n");
    tap_ok(!syntax_format(&input, &out) && text_is(buffer_text(&out), "before\n"),
           "an error leaves the buffer alone");
    tap_equal((long long)sink.list.count, (long long)bad.sink.list.count,
              "errors are reported once");
    input.source = sources_add(bad.sources, TEXT("good"), TEXT("use \"a\""));
    tap_ok(syntax_format(&input, &out) && text_is(buffer_text(&out), "before\nuse \"a\"\n"),
           "the result is appended");
    buffer_fini(&out);
    parsed_free(&bad);
}

int main(void)
{
    all_pairs();
    appends();
    all_files();
    return tap_end();
}
