/* cycle.c - the arithmetic of one cycle. */
#include "judge/cycle.h"

#include <assert.h>

void track_fini(struct track *track)
{
    memory_release(track->stands);
    memory_release(track->parts);
}

static const struct calendar *calendar_of(const struct cycle *cycle, uint32_t calendar)
{
    return cycle->judge->calendars[calendar].compiled;
}

/* ---- the past ---- */

static __attribute__((noinline, cold)) void more_stands(struct track *track)
{
    track->stand_cap = track->stand_cap ? track->stand_cap * 2 : 16;
    track->stands = memory_resize(track->stands, track->stand_cap * sizeof *track->stands);
}

/* It stood like this up to TO. */
static inline void push_stand(struct cycle *cycle, instant to)
{
    struct track *track = cycle->track;
    if (track->stand_count == track->stand_cap)
        more_stands(track);
    struct stand *stand = &track->stands[track->stand_count];
    bool is_cut = cycle->is_unsettled && track->stand_count == cycle->unsettled_stands;
    if (track->stand_count && stand[-1].state == cycle->state &&
        stand[-1].clause == cycle->clause && !is_cut) {
        stand[-1].to = to;
        return;
    }
    stand->from = cycle->at;
    stand->to = to;
    stand->clause = cycle->clause;
    stand->state = (uint8_t)cycle->state;
    stand->is_cut = is_cut;
    track->stand_count++;
}

static __attribute__((noinline)) void push_part(struct cycle *cycle, enum part_kind kind,
                                                instant to, micros counted)
{
    struct track *track = cycle->track;
    if (track->part_count == track->part_cap) {
        track->part_cap = track->part_cap ? track->part_cap * 2 : 16;
        track->parts = memory_resize(track->parts, track->part_cap * sizeof *track->parts);
    }
    track->parts[track->part_count++] =
        (struct part){.kind = kind,
                      .from = cycle->at,
                      .to = to,
                      .before = cycle->used,
                      .counted = counted,
                      .clause = cycle->clause,
                      .calendar = cycle->calendar,
                      .is_capped = kind == PART_RUNNING && cycle->state == STATE_PAUSED};
}

/* What comes of the time from where the cycle stands to TO. */
static inline void go_to(struct cycle *cycle, enum part_kind kind, instant to, micros counted)
{
    if (cycle->has_parts)
        push_part(cycle, kind, to, counted);
    cycle->before = cycle->used;
    cycle->used += counted;
    cycle->at = to;
}

/* ---- sums ---- */

/* Looks up the sum at AT, where it is known. */
static inline void sum_up(struct cycle *cycle, instant at)
{
    cycle->summed = INSTANT_NONE;
    if (!calendar_sums_know(cycle->sums, at))
        return;
    cycle->summed = at;
    cycle->sum = calendar_sums_at(cycle->sums, at);
}

static __attribute__((noinline, cold)) micros open_time_anew(struct cycle *cycle, instant to)
{
    sum_up(cycle, to);
    return calendar_elapsed(calendar_of(cycle, cycle->calendar), cycle->at, to);
}

/* From where the cycle stands to TO, in its calendar. */
static inline micros open_time(struct cycle *cycle, instant to)
{
    micros before = cycle->sum;
    if (cycle->summed != cycle->at || to > cycle->sums->to)
        return open_time_anew(cycle, to);
    cycle->summed = to;
    cycle->sum = calendar_sums_at(cycle->sums, to);
    return cycle->sum - before;
}

/* LENGTH from AT. */
static struct calendar_answer due_from(const struct cycle *cycle, instant at, micros length)
{
    const struct calendar_sums *sums = cycle->sums;
    if (at == cycle->summed && length > 0 && length < sums->total - cycle->sum)
        return (struct calendar_answer){CALENDAR_OK,
                                        calendar_sums_reach(sums, cycle->sum + length)};
    return calendar_due(calendar_of(cycle, cycle->calendar), at, length);
}

/* ---- due ---- */

