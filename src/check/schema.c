/* schema.c - what a ticket has: `ticket has`, `status`, `event`, and the catalogue's attributes. */
#include "check/steps.h"
#include "syntax/tree.h"

struct making {
    struct scope *scope;
    VECTOR(struct attribute) attributes;
    VECTOR(struct event_kind) kinds;
    VECTOR(enum status_class) classes;
    struct map *names; /* of attributes → the NODE_NAME, or the block that brings it */
};

/* ---- Names ---- */

static bool is_one_of(struct text name, const char *const *words)
{
    for (; *words; words++)
        if (text_is(name, *words))
            return true;
    return false;
}

/* Roles of columns: a log could not say which of the two is meant. */
static const char *const columns[] = {"ticket", "time",       "event",   "actor", "public",
                                      "id",     "reopenings", "replies", NULL};
static const char *const classes[] = {"working", "waiting", "done", NULL};

static void report_built_in(struct scope *scope, const struct node *name, const char *what)
{
    diagnose(scope->sink, DIAG_BUILT_IN_NAME, name->span,
             "`" TEXT_FMT "` can't be the name of %s, it has a meaning of its own",
             TEXT_ARG(name->text), what);
}

static void report_twice(struct scope *scope, const struct node *name, struct span first)
{
    struct diagnostic *diagnostic =
        diagnose(scope->sink, DIAG_DECLARED_TWICE, name->span, "`" TEXT_FMT "` is declared twice",
                 TEXT_ARG(name->text));
    diagnostic_label(scope->sink, diagnostic, first, "declared here first");
}

/* False, reported, if the attribute can't be called so. */
static bool is_new_attribute(struct making *making, const struct node *name)
{
    if (is_one_of(name->text, columns)) {
        report_built_in(making->scope, name, "an attribute");
        return false;
    }
    const struct node *first = map_find(making->names, name->text);
    if (first) {
        report_twice(making->scope, name, first->span);
        return false;
    }
    map_put(making->names, name->text, (void *)(uintptr_t)name);
    return true;
}

/* ---- Choices ---- */

struct choices {
    VECTOR(struct choice) list;
    struct map *names; /* → NODE_NAME */
};

static bool add_choice(struct scope *scope, struct choices *choices, const struct node *name,
                       const struct node *title)
{
    if (!choices->names)
        choices->names = map_new(scope->arena);
    const struct node *first = map_find(choices->names, name->text);
    if (first) {
        report_twice(scope, name, first->span);
        return false;
    }
    map_put(choices->names, name->text, (void *)(uintptr_t)name);
    struct choice choice = {.name = name->text, .title = steps_text(title), .declared = name->span};
    VECTOR_PUSH(scope->arena, &choices->list, choice);
    return true;
}

static void set_choices(struct attribute *attribute, const struct choices *choices)
{
    attribute->choices = choices->list.at;
    attribute->choice_count = (uint32_t)choices->list.count;
}

/* ---- Attributes that are written ---- */

static enum attribute_type type_of_word(enum word word)
{
    switch (word) {
    case WORD_WHOLE:
        return ATTRIBUTE_WHOLE;
    case WORD_DECIMAL:
        return ATTRIBUTE_DECIMAL;
    case WORD_MONEY:
        return ATTRIBUTE_MONEY;
    case WORD_YES_OR_NO:
        return ATTRIBUTE_YES_NO;
    case WORD_TIME:
        return ATTRIBUTE_TIME;
    default:
        return ATTRIBUTE_TEXT;
    }
}

static void read_type(struct scope *scope, const struct node *type, struct attribute *attribute)
{
    if (type->kind == NODE_WORD) {
        attribute->type = type_of_word(node_word(type));
        return;
    }
    struct choices choices = {0};
    const struct node *choice = type->kid[ONE_OF_CHOICES];
    attribute->type = ATTRIBUTE_CHOICE;
    if (type->kind == NODE_LADDER) {
        choice = type->kid[LADDER_CHOICES];
        attribute->type = ATTRIBUTE_LADDER;
    }
    for (; choice; choice = choice->next)
        add_choice(scope, &choices, choice->kid[CHOICE_NAME], choice->kid[CHOICE_TITLE]);
    set_choices(attribute, &choices);
}

