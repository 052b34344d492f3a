/* history.c - a counting sort by ticket keeps the order of the input; only tickets whose rows are
 * out of order in time are then sorted. At last the columns are put into that order.
 *
 * All but the counting is done by several threads, a share of the tickets each at a time. What has
 * been moved is given back as soon as no ticket has a row there any more: tickets are mostly over
 * long before the log is, so that there is never much of two copies.
 */
#include "log/history.h"

#include "base/ordered.h"

enum { SHARE_ROWS = 1 << 16, FORGOTTEN_ROWS = 1 << 18 };

/* Some tickets, one behind the other, and what was found in their rows. */
struct share {
    uint32_t from, to;
    uint32_t needed; /* no share behind it has a row in front of this one */
    instant first_time, last_time;
    struct log_count remarks[REMARK_COUNT];
};

/* A column that is put into the order of tickets. */
struct moving {
    void *from, *to; /* to: NULL, if it is only needed until then */
    size_t width;
};

struct arrangement {
    struct columns *columns;
    uint32_t *order;
    struct moving *moving; /* the first is that of times */
    uint32_t moving_count, share_count;
    uint32_t forgotten;   /* rows that have been given back */
    struct share *shares; /* one more than there are: it needs no row */
    instant *opening;     /* by ticket, if there is an opening column */
    uint32_t *opening_row;
};

static bool is_earlier(struct row_origin a, struct row_origin b)
{
    return a.file < b.file || (a.file == b.file && a.line < b.line);
}

static void note(const struct columns *columns, struct share *share, enum log_remark which,
                 uint32_t row)
{
    struct log_count *count = &share->remarks[which];
    struct row_origin origin = eventlog_origin(&columns->log, row);
    if (count->count++ == 0 || is_earlier(origin, count->first))
        count->first = origin;
}

/* ---- grouping ---- */

/* FIRST has tickets + 2 entries while it is made: the one behind a ticket's own is where its next
 * row goes. */
static uint32_t *group(struct columns *columns)
{
    uint32_t tickets = columns->tickets, rows = columns->rows;
    uint32_t *first = memory_zeroed(((size_t)tickets + 2) * sizeof *first);
    uint32_t *order = memory_resize(NULL, (size_t)rows * sizeof *order);
#pragma GCC unroll 4
    for (uint32_t row = 0, *next = first + 2; row < rows; row++)
        next[columns->ticket[row]]++;
    for (uint32_t i = 0; i < tickets; i++)
        first[(size_t)i + 2] += first[(size_t)i + 1];
    for (uint32_t row = 0; row < rows;) {
        uint32_t count = rows - row < FORGOTTEN_ROWS ? rows - row : FORGOTTEN_ROWS;
        uint32_t *ticket = columns->ticket + row, *next = first + 1;
#pragma GCC unroll 4
        for (uint32_t i = 0; i < count; i++)
            order[next[ticket[i]]++] = row + i;
        memory_forget(ticket, count * sizeof *ticket);
        row += count;
    }
    columns->log.first = first;
    memory_release(columns->ticket);
    columns->ticket = NULL;
    return order;
}

/* ---- rows that move ---- */

#define MOVE(type)                                                                                 \
    static void move_##type(type *restrict to, const type *restrict from,                          \
                            const uint32_t *restrict order, uint32_t count)                        \
    {                                                                                              \
        _Pragma("GCC unroll 8") for (uint32_t i = 0; i < count; i++) to[i] = from[order[i]];       \
    }

MOVE(uint8_t)
MOVE(uint16_t)
MOVE(uint32_t)
MOVE(uint64_t)

/* The COUNT rows of ORDER, to places from FROM on. */
static void move_rows(const struct moving *column, uint32_t from, const uint32_t *order,
                      uint32_t count)
{
    if (column->width == 1)
        move_uint8_t((uint8_t *)column->to + from, column->from, order, count);
    else if (column->width == 2)
        move_uint16_t((uint16_t *)column->to + from, column->from, order, count);
    else if (column->width == 4)
        move_uint32_t((uint32_t *)column->to + from, column->from, order, count);
    else
        move_uint64_t((uint64_t *)column->to + from, column->from, order, count);
}

