/* calendar_build.c - from a spec to sorted open stretches with running sums and indexes. */
#include <string.h>

#include "time/calendar_data.h"
#include "time/fault.h"
#include "time/hours.h"

/* ---- Going through a calendar and all that it includes ---- */

enum { VISITS_AT_FIRST = 8 };

/* Each spec is looked at once, however often it is included. Most calendars include few others, and
 * need no memory for that. */
struct visit {
    const struct calendar_spec *first[VISITS_AT_FIRST];
    size_t count; /* in FIRST */
    struct arena *arena;
    VECTOR(const struct calendar_spec *) more;
};

static struct arena *visit_arena(struct visit *visit)
{
    if (!visit->arena)
        visit->arena = arena_new();
    return visit->arena;
}

static bool is_first_visit(struct visit *visit, const struct calendar_spec *spec)
{
    for (size_t i = 0; i < visit->count; i++)
        if (visit->first[i] == spec)
            return false;
    for (size_t i = 0; i < visit->more.count; i++)
        if (visit->more.at[i] == spec)
            return false;
    if (visit->count < VISITS_AT_FIRST)
        visit->first[visit->count++] = spec;
    else
        VECTOR_PUSH(visit_arena(visit), &visit->more, spec);
    return true;
}

/* ---- Is it always open? ---- */

static bool has_cuts(const struct calendar_spec *spec)
{
    return spec->closed_days_count || spec->dated_count || spec->closure_count ||
           spec->holidays_count || spec->exclude_count;
}

/* The minutes of no week are looked at: the spans of a week, as stretches of one turn, must cover
 * it. What runs over the end of Sunday counts at its start. */
static void add_week_span(struct arena *arena, stretches *week, micros from, micros to)
{
    micros length = 7 * MICROS_DAY;
    micros end = to < length ? to : length;
    VECTOR_PUSH(arena, week, ((struct calendar_stretch){from, end}));
    if (to > length)
        VECTOR_PUSH(arena, week, ((struct calendar_stretch){0, to - length}));
}

static void add_week_line(struct arena *arena, stretches *week, const struct calendar_weekly *line)
{
    for (size_t i = 0; i < line->spans.count; i++) {
        const struct calendar_span *span = &line->spans.at[i];
        micros over = span->to <= span->from ? MICROS_DAY : 0;
        for (int weekday = MONDAY; weekday <= SUNDAY; weekday++)
            if (line->days & 1 << weekday)
                add_week_span(arena, week, weekday * MICROS_DAY + span->from,
                              weekday * MICROS_DAY + span->to + over);
    }
}

static bool covers_week(struct arena *arena, const struct calendar_spec *spec)
{
    stretches week = {0};
    for (size_t i = 0; i < spec->weekly_count; i++)
        add_week_line(arena, &week, &spec->weekly[i]);
    stretches_tidy(&week);
    return week.count == 1 && week.at[0].from == 0 && week.at[0].to == 7 * MICROS_DAY;
}

/* Are there as many hours as a week has? */
static bool may_cover_week(const struct calendar_spec *spec)
{
    micros sum = 0;
    for (size_t i = 0; i < spec->weekly_count; i++) {
        const struct calendar_weekly *line = &spec->weekly[i];
        for (size_t k = 0; k < line->spans.count; k++) {
            struct calendar_span span = line->spans.at[k];
            micros length = span.to - span.from + (span.to <= span.from ? MICROS_DAY : 0);
            sum += length * __builtin_popcount(line->days & WEEK_ALL);
        }
    }
    return sum >= 7 * MICROS_DAY;
}

static bool is_always(struct visit *visit, const struct calendar_spec *spec)
{
    if (has_cuts(spec) || !is_first_visit(visit, spec))
        return false;
    for (size_t i = 0; i < spec->include_count; i++)
        if (is_always(visit, spec->includes[i].spec))
            return true;
    return may_cover_week(spec) && covers_week(visit_arena(visit), spec);
}

bool calendar_is_always(const struct calendar_spec *spec)
{
    struct visit visit = {.count = 0};
    bool always = is_always(&visit, spec);
    arena_free(visit.arena);
    return always;
}

const struct calendar_spec *calendar_always(struct arena *arena, const struct zone *zone)
{
    struct calendar_span *span = ARENA_NEW(arena, struct calendar_span);
    span->to = MICROS_DAY;
    struct calendar_weekly *line = ARENA_NEW(arena, struct calendar_weekly);
    line->days = WEEK_ALL;
    line->spans = (struct calendar_spans){span, 1};
    struct calendar_spec *spec = ARENA_NEW(arena, struct calendar_spec);
    spec->name = TEXT("always");
    spec->zone = zone;
    spec->weekly = line;
    spec->weekly_count = 1;
    return spec;
}

