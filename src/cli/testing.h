/* testing.h - running the tests and properties that a charter carries, and its mutants.
 */
#ifndef CLI_TESTING_H
#define CLI_TESTING_H

#include "analyse/coverage.h"
#include "cli/session.h"
#include "report/results.h"

struct testing {
    struct session *session;
    struct text path;                /* of the charter at hand */
    VECTOR(struct results_test) ran; /* of all files so far */
    VECTOR(struct eventlog *) logs;  /* that their ledgers speak of */
    struct coverage *coverage;       /* of the file at hand, or NULL: not asked for */
    bool colour;
};

/* Runs all tests and properties of the session's model. */
void testing_run(struct testing *testing);

/* Do all tests and properties of MODEL pass? */
bool testing_passes(const struct model *model);

void testing_fini(struct testing *testing);

#endif
