/* seasons.c - spans that are shorter or longer than they look, on dates on which clocks are put
 * forward or back (semantics 2.1, V3, V16). Hours that are open all around such a change are as
 * long as they should be.
 */
#include "analyse/analysis.h"

/* A span on a date on which the clocks change. */
struct seasonal {
    const struct calendar_weekly *line;
    struct calendar_span span;
    day date; /* on which it begins */
    micros length, usual;
};

static micros usual_length(struct calendar_span span)
{
    return span.to > span.from ? span.to - span.from : span.to + MICROS_DAY - span.from;
}

/* Longer than a day on end: nobody minds an hour less of it. */
static bool is_round_the_clock(const struct calendar *calendar, instant at)
{
    return calendar_elapsed(calendar, at - MICROS_DAY, at + MICROS_DAY) == 2 * MICROS_DAY;
}

/* The hours of the span on its date alone. */
static struct calendar_stretches own_hours(const struct seasonal *seasonal, const struct zone *zone,
                                           struct arena *scratch)
{
    struct calendar_dated dated = {
        .first = seasonal->date, .last = seasonal->date, .spans = {&seasonal->span, 1}};
    struct calendar_spec spec = {.zone = zone, .dated = &dated, .dated_count = 1};
    const struct calendar *calendar =
        calendar_compile(scratch, &spec, seasonal->date, seasonal->date + 1);
    instant from = zone_to_instant(zone, seasonal->date, 0).at;
    return calendar_open_between(calendar, from - MICROS_DAY, from + 3 * MICROS_DAY, scratch);
}

/* Is the span of another length than usual, and CALENDAR open then? */
static bool is_touched(const struct calendar *calendar, struct seasonal *seasonal)
{
    struct arena *scratch = arena_new();
    struct calendar_stretches own = own_hours(seasonal, calendar_zone(calendar), scratch);
    bool open = own.count > 0;
    seasonal->usual = usual_length(seasonal->span);
    seasonal->length = 0;
    for (size_t i = 0; i < own.count; i++) {
        micros length = own.at[i].to - own.at[i].from;
        seasonal->length += length;
        open = open && calendar_elapsed(calendar, own.at[i].from, own.at[i].to) == length &&
               !is_round_the_clock(calendar, own.at[i].from);
    }
    arena_free(scratch);
    return open && seasonal->length != seasonal->usual;
}

/* Does the change at AT come while the local times of the span, on its date, are passed? Else the
 * span is as long as ever, and no calendar needs to be asked. */
static bool may_touch(const struct zone *zone, instant at, const struct seasonal *seasonal)
{
    struct calendar_span span = seasonal->span;
    int64_t begins = seasonal->date * MICROS_DAY + span.from;
    int64_t ends = begins + usual_length(span);
    int64_t before = at + zone_segment_at(zone, at - 1).offset * MICROS_SECOND;
    int64_t after = at + zone_segment_at(zone, at).offset * MICROS_SECOND;
    return ends >= (before < after ? before : after) && begins <= (before < after ? after : before);
}

/* The first span that the change at AT touches. */
static bool find_at(const struct analysis *analysis, uint32_t index, instant at,
                    struct seasonal *seasonal)
{
    const struct calendar_spec *spec = analysis->model->calendars[index].hours;
    day date = zone_to_local(spec->zone, at).date;
    for (size_t i = 0; i < spec->weekly_count; i++)
        for (size_t k = 0; k < spec->weekly[i].spans.count; k++)
            for (day begins = date - 1; begins <= date; begins++) {
                *seasonal =
                    (struct seasonal){&spec->weekly[i], spec->weekly[i].spans.at[k], begins, 0, 0};
                if ((spec->weekly[i].days >> civil_weekday(begins) & 1) &&
                    may_touch(spec->zone, at, seasonal) &&
                    is_touched(cells_calendar_early(analysis->cells, index), seasonal))
                    return true;
            }
    return false;
}

/* ---- telling ---- */

static void note(struct analysis *analysis, struct diagnostic *d, const struct seasonal *seasonal)
{
    char from[CIVIL_ROOM], to[CIVIL_ROOM], length[CIVIL_ROOM], usual[CIVIL_ROOM];
    size_t from_len = civil_write_time(from, seasonal->span.from);
    size_t to_len = civil_write_time(to, seasonal->span.to);
    size_t length_len = civil_write_length(length, seasonal->length);
    size_t usual_len = civil_write_length(usual, seasonal->usual);
    diagnostic_note(analysis->sink, d, "On " TEXT_FMT ", %.*s to %.*s lasts %.*s, not %.*s.",
                    TEXT_ARG(analysis_date(analysis, seasonal->date)), (int)from_len, from,
                    (int)to_len, to, (int)length_len, length, (int)usual_len, usual);
}

static void report(struct analysis *analysis, uint32_t index, const struct seasonal *first,
                   const struct seasonal *second)
{
    struct diagnostic *d =
        diagnose(analysis->sink, DIAG_CLOCK_CHANGE, first->line->origin,
                 "the hours `" TEXT_FMT "` are shorter or longer on dates on which clocks change",
                 TEXT_ARG(analysis->model->calendars[index].name));
    note(analysis, d, first);
    if (second)
        note(analysis, d, second);
}

/* The first change of each direction within the dates of the charter. */
void seasons_touch(struct analysis *analysis, uint32_t index)
{
    const struct calendar_spec *spec = analysis->model->calendars[index].hours;
    struct seasonal found[2], *second = NULL;
    bool any = false;
    day first, last;
    cells_dates(analysis->model, &first, &last);
    instant at = zone_to_instant(spec->zone, first, 0).at;
    instant end = zone_to_instant(spec->zone, last, MICROS_DAY).at;
    while (spec->weekly_count && (at = zone_segment_at(spec->zone, at).to) < end && !second) {
        struct seasonal *next = &found[any];
        if (!find_at(analysis, index, at, next))
            continue;
        if (any && (next->length > next->usual) == (found[0].length > found[0].usual))
            continue;
        second = any ? next : NULL;
        any = true;
    }
    if (any)
        report(analysis, index, &found[0], second);
}
