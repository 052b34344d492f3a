/* plan.c - makes a judge: everything that does not depend on a single ticket. */
#include "judge/plan.h"

/* The stretch of time that calendars are compiled for goes no further than this beyond the log:
 * what lies further is answered too, only slower. */
#define BEYOND (20 * 366 * MICROS_DAY)

static void need_limit(struct calendar_need *need, const struct limit *limit)
{
    if (limit->length > need->longest && limit->length != LIMIT_ENDLESS)
        need->longest = limit->length;
    if (limit->days > need->days)
        need->days = limit->days;
}

static void widen(struct calendar_need *need, const struct eventlog *log, instant at)
{
    if (at == INSTANT_NONE || at < log->first_time - BEYOND || at > log->last_time + BEYOND)
        return;
    if (at < need->first)
        need->first = at;
    if (at > need->last)
        need->last = at;
}

static struct calendar_need need_of(const struct judge *judge)
{
    const struct eventlog *log = judge->log;
    struct calendar_need need = {0};
    if (log->first_time != INSTANT_NONE && log->rows) {
        need.first = log->first_time;
        need.last = log->last_time;
        widen(&need, log, judge->as_of);
        for (uint32_t i = 0; log->opening && i < log->tickets; i++)
            widen(&need, log, log->opening[i]);
    }
    for (uint32_t t = 0; t < judge->model->target_count; t++)
        for (uint32_t i = 0; i < judge->model->targets[t].clause_count; i++)
            need_limit(&need, &judge->model->targets[t].clauses[i].limit);
    return need;
}

static day date_of(const struct zone *zone, instant at)
{
    if (at < INSTANT_FIRST)
        at = INSTANT_FIRST;
    if (at >= INSTANT_END)
        at = INSTANT_END - 1;
    return zone_to_local(zone, at).date;
}

/* Up to AT, or as far as sums are known. */
static micros sum_until(const struct calendar_sums *sums, instant at)
{
    at = at < sums->to ? at : sums->to;
    return at < sums->from ? 0 : calendar_sums_at(sums, at);
}

static void narrow(struct calendar_complete *all, const struct calendar_complete *one)
{
    all->from = one->from > all->from ? one->from : all->from;
    all->to = one->to < all->to ? one->to : all->to;
}

static void plan_calendars(struct judge *judge)
{
    const struct model *model = judge->model;
    struct calendar_need need = need_of(judge);
    struct plan_calendar *plans =
        ARENA_ARRAY(judge->arena, model->calendar_count, struct plan_calendar);
    judge->complete = (struct calendar_complete){.from = INSTANT_FIRST, .to = INSTANT_END};
    for (uint32_t i = 0; i < model->calendar_count; i++) {
        const struct model_calendar *calendar = &model->calendars[i];
        plans[i].complete = (struct calendar_complete){.from = INSTANT_FIRST, .to = INSTANT_END};
        if (calendar->hours)
            plans[i].complete = calendar_complete_of(calendar->hours);
        if (calendar->compiled) {
            plans[i].compiled = calendar->compiled;
        } else if (calendar->hours) {
            plans[i].compiled = calendar_compile_for(judge->arena, calendar->hours, &need);
        } else {
            const struct zone *zone = calendar->period->zone;
            plans[i].compiled = period_compile(judge->arena, calendar->period,
                                               date_of(zone, need.first), date_of(zone, need.last));
        }
        plans[i].sums = calendar_sums_of(plans[i].compiled);
        plans[i].complete_sum = sum_until(plans[i].sums, plans[i].complete.to);
        narrow(&judge->complete, &plans[i].complete);
    }
    judge->calendars = plans;
}

static void plan_clocks(struct judge *judge)
{
    const struct model *model = judge->model;
    struct plan_clock *plans = ARENA_ARRAY(judge->arena, model->clock_count, struct plan_clock);
    for (uint32_t i = 0; i < model->clock_count; i++) {
        const struct clock_model *clock = &model->clocks[i];
        plans[i].model = clock;
        plans[i].keeps_team = clock->owned_by_team && model->schema.team != ATTRIBUTE_ABSENT;
        plans[i].starts_when = test_new(judge, clock->starts.when);
        plans[i].stops_when = test_new(judge, clock->stops.when);
        plans[i].resumes_when = test_new(judge, clock->resumes.when);
        plans[i].cancelled_when = test_new(judge, clock->cancelled.when);
        plans[i].pauses = test_new(judge, clock->pauses);
        triggers_plan(judge, clock, &plans[i]);
    }
    judge->clocks = plans;
}

