/* test.c - conditions: as tables over codes for the many, straight for the few. */
#include "base/decimal.h"
#include "judge/plan.h"

static bool same_value(const struct value *a, const struct value *b)
{
    if (a->type != b->type)
        return false;
    switch (a->type) {
    case VALUE_UNSET:
        return false;
    case VALUE_CHOICE:
        return a->choice == b->choice;
    case VALUE_TEXT:
        return text_equal(a->text, b->text);
    case VALUE_NUMBER:
        return decimal_compare(a->number, b->number) == 0;
    case VALUE_MONEY:
        return text_equal(text_of(a->currency), text_of(b->currency)) &&
               decimal_compare(a->number, b->number) == 0;
    case VALUE_YES_NO:
        return a->yes == b->yes;
    case VALUE_TIME:
        return a->time == b->time;
    }
    return false;
}

/* -1, 0, 1; false where the two can't be compared. */
static bool compare_values(const struct value *a, const struct value *b, int *order)
{
    if (a->type != b->type)
        return false;
    switch (a->type) {
    case VALUE_CHOICE:
        *order = (a->choice > b->choice) - (a->choice < b->choice);
        return true;
    case VALUE_NUMBER:
        *order = decimal_compare(a->number, b->number);
        return true;
    case VALUE_MONEY:
        *order = decimal_compare(a->number, b->number);
        return text_equal(text_of(a->currency), text_of(b->currency));
    case VALUE_TIME:
        *order = (a->time > b->time) - (a->time < b->time);
        return true;
    default:
        return false;
    }
}

static bool related(const struct condition *condition, const struct value *value)
{
    int order = 0;
    if (!compare_values(value, &condition->values[0], &order))
        return false;
    switch (condition->relation) {
    case RELATION_AT_LEAST:
        return order >= 0;
    case RELATION_AT_MOST:
        return order <= 0;
    case RELATION_MORE_THAN:
        return order > 0;
    case RELATION_LESS_THAN:
        return order < 0;
    }
    return false;
}

/* An atom of one attribute, for one value of it (3.7: unset is equal to nothing, and in no order).
 */
bool judge_atom_holds(const struct condition *atom, const struct value *value)
{
    if (atom->op == CONDITION_KNOWN)
        return value->type != VALUE_UNSET;
    if (value->type == VALUE_UNSET)
        return false;
    if (atom->op == CONDITION_ORDER)
        return related(atom, value);
    for (uint32_t i = 0; i < atom->value_count; i++)
        if (same_value(value, &atom->values[i]))
            return true;
    return false;
}

struct value view_value(const struct judge *judge, uint32_t attribute, const struct view *view)
{
    const struct schema *schema = &judge->model->schema;
    if (attribute < schema->stored)
        return judge->log->columns[attribute].width
                   ? judge->log->columns[attribute].values[view->codes[attribute]]
                   : (struct value){.type = VALUE_UNSET};
    bool replies = schema->attributes[attribute].origin == ORIGIN_REPLIES;
    uint32_t counted = replies ? view->replies : view->reopenings;
    return (struct value){.type = VALUE_NUMBER, .number = {.digits = counted}};
}

static bool in_class(const struct judge *judge, enum status_class wanted, const struct view *view)
{
    int32_t status = judge->model->schema.status;
    if (status != ATTRIBUTE_ABSENT) {
        struct value value = view_value(judge, (uint32_t)status, view);
        if (value.type == VALUE_CHOICE)
            return judge->model->schema.classes[value.choice] == wanted;
    }
    return (view->done ? CLASS_DONE : CLASS_WORKING) == wanted;
}

bool condition_holds(const struct judge *judge, const struct condition *condition,
                     const struct view *view)
{
    bool wanted = condition->op == CONDITION_ANY;
    switch (condition->op) {
    case CONDITION_ALL:
    case CONDITION_ANY:
        for (uint32_t i = 0; i < condition->part_count; i++)
            if (condition_holds(judge, condition->parts[i], view) == wanted)
                return wanted;
        return !wanted;
    case CONDITION_NOT:
        return !condition_holds(judge, condition->parts[0], view);
    case CONDITION_CLASS:
        return in_class(judge, condition->status_class, view);
    case CONDITION_DURING:
        return calendar_is_open(judge->calendars[condition->calendar].compiled, view->opening);
    default: {
        struct value value = view_value(judge, condition->attribute, view);
        return judge_atom_holds(condition, &value);
    }
    }
}

const struct condition *condition_first_failed(const struct judge *judge,
                                               const struct condition *condition,
                                               const struct view *view)
{
    if (condition->op != CONDITION_ALL)
        return condition_holds(judge, condition, view) ? NULL : condition;
    for (uint32_t i = 0; i < condition->part_count; i++) {
        const struct condition *failed = condition_first_failed(judge, condition->parts[i], view);
        if (failed)
            return failed;
    }
    return NULL;
}

void condition_mark(const struct schema *schema, const struct condition *condition, bool *named)
{
    if (!condition)
        return;
    for (uint32_t i = 0; i < condition->part_count; i++)
        condition_mark(schema, condition->parts[i], named);
    if (condition->op == CONDITION_CLASS && schema->status != ATTRIBUTE_ABSENT)
        named[schema->status] = true;
    if (condition->op == CONDITION_IS || condition->op == CONDITION_KNOWN ||
        condition->op == CONDITION_ORDER)
        named[condition->attribute] = true;
}

