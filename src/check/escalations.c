/* escalations.c - escalations: the target, the steps, and who is told. What can be found out of
 * their order and reach is a matter of the analyses. */
#include <stdlib.h>

#include "check/steps.h"
#include "check/terms.h"
#include "check/terms_part.h"
#include "syntax/tree.h"

enum { NUMBER_MOST = 1000000 }; /* of times and levels */

struct making {
    struct scope *scope;
    struct escalation *escalation;
};

/* ---- what sets a step off ---- */

static void complain(struct making *making, struct span span, const char *message)
{
    diagnose(making->scope->sink, DIAG_BAD_STEP, span, "%s", message);
}

/* What is left, over or repeated is a length; a count of days becomes one at the cycle's start. */
static void read_limit(struct making *making, const struct node *node, struct limit *limit)
{
    terms_limit(making->scope, node, limit);
    if (limit->kind == LIMIT_END_OF_WORKING_DAY)
        complain(making, node->span, "the end of a working day is an instant, and no length");
    else if (limit->kind == LIMIT_LENGTH ? limit->length <= 0 : limit->days <= 0)
        complain(making, node->span, "a step needs some length of time, and this is none");
}

static void read_times(struct making *making, const struct node *most, struct escalation_step *step)
{
    int64_t times = most ? node_whole(most) : 0;
    if (most && (times < 1 || times > NUMBER_MOST))
        complain(making, most->span, "a step is repeated from 1 to 1000000 times");
    else
        step->most = (uint32_t)times;
    if (!most && step->limit.kind == LIMIT_LENGTH && step->limit.length > 0 &&
        step->limit.length < MICROS_MINUTE)
        complain(making, step->words, "a step without end, more often than each minute");
}

static void read_trigger(struct making *making, const struct node *trigger,
                         struct escalation_step *step)
{
    switch (trigger->kind) {
    case NODE_AT_USED:
        step->kind = STEP_AT_USED;
        step->share = trigger->kid[AT_USED_SHARE]->value.decimal;
        break;
    case NODE_AT_LEFT:
        step->kind = STEP_AT_LEFT;
        read_limit(making, trigger->kid[AT_LEFT_LIMIT], &step->limit);
        break;
    case NODE_AT_OVER:
        step->kind = STEP_AT_OVER;
        read_limit(making, trigger->kid[AT_OVER_LIMIT], &step->limit);
        break;
    case NODE_EVERY_AFTER_BREACH:
        step->kind = STEP_EVERY;
        read_limit(making, trigger->kid[EVERY_AFTER_BREACH_LIMIT], &step->limit);
        read_times(making, trigger->kid[EVERY_AFTER_BREACH_MOST], step);
        break;
    case NODE_ONCE:
        step->kind = STEP_ONCE;
        step->once = terms_condition(making->scope, trigger->kid[ONCE_CONDITION]);
        break;
    default:
        step->kind = STEP_AT_BREACH;
        break;
    }
}

struct escalation_step check_trigger(struct scope *scope, const struct node *trigger)
{
    struct escalation_step step = {.words = trigger->span, .span = trigger->span};
    struct making making = {.scope = scope};
    read_trigger(&making, trigger, &step);
    return step;
}

/* ---- what it does ---- */

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
        diagnostic_slip(scope->sink, diagnostic, way->span, way->text, nearest);
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

typedef VECTOR(struct tell) tell_list;

static void read_tell(struct making *making, const struct node *action, tell_list *list)
{
    for (const struct node *who = action->kid[TELL_WHO]; who; who = who->next) {
        const struct declaration *party = scope_party(making->scope, who);
        struct tell tell = {.who = who->text, .span = who->span};
        for (const struct node *way = action->kid[TELL_BY]; way; way = way->next) {
            check_way(making->scope, party, way);
            tell.by_phone |= text_equal(way->text, TEXT("phone"));
            tell.by_email |= text_equal(way->text, TEXT("email"));
        }
        VECTOR_PUSH(making->scope->arena, list, tell);
    }
}

static void read_raise(struct making *making, const struct node *action,
                       struct escalation_step *step)
{
    const struct node *number = action->kid[RAISE_LEVEL];
    int64_t level = node_whole(number);
    if (level < 1 || level > NUMBER_MOST)
        complain(making, number->span, "levels are counted from 1, to 1000000 at most");
    else if (step->level)
        complain(making, action->span, "a step raises to one level, and this is a second one");
    else
        step->level = (uint32_t)level;
}

