/* compare_union.c - attributes, values, calendars and conditions of two charters as those of one.
 */
#include "analyse/compare_part.h"
#include "check/values.h"

/* ---- attributes ---- */

struct uniting {
    struct compare *compare;
    VECTOR(struct attribute) attributes;
    VECTOR(bool) contradicts;
    VECTOR(int32_t) from[2]; /* by attribute of both: that of a side, or ATTRIBUTE_ABSENT */
};

static const struct schema *schema_of(const struct uniting *uniting, int side)
{
    return &uniting->compare->side[side].model->schema;
}

static bool is_choice(const struct attribute *attribute)
{
    return attribute->type == ATTRIBUTE_CHOICE || attribute->type == ATTRIBUTE_LADDER;
}

static bool is_number(const struct attribute *attribute)
{
    return attribute->type == ATTRIBUTE_WHOLE || attribute->type == ATTRIBUTE_DECIMAL;
}

static bool same_place(const struct uniting *uniting, const struct attribute *a,
                       const struct attribute *b)
{
    if (!text_equal(a->name, b->name) || (a->origin == ORIGIN_EVENT) != (b->origin == ORIGIN_EVENT))
        return false;
    return a->origin != ORIGIN_EVENT ||
           text_equal(schema_of(uniting, 0)->kinds[a->event_kind].name,
                      schema_of(uniting, 1)->kinds[b->event_kind].name);
}

static bool same_type(const struct attribute *a, const struct attribute *b)
{
    return a->type == b->type || (is_choice(a) && is_choice(b)) || (is_number(a) && is_number(b));
}

static uint32_t add_attribute(struct uniting *uniting, const struct attribute *attribute,
                              bool contradicts)
{
    struct arena *arena = uniting->compare->arena;
    uint32_t number = (uint32_t)uniting->attributes.count;
    VECTOR_PUSH(arena, &uniting->attributes, *attribute);
    VECTOR_PUSH(arena, &uniting->contradicts, contradicts);
    for (int side = 0; side < 2; side++)
        VECTOR_PUSH(arena, &uniting->from[side], (int32_t)ATTRIBUTE_ABSENT);
    return number;
}

/* The attribute of both that is ATTRIBUTE of the second charter, or INDEX_NONE. */
static uint32_t find_attribute(struct uniting *uniting, const struct attribute *attribute)
{
    for (uint32_t i = 0; i < uniting->attributes.count; i++) {
        struct attribute *have = &uniting->attributes.at[i];
        if (uniting->from[1].at[i] != ATTRIBUTE_ABSENT || !same_place(uniting, have, attribute))
            continue;
        if (same_type(have, attribute)) {
            if (attribute->type == ATTRIBUTE_WHOLE)
                have->type = ATTRIBUTE_WHOLE;
            return i;
        }
        uniting->contradicts.at[i] = true;
    }
    return INDEX_NONE;
}

static bool contradicts_another(const struct uniting *uniting, const struct attribute *attribute)
{
    for (uint32_t i = 0; i < uniting->attributes.count; i++)
        if (uniting->contradicts.at[i] &&
            same_place(uniting, &uniting->attributes.at[i], attribute))
            return true;
    return false;
}

/* Attributes FIRST to LAST of SIDE, but for those of other versions. */
static void take(struct uniting *uniting, int side, uint32_t first, uint32_t last)
{
    struct compare_side *own = &uniting->compare->side[side];
    for (uint32_t i = first; i < last; i++) {
        const struct attribute *attribute = &own->model->schema.attributes[i];
        own->attributes[i] = INDEX_NONE;
        if (attribute->is_absent)
            continue;
        uint32_t number = side ? find_attribute(uniting, attribute) : INDEX_NONE;
        if (number == INDEX_NONE)
            number = add_attribute(uniting, attribute, contradicts_another(uniting, attribute));
        own->attributes[i] = number;
        uniting->from[side].at[number] = (int32_t)i;
    }
}

/* ---- values ---- */

static uint32_t find_choice(const struct choice *choices, uint32_t count, struct text name)
{
    for (uint32_t i = 0; i < count; i++)
        if (text_equal(choices[i].name, name))
            return i;
    return INDEX_NONE;
}

