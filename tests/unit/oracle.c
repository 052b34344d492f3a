/* oracle.c - see oracle.h. This file: dates, zones, holidays and membership; oracle_ask.c: what is
 * asked. */
#include "oracle_view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MINUTES = 1440, HOURS_A_YEAR = 366 * 24 + 24 };

static _Noreturn void fail(const char *what)
{
    printf("Bail out! oracle: %s\n", what);
    exit(1);
}

/* ---- Dates: a walk from 1970-01-01, a Thursday ---- */

struct date {
    int16_t year;
    int8_t month, mday, weekday, length; /* Monday 0; length of the month */
};

enum { DATES = 66 * 366 };

struct offsets {
    struct text zone;
    int years[ORACLE_TO - ORACLE_FROM + 1]; /* which are filled */
    int16_t *quarter;                       /* offset in minutes, for each quarter of an hour */
    struct offsets *next;
};

struct oracle {
    struct arena *arena;
    struct date date[DATES];
    int year_start[DATES / 366 + 2];
    struct offsets *zones;
    struct text in_force; /* TZ */
};

static int month_length(int year, int month)
{
    if (month == 2)
        return year % 4 ? 28 : year % 100 ? 29 : year % 400 ? 28 : 29;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

struct oracle *oracle_new(void)
{
    struct arena *arena = arena_new();
    struct oracle *oracle = ARENA_NEW(arena, struct oracle);
    int year = 1970, month = 1, mday = 1;
    oracle->arena = arena;
    for (int n = 0; n < DATES; n++) {
        int length = month_length(year, month);
        oracle->date[n] = (struct date){(int16_t)year, (int8_t)month, (int8_t)mday,
                                        (int8_t)((n + 3) % 7), (int8_t)length};
        if (month == 1 && mday == 1)
            oracle->year_start[year - 1970] = n;
        mday = mday == length ? 1 : mday + 1;
        month = mday > 1 ? month : month == 12 ? 1 : month + 1;
        year += mday == 1 && month == 1;
    }
    return oracle;
}

void oracle_free(struct oracle *oracle)
{
    arena_free(oracle->arena);
}

/* ---- Zones: the C library's local time ---- */

static void set_zone(struct oracle *oracle, struct text zone)
{
    if (text_equal(oracle->in_force, zone))
        return;
    oracle->in_force = zone;
    setenv("TZ", text_cstr(oracle->arena, zone), 1);
    tzset();
}

static int offset_by_library(int64_t minute)
{
    time_t at = (time_t)(minute * 60);
    struct tm local;
    if (!localtime_r(&at, &local) || local.tm_gmtoff % 60 != 0)
        fail("an offset that is no whole minute");
    return (int)(local.tm_gmtoff / 60);
}

static int64_t year_minute(const struct oracle *oracle, int year)
{
    return (int64_t)oracle->year_start[year - 1970] * MINUTES;
}

/* Hours in which the clock changes are looked at by the quarter, the others once. */
static void fill_year(struct oracle *oracle, struct offsets *offsets, int year)
{
    int64_t base = year_minute(oracle, ORACLE_FROM), first = year_minute(oracle, year);
    set_zone(oracle, offsets->zone);
    int before = offset_by_library(first);
    for (int64_t minute = first; minute < first + HOURS_A_YEAR * 60; minute += 60) {
        int after = offset_by_library(minute + 60);
        for (int i = 0; i < 4; i++) {
            int64_t at = minute + 15 * i;
            int offset = before == after ? before : offset_by_library(at);
            if (before != after && offset_by_library(at + 14) != offset)
                fail("a change of clocks within a quarter of an hour");
            offsets->quarter[(at - base) / 15] = (int16_t)offset;
        }
        before = after;
    }
    offsets->years[year - ORACLE_FROM] = 1;
}

static struct offsets *zone_offsets(struct oracle *oracle, struct text zone)
{
    for (struct offsets *known = oracle->zones; known; known = known->next)
        if (text_equal(known->zone, zone))
            return known;
    struct offsets *fresh = ARENA_NEW(oracle->arena, struct offsets);
    fresh->zone = text_copy(oracle->arena, zone);
    size_t quarters = (size_t)(ORACLE_TO - ORACLE_FROM + 2) * HOURS_A_YEAR * 4;
    fresh->quarter = ARENA_ARRAY(oracle->arena, quarters, int16_t);
    fresh->next = oracle->zones;
    oracle->zones = fresh;
    return fresh;
}

static int64_t local_minute(struct oracle *oracle, struct offsets *offsets, int64_t minute)
{
    int year = oracle->date[minute / MINUTES].year;
    if (year < ORACLE_FROM || year > ORACLE_TO)
        fail("a year that it does not know");
    if (!offsets->years[year - ORACLE_FROM])
        fill_year(oracle, offsets, year);
    return minute + offsets->quarter[(minute - year_minute(oracle, ORACLE_FROM)) / 15];
}

/* ---- Holidays: every date is asked whether a rule names it ---- */

struct named {
    int date;
    const struct holiday_rule *rule;
};

/* Gauss's rule with the centuries' corrections. */
static bool is_easter(const struct oracle *oracle, int date)
{
    int year = oracle->date[date].year, k = year / 100;
    int m = (15 + k - k / 4 - (8 * k + 13) / 25) % 30, n = (4 + k - k / 4) % 7;
    int d = (19 * (year % 19) + m) % 30;
    int e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + n) % 7;
    int march = 22 + d + e;
    if (march == 57 || (march == 56 && d == 28 && year % 19 > 10))
        march -= 7;
    const struct date *it = &oracle->date[date];
    return march > 31 ? it->month == 4 && it->mday == march - 31
                      : it->month == 3 && it->mday == march;
}

