/* imports.c - files and what they use, each read once.
 *
 * The files form a graph; it is walked depth first, and the path walked is kept, so that a loop can
 * be named.
 */
#include "base/embedded.h"
#include "check/echoes.h"
#include "check/icalendars.h"
#include "check/steps.h"
#include "syntax/syntax.h"
#include "syntax/tree.h"

enum { DEPTH_MOST = 64 };

typedef VECTOR(uint32_t) number_list;

struct import {
    struct scope *scope;
    const struct check_input *input;
    struct map *seen;          /* path → its number in scope->files, once it has been read */
    VECTOR(struct text) walk;  /* paths from a charter to the file at hand */
    VECTOR(struct text) chain; /* paths of charters, each the parent of the one before */
    bool is_text;              /* the charter is */
};

static uint32_t read_file(struct import *import, uint32_t source);

/* ---- Where a file is ---- */

struct place_of_use {
    const struct node *path; /* TEXT */
    struct text from;        /* path of the file that uses it */
};

/* Gives the name of a file of the standard library that was probably meant, or the empty text. */
static struct text report_unknown(struct import *import, const struct place_of_use *use)
{
    struct scope *scope = import->scope;
    struct diagnostic *diagnostic =
        diagnose(scope->sink, DIAG_USE_UNREADABLE, use->path->span,
                 "there is no file \"" TEXT_FMT "\" that can be read", TEXT_ARG(use->path->text));
    VECTOR(struct text) names = {0};
    for (const struct embedded *file = embedded_library; file->name; file++)
        VECTOR_PUSH(scope->arena, &names, text_of(file->name));
    struct text nearest = diagnostic_nearest(use->path->text, names.at, names.count);
    if (nearest.len)
        diagnostic_hint(scope->sink, diagnostic, "Did you mean \"" TEXT_FMT "\"?",
                        TEXT_ARG(nearest));
    return nearest;
}

static bool find_file(struct import *import, const struct place_of_use *use, struct text *path,
                      struct text *bytes)
{
    struct text wanted = use->path->text;
    if (text_starts(wanted, TEXT("std/"))) {
        *path = wanted;
        *bytes = embedded_find(embedded_library, wanted);
        return bytes->at != NULL;
    }
    const struct check_input *input = import->input;
    return input->load && wanted.len && input->load(input->context, use->from, wanted, path, bytes);
}

/* ---- Loops ---- */

/* "a.chr uses b.chr uses a.chr" of the last COUNT paths at AT and then NAME. */
static struct text loop_words(struct import *import, const struct text *at, size_t count,
                              const char *does, struct text name)
{
    struct arena *arena = import->scope->arena;
    struct text loop = at[0];
    for (size_t i = 1; i < count; i++)
        loop = text_format(arena, TEXT_FMT " %s " TEXT_FMT, TEXT_ARG(loop), does, TEXT_ARG(at[i]));
    return text_format(arena, TEXT_FMT " %s " TEXT_FMT, TEXT_ARG(loop), does, TEXT_ARG(name));
}

/* Place of NAME among COUNT paths, or COUNT. */
static size_t place_of(const struct text *paths, size_t count, struct text name)
{
    size_t i = 0;
    while (i < count && !text_equal(paths[i], name))
        i++;
    return i;
}

static void report_loop(struct import *import, const struct node *path, struct text name)
{
    size_t first = place_of(import->walk.at, import->walk.count, name);
    struct text loop =
        loop_words(import, import->walk.at + first, import->walk.count - first, "uses", name);
    diagnose(import->scope->sink, DIAG_USE_LOOP, path->span,
             "the files use each other in a loop: " TEXT_FMT, TEXT_ARG(loop));
}

static bool is_on_walk(const struct import *import, struct text path)
{
    return place_of(import->walk.at, import->walk.count, path) < import->walk.count;
}

static bool is_too_deep(struct import *import, const struct node *path)
{
    if (import->walk.count < DEPTH_MOST)
        return false;
    diagnose(import->scope->sink, DIAG_USE_LOOP, path->span,
             "files use each other more than %d deep", DEPTH_MOST);
    echoes_note_file(import->scope);
    return true;
}

/* ---- Walking ---- */

