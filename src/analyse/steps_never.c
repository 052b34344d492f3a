/* steps_never.c - steps of an escalation that no clock comes to: since there never is so much left,
 * since the hours are not open for so long, since the clock has stopped by then. */
#include "analyse/steps.h"

enum never { COMES, NEVER_LEFT, NEVER_OPEN };

/* ---------- how long a day can be ---------- */

struct days {
    micros shortest, longest; /* of a date's open time */
};

static struct days days_of(const struct steps *steps, uint32_t calendar)
{
    const struct calendar *hours = cells_calendar(steps->analysis->cells, calendar);
    struct days days = {INT64_MAX, 0};
    day first, last;
    cells_dates(steps->analysis->model, &first, &last);
    for (day date = first; date <= last; date++) {
        struct zone_stretch parts[ZONE_STRETCHES];
        int count = zone_date(calendar_zone(hours), date, parts);
        micros open = 0;
        for (int i = 0; i < count; i++)
            open += calendar_elapsed(hours, parts[i].from, parts[i].to);
        days.shortest = open < days.shortest ? open : days.shortest;
        days.longest = open > days.longest ? open : days.longest;
    }
    return days;
}

/* ---------- more left than the limit ---------- */

static bool is_always(const struct steps *steps, uint32_t calendar)
{
    const struct calendar_spec *hours = steps->analysis->model->calendars[calendar].hours;
    return hours && calendar_is_always(hours);
}

/* A count of days touches one date more than it counts; civil days are as long as clocks make them.
 */
static micros longest_limit(const struct steps *steps, const struct clause *clause)
{
    micros days = clause->limit.days;
    if (clause->limit.kind == LIMIT_LENGTH)
        return clause->limit.length;
    if (clause->limit.kind != LIMIT_CALENDAR_DAYS)
        return (days + 1) * days_of(steps, clause->calendar).longest;
    return days * MICROS_DAY + (days + 1) * (days_of(steps, 0).longest - MICROS_DAY);
}

/* At least; of days in hours that close nothing is known. */
static micros shortest_left(const struct steps *steps, const struct clause *clause,
                            const struct limit *left)
{
    if (left->kind == LIMIT_LENGTH)
        return left->length;
    bool civil = clause->limit.kind == LIMIT_CALENDAR_DAYS;
    if (!civil && !is_always(steps, clause->calendar))
        return 0;
    micros missing = MICROS_DAY - days_of(steps, 0).shortest;
    return (micros)left->days * MICROS_DAY - ((micros)left->days + 1) * missing;
}

/* Two days more than the limit are always more: the day between is open for some time. */
static bool is_more_days(const struct limit *left, const struct limit *limit)
{
    if (left->kind != limit->kind || left->kind == LIMIT_LENGTH)
        return false;
    return left->kind == LIMIT_CALENDAR_DAYS ? left->days > limit->days
                                             : left->days > limit->days + 1;
}

static bool never_left(const struct steps *steps, const struct clause *clause,
                       const struct escalation_step *step)
{
    return step->kind == STEP_AT_LEFT &&
           (is_more_days(&step->limit, &clause->limit) ||
            shortest_left(steps, clause, &step->limit) > longest_limit(steps, clause));
}

/* ---------- hours that end ---------- */

/* Used time at the step, by lengths alone; 0 where that says nothing. */
static micros used_at(const struct clause *clause, const struct escalation_step *step)
{
    micros limit = clause->limit.length, length = step->limit.length;
    if (clause->limit.kind != LIMIT_LENGTH || step->limit.kind != LIMIT_LENGTH)
        return 0;
    switch (step->kind) {
    case STEP_AT_LEFT:
        return limit - length;
    case STEP_AT_OVER:
    case STEP_EVERY:
        return length > INT64_MAX - limit ? INT64_MAX : limit + length;
    case STEP_AT_BREACH:
        return limit;
    default:
        return 0;
    }
}