/* Is the rule's day of a month one of these dates? */
static bool is_within(const struct oracle *oracle, const struct holiday_rule *rule, int first,
                      int last)
{
    for (int date = first; date <= last; date++)
        if (rule->month == oracle->date[date].month && rule->mday == oracle->date[date].mday)
            return true;
    return false;
}

static bool names(const struct oracle *oracle, const struct holiday_rule *rule, int date)
{
    const struct date *it = &oracle->date[date];
    if (rule->only_from && (it->year < rule->only_from || it->year > rule->only_to))
        return false;
    switch (rule->kind) {
    case HOLIDAY_DATED:
        return rule->date == date;
    case HOLIDAY_YEARLY:
        return rule->month == it->month && rule->mday == it->mday;
    case HOLIDAY_NTH:
        if ((int)rule->weekday != it->weekday || (rule->month && rule->month != it->month))
            return false;
        return rule->nth < 0 ? it->mday + 7 > it->length : (it->mday + 6) / 7 == rule->nth;
    case HOLIDAY_BEFORE:
        return (int)rule->weekday == it->weekday && is_within(oracle, rule, date + 1, date + 7);
    case HOLIDAY_AFTER:
        return (int)rule->weekday == it->weekday && is_within(oracle, rule, date - 7, date - 1);
    case HOLIDAY_EASTER:
        return is_easter(oracle, date - rule->offset);
    }
    return false;
}

struct holidays {
    struct named named[400];
    int count;
};

static bool is_whole_holiday(const struct holidays *holidays, int date)
{
    for (int i = 0; i < holidays->count; i++)
        if (holidays->named[i].date == date && holidays->named[i].rule->part.kind == DAY_WHOLE)
            return true;
    return false;
}

static bool is_free(const struct oracle *oracle, const struct holidays *holidays,
                    const struct holiday_rule *rule, int date)
{
    return (rule->to_any_day || oracle->date[date].weekday < 5) &&
           !is_whole_holiday(holidays, date);
}

