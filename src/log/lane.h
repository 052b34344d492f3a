/* lane.h - one column of a stretch of records; see lanes.h. */
#ifndef LOG_LANE_H
#define LOG_LANE_H

#include <stdbool.h>
#include <stdint.h>

#include "log/cell.h"

/* Records of a stretch; fewer are better where their fields have to be kept. */
enum { LANES_MOST = 512, LANES_ROWS = 128 };

struct lane {
    const struct cell *cells; /* or NULL: fields of CSV */
    const char *base;
    const uint32_t *marks; /* of the next field: the offset behind the byte that ends it; in front
                              of that the offset where it begins */
    size_t stride;         /* of cells or marks */
    bool may_return;
};

/* The next field of CSV, with its quotes. */
static inline struct cell lane_next_raw(struct lane *lane)
{
    const uint32_t *mark = lane->marks;
    lane->marks += lane->stride;
    struct cell cell = {lane->base + mark[-1], mark[0] - mark[-1] - 1};
    if (__builtin_expect(lane->may_return, false))
        cell.len -= cell.len && cell.at[cell.len - 1] == '\r';
    return cell;
}

/* The next field that is a cell. */
static inline struct cell lane_next_cell(struct lane *lane)
{
    lane->cells += lane->stride;
    return lane->cells[-(ptrdiff_t)lane->stride];
}

static inline struct cell lane_next(struct lane *lane)
{
    if (lane->cells)
        return lane_next_cell(lane);
    struct cell cell = lane_next_raw(lane);
    bool is_quoted = *cell.at == '"'; /* a quote stands nowhere else */
    return is_quoted ? (struct cell){cell.at + 1, cell.len - 2} : cell;
}

/* The one that is RECORD behind the next. */
static inline struct lane lane_from(const struct lane *lane, uint32_t record)
{
    struct lane from = *lane;
    if (from.cells)
        from.cells += record * lane->stride;
    else
        from.marks += record * lane->stride;
    return from;
}

static inline struct cell lane_cell(const struct lane *lane, uint32_t record)
{
    struct lane from = lane_from(lane, record);
    return lane_next(&from);
}

#endif
