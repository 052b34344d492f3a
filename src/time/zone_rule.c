/* zone_rule.c - the rule in the footer of a TZif file (POSIX TZ, with the wider hours of RFC 9636).
 */
#include "time/zone_data.h"

#include <string.h>

struct cursor {
    const char *at, *end;
};

static bool literal(struct cursor *cursor, char c)
{
    if (cursor->at == cursor->end || *cursor->at != c)
        return false;
    cursor->at++;
    return true;
}

static bool number(struct cursor *cursor, int most, int *value)
{
    const char *start = cursor->at;
    int sum = 0;
    for (; cursor->at < cursor->end && *cursor->at >= '0' && *cursor->at <= '9'; cursor->at++) {
        sum = sum * 10 + (*cursor->at - '0');
        if (sum > most)
            return false;
    }
    *value = sum;
    return cursor->at > start;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* `CEST`, or `<+03>`. */
static bool name(struct arena *arena, struct cursor *cursor, const char **value)
{
    bool quoted = literal(cursor, '<');
    const char *start = cursor->at;
    while (cursor->at < cursor->end && (quoted ? *cursor->at != '>' : is_letter(*cursor->at)))
        cursor->at++;
    struct text written = {start, (size_t)(cursor->at - start)};
    *value = text_cstr(arena, written);
    return written.len >= 3 && (!quoted || literal(cursor, '>'));
}

/* `[+-]hh[:mm[:ss]]` in seconds. */
static bool hours(struct cursor *cursor, int most, int32_t *seconds)
{
    bool negative = literal(cursor, '-');
    if (!negative)
        (void)literal(cursor, '+');
    int hour, minute = 0, second = 0;
    if (!number(cursor, most, &hour))
        return false;
    if (literal(cursor, ':')) {
        if (!number(cursor, 59, &minute))
            return false;
        if (literal(cursor, ':') && !number(cursor, 59, &second))
            return false;
    }
    *seconds = (hour * 3600 + minute * 60 + second) * (negative ? -1 : 1);
    return true;
}

static bool month_date(struct cursor *cursor, struct zone_rule_date *date)
{
    date->form = RULE_MONTH;
    return number(cursor, 12, &date->month) && date->month >= 1 && literal(cursor, '.') &&
           number(cursor, 5, &date->week) && date->week >= 1 && literal(cursor, '.') &&
           number(cursor, 6, &date->weekday);
}

static bool rule_date(struct cursor *cursor, struct zone_rule_date *date)
{
    *date = (struct zone_rule_date){.time = 2 * 3600};
    if (literal(cursor, 'M')) {
        if (!month_date(cursor, date))
            return false;
    } else {
        date->form = literal(cursor, 'J') ? RULE_JULIAN : RULE_ORDINAL;
        if (!number(cursor, 365, &date->yday) || (date->form == RULE_JULIAN && date->yday == 0))
            return false;
    }
    return !literal(cursor, '/') || hours(cursor, 167, &date->time);
}

/* POSIX counts offsets west of Greenwich. */
static bool offset(struct cursor *cursor, struct zone_type *type)
{
    int32_t west;
    if (!hours(cursor, 24, &west))
        return false;
    type->offset = -west;
    return true;
}

static bool dst_part(struct arena *arena, struct cursor *cursor, struct zone_rule *rule)
{
    rule->has_dst = true;
    rule->dst.is_dst = true;
    rule->dst.offset = rule->standard.offset + 3600;
    if (!name(arena, cursor, &rule->dst.abbreviation))
        return false;
    if (cursor->at < cursor->end && *cursor->at != ',' && !offset(cursor, &rule->dst))
        return false;
    return literal(cursor, ',') && rule_date(cursor, &rule->start) && literal(cursor, ',') &&
           rule_date(cursor, &rule->end);
}

bool zone_rule_parse(struct arena *arena, struct text text, struct zone_rule *rule)
{
    struct cursor cursor = {text.at, text.at + text.len};
    *rule = (struct zone_rule){0};
    if (!name(arena, &cursor, &rule->standard.abbreviation) || !offset(&cursor, &rule->standard))
        return false;
    if (cursor.at < cursor.end && !dst_part(arena, &cursor, rule))
        return false;
    return cursor.at == cursor.end;
}

static day date_in(const struct zone_rule_date *date, int year)
{
    if (date->form == RULE_ORDINAL)
        return civil_day(year, 1, 1) + date->yday;
    if (date->form == RULE_JULIAN)
        return civil_day(year, 1, 1) + date->yday - 1 + (civil_is_leap(year) && date->yday >= 60);
    enum weekday weekday = (enum weekday)((date->weekday + 6) % 7);
    struct civil_date month = {year, date->month, 1};
    return civil_nth_weekday(month, weekday, date->week == 5 ? -1 : date->week);
}

static struct zone_change change(const struct zone_rule_date *date, int year,
                                 struct zone_type before, struct zone_type after)
{
    instant local = date_in(date, year) * MICROS_DAY + date->time * MICROS_SECOND;
    return (struct zone_change){local - before.offset * MICROS_SECOND, after};
}

void zone_rule_year(const struct zone_rule *rule, int year, struct zone_change out[2])
{
    struct zone_change start = change(&rule->start, year, rule->standard, rule->dst);
    struct zone_change end = change(&rule->end, year, rule->dst, rule->standard);
    bool north = start.at <= end.at;
    out[0] = north ? start : end;
    out[1] = north ? end : start;
}

static struct zone_segment whole(const struct zone_type *type)
{
    return (struct zone_segment){INT64_MIN, INT64_MAX, type->offset, type->is_dst,
                                 type->abbreviation};
}

/* Of two changes at one instant (the end of a year-long summer time and the start of the next) the
 * later one holds: it comes later in the list. */
struct zone_segment zone_rule_segment(const struct zone_rule *rule, instant at)
{
    struct zone_segment segment = whole(&rule->standard);
    if (!rule->has_dst)
        return segment;
    int year = civil_of_day((day)(at / MICROS_DAY)).year;
    for (int y = year - 2; y <= year + 2; y++) {
        struct zone_change changes[2];
        zone_rule_year(rule, y, changes);
        for (int i = 0; i < 2; i++) {
            if (changes[i].at > at) {
                segment.to = changes[i].at;
                return segment;
            }
            segment = whole(&changes[i].type);
            segment.from = changes[i].at;
        }
    }
    return segment;
}
