/* watch_plan.c - what is to be watched beside the clock of a target, and where its marks are. */
#include "judge/watch.h"

/* ---- of a target ---- */

typedef VECTOR(struct plan_line) line_list;
typedef VECTOR(struct plan_mark) mark_list;

static const bool *named_of(const struct judge *judge, const struct target *target,
                            const struct condition *when)
{
    const struct schema *schema = &judge->model->schema;
    bool *named = ARENA_ARRAY(judge->arena, schema->count, bool);
    condition_mark(schema, target->about, named);
    condition_mark(schema, when, named);
    return named;
}

static void push_line(const struct judge *judge, uint32_t target, uint32_t escalation,
                      line_list *lines)
{
    const struct condition *when =
        escalation == INDEX_NONE ? NULL : judge->model->escalations[escalation].when;
    struct plan_line line = {.escalation = escalation, .when = test_new(judge, when)};
    line.named = named_of(judge, &judge->model->targets[target], when);
    VECTOR_PUSH(judge->arena, lines, line);
}

/* `warns at 75%` is a step of its own. */
static void push_warning(const struct judge *judge, uint32_t target, line_list *lines,
                         mark_list *marks)
{
    struct escalation_step *step = ARENA_NEW(judge->arena, struct escalation_step);
    step->kind = STEP_AT_USED;
    step->share = judge->model->targets[target].warns_at;
    push_line(judge, target, INDEX_NONE, lines);
    struct plan_mark mark = {.model = step, .line = (uint32_t)lines->count - 1};
    VECTOR_PUSH(judge->arena, marks, mark);
}

static void push_escalation(const struct judge *judge, uint32_t number, line_list *lines,
                            mark_list *marks)
{
    const struct escalation *escalation = &judge->model->escalations[number];
    push_line(judge, escalation->target, number, lines);
    for (uint32_t i = 0; i < escalation->step_count; i++) {
        struct plan_mark mark = {.model = &escalation->steps[i],
                                 .line = (uint32_t)lines->count - 1,
                                 .number = i,
                                 .once = test_new(judge, escalation->steps[i].once)};
        VECTOR_PUSH(judge->arena, marks, mark);
    }
}

struct plan_watch watch_plan(const struct judge *judge, uint32_t target)
{
    const struct model *model = judge->model;
    line_list lines = {0};
    mark_list marks = {0};
    if (judge->targets[target].undecidable.len || model->targets[target].is_hidden)
        return (struct plan_watch){0};
    if (model->targets[target].has_warning)
        push_warning(judge, target, &lines, &marks);
    for (uint32_t i = 0; i < model->escalation_count; i++)
        if (model->escalations[i].target == target && !model->escalations[i].is_absent)
            push_escalation(judge, i, &lines, &marks);
    return (struct plan_watch){lines.at, (uint32_t)lines.count, marks.at, (uint32_t)marks.count};
}

/* ---- where marks are ---- */

__extension__ typedef __int128 wide;

/* The least used time that is such a share of LIMIT. */
static micros share_of(micros limit, struct decimal share)
{
    wide whole = 100, part = (wide)limit * share.digits;
    for (unsigned i = 0; i < share.scale; i++)
        whole *= 10;
    part = (part + whole - 1) / whole;
    return part >= MARK_NEVER ? MARK_NEVER : (micros)part;
}

/* A count of days is a length from where the cycle counts, in the calendar that it counts in. */
static bool length_of(const struct run *run, const struct limit *limit, micros *length)
{
    const struct cycle *cycle = &run->cycle;
    uint32_t hours = cycle->target->clauses[cycle->clause].calendar;
    *length = limit->length;
    if (limit->kind == LIMIT_LENGTH)
        return true;
    struct applied applied = limit_apply(run->judge, limit, hours, cycle->start);
    if (applied.status == CALENDAR_OK)
        *length = calendar_elapsed(run->judge->calendars[cycle->calendar].compiled, cycle->start,
                                   applied.end);
    return applied.status == CALENDAR_OK;
}

static micros beyond(micros limit, micros more)
{
    return more > MARK_NEVER - limit ? MARK_NEVER : limit + more;
}

static micros place_of(const struct run *run, uint32_t number)
{
    struct watch *watch = run->watch;
    const struct escalation_step *step = watch->plan->marks[number].model;
    micros limit = run->cycle.limit, length = 0;
    if (!length_of(run, &step->limit, &length))
        return MARK_NEVER;
    switch (step->kind) {
    case STEP_AT_USED:
        return share_of(limit, step->share);
    case STEP_AT_LEFT:
        return limit - length;
    case STEP_AT_BREACH:
        return limit;
    case STEP_AT_OVER:
        return beyond(limit, length);
    case STEP_EVERY:
        watch->marks[number].every = length;
        return watch_repetition(watch, number);
    case STEP_ONCE:
        break;
    }
    return MARK_NEVER;
}

micros watch_repetition(const struct watch *watch, uint32_t number)
{
    const struct mark *mark = &watch->marks[number];
    uint32_t most = watch->plan->marks[number].model->most;
    wide at = watch->base + (wide)mark->every * mark->next;
    bool is_none = watch->breach == INSTANT_NONE || mark->every <= 0 ||
                   (most && mark->next > most) || at >= MARK_NEVER;
    return is_none ? MARK_NEVER : (micros)at;
}

bool watch_place(struct run *run)
{
    struct watch *watch = run->watch;
    const struct cycle *cycle = &run->cycle;
    if (watch->clause == cycle->clause && watch->start == cycle->start &&
        watch->limit == cycle->limit)
        return false;
    watch->clause = cycle->clause;
    watch->start = cycle->start;
    watch->limit = cycle->limit;
    bool is_known = cycle->clause != INDEX_NONE && cycle->fault == CALENDAR_OK;
    for (uint32_t i = 0; i < watch->plan->mark_count; i++)
        watch->marks[i].at = is_known ? place_of(run, i) : MARK_NEVER;
    return true;
}

bool watch_tells_breach(const struct plan_mark *mark)
{
    const struct escalation_step *step = mark->model;
    return step->kind == STEP_AT_BREACH || step->kind == STEP_AT_OVER || step->kind == STEP_EVERY ||
           (step->kind == STEP_AT_USED &&
            decimal_compare(step->share, (struct decimal){100, 0}) > 0);
}
