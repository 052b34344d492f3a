/* complain.c - first the mistakes that have a message of their own, then the general one. */
#include "syntax/complain.h"

#include "grammar/charter.tab.h"
#include "syntax/feed.h"

struct place_of_error {
    struct parser *parser;
    struct run *run;
    const struct unexpected *unexpected;
    const struct token *look, *before; /* BEFORE is NULL at the start */
    struct text found;
};

/* ---------- the expected tokens ---------- */

/* The index of KIND among the expected tokens, SIZE_MAX if it is none or merely a name. */
static size_t index_of(const struct place_of_error *at, int kind)
{
    for (size_t i = 0; i < at->unexpected->count; i++)
        if (at->unexpected->expected[i].kind == kind && !at->unexpected->expected[i].merely_name)
            return i;
    return SIZE_MAX;
}

static bool expects(const struct place_of_error *at, int kind)
{
    return index_of(at, kind) != SIZE_MAX;
}

static bool expects_close(const struct unexpected *unexpected)
{
    for (size_t i = 0; i < unexpected->count; i++)
        if (unexpected->expected[i].closes || unexpected->expected[i].kind == TOK_END_OF_TEXT)
            return true;
    return false;
}

enum { GROUP_MOST = 14 };

/* Tokens that are said in one breath where all of them are expected; larger groups first. */
static const struct group {
    const char *words;
    int kinds[GROUP_MOST];
} groups[] = {
    {"a value",
     {TOK_A_NAME, TOK_A_TEXT, TOK_A_WHOLE, TOK_A_DECIMAL, TOK_A_PERCENT, TOK_A_CURRENCY, TOK_A_DATE,
      TOK_A_STAMP, TOK_YES, TOK_NO}},
    {"a month",
     {TOK_JANUARY, TOK_FEBRUARY, TOK_MARCH, TOK_APRIL, TOK_MAY, TOK_JUNE, TOK_JULY, TOK_AUGUST,
      TOK_SEPTEMBER, TOK_OCTOBER, TOK_NOVEMBER, TOK_DECEMBER}},
    {"a day of the week",
     {TOK_MONDAY, TOK_TUESDAY, TOK_WEDNESDAY, TOK_THURSDAY, TOK_FRIDAY, TOK_SATURDAY, TOK_SUNDAY}},
    {"a unit (seconds, minutes or hours)",
     {TOK_SECOND, TOK_SECONDS, TOK_MINUTE, TOK_MINUTES, TOK_HOUR, TOK_HOURS}},
    {"a unit (MiB, GiB, TiB, MB, GB or TB)", {TOK_MIB, TOK_GIB, TOK_TIB, TOK_MB, TOK_GB, TOK_TB}},
    {"`first` to `fifth` or `last`",
     {TOK_FIRST, TOK_SECOND, TOK_THIRD, TOK_FOURTH, TOK_FIFTH, TOK_LAST}},
    {"a period (day, week, month, quarter or year)",
     {TOK_DAY, TOK_WEEK, TOK_MONTH, TOK_QUARTER, TOK_YEAR}},
    {"an instant", {TOK_A_DATE, TOK_A_STAMP}},
    {"a number", {TOK_A_WHOLE, TOK_A_DECIMAL}},
    {"a time zone", {TOK_A_ZONE, TOK_A_NAME}},
    {"`day` or `days`", {TOK_DAY, TOK_DAYS}},
};

struct phrases {
    VECTOR(struct text) list;
    bool *said; /* by index of the expected token */
};

static bool expects_all(const struct place_of_error *at, const struct group *group)
{
    for (size_t i = 0; i < GROUP_MOST && group->kinds[i]; i++)
        if (!expects(at, group->kinds[i]))
            return false;
    return true;
}

static void say_groups(const struct place_of_error *at, struct phrases *phrases)
{
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        const struct group *group = &groups[g];
        if (!expects_all(at, group) || phrases->said[index_of(at, group->kinds[0])])
            continue;
        VECTOR_PUSH(at->run->arena, &phrases->list, text_of(group->words));
        for (size_t i = 0; i < GROUP_MOST && group->kinds[i]; i++)
            phrases->said[index_of(at, group->kinds[i])] = true;
    }
}

/* Words of the language are quoted, kinds of tokens are not. */
static struct text phrase_of(const struct place_of_error *at, const struct expectation *expected)
{
    struct text name = text_of(charter_token_name(expected->kind));
    if (expected->kind == TOK_END && !expected->closes)
        return TEXT("`end of working day`");
    if (expected->kind == TOK_END_OF_TEXT || text_starts(name, TEXT("a ")) ||
        text_starts(name, TEXT("an ")))
        return name;
    return text_format(at->run->arena, "`" TEXT_FMT "`", TEXT_ARG(name));
}

