/* imagine.c - an imagined ticket as a log of one ticket. */
#include "log/imagine.h"

#include "log/bind.h"
#include "log/history.h"

/* ---- values ---- */

static bool is_equal(const struct value *a, const struct value *b)
{
    if (a->type != b->type)
        return false;
    switch (a->type) {
    case VALUE_CHOICE:
        return a->choice == b->choice;
    case VALUE_TEXT:
        return text_equal(a->text, b->text);
    case VALUE_MONEY:
        return memcmp(a->currency, b->currency, 3) == 0 &&
               decimal_compare(a->number, b->number) == 0;
    case VALUE_NUMBER:
        return decimal_compare(a->number, b->number) == 0;
    case VALUE_YES_NO:
        return a->yes == b->yes;
    case VALUE_TIME:
        return a->time == b->time;
    case VALUE_UNSET:
        break;
    }
    return true;
}

static uint32_t code_of(struct code_column *column, const struct value *value)
{
    if (value->type == VALUE_UNSET)
        return 0;
    for (uint32_t code = 1; code < column->value_count; code++)
        if (is_equal(&column->values[code], value))
            return code;
    return columns_value(column, value);
}

/* ---- rows ---- */

static uint32_t kind_of(const struct test_event *event)
{
    return event->opens                ? (uint32_t)KIND_OPENED
           : event->kind == INDEX_NONE ? (uint32_t)KIND_CHANGED
                                       : event->kind;
}

static void add(struct columns *columns, struct text id, const struct test_event *event)
{
    uint32_t kind = kind_of(event), stored = columns->log.schema->stored;
    bool is_named = event->opens || event->kind != INDEX_NONE;
    struct row row = {.time = event->at, .kind = (uint8_t)kind, .ticket = {id.at, id.len}};
    row.what = (uint8_t)((unsigned)event->actor | (kind == KIND_REPLY ? WHAT_PUBLIC : 0) |
                         (is_named ? WHAT_EXPLICIT : 0));
    row.line = columns->rows + 1;
    columns_add(columns, &row);
    for (uint32_t i = 0; i < stored; i++)
        columns_put(columns, i, 0);
    for (uint32_t i = 0; i < event->assignment_count; i++) {
        const struct assignment *given = &event->assignments[i];
        if (given->attribute < stored)
            columns_put(columns, given->attribute,
                        code_of(&columns->attributes[given->attribute], &given->value));
    }
}

struct eventlog *log_imagine(struct arena *arena, const struct schema *schema, struct text id,
                             const struct test_event *events, uint32_t count)
{
    struct columns *columns = columns_new(arena, schema, 1);
    struct eventlog *log = &columns->log;
    struct text *files = ARENA_NEW(arena, struct text);
    *files = TEXT("event");
    log->files = files;
    columns_begin_file(columns, 0, id);
    for (uint32_t i = 0; i < count; i++)
        add(columns, id, &events[i]);
    log->records = count;
    for (size_t i = 0; i < sizeof log->can_say_kind / sizeof *log->can_say_kind; i++)
        log->can_say_kind[i] = true;
    log->can_say_actor = log->can_say_status = true;
    columns_finish(columns);
    history_make(columns, 1);
    columns_move(columns);
    return log;
}
