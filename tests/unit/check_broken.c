/* with: tap.c check_random.c time_make.c time_random.c syntax_make.c */
/* check_broken.c - the check of texts that have syntax errors goes on, and says nothing that only
 * follows from them: one token of a right charter is spoilt, and all that is said is of the syntax.
 */
#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "check_random.h"
#include "syntax_make.h"
#include "tap.h"

struct tally {
    size_t broken, echoes;
};

static bool is_of_syntax(const struct diagnostic *diagnostic, struct arena *arena)
{
    return text_compare(diagnostic_code_name(arena, diagnostic->code), TEXT("CHR0100")) < 0;
}

/* What is said of the charter as it is right. */
static struct map *messages_of(const struct checked *checked)
{
    struct map *messages = map_new(checked->arena);
    for (size_t i = 0; i < checked->sink.list.count; i++)
        map_put(messages, checked->sink.list.at[i]->message, messages);
    return messages;
}

static void note(const struct checked *checked, const struct diagnostic *diagnostic,
                 const char *how, struct text token)
{
    struct place place = {0};
    if (diagnostic->span.source != SOURCE_NONE)
        place = source_place(checked->sources, diagnostic->span.source, diagnostic->span.from);
    tap_note("`" TEXT_FMT "` %s: line %u: " TEXT_FMT, TEXT_ARG(token), how, place.line,
             TEXT_ARG(diagnostic->message));
    for (size_t i = 0; i < checked->sink.list.count; i++)
        if (is_of_syntax(checked->sink.list.at[i], checked->arena)) {
            const struct diagnostic *first = checked->sink.list.at[i];
            place = source_place(checked->sources, first->span.source, first->span.from);
            tap_note("    line %u: " TEXT_FMT, place.line, TEXT_ARG(first->message));
        }
}

/* What has no effect is called by the name that was written, whichever that is now. */
static bool is_echo(const struct checked *checked, const struct diagnostic *diagnostic,
                    const struct map *usual)
{
    return !is_of_syntax(diagnostic, checked->arena) && diagnostic->code != DIAG_NO_EFFECT &&
           !map_find(usual, diagnostic->message);
}

static void judge(const struct checked *checked, const struct map *usual, const char *how,
                  struct text token, struct tally *tally)
{
    bool broken = false;
    for (size_t i = 0; i < checked->sink.list.count; i++)
        broken = broken || is_of_syntax(checked->sink.list.at[i], checked->arena);
    tally->broken += broken;
    for (size_t i = 0; i < checked->sink.list.count && broken; i++)
        if (is_echo(checked, checked->sink.list.at[i], usual) && tally->echoes++ < 20)
            note(checked, checked->sink.list.at[i], how, token);
}

/* How a token is spoilt, and every how many tokens; of a thousand broken texts so many may have an
 * echo: an `end` too many turns half a block into other declarations. */
struct spoiling {
    const char *how;
    bool keeps;         /* what was there */
    const char *behind; /* NULL: the token once more */
    size_t stride, echoes_most;
};

static const struct spoiling spoilings[] = {
    {"left out", false, "", 1, 0},
    {"replaced by a number", false, "7", 2, 0},
    {"replaced by a word", false, "zzz", 3, 0},
    {"doubled", true, NULL, 3, 0},
    {"followed by a comma", true, ",", 3, 0},
    {"followed by a colon", true, ":", 4, 0},
    {"replaced by `end`", false, "end", 1, 20},
};

static struct text spoilt(struct buffer *out, struct text text, struct span span,
                          const struct spoiling *spoiling)
{
    struct text token = text_slice(text, span.from, span.to);
    buffer_clear(out);
    buffer_put(out, text_slice(text, 0, spoiling->keeps ? span.to : span.from));
    buffer_putc(out, ' ');
    buffer_put(out, spoiling->behind ? text_of(spoiling->behind) : token);
    buffer_put(out, text_slice(text, span.to, text.len));
    return buffer_text(out);
}

