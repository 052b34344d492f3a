/* files.c - see files.h. Signal handlers can be told nothing but through a variable of the file, so
 * the temporary files that are open stand in one. */
#include "cli/files.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/database.h"

enum { MAPPED_LEAST = 1 << 16, TEMPORARY_MOST = 4, PIECE = 1 << 16, WAIT_MS = 100 };

static const char *volatile temporaries[TEMPORARY_MOST];

/* ---------- signals ---------- */

static void drop_temporaries(void)
{
    for (size_t i = 0; i < TEMPORARY_MOST; i++)
        if (temporaries[i])
            unlink(temporaries[i]);
}

static void interrupted(int number)
{
    drop_temporaries();
    signal(number, SIG_DFL);
    raise(number);
}

static void shrunk(int number)
{
    static const char said[] = "charter: a file became shorter while it was read\n";
    (void)number;
    ssize_t ignored = write(2, said, sizeof said - 1);
    (void)ignored;
    drop_temporaries();
    _exit(4);
}

void files_prepare(void)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGINT, interrupted);
    signal(SIGTERM, interrupted);
    signal(SIGHUP, interrupted);
    signal(SIGBUS, shrunk);
}

/* ---------- reading ---------- */

static bool refuse(struct arena *arena, const char *path, struct text *problem)
{
    const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
    *problem = text_format(arena, "cannot read %s: %s", name, strerror(errno));
    return false;
}

/* Until there is something to read, or the end. */
static bool wait_for(int file, const atomic_bool *stop)
{
    struct pollfd one = {.fd = file, .events = POLLIN};
    while (stop && !*stop)
        if (poll(&one, 1, WAIT_MS) > 0)
            return true;
    errno = EINTR;
    return !stop;
}

static ssize_t read_piece(int file, size_t piece, struct buffer *all)
{
    char *at = buffer_reserve(all, all->len < all->cap ? 1 : piece);
    return read(file, at, all->cap - all->len);
}

/* To the end of a file of any size, which may say it. */
static bool read_stream(struct arena *arena, int file, const atomic_bool *stop, struct text *bytes)
{
    struct stat about;
    bool says = fstat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0;
    size_t piece = says && about.st_size < PIECE ? (size_t)about.st_size + 1 : PIECE;
    struct buffer all = {0};
    for (;;) {
        ssize_t got = wait_for(file, stop) ? read_piece(file, piece, &all) : -1;
        if (got < 0 && (errno == EINTR || errno == EAGAIN) && !(stop && *stop))
            continue;
        if (got <= 0) {
            int error = errno;
            *bytes = text_copy(arena, buffer_text(&all));
            buffer_fini(&all);
            errno = error;
            return got == 0;
        }
        all.len += (size_t)got;
    }
}

static bool read_open(struct arena *arena, int file, const atomic_bool *stop, struct text *bytes)
{
    struct stat about;
    if (fstat(file, &about) != 0)
        return false;
    if (S_ISDIR(about.st_mode)) {
        errno = EISDIR;
        return false;
    }
    if (!S_ISREG(about.st_mode) || about.st_size < MAPPED_LEAST)
        return read_stream(arena, file, stop, bytes);
    size_t size = (size_t)about.st_size;
    void *at = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
    if (at == MAP_FAILED)
        return read_stream(arena, file, stop, bytes);
    madvise(at, size, MADV_SEQUENTIAL);
    *bytes = (struct text){at, size};
    return true;
}

/* Opening a pipe waits for who writes to it; with STOP it is the reading that waits. */
bool files_read_until(struct arena *arena, const char *path, const atomic_bool *stop,
                      struct text *bytes, struct text *problem)
{
    bool is_input = strcmp(path, "-") == 0;
    int file = is_input ? 0 : open(path, O_RDONLY | O_CLOEXEC | (stop ? O_NONBLOCK : 0));
    if (file < 0)
        return refuse(arena, path, problem);
    bool fine = read_open(arena, file, stop, bytes);
    if (!fine)
        refuse(arena, path, problem);
    if (!is_input)
        close(file);
    return fine;
}

