/* ask.c - questions about single tickets and about the log, answered by walking histories. */
#include <string.h>

#include "judge/choice.h"
#include "judge/desk.h"
#include "judge/recorder.h"
#include "judge/watch.h"

static struct view view_of(const struct verdict *verdict)
{
    return (struct view){.codes = verdict->codes,
                         .reopenings = verdict->reopenings,
                         .replies = verdict->replies,
                         .done = verdict->is_done,
                         .opening = verdict->opening};
}

static const struct judge *judge_of(const struct judge *judge, const struct verdict *verdict)
{
    return judge_of_version(judge, verdict->version);
}

bool judge_holds(const struct judge *judge, const struct condition *condition,
                 const struct verdict *verdict)
{
    struct view view = view_of(verdict);
    return condition_holds(judge_of(judge, verdict), condition, &view);
}

const struct condition *judge_first_failed(const struct judge *judge,
                                           const struct condition *condition,
                                           const struct verdict *verdict)
{
    struct view view = view_of(verdict);
    return condition_first_failed(judge_of(judge, verdict), condition, &view);
}

static struct text time_text(instant at, struct arena *scratch)
{
    char out[CIVIL_ROOM];
    size_t len = civil_write_instant(out, at);
    return text_copy(scratch, (struct text){out, len});
}

static struct text money_text(const struct value *value, struct arena *scratch)
{
    struct text amount = decimal_format(scratch, value->number);
    return text_format(scratch, TEXT_FMT " %s", TEXT_ARG(amount), value->currency);
}

struct text judge_value_text(const struct judge *judge, uint32_t attribute,
                             const struct verdict *verdict, struct arena *scratch)
{
    struct view view = view_of(verdict);
    struct value value = view_value(judge, attribute, &view);
    switch (value.type) {
    case VALUE_UNSET:
        break;
    case VALUE_CHOICE:
        return judge->model->schema.attributes[attribute].choices[value.choice].name;
    case VALUE_TEXT:
        return value.text;
    case VALUE_NUMBER:
        return decimal_format(scratch, value.number);
    case VALUE_MONEY:
        return money_text(&value, scratch);
    case VALUE_YES_NO:
        return value.yes ? TEXT("yes") : TEXT("no");
    case VALUE_TIME:
        return time_text(value.time, scratch);
    }
    return TEXT("(none)");
}

/* ---- the whole log ---- */

void judge_stop_when(struct judge *judge, const atomic_bool *stop)
{
    judge->stop = stop;
}

void judge_only(struct judge *judge, const uint64_t *tickets)
{
    judge->only = tickets;
}

static bool can_be_missed(const struct attribute *attribute)
{
    return !attribute->optional && attribute->origin != ORIGIN_EVENT;
}

void lint_unset(const struct history *history, struct judge_lint *lint)
{
    struct judge_count *counts = lint->unset;
    const struct schema *schema = &history->judge->model->schema;
    for (uint32_t i = 0; history->step.number && i < schema->stored; i++) {
        if (history->codes[i] || !can_be_missed(&schema->attributes[i]))
            continue;
        if (!counts[i].count++)
            counts[i].first = history->ticket;
    }
}

struct judge_lint *judge_lint_new(const struct judge *judge, struct arena *arena)
{
    struct judge_lint *lint = ARENA_NEW(arena, struct judge_lint);
    lint->unset = ARENA_ARRAY(arena, judge->model->schema.stored + 1, struct judge_count);
    return lint;
}

static void join(struct judge_count *count, const struct judge_count *more)
{
    if (more->count && (!count->count || more->first < count->first))
        count->first = more->first;
    count->count += more->count;
}

void lint_join(const struct judge *judge, struct judge_lint *lint, const struct judge_lint *more)
{
    for (int i = 0; i < JUDGED_REMARK_COUNT; i++)
        join(&lint->remarks[i], &more->remarks[i]);
    for (uint32_t i = 0; i < judge->model->schema.stored; i++)
        join(&lint->unset[i], &more->unset[i]);
}

