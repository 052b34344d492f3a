/* schemas.c - the union of schemas, and then each version's own view of it. */
#include "check/schemas.h"

/* An attribute of the union. Its choices are those of all versions. */
struct united {
    struct attribute attribute; /* as the first version that has it says */
    VECTOR(struct choice) choices;
    VECTOR(enum status_class) classes; /* of a status */
    struct map *numbers;               /* name of a choice → its number + 1, as a pointer */
};

struct uniting {
    struct arena *arena;
    VECTOR(struct united *) attributes;
    VECTOR(struct event_kind) kinds;
    struct scope *scope; /* at hand */
};

/* ---- Choices ---- */

static uint32_t number_of(const struct united *united, struct text name)
{
    uintptr_t number = united->numbers ? (uintptr_t)map_find(united->numbers, name) : 0;
    return number ? (uint32_t)number - 1 : INDEX_NONE;
}

static void number_choices(struct uniting *uniting, struct united *united)
{
    united->numbers = map_new(uniting->arena);
    for (size_t i = 0; i < united->choices.count; i++)
        map_put(united->numbers, united->choices.at[i].name, (void *)(uintptr_t)(i + 1));
}

static void add_choices(struct uniting *uniting, struct united *united,
                        const struct attribute *attribute)
{
    const struct schema *schema = &uniting->scope->model->schema;
    for (uint32_t i = 0; i < attribute->choice_count; i++) {
        if (number_of(united, attribute->choices[i].name) != INDEX_NONE)
            continue;
        VECTOR_PUSH(uniting->arena, &united->choices, attribute->choices[i]);
        if (attribute->origin == ORIGIN_STATUS)
            VECTOR_PUSH(uniting->arena, &united->classes, schema->classes[i]);
        if (!united->numbers)
            united->numbers = map_new(uniting->arena);
        map_put(united->numbers, attribute->choices[i].name,
                (void *)(uintptr_t)united->choices.count);
    }
}

/* ---- Ladders ---- */

/* Two ladders merged from the lowest rung up: what both have has to come in the same order, and
 * between two of those only one of the ladders may have rungs of its own. */
struct merge {
    const struct united *old;
    const struct attribute *new;
    size_t at_old, at_new;
    VECTOR(struct choice) list;
};

static bool is_in_new(const struct merge *merge, struct text name)
{
    for (uint32_t i = 0; i < merge->new->choice_count; i++)
        if (text_equal(merge->new->choices[i].name, name))
            return true;
    return false;
}

static bool merge_gap(struct uniting *uniting, struct merge *merge)
{
    size_t count = merge->list.count, added;
    while (merge->at_old < merge->old->choices.count &&
           !is_in_new(merge, merge->old->choices.at[merge->at_old].name))
        VECTOR_PUSH(uniting->arena, &merge->list, merge->old->choices.at[merge->at_old++]);
    added = merge->list.count - count;
    while (merge->at_new < merge->new->choice_count &&
           number_of(merge->old, merge->new->choices[merge->at_new].name) == INDEX_NONE)
        VECTOR_PUSH(uniting->arena, &merge->list, merge->new->choices[merge->at_new++]);
    return added == 0 || merge->list.count == count + added;
}

static bool merge_ladders(struct uniting *uniting, struct united *united,
                          const struct attribute *attribute)
{
    struct merge merge = {.old = united, .new = attribute};
    for (;;) {
        if (!merge_gap(uniting, &merge))
            return false;
        bool more_old = merge.at_old < united->choices.count;
        bool more_new = merge.at_new < attribute->choice_count;
        if (!more_old && !more_new)
            break;
        struct choice *old = &united->choices.at[merge.at_old];
        if (!more_old || !more_new || !text_equal(old->name, attribute->choices[merge.at_new].name))
            return false;
        VECTOR_PUSH(uniting->arena, &merge.list, *old);
        merge.at_old++, merge.at_new++;
    }
    united->choices.at = merge.list.at;
    united->choices.count = merge.list.count;
    united->choices.cap = merge.list.cap;
    number_choices(uniting, united);
    return true;
}

/* ---- Attributes ---- */

static struct united *find(const struct uniting *uniting, struct text name)
{
    for (size_t i = 0; i < uniting->attributes.count; i++)
        if (text_equal(uniting->attributes.at[i]->attribute.name, name))
            return uniting->attributes.at[i];
    return NULL;
}

static void report(struct uniting *uniting, const struct attribute *old,
                   const struct attribute *new, const char *what)
{
    struct diagnostic *d = diagnose(uniting->scope->sink, DIAG_SCHEMA_CHANGE, new->declared,
                                    "`" TEXT_FMT "` %s in all versions", TEXT_ARG(new->name), what);
    diagnostic_label(uniting->scope->sink, d, old->declared, "the other version");
    diagnostic_hint(uniting->scope->sink, d,
                    "A log is read once for all versions; give what is new a name of its own.");
}

