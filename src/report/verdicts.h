/* verdicts.h - verdict records as CSV or NDJSON (the contract is "One verdict record" in the
 * manual of the command).
 *
 * Every record has all fields in the order of the contract. What does not apply is empty in CSV and
 * null in NDJSON; `cycle` and lengths are numbers there, `flags` is always a text. Instants are UTC
 * with `Z`, lengths decimal seconds, `clause` is FILE:LINE with the path as it was given.
 */
#ifndef REPORT_VERDICTS_H
#define REPORT_VERDICTS_H

#include "base/buffer.h"
#include "judge/judge.h"

enum verdicts_format { VERDICTS_CSV, VERDICTS_NDJSON };

/* Records, and how many bytes of them each ticket has. On the heap; a zeroed one is empty. */
struct verdicts_mark {
    uint32_t ticket;
    size_t len;
};

struct verdicts_kept {
    struct verdicts_mark *at;
    size_t count, cap;
    struct buffer bytes;
};

void verdicts_kept_fini(struct verdicts_kept *kept);

struct verdicts_request {
    const struct model *model;
    const struct eventlog *log;
    enum verdicts_format format;
    /* Gets the bytes of each block, in order, from one thread at a time; they are its only for the
     * call. What it does with a failure is its affair. */
    void (*write)(void *context, struct text bytes);
    void *context;
    struct verdicts_kept *kept; /* gets all records too; NULL: nobody keeps them */
};

struct verdicts;

/* Gives the header to `write` at once (CSV). REQUEST is copied. */
struct verdicts *verdicts_new(struct arena *arena, const struct verdicts_request *request);

struct judge_consumer verdicts_consumer(struct verdicts *verdicts);

/* One record without a block, with its line end, for tests and small uses. */
void verdicts_write_one(struct verdicts *verdicts, struct buffer *out,
                        const struct verdict *verdict);

#endif
