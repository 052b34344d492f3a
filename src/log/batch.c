/* batch.c - see batch.h. */
#include "log/batch.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { FIRST_ROWS = 1024, ASKED_AHEAD = 16, AT_ONCE = 16 };

/* ---- while it is read ---- */

void batch_init(struct batch *batch, const struct batch_shape *shape)
{
    struct arena *arena = arena_new();
    uint32_t slots = shape->slots, all = slots + shape->befores;
    *batch = (struct batch){.shape = *shape, .arena = arena, .slots = slots, .room = FIRST_ROWS};
    batch->codes = memory_resize(NULL, (all + 1) * sizeof *batch->codes);
    batch->fresh = memory_resize(NULL, (slots + 1) * sizeof *batch->fresh);
    memset(batch->codes, 0, (all + 1) * sizeof *batch->codes);
    memset(batch->fresh, 0, (slots + 1) * sizeof *batch->fresh);
    if (shape->has_opened)
        batch->opened = memory_resize(NULL, sizeof *batch->opened);
    if (shape->has_ids)
        batch->id = memory_resize(NULL, sizeof *batch->id);
    rejects_init(&batch->rejects, arena);
    batch->room = 0;
    batch_reserve(batch, FIRST_ROWS);
}

void batch_fini(struct batch *batch)
{
    for (uint32_t i = 0; i < batch->slots; i++)
        memory_release(batch->fresh[i].at);
    for (uint32_t i = 0; i < batch->slots + batch->shape.befores; i++)
        memory_release(batch->codes[i]);
    memory_release(batch->id);
    memory_release(batch->codes);
    memory_release(batch->fresh);
    memory_release(batch->time);
    memory_release(batch->opened);
    memory_release(batch->ticket);
    memory_release(batch->kind);
    memory_release(batch->what);
    memory_release(batch->runs.row);
    memory_release(batch->runs.line);
    rejects_fini(&batch->rejects);
    arena_free(batch->arena);
}

void batch_clear(struct batch *batch, struct text input)
{
    if (batch->rejects.total || arena_used(batch->arena)) {
        rejects_fini(&batch->rejects);
        batch->noted.at = NULL;
        batch->noted.cap = 0;
        batch->remarked.at = NULL;
        batch->remarked.cap = 0;
        arena_reset(batch->arena);
        rejects_init(&batch->rejects, batch->arena);
    }
    for (uint32_t i = 0; i < batch->slots; i++)
        batch->fresh[i].count = 0;
    batch->rejects.keeps_all = true;
    batch->input = input;
    batch->rows = batch->runs.count = 0;
    batch->noted.count = batch->remarked.count = 0;
    batch->last_line = UINT64_MAX - 1;
    batch->records = batch->lines = 0;
    memset(batch->remarks, 0, sizeof batch->remarks);
}

void batch_reserve(struct batch *batch, uint32_t count)
{
    if (batch->room - batch->rows >= count)
        return;
    size_t room = ((size_t)batch->rows + count) * 2;
    batch->room = (uint32_t)room;
    batch->time = memory_resize(batch->time, room * sizeof *batch->time);
    batch->ticket = memory_resize(batch->ticket, room * sizeof *batch->ticket);
    batch->kind = memory_resize(batch->kind, room);
    batch->what = memory_resize(batch->what, room);
    if (batch->opened)
        batch->opened = memory_resize(batch->opened, room * sizeof *batch->opened);
    if (batch->id)
        batch->id = memory_resize(batch->id, room * sizeof *batch->id);
    for (uint32_t i = 0; i < batch->slots + batch->shape.befores; i++)
        batch->codes[i] = memory_resize(batch->codes[i], room * sizeof **batch->codes);
}

void batch_note_lines(struct batch *batch, uint32_t count, uint64_t line)
{
    if (line != batch->last_line + 1)
        origin_runs_push(&batch->runs, batch->rows - count, line);
    batch->last_line = line + count - 1;
}

