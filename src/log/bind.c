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

uint32_t bind_ref_count(const struct log_spec *spec)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < spec->column_count; i++)
        count += spec->columns[i].column_count + spec->columns[i].before_count +
                 spec->columns[i].test_count;
    return count;
}

static struct ref *add_ref(struct binding *binding, const struct log_column *column)
{
    struct ref *ref = &binding->refs[binding->ref_count++];
    *ref = (struct ref){.column = column};
    ref->is_outside = binding->has_own_row && !(column->path && path_list_steps(column->path) > 0);
    return ref;
}

static void add_refs(struct binding *binding, struct slot *slot)
{
    const struct log_column_spec *spec = slot->spec;
    slot->columns = &binding->refs[binding->ref_count];
    for (uint32_t i = 0; i < spec->column_count; i++)
        add_ref(binding, &spec->columns[i]);
    slot->befores = &binding->refs[binding->ref_count];
    for (uint32_t i = 0; i < spec->before_count; i++)
        add_ref(binding, &spec->befores[i]);
    slot->tests = &binding->refs[binding->ref_count];
    for (uint32_t i = 0; i < spec->test_count; i++)
        add_ref(binding, &spec->tests[i].column);
}

void bind_init(struct binding *binding, const struct log_spec *spec, struct columns *columns)
{
    struct arena *arena = columns->arena;
    *binding = (struct binding){.arena = arena,
                                .schema = columns->log.schema,
                                .spec = spec,
                                .columns = columns,
                                .slot_count = spec->column_count};
    assert(count_role(spec, LOG_TICKET) == 1);
    assert(count_role(spec, LOG_TIME) == 1 || spec->row_per_ticket);
    memcpy(binding->known_date, "1970-01-01", sizeof binding->known_date);
    binding->has_own_row = spec->row_count && count_role(spec, LOG_EVENT_AT);
    binding->slots = ARENA_ARRAY(arena, spec->column_count + 1, struct slot);
    binding->refs = ARENA_ARRAY(arena, bind_ref_count(spec) + 1, struct ref);
    binding->computed = ARENA_ARRAY(arena, spec->column_count + 1, struct slot *);
    for (uint32_t i = 0; i < spec->column_count; i++) {
        binding->slots[i].spec = &spec->columns[i];
        intern_init(&binding->slots[i].meanings);
        compile_written(binding, &binding->slots[i]);
        add_refs(binding, &binding->slots[i]);
    }
}

void bind_fini(struct binding *binding)
{
    for (uint32_t i = 0; i < binding->slot_count; i++)
        intern_fini(&binding->slots[i].meanings);
}

struct text bind_key(const struct log_column *column)
{
    return column->path && path_is_key(column->path) ? column->path->steps[0].key : column->name;
}

/* ---- headers ---- */

struct heading {
    const struct text *names;
    size_t count;
    const struct log_place *place;
};

static bool missing_column(struct binding *binding, const struct slot *slot, const struct ref *ref,
                           const struct heading *heading)
{
    char path[REJECTS_QUOTE], name[REJECTS_QUOTE], like[REJECTS_QUOTE];
    rejects_quote(path, heading->place->path);
    struct text role = bind_role(binding, slot);
    uint32_t nth = ref->column->nth;
    struct sink *sink = heading->place->sink;
    struct diagnostic *bad =
        nth > 1 ? diagnose(sink, DIAG_LOG_COLUMN, slot->spec->span,
                           "%s has no %u columns `%s`, of which the last one gives the " TEXT_FMT,
                           path, nth, rejects_quote(name, ref->column->name), TEXT_ARG(role))
                : diagnose(sink, DIAG_LOG_COLUMN, slot->spec->span,
                           "%s has no column `%s`, which gives the " TEXT_FMT, path,
                           rejects_quote(name, ref->column->name), TEXT_ARG(role));
    struct text nearest = diagnostic_nearest(ref->column->name, heading->names, heading->count);
    if (nearest.len)
        diagnostic_hint(sink, bad, "Did you mean `%s`?", rejects_quote(like, nearest));
    return false;
}

static bool doubled_column(const struct slot *slot, const struct ref *ref,
                           const struct log_place *place)
{
    char path[REJECTS_QUOTE], name[REJECTS_QUOTE];
    struct diagnostic *bad = diagnose(
        place->sink, DIAG_LOG_COLUMN_TWICE, slot->spec->span, "%s has more than one column `%s`",
        rejects_quote(path, place->path), rejects_quote(name, ref->column->name));
    diagnostic_hint(place->sink, bad,
                    "Rename one of them, or say in a log block which one is meant: `column 2`.");
    return false;
}

/* False: it stands twice, and which one is meant is not said. */
static bool find_column(struct ref *ref, const struct heading *heading)
{
    uint32_t wanted = ref->column->nth ? ref->column->nth : 1, seen = 0;
    ref->at = heading->count;
    for (size_t i = 0; i < heading->count; i++)
        if (text_equal(heading->names[i], ref->column->name) && ++seen == wanted)
            ref->at = i;
    ref->found = seen >= wanted;
    return ref->column->nth || seen <= 1;
}

