/* ordered.h - pieces of work by several threads, handed over in one order.
 *
 * Threads take pieces in order. A piece that is finished waits until those before it have been
 * handed over; how far threads may run ahead is bounded, so that memory is. Knows nothing of what a
 * piece is.
 */
#ifndef BASE_ORDERED_H
#define BASE_ORDERED_H

#include <stdbool.h>
#include <stdint.h>

struct ordered_job {
    void *context;
    uint32_t pieces;
    void *(*tools_open)(void *context); /* in a worker thread, for all its pieces */
    void (*tools_close)(void *context, void *tools);
    void *(*work)(void *tools, uint32_t number); /* gives what the piece has become */
    /* In the order of pieces, one at a time. False: no more need be begun; those that are will be
     * handed over still. */
    bool (*end)(void *context, void *piece);
};

/* THREADS 0 is 1. What `end` sees first, up to its first false, is the same whatever THREADS is. */
void ordered_run(const struct ordered_job *job, unsigned threads);

#endif
