/* lanes.c - see lanes.h. */
#include "log/lanes.h"

#include <assert.h>

#include "log/csv_marks.h"
#include "log/times.h"

enum { ROWS_TO_LEARN = 1000 };

bool lanes_fit(const struct reading *reading)
{
    return !reading->binding.computed_count && !reading->rows.columns->has_opened &&
           !reading->rows.changing_count && !reading->binding.spec->row_per_ticket &&
           !rows_have_times(&reading->rows);
}

void lanes_init(struct lanes *lanes, struct reading *reading, size_t columns)
{
    *lanes =
        (struct lanes){.reading = reading,
                       .has_avx2 = !reading->request->lacks_vectors && csv_way_best() >= CSV_AVX2,
                       .fields = ARENA_ARRAY(reading->arena, columns + 1, struct cell)};
    lanes->fields[columns] = (struct cell){"", 0};
    lanes->gather = ARENA_NEW(reading->arena, struct gather);
    lanes->homes = ARENA_ARRAY(reading->arena, reading->binding.slot_count, struct lane_home);
    for (uint32_t i = 0; i < reading->binding.slot_count; i++) /* empty fields mean nothing */
        intern_add(&reading->binding.slots[i].meanings, TEXT(""), MEANING_NOTHING);
}

/* ---- records ---- */

static struct lane lane_of(const struct stretch *stretch, size_t column)
{
    if (stretch->cells)
        return (struct lane){.cells = stretch->cells + column, .stride = stretch->columns};
    return (struct lane){.base = stretch->base,
                         .marks = stretch->marks + stretch->places[column],
                         .stride = stretch->stride,
                         .may_return = stretch->has_returns && column + 1 == stretch->columns};
}

/* ---- phrases ---- */

static struct lane_home *home_of(const struct lanes *lanes, const struct slot *slot)
{
    return &lanes->homes[slot - lanes->reading->binding.slots];
}

static bool find_phrases(struct lanes *lanes, uint32_t columns)
{
    const struct binding *binding = &lanes->reading->binding;
    lanes->phrase_count = phrases_choose(&lanes->phrases, binding, columns, lanes->has_avx2);
    for (uint32_t i = 0; i < lanes->phrase_count; i++) {
        struct phrase *phrase = &lanes->phrases[i];
        for (uint32_t k = 0; k < phrase->slot_count; k++)
            *home_of(lanes, phrase->slots[k]) = (struct lane_home){phrase, phrase->codes[k]};
    }
    return lanes->phrase_count;
}

static void forget_phrases(struct lanes *lanes)
{
    lanes->phrase_count = 0;
    memset(lanes->homes, 0, lanes->reading->binding.slot_count * sizeof *lanes->homes);
}

bool lanes_look_for_phrases(struct lanes *lanes, uint32_t columns, size_t count)
{
    bool changes = false;
    lanes->taken += count;
    for (uint32_t i = 0; i < lanes->phrase_count; i++)
        changes |= phrase_fails(&lanes->phrases[i]);
    if (changes)
        forget_phrases(lanes);
    if (!lanes->is_settled && lanes->taken >= ROWS_TO_LEARN) {
        lanes->is_settled = true;
        changes = find_phrases(lanes, columns);
    }
    return changes;
}

/* The texts of a phrase, as if they were one field each. */
static struct phrase_lane texts_of(struct lanes *lanes, struct phrase *phrase,
                                   const struct stretch *stretch)
{
    struct phrase_lane texts = {.count = stretch->count, .binding = &lanes->reading->binding};
    if (!stretch->cells) {
        texts.lane = lane_of(stretch, phrase->last); /* no mark is inside */
        texts.delimiter = stretch->csv->delimiter;
        return texts;
    }
    struct lane fields = lane_of(stretch, phrase->first);
    phrase->missed += gather(lanes->gather, phrase, &fields, lanes->odd, stretch->count);
    texts.lane = (struct lane){.cells = lanes->gather->texts, .stride = 1};
    texts.delimiter = GATHER_DELIMITER;
    return texts;
}