/* ---- as tables ---- */

static const bool *table_of(const struct judge *judge, const struct condition *condition)
{
    const struct event_column *column = &judge->log->columns[condition->attribute];
    uint32_t count = column->width ? column->value_count : 1;
    bool *holds = ARENA_ARRAY(judge->arena, count, bool);
    struct value unset = {.type = VALUE_UNSET};
    for (uint32_t code = 0; code < count; code++)
        holds[code] = judge_atom_holds(condition, code ? &column->values[code] : &unset);
    return holds;
}

/* By code of the status; code 0, not known, is looked at when it is asked. */
static const bool *class_table(const struct judge *judge, enum status_class wanted)
{
    const struct schema *schema = &judge->model->schema;
    if (schema->status == ATTRIBUTE_ABSENT)
        return NULL;
    const struct event_column *column = &judge->log->columns[schema->status];
    uint32_t count = column->width ? column->value_count : 1;
    bool *holds = ARENA_ARRAY(judge->arena, count, bool);
    for (uint32_t code = 1; code < count; code++)
        holds[code] = schema->classes[column->values[code].choice] == wanted;
    return holds;
}

static const struct test *const *parts_of(const struct judge *judge,
                                          const struct condition *condition)
{
    const struct test **parts =
        ARENA_ARRAY(judge->arena, condition->part_count, const struct test *);
    for (uint32_t i = 0; i < condition->part_count; i++)
        parts[i] = test_new(judge, condition->parts[i]);
    return parts;
}

static bool parts_hold(const struct test *test, uint32_t code)
{
    bool wanted = test->op == CONDITION_ANY;
    if (test->op == CONDITION_NOT)
        return !test->parts[0]->holds[code];
    for (uint32_t i = 0; i < test->part_count; i++)
        if (test->parts[i]->holds[code] == wanted)
            return wanted;
    return !wanted;
}

/* Where all parts ask for one attribute they are one table; but for code 0, which a class looks at
 * when it is asked. NULL: they do not. */
static const bool *table_of_parts(const struct judge *judge, const struct test *test)
{
    uint32_t attribute = test->parts[0]->attribute;
    for (uint32_t i = 0; i < test->part_count; i++)
        if (!test->parts[i]->holds || test->parts[i]->attribute != attribute)
            return NULL;
    const struct event_column *column = &judge->log->columns[attribute];
    uint32_t count = column->width ? column->value_count : 1;
    bool *holds = ARENA_ARRAY(judge->arena, count, bool);
    for (uint32_t code = 1; code < count; code++)
        holds[code] = parts_hold(test, code);
    return holds;
}

const struct test *test_new(const struct judge *judge, const struct condition *condition)
{
    if (!condition)
        return NULL;
    struct test *test = ARENA_NEW(judge->arena, struct test);
    const struct schema *schema = &judge->model->schema;
    *test = (struct test){.op = condition->op,
                          .source = condition,
                          .attribute = condition->attribute,
                          .part_count = condition->part_count};
    if (condition->part_count) {
        test->parts = parts_of(judge, condition);
        test->attribute = test->parts[0]->attribute;
        test->holds = table_of_parts(judge, test);
    } else if (condition->op == CONDITION_DURING)
        test->calendar = judge->calendars[condition->calendar].compiled;
    else if (condition->op == CONDITION_CLASS) {
        test->attribute = (uint32_t)schema->status;
        test->holds = class_table(judge, condition->status_class);
    } else if (condition->attribute < schema->stored)
        test->holds = table_of(judge, condition);
    else
        test->counts_replies = schema->attributes[condition->attribute].origin == ORIGIN_REPLIES;
    return test;
}

static bool class_holds(const struct test *test, const struct view *view)
{
    enum status_class by_events = view->done ? CLASS_DONE : CLASS_WORKING;
    uint32_t code = test->holds ? view->codes[test->attribute] : 0;
    return code ? test->holds[code] : by_events == test->source->status_class;
}

/* Of an attribute that the judge counts. */
static bool counted_holds(const struct test *test, const struct view *view)
{
    uint32_t counted = test->counts_replies ? view->replies : view->reopenings;
    struct value value = {.type = VALUE_NUMBER, .number = {.digits = counted}};
    return judge_atom_holds(test->source, &value);
}

bool test_holds_slowly(const struct test *test, const struct view *view)
{
    bool wanted = test->op == CONDITION_ANY;
    switch (test->op) {
    case CONDITION_ALL:
    case CONDITION_ANY:
        for (uint32_t i = 0; i < test->part_count; i++)
            if (test_holds(test->parts[i], view) == wanted)
                return wanted;
        return !wanted;
    case CONDITION_NOT:
        return !test_holds(test->parts[0], view);
    case CONDITION_CLASS:
        return class_holds(test, view);
    case CONDITION_DURING:
        return calendar_is_open(test->calendar, view->opening);
    default:
        return test->holds ? test->holds[view->codes[test->attribute]] : counted_holds(test, view);
    }
}
