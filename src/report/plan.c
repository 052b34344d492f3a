/* plan.c - a model line by line. Conditions and events are in plan_terms.c, hours in plan_hours.c.
 */
#include "report/plan.h"

#include "report/notice.h"
#include "report/plan_parts.h"
#include "report/shown.h"

static const char *attribute_type(enum attribute_type type)
{
    static const char *const names[] = {"text",   "whole number", "number", "money",
                                        "yes/no", "time",         "one of", "ladder"};
    return names[type];
}

static const char *attribute_origin(enum attribute_origin origin)
{
    static const char *const names[] = {"ticket", "status", "service",    "channel",
                                        "team",   "event",  "reopenings", "replies"};
    return names[origin];
}

static const char *const class_names[] = {"working", "waiting", "done"};

/* What another version has, and this one only the number of. */
static const char *absent(bool is_absent)
{
    return is_absent ? ", absent" : "";
}

static void put_dates(const struct plan *plan, unsigned depth, day from, day until)
{
    char date[CIVIL_ROOM];
    if (from != DAY_NONE) {
        civil_write_date(date, from);
        plan_line(plan, depth, "in force from %s", date);
    }
    if (until != DAY_NONE) {
        civil_write_date(date, until);
        plan_line(plan, depth, "in force until %s", date);
    }
}

static void put_head(const struct plan *plan)
{
    const struct model *model = plan->model;
    plan_line(plan, 0, "charter " TEXT_FMT, TEXT_ARG(model->name));
    plan_line(plan, 1, "version " TEXT_FMT, TEXT_ARG(model->version));
    plan_line(plan, 1, "zone " TEXT_FMT, TEXT_ARG(zone_name(model->zone)));
    put_dates(plan, 1, model->in_force_from, model->in_force_until);
    plan_line(plan, 1, "digest %s", model->digest);
}

static void put_attribute(const struct plan *plan, uint32_t index)
{
    const struct schema *schema = &plan->model->schema;
    const struct attribute *attribute = &schema->attributes[index];
    plan_line(plan, 0, "attribute %u " TEXT_FMT ": %s, of %s%s%s", index, TEXT_ARG(attribute->name),
              attribute_type(attribute->type), attribute_origin(attribute->origin),
              attribute->optional ? ", optional" : "", absent(attribute->is_absent));
    for (uint32_t i = 0; i < attribute->choice_count; i++) {
        const struct choice *choice = &attribute->choices[i];
        bool is_status = (int32_t)index == schema->status && schema->classes;
        plan_line(plan, 1, "%u " TEXT_FMT "%s%s%s", i, TEXT_ARG(choice->name),
                  is_status ? " is " : "", is_status ? class_names[schema->classes[i]] : "",
                  absent(choice->is_absent));
    }
}

static void put_schema(const struct plan *plan)
{
    const struct schema *schema = &plan->model->schema;
    for (uint32_t i = 0; i < schema->count; i++)
        put_attribute(plan, i);
    for (uint32_t i = 0; i < schema->kind_count; i++)
        plan_line(plan, 0, "event %u " TEXT_FMT "%s%s", i, TEXT_ARG(schema->kinds[i].name),
                  i < KIND_STANDARD_COUNT ? ", standard" : "", absent(schema->kinds[i].is_absent));
}

static void put_calendars(const struct plan *plan)
{
    for (uint32_t i = 0; i < plan->model->calendar_count; i++) {
        const struct model_calendar *calendar = &plan->model->calendars[i];
        plan_line(plan, 0, "calendar %u " TEXT_FMT ": %s%s", i, TEXT_ARG(calendar->name),
                  calendar->hours ? "hours" : "period", absent(calendar->is_absent));
    }
}

