/* holidays.c - see holidays.h. */
#include "report/holidays.h"

#include "report/table.h"

/* ---- For people ---- */

static struct text part_words(struct arena *arena, const struct holiday_date *holiday)
{
    char from[CIVIL_ROOM], to[CIVIL_ROOM];
    civil_write_time(from, holiday->part.from);
    civil_write_time(to, holiday->part.to);
    if (holiday->part.kind == DAY_WHOLE)
        return TEXT("");
    if (holiday->part.kind == DAY_REST)
        return text_format(arena, "from %s", from);
    return text_format(arena, "from %s to %s", from, to);
}

static struct text remark(struct arena *arena, const struct holiday_date *holiday)
{
    struct text part = part_words(arena, holiday);
    if (!holiday->is_substitute)
        return part;
    return text_format(arena, TEXT_FMT "%sin lieu", TEXT_ARG(part), part.len ? ", " : "");
}

static void put_row(struct table *table, const struct holiday_date *holiday)
{
    char date[CIVIL_ROOM];
    size_t len = civil_write_date(date, holiday->date);
    table_put(table, text_copy(table->arena, (struct text){date, len}));
    table_put(table, text_of(civil_weekday_name(civil_weekday(holiday->date))));
    table_put(table, holiday->rule->title);
    table_put(table, remark(table->arena, holiday));
}

static void put_doubt(struct buffer *out, const struct holiday_list *list)
{
    if (!list)
        buffer_puts(out, "not complete: a version of the charter in these years lacks the list\n");
    else if (list->complete_from)
        buffer_format(out, "not complete: the list claims %d to %d\n", list->complete_from,
                      list->complete_to);
    else
        buffer_puts(out, "not complete: the list claims no years\n");
}

void holidays_print(struct buffer *out, const struct holidays_shown *shown, struct arena *scratch)
{
    enum { COLUMNS = 4 };
    struct table table;
    table_init(&table, scratch);
    for (int i = 0; i < COLUMNS; i++)
        table_column(&table, TEXT(""), false);
    for (size_t i = 0; i < shown->dates.count; i++)
        put_row(&table, &shown->dates.at[i]);
    if (shown->dates.count)
        table_write(out, &table, 0);
    else
        buffer_puts(out, "no holiday\n");
    if (!shown->complete)
        put_doubt(out, shown->list);
}

/* ---- For programs ---- */

static void put_time(struct buffer *out, const char *key, const struct day_part *part, micros time)
{
    char room[CIVIL_ROOM];
    civil_write_time(room, time);
    if (part->kind == DAY_WHOLE)
        buffer_format(out, ",\"%s\":null", key);
    else
        buffer_format(out, ",\"%s\":\"%s\"", key, room);
}

static void put_object(struct buffer *out, const struct holiday_date *holiday)
{
    char date[CIVIL_ROOM];
    civil_write_date(date, holiday->date);
    buffer_format(out, "{\"date\":\"%s\",\"title\":", date);
    buffer_put_json(out, holiday->rule->title);
    put_time(out, "from", &holiday->part, holiday->part.from);
    put_time(out, "to", &holiday->part,
             holiday->part.kind == DAY_REST ? MICROS_DAY : holiday->part.to);
    buffer_format(out, ",\"substitute\":%s}", holiday->is_substitute ? "true" : "false");
}

void holidays_json(struct buffer *out, const struct holidays_shown *shown)
{
    buffer_format(out, "{\"complete\":%s,\"days\":[", shown->complete ? "true" : "false");
    for (size_t i = 0; i < shown->dates.count; i++) {
        if (i)
            buffer_putc(out, ',');
        put_object(out, &shown->dates.at[i]);
    }
    buffer_puts(out, "]}");
}
