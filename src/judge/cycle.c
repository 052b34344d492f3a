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

static void push_stand(struct cycle *cycle, struct stand stand)
{
    struct track *track = cycle->track;
    struct stand *last = track->stand_count ? &track->stands[track->stand_count - 1] : NULL;
    bool is_cut = cycle->is_unsettled && track->stand_count == cycle->unsettled_stands;
    if (last && last->state == stand.state && !is_cut) {
        last->to = stand.to;
        return;
    }
    if (track->stand_count == track->stand_cap) {
        track->stand_cap = track->stand_cap ? track->stand_cap * 2 : 16;
        track->stands = memory_resize(track->stands, track->stand_cap * sizeof *track->stands);
    }
    track->stands[track->stand_count++] = stand;
}

static void push_part(struct cycle *cycle, struct part part)
{
    struct track *track = cycle->track;
    part.before = cycle->used;
    part.clause = cycle->clause;
    part.calendar = cycle->calendar;
    if (track->part_count == track->part_cap) {
        track->part_cap = track->part_cap ? track->part_cap * 2 : 16;
        track->parts = memory_resize(track->parts, track->part_cap * sizeof *track->parts);
    }
    track->parts[track->part_count++] = part;
    cycle->used += part.counted;
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
static instant moved(struct cycle *cycle, instant due)
{
    const struct calendar *calendar = calendar_of(cycle, cycle->calendar);
    if (!cycle->target->runs_to_next_opening || !calendar_is_open(calendar, due - 1) ||
        calendar_is_open(calendar, due))
        return due;
    struct calendar_answer opening = calendar_next_opening(calendar, due);
    if (opening.status == CALENDAR_OK)
        return opening.at;
    fail(cycle, opening.status);
    return due;
}

/* In the part that took it there. */
instant cycle_reached(const struct cycle *cycle, micros used)
{
    const struct track *track = cycle->track;
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
    struct calendar_answer ahead =
        calendar_due(calendar_of(cycle, cycle->calendar), stand, cycle->limit - cycle->used);
    if (ahead.status != CALENDAR_OK) {
        fail(cycle, ahead.status);
        return INSTANT_NONE;
    }
    return moved(cycle, ahead.at);
}

/* ---- time goes on ---- */

static void run_part(struct cycle *cycle, instant from, instant to)
{
    struct part part = {.kind = PART_RUNNING, .from = from, .to = to};
    part.counted = calendar_elapsed(calendar_of(cycle, cycle->calendar), from, to);
    part.is_capped = cycle->state == STATE_PAUSED;
    push_part(cycle, part);
}

/* Where the cap is used up, if before TO (4.3); it is measured in the target's calendar. */
static instant cap_reached(struct cycle *cycle, instant from, instant to)
{
    if (cycle->cap < 0)
        return to;
    const struct calendar *calendar = calendar_of(cycle, cycle->target->calendar);
    micros left = cycle->cap - cycle->cap_used;
    micros needs = calendar_elapsed(calendar, from, to);
    if (needs < left) {
        cycle->cap_used += needs;
        return to;
    }
    cycle->cap_used = cycle->cap;
    return calendar_due(calendar, from, left).at;
}

/* Paused up to where the cap is used up, running from there. */
static void pause_part(struct cycle *cycle, instant from, instant to)
{
    instant until = cap_reached(cycle, from, to);
    if (until > from)
        push_part(cycle, (struct part){.kind = PART_PAUSED, .from = from, .to = until});
    cycle->paused += calendar_elapsed(calendar_of(cycle, cycle->calendar), from, until);
    if (until < to)
        run_part(cycle, until, to);
}

static void live_through(struct cycle *cycle, instant from, instant to)
{
    if (cycle->state == STATE_DONE) {
        push_part(cycle, (struct part){.kind = PART_DONE, .from = from, .to = to});
    } else if (cycle->clause == INDEX_NONE) {
        cycle->was_uncovered = true;
        push_part(cycle, (struct part){.kind = PART_UNCOVERED, .from = from, .to = to});
    } else if (cycle->state == STATE_PAUSED) {
        pause_part(cycle, from, to);
    } else {
        run_part(cycle, from, to);
    }
}

static void work_out(struct cycle *cycle, instant to)
{
    instant due = due_passed(cycle);
    if (to > cycle->at)
        live_through(cycle, cycle->at, to);
    cycle->at = to;
    if (due == INSTANT_NONE)
        due = due_passed(cycle);
    if (due != INSTANT_NONE && due < to && cycle->state != STATE_DONE &&
        cycle->breached_at == INSTANT_NONE)
        cycle->breached_at = due;
}

void cycle_advance(struct cycle *cycle, instant to)
{
    assert(to >= cycle->at);
    push_stand(cycle, (struct stand){cycle->at, to, cycle->state});
    if (cycle->is_unsettled)
        cycle->at = to;
    else
        work_out(cycle, to);
}

/* ---- clauses ---- */

static void set_clause(struct cycle *cycle, uint32_t clause)
{
    cycle->clause = clause;
    cycle->calendar = INDEX_NONE;
    cycle->crossed = cycle->end = INSTANT_NONE;
    cycle->limit = 0;
    cycle->fault = CALENDAR_OK;
    if (clause == INDEX_NONE)
        return;
    const struct clause *model = &cycle->target->clauses[clause];
    struct applied applied =
        limit_apply(cycle->judge, &model->limit, model->calendar, cycle->start);
    cycle->calendar = applied.calendar;
    cycle->limit = applied.length;
    cycle->end = applied.end;
    if (applied.status != CALENDAR_OK)
        fail(cycle, applied.status);
}

void cycle_begin(struct cycle *cycle, instant at, uint32_t clause)
{
    cycle->begin = cycle->start = cycle->at = at;
    cycle->stop = cycle->breached_at = cycle->withdrawn = INSTANT_NONE;
    cycle->track->stand_count = cycle->track->part_count = 0;
    cycle->cap = -1;
    if (cycle->target->has_pause_cap) {
        struct applied cap =
            limit_apply(cycle->judge, &cycle->target->pause_cap, cycle->target->calendar, at);
        cycle->cap = cap.length;
    }
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
    if (cycle->used)
        push_part(cycle, (struct part){.kind = PART_ADJUSTED,
                                       .from = cycle->at,
                                       .to = cycle->at,
                                       .counted = -cycle->used});
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
