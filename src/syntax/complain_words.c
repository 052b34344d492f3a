/* complain_words.c - what could have come, in words, and what was probably meant. */
#include "grammar/charter.tab.h"
#include "syntax/complain_part.h"
#include "syntax/feed.h"

/* ---------- the expected tokens ---------- */

/* The index of KIND among the expected tokens, SIZE_MAX if it is none or merely a name. */
static size_t index_of(const struct place_of_error *at, int kind)
{
    for (size_t i = 0; i < at->unexpected->count; i++)
        if (at->unexpected->expected[i].kind == kind && !at->unexpected->expected[i].merely_name)
            return i;
    return SIZE_MAX;
}

bool complain_expects(const struct place_of_error *at, int kind)
{
    return index_of(at, kind) != SIZE_MAX;
}

bool complain_expects_close(const struct unexpected *unexpected)
{
    for (size_t i = 0; i < unexpected->count; i++)
        if (unexpected->expected[i].closes || unexpected->expected[i].kind == TOK_END_OF_TEXT)
            return true;
    return false;
}

enum { GROUP_MOST = 40 };

/* Tokens that are said in one breath where all of them are expected; larger groups first. */
static const struct group {
    const char *words;
    int kinds[GROUP_MOST];
} groups[] = {
    {"a declaration (`charter`, `hours`, `target`, …)", {TOK_USE,          TOK_FEE,
                                                         TOK_REVIEW,       TOK_DOCUMENT,
                                                         TOK_IMPROVEMENT,  TOK_REPORT,
                                                         TOK_CHARTER,      TOK_TICKET,
                                                         TOK_STATUS,       TOK_EVENT,
                                                         TOK_HOLIDAYS,     TOK_HOURS,
                                                         TOK_PERIOD,       TOK_CHANNEL,
                                                         TOK_SERVICE,      TOK_TEAM,
                                                         TOK_CONTACT,      TOK_SYSTEM,
                                                         TOK_CLOCK,        TOK_TARGET,
                                                         TOK_AVAILABILITY, TOK_MAINTENANCE,
                                                         TOK_MEASURE,      TOK_ESCALATION,
                                                         TOK_CREDIT,       TOK_RESPONSIBILITIES,
                                                         TOK_COMPLAINTS,   TOK_RISK,
                                                         TOK_SECTION,      TOK_OBJECTIVE,
                                                         TOK_AMENDMENT,    TOK_LOG,
                                                         TOK_TEST,         TOK_PROPERTY}},
    {"a change (`replace`, `add` or `remove`)", {TOK_REPLACE, TOK_ADD, TOK_REMOVE}},
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
        if (!complain_expects(at, group->kinds[i]))
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

struct text complain_expected(const struct place_of_error *at, size_t *count)
{
    struct phrases phrases = phrases_of(at);
    struct text text = {0};
    *count = phrases.list.count;
    for (size_t i = 0; i < *count; i++) {
        const char *between = !i ? "" : i + 1 < *count ? ", " : " or ";
        text = text_format(at->run->arena, TEXT_FMT "%s" TEXT_FMT, TEXT_ARG(text), between,
                           TEXT_ARG(phrases.list.at[i]));
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
    {"per", TOK_EACH, "each"},
    {"every", TOK_EACH, "each"},
};

bool complain_is_word(const struct token *token)
{
    return token->sort == TOKEN_WORD || token->sort == TOKEN_NAME;
}

bool complain_is_reserved(const struct token *token)
{
    return token->sort == TOKEN_WORD && !charter_token_is_soft(token->kind);
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

struct text complain_meant(const struct place_of_error *at)
{
    if (!complain_is_word(at->look))
        return TEXT("");
    for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++)
        if (text_is(at->found, synonyms[i].written) && complain_expects(at, synonyms[i].meant))
            return text_of(synonyms[i].shown);
    return complain_is_reserved(at->look) ? TEXT("") : nearest_expected(at);
}

/* So near that it can only be a slip. */
static bool is_slip(struct text written, struct text word)
{
    size_t distance = text_distance(written, word);
    return distance == 1 || (distance == 2 && written.len >= 6);
}

/* The head of a block goes on in its line. */
static bool may_begin(const struct place_of_error *at, int kind)
{
    return !feed_starts_declaration(kind) || kind == TOK_STATUS ||
           !feed_starts_line(at->parser, at->parser->look + 1);
}

int complain_reads(const struct place_of_error *at)
{
    struct text meant = complain_meant(at);
    if (at->look->sort != TOKEN_NAME)
        return READS_AS_IT_IS;
    for (size_t i = 0; i < at->unexpected->count; i++) {
        const struct expectation *expected = &at->unexpected->expected[i];
        struct text name = text_of(charter_token_name(expected->kind));
        bool synonym = !is_slip(at->found, name) && text_equal(name, meant) &&
                       !text_equal(nearest_expected(at), meant);
        if (!expected->merely_name && text_equal(name, meant) &&
            (synonym || is_slip(at->found, name)) && may_begin(at, expected->kind))
            return expected->kind;
    }
    return READS_AS_IT_IS;
}
