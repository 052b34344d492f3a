/* conditions.c - conditions that no ticket fulfils, or every one. */
#include "analyse/analysis.h"

static void report_impossible(const struct analysis *analysis, const struct condition *condition)
{
    struct diagnostic *d = diagnose(analysis->sink, DIAG_IMPOSSIBLE, condition->span,
                                    "no ticket can fulfil this condition");
    diagnostic_hint(analysis->sink, d, "Correct it, or remove the line.");
}

static void report_always(const struct analysis *analysis, const struct condition *condition)
{
    struct diagnostic *d = diagnose(analysis->sink, DIAG_ALWAYS_TRUE, condition->span,
                                    "every ticket fulfils this condition");
    diagnostic_hint(analysis->sink, d, "Correct it, or leave it out.");
}

/* A file without a `charter` block is for others to use: the statuses are theirs. */
static bool is_of_library(const struct analysis *analysis, const struct clock_model *clock)
{
    return clock->from_library ||
           (analysis->model->name.len == 0 && analysis->model->schema.status < 0);
}

static const struct condition *part_of_target(const struct target *target, uint32_t part)
{
    if (part == PART_ABOUT)
        return target->about;
    if (part == PART_EXCLUDES)
        return target->excludes;
    return part >= PART_CLAUSE ? target->clauses[part - PART_CLAUSE].when : NULL;
}

static const struct condition *part_of_clock(const struct clock_model *clock, uint32_t part)
{
    if (part == PART_STARTS)
        return clock->starts.when;
    if (part == PART_STOPS)
        return clock->stops.when;
    return part == PART_PAUSES ? clock->pauses : NULL;
}

/* ---------- what no ticket fulfils ---------- */

static enum cells_answer can_hold(const struct analysis *analysis, const uint32_t *parts,
                                  uint32_t count)
{
    return cells_set_find(analysis->set, &(struct cells_question){.all = parts, .all_count = count},
                          NULL);
}

static void check_possible(struct analysis *analysis, uint32_t part,
                           const struct condition *condition)
{
    if (can_hold(analysis, &part, 1) == CELLS_NO)
        report_impossible(analysis, condition);
}

/* A condition that can hold, but for no ticket that the target is about. */
static void check_about(struct analysis *analysis, const struct target *target, uint32_t part)
{
    const uint32_t both[] = {PART_ABOUT, part};
    if (part == PART_ABOUT || !target->about || can_hold(analysis, both, 1) == CELLS_NO ||
        can_hold(analysis, &both[1], 1) == CELLS_NO || can_hold(analysis, both, 2) != CELLS_NO)
        return;
    struct diagnostic *d =
        diagnose(analysis->sink, DIAG_IMPOSSIBLE, part_of_target(target, part)->span,
                 "no ticket that the target is about can fulfil this condition");
    diagnostic_label(analysis->sink, d, target->about->span, "what the target is about");
}

void conditions_impossible(struct analysis *analysis, uint32_t index)
{
    const struct target *target = &analysis->model->targets[index];
    for (uint32_t part = 0; part < PART_CLAUSE + target->clause_count; part++) {
        const struct condition *condition = part_of_target(target, part);
        if (!condition)
            continue;
        check_possible(analysis, part, condition);
        check_about(analysis, target, part);
    }
}

void conditions_impossible_of_clock(struct analysis *analysis, uint32_t index)
{
    const struct clock_model *clock = &analysis->model->clocks[index];
    for (uint32_t part = 0; part < PART_CLAUSE && !is_of_library(analysis, clock); part++)
        if (part_of_clock(clock, part))
            check_possible(analysis, part, part_of_clock(clock, part));
}

/* ---------- what every ticket fulfils ---------- */

static void check_ever_false(struct analysis *analysis, uint32_t part,
                             const struct condition *condition)
{
    struct cells_question question = {.none = &part, .none_count = 1};
    if (cells_set_find(analysis->set, &question, NULL) == CELLS_NO)
        report_always(analysis, condition);
}

void conditions_always(struct analysis *analysis, uint32_t index)
{
    const struct target *target = &analysis->model->targets[index];
    for (uint32_t part = 0; part < PART_CLAUSE + target->clause_count; part++)
        if (part_of_target(target, part))
            check_ever_false(analysis, part, part_of_target(target, part));
}

void conditions_always_of_clock(struct analysis *analysis, uint32_t index)
{
    const struct clock_model *clock = &analysis->model->clocks[index];
    for (uint32_t part = 0; part < PART_CLAUSE && !is_of_library(analysis, clock); part++)
        if (part_of_clock(clock, part))
            check_ever_false(analysis, part, part_of_clock(clock, part));
}

/* ---------- targets whose tickets are all excluded ---------- */

void conditions_exclude_all(struct analysis *analysis, uint32_t index)
{
    static const uint32_t about = PART_ABOUT, excludes = PART_EXCLUDES;
    const struct target *target = &analysis->model->targets[index];
    struct cells_question question = {&about, &excludes, 1, 1};
    if (!target->excludes || !target->about ||
        cells_set_find(analysis->set, &question, NULL) != CELLS_NO)
        return;
    struct diagnostic *d = diagnose(analysis->sink, DIAG_ALL_EXCLUDED, target->excludes->span,
                                    "target `" TEXT_FMT "` excludes every ticket that it is about",
                                    TEXT_ARG(target->name));
    diagnostic_label(analysis->sink, d, target->about->span, "what the target is about");
}

/* ---------- conditions that stand alone ---------- */

static void check_impossible(const struct analysis *analysis, const struct condition *condition)
{
    if (condition && cells_find(analysis->cells, condition, NULL) == CELLS_NO)
        report_impossible(analysis, condition);
}

static void check_always(const struct analysis *analysis, const struct condition *condition)
{
    if (condition && cells_implies(analysis->cells, NULL, condition) == CELLS_YES)
        report_always(analysis, condition);
}

void conditions_impossible_of_availability(struct analysis *analysis, uint32_t index)
{
    check_impossible(analysis, analysis->model->availabilities[index].down);
}

void conditions_always_of_availability(struct analysis *analysis, uint32_t index)
{
    check_always(analysis, analysis->model->availabilities[index].down);
}

void conditions_impossible_of_measure(struct analysis *analysis, uint32_t index)
{
    check_impossible(analysis, analysis->model->measures[index].when);
}

void conditions_always_of_measure(struct analysis *analysis, uint32_t index)
{
    check_always(analysis, analysis->model->measures[index].when);
}

/* What the target is about has held once: it need not hold any more. */
void conditions_impossible_of_escalation(struct analysis *analysis, uint32_t index)
{
    const struct escalation *escalation = &analysis->model->escalations[index];
    check_impossible(analysis, escalation->when);
    for (uint32_t i = 0; i < escalation->step_count; i++)
        check_impossible(analysis, escalation->steps[i].once);
}

void conditions_always_of_escalation(struct analysis *analysis, uint32_t index)
{
    const struct escalation *escalation = &analysis->model->escalations[index];
    check_always(analysis, escalation->when);
    for (uint32_t i = 0; i < escalation->step_count; i++)
        check_always(analysis, escalation->steps[i].once);
}
