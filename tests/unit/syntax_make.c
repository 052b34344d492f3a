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

/* What lives as long as the program. */
static struct arena *kept;

static void release_kept(void)
{
    arena_free(kept);
}

static struct arena *keep(void)
{
    if (!kept) {
        kept = arena_new();
        atexit(release_kept);
    }
    return kept;
}

struct text slurp(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct buffer bytes = {0};
    size_t got = file ? 1 : 0;
    while (got) {
        got = fread(buffer_reserve(&bytes, 4096), 1, 4096, file);
        bytes.len += got;
    }
    if (file)
        fclose(file);
    struct text text = text_copy(keep(), buffer_text(&bytes));
    buffer_fini(&bytes);
    return text;
}

/* nftw has no place for a context. */
static struct paths found;
static const char *wanted;

static int visit(const char *path, const struct stat *status, int type, struct FTW *at)
{
    (void)status;
    (void)at;
    if (type == FTW_F && text_ends(text_of(path), TEXT(".chr")) && strstr(path, wanted)) {
        const char *copy = text_cstr(keep(), text_of(path));
        VECTOR_PUSH(keep(), &found, copy);
    }
    return 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct paths case_files(const char *part)
{
    memset(&found, 0, sizeof found);
    wanted = part;
    nftw("tests/cases/syntax", visit, 16, FTW_PHYS);
    if (found.count)
        qsort(found.at, found.count, sizeof *found.at, by_name);
    return found;
}
