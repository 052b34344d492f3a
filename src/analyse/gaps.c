/* gaps.c - see gaps.h. A clock need not start at the opening, so the ticket that is judged also
 * gets an event that starts it. */
#include "analyse/gaps.h"

#include "check/cells.h"
#include "judge/judge.h"
#include "log/imagine.h"
#include "log/read.h"

enum { EVENTS_MOST = 2 };

struct witness_run {
    struct arena *arena;
    const struct model *model;
    uint32_t target;
    const struct cells_witness *witness;
};

typedef VECTOR(struct assignment) assignments;

/* What the ticket has at its opening; attributes that are counted are not given. */
static assignments opening_values(const struct witness_run *run)
{
    assignments list = {0};
    for (uint32_t i = 0; i < run->model->schema.stored; i++) {
        struct assignment assignment = {.attribute = i, .value = run->witness->values[i]};
        if (assignment.value.type != VALUE_UNSET)
            VECTOR_PUSH(run->arena, &list, assignment);
    }
    return list;
}

static uint32_t status_of_class(const struct model *model, enum status_class wanted)
{
    const struct attribute *status = &model->schema.attributes[model->schema.status];
    for (uint32_t i = 0; i < status->choice_count; i++)
        if (model->schema.classes[i] == wanted)
            return i;
    return INDEX_NONE;
}

/* The event that TRIGGER waits for, right after the opening. False: it is the opening itself, or
 * can't be made. */
static bool starting_event(const struct witness_run *run, const struct trigger *trigger,
                           struct test_event *event)
{
    *event = (struct test_event){
        .at = run->witness->opened, .kind = trigger->kind, .actor = trigger->actor};
    if (trigger->kind == KIND_OPENED)
        return false;
    if (trigger->kind != INDEX_NONE)
        return true;
    uint32_t status = trigger->status;
    if (status == INDEX_NONE && trigger->has_class && run->model->schema.status >= 0)
        status = status_of_class(run->model, trigger->status_class);
    if (status == INDEX_NONE)
        return false;
    struct assignment *enters = ARENA_NEW(run->arena, struct assignment);
    enters->attribute = (uint32_t)run->model->schema.status;
    enters->value = (struct value){.type = VALUE_CHOICE, .choice = status};
    event->assignments = enters;
    event->assignment_count = 1;
    return true;
}

/* Does the judge call the cycle that TRIGGER starts uncovered? */
static bool is_uncovered(const struct witness_run *run, const struct trigger *trigger)
{
    assignments values = opening_values(run);
    struct test_event events[EVENTS_MOST] = {{.at = run->witness->opened,
                                              .opens = true,
                                              .kind = KIND_OPENED,
                                              .actor = ACTOR_CUSTOMER,
                                              .assignments = values.at,
                                              .assignment_count = (uint32_t)values.count}};
    uint32_t count = starting_event(run, trigger, &events[1]) ? 2 : 1;
    if (trigger->kind == KIND_OPENED && trigger->actor != ACTOR_NONE)
        events[0].actor = trigger->actor;
    struct eventlog *log =
        log_imagine(run->arena, &run->model->schema, TEXT("the imagined ticket"), events, count);
    struct judge *judge = judge_new(run->arena, run->model, log, run->witness->opened);
    uint32_t cycles = 0;
    const struct ledger *ledgers = judge_ledgers(judge, 0, run->target, run->arena, &cycles);
    bool found = false;
    for (uint32_t i = 0; i < cycles; i++)
        found |= ledgers[i].verdict.kind == VERDICT_UNCOVERED;
    log_free(log);
    return found;
}

static bool confirmed(const struct witness_run *run)
{
    const struct target *target = &run->model->targets[run->target];
    const struct triggers *starts = &run->model->clocks[target->clock].starts;
    for (uint32_t i = 0; i < starts->count; i++)
        if (is_uncovered(run, &starts->at[i]))
            return true;
    return false;
}

static void report(struct sink *sink, const struct target *target, struct text words)
{
    struct diagnostic *diagnostic =
        diagnose(sink, DIAG_GAP, target->declared,
                 "no clause of target `" TEXT_FMT "` covers some tickets", TEXT_ARG(target->name));
    if (words.len)
        diagnostic_note(sink, diagnostic, "Example ticket: " TEXT_FMT ".", TEXT_ARG(words));
    diagnostic_note(sink, diagnostic,
                    "Such a ticket is `uncovered`: neither met nor breached, whatever happens.");
    diagnostic_hint(sink, diagnostic,
                    "Add a clause with `otherwise`, or say with `for` which tickets the target is "
                    "about.");
}

void gaps_check(struct arena *arena, const struct model *model, struct sink *sink)
{
    struct cells *cells = cells_new(arena, model);
    for (uint32_t i = 0; i < model->target_count; i++) {
        const struct target *target = &model->targets[i];
        const struct condition *formula = cells_uncovered(arena, target);
        struct cells_witness witness;
        if (target->excludes)
            formula = cells_and(arena, formula, cells_not(arena, target->excludes));
        formula = cells_and(arena, formula, model->clocks[target->clock].starts.when);
        if (!cells_find(cells, formula, &witness))
            continue;
        struct witness_run run = {arena, model, i, &witness};
        if (confirmed(&run))
            report(sink, target, cells_words(cells, &witness));
    }
}
