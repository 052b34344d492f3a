/* draft.h - a draft of `ticket has`, `status` and `log` blocks, from what was inferred of an
 * export.
 *
 * Laid out like any charter; what is open stands in comments that begin with `decide:`, each in
 * front of the line that it is about.
 */
#ifndef REPORT_DRAFT_H
#define REPORT_DRAFT_H

#include "analyse/infer.h"

/* False: the export has no ticket or no time that could be found, so the `log` block is left out,
 * and a comment says why. */
bool draft_write(struct buffer *out, const struct inferred *inferred);

#endif
