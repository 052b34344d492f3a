/* mutation.c - see mutation.h.
 *
 * A change is made wherever the same
 * place of the text stands, since a line that no amendment touches is in every version.
 */
#include "analyse/mutation.h"

#include <string.h>

#include "analyse/hours_lines.h"
#include "analyse/variant.h"
#include "base/vector.h"

/* A place that an operator has been at: a line may stand in several versions. */
struct done {
    enum mutation_operator operator;
    struct span span;
};

struct making {
    const struct model *model;   /* the whole */
    const struct model *version; /* whose lines are changed */
    mutation_visitor *visit;
    void *context;
    struct arena *arena; /* of one mutant */
    struct model *const *versions;
    struct arena *kept;
    VECTOR(struct done) done;
};

/* What a mutant changes. */
struct change {
    struct making *making;
    enum mutation_operator operator;
    struct span span;
    struct text what;
};

/* The first time for this place? */
static bool is_new(struct making *making, enum mutation_operator operator, struct span span)
{
    for (size_t i = 0; i < making->done.count; i++)
        if (making->done.at[i].operator== operator&& is_same_span(making->done.at[i].span, span))
            return false;
    VECTOR_PUSH(making->kept, &making->done, ((struct done){operator, span}));
    return true;
}

static void begin(struct making *making)
{
    making->arena = arena_new();
    making->versions = variant_of(making->arena, making->model);
}

static void end(struct change *change)
{
    struct making *making = change->making;
    struct mutant mutant = {change->operator, change->span, change->what,
                            making->versions[making->model->version_count]};
    making->visit(making->context, &mutant);
    arena_free(making->arena);
}

typedef void change_target(struct change *change, struct target *target);

/* ACT on the slot TARGET of each version. */
static void in_target(struct change *change, uint32_t target, change_target *act)
{
    struct making *making = change->making;
    for (uint32_t i = 0; i < making->model->version_count; i++) {
        struct model *version = making->versions[i];
        if (target < version->target_count && !version->targets[target].is_absent)
            act(change, (struct target *)&version->targets[target]);
    }
}

/* ---- limits ---- */

static micros unit_of(micros length)
{
    if (length % MICROS_HOUR == 0)
        return MICROS_HOUR;
    return length % MICROS_MINUTE == 0 ? MICROS_MINUTE : MICROS_SECOND;
}

struct limit_change {
    struct change change;
    int sign;
};

static bool can_shift(const struct limit *limit, int sign)
{
    if (sign > 0)
        return true;
    if (limit->kind == LIMIT_LENGTH)
        return limit->length >= unit_of(limit->length);
    return limit->days > (limit->kind == LIMIT_END_OF_WORKING_DAY ? 0 : 1);
}

static void shift(struct change *change, struct target *target)
{
    int sign = ((struct limit_change *)change)->sign;
    for (uint32_t i = 0; i < target->clause_count; i++) {
        struct limit *limit = (struct limit *)&target->clauses[i].limit;
        if (!is_same_span(target->clauses[i].span, change->span))
            continue;
        if (limit->kind == LIMIT_LENGTH)
            limit->length += sign * unit_of(limit->length);
        else
            limit->days += sign;
    }
}

static const char *unit_words(const struct limit *limit)
{
    if (limit->kind != LIMIT_LENGTH)
        return limit->kind == LIMIT_CALENDAR_DAYS ? "calendar day" : "working day";
    micros unit = unit_of(limit->length);
    return unit == MICROS_HOUR ? "hour" : unit == MICROS_MINUTE ? "minute" : "second";
}

static void mutate_limit(struct making *making, uint32_t target, const struct clause *clause)
{
    bool first = is_new(making, MUTATION_LIMIT, clause->span);
    for (int sign = -1; first && sign <= 1; sign += 2) {
        if (!can_shift(&clause->limit, sign))
            continue;
        begin(making);
        struct limit_change change = {{making, MUTATION_LIMIT, clause->span, {0}}, sign};
        change.change.what = text_format(making->arena, "one %s %s", unit_words(&clause->limit),
                                         sign > 0 ? "more" : "less");
        in_target(&change.change, target, shift);
        end(&change.change);
    }
}

/* ---- boundaries ---- */

static enum relation other_relation(enum relation relation)
{
    switch (relation) {
    case RELATION_AT_LEAST:
        return RELATION_MORE_THAN;
    case RELATION_MORE_THAN:
        return RELATION_AT_LEAST;
    case RELATION_AT_MOST:
        return RELATION_LESS_THAN;
    case RELATION_LESS_THAN:
        return RELATION_AT_MOST;
    }
    return relation;
}

static const char *relation_words(enum relation relation)
{
    static const char *const words[] = {"at least", "at most", "more than", "less than"};
    return words[relation];
}

