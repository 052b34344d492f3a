/* history.c - a counting sort by ticket keeps the order of the input; only tickets whose rows are
 * out of order in time are then sorted. At last the columns are put into that order, each for
 * itself.
 */
#include "log/history.h"

#include "base/ordered.h"

static void note(struct columns *columns, enum log_remark which, uint32_t row)
{
    struct log_count *count = &columns->log.remarks[which];
    struct row_origin origin = eventlog_origin(&columns->log, row);
    bool earlier = origin.file < count->first.file ||
                   (origin.file == count->first.file && origin.line < count->first.line);
    if (count->count++ == 0 || earlier)
        count->first = origin;
}

/* ---- grouping ---- */

/* FIRST has tickets + 2 entries while it is made: the one behind a ticket's own is where its next
 * row goes. */
static void group(struct columns *columns)
{
    uint32_t tickets = columns->tickets, rows = columns->rows;
    uint32_t *first = memory_resize(NULL, ((size_t)tickets + 2) * sizeof *first);
    uint32_t *order = memory_resize(NULL, (size_t)rows * sizeof *order);
    memset(first, 0, ((size_t)tickets + 2) * sizeof *first);
    for (uint32_t row = 0; row < rows; row++)
        first[(size_t)columns->ticket[row] + 2]++;
    for (uint32_t i = 0; i < tickets; i++)
        first[(size_t)i + 2] += first[(size_t)i + 1];
    for (uint32_t row = 0; row < rows; row++)
        order[first[(size_t)columns->ticket[row] + 1]++] = row;
    columns->log.first = first;
    columns->log.order = order;
    memory_release(columns->ticket);
    columns->ticket = NULL;
}

/* ---- order in time ---- */

static void merge(const instant *time, const uint32_t *from, uint32_t *to, const size_t at[3])
{
    size_t a = at[0], b = at[1];
    for (size_t out = at[0]; out < at[2]; out++) {
        bool left = a < at[1] && (b == at[2] || time[from[a]] <= time[from[b]]);
        to[out] = left ? from[a++] : from[b++];
    }
}

/* Stable, by instant. */
static void sort(const instant *time, uint32_t *rows, size_t count)
{
    uint32_t *spare = memory_resize(NULL, count * sizeof *spare), *from = rows, *to = spare;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t i = 0; i < count; i += 2 * width) {
            size_t middle = i + width < count ? i + width : count;
            size_t end = i + 2 * width < count ? i + 2 * width : count;
            merge(time, from, to, (const size_t[]){i, middle, end});
        }
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != rows)
        memcpy(rows, from, count * sizeof *rows);
    memory_release(spare);
}

static bool is_equal(const struct columns *columns, uint32_t a, uint32_t b)
{
    if (columns->kind[a] != columns->kind[b] || columns->what[a] != columns->what[b])
        return false;
    for (uint32_t i = 0; i < columns->log.schema->stored; i++)
        if (eventlog_code(&columns->log, i, a) != eventlog_code(&columns->log, i, b))
            return false;
    return true;
}

static bool is_of_one_record(const struct columns *columns, uint32_t a, uint32_t b)
{
    struct row_origin first = eventlog_origin(&columns->log, a);
    struct row_origin second = eventlog_origin(&columns->log, b);
    return first.file == second.file && first.line == second.line;
}

/* Rows earlier than one before them in the input; the lists of one record have no order. */
static bool is_out_of_order(struct columns *columns, const uint32_t *rows, uint32_t count)
{
    bool found = false;
    uint32_t latest = rows[0];
    for (uint32_t i = 1; i < count; i++) {
        if (columns->time[rows[i]] >= columns->time[latest]) {
            latest = rows[i];
            continue;
        }
        if (!is_of_one_record(columns, latest, rows[i]))
            note(columns, REMARK_OUT_OF_ORDER, rows[i]);
        found = true;
    }
    return found;
}

static void order_ticket(struct columns *columns, uint32_t *rows, uint32_t count)
{
    const instant *time = columns->time;
    if (columns->log.row_per_ticket || is_out_of_order(columns, rows, count))
        sort(time, rows, count);
    bool is_strange = !columns->log.row_per_ticket && !columns->are_snapshots;
    for (uint32_t i = 1; i < count && is_strange; i++)
        if (time[rows[i]] == time[rows[i - 1]] && is_equal(columns, rows[i - 1], rows[i]))
            note(columns, REMARK_EQUAL_ROW, rows[i]);
}

/* ---- values before the first change ---- */

/* The first of COUNT rows behind the first one that speaks of the attribute; COUNT: none. */
static uint32_t first_saying(const struct code_column *now, const struct code_column *before,
                             const uint32_t *rows, uint32_t count)
{
    uint32_t i = 1;
    while (i < count && !columns_code(now, rows[i]) && !columns_code(before, rows[i]))
        i++;
    return i;
}

/* What the first change of an attribute tells of the time before it holds from the first row on;
 * the row of the record itself, which has the value of the export, gives way to it. */
static void set_first(struct columns *columns, uint32_t attribute, const uint32_t *rows,
                      uint32_t count)
{
    struct code_column *now = &columns->attributes[attribute];
    const struct code_column *before = &columns->befores[attribute];
    bool is_record = (columns->what[rows[0]] & WHAT_RECORD) != 0;
    if (!is_record && columns_code(now, rows[0]))
        return;
    uint32_t i = first_saying(now, before, rows, count);
    if (i < count)
        columns_set_code(now, rows[0], columns_code(before, rows[i]));
}

