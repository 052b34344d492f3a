/* origins_part.h - what both forms of `charter tree` say. */
#ifndef REPORT_ORIGINS_PART_H
#define REPORT_ORIGINS_PART_H

#include "report/origins.h"

/* `target resolution "Resolution"`; of what has no name the text itself, at most MOST characters.
 */
struct text origins_head(struct arena *arena, const struct model *model, const struct node *node,
                         size_t most);

/* The lines that are shown of a declaration: all of a target, those of any other that has been
 * changed line by line. */
const struct origin *origins_lines(struct arena *arena, const struct origin_entry *entry,
                                   uint32_t *count);

#endif
