/* with: tap.c time_make.c */
/* time_vectors.c - the vectors of the semantics that are about time alone, and the rules of
 * calendars one by one. Weekdays without a date are of the week of Monday 2026-09-07. */
#include <string.h>

#include "tap.h"
#include "time_make.h"

static struct arena *arena;
static struct zone_table *zones;
static const struct zone *paris;

static const struct calendar *compile(struct made *made)
{
    const struct calendar_spec *spec = made_spec(made);
    return calendar_compile(arena, spec, made_date("2025-01-01"), made_date("2027-12-31"));
}

static const struct calendar *office_in(const char *zone)
{
    static struct made made[8];
    static int next;
    struct made *office = &made[next++ % 8];
    made_init(office, arena, made_zone(zones, zone));
    made_weekly(office, DAYS_WEEK, "09:00-17:00");
    return compile(office);
}

static const struct calendar *always(void)
{
    const struct calendar_spec *spec = calendar_always(arena, paris);
    return calendar_compile(arena, spec, made_date("2025-01-01"), made_date("2027-12-31"));
}

/* An instant in the calendar's zone, or why there is none. */
static const char *shown(const struct calendar *calendar, struct calendar_answer answer)
{
    static char out[4][CIVIL_ROOM];
    static int next;
    char *room = out[next++ % 4];
    if (answer.status != CALENDAR_OK)
        return calendar_status_text(answer.status);
    zone_write(calendar_zone(calendar), room, answer.at);
    return room;
}

static instant at(const struct calendar *calendar, const char *stamp)
{
    return made_at(calendar_zone(calendar), stamp);
}

static void due(const char *name, const struct calendar *calendar, const char *from,
                int64_t minutes, const char *wanted)
{
    struct calendar_answer found =
        calendar_due(calendar, at(calendar, from), minutes * MICROS_MINUTE);
    tap_same(shown(calendar, found), wanted, "%s: %s and %lld minutes", name, from,
             (long long)minutes);
}

static void elapsed(const char *name, const struct calendar *calendar, const char *from,
                    const char *to, int64_t minutes)
{
    tap_equal(calendar_elapsed(calendar, at(calendar, from), at(calendar, to)),
              minutes * MICROS_MINUTE, "%s: %s to %s is %lld minutes", name, from, to,
              (long long)minutes);
}

static void working(const char *name, const struct calendar *calendar, const char *from, int count,
                    const char *wanted)
{
    struct calendar_answer found = calendar_working_days(calendar, at(calendar, from), count);
    tap_same(shown(calendar, found), wanted, "%s: %s and %d working days", name, from, count);
}

static void end_of(const char *name, const struct calendar *calendar, const char *from, int count,
                   const char *wanted)
{
    struct calendar_answer found = calendar_end_of_working_day(calendar, at(calendar, from), count);
    tap_same(shown(calendar, found), wanted, "%s: %s, end of working day %d", name, from, count);
}

