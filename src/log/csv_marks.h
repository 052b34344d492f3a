/* csv_marks.h - where regular records of CSV stand, and where those of their fields end that are
 * wanted.
 *
 * A regular record has as many fields as the header and ends with LF or CR LF. A field of it is
 * quoted as it should be or not at all, and there is no line end and no NUL byte in it.
 * There are four ways to find them, with the same result.
 */
#ifndef LOG_CSV_MARKS_H
#define LOG_CSV_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"

enum csv_way { CSV_PLAIN, CSV_SSE2, CSV_AVX2, CSV_AVX512 };

/* What is wanted of records of COLUMNS fields, from two to CSV_COLUMNS_MOST. */
struct csv_shape {
    char delimiter;
    uint32_t columns;
    uint32_t inverse; /* of their number: 2^32 through it, rounded up */
    uint32_t stride;  /* ends of fields that are wanted of a record; that of the last one is */
    /* Where the fields from one of a number on end: bit I is of the field that is I behind it. */
    uint64_t *wanted, *lasts;
};

struct csv_marks {
    uint32_t *at;   /* offsets of what is behind the end of a field, STRIDE a record; room for one a
                       byte, and CSV_MARKS_SLACK more */
    size_t records; /* regular ones from the first on, up to one that is not or not all there */
    bool has_returns; /* some of the lines may end with CR LF */
    bool has_doubled; /* there may be quotes in fields, doubled */
};

enum { CSV_MARKS_SLACK = 64, CSV_COLUMNS_MOST = 1 << 14 };

/* The best way that this processor knows. */
enum csv_way csv_way_best(void);

/* WANTED by field. */
void csv_shape_init(struct csv_shape *shape, struct arena *arena, const bool *wanted);

/* Those of the LEN bytes at AT, fewer than 2^32, where a record begins. WAY is one that the
 * processor knows. */
void csv_marks_find(struct csv_marks *marks, enum csv_way way, struct text text,
                    const struct csv_shape *shape);

#endif
