/* flatten.c - writes the version's text down in its own words, then has it laid out. */
#include "report/flatten.h"

#include <assert.h>

#include "report/flatten_part.h"
#include "report/shown.h"
#include "syntax/format.h"
#include "syntax/tree.h"

/* ---- Texts of nodes ---- */

static const struct tokens *tokens_of(struct flatten *flatten, uint32_t source)
{
    struct tokens *tokens = &flatten->tokens[source];
    struct syntax_input input = {.sources = flatten->model->sources,
                                 .source = source,
                                 .start = SYNTAX_FILE,
                                 .arena = flatten->arena};
    if (!tokens->at)
        *tokens = syntax_tokens(&input);
    return tokens;
}

/* The first token at or behind OFFSET. */
static size_t token_from(const struct tokens *tokens, uint32_t offset)
{
    size_t low = 0, high = tokens->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tokens->at[middle].span.from < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool at_line_start(const struct flatten *flatten)
{
    return !flatten->text.len || flatten->text.at[flatten->text.len - 1] == '\n';
}

void flatten_end_line(struct flatten *flatten)
{
    if (!at_line_start(flatten))
        buffer_putc(&flatten->text, '\n');
}

static bool is_skipped(const struct flatten *flatten, struct span span)
{
    for (size_t i = 0; i < flatten->skipped.count; i++)
        if (span.from >= flatten->skipped.at[i].from && span.to <= flatten->skipped.at[i].to)
            return true;
    return false;
}

void flatten_tokens(struct flatten *flatten, struct span span)
{
    const struct tokens *tokens = tokens_of(flatten, span.source);
    size_t first = token_from(tokens, span.from);
    for (size_t i = first; i < tokens->count && tokens->at[i].span.from < span.to; i++) {
        if (tokens->at[i].sort == TOKEN_COMMENT || is_skipped(flatten, tokens->at[i].span))
            continue;
        if (tokens->at[i].lines && i > first)
            flatten_end_line(flatten);
        if (!at_line_start(flatten))
            buffer_putc(&flatten->text, ' ');
        buffer_put(&flatten->text, span_text(flatten->model->sources, tokens->at[i].span));
    }
}

uint32_t flatten_before(struct flatten *flatten, uint32_t source, uint32_t offset)
{
    const struct tokens *tokens = tokens_of(flatten, source);
    size_t token = token_from(tokens, offset) - 1;
    while (tokens->at[token].sort == TOKEN_COMMENT)
        token--;
    return tokens->at[token].span.from;
}

void flatten_origin(struct flatten *flatten, struct span span)
{
    flatten_end_line(flatten);
    struct text place = shown_span(flatten->arena, flatten->model->sources, span);
    buffer_format(&flatten->text, "# from " TEXT_FMT "\n", TEXT_ARG(place));
}

static void put_line(struct flatten *flatten, struct span span)
{
    flatten_end_line(flatten);
    flatten_tokens(flatten, span);
    flatten_end_line(flatten);
}

/* ---- Lines ---- */

/* A line of statuses may have lost some of those that it was written with. */
static void put_statuses(struct flatten *flatten, const struct node *line)
{
    flatten_end_line(flatten);
    const struct node *choice = line->kid[STATUS_LINE_CHOICES];
    for (; choice; choice = choice->next) {
        flatten_tokens(flatten, choice->span);
        buffer_puts(&flatten->text, choice->next ? ", " : " is ");
    }
    flatten_tokens(flatten, line->kid[STATUS_LINE_CLASS]->span);
    flatten_end_line(flatten);
}

static void put_item(struct flatten *flatten, struct flatten_clauses *clauses,
                     const struct node *item)
{
    if (item->kind == NODE_WITHIN)
        flatten_clause(flatten, clauses, item);
    else if (item->kind == NODE_STATUS_LINE)
        put_statuses(flatten, item);
    else
        put_line(flatten, item->span);
}

static const struct node *items_of(const struct node *declaration)
{
    return declaration->kid[node_slot_count(declaration->kind) - 1];
}

/* What comes before the lines: in the declaration as it was written first. A block of attributes
 * that came with a change lacks its `has`. */
static void put_head(struct flatten *flatten, const struct node *head)
{
    struct span span = head->span;
    const struct node *first = items_of(head);
    flatten_end_line(flatten);
    if (head->kind == NODE_TICKET) {
        buffer_puts(&flatten->text, "ticket has\n");
        return;
    }
    const struct tokens *tokens = tokens_of(flatten, span.source);
    span.to = first ? first->span.from : tokens->at[token_from(tokens, span.to) - 1].span.from;
    flatten_tokens(flatten, span);
    flatten_end_line(flatten);
}

/* A declaration whose lines have changed: each that stands, with its place where it is another's.
 */
static void put_changed(struct flatten *flatten, const struct origin_entry *entry)
{
    struct flatten_clauses *clauses = NULL;
    const struct node *name = node_name(entry->head.node);
    if (entry->head.node->kind == NODE_TARGET)
        clauses = flatten_clauses_new(flatten, name->text);
    put_head(flatten, entry->head.node);
    for (uint32_t i = 0; i < entry->line_count; i++) {
        const struct origin *line = &entry->lines[i];
        if (line->gone)
            continue;
        if (line->layer != entry->head.layer)
            flatten_origin(flatten, line->node->span);
        put_item(flatten, clauses, line->node);
    }
    buffer_puts(&flatten->text, "end\n");
}

/* ---- Declarations ---- */

static bool is_of_whole_file(const struct flatten *flatten, const struct node *node)
{
    const struct origins *origins = flatten->model->origins;
    for (uint32_t i = 0; i < origins->file_count; i++)
        if (origins->files[i].source == node->span.source)
            return origins->files[i].is_whole;
    return false;
}

static bool is_test_of_version(const struct flatten *flatten, const struct node *node)
{
    const struct model *model = flatten->model;
    for (uint32_t i = 0; i < model->test_count; i++)
        if (model->tests[i].span.source == node->span.source &&
            model->tests[i].span.from == node->span.from)
            return true;
    return false;
}

static bool is_left_out(const struct flatten *flatten, const struct origin_entry *entry)
{
    const struct node *node = entry->head.node;
    return !entry->resolved || node->kind == NODE_AMENDMENT || is_of_whole_file(flatten, node) ||
           (node->kind == NODE_TEST && !is_test_of_version(flatten, node));
}

static void put_entry(struct flatten *flatten, const struct origin_entry *entry)
{
    if (is_left_out(flatten, entry))
        return;
    buffer_putc(&flatten->text, '\n');
    flatten_origin(flatten, entry->head.node->span);
    if (entry->head.node->kind == NODE_LOG)
        flatten_log(flatten, entry->head.node);
    else if (entry->line_count)
        put_changed(flatten, entry);
    else
        put_line(flatten, entry->head.node->span);
}

static void put_uses(struct flatten *flatten)
{
    const struct origins *origins = flatten->model->origins;
    for (uint32_t i = 0; i < origins->file_count; i++)
        if (origins->files[i].is_whole && origins->files[i].is_named)
            buffer_format(&flatten->text, "use \"" TEXT_FMT "\"\n",
                          TEXT_ARG(origins->files[i].path));
}

/* ---- The `charter` block ---- */

/* The dates of the version, if it has any. Before the first amendment of a charter without a first
 * day lies all time. */
static void put_in_force(struct flatten *flatten)
{
    const struct model *model = flatten->model;
    char date[CIVIL_ROOM];
    if (model->version_from == DAY_NONE && model->version_until == DAY_NONE)
        return;
    civil_write_date(date, model->version_from == DAY_NONE ? DAY_FIRST : model->version_from);
    buffer_format(&flatten->text, "in-force from %s", date);
    if (model->version_until != DAY_NONE) {
        civil_write_date(date, model->version_until);
        buffer_format(&flatten->text, " until %s", date);
    }
    buffer_putc(&flatten->text, '\n');
}

static void put_charter(struct flatten *flatten)
{
    const struct origins *origins = flatten->model->origins;
    const struct node *block = origins->charter, *title = block->kid[CHARTER_TITLE];
    bool has_dates = false;
    buffer_putc(&flatten->text, '\n');
    flatten_origin(flatten, block->span);
    buffer_puts(&flatten->text, "charter");
    flatten_tokens(flatten, block->kid[CHARTER_NAME]->span);
    if (title)
        flatten_tokens(flatten, title->span);
    flatten_end_line(flatten);
    for (uint32_t i = 0; i < origins->charter_line_count; i++) {
        const struct origin *line = &origins->charter_lines[i];
        if (line->node->kind == NODE_EXTENDS || line->node->kind == NODE_IN_FORCE) {
            if (line->node->kind == NODE_IN_FORCE)
                put_in_force(flatten);
            has_dates = has_dates || line->node->kind == NODE_IN_FORCE;
            continue;
        }
        if (line->node->span.source != block->span.source)
            flatten_origin(flatten, line->node->span);
        put_line(flatten, line->node->span);
    }
    if (!has_dates)
        put_in_force(flatten);
    buffer_puts(&flatten->text, "end\n");
}

/* ---- The whole ---- */

static void lay_out(struct buffer *out, struct flatten *flatten)
{
    struct sources *sources = sources_new(flatten->arena);
    struct text text = text_copy(flatten->arena, buffer_text(&flatten->text));
    struct sink sink;
    sink_init(&sink, flatten->arena);
    struct syntax_input input = {.sources = sources,
                                 .source = sources_add(sources, TEXT("flattened"), text),
                                 .start = SYNTAX_FILE,
                                 .arena = flatten->arena,
                                 .sink = &sink};
    bool fine = syntax_format(&input, out);
    assert(fine); /* it is made of what has been parsed */
    (void)fine;
}

void flatten_write(struct buffer *out, const struct model *model)
{
    struct flatten flatten = {.model = model, .arena = arena_new()};
    flatten.tokens =
        ARENA_ARRAY(flatten.arena, (size_t)sources_count(model->sources) + 1, struct tokens);
    put_uses(&flatten);
    put_charter(&flatten);
    for (uint32_t i = 0; i < model->origins->count; i++)
        put_entry(&flatten, &model->origins->entries[i]);
    lay_out(out, &flatten);
    buffer_fini(&flatten.text);
    arena_free(flatten.arena);
}
