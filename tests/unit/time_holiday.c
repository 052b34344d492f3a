/* with: tap.c time_make.c */
/* time_holiday.c - holiday lists: every kind of rule, and every kind of substitute. */
#include <string.h>

#include "tap.h"
#include "time_make.h"

static struct arena *arena;

#define YEARLY(m, d, s)                                                                            \
    {                                                                                              \
        .kind = HOLIDAY_YEARLY, .month = (m), .mday = (d), .substitute = (s)                       \
    }
#define EASTER(n)                                                                                  \
    {                                                                                              \
        .kind = HOLIDAY_EASTER, .offset = (n)                                                      \
    }
#define BESIDE(k, m, d)                                                                            \
    {                                                                                              \
        .kind = (k), .weekday = MONDAY, .month = (m), .mday = (d)                                  \
    }
#define NTH(n, m)                                                                                  \
    {                                                                                              \
        .kind = HOLIDAY_NTH, .nth = (n), .weekday = MONDAY, .month = (m)                           \
    }
#define DATED(n)                                                                                   \
    {                                                                                              \
        .kind = HOLIDAY_DATED, .date = (n)                                                         \
    }
#define COUNT(list) (sizeof(list) / sizeof *(list))

/* The dates of a range, `12-25 12-26 12-27*`, with a star where it is a substitute. */
static const char *dates(const struct holiday_rule *rules, size_t count, const char *first,
                         const char *last)
{
    static char out[600];
    struct holiday_list list = {.rules = rules, .count = count};
    struct holiday_dates found = holiday_expand(arena, &list, made_date(first), made_date(last));
    size_t len = 0;
    for (size_t i = 0; i < found.count && len < sizeof out - 16; i++) {
        char date[CIVIL_ROOM];
        civil_write_date(date, found.at[i].date);
        len += strlen(strcat(strcpy(out + len, len ? " " : ""), date + 5));
        if (found.at[i].is_substitute)
            out[len++] = '*';
    }
    out[len] = '\0';
    return out;
}

/* England and Wales as published, the royal occasions included. */
static void england(void)
{
    struct holiday_rule rules[] = {
        YEARLY(1, 1, SUBSTITUTE_AND_NEXT),
        EASTER(-2),
        EASTER(1),
        NTH(1, 5),
        NTH(-1, 5),
        NTH(-1, 8),
        YEARLY(12, 25, SUBSTITUTE_AND_NEXT),
        YEARLY(12, 26, SUBSTITUTE_AND_NEXT),
        DATED(made_date("2022-06-03")),
        DATED(made_date("2022-09-19")),
        DATED(made_date("2023-05-08")),
    };
    size_t count = COUNT(rules);
    tap_same(dates(rules, count, "2021-01-01", "2021-12-31"),
             "01-01 04-02 04-05 05-03 05-31 08-30 12-25 12-26 12-27* 12-28*", "England 2021");
    tap_same(dates(rules, count, "2022-01-01", "2022-12-31"),
             "01-01 01-03* 04-15 04-18 05-02 05-30 06-03 08-29 09-19 12-25 12-26 12-27*",
             "England 2022");
    tap_same(dates(rules, count, "2023-01-01", "2023-12-31"),
             "01-01 01-02* 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26", "England 2023");
    tap_same(dates(rules, count, "2027-01-01", "2027-12-31"),
             "01-01 03-26 03-29 05-03 05-31 08-30 12-25 12-26 12-27* 12-28*", "England 2027");
    tap_same(dates(rules, count, "2028-01-01", "2028-12-31"),
             "01-01 01-03* 04-14 04-17 05-01 05-29 08-28 12-25 12-26", "England 2028");
    tap_same(dates(rules, count, "2021-12-26", "2021-12-27"), "12-26 12-27*",
             "a range of two days");
    tap_same(dates(rules, count, "2021-11-01", "2021-11-30"), "", "a range without any");
}

