/* fixes.c - see fixes.h. Nothing but the edited bytes changes: comments and layout stay. */
#include "cli/fixes.h"

#include <stdlib.h>

#include "base/embedded.h"
#include "cli/files.h"

struct edit {
    struct fix fix;
    const struct diagnostic *diagnostic;
};

typedef VECTOR(struct edit) edit_list;

static int by_place(const void *a, const void *b)
{
    const struct edit *x = a, *y = b;
    if (x->fix.span.source != y->fix.span.source)
        return x->fix.span.source < y->fix.span.source ? -1 : 1;
    return (x->fix.span.from > y->fix.span.from) - (x->fix.span.from < y->fix.span.from);
}

/* ---- which edits ---- */

/* Not one of the library's, and not standard input. */
static bool is_file(const struct sources *sources, uint32_t source)
{
    struct text path = source_path(sources, source);
    struct text own = embedded_find(embedded_library, path);
    return !text_is(path, "standard input") &&
           (!own.at || own.at != source_bytes(sources, source).at);
}

/* Do A and B touch the same bytes, or begin at the same place? */
static bool meet(struct span a, struct span b)
{
    return a.source == b.source && (a.from == b.from || (a.from < b.to && b.from < a.to));
}

/* All of a diagnostic's edits are made, or none. */
static bool can_be_made(const struct sources *sources, const edit_list *edits,
                        const struct diagnostic *diagnostic)
{
    for (size_t i = 0; i < diagnostic->fixes.count; i++) {
        if (!is_file(sources, diagnostic->fixes.at[i].span.source))
            return false;
        for (size_t k = 0; k < edits->count; k++)
            if (meet(edits->at[k].fix.span, diagnostic->fixes.at[i].span))
                return false;
    }
    return true;
}

static edit_list collect(struct arena *arena, const struct sources *sources,
                         const struct sink *sink)
{
    edit_list edits = {0};
    for (size_t i = 0; i < sink->list.count; i++) {
        const struct diagnostic *diagnostic = sink->list.at[i];
        if (!can_be_made(sources, &edits, diagnostic))
            continue;
        for (size_t k = 0; k < diagnostic->fixes.count; k++)
            VECTOR_PUSH(arena, &edits, ((struct edit){diagnostic->fixes.at[k], diagnostic}));
    }
    if (edits.count)
        qsort(edits.at, edits.count, sizeof *edits.at, by_place);
    return edits;
}

/* ---- making them ---- */

static void say(struct arena *arena, const struct sources *sources, const struct edit *edit)
{
    struct buffer out = {0};
    struct place place = source_place(sources, edit->fix.span.source, edit->fix.span.from);
    buffer_put(&out, source_path(sources, edit->fix.span.source));
    buffer_format(&out, ":%u:%u: mended " TEXT_FMT ": `" TEXT_FMT "` is now `" TEXT_FMT "`\n",
                  place.line, place.column,
                  TEXT_ARG(diagnostic_code_name(arena, edit->diagnostic->code)),
                  TEXT_ARG(span_text(sources, edit->fix.span)), TEXT_ARG(edit->fix.with));
    files_say(buffer_text(&out));
    buffer_fini(&out);
}

/* The edits from number FIRST on that are in the same file; gives the number behind them. */
static size_t make_file(struct arena *arena, const struct sources *sources, const edit_list *edits,
                        size_t first, bool *fine)
{
    uint32_t source = edits->at[first].fix.span.source;
    struct text bytes = source_bytes(sources, source);
    struct buffer out = {0};
    size_t at = 0, i = first;
    for (; i < edits->count && edits->at[i].fix.span.source == source; i++) {
        buffer_put(&out, text_slice(bytes, at, edits->at[i].fix.span.from));
        buffer_put(&out, edits->at[i].fix.with);
        at = edits->at[i].fix.span.to;
    }
    buffer_put(&out, text_slice(bytes, at, bytes.len));
    const char *path = text_cstr(arena, source_path(sources, source));
    bool written = output_all(arena, path, &out);
    for (size_t k = first; k < i && written; k++)
        say(arena, sources, &edits->at[k]);
    buffer_fini(&out);
    *fine = *fine && written;
    return i;
}

bool fixes_make(struct arena *arena, const struct sources *sources, const struct sink *sink,
                size_t *made)
{
    edit_list edits = collect(arena, sources, sink);
    bool fine = true;
    for (size_t i = 0; i < edits.count && fine;)
        i = make_file(arena, sources, &edits, i, &fine);
    *made = edits.count;
    return fine;
}
