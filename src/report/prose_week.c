/* prose_week.c - hours in words: the regular week. */
#include "report/prose_parts.h"

/* The dates that a week is made of where the charter has no date: a year of 52 weeks. */
static void dates_of(const struct prose *p, day *first, day *behind)
{
    *first = p->behind > p->first ? p->first : civil_day(2001, 1, 1);
    *behind = p->behind > p->first ? p->behind : *first + 364;
}

struct week *prose_week(struct prose *p, uint32_t calendar)
{
    day first, behind;
    dates_of(p, &first, &behind);
    return week_of(p->arena, p->model->calendars[calendar].hours, first, behind);
}

struct text prose_hours_text(struct prose *p, struct week_hours hours)
{
    text_vector spans = {0};
    if (hours.count == 1 && hours.at[0].from == 0 && hours.at[0].to == MICROS_DAY)
        return SAY(p, ALL_DAY);
    for (size_t i = 0; i < hours.count; i++) {
        struct text from = phrases_time(p->arena, hours.at[i].from);
        struct text to = phrases_time(p->arena, hours.at[i].to);
        VECTOR_PUSH(p->arena, &spans, SAY(p, TIME_SPAN, from, to));
    }
    return spans.count ? prose_join(p, &spans, SAID_LIST_COMMA) : SAY(p, CLOSED);
}

/* The days from FIRST to LAST have the same hours. */
static struct text days_text(struct prose *p, int first, int last, struct week_hours hours)
{
    struct text days = phrases_weekday(p->arena, p->words, first);
    if (last > first)
        days = SAY(p, DAY_RANGE, days, phrases_weekday(p->arena, p->words, last));
    return SAY(p, DAYS_AND_HOURS, days, prose_hours_text(p, hours));
}

struct text prose_week_text(struct prose *p, uint32_t calendar)
{
    text_vector parts = {0};
    const struct calendar_spec *spec = p->model->calendars[calendar].hours;
    if (!spec || calendar_is_always(spec))
        return SAY(p, IN_ALWAYS);
    struct week *week = prose_week(p, calendar);
    for (int first = 0, last; first < 7; first = last + 1) {
        for (last = first; last < 6 && week_same_hours(week->days[first], week->days[last + 1]);)
            last++;
        if (week->days[first].count)
            VECTOR_PUSH(p->arena, &parts, days_text(p, first, last, week->days[first]));
    }
    return prose_join(p, &parts, SAID_LIST_SEMICOLON);
}
