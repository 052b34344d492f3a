/* source_file.c - a file that grows, also where it is put aside and begun anew; and standard input,
 * which has no position.
 *
 * A file is known by its device and number: one of another number under the same path is read from
 * its beginning, once the former one has been read to its end.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "live/source.h"

enum { PIECE = 1 << 20 };

struct file {
    struct source source; /* the first member */
    struct arena *arena;
    const char *path; /* NULL: standard input */
    bool ends;
    int descriptor;          /* -1: not open */
    uint64_t device, number; /* of the file that is open */
    uint64_t offset;         /* behind the last whole record that was given */
    uint64_t wanted;         /* where to go on, once the header has been read again */
    struct buffer pending;   /* read and not given: begins at OFFSET */
    size_t given;            /* bytes of it that the last batch had */
    bool was_at_end;         /* the last read came to the end of what there was */
    char problem[200];
};

static void fail(struct file *file, struct source_batch *batch, const char *what)
{
    int length = snprintf(file->problem, sizeof file->problem, "%s: %s", what, strerror(errno));
    batch->problem = (struct text){file->problem, (size_t)length};
    batch->is_bad = file->ends;
}

static bool is_same(const struct file *file, const struct stat *about)
{
    return (uint64_t)about->st_dev == file->device && (uint64_t)about->st_ino == file->number;
}

static void forget(struct file *file)
{
    buffer_clear(&file->pending);
    file->offset = file->wanted = 0;
    file->given = 0;
    cutter_begin(&file->source.cutter);
}

static bool open_file(struct file *file, struct source_batch *batch)
{
    struct stat about;
    if (file->descriptor >= 0)
        return true;
    file->descriptor = open(file->path, O_RDONLY | O_CLOEXEC);
    if (file->descriptor < 0 || fstat(file->descriptor, &about) != 0) {
        fail(file, batch, "cannot be read");
        return false;
    }
    if (!is_same(file, &about) || (uint64_t)about.st_size < file->wanted)
        forget(file);
    file->device = (uint64_t)about.st_dev;
    file->number = (uint64_t)about.st_ino;
    return true;
}

static bool is_replaced(const struct file *file)
{
    struct stat now;
    return file->path && !file->ends && stat(file->path, &now) == 0 && !is_same(file, &now);
}

/* Has another file taken the path, or was this one cut? Then it is begun anew. */
static bool look_after(struct file *file)
{
    struct stat about;
    bool is_cut = file->path && !file->ends && fstat(file->descriptor, &about) == 0 &&
                  (uint64_t)about.st_size < file->offset + file->pending.len - file->given;
    if (!is_cut && !is_replaced(file))
        return false;
    close(file->descriptor);
    file->descriptor = -1;
    forget(file);
    return true;
}

static bool is_waiting(const struct file *file)
{
    struct pollfd input = {.fd = file->descriptor, .events = POLLIN};
    return poll(&input, 1, 0) > 0;
}

enum reading {
    READ_NOTHING, /* more is not there now */
    READ_ALL,     /* and now no more is there */
    READ_SOME
};

static enum reading read_piece(struct file *file, struct source_batch *batch)
{
    if (!file->path && !is_waiting(file))
        return READ_NOTHING;
    char *to = buffer_reserve(&file->pending, PIECE);
    ssize_t got = read(file->descriptor, to, PIECE);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return READ_NOTHING;
    if (got < 0)
        fail(file, batch, "cannot be read");
    if (got == 0)
        batch->is_over = !file->path || file->ends;
    if (got <= 0)
        return READ_NOTHING;
    file->pending.len += (size_t)got;
    bool is_all = file->path ? got < PIECE : !is_waiting(file);
    return is_all ? READ_ALL : READ_SOME;
}

/* Behind the header, to where the last run came. */
static void go_on(struct file *file)
{
    uint64_t wanted = file->wanted;
    file->wanted = 0;
    if (!wanted || wanted <= file->offset)
        return;
    if (lseek(file->descriptor, (off_t)wanted, SEEK_SET) < 0)
        return;
    file->offset = wanted;
    file->given = 0;
    buffer_clear(&file->pending);
}

