/* buckets.c - local dates by the offset of a segment, periods by their dates. */
#include "report/buckets.h"

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

static int write_label(const struct buckets *buckets, char *out)
{
    struct civil_date date = civil_of_day(buckets->first);
    struct civil_week week;
    switch (buckets->unit) {
    case UNIT_DAY:
        return snprintf(out, BUCKETS_LABEL_ROOM, "%04d-%02d-%02d", date.year, date.month,
                        date.mday);
    case UNIT_WEEK:
        week = civil_iso_week(buckets->first);
        return snprintf(out, BUCKETS_LABEL_ROOM, "%04d-W%02d", week.year, week.week);
    case UNIT_MONTH:
        return snprintf(out, BUCKETS_LABEL_ROOM, "%04d-%02d", date.year, date.month);
    case UNIT_QUARTER:
        return snprintf(out, BUCKETS_LABEL_ROOM, "%04d-Q%d", date.year, (date.month - 1) / 3 + 1);
    case UNIT_YEAR:
        return snprintf(out, BUCKETS_LABEL_ROOM, "%04d", date.year);
    }
    return 0;
}

struct text buckets_find(struct buckets *buckets, instant at)
{
    day date = buckets_date(buckets, at);
    if (buckets->first == buckets->next || date < buckets->first || date >= buckets->next) {
        buckets->first = period_unit_start(buckets->unit, buckets->first_month, date);
        buckets->next = period_unit_next(buckets->unit, buckets->first_month, date);
        buckets->label_len = (size_t)write_label(buckets, buckets->label);
    }
    return (struct text){buckets->label, buckets->label_len};
}
