/* Clocks, and what can be seen of them before any ticket: whether they can start, run and stop as
 * they say. */
#include "check/cells.h"
#include "check/findings.h"
#include "check/steps.h"
#include "check/terms.h"
#include "check/terms_part.h"
#include "syntax/tree.h"

struct making {
    struct scope *scope;
    const struct declaration *declaration;
    struct clock_model *clock;
    const struct node *starts, *stops, *pauses;
    bool good;
};

/* ---------- lines ---------- */

static void events_of(struct making *making, const struct node *events, const struct node *when,
                      struct triggers *triggers)
{
    if (!terms_triggers(making->scope, events, triggers))
        making->good = false;
    if (!when)
        return;
    triggers->when = terms_condition(making->scope, when);
    making->good = making->good && triggers->when;
}

static void read_starts(struct making *making, const struct node *items)
{
    making->starts = steps_needed(making->scope, items, NODE_STARTS, making->declaration);
    making->stops = steps_needed(making->scope, items, NODE_STOPS, making->declaration);
    making->good = making->good && making->starts && making->stops;
    if (making->starts)
        events_of(making, making->starts->kid[STARTS_EVENTS], making->starts->kid[STARTS_WHEN],
                  &making->clock->starts);
    if (making->stops)
        events_of(making, making->stops->kid[STOPS_EVENTS], making->stops->kid[STOPS_WHEN],
                  &making->clock->stops);
}

static void read_pauses(struct making *making, const struct node *items)
{
    const struct node *resumes = steps_once(making->scope, items, NODE_RESUMES);
    making->pauses = steps_once(making->scope, items, NODE_PAUSES);
    if (making->pauses) {
        making->clock->pauses =
            terms_lasting_condition(making->scope, making->pauses->kid[PAUSES_WHILE]);
        making->good = making->good && making->clock->pauses;
    }
    if (resumes)
        events_of(making, resumes->kid[RESUMES_EVENTS], NULL, &making->clock->resumes);
    if (resumes && !making->pauses) {
        struct diagnostic *d = diagnose(making->scope->sink, DIAG_RESUMES_ALONE, resumes->span,
                                        "clock `" TEXT_FMT "` resumes, but nothing pauses it",
                                        TEXT_ARG(making->clock->name));
        diagnostic_hint(making->scope->sink, d, "Add `pauses while …`, or leave this line out.");
    }
}

static enum reopening mode_of(enum word word)
{
    switch (word) {
    case WORD_CONTINUES:
        return REOPENING_CONTINUES;
    case WORD_STARTS_AGAIN:
        return REOPENING_STARTS_AGAIN;
    default:
        return REOPENING_IGNORED;
    }
}

static void read_reopening(struct making *making, const struct node *items)
{
    const struct node *line = steps_once(making->scope, items, NODE_REOPENING);
    if (!line)
        return;
    struct clock_model *clock = making->clock;
    clock->reopening = mode_of(node_word(line->kid[REOPENING_MODE]));
    if (!line->kid[REOPENING_LIMIT])
        return;
    clock->has_reopening_within = true;
    clock->reopening_calendar = terms_hours(making->scope, line->kid[REOPENING_CALENDAR]);
    making->good =
        terms_limit(making->scope, line->kid[REOPENING_LIMIT], &clock->reopening_within) &&
        clock->reopening_calendar != INDEX_NONE && making->good;
}

static bool is_ownership(const struct triggers *starts)
{
    for (uint32_t i = 0; i < starts->count; i++)
        if (starts->at[i].kind != KIND_ASSIGNED)
            return false;
    return starts->count > 0;
}

static void read_rest(struct making *making, const struct node *items)
{
    const struct node *cancelled = steps_once(making->scope, items, NODE_CANCELLED);
    making->clock->repeats = steps_once(making->scope, items, NODE_REPEATS) != NULL;
    making->clock->owned_by_team = is_ownership(&making->clock->starts);
    if (cancelled)
        events_of(making, cancelled->kid[CANCELLED_EVENTS], NULL, &making->clock->cancelled);
}

/* ---------- a stop that is a start ---------- */

static bool kind_covered(const struct trigger *start, const struct trigger *stop)
{
    return stop->kind == INDEX_NONE || (start->kind == stop->kind && (start->actor == ACTOR_NONE ||
                                                                      start->actor == stop->actor));
}

