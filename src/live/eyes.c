/* eyes.c - see eyes.h. */
#include "live/eyes.h"

#include "base/map.h"

/* The records of all TICKETS, from where they are. */
static void gather(const struct look *look, const store_numbers *tickets, struct arena *arena,
                   slice_records *records)
{
    for (size_t i = 0; look->residents && i < tickets->count; i++)
        residents_records(look->residents->tickets[tickets->at[i]], 0, arena, records);
    if (!look->residents)
        slice_history(look->store, tickets, arena, records);
}

static void keep_below(slice_records *records, int64_t before)
{
    size_t kept = 0;
    for (size_t i = 0; i < records->count; i++)
        if (records->at[i].event < before)
            records->at[kept++] = records->at[i];
    records->count = kept;
}

static struct text id_of(const struct look *look, int64_t ticket, struct arena *arena)
{
    if (!look->residents)
        return store_ticket_id(look->store, ticket, arena);
    const struct resident *resident = look->residents->tickets[ticket];
    return (struct text){resident->id, resident->id_length};
}

static void number_tickets(struct eyes *eyes, const store_numbers *tickets)
{
    struct arena *arena = eyes->slice.arena;
    const struct eventlog *log = eyes->slice.log;
    struct map *numbers = map_new(arena);
    for (size_t i = 0; i < tickets->count; i++)
        map_put(numbers, id_of(eyes->look, tickets->at[i], arena), &tickets->at[i]);
    eyes->numbers = ARENA_ARRAY(arena, (size_t)log->tickets + 1, int64_t);
    for (uint32_t i = 0; i < log->tickets; i++) {
        const int64_t *number = map_find(numbers, log->ticket_ids[i]);
        eyes->numbers[i] = number ? *number : 0;
    }
}

bool eyes_open(struct eyes *eyes, const struct look *look, const store_numbers *tickets,
               int64_t before)
{
    slice_records records = {0};
    struct slice_headers own = {0}, *headers = &own;
    *eyes = (struct eyes){.look = look, .scratch = arena_new()};
    gather(look, tickets, eyes->scratch, &records);
    if (before)
        keep_below(&records, before);
    if (look->residents)
        headers = &look->residents->headers;
    else
        slice_add_headers(look->store, &records, eyes->scratch, headers);
    if (!slice_make(&eyes->slice, look->by, &records, headers))
        return false;
    arena_reset(eyes->scratch);
    slice_judge(&eyes->slice, look->by, look->as_of);
    number_tickets(eyes, tickets);
    desk_init(&eyes->desk, eyes->slice.judge, true);
    return true;
}

void eyes_close(struct eyes *eyes)
{
    if (eyes->slice.judge)
        desk_fini(&eyes->desk);
    slice_free(&eyes->slice);
    arena_free(eyes->scratch);
    buffer_fini(&eyes->out);
}

struct text eyes_taken(struct eyes *eyes, struct arena *arena)
{
    struct text text = text_copy(arena, text_trim(buffer_text(&eyes->out)));
    buffer_clear(&eyes->out);
    return text;
}
