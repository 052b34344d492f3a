/* flatten.h - the text of one version of a charter as one file: parents, changes and amendments
 * applied, what is used written out, each declaration and each line that comes from elsewhere with
 * its place as a comment.
 *
 * The file is a charter in force while that version is, in canonical layout, and says the same: it
 * gives the same verdicts for tickets opened in that time. Flattened again it stays as it is, but
 * for the places. `use` of the standard library stays where nothing that it declares was changed.
 * Clauses that go before others only because they are later say so with `overrides`. What is not
 * part of the version is left out: tests of other times, values in logs that it does not have.
 */
#ifndef REPORT_FLATTEN_H
#define REPORT_FLATTEN_H

#include "base/buffer.h"
#include "charter/model.h"

/* MODEL is that of the version: a charter, no library. */
void flatten_write(struct buffer *out, const struct model *model);

#endif
