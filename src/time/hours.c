/* hours.c - the levels of a local date: week, holidays, dated openings, dated closures.
 */
#include "time/hours.h"

#include <stdlib.h>

#include "time/fault.h"

struct hours_known {
    const struct calendar_spec *spec;
    struct hours hours;
    stretches open;
    bool is_expanded;
};

/* ---- Marks ---- */

static int by_date(const void *left, const void *right)
{
    const struct mark *a = left, *b = right;
    if (a->date != b->date)
        return a->date < b->date ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

typedef VECTOR(struct mark) mark_vector;

struct marking {
    struct arena *arena;
    struct hours *hours;
    mark_vector marks;
};

static void add_mark(struct marking *marking, struct mark mark)
{
    mark.order = (uint32_t)marking->marks.count;
    VECTOR_PUSH(marking->arena, &marking->marks, mark);
    marking->hours->flags[mark.date - marking->hours->first] |= mark.kind;
}

/* One mark for each date of [FIRST, LAST] that is looked at. */
static void add_range(struct marking *marking, day first, day last, struct mark mark)
{
    first = first > marking->hours->first ? first : marking->hours->first;
    last = last < marking->hours->last ? last : marking->hours->last;
    for (mark.date = first; mark.date <= last; mark.date++)
        add_mark(marking, mark);
}

static void mark_holidays(struct marking *marking, const struct holiday_list *list)
{
    struct holiday_dates dates =
        holiday_expand(marking->arena, list, marking->hours->first, marking->hours->last);
    for (size_t i = 0; i < dates.count && !FAULT(HOLIDAY_IGNORED); i++) {
        bool whole = dates.at[i].part.kind == DAY_WHOLE || FAULT(PART_REPLACES);
        add_mark(marking, (struct mark){.date = dates.at[i].date,
                                        .kind = whole ? MARK_HOLIDAY : MARK_HOLIDAY_PART,
                                        .part = dates.at[i].part,
                                        .holiday = dates.at[i]});
    }
}

static void mark_lines(struct marking *marking, const struct calendar_spec *spec)
{
    for (size_t i = 0; i < spec->dated_count; i++) {
        struct mark mark = {.kind = MARK_OPEN, .dated = &spec->dated[i]};
        add_range(marking, spec->dated[i].first, spec->dated[i].last, mark);
    }
    for (size_t i = 0; i < spec->closure_count; i++) {
        const struct calendar_closure *closure = &spec->closures[i];
        bool whole = closure->part.kind == DAY_WHOLE || FAULT(PART_REPLACES);
        struct mark mark = {.kind = whole ? MARK_CLOSED : MARK_CLOSED_PART,
                            .part = closure->part,
                            .closure = closure};
        add_range(marking, closure->first, closure->last, mark);
    }
}

static void mark_dates(struct arena *arena, struct hours *hours)
{
    struct marking marking = {.arena = arena, .hours = hours};
    hours->flags = ARENA_ARRAY(arena, (size_t)(hours->last - hours->first + 1), uint8_t);
    for (size_t i = 0; i < hours->spec->holidays_count; i++)
        mark_holidays(&marking, hours->spec->holidays[i].list);
    mark_lines(&marking, hours->spec);
    if (marking.marks.count > 1)
        qsort(marking.marks.at, marking.marks.count, sizeof *marking.marks.at, by_date);
    hours->marks = marking.marks.at;
    hours->mark_count = marking.marks.count;
}

uint8_t hours_flags(const struct hours *hours, day date)
{
    return date < hours->first || date > hours->last ? 0 : hours->flags[date - hours->first];
}

const struct mark *hours_marks(const struct hours *hours, day date, size_t *count)
{
    size_t low = 0, high = hours->mark_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (hours->marks[middle].date < date)
            low = middle + 1;
        else
            high = middle;
    }
    *count = 0;
    while (low + *count < hours->mark_count && hours->marks[low + *count].date == date)
        ++*count;
    return low > 0 ? hours->marks + low : hours->marks; /* there may be none at all */
}

/* `open on` replaces what the holiday did to the date, and with it what it did to the evening
 * before. */
bool hours_has_holiday(const struct hours *hours, day date)
{
    uint8_t flags = hours_flags(hours, date);
    return (flags & MARK_HOLIDAY) && (!(flags & MARK_OPEN) || FAULT(HOLIDAY_LAST));
}

/* ---- The week ---- */

