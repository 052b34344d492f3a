/* recorder.c - ledgers: from the parts of a cycle to rows, each with its reason. */
#include "judge/recorder.h"

#include <string.h>

#include "judge/choice.h"
#include "judge/watch.h"

void recorder_init(struct recorder *recorder, const struct judge *judge, struct arena *arena)
{
    *recorder = (struct recorder){.judge = judge, .arena = arena};
}

struct text happening_kind(const struct judge *judge, const struct happening *happening)
{
    static const char *const classes[] = {"working", "waiting", "done"};
    const struct schema *schema = &judge->model->schema;
    if (!happening->enters)
        return schema->kinds[happening->kind].name;
    if (happening->has_status)
        return schema->attributes[schema->status].choices[happening->status].name;
    return text_of(classes[happening->status_class]);
}

struct text happening_name(const struct judge *judge, const struct happening *happening,
                           struct arena *arena)
{
    static const char *const actors[] = {"", " by customer", " by agent", " by system"};
    struct text kind = happening_kind(judge, happening);
    const char *actor = happening->enters ? "" : actors[happening->actor_slot & WHAT_ACTOR];
    return text_format(arena, TEXT_FMT "%s", TEXT_ARG(kind), actor);
}

void recorder_event(struct recorder *recorder, const struct step *step, const char *what,
                    struct text detail)
{
    if (recorder->reasons)
        return;
    struct text text = detail.len
                           ? text_format(recorder->arena, "%s: " TEXT_FMT, what, TEXT_ARG(detail))
                           : text_of(what);
    struct ledger_event event = {.at = step->at, .row = step->row, .what = text};
    VECTOR_PUSH(recorder->arena, &recorder->events, event);
}

void recorder_choice(struct recorder *recorder, const struct run *run, const struct step *step,
                     uint32_t winner)
{
    if (recorder->reasons)
        return;
    const struct target *target = run->target->model;
    struct ledger_loser *losers =
        ARENA_ARRAY(recorder->arena, target->clause_count, struct ledger_loser);
    struct recorded_choice choice = {.at = step->at, .winner = winner, .losers = losers};
    for (uint32_t i = 0; i < target->clause_count; i++) {
        if (i == winner)
            continue;
        const struct condition *when = target->clauses[i].when;
        struct ledger_loser *loser = &losers[choice.loser_count++];
        loser->clause = i;
        loser->failed = when ? condition_first_failed(run->judge, when, step->view) : NULL;
        loser->beaten_by = loser->failed ? INDEX_NONE : winner;
    }
    VECTOR_PUSH(recorder->arena, &recorder->choices, choice);
}

void recorder_forget_choice(struct recorder *recorder)
{
    if (!recorder->reasons)
        recorder->choices.count--;
}

/* The choice that put the clause of VERDICT in force. What comes behind a breach does not change it
 * any more (5.3). */
static const struct recorded_choice *choice_of(const struct recorder *recorder,
                                               const struct verdict *verdict)
{
    const struct recorded_choice *found = NULL;
    for (size_t i = 0; i < recorder->choices.count; i++) {
        const struct recorded_choice *choice = &recorder->choices.at[i];
        bool is_late = verdict->breached_at != INSTANT_NONE && choice->at > verdict->breached_at;
        if (!found || (choice->winner == verdict->clause && !is_late))
            found = choice;
    }
    return found;
}

/* ---- rows ---- */

struct rows {
    struct recorder *recorder;
    VECTOR(struct ledger_row) list;
    micros total;
    const struct part *part;
};

/* Rows of one state and reason that touch are one. */
static void push_row(struct rows *rows, struct ledger_row row)
{
    struct ledger_row *last = rows->list.count ? &rows->list.at[rows->list.count - 1] : NULL;
    row.clause = rows->part->clause;
    row.calendar = rows->part->calendar;
    rows->total += row.counted;
    row.total = rows->total;
    if (last && last->state == row.state && last->to == row.from && last->clause == row.clause &&
        row.state != LEDGER_ADJUSTED && text_equal(last->reason, row.reason)) {
        last->to = row.to;
        last->counted += row.counted;
        last->total = row.total;
        return;
    }
    VECTOR_PUSH(rows->recorder->arena, &rows->list, row);
}

