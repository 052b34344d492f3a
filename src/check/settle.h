/* settle.h - changes of lines of targets, once conditions can be compared: a clause is replaced by
 * the one with the same label, or the equivalent condition (semantics 5.1).
 */
#ifndef CHECK_SETTLE_H
#define CHECK_SETTLE_H

#include "check/wording.h"

/* Makes the changes that wait for targets, and gives their declarations in SCOPE the nodes that
 * come of it. SCOPE has its schema and calendars. */
void settle_targets(struct scope *scope, struct wording *wording);

/* The rank of the layer that wrote the line at SPAN of ENTRY. */
uint32_t settle_rank(const struct wording_entry *entry, struct span span);

#endif
