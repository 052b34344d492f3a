/* origins_json.c - see origins.h. */
#include "report/origins_part.h"
#include "report/shown.h"
#include "syntax/tree.h"

enum { TEXT_MOST = 1000 };

struct view {
    struct buffer *out;
    struct arena *arena;
    const struct model *model;
};

static void put_string(const struct view *view, const char *key, struct text text)
{
    buffer_puts(view->out, key);
    buffer_put_json(view->out, text);
}

static void put_date(const struct view *view, const char *key, day date)
{
    char text[CIVIL_ROOM];
    buffer_puts(view->out, key);
    if (date == DAY_NONE)
        buffer_puts(view->out, "null");
    else
        buffer_put_json(view->out, (struct text){text, civil_write_date(text, date)});
}

static uint32_t number_of(const struct view *view, const struct layer *layer)
{
    uint32_t i = 0;
    while (view->model->origins->layers[i] != layer)
        i++;
    return i;
}

static void put_layers(const struct view *view)
{
    static const char *const kinds[] = {"library", "parent", "charter", "amendment"};
    const struct origins *origins = view->model->origins;
    buffer_puts(view->out, ",\"layers\":[");
    for (uint32_t i = 0; i < origins->layer_count; i++) {
        const struct layer *layer = origins->layers[i];
        buffer_format(view->out, "%s{\"kind\":\"%s\"", i ? "," : "", kinds[layer->kind]);
        put_string(view, ",\"name\":", layer->name);
        put_string(view, ",\"file\":", source_path(view->model->sources, layer->source));
        put_date(view, ",\"from\":", layer->from);
        put_date(view, ",\"until\":", layer->until);
        buffer_putc(view->out, '}');
    }
    buffer_puts(view->out, "]");
}

/* Place, layer and fate. */
static void put_origin(const struct view *view, const struct origin *origin)
{
    const struct sources *sources = view->model->sources;
    struct span span = origin->node->span;
    put_string(view, ",\"file\":", source_path(sources, span.source));
    buffer_format(view->out, ",\"line\":%u,\"layer\":%u,\"state\":\"%s\",\"by\":",
                  source_place(sources, span.source, span.from).line,
                  number_of(view, origin->layer),
                  !origin->gone     ? "stands"
                  : origin->instead ? "replaced"
                                    : "removed");
    if (origin->gone)
        buffer_format(view->out, "%u", number_of(view, origin->gone_by));
    else
        buffer_puts(view->out, "null");
}

static void put_lines(const struct view *view, const struct origin *lines, uint32_t count)
{
    buffer_puts(view->out, ",\"lines\":[");
    for (uint32_t i = 0; i < count; i++) {
        struct text text =
            shown_source(view->arena, view->model->sources, lines[i].node->span, TEXT_MOST);
        put_string(view, i ? ",{\"text\":" : "{\"text\":", text);
        put_origin(view, &lines[i]);
        buffer_putc(view->out, '}');
    }
    buffer_puts(view->out, "]}");
}

static void put_entry(const struct view *view, const struct origin_entry *entry, const char *comma)
{
    const struct node *node = entry->head.node, *name = node_name(node);
    uint32_t count;
    if (entry->former) {
        put_entry(view, entry->former, comma);
        comma = ",";
    }
    const struct origin *lines = origins_lines(view->arena, entry, &count);
    buffer_format(view->out, "%s{\"sort\":\"%s\"", comma, node_label(node->kind));
    put_string(view, ",\"name\":", name ? name->text : TEXT(""));
    put_string(view, ",\"text\":", origins_head(view->arena, view->model, node, TEXT_MOST));
    put_origin(view, &entry->head);
    put_lines(view, lines, entry->head.gone ? 0 : count);
}

static void put_version(const struct view *view)
{
    const struct model *model = view->model;
    uint32_t version = 0;
    while (model->versions[version].from != model->version_from)
        version++;
    put_string(view, "{\"charter\":", model->name);
    put_string(view, ",\"version\":", model->version);
    put_date(view, ",\"from\":", model->version_from);
    put_date(view, ",\"until\":", model->version_until);
    put_string(view, ",\"amendment\":", model->versions[version].amendment);
}

void origins_write_json(struct buffer *out, const struct model *model)
{
    struct view view = {out, arena_new(), model};
    put_version(&view);
    put_layers(&view);
    buffer_puts(out, ",\"declarations\":[");
    for (uint32_t i = 0; i < model->origins->count; i++)
        put_entry(&view, &model->origins->entries[i], i ? "," : "");
    buffer_puts(out, "]}\n");
    arena_free(view.arena);
}