static void vectors_of_clock_changes(void)
{
    due("V1", always(), "2026-10-24 23:30", 24 * 60, "2026-10-25 22:30 CET");
    due("V2", always(), "2026-03-28 23:30", 24 * 60, "2026-03-30 00:30 CEST");
    struct made night, early, half;
    made_init(&night, arena, paris);
    made_weekly(&night, WEEK_ALL, "22:00-06:00");
    elapsed("V3", compile(&night), "2026-10-24 12:00", "2026-10-25 12:00", 9 * 60);
    elapsed("V3", compile(&night), "2026-03-28 12:00", "2026-03-29 12:00", 7 * 60);
    made_init(&early, arena, paris);
    made_weekly(&early, DAY_SUNDAY, "01:00-05:00");
    elapsed("V16", compile(&early), "2026-03-28 12:00", "2026-03-29 12:00", 3 * 60);
    elapsed("V16", compile(&early), "2026-10-24 12:00", "2026-10-25 12:00", 5 * 60);
    made_init(&half, arena, paris);
    made_weekly(&half, DAY_SUNDAY, "02:30-05:00");
    elapsed("V17", compile(&half), "2026-03-28 12:00", "2026-03-29 12:00", 2 * 60);
    due("V12", always(), "2026-10-25 00:30+02:00", 4 * 60 + 45, "2026-10-25 04:15 CET");
    elapsed("V12", always(), "2026-10-25 02:30+02:00", "2026-10-25 02:15+01:00", 45);
    due("V13", office_in("Australia/Sydney"), "2026-10-02 16:30", 60, "2026-10-05 09:30 AEDT");
    const struct calendar *c = always();
    tap_same(shown(c, calendar_days(c, at(c, "2026-03-28 02:30"), 1)), "2026-03-29 03:00 CEST",
             "V32: a calendar day into the gap");
    tap_same(shown(c, calendar_days(c, at(c, "2026-10-24 02:30"), 1)), "2026-10-25 02:30 CEST",
             "V32: a calendar day into the fold");
    tap_same(shown(c, calendar_days(c, at(c, "2026-03-01 10:00"), 30)), "2026-03-31 10:00 CEST",
             "30 calendar days");
    elapsed("V23", c, "2026-03-01 10:00", "2026-03-31 10:00", 719 * 60);
}

static void vectors_of_hours(void)
{
    const struct calendar *office = office_in("Europe/Paris");
    struct made made;
    due("V4", office, "2026-09-04 16:30", 60, "2026-09-07 09:30 CEST");
    made_init(&made, arena, paris);
    made_weekly(&made, DAYS_WEEK, "09:00-17:00");
    made_closed(&made, "2026-12-24", "2026-12-24", "13:00-");
    made_closed(&made, "2026-12-25", "2026-12-25", NULL);
    due("V5", compile(&made), "2026-12-24 12:30", 120, "2026-12-28 10:30 CET");
    made_init(&made, arena, paris);
    made_weekly(&made, DAYS_WEEK, "09:00-12:00,13:00-17:00");
    due("V6", compile(&made), "2026-09-02 11:30", 60, "2026-09-02 13:30 CEST");
    due("V7", office, "2026-09-07 16:00", 60, "2026-09-07 17:00 CEST");
    elapsed("V7", office, "2026-09-07 17:00", "2026-09-07 20:00", 0);
    elapsed("V10", office, "2026-09-12 10:00", "2026-09-12 11:00", 0);
    made_init(&made, arena, paris);
    made_weekly(&made, DAYS_WEEK, "09:00-17:00");
    made_closed(&made, "2026-12-24", "2027-01-02", NULL);
    due("V11", compile(&made), "2026-12-23 16:30", 60, "2027-01-04 09:30 CET");
    made_init(&made, arena, paris);
    made_weekly(&made, DAY_MONDAY, "09:00-17:00");
    due("V14", compile(&made), "2026-09-08 10:00", 120, "2026-09-14 11:00 CEST");
    due("V15", office, "2026-09-07 10:00", 24 * 60, "2026-09-10 10:00 CEST");
    working("V15", office, "2026-09-07 10:00", 1, "2026-09-08 10:00 CEST");
    end_of("V15", office, "2026-09-07 10:00", 1, "2026-09-08 17:00 CEST");
    working("V21", office, "2026-09-07 10:00", 3, "2026-09-10 10:00 CEST");
    elapsed("V21", office, "2026-09-07 10:00", "2026-09-10 10:00", 24 * 60);
    elapsed("V22", office, "2026-09-07 10:00", "2026-09-08 17:00", 15 * 60);
}