/* The choices of attribute NUMBER: of a value that only one of the charters knows there is no
 * ticket that both could judge. */
static void unite_choices(struct uniting *uniting, uint32_t number)
{
    struct compare *compare = uniting->compare;
    struct attribute *attribute = &uniting->attributes.at[number];
    VECTOR(struct choice) all = {0};
    VECTOR(int) known = {0};
    int sides = 0;
    for (int side = 0; side < 2; side++) {
        int32_t from = uniting->from[side].at[number];
        if (from == ATTRIBUTE_ABSENT)
            continue;
        const struct attribute *own = &compare->side[side].model->schema.attributes[from];
        uint32_t *map = ARENA_ARRAY(compare->arena, (size_t)own->choice_count + 1, uint32_t);
        sides++;
        for (uint32_t i = 0; i < own->choice_count; i++) {
            map[i] = find_choice(all.at, (uint32_t)all.count, own->choices[i].name);
            if (map[i] == INDEX_NONE) {
                map[i] = (uint32_t)all.count;
                VECTOR_PUSH(compare->arena, &all, own->choices[i]);
                VECTOR_PUSH(compare->arena, &known, 0);
            }
            known.at[map[i]] += !own->choices[i].is_absent;
        }
        compare->side[side].choices[from] = map;
    }
    for (uint32_t i = 0; i < all.count; i++)
        all.at[i].is_absent = known.at[i] < sides;
    attribute->type = ATTRIBUTE_CHOICE;
    attribute->choices = all.at;
    attribute->choice_count = (uint32_t)all.count;
}

/* ---- statuses ---- */

static void unite_statuses(struct uniting *uniting, struct schema *schema)
{
    struct compare *compare = uniting->compare;
    for (int side = 0; side < 2; side++) {
        const struct schema *own = schema_of(uniting, side);
        if (own->status >= 0 && compare->side[side].attributes[own->status] != INDEX_NONE)
            schema->status = (int32_t)compare->side[side].attributes[own->status];
    }
    if (schema->status < 0)
        return;
    uint32_t count = schema->attributes[schema->status].choice_count;
    enum status_class *classes = ARENA_ARRAY(compare->arena, (size_t)count + 1, enum status_class);
    bool *known = ARENA_ARRAY(compare->arena, (size_t)count + 1, bool);
    for (int side = 0; side < 2; side++) {
        const struct schema *own = schema_of(uniting, side);
        if (own->status < 0 || compare->side[side].attributes[own->status] == INDEX_NONE)
            continue;
        const struct attribute *status = &own->attributes[own->status];
        for (uint32_t i = 0; i < status->choice_count; i++) {
            uint32_t choice = compare->side[side].choices[own->status][i];
            if (status->choices[i].is_absent)
                continue;
            if (known[choice] && classes[choice] != own->classes[i])
                uniting->contradicts.at[schema->status] = true;
            classes[choice] = own->classes[i];
            known[choice] = true;
        }
    }
    schema->classes = classes;
}

static void unite_schemas(struct compare *compare)
{
    struct uniting uniting = {.compare = compare};
    struct schema *schema = &compare->both.schema;
    for (int side = 0; side < 2; side++) {
        struct compare_side *own = &compare->side[side];
        size_t count = (size_t)own->model->schema.count + 1;
        own->attributes = ARENA_ARRAY(compare->arena, count, uint32_t);
        own->choices = ARENA_ARRAY(compare->arena, count, uint32_t *);
        take(&uniting, side, 0, own->model->schema.stored);
    }
    schema->stored = (uint32_t)uniting.attributes.count;
    for (int side = 0; side < 2; side++)
        take(&uniting, side, schema_of(&uniting, side)->stored, schema_of(&uniting, side)->count);
    schema->count = (uint32_t)uniting.attributes.count;
    for (uint32_t i = 0; i < schema->count; i++)
        if (is_choice(&uniting.attributes.at[i]))
            unite_choices(&uniting, i);
    const struct compare_side *first = &compare->side[0];
    schema->attributes = uniting.attributes.at;
    schema->reopenings = (int32_t)first->attributes[first->model->schema.reopenings];
    schema->replies = (int32_t)first->attributes[first->model->schema.replies];
    schema->status = schema->service = schema->channel = schema->team = ATTRIBUTE_ABSENT;
    unite_statuses(&uniting, schema);
    compare->contradicts = uniting.contradicts.at;
}

