/* Targets: their lines, and then which clause wins. */
#include "check/made.h"
#include "check/settle.h"
#include "check/specific.h"
#include "check/steps.h"
#include "check/terms.h"
#include "check/terms_part.h"
#include "syntax/tree.h"

struct making {
    struct scope *scope;
    const struct declaration *declaration;
    struct target *target;
    const struct node *items;
    struct cells *cells;
    bool good;
};

static const struct node *once(struct making *making, enum node_kind kind)
{
    return steps_once(making->scope, making->items, kind);
}

static const struct condition *condition_of(struct making *making, const struct node *node)
{
    const struct condition *condition = terms_lasting_condition(making->scope, node);
    making->good = making->good && condition;
    return condition;
}

/* ---------- what it measures ---------- */

static void read_measures(struct making *making)
{
    const struct node *line =
        steps_needed(making->scope, making->items, NODE_MEASURES, making->declaration);
    const struct declaration *clock =
        line ? scope_resolve(making->scope, NODE_CLOCK, line->kid[MEASURES_CLOCK]) : NULL;
    making->target->clock = clock ? clock->index : 0;
    making->good = making->good && clock;
}

/* Several lines exclude together; then no one reason is that of all of them. */
static void read_excludes(struct making *making)
{
    const struct condition *all = NULL;
    size_t count = 0;
    for (const struct node *item = making->items; item; item = item->next) {
        if (item->kind != NODE_EXCLUDES_WHEN)
            continue;
        const struct condition *one = condition_of(making, item->kid[EXCLUDES_WHEN_CONDITION]);
        struct text because = steps_text(item->kid[EXCLUDES_WHEN_BECAUSE]);
        if (count++ == 0)
            making->target->excludes_because = because;
        else if (!text_equal(making->target->excludes_because, because))
            making->target->excludes_because = TEXT("");
        if (one)
            all = all ? cells_or(making->scope->arena, all, one) : one;
    }
    making->target->excludes = all;
}

static void read_about(struct making *making)
{
    const struct node *about = once(making, NODE_FOR);
    const struct node *serves = once(making, NODE_SERVES);
    if (about)
        making->target->about = condition_of(making, about->kid[FOR_CONDITION]);
    if (serves && !scope_resolve(making->scope, NODE_OBJECTIVE, serves->kid[SERVES_OBJECTIVE]))
        making->good = false;
    read_excludes(making);
}

static uint32_t hours_of(struct making *making, const struct node *name)
{
    uint32_t index = terms_hours(making->scope, name);
    making->good = making->good && index != INDEX_NONE;
    return index == INDEX_NONE ? 0 : index;
}

static void read_counting(struct making *making)
{
    const struct node *hours = once(making, NODE_COUNTED_IN);
    const struct node *cap = once(making, NODE_PAUSE_CAPPED);
    making->target->calendar = hours ? hours_of(making, hours->kid[COUNTED_IN_CALENDAR]) : 0;
    making->target->runs_to_next_opening = once(making, NODE_RUNS_TO_OPENING) != NULL;
    if (!cap)
        return;
    making->target->has_pause_cap = true;
    making->good =
        terms_limit(making->scope, cap->kid[PAUSE_CAPPED_LIMIT], &making->target->pause_cap) &&
        making->good;
}

/* ---------- clauses ---------- */

static void read_clause(struct making *making, const struct node *node, struct clause *clause)
{
    const struct node *when = node->kid[WITHIN_WHEN], *hours = node->kid[WITHIN_CALENDAR];
    clause->span = node->span;
    clause->otherwise = node->kid[WITHIN_OTHERWISE] != NULL;
    clause->label = steps_text(node->kid[WITHIN_CALLED]);
    clause->because = steps_text(node->kid[WITHIN_BECAUSE]);
    clause->has_calendar = hours != NULL;
    clause->calendar = hours ? hours_of(making, hours) : making->target->calendar;
    if (!terms_limit(making->scope, node->kid[WITHIN_LIMIT], &clause->limit))
        making->good = false;
    if (when)
        clause->when = condition_of(making, when);
}

static void check_otherwise(struct making *making, const struct clause *clauses, uint32_t count)
{
    const struct clause *first = NULL;
    for (uint32_t i = 0; i < count; i++) {
        if (!clauses[i].otherwise)
            continue;
        if (first) {
            struct diagnostic *d = diagnose(
                making->scope->sink, DIAG_TWO_OTHERWISE, clauses[i].span,
                "target `" TEXT_FMT "` has a second `otherwise`", TEXT_ARG(making->target->name));
            diagnostic_label(making->scope->sink, d, first->span, "the first one");
            making->good = false;
        } else {
            first = &clauses[i];
        }
    }
}