static void vectors_of_days(void)
{
    struct made made;
    made_init(&made, arena, paris);
    made_weekly(&made, 0x0f, "09:00-17:00");
    made_weekly(&made, 0x10, "10:00-16:00");
    const struct calendar *c = compile(&made);
    working("V25", c, "2026-09-10 09:00", 1, "2026-09-11 10:00 CEST");
    elapsed("V25", c, "2026-09-10 09:00", "2026-09-11 10:00", 8 * 60);
    working("2.7", c, "2026-09-10 16:30", 1, "2026-09-11 16:00 CEST");
    working("2.7", c, "2026-09-12 12:00", 1, "2026-09-15 09:00 CEST");
    end_of("2.8", c, "2026-09-12 12:00", 0, "2026-09-14 17:00 CEST");
    end_of("2.8", c, "2026-09-10 09:00", 1, "2026-09-11 16:00 CEST");
    working("2.7", c, "2026-09-10 16:00", 1, "2026-09-11 16:00 CEST");
    made_init(&made, arena, paris);
    made_weekly(&made, 0x0f, "09:00-17:00");
    made_weekly(&made, 0x10, "08:00-10:00,11:00-12:00");
    c = compile(&made);
    working("2.7: a lunch", c, "2026-09-10 10:30", 1, "2026-09-11 10:00 CEST");
    working("2.7: after all", c, "2026-09-10 16:30", 1, "2026-09-11 12:00 CEST");
    made_init(&made, arena, paris);
    made_weekly(&made, DAY_MONDAY, "00:00-24:00");
    made_weekly(&made, 2, "09:00-17:00");
    working("2.7: 24:00 is the day before's", compile(&made), "2026-09-07 08:00", 1,
            "2026-09-08 09:00 CEST");
    made_init(&made, arena, paris);
    made_weekly(&made, WEEK_ALL, "22:00-06:00");
    end_of("2.8: over midnight", compile(&made), "2026-09-07 23:00", 0, "2026-09-08 00:00 CEST");
    end_of("2.8: over midnight", compile(&made), "2026-09-07 12:00", 1, "2026-09-09 00:00 CEST");
    working("2.7: always", always(), "2026-03-28 02:30", 1, "2026-03-29 03:00 CEST");
    end_of("2.8: always", always(), "2026-03-28 02:30", 0, "2026-03-29 00:00 CET");
    tap_ok(calendar_is_working_day(c, made_date("2026-09-11")), "2.6: a Friday");
    tap_ok(!calendar_is_working_day(c, made_date("2026-09-12")), "2.6: a Saturday");
}

static void vectors_of_closures(void)
{
    struct made made;
    made_init(&made, arena, paris);
    made_weekly(&made, WEEK_ALL, "22:00-06:00");
    made_closed(&made, "2026-12-25", "2026-12-25", NULL);
    elapsed("V28", compile(&made), "2026-12-24 12:00", "2026-12-27 12:00", 10 * 60);
    made_init(&made, arena, paris);
    made_unbroken(&made, WEEK_ALL, "22:00-06:00");
    made_closed(&made, "2026-12-25", "2026-12-25", NULL);
    elapsed("V28: unbroken", compile(&made), "2026-12-24 12:00", "2026-12-27 12:00", 16 * 60);
    made_init(&made, arena, paris);
    made_weekly(&made, WEEK_ALL, "22:00-06:00");
    made_closed(&made, "2026-12-25", "2026-12-25", "13:00-");
    elapsed("2.3: what begins past midnight", compile(&made), "2026-12-24 12:00",
            "2026-12-27 12:00", 16 * 60);
    made_init(&made, arena, paris);
    made_weekly(&made, WEEK_ALL, "22:00-06:00");
    made_dated(&made, "2026-12-25", "2026-12-25", "10:00-14:00");
    elapsed("2.3: open on leaves the evening before", compile(&made), "2026-12-24 12:00",
            "2026-12-27 12:00", 20 * 60);
    made_init(&made, arena, paris);
    made_weekly(&made, WEEK_ALL, "09:00-17:00");
    made_dated(&made, "2026-12-25", "2026-12-25", "10:00-14:00");
    made_dated(&made, "2026-12-25", "2026-12-25", "13:00-15:00");
    made_closed(&made, "2026-12-25", "2026-12-25", "11:00-12:00");
    elapsed("2.3: several open on add up, closed on cuts last", compile(&made), "2026-12-25 00:00",
            "2026-12-26 00:00", 4 * 60);
    made_dated(&made, "2026-12-28", "2026-12-28", "");
    elapsed("2.3: open on with no hours", compile(&made), "2026-12-28 00:00", "2026-12-29 00:00",
            0);
    made_closed_days(&made, DAY_SUNDAY);
    elapsed("2.3: closed Sunday", compile(&made), "2026-09-05 12:00", "2026-09-07 12:00", 8 * 60);
}

