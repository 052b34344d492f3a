/* with: tap.c syntax_make.c */
/* syntax_names.c - every soft word in every place where a name may stand; reserved words in none.
 */
#include <stdio.h>
#include <string.h>

#include "syntax/parser.h"
#include "syntax_make.h"
#include "tap.h"

/* @ stands for the word. Each line is parsed for itself. */
static const char *const files[] = {
    "charter @ \"T\" extends @ at version \"1\" timezone @ end",
    "charter @ timezone @ version \"1\" end",
    "ticket has @ \"T\" optional text @ whole @ one of @, @ \"T\", @ @ ladder @, @ end",
    "status @, @ \"T\", @ is working @ is done end",
    "event @ \"T\" has @ text end event @ has end",
    "holidays @ \"T\" every 25 December end holidays @ includes @ every Monday before 25 "
    "May or previous day when Sunday end holidays @ includes @ complete 2026 end "
    "holidays @ \"T\" from \"T\" end holidays @ from \"T\" every 1 May end",
    "hours @ \"T\" closed on holidays of @ includes @ excludes @ timezone @ open always end",
    "hours @ timezone @ includes @ end",
    "period @ \"T\" last 2 working days of each month in @ 2026-01-01 end",
    "channel @ \"T\" open in @ hands over to @ within 1 hour in @ when @ is @ end",
    "channel @ hands over to @ within 1 hour hands over to @ within 1 hour in @ end",
    "service @ owner @ runs on @, @, @ restarts after @, @ recovers within 1 hour in @ open in @ "
    "end",
    "team @ end contact @ \"T\" of customer owner @ end contact @ of customer end contact @ end",
    "system @ restarts after @ end",
    "clock @ starts on @, @ by @ when @ is @ stops on @ by @, @ pauses while @ is @ end",
    "clock @ resumes on @ cancelled on @, @ by @ reopening continues within 1 hour in @ of "
    "resolving end",
    "clock @ starts on @ stops on @ repeats end",
    "target @ \"T\" measures @ serves @ for @ is @ counted in @ on change of @ carries end",
    "target @ within 1 hour in @ when @ is @ called @ overrides @, @ because \"T\" locked end",
    "target @ within 1 hour in @ otherwise called @ overrides @ within 1 hour called @ end",
    "target @ within 1 hour when @ is @ within 1 hour overrides @ excludes when @ is @ end",
    "target @ measures @ locked serves @ locked no-looser counted in @ warns at 5% end",
    "availability @ of @, @ down while @ is @ counted in @ serves @ at least @ each month end",
    "availability @ down from @ by @ to @ by @ of @ end",
    "availability @ down from @ to @ excluding maintenance at most @ each month end",
    "maintenance @ of @, @ every Sunday 10:00 to 11:00 end",
    "measure @ share of tickets when @ is @ counted in @ serves @ at most @ each year end",
    "measure @ count of @ by @ when @ is @ average of @ on @ average of @ 90th percentile of @ end",
    "measure @ count of @ average of @ end",
    "escalation @ \"T\" for @ when @ is @ at 50% used tell @, @ by @, @ raise to level 2 end",
    "escalation @ for @ at breach tell @ tell @ by @ once @ is @ tell @ end",
    "fee @ \"T\" is GBP 5 each month fee @ is GBP 5 each month",
    "credit @ for @ each month 2% of @ below @ capped at 5% of @ end",
    "complaints received on @, @ stage 1 to @, @ within 1 hour in @ end",
    "risk \"T\" owner @ likelihood low end",
    "review every month by @, @ first on 2026-01-01 review every year by @ review every week by @",
    "objective @ \"T\" end improvement \"T\" for @ owner @ by 2026-01-01",
    "report each month to @, @ within 1 hour in @ report each month to @ within 1 hour",
    "amendment @ in-force from 2026-01-01 remove target @ remove log @ because \"T\" end",
    "amendment @ \"T\" in-force from 2026-01-01 replace in target @ measures @ end add to hours @ "
    "end end",
    "replace target @ measures @ end add clock @ end remove hours @ remove fee @",
    "log @ @ from \"C\" @ from \"C\" written \"D\" in @ @ at \"C\" @ by @ at \"C\" written \"D\" "
    "in @ end",
    "log @ @ from \"C\" \"x\", \"y\" is @ \"z\" is @ by @ otherwise is @ end end",
    "log @ @ from \"C\" column 2 \"x\" is @ end @ from \"C\" end",
    "log @ @ optional from \"C\" to \"D\" when \"E\" is \"F\" @ optional at \"C\" @ by @ optional "
    "at "
    "\"C\" end",
    "log @ based on @ for @ \"x\" is @ otherwise is @ end @ at \"C\", \"D\" based on @ end",
    "log @ one row per \"a[]\", \"b[]\" @ from \"C\", \"D\" \"x\" is \"y\" \"z\" is not known end "
    "end",
    "test \"T\" opened at 2026-01-01 10:00 with @ @, @ 5, @ \"x\", @ yes end",
    "test \"T\" at 2026-01-01 10:00 @ with @ @ at 2026-01-01 10:00 @ by @ with @ @ end",
    "test \"T\" at 2026-01-01 10:00 @ at 2026-01-01T10:00:00Z @ by @ end",
    "test \"T\" expect @ due 2026-01-01 10:00 expect @ used 1 hour expect @ left 1 hour end",
    "test \"T\" expect @ met expect @ cycle 2 breached expect @ clause @ expect @ pending end",
    "test \"T\" expect @ tells @ at 2026-01-01 10:00 expect @ tells no one end",
    "test \"T\" expect @ at 95% is EUR 5 end",
    "property \"T\" for @ is @ expect @ within 1 hour in @ expect @ not met expect @ uncovered end",
    "target t for @ is one of (@, @) and @ is not one of (@) and @ is not @ and @ is not known end",
    "target t for @ is known or @ is at least @ or @ is more than @ or not (@ is less than @) end",
    "target t for opened during @ or (@ is @) end",
};

