/* blocks.h - all tickets of a log, in blocks, by several threads, handed over in one order.
 *
 * Knows nothing of what is done with a ticket. For the files of judge only; base/ordered.h has the
 * threads.
 */
#ifndef JUDGE_BLOCKS_H
#define JUDGE_BLOCKS_H

#include <stdatomic.h>
#include <stdint.h>

enum { BLOCK_TICKETS = 4096 }; /* of all blocks but the last */

struct blocks_job {
    void *context;
    uint32_t tickets;
    const atomic_bool *stop;            /* once it is true the rest is left out; or NULL */
    void *(*tools_open)(void *context); /* in a worker thread, for all its blocks */
    void (*tools_close)(void *context, void *tools);
    void *(*block_begin)(void *context);
    void (*ticket)(void *tools, void *block, uint32_t ticket); /* in ticket order */
    void (*block_end)(void *context, void *block);             /* in block order, one at a time */
};

/* THREADS 0 is 1. What block_end sees is the same whatever THREADS is. */
void blocks_run(const struct blocks_job *job, unsigned threads);

#endif
