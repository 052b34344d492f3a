/* columns.c - growth and tickets of the columnar log. */
#include "log/columns.h"

#include <assert.h>

enum { FIRST_ROWS = 1024, FIRST_TICKETS = 1024, SMALL_TABLE = 1 << 17 };

static void *resized(void *old, size_t count, size_t size)
{
    return memory_resize(old, count * size);
}

struct columns *columns_new(struct arena *arena, const struct schema *schema, uint32_t file_count)
{
    struct columns *columns = ARENA_NEW(arena, struct columns);
    columns->arena = arena;
    columns->log.schema = schema;
    columns->log.file_count = file_count;
    columns->attributes = ARENA_ARRAY(arena, schema->stored + 1, struct code_column);
    columns->file_row = ARENA_ARRAY(arena, file_count + 1, uint32_t);
    columns->time.width = 4;
    columns->table_mask = FIRST_TICKETS * 2 - 1;
    columns->table = memory_zeroed((columns->table_mask + 1) * sizeof *columns->table);
    return columns;
}

static void attribute_fini(struct code_column *column)
{
    memory_release(column->codes);
    memory_release(column->values);
    intern_fini(&column->by_key);
}

static void borrowed_fini(struct columns *columns)
{
    memory_release(columns->ids);
    for (uint32_t i = 0; i < columns->log.schema->stored; i++)
        memory_release(columns->attributes[i].values);
}

void columns_fini(struct columns *columns)
{
    if (columns->is_borrowed)
        borrowed_fini(columns);
    if (columns->in_arena || columns->is_borrowed)
        return;
    for (uint32_t i = 0; i < columns->log.schema->stored; i++) {
        attribute_fini(&columns->attributes[i]);
        if (columns->befores)
            memory_release(columns->befores[i].codes);
    }
    memory_release(columns->time.at);
    memory_release(columns->ticket);
    memory_release(columns->kind);
    memory_release(columns->what);
    memory_release(columns->opened);
    memory_release(columns->table);
    memory_release(columns->ids);
    memory_release((void *)(uintptr_t)columns->log.first);
    memory_release(columns->source);
    memory_release((void *)(uintptr_t)columns->log.opening);
    memory_release((void *)(uintptr_t)columns->log.opening_row);
    memory_release(columns->runs.row);
    memory_release(columns->runs.line);
    if (columns->id_arena)
        arena_free(columns->id_arena);
    for (size_t i = 0; i < columns->unpacked.count; i++)
        buffer_fini(&columns->unpacked.at[i]);
    for (size_t i = 0; i < columns->unpackings.count; i++)
        unpacking_free(columns->unpackings.at[i]);
}

static bool is_borrowed(const struct columns *columns, struct cell cell)
{
    return (uintptr_t)cell.at - (uintptr_t)columns->input.at < columns->input.len;
}

struct text columns_keep(struct columns *columns, struct cell cell)
{
    return is_borrowed(columns, cell) ? cell_text(cell)
                                      : text_copy(columns->arena, cell_text(cell));
}

/* ---- tickets ---- */

static void table_grow(struct columns *columns)
{
    size_t old_room = columns->table_mask + 1, room = old_room * 2;
    struct ticket_entry *old = columns->table;
    columns->table = memory_zeroed(room * sizeof *old);
    columns->table_mask = room - 1;
    for (size_t i = 0; i < old_room; i++) {
        if (!old[i].number)
            continue;
        uint64_t hash = old[i].key;
        if (old[i].len <= 8)
            hash = intern_hash((struct cell){NULL, old[i].len}, (struct intern_key){hash, 0});
        size_t place = hash & columns->table_mask;
        while (columns->table[place].number)
            place = (place + 1) & columns->table_mask;
        columns->table[place] = old[i];
    }
    memory_release(old);
}

static struct text keep_id(struct columns *columns, struct cell id)
{
    if (!columns->id_arena || is_borrowed(columns, id))
        return columns_keep(columns, id);
    return text_copy(columns->id_arena, cell_text(id));
}

/* A large one may be fuller: of a small one most tickets stand where their hash says. */
static bool is_full(const struct columns *columns)
{
    size_t tickets = columns->tickets, mask = columns->table_mask;
    return mask < SMALL_TABLE ? tickets * 2 > mask : tickets * 4 > mask * 3;
}

