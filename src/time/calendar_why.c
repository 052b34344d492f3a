/* calendar_why.c - why a calendar is open or closed, stretch by stretch.
 *
 * Slow and thorough: time is cut wherever a reason could change (midnights, ends of spans, of cuts,
 * of other calendars), each stretch is judged at its start, and equal neighbours are joined.
 */
#include "time/calendar.h"

#include <stdlib.h>

#include "time/hours.h"

bool calendar_why_is_open(enum calendar_why why)
{
    return why == WHY_OPEN_WEEKLY || why == WHY_OPEN_DATED || why == WHY_OPEN_INCLUDED;
}

const char *calendar_why_text(enum calendar_why why)
{
    switch (why) {
    case WHY_OPEN_WEEKLY:
        return "open";
    case WHY_OPEN_DATED:
        return "open on this date";
    case WHY_OPEN_INCLUDED:
        return "open by an included calendar";
    case WHY_OUTSIDE_HOURS:
        return "outside hours";
    case WHY_CLOSED_DAY:
        return "closed on this day of the week";
    case WHY_HOLIDAY:
        return "holiday";
    case WHY_DATED_HOURS:
        return "other hours on this date";
    case WHY_CLOSED_DATE:
        return "closed on this date";
    case WHY_EXCLUDED:
        return "excluded";
    }
    return "";
}

struct text calendar_reason_text(struct arena *arena, const struct calendar_reason *reason)
{
    const char *why = calendar_why_text(reason->why);
    if (!reason->title.len)
        return text_of(why);
    return text_format(arena, "%s: " TEXT_FMT "%s", why, TEXT_ARG(reason->title),
                       reason->is_substitute ? " (substitute)" : "");
}

typedef VECTOR(struct calendar_reason) reason_vector;

struct asking {
    struct hours_run *run;
    const struct hours *hours;
    const struct calendar_spec *spec;
    stretches edges; /* FROM is a place where a reason may change */
    reason_vector *result;
};

/* One instant, looked at from all sides. */
struct moment {
    instant at;
    micros local;
    day date;
};

static struct calendar_reason reason(enum calendar_why why, struct span origin)
{
    return (struct calendar_reason){.why = why, .origin = origin};
}

static bool holds(const stretches *list, instant at)
{
    size_t i = stretches_after(list, at);
    return i < list->count && list->at[i].from <= at;
}

/* ---- Spans that may hold a moment ---- */

/* Calls of hours_left for the spans of DATE: is the moment in what they leave? RAW: in what they
 * would have left, had nothing cut them? */
static bool span_holds(const struct asking *asking, struct hours_question question,
                       struct moment moment, bool raw)
{
    stretches left = {0};
    micros midnight = question.date * MICROS_DAY;
    if (raw)
        return moment.local >= midnight + question.span->from &&
               moment.local < midnight + question.span->to;
    hours_left(asking->run, asking->hours, question, &left);
    for (size_t i = 0; i < left.count; i++)
        if (moment.local >= left.at[i].from && moment.local < left.at[i].to)
            return true;
    return false;
}

static const struct hours_span *find_span(const struct asking *asking, const hours_spans *spans,
                                          struct hours_question question, struct moment moment)
{
    for (size_t i = 0; i < spans->count; i++) {
        question.span = &spans->at[i];
        if (span_holds(asking, question, moment, false))
            return &spans->at[i];
    }
    return NULL;
}

static bool open_dated(const struct asking *asking, day date, struct moment moment,
                       struct calendar_reason *found)
{
    size_t count;
    const struct mark *marks = hours_marks(asking->hours, date, &count);
    for (size_t i = 0; i < count; i++) {
        hours_spans spans = {0};
        if (marks[i].kind != MARK_OPEN)
            continue;
        hours_dated_spans(asking->run, &marks[i], &spans);
        struct hours_question question = {.date = date, .dated = true};
        if (find_span(asking, &spans, question, moment)) {
            *found = reason(WHY_OPEN_DATED, marks[i].dated->origin);
            return true;
        }
    }
    return false;
}

