/* catalogue.c - channels, services, teams, contacts, systems, and what no event decides: every name
 * in them has to be declared. They are printed, and judged by nothing. */
#include "check/steps.h"
#include "check/terms.h"
#include "syntax/tree.h"

/* ---- Lists of names ---- */

static void resolve_all(struct scope *scope, enum node_kind kind, const struct node *names)
{
    for (; names; names = names->next)
        scope_resolve(scope, kind, names);
}

static void resolve_parties(struct scope *scope, const struct node *names)
{
    for (; names; names = names->next)
        scope_party(scope, names);
}

/* `within LIMIT [in HOURS]` */
static void resolve_limit(struct scope *scope, const struct node *limit,
                          const struct node *calendar)
{
    struct limit read;
    terms_limit(scope, limit, &read);
    if (calendar)
        scope_hours(scope, calendar);
}

/* ---- Lines of the catalogue ---- */

static void check_item(struct scope *scope, const struct node *item)
{
    switch (item->kind) {
    case NODE_OPEN_IN:
        scope_hours(scope, item->kid[OPEN_IN_CALENDAR]);
        break;
    case NODE_OWNER:
        scope_party(scope, item->kid[OWNER_NAME]);
        break;
    case NODE_RESTARTS_AFTER:
        resolve_all(scope, NODE_SYSTEM, item->kid[RESTARTS_AFTER_NAMES]);
        break;
    case NODE_RUNS_ON:
        resolve_all(scope, NODE_SYSTEM, item->kid[RUNS_ON_NAMES]);
        break;
    case NODE_RECOVERS:
        resolve_limit(scope, item->kid[RECOVERS_LIMIT], item->kid[RECOVERS_CALENDAR]);
        break;
    default: /* words and numbers */
        break;
    }
}

static void check_place(struct scope *scope, const struct node *items)
{
    static const enum node_kind single[] = {NODE_OPEN_IN, NODE_OWNER,    NODE_LEVEL,
                                            NODE_CPUS,    NODE_MEMORY,   NODE_STORAGE,
                                            NODE_PURPOSE, NODE_RECOVERS, NODE_LOSES};
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        steps_once(scope, items, single[i]);
    for (; items; items = items->next)
        check_item(scope, items);
}

/* ---- The order of restarts ---- */

/* A system on a walk, depth first, along what each waits for. */
struct restart {
    VECTOR(const struct node *) waits_for; /* names */
    size_t at;                             /* of the next name to follow */
    bool is_seen, is_on_walk;
};

static void add_waits(struct scope *scope, const struct declaration *system,
                      struct restart *restart)
{
    for (const struct node *item = system->node->kid[SYSTEM_ITEMS]; item; item = item->next) {
        const struct node *name =
            item->kind == NODE_RESTARTS_AFTER ? item->kid[RESTARTS_AFTER_NAMES] : NULL;
        for (; name; name = name->next)
            VECTOR_PUSH(scope->arena, &restart->waits_for, name);
    }
}

/* Index of the system to follow next from RESTART; INDEX_NONE if that name leads to nothing new. */
static uint32_t next_system(struct scope *scope, struct restart *systems, struct restart *restart)
{
    const struct node *name = restart->waits_for.at[restart->at++];
    const struct declaration *next = scope_find(scope, NODE_SYSTEM, name->text);
    if (next && systems[next->index].is_on_walk)
        diagnose(scope->sink, DIAG_RESTART_LOOP, name->span,
                 "the order of restarts goes in a loop: `" TEXT_FMT "` waits for itself",
                 TEXT_ARG(name->text));
    return next && !systems[next->index].is_seen ? next->index : INDEX_NONE;
}

static void follow_restarts(struct scope *scope, struct restart *systems, uint32_t first)
{
    VECTOR(uint32_t) walk = {0};
    VECTOR_PUSH(scope->arena, &walk, first);
    while (walk.count) {
        struct restart *restart = &systems[walk.at[walk.count - 1]];
        restart->is_seen = restart->is_on_walk = true;
        if (restart->at == restart->waits_for.count) {
            restart->is_on_walk = false;
            walk.count--;
            continue;
        }
        uint32_t next = next_system(scope, systems, restart);
        if (next != INDEX_NONE)
            VECTOR_PUSH(scope->arena, &walk, next);
    }
}