/* A parent is extended, not used. */
static bool is_charter(struct import *import, const struct place_of_use *use, struct text path)
{
    if (place_of(import->chain.at, import->chain.count, path) == import->chain.count)
        return false;
    diagnose(import->scope->sink, DIAG_SECOND_CHARTER, use->path->span,
             "a file that is used has a `charter` block, expected only declarations");
    return true;
}

/* The number of the file in scope->files; INDEX_NONE, reported, if it can't be used. */
static uint32_t follow(struct import *import, const struct place_of_use *use)
{
    struct text path, bytes;
    const uint32_t *seen = NULL;
    bool found = find_file(import, use, &path, &bytes);
    if (!found) {
        path = report_unknown(import, use); /* go on with what was meant */
        bytes = embedded_find(embedded_library, path);
    }
    if (!found && !bytes.at)
        echoes_note_file(import->scope);
    else if (is_on_walk(import, path))
        report_loop(import, use->path, path);
    else if (!is_charter(import, use, path)) {
        seen = map_find(import->seen, path);
        if (!seen && !is_too_deep(import, use->path))
            return read_file(import, sources_add(import->input->sources, path, bytes));
    }
    return seen ? *seen : INDEX_NONE;
}

static uint32_t follow_use(struct import *import, const struct node *use, struct text from)
{
    return follow(import, &(struct place_of_use){use->kid[USE_PATH], from});
}

/* `add use "…"`: what the file declares comes with the change. */
static void follow_change(struct import *import, const struct node *change, struct text from)
{
    if (change->kind != NODE_ADD || change->kid[ADD_DECLARATION]->kind != NODE_USE)
        return;
    struct check_added added = {change, follow_use(import, change->kid[ADD_DECLARATION], from)};
    if (added.file != INDEX_NONE)
        VECTOR_PUSH(import->scope->arena, &import->scope->added, added);
}

static number_list follow_all(struct import *import, const struct node *root, struct text from)
{
    number_list uses = {0};
    for (const struct node *item = root->kid[FILE_ITEMS]; item; item = item->next) {
        uint32_t file = item->kind == NODE_USE ? follow_use(import, item, from) : INDEX_NONE;
        if (file != INDEX_NONE)
            VECTOR_PUSH(import->scope->arena, &uses, file);
    }
    for (const struct node *item = root->kid[FILE_ITEMS]; item; item = item->next) {
        follow_change(import, item, from);
        if (item->kind == NODE_AMENDMENT)
            for (const struct node *i = item->kid[AMENDMENT_CHANGES]; i; i = i->next)
                follow_change(import, i, from);
    }
    return uses;
}

/* ---- Parents ---- */

static const struct node *charter_of(const struct node *root)
{
    return steps_find(root->kid[FILE_ITEMS], NODE_CHARTER);
}

/* Beside the charter that names it, else of the program itself. */
static bool find_parent(struct import *import, const struct node *name, struct text from,
                        struct text *path, struct text *bytes)
{
    struct arena *arena = import->scope->arena;
    const struct check_input *input = import->input;
    struct text file = text_format(arena, TEXT_FMT ".chr", TEXT_ARG(name->text));
    if (input->load && !text_starts(from, TEXT("std/")) &&
        input->load(input->context, from, file, path, bytes))
        return true;
    *path = text_format(arena, "std/templates/" TEXT_FMT, TEXT_ARG(name->text));
    *bytes = embedded_find(embedded_library, *path);
    return bytes->at != NULL;
}

static void report_parent_unknown(struct import *import, const struct node *name)
{
    struct scope *scope = import->scope;
    struct diagnostic *diagnostic =
        diagnose(scope->sink, DIAG_PARENT_UNREADABLE, name->span,
                 "there is no charter `" TEXT_FMT "` that can be read", TEXT_ARG(name->text));
    VECTOR(struct text) names = {0};
    for (const struct embedded *file = embedded_library; file->name; file++)
        if (text_starts(text_of(file->name), TEXT("std/templates/")))
            VECTOR_PUSH(scope->arena, &names, text_of(file->name + sizeof "std/templates/" - 1));
    struct text nearest = diagnostic_nearest(name->text, names.at, names.count);
    diagnostic_slip(scope->sink, diagnostic, name->span, name->text, nearest);
    if (nearest.len)
        diagnostic_hint(scope->sink, diagnostic, "Did you mean `" TEXT_FMT "`?", TEXT_ARG(nearest));
    else
        diagnostic_hint(scope->sink, diagnostic,
                        "It is looked for beside this file, as \"" TEXT_FMT ".chr\".",
                        TEXT_ARG(name->text));
    echoes_note_file(scope);
}

