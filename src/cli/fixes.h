/* fixes.h - the safe edits of `charter check --fix`, made in the files. */
#ifndef CLI_FIXES_H
#define CLI_FIXES_H

#include "base/diagnostic.h"
#include "base/source.h"
#include "cli/command.h"

/* Makes the fixes of all diagnostics in SINK, but for one that touches another, in the files that
 * are on the disk; each file is written at once, and what was done is said. *MADE is how many.
 * False, and said so, if a file could not be written. */
bool fixes_make(struct arena *arena, const struct sources *sources, const struct sink *sink,
                size_t *made);

#endif