static void read_step(struct making *making, const struct node *node, struct escalation_step *step)
{
    tell_list tells = {0};
    step->span = node->span;
    step->words = node->kid[STEP_TRIGGER]->span;
    read_trigger(making, node->kid[STEP_TRIGGER], step);
    for (const struct node *action = node->kid[STEP_ACTIONS]; action; action = action->next)
        if (action->kind == NODE_TELL)
            read_tell(making, action, &tells);
        else
            read_raise(making, action, step);
    step->tells = tells.at;
    step->tell_count = (uint32_t)tells.count;
}

/* ---- levels ---- */

static const struct node *level_of(const struct declaration *party)
{
    const struct node *line =
        party->node && (party->kind == NODE_TEAM || party->kind == NODE_CONTACT)
            ? steps_find(items_of_party(party), NODE_LEVEL)
            : NULL;
    return line ? line->kid[LEVEL_NUMBER] : NULL;
}

/* To raise a ticket to a level on which nobody is helps nobody. */
static void check_level(struct scope *scope, const struct escalation_step *step)
{
    const struct declaration *nearest = NULL;
    int64_t nearest_level = 0;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct node *level = level_of(scope->declarations.at[i]);
        int64_t number = level ? node_whole(level) : 0;
        if (level && number == step->level)
            return;
        if (!level ||
            (nearest && llabs(number - step->level) >= llabs(nearest_level - step->level)))
            continue;
        nearest = scope->declarations.at[i];
        nearest_level = number;
    }
    struct diagnostic *d =
        diagnose(scope->sink, DIAG_NOBODY_ON_LEVEL, step->span,
                 "nobody is on level %u, to which this step raises", step->level);
    if (nearest)
        diagnostic_hint(scope->sink, d,
                        "`" TEXT_FMT "` is on level %lld; or say `level %u` of whoever is meant.",
                        TEXT_ARG(nearest->name), (long long)nearest_level, step->level);
    else
        diagnostic_hint(scope->sink, d, "Say `level %u` of the team or the contact who is meant.",
                        step->level);
}

static void check_levels(struct scope *scope, const struct escalation *escalation)
{
    for (uint32_t i = 0; i < escalation->step_count; i++)
        if (escalation->steps[i].level)
            check_level(scope, &escalation->steps[i]);
}

/* ---- all ---- */

static void read_for(struct making *making, const struct node *line)
{
    struct escalation *escalation = making->escalation;
    const struct declaration *target =
        scope_resolve(making->scope, NODE_TARGET, line->kid[ESCALATION_FOR_TARGET]);
    escalation->target = target ? target->index : INDEX_NONE;
    if (!line->kid[ESCALATION_FOR_WHEN])
        return;
    escalation->when = terms_lasting_condition(making->scope, line->kid[ESCALATION_FOR_WHEN]);
}

static void read_items(struct making *making, const struct node *items)
{
    uint32_t count = 0;
    for (const struct node *item = items; item; item = item->next)
        count += item->kind == NODE_STEP;
    struct escalation_step *steps =
        ARENA_ARRAY(making->scope->arena, count + 1, struct escalation_step);
    making->escalation->steps = steps;
    making->escalation->step_count = count;
    for (const struct node *item = items; item; item = item->next)
        if (item->kind == NODE_STEP)
            read_step(making, item, steps++);
        else
            read_for(making, item);
}

static void check_escalation(struct scope *scope, const struct declaration *declaration,
                             struct escalation *escalation)
{
    const struct node *node = declaration->node;
    struct making making = {scope, escalation};
    escalation->name = declaration->name;
    escalation->title = steps_text(node->kid[ESCALATION_TITLE]);
    escalation->declared = node->kid[ESCALATION_NAME]->span;
    escalation->span = node->span;
    escalation->target = INDEX_NONE;
    read_items(&making, node->kid[ESCALATION_ITEMS]);
    check_levels(scope, escalation);
    if (escalation->step_count == 0 && !node->broken) {
        struct diagnostic *d =
            diagnose(scope->sink, DIAG_BAD_STEP, escalation->declared,
                     "escalation `" TEXT_FMT "` has no step", TEXT_ARG(escalation->name));
        diagnostic_hint(scope->sink, d, "Add a line such as `at breach tell CONTACT`.");
    }
}

void check_escalations(struct scope *scope)
{
    uint32_t count = scope->counts[NODE_ESCALATION];
    struct escalation *escalations = ARENA_ARRAY(scope->arena, count + 1, struct escalation);
    scope->model->escalations = escalations;
    scope->model->escalation_count = count;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        if (declaration->kind == NODE_ESCALATION && declaration->node)
            check_escalation(scope, declaration, &escalations[declaration->index]);
    }
}