static bool open_weekly(const struct asking *asking, day date, struct moment moment,
                        struct calendar_reason *found)
{
    const hours_spans *spans = &asking->hours->week[civil_weekday(date)];
    struct hours_question question = {.date = date};
    const struct hours_span *span = find_span(asking, spans, question, moment);
    if (span)
        *found = reason(WHY_OPEN_WEEKLY, span->origin);
    return span != NULL;
}

static bool in_other(const struct asking *asking, const struct calendar_other *others, size_t count,
                     struct moment moment, const struct calendar_other **found)
{
    for (size_t i = 0; i < count; i++) {
        *found = &others[i];
        if (holds(hours_expand(asking->run, others[i].spec), moment.at))
            return true;
    }
    return false;
}

static bool open_included(const struct asking *asking, struct moment moment,
                          struct calendar_reason *found)
{
    const struct calendar_other *other;
    if (!in_other(asking, asking->spec->includes, asking->spec->include_count, moment, &other))
        return false;
    struct hours_span date = {.from = 0, .to = MICROS_DAY};
    struct hours_question question = {.date = moment.date, .span = &date, .included = true};
    if (!span_holds(asking, question, moment, false))
        return false;
    *found = reason(WHY_OPEN_INCLUDED, other->origin);
    found->title = other->spec->name;
    return true;
}

static bool is_open(const struct asking *asking, struct moment moment,
                    struct calendar_reason *found)
{
    return open_dated(asking, moment.date, moment, found) ||
           open_dated(asking, moment.date - 1, moment, found) ||
           open_weekly(asking, moment.date, moment, found) ||
           open_weekly(asking, moment.date - 1, moment, found) ||
           open_included(asking, moment, found);
}

/* ---- Why it is closed ---- */

static struct calendar_reason mark_reason(const struct mark *mark)
{
    if (mark->kind == MARK_OPEN)
        return reason(WHY_DATED_HOURS, mark->dated->origin);
    if (mark->closure)
        return reason(WHY_CLOSED_DATE, mark->closure->origin);
    struct calendar_reason holiday = reason(WHY_HOLIDAY, mark->holiday.rule->origin);
    bool has_title = mark->holiday.rule->title.len > 0;
    holiday.title = has_title ? mark->holiday.rule->title : mark->holiday.list->name;
    holiday.is_substitute = mark->holiday.is_substitute;
    return holiday;
}

/* Does a mark of DATE take the moment? OVERRUN: the moment is in a span of DATE that runs past its
 * midnight, so what closes or replaces the rest of the date takes it. */
static bool mark_takes(const struct mark *mark, day date, struct moment moment, bool overrun)
{
    if (mark->kind == MARK_OPEN)
        return overrun || date == moment.date;
    struct calendar_stretch part = hours_part(date, mark->part);
    bool to_end = overrun && mark->part.kind != DAY_SPAN;
    return moment.local >= part.from && (moment.local < part.to || to_end);
}

static bool closed_by(const struct asking *asking, struct moment moment, uint8_t kinds,
                      struct calendar_reason *found, day date, bool overrun)
{
    size_t count;
    const struct mark *marks = hours_marks(asking->hours, date, &count);
    bool replaced = hours_flags(asking->hours, date) & MARK_OPEN;
    for (size_t i = 0; i < count; i++) {
        bool holiday = marks[i].kind & (MARK_HOLIDAY | MARK_HOLIDAY_PART);
        if (!(marks[i].kind & kinds) || (holiday && replaced) ||
            !mark_takes(&marks[i], date, moment, overrun))
            continue;
        *found = mark_reason(&marks[i]);
        return true;
    }
    return false;
}

/* Would a span of the evening before have been open, had nothing cut it? */
static bool evening_before(const struct asking *asking, struct moment moment)
{
    const hours_spans *spans = &asking->hours->week[civil_weekday(moment.date - 1)];
    struct hours_question question = {.date = moment.date - 1};
    for (size_t i = 0; i < spans->count; i++) {
        question.span = &spans->at[i];
        if (span_holds(asking, question, moment, true))
            return true;
    }
    return false;
}

