/* settle.c - which clause a clause replaces, over the cells of 5.9. */
#include "check/settle.h"

#include "check/cells.h"
#include "check/terms_part.h"
#include "syntax/tree.h"

struct settling {
    struct scope *scope;
    struct cells *cells;
    struct line_change change;
};

static struct sink *sink_of(const struct settling *settling)
{
    return settling->scope->sink;
}

/* ---- Conditions ---- */

/* What a clause is for. */
struct about {
    bool good; /* it could be read */
    bool otherwise;
    const struct condition *when; /* NULL: all tickets */
};

/* Mistakes are reported where the clause is read for good. */
static struct about read_about(const struct settling *settling, const struct node *clause)
{
    struct scope *scope = settling->scope;
    struct sink quiet, *sink = scope->sink;
    struct about about = {true, clause->kid[WITHIN_OTHERWISE] != NULL, NULL};
    sink_init(&quiet, scope->arena);
    scope->sink = &quiet;
    if (clause->kid[WITHIN_WHEN]) {
        about.when = terms_lasting_condition(scope, clause->kid[WITHIN_WHEN]);
        about.good = about.when != NULL;
    }
    scope->sink = sink;
    return about;
}

static bool is_same(const struct settling *settling, const struct about *a, const struct about *b)
{
    return a->good && b->good && a->otherwise == b->otherwise &&
           cells_implies(settling->cells, a->when, b->when) &&
           cells_implies(settling->cells, b->when, a->when);
}

/* ---- Which clause ---- */

/* Clauses that stand: how many are meant, and whether one could not be read. */
struct matches {
    size_t line, count;
    bool doubtful;
};

static bool is_clause(const struct origin *line)
{
    return !line->gone && line->node->kind == NODE_WITHIN;
}

static struct matches match_label(const struct settling *settling, const struct node *label)
{
    struct matches matches = {0};
    const struct wording_entry *entry = settling->change.entry;
    for (size_t i = 0; i < entry->lines.count; i++) {
        const struct origin *line = &entry->lines.at[i];
        const struct node *called = is_clause(line) ? line->node->kid[WITHIN_CALLED] : NULL;
        if (!called || !text_equal(called->text, label->text))
            continue;
        matches.line = i;
        matches.count++;
    }
    return matches;
}

static struct matches match_condition(const struct settling *settling, const struct node *clause)
{
    struct matches matches = {0};
    const struct wording_entry *entry = settling->change.entry;
    struct about about = read_about(settling, clause);
    matches.doubtful = !about.good;
    for (size_t i = 0; i < entry->lines.count; i++) {
        if (!is_clause(&entry->lines.at[i]))
            continue;
        struct about other = read_about(settling, entry->lines.at[i].node);
        matches.doubtful = matches.doubtful || !other.good;
        if (!is_same(settling, &about, &other))
            continue;
        matches.line = i;
        matches.count++;
    }
    return matches;
}

/* ---- What is wrong ---- */

static void hint_labels(const struct settling *settling, struct diagnostic *diagnostic,
                        struct text label)
{
    VECTOR(struct text) labels = {0};
    const struct wording_entry *entry = settling->change.entry;
    for (size_t i = 0; i < entry->lines.count; i++) {
        const struct origin *line = &entry->lines.at[i];
        if (is_clause(line) && line->node->kid[WITHIN_CALLED])
            VECTOR_PUSH(settling->scope->arena, &labels, line->node->kid[WITHIN_CALLED]->text);
    }
    struct text near = diagnostic_nearest(label, labels.at, labels.count);
    diagnostic_slip(sink_of(settling), diagnostic, diagnostic->span, label, near);
    if (near.len)
        diagnostic_hint(sink_of(settling), diagnostic, "Did you mean `" TEXT_FMT "`?",
                        TEXT_ARG(near));
    else
        diagnostic_hint(sink_of(settling), diagnostic,
                        "Leave the label out to replace the clause with the same condition, or "
                        "write `add to` for a clause that is new.");
}

