/* made.h - clocks and targets that no block declares: made for something else that the charter
 * says.
 */
#ifndef CHECK_MADE_H
#define CHECK_MADE_H

#include "check/scope.h"

/* Adds one behind those that the charter declares; gives its number, which is the same for that
 * name in all versions. */
uint32_t clocks_append(struct scope *scope, const struct clock_model *clock);
uint32_t targets_append(struct scope *scope, const struct target *target);

#endif
