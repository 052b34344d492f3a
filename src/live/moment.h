/* moment.h - the real clock, the only place that reads it. */
#ifndef LIVE_MOMENT_H
#define LIVE_MOMENT_H

#include <time.h>

#include "time/civil.h"

static inline instant moment_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (instant)now.tv_sec * MICROS_SECOND + now.tv_nsec / 1000;
}

#endif
