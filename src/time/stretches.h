/* stretches.h - lists of stretches of time, and the set operations that calendars are made with.
 *
 * Does not know what a stretch stands for.
 */
#ifndef TIME_STRETCHES_H
#define TIME_STRETCHES_H

#include "time/calendar.h"

/* Tidy: in order, none empty, none touching the next. */
typedef VECTOR(struct calendar_stretch) stretches;

/* Adds [from, to) at the end, unless it is empty; joined to the last one if it begins within it or
 * at its end, so a list filled in order is tidy. */
void stretches_push(struct arena *arena, stretches *list, struct calendar_stretch stretch);

/* Makes any list tidy. */
void stretches_tidy(stretches *list);

/* Cuts tidy CUTS out of tidy LIST. */
void stretches_subtract(struct arena *arena, stretches *list, const stretches *cuts);

/* Index of the first stretch of a tidy list that ends after AT; its count if there is none. */
size_t stretches_after(const stretches *list, instant at);

#endif
