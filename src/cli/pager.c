/* pager.c - see pager.h. */
#include "cli/pager.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_STARTED = 126, NOT_FOUND = 127 };

/* ---- does it fit? ---- */

/* Lines of a window of COLUMNS that TEXT takes; bytes that go on a character take no place. */
static size_t count_rows(struct text text, size_t columns)
{
    size_t rows = 0, width = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '\n') {
            rows++;
            width = 0;
        } else if (((unsigned char)text.at[i] & 0xc0) != 0x80 && width++ == columns) {
            rows++;
            width = 1;
        }
    }
    return rows + (width > 0);
}

bool pager_wants(struct text text)
{
    const char *terminal = getenv("TERM");
    struct winsize size;
    if (!terminal || strcmp(terminal, "dumb") == 0 || !isatty(STDIN_FILENO) ||
        ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row < 2 || size.ws_col == 0)
        return false;
    return count_rows(text, size.ws_col) >= size.ws_row;
}

/* ---- which pager ---- */

static bool is_installed(struct arena *arena, const char *program)
{
    const char *path = getenv("PATH");
    while (path && *path) {
        size_t len = strcspn(path, ":");
        const char *file = text_format(arena, "%.*s/%s", (int)len, path, program).at;
        if (len && access(file, X_OK) == 0)
            return true;
        path += len + (path[len] == ':');
    }
    return false;
}

static const char *find_pager(struct arena *arena)
{
    const char *pager = getenv("PAGER");
    if (pager)
        return *pager ? pager : NULL;
    return is_installed(arena, "less") ? "less" : NULL;
}

/* ---- showing ---- */

static void write_all(int file, struct text text)
{
    while (text.len) {
        ssize_t done = write(file, text.at, text.len);
        if (done < 0 && errno != EINTR)
            return; /* its reader has had enough */
        if (done > 0)
            text = text_slice(text, (size_t)done, text.len);
    }
}

_Noreturn static void be_pager(const char *pager, const int ends[2])
{
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    close(ends[1]);
    signal(SIGINT, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    setenv("LESS", "FRX", 0);
    setenv("LESSCHARSET", "utf-8", 0);
    execl("/bin/sh", "sh", "-c", pager, (char *)NULL);
    _exit(NOT_FOUND);
}

/* An interrupt is the pager's business as long as it is there. */
static bool feed(pid_t child, int file, struct text text)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN}, interrupt, broken;
    int status = 0;
    sigaction(SIGINT, &ignore, &interrupt);
    sigaction(SIGPIPE, &ignore, &broken);
    write_all(file, text);
    close(file);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGPIPE, &broken, NULL);
    return !WIFEXITED(status) ||
           (WEXITSTATUS(status) != NOT_FOUND && WEXITSTATUS(status) != NOT_STARTED);
}

bool pager_show(struct arena *arena, struct text text)
{
    const char *pager = find_pager(arena);
    int ends[2];
    if (!pager || pipe(ends) != 0)
        return false;
    pid_t child = fork();
    if (child == 0)
        be_pager(pager, ends);
    close(ends[0]);
    if (child > 0)
        return feed(child, ends[1], text);
    close(ends[1]);
    return false;
}