/* ---- Where may it be open at all? ---- */

static struct calendar_stretch join(struct calendar_stretch a, struct calendar_stretch b)
{
    if (a.from >= a.to)
        return b;
    if (b.from >= b.to)
        return a;
    return (struct calendar_stretch){a.from < b.from ? a.from : b.from, a.to > b.to ? a.to : b.to};
}

static bool opens_weekly(const struct calendar_spec *spec)
{
    uint8_t open = 0, closed = 0;
    for (size_t i = 0; i < spec->weekly_count; i++)
        if (spec->weekly[i].spans.count > 0)
            open |= spec->weekly[i].days;
    for (size_t i = 0; i < spec->closed_days_count; i++)
        closed |= spec->closed_days[i].days;
    return open & ~closed;
}

static struct calendar_stretch reach_by(struct visit *visit, const struct calendar_spec *spec)
{
    struct calendar_stretch reach = {0, 0};
    if (!is_first_visit(visit, spec))
        return reach;
    if (opens_weekly(spec))
        return (struct calendar_stretch){INSTANT_FIRST, INSTANT_END};
    for (size_t i = 0; i < spec->dated_count; i++) {
        const struct calendar_dated *line = &spec->dated[i];
        if (line->spans.count > 0 && line->first <= line->last)
            reach = join(reach, (struct calendar_stretch){(line->first - 2) * MICROS_DAY,
                                                          (line->last + 4) * MICROS_DAY});
    }
    for (size_t i = 0; i < spec->include_count; i++)
        reach = join(reach, reach_by(visit, spec->includes[i].spec));
    return reach;
}

static struct calendar_stretch reach_of(const struct calendar_spec *spec)
{
    struct visit visit = {.count = 0};
    struct calendar_stretch reach = reach_by(&visit, spec);
    arena_free(visit.arena);
    return reach;
}

/* ---- The window ---- */

/* A midnight with no change of clocks near it parts the instants exactly by date. */
static bool is_clean(const struct zone *zone, day date)
{
    instant at = date * MICROS_DAY;
    struct zone_segment segment = zone_segment_at(zone, at);
    return segment.from < at - 3 * MICROS_DAY && segment.to > at + 3 * MICROS_DAY;
}

enum { CLEAN_TRIES = 40 };

static day clean(const struct zone *zone, day date, int step)
{
    for (int i = 0; i < CLEAN_TRIES && !is_clean(zone, date); i++)
        date += step;
    return date;
}

static instant clamp(instant at)
{
    if (at < INSTANT_FIRST)
        return INSTANT_FIRST;
    return at < INSTANT_END ? at : INSTANT_END;
}

static day clamp_date(day date)
{
    if (date < DAY_FIRST - 2)
        return DAY_FIRST - 2;
    return date < DAY_LAST + 2 ? date : DAY_LAST + 2;
}

static void set_window(struct calendar *calendar, day first, day last)
{
    first = clamp_date(first);
    last = clamp_date(last < first ? first : last);
    calendar->first = clean(calendar->zone, first, -1);
    calendar->last = clean(calendar->zone, last + 1, 1) - 1;
    calendar->from = clamp(zone_to_instant(calendar->zone, calendar->first, 0).at);
    calendar->to = clamp(zone_to_instant(calendar->zone, calendar->last + 1, 0).at);
}

/* ---- Working days ---- */

static day date_of(micros local)
{
    return (day)(local / MICROS_DAY - (local % MICROS_DAY < 0));
}

/* Marks the dates that [from, to) touches, one stretch of constant offset after the other. */
static void mark_worked(const struct calendar *calendar, struct calendar_stretch open,
                        struct zone_segment *segment, bool *worked)
{
    while (open.from < open.to) {
        if (open.from >= segment->to)
            *segment = zone_segment_at(calendar->zone, open.from);
        instant end = open.to < segment->to ? open.to : segment->to;
        micros offset = segment->offset * MICROS_SECOND;
        day last = date_of(end - 1 + offset);
        for (day date = date_of(open.from + offset); date <= last; date++)
            if (date >= calendar->first && date <= calendar->last)
                worked[date - calendar->first] = true;
        open.from = end;
    }
}