/* ---- calendars ---- */

static void unite_calendars(struct compare *compare)
{
    size_t count = 0;
    for (int side = 0; side < 2; side++)
        count += (size_t)compare->side[side].model->calendar_count +
                 compare->side[side].model->maintenance_count;
    struct model_calendar *all = ARENA_ARRAY(compare->arena, count + 1, struct model_calendar);
    uint32_t at = 0;
    for (int side = 0; side < 2; side++) {
        struct compare_side *own = &compare->side[side];
        own->shift = at;
        for (uint32_t i = 0; i < own->model->calendar_count; i++)
            all[at++] = own->model->calendars[i];
        own->windows = at;
        for (uint32_t i = 0; i < own->model->maintenance_count; i++)
            all[at++] = (struct model_calendar){.name = own->model->maintenances[i].name,
                                                .period = own->model->maintenances[i].windows,
                                                .is_sound = true};
    }
    compare->both.calendars = all;
    compare->both.calendar_count = at;
    compare->open = ARENA_ARRAY(compare->arena, (size_t)at + 1, struct calendar_stretches);
}

/* ---- conditions ---- */

static struct value unite_value(const struct compare *compare, int side, uint32_t attribute,
                                struct value value)
{
    if (value.type == VALUE_CHOICE)
        value.choice = compare->side[side].choices[attribute][value.choice];
    return value;
}

static bool is_ranked(const struct condition *condition, uint32_t rank)
{
    uint32_t than = condition->values[0].choice;
    switch (condition->relation) {
    case RELATION_AT_LEAST:
        return rank >= than;
    case RELATION_AT_MOST:
        return rank <= than;
    case RELATION_MORE_THAN:
        return rank > than;
    case RELATION_LESS_THAN:
        return rank < than;
    }
    return false;
}

/* An order on a ladder is the set of the steps that it means: the other ladder may have others. */
static void spell_order(const struct compare *compare, int side, struct condition *condition)
{
    uint32_t number = condition->attribute;
    const struct attribute *ladder = &compare->side[side].model->schema.attributes[number];
    struct value *values = ARENA_ARRAY(compare->arena, ladder->choice_count, struct value);
    uint32_t count = 0;
    for (uint32_t i = 0; i < ladder->choice_count; i++)
        if (!ladder->choices[i].is_absent && is_ranked(condition, i))
            values[count++] = unite_value(compare, side, number,
                                          (struct value){.type = VALUE_CHOICE, .choice = i});
    condition->op = CONDITION_IS;
    condition->values = values;
    condition->value_count = count;
}

static void unite_values(const struct compare *compare, int side, struct condition *condition)
{
    struct value *values = ARENA_ARRAY(compare->arena, condition->value_count, struct value);
    for (uint32_t i = 0; i < condition->value_count; i++)
        values[i] = unite_value(compare, side, condition->attribute, condition->values[i]);
    condition->values = values;
}

const struct condition *compare_condition(const struct compare *compare, int side,
                                          const struct condition *condition)
{
    if (!condition)
        return NULL;
    struct condition *copy = ARENA_NEW(compare->arena, struct condition);
    const struct condition **parts =
        ARENA_ARRAY(compare->arena, condition->part_count, const struct condition *);
    for (uint32_t i = 0; i < condition->part_count; i++)
        parts[i] = compare_condition(compare, side, condition->parts[i]);
    *copy = *condition;
    copy->parts = parts;
    if (copy->op == CONDITION_DURING)
        copy->calendar += compare->side[side].shift;
    if (copy->op == CONDITION_ORDER && copy->values[0].type == VALUE_CHOICE)
        spell_order(compare, side, copy);
    else if (copy->op == CONDITION_IS)
        unite_values(compare, side, copy);
    if (copy->op == CONDITION_IS || copy->op == CONDITION_KNOWN || copy->op == CONDITION_ORDER)
        copy->attribute = compare->side[side].attributes[copy->attribute];
    return copy;
}

