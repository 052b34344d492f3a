/* starts.c - whether clocks can start, run and stop as they say (V20). */
#include "analyse/analysis.h"
#include "check/findings.h"

/* A clock of a library that nothing measures is nobody's mistake. */
static bool is_looked_at(const struct analysis *analysis, uint32_t clock)
{
    if (!analysis->model->clocks[clock].from_library)
        return true;
    for (uint32_t i = 0; i < analysis->model->target_count; i++)
        if (analysis->model->targets[i].clock == clock)
            return true;
    return false;
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

void starts_implied(struct analysis *analysis, uint32_t index)
{
    const struct clock_model *clock = &analysis->model->clocks[index];
    if (!is_looked_at(analysis, index) || clock->repeats ||
        !all_stops_start(&analysis->model->schema, clock) ||
        cells_set_implies(analysis->set, PART_STOPS, PART_STARTS) != CELLS_YES)
        return;
    struct diagnostic *d = diagnose(analysis->sink, DIAG_START_IMPLIED, clock->starts.span,
                                    "whatever stops clock `" TEXT_FMT "` is a start of it as well",
                                    TEXT_ARG(clock->name));
    diagnostic_label(analysis->sink, d, clock->stops.span, "the stop");
    diagnostic_note(analysis->sink, d,
                    "A ticket that is ready to stop starts the clock, and the event that starts a "
                    "cycle never stops it.");
    diagnostic_hint(analysis->sink, d,
                    "Start on an event that does not stop it, or say `repeats`.");
}

/* ---------- start and pause ---------- */

/* The condition with the status fixed: CELL is a choice, or beyond them without a status, working
 * or done. */
static const struct condition *with_status(const struct analysis *analysis,
                                           const struct condition *condition, uint32_t cell)
{
    const struct schema *schema = &analysis->model->schema;
    struct arena *arena = analysis->arena;
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
            parts[i] = with_status(analysis, condition->parts[i], cell);
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
static const struct condition *in_some_status(const struct analysis *analysis,
                                              const struct condition *condition)
{
    const struct schema *schema = &analysis->model->schema;
    if (schema->status < 0)
        return condition;
    const struct condition *any = cells_not(analysis->arena, NULL);
    const struct attribute *status = &schema->attributes[schema->status];
    for (uint32_t i = 0; i < status->choice_count + 2; i++)
        if (i >= status->choice_count || !status->choices[i].is_absent)
            any = cells_or(analysis->arena, any, with_status(analysis, condition, i));
    return any;
}

/* What holds when the clock starts, if it can start and pause at all; else NULL. */
static const struct condition *start_of_pausing(struct analysis *analysis, uint32_t index)
{
    const struct clock_model *clock = &analysis->model->clocks[index];
    if (!is_looked_at(analysis, index) || !clock->pauses ||
        cells_find(analysis->cells, clock->pauses, NULL) != CELLS_YES)
        return NULL;
    const struct condition *start = findings_at_start(analysis->arena, analysis->model, clock);
    return cells_find(analysis->cells, start, NULL) == CELLS_YES ? start : NULL;
}

void starts_paused(struct analysis *analysis, uint32_t index)
{
    const struct clock_model *clock = &analysis->model->clocks[index];
    const struct condition *start = start_of_pausing(analysis, index);
    if (!start || clock->resumes.count > 0 ||
        cells_implies(analysis->cells, start, clock->pauses) != CELLS_YES)
        return;
    struct diagnostic *d = diagnose(analysis->sink, DIAG_PAUSE_COVERS_START, clock->pauses->span,
                                    "the pause of clock `" TEXT_FMT "` holds whenever it starts",
                                    TEXT_ARG(clock->name));
    diagnostic_label(analysis->sink, d, clock->starts.span, "the start");
    diagnostic_hint(analysis->sink, d,
                    "The clock always starts paused; let it start later, or pause it less.");
}

void starts_never_paused(struct analysis *analysis, uint32_t index)
{
    const struct clock_model *clock = &analysis->model->clocks[index];
    const struct condition *start = start_of_pausing(analysis, index);
    if (!start)
        return;
    const struct condition *pause = in_some_status(analysis, clock->pauses);
    if (cells_find(analysis->cells, cells_and(analysis->arena, start, pause), NULL) != CELLS_NO)
        return;
    struct diagnostic *d =
        diagnose(analysis->sink, DIAG_START_PAUSE_DISJOINT, clock->pauses->span,
                 "no ticket for which clock `" TEXT_FMT "` starts can fulfil its pause condition",
                 TEXT_ARG(clock->name));
    diagnostic_label(analysis->sink, d, clock->starts.span, "the start");
    diagnostic_hint(analysis->sink, d,
                    "Only a change of the ticket in between could pause it; if that is not meant, "
                    "correct one of the two conditions.");
}

/* ---------- targets ---------- */

/* A clock that never starts, or whose pause holds for whatever the target is about. */
void starts_never_run(struct analysis *analysis, uint32_t index)
{
    const struct target *target = &analysis->model->targets[index];
    const struct clock_model *clock = &analysis->model->clocks[target->clock];
    bool starts =
        cells_find(analysis->cells, findings_at_start(analysis->arena, analysis->model, clock),
                   NULL) != CELLS_NO;
    bool runs = !clock->pauses || clock->resumes.count > 0 ||
                cells_implies(analysis->cells, target->about, clock->pauses) != CELLS_YES;
    if (starts && runs)
        return;
    struct diagnostic *d = diagnose(
        analysis->sink, DIAG_NEVER_RUNS, target->declared,
        starts ? "target `" TEXT_FMT "` measures a clock that is always paused for its tickets"
               : "target `" TEXT_FMT "` measures a clock that no ticket can start",
        TEXT_ARG(target->name));
    diagnostic_label(analysis->sink, d, clock->declared, "the clock");
    diagnostic_hint(analysis->sink, d, "No ticket can breach it; correct the conditions.");
}
