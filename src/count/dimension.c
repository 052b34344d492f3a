/* dimension.c - see dimension.h. */
#include "count/dimension.h"

#include "count/buckets.h"
#include "time/zone.h"

enum dimension {
    BY_DAY,
    BY_WEEK,
    BY_MONTH,
    BY_QUARTER,
    BY_YEAR,
    BY_WEEKDAY,
    BY_HOUR,
    BY_NAMED,
    BY_OPENED = BY_NAMED, /* from here on: by the day, week … of the opening */
    BY_COUNT = BY_OPENED + BY_WEEKDAY
};

static const uint32_t FIRST = 0x80000000;

static const char *const names[BY_COUNT] = {"day",  "week",    "month",   "quarter",
                                            "year", "weekday", "hour",    "day",
                                            "week", "month",   "quarter", "year"};

static const enum period_unit units[BY_WEEKDAY] = {UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_QUARTER,
                                                   UNIT_YEAR};

static enum period_unit unit_of(uint32_t number)
{
    uint32_t dimension = number - FIRST;
    return units[dimension < BY_OPENED ? dimension : dimension - BY_OPENED];
}

uint32_t dimension_find(struct text name)
{
    for (uint32_t i = 0; i < BY_NAMED; i++)
        if (text_is(name, names[i]))
            return FIRST + i;
    return INDEX_NONE;
}

const char *dimension_name(uint32_t index)
{
    return index < BY_NAMED ? names[index] : NULL;
}

bool dimension_is(uint32_t number)
{
    return number >= FIRST && number < FIRST + BY_COUNT;
}

struct text dimension_title(const struct schema *schema, uint32_t number)
{
    return dimension_is(number) ? text_of(names[number - FIRST]) : schema->attributes[number].name;
}

bool dimension_is_of_opening(uint32_t number)
{
    return number >= FIRST + BY_WEEKDAY && number < FIRST + BY_COUNT;
}

uint32_t dimension_of_opening(uint32_t number)
{
    bool is_period = number >= FIRST && number < FIRST + BY_WEEKDAY;
    return is_period ? number + BY_OPENED : number;
}

uint32_t dimension_code(uint32_t number, const struct zone *zone, instant at)
{
    struct zone_local local = zone_to_local(zone, at);
    if (number == FIRST + BY_WEEKDAY)
        return (uint32_t)civil_weekday(local.date);
    if (number == FIRST + BY_HOUR)
        return (uint32_t)(local.time / MICROS_HOUR);
    return (uint32_t)period_unit_start(unit_of(number), 1, local.date);
}

/* The local time around LOCAL at which the code of NUMBER is the same. */
static struct calendar_stretch same_code(uint32_t number, const struct zone_local *local)
{
    micros midnight = local->date * MICROS_DAY;
    if (number == FIRST + BY_WEEKDAY)
        return (struct calendar_stretch){midnight, midnight + MICROS_DAY};
    micros hour = midnight + local->time / MICROS_HOUR * MICROS_HOUR;
    if (number == FIRST + BY_HOUR)
        return (struct calendar_stretch){hour, hour + MICROS_HOUR};
    enum period_unit unit = unit_of(number);
    return (struct calendar_stretch){period_unit_start(unit, 1, local->date) * MICROS_DAY,
                                     period_unit_next(unit, 1, local->date) * MICROS_DAY};
}

uint32_t dimension_code_near(struct dimension_near *near, uint32_t number, const struct zone *zone,
                             instant at)
{
    if (at >= near->from && at < near->to)
        return near->code;
    struct zone_segment segment = zone_segment_at(zone, at);
    struct zone_local local = zone_to_local(zone, at);
    struct calendar_stretch same = same_code(number, &local);
    instant from = same.from - segment.offset * MICROS_SECOND;
    instant to = same.to - segment.offset * MICROS_SECOND;
    near->from = from > segment.from ? from : segment.from;
    near->to = to < segment.to ? to : segment.to;
    near->code = dimension_code(number, zone, at);
    return near->code;
}

uint32_t dimension_code_of_verdict(uint32_t number, const struct verdict *verdict)
{
    instant at = dimension_is_of_opening(number) ? verdict->opening : verdict->counted_at;
    return dimension_code(number, verdict->model->zone, at);
}

struct text dimension_text(struct arena *arena, uint32_t number, uint32_t code)
{
    static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday"};
    char label[BUCKETS_LABEL_ROOM];
    if (number == FIRST + BY_WEEKDAY)
        return text_of(weekdays[code]);
    if (number == FIRST + BY_HOUR)
        return text_format(arena, "%02u:00", code);
    size_t len = buckets_write_label(unit_of(number), (day)code, label);
    return text_copy(arena, (struct text){label, len});
}