uint32_t columns_ticket_new(struct columns *columns, struct ticket_entry *entry,
                            const struct ticket_wait *wait)
{
    uint32_t number = columns->tickets;
    if (columns->tickets == columns->ticket_room) {
        columns->ticket_room = columns->ticket_room ? columns->ticket_room * 2 : FIRST_TICKETS;
        columns->ids = resized(columns->ids, columns->ticket_room, sizeof *columns->ids);
    }
    columns->ids[number] = keep_id(columns, wait->id);
    *entry = (struct ticket_entry){wait->key, number + 1, (uint32_t)wait->id.len};
    columns->tickets++;
    if (is_full(columns))
        table_grow(columns);
    return number;
}

uint32_t columns_ticket(struct columns *columns, const struct ticket_wait *wait)
{
    struct ticket_entry *entry = columns_ticket_entry(columns, wait);
    return entry->number ? entry->number - 1 : columns_ticket_new(columns, entry, wait);
}

static void settle_one(struct columns *columns)
{
    const struct ticket_wait *wait = &columns->late[columns->late_first];
    columns->ticket[wait->row] = columns_ticket(columns, wait);
    columns->late_first = (columns->late_first + 1) % TICKETS_LATE;
    columns->late_count--;
}

void columns_settle(struct columns *columns)
{
    while (columns->late_count)
        settle_one(columns);
}

static struct ticket_wait wait_by(struct cell id, struct intern_key key)
{
    uint64_t hash = intern_hash(id, key);
    return (struct ticket_wait){.id = id, .key = id.len <= 8 ? key.lo : hash, .hash = hash};
}

static struct ticket_wait wait_of(const struct columns *columns, struct cell id)
{
    return wait_by(id, intern_key(id, columns->input.at + columns->input.len));
}

bool columns_knows_ticket(struct columns *columns, struct cell id)
{
    columns_settle(columns);
    struct ticket_wait wait = wait_of(columns, id);
    return columns_ticket_entry(columns, &wait)->number != 0;
}

static void ask_ticket(struct columns *columns, struct cell id, uint32_t row)
{
    struct ticket_wait wait = wait_of(columns, id);
    wait.row = row;
    __builtin_prefetch(&columns->table[wait.hash & columns->table_mask]);
    if (columns->late_count == TICKETS_LATE)
        settle_one(columns);
    columns->late[(columns->late_first + columns->late_count) % TICKETS_LATE] = wait;
    columns->late_count++;
    if (!is_borrowed(columns, id)) /* it goes with the record */
        columns_settle(columns);
}

void columns_copy_ids(struct columns *columns, uint32_t from, struct arena *arena)
{
    size_t room = 0;
    for (uint32_t i = from; i < columns->tickets; i++)
        room += columns->ids[i].len;
    char *to = arena_alloc(arena, room);
    for (uint32_t i = from; i < columns->tickets; i++) {
        struct text *id = &columns->ids[i];
        memcpy(to, id->at, id->len);
        id->at = to;
        to += id->len;
    }
}

void columns_index(struct columns *columns)
{
    columns->table_mask = FIRST_TICKETS * 2 - 1;
    while (is_full(columns))
        columns->table_mask = columns->table_mask * 2 + 1;
    memory_release(columns->table);
    columns->table = memory_zeroed((columns->table_mask + 1) * sizeof *columns->table);
    for (uint32_t i = 0; i < columns->tickets; i++) {
        struct cell id = {columns->ids[i].at, columns->ids[i].len};
        struct ticket_wait wait = wait_by(id, intern_key_at_end(id));
        *columns_ticket_entry(columns, &wait) =
            (struct ticket_entry){wait.key, i + 1, (uint32_t)id.len};
    }
}

/* ---- rows ---- */

static void grow_codes(struct code_column *column, size_t room)
{
    if (column->width)
        column->codes = resized(column->codes, room, column->width);
}

static void grow(struct columns *columns, size_t rows)
{
    size_t room = columns->room ? (size_t)columns->room * 2 : FIRST_ROWS;
    room = room < rows ? rows : room;
    room = room > COLUMNS_MOST ? COLUMNS_MOST : room;
    columns->room = (uint32_t)room;
    columns->time.at = resized(columns->time.at, room, columns->time.width);
    columns->ticket = resized(columns->ticket, room, sizeof *columns->ticket);
    columns->kind = resized(columns->kind, room, 1);
    columns->what = resized(columns->what, room, 1);
    if (columns->has_opened)
        columns->opened = resized(columns->opened, room, sizeof *columns->opened);
    for (uint32_t i = 0; i < columns->log.schema->stored; i++) {
        grow_codes(&columns->attributes[i], room);
        if (columns->befores)
            grow_codes(&columns->befores[i], room);
    }
}

void columns_reserve(struct columns *columns, uint32_t count)
{
    assert(count <= COLUMNS_MOST - columns->rows);
    if (columns->room - columns->rows < count)
        grow(columns, (size_t)columns->rows + count);
}

