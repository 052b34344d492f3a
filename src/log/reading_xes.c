/* reading_xes.c - an input of XES: a case is a ticket, its events are rows.
 *
 * The ticket is named by an attribute of the case. All other columns are attributes of the event,
 * or with `case:` in front of the case, as programs name them that write XES as CSV. With one row
 * per ticket a row is a case, and all columns are its attributes.
 */
#include "log/parts.h"
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

static struct xes_request request_of(struct events *events, struct text bytes)
{
    struct reading *reading = events->reading;
    return (struct xes_request){.bytes = bytes,
                                .cases = reading->binding.spec->row_per_ticket,
                                .context = events,
                                .record = add_record,
                                .empty_case = count_empty,
                                .item = reading->request->witness ? tell_item : NULL};
}

static void open_events(struct events *events, struct reading *reading, struct text bytes)
{
    *events = (struct events){.reading = reading};
    struct xes_request request = request_of(events, bytes);
    events->xes = xes_new(reading->arena, &request);
    size_t count = ask_all(events);
    bind_place(&reading->binding, count);
    xes_set_room(events->xes, reading->binding.room);
    reading->seen = ARENA_ARRAY(reading->arena, reading->binding.room, bool);
}

/* ---- in parts: some cases each ---- */

/* What all readers share. */
struct cases {
    struct text bytes;
    struct xes_place first;
    struct text tag; /* how a case begins: `<trace` */
    uint64_t good;   /* records, of parts that have joined */
};

/* In a part. */
struct found {
    uint64_t good; /* records */
    bool *seen;    /* as in the reading */
};

/* Where the text of such a tag stands, be it in a comment. */
static const char *boundary(const struct parts *parts, const char *at)
{
    const struct cases *cases = parts->own;
    const struct text tag = cases->tag;
    while ((at = memmem(at, (size_t)(parts->end - at), tag.at, tag.len))) {
        const char *behind = at + tag.len;
        if (behind < parts->end && memchr(" \t\r\n/>", *behind, 6))
            return at;
        at = behind;
    }
    return parts->end;
}

static void open_cases(struct part_reader *reader)
{
    const struct cases *cases = reader->parts->own;
    struct events *events = ARENA_NEW(reader->reading.arena, struct events);
    parts_bind(reader);
    open_events(events, &reader->reading, cases->bytes);
    reader->own = events;
}

static void close_cases(struct part_reader *reader)
{
    struct events *events = reader->own;
    xes_free(events->xes);
}

/* What a part has found counts once it has joined. */
static void forget_found(struct events *events)
{
    const struct reading *reading = events->reading;
    memset(reading->seen, 0, reading->binding.room * sizeof *reading->seen);
    events->good = 0;
}

static struct found *found_of(const struct events *events, struct arena *arena)
{
    const struct reading *reading = events->reading;
    struct found *found = ARENA_NEW(arena, struct found);
    found->good = events->good;
    found->seen = ARENA_ARRAY(arena, reading->binding.room, bool);
    memcpy(found->seen, reading->seen, reading->binding.room * sizeof *reading->seen);
    return found;
}

static void add_found(const struct parts *parts, const struct piece *piece)
{
    struct cases *cases = (struct cases *)(uintptr_t)parts->own;
    const struct found *found = piece->found;
    for (size_t i = 0; found && i < parts->reading->binding.room; i++)
        parts->reading->seen[i] |= found->seen[i];
    cases->good += found ? found->good : 0;
}

static void read_cases(struct part_reader *reader, struct piece *piece,
                       const struct part_range *range)
{
    const struct cases *cases = reader->parts->own;
    struct events *events = reader->own;
    const char *begin = cases->bytes.at;
    struct xes_part part = {.first = cases->first,
                            .from = (size_t)(range->from - begin),
                            .stop = (size_t)(range->stop - begin)};
    piece->to = range->from;
    piece->found = NULL;
    if (range->from == range->stop)
        return;
    forget_found(events);
    if (!xes_read_part(events->xes, &part)) {
        piece->fault = xes_fault(events->xes, &piece->bad_line);
        piece->end = piece->fault ? PIECE_BAD_XML : PIECE_WHOLE;
    }
    piece->found = found_of(events, piece->batch.arena);
    piece->to = begin + part.to.at;
    piece->batch.lines = part.to.line - 1;
}

/* Rows of one case may stand on one line with those of another: only rows that are events of their
 * own can be read so. */
static bool find_cases(const struct events *events, struct cases *cases)
{
    const struct text bytes = cases->bytes;
    if (events->reading->binding.spec->row_per_ticket || !parts_fit(events->reading) ||
        !xes_find_first(events->xes, &cases->first))
        return false;
    size_t len = 1;
    while (!memchr(" \t\r\n/>", bytes.at[cases->first.at + len], 6))
        len++;
    cases->tag = text_slice(bytes, cases->first.at, cases->first.at + len);
    return true;
}

static bool read_in_parts(struct reading *reading, struct cases *cases)
{
    static const struct part_form form = {boundary,   open_cases, close_cases,
                                          read_cases, add_found,  false};
    struct parts parts = {.reading = reading,
                          .form = &form,
                          .own = cases,
                          .from = cases->bytes.at + cases->first.at,
                          .end = cases->bytes.at + cases->bytes.len,
                          .line = cases->first.line};
    return parts_read(&parts);
}

/* ---- the whole ---- */

static bool keys_found(struct reading *reading, const struct xes *xes)
{
    uint32_t count;
    const struct text *learnt = xes_learnt(xes, &count);
    return reading_found(reading, learnt, count);
}

static bool pass_over(void *context, const struct xes_record *record)
{
    (void)context;
    (void)record;
    return true;
}

static void pass_over_empty(void *context, uint64_t line)
{
    (void)context;
    (void)line;
}

/* The same where nothing was learnt; it is when something lacks. */
static bool keys_of_parts_found(struct reading *reading, struct text bytes)
{
    struct sink aside, *sink = reading->place.sink;
    sink_init(&aside, reading->arena);
    reading->place.sink = &aside;
    bool good = reading_found(reading, NULL, 0);
    reading->place.sink = sink;
    if (good)
        return true;
    struct events all = {.reading = reading};
    struct xes_request request = request_of(&all, bytes);
    request.record = pass_over;
    request.empty_case = pass_over_empty;
    all.xes = xes_new(reading->arena, &request);
    ask_all(&all);
    xes_set_room(all.xes, reading->binding.room);
    good = xes_read(all.xes) && keys_found(reading, all.xes);
    xes_free(all.xes);
    return good;
}

static bool report_fault(struct reading *reading, const struct xes *xes)
{
    uint64_t line;
    const char *fault = xes_fault(xes, &line);
    return fault ? reading_bad_xml(reading, fault, line) : false;
}

bool reading_xes(struct reading *reading, struct text bytes)
{
    struct events events;
    struct cases cases = {.bytes = bytes};
    find_actors(reading, bytes);
    reading_begins(reading, bytes);
    open_events(&events, reading, bytes);
    bool in_parts = find_cases(&events, &cases);
    bool good = in_parts ? read_in_parts(reading, &cases)
                         : xes_read(events.xes) || report_fault(reading, events.xes);
    bool is_found = reading->part ? reading->part->is_found : events.good + cases.good > 0;
    if (good && is_found)
        good = in_parts ? keys_of_parts_found(reading, bytes) : keys_found(reading, events.xes);
    xes_free(events.xes);
    return good;
}