static void substitutes(void)
{
    /* 2026-12-26 is a Saturday, 2026-12-27 a Sunday */
    struct holiday_rule next[] = {YEARLY(12, 26, SUBSTITUTE_OR_NEXT)};
    tap_same(dates(next, 1, "2026-12-01", "2026-12-31"), "12-28*", "or next weekday");
    tap_same(dates(next, 1, "2025-12-01", "2025-12-31"), "12-26", "or next weekday: a Friday");
    struct holiday_rule previous[] = {YEARLY(12, 27, SUBSTITUTE_OR_PREVIOUS)};
    tap_same(dates(previous, 1, "2026-12-01", "2026-12-31"), "12-25*", "or previous weekday");
    struct holiday_rule nearest[] = {YEARLY(12, 26, SUBSTITUTE_OR_NEAREST),
                                     YEARLY(12, 27, SUBSTITUTE_OR_NEAREST)};
    tap_same(dates(nearest, 2, "2026-12-01", "2026-12-31"), "12-25* 12-28*", "or nearest weekday");
    struct holiday_rule july[] = {YEARLY(7, 4, SUBSTITUTE_AND_NEAREST)};
    tap_same(dates(july, 1, "2026-07-01", "2026-07-31"), "07-03* 07-04", "and nearest weekday");
    tap_same(dates(july, 1, "2027-07-01", "2027-07-31"), "07-04 07-05*", "and nearest: a Sunday");
    struct holiday_rule before[] = {YEARLY(12, 27, SUBSTITUTE_AND_PREVIOUS)};
    tap_same(dates(before, 1, "2026-12-01", "2026-12-31"), "12-25* 12-27", "and previous weekday");
    struct holiday_rule taken[] = {YEARLY(12, 26, SUBSTITUTE_OR_NEAREST),
                                   YEARLY(12, 25, SUBSTITUTE_NONE)};
    tap_same(dates(taken, 2, "2026-12-01", "2026-12-31"), "12-25 12-28*",
             "the nearest is taken: of two as near, the later");
    struct holiday_rule first[] = {YEARLY(12, 27, SUBSTITUTE_OR_NEXT),
                                   YEARLY(12, 26, SUBSTITUTE_AND_NEXT),
                                   YEARLY(12, 28, SUBSTITUTE_OR_NEXT)};
    tap_same(dates(first, 3, "2026-12-01", "2026-12-31"), "12-26 12-28 12-29* 12-30*",
             "days that stay come first, then the others by date");
    struct holiday_rule eve[] = {YEARLY(12, 31, SUBSTITUTE_OR_NEXT),
                                 YEARLY(1, 1, SUBSTITUTE_AND_NEXT)};
    tap_same(dates(eve, 2, "2023-01-01", "2023-01-31"), "01-01 01-02* 01-03*",
             "a day that moves into the next year");
    tap_same(dates(eve, 2, "2022-12-01", "2022-12-31"), "", "and out of its own");
    struct holiday_rule half[] = {
        {.kind = HOLIDAY_YEARLY, .month = 12, .mday = 28, .part = {DAY_REST, 13 * MICROS_HOUR, 0}},
        YEARLY(12, 26, SUBSTITUTE_AND_NEXT)};
    struct holiday_rule sunday[] = {{.kind = HOLIDAY_YEARLY,
                                     .month = 12,
                                     .mday = 26,
                                     .substitute = SUBSTITUTE_AND_NEXT,
                                     .moves_on = 1 << SUNDAY},
                                    {.kind = HOLIDAY_YEARLY,
                                     .month = 12,
                                     .mday = 27,
                                     .substitute = SUBSTITUTE_AND_NEXT,
                                     .moves_on = 1 << SUNDAY}};
    tap_same(dates(sunday, 2, "2026-12-01", "2026-12-31"), "12-26 12-27 12-28*", "when Sunday");
    struct holiday_rule king[] = {{.kind = HOLIDAY_YEARLY,
                                   .month = 12,
                                   .mday = 27,
                                   .substitute = SUBSTITUTE_OR_PREVIOUS,
                                   .moves_on = 1 << SUNDAY,
                                   .to_any_day = true}};
    tap_same(dates(king, 1, "2026-12-01", "2026-12-31"), "12-26*", "or previous day when Sunday");
    tap_same(dates(king, 1, "2025-12-01", "2025-12-31"), "12-27", "or previous day: a Saturday");
    struct holiday_rule bridge[] = {{.kind = HOLIDAY_YEARLY,
                                     .month = 12,
                                     .mday = 24,
                                     .substitute = SUBSTITUTE_AND_NEXT,
                                     .moves_on = 1 << THURSDAY},
                                    YEARLY(12, 25, SUBSTITUTE_NONE)};
    tap_same(dates(bridge, 2, "2026-12-01", "2026-12-31"), "12-24 12-25 12-28*",
             "and next weekday when Thursday");
    tap_same(dates(half, 2, "2026-12-01", "2026-12-31"), "12-26 12-28 12-28*",
             "half a holiday does not take a date");
}

