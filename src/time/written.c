/* written.c - a format is a list of steps, each of which takes a part of the text. */
#include "time/written.h"

#include <string.h>

enum what {
    LITERAL,
    YEAR,
    YEAR_SHORT,
    MONTH,
    MONTH_TWO,
    MONTH_SHORT,
    MONTH_NAME,
    DAY,
    DAY_TWO,
    HOUR,
    HOUR_TWO,
    MINUTE,
    MINUTE_TWO,
    SECOND,
    SECOND_TWO,
    FRACTION,
    HALF,
    OFFSET,
    EPOCH_SECONDS,
    EPOCH_MILLIS
};

/* Longer ones first. */
static const struct {
    const char *letters;
    enum what what;
} words[] = {{"YYYY", YEAR},       {"YY", YEAR_SHORT},
             {"MMMM", MONTH_NAME}, {"MMM", MONTH_SHORT},
             {"MM", MONTH_TWO},    {"M", MONTH},
             {"DD", DAY_TWO},      {"D", DAY},
             {"hh", HOUR_TWO},     {"h", HOUR},
             {"mm", MINUTE_TWO},   {"m", MINUTE},
             {"ss", SECOND_TWO},   {"s", SECOND},
             {"f", FRACTION},      {"AM", HALF},
             {"Z", OFFSET},        {"epoch seconds", EPOCH_SECONDS},
             {"T", LITERAL},       {"epoch milliseconds", EPOCH_MILLIS}};

enum { WORDS = sizeof words / sizeof *words };

/* ---- compiling ---- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The step that REST begins with; gives how many bytes it takes, 0 if none. */
static size_t step_of(struct text rest, struct written_step *step)
{
    for (size_t i = 0; i < WORDS; i++)
        if (text_starts(rest, text_of(words[i].letters))) {
            *step = (struct written_step){(uint8_t)words[i].what, rest.at[0]};
            size_t len = strlen(words[i].letters);
            while (words[i].what == FRACTION && len < rest.len && rest.at[len] == 'f')
                len++;
            return len;
        }
    *step = (struct written_step){LITERAL, rest.at[0]};
    return is_letter(rest.at[0]) ? 0 : 1;
}

static unsigned part_of(enum what what)
{
    switch (what) {
    case YEAR:
    case YEAR_SHORT:
        return 1u << 0;
    case MONTH:
    case MONTH_TWO:
    case MONTH_SHORT:
    case MONTH_NAME:
        return 1u << 1;
    case DAY:
    case DAY_TWO:
        return 1u << 2;
    case HOUR:
    case HOUR_TWO:
        return 1u << 3;
    case MINUTE:
    case MINUTE_TWO:
        return 1u << 4;
    case SECOND:
    case SECOND_TWO:
        return 1u << 5;
    case FRACTION:
        return 1u << 6;
    case HALF:
        return 1u << 7;
    case OFFSET:
        return 1u << 8;
    case EPOCH_SECONDS:
    case EPOCH_MILLIS:
        return 1u << 9;
    case LITERAL:
        break;
    }
    return 0;
}

static const char *incomplete(unsigned parts, uint32_t count)
{
    if (parts & 1u << 9)
        return count == 1 ? NULL : "`epoch` stands alone";
    if ((parts & 7) != 7)
        return "it lacks the year, the month or the day";
    if ((parts & 1u << 7) && !(parts & 1u << 3))
        return "it has AM without an hour";
    if (((parts & 1u << 4) && !(parts & 1u << 3)) || ((parts & 1u << 5) && !(parts & 1u << 4)) ||
        ((parts & 1u << 6) && !(parts & 1u << 5)))
        return "it has a smaller part of the time without the larger one";
    return NULL;
}

bool written_compile(struct text format, struct written *written, const char **why)
{
    unsigned parts = 0;
    *written = (struct written){0};
    for (size_t at = 0, taken; at < format.len; at += taken) {
        struct written_step step;
        taken = step_of(text_slice(format, at, format.len), &step);
        *why = taken == 0                              ? "it has a letter that means nothing"
               : written->count == WRITTEN_STEPS       ? "it is too long"
               : parts & part_of((enum what)step.what) ? "it has a part twice"
                                                       : NULL;
        if (*why)
            return false;
        parts |= part_of((enum what)step.what);
        written->steps[written->count++] = step;
    }
    *why = incomplete(parts, written->count);
    return !*why;
}

/* ---- reading ---- */