static struct batch_ticket kept(struct batch *batch, struct cell cell)
{
    struct text text = cell_text(cell);
    if ((uintptr_t)text.at - (uintptr_t)batch->input.at >= batch->input.len)
        text = text_copy(batch->arena, text);
    cell = (struct cell){text.at, text.len};
    return batch_ticket_of(cell, intern_key_at_end(cell));
}

void batch_add(struct batch *batch, const struct row *row, const uint32_t *codes,
               const uint32_t *before)
{
    static const struct batch_ticket none;
    batch_reserve(batch, 1);
    uint32_t number = batch->rows++;
    batch->time[number] = row->time;
    batch->kind[number] = row->kind;
    batch->what[number] = row->what;
    batch->ticket[number] = kept(batch, row->ticket);
    if (batch->opened)
        batch->opened[number] = row->opened;
    if (batch->id)
        batch->id[number] = row->id.len ? kept(batch, row->id) : none;
    for (uint32_t i = 0; i < batch->slots; i++)
        batch->codes[i][number] = codes[i];
    for (uint32_t i = 0; i < batch->shape.befores; i++)
        batch->codes[batch->slots + i][number] = before[i];
    batch_note_lines(batch, 1, row->line);
}

void batch_note(struct batch *batch, unsigned remarks)
{
    struct batch_noted noted = {batch->rows - 1, remarks};
    VECTOR_PUSH(batch->arena, &batch->noted, noted);
}

/* ---- rows that are left out ---- */

void batch_move(struct batch *batch, uint32_t from, uint32_t to)
{
    if (from == to)
        return;
    batch->time[to] = batch->time[from];
    batch->ticket[to] = batch->ticket[from];
    batch->kind[to] = batch->kind[from];
    batch->what[to] = batch->what[from];
    if (batch->opened)
        batch->opened[to] = batch->opened[from];
    if (batch->id)
        batch->id[to] = batch->id[from];
    for (uint32_t i = 0; i < batch->slots + batch->shape.befores; i++)
        batch->codes[i][to] = batch->codes[i][from];
}

uint64_t batch_line(const struct batch *batch, uint32_t row)
{
    uint32_t low = 0;
    for (uint32_t count = batch->runs.count; count > 1;) {
        uint32_t half = count / 2;
        bool upper = batch->runs.row[low + half] <= row;
        low += upper ? half : 0;
        count = upper ? count - half : half;
    }
    return batch->runs.line[low] + (row - batch->runs.row[low]);
}

void batch_keep(struct batch *batch, const bool *keep)
{
    struct origin_runs before = batch->runs;
    uint32_t rows = batch->rows, run = 0;
    batch->runs = (struct origin_runs){0};
    batch->rows = 0;
    batch->last_line = UINT64_MAX - 1;
    for (uint32_t row = 0; row < rows; row++) {
        while (run + 1 < before.count && before.row[run + 1] <= row)
            run++;
        if (!keep[row])
            continue;
        batch_move(batch, row, batch->rows++);
        batch_note_lines(batch, 1, before.line[run] + (row - before.row[run]));
    }
    memory_release(before.row);
    memory_release(before.line);
}

/* ---- joining: tickets ---- */

static uint32_t join_ticket(struct columns *columns, struct ticket_entry *entry,
                            const struct batch_ticket *ticket)
{
    struct ticket_wait wait = batch_wait(ticket);
    return columns_ticket_new(columns, entry, &wait);
}

/* Each place of the table is asked for some rows before it is looked at. */
static void join_tickets(struct columns *columns, const struct batch *batch)
{
    const struct batch_ticket *ticket = batch->ticket, *last = ticket + batch->rows - 1;
    uint32_t *out = columns->ticket + columns->rows;
    for (; ticket <= last; ticket++) {
        const struct batch_ticket *ahead =
            ticket + ASKED_AHEAD < last ? ticket + ASKED_AHEAD : last;
        __builtin_prefetch(&columns->table[ahead->hash & columns->table_mask]);
        struct ticket_wait wait = batch_wait(ticket);
        struct ticket_entry *entry = columns_ticket_entry(columns, &wait);
        *out++ = entry->number ? entry->number - 1 : join_ticket(columns, entry, ticket);
    }
}