bool files_read(struct arena *arena, const char *path, struct text *bytes, struct text *problem)
{
    return files_read_until(arena, path, NULL, bytes, problem);
}

static bool map_open(int file, struct text *bytes)
{
    struct stat about;
    if (fstat(file, &about) != 0)
        return false;
    if (!S_ISREG(about.st_mode)) {
        errno = S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
        return false;
    }
    *bytes = TEXT("");
    if (about.st_size == 0)
        return true;
    void *at = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (at == MAP_FAILED)
        return false;
    madvise(at, (size_t)about.st_size, MADV_WILLNEED);
    *bytes = (struct text){at, (size_t)about.st_size};
    return true;
}

bool files_map(struct arena *arena, const char *path, struct text *bytes, struct text *problem)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe is not waited for */
    *problem = TEXT("");
    if (file < 0)
        return errno == ENOENT ? false : refuse(arena, path, problem);
    bool fine = map_open(file, bytes);
    if (!fine)
        refuse(arena, path, problem);
    close(file);
    return fine;
}

void files_unmap(struct text bytes)
{
    if (bytes.len)
        munmap((void *)(uintptr_t)bytes.at, bytes.len);
}

/* ---------- the terminal ---------- */

static bool write_all(int file, struct text text)
{
    while (text.len > 0) {
        ssize_t done = write(file, text.at, text.len);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        text = text_slice(text, (size_t)done, text.len);
    }
    return true;
}

void files_say(struct text text)
{
    bool ignored = write_all(2, text);
    (void)ignored;
}

bool files_is_terminal(int file)
{
    return isatty(file) == 1;
}

bool files_wants_colour(int file)
{
    const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return files_is_terminal(file) && !(none && *none) && terminal && strcmp(terminal, "dumb") != 0;
}

/* ---------- writing ---------- */

struct output {
    struct arena *arena;
    const char *path;      /* as given, for messages */
    const char *place;     /* where the temporary goes in the end; NULL: written to as it is */
    const char *temporary; /* or NULL */
    int file;
    int error;                 /* errno of the first failure */
    struct database *database; /* what is written becomes rows of it; or NULL */
};

static void complain(const struct output *output)
{
    struct buffer line = {0};
    buffer_format(&line, "charter: cannot write %s: %s\n", output->path, strerror(output->error));
    files_say(buffer_text(&line));
    buffer_fini(&line);
}

static void remember(const char *temporary)
{
    for (size_t i = 0; i < TEMPORARY_MOST; i++)
        if (!temporaries[i]) {
            temporaries[i] = temporary;
            return;
        }
}

static void forget(const char *temporary)
{
    for (size_t i = 0; i < TEMPORARY_MOST; i++)
        if (temporaries[i] == temporary)
            temporaries[i] = NULL;
}

static mode_t usual_mode(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* A temporary beside PLACE, with the rights that PLACE has or would get. */
static int open_beside(struct output *output, const char *place, mode_t mode)
{
    const char *slash = strrchr(place, '/');
    int folder = slash ? (int)(slash + 1 - place) : 0;
    struct text name = text_format(output->arena, "%.*s.%s.XXXXXX", folder, place, place + folder);
    char *path = arena_alloc(output->arena, name.len + 1);
    memcpy(path, name.at, name.len);
    int file = mkostemp(path, O_CLOEXEC);
    if (file < 0)
        return -1;
    output->place = place;
    output->temporary = path;
    remember(path);
    if (fchmod(file, mode) != 0)
        output->error = errno;
    return file;
}

static int open_output(struct output *output)
{
    struct stat about;
    if (stat(output->path, &about) != 0)
        return errno == ENOENT ? open_beside(output, output->path, usual_mode()) : -1;
    if (S_ISDIR(about.st_mode)) {
        errno = EISDIR;
        return -1;
    }
    if (!S_ISREG(about.st_mode))
        return open(output->path, O_WRONLY | O_CLOEXEC);
    if (access(output->path, W_OK) != 0)
        return -1;
    char *real = realpath(output->path, NULL);
    if (!real)
        return -1;
    const char *place = text_cstr(output->arena, text_of(real));
    free(real);
    return open_beside(output, place, about.st_mode & 07777);
}

struct output *output_open(struct arena *arena, const char *path)
{
    struct output *output = ARENA_NEW(arena, struct output);
    *output = (struct output){.arena = arena, .path = path, .file = 1};
    if (!path || strcmp(path, "-") == 0) {
        output->path = "standard output";
        return output;
    }
    output->file = open_output(output);
    if (output->file >= 0)
        return output;
    output->error = errno;
    complain(output);
    return NULL;
}

void output_limit(struct output *output, unsigned mode)
{
    struct stat about;
    if (output->temporary && (fstat(output->file, &about) != 0 ||
                              fchmod(output->file, about.st_mode & mode & 07777) != 0))
        output->error = errno;
}

/* A device or a pipe is no place for a database, and opening one may wait for ever. */
static bool is_no_file(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode);
}