struct reading {
    const char *at, *end;
    int year, month, mday, hour, minute, second;
    bool has_half, afternoon, has_offset;
    int offset_hours, offset_minutes;
    bool west, cut;
    micros fraction;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* LEAST to MOST digits, as many as there are. */
static bool digits(struct reading *reading, int least, int most, int *value)
{
    int count = 0, sum = 0;
    while (count < most && reading->at < reading->end && is_digit(*reading->at)) {
        sum = sum * 10 + (*reading->at++ - '0');
        count++;
    }
    *value = sum;
    return count >= least;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool word(struct reading *reading, const char *name, size_t len)
{
    if ((size_t)(reading->end - reading->at) < len)
        return false;
    for (size_t i = 0; i < len; i++)
        if (lower(reading->at[i]) != lower(name[i]))
            return false;
    reading->at += len;
    return true;
}

static bool month_name(struct reading *reading, bool whole)
{
    for (int month = 1; month <= 12; month++) {
        const char *name = civil_month_name(month);
        if (word(reading, name, whole ? strlen(name) : 3)) {
            reading->month = month;
            return true;
        }
    }
    return false;
}

static bool fraction(struct reading *reading)
{
    micros scale = MICROS_SECOND;
    const char *start = reading->at;
    for (; reading->at < reading->end && is_digit(*reading->at); reading->at++) {
        scale /= 10;
        reading->fraction += (*reading->at - '0') * scale;
        reading->cut |= scale == 0 && *reading->at != '0';
    }
    return reading->at > start;
}

static bool half(struct reading *reading)
{
    reading->has_half = true;
    reading->afternoon = word(reading, "PM", 2);
    return reading->afternoon || word(reading, "AM", 2);
}

static bool offset(struct reading *reading)
{
    reading->has_offset = true;
    if (word(reading, "Z", 1))
        return true;
    reading->west = word(reading, "-", 1);
    if (!reading->west && !word(reading, "+", 1))
        return false;
    if (!digits(reading, 2, 2, &reading->offset_hours))
        return false;
    word(reading, ":", 1);
    return digits(reading, 2, 2, &reading->offset_minutes);
}

static bool short_year(struct reading *reading)
{
    if (!digits(reading, 2, 2, &reading->year))
        return false;
    reading->year += reading->year <= 68 ? 2000 : 1900;
    return true;
}

static bool take(struct reading *reading, struct written_step step)
{
    switch ((enum what)step.what) {
    case YEAR:
        return digits(reading, 4, 4, &reading->year);
    case YEAR_SHORT:
        return short_year(reading);
    case MONTH:
        return digits(reading, 1, 2, &reading->month);
    case MONTH_TWO:
        return digits(reading, 2, 2, &reading->month);
    case MONTH_SHORT:
        return month_name(reading, false);
    case MONTH_NAME:
        return month_name(reading, true);
    case DAY:
        return digits(reading, 1, 2, &reading->mday);
    case DAY_TWO:
        return digits(reading, 2, 2, &reading->mday);
    case HOUR:
        return digits(reading, 1, 2, &reading->hour);
    case HOUR_TWO:
        return digits(reading, 2, 2, &reading->hour);
    case MINUTE:
        return digits(reading, 1, 2, &reading->minute);
    case MINUTE_TWO:
        return digits(reading, 2, 2, &reading->minute);
    case SECOND:
        return digits(reading, 1, 2, &reading->second);
    case SECOND_TWO:
        return digits(reading, 2, 2, &reading->second);
    case FRACTION:
        return fraction(reading);
    case HALF:
        return half(reading);
    case OFFSET:
        return offset(reading);
    case LITERAL:
        return reading->at < reading->end && *reading->at++ == step.literal;
    case EPOCH_SECONDS:
    case EPOCH_MILLIS:
        break;
    }
    return false;
}

/* The hour of 24; false if there is none. */
static bool hour_of_day(struct reading *reading)
{
    if (!reading->has_half)
        return reading->hour < 24;
    if (reading->hour < 1 || reading->hour > 12)
        return false;
    reading->hour = reading->hour % 12 + (reading->afternoon ? 12 : 0);
    return true;
}

/* A 60th second may carry it over midnight. */
static enum civil_status place(struct reading *reading, struct civil_stamp *stamp)
{
    struct civil_date date = {reading->year, reading->month, reading->mday};
    if (!civil_is_valid(date))
        return CIVIL_BAD_DATE;
    if (!hour_of_day(reading) || reading->minute > 59 || reading->second > 60)
        return CIVIL_BAD_TIME;
    if (reading->offset_hours > 23 || reading->offset_minutes > 59)
        return CIVIL_BAD_OFFSET;
    stamp->notes = (struct civil_notes){reading->cut, reading->second == 60};
    stamp->date = civil_to_day(date);
    stamp->time = reading->hour * MICROS_HOUR + reading->minute * MICROS_MINUTE +
                  reading->second * MICROS_SECOND + reading->fraction;
    if (stamp->time >= MICROS_DAY) {
        stamp->time -= MICROS_DAY;
        stamp->date++;
    }
    if (stamp->date > DAY_LAST)
        return CIVIL_OUT_OF_RANGE;
    if (!reading->has_offset)
        return CIVIL_OK;
    stamp->has_offset = true;
    stamp->offset =
        (reading->offset_hours * 3600 + reading->offset_minutes * 60) * (reading->west ? -1 : 1);
    stamp->at = stamp->date * MICROS_DAY + stamp->time - stamp->offset * MICROS_SECOND;
    return civil_exists(stamp->at) ? CIVIL_OK : CIVIL_OUT_OF_RANGE;
}

static enum civil_status epoch(struct text text, micros unit, struct civil_stamp *stamp)
{
    bool before = text.len > 0 && text.at[0] == '-';
    uint64_t count;
    if (before)
        text = text_slice(text, 1, text.len);
    if (!text_to_whole(text, INT64_MAX, &count))
        return CIVIL_BAD_SHAPE;
    if (!civil_multiply(before ? -(int64_t)count : (int64_t)count, unit, &stamp->at) ||
        !civil_exists(stamp->at))
        return CIVIL_OUT_OF_RANGE;
    stamp->has_offset = true;
    return CIVIL_OK;
}

enum civil_status written_parse(const struct written *written, struct text text,
                                struct civil_stamp *stamp)
{
    *stamp = (struct civil_stamp){.at = INSTANT_NONE};
    if (written->steps[0].what == EPOCH_SECONDS)
        return epoch(text, MICROS_SECOND, stamp);
    if (written->steps[0].what == EPOCH_MILLIS)
        return epoch(text, MICROS_SECOND / 1000, stamp);
    struct reading reading = {.at = text.at, .end = text.at + text.len};
    for (uint32_t i = 0; i < written->count; i++)
        if (!take(&reading, written->steps[i]))
            return CIVIL_BAD_SHAPE;
    return reading.at == reading.end ? place(&reading, stamp) : CIVIL_BAD_SHAPE;
}