static void phrase_lane(struct lanes *lanes, struct phrase *phrase, const struct stretch *stretch)
{
    struct phrase_lane texts = texts_of(lanes, phrase, stretch);
    phrase_take(phrase, &texts);
    if (phrase->has_odd)
        for (uint32_t i = 0; i < stretch->count; i++)
            lanes->odd[i] |= phrase->odd[phrase->found[i]];
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
look_up_all(struct lanes *lanes, struct slot *slot, struct lane lane, uint32_t *out, uint32_t count)
{
    uint32_t all = 0;
    for (uint32_t i = 0; i < count; i++) {
        out[i] = look_up(lanes, slot, lane_next(&lane));
        all |= out[i];
    }
    return all;
}

/* What the fields of SLOT mean; records in which they mean nothing known are odd. */
static void codes_lane(struct lanes *lanes, struct slot *slot, const struct stretch *stretch,
                       uint32_t *out)
{
    uint32_t all = 0;
    if (!slot || slot->column >= stretch->columns) {
        memset(out, 0, stretch->count * sizeof *out);
        return;
    }
    const struct lane_home *home = home_of(lanes, slot);
    if (home->phrase) {
        phrase_put(home->phrase, home->codes, out, stretch->count);
        return;
    }
    struct lane lane = lane_of(stretch, slot->column);
    if (lane.cells) {
        all = look_up_all(lanes, slot, lane, out, stretch->count);
    } else {
        lane.cells = NULL; /* so that nobody asks in the loop */
        all = look_up_all(lanes, slot, lane, out, stretch->count);
    }
    if (all >> 31) /* MEANING_BAD is above all codes */
        for (uint32_t i = 0; i < stretch->count; i++)
            lanes->odd[i] |= out[i] == MEANING_BAD;
}

/* Kind and what of a phrase's records. */
static void take_events(const struct phrase *phrase, struct batch *batch, uint32_t count)
{
    const uint8_t *kinds = phrase->kind, *whats = phrase->what;
    uint8_t *kind = batch->kind + batch->rows, *what = batch->what + batch->rows;
    for (uint32_t i = 0; i < count; i++) {
        kind[i] = kinds[phrase->found[i]];
        what[i] = whats[phrase->found[i]];
    }
}

static void event_lanes(struct lanes *lanes, const struct stretch *stretch)
{
    struct rows *rows = &lanes->reading->rows;
    struct batch *batch = rows->batch;
    const struct phrase *phrase = rows->event ? home_of(lanes, rows->event)->phrase : NULL;
    if (phrase && phrase->has_event) {
        take_events(phrase, batch, stretch->count);
        return;
    }
    codes_lane(lanes, rows->event, stretch, lanes->event);
    codes_lane(lanes, rows->actor, stretch, lanes->actor);
    codes_lane(lanes, rows->is_public, stretch, lanes->is_public);
    uint8_t *kind = batch->kind + batch->rows, *what = batch->what + batch->rows;
    for (uint32_t i = 0; i < stretch->count; i++) {
        uint32_t event = lanes->event[i];
        kind[i] = rows_kind(event);
        what[i] = rows_what(event, lanes->actor[i], lanes->is_public[i]);
        lanes->odd[i] |=
            event == MEANING_NO_EVENT || rows_lacks_role(rows->binding, kind[i], what[i]);
    }
}

static inline __attribute__((always_inline)) void
take_tickets(struct lane lane, struct batch_ticket *out, bool *odd, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        struct cell cell = lane_next(&lane);
        out[i] = batch_ticket_of(cell, intern_key_inside(cell));
        odd[i] |= cell.len == 0;
    }
}

static void ticket_lane(struct lanes *lanes, const struct stretch *stretch)
{
    const struct binding *binding = &lanes->reading->binding;
    struct batch *batch = lanes->reading->rows.batch;
    struct batch_ticket *out = batch->ticket + batch->rows;
    struct lane lane = lane_of(stretch, lanes->reading->rows.ticket->column);
    if (lane.cells) {
        take_tickets(lane, out, lanes->odd, stretch->count);
    } else {
        lane.cells = NULL; /* so that nobody asks in the loop */
        take_tickets(lane, out, lanes->odd, stretch->count);
    }
    if (binding->spec->missing_count)
        for (uint32_t i = 0; i < stretch->count; i++)
            lanes->odd[i] |= bind_is_missing(binding, lane_cell(&lane, i));
}

static void id_lane(struct lanes *lanes, const struct stretch *stretch)
{
    const struct binding *binding = &lanes->reading->binding;
    struct batch *batch = lanes->reading->rows.batch;
    static const struct batch_ticket none;
    struct batch_ticket *out = batch->id + batch->rows;
    const struct lane lane = lane_of(stretch, lanes->reading->rows.id->column);
    for (uint32_t i = 0; i < stretch->count; i++) {
        struct cell cell = lane_cell(&lane, i);
        bool has_one = !bind_is_missing(binding, cell) && cell.len < CELL_LONGEST;
        out[i] = has_one ? batch_ticket_of(cell, intern_key_inside(cell)) : none;
    }
}