static struct hours_span span_of(const struct calendar_span *span)
{
    bool overnight = span->to <= span->from;
    struct hours_span result = {.from = span->from, .to = span->to};
    if (overnight)
        result.to = FAULT(OVERNIGHT_DROPPED) ? MICROS_DAY : span->to + MICROS_DAY;
    return result;
}

static int by_start(const void *left, const void *right)
{
    const struct hours_span *a = left, *b = right;
    return a->from < b->from ? -1 : a->from > b->from;
}

static void add_weekly(struct arena *arena, struct hours *hours, const struct calendar_weekly *line)
{
    for (size_t i = 0; i < line->spans.count; i++) {
        struct hours_span span = span_of(&line->spans.at[i]);
        span.unbroken = line->unbroken;
        span.origin = line->origin;
        for (int weekday = MONDAY; weekday <= SUNDAY; weekday++)
            if (line->days & 1 << weekday)
                VECTOR_PUSH(arena, &hours->week[weekday], span);
    }
}

static void make_week(struct arena *arena, struct hours *hours)
{
    const struct calendar_spec *spec = hours->spec;
    for (size_t i = 0; i < spec->weekly_count; i++)
        add_weekly(arena, hours, &spec->weekly[i]);
    for (size_t i = 0; i < spec->closed_days_count; i++)
        hours->closed_days |= spec->closed_days[i].days;
    for (int weekday = MONDAY; weekday <= SUNDAY; weekday++) {
        hours_spans *spans = &hours->week[weekday];
        if (hours->closed_days & 1 << weekday)
            spans->count = 0;
        if (spans->count > 1)
            qsort(spans->at, spans->count, sizeof *spans->at, by_start);
    }
}

/* ---- What is left of a span ---- */

struct calendar_stretch hours_part(day date, struct day_part part)
{
    micros midnight = date * MICROS_DAY;
    if (part.kind == DAY_WHOLE)
        return (struct calendar_stretch){midnight, midnight + MICROS_DAY};
    if (part.kind == DAY_REST)
        return (struct calendar_stretch){midnight + part.from, midnight + MICROS_DAY};
    micros over = part.to <= part.from ? MICROS_DAY : 0;
    return (struct calendar_stretch){midnight + part.from, midnight + part.to + over};
}

/* Everything from here on. */
static const micros for_good = INT64_MAX;

static void add_cut(struct hours_run *run, stretches *cuts, micros from, micros to)
{
    VECTOR_PUSH(run->arena, cuts, ((struct calendar_stretch){from, to}));
}

/* Cuts of the parts of DATE. A rest of the date also cuts what begins on it past midnight, so it
 * has no end where the span of that very date is asked about. */
static void cut_parts(struct hours_run *run, const struct hours *hours,
                      struct hours_question question, day date, stretches *cuts)
{
    size_t count;
    const struct mark *marks = hours_marks(hours, date, &count);
    bool replaced = hours_flags(hours, date) & MARK_OPEN;
    for (size_t i = 0; i < count; i++) {
        bool holiday = marks[i].kind == MARK_HOLIDAY_PART;
        if (!holiday && marks[i].kind != MARK_CLOSED_PART)
            continue;
        bool later = question.dated && date <= question.date; /* level (c) comes after (b) */
        if (holiday && !FAULT(HOLIDAY_LAST) && (replaced || later))
            continue;
        struct calendar_stretch part = hours_part(date, marks[i].part);
        bool open_end = marks[i].part.kind == DAY_REST && date >= question.date;
        add_cut(run, cuts, part.from, open_end ? for_good : part.to);
    }
}

/* What the next date does to an evening that runs into it. */
static void cut_evening(struct hours_run *run, const struct hours *hours,
                        struct hours_question question, stretches *cuts)
{
    day next = question.date + 1;
    if (question.span->to <= MICROS_DAY || FAULT(EVENING_KEPT) ||
        (question.span->unbroken && !FAULT(UNBROKEN_IGNORED)))
        return;
    if ((hours_flags(hours, next) & MARK_CLOSED) || hours_has_holiday(hours, next))
        add_cut(run, cuts, next * MICROS_DAY, for_good);
    cut_parts(run, hours, question, next, cuts);
}

