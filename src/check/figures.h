/* figures.h - what the files of check share that deal with figures of whole periods and with money.
 */
#ifndef CHECK_FIGURES_H
#define CHECK_FIGURES_H

#include "check/made.h"

/* Is a PERCENT, or a RANK, at most 100? */
bool figures_is_share(const struct node *percent);

#endif