static void plan_target(struct judge *judge, const struct target *target, struct plan_target *plan)
{
    const struct schema *schema = &judge->model->schema;
    const struct test **when = ARENA_ARRAY(judge->arena, target->clause_count, const struct test *);
    bool *named = ARENA_ARRAY(judge->arena, schema->count, bool);
    uint8_t *mode = ARENA_ARRAY(judge->arena, schema->count, uint8_t); /* zero is `carries` */
    for (uint32_t i = 0; i < target->clause_count; i++) {
        when[i] = test_new(judge, target->clauses[i].when);
        condition_mark(schema, target->clauses[i].when, named);
    }
    for (uint32_t i = 0; i < target->change_count; i++)
        mode[target->changes[i].attribute] = (uint8_t)target->changes[i].mode;
    *plan = (struct plan_target){
        .model = target,
        .clock = &judge->clocks[target->clock],
        .about = test_new(judge, target->about),
        .excludes = test_new(judge, target->excludes),
        .when = when,
        .named = named,
        .mode = mode,
        .undecidable = triggers_undecidable(judge, &judge->model->clocks[target->clock]),
    };
}

/* Do clauses, or what is told beside the clock, ask how ATTRIBUTE changes? */
static bool is_told(const struct judge *judge, uint32_t attribute)
{
    for (uint32_t i = 0; i < judge->model->target_count; i++) {
        const struct plan_target *target = &judge->targets[i];
        bool told = target->named[attribute];
        for (uint32_t line = 0; line < target->watch.line_count; line++)
            told |= target->watch.lines[line].named[attribute];
        if (told)
            return true;
    }
    return false;
}

/* Columns that say something, and those of attributes that hold for one row only. */
static void plan_columns(struct judge *judge)
{
    const struct schema *schema = &judge->model->schema;
    struct plan_column *columns = ARENA_ARRAY(judge->arena, schema->stored, struct plan_column);
    uint32_t *passing = ARENA_ARRAY(judge->arena, schema->stored, uint32_t);
    judge->column_count = judge->passing_count = 0;
    judge->status = NULL;
    for (uint32_t i = 0; i < schema->stored; i++) {
        const struct event_column *column = &judge->log->columns[i];
        bool passes = schema->attributes[i].origin == ORIGIN_EVENT;
        if (!column->width)
            continue;
        if ((int32_t)i == schema->status)
            judge->status = &columns[judge->column_count];
        columns[judge->column_count++] =
            (struct plan_column){.codes = column->codes,
                                 .concern = judge->interest.by_attribute[i],
                                 .attribute = i,
                                 .width = column->width,
                                 .may_be_first = !schema->attributes[i].optional && !passes,
                                 .passes = passes,
                                 .is_told = is_told(judge, i)};
        if (passes)
            passing[judge->passing_count++] = i;
    }
    judge->columns = columns;
    judge->passing = passing;
    judge->has_plain_rows = !judge->log->order && !judge->log->opening && !judge->passing_count;
}

/* All that one version says. */
static struct judge *plan_version(const struct judge *like, const struct model *model)
{
    struct judge *judge = ARENA_NEW(like->arena, struct judge);
    *judge = *like;
    judge->model = model;
    plan_calendars(judge);
    plan_clocks(judge);
    struct plan_target *targets =
        ARENA_ARRAY(judge->arena, model->target_count, struct plan_target);
    for (uint32_t i = 0; i < model->target_count; i++)
        plan_target(judge, &model->targets[i], &targets[i]);
    judge->targets = targets;
    for (uint32_t i = 0; i < model->target_count; i++) {
        targets[i].watch = watch_plan(judge, i);
        targets[i].memo = memo_plan(judge, &targets[i]);
    }
    judge->interest = interest_plan(judge);
    plan_columns(judge);
    return judge;
}

/* The last one is that of the whole as well. */
static struct judge *plan_versions(const struct judge *like)
{
    const struct model *model = like->model;
    struct judge_version *versions =
        ARENA_ARRAY(like->arena, model->version_count, struct judge_version);
    struct judge *judge = NULL;
    for (uint32_t i = 0; i < model->version_count; i++) {
        judge = plan_version(like, model->versions[i].model);
        judge->version = i;
        judge->versions = versions;
        judge->version_count = model->version_count;
        versions[i] =
            (struct judge_version){model->versions[i].from, model->versions[i].until, judge};
    }
    struct judge *whole = ARENA_NEW(like->arena, struct judge);
    *whole = *judge;
    whole->model = model;
    plan_columns(whole);
    return whole;
}

static struct judge *plan_only(const struct judge *like)
{
    const struct model *model = like->model;
    struct judge_version *version = ARENA_NEW(like->arena, struct judge_version);
    struct judge *judge = plan_version(like, model);
    *version = (struct judge_version){model->in_force_from, model->in_force_until, judge};
    if (model->version_count) {
        version->from = model->versions->from;
        version->until = model->versions->until;
    }
    judge->versions = version;
    judge->version_count = 1;
    return judge;
}

