/* stream_part.h - what a reading has to do for a stream: the files of reading only.
 */
#ifndef LOG_STREAM_PART_H
#define LOG_STREAM_PART_H

#include "log/ahead.h"
#include "log/reading.h"
#include "log/stream.h"

/* Rows with an id that may have stood before, or of a second record of a ticket, where each has
 * one. The first reading takes them, from ROW on; the second may leave them out in front of ROW. */
struct stream_gap {
    uint32_t row; /* of the columns */
    uint32_t count;
};

struct log_stream {
    struct log_stream_listener listener;
    struct arena *arena;
    size_t window;
    bool is_ahead; /* it is the first reading */
    bool is_over;  /* nothing more is wanted */
    struct ahead ahead;
    struct eventlog about; /* what log_look_ahead gave */
    uint8_t *widths;       /* by attribute: what its column has in the end */
    bool has_ids;

    instant latest;                 /* the first reading: of the rows so far */
    instant last;                   /* likewise, but of those alone that are in no gap */
    uint64_t rows;                  /* of the log that have been looked at */
    uint32_t carried;               /* rows of the columns among them */
    uint32_t tickets;               /* that have been seen */
    VECTOR(struct stream_gap) gaps; /* among rows that have not been looked at */
    uint32_t *numbers;              /* by ticket of the columns */
    bool *is_ended;                 /* likewise */
    uint32_t room, known, ended;    /* of both; tickets that have numbers; that are over */
};

/* Parts that are read between two looks. */
uint32_t stream_parts(const struct log_stream *stream, size_t part_bytes);

/* Looks at the rows that are there; what stands in front of AT has been read. False: reported, or
 * nobody wants more. */
bool stream_look(struct reading *reading, const char *at);

/* What stands in front of AT will not be looked at soon. */
void stream_forget(const struct reading *reading, const char *at);

/* The same while records are read one by one: when there is enough to look at. BYTES: the record.
 */
void stream_record(struct reading *reading, struct text bytes);

/* Has the event with this ID, whose rows GAP says, been before? The first reading does not know,
 * and says no; the second one remembers only ids that may be repeated. */
bool stream_is_again(struct rows *rows, struct text id, struct stream_gap gap);

/* Are these rows of TICKET, where each has one record, some too many? KNOWN: the columns have it.
 * Likewise. */
bool stream_is_second(struct log_stream *stream, struct text ticket, struct stream_gap gap,
                      bool known);

/* The inputs begin, and are over. */
void stream_begin(struct reading *reading);
bool stream_end(struct reading *reading);

#endif