/* Christmas Eve from 13:00, Christmas Day and Boxing Day with substitutes. */
static const struct holiday_list *christmas(void)
{
    static const struct holiday_rule rules[] = {
        {.kind = HOLIDAY_YEARLY, .month = 12, .mday = 24, .part = {DAY_REST, 13 * MICROS_HOUR, 0}},
        {.kind = HOLIDAY_YEARLY,
         .month = 12,
         .mday = 25,
         .substitute = SUBSTITUTE_AND_NEXT,
         .title = {"Christmas Day", 13}},
        {.kind = HOLIDAY_YEARLY, .month = 12, .mday = 26, .substitute = SUBSTITUTE_AND_NEXT}};
    static const struct holiday_list list = {.name = {"christmas", 9},
                                             .rules = rules,
                                             .count = 3,
                                             .complete_from = 2015,
                                             .complete_to = 2035};
    return &list;
}

static void levels(void)
{
    struct made made;
    made_init(&made, arena, paris);
    made_weekly(&made, WEEK_ALL, "09:00-17:00");
    made_holidays(&made, christmas());
    elapsed("a holiday with times cuts", compile(&made), "2026-12-24 00:00", "2026-12-25 00:00",
            4 * 60);
    elapsed("holidays and a substitute on Monday", compile(&made), "2026-12-25 00:00",
            "2026-12-30 00:00", 2 * 8 * 60);
    made_dated(&made, "2026-12-25", "2026-12-25", "10:00-14:00");
    elapsed("open on replaces a holiday", compile(&made), "2026-12-25 00:00", "2026-12-26 00:00",
            4 * 60);
    made_closed(&made, "2026-12-25", "2026-12-25", NULL);
    elapsed("closed on comes last", compile(&made), "2026-12-25 00:00", "2026-12-26 00:00", 0);
    struct calendar_complete complete = calendar_complete_of(made_spec(&made));
    tap_equal(complete.from, made_at(paris, "2015-01-01 00:00"), "complete from 2015");
    tap_equal(complete.to, made_at(paris, "2036-01-01 00:00"), "complete to the end of 2035");
    tap_ok(complete.limits_to == christmas() && !complete.unclaimed, "the list that limits");
    struct made night;
    made_init(&night, arena, paris);
    made_weekly(&night, WEEK_ALL, "22:00-06:00");
    made_holidays(&night, christmas());
    made_dated(&night, "2026-12-25", "2026-12-25", "10:00-14:00");
    elapsed("a holiday that is opened does not cut the evening before", compile(&night),
            "2026-12-23 12:00", "2026-12-26 12:00", 8 * 60 + 4 * 60);
}

static void includes(void)
{
    struct made sydney, both, less;
    made_init(&sydney, arena, made_zone(zones, "Australia/Sydney"));
    made_weekly(&sydney, DAYS_WEEK, "09:00-17:00");
    made_init(&both, arena, paris);
    made_weekly(&both, DAYS_WEEK, "09:00-17:00");
    made_includes(&both, made_spec(&sydney));
    /* Sydney is open from 01:00 to 09:00 in Paris in summer, 23:00 to 07:00 in winter */
    elapsed("includes: one after the other", compile(&both), "2026-07-07 00:00", "2026-07-08 00:00",
            16 * 60);
    due("includes: spans that touch are one", compile(&both), "2026-07-07 08:00", 120,
        "2026-07-07 10:00 CEST");
    const struct calendar *c = compile(&both);
    tap_same(shown(c, calendar_next_closing(c, at(c, "2026-07-07 08:00"))), "2026-07-07 17:00 CEST",
             "includes: no closing where spans touch");
    made_closed(&both, "2026-07-07", "2026-07-07", NULL);
    elapsed("includes: a closed date is one of the includer's zone", compile(&both),
            "2026-07-06 12:00", "2026-07-08 12:00", 5 * 60 + 11 * 60);
    made_init(&less, arena, paris);
    made_weekly(&less, WEEK_ALL, "00:00-24:00");
    made_dated(&less, "2026-07-07", "2026-07-07", "00:00-24:00");
    made_excludes(&less, made_spec(&sydney));
    elapsed("excludes: after all else", compile(&less), "2026-07-07 00:00", "2026-07-08 00:00",
            16 * 60);
    struct calendar_complete complete = calendar_complete_of(made_spec(&less));
    tap_ok(complete.from == INSTANT_FIRST && complete.to == INSTANT_END, "nothing limits");
}

