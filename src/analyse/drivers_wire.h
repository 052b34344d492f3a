/* drivers_wire.h - drivers of a part of a log as bytes, and the drivers of the whole from those of
 * its parts: exactly.
 */
#ifndef ANALYSE_DRIVERS_WIRE_H
#define ANALYSE_DRIVERS_WIRE_H

#include "analyse/drivers.h"
#include "base/wire.h"

/* After the last verdict; looks at each breached ticket again. */
void drivers_put(struct drivers *drivers, struct buffer *out);

struct drivers_sum;

struct drivers_sum *drivers_sum_new(struct arena *arena, const struct model *model);

/* Adds what drivers_put gave; borrows its texts. Spoils WIRE if it is no such thing. */
void drivers_sum_add(struct drivers_sum *sum, struct wire *wire);

const struct drivers_result *drivers_sum_finish(const struct drivers_sum *sum, struct arena *arena);

#endif