static void set_all_first(struct columns *columns)
{
    const struct eventlog *log = &columns->log;
    for (uint32_t i = 0; i < log->schema->stored; i++) {
        if (!columns->befores[i].width)
            continue;
        for (uint32_t ticket = 0; ticket < log->tickets; ticket++)
            set_first(columns, i, log->order + log->first[ticket],
                      log->first[ticket + 1] - log->first[ticket]);
        memory_release(columns->befores[i].codes);
        columns->befores[i].codes = NULL;
    }
    columns->befores = NULL;
}

/* ---- openings ---- */

static void find_openings(struct columns *columns)
{
    struct eventlog *log = &columns->log;
    instant *opening = memory_resize(NULL, (size_t)log->tickets * sizeof *opening);
    uint32_t *opening_row = memory_resize(NULL, (size_t)log->tickets * sizeof *opening_row);
    for (uint32_t ticket = 0; ticket < log->tickets; ticket++) {
        opening[ticket] = INSTANT_NONE;
        opening_row[ticket] = log->first[ticket];
        for (uint32_t i = log->first[ticket]; i < log->first[ticket + 1]; i++) {
            uint32_t row = log->order[i];
            instant at = columns->opened[row];
            if (at == INSTANT_NONE || at == opening[ticket])
                continue;
            if (opening[ticket] != INSTANT_NONE) {
                note(columns, REMARK_OPENED_LATER_VALUE, row);
                continue;
            }
            opening[ticket] = at;
            opening_row[ticket] = i; /* where the row will stand */
        }
    }
    log->opening = opening;
    log->opening_row = opening_row;
    memory_release(columns->opened);
    columns->opened = NULL;
}

static void find_span(struct eventlog *log)
{
    log->first_time = log->rows ? log->time[0] : INSTANT_NONE;
    log->last_time = log->first_time;
    for (uint32_t row = 1; row < log->rows; row++) {
        instant at = log->time[row];
        log->first_time = at < log->first_time ? at : log->first_time;
        log->last_time = at > log->last_time ? at : log->last_time;
    }
}

/* ---- columns by ticket ---- */

struct moving {
    void *at;
    size_t width;
};

struct arrangement {
    const uint32_t *order;
    uint32_t rows;
    struct moving *columns;
};

static void *arrangement_open(void *context)
{
    return context;
}

static void arrangement_close(void *context, void *tools)
{
    (void)context;
    (void)tools;
}

static void move_rows(const struct arrangement *arrangement, const struct moving *column, void *to)
{
    const uint32_t *order = arrangement->order, rows = arrangement->rows;
    const void *from = column->at;
    if (column->width == 1)
        for (uint32_t i = 0; i < rows; i++)
            ((uint8_t *)to)[i] = ((const uint8_t *)from)[order[i]];
    else if (column->width == 2)
        for (uint32_t i = 0; i < rows; i++)
            ((uint16_t *)to)[i] = ((const uint16_t *)from)[order[i]];
    else if (column->width == 4)
        for (uint32_t i = 0; i < rows; i++)
            ((uint32_t *)to)[i] = ((const uint32_t *)from)[order[i]];
    else
        for (uint32_t i = 0; i < rows; i++)
            ((uint64_t *)to)[i] = ((const uint64_t *)from)[order[i]];
}

static void *move_column(void *tools, uint32_t number)
{
    const struct arrangement *arrangement = tools;
    struct moving *column = &arrangement->columns[number];
    void *to = memory_resize(NULL, arrangement->rows * column->width);
    move_rows(arrangement, column, to);
    memory_release(column->at);
    column->at = to;
    return NULL;
}

static bool move_done(void *context, void *piece)
{
    (void)context;
    (void)piece;
    return true;
}

/* The order is then where the rows came from. */
static void arrange(struct columns *columns, unsigned threads)
{
    struct eventlog *log = &columns->log;
    uint32_t *order = (uint32_t *)(uintptr_t)log->order, count = 0;
    struct moving *moving = ARENA_ARRAY(columns->arena, log->schema->stored + 3, struct moving);
    struct event_column *codes = (struct event_column *)(uintptr_t)log->columns;
    moving[count++] = (struct moving){columns->time, sizeof *columns->time};
    moving[count++] = (struct moving){columns->kind, 1};
    moving[count++] = (struct moving){columns->what, 1};
    for (uint32_t i = 0; i < log->schema->stored; i++)
        if (columns->attributes[i].width)
            moving[count++] =
                (struct moving){columns->attributes[i].codes, columns->attributes[i].width};
    struct arrangement arrangement = {order, log->rows, moving};
    struct ordered_job job = {.context = &arrangement,
                              .pieces = count,
                              .tools_open = arrangement_open,
                              .tools_close = arrangement_close,
                              .work = move_column,
                              .end = move_done};
    ordered_run(&job, threads);
    log->time = columns->time = moving[0].at;
    log->kind = columns->kind = moving[1].at;
    log->what = columns->what = moving[2].at;
    for (uint32_t i = 0, next = 3; i < log->schema->stored; i++)
        if (columns->attributes[i].width)
            codes[i].codes = columns->attributes[i].codes = moving[next++].at;
    columns->source = order;
    log->order = NULL;
}

void history_make(struct columns *columns, unsigned threads)
{
    struct eventlog *log = &columns->log;
    group(columns);
    uint32_t *order = (uint32_t *)(uintptr_t)log->order;
    for (uint32_t ticket = 0; ticket < log->tickets; ticket++)
        order_ticket(columns, order + log->first[ticket],
                     log->first[ticket + 1] - log->first[ticket]);
    if (columns->befores)
        set_all_first(columns);
    if (columns->has_opened)
        find_openings(columns);
    find_span(log);
    arrange(columns, threads);
}
