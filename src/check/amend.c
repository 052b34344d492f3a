/* amend.c - changes of whole declarations: what they change has to be there, what they add must
 * not, and nothing is changed twice on one day, since then the order of the text would matter.
 */
#include "check/same.h"
#include "check/steps.h"
#include "check/wording.h"
#include "syntax/tree.h"

/* One change that is being made. */
struct making {
    struct wording *wording;
    const struct node *change;
    const struct layer *layer;
};

static struct sink *sink_of(const struct making *making)
{
    return making->wording->scope->sink;
}

/* ---- What is not there ---- */

/* The first amendment that adds a KIND called NAME, whenever it does. */
static const struct layer *adds_later(const struct wording *wording, enum node_kind kind,
                                      struct text name)
{
    for (size_t i = 0; i < wording->layers->list.count; i++) {
        const struct layer *layer = wording->layers->list.at[i];
        const struct node *change = layer->node ? layer->node->kid[AMENDMENT_CHANGES] : NULL;
        for (; change; change = change->next) {
            const struct node *added =
                change->kind == NODE_ADD ? change->kid[ADD_DECLARATION] : NULL;
            if (added && added->kind == kind && node_name(added) &&
                text_equal(node_name(added)->text, name))
                return layer;
        }
    }
    return NULL;
}

static void explain_absence(const struct making *making, struct diagnostic *diagnostic,
                            enum node_kind kind, struct text name)
{
    const struct wording *wording = making->wording;
    const struct wording_entry *gone =
        wording->names[kind] ? map_find(wording->names[kind], name) : NULL;
    const struct layer *adds = gone ? NULL : adds_later(wording, kind, name);
    if (gone)
        diagnostic_label(sink_of(making), diagnostic, gone->head.gone->span, "removed here");
    else if (adds)
        diagnostic_note(
            sink_of(making), diagnostic, "It is added by " TEXT_FMT ".",
            TEXT_ARG(layer_words(wording->scope->arena, wording->scope->sources, adds)));
}

static void report_unknown(const struct making *making, enum node_kind kind,
                           const struct node *name)
{
    const struct wording *wording = making->wording;
    VECTOR(struct text) words = {0};
    for (size_t i = 0; i < wording->entries.count; i++) {
        const struct wording_entry *entry = wording->entries.at[i];
        if (entry->head.node->kind == kind && !entry->head.gone)
            VECTOR_PUSH(wording->scope->arena, &words, node_name(entry->head.node)->text);
    }
    struct diagnostic *diagnostic = diagnose(sink_of(making), DIAG_UNKNOWN_NAME, name->span,
                                             "`" TEXT_FMT "` is not declared as %s",
                                             TEXT_ARG(name->text), scope_kind_words(kind));
    explain_absence(making, diagnostic, kind, name->text);
    struct text nearest = diagnostic_nearest(name->text, words.at, words.count);
    diagnostic_slip(sink_of(making), diagnostic, name->span, name->text, nearest);
    if (nearest.len)
        diagnostic_hint(sink_of(making), diagnostic, "Did you mean `" TEXT_FMT "`?",
                        TEXT_ARG(nearest));
}

static void report_none(const struct making *making, const struct node *wanted, uint32_t count)
{
    if (count == 0 && node_name(wanted)) {
        report_unknown(making, wanted->kind, node_name(wanted));
        return;
    }
    diagnose(sink_of(making), count ? DIAG_CHANGE_UNCLEAR : DIAG_CHANGE_OF_NOTHING,
             making->change->span,
             count ? "there are several `%s` blocks, and nothing says which one is meant"
                   : "there is no such `%s` block that could be changed",
             node_label(wanted->kind));
}

/* What stands as WANTED is declared; else the only one of a kind without names. */
static struct wording_entry *find_changed(const struct making *making, const struct node *wanted)
{
    const struct wording *wording = making->wording;
    uint32_t count;
    struct wording_entry *found = wording_find(wording, wanted, &count);
    if (count == 0 && !node_name(wanted))
        for (size_t i = 0; i < wording->entries.count; i++) {
            struct wording_entry *entry = wording->entries.at[i];
            if (entry->head.node->kind != wanted->kind || entry->head.gone)
                continue;
            found = entry;
            count++;
        }
    if (count == 1)
        return found;
    report_none(making, wanted, count);
    return NULL;
}

