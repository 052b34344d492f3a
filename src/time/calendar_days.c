/* calendar_days.c - working days and calendar days (semantics 2.6-2.9).
 *
 * A day count becomes an instant here; that it is a length from then on (2.9) is the judge's
 * business.
 */
#include "time/calendar.h"

#include "time/calendar_data.h"

static struct calendar_answer answer(instant at)
{
    return (struct calendar_answer){CALENDAR_OK, at};
}

static struct calendar_answer no_answer(enum calendar_status status)
{
    return (struct calendar_answer){status, INSTANT_NONE};
}

/* ---- Calendar days ---- */

struct calendar_answer calendar_days(const struct calendar *calendar, instant from, int64_t count)
{
    if (!civil_exists(from))
        return no_answer(CALENDAR_OUT_OF_RANGE);
    if (count < 1)
        return answer(from);
    struct zone_local local = zone_to_local(calendar->zone, from);
    if (count > DAY_LAST - local.date)
        return no_answer(CALENDAR_NOT_REACHED);
    instant at = zone_to_instant(calendar->zone, local.date + (day)count, local.time).at;
    return civil_exists(at) ? answer(at) : no_answer(CALENDAR_NOT_REACHED);
}

/* ---- Working days of `always`: all dates that the zone has ---- */

static bool nth_date(const struct zone *zone, day date, int64_t count, day *result)
{
    struct zone_stretch stretch[ZONE_STRETCHES];
    if (count > DAY_LAST - date)
        return false;
    while (count > 0 && date < DAY_LAST) {
        date++;
        if (zone_date(zone, date, stretch) > 0)
            count--;
    }
    *result = date;
    return count == 0;
}

static struct calendar_answer always_day(const struct calendar *calendar, instant from,
                                         int64_t count, bool to_end)
{
    struct zone_stretch stretch[ZONE_STRETCHES];
    struct zone_local local = zone_to_local(calendar->zone, from);
    day date;
    if (!nth_date(calendar->zone, local.date, count, &date))
        return no_answer(CALENDAR_NOT_REACHED);
    instant at = zone_to_instant(calendar->zone, date, local.time).at;
    if (to_end)
        at = stretch[zone_date(calendar->zone, date, stretch) - 1].to;
    return civil_exists(at) ? answer(at) : no_answer(CALENDAR_NOT_REACHED);
}

/* ---- Working days ---- */

/* The COUNTth working day after DATE, which lies in the tour's part; then its part is the tour's.
 */
static bool nth_working_day(struct calendar_tour *tour, day date, int64_t count, day *result)
{
    const struct calendar *part = tour->part;
    uint32_t rank = part->worked_before[date + 1 - part->first];
    for (;;) {
        int64_t rest = part->worked_before[part->last + 1 - part->first] - rank;
        if (count <= rest) {
            *result = part->worked[rank + count - 1];
            return true;
        }
        count -= rest;
        day last = part->last;
        if (part->to >= tour->calendar->reach.to)
            return false;
        part = calendar_tour_at(tour, part->to);
        rank = last < part->first ? 0 : part->worked_before[last + 1 - part->first];
    }
}

/* AT is on a working day of the part and C is closed there: the closing before it on that day, else
 * the day's first opening. */
static instant nearest_on(const struct calendar *part, day date, instant at)
{
    struct zone_stretch stretch[ZONE_STRETCHES];
    (void)zone_date(part->zone, date, stretch);
    size_t next = calendar_piece_after(part, at);
    if (next > 0 && part->sums.piece[next - 1].to > stretch[0].from)
        return part->sums.piece[next - 1].to;
    return part->sums.piece[next].from;
}

static instant time_on(const struct calendar *part, day date, micros time)
{
    instant at = zone_to_instant(part->zone, date, time).at;
    bool open = part->sums.piece[calendar_piece_after(part, at)].from <= at;
    return open ? at : nearest_on(part, date, at);
}

/* The end of the last open stretch of a working day of the part, at most 24:00. */
static instant end_of(const struct calendar *part, day date)
{
    struct zone_stretch stretch[ZONE_STRETCHES];
    for (int i = zone_date(part->zone, date, stretch) - 1; i >= 0; i--) {
        size_t next = calendar_piece_after(part, stretch[i].to);
        if (part->sums.piece[next].from < stretch[i].to)
            return stretch[i].to;
        if (next > 0 && part->sums.piece[next - 1].to > stretch[i].from)
            return part->sums.piece[next - 1].to;
    }
    return INSTANT_NONE;
}

/* FROM, or the next opening if it is closed then. */
static struct calendar_answer base_of(const struct calendar *calendar, instant from)
{
    if (!civil_exists(from))
        return no_answer(CALENDAR_OUT_OF_RANGE);
    return calendar_is_open(calendar, from) ? answer(from) : calendar_next_opening(calendar, from);
}

/* The short way, where each piece has its day: FROM is moved by as many days. INSTANT_NONE: the
 * long way has to be taken. */
