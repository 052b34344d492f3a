/* layers.c - see layers.h. */
#include "check/layers.h"

#include "check/steps.h"
#include "syntax/tree.h"

struct making {
    struct scope *scope;
    struct layers *layers;
    uint32_t rank;
};

static struct text charter_name(const struct node *root)
{
    const struct node *block = steps_find(root->kid[FILE_ITEMS], NODE_CHARTER);
    return block ? node_name(block)->text : TEXT("");
}

static struct layer *add(struct making *making, const struct layer *like)
{
    struct layer *layer = ARENA_NEW(making->scope->arena, struct layer);
    *layer = *like;
    layer->rank = making->rank;
    VECTOR_PUSH(making->scope->arena, &making->layers->list, layer);
    return layer;
}

static const struct layer *file_layer(struct making *making, const struct check_file *file)
{
    enum layer_kind kind = file->is_library ? LAYER_LIBRARY
                           : file->charter  ? LAYER_PARENT
                                            : LAYER_CHARTER;
    struct text name = file->is_library ? TEXT("") : charter_name(file->root);
    return add(making, &(struct layer){.kind = kind,
                                       .source = file->source,
                                       .charter = file->charter,
                                       .name = name,
                                       .from = DAY_NONE,
                                       .until = DAY_NONE});
}

/* ---- Amendments ---- */

static bool is_backward(struct scope *scope, const struct node *dates)
{
    const struct node *until = dates->kid[IN_FORCE_UNTIL];
    if (!until || until->value.date.day >= dates->kid[IN_FORCE_FROM]->value.date.day)
        return false;
    diagnose(scope->sink, DIAG_BACKWARD_RANGE, dates->span,
             "the amendment ends on " TEXT_FMT ", before it begins", TEXT_ARG(until->text));
    return true;
}

static day from_of(const struct node *amendment)
{
    return amendment->kid[AMENDMENT_IN_FORCE]->kid[IN_FORCE_FROM]->value.date.day;
}

typedef VECTOR(const struct node *) node_list;

/* By their first day; those of the same day as written. */
static node_list sorted(struct scope *scope, const struct node *root)
{
    node_list out = {0};
    for (const struct node *item = root->kid[FILE_ITEMS]; item; item = item->next) {
        if (item->kind != NODE_AMENDMENT || is_backward(scope, item->kid[AMENDMENT_IN_FORCE]))
            continue;
        VECTOR_PUSH(scope->arena, &out, item);
        size_t i = out.count - 1;
        for (; i > 0 && from_of(out.at[i - 1]) > from_of(item); i--)
            out.at[i] = out.at[i - 1];
        out.at[i] = item;
    }
    return out;
}

static void add_amendments(struct making *making, const struct check_file *file)
{
    node_list amendments = sorted(making->scope, file->root);
    for (size_t i = 0; i < amendments.count; i++) {
        const struct node *node = amendments.at[i];
        const struct node *until = node->kid[AMENDMENT_IN_FORCE]->kid[IN_FORCE_UNTIL];
        if (!i || from_of(amendments.at[i - 1]) != from_of(node))
            making->rank++;
        add(making, &(struct layer){.kind = LAYER_AMENDMENT,
                                    .source = file->source,
                                    .charter = file->charter,
                                    .name = node_name(node)->text,
                                    .from = from_of(node),
                                    .until = until ? until->value.date.day : DAY_NONE,
                                    .node = node});
    }
}

/* ---- The whole ---- */

struct layers *layers_new(struct scope *scope)
{
    struct making making = {scope, ARENA_NEW(scope->arena, struct layers), 0};
    for (size_t i = 0; i < scope->files.count; i++) {
        const struct check_file *file = &scope->files.at[i];
        VECTOR_PUSH(scope->arena, &making.layers->file, file_layer(&making, file));
        if (file->is_library)
            continue;
        add_amendments(&making, file);
        making.rank++;
        making.layers->charters++;
    }
    return making.layers;
}

static bool is_within(struct span span, const struct node *node)
{
    return span.source == node->span.source && span.from >= node->span.from &&
           span.to <= node->span.to;
}

const struct layer *layers_of(const struct layers *layers, struct span span)
{
    const struct layer *of_file = NULL;
    for (size_t i = 0; i < layers->list.count; i++) {
        const struct layer *layer = layers->list.at[i];
        if (layer->node && is_within(span, layer->node))
            return layer;
        if (!layer->node && layer->source == span.source)
            of_file = layer;
    }
    return of_file;
}

bool layer_is_in_force(const struct layer *layer, day date)
{
    if (date == DAY_NONE)
        return false;
    return layer->from <= date && (layer->until == DAY_NONE || date <= layer->until);
}

struct text layer_words(struct arena *arena, const struct sources *sources,
                        const struct layer *layer)
{
    char date[CIVIL_ROOM];
    if (layer->kind == LAYER_LIBRARY)
        return text_format(arena, "library " TEXT_FMT,
                           TEXT_ARG(source_path(sources, layer->source)));
    if (layer->kind != LAYER_AMENDMENT)
        return text_format(arena, "%s `" TEXT_FMT "`",
                           layer->kind == LAYER_PARENT ? "parent" : "charter",
                           TEXT_ARG(layer->name));
    civil_write_date(date, layer->from);
    return text_format(arena, "amendment `" TEXT_FMT "` from %s", TEXT_ARG(layer->name), date);
}
