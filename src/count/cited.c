/* cited.c - see cited.h. */
#include "count/cited.h"

void cited_init(struct cited *cited, struct arena *arena)
{
    *cited = (struct cited){.arena = arena, .numbers = map_new(arena)};
}

struct cited_place cited_place(const struct eventlog *log, uint32_t ticket)
{
    struct cited_place first = {UINT64_MAX, UINT64_MAX, ticket};
    for (uint32_t i = log->first[ticket]; i < log->first[ticket + 1]; i++) {
        struct row_origin origin = eventlog_origin(log, eventlog_row(log, i));
        struct cited_place place = {origin.file, origin.line, ticket};
        first = cited_compare(&place, &first) < 0 ? place : first;
    }
    return first;
}

int cited_compare(const struct cited_place *a, const struct cited_place *b)
{
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

void cited_put_place(struct buffer *out, const struct cited_place *place)
{
    wire_put_whole(out, place->file);
    wire_put_whole(out, place->line);
    wire_put_whole(out, place->order);
}

void cited_put(struct buffer *out, const struct eventlog *log, uint32_t ticket)
{
    struct cited_place place = cited_place(log, ticket);
    cited_put_place(out, &place);
    wire_put_text(out, log->ticket_ids[ticket]);
}

struct cited_place cited_read_place(const struct cited *cited, struct wire *wire)
{
    struct cited_place place;
    place.file = wire_whole(wire) + cited->file_from;
    place.line = wire_whole(wire);
    place.order = wire_whole(wire);
    return place;
}

uint32_t cited_read(struct cited *cited, struct wire *wire)
{
    struct cited_place place = cited_read_place(cited, wire);
    struct text id = wire_text(wire);
    uintptr_t found = (uintptr_t)map_find(cited->numbers, id);
    if (found)
        return (uint32_t)(found - 1);
    id = text_copy(cited->arena, id);
    VECTOR_PUSH(cited->arena, &cited->places, place);
    VECTOR_PUSH(cited->arena, &cited->ids, id);
    map_put(cited->numbers, id, (void *)(uintptr_t)cited->ids.count);
    return (uint32_t)cited->ids.count - 1;
}

bool cited_before(const struct cited *cited, uint32_t a, uint32_t b)
{
    return cited_compare(&cited->places.at[a], &cited->places.at[b]) < 0;
}
