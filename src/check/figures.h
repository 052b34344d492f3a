/* figures.h - what the files of check share that deal with figures of whole periods and with money.
 */
#ifndef CHECK_FIGURES_H
#define CHECK_FIGURES_H

#include "check/scope.h"

/* Is a PERCENT, or a RANK, at most 100? */
bool figures_is_share(const struct node *percent);

/* Adds a target behind those that the charter declares; gives its number, which is the same for
 * that name in all versions. */
uint32_t targets_append(struct scope *scope, const struct target *target);

#endif
