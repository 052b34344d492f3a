/* wording.c - takes the text of a date up, layer by layer. */
#include "check/wording.h"

#include "check/same.h"
#include "check/steps.h"
#include "syntax/tree.h"

/* ---- Finding ---- */

static bool stands(const struct wording_entry *entry)
{
    return !entry->head.gone;
}

struct wording_entry *wording_named(const struct wording *wording, enum node_kind kind,
                                    struct text name)
{
    struct wording_entry *entry =
        wording->names[kind] ? map_find(wording->names[kind], name) : NULL;
    return entry && stands(entry) ? entry : NULL;
}

struct wording_entry *wording_find(const struct wording *wording, const struct node *node,
                                   uint32_t *count)
{
    struct wording_entry *found = NULL;
    const struct node *name = node_name(node);
    if (name) {
        found = wording_named(wording, node->kind, name->text);
        *count = found ? 1 : 0;
        return found;
    }
    *count = 0;
    for (size_t i = 0; i < wording->entries.count; i++) {
        struct wording_entry *entry = wording->entries.at[i];
        if (stands(entry) && same_declaration(entry->head.node, node)) {
            found = found ? found : entry;
            ++*count;
        }
    }
    return found;
}

/* ---- Declaring ---- */

/* What may stand several times, each adding to the others. */
static bool adds_up(enum node_kind kind)
{
    return kind == NODE_TICKET || kind == NODE_STATUS || kind == NODE_RESPONSIBILITIES ||
           kind == NODE_USE;
}

static void report_parents(struct wording *wording, const struct node *node,
                           const struct wording_entry *first)
{
    struct sink *sink = wording->scope->sink;
    const struct node *name = node_name(node), *there = node_name(first->head.node);
    struct diagnostic *d =
        name ? diagnose(sink, DIAG_DECLARED_BY_PARENT, name->span,
                        "%s `" TEXT_FMT "` is declared, which the parent has already",
                        scope_kind_words(node->kind), TEXT_ARG(name->text))
             : diagnose(sink, DIAG_DECLARED_BY_PARENT, node->span,
                        "a `%s` is declared, which the parent has already", node_label(node->kind));
    diagnostic_label(sink, d, there ? there->span : first->head.node->span, "declared here");
    diagnostic_hint(sink, d,
                    node_kind_is(node->kind, NODE_ANY_PART)
                        ? "Write `replace` before it, or `replace in` with the lines that change."
                        : "Write `replace` before it.");
}

struct wording_entry *wording_declare(struct wording *wording, const struct node *node,
                                      const struct layer *layer)
{
    struct arena *arena = wording->scope->arena;
    const struct node *name = node_name(node);
    uint32_t count = 0;
    const struct wording_entry *first =
        adds_up(node->kind) ? NULL : wording_find(wording, node, &count);
    if (first && first->head.layer->charter > layer->charter) {
        report_parents(wording, node, first);
        return NULL;
    }
    struct wording_entry *entry = ARENA_NEW(arena, struct wording_entry);
    entry->head = (struct origin){.node = node, .layer = layer};
    entry->node = node;
    VECTOR_PUSH(arena, &wording->entries, entry);
    if (!wording->names[node->kind])
        wording->names[node->kind] = map_new(arena);
    if (name && !first)
        map_put(wording->names[node->kind], name->text, entry);
    return entry;
}

/* ---- Lines ---- */

static size_t last_slot(const struct node *declaration)
{
    return node_slot_count(declaration->kind) - 1;
}

const struct node *wording_items(const struct node *declaration)
{
    return declaration->kid[last_slot(declaration)];
}

void wording_touch(struct wording *wording, struct wording_entry *entry)
{
    if (entry->is_touched)
        return;
    entry->is_touched = true;
    for (const struct node *item = wording_items(entry->head.node); item; item = item->next) {
        struct origin line = {.node = item, .layer = entry->head.layer};
        VECTOR_PUSH(wording->scope->arena, &entry->lines, line);
    }
}

/* DECLARATION with the lines at AT that stand. */
static const struct node *joined(struct arena *arena, const struct node *declaration,
                                 const struct origin *at, size_t count)
{
    struct node *copy = node_copy(arena, declaration), **end = &copy->kid[last_slot(declaration)];
    *end = NULL;
    for (size_t i = 0; i < count; i++) {
        if (at[i].gone)
            continue;
        *end = node_copy(arena, at[i].node);
        end = &(*end)->next;
    }
    return copy;
}

void wording_join(struct wording *wording, struct wording_entry *entry)
{
    entry->node =
        joined(wording->scope->arena, entry->head.node, entry->lines.at, entry->lines.count);
}

/* ---- The `charter` block ---- */

/* What a child takes over from its parent where it says nothing of its own; an amendment all. */
static bool is_taken_over(const struct layer *layer, enum node_kind kind)
{
    return layer->kind == LAYER_AMENDMENT ||
           (kind != NODE_LANGUAGE && kind != NODE_VERSION && kind != NODE_EXTENDS);
}

