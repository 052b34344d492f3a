/* with: tap.c */
/* check_consumers.c - every kind of node has a consumer, or `check` says that it has no effect yet.
 */
#include <glob.h>
#include <stdio.h>

#include "check/check.h"
#include "check/consumers.h"
#include "syntax/syntax.h"
#include "syntax/tree.h"
#include "tap.h"
#include "time/zone_file.h"

/* ---- Rows ---- */

static void every_kind_has_a_row(void)
{
    for (enum node_kind kind = 0; kind < NODE_KIND_COUNT; kind++)
        tap_ok(consumer_of(kind) != CONSUMER_NONE, "`%s` has a consumer or is said to have none",
               node_label(kind));
}

/* ---- What is said of the charters of the syntax cases, which hold every kind ---- */

struct seen {
    const struct sink *sink;
    bool kinds[NODE_KIND_COUNT];
    unsigned silent; /* nodes without an effect of which nothing is said */
    const struct node *first;
};

static bool is_said(const struct sink *sink, struct span span)
{
    for (size_t i = 0; i < sink->list.count; i++) {
        const struct diagnostic *said = sink->list.at[i];
        if (said->code == DIAG_NO_EFFECT && said->span.source == span.source &&
            said->span.from <= span.from && said->span.to >= span.to)
            return true;
    }
    return false;
}

static bool look(void *context, const struct node *node)
{
    struct seen *seen = context;
    if (consumer_of(node->kind) != CONSUMER_NO_EFFECT)
        return true;
    seen->kinds[node->kind] = true;
    if (!is_said(seen->sink, node->span) && seen->silent++ == 0)
        seen->first = node;
    return true;
}

static const struct node *parse(struct sources *sources, uint32_t source, struct arena *arena)
{
    struct sink quiet;
    sink_init(&quiet, arena);
    return syntax_parse(&(struct syntax_input){sources, source, SYNTAX_FILE, arena, &quiet});
}

static void check_text(struct text name, struct text bytes, struct seen *seen)
{
    struct arena *arena = arena_new();
    struct sources *sources = sources_new(arena);
    struct sink sink;
    sink_init(&sink, arena);
    uint32_t source = sources_add(sources, name, bytes);
    struct check_input input = {.arena = arena,
                                .sources = sources,
                                .sink = &sink,
                                .zones = zone_table_new(arena, zone_file_load, NULL)};
    const struct model *model = check_charter(&input, source);
    struct node_visitor visitor = {.enter = look, .context = seen};
    seen->sink = &sink;
    seen->silent = 0;
    node_walk(parse(sources, source, arena), &visitor);
    tap_ok(seen->silent == 0, "all without an effect in %.*s is said to be so", TEXT_ARG(name));
    if (seen->silent)
        tap_note("first: `%s` at byte %u", node_label(seen->first->kind), seen->first->span.from);
    uint32_t said = 0;
    for (size_t i = 0; i < sink.list.count; i++)
        said += sink.list.at[i]->code == DIAG_NO_EFFECT;
    tap_ok(model != NULL, "%.*s is accepted", TEXT_ARG(name));
    if (model)
        tap_equal(model->without_effect_count, said, "and the model of %.*s lists as much",
                  TEXT_ARG(name));
    arena_free(arena);
}

static bool read_file(struct arena *arena, const char *path, struct text *bytes)
{
    enum { MOST = 1 << 20 };
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    char *at = arena_alloc(arena, MOST);
    *bytes = (struct text){at, fread(at, 1, MOST, file)};
    fclose(file);
    return true;
}

static void check_files(const char *pattern, struct seen *seen)
{
    glob_t files;
    struct arena *arena = arena_new();
    bool found = glob(pattern, 0, NULL, &files) == 0;
    tap_ok(found, "there are files %s", pattern);
    for (size_t i = 0; found && i < files.gl_pathc; i++) {
        struct text bytes;
        if (tap_ok(read_file(arena, files.gl_pathv[i], &bytes), "%s can be read",
                   files.gl_pathv[i]))
            check_text(text_of(files.gl_pathv[i]), bytes, seen);
    }
    if (found)
        globfree(&files);
    arena_free(arena);
}

int main(void)
{
    static struct seen seen;
    every_kind_has_a_row();
    check_files("tests/cases/syntax/*/good/*.chr", &seen);
    check_files("examples/northwind/northwind.chr", &seen);
    for (enum node_kind kind = 0; kind < NODE_KIND_COUNT; kind++)
        if (consumer_of(kind) == CONSUMER_NO_EFFECT)
            tap_ok(seen.kinds[kind], "`%s` is in one of these files", node_label(kind));
    return tap_end();
}
