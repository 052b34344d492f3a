/* lanes.h - a stretch of plain records, column by column: the fast path of reading.
 *
 * Each column of the stretch is looked through by itself. What is anything but usual about a record
 * - a value that has no meaning, a time in another form that has to be remarked upon - leaves it to
 * rows_add, so that the rules stand there alone.
 */
#ifndef LOG_LANES_H
#define LOG_LANES_H

#include "log/phrases.h"
#include "log/reading.h"

/* Of a slot that is read as part of a phrase; else NULLs. */
struct lane_home {
    const struct phrase *phrase;
    const uint32_t *codes; /* by place */
};

struct lanes {
    struct reading *reading; /* whose rows go to a batch */
    bool has_avx2;           /* the processor */
    struct cell *fields;     /* of one record */
    struct phrase *phrases;  /* of CSV */
    uint32_t phrase_count;
    struct lane_home *homes; /* by slot */
    uint32_t event[LANES_MOST], actor[LANES_MOST], is_public[LANES_MOST];
    bool odd[LANES_MOST];
};

/* At most LANES_MOST records of COLUMNS fields. From the begin of each field on LANES_SLACK bytes
 * can be read, and CELL_SLACK behind its end. */
struct stretch {
    size_t columns;
    uint32_t count;
    /* Of CSV: offsets from BASE of what is behind the ends of fields, STRIDE a record, and of the
     * first record in front of them; by field, which of them is its own: in front of that stands
     * where it begins. */
    const char *base;
    const uint32_t *marks, *places;
    size_t stride;
    struct csv *csv;               /* to read a record by itself */
    bool has_returns, has_doubled; /* as of csv_marks */
    /* Of others: the fields, record by record; the records have been counted. Else NULL. */
    const struct cell *cells;
};

/* Can records be read so, with the columns that have been found? */
bool lanes_fit(const struct reading *reading);

/* In the arena of the reading; records have COLUMNS fields. */
void lanes_init(struct lanes *lanes, struct reading *reading, size_t columns);

/* From now on columns are read as phrases, if those that were seen are fit for it: then the marks
 * inside of them are not asked for. Gives how many phrases there are. */
uint32_t lanes_find_phrases(struct lanes *lanes, uint32_t columns);
void lanes_forget_phrases(struct lanes *lanes);

/* Adds rows for records that stand in successive lines from LINE on. */
void lanes_add(struct lanes *lanes, const struct stretch *stretch, uint64_t line);

#endif