/* Finds COUNT columns; says which stand twice, and, unless the line may lack, that none is there.
 */
static bool find_columns(struct binding *binding, const struct slot *slot, struct ref *refs,
                         uint32_t count)
{
    const struct heading *heading = binding->heading;
    uint32_t found = 0;
    bool good = true;
    for (uint32_t i = 0; i < count; i++) {
        good = (find_column(&refs[i], heading) || doubled_column(slot, &refs[i], heading->place)) &&
               good;
        found += refs[i].found;
    }
    if (good && count && !found && !slot->spec->optional)
        good = missing_column(binding, slot, &refs[0], heading);
    return good;
}

static bool find_slot(struct binding *binding, struct slot *slot)
{
    const struct log_column_spec *spec = slot->spec;
    bool columns = find_columns(binding, slot, slot->columns, spec->column_count);
    bool befores = find_columns(binding, slot, slot->befores, spec->before_count);
    bool tests = find_columns(binding, slot, slot->tests, spec->test_count);
    slot->found = false;
    for (uint32_t i = 0; i < spec->column_count; i++)
        slot->found = slot->found || slot->columns[i].found;
    return columns && befores && tests;
}

bool bind_header(struct binding *binding, const struct text *header, size_t count,
                 const struct log_place *place)
{
    struct heading heading = {header, count, place};
    bool good = true;
    binding->heading = &heading;
    for (uint32_t i = 0; i < binding->slot_count; i++)
        good = find_slot(binding, &binding->slots[i]) && good;
    binding->heading = NULL;
    bind_place(binding, count);
    return good;
}

void bind_flow(struct binding *binding, bool *known)
{
    for (uint32_t i = 0; i < binding->ref_count; i++) {
        known[i] |= binding->refs[i].found;
        binding->refs[i].found = known[i];
    }
    for (uint32_t i = 0; i < binding->slot_count; i++) {
        struct slot *slot = &binding->slots[i];
        for (uint32_t k = 0; k < slot->spec->column_count; k++)
            slot->found = slot->found || slot->columns[k].found;
    }
}

/* ---- fields that depend on others ---- */

static bool is_plain(const struct slot *slot)
{
    const struct log_column_spec *spec = slot->spec;
    return spec->column_count == 1 && !spec->before_count && !spec->test_count &&
           (!slot->columns[0].is_outside || spec->role == LOG_TICKET);
}

void bind_place(struct binding *binding, size_t count)
{
    binding->room = count + 1;
    binding->computed_count = 0;
    for (uint32_t i = 0; i < binding->slot_count; i++) {
        struct slot *slot = &binding->slots[i];
        slot->before = SIZE_MAX;
        slot->column = slot->columns[0].at;
        if (is_plain(slot))
            continue;
        slot->column = binding->room++;
        slot->before = slot->spec->before_count ? binding->room++ : SIZE_MAX;
        binding->computed[binding->computed_count++] = slot;
    }
}

static bool test_holds(const struct log_test *test, struct cell cell)
{
    for (uint32_t i = 0; i < test->text_count; i++)
        if (text_equal(test->texts[i], cell_text(cell)))
            return !test->negated;
    return test->negated;
}

/* What is asked of the elements of a list does not concern the record's own row. */
static bool tests_hold(const struct binding *binding, const struct slot *slot,
                       const struct cell *fields)
{
    for (uint32_t i = 0; i < slot->spec->test_count; i++)
        if ((slot->tests[i].is_outside || !binding->is_own_row) &&
            !test_holds(&slot->spec->tests[i], fields[slot->tests[i].at]))
            return false;
    return true;
}

/* The first of COUNT refs that belongs to the row and has a value. */
static struct cell first_value(const struct binding *binding, const struct slot *slot,
                               const struct ref *refs, uint32_t count, const struct cell *fields)
{
    for (uint32_t i = 0; i < count; i++) {
        if (refs[i].is_outside && !binding->is_own_row && slot->spec->role != LOG_TICKET)
            continue;
        if (!bind_is_missing(binding, fields[refs[i].at]))
            return fields[refs[i].at];
    }
    return (struct cell){"", 0};
}

/* Does the row speak of what changes: is the value after it there, and be it null? */
static bool has_change(const struct slot *slot, const struct cell *fields)
{
    for (uint32_t i = 0; i < slot->spec->column_count; i++)
        if (!slot->columns[i].is_outside && fields[slot->columns[i].at].at)
            return true;
    return false;
}

void bind_compute(struct binding *binding, struct cell *fields)
{
    for (uint32_t i = 0; i < binding->computed_count; i++) {
        const struct slot *slot = binding->computed[i];
        const struct log_column_spec *spec = slot->spec;
        bool holds = tests_hold(binding, slot, fields);
        fields[slot->column] =
            holds ? first_value(binding, slot, slot->columns, spec->column_count, fields)
                  : (struct cell){"", 0};
        if (slot->before != SIZE_MAX)
            fields[slot->before] =
                holds && has_change(slot, fields)
                    ? first_value(binding, slot, slot->befores, spec->before_count, fields)
                    : (struct cell){"", 0};
    }
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
