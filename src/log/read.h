/* read.h - from the bytes of an export to the columnar log.
 *
 * Does no I/O: the command maps the files. Mistakes that stop reading go to the sink (05xx), with
 * the place in the log in the message, as `FILE:LINE`, or the place in the log block as span. Bad
 * rows are counted by reason (semantics 3.6).
 */
#ifndef LOG_READ_H
#define LOG_READ_H

#include <stdatomic.h>

#include "base/diagnostic.h"
#include "charter/eventlog.h"
#include "charter/logspec.h"

/* From line HERE of an input on, its lines are successive ones of another file, from line THERE on.
 */
struct log_anchor {
    uint64_t here, there;
};

/* What an input that has only some records of a file says of all of it (shard.h). */
struct log_part {
    enum log_format format;
    char delimiter;
    const struct log_anchor *anchors; /* in their order; the first one is not behind any record */
    size_t anchor_count;
    bool is_found; /* NDJSON, XES: a record was good, so that these columns count as found */
    const struct text *found;
    size_t found_count;
    bool has_actors; /* NDJSON, XES: the key of a column of roles stands somewhere */
};

struct log_input {
    struct text path;  /* for messages */
    struct text bytes; /* of the whole file; lives as long as the log (texts borrow from it) */
    const struct log_part *part; /* NULL: it is a file as it stands */
};

struct log_stream; /* stream.h */

/* Who is told of each record while it is read, in the order of the input and by one thread. */
struct log_witness {
    void *context;
    /* An input begins. HEAD: of CSV the header, without its line end; of XES the whole document. */
    void (*input)(void *context, const struct log_part *form, struct text head);
    /* What stands for itself in the file: a record; of XES a case, or an event outside of all. */
    void (*item)(void *context, struct text bytes, uint64_t line);
    /* A row of the item has these, good or not; empty: none. They live for the call. For XES the
     * item follows behind its rows, for all else it comes before. */
    void (*row)(void *context, struct text ticket, struct text id);
    /* The input is over: what a part of it has to know. It lives as long as the log. */
    void (*over)(void *context, const struct log_part *form);
};

/* What is known of a log that goes on, of which the inputs are only a piece: none of them has to
 * have all columns, and columns that other pieces had count as there (semantics 3.8). */
struct log_flow {
    bool *known; /* log_flow_columns of them: columns that some piece has had; those of the inputs
                  * are added */
    /* Is an event id one that no piece has had? NULL: the ids of the inputs alone count. */
    bool (*is_new)(void *context, struct text id);
    void *context;
};

struct log_request {
    const struct schema *schema;
    const struct log_spec *spec; /* NULL: the canonical columns of cli.md */
    const struct log_input *inputs;
    uint32_t input_count;
    uint64_t max_errors; /* bad rows that are put up with; one more makes the log bad */
    bool wants_digest;   /* work out eventlog.digest (costs time) */
    unsigned threads;    /* that read; 0 is 1. The log does not depend on it, */
    size_t part_bytes;   /* nor on the size of the parts that it is read in; 0: a good one */
    bool reads_plainly;  /* record by record, in one go: the same, slowly */
    bool lacks_vectors;  /* as if the processor had no others than all have: the same again */
    /* A row with a choice or an event that the charter does not know is kept, as if it said nothing
     * of it, and listed in eventlog.unknowns (up to 200 values); else it is a bad row. */
    bool keeps_unknown;
    const struct log_flow *flow; /* NULL: the inputs are the whole log; else read plainly */
    bool keeps_reasons;          /* count all reasons of bad rows apart, however many they are */
    const struct log_witness *witness; /* or NULL; then the log is read plainly */
    const struct log_whole *whole;     /* what the inputs are a part of, or NULL */
    const atomic_bool *stop;           /* or NULL: once it is true, reading is given up */
    struct log_stream *stream; /* set by stream.h alone: rows are handed over while they are read */
};

enum log_status {
    LOG_OK,
    LOG_BAD,    /* reported to the sink; there is no log */
    LOG_STOPPED /* by request.stop; there is no log */
};

/* The columns live in ARENA or on the heap until log_free. */
enum log_status log_read(struct arena *arena, const struct log_request *request, struct sink *sink,
                         struct eventlog **log) __attribute__((warn_unused_result));

/* Unpacks the input PATH to whoever takes its pieces. LOG_PLAIN: it is not packed. */
enum log_packed {
    LOG_PLAIN,
    LOG_UNPACKED,
    LOG_BAD_PACK /* reported, if it is no affair of TAKER */
};
struct unpack_taker;
enum log_packed log_unpack(const struct log_input *input, const struct unpack_taker *taker,
                           struct sink *sink) __attribute__((warn_unused_result));

void log_free(struct eventlog *log); /* its heap memory; NULL is fine */

/* Columns that SPEC names, wherever it names them: the length of log_flow.known. */
uint32_t log_flow_columns(const struct log_spec *spec);

/* The canonical binding for SCHEMA. */
const struct log_spec *log_spec_canonical(struct arena *arena, const struct schema *schema);

#endif