static bool may_extend(struct import *import, const struct node *name, struct text path)
{
    size_t count = import->chain.count, first = place_of(import->chain.at, count, path);
    if (first == count && count < DEPTH_MOST)
        return true;
    struct sink *sink = import->scope->sink;
    if (first == count) {
        diagnose(sink, DIAG_PARENT_LOOP, name->span, "charters extend each other more than %d deep",
                 DEPTH_MOST);
        return false;
    }
    struct text loop = loop_words(import, import->chain.at + first, count - first, "extends", path);
    diagnose(sink, DIAG_PARENT_LOOP, name->span,
             "the charters extend each other in a loop: " TEXT_FMT, TEXT_ARG(loop));
    return false;
}

/* The parent's name and version are those that the child was written for. */
static void check_parent(struct import *import, const struct node *extends,
                         const struct node *parent)
{
    struct sink *sink = import->scope->sink;
    const struct node *name = extends->kid[EXTENDS_NAME], *wanted = extends->kid[EXTENDS_VERSION];
    if (!text_equal(node_name(parent)->text, name->text)) {
        struct diagnostic *d =
            diagnose(sink, DIAG_PARENT_VERSION, name->span,
                     "the charter in that file is `" TEXT_FMT "`, not `" TEXT_FMT "`",
                     TEXT_ARG(node_name(parent)->text), TEXT_ARG(name->text));
        diagnostic_label(sink, d, node_name(parent)->span, "its name");
    }
    const struct node *version = steps_find(parent->kid[CHARTER_ITEMS], NODE_VERSION);
    if (text_equal(version ? version->kid[VERSION_TEXT]->text : TEXT(""), wanted->text))
        return;
    struct text found = version ? version->kid[VERSION_TEXT]->text : TEXT("");
    struct diagnostic *d = diagnose(
        sink, DIAG_PARENT_VERSION, wanted->span,
        version ? "version \"" TEXT_FMT "\" of `" TEXT_FMT "` is extended, found \"" TEXT_FMT "\""
                : "version \"" TEXT_FMT "\" of `" TEXT_FMT "` is extended, found none" TEXT_FMT,
        TEXT_ARG(wanted->text), TEXT_ARG(name->text), TEXT_ARG(found));
    diagnostic_label(sink, d, version ? version->span : node_name(parent)->span, "the parent");
    diagnostic_hint(sink, d, "Read what has changed in the parent, then name its version here.");
}

static void extend(struct import *import, const struct node *extends, struct text from)
{
    const struct node *name = extends->kid[EXTENDS_NAME];
    struct text path, bytes;
    if (!find_parent(import, name, from, &path, &bytes)) {
        report_parent_unknown(import, name);
        return;
    }
    if (!may_extend(import, name, path)) {
        echoes_note_file(import->scope);
        return;
    }
    struct import above = *import;
    above.walk.at = NULL;
    above.walk.count = above.walk.cap = 0;
    uint32_t file = read_file(&above, sources_add(import->input->sources, path, bytes));
    const struct node *root = import->scope->files.at[file].root;
    import->chain = above.chain;
    const struct node *parent = charter_of(root);
    if (parent)
        check_parent(import, extends, parent);
    else if (!root->broken) {
        diagnose(import->scope->sink, DIAG_PARENT_UNREADABLE, name->span,
                 "the file \"" TEXT_FMT "\" has no `charter` block, so nothing can extend it",
                 TEXT_ARG(path));
        echoes_note_file(import->scope);
    }
}

/* ---- Files ---- */