static void report_none(const struct settling *settling, const struct node *clause)
{
    const struct node *called = clause->kid[WITHIN_CALLED];
    const struct node *name = node_name(settling->change.entry->head.node);
    struct diagnostic *d =
        called ? diagnose(sink_of(settling), DIAG_CHANGE_UNCLEAR, called->span,
                          "no clause of target `" TEXT_FMT "` is called `" TEXT_FMT
                          "`, so none can be replaced",
                          TEXT_ARG(name->text), TEXT_ARG(called->text))
               : diagnose(sink_of(settling), DIAG_CHANGE_UNCLEAR, clause->span,
                          "no clause of target `" TEXT_FMT "` is for the same tickets, so none can "
                          "be replaced",
                          TEXT_ARG(name->text));
    diagnostic_label(sink_of(settling), d, name->span, "the target");
    if (called)
        hint_labels(settling, d, called->text);
    else
        diagnostic_hint(sink_of(settling), d,
                        "Write `add to` for a clause that is new, or correct the condition.");
}

static void report_several(const struct settling *settling, const struct node *clause)
{
    struct diagnostic *d = diagnose(
        sink_of(settling), DIAG_CHANGE_UNCLEAR, clause->span,
        "several clauses are for the same tickets, and nothing says which one is replaced");
    const struct wording_entry *entry = settling->change.entry;
    struct about about = read_about(settling, clause);
    for (size_t i = 0; i < entry->lines.count; i++) {
        const struct origin *line = &entry->lines.at[i];
        struct about other = {0};
        if (is_clause(line))
            other = read_about(settling, line->node);
        if (is_same(settling, &about, &other))
            diagnostic_label(sink_of(settling), d, line->node->span, "one of them");
    }
    diagnostic_hint(sink_of(settling), d, "Name it by its label, with `called LABEL`.");
}

/* ---- Changes ---- */

/* A condition that can't be read is told of where the clause stands in the text, so it goes there.
 */
static void replace_clause(struct settling *settling, const struct node *clause)
{
    const struct node *called = clause->kid[WITHIN_CALLED];
    struct matches matches =
        called ? match_label(settling, called) : match_condition(settling, clause);
    if (matches.count == 1)
        lines_put(&settling->change, matches.line, clause);
    else if (matches.doubtful)
        lines_push(&settling->change, clause);
    else if (matches.count > 1 && !called)
        report_several(settling, clause);
    else if (matches.count == 0)
        report_none(settling, clause);
}

/* The same label twice is reported where the clauses are read. */
static void add_clause(struct settling *settling, const struct node *clause)
{
    struct matches matches = match_condition(settling, clause);
    if (matches.count == 0 || matches.doubtful) {
        lines_push(&settling->change, clause);
        return;
    }
    struct diagnostic *d =
        diagnose(sink_of(settling), DIAG_CHANGE_OF_NOTHING, clause->span,
                 "the clause can't be added, there is one for the same tickets already");
    diagnostic_label(sink_of(settling), d,
                     settling->change.entry->lines.at[matches.line].node->span, "it stands here");
    diagnostic_hint(sink_of(settling), d, "Write `replace in` to give it anew.");
}

static void settle_change(struct settling *settling, const struct wording_change *waiting)
{
    bool replaces = waiting->change->kind == NODE_REPLACE_IN;
    const struct node *item = wording_items(waiting->change->kid[0]);
    settling->change.change = waiting->change;
    settling->change.layer = waiting->layer;
    for (; item; item = item->next) {
        if (item->kind == NODE_WITHIN)
            (replaces ? replace_clause : add_clause)(settling, item);
        else
            (replaces ? lines_replace : lines_add)(&settling->change, item);
    }
}

static void settle(struct settling *settling, struct wording_entry *entry)
{
    struct wording *wording = settling->change.wording;
    settling->change.entry = entry;
    wording_touch(wording, entry);
    for (size_t i = 0; i < entry->waiting.count; i++)
        settle_change(settling, &entry->waiting.at[i]);
    wording_join(wording, entry);
}

void settle_targets(struct scope *scope, struct wording *wording)
{
    struct settling settling = {.scope = scope, .change = {.wording = wording}};
    wording->scope = scope;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        struct declaration *declaration = scope->declarations.at[i];
        if (!declaration->entry || !declaration->entry->waiting.count)
            continue;
        settling.cells = scope_cells(scope);
        settle(&settling, declaration->entry);
        declaration->node = declaration->entry->node;
    }
}

uint32_t settle_rank(const struct wording_entry *entry, struct span span)
{
    for (size_t i = 0; i < entry->lines.count; i++) {
        struct span line = entry->lines.at[i].node->span;
        if (!entry->lines.at[i].gone && line.source == span.source && line.from == span.from)
            return entry->lines.at[i].layer->rank;
    }
    return entry->head.layer->rank;
}
