/* complain_special.c - mistakes that are told by what could have come, whatever the state was. */
#include "grammar/charter.tab.h"
#include "syntax/complain_part.h"
#include "syntax/feed.h"

/* ---------- numbers and units ---------- */

static bool is_number(const struct token *token)
{
    return token && (token->kind == TOK_A_WHOLE || token->kind == TOK_A_DECIMAL);
}

/* 12,500 */
static bool has_comma_inside(const struct place_of_error *at)
{
    return at->look->kind == TOK_COMMA && is_number(at->before) && is_number(at->look + 1) &&
           at->before->span.to == at->look->span.from && at->look->span.to == at->look[1].span.from;
}

static bool comma_in_number(struct place_of_error *at)
{
    if (!has_comma_inside(at))
        return false;
    struct span whole = span_join(at->before->span, at->look[1].span);
    struct diagnostic *d =
        complain(at->run, DIAG_BAD_NUMBER, whole, "`" TEXT_FMT "` has a comma between its digits",
                 TEXT_ARG(run_text(at->run, whole)));
    complain_hint(at->run, d, "Leave the comma out, as in `12500`.");
    complain_choice(at->run, d, at->look->span, TEXT(""));
    complain_choice(at->run, d, at->look->span, TEXT("."));
    return true;
}

/* True if nothing but a unit of time could have followed. */
static bool wants_unit_only(const struct place_of_error *at)
{
    static const int kinds[] = {TOK_SECOND, TOK_SECONDS, TOK_MINUTE,  TOK_MINUTES,
                                TOK_HOUR,   TOK_HOURS,   TOK_WORKING, TOK_CALENDAR};
    for (size_t i = 0; i < at->unexpected->count; i++) {
        bool unit = false;
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            unit = unit || at->unexpected->expected[i].kind == kinds[k];
        if (!unit && !at->unexpected->expected[i].merely_name)
            return false;
    }
    return true;
}

static bool is_day_word(struct text word)
{
    return text_is(word, "day") || text_is(word, "days");
}

/* The same as edits. */
static void choose_days(struct place_of_error *at, struct diagnostic *d, uint64_t count, bool hours)
{
    struct span whole = span_join(at->before->span, at->look->span);
    const char *plural = count == 1 ? "" : "s";
    unsigned long long days = count;
    if (at->before->kind == TOK_A_DECIMAL || !count)
        return;
    if (hours)
        complain_choice(at->run, d, whole, text_format(at->run->arena, "%llu hours", days * 24));
    complain_choice(at->run, d, whole,
                    text_format(at->run->arena, "%llu working day%s", days, plural));
    complain_choice(at->run, d, whole,
                    text_format(at->run->arena, "%llu calendar day%s", days, plural));
}

/* Hints at what a day may mean; hours only where a length is possible. */
static void hint_days(struct place_of_error *at, struct diagnostic *d, struct text count)
{
    uint64_t number = 0;
    const char *plural = text_is(count, "1") ? "" : "s";
    struct text hours = TEXT("");
    bool is_whole = text_to_whole(count, 1000, &number);
    if (complain_expects(at, TOK_MINUTES) && is_whole)
        hours = text_format(at->run->arena, "`%llu hours`, ", (unsigned long long)number * 24);
    choose_days(at, d, number, is_whole && hours.len > 0);
    if (at->before->kind == TOK_A_DECIMAL)
        complain_hint(at->run, d, "Days are counted whole; write a part of a day in hours.");
    else
        complain_hint(at->run, d,
                      "Write " TEXT_FMT "`" TEXT_FMT " working day%s` or `" TEXT_FMT
                      " calendar day%s`.",
                      TEXT_ARG(hours), TEXT_ARG(count), plural, TEXT_ARG(count), plural);
}

static bool bare_day(struct place_of_error *at)
{
    if (!is_number(at->before) || !is_day_word(at->found) ||
        (!complain_expects(at, TOK_MINUTES) && !complain_expects(at, TOK_CALENDAR)))
        return false;
    struct text count = run_text(at->run, at->before->span);
    struct diagnostic *d =
        complain(at->run, DIAG_BARE_DAY, span_join(at->before->span, at->look->span),
                 "`" TEXT_FMT " " TEXT_FMT "` may mean %s things", TEXT_ARG(count),
                 TEXT_ARG(at->found), complain_expects(at, TOK_MINUTES) ? "three" : "two");
    hint_days(at, d, count);
    return true;
}

