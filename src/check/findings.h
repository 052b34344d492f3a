/* findings.h - what holds when a clock starts, for those who find out what is wrong with clocks.
 */
#ifndef CHECK_FINDINGS_H
#define CHECK_FINDINGS_H

#include "check/cells.h"

/* What holds when the clock starts: of the status, by its start events, and its `when`. */
const struct condition *findings_at_start(struct arena *arena, const struct model *model,
                                          const struct clock_model *clock);

#endif
