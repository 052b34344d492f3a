/* complain.c - which message an error gets: of a block that is not closed right, of the sentences
 * in mistakes.txt, of what could have come; else the general one. */
#include "base/script.h"
#include "grammar/charter.tab.h"
#include "syntax/complain_part.h"
#include "syntax/feed.h"
#include "syntax/mistakes.h"

/* ---------- ends ---------- */

/* `End`, `ends`: reported, and read as `end`. */
static bool misspelt_end(struct place_of_error *at)
{
    static const char *const written[] = {"ends", "End", "END", "endd", "ned", "edn"};
    struct parser *parser = at->parser;
    size_t i = 0;
    while (i < sizeof written / sizeof *written && !text_is(at->found, written[i]))
        i++;
    if (i == sizeof written / sizeof *written || !parser->blocks.count || !parser->complete ||
        !feed_starts_line(parser, parser->look))
        return false;
    const struct block *block = &parser->blocks.at[parser->blocks.count - 1];
    struct diagnostic *d = complain(at->run, DIAG_MISSING_END, at->look->span,
                                    "`" TEXT_FMT "` does not close the block", TEXT_ARG(at->found));
    if (complain_is_shown(at->run, d))
        diagnostic_label(at->run->sink, d, block->opened, "opened here");
    complain_hint(at->run, d, "Write `end`.");
    at->reads = TOK_END;
    return true;
}

static bool missing_end(struct place_of_error *at)
{
    const struct parser *parser = at->parser;
    const struct token *over = feed_over(parser);
    if (!feed_lacks_end(parser) || !parser->blocks.count ||
        (over == at->look && !complain_expects_close(at->unexpected)))
        return false;
    const struct block *block = &parser->blocks.at[parser->blocks.count - 1];
    struct diagnostic *d = over->kind ? complain(at->run, DIAG_MISSING_END, over->span,
                                                 "`end` is missing before `" TEXT_FMT "`",
                                                 TEXT_ARG(run_text(at->run, over->span)))
                                      : complain(at->run, DIAG_MISSING_END, at->before->span,
                                                 "the text ends, but `end` is missing");
    if (complain_is_shown(at->run, d))
        diagnostic_label(at->run->sink, d, block->opened, "opened here");
    complain_hint(at->run, d, "Every block is closed by `end` on a line of its own.");
    return true;
}

/* The lines that closed the last block tell whether it was meant to be closed there. */
static void label_closed(const struct place_of_error *at, struct diagnostic *d)
{
    const struct closing *last = &at->parser->last;
    if (!complain_is_shown(at->run, d) || last->end.from == last->end.to)
        return;
    diagnostic_label(at->run->sink, d, last->opened, "opened here");
    diagnostic_label(at->run->sink, d, last->end,
                     last->is_inside ? "closed here already, among its lines" : "and closed here");
}

static bool extra_end(struct place_of_error *at)
{
    if (at->look->kind != TOK_END || at->parser->blocks.count ||
        (!at->parser->complete && at->before))
        return false;
    if (at->parser->closed_broken) /* it may well close what an error before it cut short */
        return true;
    struct diagnostic *d =
        complain(at->run, DIAG_EXTRA_END, at->look->span, "`end` closes nothing here");
    label_closed(at, d);
    complain_hint(at->run, d,
                  "All blocks before it are closed already: this `end` is one too many.");
    return true;
}

/* ---------- hints for the general message ---------- */

static bool is_number(const struct token *token)
{
    return token->kind == TOK_A_WHOLE || token->kind == TOK_A_DECIMAL;
}

static bool words_for_date(const struct place_of_error *at)
{
    return complain_expects(at, TOK_A_DATE) && !complain_expects(at, TOK_A_WHOLE) &&
           (is_number(at->look) ||
            (at->look->kind >= TOK_MONDAY && at->look->kind <= TOK_DECEMBER));
}

