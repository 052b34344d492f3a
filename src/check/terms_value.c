/* Values: each literal against the type of the attribute that it is given to, and the nearest word
 * where it is none of its choices. */
#include "check/echoes.h"
#include "check/terms.h"
#include "check/terms_part.h"
#include "check/values.h"
#include "syntax/tree.h"

/* ---------- the status and its classes ---------- */

static const struct text class_words[] = {TEXT("working"), TEXT("waiting"), TEXT("done")};

const char *terms_class_word(enum status_class status_class)
{
    return class_words[status_class].at;
}

bool terms_class_named(struct text name, enum status_class *status_class)
{
    for (int i = CLASS_WORKING; i <= CLASS_DONE; i++)
        if (text_equal(name, class_words[i])) {
            *status_class = (enum status_class)i;
            return true;
        }
    return false;
}

bool terms_class(const struct node *node, enum status_class *status_class)
{
    return node->kind == NODE_NAME && terms_class_named(node->text, status_class);
}

bool terms_is_status(const struct scope *scope, uint32_t attribute)
{
    int32_t status = scope->model->schema.status;
    return attribute == STATUS_UNDECLARED || (status >= 0 && attribute == (uint32_t)status);
}

bool terms_attribute(struct scope *scope, const struct node *name, const struct node *values,
                     uint32_t *attribute)
{
    enum status_class unused;
    bool classes = scope->model->schema.status < 0 && text_is(name->text, "status");
    for (; values && classes; values = values->next)
        classes = terms_class(values, &unused);
    *attribute = classes ? STATUS_UNDECLARED : scope_attribute(scope, name);
    return *attribute != INDEX_NONE;
}

/* ---------- choices ---------- */

static uint32_t choice_called(const struct attribute *attribute, struct text name)
{
    for (uint32_t i = 0; i < attribute->choice_count; i++)
        if (text_equal(attribute->choices[i].name, name) && !attribute->choices[i].is_absent)
            return i;
    return INDEX_NONE;
}

/* Where a word that is none of this attribute's choices is one of another's. */
static void hint_elsewhere(struct scope *scope, struct diagnostic *d, struct text written)
{
    const struct schema *schema = &scope->model->schema;
    for (uint32_t i = 0; i < schema->count; i++)
        if (choice_called(&schema->attributes[i], written) != INDEX_NONE) {
            diagnostic_note(scope->sink, d, "`" TEXT_FMT "` is a value of `" TEXT_FMT "`.",
                            TEXT_ARG(written), TEXT_ARG(schema->attributes[i].name));
            return;
        }
}

/* The nearest of its choices; of a status, of the classes as well. */
static struct text nearest_choice(struct scope *scope, uint32_t number, struct text written)
{
    const struct attribute *attribute = &scope->model->schema.attributes[number];
    VECTOR(struct text) names = {0};
    for (uint32_t i = 0; i < attribute->choice_count; i++)
        if (!attribute->choices[i].is_absent)
            VECTOR_PUSH(scope->arena, &names, attribute->choices[i].name);
    for (int i = CLASS_WORKING; i <= CLASS_DONE && terms_is_status(scope, number); i++)
        VECTOR_PUSH(scope->arena, &names, class_words[i]);
    return diagnostic_nearest(written, names.at, names.count);
}

/* What declares the choices of ATTRIBUTE; those of a ticket's own are its own. */
static enum node_kind kind_of_choices(const struct attribute *attribute)
{
    switch (attribute->origin) {
    case ORIGIN_STATUS:
        return NODE_STATUS;
    case ORIGIN_SERVICE:
        return NODE_SERVICE;
    case ORIGIN_CHANNEL:
        return NODE_CHANNEL;
    case ORIGIN_TEAM:
        return NODE_TEAM;
    default:
        return NODE_CHOICE;
    }
}