static void edges(void)
{
    const struct calendar *office = office_in("Europe/Paris");
    instant closing = at(office, "2026-09-07 17:00"), opening = at(office, "2026-09-08 09:00");
    tap_ok(calendar_is_open(office, closing - 1), "open before the closing");
    tap_ok(!calendar_is_open(office, closing), "closed at the closing");
    tap_ok(calendar_is_open(office, opening), "open at the opening");
    tap_ok(!calendar_is_open(office, opening - 1), "closed before it");
    tap_same(shown(office, calendar_next_opening(office, opening)), "2026-09-09 09:00 CEST",
             "the next opening is later than the instant");
    tap_same(shown(office, calendar_next_opening(office, opening - 1)), "2026-09-08 09:00 CEST",
             "the next opening");
    tap_same(shown(office, calendar_next_closing(office, closing)), "2026-09-08 17:00 CEST",
             "the next closing is later than the instant");
    tap_same(shown(office, calendar_next_closing(office, closing - 1)), "2026-09-07 17:00 CEST",
             "the next closing");
    tap_same(shown(office, calendar_before(office, opening + 30 * MICROS_MINUTE, MICROS_HOUR)),
             "2026-09-07 16:30 CEST", "before: over the night");
    tap_same(
        shown(office, calendar_before(office, opening + 30 * MICROS_MINUTE, 30 * MICROS_MINUTE)),
        "2026-09-08 09:00 CEST", "before: the latest, at the opening");
    tap_same(shown(office, calendar_before(office, opening, 1)), "2026-09-07 16:59:59.999999 CEST",
             "before: a microsecond");
    tap_same(shown(office, calendar_due(office, opening, 0)), "2026-09-08 09:00 CEST",
             "due: nothing");
    tap_same(shown(office, calendar_due(office, closing, 0)), "2026-09-07 17:00 CEST",
             "due: nothing, when closed");
    tap_same(shown(office, calendar_due(office, closing, 1)), "2026-09-08 09:00:00.000001 CEST",
             "due: a microsecond");
    day date;
    struct made night;
    made_init(&night, arena, paris);
    made_weekly(&night, DAY_MONDAY, "22:00-06:00");
    tap_ok(!calendar_over_midnight(office, &date), "not over midnight");
    tap_ok(calendar_over_midnight(compile(&night), &date) && civil_weekday(date) == TUESDAY,
           "over midnight");
    made_init(&night, arena, paris);
    made_weekly(&night, DAY_MONDAY, "22:00-24:00");
    tap_ok(!calendar_over_midnight(compile(&night), &date), "24:00 is not over midnight");
}

