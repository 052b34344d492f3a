/* redline.h - what changes from one charter to another, as a document that people read.
 *
 * Each change stands in the section and under the number that the printed charter gives it, in the
 * words of the printed charter: what it said, what it says now, and what that means for the
 * customer, in words. Made of the rows of a comparison (analyse/compare.h).
 */
#ifndef REPORT_REDLINE_H
#define REPORT_REDLINE_H

#include "analyse/compare.h"
#include "report/document.h"

struct redline_request {
    const struct model *side[2]; /* as check gives them */
    const struct comparison *comparison;
    const struct compare_result
        *further; /* dates of which are named if they differ, too; or NULL */
    day as_of;    /* DAY_NONE: the charters have no dates */
    const struct phrases *phrases;
};

struct document *redline_document(struct arena *arena, const struct redline_request *request);

#endif
