/* plan_terms.c - conditions and lists of events, in one form. */
#include "report/plan_parts.h"
#include "report/shown.h"

void plan_line(const struct plan *plan, unsigned depth, const char *format, ...)
{
    va_list args;
    buffer_fill(plan->out, ' ', depth * 2);
    va_start(args, format);
    buffer_vformat(plan->out, format, args);
    va_end(args);
    while (plan->out->len && plan->out->at[plan->out->len - 1] == ' ')
        plan->out->len--;
    buffer_putc(plan->out, '\n');
}

struct text plan_calendar(const struct plan *plan, uint32_t calendar)
{
    return calendar < plan->model->calendar_count ? plan->model->calendars[calendar].name
                                                  : TEXT("nothing");
}

static struct text attribute_name(const struct plan *plan, uint32_t attribute)
{
    return plan->model->schema.attributes[attribute].name;
}

static struct text values(const struct plan *plan, const struct condition *condition)
{
    struct text out = TEXT("");
    const struct attribute *attribute = &plan->model->schema.attributes[condition->attribute];
    for (uint32_t i = 0; i < condition->value_count; i++) {
        struct text value =
            shown_value(plan->arena, attribute, &condition->values[i], plan->model->zone);
        out = text_format(plan->arena, TEXT_FMT "%s" TEXT_FMT, TEXT_ARG(out), i ? ", " : "",
                          TEXT_ARG(value));
    }
    return out;
}

static struct text joined(const struct plan *plan, const struct condition *condition)
{
    struct text out = TEXT("");
    const char *word = condition->op == CONDITION_ALL ? " and " : " or ";
    for (uint32_t i = 0; i < condition->part_count; i++) {
        const struct condition *part = condition->parts[i];
        bool wraps = part->op == CONDITION_ALL || part->op == CONDITION_ANY;
        out = text_format(plan->arena, TEXT_FMT "%s%s" TEXT_FMT "%s", TEXT_ARG(out), i ? word : "",
                          wraps ? "(" : "", TEXT_ARG(plan_condition(plan, part)), wraps ? ")" : "");
    }
    return out;
}

static struct text ordered(const struct plan *plan, const struct condition *condition)
{
    static const char *const words[] = {"is at least", "is at most", "is more than",
                                        "is less than"};
    return text_format(plan->arena, TEXT_FMT " %s " TEXT_FMT,
                       TEXT_ARG(attribute_name(plan, condition->attribute)),
                       words[condition->relation], TEXT_ARG(values(plan, condition)));
}

struct text plan_condition(const struct plan *plan, const struct condition *condition)
{
    static const char *const classes[] = {"working", "waiting", "done"};
    struct arena *arena = plan->arena;
    switch (condition->op) {
    case CONDITION_ALL:
    case CONDITION_ANY:
        return joined(plan, condition);
    case CONDITION_NOT:
        return text_format(arena, "not (" TEXT_FMT ")",
                           TEXT_ARG(plan_condition(plan, condition->parts[0])));
    case CONDITION_IS:
        return text_format(
            arena, TEXT_FMT " is %s" TEXT_FMT, TEXT_ARG(attribute_name(plan, condition->attribute)),
            condition->value_count == 1 ? "" : "one of ", TEXT_ARG(values(plan, condition)));
    case CONDITION_CLASS:
        return text_format(arena, "status is %s", classes[condition->status_class]);
    case CONDITION_KNOWN:
        return text_format(arena, TEXT_FMT " is known",
                           TEXT_ARG(attribute_name(plan, condition->attribute)));
    case CONDITION_ORDER:
        return ordered(plan, condition);
    case CONDITION_DURING:
        return text_format(arena, "opened during " TEXT_FMT,
                           TEXT_ARG(plan_calendar(plan, condition->calendar)));
    }
    return TEXT("");
}

static struct text trigger_text(const struct plan *plan, const struct trigger *trigger)
{
    static const char *const actors[] = {"", " by customer", " by agent", " by system"};
    static const char *const classes[] = {"working", "waiting", "done"};
    const struct schema *schema = &plan->model->schema;
    struct arena *arena = plan->arena;
    struct text out = TEXT("");
    if (trigger->kind != INDEX_NONE)
        out = text_format(arena, "event " TEXT_FMT "%s",
                          TEXT_ARG(schema->kinds[trigger->kind].name), actors[trigger->actor]);
    if (trigger->status != INDEX_NONE && schema->status >= 0)
        out =
            text_format(arena, TEXT_FMT "%sstatus " TEXT_FMT, TEXT_ARG(out), out.len ? " or " : "",
                        TEXT_ARG(schema->attributes[schema->status].choices[trigger->status].name));
    if (trigger->has_class)
        out = text_format(arena, TEXT_FMT "%sclass %s", TEXT_ARG(out), out.len ? " or " : "",
                          classes[trigger->status_class]);
    return out;
}

void plan_triggers(const struct plan *plan, const char *word, const struct triggers *triggers)
{
    struct text list = TEXT("");
    if (!triggers->count)
        return;
    for (uint32_t i = 0; i < triggers->count; i++)
        list = text_format(plan->arena, TEXT_FMT "%s" TEXT_FMT, TEXT_ARG(list), i ? ", " : "",
                           TEXT_ARG(trigger_text(plan, &triggers->at[i])));
    struct text when = triggers->when ? plan_condition(plan, triggers->when) : TEXT("");
    plan_line(plan, 1, "%s " TEXT_FMT "%s" TEXT_FMT, word, TEXT_ARG(list), when.len ? " when " : "",
              TEXT_ARG(when));
}

void plan_write_condition(struct buffer *out, const struct model *model,
                          const struct condition *condition)
{
    struct arena *arena = arena_new();
    struct plan plan = {out, model, arena};
    buffer_put(out, plan_condition(&plan, condition));
    arena_free(arena);
}