static void unite(struct uniting *uniting, struct united *united, const struct attribute *attribute)
{
    const struct attribute *old = &united->attribute;
    if (old->type != attribute->type || old->origin != attribute->origin)
        report(uniting, old, attribute, "is not the same kind of thing");
    else if (old->origin == ORIGIN_EVENT && old->event_kind != attribute->event_kind)
        report(uniting, old, attribute, "does not come with the same event");
    else if (old->type != ATTRIBUTE_LADDER)
        add_choices(uniting, united, attribute);
    else if (!merge_ladders(uniting, united, attribute))
        report(uniting, old, attribute, "does not have the same order of values");
}

static void take_attribute(struct uniting *uniting, const struct attribute *attribute)
{
    struct united *united = find(uniting, attribute->name);
    if (united) {
        unite(uniting, united, attribute);
        return;
    }
    united = ARENA_NEW(uniting->arena, struct united);
    united->attribute = *attribute;
    VECTOR_PUSH(uniting->arena, &uniting->attributes, united);
    add_choices(uniting, united, attribute);
}

/* Number in the union of kind number KIND of the scope at hand. */
static uint32_t kind_number(const struct uniting *uniting, uint32_t kind)
{
    struct text name = uniting->scope->model->schema.kinds[kind].name;
    uint32_t i = 0;
    while (!text_equal(uniting->kinds.at[i].name, name))
        i++;
    return i;
}

static void take_kinds(struct uniting *uniting)
{
    const struct schema *schema = &uniting->scope->model->schema;
    for (uint32_t i = 0; i < schema->kind_count; i++) {
        size_t k = 0;
        while (k < uniting->kinds.count &&
               !text_equal(uniting->kinds.at[k].name, schema->kinds[i].name))
            k++;
        if (k == uniting->kinds.count)
            VECTOR_PUSH(uniting->arena, &uniting->kinds, schema->kinds[i]);
    }
}

static void take_group(struct uniting *uniting, enum attribute_origin origin)
{
    const struct schema *schema = &uniting->scope->model->schema;
    for (uint32_t i = 0; i < schema->count; i++) {
        struct attribute attribute = schema->attributes[i];
        if (attribute.origin != origin)
            continue;
        if (origin == ORIGIN_EVENT)
            attribute.event_kind = kind_number(uniting, attribute.event_kind);
        take_attribute(uniting, &attribute);
    }
}

/* Group by group, as in a schema of one version: what is stored comes before what is counted. */
static void take_attributes(struct uniting *uniting, struct scope *const *scopes, size_t count)
{
    static const enum attribute_origin order[] = {ORIGIN_TICKET,     ORIGIN_EVENT,   ORIGIN_STATUS,
                                                  ORIGIN_SERVICE,    ORIGIN_CHANNEL, ORIGIN_TEAM,
                                                  ORIGIN_REOPENINGS, ORIGIN_REPLIES};
    for (size_t group = 0; group < sizeof order / sizeof *order; group++)
        for (size_t i = 0; i < count; i++) {
            uniting->scope = scopes[i];
            take_group(uniting, order[group]);
        }
}

/* ---- A version's view ---- */

static const struct attribute *own_attribute(const struct schema *schema, struct text name)
{
    for (uint32_t i = 0; i < schema->count; i++)
        if (text_equal(schema->attributes[i].name, name))
            return &schema->attributes[i];
    return NULL;
}

static const struct choice *view_choices(const struct uniting *uniting, const struct united *united,
                                         const struct attribute *own)
{
    size_t count = united->choices.count;
    struct choice *choices = ARENA_ARRAY(uniting->arena, count, struct choice);
    for (size_t i = 0; i < count; i++) {
        choices[i] = united->choices.at[i];
        choices[i].is_absent = true;
    }
    for (uint32_t i = 0; own && i < own->choice_count; i++) {
        uint32_t number = number_of(united, own->choices[i].name);
        if (number != INDEX_NONE)
            choices[number] = own->choices[i];
    }
    return choices;
}

static struct attribute view_attribute(const struct uniting *uniting, const struct united *united)
{
    const struct schema *schema = &uniting->scope->model->schema;
    const struct attribute *own = own_attribute(schema, united->attribute.name);
    struct attribute view = own ? *own : united->attribute;
    view.is_absent = !own;
    view.optional = view.optional || !own;
    view.event_kind = united->attribute.event_kind;
    view.choices = view_choices(uniting, united, own);
    view.choice_count = (uint32_t)united->choices.count;
    return view;
}

