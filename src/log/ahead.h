/* ahead.h - what is found out by reading a log once: where each ticket has its last row, and which
 * event ids may stand in it twice.
 *
 * A ticket is known by 40 bits of a hash of its id: tickets that are taken for the same end where
 * the last of them does, which is late but never wrong. An id that stands alone may be taken for
 * one that is repeated, but not the other way round. Knows nothing of what rows are.
 */
#ifndef LOG_AHEAD_H
#define LOG_AHEAD_H

#include "log/cell.h"
#include "log/intern.h"

enum { AHEAD_TABLES = 256 };

/* While the log is read: 8 bytes an entry, a ticket's tag and its last row + 1. */
struct ahead_table {
    uint64_t *at;
    uint32_t mask, count;
};

struct ahead {
    struct ahead_table tables[AHEAD_TABLES];
    uint64_t *last; /* a bit a row, once the log has been read: it is the last one of its ticket */
    uint64_t rows, tickets;
    uint64_t *seen;     /* a filter of ids; NULL: there were none */
    uint64_t *repeated; /* hashes of ids, open addressing; 0: free */
    size_t repeated_mask, repeated_count;
};

uint64_t ahead_hash(struct text id);

/* ROW, from 0, belongs to the ticket whose id has HASH; rows of a ticket come in order. */
void ahead_note_row(struct ahead *ahead, uint64_t hash, uint32_t row);

/* While rows are noted: may the ticket have some already? */
bool ahead_may_know(const struct ahead *ahead, uint64_t hash);

/* A row has the event id with HASH. False: no row before it has. */
bool ahead_note_id(struct ahead *ahead, uint64_t hash);

/* The log has been read, and had ROWS. */
void ahead_settle(struct ahead *ahead, uint64_t rows);
void ahead_fini(struct ahead *ahead);

static inline bool ahead_is_last(const struct ahead *ahead, uint64_t row)
{
    return ahead->last[row / 64] >> row % 64 & 1;
}

/* May the id with HASH stand in the log more than once? */
bool ahead_may_repeat(const struct ahead *ahead, uint64_t hash);

#endif
