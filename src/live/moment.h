/* moment.h - the real clock, and one that nobody sets; the only place that reads them. */
#ifndef LIVE_MOMENT_H
#define LIVE_MOMENT_H

#include <time.h>

#include "time/civil.h"

static inline micros moment_by(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (micros)now.tv_sec * MICROS_SECOND + now.tv_nsec / 1000;
}

static inline instant moment_now(void)
{
    return moment_by(CLOCK_REALTIME);
}

/* Since some moment, without the time that the machine was asleep. */
static inline micros moment_steady(void)
{
    return moment_by(CLOCK_MONOTONIC);
}

#endif
