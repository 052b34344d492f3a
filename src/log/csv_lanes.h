/* csv_lanes.h - plain records of CSV, column by column: the fast path of reading.
 *
 * A plain record has as many fields as the header and not a quote. Of a stretch of them each column
 * is looked through by itself. What is anything but usual about a record - a value that has no
 * meaning, a time in another form that has to be remarked upon - leaves it to rows_add, so that the
 * rules stand there alone.
 */
#ifndef LOG_CSV_LANES_H
#define LOG_CSV_LANES_H

#include "log/csv_marks.h"
#include "log/reading.h"

enum { LANES_ROWS = 128, LANES_BYTES = 1 << 15 };

struct csv_lanes {
    struct reading *reading; /* whose rows go to a batch */
    size_t columns;
    char delimiter;
    enum csv_way way;
    const char *base; /* of the marks */
    size_t len;
    struct csv_marks marks; /* a mark stands in front of them, for the byte in front of the base */
    size_t next;            /* mark of the next record */
    size_t regular;         /* marks in front of this one are of plain records */
    struct cell *fields;
    uint32_t event[LANES_ROWS], actor[LANES_ROWS], is_public[LANES_ROWS];
    bool odd[LANES_ROWS];
};

/* Can records be read so, with the columns that have been found? */
bool csv_lanes_fit(const struct reading *reading);

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
