/* pager.h - a long answer in a terminal, page by page.
 *
 * `$PAGER` is asked to show it (by the shell, so it may have arguments); without one `less` is, if
 * there is one. `PAGER=` is none. Reads the size of the window each time, so a window may be
 * resized between two answers; while one is read, the pager sees to it.
 */
#ifndef CLI_PAGER_H
#define CLI_PAGER_H

#include "base/arena.h"
#include "base/text.h"

/* Is TEXT longer than the window of a terminal that can page? */
bool pager_wants(struct text text);

/* Shows it, and waits until its reader has had enough. False: there is no pager, nothing is shown.
 */
bool pager_show(struct arena *arena, struct text text);

#endif