static bool has_line(const struct wording *wording, size_t own, enum node_kind kind)
{
    for (size_t i = 0; i < own; i++)
        if (wording->charter_lines.at[i].node->kind == kind)
            return true;
    return false;
}

/* The lines of BLOCK, and those of the block before it that BLOCK does not have. */
void wording_take_charter(struct wording *wording, const struct node *block,
                          const struct layer *layer)
{
    struct arena *arena = wording->scope->arena;
    struct origin *before = wording->charter_lines.at;
    size_t count = wording->charter_lines.count, own;
    wording->charter_lines.at = NULL;
    wording->charter_lines.count = wording->charter_lines.cap = 0;
    for (const struct node *item = block->kid[CHARTER_ITEMS]; item; item = item->next) {
        struct origin line = {.node = item, .layer = layer};
        VECTOR_PUSH(arena, &wording->charter_lines, line);
    }
    own = wording->charter_lines.count;
    wording->charter_layer = layer;
    for (size_t i = 0; i < count; i++)
        if (is_taken_over(layer, before[i].node->kind) &&
            !has_line(wording, own, before[i].node->kind))
            VECTOR_PUSH(arena, &wording->charter_lines, before[i]);
    wording->charter =
        wording->charter_lines.count == own
            ? block
            : joined(arena, block, wording->charter_lines.at, wording->charter_lines.count);
}

/* ---- Layer by layer ---- */

/* Tests and properties are about the charter in which they stand; a library has none, nor
 * amendments. */
static bool is_taken_up(const struct wording *wording, const struct layer *layer,
                        enum node_kind kind)
{
    if (node_kind_is(kind, NODE_ANY_CHANGE) || kind == NODE_USE || kind == NODE_CHARTER)
        return false;
    if (kind == NODE_TEST || kind == NODE_PROPERTY)
        return layer->kind != LAYER_LIBRARY && layer->charter == wording->lowest;
    return kind != NODE_AMENDMENT || layer->kind != LAYER_LIBRARY;
}

static void declare_file(struct wording *wording, const struct node *root,
                         const struct layer *layer)
{
    for (const struct node *item = root->kid[FILE_ITEMS]; item; item = item->next)
        if (is_taken_up(wording, layer, item->kind))
            wording_declare(wording, item, layer);
}

/* Changes that stand in no amendment are those of a child to its parent. */
static void change_parent(struct wording *wording, const struct node *root,
                          const struct layer *layer)
{
    bool is_child =
        wording->charter && steps_find(wording->charter->kid[CHARTER_ITEMS], NODE_EXTENDS);
    for (const struct node *item = root->kid[FILE_ITEMS]; item; item = item->next) {
        if (!node_kind_is(item->kind, NODE_ANY_CHANGE))
            continue;
        if (is_child)
            wording_change(wording, item, layer);
        else
            diagnose(wording->scope->sink, DIAG_CHANGE_OF_NOTHING, item->span,
                     "a change that stands in no amendment, of a charter that extends no other");
    }
}

static void amend(struct wording *wording, uint32_t charter)
{
    for (size_t i = 0; i < wording->layers->list.count; i++) {
        const struct layer *layer = wording->layers->list.at[i];
        if (layer->kind != LAYER_AMENDMENT || layer->charter != charter ||
            !layer_is_in_force(layer, wording->date))
            continue;
        const struct node *change = layer->node->kid[AMENDMENT_CHANGES];
        for (; change; change = change->next)
            wording_change(wording, change, layer);
    }
}

static bool is_taken(const struct wording *wording, size_t number, uint32_t charter)
{
    const struct check_file *file = &wording->scope->files.at[number];
    return file->is_plain && file->charter == charter;
}

/* The file of CHARTER itself. */
static size_t file_of(const struct wording *wording, uint32_t charter)
{
    size_t i = 0;
    while (!is_taken(wording, i, charter) || wording->scope->files.at[i].is_library)
        i++;
    return i;
}

static void take(struct wording *wording, uint32_t charter)
{
    const struct check_file *files = wording->scope->files.at;
    size_t own = file_of(wording, charter);
    const struct node *block = steps_find(files[own].root->kid[FILE_ITEMS], NODE_CHARTER);
    if (block)
        wording_take_charter(wording, block, wording->layers->file.at[own]);
    change_parent(wording, files[own].root, wording->layers->file.at[own]);
    for (size_t i = 0; i < wording->scope->files.count; i++)
        if (is_taken(wording, i, charter))
            declare_file(wording, files[i].root, wording->layers->file.at[i]);
    amend(wording, charter);
}

struct wording *wording_new(struct scope *scope, const struct layers *layers, day date,
                            uint32_t lowest)
{
    struct wording *wording = ARENA_NEW(scope->arena, struct wording);
    *wording = (struct wording){.scope = scope, .layers = layers, .date = date, .lowest = lowest};
    for (uint32_t charter = layers->charters; charter-- > lowest;)
        take(wording, charter);
    return wording;
}
