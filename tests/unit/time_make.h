/* time_make.h - calendars and instants for tests, from short texts. */
#ifndef UNIT_TIME_MAKE_H
#define UNIT_TIME_MAKE_H

#include "time/calendar.h"
#include "time/period.h"
#include "time/zone_table.h"

/* Room for one calendar that grows line by line. */
struct made {
    struct arena *arena;
    VECTOR(struct calendar_weekly) weekly;
    VECTOR(struct calendar_closed_days) closed_days;
    VECTOR(struct calendar_dated) dated;
    VECTOR(struct calendar_closure) closures;
    VECTOR(struct calendar_holidays) holidays;
    VECTOR(struct calendar_other) includes;
    VECTOR(struct calendar_other) excludes;
    struct calendar_spec spec; /* made_spec fills it */
};

struct zone_table *made_zones(struct arena *arena);
const struct zone *made_zone(struct zone_table *zones, const char *name); /* must exist */

void made_init(struct made *made, struct arena *arena, const struct zone *zone);

/* DAYS as bits; SPANS as `09:00-12:00,13:00-17:00`. */
void made_weekly(struct made *made, int days, const char *spans);
void made_unbroken(struct made *made, int days, const char *spans);
void made_closed_days(struct made *made, int days);
void made_dated(struct made *made, const char *first, const char *last, const char *spans);

/* PART: NULL for the whole date, `13:00-`, `13:00-15:00`. */
void made_closed(struct made *made, const char *first, const char *last, const char *part);
void made_holidays(struct made *made, const struct holiday_list *list);
void made_includes(struct made *made, const struct calendar_spec *spec);
void made_excludes(struct made *made, const struct calendar_spec *spec);

/* The calendar so far; ends with the next line. */
const struct calendar_spec *made_spec(struct made *made);

struct calendar_spans made_spans(struct arena *arena, const char *spans);
struct day_part made_part(const char *part);
day made_date(const char *date);

/* `2026-09-07 10:00` in ZONE, or with an offset of its own. */
instant made_at(const struct zone *zone, const char *stamp);

enum { DAYS_WEEK = 0x1f, DAY_MONDAY = 1, DAY_SATURDAY = 32, DAY_SUNDAY = 64 };

#endif
