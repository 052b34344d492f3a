/* verdict.c - a cycle that is over becomes a verdict (semantics 5.5 to 5.8, 6.2). */
#include <string.h>

#include "judge/recorder.h"
#include "judge/run.h"

/* ---- holidays that must be known (2.10) ---- */

/* In the stretch from the start to LAST. */
static struct text holidays_missing(struct run *run, instant last)
{
    struct cycle *cycle = &run->cycle;
    struct calendar_stretch whole = {cycle->start, last};
    struct text reason = judge_holidays_missing(run->judge, cycle->calendar, whole, run->scratch);
    cycle_recall(cycle);
    for (size_t i = cycle->first_part; i < run->track.part_count && !reason.len; i++) {
        const struct part *part = &run->track.parts[i];
        struct calendar_stretch need = {part->from, part->to < last ? part->to : last};
        if (part->kind == PART_RUNNING && part->calendar != cycle->calendar)
            reason = judge_holidays_missing(run->judge, part->calendar, need, run->scratch);
    }
    return reason;
}

/* A due instant that is missing now need not be missing in the end. */
bool verdict_is_sure(struct run *run, instant at)
{
    struct cycle *cycle = &run->cycle;
    enum calendar_status fault = cycle->fault;
    uint32_t calendar = cycle->fault_calendar;
    if (cycle->clause == INDEX_NONE)
        return true;
    instant due = cycle_due(cycle);
    bool is_sure = cycle->fault == CALENDAR_OK && !holidays_missing(run, due > at ? due : at).len;
    cycle->fault = fault;
    cycle->fault_calendar = calendar;
    return is_sure;
}

static struct text fault_text(const struct run *run)
{
    const struct model_calendar *calendar =
        &run->judge->model->calendars[run->cycle.fault_calendar];
    return text_format(run->scratch, "no due instant in `" TEXT_FMT "`: %s",
                       TEXT_ARG(calendar->name), calendar_status_text(run->cycle.fault));
}

/* ---- sealing ---- */

static void set_identity(const struct run *run, const struct view *view, struct verdict *verdict)
{
    const struct cycle *cycle = &run->cycle;
    verdict->ticket = run->ticket;
    verdict->target = run->number;
    verdict->cycle = cycle->number;
    verdict->clause = cycle->clause;
    verdict->version = run->judge->version;
    verdict->model = run->judge->model;
    verdict->start = cycle->start;
    verdict->stop = cycle->stop;
    verdict->reopenings = view->reopenings;
    verdict->replies = view->replies;
    verdict->opening = run->opening;
    verdict->is_done = view->done;
}

static inline bool asks_due(const struct run *run)
{
    return !(run->spares & SPARES_DUE) || run->target->model->bucket == BUCKET_DUE;
}

/* IS_PLAIN: as of cycle_is_plain; else the due instant shows what is wrong. */
static void set_figures(struct run *run, struct verdict *verdict, bool is_plain)
{
    struct cycle *cycle = &run->cycle;
    verdict->has_figures = cycle->clause != INDEX_NONE;
    verdict->calendar = cycle->calendar;
    verdict->used = verdict->has_figures ? cycle->used : 0;
    verdict->paused = verdict->has_figures ? cycle->paused : 0;
    verdict->limit = cycle->limit;
    verdict->due = is_plain && !asks_due(run) ? INSTANT_NONE : cycle_due(cycle);
    verdict->breached_at = verdict->has_figures ? cycle->breached_at : INSTANT_NONE;
    verdict->over = verdict->late = 0;
    if (verdict->breached_at == INSTANT_NONE)
        return;
    verdict->over = cycle->used > cycle->limit ? cycle->used - cycle->limit : 0;
    instant end = cycle->stop == INSTANT_NONE ? cycle->at : cycle->stop;
    verdict->late = verdict->due == INSTANT_NONE ? 0 : end - verdict->due;
}

