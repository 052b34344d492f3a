/* period.c - named periods as sets of instants. */
#include "time/period.h"

#include "time/calendar_data.h"
#include "time/hours.h"

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

/* A period is taken as hours that are open on dates alone, so that clock changes are dealt with in
 * one place (hours.c). */
struct expansion {
    struct arena *arena;
    day first, last; /* dates that may touch what is asked for */
    VECTOR(struct calendar_dated) dated;
    stretches instants;
};

static const struct calendar_span whole_date = {0, MICROS_DAY};

static void add_date(struct expansion *expansion, const struct period_line *line, day date)
{
    struct calendar_dated dated = {.first = date, .last = date, .spans = line->spans};
    if (date < expansion->first || date > expansion->last)
        return;
    if (line->spans.count == 0)
        dated.spans = (struct calendar_spans){&whole_date, 1};
    VECTOR_PUSH(expansion->arena, &expansion->dated, dated);
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
        VECTOR_PUSH(expansion->arena, &expansion->instants,
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

static void join_instants(struct expansion *expansion, struct period_range range, stretches *open)
{
    for (size_t i = 0; i < expansion->instants.count; i++) {
        struct calendar_stretch line = expansion->instants.at[i];
        line.from = line.from > range.from ? line.from : range.from;
        line.to = line.to < range.to ? line.to : range.to;
        VECTOR_PUSH(expansion->arena, open, line);
    }
    stretches_tidy(open);
}

stretches period_expand(struct arena *arena, const struct period_spec *spec,
                        struct period_range range)
{
    struct expansion expansion = {.arena = arena};
    expansion.first = (day)(range.from / MICROS_DAY) - 4;
    expansion.last = (day)(range.to / MICROS_DAY) + 4;
    for (size_t i = 0; i < spec->count; i++)
        add_line(&expansion, &spec->lines[i]);
    struct calendar_spec dates = {
        .zone = spec->zone, .dated = expansion.dated.at, .dated_count = expansion.dated.count};
    struct hours_run run = {.arena = arena, .from = range.from, .to = range.to};
    stretches open = *hours_expand(&run, &dates);
    join_instants(&expansion, range, &open);
    return open;
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