void origin_runs_push(struct origin_runs *runs, uint32_t row, uint64_t line)
{
    if (runs->count == runs->room) {
        runs->room = runs->room ? runs->room * 2 : 16;
        runs->row = resized(runs->row, runs->room, sizeof *runs->row);
        runs->line = resized(runs->line, runs->room, sizeof *runs->line);
    }
    runs->row[runs->count] = row;
    runs->line[runs->count++] = line;
}

void columns_begin_file(struct columns *columns, uint32_t file, struct text bytes)
{
    columns_settle(columns);
    columns->input = bytes;
    columns->file = file;
    columns->file_row[file] = columns->rows;
    columns->last_line = UINT64_MAX - 1;
}

uint32_t columns_add(struct columns *columns, const struct row *row)
{
    assert(columns->rows < COLUMNS_MOST);
    if (columns->rows == columns->room)
        grow(columns, (size_t)columns->rows + 1);
    if (row->line != columns->last_line + 1)
        origin_runs_push(&columns->runs, columns->rows, row->line);
    columns->last_line = row->line;
    columns_put_times(columns, &row->time, 1);
    uint32_t number = columns->rows++;
    columns->kind[number] = row->kind;
    columns->what[number] = row->what;
    if (columns->has_opened)
        columns->opened[number] = row->opened;
    ask_ticket(columns, row->ticket, number);
    return number;
}

void columns_clear(struct columns *columns)
{
    columns->rows = columns->tickets = columns->runs.count = 0;
    columns->last_line = UINT64_MAX - 1;
    memset(columns->file_row, 0, (columns->file + 1) * sizeof *columns->file_row);
    if (columns->id_arena)
        arena_reset(columns->id_arena);
    columns_index(columns);
}

/* ---- times ---- */

/* The first time may be in the middle of what 4 bytes can say. */
static void begin_times(struct time_column *time, instant first)
{
    time->width = 4;
    time->base = first - ((instant)1 << 31) * MICROS_SECOND;
}

/* LENGTH, in microseconds, as seconds; if they are not whole, far more than 2^32: a product with
 * the inverse of 5^6 modulo 2^64, of which then the last six bits should be 0. */
static inline uint64_t whole_seconds(uint64_t length)
{
    uint64_t product = length * UINT64_C(0x790fb65668c26139);
    return product >> 6 | product << 58;
}

/* False: not all of them can be said so. */
static bool put_seconds(uint32_t *to, const instant *times, uint32_t count, instant base)
{
    uint64_t odd = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t seconds = whole_seconds((uint64_t)times[i] - (uint64_t)base);
        odd |= seconds;
        to[i] = (uint32_t)seconds;
    }
    return odd <= UINT32_MAX;
}

static void lengthen_times(struct columns *columns)
{
    instant *times = memory_resize(NULL, columns->room * sizeof *times);
    for (uint32_t row = 0; row < columns->rows; row++)
        times[row] = columns_time(columns, row);
    memory_release(columns->time.at);
    columns->time = (struct time_column){times, sizeof *times, 0};
}

void columns_put_times(struct columns *columns, const instant *times, uint32_t count)
{
    struct time_column *time = &columns->time;
    if (!columns->rows)
        begin_times(time, times[0]);
    if (time->width == 4 &&
        put_seconds((uint32_t *)time->at + columns->rows, times, count, time->base))
        return;
    if (time->width == 4)
        lengthen_times(columns);
    memcpy((instant *)time->at + columns->rows, times, count * sizeof *times);
}

/* ---- codes ---- */

uint32_t columns_code(const struct code_column *column, uint32_t row)
{
    switch (column->width) {
    case 1:
        return ((const uint8_t *)column->codes)[row];
    case 2:
        return ((const uint16_t *)column->codes)[row];
    case 4:
        return ((const uint32_t *)column->codes)[row];
    default:
        return 0;
    }
}

void columns_set_code(struct code_column *column, uint32_t row, uint32_t code)
{
    switch (column->width) {
    case 1:
        ((uint8_t *)column->codes)[row] = (uint8_t)code;
        break;
    case 2:
        ((uint16_t *)column->codes)[row] = (uint16_t)code;
        break;
    case 4:
        ((uint32_t *)column->codes)[row] = code;
        break;
    default:
        break;
    }
}

void columns_befores(struct columns *columns)
{
    if (!columns->befores)
        columns->befores =
            ARENA_ARRAY(columns->arena, columns->log.schema->stored + 1, struct code_column);
}

