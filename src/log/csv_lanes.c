/* csv_lanes.c - see csv_lanes.h. */
#include "log/csv_lanes.h"

bool csv_lanes_fit(const struct reading *reading)
{
    return !reading->binding.computed_count && !reading->rows.columns->has_opened;
}

void csv_lanes_init(struct csv_lanes *lanes, struct reading *reading, size_t columns,
                    char delimiter)
{
    uint32_t *marks =
        memory_resize(NULL, (1 + LANES_BYTES + CSV_MARKS_SLACK) * sizeof *lanes->marks.at);
    *lanes = (struct csv_lanes){.reading = reading,
                                .columns = columns,
                                .delimiter = delimiter,
                                .way = csv_way_best(),
                                .marks.at = marks + 1,
                                .fields = ARENA_ARRAY(reading->arena, columns + 1, struct cell)};
    marks[0] = UINT32_MAX; /* + 1 is 0 */
    lanes->fields[columns] = (struct cell){"", 0};
    for (uint32_t i = 0; i < reading->binding.slot_count; i++) /* empty fields mean nothing */
        intern_add(&reading->binding.slots[i].meanings, TEXT(""), MEANING_NOTHING);
}

void csv_lanes_fini(struct csv_lanes *lanes)
{
    memory_release(lanes->marks.at - 1);
}

void csv_lanes_forget(struct csv_lanes *lanes)
{
    lanes->base = NULL;
    lanes->len = lanes->marks.count = 0;
}

/* ---- a stretch of plain records ---- */

struct stretch {
    const char *base;
    const uint32_t *marks; /* of the first record; each has one a column */
    size_t columns;
    uint32_t count;   /* of records */
    bool has_returns; /* lines may end with CR LF */
};

static inline struct cell cell_of(const struct stretch *stretch, uint32_t record, size_t column)
{
    const uint32_t *mark = stretch->marks + record * stretch->columns + column;
    const char *from = stretch->base + (uint32_t)(mark[-1] + 1), *to = stretch->base + mark[0];
    if (stretch->has_returns && column + 1 == stretch->columns && to > from && to[-1] == '\r')
        to--;
    return (struct cell){from, (size_t)(to - from)};
}

/* ---- lanes ---- */

/* Anything but a short text that stands where its hash says. */
static __attribute__((noinline)) uint32_t search(struct csv_lanes *lanes, struct slot *slot,
                                                 struct cell cell)
{
    struct intern_entry *entry = intern_find_key(&slot->meanings, cell, intern_key_inside(cell));
    return entry ? entry->code : bind_meaning_new(&lanes->reading->binding, slot, cell);
}

static inline uint32_t look_up(struct csv_lanes *lanes, struct slot *slot, struct cell cell)
{
    if (cell.len > sizeof(struct intern_key))
        return search(lanes, slot, cell);
    struct intern_key key = intern_key_inside(cell);
    const struct intern *meanings = &slot->meanings;
    const struct intern_entry *entry = &meanings->entries[intern_hash(cell, key) & meanings->mask];
    bool found = entry->key.lo == key.lo && entry->key.hi == key.hi && entry->len == cell.len;
    return found && entry->at ? entry->code : search(lanes, slot, cell);
}

/* What the fields of SLOT mean; records in which they mean nothing known are odd. */
static void codes_lane(struct csv_lanes *lanes, struct slot *slot, const struct stretch *stretch,
                       uint32_t *out)
{
    const struct stretch those = *stretch; /* nothing that is written to is in it */
    uint32_t all = 0;
    if (!slot || slot->column >= those.columns) {
        memset(out, 0, those.count * sizeof *out);
        return;
    }
    const size_t column = slot->column;
    for (uint32_t i = 0; i < those.count; i++) {
        out[i] = look_up(lanes, slot, cell_of(&those, i, column));
        all |= out[i];
    }
    if (all >> 31) /* MEANING_BAD is above all codes */
        for (uint32_t i = 0; i < those.count; i++)
            lanes->odd[i] |= out[i] == MEANING_BAD;
}

static void event_lanes(struct csv_lanes *lanes, const struct stretch *stretch)
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

static void ticket_lane(struct csv_lanes *lanes, const struct stretch *stretch)
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

static void time_lane(struct csv_lanes *lanes, const struct stretch *stretch)
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

static void digest_lane(struct csv_lanes *lanes, const struct stretch *stretch)
{
    for (uint32_t i = 0; i < stretch->count; i++) {
        struct cell first = cell_of(stretch, i, 0),
                    last = cell_of(stretch, i, stretch->columns - 1);
        digest_add(&lanes->reading->digest,
                   (struct text){first.at, (size_t)(last.at + last.len - first.at)});
    }
}

/* ---- from lanes to rows ---- */

static void move_row(struct batch *batch, uint32_t from, uint32_t to)
{
    if (from == to)
        return;
    batch->time[to] = batch->time[from];
    batch->ticket[to] = batch->ticket[from];
    batch->kind[to] = batch->kind[from];
    batch->what[to] = batch->what[from];
    for (uint32_t i = 0; i < batch->slots; i++)
        batch->codes[i][to] = batch->codes[i][from];
}

