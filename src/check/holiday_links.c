/* holiday_links.c - lists of holidays that include other lists.
 *
 * A list that is reached by two ways counts once, else a day in lieu would come twice.
 */
#include "check/calendars.h"
#include "syntax/tree.h"

/* Deeper nesting than this is refused: the walk is recursive. */
enum { HEIGHT_MOST = 32 };

enum { STATE_NEW, STATE_ON_WALK, STATE_DONE };

/* What a list is made of: numbers of lists, each once, itself last. */
typedef VECTOR(uint32_t) list_parts;

struct links {
    struct scope *scope;
    struct holiday_list **lists;
    const struct node **nodes; /* by index of the list */
    uint8_t *state;
    list_parts *parts;
};

/* ---- Years ---- */

static void report_years(struct links *links, const struct holiday_list *list,
                         const struct holiday_list *included, struct span span)
{
    struct sink *sink = links->scope->sink;
    struct diagnostic *diagnostic = diagnose(
        sink, DIAG_INCLUDED_YEARS, span,
        "the holidays `" TEXT_FMT "` claim to be complete %d to %d, and `" TEXT_FMT
        "`, which they include, do not",
        TEXT_ARG(list->name), list->complete_from, list->complete_to, TEXT_ARG(included->name));
    if (included->complete_from)
        diagnostic_note(sink, diagnostic, "They are complete %d to %d.", included->complete_from,
                        included->complete_to);
    else
        diagnostic_note(sink, diagnostic, "They claim no years.");
}

/* No list is complete in more years than those that it includes. */
static void narrow(struct links *links, struct holiday_list *list,
                   const struct holiday_list *included, struct span span)
{
    int from = list->complete_from, to = list->complete_to;
    if (!from)
        return;
    if (included->complete_from > from)
        from = included->complete_from;
    if (included->complete_to < to)
        to = included->complete_to;
    if (from == list->complete_from && to == list->complete_to)
        return;
    report_years(links, list, included, span);
    list->complete_from = from <= to ? from : 0;
    list->complete_to = from <= to ? to : 0;
}

/* ---- The walk ---- */

static void link_list(struct links *links, uint32_t index, uint32_t depth);

static bool may_include(struct links *links, uint32_t other, const struct node *name,
                        uint32_t depth)
{
    struct sink *sink = links->scope->sink;
    if (links->state[other] == STATE_ON_WALK)
        diagnose(sink, DIAG_CALENDAR_LOOP, name->span,
                 "the holidays `" TEXT_FMT "` include themselves here, by way of others or not",
                 TEXT_ARG(name->text));
    else if (depth >= HEIGHT_MOST)
        diagnose(sink, DIAG_CALENDAR_LOOP, name->span,
                 "lists of holidays include each other more than %d deep", HEIGHT_MOST);
    else
        return true;
    return false;
}

static void add_part(struct links *links, list_parts *parts, uint32_t part)
{
    for (size_t i = 0; i < parts->count; i++)
        if (parts->at[i] == part)
            return;
    VECTOR_PUSH(links->scope->arena, parts, part);
}

static void include(struct links *links, uint32_t index, const struct node *name, uint32_t depth)
{
    const struct declaration *declaration = scope_resolve(links->scope, NODE_HOLIDAYS, name);
    if (!declaration || !may_include(links, declaration->index, name, depth))
        return;
    uint32_t other = declaration->index;
    if (links->state[other] == STATE_NEW)
        link_list(links, other, depth + 1);
    for (size_t i = 0; i < links->parts[other].count; i++)
        add_part(links, &links->parts[index], links->parts[other].at[i]);
    narrow(links, links->lists[index], links->lists[other], name->span);
}

static void link_list(struct links *links, uint32_t index, uint32_t depth)
{
    const struct node *item = links->nodes[index]->kid[HOLIDAYS_ITEMS];
    links->state[index] = STATE_ON_WALK;
    for (; item; item = item->next)
        if (item->kind == NODE_INCLUDES)
            include(links, index, item->kid[INCLUDES_CALENDAR], depth);
    add_part(links, &links->parts[index], index);
    links->state[index] = STATE_DONE;
}

/* ---- Rules ---- */

/* The rules that the blocks themselves have, before any is joined to another. */
static struct holiday_list *own_rules(const struct links *links, uint32_t count)
{
    struct holiday_list *own = ARENA_ARRAY(links->scope->arena, count, struct holiday_list);
    for (uint32_t i = 0; i < count; i++)
        if (links->lists[i])
            own[i] = *links->lists[i];
    return own;
}

static void join_rules(const struct links *links, uint32_t index, const struct holiday_list *own)
{
    VECTOR(struct holiday_rule) rules = {0};
    for (size_t i = 0; i < links->parts[index].count; i++) {
        const struct holiday_list *part = &own[links->parts[index].at[i]];
        for (size_t k = 0; k < part->count; k++)
            VECTOR_PUSH(links->scope->arena, &rules, part->rules[k]);
    }
    links->lists[index]->rules = rules.at;
    links->lists[index]->count = rules.count;
}

void calendars_link_lists(struct scope *scope, struct holiday_list **lists,
                          const struct node **nodes)
{
    uint32_t count = scope->counts[NODE_HOLIDAYS];
    struct links links = {.scope = scope,
                          .lists = lists,
                          .nodes = nodes,
                          .state = ARENA_ARRAY(scope->arena, count, uint8_t),
                          .parts = ARENA_ARRAY(scope->arena, count, list_parts)};
    for (uint32_t i = 0; i < count; i++)
        if (lists[i] && links.state[i] == STATE_NEW)
            link_list(&links, i, 0);
    const struct holiday_list *own = own_rules(&links, count);
    for (uint32_t i = 0; i < count; i++)
        if (links.parts[i].count > 1)
            join_rules(&links, i, own);
}
