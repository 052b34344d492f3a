/* canonical.c - the binding of a log without a log block: columns by their own names. */
#include "log/read.h"

static void add(struct log_spec *spec, struct log_column_spec *columns, enum log_role role,
                struct text name)
{
    columns[spec->column_count++] = (struct log_column_spec){
        .role = role, .column = name, .optional = role != LOG_TICKET && role != LOG_TIME};
}

const struct log_spec *log_spec_canonical(struct arena *arena, const struct schema *schema)
{
    struct log_spec *spec = ARENA_NEW(arena, struct log_spec);
    struct log_column_spec *columns =
        ARENA_ARRAY(arena, LOG_ATTRIBUTE + schema->stored, struct log_column_spec);
    add(spec, columns, LOG_TICKET, TEXT("ticket"));
    add(spec, columns, LOG_TIME, TEXT("time"));
    add(spec, columns, LOG_EVENT, TEXT("event"));
    add(spec, columns, LOG_ACTOR, TEXT("actor"));
    add(spec, columns, LOG_PUBLIC, TEXT("public"));
    add(spec, columns, LOG_ID, TEXT("id"));
    for (uint32_t i = 0; i < schema->stored; i++) {
        add(spec, columns, LOG_ATTRIBUTE, schema->attributes[i].name);
        columns[spec->column_count - 1].attribute = i;
    }
    spec->columns = columns;
    return spec;
}
