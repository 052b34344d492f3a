/* periods.c - see periods.h. */
#include "count/periods.h"

#include "count/buckets.h"

uint32_t periods_version(const struct model *model, day date)
{
    const struct model *on = model_on(model, date);
    for (uint32_t i = 0; on && i < model->version_count; i++) {
        const struct model_version *version = &model->versions[i];
        if (version->model == on && (version->from == DAY_NONE || version->from <= date) &&
            (version->until == DAY_NONE || date <= version->until))
            return i;
    }
    return INDEX_NONE;
}

/* Where a date begins: the first of two readings, the end of a gap. */
static instant begin_of(const struct zone *zone, day date)
{
    return zone_to_instant(zone, date, 0).at;
}

/* Where what comes before a date ends for good: the last of two readings. */
static instant end_before(const struct zone *zone, day date)
{
    struct zone_reading reading = zone_to_instant(zone, date, 0);
    return reading.kind == ZONE_FOLD ? reading.later : reading.at;
}

void periods_bound(const struct period_frame *frame, struct period *period)
{
    const struct zone *zone = frame->model->zone;
    period->from = begin_of(zone, period->first);
    period->to = end_before(zone, period->next);
    period->is_unfinished = frame->as_of < period->to;
    if (period->is_unfinished)
        period->to = frame->as_of;
}

static struct period make(const struct period_frame *frame, struct period period,
                          struct arena *arena)
{
    char label[BUCKETS_LABEL_ROOM];
    size_t len = buckets_write_label(frame->unit, period.first, label);
    period.label = text_copy(arena, (struct text){label, len});
    periods_bound(frame, &period);
    return period;
}

static bool is_asked(const struct period_frame *frame, const struct period *period)
{
    return (frame->first == DAY_NONE || period->next > frame->first) &&
           (frame->last == DAY_NONE || period->first <= frame->last);
}

/* The next of the frame's periods from PERIOD's first date on; false behind the last date. Counts
 * those without a version. */
static bool find_next(const struct period_frame *frame, struct period *period, day last,
                      uint32_t *unruled)
{
    for (; period->first <= last; period->first = period->next) {
        period->next = period_unit_next(frame->unit, frame->first_month, period->first);
        period->version = periods_version(frame->model, period->first);
        bool asked = is_asked(frame, period);
        if (asked && period->version != INDEX_NONE)
            return true;
        *unruled += asked;
    }
    return false;
}

/* They are counted first, so that a log with a date of long ago costs no memory. */
struct period_list periods_of(const struct period_frame *frame, struct arena *arena)
{
    struct period_list list = {0};
    const struct zone *zone = frame->model->zone;
    uint32_t found = 0;
    if (frame->as_of == INSTANT_NONE || frame->from == INSTANT_NONE || frame->from > frame->as_of)
        return list;
    day last = zone_to_local(zone, frame->as_of).date;
    day first =
        period_unit_start(frame->unit, frame->first_month, zone_to_local(zone, frame->from).date);
    struct period at = {.first = first};
    for (; find_next(frame, &at, last, &list.unruled); at.first = at.next)
        found++;
    list.left_out = found > PERIODS_MOST ? found - PERIODS_MOST : 0;
    struct period *periods = ARENA_ARRAY(arena, found - list.left_out + 1, struct period);
    found = list.unruled = 0;
    at.first = first;
    for (; find_next(frame, &at, last, &list.unruled); at.first = at.next)
        if (found++ >= list.left_out)
            periods[list.count++] = make(frame, at, arena);
    list.at = periods;
    return list;
}

/* The neighbours' dates may reach into it where the clocks go back over a midnight. */
stretches periods_instants(const struct period *period, const struct zone *zone,
                           struct arena *arena)
{
    stretches whole = {0}, others = {0};
    const day neighbours[] = {period->first - 1, period->next};
    stretches_push(arena, &whole, (struct calendar_stretch){period->from, period->to});
    for (size_t i = 0; i < 2; i++) {
        struct zone_stretch found[ZONE_STRETCHES];
        int count = zone_date(zone, neighbours[i], found);
        for (int k = 0; k < count; k++)
            stretches_push(arena, &others, (struct calendar_stretch){found[k].from, found[k].to});
    }
    stretches_tidy(&others);
    stretches_subtract(arena, &whole, &others);
    return whole;
}
