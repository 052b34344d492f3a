/* origins.c - see origins.h. */
#include "check/origins.h"

#include "syntax/tree.h"

struct making {
    const struct scope *scope;
    const struct wording *wording;
    struct origin_file *files; /* by number of scope->files */
};

/* ---- Declarations ---- */

static struct origin_entry entry_of(const struct making *making, const struct wording_entry *from)
{
    struct origin_entry entry = {.head = from->head,
                                 .resolved = from->head.gone ? NULL : from->node,
                                 .lines = from->lines.at,
                                 .line_count = (uint32_t)from->lines.count};
    if (from->former) {
        struct origin_entry *former = ARENA_NEW(making->scope->arena, struct origin_entry);
        *former = entry_of(making, from->former);
        entry.former = former;
    }
    return entry;
}

/* ---- Libraries ---- */

static bool is_changed(const struct wording_entry *entry, uint32_t source)
{
    for (const struct wording_entry *at = entry; at; at = at->former)
        if (at->head.node->span.source == source && (at->head.gone || at->is_touched))
            return true;
    return false;
}

/* Does all that the file declares stand as it does there? Of one that is not in force nothing does.
 */
static bool stands(const struct making *making, uint32_t source, bool *declares)
{
    const struct wording *wording = making->wording;
    *declares = false;
    for (size_t i = 0; i < wording->entries.count; i++) {
        const struct wording_entry *entry = wording->entries.at[i];
        if (is_changed(entry, source))
            return false;
        *declares = *declares || entry->head.node->span.source == source;
    }
    return true;
}

/* Files come before their users. */
static void look_at(struct making *making, uint32_t number)
{
    const struct check_file *file = &making->scope->files.at[number];
    struct origin_file *out = &making->files[number];
    out->source = file->source;
    out->path = source_path(making->scope->sources, file->source);
    bool declares;
    out->is_whole = file->is_library && text_starts(out->path, TEXT("std/")) &&
                    stands(making, file->source, &declares);
    declares = out->is_whole && (declares || !file->root->kid[FILE_ITEMS]);
    for (size_t i = 0; i < file->uses.count; i++) {
        const struct origin_file *used = &making->files[file->uses.at[i]];
        out->is_whole = out->is_whole && used->is_whole;
        declares = declares || used->is_whole;
    }
    out->is_whole = out->is_whole && declares;
}

static void name_used(struct making *making, uint32_t number)
{
    const struct check_file *file = &making->scope->files.at[number];
    for (size_t i = 0; i < file->uses.count && !making->files[number].is_whole; i++)
        making->files[file->uses.at[i]].is_named = true;
}

static void take_files(struct making *making, struct origins *origins)
{
    const struct scope *scope = making->scope;
    uint32_t count = (uint32_t)scope->files.count;
    making->files = ARENA_ARRAY(scope->arena, count, struct origin_file);
    for (uint32_t i = 0; i < count; i++)
        look_at(making, i);
    for (uint32_t i = 0; i < count; i++)
        name_used(making, i);
    for (size_t i = 0; i < scope->added.count; i++)
        making->files[scope->added.at[i].file].is_named = true;
    struct origin_file *files = ARENA_ARRAY(scope->arena, count, struct origin_file);
    for (uint32_t i = 0; i < count; i++)
        if (scope->files.at[i].is_library)
            files[origins->file_count++] = making->files[i];
    origins->files = files;
}

/* ---- The whole ---- */

const struct origins *origins_new(const struct scope *scope)
{
    const struct wording *wording = scope->wording;
    struct making making = {.scope = scope, .wording = wording};
    struct origins *origins = ARENA_NEW(scope->arena, struct origins);
    struct origin_entry *entries =
        ARENA_ARRAY(scope->arena, wording->entries.count, struct origin_entry);
    for (size_t i = 0; i < wording->entries.count; i++)
        entries[i] = entry_of(&making, wording->entries.at[i]);
    *origins = (struct origins){.entries = entries,
                                .count = (uint32_t)wording->entries.count,
                                .charter = wording->charter,
                                .charter_layer = wording->charter_layer,
                                .charter_lines = wording->charter_lines.at,
                                .charter_line_count = (uint32_t)wording->charter_lines.count,
                                .layers = (const struct layer *const *)wording->layers->list.at,
                                .layer_count = (uint32_t)wording->layers->list.count};
    take_files(&making, origins);
    return origins;
}
