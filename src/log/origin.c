/* origin.c - the file and line of a row: the run of lines that it belongs to. */
#include "log/columns.h"
#include "log/read.h"

/* The last of COUNT ascending numbers that is not above VALUE; the first one is not. */
static uint32_t last_upto(const uint32_t *numbers, uint32_t count, uint32_t value)
{
    uint32_t low = 0;
    while (count > 1) {
        uint32_t half = count / 2;
        bool upper = numbers[low + half] <= value;
        low += upper ? half : 0;
        count = upper ? count - half : half;
    }
    return low;
}

void columns_place(const struct columns *columns, struct row_origin *origin)
{
    const struct log_part *part = columns->parts ? columns->parts[origin->file] : NULL;
    size_t low = 0;
    if (!part || !part->anchor_count)
        return;
    for (size_t high = part->anchor_count; high - low > 1;) {
        size_t middle = low + (high - low) / 2;
        *(part->anchors[middle].here <= origin->line ? &low : &high) = middle;
    }
    const struct log_anchor *anchor = &part->anchors[low];
    origin->line = anchor->there + (origin->line - anchor->here);
}

struct row_origin eventlog_origin(const struct eventlog *log, uint32_t row)
{
    const struct columns *columns = (const struct columns *)(const void *)log;
    const struct origin_runs *runs = &columns->runs;
    row = columns->source ? columns->source[row] : row;
    uint32_t run = last_upto(runs->row, runs->count, row);
    struct row_origin origin = {last_upto(columns->file_row, log->file_count, row),
                                runs->line[run] + (row - runs->row[run])};
    columns_place(columns, &origin);
    return origin;
}
