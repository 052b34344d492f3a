/* analysis.c - the rows in their order, and what stops one: a finding that it would follow from. */
#include "analyse/analysis.h"

enum { AFTER_MOST = 8 };

/* In a row that is called whatever has been found. */
#define NOTHING DIAG_SYNTAX

struct row {
    enum diagnostic_code code;
    enum subject subject;
    void (*function)(struct analysis *analysis, uint32_t index);
    enum diagnostic_code after[AFTER_MOST]; /* NOTHING where there are no more */
};

static const struct row rows[] = {
#define FINDING(code, subject, function, ...)                                                      \
    {DIAG_##code, SUBJECT_##subject, function, {__VA_ARGS__}},
#include "analyse/findings.def"
#undef FINDING
};

enum { ROW_COUNT = sizeof rows / sizeof *rows };

struct run {
    struct analysis analysis;
    size_t first; /* diagnostic of this charter */
    enum subject subject;
    uint32_t index;
};

/* ---------- what has been reported ---------- */

static bool is_within(struct span inner, struct span outer)
{
    return inner.source == outer.source && inner.from >= outer.from && inner.to <= outer.to;
}

static bool is_about_target(const struct target *target, struct span span)
{
    bool about = is_within(span, target->span);
    for (uint32_t i = 0; i < target->clause_count && !about; i++)
        about = is_within(span, target->clauses[i].span);
    return about;
}

static bool is_about(const struct run *run, struct span span)
{
    const struct model *model = run->analysis.model;
    switch (run->subject) {
    case SUBJECT_HOURS:
        return is_within(span, model->calendars[run->index].declared);
    case SUBJECT_CLOCK:
        return is_within(span, model->clocks[run->index].span);
    case SUBJECT_TARGET:
        return is_about_target(&model->targets[run->index], span);
    case SUBJECT_ESCALATION:
        return is_within(span, model->escalations[run->index].span);
    case SUBJECT_AVAILABILITY:
        return is_within(span, model->availabilities[run->index].whole);
    case SUBJECT_MAINTENANCE:
        return is_within(span, model->maintenances[run->index].whole);
    case SUBJECT_MEASURE:
        return is_within(span, model->measures[run->index].whole);
    case SUBJECT_CREDIT:
        return is_within(span, model->credits[run->index].whole);
    default:
        return true;
    }
}

static bool is_reported(const struct run *run, enum diagnostic_code code)
{
    const struct sink *sink = run->analysis.sink;
    for (size_t i = run->first; i < sink->list.count; i++)
        if (sink->list.at[i]->code == code && is_about(run, sink->list.at[i]->span))
            return true;
    return false;
}

static bool is_stopped(const struct run *run, const struct row *row)
{
    for (size_t i = 0; i < AFTER_MOST; i++)
        if (row->after[i] != NOTHING && is_reported(run, row->after[i]))
            return true;
    return false;
}

/* ---------- the conditions of a subject ---------- */

/* COUNTED is 0. */
static const struct condition *is_none(struct arena *arena, int32_t counted)
{
    struct value *none = ARENA_NEW(arena, struct value);
    struct condition *condition = ARENA_NEW(arena, struct condition);
    none->type = VALUE_NUMBER;
    condition->op = CONDITION_IS;
    condition->attribute = (uint32_t)counted;
    condition->values = none;
    condition->value_count = 1;
    return condition;
}

static const struct condition *is_done(struct arena *arena)
{
    struct condition *done = ARENA_NEW(arena, struct condition);
    done->op = CONDITION_CLASS;
    done->status_class = CLASS_DONE;
    return done;
}

const struct condition *analysis_rests(struct arena *arena, const struct clock_model *clock)
{
    return clock->pauses ? cells_or(arena, is_done(arena), clock->pauses) : is_done(arena);
}

static const struct condition *is_ended(struct arena *arena, const struct schema *schema)
{
    struct condition *known = ARENA_NEW(arena, struct condition);
    if (schema->status < 0)
        return is_done(arena);
    known->op = CONDITION_KNOWN;
    known->attribute = (uint32_t)schema->status;
    return cells_and(arena, is_done(arena), cells_not(arena, known));
}

/* WHEN of an escalation comes behind the clauses. */
static void take_conditions(struct run *run, const struct clock_model *clock,
                            const struct target *target, const struct condition *when)
{
    static const struct target nothing;
    struct arena *arena = run->analysis.arena;
    const struct schema *schema = &run->analysis.model->schema;
    target = target ? target : &nothing;
    size_t count = PART_CLAUSE + (size_t)target->clause_count + 1;
    const struct condition **list = ARENA_ARRAY(arena, count, const struct condition *);
    list[PART_ABOUT] = target->about;
    list[PART_EXCLUDES] = target->excludes ? target->excludes : cells_not(arena, NULL);
    list[PART_STARTS] = clock->starts.when;
    list[PART_STOPS] = clock->stops.when;
    list[PART_PAUSES] = clock->pauses;
    list[PART_FRESH] =
        cells_and(arena, is_none(arena, schema->reopenings), is_none(arena, schema->replies));
    list[PART_ENDED] = is_ended(arena, schema);
    for (uint32_t i = 0; i < target->clause_count; i++)
        list[PART_CLAUSE + i] = target->clauses[i].when;
    list[count - 1] = when;
    run->analysis.set = cells_set_new(arena, run->analysis.cells, list, (uint32_t)count);
}

struct witness analysis_witness(const struct analysis *analysis, uint32_t target,
                                const struct cells_witness *ticket)
{
    return (struct witness){.arena = analysis->arena,
                            .cells = analysis->cells,
                            .model = analysis->model,
                            .target = target,
                            .clause = INDEX_NONE,
                            .ticket = ticket};
}

bool analysis_note_once(struct analysis *analysis, struct diagnostic *d, struct text note)
{
    for (size_t i = 0; i < d->notes.count; i++)
        if (text_equal(d->notes.at[i], note))
            return false;
    diagnostic_note(analysis->sink, d, TEXT_FMT, TEXT_ARG(note));
    return true;
}

struct text analysis_instant(const struct analysis *analysis, instant at)
{
    char written[CIVIL_ROOM];
    size_t len = zone_write(analysis->model->zone, written, at);
    return text_format(analysis->arena, "%.*s", (int)len, written);
}

struct text analysis_date(const struct analysis *analysis, day date)
{
    char written[CIVIL_ROOM];
    size_t len = civil_write_date(written, date);
    return text_format(analysis->arena, "%.*s", (int)len, written);
}

/* ---------- running ---------- */

/* What a subject is called and where it is declared. */
struct named {
    const char *kind;
    struct text name;
    struct span declared;
};

static struct named name_of(const struct run *run)
{
    const struct model *model = run->analysis.model;
    uint32_t i = run->index;
    if (run->subject == SUBJECT_CLOCK)
        return (struct named){"clock", model->clocks[i].name, model->clocks[i].declared};
    if (run->subject == SUBJECT_ESCALATION)
        return (struct named){"escalation", model->escalations[i].name,
                              model->escalations[i].declared};
    if (run->subject == SUBJECT_AVAILABILITY)
        return (struct named){"availability", model->availabilities[i].name,
                              model->availabilities[i].declared};
    if (run->subject == SUBJECT_MEASURE)
        return (struct named){"measure", model->measures[i].name, model->measures[i].declared};
    return (struct named){"target", model->targets[i].name, model->targets[i].declared};
}

static void report_undecided(struct run *run)
{
    struct sink *sink = run->analysis.sink;
    struct named named = name_of(run);
    struct diagnostic *d = diagnose(sink, DIAG_UNDECIDED, named.declared,
                                    "the conditions of %s `" TEXT_FMT
                                    "` are too tangled to find all that may be wrong",
                                    named.kind, TEXT_ARG(named.name));
    diagnostic_hint(sink, d, "Say the same by conditions on fewer attributes.");
}

static void run_rows(struct run *run, enum subject subject, uint32_t index)
{
    run->subject = subject;
    run->index = index;
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (rows[i].subject == subject && !is_stopped(run, &rows[i]))
            rows[i].function(&run->analysis, index);
    if (cells_gave_up(run->analysis.cells))
        report_undecided(run);
}

static void run_hours(struct run *run)
{
    const struct model *model = run->analysis.model;
    for (uint32_t i = 0; i < model->calendar_count; i++)
        if (model->calendars[i].is_sound && model->calendars[i].hours &&
            !model->calendars[i].is_absent)
            run_rows(run, SUBJECT_HOURS, i);
}

/* Does it ask whether a ticket was opened in hours that are not sound? */
static bool asks_unsound(const struct model *model, const struct condition *condition)
{
    if (!condition)
        return false;
    bool asks =
        condition->op == CONDITION_DURING && !model->calendars[condition->calendar].is_sound;
    for (uint32_t i = 0; i < condition->part_count && !asks; i++)
        asks = asks_unsound(model, condition->parts[i]);
    return asks;
}

static bool clock_asks_unsound(const struct model *model, const struct clock_model *clock)
{
    return asks_unsound(model, clock->starts.when) || asks_unsound(model, clock->stops.when) ||
           asks_unsound(model, clock->pauses);
}

static bool target_asks_unsound(const struct model *model, const struct target *target)
{
    bool asks = asks_unsound(model, target->about) || asks_unsound(model, target->excludes);
    for (uint32_t i = 0; i < target->clause_count && !asks; i++)
        asks = asks_unsound(model, target->clauses[i].when);
    return asks || clock_asks_unsound(model, &model->clocks[target->clock]);
}

static void run_clocks(struct run *run)
{
    const struct model *model = run->analysis.model;
    for (uint32_t i = 0; i < model->clock_count; i++) {
        if (!model->clocks[i].is_sound || model->clocks[i].is_absent ||
            clock_asks_unsound(model, &model->clocks[i]))
            continue;
        take_conditions(run, &model->clocks[i], NULL, NULL);
        run_rows(run, SUBJECT_CLOCK, i);
    }
}

bool analysis_is_sound(const struct analysis *analysis, uint32_t index)
{
    const struct target *target = &analysis->model->targets[index];
    return target->is_sound && !target->is_absent && !target->is_hidden &&
           !target_asks_unsound(analysis->model, target);
}

static void run_targets(struct run *run)
{
    const struct model *model = run->analysis.model;
    for (uint32_t i = 0; i < model->target_count; i++) {
        if (!analysis_is_sound(&run->analysis, i))
            continue;
        take_conditions(run, &model->clocks[model->targets[i].clock], &model->targets[i], NULL);
        run_rows(run, SUBJECT_TARGET, i);
    }
}

static bool escalation_asks_unsound(const struct model *model, const struct escalation *escalation)
{
    bool asks = asks_unsound(model, escalation->when);
    for (uint32_t i = 0; i < escalation->step_count && !asks; i++)
        asks = asks_unsound(model, escalation->steps[i].once);
    return asks;
}

static void run_escalations(struct run *run)
{
    const struct model *model = run->analysis.model;
    for (uint32_t i = 0; i < model->escalation_count; i++) {
        const struct escalation *escalation = &model->escalations[i];
        if (escalation->is_absent || !escalation->is_sound)
            continue;
        const struct target *target = &model->targets[escalation->target];
        if (!analysis_is_sound(&run->analysis, escalation->target) ||
            escalation_asks_unsound(model, escalation))
            continue;
        take_conditions(run, &model->clocks[target->clock], target, escalation->when);
        run_rows(run, SUBJECT_ESCALATION, i);
    }
}

static void run_figures(struct run *run)
{
    const struct model *model = run->analysis.model;
    for (uint32_t i = 0; i < model->availability_count; i++)
        if (model->availabilities[i].is_sound && !model->availabilities[i].is_absent &&
            !asks_unsound(model, model->availabilities[i].down))
            run_rows(run, SUBJECT_AVAILABILITY, i);
    for (uint32_t i = 0; i < model->maintenance_count; i++)
        if (model->maintenances[i].is_sound && !model->maintenances[i].is_absent)
            run_rows(run, SUBJECT_MAINTENANCE, i);
    for (uint32_t i = 0; i < model->measure_count; i++)
        if (model->measures[i].is_sound && !model->measures[i].is_absent &&
            !asks_unsound(model, model->measures[i].when))
            run_rows(run, SUBJECT_MEASURE, i);
    for (uint32_t i = 0; i < model->credit_count; i++)
        if (model->credits[i].is_sound && !model->credits[i].is_absent)
            run_rows(run, SUBJECT_CREDIT, i);
}

static void run_version(const struct analysis_request *request, const struct model *model)
{
    struct run run = {.first = request->first};
    run.analysis = (struct analysis){
        .arena = request->arena, .model = model, .sink = request->sink, .as_of = request->as_of};
    run.analysis.cells = cells_new(request->arena, model);
    run.analysis.late =
        ARENA_ARRAY(request->arena, (size_t)model->calendar_count + 1, const struct calendar *);
    run_hours(&run);
    run_clocks(&run);
    run_targets(&run);
    run_escalations(&run);
    run_figures(&run);
    run_rows(&run, SUBJECT_CHARTER, 0);
}

void analysis_run(const struct analysis_request *request)
{
    const struct model *model = request->model;
    for (uint32_t i = 0; i < model->version_count; i++)
        run_version(request, model->versions[i].model);
}