/* ---- joining: values ---- */

void batch_map_init(struct batch_map *map)
{
    *map = (struct batch_map){.count = 1, .room = 8, .known = 1};
    map->values = memory_resize(NULL, map->room * sizeof *map->values);
    map->codes = memory_resize(NULL, map->room * sizeof *map->codes);
    map->values[0] = (struct value){.type = VALUE_UNSET};
    map->codes[0] = 0;
}

static void learn(struct batch_map *map, const struct batch_values *fresh)
{
    if (map->count + fresh->count > map->room) {
        map->room = (map->count + fresh->count) * 2;
        map->values = memory_resize(map->values, map->room * sizeof *map->values);
        map->codes = memory_resize(map->codes, map->room * sizeof *map->codes);
    }
    for (uint32_t i = 0; i < fresh->count; i++, map->count++, map->waiting++) {
        map->values[map->count] = fresh->at[i];
        map->codes[map->count] = UINT32_MAX;
    }
}

static void number_value(struct batch_map *map, uint32_t code, uint32_t attribute,
                         const struct batch_target *target)
{
    if (map->codes[code] != UINT32_MAX)
        return;
    uint32_t named = target->code(target->context, attribute, &map->values[code]);
    map->codes[code] = named;
    map->most = named > map->most ? named : map->most;
    map->is_changed = map->is_changed || named != code;
    map->waiting--;
    while (map->known < map->count && map->codes[map->known] != UINT32_MAX)
        map->known++;
}

static bool are_below(const uint32_t codes[AT_ONCE], uint32_t limit)
{
    uint32_t above = 0;
    for (int i = 0; i < AT_ONCE; i++)
        above |= codes[i] >= limit;
    return !above;
}

/* The values of these rows that no row had before get their codes, in the order of rows. */
static void number_values(struct batch_map *map, const uint32_t *codes, uint32_t rows,
                          uint32_t attribute, const struct batch_target *target)
{
    for (uint32_t row = 0; row < rows && map->waiting;) {
        uint32_t end = rows - row < AT_ONCE ? rows : row + AT_ONCE;
        if (end - row == AT_ONCE && are_below(codes + row, map->known))
            row = end;
        for (; row < end; row++)
            number_value(map, codes[row], attribute, target);
    }
}

/* CODES, which fit into bytes, as such. */
static void put_bytes(uint8_t *to, const uint32_t *codes, uint32_t rows)
{
    uint32_t row = 0;
#ifdef __SSE2__
    for (; rows - row >= AT_ONCE; row += AT_ONCE) {
        const __m128i *from = (const __m128i *)(const void *)(codes + row);
        __m128i low = _mm_packs_epi32(_mm_loadu_si128(from), _mm_loadu_si128(from + 1));
        __m128i high = _mm_packs_epi32(_mm_loadu_si128(from + 2), _mm_loadu_si128(from + 3));
        _mm_storeu_si128((__m128i *)(void *)(to + row), _mm_packus_epi16(low, high));
    }
#endif
    for (; row < rows; row++)
        to[row] = (uint8_t)codes[row];
}

static void put_shorts(uint16_t *restrict to, const uint32_t *restrict codes, uint32_t rows)
{
#pragma GCC unroll 8
    for (uint32_t row = 0; row < rows; row++)
        to[row] = (uint16_t)codes[row];
}

/* What the codes are called in the log, mostly as they are called here. */
static void put_named(struct code_column *column, uint32_t from, const uint32_t *codes,
                      const uint32_t *names, uint32_t rows)
{
    if (column->width == 1)
        for (uint32_t row = 0; row < rows; row++)
            ((uint8_t *)column->codes)[from + row] = (uint8_t)names[codes[row]];
    else if (column->width == 2)
        for (uint32_t row = 0; row < rows; row++)
            ((uint16_t *)column->codes)[from + row] = (uint16_t)names[codes[row]];
    else if (column->width == 4)
        for (uint32_t row = 0; row < rows; row++)
            ((uint32_t *)column->codes)[from + row] = names[codes[row]];
}

