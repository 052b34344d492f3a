/* imports.c - files and what they use, each read once.
 *
 * The files form a graph; it is walked depth first, and the path walked is kept, so that a loop can
 * be named.
 */
#include "base/embedded.h"
#include "check/echoes.h"
#include "check/steps.h"
#include "syntax/syntax.h"
#include "syntax/tree.h"

enum { DEPTH_MOST = 64 };

struct import {
    struct scope *scope;
    const struct check_input *input;
    struct map *seen;         /* path → the text of itself, in `done` or on the way */
    VECTOR(struct text) walk; /* paths from the charter to the file at hand */
    bool is_text;             /* the charter is */
};

static void read_file(struct import *import, uint32_t source);

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

/* "a.chr uses b.chr uses a.chr" */
static void report_loop(struct import *import, const struct node *path, struct text name)
{
    struct scope *scope = import->scope;
    size_t i = 0;
    while (!text_equal(import->walk.at[i], name))
        i++;
    struct text loop = import->walk.at[i];
    for (i++; i < import->walk.count; i++)
        loop = text_format(scope->arena, TEXT_FMT " uses " TEXT_FMT, TEXT_ARG(loop),
                           TEXT_ARG(import->walk.at[i]));
    diagnose(scope->sink, DIAG_USE_LOOP, path->span,
             "the files use each other in a loop: " TEXT_FMT " uses " TEXT_FMT, TEXT_ARG(loop),
             TEXT_ARG(name));
}

static bool is_on_walk(const struct import *import, struct text path)
{
    for (size_t i = 0; i < import->walk.count; i++)
        if (text_equal(import->walk.at[i], path))
            return true;
    return false;
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

static void follow(struct import *import, const struct place_of_use *use)
{
    struct text path, bytes;
    if (!find_file(import, use, &path, &bytes)) {
        path = report_unknown(import, use); /* go on with what was meant */
        bytes = embedded_find(embedded_library, path);
        if (!bytes.at) {
            echoes_note_file(import->scope);
            return;
        }
    }
    if (is_on_walk(import, path)) {
        report_loop(import, use->path, path);
        return;
    }
    if (map_find(import->seen, path) || is_too_deep(import, use->path))
        return;
    read_file(import, sources_add(import->input->sources, path, bytes));
}

static void read_file(struct import *import, uint32_t source)
{
    struct scope *scope = import->scope;
    struct text *path = ARENA_NEW(scope->arena, struct text);
    *path = source_path(import->input->sources, source);
    map_put(import->seen, *path, path);
    VECTOR_PUSH(scope->arena, &import->walk, *path);
    struct syntax_input syntax = {import->input->sources, source, SYNTAX_FILE, scope->arena,
                                  scope->sink};
    struct syntax_loss loss;
    size_t first = scope->sink->list.count;
    const struct node *root = syntax_salvage(&syntax, &loss);
    echoes_note(scope, &loss, root, first);
    if (import->walk.count == 1)
        import->is_text = !loss.no_text;
    for (const struct node *item = root->kid[FILE_ITEMS]; item; item = item->next)
        if (item->kind == NODE_USE)
            follow(import, &(struct place_of_use){item->kid[USE_PATH], *path});
    import->walk.count--;
    struct check_file file = {source, import->walk.count > 0, root};
    VECTOR_PUSH(scope->arena, &scope->files, file);
}

/* ---- Declarations ---- */

static bool may_stand_in_library(enum node_kind kind)
{
    return kind != NODE_CHARTER && kind != NODE_AMENDMENT && kind != NODE_TEST &&
           kind != NODE_PROPERTY && !node_kind_is(kind, NODE_ANY_CHANGE);
}

static void declare_charter(struct scope *scope, const struct node *item)
{
    if (!scope->charter) {
        scope->charter = item;
        scope_declare(scope, item, false);
        return;
    }
    struct diagnostic *diagnostic = diagnose(scope->sink, DIAG_SECOND_CHARTER, item->span,
                                             "a second `charter` block, expected only one");
    diagnostic_label(scope->sink, diagnostic, scope->charter->span, "the first one");
}

static void declare(struct scope *scope, const struct node *item, bool is_library)
{
    if (is_library && !may_stand_in_library(item->kind))
        diagnose(scope->sink,
                 item->kind == NODE_CHARTER ? DIAG_SECOND_CHARTER : DIAG_NOT_IN_LIBRARY, item->span,
                 "a file that is used has a `%s` block, expected only declarations",
                 node_label(item->kind));
    else if (item->kind == NODE_CHARTER)
        declare_charter(scope, item);
    else if (item->kind != NODE_USE)
        scope_declare(scope, item, is_library);
}

bool imports_load(struct scope *scope, const struct check_input *input, uint32_t source)
{
    struct import import = {
        .scope = scope, .input = input, .seen = map_new(scope->arena), .is_text = true};
    read_file(&import, source);
    if (!import.is_text)
        return false;
    for (size_t i = 0; i < scope->files.count; i++) {
        const struct check_file *file = &scope->files.at[i];
        for (const struct node *item = file->root->kid[FILE_ITEMS]; item; item = item->next)
            declare(scope, item, file->is_library);
    }
    return true;
}
