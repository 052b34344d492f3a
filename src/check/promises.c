/* promises.c - escalations: what they name and compare is checked, though nothing judges them yet.
 */
#include "check/steps.h"
#include "check/terms.h"
#include "syntax/tree.h"

/* ---- Escalations ---- */

static void check_trigger(struct scope *scope, const struct node *trigger)
{
    struct limit limit;
    if (trigger->kind == NODE_ONCE)
        terms_condition(scope, trigger->kid[ONCE_CONDITION]);
    else if (trigger->kind == NODE_AT_LEFT)
        terms_limit(scope, trigger->kid[AT_LEFT_LIMIT], &limit);
    else if (trigger->kind == NODE_AT_OVER)
        terms_limit(scope, trigger->kid[AT_OVER_LIMIT], &limit);
    else if (trigger->kind == NODE_EVERY_AFTER_BREACH)
        terms_limit(scope, trigger->kid[EVERY_AFTER_BREACH_LIMIT], &limit);
}

static const struct node *items_of_party(const struct declaration *party)
{
    return party->kind == NODE_TEAM ? party->node->kid[TEAM_ITEMS]
                                    : party->node->kid[CONTACT_ITEMS];
}

/* WAY is `phone` or `email`, and whoever is told has to have it. */
static void check_way(struct scope *scope, const struct declaration *party, const struct node *way)
{
    static const struct text ways[] = {{"phone", 5}, {"email", 5}};
    enum node_kind kind = text_equal(way->text, ways[0]) ? NODE_PHONE : NODE_EMAIL;
    if (kind == NODE_EMAIL && !text_equal(way->text, ways[1])) {
        struct text nearest = diagnostic_nearest(way->text, ways, 2);
        struct diagnostic *diagnostic =
            diagnose(scope->sink, DIAG_UNREACHABLE, way->span,
                     "`" TEXT_FMT "` is no way to tell somebody, expected `phone` or `email`",
                     TEXT_ARG(way->text));
        if (nearest.len)
            diagnostic_hint(scope->sink, diagnostic, "Did you mean `" TEXT_FMT "`?",
                            TEXT_ARG(nearest));
    } else if (party && party->node && !steps_find(items_of_party(party), kind)) {
        struct diagnostic *diagnostic = diagnose(scope->sink, DIAG_UNREACHABLE, way->span,
                                                 "`" TEXT_FMT "` has no `" TEXT_FMT "` line",
                                                 TEXT_ARG(party->name), TEXT_ARG(way->text));
        diagnostic_label(scope->sink, diagnostic, node_name(party->node)->span, "declared here");
    }
}

static void check_actions(struct scope *scope, const struct node *action)
{
    for (; action; action = action->next) {
        const struct node *who = action->kind == NODE_TELL ? action->kid[TELL_WHO] : NULL;
        for (; who; who = who->next) {
            const struct declaration *party = scope_party(scope, who);
            for (const struct node *way = action->kid[TELL_BY]; way; way = way->next)
                check_way(scope, party, way);
        }
    }
}

static void check_escalation(struct scope *scope, const struct node *node)
{
    for (const struct node *item = node->kid[ESCALATION_ITEMS]; item; item = item->next) {
        if (item->kind == NODE_STEP) {
            check_trigger(scope, item->kid[STEP_TRIGGER]);
            check_actions(scope, item->kid[STEP_ACTIONS]);
            continue;
        }
        scope_resolve(scope, NODE_TARGET, item->kid[ESCALATION_FOR_TARGET]);
        if (item->kid[ESCALATION_FOR_WHEN])
            terms_condition(scope, item->kid[ESCALATION_FOR_WHEN]);
    }
}

/* ---- The step ---- */

static void check_declaration(struct scope *scope, const struct declaration *declaration)
{
    switch (declaration->kind) {
    case NODE_ESCALATION:
        check_escalation(scope, declaration->node);
        break;
    default: /* other steps */
        break;
    }
}

void check_promises(struct scope *scope)
{
    for (size_t i = 0; i < scope->declarations.count; i++)
        check_declaration(scope, scope->declarations.at[i]);
}