/* A version's own classes of the statuses; those that it lacks have another version's. */
static const enum status_class *view_classes(const struct uniting *uniting,
                                             const struct united *united)
{
    const struct schema *schema = &uniting->scope->model->schema;
    enum status_class *classes =
        ARENA_ARRAY(uniting->arena, united->choices.count, enum status_class);
    for (size_t i = 0; i < united->classes.count; i++)
        classes[i] = united->classes.at[i];
    if (schema->status == ATTRIBUTE_ABSENT)
        return classes;
    const struct attribute *own = &schema->attributes[schema->status];
    for (uint32_t i = 0; i < own->choice_count; i++)
        classes[number_of(united, own->choices[i].name)] = schema->classes[i];
    return classes;
}

static const struct event_kind *view_kinds(const struct uniting *uniting)
{
    const struct schema *schema = &uniting->scope->model->schema;
    struct event_kind *kinds = ARENA_ARRAY(uniting->arena, uniting->kinds.count, struct event_kind);
    for (size_t i = 0; i < uniting->kinds.count; i++) {
        kinds[i] = uniting->kinds.at[i];
        kinds[i].is_absent = true;
    }
    for (uint32_t i = 0; i < schema->kind_count; i++)
        kinds[kind_number(uniting, i)] = schema->kinds[i];
    return kinds;
}

/* Where a schema keeps the number of what comes from ORIGIN; NULL: nowhere. */
static int32_t *place_of(struct schema *schema, enum attribute_origin origin)
{
    switch (origin) {
    case ORIGIN_STATUS:
        return &schema->status;
    case ORIGIN_SERVICE:
        return &schema->service;
    case ORIGIN_CHANNEL:
        return &schema->channel;
    case ORIGIN_TEAM:
        return &schema->team;
    case ORIGIN_REOPENINGS:
        return &schema->reopenings;
    case ORIGIN_REPLIES:
        return &schema->replies;
    default:
        return NULL;
    }
}

static struct schema view(const struct uniting *uniting)
{
    uint32_t count = (uint32_t)uniting->attributes.count;
    struct attribute *attributes = ARENA_ARRAY(uniting->arena, count, struct attribute);
    struct schema schema = {.attributes = attributes,
                            .count = count,
                            .kinds = view_kinds(uniting),
                            .kind_count = (uint32_t)uniting->kinds.count,
                            .status = ATTRIBUTE_ABSENT,
                            .service = ATTRIBUTE_ABSENT,
                            .channel = ATTRIBUTE_ABSENT,
                            .team = ATTRIBUTE_ABSENT};
    for (uint32_t i = 0; i < count; i++) {
        const struct united *united = uniting->attributes.at[i];
        attributes[i] = view_attribute(uniting, united);
        int32_t *place = place_of(&schema, attributes[i].origin);
        if (place && !attributes[i].is_absent)
            *place = (int32_t)i;
        if (attributes[i].origin == ORIGIN_STATUS)
            schema.classes = view_classes(uniting, united);
        schema.stored += attributes[i].origin < ORIGIN_REOPENINGS;
    }
    return schema;
}

void schemas_unite(struct scope *const *scopes, size_t count)
{
    if (count < 2)
        return;
    struct uniting uniting = {.arena = scopes[0]->arena};
    for (size_t i = 0; i < count; i++) {
        uniting.scope = scopes[i];
        take_kinds(&uniting);
    }
    take_attributes(&uniting, scopes, count);
    for (size_t i = 0; i < count; i++) {
        uniting.scope = scopes[i];
        scopes[i]->model->schema = view(&uniting);
    }
}

struct schema schemas_whole(struct arena *arena, const struct schema *schema)
{
    struct schema whole = *schema;
    struct attribute *attributes = ARENA_ARRAY(arena, schema->count, struct attribute);
    struct event_kind *kinds = ARENA_ARRAY(arena, schema->kind_count, struct event_kind);
    for (uint32_t i = 0; i < schema->count; i++) {
        int32_t *place = place_of(&whole, schema->attributes[i].origin);
        if (place)
            *place = (int32_t)i;
        attributes[i] = schema->attributes[i];
        attributes[i].is_absent = false;
        struct choice *choices = ARENA_ARRAY(arena, attributes[i].choice_count, struct choice);
        for (uint32_t k = 0; k < attributes[i].choice_count; k++) {
            choices[k] = schema->attributes[i].choices[k];
            choices[k].is_absent = false;
        }
        attributes[i].choices = choices;
    }
    for (uint32_t i = 0; i < schema->kind_count; i++) {
        kinds[i] = schema->kinds[i];
        kinds[i].is_absent = false;
    }
    whole.attributes = attributes;
    whole.kinds = kinds;
    return whole;
}