static void decide(struct run *run, struct verdict *verdict)
{
    const struct cycle *cycle = &run->cycle;
    verdict->reason = TEXT("");
    verdict->flags = 0;
    if (!run->in_force) { /* nothing that a charter says is about it */
        verdict->kind = VERDICT_UNCOVERED;
        verdict->reason = TEXT("no version in force");
    } else if (cycle->breached_at != INSTANT_NONE) {
        verdict->kind = VERDICT_BREACHED;
        verdict->flags |= cycle->by_change ? FLAG_BREACHED_BY_CHANGE : 0;
    } else if (cycle->cancelled.len) {
        verdict->kind = VERDICT_EXCLUDED;
        verdict->reason =
            text_format(run->scratch, "cancelled: " TEXT_FMT, TEXT_ARG(cycle->cancelled));
    } else if (cycle->clause == INDEX_NONE) {
        verdict->kind = VERDICT_UNCOVERED;
        verdict->reason = run->uncovered;
    } else if (cycle->stop != INSTANT_NONE) {
        verdict->kind = VERDICT_MET;
    } else {
        verdict->kind = VERDICT_PENDING;
        verdict->flags |= cycle_runs(cycle) ? 0 : FLAG_PAUSED;
    }
}

static void make_error(struct verdict *verdict, struct text reason)
{
    verdict->kind = VERDICT_ERROR;
    verdict->reason = reason;
    verdict->has_figures = false;
    verdict->due = verdict->breached_at = INSTANT_NONE;
    verdict->flags = 0;
}

/* Up to due, or to the stop if later. */
static instant last_of(const struct run *run, const struct verdict *verdict)
{
    instant last = verdict->due > verdict->stop ? verdict->due : verdict->stop;
    return last == INSTANT_NONE ? run->cycle.at : last;
}

static void find_errors(struct run *run, struct verdict *verdict, bool is_plain)
{
    struct text reason = run->in_force ? run->target->undecidable : TEXT("");
    bool is_sure =
        is_plain || verdict->kind == VERDICT_EXCLUDED || verdict->kind == VERDICT_UNCOVERED;
    if (!reason.len && !is_sure && run->cycle.fault != CALENDAR_OK)
        reason = fault_text(run);
    if (!reason.len && !is_sure && verdict->has_figures)
        reason = holidays_missing(run, last_of(run, verdict));
    if (reason.len)
        make_error(verdict, reason);
}

static __attribute__((noinline, cold)) void more_pool(struct run *run, uint32_t stored)
{
    run->pool_cap = (run->pool_cap + stored + 1) * 2;
    run->pool = memory_resize(run->pool, run->pool_cap * sizeof *run->pool);
}

/* CODES as those of the next verdict. */
static inline uint32_t *pool_codes(struct run *run, const uint32_t *codes)
{
    uint32_t stored = run->judge->model->schema.stored;
    if (run->pool_cap - run->pool_count < stored + 1)
        more_pool(run, stored);
    return memcpy(run->pool + run->pool_count, codes, stored * sizeof *codes);
}

/* The team of a clock owned by a team is another in the verdict. */
void verdict_keep_end(struct run *run, const struct view *view)
{
    run->end = *view;
    if (run->spares & SPARES_CODES)
        return;
    if (run->target->clock->model->owned_by_team)
        run->end.codes = memcpy(run->end_codes, view->codes,
                                run->judge->model->schema.stored * sizeof *view->codes);
    else
        run->end.codes = pool_codes(run, view->codes);
}

/* Keeps the values at the end of the cycle; its team is the one that it was assigned to (4.6). */
static size_t keep_codes(struct run *run, const struct view *view)
{
    const struct schema *schema = &run->judge->model->schema;
    size_t offset = run->pool_count;
    if (run->spares & SPARES_CODES)
        return 0;
    if (view->codes != run->pool + offset)
        pool_codes(run, view->codes);
    if (run->target->clock->model->owned_by_team && schema->team != ATTRIBUTE_ABSENT)
        run->pool[offset + (uint32_t)schema->team] = run->team;
    run->pool_count = offset + schema->stored;
    return offset;
}

static struct sealed *push_sealed(struct run *run)
{
    if (run->sealed_count == run->sealed_cap) {
        run->sealed_cap = run->sealed_cap ? run->sealed_cap * 2 : 4;
        run->sealed = memory_resize(run->sealed, run->sealed_cap * sizeof *run->sealed);
    }
    return &run->sealed[run->sealed_count++];
}