static void each_token(const char *path, const struct spoiling *spoiling)
{
    struct text text = slurp(path);
    struct checked right = check_text(text);
    struct map *usual = messages_of(&right);
    struct parsed parsed = parse(text, SYNTAX_FILE);
    struct syntax_input input = {parsed.sources, parsed.source, SYNTAX_FILE, parsed.arena, NULL};
    struct tokens tokens = syntax_tokens(&input);
    struct buffer out = {0};
    struct tally tally = {0};
    tap_ok(right.model != NULL, "%s is right", path);
    for (size_t i = 0; i < tokens.count; i += spoiling->stride) {
        struct span span = tokens.at[i].span;
        if (tokens.at[i].sort == TOKEN_COMMENT)
            continue;
        struct checked checked = check_text(spoilt(&out, text, span, spoiling));
        judge(&checked, usual, spoiling->how, text_slice(text, span.from, span.to), &tally);
        checked_free(&checked);
    }
    tap_ok(tally.broken > 0 && tally.echoes * 1000 <= tally.broken * spoiling->echoes_most,
           "%s: a token %s: %zu echoes in %zu broken texts", path, spoiling->how, tally.echoes,
           tally.broken);
    buffer_fini(&out);
    parsed_free(&parsed);
    checked_free(&right);
}

/* ---- mistakes of all kinds in one text ---- */

/* Does the line say that it was spoilt on purpose? */
static bool is_spoilt(const struct checked *checked, struct span span)
{
    uint32_t start;
    struct text line = source_line(checked->sources, span.source, span.from, &start);
    return text_ends(text_trim(line), TEXT("# spoilt"));
}

static void mistakes_of_all_kinds(void)
{
    struct checked checked =
        check_text(slurp("tests/cases/check/broken/bad/eighteen-mistakes-of-all-kinds.chr"));
    size_t true_ones = 0, of_syntax = 0;
    for (size_t i = 0; i < checked.sink.list.count; i++) {
        const struct diagnostic *d = checked.sink.list.at[i];
        if (d->severity != SEVERITY_ERROR)
            continue;
        if (tap_ok(is_spoilt(&checked, d->span), "true: " TEXT_FMT, TEXT_ARG(d->message)))
            true_ones++;
        of_syntax += is_of_syntax(d, checked.arena);
    }
    tap_ok(true_ones >= 14, "%zu of 18 planted mistakes are found", true_ones);
    tap_ok(of_syntax >= 7 && true_ones - of_syntax >= 7, "those of the syntax and of the check");
    checked_free(&checked);
}

/* ---- many mistakes at once: nothing to be said of them but that the check comes to its end ----
 */

static void many_mistakes(void)
{
    struct paths paths = case_files("");
    struct dice dice = {20260401};
    struct buffer a = {0}, b = {0};
    size_t checked = 0;
    for (size_t i = 0; i < paths.count * 4; i++) {
        buffer_clear(&a);
        buffer_put(&a, slurp(paths.at[i / 4]));
        for (int k = dice_below(&dice, 6); k >= 0 && a.len; k--) {
            size_t from = (size_t)dice_below(&dice, (int)a.len),
                   len = (size_t)dice_below(&dice, 12);
            struct span span = {0, (uint32_t)from,
                                (uint32_t)(from + len < a.len ? from + len : a.len)};
            int how = dice_below(&dice, sizeof spoilings / sizeof *spoilings);
            spoilt(&b, buffer_text(&a), span, &spoilings[how]);
            buffer_clear(&a);
            buffer_put(&a, buffer_text(&b));
        }
        struct checked result = check_text(buffer_text(&a));
        checked += (result.model == NULL) == (result.sink.errors > 0);
        checked_free(&result);
    }
    tap_equal((long long)checked, (long long)paths.count * 4, "a model, or errors");
    buffer_fini(&a);
    buffer_fini(&b);
}

int main(void)
{
    static const char *const files[] = {"examples/northwind/northwind.chr"};
    for (size_t f = 0; f < sizeof files / sizeof *files; f++)
        for (size_t i = 0; i < sizeof spoilings / sizeof *spoilings; i++)
            each_token(files[f], &spoilings[i]);
    mistakes_of_all_kinds();
    many_mistakes();
    return tap_end();
}