static bool status_covered(const struct schema *schema, const struct trigger *start,
                           const struct trigger *stop)
{
    if (stop->has_class)
        return start->has_class && start->status_class == stop->status_class;
    if (stop->status == INDEX_NONE)
        return true;
    return start->status == stop->status ||
           (start->has_class && start->status_class == schema->classes[stop->status]);
}

static bool all_stops_start(const struct schema *schema, const struct clock_model *clock)
{
    for (uint32_t i = 0; i < clock->stops.count; i++) {
        const struct trigger *stop = &clock->stops.at[i];
        bool covered = false;
        for (uint32_t k = 0; k < clock->starts.count; k++)
            covered = covered || (kind_covered(&clock->starts.at[k], stop) &&
                                  status_covered(schema, &clock->starts.at[k], stop));
        if (!covered)
            return false;
    }
    return true;
}

static void find_start_implied(struct making *making, struct cells *cells)
{
    const struct clock_model *clock = making->clock;
    if (clock->repeats || !all_stops_start(&making->scope->model->schema, clock) ||
        cells_implies(cells, clock->stops.when, clock->starts.when) != CELLS_YES)
        return;
    struct diagnostic *d = diagnose(making->scope->sink, DIAG_START_IMPLIED, making->starts->span,
                                    "whatever stops clock `" TEXT_FMT "` is a start of it as well",
                                    TEXT_ARG(clock->name));
    diagnostic_label(making->scope->sink, d, making->stops->span, "the stop");
    diagnostic_note(making->scope->sink, d,
                    "A ticket that is ready to stop starts the clock, and the event that starts a "
                    "cycle never stops it.");
    diagnostic_hint(making->scope->sink, d,
                    "Start on an event that does not stop it, or say `repeats`.");
}

/* ---------- start and pause ---------- */

/* What the happening itself says of the status (3.4). */
static const struct condition *at_trigger(struct arena *arena, const struct trigger *trigger)
{
    struct condition *condition = ARENA_NEW(arena, struct condition);
    condition->op = CONDITION_CLASS;
    condition->span = trigger->span;
    if (trigger->has_class && trigger->kind == INDEX_NONE) {
        condition->status_class = trigger->status_class;
        return condition;
    }
    if (trigger->status != INDEX_NONE)
        return cells_true(arena);
    condition->status_class = CLASS_DONE;
    if (trigger->kind == KIND_RESOLVED)
        return condition;
    return trigger->kind == KIND_REOPENED ? cells_not(arena, condition) : cells_true(arena);
}

static const struct condition *at_status(const struct scope *scope, const struct trigger *trigger)
{
    if (trigger->kind != INDEX_NONE || trigger->status == INDEX_NONE)
        return at_trigger(scope->arena, trigger);
    struct value *value = ARENA_NEW(scope->arena, struct value);
    *value = (struct value){.type = VALUE_CHOICE, .choice = trigger->status};
    struct condition *condition = ARENA_NEW(scope->arena, struct condition);
    condition->op = CONDITION_IS;
    condition->span = trigger->span;
    condition->attribute = (uint32_t)scope->model->schema.status;
    condition->values = value;
    condition->value_count = 1;
    return condition;
}

const struct condition *clocks_at_start(const struct scope *scope, const struct clock_model *clock)
{
    const struct condition *any = cells_not(scope->arena, NULL);
    for (uint32_t i = 0; i < clock->starts.count; i++)
        any = cells_or(scope->arena, any, at_status(scope, &clock->starts.at[i]));
    return cells_and(scope->arena, any, clock->starts.when);
}

/* The condition with the status fixed: CELL is a choice, or beyond them without a status, working
 * or done. */
static const struct condition *with_status(const struct scope *scope,
                                           const struct condition *condition, uint32_t cell)
{
    const struct schema *schema = &scope->model->schema;
    struct arena *arena = scope->arena;
    uint32_t status = (uint32_t)schema->status;
    uint32_t count = schema->attributes[status].choice_count;
    bool set = cell < count, holds = false;
    if (condition->op <= CONDITION_NOT) {
        const struct condition **parts =
            ARENA_ARRAY(arena, condition->part_count, const struct condition *);
        struct condition *copy = ARENA_NEW(arena, struct condition);
        *copy = *condition;
        copy->parts = parts;
        for (uint32_t i = 0; i < condition->part_count; i++)
            parts[i] = with_status(scope, condition->parts[i], cell);
        return copy;
    }
    if (condition->op == CONDITION_CLASS)
        holds = condition->status_class == (set             ? schema->classes[cell]
                                            : cell == count ? CLASS_WORKING
                                                            : CLASS_DONE);
    else if (condition->op == CONDITION_DURING || condition->attribute != status)
        return condition;
    else if (condition->op == CONDITION_KNOWN)
        holds = set;
    else
        for (uint32_t i = 0; i < condition->value_count; i++)
            holds = holds || (set && condition->values[i].choice == cell);
    return holds ? cells_true(arena) : cells_not(arena, NULL);
}

