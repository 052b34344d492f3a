/* flatten_log.c - what a version does not know is left out of a `log` block, which is written for
 * all versions.
 */
#include "report/flatten_part.h"
#include "syntax/tree.h"

/* ---- What the version lacks ---- */

static const struct attribute *attribute_called(const struct model *model, struct text name)
{
    for (uint32_t i = 0; i < model->schema.count; i++)
        if (text_equal(model->schema.attributes[i].name, name))
            return &model->schema.attributes[i];
    return NULL;
}

static bool lacks_kind(const struct model *model, struct text name)
{
    for (uint32_t i = 0; i < model->schema.kind_count; i++)
        if (text_equal(model->schema.kinds[i].name, name))
            return model->schema.kinds[i].is_absent;
    return false;
}

static bool lacks_choice(const struct attribute *attribute, struct text name)
{
    for (uint32_t i = 0; attribute && i < attribute->choice_count; i++)
        if (text_equal(attribute->choices[i].name, name))
            return attribute->choices[i].is_absent;
    return false;
}

/* Of the column NAME: what a text is said to mean. */
static bool lacks_value(const struct model *model, const struct node *name,
                        const struct node *value)
{
    if (!value || value->kind != NODE_HAPPENING)
        return false;
    if (text_is(name->text, "event"))
        return lacks_kind(model, value->kid[HAPPENING_NAME]->text);
    return lacks_choice(attribute_called(model, name->text), value->kid[HAPPENING_NAME]->text);
}

/* ---- Skipping ---- */

static void skip(struct flatten *flatten, uint32_t source, uint32_t from, uint32_t to)
{
    VECTOR_PUSH(flatten->arena, &flatten->skipped, ((struct span){source, from, to}));
}

/* What texts of a column mean. */
struct map {
    const struct node *item, *name, *lines, *otherwise;
};

/* Where `otherwise is VALUE` begins. */
static uint32_t otherwise_from(struct flatten *flatten, const struct map *map)
{
    uint32_t source = map->item->span.source;
    return flatten_before(flatten, source,
                          flatten_before(flatten, source, map->otherwise->span.from));
}

static bool skip_some(struct flatten *flatten, const struct map *map)
{
    const struct model *model = flatten->model;
    uint32_t source = map->item->span.source;
    bool keeps = false;
    for (const struct node *line = map->lines; line; line = line->next)
        if (lacks_value(model, map->name, line->kid[MAP_LINE_VALUE]))
            skip(flatten, source, line->span.from, line->span.to);
        else
            keeps = true;
    if (map->otherwise && lacks_value(model, map->name, map->otherwise))
        skip(flatten, source, otherwise_from(flatten, map), map->otherwise->span.to);
    else
        keeps = keeps || map->otherwise;
    return keeps;
}

/* A column without any meanings has no `end`. */
static void skip_in_map(struct flatten *flatten, const struct map *map)
{
    if (!map->lines && !map->otherwise)
        return;
    uint32_t from = map->lines ? map->lines->span.from : otherwise_from(flatten, map);
    if (skip_some(flatten, map))
        return;
    if (map->item->kind == NODE_LOG_FOR)
        from = map->item->span.from;
    skip(flatten, map->item->span.source, from, map->item->span.to);
}

static void skip_column(struct flatten *flatten, const struct map *map)
{
    const struct attribute *attribute = attribute_called(flatten->model, map->name->text);
    if (attribute && attribute->is_absent)
        skip(flatten, map->item->span.source, map->item->span.from, map->item->span.to);
    else
        skip_in_map(flatten, map);
}

static void skip_in_item(struct flatten *flatten, const struct node *item)
{
    if (item->kind == NODE_LOG_FROM)
        skip_column(flatten, &(struct map){item, item->kid[LOG_FROM_NAME], item->kid[LOG_FROM_MAP],
                                           item->kid[LOG_FROM_OTHERWISE]});
    else if (item->kind == NODE_LOG_FOR)
        skip_column(flatten, &(struct map){item, item->kid[LOG_FOR_NAME], item->kid[LOG_FOR_MAP],
                                           item->kid[LOG_FOR_OTHERWISE]});
    else if (item->kind == NODE_LOG_AT &&
             lacks_kind(flatten->model, item->kid[LOG_AT_EVENT]->kid[HAPPENING_NAME]->text))
        skip(flatten, item->span.source, item->span.from, item->span.to);
}

void flatten_log(struct flatten *flatten, const struct node *log)
{
    for (const struct node *item = log->kid[LOG_ITEMS]; item; item = item->next)
        skip_in_item(flatten, item);
    flatten_end_line(flatten);
    flatten_tokens(flatten, log->span);
    flatten_end_line(flatten);
    flatten->skipped.count = 0;
}