static void complain_choice(struct scope *scope, uint32_t number, const struct node *node)
{
    const struct attribute *attribute = &scope->model->schema.attributes[number];
    bool ladder = attribute->type == ATTRIBUTE_LADDER;
    struct text near = nearest_choice(scope, number, node->text);
    if (near.len == 0 && echoes_may_hide(scope, kind_of_choices(attribute), node->text))
        return;
    struct diagnostic *d = diagnose(scope->sink, DIAG_UNKNOWN_CHOICE, node->span,
                                    "`" TEXT_FMT "` is no value of `" TEXT_FMT "`",
                                    TEXT_ARG(node->text), TEXT_ARG(attribute->name));
    if (attribute->declared.source != SOURCE_NONE)
        diagnostic_label(scope->sink, d, attribute->declared, "declared here");
    if (near.len > 0) {
        diagnostic_hint(scope->sink, d, "You wrote `" TEXT_FMT "`, %s `" TEXT_FMT "`.",
                        TEXT_ARG(node->text), ladder ? "the ladder has" : "there is",
                        TEXT_ARG(near));
        diagnostic_slip(scope->sink, d, node->span, node->text, near);
        return;
    }
    size_t count;
    const struct text *names = value_choice_names(scope->arena, attribute, &count);
    struct text list = value_list_words(scope->arena, names, count);
    hint_elsewhere(scope, d, node->text);
    diagnostic_hint(scope->sink, d, "Of `" TEXT_FMT "`, %s " TEXT_FMT ".",
                    TEXT_ARG(attribute->name), ladder ? "the ladder has" : "the choices are",
                    TEXT_ARG(list));
}

static void complain_class(struct scope *scope, const struct attribute *attribute,
                           const struct node *node, enum status_class status_class)
{
    VECTOR(struct text) names = {0};
    for (uint32_t i = 0; i < attribute->choice_count; i++)
        if (scope->model->schema.classes[i] == status_class && !attribute->choices[i].is_absent)
            VECTOR_PUSH(scope->arena, &names, attribute->choices[i].name);
    struct diagnostic *d = diagnose(scope->sink, DIAG_CLASS_AS_STATUS, node->span,
                                    "`" TEXT_FMT "` is a class of statuses, and one status is "
                                    "needed here",
                                    TEXT_ARG(node->text));
    struct text list = value_list_words(scope->arena, names.at, names.count);
    if (names.count > 0)
        diagnostic_hint(scope->sink, d, "Of this class: " TEXT_FMT ".", TEXT_ARG(list));
}

static bool choice_value(struct scope *scope, uint32_t number, const struct node *node,
                         struct value *value)
{
    const struct attribute *attribute = &scope->model->schema.attributes[number];
    enum status_class status_class;
    value->type = VALUE_CHOICE;
    value->choice = choice_called(attribute, node->text);
    if (value->choice != INDEX_NONE)
        return true;
    if (terms_is_status(scope, number) && terms_class(node, &status_class))
        complain_class(scope, attribute, node, status_class);
    else
        complain_choice(scope, number, node);
    return false;
}

/* ---------- money ---------- */

static bool money_value(struct scope *scope, const struct node *node, struct value *value)
{
    const struct model *model = scope->model;
    const struct ast_money *money = &node->value.money;
    struct text written = text_of(money->currency);
    int places = value_currency_places(written);
    if (model->currency.len == 0 || !text_equal(model->currency, written)) {
        struct diagnostic *d = diagnose(
            scope->sink, DIAG_WRONG_CURRENCY, node->span,
            model->currency.len == 0 ? "an amount in %s, and the charter names no currency"
                                     : "an amount in %s, and the charter's currency is " TEXT_FMT,
            money->currency, TEXT_ARG(model->currency));
        diagnostic_hint(scope->sink, d,
                        "Amounts are never converted; the charter block says `currency CODE`.");
        return false;
    }
    if (places >= 0 && money->amount.scale > places) {
        diagnose(scope->sink, DIAG_WRONG_CURRENCY, node->span,
                 "an amount with %d digits behind the point, and %s has %d", money->amount.scale,
                 money->currency, places);
        return false;
    }
    value->type = VALUE_MONEY;
    value->number = money->amount;
    for (int i = 0; i < 4; i++)
        value->currency[i] = money->currency[i];
    return true;
}

/* ---------- any value ---------- */

static const char *written_words(const struct node *node)
{
    switch (node->kind) {
    case NODE_NAME:
        return "a name";
    case NODE_TEXT:
        return "a text";
    case NODE_YES_NO:
        return "`yes` or `no`";
    case NODE_WHOLE:
        return "a whole number";
    case NODE_DECIMAL:
        return "a number with a point";
    case NODE_PERCENT:
        return "a percentage";
    case NODE_MONEY:
        return "an amount of money";
    case NODE_DURATION:
        return "a length of time";
    case NODE_DAY_COUNT:
        return "a number of days";
    case NODE_DATE:
        return "a date";
    case NODE_INSTANT:
        return "a date and a time";
    default:
        return "something else";
    }
}

