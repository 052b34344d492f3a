/* scope.c - one map a kind; order is kept in the list of declarations. */
#include "check/scope.h"

#include "check/cells.h"

#include "check/echoes.h"
#include "check/wording.h"
#include "syntax/tree.h"

/* ---- Words for kinds ---- */

const char *scope_kind_words(enum node_kind kind)
{
    switch (kind) {
    case NODE_HOURS:
        return "hours";
    case NODE_HOLIDAYS:
        return "a list of holidays";
    case NODE_PERIOD:
        return "a period";
    case NODE_CHANNEL:
        return "a channel";
    case NODE_SERVICE:
        return "a service";
    case NODE_TEAM:
        return "a team";
    case NODE_CONTACT:
        return "a contact";
    case NODE_SYSTEM:
        return "a system";
    case NODE_CLOCK:
        return "a clock";
    case NODE_TARGET:
        return "a target";
    case NODE_AVAILABILITY:
        return "an availability";
    case NODE_MAINTENANCE:
        return "a maintenance";
    case NODE_MEASURE:
        return "a measure";
    case NODE_ESCALATION:
        return "an escalation";
    case NODE_FEE:
        return "a fee";
    case NODE_CREDIT:
        return "a credit";
    case NODE_EVENT:
        return "an event";
    case NODE_LOG:
        return "a log";
    case NODE_OBJECTIVE:
        return "an objective";
    case NODE_AMENDMENT:
        return "an amendment";
    case NODE_CHARTER:
        return "a charter";
    case NODE_ATTRIBUTE:
        return "an attribute";
    default:
        return node_label(kind);
    }
}

/* ---- Declaring ---- */

enum node_kind scope_shared_kind(enum node_kind kind)
{
    switch (kind) {
    case NODE_HOURS:
        return NODE_PERIOD;
    case NODE_PERIOD:
        return NODE_HOURS;
    case NODE_CONTACT:
        return NODE_TEAM;
    case NODE_TEAM:
        return NODE_CONTACT;
    default:
        return kind;
    }
}

static uint32_t next_index(const struct scope *scope, enum node_kind kind,
                           const struct slot_key *key)
{
    if (scope->slots)
        return slots_number(scope->slots, kind, key);
    if (kind == NODE_HOURS || kind == NODE_PERIOD)
        return scope->counts[NODE_HOURS] + scope->counts[NODE_PERIOD];
    return scope->counts[kind];
}

static struct declaration *enter(struct scope *scope, enum node_kind kind, struct text name,
                                 const struct node *node)
{
    struct declaration *declaration = ARENA_NEW(scope->arena, struct declaration);
    declaration->kind = kind;
    declaration->name = name;
    declaration->node = node;
    declaration->index = next_index(scope, kind, &(struct slot_key){name, node});
    if (!scope->slots)
        scope->counts[kind]++;
    VECTOR_PUSH(scope->arena, &scope->declarations, declaration);
    if (!scope->names[kind])
        scope->names[kind] = map_new(scope->arena);
    if (name.len)
        map_put(scope->names[kind], name, declaration);
    return declaration;
}

static void report_twice(struct scope *scope, enum node_kind kind, const struct node *name,
                         const struct declaration *first)
{
    if (!first->node) {
        diagnose(scope->sink, DIAG_BUILT_IN_NAME, name->span,
                 "`" TEXT_FMT "` is built in and can't be declared", TEXT_ARG(name->text));
        return;
    }
    const char *is = kind == NODE_HOURS || kind == NODE_HOLIDAYS ? "are" : "is";
    struct diagnostic *diagnostic =
        kind == first->kind
            ? diagnose(scope->sink, DIAG_DECLARED_TWICE, name->span,
                       "the %s `" TEXT_FMT "` %s declared twice", node_label(kind),
                       TEXT_ARG(name->text), is)
            : diagnose(scope->sink, DIAG_DECLARED_TWICE, name->span,
                       "`" TEXT_FMT "` is declared as %s and as %s", TEXT_ARG(name->text),
                       scope_kind_words(first->kind), scope_kind_words(kind));
    diagnostic_label(scope->sink, diagnostic, node_name(first->node)->span, "declared here first");
}

