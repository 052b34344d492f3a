/* with: tap.c */
/* check_quotes.c - of two limits of which one is said to be the looser, it is never due before the
 * other, whatever the opening. */
#include "check/quotes.h"

#include <stdio.h>

#include "check/check.h"
#include "tap.h"
#include "time/zone_file.h"

static const char charter[] = "charter quotes\n"
                              "  in-force from 2026-01-01\n"
                              "  timezone Europe/London\n"
                              "end\n"
                              "hours office\n"
                              "  open Monday to Friday 09:00 to 12:00, 13:00 to 17:30\n"
                              "  closed on 2026-03-30 to 2026-04-02\n"
                              "  ignores holidays\n"
                              "end\n"
                              "hours brief\n"
                              "  open Monday, Thursday 23:30 to 24:00\n"
                              "  open Friday 00:00 to 00:30\n"
                              "  ignores holidays\n"
                              "end\n";

static const struct model *checked(struct arena *arena)
{
    struct sources *sources = sources_new(arena);
    struct sink sink;
    sink_init(&sink, arena);
    struct check_input input = {.arena = arena,
                                .sources = sources,
                                .sink = &sink,
                                .zones = zone_table_new(arena, zone_file_load, NULL)};
    return check_charter(&input, sources_add(sources, TEXT("charter"), text_of(charter)));
}

static instant due(const struct calendar *calendar, const struct limit *limit, instant from)
{
    switch (limit->kind) {
    case LIMIT_LENGTH:
        return calendar_due(calendar, from, limit->length).at;
    case LIMIT_WORKING_DAYS:
        return calendar_working_days(calendar, from, limit->days).at;
    case LIMIT_END_OF_WORKING_DAY:
        return calendar_end_of_working_day(calendar, from, limit->days).at;
    case LIMIT_CALENDAR_DAYS:
        return calendar_days(calendar, from, limit->days).at;
    }
    return INSTANT_NONE;
}

enum { LIMITS = 14, CALENDARS = 3, STEP = 97 };

static const struct limit limits[LIMITS] = {
    {.kind = LIMIT_LENGTH, .length = MICROS_MINUTE},
    {.kind = LIMIT_LENGTH, .length = 2 * MICROS_HOUR},
    {.kind = LIMIT_LENGTH, .length = 8 * MICROS_HOUR},
    {.kind = LIMIT_LENGTH, .length = 24 * MICROS_HOUR},
    {.kind = LIMIT_LENGTH, .length = 47 * MICROS_HOUR},
    {.kind = LIMIT_WORKING_DAYS, .days = 1},
    {.kind = LIMIT_WORKING_DAYS, .days = 2},
    {.kind = LIMIT_WORKING_DAYS, .days = 4},
    {.kind = LIMIT_END_OF_WORKING_DAY, .days = 0},
    {.kind = LIMIT_END_OF_WORKING_DAY, .days = 1},
    {.kind = LIMIT_END_OF_WORKING_DAY, .days = 3},
    {.kind = LIMIT_CALENDAR_DAYS, .days = 1},
    {.kind = LIMIT_CALENDAR_DAYS, .days = 2},
    {.kind = LIMIT_CALENDAR_DAYS, .days = 5},
};

/* Openings of which B is due before A, of those from FIRST to LAST. */
static unsigned earlier(const struct calendar *const *calendars, const struct clause *a,
                        const struct clause *b)
{
    instant first = (instant)civil_day(2026, 3, 25) * MICROS_DAY;
    instant last = (instant)civil_day(2026, 4, 8) * MICROS_DAY;
    unsigned count = 0;
    for (instant at = first; at < last; at += STEP * MICROS_MINUTE)
        count +=
            due(calendars[b->calendar], &b->limit, at) < due(calendars[a->calendar], &a->limit, at);
    return count;
}

int main(void)
{
    struct arena *arena = arena_new();
    const struct model *model = checked(arena);
    const struct calendar *calendars[CALENDARS];
    unsigned said = 0, wrong = 0;
    if (!tap_ok(model && model->calendar_count == CALENDARS, "the charter is accepted"))
        return tap_end();
    for (uint32_t i = 0; i < CALENDARS; i++)
        calendars[i] = calendar_compile(arena, model->calendars[i].hours, civil_day(2026, 3, 1),
                                        civil_day(2026, 6, 1));
    for (int i = 0; i < LIMITS * CALENDARS; i++)
        for (int j = 0; j < LIMITS * CALENDARS; j++) {
            struct clause a = {.limit = limits[i / CALENDARS], .calendar = (uint32_t)i % CALENDARS};
            struct clause b = {.limit = limits[j / CALENDARS], .calendar = (uint32_t)j % CALENDARS};
            if (!quotes_is_looser(&a, &b))
                continue;
            said++;
            if (earlier(calendars, &a, &b) && wrong++ < 5)
                tap_note("limit %d in calendar %u is due before limit %d in %u", j / CALENDARS,
                         b.calendar, i / CALENDARS, a.calendar);
        }
    tap_ok(said > 200, "many pairs are ordered: %u", said);
    tap_equal(wrong, 0, "and none of them the wrong way round");
    arena_free(arena);
    return tap_end();
}
