/* source.c - line starts are found once, when a source is added. */
#include "base/source.h"

#include <stdatomic.h>

#include "base/vector.h"

struct source {
    struct text path, bytes;
    VECTOR(uint32_t) lines;
};

/* Where the list grows, it is another one from then on, and the former stays as it was for those
 * who read it. */
struct sources {
    struct arena *arena;
    _Atomic(struct source *) at;
    size_t count, cap;
};

struct sources *sources_new(struct arena *arena)
{
    struct sources *sources = ARENA_NEW(arena, struct sources);
    sources->arena = arena;
    return sources;
}

uint32_t sources_add(struct sources *sources, struct text path, struct text bytes)
{
    struct source source = {.path = path, .bytes = bytes};
    VECTOR_PUSH(sources->arena, &source.lines, 0);
    for (uint32_t i = 0; i < bytes.len; i++)
        if (bytes.at[i] == '\n')
            VECTOR_PUSH(sources->arena, &source.lines, i + 1);
    struct source *list = atomic_load(&sources->at);
    if (sources->count == sources->cap)
        list = vector_grow(sources->arena, list, &sources->cap, sizeof *list);
    list[sources->count++] = source;
    atomic_store(&sources->at, list);
    return (uint32_t)sources->count;
}

uint32_t sources_count(const struct sources *sources)
{
    return (uint32_t)sources->count;
}

static const struct source *get(const struct sources *sources, uint32_t source)
{
    struct sources *read = (struct sources *)(uintptr_t)sources; /* C11 loads from no const */
    return &atomic_load(&read->at)[source - 1];
}

struct text source_path(const struct sources *sources, uint32_t source)
{
    return source == SOURCE_NONE ? TEXT("") : get(sources, source)->path;
}

struct text source_bytes(const struct sources *sources, uint32_t source)
{
    return source == SOURCE_NONE ? TEXT("") : get(sources, source)->bytes;
}

static size_t line_index(const struct source *source, uint32_t offset)
{
    size_t low = 0, high = source->lines.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->lines.at[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

struct place source_place(const struct sources *sources, uint32_t source, uint32_t offset)
{
    if (source == SOURCE_NONE)
        return (struct place){0, 0};
    const struct source *s = get(sources, source);
    size_t line = line_index(s, offset);
    uint32_t start = s->lines.at[line];
    struct text head = text_slice(s->bytes, start, s->bytes.len);
    return (struct place){(uint32_t)line + 1,
                          (uint32_t)text_count_characters(head, offset - start) + 1};
}

struct text source_line(const struct sources *sources, uint32_t source, uint32_t offset,
                        uint32_t *start)
{
    const struct source *s = get(sources, source);
    uint32_t from = s->lines.at[line_index(s, offset)];
    size_t to = from;
    while (to < s->bytes.len && s->bytes.at[to] != '\n')
        to++;
    if (to > from && s->bytes.at[to - 1] == '\r')
        to--;
    *start = from;
    return text_slice(s->bytes, from, to);
}

struct span span_join(struct span a, struct span b)
{
    return (struct span){a.source, a.from, b.to};
}

struct text span_text(const struct sources *sources, struct span span)
{
    return text_slice(source_bytes(sources, span.source), span.from, span.to);
}