static void say_singly(const struct place_of_error *at, struct phrases *phrases, bool closing)
{
    for (size_t i = 0; i < at->unexpected->count; i++) {
        const struct expectation *expected = &at->unexpected->expected[i];
        bool closes = expected->closes || expected->kind == TOK_END_OF_TEXT;
        if (!expected->merely_name && !phrases->said[i] && closes == closing)
            VECTOR_PUSH(at->run->arena, &phrases->list, phrase_of(at, expected));
    }
}

static struct phrases phrases_of(const struct place_of_error *at)
{
    struct phrases phrases = {.said = ARENA_ARRAY(at->run->arena, at->unexpected->count + 1, bool)};
    say_groups(at, &phrases);
    say_singly(at, &phrases, false);
    say_singly(at, &phrases, true);
    return phrases;
}

static struct text joined(const struct place_of_error *at, const struct phrases *phrases)
{
    struct text text = {0};
    for (size_t i = 0; i < phrases->list.count; i++) {
        const char *between = !i ? "" : i + 1 < phrases->list.count ? ", " : " or ";
        text = text_format(at->run->arena, TEXT_FMT "%s" TEXT_FMT, TEXT_ARG(text), between,
                           TEXT_ARG(phrases->list.at[i]));
    }
    return text;
}

/* ---------- did you mean ---------- */

/* What people write, the word that must be expected, and what they mean. */
static const struct synonym {
    const char *written;
    int meant;
    const char *shown;
} synonyms[] = {
    {"if", TOK_WHEN, "when"},
    {"where", TOK_WHEN, "when"},
    {"else", TOK_OTHERWISE, "otherwise"},
    {"default", TOK_OTHERWISE, "otherwise"},
    {"business", TOK_WORKING, "working"},
    {"workday", TOK_WORKING, "working day"},
    {"workdays", TOK_WORKING, "working days"},
    {"h", TOK_HOURS, "hours"},
    {"hr", TOK_HOURS, "hours"},
    {"hrs", TOK_HOURS, "hours"},
    {"m", TOK_MINUTES, "minutes"},
    {"min", TOK_MINUTES, "minutes"},
    {"mins", TOK_MINUTES, "minutes"},
    {"s", TOK_SECONDS, "seconds"},
    {"sec", TOK_SECONDS, "seconds"},
    {"secs", TOK_SECONDS, "seconds"},
    {"till", TOK_TO, "to"},
    {"until", TOK_TO, "to"},
    {"through", TOK_TO, "to"},
    {"equals", TOK_IS, "is"},
    {"are", TOK_IS, "is"},
    {"per", TOK_EACH, "each"},
    {"every", TOK_EACH, "each"},
    {"each", TOK_EVERY, "every"},
    {"monthly", TOK_EACH, "each month"},
    {"weekdays", TOK_MONDAY, "Monday to Friday"},
    {"workdays", TOK_MONDAY, "Monday to Friday"},
    {"daily", TOK_MONDAY, "Monday to Sunday"},
    {"except", TOK_EXCLUDES, "excludes"},
    {"import", TOK_USE, "use"},
    {"include", TOK_USE, "use"},
    {"calendar", TOK_TARGET, "hours"},
    {"schedule", TOK_TARGET, "hours"},
    {"sla", TOK_TARGET, "target"},
    {"slo", TOK_TARGET, "target"},
    {"enum", TOK_LADDER, "one of"},
    {"string", TOK_LADDER, "text"},
    {"integer", TOK_LADDER, "whole"},
    {"number", TOK_LADDER, "whole` or `decimal"},
    {"boolean", TOK_LADDER, "yes-or-no"},
};

static bool is_like_word(const struct token *token)
{
    return token->sort == TOKEN_WORD || token->sort == TOKEN_NAME;
}

static struct text nearest_expected(const struct place_of_error *at)
{
    VECTOR(struct text) words = {0};
    for (size_t i = 0; i < at->unexpected->count; i++) {
        const struct expectation *expected = &at->unexpected->expected[i];
        struct text name = text_of(charter_token_name(expected->kind));
        if (!expected->merely_name && name.len > 1 && phrase_of(at, expected).at[0] == '`')
            VECTOR_PUSH(at->run->arena, &words, name);
    }
    return diagnostic_nearest(at->found, words.at, words.count);
}