static void spans(void)
{
    struct made made;
    made_init(&made, arena, paris);
    made_weekly(&made, DAY_MONDAY, "09:00-09:00");
    elapsed("a span to its own start is a day long", compile(&made), "2026-09-07 00:00",
            "2026-09-14 00:00", 24 * 60);
    made_init(&made, arena, paris);
    made_weekly(&made, DAY_MONDAY, "09:00-09:01");
    elapsed("a span of a minute", compile(&made), "2026-09-07 00:00", "2026-09-14 00:00", 1);
    due("a span of a minute", compile(&made), "2026-09-07 00:00", 3, "2026-09-21 09:01 CEST");
    made_init(&made, arena, paris);
    made_weekly(&made, DAYS_WEEK, "09:00-12:00,11:00-13:00,13:00-14:00");
    elapsed("spans that overlap count once", compile(&made), "2026-09-07 00:00", "2026-09-08 00:00",
            5 * 60);
    made_init(&made, arena, paris);
    made_weekly(&made, WEEK_ALL, "00:00-00:00");
    tap_ok(calendar_is_always(made_spec(&made)), "00:00 to 00:00 every day is always");
    made_init(&made, arena, paris);
    made_weekly(&made, WEEK_ALL, "08:00-20:00,20:00-08:00");
    tap_ok(calendar_is_always(made_spec(&made)), "two shifts round the clock are always");
    made_closed(&made, "2026-12-25", "2026-12-25", NULL);
    tap_ok(!calendar_is_always(made_spec(&made)), "but not with a closed date");
    tap_same(shown(compile(&made), calendar_next_closing(compile(&made), 0)),
             "2026-12-25 00:00 CET", "which is its only closing");
}

static void never(void)
{
    struct made made;
    made_init(&made, arena, paris);
    tap_ok(calendar_never_open(compile(&made)), "V19: no span");
    made_weekly(&made, DAY_SUNDAY, "09:00-17:00");
    made_closed_days(&made, DAY_SUNDAY);
    const struct calendar *c = compile(&made);
    tap_ok(calendar_never_open(c), "V19: opened and closed");
    tap_same(shown(c, calendar_due(c, 0, 1)), "it is never open there", "V19: due");
    tap_same(shown(c, calendar_next_opening(c, 0)), "it is never open there", "V19: opening");
    tap_same(shown(c, calendar_working_days(c, 0, 1)), "it is never open there", "V19: days");
    made_init(&made, arena, paris);
    made_weekly(&made, DAYS_WEEK, "09:00-17:00");
    made_excludes(&made, calendar_always(arena, paris));
    tap_ok(calendar_never_open(compile(&made)), "V19: excludes always");
    made_init(&made, arena, paris);
    made_dated(&made, "9998-05-04", "9998-05-04", "09:00-17:00");
    c = compile(&made);
    tap_ok(!calendar_never_open(c), "open once, far away");
    due("far", c, "2026-01-01 00:00", 60, "9998-05-04 10:00 CEST");
    due("far", c, "2026-01-01 00:00", 481, "it is not reached within the years 0001 to 9999");
    tap_same(shown(c, calendar_before(c, 0, 1)), "it is never open there", "nothing before");
    c = always();
    tap_same(shown(c, calendar_next_closing(c, 0)), "it never closes", "always never closes");
    tap_same(shown(c, calendar_due(c, 0, INT64_MAX)),
             "it is not reached within the years 0001 to 9999", "always: too long a limit");
    tap_same(shown(c, calendar_due(c, INSTANT_END, 1)), "it lies outside the years 0001 to 9999",
             "an instant that does not exist");
    tap_same(shown(c, calendar_working_days(c, 0, INT64_MAX)),
             "it is not reached within the years 0001 to 9999", "too many days");
    tap_same(shown(c, calendar_days(c, 0, INT64_MAX)),
             "it is not reached within the years 0001 to 9999", "too many calendar days");
}

/* All of a date's reasons in one line. */
static const char *reasons(struct made *made, const char *date)
{
    static char out[600];
    struct calendar_reasons all = calendar_hours_on(made_spec(made), made_date(date), arena);
    size_t len = 0;
    for (size_t i = 0; i < all.count; i++) {
        struct zone_local from = zone_to_local(paris, all.at[i].from);
        len += civil_write_time(out + len, from.time);
        out[len++] = ' ';
        const char *why = calendar_why_text(all.at[i].why);
        memcpy(out + len, why, strlen(why));
        len += strlen(why);
        memcpy(out + len, all.at[i].title.at ? all.at[i].title.at : "", all.at[i].title.len);
        len += all.at[i].title.len;
        out[len++] = ';';
    }
    out[len] = '\0';
    return out;
}