struct judge *judge_new(struct arena *arena, const struct model *model, const struct eventlog *log,
                        instant as_of)
{
    struct judge judge = {.arena = arena, .model = model, .log = log, .as_of = as_of};
    if (as_of == INSTANT_NONE && log->whole)
        judge.as_of = log->whole->last;
    if (judge.as_of == INSTANT_NONE && log->rows)
        judge.as_of = log->last_time;
    return model->version_count > 1 ? plan_versions(&judge) : plan_only(&judge);
}

const struct judge *judge_of_version(const struct judge *judge, uint32_t version)
{
    return judge->versions[version].judge;
}

static bool is_in_force(const struct judge_version *version, day date)
{
    return (version->from == DAY_NONE || date >= version->from) &&
           (version->until == DAY_NONE || date <= version->until);
}

/* The version that rules DATE, or the one that is nearest. */
static const struct judge_version *version_at(const struct judge *judge, day date)
{
    const struct judge_version *version = judge->versions;
    const struct judge_version *last = version + judge->version_count - 1;
    while (version < last && version->until < date)
        version++;
    return version;
}

static day floor_to_days(int64_t local)
{
    return (day)(local / MICROS_DAY - (local % MICROS_DAY < 0));
}

/* It is asked once for each local date, as far as the clocks of the zone are not moved in it. */
void judge_ruling_at(const struct judge *judge, instant opening, struct judge_ruling *ruling)
{
    if (opening == INSTANT_NONE) {
        *ruling = (struct judge_ruling){.judge = judge->versions[judge->version_count - 1].judge,
                                        .in_force = true};
        return;
    }
    struct zone_segment segment = zone_segment_at(judge->model->zone, opening);
    micros offset = segment.offset * MICROS_SECOND;
    day date = floor_to_days(opening + offset);
    instant midnight = date * MICROS_DAY - offset, next = midnight + MICROS_DAY;
    const struct judge_version *version = version_at(judge, date);
    *ruling = (struct judge_ruling){.judge = version->judge,
                                    .in_force = is_in_force(version, date),
                                    .from = midnight > segment.from ? midnight : segment.from,
                                    .to = next < segment.to ? next : segment.to};
}

instant judge_as_of(const struct judge *judge)
{
    return judge->as_of;
}

struct text judge_undecidable(const struct judge *judge, uint32_t target)
{
    for (uint32_t i = 0; i < judge->version_count; i++) {
        const struct plan_target *plan = &judge->versions[i].judge->targets[target];
        if (!plan->model->is_absent && plan->undecidable.len)
            return plan->undecidable;
    }
    return TEXT("");
}

const struct calendar *judge_calendar(const struct judge *judge, uint32_t calendar)
{
    return judge->calendars[calendar].compiled;
}

struct text judge_holidays_missing(const struct judge *judge, uint32_t calendar,
                                   struct calendar_stretch stretch, struct arena *arena)
{
    const struct calendar_complete *complete = &judge->calendars[calendar].complete;
    const struct zone *zone = calendar_zone(judge->calendars[calendar].compiled);
    bool early = stretch.from < complete->from;
    if (!early && stretch.to <= complete->to)
        return TEXT("");
    const struct holiday_list *list = early ? complete->limits_from : complete->limits_to;
    char date[CIVIL_ROOM];
    civil_write_date(date, zone_to_local(zone, early ? complete->from : complete->to).date);
    struct text name = list ? list->name : TEXT("");
    return text_format(arena, "the holidays `" TEXT_FMT "` are complete only %s %s", TEXT_ARG(name),
                       early ? "from" : "before", date);
}

uint32_t judge_find_ticket(const struct judge *judge, struct text id)
{
    for (uint32_t i = 0; i < judge->log->tickets; i++)
        if (text_equal(judge->log->ticket_ids[i], id))
            return i;
    return INDEX_NONE;
}

struct calendar_answer limit_end(const struct judge *judge, const struct limit *limit,
                                 uint32_t calendar, instant from)
{
    const struct calendar *compiled = judge->calendars[calendar].compiled;
    switch (limit->kind) {
    case LIMIT_WORKING_DAYS:
        return calendar_working_days(compiled, from, limit->days);
    case LIMIT_END_OF_WORKING_DAY:
        return calendar_end_of_working_day(compiled, from, limit->days);
    default:
        return calendar_days(compiled, from, limit->days);
    }
}

struct applied limit_apply(const struct judge *judge, const struct limit *limit, uint32_t calendar,
                           instant from)
{
    struct applied applied = {.calendar = calendar, .length = limit->length, .end = INSTANT_NONE};
    if (limit->kind == LIMIT_LENGTH)
        return applied;
    struct calendar_answer end = limit_end(judge, limit, calendar, from);
    applied.calendar = limit_calendar(limit, calendar);
    applied.length = 0;
    applied.status = end.status;
    if (end.status != CALENDAR_OK)
        return applied;
    applied.end = end.at;
    applied.length = calendar_elapsed(judge->calendars[applied.calendar].compiled, from, end.at);
    return applied;
}
