/* stamp.h - the instant of its arrival is written into a record, where its source tells no other.
 */
#ifndef LIVE_STAMP_H
#define LIVE_STAMP_H

#include "base/text.h"
#include "time/civil.h"

struct stamp {
    struct text key;  /* of JSON objects; empty: nothing is written */
    struct text pair; /* of the batch: `"key":"2026-…",` */
};

/* Records of BYTES, a line each that is a JSON object, with the instant AT as the value of the key,
 * as their first member; other lines are left alone. In ARENA. */
struct text stamp_records(struct stamp *stamp, struct text bytes, instant at, struct arena *arena);

/* RECORD as it was before. */
struct text stamp_without(const struct stamp *stamp, struct text record, struct arena *arena);

#endif