static void fail(struct cycle *cycle, enum calendar_status status)
{
    if (cycle->fault != CALENDAR_OK)
        return;
    cycle->fault = status;
    cycle->fault_calendar = cycle->calendar;
}

/* `runs to the next opening` moves what falls on closing time (5.5). */
static __attribute__((noinline)) instant moved_to_opening(struct cycle *cycle, instant due)
{
    const struct calendar *calendar = calendar_of(cycle, cycle->calendar);
    if (!calendar_is_open(calendar, due - 1) || calendar_is_open(calendar, due))
        return due;
    struct calendar_answer opening = calendar_next_opening(calendar, due);
    if (opening.status == CALENDAR_OK)
        return opening.at;
    fail(cycle, opening.status);
    return due;
}

static inline instant moved(struct cycle *cycle, instant due)
{
    return cycle->target->runs_to_next_opening ? moved_to_opening(cycle, due) : due;
}

/* In what the clock went through last, at whose end the sum is known? */
static inline bool is_in_last(const struct cycle *cycle, micros used)
{
    return cycle->summed == cycle->at && cycle->before < used && used <= cycle->used;
}

/* In the part that took it there. */
instant cycle_reached(struct cycle *cycle, micros used)
{
    const struct track *track = cycle->track;
    if (is_in_last(cycle, used))
        return calendar_sums_reach(cycle->sums, cycle->sum - (cycle->used - used));
    cycle_recall(cycle);
    for (size_t i = cycle->first_part; used > 0 && i < track->part_count; i++) {
        const struct part *part = &track->parts[i];
        if (part->before + part->counted < used || !part->counted)
            continue;
        return calendar_due(calendar_of(cycle, part->calendar), part->from, used - part->before).at;
    }
    return cycle->start;
}

/* Due, as far as it follows from what has been used; INSTANT_NONE if it lies ahead. */
static instant due_so_far(struct cycle *cycle)
{
    if (cycle->clause == INDEX_NONE || cycle->fault != CALENDAR_OK)
        return INSTANT_NONE;
    if (cycle->untouched != INSTANT_NONE)
        return moved(cycle, cycle->untouched);
    if (cycle->used < cycle->limit)
        return INSTANT_NONE;
    if (cycle->crossed == INSTANT_NONE)
        cycle->crossed = cycle_reached(cycle, cycle->limit);
    return moved(cycle, cycle->crossed);
}

/* What is quickly told: it is not due before that. */
static bool may_be_due(const struct cycle *cycle)
{
    if (cycle->untouched != INSTANT_NONE)
        return cycle->untouched <= cycle->at;
    return cycle->used >= cycle->limit;
}

static instant due_passed(struct cycle *cycle)
{
    instant due = due_so_far(cycle);
    return due != INSTANT_NONE && due <= cycle->at ? due : INSTANT_NONE;
}

static bool is_capped(const struct cycle *cycle)
{
    return cycle->cap >= 0 && cycle->cap_used >= cycle->cap;
}

bool cycle_runs(const struct cycle *cycle)
{
    enum clock_state state = cycle->stop == INSTANT_NONE ? cycle->state : cycle->state_at_stop;
    return state == STATE_RUNNING || (state == STATE_PAUSED && is_capped(cycle));
}

instant cycle_due(struct cycle *cycle)
{
    if (cycle->clause == INDEX_NONE)
        return INSTANT_NONE;
    instant stand = cycle->stop == INSTANT_NONE ? cycle->at : cycle->stop;
    instant due = due_so_far(cycle);
    if (due != INSTANT_NONE && (due <= stand || cycle_runs(cycle)))
        return due;
    if (!cycle_runs(cycle) || cycle->fault != CALENDAR_OK || cycle->limit == LIMIT_ENDLESS)
        return INSTANT_NONE;
    struct calendar_answer ahead = due_from(cycle, stand, cycle->limit - cycle->used);
    if (ahead.status != CALENDAR_OK) {
        fail(cycle, ahead.status);
        return INSTANT_NONE;
    }
    return moved(cycle, ahead.at);
}

