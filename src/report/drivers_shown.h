/* drivers_shown.h - what drives the breaches, for people and as JSON.
 *
 * JSON, in the order of the targets:
 *     [{"target","breached","decided",
 *       "parts":[{"kind","name","time_s","breaches","vanish"}],
 *       "values":[{"attribute","value","breached","decided","lift","vanish"}]}]
 * `kind` is first touch, team, hand-over, reopening, work (these count), paused or closed. `lift` is how
 * many times as often the value breaches as all do, rounded half-even to 4 places.
 */
#ifndef REPORT_DRIVERS_SHOWN_H
#define REPORT_DRIVERS_SHOWN_H

#include "analyse/drivers.h"
#include "base/buffer.h"

struct drivers_view {
    const struct model *model;
    const struct drivers_result *result;
    bool colour; /* text only */
};

void drivers_write_text(struct buffer *out, const struct drivers_view *view);
void drivers_write_json(struct buffer *out, const struct drivers_view *view);

/* `with messaging`, `paused: status is pending` */
struct text drivers_part_words(struct arena *arena, const struct drivers_part *part);

/* Is it time that the clock counted? */
bool drivers_is_counted(const struct drivers_part *part);

/* How many times as often as all of TARGET it breaches, rounded half-even to PLACES. */
struct text drivers_lift(struct arena *arena, const struct drivers_value *value,
                         const struct drivers_target *target, unsigned places);

#endif