static int moved(const struct oracle *oracle, const struct holidays *holidays, struct named named)
{
    int ahead = named.date + 1, back = named.date - 1;
    while (!is_free(oracle, holidays, named.rule, ahead))
        ahead++;
    while (!is_free(oracle, holidays, named.rule, back))
        back--;
    enum holiday_substitute way = named.rule->substitute;
    if (way == SUBSTITUTE_OR_PREVIOUS || way == SUBSTITUTE_AND_PREVIOUS)
        return back;
    bool nearest = way == SUBSTITUTE_OR_NEAREST || way == SUBSTITUTE_AND_NEAREST;
    if (nearest && named.date - back < ahead - named.date)
        return back;
    return ahead;
}

static void add_named(struct holidays *holidays, int date, const struct holiday_rule *rule)
{
    if (holidays->count == 400)
        fail("too many holidays");
    holidays->named[holidays->count++] = (struct named){date, rule};
}

/* First what stays, then what moves. */
static void find_holidays(const struct oracle *oracle, const struct holiday_list *list, int first,
                          int last, struct holidays *holidays)
{
    holidays->count = 0;
    for (int moving = 0; moving < 2; moving++) {
        for (int date = first; date <= last; date++) {
            int weekday = oracle->date[date].weekday;
            for (size_t i = 0; i < list->count; i++) {
                const struct holiday_rule *rule = &list->rules[i];
                bool listed = rule->moves_on ? rule->moves_on >> weekday & 1 : weekday > 4;
                bool moves = listed && rule->substitute != SUBSTITUTE_NONE;
                bool stays = !moves || rule->substitute == SUBSTITUTE_AND_NEXT ||
                             rule->substitute == SUBSTITUTE_AND_PREVIOUS ||
                             rule->substitute == SUBSTITUTE_AND_NEAREST;
                if (!(moving ? moves : stays) || !names(oracle, rule, date))
                    continue;
                struct named named = {date, rule};
                add_named(holidays, moving ? moved(oracle, holidays, named) : date, rule);
            }
        }
    }
}

/* ---- Sheets: a calendar's local dates ---- */

struct cut {
    int date, from, to; /* minutes of the date, to may lie past 1440 */
    bool holiday, whole, rest;
};

struct sheet {
    const struct calendar_spec *spec;
    struct offsets *offsets;
    int first, last; /* local dates */
    struct cut *cuts;
    int cut_count, cut_room;
    bool *opened;           /* of each date: does an `open on` line name it? */
    uint8_t (*begun)[2880]; /* what begins on it: 1 open, 2 open and unbroken */
    struct sheet **includes, **excludes;
};

static void add_cut(struct arena *arena, struct sheet *sheet, struct cut cut)
{
    if (sheet->cut_count == sheet->cut_room) {
        struct cut *old = sheet->cuts;
        sheet->cut_room = sheet->cut_room * 2 + 64;
        sheet->cuts = ARENA_ARRAY(arena, (size_t)sheet->cut_room, struct cut);
        if (sheet->cut_count > 0)
            memcpy(sheet->cuts, old, (size_t)sheet->cut_count * sizeof *old);
    }
    sheet->cuts[sheet->cut_count++] = cut;
}

static int minute_of(micros time)
{
    return (int)(time / 60000000);
}

static struct cut cut_of(int date, struct day_part part, bool holiday)
{
    struct cut cut = {.date = date, .holiday = holiday, .from = 0, .to = MINUTES};
    cut.whole = part.kind == DAY_WHOLE;
    cut.rest = part.kind == DAY_REST;
    if (part.kind != DAY_WHOLE)
        cut.from = minute_of(part.from);
    if (part.kind == DAY_SPAN)
        cut.to = minute_of(part.to) + (part.to <= part.from ? MINUTES : 0);
    return cut;
}