static void put_clock(const struct plan *plan, uint32_t index)
{
    static const char *const modes[] = {"is ignored", "continues", "starts again"};
    const struct clock_model *clock = &plan->model->clocks[index];
    plan_line(plan, 0, "clock %u " TEXT_FMT "%s", index, TEXT_ARG(clock->name),
              absent(clock->is_absent));
    if (clock->is_absent)
        return;
    plan_triggers(plan, "starts on", &clock->starts);
    plan_triggers(plan, "stops on", &clock->stops);
    plan_triggers(plan, "resumes on", &clock->resumes);
    plan_triggers(plan, "cancelled on", &clock->cancelled);
    if (clock->pauses)
        plan_line(plan, 1, "pauses while " TEXT_FMT, TEXT_ARG(plan_condition(plan, clock->pauses)));
    plan_line(plan, 1, "reopening %s", modes[clock->reopening]);
    if (clock->has_reopening_within)
        plan_line(plan, 2, "within " TEXT_FMT " in " TEXT_FMT,
                  TEXT_ARG(shown_limit(plan->arena, &clock->reopening_within)),
                  TEXT_ARG(plan_calendar(plan, clock->reopening_calendar)));
    if (clock->repeats)
        plan_line(plan, 1, "repeats");
    if (clock->owned_by_team)
        plan_line(plan, 1, "each cycle is of the team assigned");
}

static void put_clause(const struct plan *plan, const struct target *target, uint32_t index)
{
    const struct clause *clause = &target->clauses[index];
    struct text when = clause->when ? plan_condition(plan, clause->when) : TEXT("always");
    plan_line(plan, 1, "clause %u within " TEXT_FMT " in " TEXT_FMT " when " TEXT_FMT "%s", index,
              TEXT_ARG(shown_limit(plan->arena, &clause->limit)),
              TEXT_ARG(plan_calendar(plan, clause->calendar)), TEXT_ARG(when),
              clause->otherwise ? " (otherwise)" : "");
    plan_line(plan, 2, "at " TEXT_FMT,
              TEXT_ARG(shown_span(plan->arena, plan->model->sources, clause->span)));
    if (clause->label.len)
        plan_line(plan, 2, "called " TEXT_FMT, TEXT_ARG(clause->label));
    for (uint32_t j = 0; j < target->clause_count; j++)
        if (target->beats && target->beats[index * target->clause_count + j])
            plan_line(plan, 2, "beats %u", j);
}

static void put_changes(const struct plan *plan, const struct target *target)
{
    static const char *const modes[] = {"carries", "starts again", "keeps",
                                        "judges from the start"};
    for (uint32_t i = 0; i < target->change_count; i++) {
        const struct change_rule *rule = &target->changes[i];
        plan_line(plan, 1, "on change of " TEXT_FMT " %s",
                  TEXT_ARG(plan->model->schema.attributes[rule->attribute].name),
                  modes[rule->mode]);
    }
}

static void put_promises(const struct plan *plan, const struct target *target)
{
    static const char *const units[] = {"day", "week", "month", "quarter", "year"};
    for (uint32_t i = 0; i < target->promise_count; i++) {
        const struct promise *promise = &target->promises[i];
        plan_line(plan, 1, "promise at least " TEXT_FMT "%% of %s each %s%s%s",
                  TEXT_ARG(decimal_format(plan->arena, promise->percent)),
                  promise->of_cycles ? "cycles" : "tickets", units[promise->unit],
                  promise->first_month > 1 ? " from " : "",
                  promise->first_month > 1 ? civil_month_name(promise->first_month) : "");
    }
}

static void put_target(const struct plan *plan, uint32_t index)
{
    static const char *const buckets[] = {"decision", "opening", "due", "completion"};
    const struct target *target = &plan->model->targets[index];
    plan_line(plan, 0, "target %u " TEXT_FMT "%s", index, TEXT_ARG(target->name),
              absent(target->is_absent));
    if (target->is_absent)
        return;
    plan_line(plan, 1, "measures " TEXT_FMT, TEXT_ARG(plan->model->clocks[target->clock].name));
    plan_line(plan, 1, "counted in " TEXT_FMT, TEXT_ARG(plan_calendar(plan, target->calendar)));
    plan_line(plan, 1, "counted by %s", buckets[target->bucket]);
    if (target->about)
        plan_line(plan, 1, "for " TEXT_FMT, TEXT_ARG(plan_condition(plan, target->about)));
    for (uint32_t i = 0; i < target->clause_count; i++)
        put_clause(plan, target, i);
    put_changes(plan, target);
    if (target->excludes)
        plan_line(plan, 1, "excludes when " TEXT_FMT,
                  TEXT_ARG(plan_condition(plan, target->excludes)));
    if (target->has_pause_cap)
        plan_line(plan, 1, "pause capped at " TEXT_FMT,
                  TEXT_ARG(shown_limit(plan->arena, &target->pause_cap)));
    if (target->runs_to_next_opening)
        plan_line(plan, 1, "runs to the next opening");
    if (target->has_warning)
        plan_line(plan, 1, "warns at " TEXT_FMT "%%",
                  TEXT_ARG(decimal_format(plan->arena, target->warns_at)));
    put_promises(plan, target);
}

