/* figures_wire.h - what is counted for figures as bytes, and that of several parts of a log as that
 * of the whole: exactly.
 */
#ifndef COUNT_FIGURES_WIRE_H
#define COUNT_FIGURES_WIRE_H

#include "count/cited.h"
#include "count/figures.h"

/* After the walk, before figures_finish. Reorders lengths and outages. */
void figures_put(struct figures *figures, struct buffer *out);

/* Adds what figures_put gave for the same request, before figures_finish. Spoils WIRE if it is no
 * such thing. */
void figures_add(struct figures *figures, struct wire *wire, struct cited *cited);

#endif