struct output *output_open_table(struct arena *arena, const char *path, const char *table,
                                 const char *const *numbers)
{
    if (is_no_file(path)) {
        complain(&(struct output){.path = path, .error = ENOTSUP});
        return NULL;
    }
    struct output *output = output_open(arena, path);
    if (!output)
        return NULL;
    output->database = database_open(arena, output->temporary, table, numbers, &output->error);
    if (output->database)
        return output;
    bool closed = output_close(output, false); /* says why */
    (void)closed;
    return NULL;
}

bool output_write(struct output *output, struct text text)
{
    if (output->error)
        return false;
    if (output->database)
        output->error = database_write(output->database, text);
    else if (!write_all(output->file, text))
        output->error = errno;
    return !output->error;
}

static void close_database(struct output *output, bool keep)
{
    int error = database_close(output->database, keep && !output->error);
    if (!output->error)
        output->error = error;
}

bool output_close(struct output *output, bool keep)
{
    if (output->database)
        close_database(output, keep);
    if (output->file != 1 && close(output->file) != 0 && !output->error)
        output->error = errno;
    if (output->temporary) {
        if (keep && !output->error && rename(output->temporary, output->place) != 0)
            output->error = errno;
        if (!keep || output->error)
            unlink(output->temporary);
        forget(output->temporary);
    }
    /* A reader that has seen enough is no failure. */
    if (!output->error || output->error == EPIPE)
        return true;
    complain(output);
    return false;
}

bool output_all(struct arena *arena, const char *path, const struct buffer *buffer)
{
    struct output *output = output_open(arena, path);
    if (!output)
        return false;
    output_write(output, buffer_text(buffer));
    return output_close(output, true);
}

/* ---------- names ---------- */

/* Takes the last part off PATH (which has no slash at its end), unless it is `..` or there is none.
 */
static bool pop(struct buffer *path)
{
    size_t from = path->len;
    while (from > 0 && path->at[from - 1] != '/')
        from--;
    struct text last = text_slice(buffer_text(path), from, path->len);
    if (last.len == 0 || text_is(last, "..") || text_is(last, "."))
        return false;
    path->len = from > 1 ? from - 1 : from;
    return true;
}

static void push(struct buffer *path, struct text part)
{
    if (path->len > 0 && path->at[path->len - 1] != '/')
        buffer_putc(path, '/');
    buffer_put(path, part);
}

struct text files_beside(struct arena *arena, struct text from, struct text use)
{
    struct buffer path = {0};
    size_t folder = from.len;
    while (folder > 0 && from.at[folder - 1] != '/')
        folder--;
    if (use.len && use.at[0] == '/')
        buffer_putc(&path, '/');
    else if (folder > 0)
        buffer_put(&path, text_slice(from, 0, folder > 1 ? folder - 1 : folder));
    for (size_t at = 0, to; at <= use.len; at = to + 1) {
        for (to = at; to < use.len && use.at[to] != '/';)
            to++;
        struct text part = text_slice(use, at, to);
        if (part.len == 0 || text_is(part, "."))
            continue;
        if (!text_is(part, "..") || !pop(&path))
            push(&path, part);
    }
    struct text result = text_copy(arena, buffer_text(&path));
    buffer_fini(&path);
    return result;
}
