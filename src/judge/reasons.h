/* reasons.h - why hours are closed, kept from question to question: for whoever asks for the rows
 * of many ledgers. For one thread, and for the files of judge only.
 */
#ifndef JUDGE_REASONS_H
#define JUDGE_REASONS_H

#include "time/calendar.h"

/* A stretch of hours for one reason; the text is empty while they are open. */
struct closed_reason {
    instant from, to;
    struct text text;
    bool is_open;
};

struct reasons;
struct reasons *reasons_new(struct arena *arena);

/* The stretches that [FROM, TO) of SPEC consists of, in order; the first may begin before FROM, the
 * last end behind TO. Valid until the next call. */
const struct closed_reason *reasons_find(struct reasons *reasons, const struct calendar_spec *spec,
                                         struct calendar_stretch range, size_t *count);

#endif