static void rules(void)
{
    struct holiday_rule leap[] = {YEARLY(2, 29, SUBSTITUTE_NONE)};
    tap_same(dates(leap, 1, "2023-01-01", "2029-01-01"), "02-29 02-29", "29 February");
    struct holiday_rule fifth[] = {{.kind = HOLIDAY_NTH, .nth = 5, .weekday = FRIDAY}};
    tap_same(dates(fifth, 1, "2026-01-01", "2026-12-31"), "01-30 05-29 07-31 10-30",
             "every fifth Friday of each month");
    /* 2026-05-25 and 2026-11-02 are Mondays */
    struct holiday_rule beside[] = {BESIDE(HOLIDAY_BEFORE, 5, 25), BESIDE(HOLIDAY_BEFORE, 5, 26),
                                    BESIDE(HOLIDAY_AFTER, 11, 2),  BESIDE(HOLIDAY_AFTER, 11, 1),
                                    BESIDE(HOLIDAY_BEFORE, 1, 2),  BESIDE(HOLIDAY_AFTER, 12, 30),
                                    BESIDE(HOLIDAY_AFTER, 2, 29)};
    tap_same(dates(beside, 2, "2026-01-01", "2026-12-31"), "05-18 05-25", "every Monday before");
    tap_same(dates(beside + 2, 2, "2026-01-01", "2026-12-31"), "11-02 11-09", "every Monday after");
    tap_same(dates(beside + 4, 2, "2026-01-01", "2026-12-31"), "01-05 12-28",
             "a weekday beside a date of another year");
    tap_same(dates(beside + 6, 1, "2023-01-01", "2029-12-31"), "03-04 03-06",
             "a weekday after 29 February, in leap years");
    struct holiday_rule only[] = {
        {.kind = HOLIDAY_YEARLY, .month = 5, .mday = 4, .only_from = 2020, .only_to = 2022}};
    tap_same(dates(only, 1, "2015-01-01", "2030-01-01"), "05-04 05-04 05-04", "only 2020 to 2022");
    struct holiday_rule easter[] = {EASTER(0), EASTER(60), EASTER(-400)};
    tap_same(dates(easter, 3, "2026-01-01", "2026-12-31"), "02-21 04-05 06-04",
             "Easter, far from Easter too");
    struct holiday_rule huge[] = {EASTER(INT32_MAX), EASTER(INT32_MIN + 1)};
    tap_same(dates(huge, 2, "2026-01-01", "2026-12-31"), "", "Easter, absurdly far");
    tap_same(dates(huge, 0, "2026-01-01", "2026-12-31"), "", "an empty list");
}

/* Every weekday is a holiday: nothing is free, and nothing loops. */
static void crowded(void)
{
    struct holiday_rule all[26];
    for (int i = 0; i < 25; i++)
        all[i] = (struct holiday_rule){
            .kind = HOLIDAY_NTH, .nth = i / 5 + 1, .weekday = (enum weekday)(i % 5)};
    all[25] = (struct holiday_rule)YEARLY(12, 26, SUBSTITUTE_AND_NEXT);
    tap_same(dates(all, 26, "2026-12-25", "2026-12-29"), "12-25 12-26 12-28 12-29",
             "no day is free: no substitute");
}

/* What a list gives for a date is the same whatever was asked for. */
static void ranges(void)
{
    struct holiday_rule list[] = {YEARLY(12, 31, SUBSTITUTE_OR_NEXT),
                                  YEARLY(1, 1, SUBSTITUTE_AND_NEXT),
                                  YEARLY(12, 25, SUBSTITUTE_OR_PREVIOUS), NTH(-1, 5), EASTER(1)};
    struct holiday_list all = {.rules = list, .count = COUNT(list)};
    day first = made_date("2000-01-01"), last = made_date("2040-12-31");
    struct holiday_dates whole = holiday_expand(arena, &all, first, last);
    size_t next = 0;
    int wrong = 0;
    for (day date = first; date <= last; date++) {
        struct holiday_dates one = holiday_expand(arena, &all, date, date);
        for (size_t i = 0; i < one.count; i++, next++)
            wrong += next >= whole.count || whole.at[next].date != one.at[i].date ||
                     whole.at[next].rule != one.at[i].rule;
    }
    tap_ok(wrong == 0 && next == whole.count, "forty years, and day by day");
}

int main(void)
{
    arena = arena_new();
    england();
    substitutes();
    rules();
    crowded();
    ranges();
    arena_free(arena);
    return tap_end();
}
