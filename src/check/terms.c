/* Conditions: what may be asked of an attribute depends on its type alone, so each is checked
 * against its attribute before anything of it is kept. */
#include "check/terms.h"

#include "check/terms_part.h"
#include "check/values.h"
#include "syntax/tree.h"

static struct condition *make(struct scope *scope, enum condition_op op, const struct node *node)
{
    struct condition *condition = ARENA_NEW(scope->arena, struct condition);
    condition->op = op;
    condition->span = node->span;
    return condition;
}

static const struct condition *negate(struct scope *scope, const struct node *node,
                                      const struct condition *part)
{
    if (!part)
        return NULL;
    const struct condition **parts = ARENA_ARRAY(scope->arena, 1, const struct condition *);
    parts[0] = part;
    struct condition *condition = make(scope, CONDITION_NOT, node);
    condition->parts = parts;
    condition->part_count = 1;
    return condition;
}

static const struct condition *join(struct scope *scope, enum condition_op op,
                                    const struct node *node)
{
    const struct node *term = node->kid[op == CONDITION_ALL ? (int)AND_TERMS : (int)OR_TERMS];
    size_t count = node_list_count(term), i = 0;
    const struct condition **parts = ARENA_ARRAY(scope->arena, count, const struct condition *);
    bool good = true;
    for (; term; term = term->next, i++) {
        parts[i] = terms_condition(scope, term);
        good = good && parts[i];
    }
    struct condition *condition = make(scope, op, node);
    condition->parts = parts;
    condition->part_count = (uint32_t)count;
    return good ? condition : NULL;
}

/* ---------- is, is one of ---------- */

/* What a list of values comes to: plain values, and classes where the attribute is the status. */
struct choice_set {
    VECTOR(struct value) values;
    VECTOR(enum status_class) classes;
};

static bool add_choice(struct scope *scope, uint32_t attribute, const struct node *node,
                       struct choice_set *set)
{
    enum status_class status_class;
    if (terms_is_status(scope, attribute) && terms_class(node, &status_class)) {
        VECTOR_PUSH(scope->arena, &set->classes, status_class);
        return true;
    }
    struct value value;
    if (!terms_value(scope, attribute, node, &value))
        return false;
    VECTOR_PUSH(scope->arena, &set->values, value);
    return true;
}

static const struct condition *set_condition(struct scope *scope, uint32_t attribute,
                                             const struct node *node, struct choice_set *set)
{
    size_t count = set->classes.count + (set->values.count > 0), next = 0;
    const struct condition **parts = ARENA_ARRAY(scope->arena, count, const struct condition *);
    if (set->values.count > 0) {
        struct condition *is = make(scope, CONDITION_IS, node);
        is->attribute = attribute;
        is->values = set->values.at;
        is->value_count = (uint32_t)set->values.count;
        parts[next++] = is;
    }
    for (size_t i = 0; i < set->classes.count; i++) {
        struct condition *of = make(scope, CONDITION_CLASS, node);
        of->attribute = attribute == STATUS_UNDECLARED ? 0 : attribute;
        of->status_class = set->classes.at[i];
        parts[next++] = of;
    }
    if (count == 1)
        return parts[0];
    struct condition *any = make(scope, CONDITION_ANY, node);
    any->parts = parts;
    any->part_count = (uint32_t)count;
    return any;
}

static const struct condition *among(struct scope *scope, const struct node *node,
                                     const struct node *name, const struct node *value)
{
    uint32_t attribute;
    if (!terms_attribute(scope, name, value, &attribute))
        return NULL;
    struct choice_set set = {0};
    bool good = true;
    for (; value; value = value->next)
        good = add_choice(scope, attribute, value, &set) && good;
    return good ? set_condition(scope, attribute, node, &set) : NULL;
}

static const struct condition *is(struct scope *scope, const struct node *node)
{
    const struct condition *condition =
        among(scope, node, node->kid[IS_ATTRIBUTE], node->kid[IS_VALUE]);
    return node->kid[IS_NOT] ? negate(scope, node, condition) : condition;
}

static const struct condition *is_one_of(struct scope *scope, const struct node *node)
{
    const struct condition *condition =
        among(scope, node, node->kid[IS_ONE_OF_ATTRIBUTE], node->kid[IS_ONE_OF_VALUES]);
    return node->kid[IS_ONE_OF_NOT] ? negate(scope, node, condition) : condition;
}

/* ---------- is known, orders, opened during ---------- */

static const struct condition *is_known(struct scope *scope, const struct node *node)
{
    uint32_t attribute = scope_attribute(scope, node->kid[IS_KNOWN_ATTRIBUTE]);
    if (attribute == INDEX_NONE)
        return NULL;
    struct condition *condition = make(scope, CONDITION_KNOWN, node);
    condition->attribute = attribute;
    return node->kid[IS_KNOWN_NOT] ? negate(scope, node, condition) : condition;
}

static enum relation relation_of(enum word word)
{
    switch (word) {
    case WORD_AT_MOST:
        return RELATION_AT_MOST;
    case WORD_MORE_THAN:
        return RELATION_MORE_THAN;
    case WORD_LESS_THAN:
        return RELATION_LESS_THAN;
    default:
        return RELATION_AT_LEAST;
    }
}

