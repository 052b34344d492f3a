/* icalendars.h - the iCalendar files that lists of holidays are read from, each read once.
 *
 * They are read with the files of the charter, since only then there is a loader; the rules are
 * looked up by the place that names the file, which all versions of the charter share.
 */
#ifndef CHECK_ICALENDARS_H
#define CHECK_ICALENDARS_H

#include "check/check.h"
#include "check/scope.h"
#include "time/icalendar.h"

/* Reads what the lists in ROOT, the tree of the file called PATH, are read from. What can't be read
 * is reported. */
void icalendars_load(struct scope *scope, const struct check_input *input, const struct node *root,
                     struct text path);

/* The days of the file that FROM names; none if it couldn't be read. */
struct icalendar_days icalendars_find(const struct scope *scope, const struct node *from);

/* The bytes of file number I, for the digest; false: there are no more. */
bool icalendars_bytes(const struct scope *scope, size_t i, struct text *bytes);

#endif
