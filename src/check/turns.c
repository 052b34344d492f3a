/* turns.c - see turns.h. */
#include "check/turns.h"

#include <stdlib.h>

static void add_around(struct turns *turns, instant at)
{
    for (instant near = at - 1; near <= at + 1; near++)
        if (near >= turns->from && near < turns->to)
            VECTOR_PUSH(turns->arena, &turns->list, near);
}

void turns_add_instant(struct turns *turns, instant at)
{
    add_around(turns, at);
}

void turns_init(struct turns *turns, struct arena *arena, instant from, instant to)
{
    *turns = (struct turns){.arena = arena, .from = from, .to = to};
    add_around(turns, from);
    add_around(turns, to - 1);
}

static int compare_instants(const void *a, const void *b)
{
    instant left = *(const instant *)a, right = *(const instant *)b;
    return (left > right) - (left < right);
}

void turns_sort(struct turns *turns)
{
    size_t kept = 0;
    if (turns->list.count)
        qsort(turns->list.at, turns->list.count, sizeof *turns->list.at, compare_instants);
    for (size_t i = 0; i < turns->list.count; i++)
        if (kept == 0 || turns->list.at[kept - 1] != turns->list.at[i])
            turns->list.at[kept++] = turns->list.at[i];
    turns->list.count = kept;
}

/* The clocks that the zone shows before and behind each of its changes, from FROM to TO. */
static void add_changes(struct turns *turns, const struct zone *zone, instant to,
                        struct turns *times)
{
    struct zone_segment segment = zone_segment_at(zone, turns->from);
    for (; segment.to < to; segment = zone_segment_at(zone, segment.to)) {
        instant behind = zone_to_local(zone, segment.to).time;
        instant before = zone_to_local(zone, segment.to - 1).time + 1;
        VECTOR_PUSH(turns->arena, &times->list, behind);
        VECTOR_PUSH(turns->arena, &times->list, before % MICROS_DAY);
        add_around(turns, segment.to);
    }
}

/* Every local date at each of the times of day at which CALENDAR opens or closes, or its zone
 * changes. */
static void add_times_of_day(struct turns *turns, const struct calendar *calendar,
                             struct calendar_stretches open, instant reach)
{
    const struct zone *zone = calendar_zone(calendar);
    struct turns times = {.arena = turns->arena};
    for (size_t i = 0; i < open.count; i++) {
        instant opening = zone_to_local(zone, open.at[i].from).time;
        instant closing = zone_to_local(zone, open.at[i].to).time;
        VECTOR_PUSH(turns->arena, &times.list, opening);
        VECTOR_PUSH(turns->arena, &times.list, closing);
    }
    VECTOR_PUSH(turns->arena, &times.list, (instant)0);
    add_changes(turns, zone, reach, &times);
    turns_sort(&times);
    day last = zone_to_local(zone, turns->to).date;
    for (day date = zone_to_local(zone, turns->from).date; date <= last; date++)
        for (size_t i = 0; i < times.list.count; i++) {
            struct zone_reading reading = zone_to_instant(zone, date, times.list.at[i]);
            add_around(turns, reading.earlier);
            if (reading.later != reading.earlier)
                add_around(turns, reading.later);
        }
}

/* Behind what starts last. */
static instant reach(const struct turns *turns, const struct calendar *calendar,
                     const struct limit *limit)
{
    struct calendar_answer last = turns_due(calendar, turns->to - 1, limit);
    return last.status == CALENDAR_OK && last.at >= turns->to ? last.at + 1 : turns->to;
}

void turns_add(struct turns *turns, const struct calendar *calendar, const struct limit *limit)
{
    instant until = reach(turns, calendar, limit);
    struct calendar_stretches open =
        calendar_open_between(calendar, turns->from, until, turns->arena);
    bool is_length = limit->kind == LIMIT_LENGTH;
    for (size_t i = 0; i < open.count; i++) {
        instant ends[] = {open.at[i].from, open.at[i].to};
        for (size_t k = 0; k < 2; k++) {
            add_around(turns, ends[k]);
            struct calendar_answer before =
                calendar_before(calendar, ends[k], is_length ? limit->length : 0);
            if (before.status == CALENDAR_OK)
                add_around(turns, before.at);
        }
    }
    if (!is_length)
        add_times_of_day(turns, calendar, open, until);
}

void turns_add_calendar(struct turns *turns, const struct calendar *calendar)
{
    struct limit nothing = {.kind = LIMIT_LENGTH};
    turns_add(turns, calendar, &nothing);
}

struct calendar_answer turns_due(const struct calendar *calendar, instant at,
                                 const struct limit *limit)
{
    switch (limit->kind) {
    case LIMIT_WORKING_DAYS:
        return calendar_working_days(calendar, at, limit->days);
    case LIMIT_END_OF_WORKING_DAY:
        return calendar_end_of_working_day(calendar, at, limit->days);
    case LIMIT_CALENDAR_DAYS:
        return calendar_days(calendar, at, limit->days);
    case LIMIT_LENGTH:
        break;
    }
    return calendar_due(calendar, at, limit->length);
}

struct calendar_answer turns_due_moved(const struct calendar *calendar, instant at,
                                       const struct limit *limit)
{
    struct calendar_answer due = turns_due(calendar, at, limit);
    if (due.status != CALENDAR_OK || !calendar_is_open(calendar, due.at - 1) ||
        calendar_is_open(calendar, due.at))
        return due;
    struct calendar_answer opening = calendar_next_opening(calendar, due.at);
    return opening.status == CALENDAR_OK ? opening : due;
}