static void complain_no_order(struct scope *scope, const struct node *node,
                              const struct attribute *attribute)
{
    struct diagnostic *d = diagnose(scope->sink, DIAG_NO_ORDER, node->span,
                                    "`" TEXT_FMT "` is %s, and those have no order",
                                    TEXT_ARG(attribute->name), value_type_words(attribute->type));
    if (attribute->declared.source != SOURCE_NONE)
        diagnostic_label(scope->sink, d, attribute->declared, "declared here");
    if (attribute->type == ATTRIBUTE_CHOICE && attribute->origin == ORIGIN_TICKET)
        diagnostic_hint(scope->sink, d,
                        "Declare it as a `ladder`, lowest first, or write `" TEXT_FMT
                        " is one of (…)`.",
                        TEXT_ARG(attribute->name));
    else
        diagnostic_hint(scope->sink, d,
                        "What can be asked: `is`, `is not`, `is one of (…)` and `is known`.");
}

static const struct condition *compare(struct scope *scope, const struct node *node)
{
    uint32_t attribute = scope_attribute(scope, node->kid[COMPARE_ATTRIBUTE]);
    if (attribute == INDEX_NONE)
        return NULL;
    const struct attribute *row = &scope->model->schema.attributes[attribute];
    if (!value_has_order(row->type)) {
        complain_no_order(scope, node, row);
        return NULL;
    }
    struct value *value = ARENA_NEW(scope->arena, struct value);
    if (!terms_value(scope, attribute, node->kid[COMPARE_VALUE], value))
        return NULL;
    struct condition *condition = make(scope, CONDITION_ORDER, node);
    condition->attribute = attribute;
    condition->relation = relation_of(node_word(node->kid[COMPARE_ORDER]));
    condition->values = value;
    condition->value_count = 1;
    return condition;
}

static const struct condition *opened_during(struct scope *scope, const struct node *node)
{
    uint32_t calendar = scope_calendar(scope, node->kid[OPENED_DURING_PERIOD]);
    if (calendar == INDEX_NONE)
        return NULL;
    struct condition *condition = make(scope, CONDITION_DURING, node);
    condition->calendar = calendar;
    return condition;
}

const struct condition *terms_condition(struct scope *scope, const struct node *node)
{
    switch (node->kind) {
    case NODE_AND:
        return join(scope, CONDITION_ALL, node);
    case NODE_OR:
        return join(scope, CONDITION_ANY, node);
    case NODE_NOT:
        return negate(scope, node, terms_condition(scope, node->kid[NOT_TERM]));
    case NODE_IS:
        return is(scope, node);
    case NODE_IS_ONE_OF:
        return is_one_of(scope, node);
    case NODE_IS_KNOWN:
        return is_known(scope, node);
    case NODE_COMPARE:
        return compare(scope, node);
    case NODE_OPENED_DURING:
        return opened_during(scope, node);
    default:
        return NULL;
    }
}

/* ---------- the same? ---------- */

static bool same_values(const struct condition *a, const struct condition *b)
{
    if (a->value_count != b->value_count)
        return false;
    for (uint32_t i = 0; i < a->value_count; i++)
        if (!value_same(&a->values[i], &b->values[i]))
            return false;
    return true;
}

static bool same_parts(const struct condition *a, const struct condition *b)
{
    if (a->part_count != b->part_count)
        return false;
    for (uint32_t i = 0; i < a->part_count; i++)
        if (!terms_same_condition(a->parts[i], b->parts[i]))
            return false;
    return true;
}

bool terms_same_condition(const struct condition *a, const struct condition *b)
{
    if (!a || !b)
        return a == b;
    if (a->op != b->op)
        return false;
    switch (a->op) {
    case CONDITION_ALL:
    case CONDITION_ANY:
    case CONDITION_NOT:
        return same_parts(a, b);
    case CONDITION_IS:
        return a->attribute == b->attribute && same_values(a, b);
    case CONDITION_CLASS:
        return a->status_class == b->status_class;
    case CONDITION_KNOWN:
        return a->attribute == b->attribute;
    case CONDITION_ORDER:
        return a->attribute == b->attribute && a->relation == b->relation && same_values(a, b);
    case CONDITION_DURING:
        return a->calendar == b->calendar;
    }
    return false;
}

const struct condition *terms_event_attribute(const struct schema *schema,
                                              const struct condition *condition)
{
    if (!condition)
        return NULL;
    for (uint32_t i = 0; i < condition->part_count; i++) {
        const struct condition *found = terms_event_attribute(schema, condition->parts[i]);
        if (found)
            return found;
    }
    bool asks = condition->op == CONDITION_IS || condition->op == CONDITION_KNOWN ||
                condition->op == CONDITION_ORDER;
    return asks && schema->attributes[condition->attribute].origin == ORIGIN_EVENT ? condition
                                                                                   : NULL;
}

const struct condition *terms_lasting_condition(struct scope *scope, const struct node *node)
{
    const struct condition *condition = terms_condition(scope, node);
    const struct condition *found = terms_event_attribute(&scope->model->schema, condition);
    if (!found)
        return condition;
    const struct attribute *attribute = &scope->model->schema.attributes[found->attribute];
    struct diagnostic *d =
        diagnose(scope->sink, DIAG_EVENT_ATTRIBUTE, found->span,
                 "`" TEXT_FMT "` belongs to the event `" TEXT_FMT "`, not to the ticket",
                 TEXT_ARG(attribute->name),
                 TEXT_ARG(scope->model->schema.kinds[attribute->event_kind].name));
    diagnostic_label(scope->sink, d, attribute->declared, "declared here");
    diagnostic_hint(scope->sink, d,
                    "It has a value at that event only; declare it in `ticket has` if it lasts.");
    return NULL;
}
