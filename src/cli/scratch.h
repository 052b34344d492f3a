/* scratch.h - what a command that must not hold it all in memory keeps in files: logs that can be
 * looked at anywhere and forgotten, and records that come in pieces and are wanted in one order.
 *
 * Files of its own have no name, stand in $TMPDIR (else /tmp), and are gone with the process.
 */
#ifndef CLI_SCRATCH_H
#define CLI_SCRATCH_H

#include "base/buffer.h"
#include "base/vector.h"

/* ---- logs ---- */

struct mapped {
    struct text bytes;
    bool can_forget;
};

/* All of PATH (`-`: standard input) where it need not be in memory: what is no file is written to
 * one first. False: *PROBLEM says why, as files_read has it. The bytes live as long as the process.
 */
bool mapped_open(struct arena *arena, const char *path, struct mapped *mapped, struct text *problem)
    __attribute__((warn_unused_result));

/* The bytes in front of AT need no memory any more; they can still be read. */
void mapped_forget(const struct mapped *mapped, const char *at);

/* A file to write to and then look at. */
struct scratch {
    int file;  /* -1: there is none */
    int error; /* errno of the first failure */
};

struct scratch scratch_open(void);
void scratch_write(struct scratch *scratch, struct text text);

/* What was written, to be looked at; it is written to no more. False: *PROBLEM says why it could
 * not be kept. */
bool scratch_map(struct arena *arena, struct scratch *scratch, struct mapped *mapped,
                 struct text *problem) __attribute__((warn_unused_result));
void scratch_close(struct scratch *scratch);

/* ---- records in the order of numbers ---- */

/* Records come in runs, the numbers of each ascending; none comes twice. */
struct spill {
    struct arena *arena;
    struct scratch scratch;
    VECTOR(uint64_t) runs; /* where each begins */
    struct buffer waiting;
    uint64_t written; /* with what waits */
};

void spill_init(struct spill *spill, struct arena *arena);
void spill_begin_run(struct spill *spill);
void spill_add(struct spill *spill, uint32_t number, struct text record);

/* Gives all records by their numbers; false: *PROBLEM says why not. Ends SPILL. */
bool spill_end(struct spill *spill, void (*give)(void *context, struct text record), void *context,
               struct text *problem);
void spill_drop(struct spill *spill); /* one that is not wanted */

#endif
