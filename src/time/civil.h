/* civil.h - instants, civil dates and times of day, and how they are written.
 *
 * Dates are proleptic Gregorian, years 0001 to 9999. Knows nothing of time zones beyond a written
 * offset, and nothing of calendars. Exact throughout: no rounding, no floats, no locale.
 */
#ifndef TIME_CIVIL_H
#define TIME_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted (semantics 1.1). */
typedef int64_t instant;

/* A length, or a time of day, in microseconds. */
typedef int64_t micros;

/* Days since 1970-01-01. */
typedef int32_t day;

#define MICROS_SECOND INT64_C(1000000)
#define MICROS_MINUTE (60 * MICROS_SECOND)
#define MICROS_HOUR (3600 * MICROS_SECOND)
#define MICROS_DAY (86400 * MICROS_SECOND)

/* No instant, no date: never valid values. */
#define INSTANT_NONE INT64_MIN
#define DAY_NONE INT32_MIN

/* The first and the last date, and the instants that exist: [INSTANT_FIRST, INSTANT_END). */
#define DAY_FIRST (-719162)
#define DAY_LAST 2932896
#define INSTANT_FIRST ((instant)DAY_FIRST * MICROS_DAY)
#define INSTANT_END ((instant)(DAY_LAST + 1) * MICROS_DAY)

enum { YEAR_FIRST = 1, YEAR_LAST = 9999 };

enum weekday { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

struct civil_date {
    int year, month, mday; /* month and day of the month count from 1 */
};

struct civil_week {
    int year, week; /* ISO 8601: the year that the week belongs to, and 1 to 53 */
};

/* Is it a date of the years 0001 to 9999? */
bool civil_is_valid(struct civil_date date);
bool civil_is_leap(int year);
int civil_days_in_month(int year, int month); /* 28 to 31 */

/* Dates and their numbers. The arithmetic also holds for some years on either side of the range,
 * since a local date near its ends may lie beyond it. */
day civil_to_day(struct civil_date date);
day civil_day(int year, int month, int mday);
struct civil_date civil_of_day(day date);
enum weekday civil_weekday(day date);
struct civil_week civil_iso_week(day date);

/* Easter Sunday of the Gregorian (Western) churches. */
day civil_easter(int year);

/* The NTH (1 to 5; -1: the last) WEEKDAY of a month; DAY_NONE if there is no fifth. */
day civil_nth_weekday(struct civil_date month, enum weekday weekday, int nth);

/* Checked: false if the result does not exist (an instant out of the range, a length out of 64
 * bits); then *RESULT is not touched (semantics 1.1). */
bool civil_add(instant at, micros length, instant *result) __attribute__((warn_unused_result));
bool civil_add_lengths(micros a, micros b, micros *result) __attribute__((warn_unused_result));
bool civil_multiply(micros length, int64_t by, micros *result) __attribute__((warn_unused_result));
bool civil_exists(instant at);

/* Reading. */

enum civil_status {
    CIVIL_OK,
    CIVIL_BAD_SHAPE,  /* not written as a date, a time or a stamp at all */
    CIVIL_BAD_DATE,   /* 2026-02-30, 2026-13-01, year 0000 */
    CIVIL_BAD_TIME,   /* 24:00 in a stamp, 12:60 */
    CIVIL_BAD_OFFSET, /* +24:00, +02:60 */
    CIVIL_OUT_OF_RANGE
};

/* What was read and had to be bent (semantics 1.4); both are counted by whoever reads logs. */
struct civil_notes {
    bool cut;  /* digits of a second past the sixth that were not all zero were cut off */
    bool leap; /* a second 60 was taken as the next second */
};

struct civil_stamp {
    day date;
    micros time; /* of the day; with a 60th second it may be MICROS_DAY */
    bool has_offset;
    int32_t offset; /* seconds east of UTC */
    instant at;     /* only with an offset; else INSTANT_NONE */
    struct civil_notes notes;
};

/* `2026-04-01`, the whole text. */
enum civil_status civil_parse_date(struct text text, day *date) __attribute__((warn_unused_result));

/* `09:00`, `09:00:15`, `09:00:15.5`, the whole text; `24:00` gives MICROS_DAY, and the caller says
 * whether that may stand there. A second 60 gives the next second. NOTES may be NULL. */
enum civil_status civil_parse_time(struct text text, micros *time, struct civil_notes *notes)
    __attribute__((warn_unused_result));

/* RFC 3339, and with it: seconds may be missing, the offset may be missing, a space may stand for
 * the T; t and z may be lower case. The whole text. `-00:00` is UTC. */
enum civil_status civil_parse_stamp(struct text text, struct civil_stamp *stamp)
    __attribute__((warn_unused_result));

/* Why it was refused, for a message: "month 13 does not exist" is beyond it; "no such date". */
const char *civil_status_text(enum civil_status status);

/* Writing: into OUT, which has room for CIVIL_ROOM bytes; gives the length; ends with a NUL. */

enum { CIVIL_ROOM = 64 };

size_t civil_write_instant(char *out, instant at); /* 2026-04-01T09:00:00Z, fraction if not zero */
size_t civil_write_date(char *out, day date);      /* 2026-04-01 */

/* 09:00, 09:00:15, 09:00:15.5: as short as exact; MICROS_DAY is 24:00. */
size_t civil_write_time(char *out, micros time);

/* `2026-04-01 09:00`, as short as exact: a local date and time for people. */
size_t civil_write_local(char *out, day date, micros time);

/* `+02:00`, `-00:30`, with seconds if there are any: an offset in seconds. */
size_t civil_write_offset(char *out, int32_t offset);

/* A length as decimal seconds, as short as exact: 5400, 0.5, -60. */
size_t civil_write_seconds(char *out, micros length);

/* A length for people: `2 hours 30 minutes`, `0 minutes`, `1 hour 0.5 seconds`, `-1 hour`. */
size_t civil_write_length(char *out, micros length);

const char *civil_weekday_name(enum weekday weekday); /* "Monday" */
const char *civil_month_name(int month);              /* "January", from 1 */

#endif