/* A code that may be moved to the row's column later needs its room there too. */
void columns_put_before(struct columns *columns, uint32_t attribute, uint32_t code)
{
    struct code_column *column = &columns->attributes[attribute];
    columns_befores(columns);
    if (code > column->most)
        columns_widen(columns, column, code);
    columns_put_code(columns, &columns->befores[attribute], code);
}

/* Codes are moved; from width 0 they are all 0. */
void columns_widen(struct columns *columns, struct code_column *column, uint32_t code)
{
    struct code_column wide = {.width = code <= UINT8_MAX ? 1 : code <= UINT16_MAX ? 2 : 4};
    wide.codes = memory_resize(NULL, (size_t)columns->room * wide.width);
    uint32_t rows = columns->rows;
    if (!column->width)
        memset(wide.codes, 0, (size_t)rows * wide.width);
    else if (wide.width == 2)
        for (uint32_t i = 0; i < rows; i++)
            ((uint16_t *)wide.codes)[i] = (uint16_t)columns_code(column, i);
    else
        for (uint32_t i = 0; i < rows; i++)
            ((uint32_t *)wide.codes)[i] = columns_code(column, i);
    memory_release(column->codes);
    column->codes = wide.codes;
    column->width = wide.width;
    column->most = wide.width == 1 ? UINT8_MAX : wide.width == 2 ? UINT16_MAX : UINT32_MAX;
}

/* Code 0 is there from the start. */
static void values_begin(struct code_column *column)
{
    if (column->value_count)
        return;
    column->value_room = 8;
    column->values = resized(NULL, column->value_room, sizeof *column->values);
    column->values[column->value_count++] = (struct value){.type = VALUE_UNSET};
}

uint32_t columns_value(struct code_column *column, const struct value *value)
{
    values_begin(column);
    if (column->value_count == column->value_room) {
        column->value_room *= 2;
        column->values = resized(column->values, column->value_room, sizeof *value);
    }
    column->values[column->value_count] = *value;
    return column->value_count++;
}

/* ---- the end ---- */

static const struct event_column *finish_codes(struct columns *columns)
{
    uint32_t stored = columns->log.schema->stored;
    struct event_column *out = ARENA_ARRAY(columns->arena, stored + 1, struct event_column);
    for (uint32_t i = 0; i < stored; i++) {
        struct code_column *column = &columns->attributes[i];
        values_begin(column);
        intern_fini(&column->by_key);
        out[i] = (struct event_column){column->width, column->codes, column->values,
                                       column->value_count};
    }
    return out;
}

void columns_finish(struct columns *columns)
{
    columns_settle(columns);
    memory_release(columns->table);
    columns->table = NULL;
    columns->ids = resized(columns->ids, columns->tickets, sizeof *columns->ids);
    struct eventlog *log = &columns->log;
    log->columns = finish_codes(columns);
    log->rows = columns->rows;
    log->time = (struct event_times){columns->time.at, columns->time.width, columns->time.base};
    log->kind = columns->kind;
    log->what = columns->what;
    log->tickets = columns->tickets;
    log->ticket_ids = columns->ids;
}

static void *moved(struct arena *arena, const void *heap, size_t size)
{
    void *copy = arena_alloc(arena, size);
    if (size)
        memcpy(copy, heap, size);
    memory_release((void *)(uintptr_t)heap);
    return copy;
}

void columns_move(struct columns *columns)
{
    struct arena *arena = columns->arena;
    struct eventlog *log = &columns->log;
    struct event_column *codes = (struct event_column *)(uintptr_t)log->columns;
    size_t rows = log->rows;
    log->time.at = moved(arena, log->time.at, rows * log->time.width);
    log->kind = moved(arena, log->kind, rows);
    log->what = moved(arena, log->what, rows);
    log->ticket_ids = moved(arena, log->ticket_ids, log->tickets * sizeof *log->ticket_ids);
    log->first = moved(arena, log->first, ((size_t)log->tickets + 1) * sizeof *log->first);
    if (columns->source)
        columns->source = moved(arena, columns->source, rows * sizeof *columns->source);
    for (uint32_t i = 0; i < log->schema->stored; i++) {
        codes[i].codes = moved(arena, codes[i].codes, rows * codes[i].width);
        codes[i].values =
            moved(arena, codes[i].values, codes[i].value_count * sizeof *codes[i].values);
    }
    struct origin_runs *runs = &columns->runs;
    runs->row = moved(arena, runs->row, runs->count * sizeof *runs->row);
    runs->line = moved(arena, runs->line, runs->count * sizeof *runs->line);
    columns->in_arena = true;
}
