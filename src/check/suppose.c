/* suppose.c - see suppose.h. */
#include "check/suppose.h"

#include "check/steps.h"
#include "syntax/tree.h"

struct loading {
    const struct suppose *suppose;
    struct text *texts; /* of the suppositions, as charters */
};

static struct text name_of(struct arena *arena, size_t index)
{
    return text_format(arena, "supposition-%zu", index + 1);
}

/* What mistakes are shown in. */
static struct text path_of(const struct suppose *suppose, size_t index)
{
    return index == 0 && suppose->file.len ? suppose->file : name_of(suppose->input.arena, index);
}

/* A charter that extends the one before it and makes one change. The change comes first, so that
 * its lines have the numbers that they have where it was written. */
static struct text charter_of(const struct suppose *suppose, size_t index)
{
    struct arena *arena = suppose->input.arena;
    struct text parent = index ? name_of(arena, index - 1) : suppose->base->name;
    struct text version = index ? TEXT("") : suppose->base->version;
    return text_format(arena,
                       TEXT_FMT "\n\ncharter " TEXT_FMT "\n  extends " TEXT_FMT
                                " at version \"" TEXT_FMT "\"\nend\n",
                       TEXT_ARG(suppose->changes[index]), TEXT_ARG(name_of(arena, index)),
                       TEXT_ARG(parent), TEXT_ARG(version));
}

static bool is_file(struct arena *arena, struct text use, struct text name)
{
    return text_equal(use, text_format(arena, TEXT_FMT ".chr", TEXT_ARG(name)));
}

static bool load(void *context, struct text from, struct text use, struct text *path,
                 struct text *bytes)
{
    const struct loading *loading = context;
    const struct suppose *suppose = loading->suppose;
    struct arena *arena = suppose->input.arena;
    for (size_t i = 0; i + 1 < suppose->count; i++) {
        if (!is_file(arena, use, name_of(arena, i)))
            continue;
        *path = path_of(suppose, i);
        *bytes = loading->texts[i];
        return true;
    }
    bool from_first = text_equal(from, path_of(suppose, 0));
    if (from_first && is_file(arena, use, suppose->base->name)) {
        *path = suppose->path;
        *bytes = suppose->bytes;
        return true;
    }
    return suppose->input.load &&
           suppose->input.load(suppose->input.context, from_first ? suppose->path : from, use, path,
                               bytes);
}

const struct model *suppose_check(const struct suppose *suppose, struct sink *sink)
{
    struct arena *arena = suppose->input.arena;
    struct loading loading = {suppose, ARENA_ARRAY(arena, suppose->count + 1, struct text)};
    if (!suppose->count)
        return suppose->base;
    for (size_t i = 0; i < suppose->count; i++)
        loading.texts[i] = charter_of(suppose, i);
    struct check_input input = suppose->input;
    input.sink = sink;
    input.load = load;
    input.context = &loading;
    input.draft = NULL;
    size_t last = suppose->count - 1;
    uint32_t source = sources_add(input.sources, path_of(suppose, last), loading.texts[last]);
    return check_charter(&input, source);
}

/* ---- what a line means ---- */

static bool declares(const struct model *model, const struct node *node)
{
    const struct node *name = node_name(node);
    for (uint32_t i = 0; i < model->declaration_count; i++) {
        const struct model_declaration *row = &model->declarations[i];
        if (row->kind == node->kind && row->node &&
            (name ? text_equal(row->name, name->text) : !row->name.len))
            return true;
    }
    return false;
}

struct text suppose_words(struct arena *arena, const struct model *model, const struct node *node,
                          struct text written)
{
    if (node_kind_is(node->kind, NODE_ANY_CHANGE) || node->kind == NODE_TEST ||
        node->kind == NODE_PROPERTY || !declares(model, node))
        return written;
    bool whole = node->kind != NODE_TARGET || steps_find(node->kid[TARGET_ITEMS], NODE_MEASURES);
    return text_format(arena, "%s" TEXT_FMT, whole ? "replace " : "replace in ", TEXT_ARG(written));
}
