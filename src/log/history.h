/* history.h - each ticket's rows in order, one behind the other (semantics 3.1, 3.5).
 */
#ifndef LOG_HISTORY_H
#define LOG_HISTORY_H

#include "log/columns.h"

/* Of finished columns: first, opening, first and last time, and the remarks that need a ticket's
 * rows side by side; and the columns themselves, put into the order of tickets by THREADS threads
 * (0 is 1). */
void history_make(struct columns *columns, unsigned threads);

#endif
