/* writes.c - preloaded into charter: the process is killed in front of its n-th write, or from
 * there on the disk is full. A write is all that changes a file, or its place, from this process.
 *
 *     CHARTER_FALL_AT=N   SIGKILL in front of write N
 *     CHARTER_FULL_AT=N   from write N on, writes to files fail with ENOSPC
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static long fall, full, count;
static int is_ours;

static long number_of(const char *name)
{
    const char *text = getenv(name);
    return text ? strtol(text, NULL, 10) : 0;
}

static __attribute__((constructor)) void begin(void)
{
    fall = number_of("CHARTER_FALL_AT");
    full = number_of("CHARTER_FULL_AT");
    is_ours = strcmp(program_invocation_short_name, "charter") == 0;
}

/* Pipes and the like have no disk. */
static int is_file(int descriptor)
{
    struct stat about;
    return descriptor > 2 && fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode);
}

/* Is the disk full? */
static int note(int descriptor)
{
    if (!is_ours)
        return 0;
    count++;
    if (count == fall)
        kill(getpid(), SIGKILL);
    int fails = full && count >= full && is_file(descriptor);
    errno = fails ? ENOSPC : errno;
    return fails;
}

#define WRAP(type, name, parameters, arguments, descriptor)                                        \
    type name parameters                                                                           \
    {                                                                                              \
        static type(*real) parameters;                                                             \
        if (!real)                                                                                 \
            *(void **)&real = dlsym(RTLD_NEXT, #name);                                             \
        return note(descriptor) ? -1 : real arguments;                                             \
    }

WRAP(ssize_t, write, (int to, const void *at, size_t size), (to, at, size), to)
WRAP(ssize_t, pwrite, (int to, const void *at, size_t size, off_t where), (to, at, size, where), to)
WRAP(ssize_t, pwrite64, (int to, const void *at, size_t size, off64_t where), (to, at, size, where),
     to)
WRAP(int, fsync, (int of), (of), -1)
WRAP(int, fdatasync, (int of), (of), -1)
WRAP(int, ftruncate, (int of, off_t size), (of, size), -1)
WRAP(int, ftruncate64, (int of, off64_t size), (of, size), -1)
WRAP(int, unlink, (const char *path), (path), -1)
