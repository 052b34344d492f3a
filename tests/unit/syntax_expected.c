/* with: tap.c syntax_make.c */
/* syntax_expected.c - what could go on with a text, for completion. */
#include <string.h>

#include "syntax_make.h"
#include "tap.h"

static const struct {
    const char *text;
    enum syntax_start start;
    const char
        *expected; /* `-3|`: from a word of three bytes; `.`: it may end; kinds in brackets */
} rows[] = {
    {"target t within ", SYNTAX_FILE, "|end [a whole number] [a decimal number]"},
    {"target t within 30 ", SYNTAX_FILE,
     "|hours working second seconds minute minutes hour calendar"},
    {"target t within 30 mi", SYNTAX_FILE, "-2|minute minutes"},
    {"target t within 30 x", SYNTAX_FILE, "-1|"},
    {"target t measures ", SYNTAX_FILE, "|[a name]"},
    {"target t measures res", SYNTAX_FILE, "-3|[a name]"},
    {"target t measures resolution counted ", SYNTAX_FILE, "|in by"},
    {"target t within 1 hour when priority ", SYNTAX_FILE, "|is"},
    {"target t within 1 hour when priority is ", SYNTAX_FILE,
     "|not one yes no known at more less [a name] [a text] [a whole number] [a decimal number] "
     "[a percentage] [a currency] [a date] [an instant with an offset]"},
    {"hours h open Mon", SYNTAX_FILE, "-3|Monday"},
    {"hours h open Monday to ", SYNTAX_FILE,
     "|Monday Tuesday Wednesday Thursday Friday Saturday Sunday"},
    {"use ", SYNTAX_FILE, "|[a text]"},
    {"use \"std/clocks\" targ", SYNTAX_FILE, "-4|.target"},
    {"cl", SYNTAX_FILE, "-2|.clock"},
    {"hours of office o", SYNTAX_QUERY, "-1|on"},
    {"why not ", SYNTAX_QUERY, "|at every escalation once"},
    {"when is resolution ", SYNTAX_QUERY, "|due"},
    {"limit of ", SYNTAX_QUOTE, "|[a name]"},
    {"rem", SYNTAX_SUPPOSE, "-3|.remove"},
    {"remove t", SYNTAX_SUPPOSE, "-1|team target"},
    {"target t wihtin ", SYNTAX_FILE, "wrong"},
    {"use \"std", SYNTAX_FILE, "wrong"},
    {"use \"a\" # ta", SYNTAX_FILE, "wrong"},
    {"use \"\"\"a ta", SYNTAX_FILE, "wrong"},
    {"\xff ta", SYNTAX_FILE, "wrong"},
    {"use \"a\" # ta\nta", SYNTAX_FILE, "-2|.target"},
    {"", SYNTAX_QUOTE, "|fee hours limit promise title"},
};

static const char *written(struct text text, const struct syntax_expected *expected,
                           struct buffer *out)
{
    buffer_clear(out);
    if (expected->wrong)
        buffer_puts(out, "wrong");
    else if (expected->from < text.len)
        buffer_format(out, "-%zu|", text.len - expected->from);
    else
        buffer_putc(out, '|');
    if (expected->wants_end)
        buffer_putc(out, '.');
    for (size_t i = 0; i < expected->count; i++) {
        const struct syntax_word *word = &expected->at[i];
        buffer_format(out, "%s%s" TEXT_FMT "%s", i ? " " : "", word->is_kind ? "[" : "",
                      TEXT_ARG(word->text), word->is_kind ? "]" : "");
    }
    buffer_putc(out, '\0');
    return out->at;
}

static void check_rows(void)
{
    struct arena *arena = arena_new();
    struct buffer out = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text text = text_of(rows[i].text);
        struct syntax_expected expected = syntax_expected(text, rows[i].start, arena);
        tap_same(written(text, &expected, &out), rows[i].expected, "behind `%s`", rows[i].text);
        arena_reset(arena);
    }
    buffer_fini(&out);
    arena_free(arena);
}

static bool is_expected(const struct syntax_expected *expected, const struct token *token)
{
    struct text kind = text_of(token_kind_name(token->kind));
    for (size_t i = 0; i < expected->count; i++)
        if (text_equal(expected->at[i].text, kind) ||
            (token->sort == TOKEN_WORD && text_is(expected->at[i].text, "a name")))
            return true;
    return token->sort == TOKEN_MARK;
}

/* Before each token of a right text, that token is among what is expected. */
static void each_token(const char *path)
{
    struct text text = slurp(path);
    struct arena *arena = arena_new(), *own = arena_new();
    struct sources *sources = sources_new(own);
    uint32_t source = sources_add(sources, TEXT("f"), text);
    struct tokens tokens =
        syntax_tokens(&(struct syntax_input){sources, source, SYNTAX_FILE, own, NULL});
    size_t missing = 0, tried = 0;
    for (size_t i = 0; i < tokens.count; i += 3) {
        const struct token *token = &tokens.at[i];
        if (token->sort == TOKEN_COMMENT)
            continue;
        struct text before = text_slice(text, 0, token->span.from);
        struct syntax_expected expected = syntax_expected(before, SYNTAX_FILE, arena);
        missing += !is_expected(&expected, token);
        tried++;
        arena_reset(arena);
    }
    tap_ok(tried > 100 && missing == 0, "%s: %zu of %zu tokens are not expected", path, missing,
           tried);
    arena_free(arena);
    arena_free(own);
}

int main(void)
{
    check_rows();
    each_token("examples/northwind/northwind.chr");
    return tap_end();
}