static void hint_example(struct scope *scope, struct diagnostic *d,
                         const struct attribute *attribute, const struct node *node)
{
    size_t count;
    const struct text *names = value_choice_names(scope->arena, attribute, &count);
    switch (attribute->type) {
    case ATTRIBUTE_CHOICE:
    case ATTRIBUTE_LADDER:
        if (node->kind == NODE_TEXT && choice_called(attribute, node->text) != INDEX_NONE)
            diagnostic_hint(scope->sink, d, "Write it without quotation marks: `" TEXT_FMT "`.",
                            TEXT_ARG(node->text));
        else
            diagnostic_hint(scope->sink, d, "Possible here: " TEXT_FMT ".",
                            TEXT_ARG(value_list_words(scope->arena, names, count)));
        return;
    case ATTRIBUTE_TEXT:
        if (node->kind == NODE_NAME)
            diagnostic_hint(scope->sink, d, "Put it into quotation marks: `\"" TEXT_FMT "\"`.",
                            TEXT_ARG(node->text));
        else
            diagnostic_hint(scope->sink, d, "Possible here: a text such as `\"Acme\"`.");
        return;
    case ATTRIBUTE_WHOLE:
        diagnostic_hint(scope->sink, d, "Possible here: a number such as `12`, without a unit.");
        return;
    case ATTRIBUTE_DECIMAL:
        diagnostic_hint(scope->sink, d, "Possible here: a number such as `4.25`, without a unit.");
        return;
    case ATTRIBUTE_MONEY:
        diagnostic_hint(scope->sink, d, "Possible here: an amount such as `%.3s 250`.",
                        scope->model->currency.len == 3 ? scope->model->currency.at : "EUR");
        return;
    case ATTRIBUTE_YES_NO:
        diagnostic_hint(scope->sink, d, "Possible here: `yes` and `no`.");
        return;
    case ATTRIBUTE_TIME:
        diagnostic_hint(scope->sink, d,
                        "Possible here: a date with a time such as `2026-04-01 09:00`.");
        return;
    }
}

static bool complain_type(struct scope *scope, const struct attribute *attribute,
                          const struct node *node)
{
    struct diagnostic *d = diagnose(
        scope->sink, DIAG_TYPE_MISMATCH, node->span, "`" TEXT_FMT "` takes %s, and this is %s",
        TEXT_ARG(attribute->name), value_type_words(attribute->type), written_words(node));
    if (attribute->declared.source != SOURCE_NONE)
        diagnostic_label(scope->sink, d, attribute->declared, "declared here");
    hint_example(scope, d, attribute, node);
    return false;
}

static bool text_value(const struct node *node, struct value *value)
{
    value->type = VALUE_TEXT;
    value->text = node->text;
    return true;
}

static bool number_value(const struct node *node, struct value *value)
{
    value->type = VALUE_NUMBER;
    value->number = node->value.decimal;
    return true;
}

static bool yes_value(const struct node *node, struct value *value)
{
    value->type = VALUE_YES_NO;
    value->yes = node->value.yes;
    return true;
}

static bool time_value(const struct scope *scope, const struct node *node, struct value *value)
{
    value->type = VALUE_TIME;
    value->time = terms_instant(scope, node);
    return true;
}

bool terms_value(struct scope *scope, uint32_t number, const struct node *node, struct value *value)
{
    const struct attribute *attribute = &scope->model->schema.attributes[number];
    *value = (struct value){.type = VALUE_UNSET};
    switch (attribute->type) {
    case ATTRIBUTE_CHOICE:
    case ATTRIBUTE_LADDER:
        if (node->kind == NODE_NAME)
            return choice_value(scope, number, node, value);
        break;
    case ATTRIBUTE_TEXT:
        if (node->kind == NODE_TEXT)
            return text_value(node, value);
        break;
    case ATTRIBUTE_DECIMAL:
        if (node->kind == NODE_DECIMAL)
            return number_value(node, value);
        /* fall through */
    case ATTRIBUTE_WHOLE:
        if (node->kind == NODE_WHOLE)
            return number_value(node, value);
        break;
    case ATTRIBUTE_MONEY:
        if (node->kind == NODE_MONEY)
            return money_value(scope, node, value);
        break;
    case ATTRIBUTE_YES_NO:
        if (node->kind == NODE_YES_NO)
            return yes_value(node, value);
        break;
    case ATTRIBUTE_TIME:
        if (node->kind == NODE_INSTANT)
            return time_value(scope, node, value);
        break;
    }
    return complain_type(scope, attribute, node);
}