static bool missing_unit(struct place_of_error *at)
{
    if (!is_number(at->before) || !complain_expects(at, TOK_MINUTES) || !wants_unit_only(at))
        return false;
    struct text count = run_text(at->run, at->before->span);
    bool word = complain_is_word(at->look) && !feed_starts_line(at->parser, at->parser->look) &&
                at->look->kind == TOK_A_NAME;
    struct diagnostic *d;
    if (word || text_is(at->found, "week") || text_is(at->found, "month"))
        d = complain(at->run, DIAG_MISSING_UNIT, at->look->span,
                     "`" TEXT_FMT "` is no unit of a limit", TEXT_ARG(at->found));
    else
        d = complain(at->run, DIAG_MISSING_UNIT, at->before->span, "`" TEXT_FMT "` has no unit",
                     TEXT_ARG(count));
    struct text better = word ? complain_meant(at) : TEXT("");
    complain_slip(at->run, d, at->look->span, better);
    if (better.len)
        complain_hint(at->run, d, "Did you mean `" TEXT_FMT "`?", TEXT_ARG(better));
    else
        complain_hint(at->run, d,
                      "A limit is counted in `seconds`, `minutes`, `hours`, `working days` or "
                      "`calendar days`.");
    return true;
}

static bool bare_share(struct place_of_error *at)
{
    if (!is_number(at->look) || !complain_expects(at, TOK_A_PERCENT))
        return false;
    struct diagnostic *d =
        complain(at->run, DIAG_BARE_NUMBER, at->look->span,
                 "`" TEXT_FMT "` is a plain number, expected a percentage", TEXT_ARG(at->found));
    complain_hint(at->run, d, "A share is written with its sign, as in `95%%`.");
    complain_choice(at->run, d, at->look->span,
                    text_format(at->run->arena, TEXT_FMT "%%", TEXT_ARG(at->found)));
    return true;
}

static bool bare_amount(struct place_of_error *at)
{
    if (!is_number(at->look) || !complain_expects(at, TOK_A_CURRENCY))
        return false;
    struct diagnostic *d = complain(at->run, DIAG_BARE_NUMBER, at->look->span,
                                    "`" TEXT_FMT "` is a plain number, expected an amount of money",
                                    TEXT_ARG(at->found));
    complain_hint(at->run, d, "Money names its currency, as in `GBP " TEXT_FMT "`.",
                  TEXT_ARG(at->found));
    return true;
}

/* 9, 0900 */
static bool bare_time(struct place_of_error *at)
{
    uint64_t number = 0;
    if (!is_number(at->look) || !complain_expects(at, TOK_A_TIME))
        return false;
    struct diagnostic *d = complain(at->run, DIAG_BAD_TIME, at->look->span,
                                    "`" TEXT_FMT "` is no time of day", TEXT_ARG(at->found));
    bool known = text_to_whole(at->found, 2359, &number);
    unsigned hour = (unsigned)(at->found.len > 2 ? number / 100 : number);
    unsigned minute = (unsigned)(at->found.len > 2 ? number % 100 : 0);
    if (known && hour < 24 && minute < 60) {
        complain_hint(at->run, d, "Write `%02u:%02u`.", hour, minute);
        complain_fix(at->run, d, at->look->span,
                     text_format(at->run->arena, "%02u:%02u", hour, minute));
    } else
        complain_hint(at->run, d, "It has two digits, a colon and two digits, as in `08:00`.");
    return true;
}

/* ---------- conditions and instants ---------- */

static bool mixed_joins(struct place_of_error *at)
{
    int kind = at->look->kind;
    if ((kind != TOK_AND || !complain_expects(at, TOK_OR)) &&
        (kind != TOK_OR || !complain_expects(at, TOK_AND)))
        return false;
    struct diagnostic *d = complain(at->run, DIAG_MIXED_JOINS, at->look->span,
                                    "`and` and `or` are mixed without brackets");
    complain_hint(at->run, d,
                  "Put brackets round what belongs together, as in `a is x and (b is y or c is "
                  "z)`.");
    return true;
}

static bool bare_date(struct place_of_error *at)
{
    if (!at->before || at->before->kind != TOK_A_DATE || !complain_expects(at, TOK_A_TIME) ||
        at->parser->complete)
        return false;
    struct text date = run_text(at->run, at->before->span);
    struct diagnostic *d =
        complain(at->run, DIAG_BARE_DATE, at->before->span,
                 "`" TEXT_FMT "` is a whole day, expected an instant", TEXT_ARG(date));
    complain_hint(at->run, d, "Add a time of day: `" TEXT_FMT " 09:00`.", TEXT_ARG(date));
    return true;
}

/* ---------- names, titles and texts ---------- */

static bool reserved_word(struct place_of_error *at)
{
    size_t others = 0;
    for (size_t i = 0; i < at->unexpected->count; i++)
        others += !at->unexpected->expected[i].merely_name;
    if (!complain_is_reserved(at->look) || !complain_expects(at, TOK_A_NAME) || others > 4 ||
        feed_starts_line(at->parser, at->parser->look))
        return false;
    struct diagnostic *d =
        complain(at->run, DIAG_RESERVED_WORD, at->look->span,
                 "`" TEXT_FMT "` is a reserved word, expected a name", TEXT_ARG(at->found));
    complain_hint(at->run, d, "Choose another name, for example `the-" TEXT_FMT "`.",
                  TEXT_ARG(at->found));
    at->parser->misnamed = true;
    return true;
}

