/* coverage_shown.c - see report/coverage.h. */
#include "report/coverage.h"
#include "report/shown.h"

enum { TEXT_MOST = 80 };

static uint32_t line_of(const struct coverage_view *view, struct span span)
{
    return source_place(view->sources, span.source, span.from).line;
}

/* ---- text ---- */

static void put_missed(struct buffer *out, const struct coverage_view *view,
                       const struct coverage *coverage, struct arena *arena)
{
    for (size_t i = 0; i < coverage->count; i++) {
        const struct coverage_item *item = &coverage->items[i];
        if (item->hits)
            continue;
        buffer_format(out, "  " TEXT_FMT ": %s: " TEXT_FMT "\n",
                      TEXT_ARG(shown_span(arena, view->sources, item->span)),
                      coverage_kind_name(item->kind),
                      TEXT_ARG(shown_source(arena, view->sources, item->span, TEXT_MOST)));
    }
}

/* Of the items on a line the one that was hit least is shown. */
struct tallied {
    bool counts;
    uint64_t hits;
};

static struct tallied tallied_on(const struct coverage_view *view, const struct coverage *coverage,
                                 uint32_t source, uint32_t line)
{
    struct tallied tallied = {0};
    for (size_t i = 0; i < coverage->count; i++) {
        const struct coverage_item *item = &coverage->items[i];
        if (item->span.source != source || line_of(view, item->span) != line)
            continue;
        if (!tallied.counts || item->hits < tallied.hits)
            tallied.hits = item->hits;
        tallied.counts = true;
    }
    return tallied;
}

static void put_source(struct buffer *out, const struct coverage_view *view,
                       const struct coverage *coverage, uint32_t source)
{
    struct text bytes = source_bytes(view->sources, source);
    uint32_t line = 1;
    for (size_t from = 0, to; from < bytes.len; from = to + 1, line++) {
        for (to = from; to < bytes.len && bytes.at[to] != '\n';)
            to++;
        struct tallied tallied = tallied_on(view, coverage, source, line);
        if (!tallied.counts)
            buffer_puts(out, "         |");
        else if (!tallied.hits)
            buffer_puts(out, "   never |");
        else
            buffer_format(out, " %6llux |", (unsigned long long)tallied.hits);
        if (to > from)
            buffer_format(out, " " TEXT_FMT, TEXT_ARG(text_slice(bytes, from, to)));
        buffer_putc(out, '\n');
    }
}

static void write_text(struct buffer *out, const struct coverage_view *view,
                       const struct coverage *coverage)
{
    struct arena *arena = arena_new();
    size_t hits = coverage_hits(coverage);
    buffer_format(out, "\nCoverage of " TEXT_FMT ": %zu of %zu lines decided a verdict",
                  TEXT_ARG(view->path), hits, coverage->count);
    buffer_format(out, " (" TEXT_FMT ")\n",
                  TEXT_ARG(shown_share(arena, hits, coverage->count, NULL)));
    put_missed(out, view, coverage, arena);
    for (size_t i = 0; i < coverage->count; i++) {
        uint32_t source = coverage->items[i].span.source;
        if (i && coverage->items[i - 1].span.source == source)
            continue;
        buffer_format(out, "\n" TEXT_FMT "\n", TEXT_ARG(source_path(view->sources, source)));
        put_source(out, view, coverage, source);
    }
    arena_free(arena);
}

/* ---- JSON ---- */

static void put_text_of(struct buffer *out, const struct coverage_view *view, struct span span)
{
    struct arena *arena = arena_new();
    buffer_puts(out, ",\"text\":");
    buffer_put_json(out, shown_source(arena, view->sources, span, TEXT_MOST));
    buffer_putc(out, '}');
    arena_free(arena);
}

static void write_json(struct buffer *out, const struct coverage_view *view,
                       const struct coverage *coverage)
{
    buffer_puts(out, "{\"file\":");
    buffer_put_json(out, view->path);
    buffer_format(out, ",\"covered\":%zu,\"lines\":%zu,\"items\":[", coverage_hits(coverage),
                  coverage->count);
    for (size_t i = 0; i < coverage->count; i++) {
        const struct coverage_item *item = &coverage->items[i];
        buffer_format(out, "%s{\"line\":%u,\"kind\":\"%s\",\"hits\":%llu", i ? "," : "",
                      line_of(view, item->span), coverage_kind_name(item->kind),
                      (unsigned long long)item->hits);
        put_text_of(out, view, item->span);
    }
    buffer_puts(out, "]}\n");
}

void coverage_write(struct buffer *out, const struct coverage_view *view,
                    const struct coverage *coverage)
{
    (view->json ? write_json : write_text)(out, view, coverage);
}

/* ---- mutants ---- */

static void write_mutants_json(struct buffer *out, const struct coverage_view *view,
                               const struct mutation_result *result)
{
    buffer_puts(out, "{\"file\":");
    buffer_put_json(out, view->path);
    buffer_format(out, ",\"killed\":%llu,\"mutants\":%llu,\"survivors\":[",
                  (unsigned long long)(result->mutants - result->survivor_count),
                  (unsigned long long)result->mutants);
    for (size_t i = 0; i < result->survivor_count; i++) {
        const struct survivor *survivor = &result->survivors[i];
        buffer_format(out, "%s{\"line\":%u,\"operator\":\"%s\",\"change\":", i ? "," : "",
                      line_of(view, survivor->span), mutation_name(survivor->operator));
        buffer_put_json(out, survivor->what);
        put_text_of(out, view, survivor->span);
    }
    buffer_puts(out, "]}\n");
}

static void write_mutants_text(struct buffer *out, const struct coverage_view *view,
                               const struct mutation_result *result)
{
    struct arena *arena = arena_new();
    buffer_format(out, "\nMutants of " TEXT_FMT ": %llu of %llu noticed by a test\n",
                  TEXT_ARG(view->path),
                  (unsigned long long)(result->mutants - result->survivor_count),
                  (unsigned long long)result->mutants);
    for (size_t i = 0; i < result->survivor_count; i++) {
        const struct survivor *survivor = &result->survivors[i];
        buffer_format(out, "  " TEXT_FMT ": %s: " TEXT_FMT ": " TEXT_FMT "\n",
                      TEXT_ARG(shown_span(arena, view->sources, survivor->span)),
                      mutation_name(survivor->operator), TEXT_ARG(survivor->what),
                      TEXT_ARG(shown_source(arena, view->sources, survivor->span, TEXT_MOST)));
    }
    if (result->survivor_count)
        buffer_puts(out, "No test notices these changes; a ticket on either side of each would.\n");
    arena_free(arena);
}

void coverage_write_mutants(struct buffer *out, const struct coverage_view *view,
                            const struct mutation_result *result)
{
    (view->json ? write_mutants_json : write_mutants_text)(out, view, result);
}
