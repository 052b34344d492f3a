/* lanes.h - a stretch of plain records, column by column: the fast path of reading.
 *
 * Each column of the stretch is looked through by itself. What is anything but usual about a record
 * - a value that has no meaning, a time in another form that has to be remarked upon - leaves it to
 * rows_add, so that the rules stand there alone.
 */
#ifndef LOG_LANES_H
#define LOG_LANES_H

#include "log/gather.h"
#include "log/reading.h"

enum { LANES_SLACK = PHRASE_BYTES };

/* Of a slot that is read as part of a phrase; else NULLs. */
struct lane_home {
    const struct phrase *phrase;
    const uint32_t *codes; /* by place */
};

struct lanes {
    struct reading *reading; /* whose rows go to a batch */
    bool has_avx2;           /* the processor */
    struct cell *fields;     /* of one record */
    struct phrase *phrases;
    uint32_t phrase_count;
    size_t taken;            /* records, until phrases are looked for */
    bool is_settled;         /* they were */
    struct gather *gather;   /* where fields stand apart */
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

/* COUNT records of COLUMNS have been taken: after some, columns are read as phrases from now on, if
 * those that were seen are fit for it; phrases that are no good are given up. In CSV the marks
 * inside of phrases are not asked for. Gives whether other columns make phrases than before. */
bool lanes_look_for_phrases(struct lanes *lanes, uint32_t columns, size_t count);

/* Adds rows for records that stand in successive lines from LINE on. */
void lanes_add(struct lanes *lanes, const struct stretch *stretch, uint64_t line);

#endif
