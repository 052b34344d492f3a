/* zone.c - local time from instants and back.
 *
 * A zone is a list of stretches of constant offset. What is asked of a local time is answered by
 * looking at every stretch near enough to hold it, so gaps and folds need no cases of their own,
 * whatever their size (Apia left out a whole date).
 */
#include "time/zone_data.h"

#include <string.h>

#define REACH (ZONE_OFFSET_MOST * MICROS_SECOND)

static const struct zone_type utc_type = {0, false, "UTC"};
static const struct zone utc = {.name = {"UTC", 3}, .type = &utc_type};

const struct zone *zone_utc(void)
{
    return &utc;
}

const struct zone *zone_fixed(struct arena *arena, int32_t offset)
{
    char name[CIVIL_ROOM];
    size_t len = civil_write_offset(name, offset);
    struct zone *zone = ARENA_NEW(arena, struct zone);
    zone->name = text_copy(arena, (struct text){name, len});
    struct zone_type *type = ARENA_NEW(arena, struct zone_type);
    type->offset = offset;
    type->abbreviation = text_cstr(arena, zone->name);
    zone->type = type;
    return zone;
}

struct text zone_name(const struct zone *zone)
{
    return zone->name;
}

/* How many transitions are not later than AT. */
static size_t transitions_upto(const struct zone *zone, instant at)
{
    const instant *base = zone->at;
    size_t count = zone->count;
    while (count > 0) {
        size_t half = count / 2;
        bool upper = base[half] <= at;
        base = upper ? base + half + 1 : base;
        count = upper ? count - half - 1 : half;
    }
    return (size_t)(base - zone->at);
}

struct zone_segment zone_segment_at(const struct zone *zone, instant at)
{
    size_t index = zone->count ? transitions_upto(zone, at) : 0;
    instant from = index > 0 ? zone->at[index - 1] : INT64_MIN;
    if (index == zone->count && zone->has_rule) {
        struct zone_segment segment = zone_rule_segment(&zone->rule, at);
        if (segment.from < from)
            segment.from = from;
        return segment;
    }
    const struct zone_type *type = &zone->type[index];
    instant to = index < zone->count ? zone->at[index] : INT64_MAX;
    return (struct zone_segment){from, to, type->offset, type->is_dst, type->abbreviation};
}

int32_t zone_offset(const struct zone *zone, instant at)
{
    return zone_segment_at(zone, at).offset;
}

struct zone_local zone_to_local(const struct zone *zone, instant at)
{
    int32_t offset = zone_offset(zone, at);
    instant local = at + offset * MICROS_SECOND;
    int64_t date = local / MICROS_DAY - (local % MICROS_DAY < 0);
    return (struct zone_local){(day)date, local - date * MICROS_DAY, offset};
}

/* Every stretch that may hold LOCAL is looked at. Where none does, LOCAL lies behind the end of one
 * and before the start of the next: a gap. */
static struct zone_reading search(const struct zone *zone, instant local)
{
    struct zone_reading reading = {.at = INSTANT_NONE};
    struct zone_reading gap = {.at = INSTANT_NONE};
    struct zone_segment segment = zone_segment_at(zone, local - REACH);
    for (;;) {
        instant at = local - segment.offset * MICROS_SECOND;
        if (at < segment.from && gap.at == INSTANT_NONE)
            gap = (struct zone_reading){ZONE_GAP, segment.from, at, gap.later};
        if (at >= segment.to)
            gap.later = at;
        if (at >= segment.from && at < segment.to) {
            bool first = reading.at == INSTANT_NONE;
            reading = first ? (struct zone_reading){ZONE_UNIQUE, at, at, at}
                            : (struct zone_reading){ZONE_FOLD, reading.at, reading.at, at};
        }
        if (segment.to > local + REACH)
            break;
        segment = zone_segment_at(zone, segment.to);
    }
    return reading.at == INSTANT_NONE ? gap : reading;
}

struct zone_reading zone_to_instant(const struct zone *zone, day date, micros time)
{
    instant local = date * MICROS_DAY + time;
    struct zone_segment segment = zone_segment_at(zone, local);
    instant at = local - segment.offset * MICROS_SECOND;
    if (at - 2 * REACH >= segment.from && at + 2 * REACH < segment.to)
        return (struct zone_reading){ZONE_UNIQUE, at, at, at};
    return search(zone, local);
}

int zone_date(const struct zone *zone, day date, struct zone_stretch out[ZONE_STRETCHES])
{
    instant local = date * MICROS_DAY;
    int count = 0;
    struct zone_segment segment = zone_segment_at(zone, local - REACH);
    for (;;) {
        instant from = local - segment.offset * MICROS_SECOND, to = from + MICROS_DAY;
        from = from > segment.from ? from : segment.from;
        to = to < segment.to ? to : segment.to;
        if (from < to && count > 0 && out[count - 1].to == from)
            out[count - 1].to = to;
        else if (from < to && count < ZONE_STRETCHES)
            out[count++] = (struct zone_stretch){from, to};
        if (segment.to > local + MICROS_DAY + REACH)
            return count;
        segment = zone_segment_at(zone, segment.to);
    }
}

size_t zone_write(const struct zone *zone, char *out, instant at)
{
    struct zone_local local = zone_to_local(zone, at);
    const char *abbreviation = zone_segment_at(zone, at).abbreviation;
    size_t len = civil_write_local(out, local.date, local.time);
    size_t most = CIVIL_ROOM - 2 - len, wanted = strlen(abbreviation);
    size_t taken = wanted < most ? wanted : most;
    out[len++] = ' ';
    memcpy(out + len, abbreviation, taken);
    out[len + taken] = '\0';
    return len + taken;
}
