/* moments.c - see moments.h. */
#include "check/moments.h"

#include "check/terms.h"
#include "check/terms_part.h"
#include "syntax/tree.h"

/* Values of an event of another kind have no place here. */
void moments_check_belongs(struct scope *scope, const struct test_event *event)
{
    const struct schema *schema = &scope->model->schema;
    for (uint32_t i = 0; i < event->assignment_count; i++) {
        const struct attribute *attribute = &schema->attributes[event->assignments[i].attribute];
        if (attribute->origin != ORIGIN_EVENT || attribute->event_kind == event->kind)
            continue;
        diagnose(scope->sink, DIAG_EVENT_ATTRIBUTE, event->assignments[i].span,
                 "`" TEXT_FMT "` belongs to the event `" TEXT_FMT "` and has no value here",
                 TEXT_ARG(attribute->name), TEXT_ARG(schema->kinds[attribute->event_kind].name));
    }
}

static bool assigns_status(const struct test_event *event, uint32_t status)
{
    for (uint32_t i = 0; i < event->assignment_count; i++)
        if (event->assignments[i].attribute == status)
            return true;
    return false;
}

/* A status that stands as the event is a value like those behind `with`, unless one stands there
 * already beside a kind of the same name. */
static void enter_status(struct scope *scope, const struct node *name, struct test_event *event,
                         uint32_t choice)
{
    uint32_t status = (uint32_t)scope->model->schema.status;
    if (assigns_status(event, status)) {
        if (event->kind == INDEX_NONE)
            diagnose(scope->sink, DIAG_ASSIGNED_TWICE, name->span,
                     "the status is given twice, here and behind `with`");
        return;
    }
    struct assignment *list =
        ARENA_ARRAY(scope->arena, (size_t)event->assignment_count + 1, struct assignment);
    list[0].attribute = status;
    list[0].value = (struct value){.type = VALUE_CHOICE, .choice = choice};
    list[0].span = name->span;
    for (uint32_t i = 0; i < event->assignment_count; i++)
        list[i + 1] = event->assignments[i];
    event->assignments = list;
    event->assignment_count++;
}

static void complain_event(struct scope *scope, const struct node *name)
{
    enum status_class status_class;
    if (!terms_class_named(name->text, &status_class)) {
        terms_no_event(scope, name);
        return;
    }
    struct diagnostic *d = diagnose(scope->sink, DIAG_CLASS_AS_STATUS, name->span,
                                    "`" TEXT_FMT "` is a class of statuses, and a ticket enters "
                                    "one status",
                                    TEXT_ARG(name->text));
    diagnostic_hint(scope->sink, d, "Name a status of that class.");
}

void moments_event(struct scope *scope, const struct moment_nodes *nodes, struct test_event *event)
{
    const struct node *name = nodes->happening->kid[HAPPENING_NAME];
    const struct node *by = nodes->happening->kid[HAPPENING_BY];
    event->kind = terms_kind(&scope->model->schema, name->text);
    uint32_t status = terms_status(&scope->model->schema, name->text);
    terms_assignments(scope, nodes->with, &event->assignments, &event->assignment_count);
    if (by)
        terms_role(scope, by, &event->actor);
    if (event->kind == INDEX_NONE && status == INDEX_NONE)
        complain_event(scope, name);
    if (status != INDEX_NONE)
        enter_status(scope, name, event, status);
}
