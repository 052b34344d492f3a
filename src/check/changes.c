/* changes.c - amendments: what they change has to be there, what they add must not.
 *
 * The names are looked at; the changes themselves are not applied yet (see consumers.def).
 */
#include "check/steps.h"
#include "syntax/tree.h"

struct changes {
    struct scope *scope;
    struct map *added[NODE_KIND_COUNT]; /* by an amendment, whichever */
};

/* The kind that `remove SORT` names. */
static enum node_kind kind_of_sort(const struct node *sort)
{
    static const struct {
        enum word word;
        enum node_kind kind;
    } sorts[] = {
        {WORD_HOLIDAYS, NODE_HOLIDAYS},
        {WORD_HOURS, NODE_HOURS},
        {WORD_PERIOD, NODE_PERIOD},
        {WORD_CHANNEL, NODE_CHANNEL},
        {WORD_SERVICE, NODE_SERVICE},
        {WORD_TEAM, NODE_TEAM},
        {WORD_CONTACT, NODE_CONTACT},
        {WORD_SYSTEM, NODE_SYSTEM},
        {WORD_CLOCK, NODE_CLOCK},
        {WORD_TARGET, NODE_TARGET},
        {WORD_AVAILABILITY, NODE_AVAILABILITY},
        {WORD_MAINTENANCE, NODE_MAINTENANCE},
        {WORD_MEASURE, NODE_MEASURE},
        {WORD_ESCALATION, NODE_ESCALATION},
        {WORD_FEE, NODE_FEE},
        {WORD_CREDIT, NODE_CREDIT},
        {WORD_EVENT, NODE_EVENT},
        {WORD_LOG, NODE_LOG},
    };
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
        if (sorts[i].word == node_word(sort))
            return sorts[i].kind;
    return NODE_KIND_COUNT;
}

static bool is_added(const struct changes *changes, enum node_kind kind, struct text name)
{
    return changes->added[kind] && map_find(changes->added[kind], name);
}

static void note_added(struct changes *changes, const struct node *change)
{
    const struct node *declared = change->kid[ADD_DECLARATION], *name = node_name(declared);
    if (!name)
        return;
    if (!changes->added[declared->kind])
        changes->added[declared->kind] = map_new(changes->scope->arena);
    map_put(changes->added[declared->kind], name->text, (void *)(uintptr_t)name);
    struct declaration *first = scope_find(changes->scope, declared->kind, name->text);
    if (!first)
        return;
    struct diagnostic *diagnostic =
        diagnose(changes->scope->sink, DIAG_CHANGE_OF_NOTHING, name->span,
                 "`" TEXT_FMT "` can't be added, %s has that name already", TEXT_ARG(name->text),
                 scope_kind_words(declared->kind));
    if (first->node)
        diagnostic_label(changes->scope->sink, diagnostic, node_name(first->node)->span,
                         "declared here");
}

static void check_known(struct changes *changes, enum node_kind kind, const struct node *name)
{
    if (name && kind < NODE_KIND_COUNT && !is_added(changes, kind, name->text))
        scope_resolve(changes->scope, kind, name);
}

static void check_change(struct changes *changes, const struct node *change)
{
    const struct node *about = change->kid[0];
    if (change->kind == NODE_REMOVE)
        check_known(changes, kind_of_sort(change->kid[REMOVE_SORT]), change->kid[REMOVE_NAME]);
    else if (change->kind != NODE_ADD)
        check_known(changes, about->kind, node_name(about));
}

/* What a later amendment adds an earlier one can't change, but the order of amendments is that of
 * their dates: all that is added counts. */
static void for_each_change(struct changes *changes,
                            void (*act)(struct changes *changes, const struct node *change),
                            bool adds)
{
    const struct scope *scope = changes->scope;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct node *node = scope->declarations.at[i]->node;
        if (!node || node->kind != NODE_AMENDMENT)
            continue;
        for (node = node->kid[AMENDMENT_CHANGES]; node; node = node->next)
            if (!adds || node->kind == NODE_ADD)
                act(changes, node);
    }
}

static void check_dates(struct scope *scope, const struct node *amendment)
{
    const struct node *dates = amendment->kid[AMENDMENT_IN_FORCE];
    const struct node *until = dates->kid[IN_FORCE_UNTIL];
    if (until && until->value.date.day < dates->kid[IN_FORCE_FROM]->value.date.day)
        diagnose(scope->sink, DIAG_BACKWARD_RANGE, dates->span,
                 "the amendment ends on " TEXT_FMT ", before it begins", TEXT_ARG(until->text));
}

/* Changes outside an amendment change a parent. */
static void check_loose(struct scope *scope, const struct node *change)
{
    if (scope->charter && steps_find(scope->charter->kid[CHARTER_ITEMS], NODE_EXTENDS))
        return;
    diagnose(scope->sink, DIAG_CHANGE_OF_NOTHING, change->span,
             "a change that stands in no amendment, of a charter that extends no other");
}

void check_changes(struct scope *scope)
{
    struct changes changes = {.scope = scope};
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct node *node = scope->declarations.at[i]->node;
        if (node && node->kind == NODE_AMENDMENT)
            check_dates(scope, node);
        else if (node && node_kind_is(node->kind, NODE_ANY_CHANGE))
            check_loose(scope, node);
    }
    for_each_change(&changes, note_added, true);
    for_each_change(&changes, check_change, false);
}
