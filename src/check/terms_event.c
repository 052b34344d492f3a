/* Limits, instants, event lists and assignments. */
#include "check/echoes.h"
#include "check/terms.h"
#include "check/terms_part.h"
#include "check/values.h"
#include "syntax/tree.h"

bool terms_limit(struct scope *scope, const struct node *node, struct limit *limit)
{
    (void)scope; /* the grammar leaves nothing to find fault with */
    *limit = (struct limit){.kind = LIMIT_LENGTH};
    switch (node->kind) {
    case NODE_DURATION:
        limit->length = node->value.micros;
        return true;
    case NODE_DAY_COUNT:
        limit->kind = node->value.days.working ? LIMIT_WORKING_DAYS : LIMIT_CALENDAR_DAYS;
        limit->days = node->value.days.count;
        return true;
    case NODE_WORKING_DAY_END:
        limit->kind = LIMIT_END_OF_WORKING_DAY;
        limit->days = node->value.days.count;
        return true;
    default:
        return false;
    }
}

instant terms_instant(const struct scope *scope, const struct node *node)
{
    const struct ast_instant *at = &node->value.instant;
    if (at->has_offset)
        return at->instant;
    const struct zone *zone = scope->model->zone ? scope->model->zone : zone_utc();
    return zone_to_instant(zone, at->date.day, at->time).at;
}

uint32_t terms_hours(struct scope *scope, const struct node *name)
{
    if (!name)
        return 0;
    uint32_t index = scope_calendar(scope, name);
    if (index == INDEX_NONE)
        return INDEX_NONE;
    const struct model_calendar *calendar = &scope->model->calendars[index];
    if (!calendar->period)
        return index;
    struct diagnostic *d =
        diagnose(scope->sink, DIAG_PERIOD_AS_HOURS, name->span,
                 "`" TEXT_FMT "` is a period, and time is counted in hours", TEXT_ARG(name->text));
    diagnostic_label(scope->sink, d, calendar->declared, "declared here");
    diagnostic_hint(scope->sink, d,
                    "Name an `hours` block; a period can stand in `when opened during " TEXT_FMT
                    "`.",
                    TEXT_ARG(name->text));
    return INDEX_NONE;
}

/* ---------- events ---------- */

uint32_t terms_kind(const struct schema *schema, struct text name)
{
    for (uint32_t i = 0; i < schema->kind_count; i++)
        if (text_equal(schema->kinds[i].name, name) && !schema->kinds[i].is_absent)
            return i;
    return INDEX_NONE;
}

uint32_t terms_status(const struct schema *schema, struct text name)
{
    if (schema->status < 0)
        return INDEX_NONE;
    const struct attribute *status = &schema->attributes[schema->status];
    for (uint32_t i = 0; i < status->choice_count; i++)
        if (text_equal(status->choices[i].name, name) && !status->choices[i].is_absent)
            return i;
    return INDEX_NONE;
}

static const struct {
    struct text name;
    enum actor actor;
} roles[] = {{TEXT("customer"), ACTOR_CUSTOMER},
             {TEXT("agent"), ACTOR_AGENT},
             {TEXT("system"), ACTOR_SYSTEM}};

enum { ROLE_COUNT = sizeof roles / sizeof *roles };

bool terms_role(struct scope *scope, const struct node *name, enum actor *actor)
{
    struct text names[ROLE_COUNT];
    for (size_t i = 0; i < ROLE_COUNT; i++) {
        names[i] = roles[i].name;
        if (text_equal(name->text, roles[i].name)) {
            *actor = roles[i].actor;
            return true;
        }
    }
    struct text near = diagnostic_nearest(name->text, names, ROLE_COUNT);
    struct diagnostic *d = diagnose(scope->sink, DIAG_UNKNOWN_ROLE, name->span,
                                    "`" TEXT_FMT "` is no role", TEXT_ARG(name->text));
    diagnostic_slip(scope->sink, d, name->span, name->text, near);
    if (near.len > 0)
        diagnostic_hint(scope->sink, d, "Did you mean `" TEXT_FMT "`?", TEXT_ARG(near));
    else
        diagnostic_hint(scope->sink, d, "Events are done by `customer`, `agent` or `system`.");
    return false;
}