static void push_open(struct rows *rows, instant from, instant to)
{
    push_row(rows, (struct ledger_row){.state = LEDGER_RUNNING,
                                       .from = from,
                                       .to = to,
                                       .counted = to - from,
                                       .reason = rows->part->is_capped
                                                     ? TEXT("the cap on pauses is used up")
                                                     : TEXT("")});
}

static void push_closed(struct rows *rows, instant from, instant to, struct text reason)
{
    if (from < to)
        push_row(rows, (struct ledger_row){
                           .state = LEDGER_CLOSED, .from = from, .to = to, .reason = reason});
}

/* Hours have a reason for each stretch that they are closed. */
static void push_by_reasons(struct rows *rows, const struct calendar_spec *spec)
{
    struct arena *arena = rows->recorder->arena;
    struct calendar_reasons reasons =
        calendar_reasons_between(spec, rows->part->from, rows->part->to, arena);
    for (size_t i = 0; i < reasons.count; i++) {
        const struct calendar_reason *reason = &reasons.at[i];
        if (calendar_why_is_open(reason->why))
            push_open(rows, reason->from, reason->to);
        else
            push_closed(rows, reason->from, reason->to, calendar_reason_text(arena, reason));
    }
}

/* The same where they are known. */
static void push_by_known(struct rows *rows, const struct calendar_spec *spec)
{
    const struct part *part = rows->part;
    size_t count;
    const struct closed_reason *reasons = reasons_find(
        rows->recorder->reasons, spec, (struct calendar_stretch){part->from, part->to}, &count);
    for (size_t i = 0; i < count; i++) {
        instant from = reasons[i].from > part->from ? reasons[i].from : part->from;
        instant to = reasons[i].to < part->to ? reasons[i].to : part->to;
        if (reasons[i].is_open)
            push_open(rows, from, to);
        else
            push_closed(rows, from, to, reasons[i].text);
    }
}

/* A period has none but that it is over, or has not begun. */
static void push_by_stretches(struct rows *rows, const struct calendar *calendar)
{
    const struct part *part = rows->part;
    struct calendar_stretches open =
        calendar_open_between(calendar, part->from, part->to, rows->recorder->arena);
    struct text name = calendar_name(calendar);
    struct text reason = text_format(rows->recorder->arena, "outside " TEXT_FMT, TEXT_ARG(name));
    instant at = part->from;
    for (size_t i = 0; i < open.count; i++) {
        push_closed(rows, at, open.at[i].from, reason);
        push_open(rows, open.at[i].from, open.at[i].to);
        at = open.at[i].to;
    }
    push_closed(rows, at, part->to, reason);
}

static void push_running(struct rows *rows, const struct run *run)
{
    const struct calendar *calendar = run->judge->calendars[rows->part->calendar].compiled;
    const struct calendar_spec *spec = calendar_spec_of(calendar);
    if (!spec)
        push_by_stretches(rows, calendar);
    else if (calendar_is_always(spec))
        push_open(rows, rows->part->from, rows->part->to);
    else if (rows->recorder->reasons)
        push_by_known(rows, spec);
    else
        push_by_reasons(rows, spec);
}

static struct text pause_reason(const struct run *run)
{
    const struct condition *pauses = run->target->clock->model->pauses;
    return pauses ? span_text(run->judge->model->sources, pauses->span) : TEXT("");
}

static void push_part_rows(struct rows *rows, const struct run *run)
{
    const struct part *part = rows->part;
    struct ledger_row row = {.from = part->from, .to = part->to, .counted = part->counted};
    switch (part->kind) {
    case PART_RUNNING:
        push_running(rows, run);
        return;
    case PART_PAUSED:
        row.state = LEDGER_PAUSED;
        row.reason = pause_reason(run);
        break;
    case PART_DONE:
        row.state = LEDGER_DONE;
        row.reason = TEXT("done");
        break;
    case PART_UNCOVERED:
        row.state = LEDGER_UNCOVERED;
        row.reason = TEXT("no clause matches");
        break;
    case PART_ADJUSTED:
        row.state = LEDGER_ADJUSTED;
        row.reason = TEXT("adjusted by change");
        break;
    }
    push_row(rows, row);
}

