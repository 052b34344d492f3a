/* watch_load.c - loads a watcher as a large service desk would, and measures it.
 *
 *   cc -O2 -pthread -o watch_load watch_load.c
 *   ./watch_load CHARTER WATCH_LOAD.chr FOLDER TICKETS RATE SECONDS [GRAIN]
 *
 * TICKETS tickets were opened in the last half hour; when the watcher CHARTER has read them, RATE
 * events a second are written for SECONDS, each stamped with the time at which it is written (in
 * whole GRAINs of microseconds, which makes events late where it is long). Each ticket has a step
 * half an hour after its opening, so that timers fall due all the time. Prints how long the watcher
 * needed for the first ones, whether it kept up, how late steps were told (from the instant of the
 * step to the line on the watcher's standard output), and the memory it took.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { HALF_AN_HOUR = 1800, PULSE = 5000 /* microseconds */, LINE = 400, BLOCK = 1 << 20 };

struct load {
    int64_t tickets, next_ticket, rate, events, grain;
    uint64_t chance;
    FILE *log;
    int out;
    atomic_int ends;         /* notices of the tickets that mark an end */
    atomic_llong since;      /* steps from there on are measured */
    double *late;            /* milliseconds */
    size_t count, cap, told; /* of LATE; told in all */
};

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static uint64_t draw(struct load *load)
{
    load->chance ^= load->chance << 13;
    load->chance ^= load->chance >> 7;
    load->chance ^= load->chance << 17;
    return load->chance;
}

/* ---- events ---- */

static void put(struct load *load, const char *ticket, int64_t at, const char *what)
{
    time_t second = (time_t)(at / 1000000);
    struct tm tm;
    gmtime_r(&second, &tm);
    fprintf(
        load->log,
        "{\"id\":\"%lld\",\"ticket\":\"%s\",\"time\":\"%04d-%02d-%02dT%02d:%02d:%02d.%06dZ\",%s}\n",
        (long long)load->events++, ticket, tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
        tm.tm_min, tm.tm_sec, (int)(at % 1000000), what);
}

static void put_numbered(struct load *load, int64_t ticket, int64_t at, const char *what)
{
    char id[32];
    snprintf(id, sizeof id, "T%lld", (long long)ticket);
    put(load, id, at, what);
}

#define OPENED "\"event\":\"opened\",\"actor\":\"customer\",\"status\":\"open\",\"priority\":\"P3\""

/* Of twenty events one closes a ticket and one opens another; the rest are replies and changes. */
static void put_any(struct load *load, int64_t at)
{
    static const char *const what[] = {
        "\"event\":\"reply\",\"actor\":\"agent\",\"status\":\"open\"",
        "\"event\":\"changed\",\"status\":\"pending\"", "\"event\":\"changed\",\"status\":\"open\"",
        "\"event\":\"changed\",\"priority\":\"P2\"", "\"event\":\"changed\",\"priority\":\"P1\""};
    uint64_t chance = draw(load) % 20;
    if (chance == 0)
        put_numbered(load, load->next_ticket++, at, OPENED);
    else if (chance == 1)
        put_numbered(load, (int64_t)(draw(load) % (uint64_t)load->next_ticket), at,
                     "\"event\":\"resolved\",\"status\":\"resolved\"");
    else
        put_numbered(load, (int64_t)(draw(load) % (uint64_t)load->next_ticket), at,
                     what[chance % 5]);
}

/* A ticket whose steps are due at once. */
static void put_end(struct load *load, const char *ticket)
{
    put(load, ticket, now() - (int64_t)2 * HALF_AN_HOUR * 1000000 - 60000000, OPENED);
    fflush(load->log);
}

static void open_all(struct load *load)
{
    int64_t from = now() - (int64_t)HALF_AN_HOUR * 1000000;
    for (int64_t i = 0; i < load->tickets; i++)
        put_numbered(load, i,
                     from + (int64_t)((double)i / (double)load->tickets * HALF_AN_HOUR * 1e6),
                     OPENED);
    load->next_ticket = load->tickets;
    put_end(load, "END1");
}

static void run_at_rate(struct load *load, int64_t seconds)
{
    int64_t begin = now(), end = begin + seconds * 1000000, written = 0;
    while (now() < end) {
        int64_t at = now(), wanted = (at - begin) * load->rate / 1000000;
        for (; written < wanted; written++)
            put_any(load, at - at % load->grain);
        fflush(load->log);
        usleep(PULSE);
    }
}

/* ---- what is told ---- */

static int64_t instant_of(const char *line)
{
    const char *at = strstr(line, "\"at\":\"");
    struct tm tm = {0};
    double seconds = 0;
    if (!at || sscanf(at + 6, "%d-%d-%dT%d:%d:%lf", &tm.tm_year, &tm.tm_mon, &tm.tm_mday,
                      &tm.tm_hour, &tm.tm_min, &seconds) != 6)
        return 0;
    tm.tm_year -= 1900;
    tm.tm_mon -= 1;
    return (int64_t)timegm(&tm) * 1000000 + (int64_t)llround(seconds * 1e6);
}

