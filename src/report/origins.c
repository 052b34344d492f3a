/* origins.c - the text for people; JSON is in origins_json.c. */
#include "report/origins.h"

#include "check/layers.h"
#include "report/origins_part.h"
#include "report/shown.h"
#include "report/table.h"
#include "syntax/tree.h"

enum { TEXT_MOST = 72 };

struct view {
    struct table table;
    struct arena *arena;
    const struct model *model;
    bool colour;
};

/* ---- what both forms say ---- */

struct text origins_head(struct arena *arena, const struct model *model, const struct node *node,
                         size_t most)
{
    const struct node *name = node_name(node), *title = node_title(node);
    if (node->kind == NODE_TICKET || node->kind == NODE_STATUS)
        return node->kind == NODE_TICKET ? TEXT("ticket has") : TEXT("status");
    if (!name)
        return shown_source(arena, model->sources, node->span, most);
    if (!title || title->span.source == SOURCE_NONE)
        return text_format(arena, "%s " TEXT_FMT, node_label(node->kind), TEXT_ARG(name->text));
    return text_format(arena, "%s " TEXT_FMT " \"" TEXT_FMT "\"", node_label(node->kind),
                       TEXT_ARG(name->text), TEXT_ARG(title->text));
}

/* The lines of what was never touched, as origins. */
const struct origin *origins_lines(struct arena *arena, const struct origin_entry *entry,
                                   uint32_t *count)
{
    const struct node *declaration = entry->head.node;
    *count = entry->line_count;
    if (entry->line_count || declaration->kind != NODE_TARGET)
        return entry->lines;
    const struct node *item = declaration->kid[TARGET_ITEMS];
    struct origin *lines = ARENA_ARRAY(arena, node_list_count(item), struct origin);
    for (; item; item = item->next)
        lines[(*count)++] = (struct origin){.node = item, .layer = entry->head.layer};
    return lines;
}

/* ---- rows ---- */

static struct text fate_words(const struct view *view, const struct origin *origin)
{
    struct text by = layer_words(view->arena, view->model->sources,
                                 origin->gone ? origin->gone_by : origin->layer);
    if (!origin->gone)
        return by;
    struct text place = shown_span(view->arena, view->model->sources,
                                   (origin->instead ? origin->instead : origin->gone)->span);
    return text_format(view->arena, "%s by " TEXT_FMT ", " TEXT_FMT,
                       origin->instead ? "replaced" : "removed", TEXT_ARG(by), TEXT_ARG(place));
}

static void put_row(struct view *view, const struct origin *origin, unsigned depth,
                    struct text text)
{
    const char *code = !origin->gone ? "" : view->colour ? "\033[2;9m" : "";
    struct text shown = text_format(view->arena, "%s%*s" TEXT_FMT, origin->gone ? "- " : "  ",
                                    (int)depth * 2, "", TEXT_ARG(text));
    table_put_coloured(&view->table, shown, code);
    table_put(&view->table, shown_span(view->arena, view->model->sources, origin->node->span));
    table_put(&view->table, fate_words(view, origin));
}

static void put_line(struct view *view, const struct origin *line)
{
    put_row(view, line, 1,
            shown_source(view->arena, view->model->sources, line->node->span, TEXT_MOST));
}

static void put_entry(struct view *view, const struct origin_entry *entry)
{
    uint32_t count;
    if (entry->former)
        put_entry(view, entry->former);
    put_row(view, &entry->head, 0,
            origins_head(view->arena, view->model, entry->head.node, TEXT_MOST));
    const struct origin *lines = origins_lines(view->arena, entry, &count);
    for (uint32_t i = 0; i < count && !entry->head.gone; i++)
        put_line(view, &lines[i]);
}

static void put_charter(struct view *view)
{
    const struct origins *origins = view->model->origins;
    if (!origins->charter)
        return;
    struct origin head = {.node = origins->charter, .layer = origins->charter_layer};
    put_row(view, &head, 0, origins_head(view->arena, view->model, head.node, TEXT_MOST));
    for (uint32_t i = 0; i < origins->charter_line_count; i++)
        if (origins->charter_lines[i].layer != head.layer)
            put_line(view, &origins->charter_lines[i]);
}

/* ---- the whole ---- */

static void put_dates(struct buffer *out, const struct model *model)
{
    uint32_t version = 0;
    char from[CIVIL_ROOM], until[CIVIL_ROOM];
    while (model->versions[version].from != model->version_from)
        version++;
    struct text amendment = model->versions[version].amendment;
    if (model->version_from != DAY_NONE)
        civil_write_date(from, model->version_from);
    if (model->version_until != DAY_NONE)
        civil_write_date(until, model->version_until);
    buffer_format(out, TEXT_FMT, TEXT_ARG(model->name));
    if (model->version.len)
        buffer_format(out, " " TEXT_FMT, TEXT_ARG(model->version));
    if (model->version_from != DAY_NONE)
        buffer_format(out, ", from %s", from);
    if (model->version_until != DAY_NONE)
        buffer_format(out, "%s until %s", model->version_from == DAY_NONE ? "," : "", until);
    if (amendment.len)
        buffer_format(out, ", with `" TEXT_FMT "`", TEXT_ARG(amendment));
    buffer_puts(out, "\n\n");
}

void origins_write_text(struct buffer *out, const struct model *model, bool colour)
{
    struct view view = {.arena = arena_new(), .model = model, .colour = colour};
    table_init(&view.table, view.arena);
    for (int column = 0; column < 3; column++)
        table_column(&view.table, TEXT(""), false);
    put_dates(out, model);
    put_charter(&view);
    for (uint32_t i = 0; i < model->origins->count; i++)
        put_entry(&view, &model->origins->entries[i]);
    table_write(out, &view.table, 0);
    arena_free(view.arena);
}