static void gather_cuts(struct oracle *oracle, struct arena *arena, struct sheet *sheet)
{
    const struct calendar_spec *spec = sheet->spec;
    struct holidays *holidays = ARENA_NEW(arena, struct holidays);
    for (size_t i = 0; i < spec->holidays_count; i++) {
        find_holidays(oracle, spec->holidays[i].list, sheet->first - 100, sheet->last + 100,
                      holidays);
        for (int j = 0; j < holidays->count; j++)
            add_cut(arena, sheet,
                    cut_of(holidays->named[j].date, holidays->named[j].rule->part, true));
    }
    for (size_t i = 0; i < spec->closure_count; i++)
        for (int date = sheet->first; date <= sheet->last; date++)
            if (date >= spec->closures[i].first && date <= spec->closures[i].last)
                add_cut(arena, sheet, cut_of(date, spec->closures[i].part, false));
}

static void paint(uint8_t *begun, struct calendar_spans spans, bool unbroken)
{
    for (size_t i = 0; i < spans.count; i++) {
        int from = minute_of(spans.at[i].from), to = minute_of(spans.at[i].to);
        for (int k = from; k < (to <= from ? to + MINUTES : to); k++)
            if (begun[k] < 1 + unbroken)
                begun[k] = (uint8_t)(1 + unbroken);
    }
}

/* A cut of DATE itself takes the rest with all that begins on it; a cut of the date before may run
 * over midnight. */
static void wipe(const struct sheet *sheet, int date, bool holidays, uint8_t *begun)
{
    for (int i = 0; i < sheet->cut_count; i++) {
        const struct cut *cut = &sheet->cuts[i];
        if (cut->holiday != holidays || (holidays && sheet->opened[cut->date - sheet->first]))
            continue;
        int end = cut->whole || cut->rest ? 2 * MINUTES : cut->to;
        if (cut->date == date)
            for (int k = cut->from; k < end; k++)
                begun[k] = 0;
        if (cut->date == date - 1 && !cut->whole)
            for (int k = 0; k < cut->to - MINUTES; k++)
                begun[k] = 0;
    }
}

static bool is_closed_weekday(const struct calendar_spec *spec, int weekday)
{
    for (size_t i = 0; i < spec->closed_days_count; i++)
        if (spec->closed_days[i].days >> weekday & 1)
            return true;
    return false;
}

static void paint_date(const struct oracle *oracle, struct sheet *sheet, int date)
{
    const struct calendar_spec *spec = sheet->spec;
    uint8_t *begun = sheet->begun[date - sheet->first];
    int weekday = oracle->date[date].weekday;
    if (!is_closed_weekday(spec, weekday))
        for (size_t i = 0; i < spec->weekly_count; i++)
            if (spec->weekly[i].days >> weekday & 1)
                paint(begun, spec->weekly[i].spans, spec->weekly[i].unbroken);
    wipe(sheet, date, true, begun);
    if (sheet->opened[date - sheet->first]) {
        memset(begun, 0, 2 * MINUTES);
        for (size_t i = 0; i < spec->dated_count; i++)
            if (date >= spec->dated[i].first && date <= spec->dated[i].last)
                paint(begun, spec->dated[i].spans, spec->dated[i].unbroken);
    }
    wipe(sheet, date, false, begun);
}

/* Cuts in the range of the sheet only; they are few. */
static void keep_near_cuts(struct sheet *sheet)
{
    int kept = 0;
    for (int i = 0; i < sheet->cut_count; i++)
        if (sheet->cuts[i].date >= sheet->first && sheet->cuts[i].date <= sheet->last)
            sheet->cuts[kept++] = sheet->cuts[i];
    sheet->cut_count = kept;
}

