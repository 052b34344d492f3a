/* outlet_lines.c - a line a record. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "live/outlet.h"

struct lines {
    struct outlet outlet; /* the first member */
    int descriptor;
    struct buffer line;
};

static enum sending begin(struct outlet *outlet, const struct delivery *delivery)
{
    struct lines *lines = (struct lines *)(void *)outlet;
    buffer_clear(&lines->line);
    buffer_put(&lines->line, delivery->body);
    buffer_putc(&lines->line, '\n');
    for (size_t at = 0; at < lines->line.len;) {
        ssize_t done = write(lines->descriptor, lines->line.at + at, lines->line.len - at);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0) {
            outlet->problem = text_of(strerror(errno));
            return SENDING_BROKEN;
        }
        at += (size_t)done;
    }
    return SENDING_DONE;
}

static enum sending look(struct outlet *outlet)
{
    (void)outlet;
    return SENDING_DONE;
}

static int wait_on(const struct outlet *outlet)
{
    (void)outlet;
    return -1;
}

static void end(struct outlet *outlet)
{
    buffer_fini(&((struct lines *)(void *)outlet)->line);
}

struct outlet *outlet_lines(struct arena *arena, int descriptor)
{
    static const struct outlet_kind kind = {begin, look, wait_on, end};
    struct lines *lines = ARENA_NEW(arena, struct lines);
    *lines = (struct lines){.outlet = {.kind = &kind, .name = TEXT("-")}, .descriptor = descriptor};
    return &lines->outlet;
}
