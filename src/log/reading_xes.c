/* reading_xes.c - an input of XES: a case is a ticket, its events are rows.
 *
 * The ticket is named by an attribute of the case. All other columns are attributes of the event,
 * or with `case:` in front of the case, as programs name them that write XES as CSV. With one row
 * per ticket a row is a case, and all columns are its attributes.
 */
#include "log/reading.h"
#include "log/xes.h"

struct events {
    struct reading *reading;
    struct xes *xes;
    uint64_t good; /* records */
    bool is_full;
};

/* ---- what is asked for ---- */

static uint32_t ask(struct events *events, const struct log_column *column, bool of_case)
{
    struct arena *arena = events->reading->arena;
    struct path_step *steps;
    struct path path = {NULL, 1};
    uint32_t count = column->path ? column->path->count : 1;
    steps = ARENA_ARRAY(arena, count, struct path_step);
    for (uint32_t i = 0; column->path && i < count; i++)
        steps[i] = column->path->steps[i];
    if (!column->path)
        steps[0].key = column->name;
    if (text_starts(steps[0].key, TEXT("case:"))) {
        steps[0].key = text_slice(steps[0].key, 5, steps[0].key.len);
        of_case = true;
    }
    path = (struct path){steps, count};
    return xes_ask(events->xes, &path, of_case);
}

static size_t ask_all(struct events *events)
{
    struct binding *binding = &events->reading->binding;
    bool per_ticket = binding->spec->row_per_ticket;
    size_t count = 0;
    for (uint32_t i = 0; i < binding->slot_count; i++) {
        const struct slot *slot = &binding->slots[i];
        const struct log_column_spec *spec = slot->spec;
        bool of_case = per_ticket || spec->role == LOG_TICKET;
        uint32_t refs = spec->column_count + spec->before_count + spec->test_count;
        for (uint32_t k = 0; k < refs; k++) {
            slot->columns[k].at = ask(events, slot->columns[k].column, of_case);
            count = slot->columns[k].at >= count ? slot->columns[k].at + 1 : count;
        }
    }
    return count;
}

/* Whether the log has roles at all must be known before its rows are read. */
static void find_actors(struct reading *reading, struct text bytes)
{
    struct eventlog unused = {0};
    for (uint32_t i = 0; i < reading->binding.slot_count; i++) {
        struct slot *slot = &reading->binding.slots[i];
        slot->found = slot->spec->role != LOG_ACTOR;
        for (uint32_t k = 0; !slot->found && k < slot->spec->column_count; k++) {
            struct text key = bind_key(&slot->spec->columns[k]);
            if (text_starts(key, TEXT("case:")))
                key = text_slice(key, 5, key.len);
            slot->found = memmem(bytes.at, bytes.len, key.at, key.len) != NULL;
        }
    }
    reading_actors(reading);
    bind_abilities(&reading->binding, &unused);
}

/* ---- rows ---- */

static void add_to_digest(struct reading *reading, const struct xes_record *record)
{
    struct buffer both = {0};
    buffer_put(&both, record->head);
    buffer_put(&both, record->bytes);
    reading_record(reading, buffer_text(&both), record->line);
    buffer_fini(&both);
}

static bool add_record(void *context, const struct xes_record *record)
{
    struct events *events = context;
    struct reading *reading = events->reading;
    if (reading->request->wants_digest)
        add_to_digest(reading, record);
    else
        reading_record(reading, record->bytes, record->line);
    if (reading_stopped(reading))
        return false;
    if (record->fault) {
        rows_refuse(&reading->rows, record->fault, record->line);
        return true;
    }
    events->good++;
    for (uint32_t i = 0; i < reading->binding.ref_count; i++) {
        size_t at = reading->binding.refs[i].at;
        reading->seen[at] |= record->fields[at].at != NULL;
    }
    events->is_full = !rows_add(&reading->rows, record->fields, record->line);
    return !events->is_full || reading_too_large(reading, record->line);
}

static void tell_item(void *context, struct text bytes, uint64_t line)
{
    struct events *events = context;
    const struct log_witness *witness = events->reading->request->witness;
    witness->item(witness->context, bytes, line);
}

static void count_empty(void *context, uint64_t line)
{
    struct events *events = context;
    rows_remark(&events->reading->rows, REMARK_EMPTY_CASE, line);
}

/* ---- the whole ---- */

static bool keys_found(struct reading *reading, const struct xes *xes)
{
    uint32_t count;
    const struct text *learnt = xes_learnt(xes, &count);
    return reading_found(reading, learnt, count);
}

static bool report_fault(struct reading *reading, const struct xes *xes)
{
    uint64_t line;
    const char *fault = xes_fault(xes, &line);
    return fault ? reading_bad_xml(reading, fault, line) : false;
}

bool reading_xes(struct reading *reading, struct text bytes)
{
    struct events events = {.reading = reading};
    struct xes_request request = {.bytes = bytes,
                                  .cases = reading->binding.spec->row_per_ticket,
                                  .context = &events,
                                  .record = add_record,
                                  .empty_case = count_empty,
                                  .item = reading->request->witness ? tell_item : NULL};
    find_actors(reading, bytes);
    reading_begins(reading, bytes);
    events.xes = xes_new(reading->arena, &request);
    size_t count = ask_all(&events);
    bind_place(&reading->binding, count);
    xes_set_room(events.xes, reading->binding.room);
    reading->seen = ARENA_ARRAY(reading->arena, count + 1, bool);
    bool good = xes_read(events.xes) || report_fault(reading, events.xes);
    if (good && (reading->part ? reading->part->is_found : events.good > 0))
        good = keys_found(reading, events.xes);
    xes_free(events.xes);
    return good;
}
