/* calendar_tour.c - the parts of time beyond a calendar's window, compiled for the moment.
 *
 * Parts grow from two years to sixty-four, so that a near answer is cheap and a far one takes few
 * of them; the year 9999 ends every tour.
 */
#include "time/calendar_data.h"

enum { YEARS_LEAST = 2, YEARS_MOST = 64, YEAR_DAYS = 366 };

void calendar_tour_init(struct calendar_tour *tour, const struct calendar *calendar)
{
    *tour = (struct calendar_tour){.calendar = calendar, .part = calendar, .years = YEARS_LEAST};
}

void calendar_tour_fini(struct calendar_tour *tour)
{
    if (tour->scratch)
        arena_free(tour->scratch);
}

static const struct calendar *compile(struct calendar_tour *tour, day first, day last)
{
    struct calendar_source source = {tour->calendar->spec, tour->calendar->period};
    if (tour->scratch)
        arena_reset(tour->scratch);
    else
        tour->scratch = arena_new();
    tour->part = calendar_build(tour->scratch, source, first, last);
    if (tour->years < YEARS_MOST)
        tour->years *= 2;
    return tour->part;
}

static bool holds(const struct calendar *part, instant at)
{
    return at >= part->from && at < part->to;
}

const struct calendar *calendar_tour_at(struct calendar_tour *tour, instant at)
{
    if (holds(tour->calendar, at))
        return tour->part = tour->calendar;
    if (holds(tour->part, at))
        return tour->part;
    day date = zone_to_local(tour->calendar->zone, at).date;
    return compile(tour, date, date + tour->years * YEAR_DAYS);
}

const struct calendar *calendar_tour_upto(struct calendar_tour *tour, instant at)
{
    if (holds(tour->calendar, at - 1))
        return tour->part = tour->calendar;
    if (holds(tour->part, at - 1))
        return tour->part;
    day date = zone_to_local(tour->calendar->zone, at - 1).date;
    return compile(tour, date - tour->years * YEAR_DAYS, date);
}