/* Is it open for so long, from the first instant in force on to the end of days? */
static bool never_open(const struct steps *steps, const struct clause *clause,
                       const struct escalation_step *step)
{
    const struct calendar *hours = cells_calendar(steps->analysis->cells, clause->calendar);
    micros used = used_at(clause, step);
    day first, last;
    cells_dates(steps->analysis->model, &first, &last);
    instant from = zone_to_instant(calendar_zone(hours), first, 0).at;
    return used > 0 && calendar_due(hours, from, used).status != CALENDAR_OK;
}

static enum never never_under(const struct steps *steps, const struct clause *clause,
                              const struct escalation_step *step)
{
    if (step->kind == STEP_ONCE)
        return COMES;
    if (never_left(steps, clause, step))
        return NEVER_LEFT;
    return never_open(steps, clause, step) ? NEVER_OPEN : COMES;
}

/* ---------- after the clock has stopped ---------- */

static bool stops_when_done(const struct clock_model *clock)
{
    for (uint32_t i = 0; i < clock->stops.count && !clock->stops.when; i++) {
        const struct trigger *stop = &clock->stops.at[i];
        if ((stop->kind == KIND_RESOLVED && stop->actor == ACTOR_NONE) ||
            (stop->has_class && stop->status_class == CLASS_DONE))
            return true;
    }
    return false;
}

/* Does it never start for a ticket that is done, and runs on? Being opened done stops it too, a
 * reply starts nothing then, and what reopens makes it working. */
static bool starts_undone(const struct schema *schema, const struct clock_model *clock)
{
    for (uint32_t i = 0; i < clock->starts.count; i++) {
        const struct trigger *start = &clock->starts.at[i];
        bool is_done = start->has_class && start->status_class == CLASS_DONE;
        if (start->status != INDEX_NONE && schema->classes[start->status] == CLASS_DONE)
            is_done = true;
        bool is_kind = start->kind == INDEX_NONE || start->kind == KIND_OPENED ||
                       start->kind == KIND_REOPENED || start->kind == KIND_REPLY;
        if (is_done || !is_kind)
            return false;
    }
    return true;
}

static bool starts_once(const struct clock_model *clock)
{
    bool once =
        !clock->repeats && clock->reopening == REOPENING_IGNORED && !clock->has_reopening_within;
    for (uint32_t i = 0; i < clock->starts.count && once; i++)
        once = clock->starts.at[i].kind == KIND_OPENED;
    return once;
}

static const struct condition *is_done(struct arena *arena)
{
    struct condition *condition = ARENA_NEW(arena, struct condition);
    condition->op = CONDITION_CLASS;
    condition->status_class = CLASS_DONE;
    return condition;
}

static const struct condition *was_reopened(struct arena *arena, const struct schema *schema)
{
    struct condition *condition = ARENA_NEW(arena, struct condition);
    struct value *one = ARENA_NEW(arena, struct value);
    *one = (struct value){.type = VALUE_NUMBER, .number = {1, 0}};
    condition->op = CONDITION_ORDER;
    condition->attribute = (uint32_t)schema->reopenings;
    condition->relation = RELATION_AT_LEAST;
    condition->values = one;
    condition->value_count = 1;
    return condition;
}

static bool never_runs_then(const struct steps *steps, const struct escalation_step *step)
{
    struct analysis *analysis = steps->analysis;
    const struct schema *schema = &analysis->model->schema;
    const struct clock_model *clock = &analysis->model->clocks[steps->target->clock];
    const struct condition *when = cells_and(analysis->arena, step->once, steps->escalation->when);
    if (!stops_when_done(clock))
        return false;
    if (starts_undone(schema, clock) &&
        cells_implies(analysis->cells, when, is_done(analysis->arena)) == CELLS_YES)
        return true;
    return starts_once(clock) &&
           cells_implies(analysis->cells, when, was_reopened(analysis->arena, schema)) == CELLS_YES;
}

/* ---------- telling ---------- */