static bool closed_weekday(const struct asking *asking, struct moment moment,
                           struct calendar_reason *found)
{
    uint8_t bit = (uint8_t)(1 << civil_weekday(moment.date));
    for (size_t i = 0; i < asking->spec->closed_days_count; i++) {
        if (asking->spec->closed_days[i].days & bit) {
            *found = reason(WHY_CLOSED_DAY, asking->spec->closed_days[i].origin);
            return true;
        }
    }
    return false;
}

static struct calendar_reason why_closed(const struct asking *asking, struct moment moment)
{
    struct calendar_reason found = {.why = WHY_OUTSIDE_HOURS};
    bool evening = evening_before(asking, moment);
    const uint8_t closures = MARK_CLOSED | MARK_CLOSED_PART;
    const uint8_t holidays = MARK_HOLIDAY | MARK_HOLIDAY_PART;
    if (closed_by(asking, moment, closures, &found, moment.date, false) ||
        closed_by(asking, moment, closures, &found, moment.date - 1, evening) ||
        closed_by(asking, moment, MARK_OPEN, &found, moment.date, false) ||
        closed_by(asking, moment, holidays, &found, moment.date, false))
        return found;
    if (closed_by(asking, moment, holidays, &found, moment.date - 1, evening) ||
        (evening && closed_by(asking, moment, MARK_OPEN, &found, moment.date - 1, true)) ||
        closed_weekday(asking, moment, &found))
        return found;
    return reason(WHY_OUTSIDE_HOURS, (struct span){.source = SOURCE_NONE});
}

static struct calendar_reason why(const struct asking *asking, struct moment moment)
{
    struct calendar_reason found;
    const struct calendar_other *other;
    bool excluded = holds(&asking->hours->excluded, moment.at);
    if (!is_open(asking, moment, &found))
        return why_closed(asking, moment);
    if (!excluded)
        return found;
    (void)in_other(asking, asking->spec->excludes, asking->spec->exclude_count, moment, &other);
    found = reason(WHY_EXCLUDED, other->origin);
    found.title = other->spec->name;
    return found;
}

/* ---- Edges ---- */

static void add_edge(struct asking *asking, instant at)
{
    if (at > asking->run->from && at < asking->run->to)
        VECTOR_PUSH(asking->run->arena, &asking->edges, ((struct calendar_stretch){at, at + 1}));
}

static void add_other_edges(struct asking *asking, const struct calendar_other *others,
                            size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const stretches *open = hours_expand(asking->run, others[i].spec);
        for (size_t j = 0; j < open->count; j++) {
            add_edge(asking, open->at[j].from);
            add_edge(asking, open->at[j].to);
        }
    }
}

static void add_span_edges(struct asking *asking, const hours_spans *spans, instant midnight)
{
    for (size_t i = 0; i < spans->count; i++) {
        add_edge(asking, midnight + spans->at[i].from);
        add_edge(asking, midnight + spans->at[i].to);
    }
}

/* MIDNIGHT is where the date would begin in this stretch of constant offset. */
static void add_date_edges(struct asking *asking, day date, instant midnight)
{
    size_t count;
    const struct mark *marks = hours_marks(asking->hours, date, &count);
    add_edge(asking, midnight);
    add_span_edges(asking, &asking->hours->week[civil_weekday(date)], midnight);
    for (size_t i = 0; i < count; i++) {
        hours_spans spans = {0};
        if (marks[i].kind == MARK_OPEN) {
            hours_dated_spans(asking->run, &marks[i], &spans);
            add_span_edges(asking, &spans, midnight);
        } else {
            struct calendar_stretch part = hours_part(date, marks[i].part);
            add_edge(asking, midnight + part.from - date * MICROS_DAY);
            add_edge(asking, midnight + part.to - date * MICROS_DAY);
        }
    }
}

static day date_of(micros local)
{
    return (day)(local / MICROS_DAY - (local % MICROS_DAY < 0));
}