static void check_label(struct making *making, const struct node *called,
                        const struct clause *clauses, uint32_t upto)
{
    for (uint32_t i = 0; called && i < upto; i++)
        if (text_equal(clauses[i].label, called->text)) {
            struct diagnostic *d =
                diagnose(making->scope->sink, DIAG_LABEL_TWICE, called->span,
                         "two clauses are called `" TEXT_FMT "`", TEXT_ARG(called->text));
            diagnostic_label(making->scope->sink, d, clauses[i].span, "the first one");
            making->good = false;
            return;
        }
}

static void complain_without_limit(struct making *making)
{
    struct diagnostic *d =
        diagnose(making->scope->sink, DIAG_TARGET_INCOMPLETE, making->target->declared,
                 "target `" TEXT_FMT "` says no limit", TEXT_ARG(making->target->name));
    diagnostic_hint(making->scope->sink, d, "Add a line such as `within 4 hours`.");
    making->good = false;
}

/* The clauses; gives their nodes, in the same order. */
static const struct node *const *read_clauses(struct making *making)
{
    VECTOR(const struct node *) nodes = {0};
    for (const struct node *item = making->items; item; item = item->next)
        if (item->kind == NODE_WITHIN)
            VECTOR_PUSH(making->scope->arena, &nodes, item);
    struct clause *clauses = ARENA_ARRAY(making->scope->arena, nodes.count, struct clause);
    for (uint32_t i = 0; i < nodes.count; i++) {
        read_clause(making, nodes.at[i], &clauses[i]);
        check_label(making, nodes.at[i]->kid[WITHIN_CALLED], clauses, i);
    }
    making->target->clauses = clauses;
    making->target->clause_count = (uint32_t)nodes.count;
    check_otherwise(making, clauses, (uint32_t)nodes.count);
    if (nodes.count == 0 && !making->declaration->node->broken)
        complain_without_limit(making);
    return nodes.at;
}

/* ---------- changes ---------- */

static enum change_mode mode_of(enum word word)
{
    switch (word) {
    case WORD_STARTS_AGAIN:
        return CHANGE_STARTS_AGAIN;
    case WORD_KEEPS:
        return CHANGE_KEEPS;
    case WORD_JUDGES_FROM_THE_START:
        return CHANGE_JUDGES_FROM_START;
    default:
        return CHANGE_CARRIES;
    }
}

static bool said_before(struct making *making, const struct change_rule *rules, size_t count,
                        const struct change_rule *rule)
{
    for (size_t i = 0; i < count; i++)
        if (rules[i].attribute == rule->attribute) {
            struct diagnostic *d =
                diagnose(making->scope->sink, DIAG_CHANGE_TWICE, rule->span,
                         "a second line on a change of `" TEXT_FMT "`",
                         TEXT_ARG(making->scope->model->schema.attributes[rule->attribute].name));
            diagnostic_label(making->scope->sink, d, rules[i].span, "the first one");
            return true;
        }
    return false;
}

static void read_changes(struct making *making)
{
    VECTOR(struct change_rule) rules = {0};
    for (const struct node *item = making->items; item; item = item->next) {
        if (item->kind != NODE_ON_CHANGE)
            continue;
        struct change_rule rule = {.span = item->span};
        rule.attribute = scope_attribute(making->scope, item->kid[ON_CHANGE_ATTRIBUTE]);
        rule.mode = mode_of(node_word(item->kid[ON_CHANGE_MODE]));
        if (rule.attribute == INDEX_NONE || said_before(making, rules.at, rules.count, &rule))
            making->good = false;
        else
            VECTOR_PUSH(making->scope->arena, &rules, rule);
    }
    making->target->changes = rules.at;
    making->target->change_count = (uint32_t)rules.count;
}

/* ---------- promises ---------- */

static bool is_share(struct making *making, const struct node *percent, const char *what)
{
    struct decimal value = percent->value.decimal, most = {100, 0};
    if (value.digits > 0 && decimal_compare(value, most) <= 0)
        return true;
    diagnose(making->scope->sink, DIAG_BAD_SHARE, percent->span,
             "%s lies above 0%% and is at most 100%%, and this is " TEXT_FMT "%%", what,
             TEXT_ARG(decimal_format(making->scope->arena, value)));
    making->good = false;
    return false;
}