/* ---- What may not be changed ---- */

bool change_is_single(struct wording *wording, const struct node *change, const struct layer *layer,
                      const struct origin *origin)
{
    struct sink *sink = wording->scope->sink;
    if (origin->layer->rank != layer->rank)
        return true;
    struct diagnostic *d = diagnose(sink, DIAG_CHANGED_TWICE, change->span,
                                    layer->kind == LAYER_AMENDMENT
                                        ? "a second change of the same thing from the same day on"
                                        : "a second change of the same thing");
    diagnostic_label(sink, d, origin->node->span, "the first one");
    diagnostic_hint(sink, d, "Say all of it in one change%s.",
                    layer->kind == LAYER_AMENDMENT ? ", or let one begin later" : "");
    return false;
}

enum word change_lock(const struct origin *line, const struct layer *layer)
{
    bool is_line = node_kind_is(line->node->kind, NODE_ANY_TARGET_ITEM);
    return is_line && line->layer->charter > layer->charter ? node_lock(line->node) : WORD_NONE;
}

void change_report_lock(struct wording *wording, const struct node *place,
                        const struct origin *line)
{
    struct sink *sink = wording->scope->sink;
    struct diagnostic *d = diagnose(sink, DIAG_LOCKED, place->span,
                                    "a change of what the parent `" TEXT_FMT "` has locked",
                                    TEXT_ARG(line->layer->name));
    diagnostic_label(sink, d, line->node->span, "locked here");
    diagnostic_hint(sink, d, "Leave it as it is; only the parent can change it.");
}

/* The first line of ENTRY that is locked against LAYER with WORD, or more. */
static bool is_lock_broken(const struct making *making, const struct origin *line, bool removes)
{
    enum word lock = change_lock(line, making->layer);
    if (lock == WORD_NONE || (lock == WORD_NO_LOOSER && !removes))
        return false;
    change_report_lock(making->wording, making->change, line);
    return true;
}

static bool is_free(const struct making *making, const struct wording_entry *entry, bool removes)
{
    if (entry->head.node->kind != NODE_TARGET)
        return true;
    for (const struct node *item = wording_items(entry->head.node); item; item = item->next)
        if (is_lock_broken(making, &(struct origin){.node = item, .layer = entry->head.layer},
                           removes))
            return false;
    for (size_t i = 0; i < entry->waiting.count; i++) {
        const struct wording_change *waiting = &entry->waiting.at[i];
        const struct node *item = wording_items(waiting->change->kid[0]);
        for (; item; item = item->next)
            if (is_lock_broken(making, &(struct origin){.node = item, .layer = waiting->layer},
                               removes))
                return false;
    }
    return true;
}

/* Nothing of ENTRY was said on the day of the change already. */
static bool is_single(const struct making *making, const struct wording_entry *entry)
{
    struct wording *wording = making->wording;
    if (!change_is_single(wording, making->change, making->layer, &entry->head))
        return false;
    for (size_t i = 0; i < entry->lines.count; i++)
        if (!change_is_single(wording, making->change, making->layer, &entry->lines.at[i]))
            return false;
    for (size_t i = 0; i < entry->waiting.count; i++) {
        const struct wording_change *waiting = &entry->waiting.at[i];
        struct origin origin = {.node = waiting->change, .layer = waiting->layer};
        if (!change_is_single(wording, making->change, making->layer, &origin))
            return false;
    }
    return true;
}

static bool may_change(const struct making *making, const struct wording_entry *entry, bool removes)
{
    return is_single(making, entry) && is_free(making, entry, removes);
}

/* ---- Whole declarations ---- */

static void take_away(const struct making *making, struct wording_entry *entry,
                      const struct node *instead)
{
    entry->head.gone = making->change;
    entry->head.gone_by = making->layer;
    entry->head.instead = instead;
}

