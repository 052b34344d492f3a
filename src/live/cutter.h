/* cutter.h - where the records of a log that grows end: what is whole can be read, the rest waits.
 *
 * Knows the form of the input from its first bytes, as log does, and of CSV the header. Does not
 * know what a record means.
 */
#ifndef LIVE_CUTTER_H
#define LIVE_CUTTER_H

#include "base/buffer.h"
#include "log/form.h"

struct cutter {
    enum log_format said; /* by the log block */
    struct text path;
    bool is_known; /* the form is, and of CSV the header */
    struct form form;
    struct buffer header; /* of CSV: its first record, without its line end */
};

enum cut_status { CUT_OK, CUT_BAD };

void cutter_init(struct cutter *cutter, enum log_format said, struct text path);
void cutter_fini(struct cutter *cutter);

/* A new input with the same path. */
void cutter_begin(struct cutter *cutter);

struct cut {
    size_t skipped;      /* bytes of the header, at the beginning of an input */
    size_t whole;        /* bytes of whole records behind them */
    const char *problem; /* of CUT_BAD */
};

/* Of BYTES, which go on from what was whole before. IS_LAST: nothing comes behind them. */
enum cut_status cutter_cut(struct cutter *cutter, struct text bytes, bool is_last, struct cut *cut)
    __attribute__((warn_unused_result));

/* ---- the records of what is whole, one by one ---- */

struct cut_walk {
    const struct cutter *cutter;
    struct text bytes;
    size_t at;
    uint64_t line; /* of the record given last, from 1 */
    uint64_t next_line;
};

void cut_walk_init(struct cut_walk *walk, const struct cutter *cutter, struct text bytes);

/* The next record without its line end; false at the end. Empty lines are passed over. */
bool cut_walk_next(struct cut_walk *walk, struct text *record);

#endif
