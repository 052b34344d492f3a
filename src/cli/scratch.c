/* scratch.c - see scratch.h. */
#include "cli/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

enum { PIECE = 1 << 20, WAITING = 4 << 20, FORGOTTEN = 32 << 20 };

static struct text problem_of(struct arena *arena, const char *what, const char *name)
{
    return text_format(arena, "cannot %s %s: %s", what, name, strerror(errno));
}

/* ---- files of its own ---- */

static const char *folder(void)
{
    const char *named = getenv("TMPDIR");
    return named && *named ? named : "/tmp";
}

struct scratch scratch_open(void)
{
    struct scratch scratch = {.file = open(folder(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)};
    if (scratch.file < 0) { /* some file systems have no files without a name */
        struct buffer path = {0};
        buffer_format(&path, "%s/charter.XXXXXX", folder());
        buffer_putc(&path, '\0');
        scratch.file = mkostemp(path.at, O_CLOEXEC);
        scratch.error = scratch.file < 0 ? errno : 0;
        if (scratch.file >= 0)
            unlink(path.at);
        buffer_fini(&path);
    }
    return scratch;
}

void scratch_write(struct scratch *scratch, struct text text)
{
    while (text.len > 0 && !scratch->error) {
        ssize_t done = write(scratch->file, text.at, text.len);
        if (done < 0 && errno != EINTR)
            scratch->error = errno;
        if (done > 0)
            text = text_slice(text, (size_t)done, text.len);
    }
}

void scratch_close(struct scratch *scratch)
{
    if (scratch->file >= 0)
        close(scratch->file);
    scratch->file = -1;
}

/* False: errno says why. */
static bool map(int file, struct mapped *mapped)
{
    struct stat about;
    if (fstat(file, &about) != 0)
        return false;
    *mapped = (struct mapped){.bytes = {"", 0}};
    if (about.st_size == 0)
        return true;
    void *at = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (at == MAP_FAILED)
        return false;
    madvise(at, (size_t)about.st_size, MADV_SEQUENTIAL);
    *mapped = (struct mapped){{at, (size_t)about.st_size}, true};
    return true;
}

bool scratch_map(struct arena *arena, struct scratch *scratch, struct mapped *mapped,
                 struct text *problem)
{
    bool good = !scratch->error && map(scratch->file, mapped);
    if (!good) {
        errno = scratch->error ? scratch->error : errno;
        *problem = problem_of(arena, "write a temporary file in", folder());
    }
    scratch_close(scratch);
    return good;
}

/* ---- logs ---- */

/* What can be read once is written to a file. */
static bool copy_stream(int file, struct scratch *scratch)
{
    struct buffer piece = {0};
    ssize_t got;
    do {
        got = read(file, buffer_reserve(&piece, PIECE), PIECE);
        if (got > 0)
            scratch_write(scratch, (struct text){piece.at, (size_t)got});
    } while (got > 0 || (got < 0 && errno == EINTR));
    int error = errno;
    buffer_fini(&piece);
    errno = error;
    return got == 0;
}

static bool open_file(struct arena *arena, int file, struct mapped *mapped, struct text *problem)
{
    struct stat about;
    *problem = TEXT("");
    if (fstat(file, &about) != 0)
        return false;
    if (S_ISREG(about.st_mode) && lseek(file, 0, SEEK_CUR) == 0 && map(file, mapped))
        return true;
    struct scratch scratch = scratch_open();
    if (copy_stream(file, &scratch))
        return scratch_map(arena, &scratch, mapped, problem);
    int error = errno;
    scratch_close(&scratch);
    errno = error;
    return false;
}

bool mapped_open(struct arena *arena, const char *path, struct mapped *mapped, struct text *problem)
{
    bool is_input = strcmp(path, "-") == 0;
    int file = is_input ? 0 : open(path, O_RDONLY | O_CLOEXEC);
    *problem = TEXT("");
    bool good = file >= 0 && open_file(arena, file, mapped, problem);
    if (!good && !problem->len)
        *problem = problem_of(arena, "read", is_input ? "standard input" : path);
    if (!is_input && file >= 0)
        close(file);
    return good;
}

void mapped_forget(const struct mapped *mapped, const char *at)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t from = (uintptr_t)mapped->bytes.at, to = (uintptr_t)at & ~(page - 1);
    if (mapped->can_forget && to > from && to - from <= mapped->bytes.len)
        madvise((void *)from, to - from, MADV_DONTNEED);
}