static void give(struct file *file, struct source_batch *batch)
{
    struct cut cut;
    bool knew = file->source.cutter.is_known;
    enum cut_status status =
        cutter_cut(&file->source.cutter, buffer_text(&file->pending), batch->is_over, &cut);
    if (status == CUT_BAD) {
        batch->problem = text_format(file->arena, "it is %s", cut.problem);
        batch->is_bad = true;
        return;
    }
    if (!knew && file->source.cutter.is_known && file->wanted) {
        file->offset += cut.skipped;
        go_on(file);
        batch->is_over = false;
        return;
    }
    size_t from = cut.skipped;
    batch->bytes = text_slice(buffer_text(&file->pending), from, from + cut.whole);
    file->given = from + cut.whole;
    file->offset += file->given;
}

/* What the last batch had is done with. */
static void drop_given(struct file *file)
{
    struct buffer *pending = &file->pending;
    memmove(pending->at, pending->at + file->given, pending->len - file->given);
    pending->len -= file->given;
    file->given = 0;
}

/* CARRIED bytes were there, and not whole, at the end of the read before. */
static void confirm(struct file *file, struct source_batch *batch, size_t carried, bool is_at_end)
{
    bool is_all = file->given == file->pending.len && !file->wanted;
    batch->was_confirmed = file->was_at_end && file->given >= carried && !file->wanted;
    batch->is_confirmed = is_at_end && is_all && !is_replaced(file);
    file->was_at_end = is_at_end && !is_replaced(file);
}

static void read_file(struct source *source, struct source_batch *batch)
{
    struct file *file = (struct file *)(void *)source;
    if (file->given)
        drop_given(file);
    if (!open_file(file, batch))
        return;
    size_t carried = file->pending.len;
    enum reading reading = read_piece(file, batch);
    if (batch->problem.len)
        return;
    give(file, batch);
    confirm(file, batch, carried, reading != READ_SOME);
    if (reading == READ_NOTHING && !batch->bytes.len && !batch->is_bad && look_after(file))
        batch->is_confirmed = file->was_at_end = false;
}

static struct text position(const struct source *source, struct arena *arena)
{
    const struct file *file = (const struct file *)(const void *)source;
    if (!file->path)
        return TEXT("");
    return text_format(arena, "%" PRIu64 " %" PRIu64 " %" PRIu64, file->device, file->number,
                       file->offset);
}

static int wait_on(const struct source *source)
{
    const struct file *file = (const struct file *)(const void *)source;
    return file->path ? -1 : 0;
}

static void close_file(struct source *source)
{
    struct file *file = (struct file *)(void *)source;
    if (file->path && file->descriptor >= 0)
        close(file->descriptor);
    buffer_fini(&file->pending);
    cutter_fini(&source->cutter);
}

/* A position that is none is that of another kind of source: begin anew. */
static void take_position(struct file *file, struct text written)
{
    uint64_t numbers[3] = {0};
    size_t from = 0;
    for (size_t i = 0; i < 3; i++) {
        size_t to = from;
        while (to < written.len && written.at[to] != ' ')
            to++;
        if (!text_to_whole(text_slice(written, from, to), UINT64_MAX, &numbers[i]))
            return;
        from = to < written.len ? to + 1 : to;
    }
    file->device = numbers[0];
    file->number = numbers[1];
    file->wanted = numbers[2];
}

struct source *source_file(struct arena *arena, const struct source_file_request *request)
{
    static const struct source_kind kind = {
        .read = read_file, .position = position, .wait_on = wait_on, .close = close_file};
    struct file *file = ARENA_NEW(arena, struct file);
    *file = (struct file){.arena = arena,
                          .path = request->path,
                          .ends = request->ends,
                          .descriptor = request->path ? -1 : 0};
    file->source.kind = &kind;
    file->source.name = request->path ? text_of(request->path) : TEXT("standard input");
    cutter_init(&file->source.cutter, request->said, file->source.name);
    take_position(file, request->position);
    return &file->source;
}
