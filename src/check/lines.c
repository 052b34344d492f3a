/* lines.c - changes of single lines: which line of a declaration is meant, and that it may be
 * changed.
 */
#include "check/same.h"
#include "check/steps.h"
#include "check/wording.h"
#include "syntax/tree.h"

static struct sink *sink_of(const struct line_change *change)
{
    return change->wording->scope->sink;
}

/* ---- The steps ---- */

bool lines_put(struct line_change *change, size_t line, const struct node *item)
{
    struct arena *arena = change->wording->scope->arena;
    struct origin *old = &change->entry->lines.at[line];
    if (!change_is_single(change->wording, item, change->layer, old))
        return false;
    if (change_lock(old, change->layer) == WORD_LOCKED) {
        change_report_lock(change->wording, item, old);
        return false;
    }
    old->gone = item;
    old->gone_by = change->layer;
    old->instead = item;
    struct origin new = {.node = item, .layer = change->layer};
    VECTOR_PUSH(arena, &change->entry->lines, new);
    for (size_t i = change->entry->lines.count - 1; i > line + 1; i--)
        change->entry->lines.at[i] = change->entry->lines.at[i - 1];
    change->entry->lines.at[line + 1] = new;
    return true;
}

void lines_push(struct line_change *change, const struct node *item)
{
    struct origin new = {.node = item, .layer = change->layer};
    VECTOR_PUSH(change->wording->scope->arena, &change->entry->lines, new);
}

/* ---- Which line ---- */

/* Of the lines that stand: how many are the same line as ITEM, or of its sort at all. */
struct found {
    size_t same, sort, count_same, count_sort;
};

static struct found find(const struct line_change *change, const struct node *item)
{
    struct found found = {0};
    for (size_t i = 0; i < change->entry->lines.count; i++) {
        const struct origin *line = &change->entry->lines.at[i];
        if (line->gone || !same_sort(line->node, item))
            continue;
        found.sort = i;
        found.count_sort++;
        if (!same_line(line->node, item))
            continue;
        found.same = i;
        found.count_same++;
    }
    return found;
}

static void report_line(const struct line_change *change, const struct node *item, size_t count)
{
    const char *label = steps_line_words(change->wording->scope->arena, item->kind);
    struct diagnostic *d =
        count ? diagnose(sink_of(change), DIAG_CHANGE_UNCLEAR, item->span,
                         "there are several `%s` lines, and nothing says which one is replaced",
                         label)
              : diagnose(sink_of(change), DIAG_CHANGE_UNCLEAR, item->span,
                         "there is no `%s` line that could be replaced", label);
    const struct node *place = node_name(change->entry->head.node);
    place = place ? place : change->entry->head.node;
    diagnostic_label(sink_of(change), d, place->span, "declared here");
    diagnostic_hint(sink_of(change), d,
                    count ? "Give the whole declaration anew with `replace`."
                          : "Write `add to` for a line that is new.");
}

/* The only line of a sort needs nothing to be known by. */
void lines_replace(struct line_change *change, const struct node *item)
{
    struct found found = find(change, item);
    if (found.count_same == 1)
        lines_put(change, found.same, item);
    else if (found.count_same == 0 && found.count_sort == 1)
        lines_put(change, found.sort, item);
    else
        report_line(change, item, found.count_sort);
}

void lines_add(struct line_change *change, const struct node *item)
{
    struct found found = find(change, item);
    if (!found.count_same || same_may_repeat(item->kind)) {
        lines_push(change, item);
        return;
    }
    struct diagnostic *d = diagnose(sink_of(change), DIAG_CHANGE_OF_NOTHING, item->span,
                                    "the `%s` line can't be added, there is one already",
                                    steps_line_words(change->wording->scope->arena, item->kind));
    diagnostic_label(sink_of(change), d, change->entry->lines.at[found.same].node->span,
                     "it stands here");
    diagnostic_hint(sink_of(change), d, "Write `replace in` to give it anew.");
}

/* ---- Attributes and statuses: of all blocks of the charter ---- */

static bool is_block(const struct wording_entry *entry, enum node_kind kind)
{
    return entry->head.node->kind == kind && !entry->head.gone;
}

/* Takes all blocks of KIND apart; the last one is where lines are added, NULL if there is none. */
static struct wording_entry *touch_all(struct wording *wording, enum node_kind kind)
{
    struct wording_entry *last = NULL;
    for (size_t i = 0; i < wording->entries.count; i++)
        if (is_block(wording->entries.at[i], kind)) {
            last = wording->entries.at[i];
            wording_touch(wording, last);
        }
    return last;
}

static void join_all(struct wording *wording, enum node_kind kind)
{
    for (size_t i = 0; i < wording->entries.count; i++)
        if (is_block(wording->entries.at[i], kind))
            wording_join(wording, wording->entries.at[i]);
}

static bool holds_choice(const struct node *line, const struct node *name)
{
    const struct node *choice = line->kid[STATUS_LINE_CHOICES];
    while (choice && !text_equal(choice->kid[CHOICE_NAME]->text, name->text))
        choice = choice->next;
    return choice != NULL;
}

static bool is_meant(const struct node *line, const struct node *name)
{
    if (line->kind == NODE_STATUS_LINE)
        return holds_choice(line, name);
    return text_equal(line->kid[ATTRIBUTE_NAME]->text, name->text);
}

