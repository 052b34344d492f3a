/* results.h - the results of the tests of a charter, for people.
 *
 * Knows how an expectation is compared with a verdict, and how the difference is shown; not how the
 * tickets of a test are judged.
 */
#ifndef REPORT_RESULTS_H
#define REPORT_RESULTS_H

#include "report/ledger.h"

/* One expectation, compared. */
struct result {
    const struct expectation *expectation;
    bool holds;
    struct text expected, got;   /* for people; times in the charter's zone */
    const struct ledger *ledger; /* of the cycle it is about; NULL: there is no such cycle */
};

/* Compares with the cycle that EXPECTATION is about among the COUNT ledgers of the test's ticket
 * (judge_ledgers with any target); cycle 0 is the target's last one. EXPECT_TELLS never holds. */
struct result results_compare(struct arena *arena, const struct ledger_view *view,
                              const struct expectation *expectation, const struct ledger *ledgers,
                              uint32_t count);

struct results_test {
    const struct test_case *test;
    const struct result *results; /* of all its expectations, in the order of the text */
    uint32_t result_count;
    struct ledger_view view; /* of the log that the test imagines */
};

bool results_passed(const struct results_test *test); /* all hold */

/* `ok`/`FAILED` and the title; each expectation that fails with its place and text, what was
 * expected, what was found, and the ledger. */
void results_write_text(struct buffer *out, const struct results_test *test);

/* `12 passed, 1 failed`, with a line end. */
void results_write_summary(struct buffer *out, uint64_t passed, uint64_t failed);

#endif
