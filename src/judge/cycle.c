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
    if (track->stand_count && stand[-1].state == cycle->state && !is_cut) {
        stand[-1].to = to;
        return;
    }
    *stand = (struct stand){cycle->at, to, cycle->state};
    track->stand_count++;
}

static __attribute__((noinline, cold)) void more_parts(struct track *track)
{
    track->part_cap = track->part_cap ? track->part_cap * 2 : 16;
    track->parts = memory_resize(track->parts, track->part_cap * sizeof *track->parts);
}

/* So many are pushed at most where there is room. */
enum { PARTS_AT_ONCE = 2 };

static inline void make_room(struct track *track)
{
    if (track->part_cap - track->part_count < PARTS_AT_ONCE)
        more_parts(track);
}

/* What came of the time from where the cycle stands to TO. */
static inline void push_part(struct cycle *cycle, enum part_kind kind, instant to, micros counted)
{
    struct track *track = cycle->track;
    struct part *part = &track->parts[track->part_count++];
    part->kind = kind;
    part->from = cycle->at;
    part->to = to;
    part->before = cycle->used;
    part->counted = counted;
    part->clause = cycle->clause;
    part->calendar = cycle->calendar;
    part->is_capped = kind == PART_RUNNING && cycle->state == STATE_PAUSED;
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

/* In the last part, at whose end the sum is known? */
static inline bool is_in_last(const struct cycle *cycle, micros used)
{
    const struct track *track = cycle->track;
    if (track->part_count == cycle->first_part)
        return false;
    const struct part *last = &track->parts[track->part_count - 1];
    return last->to == cycle->summed && last->calendar == cycle->calendar && last->before < used &&
           used <= cycle->used;
}

/* In the part that took it there. */
instant cycle_reached(const struct cycle *cycle, micros used)
{
    const struct track *track = cycle->track;
    if (is_in_last(cycle, used))
        return calendar_sums_reach(cycle->sums, cycle->sum - (cycle->used - used));
    for (size_t i = cycle->first_part; used > 0 && i < track->part_count; i++) {
        const struct part *part = &track->parts[i];
        if (part->before + part->counted < used || !part->counted)
            continue;
        return calendar_due(calendar_of(cycle, part->calendar), part->from, used - part->before).at;
    }
    return cycle->start;
}

/* A day count that nothing has touched is due where it ends (2.9). */
static bool is_pristine(const struct cycle *cycle)
{
    return cycle->end != INSTANT_NONE && !cycle->paused && !cycle->was_changed &&
           !cycle->was_uncovered && !cycle->was_done;
}

/* Due, as far as it follows from what has been used; INSTANT_NONE if it lies ahead. */
static instant due_so_far(struct cycle *cycle)
{
    if (cycle->clause == INDEX_NONE || cycle->fault != CALENDAR_OK)
        return INSTANT_NONE;
    if (is_pristine(cycle))
        return moved(cycle, cycle->end);
    if (cycle->used < cycle->limit)
        return INSTANT_NONE;
    if (cycle->crossed == INSTANT_NONE)
        cycle->crossed = cycle_reached(cycle, cycle->limit);
    return moved(cycle, cycle->crossed);
}

/* What is quickly told: it is not due before that. */
static bool may_be_due(const struct cycle *cycle)
{
    return is_pristine(cycle) ? cycle->end <= cycle->at : cycle->used >= cycle->limit;
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

/* ---- time goes on ---- */

static inline void run_part(struct cycle *cycle, instant to)
{
    push_part(cycle, PART_RUNNING, to, open_time(cycle, to));
}

/* From there the clock runs on, whatever is paused (4.3). LEFT is in the target's calendar. */
static instant cap_reached(struct cycle *cycle, micros left)
{
    const struct calendar *calendar = calendar_of(cycle, cycle->target->calendar);
    cycle->cap_used = cycle->cap;
    return calendar_due(calendar, cycle->at, left).at;
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
        push_part(cycle, PART_PAUSED, to, 0);
        cycle->cap_used += needs;
        cycle->paused += length;
        return;
    }
    instant until = cap_reached(cycle, left);
    cycle->paused += open_time(cycle, until);
    if (until > from)
        push_part(cycle, PART_PAUSED, until, 0);
    if (until < to)
        run_part(cycle, to);
}

static inline __attribute__((always_inline)) void live_through(struct cycle *cycle, instant to)
{
    if (cycle->state == STATE_DONE) {
        push_part(cycle, PART_DONE, to, 0);
    } else if (cycle->clause == INDEX_NONE) {
        cycle->was_uncovered = true;
        push_part(cycle, PART_UNCOVERED, to, 0);
    } else if (cycle->state == STATE_PAUSED) {
        pause_part(cycle, to);
    } else {
        run_part(cycle, to);
    }
}

/* Once it is breached, or done, no due instant can breach it. A day count that is touched now may
 * have been due before. */
static inline __attribute__((always_inline)) void work_out(struct cycle *cycle, instant to)
{
    bool can_breach = cycle->breached_at == INSTANT_NONE && cycle->state != STATE_DONE;
    instant due = INSTANT_NONE;
    if (can_breach && is_pristine(cycle) && cycle->end <= cycle->at)
        due = due_passed(cycle);
    make_room(cycle->track);
    if (to > cycle->at)
        live_through(cycle, to);
    if (can_breach && due == INSTANT_NONE && may_be_due(cycle))
        due = due_passed(cycle);
    if (due != INSTANT_NONE && due < to)
        cycle->breached_at = due;
}

void cycle_advance(struct cycle *cycle, instant to)
{
    assert(to >= cycle->at);
    push_stand(cycle, to);
    if (cycle->is_unsettled)
        cycle->at = to;
    else
        work_out(cycle, to);
}

/* ---- clauses ---- */

/* From the start of the cycle, as a length from then on (2.9). */
static void set_day_count(struct cycle *cycle, const struct clause *clause)
{
    const struct calendar_sums *sums = cycle->sums;
    struct calendar_answer end =
        limit_end(cycle->judge, &clause->limit, clause->calendar, cycle->start);
    cycle->end = end.at;
    cycle->limit = 0;
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
    cycle->crossed = cycle->end = cycle->summed = INSTANT_NONE;
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

/* The whole past again, under the clause that won at the change: first up to it, then what came
 * after. */
void cycle_settle(struct cycle *cycle)
{
    if (!cycle->is_unsettled)
        return;
    enum clock_state state = cycle->state;
    cycle->is_unsettled = false;
    cycle->track->part_count = cycle->first_part = 0;
    cycle->used = cycle->paused = cycle->cap_used = 0;
    cycle->was_changed = cycle->was_uncovered = cycle->by_change = false;
    cycle->start = cycle->at = cycle->begin;
    cycle->breached_at = INSTANT_NONE;
    set_clause(cycle, cycle->clause);
    live_again(cycle, 0, cycle->unsettled_stands);
    if (cycle->breached_at != INSTANT_NONE) {
        cycle->breached_at = cycle->unsettled_at;
        cycle->by_change = true;
    }
    live_again(cycle, cycle->unsettled_stands, cycle->track->stand_count);
    cycle->state = state;
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
    make_room(cycle->track);
    if (cycle->used)
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
