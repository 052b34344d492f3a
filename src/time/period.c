/* period.c - named periods as sets of instants. */
#include "time/period.h"

#include "time/calendar_data.h"

/* ---- Units ---- */

static day month_start(int year, int month)
{
    int months = year * 12 + month - 1; /* MONTH may lie beyond 1 to 12 */
    int floor = months >= 0 ? months / 12 : -((11 - months) / 12);
    return civil_day(floor, months - floor * 12 + 1, 1);
}

/* UNIT's start, COUNT units away from the one that holds DATE. */
static day unit_start(enum period_unit unit, int first_month, day date, int count)
{
    struct civil_date civil = civil_of_day(date);
    if (unit == UNIT_DAY)
        return date + count;
    if (unit == UNIT_WEEK)
        return date - (day)civil_weekday(date) + 7 * count;
    if (unit == UNIT_MONTH)
        return month_start(civil.year, civil.month + count);
    if (unit == UNIT_QUARTER)
        return month_start(civil.year, (civil.month - 1) / 3 * 3 + 1 + 3 * count);
    int year = civil.month < first_month ? civil.year - 1 : civil.year;
    return month_start(year + count, first_month);
}

day period_unit_start(enum period_unit unit, int first_month, day date)
{
    return unit_start(unit, first_month ? first_month : 1, date, 0);
}

day period_unit_next(enum period_unit unit, int first_month, day date)
{
    return unit_start(unit, first_month ? first_month : 1, date, 1);
}

/* ---- Expansion ---- */

struct expansion {
    struct arena *arena;
    const struct zone *zone;
    instant from, to;
    day first, last; /* dates that may touch it */
    stretches open;
};

/* A local time, on either side of a gap or fold, as the set of instants sees it: a skipped time is
 * the end of the gap; a span that ends in a repeated hour ends in its first pass, and one that
 * begins there begins in it. Whole dates are exact. */
static void add_span(struct expansion *expansion, day date, const struct calendar_span *span)
{
    day end_date = date + (span->to <= span->from);
    instant from = zone_to_instant(expansion->zone, date, span->from).at;
    instant to = zone_to_instant(expansion->zone, end_date, span->to).at;
    VECTOR_PUSH(expansion->arena, &expansion->open, ((struct calendar_stretch){from, to}));
}

static void add_whole_date(struct expansion *expansion, day date)
{
    struct zone_stretch stretch[ZONE_STRETCHES];
    int count = zone_date(expansion->zone, date, stretch);
    for (int i = 0; i < count; i++)
        VECTOR_PUSH(expansion->arena, &expansion->open,
                    ((struct calendar_stretch){stretch[i].from, stretch[i].to}));
}

static void add_date(struct expansion *expansion, const struct period_line *line, day date)
{
    if (date < expansion->first || date > expansion->last)
        return;
    if (line->spans.count == 0)
        add_whole_date(expansion, date);
    for (size_t i = 0; i < line->spans.count; i++)
        add_span(expansion, date, &line->spans.at[i]);
}

static void add_dates(struct expansion *expansion, const struct period_line *line)
{
    day first = line->first > expansion->first ? line->first : expansion->first;
    day last = line->last < expansion->last ? line->last : expansion->last;
    for (day date = first; date <= last; date++)
        add_date(expansion, line, date);
}

static void add_weekly(struct expansion *expansion, const struct period_line *line)
{
    for (day date = expansion->first; date <= expansion->last; date++)
        if (line->days & 1 << civil_weekday(date))
            add_date(expansion, line, date);
}

static void add_nth_weekday(struct expansion *expansion, const struct period_line *line)
{
    day month = unit_start(UNIT_MONTH, 1, expansion->first, 0);
    for (; month <= expansion->last; month = unit_start(UNIT_MONTH, 1, month, 1)) {
        struct civil_date civil = civil_of_day(month);
        day date = civil_nth_weekday(civil, line->weekday, line->nth);
        if (date != DAY_NONE && (line->month == 0 || line->month == civil.month))
            add_date(expansion, line, date);
    }
}