/* ---- records in the order of numbers ---- */

struct head {
    uint64_t number, len;
};

void spill_init(struct spill *spill, struct arena *arena)
{
    *spill = (struct spill){.arena = arena, .scratch = scratch_open()};
}

static void write_waiting(struct spill *spill)
{
    scratch_write(&spill->scratch, buffer_text(&spill->waiting));
    buffer_clear(&spill->waiting);
}

void spill_begin_run(struct spill *spill)
{
    VECTOR_PUSH(spill->arena, &spill->runs, spill->written);
}

void spill_add(struct spill *spill, uint32_t number, struct text record)
{
    struct head head = {number, record.len};
    buffer_put(&spill->waiting, (struct text){(const char *)&head, sizeof head});
    buffer_put(&spill->waiting, record);
    spill->written += sizeof head + record.len;
    if (spill->waiting.len >= WAITING)
        write_waiting(spill);
}

/* The next record of a run. */
struct next {
    const char *at, *end;
    struct head head;
};

static void look(struct next *next)
{
    if (next->at < next->end)
        memcpy(&next->head, next->at, sizeof next->head);
    else
        next->head.number = UINT64_MAX;
}

/* HEAP[i] is no later than its children; moves down what stands at the top. */
static void sink_top(struct next *heap, size_t count)
{
    for (size_t i = 0, child; (child = 2 * i + 1) < count; i = child) {
        child += child + 1 < count && heap[child + 1].head.number < heap[child].head.number;
        if (heap[i].head.number <= heap[child].head.number)
            return;
        struct next swap = heap[i];
        heap[i] = heap[child];
        heap[child] = swap;
    }
}

static int by_number(const void *a, const void *b)
{
    const struct next *x = a, *y = b;
    return (x->head.number > y->head.number) - (x->head.number < y->head.number);
}

/* One after the other from the run whose next number is least. */
static void merge(const struct spill *spill, const struct mapped *mapped,
                  void (*give)(void *context, struct text record), void *context)
{
    size_t count = spill->runs.count, given = 0;
    struct next *heap = ARENA_ARRAY(spill->arena, count + 1, struct next);
    for (size_t i = 0; i < count; i++) {
        uint64_t end = i + 1 < count ? spill->runs.at[i + 1] : spill->written;
        heap[i] =
            (struct next){mapped->bytes.at + spill->runs.at[i], mapped->bytes.at + end, {0, 0}};
        look(&heap[i]);
    }
    qsort(heap, count, sizeof *heap, by_number);
    while (count && heap->head.number != UINT64_MAX) {
        give(context, (struct text){heap->at + sizeof heap->head, heap->head.len});
        given += heap->head.len;
        heap->at += sizeof heap->head + heap->head.len;
        look(heap);
        sink_top(heap, count);
        if (given >= FORGOTTEN) {
            mapped_forget(mapped, mapped->bytes.at + mapped->bytes.len);
            given = 0;
        }
    }
}

bool spill_end(struct spill *spill, void (*give)(void *context, struct text record), void *context,
               struct text *problem)
{
    struct mapped mapped;
    write_waiting(spill);
    bool good = scratch_map(spill->arena, &spill->scratch, &mapped, problem);
    if (good)
        merge(spill, &mapped, give, context);
    if (good && mapped.can_forget)
        munmap((void *)(uintptr_t)mapped.bytes.at, mapped.bytes.len);
    spill_drop(spill);
    return good;
}

void spill_drop(struct spill *spill)
{
    buffer_fini(&spill->waiting);
    scratch_close(&spill->scratch);
}
