/* civil.c - the arithmetic of the Gregorian calendar.
 *
 * Dates are counted from 1 March of year 0, so that a leap day is the last of its year and the
 * lengths of the months follow one line: (153 m + 2) / 5.
 */
#include "time/civil.h"

enum { DAYS_400_YEARS = 146097, EPOCH_FROM_MARCH_0 = 719468 };

bool civil_is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int civil_days_in_month(int year, int month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && civil_is_leap(year));
}

bool civil_is_valid(struct civil_date date)
{
    return date.year >= YEAR_FIRST && date.year <= YEAR_LAST && date.month >= 1 &&
           date.month <= 12 && date.mday >= 1 &&
           date.mday <= civil_days_in_month(date.year, date.month);
}

day civil_day(int year, int month, int mday)
{
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int month_from_march = month > 2 ? month - 3 : month + 9;
    int day_of_year = (153 * month_from_march + 2) / 5 + mday - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_400_YEARS + day_of_era - EPOCH_FROM_MARCH_0;
}

day civil_to_day(struct civil_date date)
{
    return civil_day(date.year, date.month, date.mday);
}

struct civil_date civil_of_day(day date)
{
    int from_march_0 = date + EPOCH_FROM_MARCH_0;
    int era =
        (from_march_0 >= 0 ? from_march_0 : from_march_0 - (DAYS_400_YEARS - 1)) / DAYS_400_YEARS;
    int day_of_era = from_march_0 - era * DAYS_400_YEARS;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (5 * day_of_year + 2) / 153;
    int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    return (struct civil_date){
        .year = year_of_era + era * 400 + (month <= 2),
        .month = month,
        .mday = day_of_year - (153 * month_from_march + 2) / 5 + 1,
    };
}

enum weekday civil_weekday(day date)
{
    int since_monday = (date + 3) % 7; /* 1970-01-01 was a Thursday */
    return (enum weekday)(since_monday < 0 ? since_monday + 7 : since_monday);
}

/* A week belongs to the year of its Thursday. */
struct civil_week civil_iso_week(day date)
{
    day thursday = date - (day)civil_weekday(date) + THURSDAY;
    int year = civil_of_day(thursday).year;
    return (struct civil_week){year, (thursday - civil_day(year, 1, 1)) / 7 + 1};
}

/* The golden number gives the age of the moon, the century its drift; then the next Sunday after
 * the full moon on or after 21 March. */
day civil_easter(int year)
{
    int golden = year % 19;
    int century = year / 100;
    int drift = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15);
    int moon = drift % 30;
    int sunday = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - moon - year % 4) % 7;
    int late = (golden + 11 * moon + 22 * sunday) / 451;
    int from_march = moon + sunday - 7 * late + 114;
    return civil_day(year, from_march / 31, from_march % 31 + 1);
}

day civil_nth_weekday(struct civil_date month, enum weekday weekday, int nth)
{
    int length = civil_days_in_month(month.year, month.month);
    day first = civil_day(month.year, month.month, 1);
    int ahead = ((int)weekday - (int)civil_weekday(first) + 7) % 7;
    if (nth < 0)
        return first + ahead + (length - 1 - ahead) / 7 * 7;
    int offset = ahead + (nth - 1) * 7;
    return offset < length ? first + offset : DAY_NONE;
}

bool civil_exists(instant at)
{
    return at >= INSTANT_FIRST && at < INSTANT_END;
}

bool civil_add_lengths(micros a, micros b, micros *result)
{
    micros sum;
    if (__builtin_add_overflow(a, b, &sum))
        return false;
    *result = sum;
    return true;
}

bool civil_multiply(micros length, int64_t by, micros *result)
{
    micros product;
    if (__builtin_mul_overflow(length, by, &product))
        return false;
    *result = product;
    return true;
}

bool civil_add(instant at, micros length, instant *result)
{
    instant sum;
    if (!civil_exists(at) || __builtin_add_overflow(at, length, &sum) || !civil_exists(sum))
        return false;
    *result = sum;
    return true;
}

const char *civil_weekday_name(enum weekday weekday)
{
    static const char *const names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};
    return names[weekday];
}

const char *civil_month_name(int month)
{
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    return names[month - 1];
}