/* Is the whole date taken away from such a span? */
static bool is_emptied(const struct hours *hours, struct hours_question question)
{
    uint8_t flags = hours_flags(hours, question.date);
    if (flags & MARK_CLOSED)
        return true;
    if (question.dated)
        return FAULT(HOLIDAY_LAST) && (flags & MARK_HOLIDAY);
    if (flags & (MARK_OPEN | MARK_HOLIDAY))
        return true;
    return question.included && !FAULT(CLOSED_DAY_OPEN) &&
           (hours->closed_days & 1 << civil_weekday(question.date));
}

void hours_left(struct hours_run *run, const struct hours *hours, struct hours_question question,
                stretches *left)
{
    micros midnight = question.date * MICROS_DAY;
    struct calendar_stretch whole = {midnight + question.span->from, midnight + question.span->to};
    if (is_emptied(hours, question))
        return;
    stretches cuts = {0}, span = {0};
    if ((hours_flags(hours, question.date - 1) | hours_flags(hours, question.date)) &
        (MARK_CLOSED_PART | MARK_HOLIDAY_PART)) {
        cut_parts(run, hours, question, question.date - 1, &cuts);
        cut_parts(run, hours, question, question.date, &cuts);
    }
    if (hours_flags(hours, question.date + 1))
        cut_evening(run, hours, question, &cuts);
    if (cuts.count == 0) {
        VECTOR_PUSH(run->arena, left, whole);
        return;
    }
    stretches_tidy(&cuts);
    stretches_push(run->arena, &span, whole);
    stretches_subtract(run->arena, &span, &cuts);
    for (size_t i = 0; i < span.count; i++)
        VECTOR_PUSH(run->arena, left, span.at[i]);
}

void hours_dated_spans(struct hours_run *run, const struct mark *mark, hours_spans *spans)
{
    for (size_t i = 0; i < mark->dated->spans.count; i++) {
        struct hours_span span = span_of(&mark->dated->spans.at[i]);
        span.unbroken = mark->dated->unbroken;
        span.origin = mark->dated->origin;
        VECTOR_PUSH(run->arena, spans, span);
    }
}

/* ---- From local time to instants ---- */

/* A stretch of constant offset, as far as it is looked at. */
struct window {
    struct zone_segment segment;
    micros offset;
    micros from, to;      /* local */
    micros former;        /* local time at which the stretch before ended */
    size_t next_included; /* of the included pieces, the first that may still matter */
};

static void emit(struct hours_known *known, struct arena *arena, const struct window *window,
                 struct calendar_stretch local)
{
    micros lower = window->from;
    if (FAULT(FOLD_ONCE) && window->former > lower)
        lower = window->former;
    if (FAULT(GAP_KEPT) && window->former < window->from && local.from < window->former)
        local.to += window->from - window->former;
    micros from = local.from > lower ? local.from : lower;
    micros to = local.to < window->to ? local.to : window->to;
    if (from < to)
        stretches_push(arena, &known->open,
                       (struct calendar_stretch){from - window->offset, to - window->offset});
}

static void emit_spans(struct hours_run *run, struct hours_known *known,
                       const struct window *window, const hours_spans *spans,
                       struct hours_question question)
{
    for (size_t i = 0; i < spans->count; i++) {
        stretches left = {0};
        question.span = &spans->at[i];
        hours_left(run, &known->hours, question, &left);
        for (size_t j = 0; j < left.count; j++)
            emit(known, run->arena, window, left.at[j]);
    }
}

/* The usual date: nothing but the week, and nothing near. */
static void emit_plain(struct hours_run *run, struct hours_known *known,
                       const struct window *window, day date)
{
    const hours_spans *spans = &known->hours.week[civil_weekday(date)];
    micros midnight = date * MICROS_DAY;
    for (size_t i = 0; i < spans->count; i++)
        emit(known, run->arena, window,
             (struct calendar_stretch){midnight + spans->at[i].from, midnight + spans->at[i].to});
}

static void emit_dated(struct hours_run *run, struct hours_known *known,
                       const struct window *window, day date)
{
    size_t count;
    const struct mark *marks = hours_marks(&known->hours, date, &count);
    for (size_t i = 0; i < count; i++) {
        hours_spans spans = {0};
        if (marks[i].kind != MARK_OPEN)
            continue;
        hours_dated_spans(run, &marks[i], &spans);
        emit_spans(run, known, window, &spans,
                   (struct hours_question){.date = date, .dated = true});
    }
}

