/* icalendar_days.c - an event's repetitions, and the days and hours that each of them closes. */
#include <stdlib.h>

#include "time/icalendar_parts.h"

/* Of a whole file: no list of holidays has so many, one gone wrong has. A rule that comes hardly
 * ever costs a search through centuries. */
enum { DATES_MOST = 100000, RULES_MOST = 1000 };

/* False, reported once, where the file has too many. */
static bool count_date(struct icalendar_reading *reading, const struct icalendar_event *event)
{
    if (++reading->dates == DATES_MOST + 1)
        icalendar_wrong(reading, event->span, "more than 100000 dates in one file");
    return reading->dates <= DATES_MOST;
}

static int by_time(const void *left, const void *right)
{
    const struct icalendar_time *a = left, *b = right;
    if (a->date != b->date)
        return a->date < b->date ? -1 : 1;
    return a->time < b->time ? -1 : a->time > b->time;
}

static void sort(icalendar_times *times)
{
    if (times->count > 1)
        qsort(times->at, times->count, sizeof *times->at, by_time);
}

/* ---- When it starts ---- */

/* The exceptions are in order. */
static bool is_excepted(const struct icalendar_event *event, const struct icalendar_time *start)
{
    size_t low = 0, high = event->except.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (event->except.at[middle].date < start->date)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < event->except.count && event->except.at[low].date == start->date; low++)
        if (event->except.at[low].is_date || event->except.at[low].time == start->time)
            return true;
    return false;
}

static bool add_start(struct icalendar_reading *reading, const struct icalendar_event *event,
                      icalendar_times *starts, struct icalendar_time start)
{
    if (start.date > civil_day(ICALENDAR_YEAR_LAST, 12, 31) || !count_date(reading, event))
        return false;
    if (!is_excepted(event, &start))
        VECTOR_PUSH(reading->scratch, starts, start);
    return true;
}

static struct icaltimetype first_of(const struct libical *ical, const struct icalendar_event *event)
{
    struct civil_date date = civil_of_day(event->start.date);
    struct icaltimetype first = ical->icaltime_null_time();
    int seconds = (int)(event->start.time / MICROS_SECOND);
    first.year = date.year;
    first.month = date.month;
    first.day = date.mday;
    first.is_date = event->start.is_date;
    first.hour = seconds / 3600;
    first.minute = seconds / 60 % 60;
    first.second = seconds % 60;
    return first;
}

static struct icalendar_time start_at(const struct icalendar_event *event, struct icaltimetype at)
{
    struct icalendar_time start = event->start;
    start.date = civil_day(at.year, at.month, at.day);
    if (!start.is_date)
        start.time = at.hour * MICROS_HOUR + at.minute * MICROS_MINUTE + at.second * MICROS_SECOND;
    return start;
}

static bool read_rule(struct icalendar_reading *reading, const struct icalendar_event *event,
                      struct icalrecurrencetype *rule)
{
    const struct libical *ical = &reading->ical;
    icalproperty *property = ical->icalproperty_new_from_string(event->rule->text);
    icalvalue *value = property ? ical->icalproperty_get_value(property) : NULL;
    bool good = value && ical->icalvalue_isa(value) == ICAL_RECUR_VALUE;
    if (good)
        *rule = ical->icalvalue_get_recur(value);
    if (property)
        ical->icalproperty_free(property);
    if (!good)
        return icalendar_wrong(reading, event->rule->span, "a repetition that can't be read");
    if (rule->freq < ICAL_DAILY_RECURRENCE || rule->freq > ICAL_YEARLY_RECURRENCE)
        return icalendar_wrong(
            reading, event->rule->span,
            "a repetition within a day, expected one by days, weeks, months or years");
    return true;
}

static bool repeat(struct icalendar_reading *reading, const struct icalendar_event *event,
                   icalendar_times *starts)
{
    const struct libical *ical = &reading->ical;
    struct icalrecurrencetype rule;
    if (++reading->rules_read > RULES_MOST)
        return reading->rules_read > RULES_MOST + 1 ||
               icalendar_wrong(reading, event->rule->span,
                               "more than 1000 events that repeat in one file");
    if (!read_rule(reading, event, &rule))
        return false;
    icalrecur_iterator *iterator = ical->icalrecur_iterator_new(rule, first_of(ical, event));
    if (!iterator)
        return icalendar_wrong(reading, event->rule->span, "a repetition that never comes");
    struct icaltimetype at = ical->icalrecur_iterator_next(iterator);
    while (!ical->icaltime_is_null_time(at) &&
           add_start(reading, event, starts, start_at(event, at)))
        at = ical->icalrecur_iterator_next(iterator);
    ical->icalrecur_iterator_free(iterator);
    return true;
}

/* Where it starts, in order, no start twice. The first one counts whether the rule has it or not.
 */
static bool find_starts(struct icalendar_reading *reading, const struct icalendar_event *event,
                        icalendar_times *starts)
{
    add_start(reading, event, starts, event->start);
    for (size_t i = 0; i < event->more.count; i++)
        add_start(reading, event, starts, event->more.at[i]);
    if (event->rule && !repeat(reading, event, starts))
        return false;
    sort(starts);
    size_t kept = 0;
    for (size_t i = 0; i < starts->count; i++)
        if (kept == 0 || by_time(&starts->at[kept - 1], &starts->at[i]) != 0)
            starts->at[kept++] = starts->at[i];
    starts->count = kept;
    return true;
}

/* ---- What each of them closes ---- */

micros icalendar_length(const struct icalendar_event *event)
{
    if (event->end.is_there)
        return (event->end.date - event->start.date) * MICROS_DAY + event->end.time -
               event->start.time;
    return event->length >= 0 ? event->length : MICROS_DAY;
}

static void add_rule(struct icalendar_reading *reading, const struct icalendar_event *event,
                     day date, struct day_part part)
{
    struct holiday_rule rule = {.kind = HOLIDAY_DATED,
                                .date = date,
                                .part = part,
                                .title = event->title,
                                .origin = event->start.span};
    VECTOR_PUSH(reading->file->arena, &reading->rules, rule);
}

/* Hours that run past midnight close a part of each date; from 00:00 to 24:00 is the whole of it.
 */
static void add_dates(struct icalendar_reading *reading, const struct icalendar_event *event,
                      const struct icalendar_time *start)
{
    micros from = start->time, left = icalendar_length(event);
    day last = civil_day(ICALENDAR_YEAR_LAST, 12, 31);
    for (day date = start->date; left > 0 && date <= last && count_date(reading, event); date++) {
        micros to = left < MICROS_DAY - from ? from + left : MICROS_DAY;
        bool whole = from == 0 && to == MICROS_DAY;
        add_rule(reading, event, date,
                 whole ? (struct day_part){.kind = DAY_WHOLE}
                       : (struct day_part){.kind = DAY_SPAN, .from = from, .to = to});
        left -= to - from;
        from = 0;
    }
}

void icalendar_add_days(struct icalendar_reading *reading, struct icalendar_event *event)
{
    icalendar_times starts = {0};
    sort(&event->except);
    if (!find_starts(reading, event, &starts))
        return;
    for (size_t i = 0; i < starts.count; i++)
        add_dates(reading, event, &starts.at[i]);
}
