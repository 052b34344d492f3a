/* results.h - the results of the tests of a charter, for people.
 *
 * Knows how an expectation is compared with a verdict, and how the difference is shown; not how the
 * tickets of a test are judged.
 */
#ifndef REPORT_RESULTS_H
#define REPORT_RESULTS_H

#include "analyse/property.h"
#include "report/ledger.h"

/* One expectation of a test, or line of a property, compared. */
struct result {
    struct span span;
    bool holds;
    struct text expected, got;      /* for people; times in the charter's zone */
    bool is_list;                   /* what was found is several things, joined by `; ` */
    struct text difference;         /* how far apart the two are; empty where that says nothing */
    struct ledger_apart apart;      /* the same in the ledger */
    const struct ledger *ledger;    /* of the cycle it is about; NULL: there is no such cycle */
    const struct credit_band *band; /* of a credit: the one that was owed by, or NULL */
    const struct escalation_step *step; /* of what is told: the step that told it, or NULL */
};

/* Compares with the cycle that EXPECTATION is about among the COUNT ledgers of the test's ticket
 * (judge_ledgers with any target); cycle 0 is the target's last one. Not for what escalations tell.
 */
struct result results_compare(struct arena *arena, const struct ledger_view *view,
                              const struct expectation *expectation, const struct ledger *ledgers,
                              uint32_t count);

/* What an escalation tells, by the notices of the same ledgers, judged as of the last instant that
 * the test speaks of. A correction is not what an escalation tells. */
bool results_is_of_notices(const struct expectation *expectation);
struct result results_tells(struct arena *arena, const struct ledger_view *view,
                            const struct expectation *expectation, const struct ledger *ledgers,
                            uint32_t count);

/* What a credit comes to where so much of its period was met: of the version in force on the first
 * day of the period that a ticket OPENED then falls into (6.4). */
struct result results_credit(struct arena *arena, const struct ledger_view *view,
                             const struct expectation *expectation, instant opened);

/* A test or a property that has been run. */
struct results_test {
    struct text file, title;
    bool is_property;
    struct span span;
    const struct result *results; /* of all its lines, in the order of the text */
    uint32_t result_count;
    struct ledger_view view; /* of the log that a test imagines; of a property only the model */
};

/* One line of a property. VACUOUS: no ticket is one that it is about. */
struct result results_property(struct arena *arena, const struct ledger_view *view,
                               const struct property_answer *answer, bool vacuous);

bool results_passed(const struct results_test *test); /* all hold */

/* `ok`/`FAILED` and the title; each expectation that fails with its place and text, what was
 * expected, what was found, and the ledger beside the one that was expected. */
void results_write_text(struct buffer *out, const struct results_test *test);

/* The same of the INDEXth line, which fails. */
void results_write_failure(struct buffer *out, const struct results_test *test, uint32_t index);

enum results_form { RESULTS_TEXT, RESULTS_TAP, RESULTS_JUNIT, RESULTS_JSON };

/* All that was run, in one of the forms: text ends with a line `12 passed, 1 failed`; TAP is
 * version 13 with a YAML block for each failure, and its text as diagnostics; JUnit is the XML that
 * build servers read, a suite a file; JSON is an object a line:
 *     {"file","line","test"|"property","passed","failed":[{"line","expected","got","differs"}]} */
void results_write(struct buffer *out, enum results_form form, const struct results_test *tests,
                   size_t count);

/* `12 passed, 1 failed`, with a line end. */
void results_write_summary(struct buffer *out, uint64_t passed, uint64_t failed);

#endif