static const char *const queries[] = {
    "when is @ due opened at 2026-01-01 10:00 with @ @",
    "hours of @ on 2026-01-01",
    "holidays of @ in 2026",
    "compliance of @ by @, @ when @ is @",
    "compliance of @ when @ is @",
    "best limit of @ for 95% by @ when @ is @",
    "drivers of breaches in @ by @ when @ is @",
    "why @ of @",
    "why @",
    "why not escalation @ of @",
    "why not escalation @",
    "why not at breach of @",
    "why not once @ is @ of @",
    "best hours of @ for @ when @ is @",
    "is @ met",
    "which rule of @",
    "@ is told at 2026-01-01 10:00",
    "unknown @, @",
    "forget @",
    "set @ to @",
    "what would change @",
    "what would change @ of @",
    "when is @ due",
    "at Monday 10:00 @ by @",
    "at 10:00 @",
    "1 hour in @ after 2026-01-01 10:00",
    "1 working day in @ before 2026-01-01 10:00",
    "time in @ from 2026-01-01 10:00 to 2026-01-01 11:00",
    "@ is open at 2026-01-01 10:00",
    "next opening of @ after 2026-01-01 10:00",
    "next closing of @ after 2026-01-01 10:00",
    "@ is @",
    "open ticket at 2026-01-01 10:00 with @ @",
    "at 2026-01-01 10:00 @ by @ with @ @",
    "at 2026-01-01 10:00 @",
    "after 1 hour in @ @ by @ with @ @",
    "after 1 hour @",
    "set @ to @ at 2026-01-01 10:00",
    "suppose remove target @",
};

static const char *const quotes[] = {
    "limit of @ when @ is @", "promise of @", "title of @", "hours of @", "fee @",
};

struct count {
    struct text word;
    size_t found;
};

static bool count_names(void *context, const struct node *node)
{
    struct count *count = context;
    bool names = node->kind == NODE_NAME || node->kind == NODE_ZONE;
    count->found += names && text_equal(node->text, count->word);
    return true;
}

/* TEMPLATE with the word in every place; *PLACES is their number. */
static struct text fill(struct buffer *out, const char *template, struct text word, size_t *places)
{
    buffer_clear(out);
    for (*places = 0; *template; template ++) {
        if (*template == '@') {
            buffer_put(out, word);
            ++*places;
        } else {
            buffer_putc(out, *template);
        }
    }
    return buffer_text(out);
}

