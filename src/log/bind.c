/* bind.c - slots of a log block, their columns in a header, and what the log can say. */
#include "log/bind.h"

#include <assert.h>

static bool is_time(const struct binding *binding, const struct log_column_spec *spec)
{
    return spec->role == LOG_TIME || spec->role == LOG_EVENT_AT ||
           (spec->role == LOG_ATTRIBUTE &&
            binding->schema->attributes[spec->attribute].type == ATTRIBUTE_TIME);
}

struct text bind_role(const struct binding *binding, const struct slot *slot)
{
    static const struct text names[] = {
        [LOG_TICKET] = {"ticket", 6}, [LOG_TIME] = {"time", 4},     [LOG_EVENT] = {"event", 5},
        [LOG_ACTOR] = {"actor", 5},   [LOG_PUBLIC] = {"public", 6}, [LOG_ID] = {"id", 2}};
    if (slot->spec->role == LOG_ATTRIBUTE)
        return binding->schema->attributes[slot->spec->attribute].name;
    if (slot->spec->role == LOG_EVENT_AT)
        return binding->schema->kinds[slot->spec->kind].name;
    return names[slot->spec->role];
}

/* ---- making ---- */

/* Formats were compiled by check before. */
static void compile_written(struct binding *binding, struct slot *slot)
{
    const struct log_column_spec *spec = slot->spec;
    const char *why = NULL;
    slot->has_written = spec->written.len > 0 && is_time(binding, spec);
    bool good = !slot->has_written || written_compile(spec->written, &slot->written, &why);
    assert(good);
    (void)good;
}

static uint32_t count_role(const struct log_spec *spec, enum log_role role)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < spec->column_count; i++)
        count += spec->columns[i].role == role;
    return count;
}

void bind_init(struct binding *binding, const struct log_spec *spec, struct columns *columns)
{
    *binding = (struct binding){.arena = columns->arena,
                                .schema = columns->log.schema,
                                .spec = spec,
                                .columns = columns,
                                .slot_count = spec->column_count};
    assert(count_role(spec, LOG_TICKET) == 1);
    assert(count_role(spec, LOG_TIME) == 1 || spec->row_per_ticket);
    memcpy(binding->known_date, "1970-01-01", sizeof binding->known_date);
    binding->slots = ARENA_ARRAY(binding->arena, spec->column_count + 1, struct slot);
    for (uint32_t i = 0; i < spec->column_count; i++) {
        binding->slots[i].spec = &spec->columns[i];
        intern_init(&binding->slots[i].meanings);
        compile_written(binding, &binding->slots[i]);
    }
}

void bind_fini(struct binding *binding)
{
    for (uint32_t i = 0; i < binding->slot_count; i++)
        intern_fini(&binding->slots[i].meanings);
}

/* ---- headers ---- */

static bool missing_column(struct binding *binding, const struct slot *slot, struct text nearest,
                           const struct log_place *place)
{
    char path[REJECTS_QUOTE], name[REJECTS_QUOTE], like[REJECTS_QUOTE];
    rejects_quote(path, place->path);
    struct text role = bind_role(binding, slot);
    uint32_t nth = slot->spec->nth;
    struct diagnostic *bad =
        nth > 1 ? diagnose(place->sink, DIAG_LOG_COLUMN, slot->spec->span,
                           "%s has no %u columns `%s`, of which the last one gives the " TEXT_FMT,
                           path, nth, rejects_quote(name, slot->spec->column), TEXT_ARG(role))
                : diagnose(place->sink, DIAG_LOG_COLUMN, slot->spec->span,
                           "%s has no column `%s`, which gives the " TEXT_FMT, path,
                           rejects_quote(name, slot->spec->column), TEXT_ARG(role));
    if (nearest.len)
        diagnostic_hint(place->sink, bad, "Did you mean `%s`?", rejects_quote(like, nearest));
    return false;
}

static bool doubled_column(const struct slot *slot, const struct log_place *place)
{
    char path[REJECTS_QUOTE], name[REJECTS_QUOTE];
    struct diagnostic *bad = diagnose(
        place->sink, DIAG_LOG_COLUMN_TWICE, slot->spec->span, "%s has more than one column `%s`",
        rejects_quote(path, place->path), rejects_quote(name, slot->spec->column));
    diagnostic_hint(place->sink, bad,
                    "Rename one of them, or say in a log block which one is meant: `column 2`.");
    return false;
}

static bool find_column(struct slot *slot, const struct text *header, size_t count)
{
    uint32_t wanted = slot->spec->nth ? slot->spec->nth : 1, seen = 0;
    for (size_t i = 0; i < count; i++)
        if (text_equal(header[i], slot->spec->column) && ++seen == wanted)
            slot->column = i;
    slot->found = seen >= wanted;
    return slot->spec->nth || seen <= 1;
}

bool bind_header(struct binding *binding, const struct text *header, size_t count,
                 const struct log_place *place)
{
    bool good = true;
    for (uint32_t i = 0; i < binding->slot_count; i++) {
        struct slot *slot = &binding->slots[i];
        slot->column = count;
        if (!find_column(slot, header, count))
            good = doubled_column(slot, place);
        else if (!slot->found && !slot->spec->optional)
            good = missing_column(binding, slot,
                                  diagnostic_nearest(slot->spec->column, header, count), place);
    }
    return good;
}

/* ---- abilities ---- */

static void map_abilities(struct binding *binding, const struct log_mapped *to,
                          struct eventlog *log)
{
    if (to->type == MAPPED_EVENT) {
        log->can_say_kind[to->kind] = true;
        binding->can_say_actor |= to->actor != ACTOR_NONE;
    }
}

static void event_abilities(struct binding *binding, const struct log_column_spec *spec,
                            struct eventlog *log)
{
    for (uint32_t i = 0; i < spec->mapping_count; i++)
        map_abilities(binding, &spec->mappings[i].to, log);
    if (spec->has_otherwise)
        map_abilities(binding, &spec->otherwise, log);
    if (spec->mapping_count == 0 && !spec->has_otherwise)
        for (uint32_t kind = 0; kind < binding->schema->kind_count; kind++)
            log->can_say_kind[kind & 0xff] = true;
}

void bind_abilities(struct binding *binding, struct eventlog *log)
{
    log->can_say_kind[KIND_OPENED] = true; /* the first event opens (3.5) */
    log->can_say_kind[KIND_CHANGED] |= !binding->spec->row_per_ticket;
    for (uint32_t i = 0; i < binding->slot_count; i++) {
        const struct slot *slot = &binding->slots[i];
        if (!slot->found)
            continue;
        if (slot->spec->role == LOG_EVENT)
            event_abilities(binding, slot->spec, log);
        if (slot->spec->role == LOG_EVENT_AT)
            log->can_say_kind[slot->spec->kind & 0xff] = true;
        binding->can_say_actor |= slot->spec->role == LOG_ACTOR || slot->spec->actor != ACTOR_NONE;
        if (slot->spec->role == LOG_ATTRIBUTE &&
            (int32_t)slot->spec->attribute == binding->schema->status)
            log->can_say_status = true;
    }
    log->can_say_actor |= binding->can_say_actor;
}
