/* week.c - see week.h. Every date is looked at, so that no rule of calendars is written twice. */
#include "analyse/week.h"

typedef VECTOR(struct calendar_span) span_list;

/* ---------- one date ---------- */

/* Adds a span; what it overlaps (a repeated hour) becomes one with it. */
static void add_span(struct arena *arena, span_list *list, struct calendar_span span)
{
    size_t at = 0;
    while (at < list->count && list->at[at].to < span.from)
        at++;
    while (at < list->count && list->at[at].from <= span.to) {
        if (list->at[at].from < span.from)
            span.from = list->at[at].from;
        if (list->at[at].to > span.to)
            span.to = list->at[at].to;
        for (size_t i = at + 1; i < list->count; i++)
            list->at[i - 1] = list->at[i];
        list->count--;
    }
    VECTOR_PUSH(arena, list, span);
    for (size_t i = list->count - 1; i > at; i--)
        list->at[i] = list->at[i - 1];
    list->at[at] = span;
}

/* A stretch of instants of DATE as local times. The offset may change within it: an hour that is
 * skipped then belongs to the span, as it does on the page. */
static void add_stretch(struct arena *arena, span_list *list, const struct zone *zone,
                        struct calendar_stretch stretch)
{
    micros behind = MICROS_DAY;
    while (stretch.from < stretch.to) {
        struct zone_segment segment = zone_segment_at(zone, stretch.from);
        instant to = segment.to < stretch.to ? segment.to : stretch.to;
        micros from = zone_to_local(zone, stretch.from).time;
        micros end = from + (to - stretch.from);
        add_span(arena, list, (struct calendar_span){behind < from ? behind : from, end});
        stretch.from = to;
        behind = end;
    }
}

static struct week_hours hours_of_date(struct arena *arena, const struct calendar *calendar,
                                       day date)
{
    const struct zone *zone = calendar_zone(calendar);
    struct zone_stretch parts[ZONE_STRETCHES];
    span_list list = {0};
    int count = zone_date(zone, date, parts);
    for (int i = 0; i < count; i++) {
        struct calendar_stretches open =
            calendar_open_between(calendar, parts[i].from, parts[i].to, arena);
        for (size_t j = 0; j < open.count; j++)
            add_stretch(arena, &list, zone, open.at[j]);
    }
    return (struct week_hours){list.at, list.count};
}

bool week_same_hours(struct week_hours a, struct week_hours b)
{
    if (a.count != b.count)
        return false;
    for (size_t i = 0; i < a.count; i++)
        if (a.at[i].from != b.at[i].from || a.at[i].to != b.at[i].to)
            return false;
    return true;
}

/* ---------- the regular week ---------- */

/* The hours of most of each seventh of COUNT dates, from number FIRST on. */
static struct week_hours most_frequent(const struct week_hours *dates, size_t first, size_t count)
{
    size_t best = first, most = 0;
    for (size_t i = first; i < count; i += 7) {
        size_t same = 0;
        for (size_t j = first; j < count; j += 7)
            same += week_same_hours(dates[i], dates[j]);
        if (same > most) {
            most = same;
            best = i;
        }
    }
    return dates[best];
}

/* ---------- dates that differ ---------- */

/* Which reason says most: the first of these that some stretch of the date has. */
static void find_reason(struct arena *arena, const struct calendar_spec *spec,
                        struct week_date *date)
{
    static const enum calendar_why order[] = {WHY_OPEN_DATED, WHY_DATED_HOURS, WHY_CLOSED_DATE,
                                              WHY_HOLIDAY,    WHY_EXCLUDED,    WHY_OPEN_INCLUDED};
    struct calendar_reasons reasons = calendar_hours_on(spec, date->date, arena);
    date->why = WHY_OUTSIDE_HOURS;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        for (size_t j = 0; j < reasons.count; j++)
            if (reasons.at[j].why == order[i]) {
                date->why = order[i] == WHY_DATED_HOURS ? WHY_OPEN_DATED : order[i];
                date->title = reasons.at[j].title;
                return;
            }
}

struct week *week_of(struct arena *arena, const struct calendar_spec *spec, day first, day behind)
{
    size_t count = (size_t)(behind - first);
    const struct calendar *calendar = calendar_compile(arena, spec, first, behind);
    struct week_hours *hours = ARENA_ARRAY(arena, count, struct week_hours);
    struct week *week = ARENA_NEW(arena, struct week);
    VECTOR(struct week_date) differing = {0};
    for (size_t i = 0; i < count; i++)
        hours[i] = hours_of_date(arena, calendar, first + (day)i);
    for (size_t i = 0; i < 7 && i < count; i++)
        week->days[civil_weekday(first + (day)i)] = most_frequent(hours, i, count);
    for (size_t i = 0; i < count; i++) {
        struct week_date date = {.date = first + (day)i, .hours = hours[i]};
        if (week_same_hours(hours[i], week->days[civil_weekday(date.date)]))
            continue;
        find_reason(arena, spec, &date);
        VECTOR_PUSH(arena, &differing, date);
    }
    week->dates = differing.at;
    week->date_count = differing.count;
    return week;
}
