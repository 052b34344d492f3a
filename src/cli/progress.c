/* progress.c - drawn at most ten times a second, when a block of tickets is done. */
#include "cli/progress.h"

#include <string.h>
#include <time.h>

#include "base/buffer.h"
#include "cli/files.h"

enum { WIDTH = 40, EVERY_MS = 100, TICKETS_LEAST = 20000 };

static int64_t now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (int64_t)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

struct progress progress_start(const char *mode, uint64_t tickets)
{
    bool always = mode && strcmp(mode, "always") == 0, never = mode && strcmp(mode, "never") == 0;
    bool wanted = always || (!never && tickets >= TICKETS_LEAST && files_is_terminal(2));
    return (struct progress){.tickets = tickets, .shows = wanted && tickets > 0};
}

static void draw(const struct progress *progress, uint64_t done)
{
    struct buffer line = {0};
    done = done < progress->tickets ? done : progress->tickets;
    unsigned filled = (unsigned)(done * WIDTH / progress->tickets);
    buffer_puts(&line, "\r[");
    buffer_fill(&line, '#', filled);
    buffer_fill(&line, '.', WIDTH - filled);
    buffer_format(&line, "] %3u%%", (unsigned)(done * 100 / progress->tickets));
    files_say(buffer_text(&line));
    buffer_fini(&line);
}

/* The last ticket that a block has seen. */
static void *block_begin(void *context)
{
    uint32_t *last = memory_resize(NULL, sizeof *last);
    (void)context;
    *last = 0;
    return last;
}

static void see(void *block, const struct verdict *verdict)
{
    *(uint32_t *)block = verdict->ticket;
}

static void block_end(void *context, void *block)
{
    struct progress *progress = context;
    uint64_t done = progress->before + *(uint32_t *)block + 1;
    int64_t at = now();
    memory_release(block);
    if (at - progress->shown_at < EVERY_MS)
        return;
    progress->shown_at = at;
    draw(progress, done < progress->tickets ? done : progress->tickets);
}

struct judge_consumer progress_consumer(struct progress *progress)
{
    return (struct judge_consumer){.context = progress,
                                   .block_begin = block_begin,
                                   .verdict = see,
                                   .block_end = block_end,
                                   .spares = SPARES_CODES | SPARES_DUE};
}

void progress_end(struct progress *progress)
{
    static const char blank[] = "\r                                                \r";
    if (!progress->shows)
        return;
    draw(progress, progress->tickets);
    files_say(files_is_terminal(2) ? text_of(blank) : TEXT("\n"));
}