struct text compare_contradiction(const struct compare *compare, const struct condition *condition)
{
    const struct schema *schema = &compare->both.schema;
    uint32_t asked = INDEX_NONE;
    if (!condition)
        return TEXT("");
    for (uint32_t i = 0; i < condition->part_count; i++) {
        struct text name = compare_contradiction(compare, condition->parts[i]);
        if (name.len)
            return name;
    }
    if (condition->op == CONDITION_CLASS && schema->status >= 0)
        asked = (uint32_t)schema->status;
    else if (condition->op == CONDITION_IS || condition->op == CONDITION_KNOWN ||
             condition->op == CONDITION_ORDER)
        asked = condition->attribute;
    return asked != INDEX_NONE && compare->contradicts[asked] ? schema->attributes[asked].name
                                                              : TEXT("");
}

bool compare_implies(const struct compare *compare, const struct condition *a,
                     const struct condition *b)
{
    return cells_implies(compare->cells, a, b) == CELLS_YES;
}

bool compare_equal(const struct compare *compare, const struct condition *a,
                   const struct condition *b)
{
    return compare_implies(compare, a, b) && compare_implies(compare, b, a);
}

/* ---- events ---- */

static struct text kind_name(const struct compare *compare, int side, uint32_t kind)
{
    return kind == INDEX_NONE ? TEXT("") : compare->side[side].model->schema.kinds[kind].name;
}

static struct text status_name(const struct compare *compare, int side, uint32_t status)
{
    const struct schema *schema = &compare->side[side].model->schema;
    return status == INDEX_NONE ? TEXT("")
                                : schema->attributes[schema->status].choices[status].name;
}

bool compare_same_trigger(const struct compare *compare, const struct trigger *a,
                          const struct trigger *b)
{
    return a->actor == b->actor && a->has_class == b->has_class &&
           (!a->has_class || a->status_class == b->status_class) &&
           text_equal(kind_name(compare, 0, a->kind), kind_name(compare, 1, b->kind)) &&
           text_equal(status_name(compare, 0, a->status), status_name(compare, 1, b->status));
}

/* ---- targets ---- */

static void unite_targets(struct compare *compare, int side)
{
    struct compare_side *own = &compare->side[side];
    struct target *targets =
        ARENA_ARRAY(compare->arena, (size_t)own->model->target_count + 1, struct target);
    for (uint32_t i = 0; i < own->model->target_count; i++) {
        const struct target *target = &own->model->targets[i];
        targets[i] = *target;
        if (target->is_absent)
            continue;
        struct clause *clauses =
            ARENA_ARRAY(compare->arena, (size_t)target->clause_count + 1, struct clause);
        targets[i].about = compare_condition(compare, side, target->about);
        targets[i].excludes = compare_condition(compare, side, target->excludes);
        targets[i].calendar += own->shift;
        for (uint32_t k = 0; k < target->clause_count; k++) {
            clauses[k] = target->clauses[k];
            clauses[k].when = compare_condition(compare, side, target->clauses[k].when);
            clauses[k].calendar += own->shift;
        }
        targets[i].clauses = clauses;
    }
    own->targets = targets;
}

/* As if it had no other version and no end. */
static const struct model *always_in_force(struct arena *arena, const struct model *model)
{
    struct model *open = ARENA_NEW(arena, struct model);
    struct model_version *version = ARENA_NEW(arena, struct model_version);
    *open = *model;
    open->in_force_from = open->in_force_until = DAY_NONE;
    open->version_from = open->version_until = DAY_NONE;
    *version = (struct model_version){DAY_NONE, DAY_NONE, TEXT(""), open};
    open->versions = version;
    open->version_count = 1;
    return open;
}

void compare_unite(struct compare *compare, day from, day until)
{
    compare->both = *compare->side[1].model;
    compare->both.version_from = from;
    compare->both.version_until = until;
    unite_schemas(compare);
    unite_calendars(compare);
    compare->cells = cells_new(compare->arena, &compare->both);
    for (int side = 0; side < 2; side++) {
        unite_targets(compare, side);
        compare->side[side].open = always_in_force(compare->arena, compare->side[side].model);
    }
    const struct zone *zone = compare->both.zone ? compare->both.zone : zone_utc();
    day first, last;
    cells_dates(&compare->both, &first, &last);
    compare->from = zone_to_instant(zone, first, 0).at;
    compare->to = zone_to_instant(zone, last, MICROS_DAY).at;
}
