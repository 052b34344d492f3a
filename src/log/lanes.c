/* lanes.c - see lanes.h. */
#include "log/lanes.h"

bool lanes_fit(const struct reading *reading)
{
    return !reading->binding.computed_count && !reading->rows.columns->has_opened &&
           !reading->rows.changing_count && !reading->binding.spec->row_per_ticket &&
           !rows_have_times(&reading->rows);
}

void lanes_init(struct lanes *lanes, struct reading *reading, size_t columns)
{
    *lanes = (struct lanes){.reading = reading,
                            .fields = ARENA_ARRAY(reading->arena, columns + 1, struct cell)};
    lanes->fields[columns] = (struct cell){"", 0};
    for (uint32_t i = 0; i < reading->binding.slot_count; i++) /* empty fields mean nothing */
        intern_add(&reading->binding.slots[i].meanings, TEXT(""), MEANING_NOTHING);
}

/* ---- records ---- */

static inline struct cell cell_of(const struct stretch *stretch, uint32_t record, size_t column)
{
    if (stretch->cells)
        return stretch->cells[record * stretch->columns + column];
    const uint32_t *mark = stretch->marks + record * stretch->columns + column;
    const char *from = stretch->base + (uint32_t)(mark[-1] + 1), *to = stretch->base + mark[0];
    if (stretch->has_returns && column + 1 == stretch->columns && to > from && to[-1] == '\r')
        to--;
    return (struct cell){from, (size_t)(to - from)};
}

/* ---- lanes ---- */

/* Anything but a short text that stands where its hash says. */
static __attribute__((noinline)) uint32_t search(struct lanes *lanes, struct slot *slot,
                                                 struct cell cell)
{
    struct intern_entry *entry = intern_find_key(&slot->meanings, cell, intern_key_inside(cell));
    return entry ? entry->code : bind_meaning_new(&lanes->reading->binding, slot, cell);
}

static inline uint32_t look_up(struct lanes *lanes, struct slot *slot, struct cell cell)
{
    if (cell.len > sizeof(struct intern_key))
        return search(lanes, slot, cell);
    struct intern_key key = intern_key_inside(cell);
    const struct intern *meanings = &slot->meanings;
    const struct intern_entry *entry = &meanings->entries[intern_hash(cell, key) & meanings->mask];
    bool found = entry->key.lo == key.lo && entry->key.hi == key.hi && entry->len == cell.len;
    return found && entry->at ? entry->code : search(lanes, slot, cell);
}

/* Gives all codes or'ed. */
static inline __attribute__((always_inline)) uint32_t
look_up_all(struct lanes *lanes, struct slot *slot, const struct stretch *stretch, uint32_t *out)
{
    const size_t column = slot->column;
    uint32_t all = 0;
    for (uint32_t i = 0; i < stretch->count; i++) {
        out[i] = look_up(lanes, slot, cell_of(stretch, i, column));
        all |= out[i];
    }
    return all;
}

/* What the fields of SLOT mean; records in which they mean nothing known are odd. */
static void codes_lane(struct lanes *lanes, struct slot *slot, const struct stretch *stretch,
                       uint32_t *out)
{
    struct stretch those = *stretch; /* nothing that is written to is in it */
    uint32_t all = 0;
    if (!slot || slot->column >= those.columns) {
        memset(out, 0, those.count * sizeof *out);
    } else if (those.cells) {
        all = look_up_all(lanes, slot, &those, out);
    } else {
        those.cells = NULL; /* so that nobody asks in the loop */
        all = look_up_all(lanes, slot, &those, out);
    }
    if (all >> 31) /* MEANING_BAD is above all codes */
        for (uint32_t i = 0; i < those.count; i++)
            lanes->odd[i] |= out[i] == MEANING_BAD;
}

static void event_lanes(struct lanes *lanes, const struct stretch *stretch)
{
    struct rows *rows = &lanes->reading->rows;
    struct batch *batch = rows->batch;
    bool needs_role = lanes->reading->binding.can_say_actor;
    codes_lane(lanes, rows->event, stretch, lanes->event);
    codes_lane(lanes, rows->actor, stretch, lanes->actor);
    codes_lane(lanes, rows->is_public, stretch, lanes->is_public);
    uint8_t *kind = batch->kind + batch->rows, *what = batch->what + batch->rows;
    for (uint32_t i = 0; i < stretch->count; i++) {
        uint32_t event = lanes->event[i];
        kind[i] = rows_kind(event);
        what[i] = rows_what(event, lanes->actor[i], lanes->is_public[i]);
        bool lacks_role = needs_role && kind[i] == KIND_REPLY && !(what[i] & WHAT_ACTOR);
        lanes->odd[i] |= event == MEANING_NO_EVENT || lacks_role;
    }
}