/* What was probably meant, or the empty text. */
static struct text meant(const struct place_of_error *at)
{
    if (!is_like_word(at->look))
        return TEXT("");
    for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++)
        if (text_is(at->found, synonyms[i].written) && expects(at, synonyms[i].meant))
            return text_of(synonyms[i].shown);
    return nearest_expected(at);
}

/* ---------- mistakes with a code of their own; true: reported ---------- */

static bool missing_end(struct place_of_error *at)
{
    const struct parser *parser = at->parser;
    const struct token *over = feed_over(parser);
    if (!feed_lacks_end(parser) || !parser->blocks.count ||
        (over == at->look && !expects_close(at->unexpected)))
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

static bool extra_end(struct place_of_error *at)
{
    if (at->look->kind != TOK_END || at->parser->blocks.count ||
        (!at->parser->complete && at->before))
        return false;
    if (at->parser->closed_broken) /* it may well close what an error before it cut short */
        return true;
    struct diagnostic *d =
        complain(at->run, DIAG_EXTRA_END, at->look->span, "`end` closes nothing here");
    complain_hint(at->run, d,
                  "All blocks before it are closed already: this `end` is one too many.");
    return true;
}

static bool is_number(const struct token *token)
{
    return token && (token->kind == TOK_A_WHOLE || token->kind == TOK_A_DECIMAL);
}

static bool comma_in_number(const struct place_of_error *at)
{
    return at->look->kind == TOK_COMMA && is_number(at->before) &&
           at->before->span.to == at->look->span.from;
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

static bool bare_day(struct place_of_error *at)
{
    if (!is_number(at->before) || !is_day_word(at->found) || !expects(at, TOK_MINUTES))
        return false;
    struct text count = run_text(at->run, at->before->span);
    bool one = text_is(count, "1");
    struct diagnostic *d = complain(
        at->run, DIAG_BARE_DAY, span_join(at->before->span, at->look->span),
        "`" TEXT_FMT " " TEXT_FMT "` may mean three things", TEXT_ARG(count), TEXT_ARG(at->found));
    uint64_t number = 0;
    bool short_enough = text_to_whole(count, 1000, &number);
    complain_hint(at->run, d,
                  "Write `%llu hours`, `" TEXT_FMT " working day%s` or `" TEXT_FMT
                  " calendar day%s`.",
                  (unsigned long long)(short_enough ? number * 24 : 24), TEXT_ARG(count),
                  one ? "" : "s", TEXT_ARG(count), one ? "" : "s");
    return true;
}

static bool missing_unit(struct place_of_error *at)
{
    if (!is_number(at->before) || !expects(at, TOK_MINUTES) || !wants_unit_only(at) ||
        comma_in_number(at))
        return false;
    struct text count = run_text(at->run, at->before->span);
    bool word = is_like_word(at->look) && !feed_starts_line(at->parser, at->parser->look) &&
                at->look->kind == TOK_A_NAME;
    struct diagnostic *d;
    if (word || text_is(at->found, "week") || text_is(at->found, "month"))
        d = complain(at->run, DIAG_MISSING_UNIT, at->look->span,
                     "`" TEXT_FMT "` is no unit of a limit", TEXT_ARG(at->found));
    else
        d = complain(at->run, DIAG_MISSING_UNIT, at->before->span, "`" TEXT_FMT "` has no unit",
                     TEXT_ARG(count));
    struct text better = word ? meant(at) : TEXT("");
    if (better.len)
        complain_hint(at->run, d, "Did you mean `" TEXT_FMT "`?", TEXT_ARG(better));
    else
        complain_hint(at->run, d,
                      "A limit is counted in `seconds`, `minutes`, `hours`, `working days` or "
                      "`calendar days`.");
    return true;
}

static bool mixed_joins(struct place_of_error *at)
{
    int kind = at->look->kind;
    if ((kind != TOK_AND || !expects(at, TOK_OR)) && (kind != TOK_OR || !expects(at, TOK_AND)))
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
    if (!at->before || at->before->kind != TOK_A_DATE || !expects(at, TOK_A_TIME) ||
        at->parser->complete)
        return false;
    struct text date = run_text(at->run, at->before->span);
    struct diagnostic *d =
        complain(at->run, DIAG_BARE_DATE, at->before->span,
                 "`" TEXT_FMT "` is a whole day, expected an instant", TEXT_ARG(date));
    complain_hint(at->run, d, "Add a time of day: `" TEXT_FMT " 09:00`.", TEXT_ARG(date));
    return true;
}

static bool is_reserved(const struct token *token)
{
    return token->sort == TOKEN_WORD && !charter_token_is_soft(token->kind);
}

static bool reserved_word(struct place_of_error *at)
{
    size_t others = 0;
    for (size_t i = 0; i < at->unexpected->count; i++)
        others += !at->unexpected->expected[i].merely_name;
    if (!is_reserved(at->look) || !expects(at, TOK_A_NAME) || others > 4 ||
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

/* ---------- hints for the general message ---------- */

static bool number_for_percent(const struct place_of_error *at)
{
    return is_number(at->look) && expects(at, TOK_A_PERCENT);
}

static bool number_for_money(const struct place_of_error *at)
{
    return is_number(at->look) && expects(at, TOK_A_CURRENCY);
}

static bool title_before_name(const struct place_of_error *at)
{
    return at->look->kind == TOK_A_TEXT && expects(at, TOK_A_NAME) && at->before &&
           feed_starts_declaration(at->before->kind);
}

static bool words_for_date(const struct place_of_error *at)
{
    return expects(at, TOK_A_DATE) && !expects(at, TOK_A_WHOLE) &&
           (is_number(at->look) ||
            (at->look->kind >= TOK_MONDAY && at->look->kind <= TOK_DECEMBER));
}

static bool number_for_time(const struct place_of_error *at)
{
    return is_number(at->look) && expects(at, TOK_A_TIME);
}

static bool range_with_dash(const struct place_of_error *at)
{
    return at->look->kind == TOK_MARK_MINUS && expects(at, TOK_TO);
}

static bool range_as_name(const struct place_of_error *at)
{
    for (size_t i = 0; i < at->found.len; i++)
        if ((at->found.at[i] < '0' || at->found.at[i] > '9') && at->found.at[i] != '-')
            return false;
    return at->look->kind == TOK_A_NAME && expects(at, TOK_A_WHOLE);
}

static bool unknown_currency(const struct place_of_error *at)
{
    return at->look->kind == TOK_A_NAME && at->found.len == 3 && expects(at, TOK_A_CURRENCY);
}

static const struct {
    bool (*applies)(const struct place_of_error *at);
    const char *hint;
} hints[] = {
    {number_for_percent, "A share is written with its sign, as in `95%`."},
    {number_for_money, "Money names its currency, as in `GBP 12500`."},
    {title_before_name,
     "The name that rules use comes first, the title after it, as in `target resolution "
     "\"Resolution\"`."},
    {words_for_date, "A date is written year first, as in `2026-04-01`."},
    {number_for_time, "A time of day has two digits, a colon and two digits, as in `08:00`."},
    {range_with_dash, "A range is written with `to`, as in `08:00 to 18:00`."},
    {comma_in_number, "The digits of a number are not separated, as in `12500`."},
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

static void general(struct place_of_error *at)
{
    struct phrases phrases = phrases_of(at);
    struct text expected = joined(at, &phrases), better = meant(at);
    bool many = phrases.list.count > PHRASES_MOST;
    struct diagnostic *d = say(at, many ? TEXT("") : expected);
    const char *hint = special_hint(at);
    if (hint)
        complain_hint(at->run, d, "%s", hint);
    else if (better.len && phrases.list.count > 1)
        complain_hint(at->run, d, "Did you mean `" TEXT_FMT "`?", TEXT_ARG(better));
    if (many && !better.len && !hint && complain_is_shown(at->run, d))
        diagnostic_note(at->run->sink, d, "What may stand here: " TEXT_FMT ".", TEXT_ARG(expected));
    note_name(at, d);
}

static bool (*const specials[])(struct place_of_error *at) = {
    missing_end, extra_end, bare_day, missing_unit, mixed_joins, bare_date, reserved_word,
};

/* An error that only follows from one already told. */
static bool is_echo(const struct place_of_error *at)
{
    const struct parser *parser = at->parser;
    if (parser->deep || run_is_full(at->run) || parser->ends || at->run->spoiled ||
        at->look->stained)
        return true;
    if (!at->look->kind && parser->unclosed)
        return true;
    return parser->kept == at->look->span.from && !feed_lacks_end(parser);
}

void complain_syntax(struct parser *parser, const struct unexpected *unexpected)
{
    struct token *look = feed_look(parser);
    struct place_of_error at = {.parser = parser,
                                .run = parser->run,
                                .unexpected = unexpected,
                                .look = look,
                                .before = parser->look ? look - 1 : NULL,
                                .found = run_text(parser->run, look->span)};
    parser->complete = expects_close(unexpected);
    parser->misnamed = false;
    if (look->kind)
        parser->wrong = true;
    else
        parser->unfinished = true;
    if (is_echo(&at))
        return;
    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
        if (specials[i](&at))
            return;
    general(&at);
}
