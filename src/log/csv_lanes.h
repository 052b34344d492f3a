/* csv_lanes.h - regular records of CSV: found by their marks, and left to lanes.h. */
#ifndef LOG_CSV_LANES_H
#define LOG_CSV_LANES_H

#include "log/csv_marks.h"
#include "log/lanes.h"

enum { LANES_BYTES = 1 << 15 };

struct csv_lanes {
    struct lanes lanes;
    struct csv_shape shape;
    uint32_t *places; /* by field: which of the marks of its record ends it */
    enum csv_way way;
    struct csv csv;         /* reads records that the lanes leave */
    const char *base;       /* of the marks */
    struct csv_marks marks; /* a mark stands in front of them, for the base */
};

/* Records have COLUMNS fields, two or more. */
void csv_lanes_init(struct csv_lanes *lanes, struct reading *reading, uint32_t columns,
                    char delimiter);
void csv_lanes_fini(struct csv_lanes *lanes);

/* Takes regular records from AT on as long as they end in front of END, behind which
 * LANES_SLACK bytes can be read; *LINE counts on. Gives where it stopped. */
const char *csv_lanes_take(struct csv_lanes *lanes, const char *at, const char *end,
                           uint64_t *line);

#endif
