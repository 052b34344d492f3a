/* civil_text.c - dates, times and stamps as text, both ways.
 *
 * Reading is a cursor over the bytes; every reader leaves it behind what it took. A shape that does
 * not fit is found before a value that does not exist, so that the message names the graver fault.
 */
#include "time/civil.h"

#include <string.h>

/* ---- Reading ---- */

struct cursor {
    const char *at, *end;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* COUNT digits, no more and no less are taken. */
static bool digits(struct cursor *cursor, int count, int *value)
{
    if (cursor->end - cursor->at < count)
        return false;
    int sum = 0;
    for (int i = 0; i < count; i++) {
        if (!is_digit(cursor->at[i]))
            return false;
        sum = sum * 10 + (cursor->at[i] - '0');
    }
    cursor->at += count;
    *value = sum;
    return true;
}

static bool literal(struct cursor *cursor, char c)
{
    if (cursor->at == cursor->end || *cursor->at != c)
        return false;
    cursor->at++;
    return true;
}

static bool date_shape(struct cursor *cursor, struct civil_date *date)
{
    return digits(cursor, 4, &date->year) && literal(cursor, '-') &&
           digits(cursor, 2, &date->month) && literal(cursor, '-') &&
           digits(cursor, 2, &date->mday);
}

/* `.5`: at least one digit; the first six count. */
static bool fraction(struct cursor *cursor, micros *value, bool *cut)
{
    static const int32_t scale[] = {1000000, 100000, 10000, 1000, 100, 10, 1};
    int count = 0;
    int32_t sum = 0;
    for (; cursor->at < cursor->end && is_digit(*cursor->at); cursor->at++) {
        if (count < 6) {
            sum = sum * 10 + (*cursor->at - '0');
            count++;
        } else if (*cursor->at != '0') {
            *cut = true;
        }
    }
    *value = (micros)sum * scale[count];
    return count > 0;
}

struct clock_time {
    int hour, minute, second;
    micros fraction;
    bool cut;
};

static bool time_shape(struct cursor *cursor, struct clock_time *time)
{
    *time = (struct clock_time){0};
    if (!digits(cursor, 2, &time->hour) || !literal(cursor, ':') ||
        !digits(cursor, 2, &time->minute))
        return false;
    if (!literal(cursor, ':'))
        return true;
    if (!digits(cursor, 2, &time->second))
        return false;
    return !literal(cursor, '.') || fraction(cursor, &time->fraction, &time->cut);
}

static bool time_exists(const struct clock_time *time)
{
    if (time->hour == 24)
        return time->minute == 0 && time->second == 0 && time->fraction == 0;
    return time->hour < 24 && time->minute < 60 && time->second <= 60;
}

static micros time_of_day(const struct clock_time *time)
{
    return time->hour * MICROS_HOUR + time->minute * MICROS_MINUTE + time->second * MICROS_SECOND +
           time->fraction;
}

static struct civil_notes notes_of(const struct clock_time *time)
{
    return (struct civil_notes){.cut = time->cut, .leap = time->second == 60};
}

enum civil_status civil_parse_date(struct text text, day *date)
{
    struct cursor cursor = {text.at, text.at + text.len};
    struct civil_date written;
    if (text.len != 10 || !date_shape(&cursor, &written))
        return CIVIL_BAD_SHAPE;
    if (!civil_is_valid(written))
        return CIVIL_BAD_DATE;
    *date = civil_to_day(written);
    return CIVIL_OK;
}

enum civil_status civil_parse_time(struct text text, micros *time, struct civil_notes *notes)
{
    struct cursor cursor = {text.at, text.at + text.len};
    struct clock_time written;
    if (text.len < 5 || !time_shape(&cursor, &written) || cursor.at != cursor.end)
        return CIVIL_BAD_SHAPE;
    if (!time_exists(&written))
        return CIVIL_BAD_TIME;
    *time = time_of_day(&written);
    if (notes)
        *notes = notes_of(&written);
    return CIVIL_OK;
}

/* Nothing, `Z`, `z`, `+02:00`. */
static enum civil_status parse_offset(struct cursor *cursor, struct civil_stamp *stamp)
{
    if (cursor->at == cursor->end)
        return CIVIL_OK;
    stamp->has_offset = true;
    if (literal(cursor, 'Z') || literal(cursor, 'z'))
        return CIVIL_OK;
    bool west = *cursor->at == '-';
    int hours, minutes;
    if ((!literal(cursor, '+') && !literal(cursor, '-')) || !digits(cursor, 2, &hours) ||
        !literal(cursor, ':') || !digits(cursor, 2, &minutes))
        return CIVIL_BAD_SHAPE;
    if (hours > 23 || minutes > 59)
        return CIVIL_BAD_OFFSET;
    stamp->offset = (hours * 3600 + minutes * 60) * (west ? -1 : 1);
    return CIVIL_OK;
}

/* A 60th second may have carried it over midnight. */
static enum civil_status place_stamp(struct civil_stamp *stamp)
{
    if (stamp->time >= MICROS_DAY) {
        stamp->time -= MICROS_DAY;
        stamp->date++;
    }
    if (stamp->date > DAY_LAST)
        return CIVIL_OUT_OF_RANGE;
    if (!stamp->has_offset)
        return CIVIL_OK;
    stamp->at = stamp->date * MICROS_DAY + stamp->time - stamp->offset * MICROS_SECOND;
    return civil_exists(stamp->at) ? CIVIL_OK : CIVIL_OUT_OF_RANGE;
}

enum civil_status civil_parse_stamp(struct text text, struct civil_stamp *stamp)
{
    struct cursor cursor = {text.at, text.at + text.len};
    struct civil_date date;
    struct clock_time time;
    *stamp = (struct civil_stamp){.at = INSTANT_NONE};
    if (text.len < 16 || !date_shape(&cursor, &date) ||
        (!literal(&cursor, 'T') && !literal(&cursor, ' ') && !literal(&cursor, 't')) ||
        !time_shape(&cursor, &time))
        return CIVIL_BAD_SHAPE;
    enum civil_status status = parse_offset(&cursor, stamp);
    if (status == CIVIL_BAD_SHAPE || cursor.at != cursor.end)
        return CIVIL_BAD_SHAPE;
    if (!civil_is_valid(date))
        return CIVIL_BAD_DATE;
    if (time.hour == 24 || !time_exists(&time))
        return CIVIL_BAD_TIME;
    if (status != CIVIL_OK)
        return status;
    stamp->date = civil_to_day(date);
    stamp->time = time_of_day(&time);
    stamp->notes = notes_of(&time);
    return place_stamp(stamp);
}

const char *civil_status_text(enum civil_status status)
{
    switch (status) {
    case CIVIL_OK:
        return "it is right";
    case CIVIL_BAD_SHAPE:
        return "it is not written as a date and a time";
    case CIVIL_BAD_DATE:
        return "there is no such date";
    case CIVIL_BAD_TIME:
        return "there is no such time of day";
    case CIVIL_BAD_OFFSET:
        return "there is no such offset from UTC";
    case CIVIL_OUT_OF_RANGE:
        return "it lies outside the years 0001 to 9999";
    }
    return "";
}

/* ---- Writing ---- */

struct pen {
    char *at;
};

static void put(struct pen *pen, const char *bytes)
{
    size_t len = strlen(bytes);
    memcpy(pen->at, bytes, len);
    pen->at += len;
}

/* VALUE with at least COUNT digits, zeros in front. */
static void put_digits(struct pen *pen, uint64_t value, int count)
{
    char reversed[20];
    int len = 0;
    for (; value > 0 || len < count; value /= 10)
        reversed[len++] = (char)('0' + value % 10);
    while (len > 0)
        *pen->at++ = reversed[--len];
}

/* `.5` for half a second; nothing for none. */
static void put_fraction(struct pen *pen, uint64_t micro)
{
    if (micro == 0)
        return;
    int count = 6;
    for (; micro % 10 == 0; micro /= 10)
        count--;
    *pen->at++ = '.';
    put_digits(pen, micro, count);
}

static void put_date(struct pen *pen, day date)
{
    struct civil_date civil = civil_of_day(date);
    if (civil.year < 0) /* only next to a bound, in a zone */
        *pen->at++ = '-';
    put_digits(pen, (uint64_t)(civil.year < 0 ? -civil.year : civil.year), 4);
    *pen->at++ = '-';
    put_digits(pen, (uint64_t)civil.month, 2);
    *pen->at++ = '-';
    put_digits(pen, (uint64_t)civil.mday, 2);
}

/* HH:MM and, if there are any or if they are WANTED, seconds. */
static void put_time(struct pen *pen, micros time, bool wanted)
{
    uint64_t micro = (uint64_t)time % 1000000, seconds = (uint64_t)time / 1000000;
    put_digits(pen, seconds / 3600, 2);
    *pen->at++ = ':';
    put_digits(pen, seconds / 60 % 60, 2);
    if (!wanted && seconds % 60 == 0 && micro == 0)
        return;
    *pen->at++ = ':';
    put_digits(pen, seconds % 60, 2);
    put_fraction(pen, micro);
}

static size_t finish(struct pen *pen, const char *out)
{
    *pen->at = '\0';
    return (size_t)(pen->at - out);
}

size_t civil_write_instant(char *out, instant at)
{
    struct pen pen = {out};
    int64_t date = at / MICROS_DAY - (at % MICROS_DAY < 0);
    put_date(&pen, (day)date);
    *pen.at++ = 'T';
    put_time(&pen, at - date * MICROS_DAY, true);
    *pen.at++ = 'Z';
    return finish(&pen, out);
}

size_t civil_write_date(char *out, day date)
{
    struct pen pen = {out};
    put_date(&pen, date);
    return finish(&pen, out);
}

size_t civil_write_time(char *out, micros time)
{
    struct pen pen = {out};
    put_time(&pen, time, false);
    return finish(&pen, out);
}

size_t civil_write_local(char *out, day date, micros time)
{
    struct pen pen = {out};
    put_date(&pen, date);
    *pen.at++ = ' ';
    put_time(&pen, time, false);
    return finish(&pen, out);
}

size_t civil_write_offset(char *out, int32_t offset)
{
    struct pen pen = {out};
    *pen.at++ = offset < 0 ? '-' : '+';
    put_time(&pen, (offset < 0 ? -(micros)offset : offset) * MICROS_SECOND, false);
    return finish(&pen, out);
}

/* The absolute value, also of the least number. */
static uint64_t magnitude(micros length)
{
    return length < 0 ? -(uint64_t)length : (uint64_t)length;
}

size_t civil_write_seconds(char *out, micros length)
{
    struct pen pen = {out};
    uint64_t size = magnitude(length);
    if (length < 0)
        *pen.at++ = '-';
    put_digits(&pen, size / 1000000, 1);
    put_fraction(&pen, size % 1000000);
    return finish(&pen, out);
}

/* ` 2 hours`: a space but before the first. */
static void put_unit(struct pen *pen, const char *out, uint64_t count, const char *unit)
{
    if (count == 0)
        return;
    if (pen->at != out && pen->at[-1] != '-')
        *pen->at++ = ' ';
    put_digits(pen, count, 1);
    *pen->at++ = ' ';
    put(pen, unit);
    if (count != 1)
        *pen->at++ = 's';
}

static void put_seconds(struct pen *pen, const char *out, uint64_t micro)
{
    if (micro % 1000000 == 0) {
        put_unit(pen, out, micro / 1000000, "second");
        return;
    }
    if (pen->at != out && pen->at[-1] != '-')
        *pen->at++ = ' ';
    put_digits(pen, micro / 1000000, 1);
    put_fraction(pen, micro % 1000000);
    put(pen, " seconds");
}

size_t civil_write_length(char *out, micros length)
{
    struct pen pen = {out};
    uint64_t size = magnitude(length), minute = (uint64_t)MICROS_MINUTE;
    if (size == 0)
        put(&pen, "0 minutes");
    if (length < 0)
        *pen.at++ = '-';
    put_unit(&pen, out, size / (60 * minute), "hour");
    put_unit(&pen, out, size / minute % 60, "minute");
    put_seconds(&pen, out, size % minute);
    return finish(&pen, out);
}