static void note(struct load *load, const char *line, int64_t read_at)
{
    int64_t at = instant_of(line), since = atomic_load(&load->since);
    load->told++;
    if (strstr(line, "\"ticket\":\"END"))
        atomic_fetch_add(&load->ends, 1);
    else if (since && at >= since && strstr(line, "\"record\":\"notice\"")) {
        if (load->count == load->cap) {
            load->cap = load->cap ? load->cap * 2 : 4096;
            load->late = realloc(load->late, load->cap * sizeof *load->late);
        }
        load->late[load->count++] = (double)(read_at - at) / 1000;
    }
}

static void *listen(void *context)
{
    struct load *load = context;
    char *bytes = malloc(BLOCK + 1);
    size_t have = 0;
    for (;;) {
        ssize_t got = read(load->out, bytes + have, BLOCK - have);
        int64_t read_at = now();
        if (got <= 0)
            break;
        have += (size_t)got;
        bytes[have] = '\0';
        char *line = bytes, *feed;
        while ((feed = memchr(line, '\n', have - (size_t)(line - bytes)))) {
            *feed = '\0';
            note(load, line, read_at);
            line = feed + 1;
        }
        have -= (size_t)(line - bytes);
        memmove(bytes, line, have);
    }
    free(bytes);
    return NULL;
}

/* ---- the watcher ---- */

static pid_t start(const char *charter, const char *model, const char *folder, int *out)
{
    int pipes[2];
    if (pipe(pipes) != 0)
        exit(2);
    pid_t pid = fork();
    if (pid == 0) {
        char log[4096], state[4096];
        dup2(pipes[1], 1);
        close(pipes[0]);
        snprintf(log, sizeof log, "%s/log.ndjson", folder);
        snprintf(state, sizeof state, "%s/state", folder);
        execl(charter, charter, "watch", model, "--from", log, "--state", state, "--storm", "0",
              (char *)NULL);
        _exit(127);
    }
    close(pipes[1]);
    *out = pipes[0];
    return pid;
}

/* A line of /proc/PID/status, in kB. */
static long memory_of(pid_t pid, const char *name)
{
    char path[64], line[256];
    long kilobytes = 0;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, name, strlen(name)) == 0)
            kilobytes = strtol(line + strlen(name) + 1, NULL, 10);
    if (file)
        fclose(file);
    return kilobytes;
}

/* Seconds of the processor. */
static double time_of(pid_t pid)
{
    char path[64], line[1024];
    unsigned long user = 0, system = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "r");
    if (file && fgets(line, sizeof line, file)) {
        const char *rest = strrchr(line, ')');
        sscanf(rest + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
    }
    if (file)
        fclose(file);
    return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

/* Seconds until NUMBER tickets that mark an end have told of both their steps. */
static double await_end(struct load *load, int number)
{
    int64_t begin = now();
    while (atomic_load(&load->ends) < 2 * number)
        usleep(1000);
    return (double)(now() - begin) / 1e6;
}

static int compare(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static double at_share(const struct load *load, double share)
{
    return load->count ? load->late[(size_t)(share * (double)(load->count - 1))] : NAN;
}

int main(int count, char **words)
{
    struct load load = {.chance = 88172645463325252u};
    char path[4096];
    pthread_t listener;
    if (count != 7 && count != 8)
        return 2;
    load.grain = count == 8 ? strtoll(words[7], NULL, 10) : 1;
    load.tickets = strtoll(words[4], NULL, 10);
    load.rate = strtoll(words[5], NULL, 10);
    int64_t seconds = strtoll(words[6], NULL, 10);
    snprintf(path, sizeof path, "%s/log.ndjson", words[3]);
    load.log = fopen(path, "w");
    if (!load.log)
        return 2;
    setvbuf(load.log, NULL, _IOFBF, BLOCK);
    open_all(&load);
    pid_t pid = start(words[1], words[2], words[3], &load.out);
    long before = memory_of(pid, "VmRSS:");
    pthread_create(&listener, NULL, listen, &load);
    printf("tickets opened          %lld in %.1f s\n", (long long)load.tickets,
           await_end(&load, 1));
    long after = memory_of(pid, "VmRSS:");
    double used = time_of(pid);
    fflush(stdout);
    atomic_store(&load.since, now() + 1000000);
    run_at_rate(&load, seconds);
    put_end(&load, "END2");
    double behind = await_end(&load, 2);
    printf("events written          %lld a second for %lld s; read %.2f s after the last one\n",
           (long long)load.rate, (long long)seconds, behind);
    printf("processor               %.2f of a core\n",
           (time_of(pid) - used) / ((double)seconds + behind));
    printf(
        "memory                  %.0f bytes a ticket at first; %ld MB in the end, %ld MB at most\n",
        (double)(after - before) * 1024 / (double)load.tickets, memory_of(pid, "VmRSS:") / 1024,
        memory_of(pid, "VmHWM:") / 1024);
    kill(pid, SIGTERM);
    waitpid(pid, NULL, 0);
    pthread_join(listener, NULL);
    qsort(load.late, load.count, sizeof *load.late, compare);
    printf("steps told              %zu; %zu measured, late by %.1f ms (median), %.1f (90%%), %.1f "
           "(99%%), %.1f (most)\n",
           load.told, load.count, at_share(&load, 0.5), at_share(&load, 0.9), at_share(&load, 0.99),
           at_share(&load, 1));
    return 0;
}
