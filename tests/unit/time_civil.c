/* with: tap.c time_make.c */
/* time_civil.c - dates, weeks, Easter, stamps, texts, checked sums. */
#include <string.h>

#include "tap.h"
#include "time_make.h"

/* ---- Dates, against a walk through all of them ---- */

/* One step of the calendar, written as a child learns it. */
static struct civil_date next_date(struct civil_date date)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = date.year % 400 == 0 || (date.year % 4 == 0 && date.year % 100 != 0);
    int length = lengths[date.month - 1] + (date.month == 2 && leap ? 1 : 0);
    if (date.mday < length)
        return (struct civil_date){date.year, date.month, date.mday + 1};
    if (date.month < 12)
        return (struct civil_date){date.year, date.month + 1, 1};
    return (struct civil_date){date.year + 1, 1, 1};
}

static bool is_same(struct civil_date a, struct civil_date b)
{
    return a.year == b.year && a.month == b.month && a.mday == b.mday;
}

static void all_dates(void)
{
    struct civil_date date = {1, 1, 1};
    int wrong = 0, weekday = MONDAY; /* 0001-01-01 was a Monday */
    for (day number = DAY_FIRST; number <= DAY_LAST; number++) {
        wrong += civil_to_day(date) != number || !is_same(civil_of_day(number), date) ||
                 (int)civil_weekday(number) != weekday || !civil_is_valid(date);
        date = next_date(date);
        weekday = (weekday + 1) % 7;
    }
    tap_equal(wrong, 0, "every date of the years 0001 to 9999, there and back, with its weekday");
    tap_ok(is_same(date, (struct civil_date){10000, 1, 1}), "the last date is 9999-12-31");
    tap_ok(!civil_is_valid(date), "the year 10000 is no date");
    tap_ok(!civil_is_valid((struct civil_date){0, 12, 31}), "the year 0 is no date");
    tap_ok(!civil_is_valid((struct civil_date){1900, 2, 29}), "1900 was no leap year");
    tap_ok(civil_is_valid((struct civil_date){2000, 2, 29}), "2000 was a leap year");
    tap_ok(civil_day(1970, 1, 1) == 0, "the epoch is day 0");
}

/* Weeks counted one by one from the Monday that begins week 1 of the year 2. */
static void all_weeks(void)
{
    int wrong = 0, year = 2, week = 1;
    for (day monday = civil_day(1, 12, 31); monday <= civil_day(9999, 12, 20); monday += 7) {
        for (int i = 0; i < 7; i++) {
            struct civil_week found = civil_iso_week(monday + i);
            wrong += found.year != year || found.week != week;
        }
        int next_year = civil_of_day(monday + 10).year; /* of the next Thursday */
        week = next_year == year ? week + 1 : 1;
        year = next_year;
    }
    tap_equal(civil_weekday(civil_day(1, 12, 31)), MONDAY, "the count of weeks begins well");
    tap_equal(wrong, 0, "every ISO week of the years 2 to 9999");
}

static void week(const char *date, int year, int number)
{
    struct civil_week found = civil_iso_week(made_date(date));
    tap_ok(found.year == year && found.week == number, "%s is in week %d of %d", date, number,
           year);
}

static void weeks(void)
{
    week("2005-01-01", 2004, 53);
    week("2005-01-02", 2004, 53);
    week("2007-01-01", 2007, 1);
    week("2008-12-29", 2009, 1);
    week("2010-01-03", 2009, 53);
    week("2020-12-31", 2020, 53);
    week("2026-12-31", 2026, 53);
    week("2027-01-03", 2026, 53);
    week("2027-01-04", 2027, 1);
    all_weeks();
}

/* The tables of the reform: the epact as Lilius laid it down, in the form Knuth gives it. */
static day easter_by_epact(int year)
{
    int golden = year % 19 + 1;
    int century = year / 100 + 1;
    int skipped = 3 * century / 4 - 12;
    int moon = (8 * century + 5) / 25 - 5;
    int sunday = 5 * year / 4 - skipped - 10;
    int epact = (11 * golden + 20 + moon - skipped) % 30;
    if (epact < 0)
        epact += 30;
    if ((epact == 25 && golden > 11) || epact == 24)
        epact++;
    int full = 44 - epact;
    if (full < 21)
        full += 30;
    full += 7 - (sunday + full) % 7;
    return civil_day(year, 3, 1) + full - 1;
}