static void add_attributes(struct making *making, const struct node *node,
                           const struct attribute *like)
{
    for (; node; node = node->next) {
        const struct node *name = node->kid[ATTRIBUTE_NAME];
        if (!is_new_attribute(making, name))
            continue;
        struct attribute attribute = *like;
        attribute.name = name->text;
        attribute.title = steps_text(node->kid[ATTRIBUTE_TITLE]);
        attribute.optional = node->kid[ATTRIBUTE_OPTIONAL] != NULL;
        attribute.declared = name->span;
        read_type(making->scope, node->kid[ATTRIBUTE_TYPE], &attribute);
        VECTOR_PUSH(making->scope->arena, &making->attributes, attribute);
    }
}

/* ---- Statuses ---- */

static enum status_class class_of(const struct node *word)
{
    switch (node_word(word)) {
    case WORD_WAITING:
        return CLASS_WAITING;
    case WORD_DONE:
        return CLASS_DONE;
    default:
        return CLASS_WORKING;
    }
}

static void add_statuses(struct making *making, struct choices *choices, const struct node *line)
{
    struct scope *scope = making->scope;
    const struct node *choice = line->kid[STATUS_LINE_CHOICES];
    for (; choice; choice = choice->next) {
        const struct node *name = choice->kid[CHOICE_NAME];
        if (is_one_of(name->text, classes))
            report_built_in(scope, name, "a status");
        else if (add_choice(scope, choices, name, choice->kid[CHOICE_TITLE]))
            VECTOR_PUSH(scope->arena, &making->classes, class_of(line->kid[STATUS_LINE_CLASS]));
    }
}

/* ---- Attributes that come with a declaration: status, service, channel, team ---- */

/* Adds one and gives its number; the word that brings it must not be a ticket's attribute too. */
static int32_t add_implied(struct making *making, const struct attribute *attribute)
{
    struct scope *scope = making->scope;
    const struct node *written = map_find(making->names, attribute->name);
    if (written) {
        struct diagnostic *diagnostic =
            diagnose(scope->sink, DIAG_DECLARED_TWICE, written->span,
                     "`" TEXT_FMT "` is an attribute by itself where one is declared",
                     TEXT_ARG(written->text));
        diagnostic_label(scope->sink, diagnostic, attribute->declared, "declared here");
    }
    VECTOR_PUSH(scope->arena, &making->attributes, *attribute);
    return (int32_t)making->attributes.count - 1;
}

static int32_t add_status(struct making *making)
{
    struct scope *scope = making->scope;
    struct choices choices = {0};
    struct attribute attribute = {
        .name = TEXT("status"), .type = ATTRIBUTE_CHOICE, .origin = ORIGIN_STATUS};
    bool found = false;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        if (declaration->kind != NODE_STATUS)
            continue;
        if (!found)
            attribute.declared = declaration->node->span;
        found = true;
        const struct node *line = declaration->node->kid[STATUS_LINES];
        for (; line; line = line->next)
            add_statuses(making, &choices, line);
    }
    set_choices(&attribute, &choices);
    return found ? add_implied(making, &attribute) : ATTRIBUTE_ABSENT;
}

static int32_t add_catalogue(struct making *making, enum node_kind kind,
                             const struct attribute *like)
{
    struct scope *scope = making->scope;
    struct choices choices = {0};
    struct attribute attribute = *like;
    attribute.type = ATTRIBUTE_CHOICE;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        if (declaration->kind != kind)
            continue;
        if (!choices.list.count)
            attribute.declared = node_name(declaration->node)->span;
        add_choice(scope, &choices, node_name(declaration->node), node_title(declaration->node));
    }
    set_choices(&attribute, &choices);
    return choices.list.count ? add_implied(making, &attribute) : ATTRIBUTE_ABSENT;
}