static void report_stopped(const struct steps *steps, const struct escalation_step *step)
{
    struct sink *sink = steps->analysis->sink;
    const struct clock_model *clock = &steps->analysis->model->clocks[steps->target->clock];
    struct diagnostic *d =
        diagnose(sink, DIAG_STEP_UNREACHABLE, step->words,
                 "clock `" TEXT_FMT "` has stopped whenever this holds", TEXT_ARG(clock->name));
    if (!clock->from_library)
        diagnostic_label(sink, d, clock->stops.span, "it stops here");
    diagnostic_note(sink, d, "A step comes only while the clock runs or is paused.");
    diagnostic_hint(sink, d, "Escalate for a target whose clock goes on, or remove the step.");
}

/* The limit of a ticket that shows it; empty if there is none. */
static struct text example_of(const struct steps *steps, uint32_t number)
{
    struct text words = {0};
    char limit[CIVIL_ROOM];
    for (uint32_t i = 0; i < steps->clause_count; i++) {
        const struct ledger *ledger = steps_witness(steps, &steps->clauses[i], 0, &words);
        for (uint32_t k = 0; ledger && k < ledger->silence_count; k++) {
            const struct silence *silence = &ledger->silences[k];
            if (silence->escalation != 0 || silence->step != number ||
                silence->why != SILENCE_TOO_MUCH)
                continue;
            civil_write_length(limit, ledger->verdict.limit);
            return text_format(steps->analysis->arena, TEXT_FMT " has %s", TEXT_ARG(words), limit);
        }
    }
    return TEXT("");
}

static void report_left(const struct steps *steps, uint32_t number)
{
    struct sink *sink = steps->analysis->sink;
    const struct escalation_step *step = &steps->escalation->steps[number];
    struct text example = example_of(steps, number);
    struct diagnostic *d = diagnose(sink, DIAG_STEP_UNREACHABLE, step->words,
                                    "there never is so much left: no limit that target `" TEXT_FMT
                                    "` has here is that long",
                                    TEXT_ARG(steps->target->name));
    for (uint32_t i = 0; i < steps->clause_count && i < 3; i++)
        diagnostic_label(sink, d, steps->target->clauses[steps->clauses[i].number].span,
                         "less than that");
    if (example.len)
        diagnostic_note(sink, d, "An example: " TEXT_FMT ".", TEXT_ARG(example));
    diagnostic_note(sink, d, "Only a change of a ticket that had more left could bring it about.");
    diagnostic_hint(sink, d, "Ask for less, or for a share of the limit, as in `at 50%% used`.");
}

static void report_open(const struct steps *steps, const struct escalation_step *step)
{
    struct sink *sink = steps->analysis->sink;
    const struct clause *clause = &steps->target->clauses[steps->clauses[0].number];
    const struct model_calendar *hours = &steps->analysis->model->calendars[clause->calendar];
    struct diagnostic *d =
        diagnose(sink, DIAG_STEP_UNREACHABLE, step->words,
                 "`" TEXT_FMT "` is not open for so long that a clock could come to this step",
                 TEXT_ARG(hours->name));
    if (hours->declared.source != SOURCE_NONE)
        diagnostic_label(sink, d, hours->declared, "these hours");
    diagnostic_hint(sink, d, "Count in hours that go on, or remove the step.");
}

static enum never never_at_all(const struct steps *steps, const struct escalation_step *step)
{
    enum never never = COMES;
    for (uint32_t i = 0; i < steps->clause_count; i++) {
        never = never_under(steps, &steps->target->clauses[steps->clauses[i].number], step);
        if (never == COMES)
            return COMES;
    }
    return never;
}

void steps_unreachable(struct analysis *analysis, uint32_t index)
{
    struct steps steps = steps_of(analysis, index);
    for (uint32_t i = 0; i < steps.escalation->step_count; i++) {
        const struct escalation_step *step = &steps.escalation->steps[i];
        if (step->kind == STEP_ONCE && never_runs_then(&steps, step))
            report_stopped(&steps, step);
        enum never never = never_at_all(&steps, step);
        if (never == NEVER_LEFT)
            report_left(&steps, i);
        else if (never == NEVER_OPEN)
            report_open(&steps, step);
    }
}
