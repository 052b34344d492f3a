/* columns_leave.c - tickets that are over leave the columns, which the others go on to use.
 *
 * First it is settled where each row goes, then each column is gone through by itself.
 */
#include "log/columns.h"

#define NO_LINE (UINT64_MAX - 1)

struct leave {
    struct columns *from, *to;
    const struct columns_leaving *leaving;
    uint32_t *number; /* by ticket: its number where it is from now on */
    bool *leaves;     /* by row */
};

/* ---- tickets ---- */

static void split_tickets(struct leave *leave, struct arena *ids)
{
    const struct columns_leaving *leaving = leave->leaving;
    struct columns *from = leave->from, *to = leave->to;
    uint32_t tickets = from->tickets, stay = 0, gone = 0;
    leave->number = memory_resize(NULL, ((size_t)tickets + 1) * sizeof *leave->number);
    to->ids = memory_resize(to->ids, ((size_t)tickets + 1) * sizeof *to->ids);
    for (uint32_t i = 0; i < tickets; i++) {
        if (leaving->leaves[i]) {
            to->ids[gone] = from->ids[i];
            leaving->gone[gone] = leaving->numbers[i];
            leave->number[i] = gone++;
        } else {
            from->ids[stay] = from->ids[i];
            leaving->numbers[stay] = leaving->numbers[i];
            leave->number[i] = stay++;
        }
    }
    from->tickets = stay;
    columns_copy_ids(from, 0, ids);
    to->tickets = to->ticket_room = gone;
}

/* ---- rows ---- */

static void split_rows(struct leave *leave)
{
    struct columns *from = leave->from, *to = leave->to;
    uint32_t rows = from->rows, gone = 0;
    leave->leaves = memory_resize(NULL, (size_t)rows + 1);
    for (uint32_t row = 0; row < rows; row++) {
        leave->leaves[row] = leave->leaving->leaves[from->ticket[row]];
        gone += leave->leaves[row];
        from->ticket[row] = leave->number[from->ticket[row]];
    }
    to->rows = to->room = gone;
}

/* WIDTH bytes a row; what leaves goes to the result, which has one row at least. */
static void *split_column(const struct leave *leave, void *at, size_t width)
{
    uint32_t rows = leave->from->rows;
    char *from = at, *stay = at, *gone = memory_resize(NULL, ((size_t)leave->to->rows + 1) * width);
    char *to = gone;
    for (uint32_t row = 0; row < rows; row++, from += width) {
        char **end = leave->leaves[row] ? &to : &stay;
        memmove(*end, from, width);
        *end += width;
    }
    return gone;
}

static void split_codes(const struct leave *leave, const struct code_column *from,
                        struct code_column *to)
{
    *to = *from;
    to->by_key = (struct intern){0};
    if (from->width)
        to->codes = split_column(leave, from->codes, from->width);
}

static void split_columns(struct leave *leave)
{
    struct columns *from = leave->from, *to = leave->to;
    uint32_t stored = from->log.schema->stored;
    to->time = from->time;
    to->time.at = split_column(leave, from->time.at, from->time.width);
    to->ticket = split_column(leave, from->ticket, sizeof *from->ticket);
    to->kind = split_column(leave, from->kind, 1);
    to->what = split_column(leave, from->what, 1);
    to->has_opened = from->has_opened;
    if (from->has_opened)
        to->opened = split_column(leave, from->opened, sizeof *from->opened);
    if (from->befores)
        to->befores = ARENA_ARRAY(to->arena, stored + 1, struct code_column);
    for (uint32_t i = 0; i < stored; i++) {
        split_codes(leave, &from->attributes[i], &to->attributes[i]);
        if (from->befores)
            split_codes(leave, &from->befores[i], &to->befores[i]);
    }
}

/* ---- where rows came from ---- */

/* One of the two columns, while lines are added to it. */
struct lines {
    struct columns *columns;
    struct origin_runs runs;
    uint32_t rows;
};

static void add_line(struct lines *lines, uint64_t line)
{
    if (line != lines->columns->last_line + 1)
        origin_runs_push(&lines->runs, lines->rows, line);
    lines->columns->last_line = line;
    lines->rows++;
}

static void begin_file(struct lines *lines, uint32_t file)
{
    lines->columns->file_row[file] = lines->rows;
    lines->columns->last_line = NO_LINE;
}

static void end_lines(struct lines *lines, uint32_t file)
{
    lines->columns->runs = lines->runs;
    lines->columns->last_line = NO_LINE;
    lines->columns->file = file;
}

static void split_origins(struct leave *leave)
{
    struct columns *from = leave->from, *to = leave->to;
    struct origin_runs runs = from->runs;
    struct lines stay = {.columns = from}, gone = {.columns = to};
    uint32_t *starts = ARENA_ARRAY(to->arena, from->log.file_count + 1, uint32_t);
    memcpy(starts, from->file_row, from->log.file_count * sizeof *starts);
    for (uint32_t row = 0, run = 0, file = 0; row < from->rows || file <= from->file; row++) {
        for (; file <= from->file && starts[file] == row; file++) {
            begin_file(&stay, file);
            begin_file(&gone, file);
        }
        if (row >= from->rows)
            continue;
        while (run + 1 < runs.count && runs.row[run + 1] <= row)
            run++;
        add_line(leave->leaves[row] ? &gone : &stay, runs.line[run] + (row - runs.row[run]));
    }
    for (uint32_t file = from->file + 1; file < from->log.file_count; file++)
        to->file_row[file] = UINT32_MAX; /* no row is of a file that comes later */
    end_lines(&stay, from->file);
    end_lines(&gone, from->file);
    memory_release(runs.row);
    memory_release(runs.line);
}

/* ---- both ---- */

void columns_leave(struct columns *columns, struct columns *to,
                   const struct columns_leaving *leaving)
{
    struct leave leave = {.from = columns, .to = to, .leaving = leaving};
    struct arena *ids = arena_new();
    to->parts = columns->parts;
    split_tickets(&leave, ids);
    split_rows(&leave);
    split_columns(&leave);
    split_origins(&leave);
    columns->rows -= to->rows;
    memory_release(leave.number);
    memory_release(leave.leaves);
    columns_index(columns);
    to->id_arena = columns->id_arena; /* its ids are still there */
    columns->id_arena = ids;
}

void columns_left(struct columns *columns, struct columns *to)
{
    for (uint32_t i = 0; i < columns->log.schema->stored; i++)
        if (to->attributes[i].values == columns->attributes[i].values)
            to->attributes[i].values = NULL;
    columns_fini(to); /* and the ids that it had */
}