/* CONDITION with the atom at SPAN turned, in new nodes; the same where it is not in it. */
static const struct condition *turned(struct arena *arena, const struct condition *condition,
                                      struct span span)
{
    if (!condition)
        return NULL;
    struct condition *copy = ARENA_NEW(arena, struct condition);
    *copy = *condition;
    if (condition->op == CONDITION_ORDER && is_same_span(condition->span, span))
        copy->relation = other_relation(condition->relation);
    if (!condition->part_count)
        return copy;
    const struct condition **parts =
        ARENA_ARRAY(arena, condition->part_count, const struct condition *);
    for (uint32_t i = 0; i < condition->part_count; i++)
        parts[i] = turned(arena, condition->parts[i], span);
    copy->parts = parts;
    return copy;
}

static void turn(struct change *change, struct target *target)
{
    struct arena *arena = change->making->arena;
    target->about = turned(arena, target->about, change->span);
    target->excludes = turned(arena, target->excludes, change->span);
    for (uint32_t i = 0; i < target->clause_count; i++) {
        struct clause *clause = (struct clause *)&target->clauses[i];
        clause->when = turned(arena, clause->when, change->span);
    }
}

static void mutate_boundaries(struct making *making, uint32_t target,
                              const struct condition *condition)
{
    if (!condition)
        return;
    for (uint32_t i = 0; i < condition->part_count; i++)
        mutate_boundaries(making, target, condition->parts[i]);
    if (condition->op != CONDITION_ORDER || !is_new(making, MUTATION_BOUNDARY, condition->span))
        return;
    begin(making);
    struct change change = {making, MUTATION_BOUNDARY, condition->span, {0}};
    change.what = text_format(making->arena, "`%s` in place of `%s`",
                              relation_words(other_relation(condition->relation)),
                              relation_words(condition->relation));
    in_target(&change, target, turn);
    end(&change);
}

/* ---- exclusions and pauses ---- */

static void drop_exclusion(struct change *change, struct target *target)
{
    if (target->excludes && is_same_span(target->excludes->span, change->span))
        target->excludes = NULL;
}

static void mutate_exclusion(struct making *making, uint32_t target)
{
    const struct condition *excludes = making->version->targets[target].excludes;
    if (!excludes || !is_new(making, MUTATION_EXCLUSION, excludes->span))
        return;
    begin(making);
    struct change change = {making, MUTATION_EXCLUSION, excludes->span, TEXT("nothing excluded")};
    in_target(&change, target, drop_exclusion);
    end(&change);
}

static void mutate_pause(struct making *making, uint32_t clock)
{
    const struct condition *pauses = making->version->clocks[clock].pauses;
    if (!pauses || !is_new(making, MUTATION_PAUSE, pauses->span))
        return;
    begin(making);
    struct change change = {making, MUTATION_PAUSE, pauses->span, TEXT("never paused")};
    for (uint32_t i = 0; i < making->model->version_count; i++) {
        struct clock_model *row = (struct clock_model *)&making->versions[i]->clocks[clock];
        if (row->pauses && is_same_span(row->pauses->span, pauses->span))
            row->pauses = NULL;
    }
    end(&change);
}

/* ---- calendars ---- */

struct calendar_change {
    struct change change;
    uint32_t calendar;
};

static void swap(struct change *change, struct target *target)
{
    for (uint32_t i = 0; i < target->clause_count; i++)
        if (is_same_span(target->clauses[i].span, change->span))
            ((struct clause *)&target->clauses[i])->calendar =
                ((struct calendar_change *)change)->calendar;
}

/* `always`, or in its place the first hours of the charter. */
static uint32_t other_calendar(const struct model *model, uint32_t calendar)
{
    if (calendar != 0)
        return 0;
    for (uint32_t i = 1; i < model->calendar_count; i++)
        if (model->calendars[i].hours)
            return i;
    return INDEX_NONE;
}

static void mutate_calendar(struct making *making, uint32_t target, const struct clause *clause)
{
    uint32_t other = other_calendar(making->version, clause->calendar);
    if (other == INDEX_NONE || clause->limit.kind == LIMIT_CALENDAR_DAYS ||
        !is_new(making, MUTATION_CALENDAR, clause->span))
        return;
    begin(making);
    struct calendar_change change = {{making, MUTATION_CALENDAR, clause->span, {0}}, other};
    change.change.what =
        text_format(making->arena, "counted in `" TEXT_FMT "` in place of `" TEXT_FMT "`",
                    TEXT_ARG(making->version->calendars[other].name),
                    TEXT_ARG(making->version->calendars[clause->calendar].name));
    in_target(&change.change, target, swap);
    end(&change.change);
}

/* ---- holidays ---- */

static void mutate_closed(struct making *making, struct span origin)
{
    begin(making);
    struct change change = {making, MUTATION_HOLIDAY, origin, TEXT("the line left out")};
    for (uint32_t i = 0; i < making->model->version_count; i++)
        for (uint32_t k = 0; k < making->versions[i]->calendar_count; k++) {
            struct model_calendar *row =
                (struct model_calendar *)&making->versions[i]->calendars[k];
            if (row->hours)
                row->hours = hours_without(making->arena, row->hours, origin);
        }
    end(&change);
}

