/* with: tap.c time_make.c */
/* time_sums.c - the short ways of a calendar within its window, beside counting and the long ones.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tap.h"
#include "time_make.h"

static struct arena *arena;
static struct zone_table *zones;
static const struct zone *paris;

static const struct calendar *compile(struct made *made)
{
    const struct calendar_spec *spec = made_spec(made);
    return calendar_compile(arena, spec, made_date("2025-01-01"), made_date("2027-12-31"));
}

/* Thirty openings of a minute in an hour of Monday, and nothing else in the week. */
static const struct calendar *crowded(struct made *made)
{
    char spans[30 * 12 + 1];
    size_t len = 0;
    for (int i = 0; i < 60; i += 2)
        len += (size_t)sprintf(spans + len, "%s09:%02d-09:%02d", i ? "," : "", i, i + 1);
    made_init(made, arena, paris);
    made_weekly(made, DAY_MONDAY, spans);
    return compile(made);
}

static void crowds(void)
{
    struct made made;
    const struct calendar *calendar = crowded(&made);
    instant from = made_at(paris, "2026-03-23 00:00"), to = made_at(paris, "2026-04-07 00:00");
    micros half = 30 * MICROS_SECOND, open = 0;
    int wrong = 0;
    for (instant now = from; now < to; now += half) {
        struct zone_local local = zone_to_local(paris, now);
        int64_t minute = local.time / MICROS_MINUTE - 9 * 60;
        bool is_open =
            civil_weekday(local.date) == MONDAY && minute >= 0 && minute < 60 && minute % 2 == 0;
        wrong += calendar_elapsed(calendar, from, now) != open;
        wrong += calendar_is_open(calendar, now) != is_open;
        wrong += is_open && calendar_due(calendar, from, open + half).at != now + half;
        open += is_open ? half : 0;
    }
    tap_equal(wrong, 0, "many openings in one hour of a week");
    tap_equal(open, 90 * MICROS_MINUTE, "thirty minutes of each of three Mondays");
}

/* Within the window days are counted the short way, outside it the long one. */
static int differing_days(const struct calendar *near)
{
    const struct calendar *far = calendar_compile(arena, calendar_spec_of(near),
                                                  made_date("1990-01-01"), made_date("1990-01-02"));
    int wrong = 0;
    srand(7);
    for (int i = 0; i < 300; i++) {
        instant from = made_at(calendar_zone(near), "2026-03-20 00:00") +
                       rand() % (300 * 24 * 60) * MICROS_MINUTE;
        int64_t count = rand() % 12;
        struct calendar_answer a = calendar_working_days(near, from, count + 1);
        struct calendar_answer b = calendar_working_days(far, from, count + 1);
        struct calendar_answer c = calendar_end_of_working_day(near, from, count);
        struct calendar_answer d = calendar_end_of_working_day(far, from, count);
        wrong += a.at != b.at || a.status != b.status || c.at != d.at || c.status != d.status;
    }
    return wrong;
}

static void days_near_and_far(void)
{
    static const char *const spans[] = {"09:00-17:00", "00:00-02:30,22:00-24:00",
                                        "08:00-12:00,13:00-17:00", "22:00-06:00", "01:30-03:30"};
    static const char *const zones_of[] = {"Europe/Paris", "America/Havana", "Asia/Beirut"};
    struct made made;
    tap_equal(differing_days(crowded(&made)), 0, "working days of crowded Mondays");
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
        for (size_t k = 0; k < sizeof zones_of / sizeof *zones_of; k++) {
            made_init(&made, arena, made_zone(zones, zones_of[k]));
            made_weekly(&made, DAYS_WEEK | DAY_SUNDAY, spans[i]);
            tap_equal(differing_days(compile(&made)), 0, "working days near and far: %s in %s",
                      spans[i], zones_of[k]);
        }
}

int main(void)
{
    arena = arena_new();
    zones = made_zones(arena);
    paris = made_zone(zones, "Europe/Paris");
    crowds();
    days_near_and_far();
    arena_free(arena);
    return tap_end();
}
