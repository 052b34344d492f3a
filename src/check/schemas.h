/* schemas.h - one schema for all versions of a charter: every attribute, value, status and kind of
 * event that any of them has, with the same numbers in all (semantics 5.4).
 */
#ifndef CHECK_SCHEMAS_H
#define CHECK_SCHEMAS_H

#include "check/scope.h"

/* Gives the models of COUNT scopes, whose own schemas are made, schemas of one shape: what a
 * version lacks is there and `is_absent`. An attribute of another type, or a ladder whose order is
 * not that of the others, is reported. With one scope nothing changes. */
void schemas_unite(struct scope *const *scopes, size_t count);

/* SCHEMA with nothing absent: what a log may say, and who asks about all versions. */
struct schema schemas_whole(struct arena *arena, const struct schema *schema);

#endif