static struct sheet *make_sheet(struct oracle *oracle, struct arena *arena,
                                const struct calendar_spec *spec, int first, int last)
{
    struct sheet *sheet = ARENA_NEW(arena, struct sheet);
    size_t dates = (size_t)(last - first + 1);
    *sheet = (struct sheet){.spec = spec, .first = first, .last = last};
    sheet->offsets = zone_offsets(oracle, zone_name(spec->zone));
    sheet->opened = ARENA_ARRAY(arena, dates, bool);
    sheet->begun = arena_array(arena, dates, sizeof *sheet->begun);
    for (size_t i = 0; i < spec->dated_count; i++)
        for (int date = first; date <= last; date++)
            if (date >= spec->dated[i].first && date <= spec->dated[i].last)
                sheet->opened[date - first] = true;
    gather_cuts(oracle, arena, sheet);
    keep_near_cuts(sheet);
    for (int date = first; date <= last; date++)
        paint_date(oracle, sheet, date);
    sheet->includes = ARENA_ARRAY(arena, spec->include_count + 1, struct sheet *);
    sheet->excludes = ARENA_ARRAY(arena, spec->exclude_count + 1, struct sheet *);
    for (size_t i = 0; i < spec->include_count; i++)
        sheet->includes[i] = make_sheet(oracle, arena, spec->includes[i].spec, first, last);
    for (size_t i = 0; i < spec->exclude_count; i++)
        sheet->excludes[i] = make_sheet(oracle, arena, spec->excludes[i].spec, first, last);
    return sheet;
}

/* ---- Membership ---- */

/* Does the date cut minute K out of what ran into it from the evening before? */
static bool cuts_evening(const struct sheet *sheet, int date, int k)
{
    for (int i = 0; i < sheet->cut_count; i++) {
        const struct cut *cut = &sheet->cuts[i];
        if (cut->date == date && !(cut->holiday && sheet->opened[date - sheet->first]) &&
            k >= cut->from && k < cut->to)
            return true;
    }
    return false;
}

/* Does any cut take minute K of the date from an included calendar? */
static bool cuts_included(const struct sheet *sheet, int date, int k)
{
    for (int i = 0; i < sheet->cut_count; i++) {
        const struct cut *cut = &sheet->cuts[i];
        bool here = cut->date == date && k >= cut->from && k < cut->to;
        bool over = cut->date == date - 1 && !cut->whole && k < cut->to - MINUTES;
        bool replaced = cut->holiday && sheet->opened[cut->date - sheet->first];
        if ((here || over) && !replaced)
            return true;
    }
    return false;
}

static bool holds(struct oracle *oracle, const struct sheet *sheet, int64_t minute);

static bool is_included(struct oracle *oracle, const struct sheet *sheet, int64_t minute, int date,
                        int k)
{
    if (sheet->opened[date - sheet->first] ||
        is_closed_weekday(sheet->spec, oracle->date[date].weekday) || cuts_included(sheet, date, k))
        return false;
    for (size_t i = 0; i < sheet->spec->include_count; i++)
        if (holds(oracle, sheet->includes[i], minute))
            return true;
    return false;
}

static bool holds(struct oracle *oracle, const struct sheet *sheet, int64_t minute)
{
    int64_t local = local_minute(oracle, sheet->offsets, minute);
    int date = (int)(local / MINUTES), k = (int)(local % MINUTES);
    int tail = sheet->begun[date - 1 - sheet->first][MINUTES + k];
    bool open = sheet->begun[date - sheet->first][k] != 0 || tail == 2 ||
                (tail == 1 && !cuts_evening(sheet, date, k));
    if (!open && sheet->spec->include_count > 0)
        open = is_included(oracle, sheet, minute, date, k);
    for (size_t i = 0; i < sheet->spec->exclude_count && open; i++)
        open = !holds(oracle, sheet->excludes[i], minute);
    return open;
}

struct oracle_view *oracle_look(struct oracle *oracle, struct arena *arena,
                                const struct calendar_spec *spec, int64_t first, int64_t last)
{
    struct oracle_view *view = ARENA_NEW(arena, struct oracle_view);
    struct sheet *sheet =
        make_sheet(oracle, arena, spec, (int)(first / MINUTES) - 4, (int)(last / MINUTES) + 4);
    view->first = first;
    view->last = last;
    view->open = ARENA_ARRAY(arena, (size_t)(last - first), uint8_t);
    view->local = ARENA_ARRAY(arena, (size_t)(last - first), int64_t);
    for (int64_t minute = first; minute < last; minute++) {
        view->open[minute - first] = holds(oracle, sheet, minute);
        view->local[minute - first] = local_minute(oracle, sheet->offsets, minute);
    }
    return view;
}