bool cycle_is_plain(const struct cycle *cycle)
{
    const struct plan_calendar *calendar = &cycle->judge->calendars[cycle->calendar];
    const struct calendar_complete *complete = &calendar->complete;
    if (cycle->was_changed)
        complete = &cycle->judge->complete;
    if (cycle->fault != CALENDAR_OK || cycle->target->runs_to_next_opening ||
        cycle->start < complete->from || cycle->at > complete->to)
        return false;
    if (cycle->untouched != INSTANT_NONE)
        return cycle->untouched <= calendar->complete.to;
    return cycle->used >= cycle->limit || !cycle_runs(cycle) ||
           (cycle->summed == (cycle->stop == INSTANT_NONE ? cycle->at : cycle->stop) &&
            cycle->limit - cycle->used < calendar->complete_sum - cycle->sum);
}

/* ---- time goes on ---- */

static inline void run_part(struct cycle *cycle, instant to)
{
    go_to(cycle, PART_RUNNING, to, open_time(cycle, to));
}

/* From there the clock runs on, whatever is paused (4.3). LEFT is in the target's calendar. */
static instant cap_reached(struct cycle *cycle, micros left)
{
    const struct calendar *calendar = calendar_of(cycle, cycle->target->calendar);
    cycle->cap_used = cycle->cap;
    return calendar_due(calendar, cycle->at, left).at;
}

static inline void add_pause(struct cycle *cycle, micros length)
{
    cycle->paused += length;
    if (length)
        cycle->untouched = INSTANT_NONE;
}

/* Paused up to where the cap is used up, running from there. */
static __attribute__((noinline)) void pause_part(struct cycle *cycle, instant to)
{
    instant from = cycle->at;
    uint32_t calendar = cycle->target->calendar;
    micros length = open_time(cycle, to), needs = length, left = cycle->cap - cycle->cap_used;
    if (cycle->cap >= 0 && calendar != cycle->calendar)
        needs = calendar_elapsed(calendar_of(cycle, calendar), from, to);
    if (cycle->cap < 0 || needs < left) {
        go_to(cycle, PART_PAUSED, to, 0);
        cycle->cap_used += needs;
        add_pause(cycle, length);
        return;
    }
    instant until = cap_reached(cycle, left);
    add_pause(cycle, open_time(cycle, until));
    if (until > from)
        go_to(cycle, PART_PAUSED, until, 0);
    if (until < to)
        run_part(cycle, to);
}

static inline void live_through(struct cycle *cycle, instant to)
{
    if (cycle->state == STATE_DONE) {
        go_to(cycle, PART_DONE, to, 0);
    } else if (cycle->clause == INDEX_NONE) {
        cycle->was_uncovered = true;
        go_to(cycle, PART_UNCOVERED, to, 0);
    } else if (cycle->state == STATE_PAUSED) {
        pause_part(cycle, to);
    } else {
        run_part(cycle, to);
    }
}

/* Once it is breached, or done, no due instant can breach it. A day count that is touched now may
 * have been due before. */
static void work_out(struct cycle *cycle, instant to)
{
    bool can_breach = cycle->breached_at == INSTANT_NONE && cycle->state != STATE_DONE;
    instant due = INSTANT_NONE;
    if (can_breach && cycle->untouched != INSTANT_NONE && cycle->untouched <= cycle->at)
        due = due_passed(cycle);
    if (to > cycle->at)
        live_through(cycle, to);
    if (can_breach && due == INSTANT_NONE && may_be_due(cycle))
        due = due_passed(cycle);
    if (due != INSTANT_NONE && due < to)
        cycle->breached_at = due;
}

static __attribute__((noinline)) void advance(struct cycle *cycle, instant to)
{
    push_stand(cycle, to);
    if (cycle->is_unsettled)
        cycle->at = to;
    else
        work_out(cycle, to);
}

static __attribute__((noinline)) void look_whether_due(struct cycle *cycle)
{
    instant due = due_passed(cycle);
    if (due != INSTANT_NONE && due < cycle->at)
        cycle->breached_at = due;
}