void verdict_seal(struct run *run, const struct view *view)
{
    struct cycle *cycle = &run->cycle;
    cycle_settle(cycle);
    struct sealed *sealed = push_sealed(run);
    struct verdict *verdict = &sealed->verdict;
    bool is_plain = cycle->clause != INDEX_NONE && cycle_is_plain(cycle);
    set_identity(run, view, verdict);
    set_figures(run, verdict, is_plain);
    decide(run, verdict);
    find_errors(run, verdict, is_plain);
    sealed->is_decided = verdict->kind == VERDICT_MET || verdict->kind == VERDICT_BREACHED;
    sealed->withdrawn = cycle->withdrawn;
    sealed->codes = keep_codes(run, view);
    if (run->recorder)
        recorder_seal(run->recorder, run, view);
}

/* ---- settling ---- */

static void exclude(const struct run *run, struct sealed *sealed)
{
    const struct target *target = run->target->model;
    struct verdict *verdict = &sealed->verdict;
    verdict->kind = VERDICT_EXCLUDED;
    verdict->reason = target->excludes_because.len
                          ? target->excludes_because
                          : span_text(run->judge->model->sources, target->excludes->span);
    if (sealed->is_decided)
        verdict->flags |= FLAG_EXCLUDED_AFTER_DECISION;
}

/* 6.2: what is not decided counts at the as-of instant. */
static inline instant counted_at(const struct run *run, const struct verdict *verdict)
{
    instant as_of = run->judge->as_of;
    instant stop = verdict->stop == INSTANT_NONE ? as_of : verdict->stop;
    instant decision = verdict->breached_at == INSTANT_NONE ? stop : verdict->breached_at;
    enum bucket bucket = run->target->model->bucket;
    if (verdict->kind == VERDICT_PENDING)
        return as_of;
    if (bucket == BUCKET_DECISION)
        return decision;
    switch (bucket) {
    case BUCKET_OPENING:
        return run->opening;
    case BUCKET_DUE:
        return verdict->due == INSTANT_NONE ? decision : verdict->due;
    case BUCKET_COMPLETION:
        return stop;
    case BUCKET_DECISION:
        break;
    }
    return decision;
}

static day period_of(const struct run *run, instant at)
{
    const struct target *target = run->target->model;
    day date = zone_to_local(run->judge->model->zone, at).date;
    if (!target->promise_count)
        return period_unit_start(UNIT_MONTH, 1, date);
    const struct promise *promise = &target->promises[0];
    return period_unit_start(promise->unit, promise->first_month, date);
}

/* Was it decided in another period before a reopening (4.4)? A breach of that time stays. */
static bool is_decided_anew(const struct run *run, const struct sealed *sealed)
{
    const struct verdict *verdict = &sealed->verdict;
    if ((verdict->kind != VERDICT_MET && verdict->kind != VERDICT_BREACHED))
        return false;
    if (verdict->breached_at != INSTANT_NONE && verdict->breached_at <= sealed->withdrawn)
        return false;
    return period_of(run, sealed->withdrawn) != period_of(run, verdict->counted_at);
}

/* What few verdicts need. */
static __attribute__((noinline)) void settle_closely(struct run *run, struct sealed *sealed,
                                                     const struct view *view)
{
    struct verdict *verdict = &sealed->verdict;
    if (run->in_force && run->target->excludes && !run->target->undecidable.len &&
        test_holds(run->target->excludes, view))
        exclude(run, sealed);
    verdict->counted_at = counted_at(run, verdict);
    if (sealed->withdrawn != INSTANT_NONE && is_decided_anew(run, sealed))
        verdict->flags |= FLAG_DECIDED_ANEW;
}

void verdict_settle(struct run *run, struct sealed *sealed, const struct view *view)
{
    struct verdict *verdict = &sealed->verdict;
    verdict->codes = run->spares & SPARES_CODES ? NULL : run->pool + sealed->codes;
    if (run->target->excludes || sealed->withdrawn != INSTANT_NONE)
        settle_closely(run, sealed, view);
    else
        verdict->counted_at = counted_at(run, verdict);
}