/* False: it is none, or one to be remarked upon. */
static bool take_time(struct binding *binding, const struct slot *slot, struct cell cell,
                      instant *out)
{
    struct reject unused;
    if (bind_known_time(binding, slot, cell, out))
        return true;
    binding->noted = 0;
    return !bind_is_missing(binding, cell) && bind_time(binding, slot, cell, out, &unused) &&
           !binding->noted;
}

static void time_lane(struct lanes *lanes, const struct stretch *stretch)
{
    struct binding *binding = &lanes->reading->binding;
    struct batch *batch = lanes->reading->rows.batch;
    const struct slot *slot = lanes->reading->rows.time;
    struct time_lane times = {.lane = lane_of(stretch, slot->column),
                              .count = stretch->count,
                              .has_avx2 = lanes->has_avx2 && !slot->has_written,
                              .out = batch->time + batch->rows};
    for (uint32_t i = 0, some; i < stretch->count; i += some) {
        i += times_take(&times, binding, i);
        for (some = 0; some < 4 && i + some < stretch->count; some++)
            lanes->odd[i + some] |=
                !take_time(binding, slot, lane_cell(&times.lane, i + some), &times.out[i + some]);
    }
    if (binding->spec->missing_count)
        for (uint32_t i = 0; i < stretch->count; i++)
            lanes->odd[i] |= bind_is_missing(binding, lane_cell(&times.lane, i));
}

/* The bytes of a record of CSV, from its first on, and its line end with them. */
static struct text line_of(const struct stretch *stretch, uint32_t record)
{
    const uint32_t *marks = stretch->marks + record * stretch->stride;
    uint32_t from = marks[-1], to = marks[stretch->stride - 1];
    return (struct text){stretch->base + from, to - from};
}

static void digest_lane(struct lanes *lanes, const struct stretch *stretch)
{
    struct text records[LANES_MOST];
    for (uint32_t i = 0; i < stretch->count; i++) {
        struct text line = line_of(stretch, i);
        size_t end = line.len > 1 && line.at[line.len - 2] == '\r' ? 2 : 1;
        records[i] = (struct text){line.at, line.len - end};
    }
    digest_add_all(&lanes->reading->digest, records, stretch->count);
}

/* ---- from lanes to rows ---- */

static struct cell *fields_of(struct lanes *lanes, const struct stretch *stretch, uint32_t record)
{
    if (stretch->cells) {
        memcpy(lanes->fields, stretch->cells + record * stretch->columns,
               stretch->columns * sizeof *lanes->fields);
        return lanes->fields;
    }
    struct text line = line_of(stretch, record);
    struct csv_record all = {.fields = lanes->fields, .room = stretch->columns};
    stretch->csv->end = line.at + line.len;
    csv_go(stretch->csv, line.at, 1);
    enum csv_status status = csv_next(stretch->csv, &all);
    assert(status == CSV_RECORD && all.count == stretch->columns && !all.fault);
    (void)status;
    return lanes->fields;
}

static void add_odd(struct lanes *lanes, const struct stretch *stretch, uint32_t record,
                    uint64_t line)
{
    bool good = rows_add(&lanes->reading->rows, fields_of(lanes, stretch, record), line);
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
    batch_reserve(batch, stretch->count);
    memset(lanes->odd, 0, stretch->count * sizeof *lanes->odd);
    ticket_lane(lanes, stretch);
    if (batch->id)
        id_lane(lanes, stretch);
    time_lane(lanes, stretch);
    for (uint32_t i = 0; i < lanes->phrase_count; i++)
        phrase_lane(lanes, &lanes->phrases[i], stretch);
    event_lanes(lanes, stretch);
    for (uint32_t i = 0; i < batch->slots; i++)
        codes_lane(lanes, rows->attributes[i], stretch, batch->codes[i] + batch->rows);
    if (!stretch->cells) {
        lanes->reading->columns->log.records += stretch->count;
        if (lanes->reading->request->wants_digest)
            digest_lane(lanes, stretch);
    }
    if (memchr(lanes->odd, true, stretch->count)) {
        add_some(lanes, stretch, line);
        return;
    }
    batch->rows += stretch->count;
    batch_note_lines(batch, stretch->count, line);
}