static void put_in_place(const struct making *making, struct wording_entry *old,
                         const struct node *node)
{
    struct wording *wording = making->wording;
    struct wording_entry *entry = ARENA_NEW(wording->scope->arena, struct wording_entry);
    entry->head = (struct origin){.node = node, .layer = making->layer};
    entry->node = node;
    entry->former = old;
    size_t i = 0;
    while (wording->entries.at[i] != old)
        i++;
    wording->entries.at[i] = entry;
    if (node_name(node))
        map_put(wording->names[node->kind], node_name(node)->text, entry);
}

/* What is one for all versions can't be changed by an amendment. */
static bool is_fixed(enum node_kind kind)
{
    return kind == NODE_IN_FORCE || kind == NODE_EXTENDS || kind == NODE_TIMEZONE ||
           kind == NODE_CURRENCY || kind == NODE_LANGUAGE;
}

static void report_fixed(const struct making *making, const struct node *place,
                         const struct node *old)
{
    struct diagnostic *d = diagnose(
        sink_of(making), DIAG_NOT_BY_CHANGE, place->span,
        "an amendment can't change the name of a charter, its dates, zone, currency, language or "
        "parent");
    if (old)
        diagnostic_label(sink_of(making), d, old->span, "said here");
}

/* An amendment gives the block anew: what a charter says of itself, not what it is. */
static void replace_charter(const struct making *making, const struct node *block)
{
    struct wording *wording = making->wording;
    const struct node *old = wording->charter;
    if (making->layer->kind != LAYER_AMENDMENT || !old) {
        diagnose(sink_of(making), DIAG_NOT_BY_CHANGE, making->change->span,
                 "a child has a `charter` block of its own, which takes over what it does not say");
        return;
    }
    if (!text_equal(node_name(old)->text, node_name(block)->text))
        report_fixed(making, node_name(block), node_name(old));
    for (const struct node *item = block->kid[CHARTER_ITEMS]; item; item = item->next) {
        const struct node *before = steps_find(old->kid[CHARTER_ITEMS], item->kind);
        if (is_fixed(item->kind) && !node_same(item, before))
            report_fixed(making, item, before);
    }
    wording_take_charter(wording, block, making->layer);
}

static bool may_be_changed(const struct making *making, const struct node *declaration)
{
    if (declaration->kind != NODE_USE && declaration->kind != NODE_AMENDMENT)
        return true;
    diagnose(sink_of(making), DIAG_NOT_BY_CHANGE, making->change->span,
             declaration->kind == NODE_USE
                 ? "a `use` can't be replaced; replace what the file declares"
                 : "an amendment can't be changed; let another one follow it");
    return false;
}

static void replace(const struct making *making)
{
    const struct node *declaration = making->change->kid[REPLACE_DECLARATION];
    if (declaration->kind == NODE_CHARTER) {
        replace_charter(making, declaration);
        return;
    }
    if (!may_be_changed(making, declaration))
        return;
    struct wording_entry *old = find_changed(making, declaration);
    if (!old || !may_change(making, old, false))
        return;
    take_away(making, old, declaration);
    put_in_place(making, old, declaration);
}

/* ---- Additions ---- */

static void report_there(const struct making *making, const struct node *declaration,
                         const struct wording_entry *first)
{
    const struct node *name = node_name(declaration), *there = node_name(first->head.node);
    struct diagnostic *d =
        name ? diagnose(sink_of(making), DIAG_CHANGE_OF_NOTHING, name->span,
                        "`" TEXT_FMT "` can't be added, %s has that name already",
                        TEXT_ARG(name->text), scope_kind_words(declaration->kind))
             : diagnose(sink_of(making), DIAG_CHANGE_OF_NOTHING, declaration->span,
                        "the `%s` block can't be added, there is one already",
                        node_label(declaration->kind));
    diagnostic_label(sink_of(making), d, there ? there->span : first->head.node->span,
                     "declared here");
}