static bool range_as_name(const struct place_of_error *at)
{
    for (size_t i = 0; i < at->found.len; i++)
        if ((at->found.at[i] < '0' || at->found.at[i] > '9') && at->found.at[i] != '-')
            return false;
    return at->look->kind == TOK_A_NAME && complain_expects(at, TOK_A_WHOLE);
}

static bool unknown_currency(const struct place_of_error *at)
{
    return at->look->kind == TOK_A_NAME && at->found.len == 3 &&
           complain_expects(at, TOK_A_CURRENCY);
}

static const struct {
    bool (*applies)(const struct place_of_error *at);
    const char *hint;
} hints[] = {
    {words_for_date, "A date is written year first, as in `2026-04-01`."},
    {range_as_name, "A range is written with `to`, as in `2020 to 2024`."},
    {unknown_currency, "The three capitals are no currency code of ISO 4217."},
};

static const char *special_hint(const struct place_of_error *at)
{
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (hints[i].applies(at))
            return hints[i].hint;
    return NULL;
}

/* ---------- the general message ---------- */

static struct text found_words(const struct place_of_error *at)
{
    if (!at->look->kind)
        return TEXT("end of the text");
    if (at->look->kind == TOK_A_TEXT)
        return TEXT("text");
    return text_format(at->run->arena, "`" TEXT_FMT "`", TEXT_ARG(at->found));
}

enum { PHRASES_MOST = 7 };

static struct diagnostic *say(const struct place_of_error *at, struct text expected)
{
    bool ends = !at->look->kind || feed_starts_line(at->parser, at->parser->look);
    if (!expected.len)
        return complain(at->run, DIAG_SYNTAX, at->look->span, "unexpected " TEXT_FMT,
                        TEXT_ARG(found_words(at)));
    if (!ends || at->parser->complete || !at->before)
        return complain(at->run, DIAG_SYNTAX, at->look->span,
                        "unexpected " TEXT_FMT ", expected " TEXT_FMT, TEXT_ARG(found_words(at)),
                        TEXT_ARG(expected));
    return complain(at->run, DIAG_SYNTAX, at->before->span,
                    "expected " TEXT_FMT " behind `" TEXT_FMT "`, but the %s ends",
                    TEXT_ARG(expected), TEXT_ARG(run_text(at->run, at->before->span)),
                    at->look->kind      ? "line"
                    : at->parser->quote ? "quote"
                                        : "text");
}

static void note_name(const struct place_of_error *at, struct diagnostic *d)
{
    const struct token *before = at->before;
    if (!complain_is_shown(at->run, d) || !before || before->sort != TOKEN_WORD ||
        !feed_starts_line(at->parser, at->parser->look - 1) ||
        !charter_token_is_soft(before->kind) || before->span.from != at->parser->name.from ||
        before->span.to != at->parser->name.to)
        return;
    diagnostic_note(at->run->sink, d, "The word `" TEXT_FMT "` was read as a name here.",
                    TEXT_ARG(run_text(at->run, before->span)));
}

/* What looks like a word of the language and is none. */
static void note_letters(const struct place_of_error *at, struct diagnostic *d)
{
    struct script_mix mix = script_find_mix(at->found);
    if (!complain_is_shown(at->run, d) || !mix.is_mixed || at->look->sort != TOKEN_NAME)
        return;
    diagnostic_note(at->run->sink, d, "`" TEXT_FMT "` in it is a %s letter (U+%04X).",
                    TEXT_ARG(text_slice(at->found, mix.from, mix.to)), mix.script,
                    (unsigned)mix.code);
}

static void general(struct place_of_error *at)
{
    size_t count;
    struct text expected = complain_expected(at, &count), better = complain_meant(at);
    bool many = count > PHRASES_MOST;
    struct diagnostic *d = say(at, many ? TEXT("") : expected);
    bool is_said = count == 1 && text_starts(expected, TEXT("`"));
    const char *hint = special_hint(at);
    if (hint)
        complain_hint(at->run, d, "%s", hint);
    else if (better.len && !is_said)
        complain_hint(at->run, d, "Did you mean `" TEXT_FMT "`?", TEXT_ARG(better));
    if (!hint)
        complain_slip(at->run, d, at->look->span, better);
    at->reads = hint ? READS_AS_IT_IS : complain_reads(at);
    if (many && !better.len && !hint && complain_is_shown(at->run, d))
        diagnostic_note(at->run->sink, d, "What may stand here: " TEXT_FMT ".", TEXT_ARG(expected));
    note_name(at, d);
    note_letters(at, d);
}

