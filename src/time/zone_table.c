/* zone_table.c - names to zones, and what the database says of itself. */
#include "time/zone_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/vector.h"

struct zone_table {
    struct arena *arena;
    zone_loader *load;
    void *context;
    struct map *zones;
    VECTOR(struct text) names;
    bool has_names, has_index;
    struct text index; /* tzdata.zi, the database in one file */
};

struct zone_table *zone_table_new(struct arena *arena, zone_loader *load, void *context)
{
    struct zone_table *table = ARENA_NEW(arena, struct zone_table);
    table->arena = arena;
    table->load = load;
    table->context = context;
    table->zones = map_new(arena);
    return table;
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '-' || c == '_' || c == '.';
}

static bool is_name_part(struct text part)
{
    for (size_t i = 0; i < part.len; i++)
        if (!is_name_char(part.at[i]))
            return false;
    return part.len > 0 && !text_is(part, ".") && !text_is(part, "..");
}

bool zone_table_is_name(struct text name)
{
    if (name.len == 0 || name.len > 255)
        return false;
    size_t start = 0;
    for (size_t i = 0; i <= name.len; i++) {
        if (i < name.len && name.at[i] != '/')
            continue;
        if (!is_name_part(text_slice(name, start, i)))
            return false;
        start = i + 1;
    }
    return true;
}

/* `+02:00`, `-09:30`. */
static bool fixed_offset(struct text name, int32_t *offset)
{
    micros time;
    if (name.len != 6 || (name.at[0] != '+' && name.at[0] != '-') ||
        civil_parse_time(text_slice(name, 1, name.len), &time, NULL) != CIVIL_OK ||
        time >= MICROS_DAY)
        return false;
    int32_t seconds = (int32_t)(time / MICROS_SECOND);
    *offset = name.at[0] == '-' ? -seconds : seconds;
    return true;
}

static enum zone_status load_zone(struct zone_table *table, struct text name,
                                  const struct zone **zone)
{
    struct text bytes;
    if (!zone_table_is_name(name))
        return ZONE_BAD_NAME;
    if (!table->load || !table->load(table->context, name, table->arena, &bytes))
        return ZONE_NOT_FOUND;
    return zone_decode(table->arena, text_copy(table->arena, name), bytes, zone);
}

enum zone_status zone_table_find(struct zone_table *table, struct text name,
                                 const struct zone **zone)
{
    *zone = map_find(table->zones, name);
    if (*zone)
        return ZONE_OK;
    int32_t offset;
    enum zone_status status = ZONE_OK;
    if (text_is(name, "UTC"))
        *zone = zone_utc();
    else if (fixed_offset(name, &offset))
        *zone = zone_fixed(table->arena, offset);
    else
        status = load_zone(table, name, zone);
    if (status == ZONE_OK) {
        struct zone *kept;
        memcpy(&kept, zone, sizeof kept);
        map_put(table->zones, zone_name(*zone), kept);
    }
    return status;
}

static struct text load_index(struct zone_table *table)
{
    if (!table->has_index) {
        table->has_index = true;
        if (!table->load ||
            !table->load(table->context, TEXT("tzdata.zi"), table->arena, &table->index))
            table->index = TEXT("");
    }
    return table->index;
}

/* The next line of REST, which loses it. */
static bool next_line(struct text *rest, struct text *line)
{
    if (rest->len == 0)
        return false;
    const char *end = memchr(rest->at, '\n', rest->len);
    size_t len = end ? (size_t)(end - rest->at) : rest->len;
    *line = text_slice(*rest, 0, len);
    *rest = text_slice(*rest, end ? len + 1 : len, rest->len);
    return true;
}

static struct text nth_word(struct text line, size_t nth)
{
    size_t start = 0;
    for (size_t i = 0; i <= line.len; i++) {
        if (i < line.len && line.at[i] != ' ')
            continue;
        if (nth-- == 0)
            return text_slice(line, start, i);
        start = i + 1;
    }
    return TEXT("");
}

/* `Z Europe/Paris …` names a zone, `L Europe/London GB` a link. */
static void take_line(struct zone_table *table, struct text line)
{
    struct text kind = nth_word(line, 0), name = TEXT("");
    if (text_is(kind, "Z"))
        name = nth_word(line, 1);
    else if (text_is(kind, "L"))
        name = nth_word(line, 2);
    if (zone_table_is_name(name))
        VECTOR_PUSH(table->arena, &table->names, name);
}

static int by_bytes(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

const struct text *zone_table_names(struct zone_table *table, size_t *count)
{
    if (!table->has_names) {
        table->has_names = true;
        struct text rest = load_index(table), line;
        while (next_line(&rest, &line))
            take_line(table, line);
        if (table->names.count > 0)
            qsort(table->names.at, table->names.count, sizeof *table->names.at, by_bytes);
    }
    *count = table->names.count;
    return table->names.at;
}

struct text zone_table_version(struct zone_table *table)
{
    struct text rest = load_index(table), line, mark = TEXT("# version ");
    if (next_line(&rest, &line) && text_starts(line, mark))
        return text_trim(text_slice(line, mark.len, line.len));
    if (table->load && table->load(table->context, TEXT("+VERSION"), table->arena, &rest))
        return text_trim(rest);
    return TEXT("unknown");
}
