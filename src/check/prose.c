/* prose.c - what texts quote: the names have to be declared, the conditions right. */
#include "check/steps.h"
#include "check/terms.h"
#include "check/wording.h"
#include "syntax/tree.h"

/* The first of KINDS (ended by NODE_KIND_COUNT) that declares NAME. */
static void resolve_any(struct scope *scope, const enum node_kind *kinds, const struct node *name)
{
    VECTOR(struct text) words = {0};
    for (; *kinds != NODE_KIND_COUNT; kinds++) {
        if (scope_find(scope, *kinds, name->text)) {
            scope_resolve(scope, *kinds, name);
            return;
        }
        for (size_t i = 0; i < scope->declarations.count; i++)
            if (scope->declarations.at[i]->kind == *kinds)
                VECTOR_PUSH(scope->arena, &words, scope->declarations.at[i]->name);
    }
    struct diagnostic *diagnostic =
        diagnose(scope->sink, DIAG_UNKNOWN_NAME, name->span,
                 "nothing that could be quoted so is called `" TEXT_FMT "`", TEXT_ARG(name->text));
    struct text nearest = diagnostic_nearest(name->text, words.at, words.count);
    if (nearest.len)
        diagnostic_hint(scope->sink, diagnostic, "Did you mean `" TEXT_FMT "`?", TEXT_ARG(nearest));
}

static bool check_quote(void *context, const struct node *node)
{
    static const enum node_kind promises[] = {NODE_TARGET, NODE_AVAILABILITY, NODE_MEASURE,
                                              NODE_KIND_COUNT};
    static const enum node_kind titled[] = {
        NODE_TARGET,  NODE_AVAILABILITY, NODE_MEASURE,   NODE_CLOCK,      NODE_HOURS,
        NODE_PERIOD,  NODE_HOLIDAYS,     NODE_SERVICE,   NODE_CHANNEL,    NODE_TEAM,
        NODE_CONTACT, NODE_SYSTEM,       NODE_OBJECTIVE, NODE_ESCALATION, NODE_FEE,
        NODE_CREDIT,  NODE_MAINTENANCE,  NODE_EVENT,     NODE_LOG,        NODE_AMENDMENT,
        NODE_CHARTER, NODE_KIND_COUNT};
    static const enum node_kind fees[] = {NODE_FEE, NODE_KIND_COUNT};
    struct scope *scope = context;
    switch (node->kind) {
    case NODE_QUOTE_LIMIT:
        scope_resolve(scope, NODE_TARGET, node->kid[QUOTE_LIMIT_TARGET]);
        if (node->kid[QUOTE_LIMIT_WHEN])
            terms_condition(scope, node->kid[QUOTE_LIMIT_WHEN]);
        return false;
    case NODE_QUOTE_PROMISE:
        resolve_any(scope, promises, node->kid[QUOTE_PROMISE_NAME]);
        return false;
    case NODE_QUOTE_TITLE:
        resolve_any(scope, titled, node->kid[QUOTE_TITLE_NAME]);
        return false;
    case NODE_QUOTE_HOURS:
        scope_hours(scope, node->kid[QUOTE_HOURS_CALENDAR]);
        return false;
    case NODE_QUOTE_FEE:
        resolve_any(scope, fees, node->kid[QUOTE_FEE_FEE]);
        return false;
    default: /* what an amendment changes stands in the text */
        return node->kind != NODE_AMENDMENT;
    }
}

static void check_text(struct node_visitor *visitor, const struct node *text)
{
    if (text)
        node_walk(text, visitor);
}

/* Reasons of removals: they stand nowhere in the text that comes of them. */
static void check_removals(struct node_visitor *visitor, const struct node *change)
{
    for (; change; change = change->next)
        if (change->kind == NODE_REMOVE)
            check_text(visitor, change->kid[REMOVE_BECAUSE]);
}

static void check_amendments(struct scope *scope, struct node_visitor *visitor)
{
    const struct layers *layers = scope->wording->layers;
    for (size_t i = 0; i < layers->list.count; i++) {
        const struct layer *layer = layers->list.at[i];
        if (layer->kind != LAYER_AMENDMENT || !layer_is_in_force(layer, scope->wording->date))
            continue;
        check_text(visitor, layer->node->kid[AMENDMENT_TITLE]);
        check_text(visitor, layer->node->kid[AMENDMENT_BECAUSE]);
        check_removals(visitor, layer->node->kid[AMENDMENT_CHANGES]);
    }
    for (size_t i = 0; i < scope->files.count; i++)
        if (!scope->files.at[i].is_library)
            check_removals(visitor, scope->files.at[i].root->kid[FILE_ITEMS]);
}

void check_prose(struct scope *scope)
{
    struct node_visitor visitor = {.enter = check_quote, .context = scope};
    for (size_t i = 0; i < scope->declarations.count; i++)
        if (scope->declarations.at[i]->node)
            node_walk(scope->declarations.at[i]->node, &visitor);
    if (scope->wording)
        check_amendments(scope, &visitor);
}