static void easters(void)
{
    int wrong = 0;
    for (int year = 1583; year <= 4099; year++)
        wrong += civil_easter(year) != easter_by_epact(year);
    tap_equal(wrong, 0, "Easter from 1583 to 4099");
    tap_equal(civil_easter(2026), made_date("2026-04-05"), "Easter 2026");
    tap_equal(civil_easter(1818), made_date("1818-03-22"), "the earliest Easter");
    tap_equal(civil_easter(2038), made_date("2038-04-25"), "the latest Easter");
}

static void nth(int year, int month, enum weekday weekday, int which, const char *wanted)
{
    day found = civil_nth_weekday((struct civil_date){year, month, 1}, weekday, which);
    day date = wanted ? made_date(wanted) : DAY_NONE;
    tap_equal(found, date, "%s %d of %d-%02d", civil_weekday_name(weekday), which, year, month);
}

static void nths(void)
{
    nth(2026, 5, MONDAY, 1, "2026-05-04");
    nth(2026, 5, MONDAY, -1, "2026-05-25");
    nth(2026, 5, FRIDAY, 5, "2026-05-29");
    nth(2026, 5, MONDAY, 5, NULL);
    nth(2026, 2, SUNDAY, 4, "2026-02-22");
    nth(2026, 2, SUNDAY, 5, NULL);
    nth(2024, 2, THURSDAY, 5, "2024-02-29");
    nth(2026, 8, SATURDAY, 1, "2026-08-01");
    nth(2026, 8, MONDAY, -1, "2026-08-31");
}

/* ---- Stamps ---- */

static const char *status_name(enum civil_status status)
{
    static const char *const names[] = {"ok", "shape", "date", "time", "offset", "range"};
    return names[status];
}

/* WANTED: the instant in UTC, or the local stamp if there is no offset, or what is wrong. */
static void stamp(const char *text, const char *wanted)
{
    char found[CIVIL_ROOM];
    struct civil_stamp result;
    enum civil_status status = civil_parse_stamp(text_of(text), &result);
    if (status != CIVIL_OK)
        strcpy(found, status_name(status));
    else if (result.has_offset)
        civil_write_instant(found, result.at);
    else
        civil_write_local(found, result.date, result.time);
    tap_same(found, wanted, "stamp `%s`", text);
}

static void good_stamps(void)
{
    stamp("2026-04-01T09:00:00Z", "2026-04-01T09:00:00Z");
    stamp("2026-04-01t09:00:00z", "2026-04-01T09:00:00Z");
    stamp("2026-04-01 09:00+02:00", "2026-04-01T07:00:00Z");
    stamp("2026-04-01 09:00", "2026-04-01 09:00");
    stamp("2026-04-01 09:00:05.25", "2026-04-01 09:00:05.25");
    stamp("1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.52Z");
    stamp("1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57Z");
    stamp("1990-12-31T23:59:60Z", "1991-01-01T00:00:00Z");
    stamp("1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00Z");
    stamp("1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.87Z");
    stamp("2026-04-01T09:00:00.123456789Z", "2026-04-01T09:00:00.123456Z");
    stamp("2026-04-01T09:00:00.1234560Z", "2026-04-01T09:00:00.123456Z");
    stamp("2026-04-01T09:00:00.000000Z", "2026-04-01T09:00:00Z");
    stamp("2026-04-01T09:00:00-00:00", "2026-04-01T09:00:00Z");
    stamp("2026-04-01T00:00:00+23:59", "2026-03-31T00:01:00Z");
    stamp("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z");
    stamp("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z");
    stamp("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z");
    stamp("2026-12-31 23:59:60", "2027-01-01 00:00");
}