static void check_restarts(struct scope *scope)
{
    uint32_t count = scope->counts[NODE_SYSTEM];
    struct restart *systems = ARENA_ARRAY(scope->arena, count, struct restart);
    for (size_t i = 0; i < scope->declarations.count; i++)
        if (scope->declarations.at[i]->kind == NODE_SYSTEM)
            add_waits(scope, scope->declarations.at[i], &systems[scope->declarations.at[i]->index]);
    for (uint32_t i = 0; i < count; i++)
        if (!systems[i].is_seen)
            follow_restarts(scope, systems, i);
}

/* ---- What no event decides ---- */

static void check_complaints(struct scope *scope, const struct node *node)
{
    resolve_all(scope, NODE_CHANNEL, node->kid[COMPLAINTS_CHANNELS]);
    const struct node *before = NULL, *stage = node->kid[COMPLAINTS_STAGES];
    for (; stage; before = stage, stage = stage->next) {
        resolve_parties(scope, stage->kid[STAGE_TO]);
        resolve_limit(scope, stage->kid[STAGE_LIMIT], stage->kid[STAGE_CALENDAR]);
        if (before && node_whole(stage->kid[STAGE_NUMBER]) <= node_whole(before->kid[STAGE_NUMBER]))
            diagnose(scope->sink, DIAG_BACKWARD_RANGE, stage->kid[STAGE_NUMBER]->span,
                     "stage " TEXT_FMT " comes after stage " TEXT_FMT,
                     TEXT_ARG(stage->kid[STAGE_NUMBER]->text),
                     TEXT_ARG(before->kid[STAGE_NUMBER]->text));
    }
}

static void check_risk(struct scope *scope, const struct node *node)
{
    const struct node *items = node->kid[RISK_ITEMS];
    steps_once(scope, items, NODE_LIKELIHOOD);
    steps_once(scope, items, NODE_IMPACT);
    const struct node *owner = steps_once(scope, items, NODE_OWNER);
    if (owner)
        scope_party(scope, owner->kid[OWNER_NAME]);
}

/* What an improvement is for: a target, a measure or an availability. */
static void check_improvement(struct scope *scope, const struct node *node)
{
    const struct node *name = node->kid[IMPROVEMENT_FOR];
    static const enum node_kind kinds[] = {NODE_MEASURE, NODE_AVAILABILITY};
    enum node_kind kind = NODE_TARGET;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!scope_find(scope, kind, name->text) && scope_find(scope, kinds[i], name->text))
            kind = kinds[i];
    scope_resolve(scope, kind, name);
    scope_party(scope, node->kid[IMPROVEMENT_OWNER]);
}

static void check_report(struct scope *scope, const struct node *node)
{
    resolve_parties(scope, node->kid[REPORT_TO]);
    resolve_limit(scope, node->kid[REPORT_LIMIT], node->kid[REPORT_CALENDAR]);
}

/* ---- The step ---- */

static void check_declaration(struct scope *scope, const struct node *node)
{
    switch (node->kind) {
    case NODE_CHANNEL:
        check_place(scope, node->kid[CHANNEL_ITEMS]);
        break;
    case NODE_SERVICE:
        check_place(scope, node->kid[SERVICE_ITEMS]);
        break;
    case NODE_TEAM:
        check_place(scope, node->kid[TEAM_ITEMS]);
        break;
    case NODE_CONTACT:
        check_place(scope, node->kid[CONTACT_ITEMS]);
        break;
    case NODE_SYSTEM:
        check_place(scope, node->kid[SYSTEM_ITEMS]);
        break;
    case NODE_COMPLAINTS:
        check_complaints(scope, node);
        break;
    case NODE_RISK:
        check_risk(scope, node);
        break;
    case NODE_REVIEW:
        resolve_parties(scope, node->kid[REVIEW_BY]);
        break;
    case NODE_IMPROVEMENT:
        check_improvement(scope, node);
        break;
    case NODE_REPORT:
        check_report(scope, node);
        break;
    default: /* other steps */
        break;
    }
}

void check_catalogue(struct scope *scope)
{
    for (size_t i = 0; i < scope->declarations.count; i++)
        if (scope->declarations.at[i]->node)
            check_declaration(scope, scope->declarations.at[i]->node);
    check_restarts(scope);
}