/* Holds where the condition can hold in some status: a status changes, that is what pauses are
 * for. */
static const struct condition *in_some_status(const struct scope *scope,
                                              const struct condition *condition)
{
    const struct schema *schema = &scope->model->schema;
    if (schema->status < 0)
        return condition;
    const struct condition *any = cells_not(scope->arena, NULL);
    for (uint32_t i = 0; i < schema->attributes[schema->status].choice_count + 2; i++)
        any = cells_or(scope->arena, any, with_status(scope, condition, i));
    return any;
}

static void find_covering(struct making *making, struct cells *cells, const struct condition *start)
{
    const struct clock_model *clock = making->clock;
    if (clock->resumes.count > 0 || cells_implies(cells, start, clock->pauses) != CELLS_YES)
        return;
    struct diagnostic *d = diagnose(
        making->scope->sink, DIAG_PAUSE_COVERS_START, making->pauses->span,
        "the pause of clock `" TEXT_FMT "` holds whenever it starts", TEXT_ARG(clock->name));
    diagnostic_label(making->scope->sink, d, making->starts->span, "the start");
    diagnostic_hint(making->scope->sink, d,
                    "The clock always starts paused; let it start later, or pause it less.");
}

static void find_disjoint(struct making *making, struct cells *cells, const struct condition *start)
{
    const struct clock_model *clock = making->clock;
    const struct condition *pause = in_some_status(making->scope, clock->pauses);
    if (cells_find(cells, cells_and(making->scope->arena, start, pause), NULL) != CELLS_NO)
        return;
    struct diagnostic *d =
        diagnose(making->scope->sink, DIAG_START_PAUSE_DISJOINT, making->pauses->span,
                 "no ticket for which clock `" TEXT_FMT "` starts can fulfil its pause condition",
                 TEXT_ARG(clock->name));
    diagnostic_label(making->scope->sink, d, making->starts->span, "the start");
    diagnostic_hint(making->scope->sink, d,
                    "Only a change of the ticket in between could pause it; if that is not meant, "
                    "correct one of the two conditions.");
}

static void find_all(struct making *making)
{
    struct cells *cells = cells_new(making->scope->arena, making->scope->model);
    const struct clock_model *clock = making->clock;
    struct findings findings = {making->scope, cells, NULL};
    bool has_statuses = making->scope->charter || making->scope->model->schema.status >= 0;
    if (!making->declaration->from_library && has_statuses) {
        findings_condition(&findings, clock->starts.when);
        findings_condition(&findings, clock->stops.when);
        findings_condition(&findings, clock->pauses);
    }
    find_start_implied(making, cells);
    if (!clock->pauses || cells_find(cells, clock->pauses, NULL) != CELLS_YES)
        return;
    const struct condition *start = clocks_at_start(making->scope, clock);
    if (cells_find(cells, start, NULL) != CELLS_YES)
        return;
    find_covering(making, cells, start);
    find_disjoint(making, cells, start);
}

/* ---------- all ---------- */

static void check_clock(struct scope *scope, const struct declaration *declaration,
                        struct clock_model *clock)
{
    const struct node *node = declaration->node, *items = node->kid[CLOCK_ITEMS];
    struct making making = {scope, declaration, clock, NULL, NULL, NULL, !node->broken};
    clock->name = declaration->name;
    clock->title = steps_text(node->kid[CLOCK_TITLE]);
    clock->declared = node->kid[CLOCK_NAME]->span;
    read_starts(&making, items);
    read_pauses(&making, items);
    read_reopening(&making, items);
    read_rest(&making, items);
    if (making.good)
        find_all(&making);
}

void check_clocks(struct scope *scope)
{
    uint32_t count = scope->counts[NODE_CLOCK];
    struct clock_model *clocks = ARENA_ARRAY(scope->arena, count, struct clock_model);
    scope->model->clocks = clocks;
    scope->model->clock_count = count;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        if (declaration->kind == NODE_CLOCK)
            check_clock(scope, declaration, &clocks[declaration->index]);
    }
}