void scope_enter(struct scope *scope, enum node_kind kind, struct text name, uint32_t index)
{
    struct declaration *declaration = ARENA_NEW(scope->arena, struct declaration);
    *declaration = (struct declaration){.kind = kind, .name = name, .index = index};
    VECTOR_PUSH(scope->arena, &scope->made, declaration);
    if (!scope->names[kind])
        scope->names[kind] = map_new(scope->arena);
    map_put(scope->names[kind], name, declaration);
}

struct cells *scope_cells(struct scope *scope)
{
    if (!scope->cells)
        scope->cells = cells_new(scope->arena, scope->model);
    return scope->cells;
}

void scope_use_slots(struct scope *scope, struct slots *slots)
{
    scope->slots = slots;
    for (enum node_kind kind = 0; kind < NODE_KIND_COUNT; kind++)
        scope->counts[kind] = slots_count(slots, kind);
}

struct declaration *scope_declare(struct scope *scope, const struct node *node, bool from_library)
{
    const struct node *name = node_name(node);
    struct declaration *first = NULL;
    if (name)
        first = scope_find(scope, node->kind, name->text);
    if (name && !first)
        first = scope_find(scope, scope_shared_kind(node->kind), name->text);
    if (first) {
        report_twice(scope, node->kind, name, first);
        return NULL;
    }
    struct declaration *declaration = enter(scope, node->kind, name ? name->text : TEXT(""), node);
    declaration->from_library = from_library;
    return declaration;
}

struct scope *scope_new(struct arena *arena, struct sink *sink, struct model *model)
{
    struct scope *scope = ARENA_NEW(arena, struct scope);
    scope->arena = arena;
    scope->sink = sink;
    scope->model = model;
    enter(scope, NODE_HOURS, TEXT("always"), NULL);
    return scope;
}

/* ---- Finding ---- */

struct declaration *scope_find(const struct scope *scope, enum node_kind kind, struct text name)
{
    return scope->names[kind] ? map_find(scope->names[kind], name) : NULL;
}

/* All names of a kind, and of another, for did-you-mean. */
struct words {
    VECTOR(struct text) list;
};

static void add_names(const struct scope *scope, enum node_kind kind, struct words *words)
{
    for (size_t i = 0; i < scope->declarations.count; i++)
        if (scope->declarations.at[i]->kind == kind && scope->declarations.at[i]->name.len)
            VECTOR_PUSH(scope->arena, &words->list, scope->declarations.at[i]->name);
    for (size_t i = 0; i < scope->made.count; i++)
        if (scope->made.at[i]->kind == kind)
            VECTOR_PUSH(scope->arena, &words->list, scope->made.at[i]->name);
}

/* A declaration of any other kind with that name. */
static struct declaration *find_elsewhere(const struct scope *scope, struct text name)
{
    for (enum node_kind kind = 0; kind < NODE_KIND_COUNT; kind++)
        if (scope_find(scope, kind, name))
            return scope_find(scope, kind, name);
    return NULL;
}

/* Where nearly all is wrong, nobody reads what might have been meant: the search would take longer
 * than the rest of the check. */
enum { HINTS_MOST = 200 };

static struct text nearest_of(const struct scope *scope, struct text name,
                              const struct words *words)
{
    if (scope->sink->errors > HINTS_MOST)
        return TEXT("");
    return diagnostic_nearest(name, words->list.at, words->list.count);
}

static void hint_nearest(struct scope *scope, struct diagnostic *diagnostic, struct text name,
                         const struct words *words)
{
    struct text nearest = nearest_of(scope, name, words);
    diagnostic_slip(scope->sink, diagnostic, diagnostic->span, name, nearest);
    if (nearest.len)
        diagnostic_hint(scope->sink, diagnostic, "Did you mean `" TEXT_FMT "`?", TEXT_ARG(nearest));
}

/* NAME is like none of the words, and what could not be read may declare it. */
static bool may_be_hidden(const struct scope *scope, enum node_kind kind, struct text name,
                          const struct words *words)
{
    return echoes_may_hide(scope, kind, name) && !nearest_of(scope, name, words).len;
}

/* What was probably meant is not unused as well. */
static void forgive_nearest(const struct scope *scope, enum node_kind kind, enum node_kind other,
                            const struct words *words, struct text name)
{
    struct text nearest = nearest_of(scope, name, words);
    struct declaration *meant = scope_find(scope, kind, nearest);
    if (!meant)
        meant = scope_find(scope, other, nearest);
    if (meant)
        meant->used = true;
}