static instant working_day_near(const struct calendar *calendar, instant from, int64_t count,
                                bool to_end)
{
    const struct calendar_piece *pieces = calendar->sums.piece;
    if (!calendar->days || from < calendar->from || from >= calendar->to)
        return INSTANT_NONE;
    const struct calendar_piece *base = calendar_sums_piece(&calendar->sums, from);
    size_t number = (size_t)(base - pieces);
    if (number == calendar->count || count > calendar->day_count - 1 - calendar->day_of[number])
        return INSTANT_NONE;
    const struct calendar_worked *today = &calendar->days[calendar->day_of[number]];
    const struct calendar_worked *then = today + count;
    const struct calendar_piece *first = &pieces[then->piece], *end = &pieces[then[1].piece];
    if (to_end)
        return end[-1].to;
    if (today->from == INSTANT_NONE || then->from == INSTANT_NONE)
        return INSTANT_NONE;
    instant at = then->from + ((from > base->from ? from : base->from) - today->from);
    const struct calendar_piece *piece = first;
    while (piece < end && piece->to <= at)
        piece++;
    if (piece < end && piece->from <= at)
        return at;
    return piece > first ? piece[-1].to : piece->from;
}

static struct calendar_answer working_day(const struct calendar *calendar, instant from,
                                          int64_t count, bool to_end)
{
    instant near = working_day_near(calendar, from, count, to_end);
    if (near != INSTANT_NONE)
        return answer(near);
    struct calendar_tour tour;
    struct calendar_answer base = base_of(calendar, from);
    if (base.status != CALENDAR_OK)
        return base;
    if (calendar->always)
        return always_day(calendar, base.at, count, to_end);
    struct zone_local local = zone_to_local(calendar->zone, base.at);
    day date = local.date;
    struct calendar_answer result = no_answer(CALENDAR_NOT_REACHED);
    calendar_tour_init(&tour, calendar);
    (void)calendar_tour_at(&tour, base.at);
    if (count == 0 || nth_working_day(&tour, date, count, &date))
        result = answer(to_end ? end_of(tour.part, date) : time_on(tour.part, date, local.time));
    calendar_tour_fini(&tour);
    return result;
}

struct calendar_answer calendar_working_days(const struct calendar *calendar, instant from,
                                             int64_t count)
{
    if (count < 1)
        return civil_exists(from) ? answer(from) : no_answer(CALENDAR_OUT_OF_RANGE);
    return working_day(calendar, from, count, false);
}

struct calendar_answer calendar_end_of_working_day(const struct calendar *calendar, instant from,
                                                   int64_t count)
{
    return working_day(calendar, from, count < 0 ? 0 : count, true);
}

bool calendar_is_working_day(const struct calendar *calendar, day date)
{
    if (!calendar->always && date >= calendar->first && date <= calendar->last) {
        size_t place = (size_t)(date - calendar->first);
        return calendar->worked_before[place + 1] > calendar->worked_before[place];
    }
    struct zone_stretch stretch[ZONE_STRETCHES];
    int count = zone_date(calendar->zone, date, stretch);
    for (int i = 0; i < count; i++)
        if (calendar_elapsed(calendar, stretch[i].from, stretch[i].to) > 0)
            return true;
    return false;
}

/* SEGMENT is one of ZONE, the same from call to call. */
static day date_at(const struct zone *zone, instant at, struct zone_segment *segment)
{
    if (at < segment->from || at >= segment->to)
        *segment = zone_segment_at(zone, at);
    micros local = at + segment->offset * MICROS_SECOND;
    return (day)(local / MICROS_DAY - (local % MICROS_DAY < 0));
}

bool calendar_over_midnight(const struct calendar *calendar, day *date)
{
    struct zone_segment segment = zone_segment_at(calendar->zone, calendar->from);
    if (calendar->always) {
        *date = calendar->first + 1;
        return true;
    }
    for (size_t i = 0; i < calendar->count; i++) {
        day first = date_at(calendar->zone, calendar->sums.piece[i].from, &segment);
        day last = date_at(calendar->zone, calendar->sums.piece[i].to - 1, &segment);
        *date = first + 1;
        if (first != last)
            return true;
    }
    return false;
}

/* Each begins and ends within its date, and leaves time on both sides. */
static bool spans_keep(struct calendar_spans spans)
{
    for (size_t i = 0; i < spans.count; i++)
        if (spans.at[i].from <= 0 || spans.at[i].to <= spans.at[i].from ||
            spans.at[i].to >= MICROS_DAY)
            return false;
    return true;
}

bool calendar_keeps_to_dates(const struct calendar_spec *spec)
{
    bool keeps = true;
    for (size_t i = 0; i < spec->weekly_count && keeps; i++)
        keeps = spans_keep(spec->weekly[i].spans);
    for (size_t i = 0; i < spec->dated_count && keeps; i++)
        keeps = spans_keep(spec->dated[i].spans);
    for (size_t i = 0; i < spec->include_count && keeps; i++)
        keeps = spec->includes[i].spec->zone == spec->zone &&
                calendar_keeps_to_dates(spec->includes[i].spec);
    return keeps;
}