static void bad_stamps(void)
{
    static const char *const shapes[] = {"",
                                         "2026-04-01",
                                         "2026-04-01T",
                                         "2026-04-01T09",
                                         "2026-04-01T9:00Z",
                                         "2026-4-01T09:00Z",
                                         "2026-04-01T09:00:00.Z",
                                         "2026-04-01T09:00:00,5Z",
                                         "2026-04-01T09:00:00ZZ",
                                         "2026-04-01T09:00:00 Z",
                                         " 2026-04-01T09:00:00Z",
                                         "2026-04-01T09:00:00+2:00",
                                         "2026-04-01T09:00:00+0200",
                                         "2026-04-01T09:00:00+02",
                                         "2026-04-01_09:00:00Z",
                                         "20260401T090000Z",
                                         "+2026-04-01T09:00:00Z",
                                         "12026-04-01T09:00:00Z",
                                         "2026/04/01T09:00Z",
                                         "2026-04-01T09:00:00+02:00:00",
                                         "2026-04-01T09:00.5Z",
                                         "2026-04-01T-9:00:00Z",
                                         "-026-04-01T09:00:00Z",
                                         "2026-04-01T09:00:0 Z"};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        stamp(shapes[i], "shape");
    stamp("2026-02-30T09:00Z", "date");
    stamp("2026-13-01T09:00Z", "date");
    stamp("2026-00-01T09:00Z", "date");
    stamp("2026-01-00T09:00Z", "date");
    stamp("0000-01-01T09:00Z", "date");
    stamp("2025-02-29T09:00Z", "date");
    stamp("2026-04-01T24:00:00Z", "time");
    stamp("2026-04-01T23:60:00Z", "time");
    stamp("2026-04-01T23:59:61Z", "time");
    stamp("2026-04-01T99:00:00Z", "time");
    stamp("2026-04-01T09:00:00+24:00", "offset");
    stamp("2026-04-01T09:00:00+02:60", "offset");
    stamp("0001-01-01T00:00:00+00:01", "range");
    stamp("9999-12-31T23:59:59-00:01", "range");
    stamp("9999-12-31T23:59:60Z", "range");
}

static void notes(void)
{
    struct civil_stamp result;
    bool good = civil_parse_stamp(TEXT("2026-04-01T09:00:00.1234567Z"), &result) == CIVIL_OK;
    tap_ok(good && result.notes.cut && !result.notes.leap, "a cut is noted");
    good = civil_parse_stamp(TEXT("2026-04-01T09:00:00.1234560Z"), &result) == CIVIL_OK;
    tap_ok(good && !result.notes.cut, "cut zeros are none");
    good = civil_parse_stamp(TEXT("2026-04-01T09:00:60Z"), &result) == CIVIL_OK;
    tap_ok(good && result.notes.leap && !result.notes.cut, "a 60th second is noted");
    good = civil_parse_stamp(TEXT("2026-04-01T09:00:59Z"), &result) == CIVIL_OK;
    tap_ok(good && !result.notes.leap, "a 59th is not");
    good = civil_parse_stamp(TEXT("2026-04-01T09:00Z\0"), &result) == CIVIL_OK;
    tap_ok(!good, "a NUL is no part of a stamp");
}

static void time_of_day(const char *text, int64_t wanted)
{
    micros found = -1;
    if (civil_parse_time(text_of(text), &found, NULL) != CIVIL_OK)
        found = -1;
    tap_equal(found, wanted, "time of day `%s`", text);
}

static void times(void)
{
    time_of_day("00:00", 0);
    time_of_day("09:30", 34200 * MICROS_SECOND);
    time_of_day("17:30:15", 63015 * MICROS_SECOND);
    time_of_day("17:30:15.5", 63015500000);
    time_of_day("24:00", MICROS_DAY);
    time_of_day("24:01", -1);
    time_of_day("24:00:00.1", -1);
    time_of_day("9:30", -1);
    time_of_day("12:60", -1);
    time_of_day("25:00", -1);
    time_of_day("12:00:61", -1);
    time_of_day("12:00pm", -1);
    day date;
    tap_ok(civil_parse_date(TEXT("2026-02-28"), &date) == CIVIL_OK, "a date");
    tap_ok(civil_parse_date(TEXT("2026-02-29"), &date) == CIVIL_BAD_DATE, "no date");
    tap_ok(civil_parse_date(TEXT("1/4/2026"), &date) == CIVIL_BAD_SHAPE, "not written as one");
    tap_ok(civil_parse_date(TEXT("2026-02-28 "), &date) == CIVIL_BAD_SHAPE, "and a space");
}

