/* notices.h - notice records as CSV or NDJSON (the contract is "One notice record" in the manual of
 * the command), and how many there are.
 *
 * In the order of their instants, then of tickets, then as the clock came to them: all of them are
 * kept until the last is known, 48 bytes each.
 */
#ifndef REPORT_NOTICES_H
#define REPORT_NOTICES_H

#include "base/buffer.h"
#include "judge/judge.h"

enum notices_format { NOTICES_CSV, NOTICES_NDJSON };

/* Records in their order, and what each of them is. On the heap; a zeroed one is empty. */
struct notices_mark {
    instant at;
    uint32_t ticket;
    uint32_t escalation; /* INDEX_NONE: a target's own warning */
    uint32_t target;
    bool corrects;
    size_t len; /* bytes */
};

struct notices_kept {
    struct notices_mark *at;
    size_t count;
    struct buffer bytes;
};

void notices_kept_fini(struct notices_kept *kept);

struct notices_request {
    const struct model *model;
    const struct eventlog *log;
    enum notices_format format;
    /* Gets the bytes piece by piece; they are its only for the call. NULL: only counted. */
    void (*write)(void *context, struct text bytes);
    void *context;
    struct notices_kept *kept; /* gets all records too; NULL: nobody keeps them */
};

/* What was told, corrections apart. */
struct notices_count {
    uint64_t all; /* with corrections */
    uint64_t corrections;
    const uint64_t *escalations; /* by escalation */
    const uint64_t *warnings;    /* by target: its own `warns at` */
};

struct notices;

/* REQUEST is copied. */
struct notices *notices_new(struct arena *arena, const struct notices_request *request);
void notices_free(struct notices *notices);

struct judge_consumer notices_consumer(struct notices *notices);

/* One record without a block, with its line end, in the format of REQUEST. */
void notices_write_one(const struct notices_request *request, struct buffer *out,
                       const struct notice *notice);

/* What stands in front of all records. */
void notices_put_header(enum notices_format format, struct buffer *out);

/* Writes them all; call it once, after all blocks. The counts live in the arena of notices_new. */
const struct notices_count *notices_finish(struct notices *notices);

#endif
