/* canonical.c - the binding of a log without a log block: columns by their own names. */
#include "log/read.h"

struct making {
    struct arena *arena;
    struct log_spec *spec;
    struct log_column_spec *columns;
};

static void add(const struct making *making, enum log_role role, struct text name)
{
    struct log_column *column = ARENA_NEW(making->arena, struct log_column);
    column->name = name;
    making->columns[making->spec->column_count++] =
        (struct log_column_spec){.role = role,
                                 .columns = column,
                                 .column_count = 1,
                                 .optional = role != LOG_TICKET && role != LOG_TIME};
}

const struct log_spec *log_spec_canonical(struct arena *arena, const struct schema *schema)
{
    struct log_spec *spec = ARENA_NEW(arena, struct log_spec);
    struct log_column_spec *columns =
        ARENA_ARRAY(arena, LOG_ATTRIBUTE + schema->stored, struct log_column_spec);
    struct making making = {arena, spec, columns};
    add(&making, LOG_TICKET, TEXT("ticket"));
    add(&making, LOG_TIME, TEXT("time"));
    add(&making, LOG_EVENT, TEXT("event"));
    add(&making, LOG_ACTOR, TEXT("actor"));
    add(&making, LOG_PUBLIC, TEXT("public"));
    add(&making, LOG_ID, TEXT("id"));
    for (uint32_t i = 0; i < schema->stored; i++) {
        add(&making, LOG_ATTRIBUTE, schema->attributes[i].name);
        columns[spec->column_count - 1].attribute = i;
    }
    spec->columns = columns;
    return spec;
}
