/* unused.c - what is declared to be referred to, and is not. */
#include "check/steps.h"
#include "check/wording.h"
#include "syntax/tree.h"

/* Only things that mean nothing by themselves. */
static bool is_meant_to_be_used(enum node_kind kind)
{
    return kind == NODE_HOURS || kind == NODE_PERIOD || kind == NODE_HOLIDAYS || kind == NODE_CLOCK;
}

/* What a parent or a library has is for those that need it. */
static bool is_of_others(const struct declaration *declaration)
{
    return declaration->from_library ||
           (declaration->entry && declaration->entry->head.layer->charter > 0);
}

void check_unused(struct scope *scope)
{
    if (!scope->charter) /* a library: its users are elsewhere */
        return;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        if (!declaration->node || declaration->used || is_of_others(declaration) ||
            !is_meant_to_be_used(declaration->kind))
            continue;
        diagnose(scope->sink, DIAG_UNUSED, node_name(declaration->node)->span,
                 "nothing refers to the %s `" TEXT_FMT "`", node_label(declaration->kind),
                 TEXT_ARG(declaration->name));
    }
}
