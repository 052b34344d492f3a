/* effects.c - what is accepted and judged by nothing yet goes to the model's list. */
#include "check/consumers.h"
#include "check/steps.h"
#include "syntax/tree.h"

static const enum consumer rows[NODE_KIND_COUNT] = {
#define CONSUMER(kind, by) [NODE_##kind] = CONSUMER_##by,
#include "check/consumers.def"
};

enum consumer consumer_of(enum node_kind kind)
{
    return rows[kind];
}

struct effects {
    struct scope *scope;
    int8_t known[NODE_KIND_COUNT]; /* is it a declaration? 1, -1; 0: not asked yet */
    const struct node *around;     /* the declaration that the walk is in */
    VECTOR(struct without_effect) list;
};

static struct text name_of(const struct effects *effects, const struct node *node)
{
    const struct node *name = node_name(node);
    if (!name || name->kind != NODE_NAME)
        name = effects->around ? node_name(effects->around) : NULL;
    return name ? name->text : TEXT("");
}

static bool is_declaration(struct effects *effects, enum node_kind kind)
{
    if (!effects->known[kind])
        effects->known[kind] = node_kind_is(kind, NODE_ANY_DECLARATION) ? 1 : -1;
    return effects->known[kind] > 0;
}

static bool enter(void *context, const struct node *node)
{
    struct effects *effects = context;
    struct scope *scope = effects->scope;
    if (is_declaration(effects, node->kind))
        effects->around = node;
    if (consumer_of(node->kind) != CONSUMER_NO_EFFECT)
        return true;
    struct without_effect without = {node->kind, name_of(effects, node), node->span};
    VECTOR_PUSH(scope->arena, &effects->list, without);
    diagnose(scope->sink, DIAG_NO_EFFECT, node->span,
             "`%s`%s" TEXT_FMT "%s is accepted and has no effect yet",
             steps_line_words(scope->arena, node->kind), without.name.len ? " of `" : "",
             TEXT_ARG(without.name), without.name.len ? "`" : "");
    return false;
}

void check_effects(struct scope *scope)
{
    struct effects effects = {.scope = scope};
    struct node_visitor visitor = {.enter = enter, .context = &effects};
    for (size_t i = 0; i < scope->files.count; i++)
        node_walk(scope->files.at[i].root, &visitor);
    scope->model->without_effect = effects.list.at;
    scope->model->without_effect_count = (uint32_t)effects.list.count;
}