static const struct node *extends_of(const struct node *charter)
{
    const struct node *extends =
        charter ? steps_find(charter->kid[CHARTER_ITEMS], NODE_EXTENDS) : NULL;
    return extends && extends->kid[EXTENDS_NAME] && extends->kid[EXTENDS_VERSION] ? extends : NULL;
}

static uint32_t read_file(struct import *import, uint32_t source)
{
    struct scope *scope = import->scope;
    struct text path = source_path(import->input->sources, source);
    struct check_file file = {.source = source, .is_library = import->walk.count > 0};
    if (!file.is_library)
        VECTOR_PUSH(scope->arena, &import->chain, path);
    VECTOR_PUSH(scope->arena, &import->walk, path);
    struct syntax_input syntax = {import->input->sources, source, SYNTAX_FILE, scope->arena,
                                  scope->sink};
    struct syntax_loss loss;
    size_t first = scope->sink->list.count;
    file.root = syntax_salvage(&syntax, &loss);
    echoes_note(scope, &loss, file.root, first);
    icalendars_load(scope, import->input, file.root, path);
    if (import->chain.count == 1 && import->walk.count == 1)
        import->is_text = !loss.no_text;
    const struct node *extends = file.is_library ? NULL : extends_of(charter_of(file.root));
    if (extends)
        extend(import, extends, path);
    number_list uses = follow_all(import, file.root, path);
    file.uses.at = uses.at;
    file.uses.count = uses.count;
    import->walk.count--;
    uint32_t *number = ARENA_NEW(scope->arena, uint32_t);
    *number = (uint32_t)scope->files.count;
    map_put(import->seen, path, number);
    VECTOR_PUSH(scope->arena, &scope->files, file);
    return *number;
}

/* All that FILE uses is CHARTER's, unless it is a parent's already. */
static void mark_plain(struct scope *scope, uint32_t number, uint32_t charter)
{
    struct check_file *file = &scope->files.at[number];
    if (file->is_plain)
        return;
    file->is_plain = true;
    file->charter = charter;
    for (size_t i = 0; i < file->uses.count; i++)
        mark_plain(scope, file->uses.at[i], charter);
}

/* Parents come first in scope->files. */
static void mark_charters(struct import *import)
{
    struct scope *scope = import->scope;
    uint32_t charter = (uint32_t)import->chain.count;
    for (uint32_t i = 0; i < scope->files.count; i++)
        if (!scope->files.at[i].is_library)
            mark_plain(scope, i, --charter);
}

/* ---- What may stand where ---- */

static bool may_stand_in_library(enum node_kind kind)
{
    return kind != NODE_CHARTER && kind != NODE_AMENDMENT && kind != NODE_TEST &&
           kind != NODE_PROPERTY && !node_kind_is(kind, NODE_ANY_CHANGE);
}

static void check_library(struct scope *scope, const struct node *root)
{
    for (const struct node *item = root->kid[FILE_ITEMS]; item; item = item->next)
        if (!may_stand_in_library(item->kind))
            diagnose(scope->sink,
                     item->kind == NODE_CHARTER ? DIAG_SECOND_CHARTER : DIAG_NOT_IN_LIBRARY,
                     item->span, "a file that is used has a `%s` block, expected only declarations",
                     node_label(item->kind));
}

static void check_one_charter(struct scope *scope, const struct node *root)
{
    const struct node *first = charter_of(root);
    for (const struct node *item = first ? first->next : NULL; item; item = item->next) {
        if (item->kind != NODE_CHARTER)
            continue;
        struct diagnostic *diagnostic = diagnose(scope->sink, DIAG_SECOND_CHARTER, item->span,
                                                 "a second `charter` block, expected only one");
        diagnostic_label(scope->sink, diagnostic, first->span, "the first one");
    }
}

bool imports_load(struct scope *scope, const struct check_input *input, uint32_t source)
{
    struct import import = {
        .scope = scope, .input = input, .seen = map_new(scope->arena), .is_text = true};
    read_file(&import, source);
    if (!import.is_text)
        return false;
    mark_charters(&import);
    for (size_t i = 0; i < scope->files.count; i++) {
        const struct check_file *file = &scope->files.at[i];
        if (file->is_library)
            check_library(scope, file->root);
        else
            check_one_charter(scope, file->root);
    }
    return true;
}