/* ---- Events ---- */

static void add_standard_kinds(struct making *making)
{
    static const char *const names[KIND_STANDARD_COUNT] = {
        [KIND_OPENED] = "opened",     [KIND_REPLY] = "reply",       [KIND_NOTE] = "note",
        [KIND_ASSIGNED] = "assigned", [KIND_CHANGED] = "changed",   [KIND_RESOLVED] = "resolved",
        [KIND_CLOSED] = "closed",     [KIND_REOPENED] = "reopened", [KIND_MERGED] = "merged",
        [KIND_SPLIT] = "split",       [KIND_SURVEY] = "survey",
    };
    for (uint32_t i = 0; i < KIND_STANDARD_COUNT; i++) {
        struct event_kind kind = {.name = text_of(names[i])};
        VECTOR_PUSH(making->scope->arena, &making->kinds, kind);
    }
}

static uint32_t kind_of(struct making *making, const struct node *event)
{
    const struct node *name = node_name(event);
    struct event_kind kind = {
        .name = name->text, .title = steps_text(node_title(event)), .declared = name->span};
    for (uint32_t i = 0; i < making->kinds.count; i++)
        if (text_equal(making->kinds.at[i].name, name->text)) {
            making->kinds.at[i] = kind;
            return i;
        }
    VECTOR_PUSH(making->scope->arena, &making->kinds, kind);
    return (uint32_t)making->kinds.count - 1;
}

static void add_event(struct making *making, const struct node *event)
{
    if (is_one_of(node_name(event)->text, classes)) {
        report_built_in(making->scope, node_name(event), "an event");
        return;
    }
    struct attribute like = {.origin = ORIGIN_EVENT, .event_kind = kind_of(making, event)};
    add_attributes(making, event->kid[EVENT_ATTRIBUTES], &like);
}

/* ---- The whole ---- */

static void add_declared(struct making *making, enum node_kind kind)
{
    const struct scope *scope = making->scope;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct node *node = scope->declarations.at[i]->node;
        if (!node || node->kind != kind)
            continue;
        if (kind == NODE_EVENT)
            add_event(making, node);
        else
            add_attributes(making, node->kid[TICKET_ATTRIBUTES],
                           &(struct attribute){.origin = ORIGIN_TICKET});
    }
}

static int32_t add_counted(struct making *making, struct text name, enum attribute_origin origin)
{
    struct attribute attribute = {.name = name, .type = ATTRIBUTE_WHOLE, .origin = origin};
    VECTOR_PUSH(making->scope->arena, &making->attributes, attribute);
    return (int32_t)making->attributes.count - 1;
}

void check_schema(struct scope *scope)
{
    struct making making = {.scope = scope, .names = map_new(scope->arena)};
    struct schema *schema = &scope->model->schema;
    add_standard_kinds(&making);
    add_declared(&making, NODE_TICKET);
    add_declared(&making, NODE_EVENT);
    schema->status = add_status(&making);
    schema->service = add_catalogue(
        &making, NODE_SERVICE,
        &(struct attribute){.name = TEXT("service"), .origin = ORIGIN_SERVICE, .optional = true});
    schema->channel = add_catalogue(
        &making, NODE_CHANNEL,
        &(struct attribute){.name = TEXT("channel"), .origin = ORIGIN_CHANNEL, .optional = true});
    schema->team = add_catalogue(
        &making, NODE_TEAM,
        &(struct attribute){.name = TEXT("team"), .origin = ORIGIN_TEAM, .optional = true});
    schema->stored = (uint32_t)making.attributes.count;
    schema->reopenings = add_counted(&making, TEXT("reopenings"), ORIGIN_REOPENINGS);
    schema->replies = add_counted(&making, TEXT("replies"), ORIGIN_REPLIES);
    schema->attributes = making.attributes.at;
    schema->count = (uint32_t)making.attributes.count;
    schema->kinds = making.kinds.at;
    schema->kind_count = (uint32_t)making.kinds.count;
    schema->classes = making.classes.at;
}