/* Where a change has taken away what NAME was. */
static void label_removal(struct scope *scope, struct diagnostic *diagnostic, enum node_kind kind,
                          struct text name)
{
    struct map *names = scope->wording ? scope->wording->names[kind] : NULL;
    const struct wording_entry *entry = names ? map_find(names, name) : NULL;
    if (entry && entry->head.gone)
        diagnostic_label(scope->sink, diagnostic, entry->head.gone->span, "removed here");
}

/* `KIND or OTHER` is what was wanted; OTHER may be KIND. */
static void report_unknown(struct scope *scope, enum node_kind kind, enum node_kind other,
                           const struct node *name)
{
    struct words words = {0};
    add_names(scope, kind, &words);
    if (other != kind)
        add_names(scope, other, &words);
    if (may_be_hidden(scope, kind, name->text, &words) ||
        may_be_hidden(scope, other, name->text, &words))
        return;
    struct diagnostic *diagnostic = diagnose(
        scope->sink, DIAG_UNKNOWN_NAME, name->span, "`" TEXT_FMT "` is not declared as %s%s%s",
        TEXT_ARG(name->text), scope_kind_words(kind), other != kind ? " or " : "",
        other != kind ? scope_kind_words(other) : "");
    forgive_nearest(scope, kind, other, &words, name->text);
    label_removal(scope, diagnostic, kind, name->text);
    if (other != kind)
        label_removal(scope, diagnostic, other, name->text);
    struct declaration *elsewhere = find_elsewhere(scope, name->text);
    if (elsewhere)
        elsewhere->used = true;
    if (elsewhere && elsewhere->node)
        diagnostic_label(scope->sink, diagnostic, node_name(elsewhere->node)->span, "this is %s",
                         scope_kind_words(elsewhere->kind));
    hint_nearest(scope, diagnostic, name->text, &words);
}

static struct declaration *resolve_either(struct scope *scope, enum node_kind kind,
                                          enum node_kind other, const struct node *name)
{
    struct declaration *found = scope_find(scope, kind, name->text);
    if (!found)
        found = scope_find(scope, other, name->text);
    if (found)
        found->used = true;
    else
        report_unknown(scope, kind, other, name);
    return found;
}

struct declaration *scope_resolve(struct scope *scope, enum node_kind kind, const struct node *name)
{
    return resolve_either(scope, kind, kind, name);
}

struct declaration *scope_party(struct scope *scope, const struct node *name)
{
    return resolve_either(scope, NODE_CONTACT, NODE_TEAM, name);
}

uint32_t scope_calendar(struct scope *scope, const struct node *name)
{
    struct declaration *found = resolve_either(scope, NODE_HOURS, NODE_PERIOD, name);
    return found ? found->index : INDEX_NONE;
}

uint32_t scope_hours(struct scope *scope, const struct node *name)
{
    struct declaration *found = scope_resolve(scope, NODE_HOURS, name);
    return found ? found->index : INDEX_NONE;
}

/* ---- Attributes and kinds of events ---- */

uint32_t scope_find_attribute(const struct scope *scope, struct text name)
{
    const struct schema *schema = &scope->model->schema;
    for (uint32_t i = 0; i < schema->count; i++)
        if (text_equal(schema->attributes[i].name, name) && !schema->attributes[i].is_absent)
            return i;
    return INDEX_NONE;
}

uint32_t scope_attribute_or(struct scope *scope, const struct node *name,
                            const char *(*other)(uint32_t index))
{
    const struct schema *schema = &scope->model->schema;
    uint32_t found = scope_find_attribute(scope, name->text);
    if (found != INDEX_NONE)
        return found;
    struct words words = {0};
    for (uint32_t i = 0; i < schema->count; i++)
        if (!schema->attributes[i].is_absent)
            VECTOR_PUSH(scope->arena, &words.list, schema->attributes[i].name);
    for (uint32_t i = 0; other && other(i); i++)
        VECTOR_PUSH(scope->arena, &words.list, text_of(other(i)));
    if (may_be_hidden(scope, NODE_ATTRIBUTE, name->text, &words))
        return INDEX_NONE;
    struct diagnostic *diagnostic =
        diagnose(scope->sink, DIAG_UNKNOWN_NAME, name->span,
                 "a ticket has no attribute `" TEXT_FMT "`", TEXT_ARG(name->text));
    hint_nearest(scope, diagnostic, name->text, &words);
    return INDEX_NONE;
}

