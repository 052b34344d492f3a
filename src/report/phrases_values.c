/* phrases_values.c - figures, money, dates and lengths as a language writes them. */
#include <string.h>

#include "report/phrases.h"
#include "time/zone.h"

#define FILL(arena, phrases, key, ...)                                                             \
    phrases_say((arena), (phrases), SAID_##key, (const struct text[]){TEXT(""), __VA_ARGS__})

/* ---------- figures ---------- */

/* DIGITS with the language's mark between groups of three. */
static struct text grouped(struct arena *arena, const struct phrases *phrases, struct text digits)
{
    struct text out = TEXT("");
    for (size_t i = 0; i < digits.len; i++) {
        bool mark = i && (digits.len - i) % 3 == 0;
        out = text_format(arena, TEXT_FMT "%s%c", TEXT_ARG(out),
                          mark ? phrases->one[SAID_THOUSANDS_MARK] : "", digits.at[i]);
    }
    return out;
}

/* A number as decimal_format gives it, in the marks of the language. */
static struct text in_marks(struct arena *arena, const struct phrases *phrases, struct text plain)
{
    bool negative = plain.len && plain.at[0] == '-';
    const char *point = memchr(plain.at, '.', plain.len);
    size_t whole = point ? (size_t)(point - plain.at) : plain.len;
    struct text digits = grouped(arena, phrases, text_slice(plain, negative, whole));
    struct text rest = point ? text_slice(plain, whole + 1, plain.len) : TEXT("");
    return text_format(arena, "%s" TEXT_FMT "%s" TEXT_FMT, negative ? "-" : "", TEXT_ARG(digits),
                       point ? phrases->one[SAID_DECIMAL_MARK] : "", TEXT_ARG(rest));
}

struct text phrases_whole(struct arena *arena, const struct phrases *phrases, uint64_t number)
{
    return in_marks(arena, phrases, text_format(arena, "%llu", (unsigned long long)number));
}

struct text phrases_decimal(struct arena *arena, const struct phrases *phrases,
                            struct decimal number)
{
    return in_marks(arena, phrases, decimal_format(arena, number));
}

struct text phrases_percent(struct arena *arena, const struct phrases *phrases,
                            struct decimal percent)
{
    return FILL(arena, phrases, PERCENT, phrases_decimal(arena, phrases, percent));
}

/* Digits of the minor unit of a currency of ISO 4217; 0 of any other. */
static unsigned minor_digits(const char *currency)
{
    static const struct {
        const char *code;
        unsigned digits;
    } rows[] = {
#define CURRENCY(code, digits) {#code, digits},
#include "charter/currencies.def"
#undef CURRENCY
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].code, currency) == 0)
            return rows[i].digits;
    return 0;
}

struct text phrases_money(struct arena *arena, const struct phrases *phrases,
                          const struct ast_money *money)
{
    struct text plain = decimal_format(arena, money->amount);
    const char *point = memchr(plain.at, '.', plain.len);
    size_t behind = point ? (size_t)(plain.at + plain.len - point) - 1 : 0;
    for (unsigned digits = minor_digits(money->currency); point && behind < digits; behind++)
        plain = text_format(arena, TEXT_FMT "0", TEXT_ARG(plain));
    return FILL(arena, phrases, MONEY, text_of(money->currency), in_marks(arena, phrases, plain));
}

/* ---------- dates ---------- */

struct text phrases_weekday(struct arena *arena, const struct phrases *phrases, int weekday)
{
    return phrases_say(arena, phrases, (enum said)((int)SAID_MONDAY + weekday), NULL);
}

struct text phrases_month(struct arena *arena, const struct phrases *phrases, int month)
{
    return phrases_say(arena, phrases, (enum said)((int)SAID_JANUARY + month - 1), NULL);
}

struct text phrases_date(struct arena *arena, const struct phrases *phrases, day date)
{
    struct civil_date civil = civil_of_day(date);
    return FILL(arena, phrases, DATE, text_format(arena, "%d", civil.mday),
                phrases_month(arena, phrases, civil.month), text_format(arena, "%d", civil.year));
}

struct text phrases_weekday_date(struct arena *arena, const struct phrases *phrases, day date)
{
    return FILL(arena, phrases, WEEKDAY_DATE,
                phrases_weekday(arena, phrases, (int)civil_weekday(date)),
                phrases_date(arena, phrases, date));
}

struct text phrases_time(struct arena *arena, micros time)
{
    char out[CIVIL_ROOM];
    civil_write_time(out, time);
    return text_format(arena, "%s", out);
}

struct text phrases_instant(struct arena *arena, const struct phrases *phrases,
                            const struct zone *zone, instant at)
{
    struct zone_local local = zone_to_local(zone, at);
    return FILL(arena, phrases, INSTANT, phrases_weekday_date(arena, phrases, local.date),
                phrases_time(arena, local.time));
}

/* ---------- lengths ---------- */

static struct text seconds_text(struct arena *arena, const struct phrases *phrases, micros rest)
{
    if (rest % MICROS_SECOND == 0)
        return phrases_count(arena, phrases, SAID_SECONDS, (uint64_t)(rest / MICROS_SECOND));
    struct decimal number = {rest, 6};
    return FILL(arena, phrases, PARTS_OF_SECONDS, phrases_decimal(arena, phrases, number));
}

struct text phrases_length(struct arena *arena, const struct phrases *phrases, micros length)
{
    uint64_t hours = (uint64_t)(length / MICROS_HOUR);
    uint64_t minutes = (uint64_t)(length % MICROS_HOUR / MICROS_MINUTE);
    micros rest = length % MICROS_MINUTE;
    struct text parts[3];
    size_t count = 0;
    if (hours)
        parts[count++] = phrases_count(arena, phrases, SAID_HOURS, hours);
    if (minutes || (!hours && !rest))
        parts[count++] = phrases_count(arena, phrases, SAID_MINUTES, minutes);
    if (rest)
        parts[count++] = seconds_text(arena, phrases, rest);
    struct text out = parts[0];
    for (size_t i = 1; i < count; i++)
        out = FILL(arena, phrases, LENGTH_JOINED, out, parts[i]);
    return out;
}

static struct text end_of_day(struct arena *arena, const struct phrases *phrases, int32_t days)
{
    if (days <= 1)
        return phrases_say(arena, phrases, days ? SAID_END_OF_NEXT_DAY : SAID_END_OF_SAME_DAY,
                           NULL);
    return phrases_count(arena, phrases, SAID_END_OF_NTH_DAY, (uint64_t)days);
}

struct text phrases_limit(struct arena *arena, const struct phrases *phrases,
                          const struct limit *limit)
{
    switch (limit->kind) {
    case LIMIT_LENGTH:
        return phrases_length(arena, phrases, limit->length);
    case LIMIT_WORKING_DAYS:
        return phrases_count(arena, phrases, SAID_WORKING_DAYS, (uint64_t)limit->days);
    case LIMIT_END_OF_WORKING_DAY:
        return end_of_day(arena, phrases, limit->days);
    case LIMIT_CALENDAR_DAYS:
        return phrases_count(arena, phrases, SAID_CALENDAR_DAYS, (uint64_t)limit->days);
    }
    return TEXT("");
}