/* The short way is that of a clock that runs, is not breached, and whose sums are at hand. */
void cycle_advance(struct cycle *cycle, instant to)
{
    const struct track *track = cycle->track;
    assert(to >= cycle->at);
    if (cycle->state != STATE_RUNNING || cycle->clause == INDEX_NONE || cycle->is_unsettled ||
        cycle->has_parts || cycle->breached_at != INSTANT_NONE || cycle->summed != cycle->at ||
        to > cycle->sums->to || track->stand_count == track->stand_cap) {
        advance(cycle, to);
        return;
    }
    const struct calendar_piece *piece = calendar_sums_near(cycle->sums, to);
    if (piece->to <= to) {
        advance(cycle, to);
        return;
    }
    micros sum = calendar_sums_in(piece, to);
    push_stand(cycle, to);
    go_to(cycle, PART_RUNNING, to, sum - cycle->sum);
    cycle->summed = to;
    cycle->sum = sum;
    if (may_be_due(cycle))
        look_whether_due(cycle);
}

/* ---- clauses ---- */

/* From the start of the cycle, as a length from then on (2.9). */
static __attribute__((noinline)) void set_day_count(struct cycle *cycle,
                                                    const struct clause *clause)
{
    const struct calendar_sums *sums = cycle->sums;
    struct calendar_answer end =
        limit_end(cycle->judge, &clause->limit, clause->calendar, cycle->start);
    cycle->end = end.at;
    cycle->limit = 0;
    if (!cycle->paused && !cycle->was_changed && !cycle->was_uncovered && !cycle->was_done)
        cycle->untouched = end.at;
    if (end.status != CALENDAR_OK)
        fail(cycle, end.status);
    else if (cycle->summed == cycle->start && end.at <= sums->to)
        cycle->limit = calendar_sums_at(sums, end.at) - cycle->sum;
    else
        cycle->limit = calendar_elapsed(calendar_of(cycle, cycle->calendar), cycle->start, end.at);
}

static void set_clause(struct cycle *cycle, uint32_t clause)
{
    cycle->clause = clause;
    cycle->calendar = INDEX_NONE;
    cycle->crossed = cycle->end = cycle->untouched = cycle->summed = INSTANT_NONE;
    cycle->before = cycle->used;
    cycle->limit = 0;
    cycle->fault = CALENDAR_OK;
    if (clause == INDEX_NONE)
        return;
    const struct clause *model = &cycle->target->clauses[clause];
    cycle->calendar = limit_calendar(&model->limit, model->calendar);
    cycle->sums = cycle->judge->calendars[cycle->calendar].sums;
    sum_up(cycle, cycle->at);
    if (model->limit.kind == LIMIT_LENGTH)
        cycle->limit = model->limit.length;
    else
        set_day_count(cycle, model);
}

/* In the target's calendar. */
static micros length_of(const struct cycle *cycle, const struct limit *limit, instant from)
{
    if (limit->kind == LIMIT_LENGTH)
        return limit->length;
    return limit_apply(cycle->judge, limit, cycle->target->calendar, from).length;
}

void cycle_begin(struct cycle *cycle, instant at, uint32_t clause)
{
    cycle->begin = cycle->start = cycle->at = at;
    cycle->stop = cycle->breached_at = cycle->withdrawn = INSTANT_NONE;
    cycle->track->stand_count = cycle->track->part_count = 0;
    cycle->used = cycle->paused = cycle->cap_used = 0;
    cycle->cap = -1;
    cycle->first_part = 0;
    cycle->has_parts = cycle->track->keeps_parts;
    cycle->state = cycle->state_at_stop = STATE_RUNNING;
    cycle->cancelled = TEXT("");
    cycle->by_change = cycle->is_unsettled = false;
    cycle->was_changed = cycle->was_uncovered = cycle->was_done = false;
    if (cycle->target->has_pause_cap)
        cycle->cap = length_of(cycle, &cycle->target->pause_cap, at);
    set_clause(cycle, clause);
}

static void live_again(struct cycle *cycle, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        cycle->state = cycle->track->stands[i].state;
        work_out(cycle, cycle->track->stands[i].to);
    }
}

