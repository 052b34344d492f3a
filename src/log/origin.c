/* origin.c - the file and line of a row: the run of lines that it belongs to. */
#include "log/columns.h"

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

struct row_origin eventlog_origin(const struct eventlog *log, uint32_t row)
{
    const struct columns *columns = (const struct columns *)(const void *)log;
    const struct origin_runs *runs = &columns->runs;
    row = columns->source ? columns->source[row] : row;
    uint32_t run = last_upto(runs->row, runs->count, row);
    return (struct row_origin){last_upto(columns->file_row, log->file_count, row),
                               runs->line[run] + (row - runs->row[run])};
}
