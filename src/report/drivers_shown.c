/* drivers_shown.c - see drivers_shown.h. */
#include "report/drivers_shown.h"

#include "count/dimension.h"
#include "report/shown.h"
#include "report/table.h"

enum { ROWS_MOST = 12 };

bool drivers_is_counted(const struct drivers_part *part)
{
    return part->kind != DRIVERS_PAUSED && part->kind != DRIVERS_CLOSED;
}

struct text drivers_part_words(struct arena *arena, const struct drivers_part *part)
{
    switch (part->kind) {
    case DRIVERS_FIRST_TOUCH:
        return TEXT("waiting for the first touch");
    case DRIVERS_TEAM:
        if (!part->name.len)
            return TEXT("with no team");
        return text_format(arena, "with " TEXT_FMT, TEXT_ARG(part->name));
    case DRIVERS_HAND_OVER:
        return TEXT("waiting after a hand-over");
    case DRIVERS_REOPENING:
        return TEXT("after a reopening");
    case DRIVERS_WORK:
        return TEXT("after the first touch");
    case DRIVERS_PAUSED:
        return text_format(arena, "paused: " TEXT_FMT, TEXT_ARG(part->name));
    case DRIVERS_CLOSED:
        return text_format(arena, "closed: " TEXT_FMT, TEXT_ARG(part->name));
    }
    return part->name;
}

/* OF/ALL to PLACES, rounded half-even. */
struct text drivers_lift(struct arena *arena, const struct drivers_value *value,
                         const struct drivers_target *target, unsigned places)
{
    unsigned __int128 scale = 1;
    for (unsigned i = 0; i < places; i++)
        scale *= 10;
    unsigned __int128 of = (unsigned __int128)value->breached * target->decided * scale;
    unsigned __int128 all = (unsigned __int128)value->decided * target->breached;
    unsigned __int128 whole = of / all, rest = (of % all) * 2;
    if (rest > all || (rest == all && whole % 2))
        whole++;
    return text_format(arena, "%llu.%0*llu", (unsigned long long)(whole / scale), (int)places,
                       (unsigned long long)(whole % scale));
}

/* ---- text ---- */

static void put_parts(struct buffer *out, struct arena *arena, const struct drivers_target *target,
                      bool counted)
{
    struct table table;
    uint32_t shown = 0;
    table_init(&table, arena);
    table_column(&table, counted ? TEXT("time that counted") : TEXT("time that did not count"),
                 false);
    table_column(&table, TEXT("in all"), true);
    table_column(&table, TEXT("breaches"), true);
    if (counted)
        table_column(&table, TEXT("met without it"), true);
    for (uint32_t i = 0; i < target->part_count; i++) {
        const struct drivers_part *part = &target->parts[i];
        if (drivers_is_counted(part) != counted || shown++ >= ROWS_MOST)
            continue;
        table_put(&table, drivers_part_words(arena, part));
        table_put(&table, shown_about(arena, part->time));
        table_put(&table, shown_count(arena, part->breaches));
        if (counted)
            table_put(&table, shown_count(arena, part->vanish));
    }
    if (!shown)
        return;
    buffer_putc(out, '\n');
    table_write(out, &table, 4);
    if (shown > ROWS_MOST)
        buffer_format(out, "    and %u more\n", shown - ROWS_MOST);
}

static void put_values(struct buffer *out, struct arena *arena, const struct drivers_view *view,
                       const struct drivers_target *target)
{
    struct table table;
    if (!target->value_count)
        return;
    table_init(&table, arena);
    table_column(&table, TEXT("tickets with"), false);
    table_column(&table, TEXT("breached"), true);
    table_column(&table, TEXT("of"), true);
    table_column(&table, TEXT("share"), true);
    table_column(&table, TEXT("lift"), true);
    table_column(&table, TEXT("more than others"), true);
    for (uint32_t i = 0; i < target->value_count && i < ROWS_MOST; i++) {
        const struct drivers_value *value = &target->values[i];
        struct text name = dimension_title(&view->model->schema, value->attribute);
        table_put(&table, text_format(arena, TEXT_FMT " " TEXT_FMT, TEXT_ARG(name),
                                      TEXT_ARG(value->value)));
        table_put(&table, shown_count(arena, value->breached));
        table_put(&table, shown_count(arena, value->decided));
        table_put(&table, shown_share(arena, value->breached, value->decided, NULL));
        table_put(&table, drivers_lift(arena, value, target, 2));
        table_put(&table, shown_count(arena, value->vanish));
    }
    buffer_putc(out, '\n');
    table_write(out, &table, 4);
    if (target->value_count > ROWS_MOST)
        buffer_format(out, "    and %u more\n", target->value_count - ROWS_MOST);
}

