/* lane.h - one column of a stretch of records; see lanes.h. */
#ifndef LOG_LANE_H
#define LOG_LANE_H

#include <stdbool.h>
#include <stdint.h>

#include "log/cell.h"

enum { LANES_ROWS = 128 };

struct lane {
    const struct cell *cells; /* or NULL: fields of CSV */
    const char *base;
    const uint32_t *marks; /* offsets of the bytes that end the fields, and in front of each that of
                              the byte in front of the field */
    size_t stride;         /* of cells or marks */
    bool may_return, may_quote;
};

/* With its quotes. */
static inline struct cell lane_raw(const struct lane *lane, uint32_t record)
{
    const uint32_t *mark = lane->marks + record * lane->stride;
    const char *from = lane->base + (uint32_t)(mark[-1] + 1), *to = lane->base + mark[0];
    if (lane->may_return && to > from && to[-1] == '\r')
        to--;
    return (struct cell){from, (size_t)(to - from)};
}

static inline struct cell lane_cell(const struct lane *lane, uint32_t record)
{
    if (lane->cells)
        return lane->cells[record * lane->stride];
    struct cell cell = lane_raw(lane, record);
    bool is_quoted = lane->may_quote && *cell.at == '"';
    return is_quoted ? (struct cell){cell.at + 1, cell.len - 2} : cell;
}

#endif
