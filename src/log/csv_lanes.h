/* csv_lanes.h - plain records of CSV: as many fields as the header has, and not a quote. Finds them
 * by their marks, and leaves them to lanes.h.
 */
#ifndef LOG_CSV_LANES_H
#define LOG_CSV_LANES_H

#include "log/csv_marks.h"
#include "log/lanes.h"

enum { LANES_BYTES = 1 << 15 };

struct csv_lanes {
    struct lanes lanes;
    size_t columns;
    char delimiter;
    enum csv_way way;
    const char *base; /* of the marks */
    size_t len;
    struct csv_marks marks; /* a mark stands in front of them, for the byte in front of the base */
    size_t next;            /* mark of the next record */
    size_t regular;         /* marks in front of this one are of plain records */
};

void csv_lanes_init(struct csv_lanes *lanes, struct reading *reading, size_t columns,
                    char delimiter);
void csv_lanes_fini(struct csv_lanes *lanes);

/* Takes plain records from AT on as long as they end in front of END, behind which 16 bytes can be
 * read; *LINE counts on. Gives where it stopped. */
const char *csv_lanes_take(struct csv_lanes *lanes, const char *at, const char *end,
                           uint64_t *line);

/* Forgets what was looked through. */
void csv_lanes_forget(struct csv_lanes *lanes);

#endif