/* ---- order in time ---- */

static void merge(const struct columns *columns, const uint32_t *from, uint32_t *to,
                  const size_t at[3])
{
    size_t a = at[0], b = at[1];
    for (size_t out = at[0]; out < at[2]; out++) {
        bool left = a < at[1] && (b == at[2] ||
                                  columns_time(columns, from[a]) <= columns_time(columns, from[b]));
        to[out] = left ? from[a++] : from[b++];
    }
}

/* Stable, by instant. */
static void sort(const struct columns *columns, uint32_t *rows, size_t count)
{
    uint32_t *spare = memory_resize(NULL, count * sizeof *spare), *from = rows, *to = spare;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t i = 0; i < count; i += 2 * width) {
            size_t middle = i + width < count ? i + width : count;
            size_t end = i + 2 * width < count ? i + 2 * width : count;
            merge(columns, from, to, (const size_t[]){i, middle, end});
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
static bool is_out_of_order(const struct columns *columns, struct share *share,
                            const uint32_t *rows, uint32_t count)
{
    bool found = false;
    uint32_t latest = rows[0];
    for (uint32_t i = 1; i < count; i++) {
        if (columns_time(columns, rows[i]) >= columns_time(columns, latest)) {
            latest = rows[i];
            continue;
        }
        if (!is_of_one_record(columns, latest, rows[i]))
            note(columns, share, REMARK_OUT_OF_ORDER, rows[i]);
        found = true;
    }
    return found;
}

static void order_rows(const struct columns *columns, struct share *share, uint32_t *rows,
                       uint32_t count)
{
    if (columns->log.row_per_ticket || is_out_of_order(columns, share, rows, count))
        sort(columns, rows, count);
    bool is_strange = !columns->log.row_per_ticket && !columns->are_snapshots;
    for (uint32_t i = 1; i < count && is_strange; i++)
        if (columns_time(columns, rows[i]) == columns_time(columns, rows[i - 1]) &&
            is_equal(columns, rows[i - 1], rows[i]))
            note(columns, share, REMARK_EQUAL_ROW, rows[i]);
}

#define IS_ASCENDING(type)                                                                         \
    static bool is_ascending_##type(const type *time, uint32_t count)                              \
    {                                                                                              \
        for (uint32_t i = 1; i < count; i++)                                                       \
            if (time[i] <= time[i - 1])                                                            \
                return false;                                                                      \
        return true;                                                                               \
    }

IS_ASCENDING(uint32_t)
IS_ASCENDING(instant)

/* Is each of the times that have been moved to places from FROM on later than the one before? */
static bool is_ascending(const struct moving *times, uint32_t from, uint32_t count)
{
    return times->width == 4 ? is_ascending_uint32_t((const uint32_t *)times->to + from, count)
                             : is_ascending_instant((const instant *)times->to + from, count);
}

/* Of most tickets they are; so the others are moved once more. */
static void order_tickets(const struct arrangement *arrangement, struct share *share)
{
    const struct columns *columns = arrangement->columns;
    const uint32_t *first = columns->log.first;
    share->first_time = columns_time(columns, arrangement->order[first[share->from]]);
    share->last_time = share->first_time;
    for (uint32_t ticket = share->from; ticket < share->to; ticket++) {
        uint32_t from = first[ticket], count = first[ticket + 1] - from;
        uint32_t *rows = arrangement->order + from;
        if (!is_ascending(&arrangement->moving[0], from, count)) {
            order_rows(columns, share, rows, count);
            move_rows(&arrangement->moving[0], from, rows, count);
        }
        instant begin = columns_time(columns, rows[0]),
                last = columns_time(columns, rows[count - 1]);
        share->first_time = begin < share->first_time ? begin : share->first_time;
        share->last_time = last > share->last_time ? last : share->last_time;
    }
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

static void set_firsts(const struct arrangement *arrangement, const struct share *share)
{
    struct columns *columns = arrangement->columns;
    const uint32_t *first = columns->log.first;
    for (uint32_t i = 0; i < columns->log.schema->stored; i++)
        for (uint32_t ticket = share->from; columns->befores[i].width && ticket < share->to;
             ticket++)
            set_first(columns, i, arrangement->order + first[ticket],
                      first[ticket + 1] - first[ticket]);
}

/* ---- openings ---- */

static void find_opening(const struct arrangement *arrangement, struct share *share,
                         uint32_t ticket)
{
    const struct columns *columns = arrangement->columns;
    const uint32_t *first = columns->log.first;
    instant *opening = &arrangement->opening[ticket];
    *opening = INSTANT_NONE;
    arrangement->opening_row[ticket] = first[ticket];
    for (uint32_t i = first[ticket]; i < first[ticket + 1]; i++) {
        uint32_t row = arrangement->order[i];
        instant at = columns->opened[row];
        if (at == INSTANT_NONE || at == *opening)
            continue;
        if (*opening != INSTANT_NONE) {
            note(columns, share, REMARK_OPENED_LATER_VALUE, row);
            continue;
        }
        *opening = at;
        arrangement->opening_row[ticket] = i; /* where the row will stand */
    }
}

/* ---- columns by ticket ---- */

static void *arrange_share(void *tools, uint32_t number)
{
    const struct arrangement *arrangement = tools;
    const struct columns *columns = arrangement->columns;
    struct share *share = &arrangement->shares[number];
    uint32_t from = columns->log.first[share->from];
    uint32_t count = columns->log.first[share->to] - from;
    const uint32_t *order = arrangement->order + from;
    move_rows(&arrangement->moving[0], from, order, count);
    order_tickets(arrangement, share);
    if (columns->befores)
        set_firsts(arrangement, share);
    for (uint32_t i = 1; i < arrangement->moving_count; i++)
        if (arrangement->moving[i].to)
            move_rows(&arrangement->moving[i], from, order, count);
    for (uint32_t ticket = share->from; columns->has_opened && ticket < share->to; ticket++)
        find_opening(arrangement, share, ticket);
    return share;
}

static void *arrangement_open(void *context)
{
    return context;
}

static void arrangement_close(void *context, void *tools)
{
    (void)context;
    (void)tools;
}

/* ---- what the shares come to ---- */

static void forget(struct arrangement *arrangement, uint32_t needed)
{
    uint32_t from = arrangement->forgotten;
    if (needed - from < FORGOTTEN_ROWS)
        return;
    for (uint32_t i = 0; i < arrangement->moving_count; i++) {
        const struct moving *column = &arrangement->moving[i];
        memory_forget((char *)column->from + from * column->width, (needed - from) * column->width);
    }
    arrangement->forgotten = needed;
}

static bool end_share(void *context, void *piece)
{
    struct arrangement *arrangement = context;
    const struct share *share = piece;
    struct eventlog *log = &arrangement->columns->log;
    for (int i = 0; i < REMARK_COUNT; i++) {
        const struct log_count *more = &share->remarks[i];
        struct log_count *count = &log->remarks[i];
        if (more->count && (!count->count || is_earlier(more->first, count->first)))
            count->first = more->first;
        count->count += more->count;
    }
    bool is_first = log->first_time == INSTANT_NONE;
    if (is_first || share->first_time < log->first_time)
        log->first_time = share->first_time;
    if (is_first || share->last_time > log->last_time)
        log->last_time = share->last_time;
    forget(arrangement, share[1].needed);
    return true;
}

/* ---- before and after ---- */

static void share_out(struct arrangement *arrangement)
{
    const struct columns *columns = arrangement->columns;
    const uint32_t *first = columns->log.first;
    uint32_t tickets = columns->tickets, count = 0, needed = columns->rows;
    size_t room = columns->rows / SHARE_ROWS + 2;
    struct share *shares = memory_zeroed(room * sizeof *shares);
    for (uint32_t ticket = 0; ticket < tickets; count++) {
        struct share *share = &shares[count];
        share->from = ticket;
        while (ticket < tickets && first[ticket] - first[share->from] < SHARE_ROWS)
            ticket++;
        share->to = ticket;
    }
    shares[count].needed = needed;
    for (uint32_t i = count; i-- > 0; shares[i].needed = needed)
        for (uint32_t ticket = shares[i].to; ticket-- > shares[i].from;)
            if (arrangement->order[first[ticket]] < needed)
                needed = arrangement->order[first[ticket]];
    arrangement->shares = shares;
    arrangement->share_count = count;
}

static void add_moving(struct arrangement *arrangement, void *from, size_t width, bool stays)
{
    struct moving column = {.from = from, .width = width};
    if (!width)
        return;
    if (stays)
        column.to = memory_resize(NULL, arrangement->columns->rows * width);
    arrangement->moving[arrangement->moving_count++] = column;
}

static void begin(struct arrangement *arrangement)
{
    struct columns *columns = arrangement->columns;
    uint32_t stored = columns->log.schema->stored;
    arrangement->moving = memory_resize(NULL, (2 * stored + 4) * sizeof *arrangement->moving);
    add_moving(arrangement, columns->time.at, columns->time.width, true);
    add_moving(arrangement, columns->kind, 1, true);
    add_moving(arrangement, columns->what, 1, true);
    for (uint32_t i = 0; i < stored; i++)
        add_moving(arrangement, columns->attributes[i].codes, columns->attributes[i].width, true);
    for (uint32_t i = 0; columns->befores && i < stored; i++)
        add_moving(arrangement, columns->befores[i].codes, columns->befores[i].width, false);
    if (!columns->has_opened)
        return;
    add_moving(arrangement, columns->opened, sizeof *columns->opened, false);
    arrangement->opening = memory_resize(NULL, columns->tickets * sizeof *arrangement->opening);
    arrangement->opening_row =
        memory_resize(NULL, columns->tickets * sizeof *arrangement->opening_row);
}

static void *taken(struct arrangement *arrangement, uint32_t number)
{
    return arrangement->moving[number].to;
}

/* The order is now where the rows came from. */
static void end(struct arrangement *arrangement)
{
    struct columns *columns = arrangement->columns;
    struct eventlog *log = &columns->log;
    struct event_column *codes = (struct event_column *)(uintptr_t)log->columns;
    uint32_t next = 0;
    for (uint32_t i = 0; i < arrangement->moving_count; i++)
        memory_release(arrangement->moving[i].from);
    log->time.at = columns->time.at = taken(arrangement, next++);
    log->kind = columns->kind = taken(arrangement, next++);
    log->what = columns->what = taken(arrangement, next++);
    for (uint32_t i = 0; i < log->schema->stored; i++)
        if (columns->attributes[i].width)
            codes[i].codes = columns->attributes[i].codes = taken(arrangement, next++);
    columns->source = arrangement->order;
    columns->befores = NULL;
    columns->opened = NULL;
    log->opening = arrangement->opening;
    log->opening_row = arrangement->opening_row;
    memory_release(arrangement->moving);
    memory_release(arrangement->shares);
}

void history_make(struct columns *columns, unsigned threads)
{
    struct arrangement arrangement = {.columns = columns, .order = group(columns)};
    columns->log.first_time = columns->log.last_time = INSTANT_NONE;
    share_out(&arrangement);
    begin(&arrangement);
    struct ordered_job job = {.context = &arrangement,
                              .pieces = arrangement.share_count,
                              .tools_open = arrangement_open,
                              .tools_close = arrangement_close,
                              .work = arrange_share,
                              .end = end_share};
    ordered_run(&job, threads);
    end(&arrangement);
}