uint32_t scope_attribute(struct scope *scope, const struct node *name)
{
    return scope_attribute_or(scope, name, NULL);
}

uint32_t scope_find_kind(const struct scope *scope, struct text name)
{
    const struct schema *schema = &scope->model->schema;
    for (uint32_t i = 0; i < schema->kind_count; i++)
        if (text_equal(schema->kinds[i].name, name) && !schema->kinds[i].is_absent)
            return i;
    return INDEX_NONE;
}

uint32_t scope_kind(struct scope *scope, const struct node *name)
{
    const struct schema *schema = &scope->model->schema;
    uint32_t found = scope_find_kind(scope, name->text);
    if (found != INDEX_NONE) {
        struct declaration *declared = scope_find(scope, NODE_EVENT, name->text);
        if (declared)
            declared->used = true;
        return found;
    }
    struct words words = {0};
    for (uint32_t i = 0; i < schema->kind_count; i++)
        if (!schema->kinds[i].is_absent)
            VECTOR_PUSH(scope->arena, &words.list, schema->kinds[i].name);
    if (may_be_hidden(scope, NODE_EVENT, name->text, &words))
        return INDEX_NONE;
    struct diagnostic *diagnostic =
        diagnose(scope->sink, DIAG_UNKNOWN_NAME, name->span, "there is no event `" TEXT_FMT "`",
                 TEXT_ARG(name->text));
    hint_nearest(scope, diagnostic, name->text, &words);
    return INDEX_NONE;
}

/* ---- Of a model ---- */

/* What the model has as number INDEX; what it lacks can't be named. */
static void enter_number(struct scope *scope, enum node_kind kind, struct text name, uint32_t index)
{
    enter(scope, kind, name, NULL)->index = index;
}

static void enter_calendars(struct scope *scope, const struct model *model)
{
    for (uint32_t i = 1; i < model->calendar_count; i++) {
        const struct model_calendar *calendar = &model->calendars[i];
        if (!calendar->is_absent)
            enter_number(scope, calendar->period ? NODE_PERIOD : NODE_HOURS, calendar->name, i);
    }
}

static void enter_choices(struct scope *scope, enum node_kind kind, int32_t attribute)
{
    if (attribute == ATTRIBUTE_ABSENT)
        return;
    const struct attribute *of = &scope->model->schema.attributes[attribute];
    for (uint32_t i = 0; i < of->choice_count; i++)
        if (!of->choices[i].is_absent)
            enter_number(scope, kind, of->choices[i].name, i);
}

static void enter_kinds(struct scope *scope, const struct schema *schema)
{
    for (uint32_t i = KIND_STANDARD_COUNT; i < schema->kind_count; i++)
        if (!schema->kinds[i].is_absent)
            enter_number(scope, NODE_EVENT, schema->kinds[i].name, i - KIND_STANDARD_COUNT);
}

struct scope *scope_of_model(struct arena *arena, const struct model *model, struct sink *sink)
{
    struct model *copy = ARENA_NEW(arena, struct model);
    *copy = *model;
    struct scope *scope = scope_new(arena, sink, copy);
    enter_calendars(scope, model);
    for (uint32_t i = 0; i < model->holidays_count; i++)
        if (model->holidays[i])
            enter_number(scope, NODE_HOLIDAYS, model->holidays[i]->name, i);
    for (uint32_t i = 0; i < model->clock_count; i++)
        if (!model->clocks[i].is_absent)
            enter_number(scope, NODE_CLOCK, model->clocks[i].name, i);
    for (uint32_t i = 0; i < model->target_count; i++)
        if (!model->targets[i].is_hidden && !model->targets[i].is_absent)
            enter_number(scope, NODE_TARGET, model->targets[i].name, i);
    for (uint32_t i = 0; i < model->escalation_count; i++)
        if (!model->escalations[i].is_absent)
            enter_number(scope, NODE_ESCALATION, model->escalations[i].name, i);
    for (uint32_t i = 0; i < model->log_count; i++)
        enter_number(scope, NODE_LOG, model->logs[i].name, i);
    enter_choices(scope, NODE_SERVICE, model->schema.service);
    enter_choices(scope, NODE_CHANNEL, model->schema.channel);
    enter_choices(scope, NODE_TEAM, model->schema.team);
    enter_kinds(scope, &model->schema);
    return scope;
}
