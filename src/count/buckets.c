/* buckets.c - local dates by the offset of a segment, periods by their dates. */
#include "count/buckets.h"

#include <stdio.h>

struct buckets buckets_of_promise(const struct model *model, const struct promise *promise)
{
    return (struct buckets){.zone = model->zone,
                            .unit = promise ? promise->unit : UNIT_MONTH,
                            .first_month = promise ? promise->first_month : 1};
}

struct buckets buckets_of(const struct model *model, const struct target *target)
{
    return buckets_of_promise(model, target->promise_count ? &target->promises[0] : NULL);
}

static day floor_day(int64_t local)
{
    int64_t date = local / MICROS_DAY;
    return (day)(date - (local % MICROS_DAY < 0));
}

day buckets_date(struct buckets *buckets, instant at)
{
    struct zone_segment *segment = &buckets->segment;
    if (segment->from == segment->to || at < segment->from || at >= segment->to)
        *segment = zone_segment_at(buckets->zone, at);
    return floor_day(at + segment->offset * MICROS_SECOND);
}

size_t buckets_write_label(enum period_unit unit, day first, char out[BUCKETS_LABEL_ROOM])
{
    struct civil_date date = civil_of_day(first);
    struct civil_week week;
    int len = 0;
    switch (unit) {
    case UNIT_DAY:
        len = snprintf(out, BUCKETS_LABEL_ROOM, "%04d-%02d-%02d", date.year, date.month, date.mday);
        break;
    case UNIT_WEEK:
        week = civil_iso_week(first);
        len = snprintf(out, BUCKETS_LABEL_ROOM, "%04d-W%02d", week.year, week.week);
        break;
    case UNIT_MONTH:
        len = snprintf(out, BUCKETS_LABEL_ROOM, "%04d-%02d", date.year, date.month);
        break;
    case UNIT_QUARTER:
        len = snprintf(out, BUCKETS_LABEL_ROOM, "%04d-Q%d", date.year, (date.month - 1) / 3 + 1);
        break;
    case UNIT_YEAR:
        len = snprintf(out, BUCKETS_LABEL_ROOM, "%04d", date.year);
        break;
    }
    return (size_t)len;
}

/* Mostly it goes to and fro between two of them. */
static void change_period(struct buckets *buckets, day date)
{
    day first = buckets->other_first, next = buckets->other_next;
    if (date < first || date >= next) {
        first = period_unit_start(buckets->unit, buckets->first_month, date);
        next = period_unit_next(buckets->unit, buckets->first_month, date);
    }
    buckets->other_first = buckets->first;
    buckets->other_next = buckets->next;
    buckets->first = first;
    buckets->next = next;
}

/* Where the clocks change local dates may come again, so an instant counts as known only in the
 * same segment. */
void buckets_move(struct buckets *buckets, instant at)
{
    const struct zone_segment *segment = &buckets->segment;
    day date = buckets_date(buckets, at);
    if (date < buckets->first || date >= buckets->next)
        change_period(buckets, date);
    instant from = buckets->first * MICROS_DAY - segment->offset * MICROS_SECOND;
    instant to = buckets->next * MICROS_DAY - segment->offset * MICROS_SECOND;
    buckets->from = from > segment->from ? from : segment->from;
    buckets->to = to < segment->to ? to : segment->to;
}

struct text buckets_label(struct buckets *buckets)
{
    if (!buckets->label_len || buckets->labelled != buckets->first)
        buckets->label_len = buckets_write_label(buckets->unit, buckets->first, buckets->label);
    buckets->labelled = buckets->first;
    return (struct text){buckets->label, buckets->label_len};
}

struct text buckets_find(struct buckets *buckets, instant at)
{
    buckets_seek(buckets, at);
    return buckets_label(buckets);
}