/* Included instants belong to the date, in this calendar's zone, that they fall on. */
static void emit_included(struct hours_run *run, struct hours_known *known, struct window *window,
                          day date)
{
    const stretches *included = &known->hours.included;
    micros midnight = date * MICROS_DAY;
    for (size_t i = window->next_included; i < included->count; i++) {
        micros from = included->at[i].from + window->offset - midnight;
        micros to = included->at[i].to + window->offset - midnight;
        if (from >= MICROS_DAY)
            break;
        if (to <= 0) {
            window->next_included = i + 1;
            continue;
        }
        struct hours_span span = {.from = from > 0 ? from : 0,
                                  .to = to < MICROS_DAY ? to : MICROS_DAY};
        hours_spans spans = {&span, 1, 1};
        emit_spans(run, known, window, &spans,
                   (struct hours_question){.date = date, .included = true});
    }
}

static void emit_date(struct hours_run *run, struct hours_known *known, struct window *window,
                      day date)
{
    const struct hours *hours = &known->hours;
    if (!(hours_flags(hours, date - 1) | hours_flags(hours, date) | hours_flags(hours, date + 1)))
        emit_plain(run, known, window, date);
    else
        emit_spans(run, known, window, &hours->week[civil_weekday(date)],
                   (struct hours_question){.date = date});
    if (hours->included.count > 0)
        emit_included(run, known, window, date);
    if (hours_flags(hours, date) & MARK_OPEN)
        emit_dated(run, known, window, date);
}

static day date_of(micros local)
{
    return (day)(local / MICROS_DAY - (local % MICROS_DAY < 0));
}

/* Spans of the date before may reach into the window. */
static void emit_window(struct hours_run *run, struct hours_known *known, struct window *window)
{
    day last = date_of(window->to - 1);
    window->next_included = stretches_after(&known->hours.included, window->from - window->offset);
    for (day date = date_of(window->from) - 1; date <= last; date++)
        emit_date(run, known, window, date);
}

static void expand_own(struct hours_run *run, struct hours_known *known)
{
    struct window window = {.former = INT64_MIN};
    for (instant at = run->from; at < run->to; at = window.segment.to) {
        window.segment = zone_segment_at(known->hours.zone, at);
        window.offset = window.segment.offset * MICROS_SECOND;
        instant end = window.segment.to < run->to ? window.segment.to : run->to;
        window.from = at + window.offset;
        window.to = end + window.offset;
        if (at == run->from)
            window.former = window.from;
        emit_window(run, known, &window);
        window.former = window.to;
    }
    stretches_tidy(&known->open);
}

/* ---- Specs ---- */

static void join_others(struct hours_run *run, const struct calendar_other *others, size_t count,
                        stretches *result)
{
    for (size_t i = 0; i < count; i++) {
        const stretches *other = hours_expand(run, others[i].spec);
        for (size_t j = 0; j < other->count; j++)
            VECTOR_PUSH(run->arena, result, other->at[j]);
    }
    stretches_tidy(result);
}

static struct hours_known *prepare(struct hours_run *run, const struct calendar_spec *spec)
{
    struct hours_known *known = ARENA_NEW(run->arena, struct hours_known);
    struct hours *hours = &known->hours;
    known->spec = spec;
    hours->spec = spec;
    hours->zone = run->zone_forced ? run->zone_forced : spec->zone;
    hours->first = date_of(run->from) - 4;
    hours->last = date_of(run->to) + 4;
    make_week(run->arena, hours);
    mark_dates(run->arena, hours);
    if (FAULT(OTHER_ZONE))
        run->zone_forced = hours->zone;
    join_others(run, spec->includes, spec->include_count, &hours->included);
    join_others(run, spec->excludes, spec->exclude_count, &hours->excluded);
    VECTOR_PUSH(run->arena, &run->known, known);
    return known;
}

static struct hours_known *find(struct hours_run *run, const struct calendar_spec *spec)
{
    for (size_t i = 0; i < run->known.count; i++)
        if (run->known.at[i]->spec == spec)
            return run->known.at[i];
    return prepare(run, spec);
}

const struct hours *hours_of(struct hours_run *run, const struct calendar_spec *spec)
{
    return &find(run, spec)->hours;
}

const stretches *hours_expand(struct hours_run *run, const struct calendar_spec *spec)
{
    struct hours_known *known = find(run, spec);
    if (!known->is_expanded) {
        known->is_expanded = true;
        expand_own(run, known);
        if (known->hours.excluded.count > 0)
            stretches_subtract(run->arena, &known->open, &known->hours.excluded);
    }
    return &known->open;
}
