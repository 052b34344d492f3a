/* with: tap.c */
/* cli_files.c - names beside names, reading, and outputs that take their place only when all is
 * well. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/files.h"
#include "tap.h"

static struct arena *arena;
static char folder[] = "charter-files-XXXXXX";

static const char *in_folder(const char *name)
{
    return text_cstr(arena, text_format(arena, "%s/%s", folder, name));
}

static void beside(const char *from, const char *use, const char *wanted)
{
    struct text found = files_beside(arena, text_of(from), text_of(use));
    tap_same(text_cstr(arena, found), wanted, "`%s` used in `%s`", use, from);
}

static void names(void)
{
    beside("main.chr", "lib.chr", "lib.chr");
    beside("main.chr", "./lib.chr", "lib.chr");
    beside("./main.chr", "main.chr", "./main.chr");
    beside("a/b/main.chr", "lib.chr", "a/b/lib.chr");
    beside("a/b/main.chr", "../lib.chr", "a/lib.chr");
    beside("a/main.chr", "../../lib.chr", "../lib.chr");
    beside("../main.chr", "../lib.chr", "../../lib.chr");
    beside("main.chr", "sub//deep/./lib.chr", "sub/deep/lib.chr");
    beside("/etc/main.chr", "lib.chr", "/etc/lib.chr");
    beside("/main.chr", "lib.chr", "/lib.chr");
    beside("a/main.chr", "/srv/lib.chr", "/srv/lib.chr");
}

static void keep(const char *path, const char *content, bool is_kept)
{
    struct output *output = output_open(arena, path);
    if (!tap_ok(output != NULL, "%s can be opened", path))
        return;
    tap_ok(output_write(output, text_of(content)), "%s can be written", path);
    tap_ok(output_close(output, is_kept), "%s can be closed", path);
}

static const char *content_of(const char *path)
{
    struct text bytes, problem;
    if (!files_read(arena, path, &bytes, &problem))
        return text_cstr(arena, problem);
    return text_cstr(arena, bytes);
}

static void outputs(void)
{
    const char *path = in_folder("out");
    keep(path, "first", true);
    tap_same(content_of(path), "first", "what was kept is there");
    keep(path, "second", false);
    tap_same(content_of(path), "first", "what was not kept leaves the former bytes");
    tap_ok(chmod(path, 0640) == 0, "other rights");
    keep(path, "third", true);
    struct stat about;
    tap_ok(stat(path, &about) == 0 && (about.st_mode & 0777) == 0640, "rights are kept");
    const char *link = in_folder("link");
    tap_ok(symlink("out", link) == 0, "a link");
    keep(link, "fourth", true);
    tap_same(content_of(path), "fourth", "a link is followed");
    tap_ok(lstat(link, &about) == 0 && S_ISLNK(about.st_mode), "and stays a link");
}

static void reading(void)
{
    struct text bytes, problem;
    tap_ok(!files_read(arena, folder, &bytes, &problem), "a folder is not read");
    tap_ok(text_ends(problem, TEXT(": Is a directory")), "and the message says why");
    tap_ok(!files_read(arena, in_folder("nowhere"), &bytes, &problem), "nor what is not there");
    tap_ok(text_ends(problem, TEXT(": No such file or directory")), "and the message says why");
    size_t size = 300000;
    char *large = arena_alloc(arena, size + 1);
    memset(large, 'x', size);
    keep(in_folder("large"), large, true);
    tap_ok(files_read(arena, in_folder("large"), &bytes, &problem) && bytes.len == size &&
               memcmp(bytes.at, large, size) == 0,
           "a large file is read whole");
}

static void full(void)
{
    struct output *output = output_open(arena, "/dev/full");
    if (!tap_ok(output != NULL, "a full device can be opened"))
        return;
    tap_ok(!output_write(output, TEXT("x")), "but not written");
    tap_ok(!output_close(output, true), "and closing says so");
}

int main(void)
{
    arena = arena_new();
    names();
    tap_ok(mkdtemp(folder) != NULL, "a folder to work in");
    outputs();
    reading();
    full();
    unlink(in_folder("out"));
    unlink(in_folder("link"));
    unlink(in_folder("large"));
    tap_ok(rmdir(folder) == 0, "no other file was left behind");
    arena_free(arena);
    return tap_end();
}