/* The days of one unit, in order; of them the NTH group of COUNT is taken. */
static void add_group(struct expansion *expansion, const struct period_line *line, const day *dates,
                      int count)
{
    int64_t first = (int64_t)(line->nth - 1) * line->count;
    if (line->nth < 0)
        first = count > line->count ? count - line->count : 0;
    for (int64_t i = first; i < count && i < first + line->count; i++)
        add_date(expansion, line, dates[i]);
}

static void add_days(struct expansion *expansion, const struct period_line *line)
{
    int month = line->unit == UNIT_YEAR && line->month ? line->month : 1;
    day start = unit_start(line->unit, month, expansion->first, 0);
    day end = unit_start(line->unit, month, expansion->last, 1);
    bool working = line->kind == PERIOD_WORKING_DAYS;
    const struct calendar *calendar =
        working ? calendar_compile(expansion->arena, line->calendar, start, end) : NULL;
    day *dates = ARENA_ARRAY(expansion->arena, 367, day);
    while (start <= expansion->last) {
        day next = unit_start(line->unit, month, start, 1);
        int count = 0;
        for (day date = start; date < next; date++)
            if (!working || calendar_is_working_day(calendar, date))
                dates[count++] = date;
        add_group(expansion, line, dates, count);
        start = next;
    }
}

static void add_line(struct expansion *expansion, const struct period_line *line)
{
    switch (line->kind) {
    case PERIOD_DATES:
        add_dates(expansion, line);
        break;
    case PERIOD_INSTANTS:
        VECTOR_PUSH(expansion->arena, &expansion->open,
                    ((struct calendar_stretch){line->from, line->to}));
        break;
    case PERIOD_WEEKLY:
        add_weekly(expansion, line);
        break;
    case PERIOD_NTH_WEEKDAY:
        add_nth_weekday(expansion, line);
        break;
    case PERIOD_WORKING_DAYS:
    case PERIOD_CALENDAR_DAYS:
        add_days(expansion, line);
        break;
    }
}

static void clip(struct expansion *expansion)
{
    stretches clipped = {0};
    for (size_t i = 0; i < expansion->open.count; i++) {
        struct calendar_stretch open = expansion->open.at[i];
        open.from = open.from > expansion->from ? open.from : expansion->from;
        open.to = open.to < expansion->to ? open.to : expansion->to;
        stretches_push(expansion->arena, &clipped, open);
    }
    expansion->open = clipped;
}

stretches period_expand(struct arena *arena, const struct period_spec *spec,
                        struct period_range range)
{
    struct expansion expansion = {
        .arena = arena, .zone = spec->zone, .from = range.from, .to = range.to};
    expansion.first = (day)(range.from / MICROS_DAY) - 4;
    expansion.last = (day)(range.to / MICROS_DAY) + 4;
    for (size_t i = 0; i < spec->count; i++)
        add_line(&expansion, &spec->lines[i]);
    stretches_tidy(&expansion.open);
    clip(&expansion);
    return expansion.open;
}

struct calendar_stretch period_reach(const struct period_spec *spec)
{
    struct calendar_stretch reach = {INSTANT_END, INSTANT_FIRST};
    for (size_t i = 0; i < spec->count; i++) {
        const struct period_line *line = &spec->lines[i];
        struct calendar_stretch open = {INSTANT_FIRST, INSTANT_END};
        if (line->kind == PERIOD_DATES)
            open = (struct calendar_stretch){(line->first - 2) * MICROS_DAY,
                                             (line->last + 4) * MICROS_DAY};
        if (line->kind == PERIOD_INSTANTS)
            open = (struct calendar_stretch){line->from, line->to};
        reach.from = open.from < reach.from ? open.from : reach.from;
        reach.to = open.to > reach.to ? open.to : reach.to;
    }
    return reach;
}

const struct calendar *period_compile(struct arena *arena, const struct period_spec *spec,
                                      day first, day last)
{
    return calendar_build(arena, (struct calendar_source){.period = spec}, first, last);
}
