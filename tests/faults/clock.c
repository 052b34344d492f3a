/* clock.c - preloaded into charter: its clock of the day is off by the seconds that the file of
 * CHARTER_CLOCK has, as if it had been set meanwhile. The steady clock goes on.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#include <time.h>

static int is_ours;

static __attribute__((constructor)) void begin(void)
{
    is_ours = strcmp(program_invocation_short_name, "charter") == 0;
}

static long offset(void)
{
    const char *path = getenv("CHARTER_CLOCK");
    FILE *file = path ? fopen(path, "r") : NULL;
    long seconds = 0;
    if (file && fscanf(file, "%ld", &seconds) != 1)
        seconds = 0;
    if (file)
        fclose(file);
    return seconds;
}

int clock_gettime(clockid_t clock, struct timespec *at)
{
    static int (*real)(clockid_t, struct timespec *);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
    int result = real(clock, at);
    if (result == 0 && clock == CLOCK_REALTIME && is_ours)
        at->tv_sec += offset();
    return result;
}
