/* prose.c - what texts quote: the names have to be declared, the conditions right, and a quoted
 * limit one that can be told. */
#include "check/quotes.h"
#include "check/steps.h"
#include "check/terms.h"
#include "check/wording.h"
#include "syntax/tree.h"

struct reading {
    struct scope *scope;
    bool is_doubtful; /* other steps found mistakes: targets may lack what is asked of them */
};

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
    diagnostic_slip(scope->sink, diagnostic, name->span, name->text, nearest);
    if (nearest.len)
        diagnostic_hint(scope->sink, diagnostic, "Did you mean `" TEXT_FMT "`?", TEXT_ARG(nearest));
}

/* ---------- limits ---------- */

static void complain(struct scope *scope, const struct node *quote, const struct target *target,
                     const char *what)
{
    struct diagnostic *diagnostic = diagnose(scope->sink, DIAG_QUOTED_LIMIT, quote->span,
                                             "the quoted limit of `" TEXT_FMT "` can't be told: %s",
                                             TEXT_ARG(target->name), what);
    diagnostic_hint(
        scope->sink, diagnostic,
        "Say with `when` which tickets are meant, so that they have one loosest limit.");
}

static void complain_unordered(struct scope *scope, const struct node *quote,
                               const struct target *target, const struct quoted_limit *found)
{
    struct diagnostic *diagnostic =
        diagnose(scope->sink, DIAG_QUOTED_LIMIT, quote->span,
                 "the quoted limit of `" TEXT_FMT "` can't be told: neither of two is always the "
                 "looser one",
                 TEXT_ARG(target->name));
    diagnostic_label(scope->sink, diagnostic, target->clauses[found->clause].span, "one");
    diagnostic_label(scope->sink, diagnostic, target->clauses[found->other].span, "the other");
    diagnostic_hint(
        scope->sink, diagnostic,
        "Say with `when` which tickets are meant, so that they have one loosest limit.");
}

static void complain_uncovered(struct reading *reading, const struct node *quote,
                               const struct target *target, const struct quoted_limit *found)
{
    struct scope *scope = reading->scope;
    struct diagnostic *diagnostic =
        diagnose(scope->sink, DIAG_QUOTED_LIMIT, quote->span,
                 "the quoted limit of `" TEXT_FMT "` can't be told: some such tickets get none",
                 TEXT_ARG(target->name));
    diagnostic_note(scope->sink, diagnostic, "Example: " TEXT_FMT ".",
                    TEXT_ARG(cells_ticket(scope_cells(reading->scope), &found->witness)));
}

/* What follows from another mistake is not said: a target that is wrong has no ranking. */
static void check_limit(struct reading *reading, const struct node *quote)
{
    struct scope *scope = reading->scope;
    const struct declaration *declared =
        scope_resolve(scope, NODE_TARGET, quote->kid[QUOTE_LIMIT_TARGET]);
    const struct node *written = quote->kid[QUOTE_LIMIT_WHEN];
    const struct condition *when = written ? terms_condition(scope, written) : NULL;
    if (!declared || (written && !when) || reading->is_doubtful)
        return;
    const struct target *target = &scope->model->targets[declared->index];
    struct quoted_limit found = quotes_limit(scope_cells(scope), scope->arena, target, when);
    if (found.status == QUOTED_NEVER)
        complain(scope, quote, target, "there are no such tickets");
    else if (found.status == QUOTED_UNORDERED)
        complain_unordered(scope, quote, target, &found);
    else if (found.status == QUOTED_UNCOVERED)
        complain_uncovered(reading, quote, target, &found);
}

/* ---------- the walk ---------- */

static bool check_quote(void *context, const struct node *node)
{
    struct reading *reading = context;
    switch (node->kind) {
    case NODE_QUOTE_LIMIT:
        check_limit(reading, node);
        return false;
    case NODE_QUOTE_PROMISE:
    case NODE_QUOTE_TITLE:
    case NODE_QUOTE_FEE:
        resolve_any(reading->scope, quotes_kinds(node->kind), node->kid[0]);
        return false;
    case NODE_QUOTE_HOURS:
        scope_hours(reading->scope, node->kid[QUOTE_HOURS_CALENDAR]);
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
    struct reading reading = {.scope = scope, .is_doubtful = scope->sink->errors > 0};
    struct node_visitor visitor = {.enter = check_quote, .context = &reading};
    for (size_t i = 0; i < scope->declarations.count; i++)
        if (scope->declarations.at[i]->node)
            node_walk(scope->declarations.at[i]->node, &visitor);
    if (scope->wording)
        check_amendments(scope, &visitor);
}