/* CODES in the words of NAMES, behind the rows of the log, which has room for them. */
static void put_codes(struct columns *columns, struct code_column *column,
                      const struct batch_map *names, const struct batch *batch,
                      const uint32_t *codes)
{
    if (names->most > column->most)
        columns_widen(columns, column, names->most);
    if (names->is_changed || column->width == 4)
        put_named(column, columns->rows, codes, names->codes, batch->rows);
    else if (column->width == 2)
        put_shorts((uint16_t *)column->codes + columns->rows, codes, batch->rows);
    else if (column->width == 1)
        put_bytes((uint8_t *)column->codes + columns->rows, codes, batch->rows);
}

static void join_befores(const struct batch *batch, struct batch_map *maps,
                         const struct batch_target *target)
{
    columns_befores(target->columns);
    for (uint32_t i = 0; i < batch->shape.befores; i++) {
        uint32_t slot = target->befores[i], attribute = target->attributes[slot];
        const uint32_t *codes = batch->codes[batch->slots + i];
        struct code_column *column = &target->columns->attributes[attribute];
        if (maps[slot].waiting)
            number_values(&maps[slot], codes, batch->rows, attribute, target);
        if (maps[slot].most > column->most) /* a value before may become one of the column's */
            columns_widen(target->columns, column, maps[slot].most);
        put_codes(target->columns, &target->columns->befores[attribute], &maps[slot], batch, codes);
    }
}

static void join_codes(const struct batch *batch, struct batch_map *maps,
                       const struct batch_target *target)
{
    for (uint32_t i = 0; i < batch->slots; i++) {
        learn(&maps[i], &batch->fresh[i]);
        if (maps[i].waiting)
            number_values(&maps[i], batch->codes[i], batch->rows, target->attributes[i], target);
    }
    if (batch->rows && batch->shape.befores)
        join_befores(batch, maps, target);
    for (uint32_t i = 0; i < batch->slots && batch->rows; i++) {
        struct code_column *column = &target->columns->attributes[target->attributes[i]];
        put_codes(target->columns, column, &maps[i], batch, batch->codes[i]);
    }
}

/* ---- joining: the rest ---- */

static void join_lines(struct columns *columns, const struct batch *batch, uint64_t base)
{
    const struct origin_runs *runs = &batch->runs;
    for (uint32_t i = 0; i < runs->count; i++) {
        uint64_t line = base + runs->line[i] - 1;
        uint32_t end = i + 1 < runs->count ? runs->row[i + 1] : batch->rows;
        if (line != columns->last_line + 1)
            origin_runs_push(&columns->runs, columns->rows + runs->row[i], line);
        columns->last_line = line + (end - runs->row[i]) - 1;
    }
}

static void join_remarks(struct eventlog *log, const struct batch *batch,
                         const struct batch_target *target)
{
    for (int i = 0; i < REMARK_COUNT; i++) {
        const struct log_count *more = &batch->remarks[i];
        if (!log->remarks[i].count && more->count)
            log->remarks[i].first =
                (struct row_origin){target->file, target->line + more->first.line - 1};
        log->remarks[i].count += more->count;
    }
}

static void join_rows(struct columns *columns, const struct batch *batch)
{
    size_t from = columns->rows, rows = batch->rows;
    columns_put_times(columns, batch->time, batch->rows);
    memcpy(columns->kind + from, batch->kind, rows);
    memcpy(columns->what + from, batch->what, rows);
    if (columns->has_opened)
        memcpy(columns->opened + from, batch->opened, rows * sizeof *batch->opened);
    join_tickets(columns, batch);
    columns->rows += batch->rows;
}

void batch_join(const struct batch *batch, struct batch_map *maps,
                const struct batch_target *target)
{
    struct columns *columns = target->columns;
    columns_reserve(columns, batch->rows);
    join_codes(batch, maps, target);
    join_lines(columns, batch, target->line);
    join_remarks(&columns->log, batch, target);
    if (batch->rows)
        join_rows(columns, batch);
    columns->log.records += batch->records;
}

void batch_map_fini(struct batch_map *map)
{
    memory_release(map->values);
    memory_release(map->codes);
}