static void index_worked(struct arena *arena, struct arena *scratch, struct calendar *calendar)
{
    size_t days = (size_t)(calendar->last - calendar->first + 1);
    bool *is_worked = ARENA_ARRAY(scratch, days, bool);
    struct zone_segment segment = zone_segment_at(calendar->zone, calendar->from);
    for (size_t i = 0; i < calendar->count; i++)
        mark_worked(
            calendar,
            (struct calendar_stretch){calendar->sums.piece[i].from, calendar->sums.piece[i].to},
            &segment, is_worked);
    uint32_t *before = ARENA_ARRAY(arena, days + 1, uint32_t);
    for (size_t k = 0; k < days; k++)
        before[k + 1] = before[k] + is_worked[k];
    day *worked = ARENA_ARRAY(arena, before[days] + 1, day);
    for (size_t k = 0; k < days; k++)
        if (is_worked[k])
            worked[before[k]] = calendar->first + (day)k;
    calendar->worked_before = before;
    calendar->worked = worked;
}

/* Number of the working day that PIECE lies in; INDEX_NONE: it lies in no one of the window, or in
 * several. */
static uint32_t day_of(const struct calendar *calendar, const struct calendar_piece *piece,
                       struct zone_segment *segment)
{
    if (piece->from >= segment->to)
        *segment = zone_segment_at(calendar->zone, piece->from);
    day date = date_of(piece->from + segment->offset * MICROS_SECOND);
    bool is_one = piece->to <= segment->to &&
                  date_of(piece->to - 1 + segment->offset * MICROS_SECOND) == date;
    bool is_within = date >= calendar->first && date <= calendar->last;
    return is_one && is_within ? calendar->worked_before[date - calendar->first] : UINT32_MAX;
}

/* Where DATE begins, if it has one offset and no local time of it comes again: plainly so where
 * clocks do not change within a day of it. SEGMENT is one of ZONE, the same from call to call. */
static instant plain_date(const struct zone *zone, day date, struct zone_segment *segment)
{
    instant midnight = date * MICROS_DAY - segment->offset * MICROS_SECOND;
    if (midnight >= segment->to)
        *segment = zone_segment_at(zone, midnight);
    midnight = date * MICROS_DAY - segment->offset * MICROS_SECOND;
    if (midnight - MICROS_DAY > segment->from && midnight + 2 * MICROS_DAY < segment->to)
        return midnight;
    struct zone_stretch stretch[ZONE_STRETCHES];
    bool is_plain = zone_date(zone, date, stretch) == 1 &&
                    stretch->to - stretch->from == MICROS_DAY &&
                    zone_segment_at(zone, stretch->from).to >= stretch->to;
    return is_plain ? stretch->from : INSTANT_NONE;
}

static void index_days(struct arena *arena, struct calendar *calendar)
{
    uint32_t count = calendar->worked_before[calendar->last + 1 - calendar->first];
    struct calendar_worked *days = ARENA_ARRAY(arena, count + 1, struct calendar_worked);
    uint32_t *of = ARENA_ARRAY(arena, calendar->count + 1, uint32_t), next = 0;
    struct zone_segment segment = zone_segment_at(calendar->zone, calendar->from);
    for (uint32_t i = 0; i < calendar->count; i++) {
        of[i] = day_of(calendar, &calendar->sums.piece[i], &segment);
        if (of[i] != next && (next == 0 || of[i] != next - 1))
            return;
        if (of[i] == next)
            days[next++].piece = i;
    }
    segment = zone_segment_at(calendar->zone, calendar->from);
    for (uint32_t i = 0; i < count; i++)
        days[i].from = plain_date(calendar->zone, calendar->worked[i], &segment);
    days[count].piece = (uint32_t)calendar->count;
    calendar->days = days;
    calendar->day_count = count;
    calendar->day_of = of;
}

static stretches expand(struct arena *scratch, const struct calendar *calendar)
{
    if (calendar->period)
        return period_expand(scratch, calendar->period,
                             (struct period_range){calendar->from, calendar->to});
    struct hours_run run = {.arena = scratch, .from = calendar->from, .to = calendar->to};
    return *hours_expand(&run, calendar->spec);
}

static struct calendar *start(struct arena *arena, struct calendar_source source)
{
    struct calendar *calendar = ARENA_NEW(arena, struct calendar);
    calendar->spec = source.spec;
    calendar->period = source.period;
    calendar->zone = source.spec ? source.spec->zone : source.period->zone;
    calendar->name = source.spec ? source.spec->name : source.period->name;
    calendar->always = source.spec && calendar_is_always(source.spec);
    calendar->reach = source.spec ? reach_of(source.spec) : period_reach(source.period);
    calendar->reach.from = clamp(calendar->reach.from);
    calendar->reach.to = clamp(calendar->reach.to);
    return calendar;
}