static void put_step(const struct plan *plan, const struct escalation_step *step)
{
    plan_line(plan, 1, TEXT_FMT,
              TEXT_ARG(step->once ? text_format(plan->arena, "once " TEXT_FMT,
                                                TEXT_ARG(plan_condition(plan, step->once)))
                                  : notice_step_words(plan->arena, plan->model, step)));
    plan_line(plan, 2, "at " TEXT_FMT,
              TEXT_ARG(shown_span(plan->arena, plan->model->sources, step->span)));
    if (step->tell_count)
        plan_line(plan, 2, "tells " TEXT_FMT, TEXT_ARG(notice_tells_shown(plan->arena, step)));
    if (step->level)
        plan_line(plan, 2, "raises to level %u", step->level);
}

static void put_escalation(const struct plan *plan, uint32_t index)
{
    const struct escalation *escalation = &plan->model->escalations[index];
    struct text target = plan->model->targets[escalation->target].name;
    struct text when = escalation->when ? plan_condition(plan, escalation->when) : TEXT("always");
    plan_line(plan, 0, "escalation %u " TEXT_FMT, index, TEXT_ARG(escalation->name));
    plan_line(plan, 1, "for " TEXT_FMT " when " TEXT_FMT, TEXT_ARG(target), TEXT_ARG(when));
    for (uint32_t i = 0; i < escalation->step_count; i++)
        put_step(plan, &escalation->steps[i]);
}

static const char *node_label(enum node_kind kind)
{
    static const char *const labels[] = {
#define NODE(kind, label) label,
#include "charter/ast.def"
    };
    return kind < NODE_KIND_COUNT ? labels[kind] : "";
}

static void put_rest(const struct plan *plan)
{
    const struct model *model = plan->model;
    for (uint32_t i = 0; i < model->escalation_count; i++)
        put_escalation(plan, i);
    for (uint32_t i = 0; i < model->log_count; i++)
        plan_log(plan, &model->logs[i]);
    for (uint32_t i = 0; i < model->test_count; i++)
        plan_line(plan, 0, "test " TEXT_FMT ": %u events, %u expectations",
                  TEXT_ARG(model->tests[i].title), model->tests[i].event_count,
                  model->tests[i].expectation_count);
    for (uint32_t i = 0; i < model->without_effect_count; i++) {
        const struct without_effect *construct = &model->without_effect[i];
        plan_line(plan, 0, "without effect %s%s" TEXT_FMT " at " TEXT_FMT,
                  node_label(construct->kind), construct->name.len ? " " : "",
                  TEXT_ARG(construct->name),
                  TEXT_ARG(shown_span(plan->arena, model->sources, construct->span)));
    }
}

/* What a version says. */
static void put_version(const struct plan *plan)
{
    put_schema(plan);
    put_calendars(plan);
    for (uint32_t i = 0; i < plan->model->clock_count; i++)
        put_clock(plan, i);
    for (uint32_t i = 0; i < plan->model->target_count; i++)
        if (!plan->model->targets[i].is_hidden)
            put_target(plan, i);
    plan_figures(plan);
}

static void put_versions(const struct plan *plan)
{
    const struct model *model = plan->model;
    for (uint32_t i = 0; i < model->version_count; i++) {
        const struct model_version *version = &model->versions[i];
        struct plan of = {plan->out, version->model, plan->arena};
        if (model->version_count > 1) {
            plan_line(plan, 0, "version %u%s" TEXT_FMT, i, version->amendment.len ? " by " : "",
                      TEXT_ARG(version->amendment));
            put_dates(plan, 1, version->from, version->until);
        }
        put_version(&of);
    }
    if (!model->version_count)
        put_version(plan);
}

void plan_write(struct buffer *out, const struct model *model)
{
    struct arena *arena = arena_new();
    struct plan plan = {out, model, arena};
    put_head(&plan);
    put_versions(&plan);
    put_rest(&plan);
    arena_free(arena);
}
