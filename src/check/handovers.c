/* handovers.c - `hands over to chat within 10 minutes in office` on a channel is a target of its
 * own (semantics 6.7), with a clock of its own: from the opening by that channel to the first
 * public reply of a person, or to one who is assigned.
 */
#include "check/made.h"
#include "check/specific.h"
#include "check/steps.h"
#include "check/terms.h"
#include "check/terms_part.h"
#include "syntax/tree.h"

struct making {
    struct scope *scope;
    const struct declaration *channel;
    struct text name, title;
    struct span span; /* of the first line */
    VECTOR(struct clause) clauses;
    VECTOR(const struct node *) lines; /* `within` lines in their place, for the ranking */
    bool good;
};

/* ---- the clock ---- */

/* `channel is NAME`. */
static const struct condition *came_by(const struct making *making)
{
    const struct schema *schema = &making->scope->model->schema;
    const struct attribute *channel = &schema->attributes[schema->channel];
    struct condition *condition = ARENA_NEW(making->scope->arena, struct condition);
    struct value *value = ARENA_NEW(making->scope->arena, struct value);
    value->type = VALUE_CHOICE;
    while (value->choice < channel->choice_count &&
           !text_equal(channel->choices[value->choice].name, making->channel->name))
        value->choice++;
    condition->op = CONDITION_IS;
    condition->span = node_name(making->channel->node)->span;
    condition->attribute = (uint32_t)schema->channel;
    condition->values = value;
    condition->value_count = 1;
    return condition;
}

static struct triggers list_of(const struct making *making, const struct trigger *at,
                               uint32_t count)
{
    struct trigger *copy = ARENA_ARRAY(making->scope->arena, count, struct trigger);
    for (uint32_t i = 0; i < count; i++) {
        copy[i] = at[i];
        copy[i].status = INDEX_NONE;
        copy[i].span = making->span;
    }
    return (struct triggers){.at = copy, .count = count, .span = making->span};
}

static uint32_t add_clock(const struct making *making)
{
    static const struct trigger starts[] = {{.kind = KIND_OPENED}};
    static const struct trigger stops[] = {{.kind = KIND_REPLY, .actor = ACTOR_AGENT},
                                           {.kind = KIND_ASSIGNED}};
    static const struct trigger cancelled[] = {{.kind = KIND_MERGED}};
    struct clock_model clock = {.name = making->name,
                                .title = making->title,
                                .starts = list_of(making, starts, 1),
                                .stops = list_of(making, stops, 2),
                                .cancelled = list_of(making, cancelled, 1),
                                .reopening = REOPENING_IGNORED,
                                .from_library = making->channel->from_library,
                                .is_sound = making->good,
                                .declared = making->span,
                                .span = making->span};
    clock.starts.when = came_by(making);
    return clocks_append(making->scope, &clock);
}

/* ---- the target ---- */

/* A line that overrides nothing. */
static const struct node *plain_line(const struct making *making, struct span span)
{
    size_t kids = node_slot_count(NODE_WITHIN) * sizeof(struct node *);
    struct node *line = arena_alloc(making->scope->arena, sizeof *line + kids);
    line->kind = NODE_WITHIN;
    line->span = span;
    return line;
}

static void read_line(struct making *making, const struct node *line)
{
    struct scope *scope = making->scope;
    const struct node *when = line->kid[HANDS_OVER_WHEN];
    struct clause clause = {.span = line->span};
    uint32_t hours = terms_hours(scope, line->kid[HANDS_OVER_CALENDAR]);
    bool to = scope_resolve(scope, NODE_CHANNEL, line->kid[HANDS_OVER_TO]) != NULL;
    clause.calendar = hours == INDEX_NONE ? 0 : hours;
    clause.when = when ? terms_lasting_condition(scope, when) : NULL;
    bool limit = terms_limit(scope, line->kid[HANDS_OVER_LIMIT], &clause.limit);
    making->good = making->good && to && limit && hours != INDEX_NONE && (!when || clause.when);
    if (!making->clauses.count)
        making->span = line->span;
    VECTOR_PUSH(scope->arena, &making->clauses, clause);
    VECTOR_PUSH(scope->arena, &making->lines, plain_line(making, line->span));
}

/* Where each line says `when`, the target is about the tickets that one of them means. */
static const struct condition *about_of(const struct making *making)
{
    const struct condition *any = making->clauses.at[0].when;
    for (size_t i = 1; i < making->clauses.count && any; i++)
        any = making->clauses.at[i].when
                  ? cells_or(making->scope->arena, any, making->clauses.at[i].when)
                  : NULL;
    return any;
}

static void rank(const struct making *making, struct target *target)
{
    struct ranking ranking = {
        .scope = making->scope,
        .cells = scope_cells(making->scope),
        .target = target,
        .nodes = making->lines.at,
        .layers = ARENA_ARRAY(making->scope->arena, target->clause_count, uint32_t)};
    specific_rank(&ranking);
}

static uint32_t add_target(struct making *making)
{
    struct target target = {.name = making->name,
                            .title = making->title,
                            .clock = add_clock(making),
                            .about = about_of(making),
                            .calendar = making->clauses.at[0].calendar,
                            .clauses = making->clauses.at,
                            .clause_count = (uint32_t)making->clauses.count,
                            .bucket = BUCKET_DECISION,
                            .is_sound = making->good,
                            .declared = making->span,
                            .span = making->span};
    size_t count = making->clauses.count;
    target.beats = ARENA_ARRAY(making->scope->arena, count * count, bool);
    if (making->good)
        rank(making, &target);
    return targets_append(making->scope, &target);
}

/* ---- the step ---- */

static void check_channel(struct scope *scope, const struct declaration *channel)
{
    struct arena *arena = scope->arena;
    struct text title = steps_text(channel->node->kid[CHANNEL_TITLE]);
    struct making making = {.scope = scope, .channel = channel, .good = !channel->node->broken};
    for (const struct node *item = channel->node->kid[CHANNEL_ITEMS]; item; item = item->next)
        if (item->kind == NODE_HANDS_OVER)
            read_line(&making, item);
    if (!making.clauses.count)
        return;
    making.name = text_format(arena, TEXT_FMT " hand-over", TEXT_ARG(channel->name));
    making.title = title.len ? text_format(arena, TEXT_FMT ": hand-over", TEXT_ARG(title)) : title;
    scope_enter(scope, NODE_TARGET, making.name, add_target(&making));
}

void check_handovers(struct scope *scope)
{
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        if (declaration->kind == NODE_CHANNEL && declaration->node)
            check_channel(scope, declaration);
    }
}
