/* times.h - a column of times of the form `2026-09-07T09:00:00Z`, several at a time. */
#ifndef LOG_TIMES_H
#define LOG_TIMES_H

#include "log/bind.h"
#include "log/lane.h"

struct time_lane {
    struct lane lane;
    uint32_t count;
    bool has_avx2;
    instant *out;
};

/* Reads times on the date that was read last, from the record FROM on; gives how many, 0 where the
 * first are none, or the processor cannot do it. */
uint32_t times_take(const struct time_lane *times, const struct binding *binding, uint32_t from);

#endif