/* `end clock`: read as the head of a block whose name begins the next line. */
static bool word_behind_end(struct place_of_error *at)
{
    struct parser *parser = at->parser;
    size_t head = parser->look;
    while (head > 1 && parser->look - head < 3 && parser->tokens[head - 1].kind != TOK_END)
        head--;
    const struct token *word = &parser->tokens[head];
    if (!head || head == parser->look || parser->tokens[head - 1].kind != TOK_END ||
        feed_starts_line(parser, head) || !feed_starts_line(parser, head + 1) ||
        !feed_starts_declaration(word->kind))
        return false;
    struct text text = run_text(at->run, word->span);
    struct diagnostic *d =
        complain(at->run, DIAG_MISPLACED, word->span,
                 "`" TEXT_FMT "` stands behind `end`, which closes a block alone", TEXT_ARG(text));
    complain_hint(at->run, d, "Leave `" TEXT_FMT "` out.", TEXT_ARG(text));
    parser->resume = head + 1;
    return true;
}

static bool (*const ends[])(struct place_of_error *at) = {misspelt_end, word_behind_end,
                                                          missing_end, extra_end};

static void report(struct place_of_error *at)
{
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends[i](at))
            return;
    if (!mistakes_report(at->parser, at->unexpected, &at->reads) && !complain_special(at))
        general(at);
}

/* On the line of a token that was read as another one, which may not be what was meant. */
static bool is_behind_correction(const struct parser *parser)
{
    bool cut = !parser->complete && parser->look && feed_starts_line(parser, parser->look);
    for (size_t i = parser->look - cut; i + 1 >= parser->corrected; i--) {
        if (i + 1 == parser->corrected)
            return true;
        if (i == 0 || feed_starts_line(parser, i))
            return false;
    }
    return false;
}

/* In a block that is not what its first word was taken for. */
static bool is_in_hopeless_block(struct parser *parser)
{
    size_t lines = 0;
    if (!parser->blocks.count)
        return false;
    struct block *block = &parser->blocks.at[parser->blocks.count - 1];
    for (size_t i = parser->look; block->doubtful && !block->hopeless && i > 0 &&
                                  parser->tokens[i].span.from >= block->opened.to;
         i--)
        lines += feed_starts_line(parser, i);
    block->hopeless = block->hopeless || (block->doubtful && lines <= 1);
    return block->hopeless;
}

/* An error that only follows from one already told. */
static bool is_echo(const struct place_of_error *at)
{
    struct parser *parser = at->parser;
    if (parser->deep || run_is_full(at->run) || parser->ends || at->run->spoiled ||
        at->look->stained)
        return true;
    if ((!at->look->kind && parser->unclosed) || is_behind_correction(parser))
        return true;
    if (!feed_lacks_end(parser) && is_in_hopeless_block(parser))
        return true;
    return parser->kept == at->look->span.from && !feed_lacks_end(parser);
}

int complain_syntax(struct parser *parser, const struct unexpected *unexpected)
{
    struct token *look = feed_look(parser);
    struct place_of_error at = {.parser = parser,
                                .run = parser->run,
                                .unexpected = unexpected,
                                .look = look,
                                .before = parser->look ? look - 1 : NULL,
                                .found = run_text(parser->run, look->span)};
    parser->complete = complain_expects_close(unexpected);
    parser->misnamed = false;
    if (look->kind)
        parser->wrong = true;
    else
        parser->unfinished = true;
    if (is_echo(&at))
        return READS_AS_IT_IS;
    report(&at);
    if (at.reads != READS_AS_IT_IS)
        feed_correct(parser);
    return at.reads;
}