static void add_odd(struct csv_lanes *lanes, const struct stretch *stretch, uint32_t record,
                    uint64_t line)
{
    struct rows *rows = &lanes->reading->rows;
    for (size_t i = 0; i < stretch->columns; i++)
        lanes->fields[i] = cell_of(stretch, record, i);
    bool good = rows_add(rows, lanes->fields, line);
    (void)good; /* a batch has room */
}

/* Each odd record gives a row at most, so none is overwritten that is still to be moved. */
static void add_some(struct csv_lanes *lanes, const struct stretch *stretch, uint64_t line)
{
    struct batch *batch = lanes->reading->rows.batch;
    uint32_t from = batch->rows;
    for (uint32_t i = 0; i < stretch->count; i++) {
        if (lanes->odd[i]) {
            add_odd(lanes, stretch, i, line + i);
            continue;
        }
        move_row(batch, from + i, batch->rows);
        batch->rows++;
        batch_note_lines(batch, 1, line + i);
    }
}

static void add_stretch(struct csv_lanes *lanes, const struct stretch *stretch, uint64_t line)
{
    struct rows *rows = &lanes->reading->rows;
    struct batch *batch = rows->batch;
    bool odd = false;
    batch_reserve(batch, stretch->count);
    memset(lanes->odd, 0, stretch->count * sizeof *lanes->odd);
    ticket_lane(lanes, stretch);
    time_lane(lanes, stretch);
    event_lanes(lanes, stretch);
    for (uint32_t i = 0; i < batch->slots; i++)
        codes_lane(lanes, rows->attributes[i], stretch, batch->codes[i] + batch->rows);
    for (uint32_t i = 0; i < stretch->count; i++)
        odd |= lanes->odd[i];
    lanes->reading->columns->log.records += stretch->count;
    if (lanes->reading->request->wants_digest)
        digest_lane(lanes, stretch);
    if (odd) {
        add_some(lanes, stretch, line);
        return;
    }
    batch->rows += stretch->count;
    batch_note_lines(batch, stretch->count, line);
}

/* ---- finding them ---- */

static bool is_plain(const struct csv_lanes *lanes, size_t first)
{
    const uint32_t *marks = lanes->marks.at + first;
    size_t last = lanes->columns - 1;
    if (lanes->base[marks[last]] != '\n')
        return false;
    for (size_t i = 0; i < last; i++)
        if (lanes->base[marks[i]] != lanes->delimiter)
            return false;
    return true;
}

/* How many plain records stand there, at most MOST. */
static uint32_t count_plain(const struct csv_lanes *lanes, uint32_t most)
{
    uint32_t count = 0;
    size_t i = lanes->next;
    if (i < lanes->regular)
        count = (uint32_t)((lanes->regular - i) / lanes->columns);
    for (i += count * lanes->columns; count < most && i + lanes->columns <= lanes->marks.count;
         i += lanes->columns, count++)
        if (!is_plain(lanes, i))
            break;
    return count < most ? count : most;
}

/* Where nothing odd is among the marks, and there are as many line feeds as there are records if
 * the last mark of each is one, no other mark is: so many marks are of plain records. */
static size_t count_regular(const struct csv_lanes *lanes)
{
    const struct csv_marks *marks = &lanes->marks;
    size_t end = marks->lines * lanes->columns;
    if (marks->odd || end > marks->count)
        return 0;
    for (size_t i = lanes->columns - 1; i < end; i += lanes->columns)
        if (lanes->base[marks->at[i]] != '\n')
            return 0;
    return end;
}

static void look_through(struct csv_lanes *lanes, const char *at, const char *end)
{
    size_t len = (size_t)(end - at);
    lanes->base = at;
    lanes->len = len < LANES_BYTES ? len : LANES_BYTES;
    lanes->next = 0;
    csv_marks_find(&lanes->marks, lanes->way, at, lanes->len, lanes->delimiter);
    lanes->regular = count_regular(lanes);
}

/* Is AT where a record begins among the marks? */
static bool find_next(struct csv_lanes *lanes, const char *at)
{
    if (!lanes->base || at < lanes->base || at >= lanes->base + lanes->len)
        return false;
    uint32_t offset = (uint32_t)(at - lanes->base);
    while (lanes->next < lanes->marks.count && lanes->marks.at[lanes->next] < offset)
        lanes->next++;
    const uint32_t *mark = lanes->marks.at + lanes->next;
    return (uint32_t)(mark[-1] + 1) == offset && lanes->next + lanes->columns <= lanes->marks.count;
}

const char *csv_lanes_take(struct csv_lanes *lanes, const char *at, const char *end, uint64_t *line)
{
    while (at < end) {
        if (!find_next(lanes, at))
            look_through(lanes, at, end);
        uint32_t count = count_plain(lanes, LANES_ROWS);
        if (!count)
            break;
        struct stretch stretch = {.base = lanes->base,
                                  .marks = lanes->marks.at + lanes->next,
                                  .columns = lanes->columns,
                                  .count = count,
                                  .has_returns = lanes->marks.returns > 0};
        add_stretch(lanes, &stretch, *line);
        *line += count;
        lanes->next += count * lanes->columns;
        at = lanes->base + lanes->marks.at[lanes->next - 1] + 1;
    }
    return at;
}