static bool title_as_name(struct place_of_error *at)
{
    if (at->look->kind != TOK_A_TEXT || !complain_expects(at, TOK_A_NAME) || !at->before ||
        !feed_starts_declaration(at->before->kind))
        return false;
    struct diagnostic *d = complain(at->run, DIAG_TITLE_AS_NAME, at->look->span,
                                    "a title, and a name is needed before it");
    complain_hint(at->run, d,
                  "The name that rules use comes first, the title after it, as in `target "
                  "resolution \"Resolution\"`.");
    return true;
}

static size_t count_expected(const struct place_of_error *at)
{
    size_t count = 0;
    for (size_t i = 0; i < at->unexpected->count; i++)
        count += !at->unexpected->expected[i].merely_name;
    return count;
}

static bool is_on_line(const struct place_of_error *at)
{
    return at->look->kind && at->before && !feed_starts_line(at->parser, at->parser->look);
}

/* Only a text could have come. */
static bool unquoted(struct place_of_error *at)
{
    enum token_sort sort = at->look->sort;
    if (!complain_expects(at, TOK_A_TEXT) || count_expected(at) != 1 || !is_on_line(at) ||
        (sort != TOKEN_WORD && sort != TOKEN_NAME && sort != TOKEN_LITERAL))
        return false;
    struct diagnostic *d =
        complain(at->run, DIAG_UNQUOTED, at->look->span,
                 "`" TEXT_FMT "` stands without quotation marks", TEXT_ARG(at->found));
    complain_hint(at->run, d, "Write `\"" TEXT_FMT "\"`.", TEXT_ARG(at->found));
    return true;
}

/* Behind a name other words belong there, so that this one need not be meant as a part of it. */
static bool wants_other_word(const struct place_of_error *at)
{
    static const int kinds[] = {TOK_IS, TOK_FROM, TOK_LADDER, TOK_BREACHED, TOK_HAS, TOK_A_TIME};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (complain_expects(at, kinds[i]))
            return true;
    return false;
}

static bool split_name(struct place_of_error *at)
{
    const struct token *before = at->before;
    bool is_word = complain_is_word(at->look) && !complain_is_reserved(at->look);
    if (!is_word || !is_on_line(at) || before->span.from != at->parser->name.from ||
        before->span.to != at->parser->name.to || wants_other_word(at) ||
        (at->look->sort == TOKEN_NAME && complain_meant(at).len))
        return false;
    struct text first = run_text(at->run, before->span);
    struct span whole = span_join(before->span, at->look->span);
    struct diagnostic *d = complain(at->run, DIAG_SPLIT_NAME, whole,
                                    "`" TEXT_FMT "` has a blank in it, expected one name",
                                    TEXT_ARG(run_text(at->run, whole)));
    complain_hint(at->run, d, "A name is joined by `-`, as in `" TEXT_FMT "-" TEXT_FMT "`.",
                  TEXT_ARG(first), TEXT_ARG(at->found));
    return true;
}

/* `one of phone chat`: the name of an attribute would begin a line. */
static bool choices_without_comma(struct place_of_error *at)
{
    size_t look = at->parser->look;
    if (!complain_expects(at, TOK_LADDER) || look < 2 || !complain_is_word(at->before) ||
        feed_starts_line(at->parser, look - 1))
        return false;
    struct diagnostic *d = complain(at->run, DIAG_BARE_LIST, at->before->span,
                                    "a comma is missing before `" TEXT_FMT "`",
                                    TEXT_ARG(run_text(at->run, at->before->span)));
    complain_hint(at->run, d, "Choices are listed with commas, as in `one of phone, chat`.");
    return true;
}

/* ---------- blocks ---------- */

/* A declaration inside another one. */
static bool inner_block(struct place_of_error *at)
{
    const struct parser *parser = at->parser;
    if (!parser->blocks.count || !feed_starts_line(parser, parser->look) ||
        !feed_starts_declaration(at->look->kind) || !at->parser->complete ||
        text_distance(at->found, complain_meant(at)) == 1)
        return false;
    const struct block *block = &parser->blocks.at[parser->blocks.count - 1];
    struct diagnostic *d = complain(
        at->run, DIAG_MISPLACED, at->look->span,
        "`" TEXT_FMT "` begins a declaration, and a block is still open", TEXT_ARG(at->found));
    if (complain_is_shown(at->run, d))
        diagnostic_label(at->run->sink, d, block->opened, "opened here");
    complain_hint(at->run, d,
                  "Close it by `end` first; but for sections and changes no block stands in "
                  "another.");
    return true;
}

static bool (*const specials[])(struct place_of_error *at) = {
    comma_in_number, bare_day,    missing_unit,  mixed_joins,   bare_date, bare_share,
    bare_amount,     bare_time,   title_as_name, reserved_word, unquoted,  choices_without_comma,
    split_name,      inner_block,
};

bool complain_special(struct place_of_error *at)
{
    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
        if (specials[i](at))
            return true;
    return false;
}
