/* stream.h - a log read with memory for those tickets only that have more rows to come.
 *
 * It is read twice. The first time nothing of it is kept but which row is the last of its ticket,
 * and what only the end of a log says: when it ends, what it can say at all. The second time
 * tickets are handed over some at a time, each with all its rows, once its last row has been read.
 * So a ticket is *open* from its first row to its last one: no event closes it before, since all
 * that was closed may be opened again, and none keeps it afterwards.
 *
 * Where a row is an event of its own (not one of a record's lists, of a case, or one row a ticket),
 * rows have to be in the order of time, over all inputs: else tickets would be open for no reason,
 * and memory no longer what it is said to be. Equal instants are in order.
 *
 * What is handed over is what log_read would give, in pieces: rows, tickets, remarks on histories.
 * What is counted of records (bad ones, remarks, their digest) comes with the last piece.
 */
#ifndef LOG_STREAM_H
#define LOG_STREAM_H

#include "log/read.h"

struct log_stream;

/* Who is told. Both are called by one thread. */
struct log_stream_listener {
    void *context;
    /* TICKETS, at least one of which is new in each call but the last; NUMBERS[t] is what ticket t
     * of LOG is among all tickets, in the order in which they are first seen. Both live for the
     * call. False: reading ends. */
    bool (*take)(void *context, const struct eventlog *log, const uint32_t *numbers);
    /* Bytes of INPUT in front of AT will not be looked at soon; NULL: nobody cares. */
    void (*forget)(void *context, uint32_t input, const char *at);
};

/* LISTENER is copied. WINDOW: bytes of the log that are read between two looks at which tickets are
 * over; 0: a good number of them. */
struct log_stream *log_stream_new(struct arena *arena, const struct log_stream_listener *listener,
                                  size_t window);
void log_stream_free(struct log_stream *stream); /* its heap memory; NULL is fine */

/* Reads the whole log once. LOG_BAD: reported, as log_read would or since a row is out of order.
 * Else *LOG is a log without rows that says of the whole when it begins and ends, how many rows and
 * tickets it has (these as good as exactly) and what it can say. */
enum log_status log_look_ahead(struct log_stream *stream, struct arena *arena,
                               const struct log_request *request, struct sink *sink,
                               const struct eventlog **log) __attribute__((warn_unused_result));

/* Reads it again, the same request, and tells the listener. */
enum log_status log_read_stream(struct log_stream *stream, struct arena *arena,
                                const struct log_request *request, struct sink *sink)
    __attribute__((warn_unused_result));

#endif