/* Every stamp that is written is read as itself. */
static void round_trip(void)
{
    uint64_t state = 88172645463325252u;
    int wrong = 0;
    for (int i = 0; i < 200000; i++) {
        char text[CIVIL_ROOM];
        struct civil_stamp result;
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        instant at = INSTANT_FIRST + (instant)(state % (uint64_t)(INSTANT_END - INSTANT_FIRST));
        if (i % 3 == 0)
            at -= at % MICROS_SECOND;
        size_t len = civil_write_instant(text, at);
        enum civil_status status = civil_parse_stamp((struct text){text, len}, &result);
        wrong += status != CIVIL_OK || result.at != at;
    }
    tap_equal(wrong, 0, "200000 instants, written and read");
}

/* ---- Writing ---- */

static void length(micros value, const char *people, const char *seconds)
{
    char text[CIVIL_ROOM];
    civil_write_length(text, value);
    tap_same(text, people, "a length: %s", people);
    civil_write_seconds(text, value);
    tap_same(text, seconds, "in seconds: %s", seconds);
}

static void lengths(void)
{
    length(0, "0 minutes", "0");
    length(MICROS_HOUR, "1 hour", "3600");
    length(150 * MICROS_MINUTE, "2 hours 30 minutes", "9000");
    length(MICROS_SECOND, "1 second", "1");
    length(61 * MICROS_SECOND, "1 minute 1 second", "61");
    length(500000, "0.5 seconds", "0.5");
    length(MICROS_HOUR + 1, "1 hour 0.000001 seconds", "3600.000001");
    length(-MICROS_HOUR - MICROS_MINUTE, "-1 hour 1 minute", "-3660");
    length(24 * MICROS_HOUR, "24 hours", "86400");
    length(INT64_MIN, "-2562047788 hours 54.775808 seconds", "-9223372036854.775808");
    length(INT64_MAX, "2562047788 hours 54.775807 seconds", "9223372036854.775807");
}

static void offset(int32_t value, const char *wanted)
{
    char text[CIVIL_ROOM];
    civil_write_offset(text, value);
    tap_same(text, wanted, "an offset: %s", wanted);
}

static void sums(void)
{
    instant at = 7;
    micros product = 7;
    tap_ok(civil_add(0, MICROS_DAY, &at) && at == MICROS_DAY, "a sum");
    tap_ok(!civil_add(INSTANT_END - 1, 1, &at) && at == MICROS_DAY, "a sum past the year 9999");
    tap_ok(!civil_add(INSTANT_FIRST, -1, &at), "a sum before the year 1");
    tap_ok(!civil_add(0, INT64_MAX, &at), "a sum far past it");
    tap_ok(!civil_add(INSTANT_NONE, 1, &at), "a sum with no instant");
    tap_ok(!civil_add_lengths(INT64_MAX, 1, &at), "lengths that overflow");
    tap_ok(!civil_multiply(INT64_MAX / 2, 3, &product) && product == 7, "a product that overflows");
    tap_ok(civil_multiply(MICROS_HOUR, -3, &product) && product == -3 * MICROS_HOUR, "a product");
    tap_ok(civil_exists(INSTANT_FIRST) && !civil_exists(INSTANT_FIRST - 1) &&
               civil_exists(INSTANT_END - 1) && !civil_exists(INSTANT_END),
           "the instants that exist");
}

int main(void)
{
    all_dates();
    weeks();
    easters();
    nths();
    good_stamps();
    bad_stamps();
    notes();
    times();
    round_trip();
    lengths();
    offset(7200, "+02:00");
    offset(-1800, "-00:30");
    offset(0, "+00:00");
    offset(561, "+00:09:21");
    sums();
    return tap_end();
}
