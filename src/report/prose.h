/* prose.h - the charter that people read, made from the checked model and its declarations.
 *
 * What is printed of each kind of node, and by whom, is said by the rows of printed.def; the
 * numbers of the sections by sections.def; the words by words_en.def. Quotes in texts and examples
 * are worked out, never written. Reads no clock: the date is part of the request.
 *
 * Numbers of clauses are made of the number of their section, which is fixed, and of names in the
 * charter: `9.resolution.P1`. They stay the same when the text is put in another order, or
 * something is added elsewhere.
 */
#ifndef REPORT_PROSE_H
#define REPORT_PROSE_H

#include "charter/model.h"
#include "report/document.h"

struct prose_request {
    const struct model *model;
    day as_of; /* which version, and the first day of the year of holidays; DAY_NONE: the day on
                * which the charter comes into force */
    const struct phrases *phrases;
};

/* NULL if no version of the charter is in force then. */
struct document *prose_document(struct arena *arena, const struct prose_request *request);

#endif