static uint32_t file_added(const struct scope *scope, const struct node *change)
{
    for (size_t i = 0; i < scope->added.count; i++)
        if (scope->added.at[i].change == change)
            return scope->added.at[i].file;
    return INDEX_NONE;
}

static bool is_declared_from(const struct wording *wording, const struct node *root)
{
    for (size_t i = 0; i < wording->entries.count; i++)
        if (wording->entries.at[i]->head.node->span.source == root->span.source)
            return true;
    return false;
}

static void add_declaration(const struct making *making, const struct node *declaration)
{
    uint32_t count = 0;
    const struct wording_entry *first = NULL;
    if (declaration->kind != NODE_RESPONSIBILITIES && declaration->kind != NODE_TICKET &&
        declaration->kind != NODE_STATUS)
        first = wording_find(making->wording, declaration, &count);
    if (first)
        report_there(making, declaration, first);
    else
        wording_declare(making->wording, declaration, making->layer);
}

/* What a file declares that nothing has used so far, and what that one uses. */
static bool add_file(const struct making *making, uint32_t number)
{
    const struct check_file *file = &making->wording->scope->files.at[number];
    const struct node *item = file->root->kid[FILE_ITEMS];
    if (is_declared_from(making->wording, file->root))
        return false;
    for (size_t i = 0; i < file->uses.count; i++)
        add_file(making, file->uses.at[i]);
    for (; item; item = item->next)
        if (item->kind != NODE_USE)
            add_declaration(making, item);
    return true;
}

static void add(const struct making *making)
{
    const struct node *declaration = making->change->kid[ADD_DECLARATION];
    if (declaration->kind == NODE_CHARTER || declaration->kind == NODE_AMENDMENT) {
        diagnose(sink_of(making), DIAG_NOT_BY_CHANGE, making->change->span,
                 "a `%s` block can't be added by a change", node_label(declaration->kind));
        return;
    }
    if (declaration->kind != NODE_USE) {
        add_declaration(making, declaration);
        return;
    }
    uint32_t file = file_added(making->wording->scope, making->change);
    if (file != INDEX_NONE && !add_file(making, file))
        diagnose(sink_of(making), DIAG_CHANGE_OF_NOTHING, making->change->span,
                 "the file is used already");
}

/* ---- Removals ---- */

static void remove_one(const struct making *making)
{
    const struct node *name = making->change->kid[REMOVE_NAME];
    enum node_kind kind = node_kind_removed(making->change);
    struct wording_entry *entry = wording_named(making->wording, kind, name->text);
    if (!entry)
        report_unknown(making, kind, name);
    else if (may_change(making, entry, true))
        take_away(making, entry, NULL);
}

/* ---- Lines ---- */

static void change_lines(const struct making *making)
{
    const struct node *part = making->change->kid[0];
    bool replaces = making->change->kind == NODE_REPLACE_IN;
    struct wording_entry *entry = find_changed(making, part);
    if (!entry || !change_is_single(making->wording, making->change, making->layer, &entry->head))
        return;
    if (part->kind == NODE_TARGET) {
        struct wording_change waiting = {making->change, making->layer};
        VECTOR_PUSH(making->wording->scope->arena, &entry->waiting, waiting);
        return;
    }
    struct line_change change = {making->wording, entry, making->change, making->layer};
    wording_touch(making->wording, entry);
    for (const struct node *item = wording_items(part); item; item = item->next)
        (replaces ? lines_replace : lines_add)(&change, item);
    wording_join(making->wording, entry);
}

void wording_change(struct wording *wording, const struct node *change, const struct layer *layer)
{
    struct making making = {wording, change, layer};
    if (change->kind == NODE_REPLACE)
        replace(&making);
    else if (change->kind == NODE_ADD)
        add(&making);
    else if (change->kind == NODE_REMOVE)
        remove_one(&making);
    else if (change->kid[0]->kind == NODE_TICKET)
        lines_of_ticket(wording, change, layer);
    else if (change->kid[0]->kind == NODE_STATUS)
        lines_of_status(wording, change, layer);
    else
        change_lines(&making);
}