static enum bucket bucket_of(const struct node *line)
{
    switch (line ? node_word(line->kid[COUNTED_BY_BUCKET]) : WORD_NONE) {
    case WORD_OPENING:
        return BUCKET_OPENING;
    case WORD_DUE:
        return BUCKET_DUE;
    case WORD_COMPLETION:
        return BUCKET_COMPLETION;
    default:
        return BUCKET_DECISION;
    }
}

static void read_promises(struct making *making)
{
    VECTOR(struct promise) promises = {0};
    for (const struct node *item = making->items; item; item = item->next) {
        if (item->kind != NODE_MET_FOR ||
            !is_share(making, item->kid[MET_FOR_SHARE], "a promised share"))
            continue;
        struct promise promise = {.percent = item->kid[MET_FOR_SHARE]->value.decimal};
        promise.of_cycles = node_word(item->kid[MET_FOR_OF]) == WORD_CYCLES;
        promise.unit = steps_unit(item->kid[MET_FOR_EACH], &promise.first_month);
        promise.span = item->span;
        VECTOR_PUSH(making->scope->arena, &promises, promise);
    }
    making->target->promises = promises.at;
    making->target->promise_count = (uint32_t)promises.count;
}

static void read_reporting(struct making *making)
{
    const struct node *warns = once(making, NODE_WARNS);
    read_promises(making);
    making->target->bucket = bucket_of(once(making, NODE_COUNTED_BY));
    if (!warns || !is_share(making, warns->kid[WARNS_AT], "a warning"))
        return;
    making->target->has_warning = true;
    making->target->warns_at = warns->kid[WARNS_AT]->value.decimal;
}

/* Ranks of the layers that the clauses come from. */
static const uint32_t *layers_of_clauses(const struct making *making)
{
    const struct target *target = making->target;
    uint32_t *layers = ARENA_ARRAY(making->scope->arena, target->clause_count, uint32_t);
    for (uint32_t i = 0; i < target->clause_count && making->declaration->entry; i++)
        layers[i] = settle_rank(making->declaration->entry, target->clauses[i].span);
    return layers;
}

/* ---------- all ---------- */

static void check_target(struct scope *scope, const struct declaration *declaration,
                         struct target *target, struct cells *cells)
{
    const struct node *node = declaration->node;
    struct making making = {scope, declaration, target, node->kid[TARGET_ITEMS], cells, true};
    target->name = declaration->name;
    target->title = steps_text(node->kid[TARGET_TITLE]);
    target->declared = node->kid[TARGET_NAME]->span;
    target->span = node->span;
    read_measures(&making);
    read_about(&making);
    read_counting(&making);
    const struct node *const *nodes = read_clauses(&making);
    read_changes(&making);
    read_reporting(&making);
    if (!making.good || node->broken)
        return;
    struct ranking ranking = {.scope = scope,
                              .cells = cells,
                              .target = target,
                              .nodes = nodes,
                              .layers = layers_of_clauses(&making)};
    specific_rank(&ranking);
}

void check_targets(struct scope *scope)
{
    uint32_t count = scope->counts[NODE_TARGET];
    struct target *targets = ARENA_ARRAY(scope->arena, count, struct target);
    struct cells *cells = scope_cells(scope);
    scope->model->targets = targets;
    scope->model->target_count = count;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        if (declaration->kind == NODE_TARGET)
            check_target(scope, declaration, &targets[declaration->index], cells);
    }
}

/* Numbered as those that the charter declares: the same in all versions. */
static uint32_t appended_number(struct scope *scope, struct text name)
{
    if (!scope->slots)
        return scope->model->target_count;
    struct slot_key key = {name, NULL};
    return scope->counts[NODE_TARGET] + slots_number(scope->slots, SLOTS_MADE_TARGET, &key);
}

uint32_t targets_append(struct scope *scope, const struct target *target)
{
    struct model *model = scope->model;
    uint32_t number = appended_number(scope, target->name), count = model->target_count;
    if (number >= count)
        count = number + 1;
    struct target *targets = ARENA_ARRAY(scope->arena, count, struct target);
    for (uint32_t i = 0; i < model->target_count; i++)
        targets[i] = model->targets[i];
    targets[number] = *target;
    model->targets = targets;
    model->target_count = count;
    return number;
}
