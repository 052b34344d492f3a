/* report/coverage.h - what tests cover of a charter, and which changes of it they notice, for
 * people and as JSON.
 *
 * Text of coverage: a sentence, the lines that decided no verdict, then the source, each line that
 * counts with how often it decided one. JSON, one object on a line:
 *     {"file","covered","lines","items":[{"line","kind","hits","text"}]}
 * Of mutants: the ones that survive; JSON:
 *     {"file","killed","mutants","survivors":[{"line","operator","change","text"}]}
 */
#ifndef REPORT_COVERAGE_H
#define REPORT_COVERAGE_H

#include "analyse/coverage.h"
#include "analyse/mutation.h"
#include "base/buffer.h"

struct coverage_view {
    const struct sources *sources;
    struct text path;
    bool json;
};

void coverage_write(struct buffer *out, const struct coverage_view *view,
                    const struct coverage *coverage);

/* A mutant that no test noticed. */
struct survivor {
    enum mutation_operator operator;
    struct span span;
    struct text what;
};

struct mutation_result {
    uint64_t mutants;
    const struct survivor *survivors;
    size_t survivor_count;
};

void coverage_write_mutants(struct buffer *out, const struct coverage_view *view,
                            const struct mutation_result *result);

#endif
