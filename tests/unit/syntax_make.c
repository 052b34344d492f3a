/* syntax_make.c - see syntax_make.h. */
#include "syntax_make.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"

struct parsed parse(struct text text, enum syntax_start start)
{
    struct parsed parsed = {.arena = arena_new()};
    parsed.sources = sources_new(parsed.arena);
    parsed.source = sources_add(parsed.sources, TEXT("text"), text);
    sink_init(&parsed.sink, parsed.arena);
    struct syntax_input input = {parsed.sources, parsed.source, start, parsed.arena, &parsed.sink};
    parsed.root = syntax_parse(&input);
    return parsed;
}

void parsed_free(struct parsed *parsed)
{
    arena_free(parsed->arena);
}

struct text parsed_codes(struct parsed *parsed)
{
    struct text codes = TEXT("");
    for (size_t i = 0; i < parsed->sink.list.count; i++) {
        const struct diagnostic *d = parsed->sink.list.at[i];
        struct place place = source_place(parsed->sources, d->span.source, d->span.from);
        codes = text_format(parsed->arena, TEXT_FMT "%s%u:%u " TEXT_FMT, TEXT_ARG(codes),
                            i ? " " : "", place.line, place.column,
                            TEXT_ARG(diagnostic_code_name(parsed->arena, d->code)));
    }
    return codes;
}

struct text dump(struct parsed *parsed)
{
    struct buffer out = {0};
    if (parsed->root)
        syntax_dump_tree(parsed->root, parsed->arena, &out);
    struct text text = text_copy(parsed->arena, buffer_text(&out));
    buffer_fini(&out);
    return text;
}

struct text slurp(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    size_t len = 0, room = 0, got = 1;
    while (file && got) {
        if (len == room)
            bytes = memory_resize(bytes, room = room ? 2 * room : 4096);
        got = fread(bytes + len, 1, room - len, file);
        len += got;
    }
    if (file)
        fclose(file);
    return (struct text){bytes ? bytes : "", len};
}

/* nftw has no place for a context. */
static struct paths found;
static const char *wanted;

static int visit(const char *path, const struct stat *status, int type, struct FTW *at)
{
    (void)status;
    (void)at;
    if (type == FTW_F && text_ends(text_of(path), TEXT(".chr")) && strstr(path, wanted)) {
        found.at = memory_resize(found.at, (found.count + 1) * sizeof *found.at);
        found.at[found.count++] = strdup(path);
    }
    return 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

struct paths case_files(const char *part)
{
    found = (struct paths){NULL, 0};
    wanted = part;
    nftw("tests/cases/syntax", visit, 16, FTW_PHYS);
    if (found.count)
        qsort(found.at, found.count, sizeof *found.at, by_name);
    return found;
}
