/* logs_map.c - value maps of a `log` block. */
#include "check/logs_part.h"
#include "check/terms.h"
#include "check/terms_part.h"
#include "syntax/tree.h"

static bool is_word(const struct node *node, enum word word)
{
    return node->kind == NODE_WORD && node_word(node) == word;
}

static bool report_mapped(struct scope *scope, const struct node *node, const char *wanted)
{
    diagnose(scope->sink, DIAG_BAD_MAPPING, node->span,
             "the column can't give `" TEXT_FMT "`, expected %s",
             TEXT_ARG(span_text(scope->sources, node->span)), wanted);
    return false;
}

static bool read_event(struct scope *scope, const struct node *node, struct log_mapped *to)
{
    if (is_word(node, WORD_NO_EVENT)) {
        to->type = MAPPED_NO_EVENT;
        return true;
    }
    if (node->kind != NODE_HAPPENING)
        return report_mapped(scope, node, "an event or `no event`");
    const struct node *by = node->kid[HAPPENING_BY];
    to->type = MAPPED_EVENT;
    to->kind = scope_kind(scope, node->kid[HAPPENING_NAME]);
    return (!by || terms_role(scope, by, &to->actor)) && to->kind != INDEX_NONE;
}

/* `"2" is "Pending"`: as if the export said so. A library leaves it open what the charter has. */
static bool read_text(struct log_reading *reading, uint32_t number, const struct node *node,
                      struct log_mapped *to)
{
    struct scope *scope = reading->scope;
    const struct attribute *attribute = &scope->model->schema.attributes[number];
    bool has_choices = attribute->type == ATTRIBUTE_CHOICE || attribute->type == ATTRIBUTE_LADDER;
    to->type = MAPPED_TEXT;
    to->text = node->text;
    if (!has_choices || reading->is_library ||
        attribute_choice_named(attribute, node->text) != INDEX_NONE)
        return true;
    struct diagnostic *diagnostic =
        diagnose(scope->sink, DIAG_UNKNOWN_CHOICE, node->span,
                 "\"" TEXT_FMT "\" is neither a name nor a title of a value of `" TEXT_FMT "`",
                 TEXT_ARG(node->text), TEXT_ARG(attribute->name));
    struct text *titles =
        ARENA_ARRAY(scope->arena, (size_t)attribute->choice_count * 2 + 1, struct text);
    for (uint32_t i = 0; i < attribute->choice_count; i++) {
        titles[2 * i] = attribute->choices[i].title;
        titles[2 * i + 1] = attribute->choices[i].name;
    }
    struct text near = diagnostic_nearest(node->text, titles, (size_t)attribute->choice_count * 2);
    if (near.len)
        diagnostic_hint(scope->sink, diagnostic, "Did you mean \"" TEXT_FMT "\"?", TEXT_ARG(near));
    return false;
}

static bool read_value(struct log_reading *reading, uint32_t attribute, const struct node *node,
                       struct log_mapped *to)
{
    struct scope *scope = reading->scope;
    to->type = MAPPED_VALUE;
    if (node->kind == NODE_WORD || (node->kind == NODE_HAPPENING && node->kid[HAPPENING_BY]))
        return report_mapped(scope, node, "a value of the attribute");
    if (node->kind == NODE_TEXT)
        return read_text(reading, attribute, node, to);
    if (node->kind == NODE_HAPPENING)
        node = node->kid[HAPPENING_NAME];
    return terms_value(scope, attribute, node, &to->value);
}

/* What a text of the column described by SPEC means. */
static bool read_mapped(struct log_reading *reading, const struct log_column_spec *spec,
                        const struct node *node, struct log_mapped *to)
{
    struct scope *scope = reading->scope;
    *to = (struct log_mapped){.type = MAPPED_UNSET, .kind = INDEX_NONE};
    if (is_word(node, WORD_NOT_KNOWN))
        return true;
    switch (spec->role) {
    case LOG_EVENT:
        return read_event(scope, node, to);
    case LOG_ATTRIBUTE:
        return read_value(reading, spec->attribute, node, to);
    case LOG_ACTOR:
        to->type = MAPPED_ACTOR;
        if (node->kind != NODE_HAPPENING || node->kid[HAPPENING_BY])
            return report_mapped(scope, node, "`customer`, `agent` or `system`");
        return terms_role(scope, node->kid[HAPPENING_NAME], &to->actor);
    case LOG_PUBLIC:
        to->type = MAPPED_PUBLIC;
        to->is_public = node->kind == NODE_YES_NO && node->value.yes;
        return node->kind == NODE_YES_NO || report_mapped(scope, node, "yes or no");
    default:
        return report_mapped(scope, node, "no values at all: it is read as it stands");
    }
}

struct mappings {
    VECTOR(struct log_mapping) list;
    struct map *seen; /* → TEXT */
};

static void add_mapping(struct scope *scope, struct mappings *mappings, const struct node *from,
                        const struct log_mapped *to)
{
    const struct node *first = map_find(mappings->seen, from->text);
    if (first) {
        struct diagnostic *diagnostic =
            diagnose(scope->sink, DIAG_BAD_MAPPING, from->span,
                     "\"" TEXT_FMT "\" is given a meaning twice", TEXT_ARG(from->text));
        diagnostic_label(scope->sink, diagnostic, first->span, "the first one");
        return;
    }
    map_put(mappings->seen, from->text, (void *)(uintptr_t)from);
    struct log_mapping mapping = {from->text, *to, from->span};
    VECTOR_PUSH(scope->arena, &mappings->list, mapping);
}

void log_map(struct log_reading *reading, const struct node *lines, const struct node *otherwise,
             struct log_column_spec *spec)
{
    struct scope *scope = reading->scope;
    struct mappings mappings = {.seen = map_new(scope->arena)};
    for (const struct node *line = lines; line; line = line->next) {
        struct log_mapped to;
        if (!read_mapped(reading, spec, line->kid[MAP_LINE_VALUE], &to))
            continue;
        for (const struct node *from = line->kid[MAP_LINE_TEXTS]; from; from = from->next)
            add_mapping(scope, &mappings, from, &to);
    }
    for (uint32_t i = 0; i < spec->mapping_count; i++)
        VECTOR_PUSH(scope->arena, &mappings.list, spec->mappings[i]);
    spec->mappings = mappings.list.at;
    spec->mapping_count = (uint32_t)mappings.list.count;
    if (otherwise)
        spec->has_otherwise = read_mapped(reading, spec, otherwise, &spec->otherwise);
}
