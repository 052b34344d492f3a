/* time_make.c - see time_make.h. Texts that a test got wrong end the test at once. */
#include "time_make.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "time/zone_file.h"

static _Noreturn void fail(const char *what, const char *text)
{
    printf("Bail out! %s: %s\n", what, text);
    exit(1);
}

struct zone_table *made_zones(struct arena *arena)
{
    return zone_table_new(arena, zone_file_load, getenv("TZDIR"));
}

const struct zone *made_zone(struct zone_table *zones, const char *name)
{
    const struct zone *zone;
    if (zone_table_find(zones, text_of(name), &zone) != ZONE_OK)
        fail("no such zone", name);
    return zone;
}

void made_init(struct made *made, struct arena *arena, const struct zone *zone)
{
    *made = (struct made){.arena = arena};
    made->spec.zone = zone;
}

static micros time_of(const char *text)
{
    micros time;
    if (civil_parse_time((struct text){text, 5}, &time, NULL) != CIVIL_OK)
        fail("no time of day", text);
    return time;
}

day made_date(const char *date)
{
    day result;
    if (civil_parse_date(text_of(date), &result) != CIVIL_OK)
        fail("no date", date);
    return result;
}

instant made_at(const struct zone *zone, const char *stamp)
{
    struct civil_stamp result;
    if (civil_parse_stamp(text_of(stamp), &result) != CIVIL_OK)
        fail("no instant", stamp);
    return result.has_offset ? result.at : zone_to_instant(zone, result.date, result.time).at;
}

struct calendar_spans made_spans(struct arena *arena, const char *spans)
{
    VECTOR(struct calendar_span) list = {0};
    for (const char *at = spans; strlen(at) >= 11; at += 12) {
        struct calendar_span span = {time_of(at), time_of(at + 6)};
        VECTOR_PUSH(arena, &list, span);
        if (at[11] == '\0')
            break;
    }
    return (struct calendar_spans){list.at, list.count};
}

struct day_part made_part(const char *part)
{
    if (!part)
        return (struct day_part){DAY_WHOLE, 0, 0};
    if (strlen(part) == 6)
        return (struct day_part){DAY_REST, time_of(part), 0};
    return (struct day_part){DAY_SPAN, time_of(part), time_of(part + 6)};
}

static void add_weekly(struct made *made, int days, const char *spans, bool unbroken)
{
    struct calendar_weekly line = {.days = (uint8_t)days, .unbroken = unbroken};
    line.spans = made_spans(made->arena, spans);
    VECTOR_PUSH(made->arena, &made->weekly, line);
}

void made_weekly(struct made *made, int days, const char *spans)
{
    add_weekly(made, days, spans, false);
}

void made_unbroken(struct made *made, int days, const char *spans)
{
    add_weekly(made, days, spans, true);
}

void made_closed_days(struct made *made, int days)
{
    struct calendar_closed_days line = {.days = (uint8_t)days};
    VECTOR_PUSH(made->arena, &made->closed_days, line);
}

void made_dated(struct made *made, const char *first, const char *last, const char *spans)
{
    struct calendar_dated line = {.first = made_date(first), .last = made_date(last)};
    line.spans = made_spans(made->arena, spans);
    VECTOR_PUSH(made->arena, &made->dated, line);
}

void made_closed(struct made *made, const char *first, const char *last, const char *part)
{
    struct calendar_closure line = {made_date(first), made_date(last), made_part(part), {0}};
    VECTOR_PUSH(made->arena, &made->closures, line);
}

void made_holidays(struct made *made, const struct holiday_list *list)
{
    struct calendar_holidays line = {.list = list};
    VECTOR_PUSH(made->arena, &made->holidays, line);
}

void made_includes(struct made *made, const struct calendar_spec *spec)
{
    struct calendar_other line = {.spec = spec};
    VECTOR_PUSH(made->arena, &made->includes, line);
}

void made_excludes(struct made *made, const struct calendar_spec *spec)
{
    struct calendar_other line = {.spec = spec};
    VECTOR_PUSH(made->arena, &made->excludes, line);
}

const struct calendar_spec *made_spec(struct made *made)
{
    struct calendar_spec *spec = &made->spec;
    spec->weekly = made->weekly.at;
    spec->weekly_count = made->weekly.count;
    spec->closed_days = made->closed_days.at;
    spec->closed_days_count = made->closed_days.count;
    spec->dated = made->dated.at;
    spec->dated_count = made->dated.count;
    spec->closures = made->closures.at;
    spec->closure_count = made->closures.count;
    spec->holidays = made->holidays.at;
    spec->holidays_count = made->holidays.count;
    spec->includes = made->includes.at;
    spec->include_count = made->includes.count;
    spec->excludes = made->excludes.at;
    spec->exclude_count = made->excludes.count;
    return spec;
}
