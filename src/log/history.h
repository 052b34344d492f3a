/* history.h - each ticket's rows in order, without copying them (semantics 3.1, 3.5).
 */
#ifndef LOG_HISTORY_H
#define LOG_HISTORY_H

#include "log/columns.h"

/* Of finished columns: first, order, opening, first and last time, and the remarks that need a
 * ticket's rows side by side. */
void history_make(struct columns *columns);

#endif
