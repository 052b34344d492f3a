/* infer_rows.c - which rows belong to one ticket, and which times move from row to row of it. */
#include "analyse/infer_part.h"
#include "log/intern.h"

enum { IDENTITIES = 4 };

/* The values of a column that may tell all rows apart. */
struct identity {
    struct infer_column *column;
    size_t at;
    struct intern seen;
};

/* The hash of the last value of each time, by ticket: 0 is none. */
struct moving {
    struct inference *inference;
    size_t ticket_column;
    struct intern tickets;
    size_t *times; /* columns that hold times */
    size_t time_count;
    uint32_t *last; /* of each ticket, one a time; on the heap */
    size_t room;    /* tickets */
    uint32_t count;
    struct identity identities[IDENTITIES];
    size_t identity_count;
};

static uint32_t ticket_number(struct moving *moving, struct text text)
{
    struct cell cell = {text.at, text.len};
    struct intern_entry *entry = intern_find(&moving->tickets, cell, text.at);
    if (entry)
        return entry->code;
    intern_add(&moving->tickets, text_copy(moving->inference->arena, text), moving->count);
    if (moving->count == moving->room) {
        size_t room = moving->room ? moving->room * 2 : 1024, width = moving->time_count + 1;
        moving->last = memory_resize(moving->last, room * width * sizeof *moving->last);
        memset(moving->last + moving->room * width, 0,
               (room - moving->room) * width * sizeof *moving->last);
        moving->room = room;
    }
    return moving->count++;
}

static void look_at_identity(struct moving *moving, struct identity *identity, struct text text)
{
    struct cell cell = {text.at, text.len};
    if (!identity->column->is_unique)
        return;
    identity->column->is_unique = !intern_find(&identity->seen, cell, text.at);
    if (identity->column->is_unique)
        intern_add(&identity->seen, text_copy(moving->inference->arena, text), 0);
}

static void look_at_record(void *context, const struct cell *cells, uint64_t line)
{
    struct moving *moving = context;
    struct infer_column *columns = moving->inference->result->columns;
    (void)line;
    uint32_t ticket = ticket_number(moving, cell_text(cells[moving->ticket_column]));
    uint32_t *last = moving->last + ticket * (moving->time_count + 1);
    for (size_t i = 0; i < moving->time_count; i++) {
        struct text text = cell_text(cells[moving->times[i]]);
        uint32_t hash = (uint32_t)text_hash(text) | 1;
        if (text.len == 0)
            continue;
        columns[moving->times[i]].changes += last[i] && last[i] != hash;
        last[i] = hash;
    }
    for (size_t i = 0; i < moving->identity_count; i++)
        look_at_identity(moving, &moving->identities[i],
                         cell_text(cells[moving->identities[i].at]));
}

static void find_identities(struct moving *moving, const struct infer_column *ticket)
{
    struct inferred *result = moving->inference->result;
    for (size_t i = 0; i < result->count && moving->identity_count < IDENTITIES; i++) {
        struct infer_column *column = &result->columns[i];
        if (column == ticket || column->filled != result->rows ||
            !infer_points(column->words, INFER_ID))
            continue;
        struct identity *identity = &moving->identities[moving->identity_count++];
        *identity = (struct identity){.column = column, .at = i};
        intern_init(&identity->seen);
        column->is_unique = true;
    }
}

void infer_rows(struct inference *inference, struct infer_column *ticket)
{
    struct inferred *result = inference->result;
    struct moving moving = {.inference = inference,
                            .ticket_column = (size_t)(ticket - result->columns)};
    struct survey_reader reader = {&moving, look_at_record};
    moving.times = ARENA_ARRAY(inference->arena, result->count + 1, size_t);
    for (size_t i = 0; i < result->count; i++) {
        result->columns[i].changes = 0;
        if (result->columns[i].is_time)
            moving.times[moving.time_count++] = i;
    }
    intern_init(&moving.tickets);
    find_identities(&moving, ticket);
    survey_each(inference->survey, &reader);
    result->tickets = moving.count;
    intern_fini(&moving.tickets);
    memory_release(moving.last);
    for (size_t i = 0; i < moving.identity_count; i++)
        intern_fini(&moving.identities[i].seen);
}