static void ticket_lane(struct lanes *lanes, const struct stretch *stretch)
{
    const struct binding *binding = &lanes->reading->binding;
    struct batch *batch = lanes->reading->rows.batch;
    struct batch_ticket *out = batch->ticket + batch->rows;
    const size_t column = lanes->reading->rows.ticket->column;
    for (uint32_t i = 0; i < stretch->count; i++) {
        struct cell cell = cell_of(stretch, i, column);
        out[i] = batch_ticket_of(cell, intern_key_inside(cell));
        lanes->odd[i] |= cell.len == 0;
    }
    if (binding->spec->missing_count)
        for (uint32_t i = 0; i < stretch->count; i++)
            lanes->odd[i] |= bind_is_missing(binding, cell_of(stretch, i, column));
}

static void id_lane(struct lanes *lanes, const struct stretch *stretch)
{
    const struct binding *binding = &lanes->reading->binding;
    struct batch *batch = lanes->reading->rows.batch;
    static const struct batch_ticket none;
    struct batch_ticket *out = batch->id + batch->rows;
    const size_t column = lanes->reading->rows.id->column;
    for (uint32_t i = 0; i < stretch->count; i++) {
        struct cell cell = cell_of(stretch, i, column);
        bool has_one = !bind_is_missing(binding, cell) && cell.len < CELL_LONGEST;
        out[i] = has_one ? batch_ticket_of(cell, intern_key_inside(cell)) : none;
    }
}

static void time_lane(struct lanes *lanes, const struct stretch *stretch)
{
    struct binding *binding = &lanes->reading->binding;
    struct batch *batch = lanes->reading->rows.batch;
    const struct slot *slot = lanes->reading->rows.time;
    instant *out = batch->time + batch->rows;
    struct reject unused;
    for (uint32_t i = 0; i < stretch->count; i++) {
        struct cell cell = cell_of(stretch, i, slot->column);
        if (bind_known_time(binding, slot, cell, &out[i]))
            continue;
        binding->noted = 0;
        bool good = !bind_is_missing(binding, cell) &&
                    bind_time(binding, slot, cell, &out[i], &unused) && !binding->noted;
        lanes->odd[i] |= !good;
    }
    if (binding->spec->missing_count)
        for (uint32_t i = 0; i < stretch->count; i++)
            lanes->odd[i] |= bind_is_missing(binding, cell_of(stretch, i, slot->column));
}

/* Of records that stand as they are. */
static void digest_lane(struct lanes *lanes, const struct stretch *stretch)
{
    struct text records[LANES_ROWS];
    for (uint32_t i = 0; i < stretch->count; i++) {
        struct cell first = cell_of(stretch, i, 0),
                    last = cell_of(stretch, i, stretch->columns - 1);
        records[i] = (struct text){first.at, (size_t)(last.at + last.len - first.at)};
    }
    digest_add_all(&lanes->reading->digest, records, stretch->count);
}

/* ---- from lanes to rows ---- */

static void add_odd(struct lanes *lanes, const struct stretch *stretch, uint32_t record,
                    uint64_t line)
{
    struct rows *rows = &lanes->reading->rows;
    for (size_t i = 0; i < stretch->columns; i++)
        lanes->fields[i] = cell_of(stretch, record, i);
    bool good = rows_add(rows, lanes->fields, line);
    (void)good; /* a batch has room */
}

/* Each odd record gives a row at most, so none is overwritten that is still to be moved. */
static void add_some(struct lanes *lanes, const struct stretch *stretch, uint64_t line)
{
    struct batch *batch = lanes->reading->rows.batch;
    uint32_t from = batch->rows;
    for (uint32_t i = 0; i < stretch->count; i++) {
        if (lanes->odd[i]) {
            add_odd(lanes, stretch, i, line + i);
            continue;
        }
        batch_move(batch, from + i, batch->rows);
        batch->rows++;
        batch_note_lines(batch, 1, line + i);
    }
}

void lanes_add(struct lanes *lanes, const struct stretch *stretch, uint64_t line)
{
    struct rows *rows = &lanes->reading->rows;
    struct batch *batch = rows->batch;
    bool odd = false;
    batch_reserve(batch, stretch->count);
    memset(lanes->odd, 0, stretch->count * sizeof *lanes->odd);
    ticket_lane(lanes, stretch);
    if (batch->id)
        id_lane(lanes, stretch);
    time_lane(lanes, stretch);
    event_lanes(lanes, stretch);
    for (uint32_t i = 0; i < batch->slots; i++)
        codes_lane(lanes, rows->attributes[i], stretch, batch->codes[i] + batch->rows);
    for (uint32_t i = 0; i < stretch->count; i++)
        odd |= lanes->odd[i];
    if (!stretch->cells) {
        lanes->reading->columns->log.records += stretch->count;
        if (lanes->reading->request->wants_digest)
            digest_lane(lanes, stretch);
    }
    if (odd) {
        add_some(lanes, stretch, line);
        return;
    }
    batch->rows += stretch->count;
    batch_note_lines(batch, stretch->count, line);
}