/* ---- how due came about ---- */

static struct text no_due(const struct verdict *verdict)
{
    if (verdict->kind == VERDICT_ERROR || verdict->clause == INDEX_NONE)
        return verdict->reason;
    return TEXT("the clock is paused, so that nothing is due");
}

static struct text due_reason(const struct run *run, const struct verdict *verdict,
                              struct arena *arena)
{
    if (verdict->due == INSTANT_NONE)
        return no_due(verdict);
    const struct cycle *cycle = &run->cycle;
    const struct model_calendar *hours = &run->judge->model->calendars[verdict->calendar];
    const struct calendar *calendar = run->judge->calendars[verdict->calendar].compiled;
    char limit[CIVIL_ROOM], paused[CIVIL_ROOM], start[CIVIL_ROOM], due[CIVIL_ROOM];
    civil_write_length(limit, verdict->limit);
    civil_write_length(paused, verdict->paused);
    zone_write(calendar_zone(calendar), start, verdict->start);
    zone_write(calendar_zone(calendar), due, verdict->due);
    struct text text =
        text_format(arena, "%s in " TEXT_FMT " from %s", limit, TEXT_ARG(hours->name), start);
    if (cycle->end != INSTANT_NONE)
        text = text_format(arena, TEXT_FMT " (a count of days, as a length)", TEXT_ARG(text));
    if (verdict->paused)
        text = text_format(arena, TEXT_FMT ", moved by %s of pauses", TEXT_ARG(text), paused);
    if (cycle->was_done)
        text = text_format(arena, TEXT_FMT ", without the time done", TEXT_ARG(text));
    if (cycle->was_uncovered)
        text = text_format(arena, TEXT_FMT ", without the time uncovered", TEXT_ARG(text));
    if (cycle->was_changed)
        text =
            text_format(arena, TEXT_FMT ", with what was used under other clauses", TEXT_ARG(text));
    if (cycle->target->runs_to_next_opening && !calendar_is_open(calendar, verdict->due - 1))
        text = text_format(arena, TEXT_FMT ", to the next opening", TEXT_ARG(text));
    return text_format(arena, TEXT_FMT ", is %s", TEXT_ARG(text), due);
}

/* ---- what was told ---- */

static void keep_notices(struct recorder *recorder, const struct run *run, const struct view *view,
                         struct ledger *ledger)
{
    const struct watch *watch = run->watch;
    VECTOR(struct notice) notices = {0};
    for (size_t i = 0; i < watch->count; i++)
        if (watch->notices[i].cycle == run->cycle.number)
            VECTOR_PUSH(recorder->arena, &notices, watch->notices[i]);
    ledger->notices = notices.at;
    ledger->notice_count = (uint32_t)notices.count;
    ledger->silences = watch_silences(run, view, recorder->arena, &ledger->silence_count);
}

/* ---- the whole ---- */

void recorder_seal(struct recorder *recorder, struct run *run, const struct view *view)
{
    const struct verdict *verdict = &run->sealed[run->sealed_count - 1].verdict;
    struct rows rows = {.recorder = recorder};
    for (size_t i = 0; i < run->track.part_count; i++) {
        rows.part = &run->track.parts[i];
        push_part_rows(&rows, run);
    }
    const struct recorded_choice *choice = choice_of(recorder, verdict);
    struct ledger *ledger = ARENA_NEW(recorder->arena, struct ledger);
    *ledger = (struct ledger){
        .rows = rows.list.at,
        .row_count = (uint32_t)rows.list.count,
        .events = recorder->events.at,
        .event_count = (uint32_t)recorder->events.count,
        .losers = choice ? choice->losers : NULL,
        .loser_count = choice ? choice->loser_count : 0,
        .due_reason = recorder->reasons ? TEXT("") : due_reason(run, verdict, recorder->arena),
    };
    if (run->watch)
        keep_notices(recorder, run, view, ledger);
    VECTOR_PUSH(recorder->arena, &recorder->ledgers, ledger);
    memset(&recorder->events, 0, sizeof recorder->events);
    recorder->choices.count = 0;
}