void terms_no_event(struct scope *scope, const struct node *name)
{
    const struct schema *schema = &scope->model->schema;
    VECTOR(struct text) names = {0};
    for (uint32_t i = 0; i < schema->kind_count; i++)
        if (!schema->kinds[i].is_absent)
            VECTOR_PUSH(scope->arena, &names, schema->kinds[i].name);
    if (schema->status >= 0) {
        const struct attribute *status = &schema->attributes[schema->status];
        for (uint32_t i = 0; i < status->choice_count; i++)
            if (!status->choices[i].is_absent)
                VECTOR_PUSH(scope->arena, &names, status->choices[i].name);
    }
    for (int i = CLASS_WORKING; i <= CLASS_DONE; i++)
        VECTOR_PUSH(scope->arena, &names, text_of(terms_class_word((enum status_class)i)));
    struct text near = diagnostic_nearest(name->text, names.at, names.count);
    if (near.len == 0 && (echoes_may_hide(scope, NODE_EVENT, name->text) ||
                          echoes_may_hide(scope, NODE_STATUS, name->text)))
        return;
    struct diagnostic *d =
        diagnose(scope->sink, DIAG_UNKNOWN_EVENT, name->span,
                 "`" TEXT_FMT "` is neither a kind of event nor a status", TEXT_ARG(name->text));
    diagnostic_slip(scope->sink, d, name->span, name->text, near);
    if (near.len > 0)
        diagnostic_hint(scope->sink, d, "Did you mean `" TEXT_FMT "`?", TEXT_ARG(near));
    else
        diagnostic_hint(scope->sink, d,
                        "Declare it with `event " TEXT_FMT " has … end`, or as a status.",
                        TEXT_ARG(name->text));
}

static bool role_of_status(struct scope *scope, const struct node *event)
{
    struct diagnostic *d =
        diagnose(scope->sink, DIAG_ROLE_OF_STATUS, event->span,
                 "`" TEXT_FMT "` is a status, and `by` belongs to a kind of event",
                 TEXT_ARG(event->kid[HAPPENING_NAME]->text));
    diagnostic_hint(scope->sink, d, "Leave `by " TEXT_FMT "` out.",
                    TEXT_ARG(event->kid[HAPPENING_BY]->text));
    return false;
}

static bool trigger_of(struct scope *scope, const struct node *event, struct trigger *trigger)
{
    const struct schema *schema = &scope->model->schema;
    const struct node *name = event->kid[HAPPENING_NAME], *by = event->kid[HAPPENING_BY];
    *trigger = (struct trigger){.span = event->span};
    trigger->kind = terms_kind(schema, name->text);
    trigger->status = terms_status(schema, name->text);
    trigger->has_class = terms_class_named(name->text, &trigger->status_class);
    if (trigger->kind == INDEX_NONE && trigger->status == INDEX_NONE && !trigger->has_class) {
        terms_no_event(scope, name);
        return false;
    }
    if (!by)
        return true;
    if (trigger->kind == INDEX_NONE)
        return role_of_status(scope, event);
    trigger->status = INDEX_NONE; /* entered by nobody in particular */
    trigger->has_class = false;
    return terms_role(scope, by, &trigger->actor);
}

bool terms_triggers(struct scope *scope, const struct node *events, struct triggers *triggers)
{
    size_t count = node_list_count(events), i = 0;
    struct trigger *at = ARENA_ARRAY(scope->arena, count, struct trigger);
    bool good = true;
    for (; events; events = events->next)
        if (trigger_of(scope, events, &at[i]))
            i++;
        else
            good = false;
    triggers->at = at;
    triggers->count = (uint32_t)i;
    return good;
}

/* ---------- assignments ---------- */

static bool is_counted(struct scope *scope, const struct node *name, uint32_t number)
{
    enum attribute_origin origin = scope->model->schema.attributes[number].origin;
    if (origin != ORIGIN_REOPENINGS && origin != ORIGIN_REPLIES)
        return false;
    diagnose(scope->sink, DIAG_COUNTED_ATTRIBUTE, name->span,
             "`" TEXT_FMT "` is counted from the events of the ticket, and can't be given a value",
             TEXT_ARG(name->text));
    return true;
}

static bool given_before(struct scope *scope, const struct assignment *first, size_t count,
                         const struct assignment *now)
{
    for (size_t i = 0; i < count; i++)
        if (first[i].attribute == now->attribute) {
            struct diagnostic *d = diagnose(
                scope->sink, DIAG_ASSIGNED_TWICE, now->span, "`" TEXT_FMT "` is given two values",
                TEXT_ARG(scope->model->schema.attributes[now->attribute].name));
            diagnostic_label(scope->sink, d, first[i].span, "the first one");
            return true;
        }
    return false;
}

static bool assignment_of(struct scope *scope, const struct node *node,
                          struct assignment *assignment)
{
    const struct node *name = node->kid[ASSIGNMENT_NAME];
    *assignment = (struct assignment){.span = node->span};
    assignment->attribute = scope_attribute(scope, name);
    return assignment->attribute != INDEX_NONE && !is_counted(scope, name, assignment->attribute) &&
           terms_value(scope, assignment->attribute, node->kid[ASSIGNMENT_VALUE],
                       &assignment->value);
}

bool terms_assignments(struct scope *scope, const struct node *list,
                       const struct assignment **assignments, uint32_t *count)
{
    struct assignment *at = ARENA_ARRAY(scope->arena, node_list_count(list), struct assignment);
    size_t filled = 0;
    bool good = true;
    for (; list; list = list->next)
        if (assignment_of(scope, list, &at[filled]) &&
            !given_before(scope, at, filled, &at[filled]))
            filled++;
        else
            good = false;
    *assignments = at;
    *count = (uint32_t)filled;
    return good;
}