static void whys(void)
{
    struct made made, lunch;
    made_init(&lunch, arena, paris);
    made_weekly(&lunch, WEEK_ALL, "12:00-13:00");
    lunch.spec.name = TEXT("lunch");
    made_init(&made, arena, paris);
    made_weekly(&made, DAYS_WEEK, "09:00-17:00");
    made_holidays(&made, christmas());
    made_closed(&made, "2026-09-08", "2026-09-08", "15:00-16:00");
    made_dated(&made, "2026-09-09", "2026-09-09", "10:00-11:00");
    made_excludes(&made, made_spec(&lunch));
    tap_same(reasons(&made, "2026-09-07"),
             "00:00 outside hours;09:00 open;12:00 excludedlunch;13:00 open;17:00 outside hours;",
             "why: a day");
    tap_same(reasons(&made, "2026-09-08"),
             "00:00 outside hours;09:00 open;12:00 excludedlunch;13:00 open;15:00 closed on this "
             "date;16:00 open;17:00 outside hours;",
             "why: a closure");
    tap_same(reasons(&made, "2026-09-09"),
             "00:00 other hours on this date;10:00 open on this date;11:00 other hours on this "
             "date;",
             "why: other hours");
    tap_same(reasons(&made, "2026-12-25"), "00:00 holidayChristmas Day;", "why: a holiday");
    tap_same(reasons(&made, "2026-12-24"),
             "00:00 outside hours;09:00 open;12:00 excludedlunch;13:00 holidaychristmas;",
             "why: half a holiday");
    made_closed_days(&made, DAY_SATURDAY);
    tap_same(reasons(&made, "2026-09-12"), "00:00 closed on this day of the week;",
             "why: a closed day");
    struct calendar_reason why =
        calendar_why_at(made_spec(&made), made_at(paris, "2026-12-28 12:00"), arena);
    tap_ok(why.why == WHY_HOLIDAY && why.is_substitute, "why: a substitute");
}

static bool in_period(struct period_line line, const char *stamp)
{
    struct period_spec spec = {.zone = paris, .lines = &line, .count = 1};
    const struct calendar *c =
        period_compile(arena, &spec, made_date("2026-01-01"), made_date("2026-12-31"));
    return calendar_is_open(c, made_at(paris, stamp));
}