static void set_always(struct arena *arena, struct calendar *calendar)
{
    struct calendar_stretch all = {INSTANT_FIRST, INSTANT_END};
    stretches open = {.at = &all, .count = 1};
    calendar->sums = (struct calendar_sums){.from = all.from, .to = all.to};
    calendar_sums_make(arena, &calendar->sums, &open);
}

const struct calendar *calendar_build(struct arena *arena, struct calendar_source source, day first,
                                      day last)
{
    struct calendar *calendar = start(arena, source);
    set_window(calendar, first, last);
    if (calendar->always) {
        set_always(arena, calendar);
        return calendar;
    }
    struct arena *scratch = arena_new();
    stretches open = expand(scratch, calendar);
    calendar->sums = (struct calendar_sums){.from = calendar->from, .to = calendar->to};
    calendar->count = open.count;
    calendar_sums_make(arena, &calendar->sums, &open);
    index_worked(arena, scratch, calendar);
    index_days(arena, calendar);
    arena_free(scratch);
    return calendar;
}

const struct calendar *calendar_compile(struct arena *arena, const struct calendar_spec *spec,
                                        day first, day last)
{
    return calendar_build(arena, (struct calendar_source){.spec = spec}, first, last);
}

/* ---- Holidays known ---- */

static void limit_from(struct calendar_complete *complete, instant from,
                       const struct holiday_list *list)
{
    if (from > complete->from) {
        complete->from = from;
        complete->limits_from = list;
    }
}

static void limit_to(struct calendar_complete *complete, instant to,
                     const struct holiday_list *list)
{
    if (to < complete->to) {
        complete->to = to;
        complete->limits_to = list;
    }
}

static void limit_by_list(struct calendar_complete *complete, const struct zone *zone,
                          const struct holiday_list *list)
{
    if (list->complete_from == 0) {
        complete->unclaimed = complete->unclaimed ? complete->unclaimed : list;
        return;
    }
    day first = civil_day(list->complete_from, 1, 1), end = civil_day(list->complete_to + 1, 1, 1);
    limit_from(complete, clamp(zone_to_instant(zone, first, 0).at), list);
    limit_to(complete, clamp(zone_to_instant(zone, end, 0).at), list);
}

static void limit(struct calendar_complete *complete, struct visit *visit,
                  const struct calendar_spec *spec)
{
    if (!is_first_visit(visit, spec))
        return;
    for (size_t i = 0; i < spec->holidays_count; i++)
        limit_by_list(complete, spec->zone, spec->holidays[i].list);
    for (size_t i = 0; i < spec->include_count; i++)
        limit(complete, visit, spec->includes[i].spec);
    for (size_t i = 0; i < spec->exclude_count; i++)
        limit(complete, visit, spec->excludes[i].spec);
}

struct calendar_complete calendar_complete_of(const struct calendar_spec *spec)
{
    struct calendar_complete complete = {.from = INSTANT_FIRST, .to = INSTANT_END};
    struct visit visit = {.count = 0};
    limit(&complete, &visit, spec);
    arena_free(visit.arena);
    return complete;
}

/* ---- As wide as it has to be ---- */

enum { ROOM_DAYS = 40, NEED_DAYS_MOST = 300 * 366 };

static day local_date(const struct calendar_spec *spec, instant at)
{
    return zone_to_local(spec->zone, at).date;
}

/* The last date that an answer to NEED lies on, as far as it exists. */
static day last_needed(const struct calendar *calendar, const struct calendar_need *need)
{
    day last = local_date(calendar->spec, need->last);
    struct calendar_answer due = calendar_due(calendar, need->last, need->longest);
    if (due.status == CALENDAR_OK && local_date(calendar->spec, due.at) > last)
        last = local_date(calendar->spec, due.at);
    struct calendar_answer days = calendar_working_days(calendar, need->last, need->days);
    if (days.status == CALENDAR_OK && local_date(calendar->spec, days.at) > last)
        last = local_date(calendar->spec, days.at);
    return last;
}

const struct calendar *calendar_compile_for(struct arena *arena, const struct calendar_spec *spec,
                                            const struct calendar_need *need)
{
    day first = local_date(spec, need->first) - ROOM_DAYS;
    day last = local_date(spec, need->last) + 10 * ROOM_DAYS;
    struct arena *scratch = arena_new();
    const struct calendar *trial = calendar_compile(scratch, spec, first, last);
    day wanted = last_needed(trial, need) + ROOM_DAYS;
    if (wanted > last)
        last = wanted < last + NEED_DAYS_MOST ? wanted : last + NEED_DAYS_MOST;
    arena_free(scratch);
    return calendar_compile(arena, spec, first, last);
}
