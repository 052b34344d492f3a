/* zone_file.c - one file of the time zone database, read whole.
 *
 * Opened without waiting, so that a pipe or a device that somebody put there cannot stop us.
 */
#include "time/zone_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MOST = 4 * 1024 * 1024 };

static bool read_all(int file, char *at, size_t size)
{
    while (size > 0) {
        ssize_t got = read(file, at, size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        size -= (size_t)got;
    }
    return true;
}

static bool read_regular(int file, struct arena *arena, struct text *bytes)
{
    struct stat about;
    if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size > FILE_MOST)
        return false;
    size_t size = (size_t)about.st_size;
    char *at = arena_alloc(arena, size + 1);
    *bytes = (struct text){at, size};
    return read_all(file, at, size);
}

bool zone_file_load(void *context, struct text path, struct arena *arena, struct text *bytes)
{
    const char *folder = context ? context : "/usr/share/zoneinfo";
    if (!zone_table_is_name(path))
        return false;
    struct text whole = text_format(arena, "%s/" TEXT_FMT, folder, TEXT_ARG(path));
    int file = open(text_cstr(arena, whole), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return false;
    bool done = read_regular(file, arena, bytes);
    close(file);
    return done;
}
