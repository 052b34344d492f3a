/* spelling.c - names that look like others: letters of two alphabets in one. */
#include "base/script.h"
#include "check/steps.h"
#include "syntax/tree.h"

struct spelling {
    struct scope *scope;
    struct map *told; /* names, each told once */
};

static void report(struct scope *scope, const struct node *name, const struct script_mix *mix)
{
    struct text letter = text_slice(name->text, mix->from, mix->to);
    struct span span = name->span;
    span.to = span.from + (uint32_t)mix->to;
    span.from += (uint32_t)mix->from;
    struct diagnostic *d = diagnose(
        scope->sink, DIAG_MIXED_LETTERS, span,
        "`" TEXT_FMT "` in `" TEXT_FMT "` is a %s letter (U+%04X) among %s ones", TEXT_ARG(letter),
        TEXT_ARG(name->text), mix->script, (unsigned)mix->code, mix->expected);
    diagnostic_hint(scope->sink, d,
                    "It may look like another letter; write the name in one alphabet.");
}

static bool enter(void *context, const struct node *node)
{
    struct spelling *spelling = context;
    if (node->kind != NODE_NAME || map_find(spelling->told, node->text))
        return true;
    struct script_mix mix = script_find_mix(node->text);
    if (!mix.is_mixed || node->span.source == SOURCE_NONE)
        return true;
    map_put(spelling->told, node->text, spelling);
    report(spelling->scope, node, &mix);
    return true;
}

void check_spelling(struct scope *scope)
{
    struct spelling spelling = {scope, map_new(scope->arena)};
    struct node_visitor visitor = {.enter = enter, .context = &spelling};
    for (size_t i = 0; i < scope->files.count; i++)
        node_walk(scope->files.at[i].root, &visitor);
}