struct templates {
    const char *const *at;
    size_t count;
    enum syntax_start start;
};

/* True if the word was read as a name in every place. */
static bool is_name_in(struct buffer *out, const char *template, struct text word,
                       enum syntax_start start)
{
    size_t places;
    struct parsed parsed = parse(fill(out, template, word, &places), start);
    struct count count = {word, 0};
    struct node_visitor visitor = {count_names, NULL, &count};
    if (parsed.root)
        node_walk(parsed.root, &visitor);
    bool good = parsed.root && !parsed.sink.errors && count.found == places;
    if (!good)
        tap_note(TEXT_FMT ": %s, " TEXT_FMT ", %zu of %zu", TEXT_ARG(word), template,
                 TEXT_ARG(parsed_codes(&parsed)), count.found, places);
    parsed_free(&parsed);
    return good;
}

/* What stands for itself: `open` in this place asks whether hours are open. */
static bool is_spoken_for(const char *template, struct text word)
{
    return strcmp(template, "@ is open at 2026-01-01 10:00") == 0 && text_is(word, "opened");
}

static void word_everywhere(struct text word, const struct templates *templates)
{
    struct buffer out = {0};
    size_t bad = 0;
    for (size_t t = 0; t < 3; t++)
        for (size_t i = 0; i < templates[t].count; i++)
            bad += !is_spoken_for(templates[t].at[i], word) &&
                   !is_name_in(&out, templates[t].at[i], word, templates[t].start);
    tap_ok(bad == 0, "`" TEXT_FMT "` is a name wherever a name may stand", TEXT_ARG(word));
    buffer_fini(&out);
}

static void reserved_nowhere(struct text word)
{
    struct buffer out = {0};
    size_t places;
    struct parsed parsed =
        parse(fill(&out, "clock a\nend\nclock @\n starts on b\nend", word, &places), SYNTAX_FILE);
    struct text codes = parsed_codes(&parsed);
    tap_ok(text_is(codes, "3:7 CHR0004"), "`" TEXT_FMT "` is no name: " TEXT_FMT, TEXT_ARG(word),
           TEXT_ARG(codes));
    parsed_free(&parsed);
    buffer_fini(&out);
}

/* The list that language.md gives; the scanner has the words from the grammar. */
static const char *const reserved[] = {
    "end",      "is",      "when",      "in",       "not",      "one",       "yes",      "no",
    "known",    "written", "column",    "now",      "at",       "of",        "by",       "for",
    "with",     "from",    "to",        "on",       "and",      "or",        "every",    "each",
    "within",   "more",    "less",      "Monday",   "Tuesday",  "Wednesday", "Thursday", "Friday",
    "Saturday", "Sunday",  "January",   "February", "March",    "April",     "May",      "June",
    "July",     "August",  "September", "October",  "November", "December",
};

static bool is_reserved(struct text word)
{
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (text_is(word, reserved[i]))
            return true;
    return false;
}

int main(void)
{
    const struct templates templates[] = {
        {files, sizeof files / sizeof *files, SYNTAX_FILE},
        {queries, sizeof queries / sizeof *queries, SYNTAX_QUERY},
        {quotes, sizeof quotes / sizeof *quotes, SYNTAX_QUOTE},
    };
    size_t soft = 0;
    for (int kind = 258; kind <= charter_token_last(); kind++) {
        struct text word = text_of(charter_token_name(kind));
        if (word.len < 2 || memchr(word.at, ' ', word.len))
            continue;
        tap_ok(is_reserved(word) == !charter_token_is_soft(kind), "`" TEXT_FMT "` is %s",
               TEXT_ARG(word), is_reserved(word) ? "reserved" : "soft");
        if (!charter_token_is_soft(kind)) {
            reserved_nowhere(word);
        } else {
            word_everywhere(word, templates);
            soft++;
        }
    }
    word_everywhere(TEXT("first-response"), templates);
    word_everywhere(TEXT("2nd-line"), templates);
    word_everywhere(TEXT("GBP"), templates); /* a currency only where money is meant */
    word_everywhere(TEXT("ALL"), templates);
    word_everywhere(TEXT("приоритет"), templates);
    tap_ok(soft > 200, "there are %zu soft words", soft);
    return tap_end();
}