static void mutate_hours(struct making *making, uint32_t calendar)
{
    hours_lines lines = {0};
    if (making->version->calendars[calendar].hours)
        hours_closed_lines(making->kept, making->model, making->version->calendars[calendar].hours,
                           &lines);
    for (size_t i = 0; i < lines.count; i++)
        if (is_new(making, MUTATION_HOLIDAY, lines.at[i]))
            mutate_closed(making, lines.at[i]);
}

/* ---- changes ---- */

static enum change_mode other_mode(enum change_mode mode)
{
    return mode == CHANGE_CARRIES ? CHANGE_STARTS_AGAIN : CHANGE_CARRIES;
}

static void change_mode(struct change *change, struct target *target)
{
    for (uint32_t i = 0; i < target->change_count; i++) {
        struct change_rule *rule = (struct change_rule *)&target->changes[i];
        if (is_same_span(rule->span, change->span))
            rule->mode = other_mode(rule->mode);
    }
}

static void mutate_mode(struct making *making, uint32_t target, const struct change_rule *rule)
{
    if (!is_new(making, MUTATION_CHANGE_MODE, rule->span))
        return;
    begin(making);
    struct change change = {making, MUTATION_CHANGE_MODE, rule->span, {0}};
    change.what = rule->mode == CHANGE_CARRIES ? TEXT("`starts again` in place of `carries`")
                                               : TEXT("`carries` in its place");
    in_target(&change, target, change_mode);
    end(&change);
}

/* ---- steps ---- */

static void drop_step(struct making *making, struct model *version, struct span span)
{
    for (uint32_t i = 0; i < version->escalation_count; i++) {
        struct escalation *row = (struct escalation *)&version->escalations[i];
        for (uint32_t k = 0; k < row->step_count; k++) {
            if (!is_same_span(row->steps[k].span, span))
                continue;
            struct escalation_step *steps =
                VARIANT_COPY(making->arena, row->steps, row->step_count);
            memmove(&steps[k], &steps[k + 1], (row->step_count - k - 1) * sizeof *steps);
            row->steps = steps;
            row->step_count--;
            return;
        }
    }
}

static void mutate_step(struct making *making, const struct escalation_step *step)
{
    if (!is_new(making, MUTATION_STEP, step->span))
        return;
    begin(making);
    struct change change = {making, MUTATION_STEP, step->span, TEXT("the step left out")};
    for (uint32_t i = 0; i < making->model->version_count; i++)
        drop_step(making, making->versions[i], step->span);
    end(&change);
}

/* ---- all ---- */

static void mutate_target(struct making *making, uint32_t index)
{
    const struct target *target = &making->version->targets[index];
    for (uint32_t i = 0; i < target->clause_count; i++) {
        mutate_limit(making, index, &target->clauses[i]);
        mutate_calendar(making, index, &target->clauses[i]);
        mutate_boundaries(making, index, target->clauses[i].when);
    }
    mutate_boundaries(making, index, target->about);
    mutate_boundaries(making, index, target->excludes);
    mutate_exclusion(making, index);
    for (uint32_t i = 0; i < target->change_count; i++)
        mutate_mode(making, index, &target->changes[i]);
}

static bool is_measured(const struct model *model, uint32_t clock)
{
    for (uint32_t i = 0; i < model->target_count; i++)
        if (!model->targets[i].is_absent && !model->targets[i].is_hidden &&
            model->targets[i].clock == clock)
            return true;
    return false;
}

static bool is_counted(const struct model *model, uint32_t calendar)
{
    for (uint32_t i = 0; i < model->target_count; i++)
        for (uint32_t k = 0; k < model->targets[i].clause_count; k++)
            if (!model->targets[i].is_hidden && model->targets[i].clauses[k].calendar == calendar)
                return true;
    return false;
}

static void mutate_version(struct making *making)
{
    const struct model *model = making->version;
    for (uint32_t i = 0; i < model->target_count; i++)
        if (!model->targets[i].is_absent && !model->targets[i].is_hidden)
            mutate_target(making, i);
    for (uint32_t i = 0; i < model->clock_count; i++)
        if (is_measured(model, i))
            mutate_pause(making, i);
    for (uint32_t i = 0; i < model->escalation_count; i++)
        for (uint32_t k = 0; k < model->escalations[i].step_count; k++)
            mutate_step(making, &model->escalations[i].steps[k]);
    for (uint32_t i = 1; i < model->calendar_count; i++)
        if (is_counted(model, i))
            mutate_hours(making, i);
}

void mutation_each(const struct model *model, mutation_visitor *visit, void *context)
{
    struct making making = {
        .model = model, .visit = visit, .context = context, .kept = arena_new()};
    for (uint32_t i = 0; i < model->version_count; i++) {
        making.version = model->versions[i].model;
        mutate_version(&making);
    }
    arena_free(making.kept);
}

const char *mutation_name(enum mutation_operator operator)
{
    static const char *const names[] = {"limit",    "boundary", "exclusion", "pause",
                                        "calendar", "holiday",  "step",      "change"};
    return names[operator];
}