static void periods(void)
{
    struct made office;
    made_init(&office, arena, paris);
    made_weekly(&office, DAYS_WEEK, "09:00-17:00");
    struct period_line month_end = {.kind = PERIOD_WORKING_DAYS,
                                    .nth = -1,
                                    .count = 2,
                                    .unit = UNIT_MONTH,
                                    .calendar = made_spec(&office)};
    tap_ok(!in_period(month_end, "2026-05-27 23:59"), "last 2 working days: before");
    tap_ok(in_period(month_end, "2026-05-28 00:00"), "last 2 working days: the first");
    tap_ok(in_period(month_end, "2026-05-29 23:59"), "last 2 working days: the second");
    tap_ok(!in_period(month_end, "2026-05-30 00:00"), "last 2 working days: after");
    tap_ok(in_period(month_end, "2031-05-29 12:00"), "last 2 working days: beyond the window");
    month_end.nth = 2;
    tap_ok(in_period(month_end, "2026-05-05 12:00"), "second 2 working days");
    tap_ok(!in_period(month_end, "2026-05-04 12:00"), "not the first 2");
    struct period_line dates = {
        .kind = PERIOD_DATES, .first = made_date("2026-12-01"), .last = made_date("2026-12-24")};
    tap_ok(in_period(dates, "2026-12-24 23:59") && !in_period(dates, "2026-12-25 00:00"),
           "dates include both ends");
    struct period_line patch = {.kind = PERIOD_NTH_WEEKDAY, .weekday = TUESDAY, .nth = 2};
    tap_ok(in_period(patch, "2026-05-12 12:00") && !in_period(patch, "2026-05-19 12:00"),
           "every second Tuesday of each month");
    patch.month = 6;
    tap_ok(in_period(patch, "2026-06-09 12:00") && !in_period(patch, "2026-05-12 12:00"),
           "every second Tuesday of June");
    struct period_line sunday = {
        .kind = PERIOD_WEEKLY, .days = DAY_SUNDAY, .spans = made_spans(arena, "01:00-05:00")};
    tap_ok(in_period(sunday, "2026-09-06 04:59") && !in_period(sunday, "2026-09-06 05:00"),
           "every Sunday 01:00 to 05:00");
    struct period_line days = {
        .kind = PERIOD_CALENDAR_DAYS, .nth = 1, .count = 3, .unit = UNIT_YEAR, .month = 4};
    tap_ok(in_period(days, "2026-04-03 12:00") && !in_period(days, "2026-04-04 12:00"),
           "first 3 calendar days of each year from April");
    struct period_line instants = {.kind = PERIOD_INSTANTS,
                                   .from = made_at(paris, "2026-05-01 10:00"),
                                   .to = made_at(paris, "2026-05-01 11:00")};
    tap_ok(in_period(instants, "2026-05-01 10:59") && !in_period(instants, "2026-05-01 11:00"),
           "from an instant to another");
    tap_equal(period_unit_start(UNIT_QUARTER, 1, made_date("2026-06-30")), made_date("2026-04-01"),
              "a quarter starts");
    tap_equal(period_unit_next(UNIT_YEAR, 4, made_date("2026-03-31")), made_date("2026-04-01"),
              "a year from April ends");
    tap_equal(period_unit_next(UNIT_WEEK, 1, made_date("2026-12-31")), made_date("2027-01-04"),
              "a week ends");
    tap_equal(period_unit_next(UNIT_MONTH, 1, made_date("2026-12-31")), made_date("2027-01-01"),
              "a month ends");
}

/* A window made for what will be asked holds the answers; a calendar included a great many times
 * costs no more than once. */
static void windows(void)
{
    struct made office, chain[40];
    made_init(&office, arena, paris);
    made_weekly(&office, DAYS_WEEK, "09:00-17:00");
    const struct calendar_spec *spec = made_spec(&office);
    struct calendar_need need = {.first = made_at(paris, "2026-01-01 00:00"),
                                 .last = made_at(paris, "2026-06-30 00:00"),
                                 .longest = 10000 * MICROS_HOUR,
                                 .days = 500};
    const struct calendar *c = calendar_compile_for(arena, spec, &need);
    struct calendar_answer due = calendar_due(c, need.last, need.longest);
    struct calendar_answer days = calendar_working_days(c, need.last, need.days);
    tap_ok(due.status == CALENDAR_OK && due.at < calendar_window_to(c), "room for the limit");
    tap_ok(days.status == CALENDAR_OK && days.at < calendar_window_to(c), "room for the days");
    tap_ok(calendar_window_from(c) <= need.first, "room at the start");
    need.longest = INT64_MAX;
    c = calendar_compile_for(arena, spec, &need);
    tap_ok(calendar_window_to(c) > days.at, "a limit that is never reached does no harm");
    for (int i = 0; i < 40; i++) {
        made_init(&chain[i], arena, paris);
        made_includes(&chain[i], spec);
        made_includes(&chain[i], spec);
        made_excludes(&chain[i], made_spec(&office));
        spec = made_spec(&chain[i]);
    }
    c = compile(&chain[39]);
    tap_ok(!calendar_is_open(c, made_at(paris, "2026-09-07 10:00")), "a chain of calendars");
    tap_ok(calendar_complete_of(spec).to == INSTANT_END, "and of their holidays");
}

int main(void)
{
    arena = arena_new();
    zones = made_zones(arena);
    paris = made_zone(zones, "Europe/Paris");
    vectors_of_clock_changes();
    vectors_of_hours();
    vectors_of_days();
    vectors_of_closures();
    levels();
    includes();
    edges();
    spans();
    never();
    whys();
    periods();
    windows();
    arena_free(arena);
    return tap_end();
}