static void find_edges(struct asking *asking)
{
    struct zone_segment segment;
    add_other_edges(asking, asking->spec->includes, asking->spec->include_count);
    add_other_edges(asking, asking->spec->excludes, asking->spec->exclude_count);
    for (instant at = asking->run->from; at < asking->run->to; at = segment.to) {
        segment = zone_segment_at(asking->hours->zone, at);
        instant end = segment.to < asking->run->to ? segment.to : asking->run->to;
        micros offset = segment.offset * MICROS_SECOND;
        add_edge(asking, at);
        for (day date = date_of(at + offset) - 1; date <= date_of(end - 1 + offset); date++)
            add_date_edges(asking, date, date * MICROS_DAY - offset);
    }
}

static int by_from(const void *left, const void *right)
{
    const struct calendar_stretch *a = left, *b = right;
    return a->from < b->from ? -1 : a->from > b->from;
}

/* ---- Answers ---- */

static bool is_same(const struct calendar_reason *a, const struct calendar_reason *b)
{
    return a->why == b->why && a->origin.source == b->origin.source &&
           a->origin.from == b->origin.from && a->origin.to == b->origin.to &&
           a->is_substitute == b->is_substitute && text_equal(a->title, b->title);
}

static void add_reason(struct asking *asking, struct arena *arena, struct calendar_stretch stretch)
{
    struct moment moment = {.at = stretch.from};
    moment.local = stretch.from + zone_offset(asking->hours->zone, stretch.from) * MICROS_SECOND;
    moment.date = date_of(moment.local);
    struct calendar_reason found = why(asking, moment);
    struct calendar_reason *last =
        asking->result->count ? &asking->result->at[asking->result->count - 1] : NULL;
    found.from = stretch.from;
    found.to = stretch.to;
    if (last && last->to == found.from && is_same(last, &found))
        last->to = found.to;
    else
        VECTOR_PUSH(arena, asking->result, found);
}

static void add_reasons(struct asking *asking, struct arena *arena)
{
    find_edges(asking);
    stretches *edges = &asking->edges;
    if (edges->count > 1)
        qsort(edges->at, edges->count, sizeof *edges->at, by_from);
    instant from = asking->run->from;
    for (size_t i = 0; i < edges->count; i++) {
        if (edges->at[i].from > from)
            add_reason(asking, arena, (struct calendar_stretch){from, edges->at[i].from});
        from = edges->at[i].from;
    }
    add_reason(asking, arena, (struct calendar_stretch){from, asking->run->to});
}

static void reasons(const struct calendar_spec *spec, struct calendar_stretch range,
                    struct arena *arena, reason_vector *result)
{
    range.from = range.from > INSTANT_FIRST ? range.from : INSTANT_FIRST;
    range.to = range.to < INSTANT_END ? range.to : INSTANT_END;
    if (range.from >= range.to)
        return;
    struct hours_run run = {.arena = arena_new(), .from = range.from, .to = range.to};
    struct asking asking = {.run = &run, .spec = spec, .result = result};
    asking.hours = hours_of(&run, spec);
    add_reasons(&asking, arena);
    arena_free(run.arena);
}

struct calendar_reasons calendar_reasons_between(const struct calendar_spec *spec, instant from,
                                                 instant to, struct arena *arena)
{
    reason_vector result = {0};
    reasons(spec, (struct calendar_stretch){from, to}, arena, &result);
    return (struct calendar_reasons){result.at, result.count};
}

struct calendar_reasons calendar_hours_on(const struct calendar_spec *spec, day date,
                                          struct arena *arena)
{
    reason_vector result = {0};
    struct zone_stretch stretch[ZONE_STRETCHES];
    int count = zone_date(spec->zone, date, stretch);
    for (int i = 0; i < count; i++)
        reasons(spec, (struct calendar_stretch){stretch[i].from, stretch[i].to}, arena, &result);
    return (struct calendar_reasons){result.at, result.count};
}

struct calendar_reason calendar_why_at(const struct calendar_spec *spec, instant at,
                                       struct arena *arena)
{
    struct calendar_reasons all =
        calendar_hours_on(spec, zone_to_local(spec->zone, at).date, arena);
    for (size_t i = 0; i < all.count; i++)
        if (at >= all.at[i].from && at < all.at[i].to)
            return all.at[i];
    return (struct calendar_reason){.from = at, .to = at, .why = WHY_OUTSIDE_HOURS};
}