static void put_target(struct buffer *out, struct arena *arena, const struct drivers_view *view,
                       const struct drivers_target *target)
{
    const struct target *model = &view->model->targets[target->target];
    buffer_format(out, "  " TEXT_FMT ": " TEXT_FMT " of " TEXT_FMT " decided\n",
                  TEXT_ARG(shown_title(model->title, model->name)),
                  TEXT_ARG(shown_counted(arena, target->breached, "breach", "breaches")),
                  TEXT_ARG(shown_count(arena, target->decided)));
    if (target->touch_unknown)
        buffer_puts(out, "    the log does not say who did what, so first touches are not known\n");
    put_parts(out, arena, target, true);
    put_parts(out, arena, target, false);
    put_values(out, arena, view, target);
}

void drivers_write_text(struct buffer *out, const struct drivers_view *view)
{
    struct arena *arena = arena_new();
    buffer_format(out, "\n%sWhat drives the breaches%s\n", view->colour ? "\033[1m" : "",
                  view->colour ? "\033[0m" : "");
    if (!view->result->count)
        buffer_puts(out, "  nothing is breached\n");
    for (uint32_t i = 0; i < view->result->count; i++) {
        if (i)
            buffer_putc(out, '\n');
        put_target(out, arena, view, &view->result->targets[i]);
    }
    for (uint32_t i = 0; i < view->result->left_out_count; i++)
        buffer_format(out, "  `" TEXT_FMT "` has too many values to be looked at\n",
                      TEXT_ARG(view->model->schema.attributes[view->result->left_out[i]].name));
    arena_free(arena);
}

/* ---- JSON ---- */

static void json_parts(struct buffer *out, const struct drivers_target *target)
{
    char room[CIVIL_ROOM];
    for (uint32_t i = 0; i < target->part_count; i++) {
        const struct drivers_part *part = &target->parts[i];
        buffer_format(out, "%s{\"kind\":\"%s\",\"name\":", i ? "," : "",
                      drivers_kind_name(part->kind));
        buffer_put_json(out, part->name);
        buffer_format(out, ",\"time_s\":%.*s,\"breaches\":%llu,\"vanish\":%llu}",
                      (int)civil_write_seconds(room, part->time), room,
                      (unsigned long long)part->breaches, (unsigned long long)part->vanish);
    }
}

static void json_values(struct buffer *out, struct arena *arena, const struct drivers_view *view,
                        const struct drivers_target *target)
{
    for (uint32_t i = 0; i < target->value_count; i++) {
        const struct drivers_value *value = &target->values[i];
        buffer_puts(out, i ? ",{\"attribute\":" : "{\"attribute\":");
        buffer_put_json(out, dimension_title(&view->model->schema, value->attribute));
        buffer_puts(out, ",\"value\":");
        buffer_put_json(out, value->value);
        buffer_format(out, ",\"breached\":%llu,\"decided\":%llu,\"lift\":" TEXT_FMT,
                      (unsigned long long)value->breached, (unsigned long long)value->decided,
                      TEXT_ARG(drivers_lift(arena, value, target, 4)));
        buffer_format(out, ",\"vanish\":%llu}", (unsigned long long)value->vanish);
    }
}

void drivers_write_json(struct buffer *out, const struct drivers_view *view)
{
    struct arena *arena = arena_new();
    buffer_putc(out, '[');
    for (uint32_t i = 0; i < view->result->count; i++) {
        const struct drivers_target *target = &view->result->targets[i];
        buffer_puts(out, i ? ",{\"target\":" : "{\"target\":");
        buffer_put_json(out, view->model->targets[target->target].name);
        buffer_format(out, ",\"breached\":%llu,\"decided\":%llu,\"parts\":[",
                      (unsigned long long)target->breached, (unsigned long long)target->decided);
        json_parts(out, target);
        buffer_puts(out, "],\"values\":[");
        json_values(out, arena, view, target);
        buffer_puts(out, "]}");
    }
    buffer_putc(out, ']');
    arena_free(arena);
}
