/* lane.h - one column of a stretch of records; see lanes.h. */
#ifndef LOG_LANE_H
#define LOG_LANE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "log/cell.h"

/* Records of a stretch; fewer are better where their fields have to be kept. */
enum { LANES_MOST = 512, LANES_ROWS = 128 };

/* Stands for a field that has to be undone: a NUL byte, which no field of CSV is. */
static const char lane_doubled[1 + CELL_SLACK] = "";

struct lane {
    const struct cell *cells; /* or NULL: fields of CSV */
    const char *base;
    const uint32_t *marks; /* of the next field: the offset behind the byte that ends it; in front
                              of that the offset where it begins */
    size_t stride;         /* of cells or marks */
    bool may_return, may_double; /* CR at the end; quotes inside of quotes */
};

/* For loops in which nobody is to ask: LANE, if it is of CSV and no field ends with CR, as one of
 * which the compiler knows it. */
static inline bool lane_is_simple(const struct lane *lane)
{
    return !lane->cells && !lane->may_return;
}
static inline struct lane lane_simple(const struct lane *lane)
{
    struct lane simple = *lane;
    simple.cells = NULL;
    simple.may_return = false;
    return simple;
}

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

/* A field without its quotes; LANE_DOUBLED where there are others in it. */
static inline struct cell lane_unquoted(const struct lane *lane, struct cell cell)
{
    cell = (struct cell){cell.at + 1, cell.len - 2};
    bool has_more = lane->may_double && memchr(cell.at, '"', cell.len);
    return has_more ? (struct cell){lane_doubled, 1} : cell;
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
    return is_quoted ? lane_unquoted(lane, cell) : cell;
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