const struct judge_lint *judge_lint(const struct judge *judge, struct arena *arena)
{
    struct judge_lint *lint = judge_lint_new(judge, arena);
    struct arena *scratch = arena_new();
    struct history history;
    history_init(&history, judge, scratch);
    history.counts = lint->remarks;
    for (uint32_t ticket = 0; ticket < judge->log->tickets; ticket++) {
        history_begin(&history, ticket);
        while (history_next(&history))
            continue;
        lint_unset(&history, lint);
    }
    arena_free(scratch);
    return lint;
}

/* ---- one ticket ---- */

uint32_t judge_winner(const struct judge *judge, uint32_t target, uint32_t ticket)
{
    struct arena *arena = arena_new();
    struct history history;
    history_init(&history, judge, arena);
    history_begin(&history, ticket);
    while (history_next(&history))
        continue;
    uint32_t winner = choice_winner(&history.judge->targets[target], &history.view);
    arena_free(arena);
    return winner;
}

bool judge_ticket_holds(const struct judge *judge, const struct condition *condition,
                        uint32_t ticket)
{
    struct arena *arena = arena_new();
    struct history history;
    history_init(&history, judge, arena);
    history_begin(&history, ticket);
    while (history_next(&history))
        continue;
    bool holds = condition_holds(history.judge, condition, &history.view);
    arena_free(arena);
    return holds;
}

/* The ledgers of one target's cycles. Room for the run is taken from ARENA, so that texts last. */
static void explain(const struct judge *judge, uint32_t ticket, uint32_t target,
                    struct recorder *recorder)
{
    struct arena *arena = recorder->arena;
    size_t before = recorder->ledgers.count;
    struct history history;
    const struct step *step;
    struct run run;
    struct standing standing = {0};
    history_init(&history, judge, arena);
    run_init(&run, judge, target, arena);
    run.scratch = arena;
    run.standing = &standing;
    run.recorder = recorder;
    run.watch = recorder->reasons ? NULL : watch_new(judge, target, arena);
    history_begin(&history, ticket);
    run_begin(&run, &history);
    while ((step = history_next(&history)))
        run_watch(&run, step);
    run_end(&run, &history.view);
    uint32_t stored = judge->model->schema.stored;
    for (size_t i = 0; i < run.sealed_count; i++) {
        struct ledger *ledger = recorder->ledgers.at[before + i];
        ledger->verdict = run.sealed[i].verdict;
        uint32_t *codes = ARENA_ARRAY(arena, stored + 1, uint32_t);
        memcpy(codes, ledger->verdict.codes, stored * sizeof *codes);
        ledger->verdict.codes = codes;
    }
    if (!run.is_about)
        recorder->ledgers.count = before;
    run_fini(&run);
}

/* All that RECORDER has kept. */
static const struct ledger *kept(const struct recorder *recorder, struct arena *arena,
                                 uint32_t *count)
{
    struct ledger *ledgers = ARENA_ARRAY(arena, recorder->ledgers.count + 1, struct ledger);
    for (size_t i = 0; i < recorder->ledgers.count; i++)
        ledgers[i] = *recorder->ledgers.at[i];
    *count = (uint32_t)recorder->ledgers.count;
    return ledgers;
}

const struct ledger *judge_ledgers(const struct judge *judge, uint32_t ticket, uint32_t target,
                                   struct arena *arena, uint32_t *count)
{
    struct recorder recorder;
    recorder_init(&recorder, judge, arena);
    for (uint32_t i = 0; i < judge->model->target_count; i++)
        if (target == INDEX_NONE ? !judge->model->targets[i].is_hidden : target == i)
            explain(judge, ticket, i, &recorder);
    return kept(&recorder, arena, count);
}

struct judge_rows {
    const struct judge *judge;
    struct reasons *reasons;
};

struct judge_rows *judge_rows_new(struct arena *arena, const struct judge *judge)
{
    struct judge_rows *rows = ARENA_NEW(arena, struct judge_rows);
    *rows = (struct judge_rows){judge, reasons_new(arena)};
    return rows;
}

const struct ledger *judge_rows_of(const struct judge_rows *rows, uint32_t ticket, uint32_t target,
                                   struct arena *arena, uint32_t *count)
{
    struct recorder recorder;
    recorder_init(&recorder, rows->judge, arena);
    recorder.reasons = rows->reasons;
    explain(rows->judge, ticket, target, &recorder);
    return kept(&recorder, arena, count);
}
