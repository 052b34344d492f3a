/* test_block.h - a ticket as a `test` block of the language, that passes.
 */
#ifndef REPORT_TEST_BLOCK_H
#define REPORT_TEST_BLOCK_H

#include "base/buffer.h"
#include "judge/judge.h"

struct test_block {
    const struct model *model;
    struct text title;
    const struct test_event *events;
    uint32_t event_count;
    const struct ledger *ledgers; /* what the judge says of it; each cycle gets its lines */
    uint32_t ledger_count;
};

/* In canonical layout. Instants are local where that says which one is meant. */
void test_block_write(struct buffer *out, const struct test_block *block);

#endif