/* Under the clause that it has now: each stand goes as far as the clock stood the same way. */
static void join_stands(struct cycle *cycle)
{
    struct track *track = cycle->track;
    size_t count = 0, unsettled = track->stand_count;
    for (size_t i = 0; i < track->stand_count; i++) {
        struct stand stand = track->stands[i];
        stand.clause = cycle->clause;
        if (count && !stand.is_cut && track->stands[count - 1].state == stand.state)
            track->stands[count - 1].to = stand.to;
        else
            track->stands[count++] = stand;
        if (i == cycle->unsettled_stands)
            unsettled = count - 1;
    }
    cycle->unsettled_stands = unsettled < count ? unsettled : count;
    track->stand_count = count;
}

/* The whole past again, under the clause that won at the change: first up to it, then what came
 * after. */
void cycle_settle(struct cycle *cycle)
{
    if (!cycle->is_unsettled)
        return;
    enum clock_state state = cycle->state;
    cycle->is_unsettled = false;
    cycle->track->part_count = cycle->first_part = 0;
    cycle->has_parts = cycle->track->keeps_parts;
    cycle->used = cycle->paused = cycle->cap_used = 0;
    cycle->was_changed = cycle->was_uncovered = cycle->by_change = false;
    cycle->start = cycle->at = cycle->begin;
    cycle->breached_at = INSTANT_NONE;
    join_stands(cycle);
    set_clause(cycle, cycle->clause);
    live_again(cycle, 0, cycle->unsettled_stands);
    if (cycle->breached_at != INSTANT_NONE) {
        cycle->breached_at = cycle->unsettled_at;
        cycle->by_change = true;
    }
    live_again(cycle, cycle->unsettled_stands, cycle->track->stand_count);
    cycle->state = state;
}

/* That it is taken as breached keeps it from looking for a due instant. */
void cycle_recall(struct cycle *cycle)
{
    struct track *track = cycle->track;
    if (cycle->has_parts)
        return;
    struct cycle past = *cycle;
    past.at = past.breached_at = cycle->start;
    past.used = past.paused = past.cap_used = 0;
    past.clause = past.calendar = INDEX_NONE;
    past.has_parts = cycle->has_parts = true;
    track->part_count = cycle->first_part = 0;
    for (size_t i = 0; i < track->stand_count && past.at < cycle->at; i++) {
        const struct stand *stand = &track->stands[i];
        if (stand->to <= past.at)
            continue;
        if (past.clause != stand->clause)
            set_clause(&past, stand->clause);
        past.state = stand->state;
        work_out(&past, stand->to < cycle->at ? stand->to : cycle->at);
    }
}

static void judge_from_start(struct cycle *cycle, uint32_t clause)
{
    cycle->clause = clause;
    cycle->is_unsettled = true;
    cycle->unsettled_at = cycle->at;
    cycle->unsettled_stands = cycle->track->stand_count;
}

static void start_again(struct cycle *cycle)
{
    if (cycle->used && cycle->has_parts)
        push_part(cycle, PART_ADJUSTED, cycle->at, -cycle->used);
    cycle->first_part = cycle->track->part_count;
    cycle->start = cycle->at;
    cycle->used = cycle->paused = cycle->cap_used = 0;
    cycle->was_uncovered = cycle->was_done = false;
}

void cycle_change(struct cycle *cycle, uint32_t clause, enum change_mode mode, bool first_value)
{
    if (first_value || mode == CHANGE_JUDGES_FROM_START) {
        judge_from_start(cycle, clause);
        return;
    }
    if (mode == CHANGE_KEEPS)
        return;
    cycle_settle(cycle);
    if (cycle->breached_at != INSTANT_NONE)
        return;
    if (mode == CHANGE_STARTS_AGAIN)
        start_again(cycle);
    else
        cycle->was_changed = true;
    set_clause(cycle, clause);
    instant due = due_passed(cycle);
    if (due != INSTANT_NONE && due < cycle->at) {
        cycle->breached_at = cycle->at;
        cycle->by_change = true;
    }
}