/* The line with the attribute or status NAME, in whichever block: change->entry is set to it. */
static bool find_named(struct line_change *change, enum node_kind kind, const struct node *name,
                       size_t *line)
{
    const struct wording *wording = change->wording;
    for (size_t i = 0; i < wording->entries.count; i++) {
        struct wording_entry *entry = wording->entries.at[i];
        for (size_t k = 0; is_block(entry, kind) && k < entry->lines.count; k++)
            if (!entry->lines.at[k].gone && is_meant(entry->lines.at[k].node, name)) {
                change->entry = entry;
                *line = k;
                return true;
            }
    }
    return false;
}

static void report_there(struct line_change *change, const struct node *name, size_t line)
{
    struct diagnostic *d =
        diagnose(sink_of(change), DIAG_CHANGE_OF_NOTHING, name->span,
                 "`" TEXT_FMT "` can't be added, it is there already", TEXT_ARG(name->text));
    diagnostic_label(sink_of(change), d, change->entry->lines.at[line].node->span,
                     "it stands here");
    diagnostic_hint(sink_of(change), d, "Write `replace in` to give it anew.");
}

static void report_missing(const struct line_change *change, const struct node *name,
                           const char *what)
{
    struct diagnostic *d =
        diagnose(sink_of(change), DIAG_UNKNOWN_NAME, name->span,
                 "`" TEXT_FMT "` is not declared as %s", TEXT_ARG(name->text), what);
    diagnostic_hint(sink_of(change), d, "Write `add to` for one that is new.");
}

/* A block that the charter does not have yet comes with the change. */
static void push_new(struct line_change *change, struct wording_entry *last,
                     const struct node *item)
{
    change->entry = last;
    if (last) {
        lines_push(change, item);
        return;
    }
    struct node *block = node_copy(change->wording->scope->arena, change->change->kid[0]);
    block->kid[0] = NULL;
    change->entry = wording_declare(change->wording, block, change->layer);
    wording_touch(change->wording, change->entry);
    lines_push(change, item);
}

void lines_of_ticket(struct wording *wording, const struct node *change, const struct layer *layer)
{
    struct line_change lines = {wording, NULL, change, layer};
    const struct node *item = change->kid[0]->kid[TICKET_ATTRIBUTES];
    size_t line;
    for (; item; item = item->next) {
        struct wording_entry *last = touch_all(wording, NODE_TICKET);
        const struct node *name = item->kid[ATTRIBUTE_NAME];
        bool found = find_named(&lines, NODE_TICKET, name, &line);
        if (change->kind == NODE_REPLACE_IN && found)
            lines_put(&lines, line, item);
        else if (change->kind == NODE_REPLACE_IN)
            report_missing(&lines, name, "an attribute");
        else if (found)
            report_there(&lines, name, line);
        else
            push_new(&lines, last, item);
    }
    join_all(wording, NODE_TICKET);
}

/* LINE without the status NAME; NULL if nothing is left. */
static const struct node *without(struct arena *arena, const struct node *line,
                                  const struct node *name)
{
    struct node *copy = node_copy(arena, line), **end = &copy->kid[STATUS_LINE_CHOICES];
    *end = NULL;
    for (const struct node *i = line->kid[STATUS_LINE_CHOICES]; i; i = i->next) {
        if (text_equal(i->kid[CHOICE_NAME]->text, name->text))
            continue;
        *end = node_copy(arena, i);
        end = &(*end)->next;
    }
    return copy->kid[STATUS_LINE_CHOICES] ? copy : NULL;
}

/* Takes the status NAME out of the line in which it stands. */
static bool take_out(struct line_change *lines, const struct node *name, const struct node *item)
{
    size_t line;
    if (!find_named(lines, NODE_STATUS, name, &line)) {
        report_missing(lines, name, "a status");
        return false;
    }
    struct origin *old = &lines->entry->lines.at[line];
    if (!change_is_single(lines->wording, item, lines->layer, old))
        return false;
    struct arena *arena = lines->wording->scope->arena;
    struct origin rest = {.node = without(arena, old->node, name), .layer = old->layer};
    old->gone = old->instead = item;
    old->gone_by = lines->layer;
    if (rest.node)
        VECTOR_PUSH(arena, &lines->entry->lines, rest);
    return true;
}

static void replace_statuses(struct line_change *lines, const struct node *item)
{
    bool found = false;
    const struct node *choice = item->kid[STATUS_LINE_CHOICES];
    for (; choice; choice = choice->next)
        found = take_out(lines, choice->kid[CHOICE_NAME], item) || found;
    if (found)
        lines_push(lines, item);
}

static void add_statuses(struct line_change *lines, struct wording_entry *last,
                         const struct node *item)
{
    size_t line;
    const struct node *choice = item->kid[STATUS_LINE_CHOICES];
    for (; choice; choice = choice->next)
        if (find_named(lines, NODE_STATUS, choice->kid[CHOICE_NAME], &line)) {
            report_there(lines, choice->kid[CHOICE_NAME], line);
            return;
        }
    push_new(lines, last, item);
}

void lines_of_status(struct wording *wording, const struct node *change, const struct layer *layer)
{
    struct line_change lines = {wording, NULL, change, layer};
    const struct node *item = change->kid[0]->kid[STATUS_LINES];
    for (; item; item = item->next) {
        struct wording_entry *last = touch_all(wording, NODE_STATUS);
        if (change->kind == NODE_REPLACE_IN)
            replace_statuses(&lines, item);
        else
            add_statuses(&lines, last, item);
    }
    join_all(wording, NODE_STATUS);
}
