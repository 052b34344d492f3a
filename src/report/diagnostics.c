/* diagnostics.c - the only place that turns diagnostics into bytes. */
#include "report/diagnostics.h"

#include <stdlib.h>
#include <string.h>

#include "report/excerpt.h"

struct view {
    struct buffer *out;
    const struct sources *sources;
    const struct diagnostics_style *style;
    struct arena *arena;
};

struct sorted {
    const struct diagnostic *diagnostic;
    size_t order;
};

static int by_place(const void *a, const void *b)
{
    const struct sorted *x = a, *y = b;
    struct span s = x->diagnostic->span, t = y->diagnostic->span;
    if (s.source != t.source)
        return s.source < t.source ? -1 : 1;
    if (s.source != SOURCE_NONE && s.from != t.from)
        return s.from < t.from ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static struct sorted *sort(struct arena *arena, const struct sink *sink)
{
    struct sorted *sorted = ARENA_ARRAY(arena, sink->list.count + 1, struct sorted);
    for (size_t i = 0; i < sink->list.count; i++)
        sorted[i] = (struct sorted){sink->list.at[i], i};
    if (sink->list.count)
        qsort(sorted, sink->list.count, sizeof *sorted, by_place);
    return sorted;
}

static const char *severity_name(enum severity severity)
{
    static const char *const names[] = {"error", "warning", "note"};
    return names[severity];
}

static struct text code_of(const struct view *view, const struct diagnostic *diagnostic)
{
    return diagnostic_code_name(view->arena, diagnostic->code);
}

/* ---- text ---- */

static const char *colour(const struct view *view, const char *code)
{
    return view->style->colour ? code : "";
}

static const char *severity_colour(const struct view *view, enum severity severity)
{
    static const char *const codes[] = {"\033[1;31m", "\033[1;33m", "\033[1;36m"};
    return colour(view, codes[severity]);
}

static unsigned digits_of(uint32_t number)
{
    unsigned digits = 1;
    while (number /= 10)
        digits++;
    return digits;
}

static unsigned gutter_of(const struct view *view, const struct excerpt_mark *marks, size_t count)
{
    uint32_t most = 1;
    for (size_t i = 0; i < count; i++) {
        uint32_t line = source_place(view->sources, marks[i].span.source, marks[i].span.from).line;
        most = line > most ? line : most;
    }
    return digits_of(most) < 3 ? 3 : digits_of(most);
}

static int by_span(const void *a, const void *b)
{
    const struct excerpt_mark *x = a, *y = b;
    if (x->span.from != y->span.from)
        return x->span.from < y->span.from ? -1 : 1;
    return y->is_primary - x->is_primary;
}

static void put_place(const struct view *view, struct span span, const char *arrow)
{
    struct place place = source_place(view->sources, span.source, span.from);
    buffer_format(view->out, "  %s%s%s ", colour(view, "\033[1;34m"), arrow,
                  colour(view, "\033[0m"));
    buffer_put(view->out, source_path(view->sources, span.source));
    buffer_format(view->out, ":%u:%u\n", place.line, place.column);
}

/* The marks of one source, under its name. */
static void put_marks(const struct view *view, struct excerpt_mark *marks, size_t count,
                      const struct diagnostic *diagnostic)
{
    struct excerpt_style style = {.gutter = gutter_of(view, marks, count),
                                  .primary = severity_colour(view, diagnostic->severity),
                                  .secondary = colour(view, "\033[1;34m"),
                                  .number = colour(view, "\033[1;34m"),
                                  .reset = colour(view, "\033[0m")};
    bool is_own = marks[0].span.source == diagnostic->span.source;
    put_place(view, is_own ? diagnostic->span : marks[0].span, is_own ? "-->" : ":::");
    qsort(marks, count, sizeof *marks, by_span);
    excerpt_write(view->out, view->sources, marks, count, &style);
}

static bool same_place(struct span a, struct span b)
{
    return a.source == b.source && a.from == b.from && a.to == b.to;
}

/* Adds a label; one for a place that is marked already stands behind that mark. */
static size_t add_label(const struct view *view, const struct label *label,
                        struct excerpt_mark *marks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!same_place(marks[i].span, label->span))
            continue;
        if (!marks[i].label.len)
            marks[i].label = label->text;
        else if (!text_equal(marks[i].label, label->text))
            marks[i].label = text_format(view->arena, TEXT_FMT "; " TEXT_FMT,
                                         TEXT_ARG(marks[i].label), TEXT_ARG(label->text));
        return count;
    }
    marks[count] = (struct excerpt_mark){label->span, label->text, false};
    return count + 1;
}

/* The marks that are in SOURCE, in MARKS. */
static size_t marks_in(const struct view *view, const struct diagnostic *diagnostic,
                       uint32_t source, struct excerpt_mark *marks)
{
    size_t count = 0;
    if (diagnostic->span.source == source)
        marks[count++] = (struct excerpt_mark){diagnostic->span, TEXT(""), true};
    for (size_t i = 0; i < diagnostic->labels.count; i++)
        if (diagnostic->labels.at[i].span.source == source)
            count = add_label(view, &diagnostic->labels.at[i], marks, count);
    return count;
}

/* Is label number INDEX the first in its source, which is not the primary one? */
static bool is_new_source(const struct diagnostic *diagnostic, size_t index)
{
    uint32_t source = diagnostic->labels.at[index].span.source;
    if (source == SOURCE_NONE || source == diagnostic->span.source)
        return false;
    for (size_t i = 0; i < index; i++)
        if (diagnostic->labels.at[i].span.source == source)
            return false;
    return true;
}

static void put_places(const struct view *view, const struct diagnostic *diagnostic)
{
    struct excerpt_mark *marks =
        ARENA_ARRAY(view->arena, diagnostic->labels.count + 1, struct excerpt_mark);
    uint32_t own = diagnostic->span.source;
    if (own != SOURCE_NONE)
        put_marks(view, marks, marks_in(view, diagnostic, own, marks), diagnostic);
    for (size_t i = 0; i < diagnostic->labels.count; i++) {
        uint32_t other = diagnostic->labels.at[i].span.source;
        if (is_new_source(diagnostic, i))
            put_marks(view, marks, marks_in(view, diagnostic, other, marks), diagnostic);
    }
}

/* TEXT behind a word, its further lines under its first. */
static void put_remark(const struct view *view, const char *word, struct text text)
{
    size_t indent = 3 + strlen(word) + 1;
    buffer_format(view->out, "   %s%s%s ", colour(view, "\033[1m"), word, colour(view, "\033[0m"));
    for (size_t i = 0; i < text.len; i++) {
        buffer_putc(view->out, text.at[i]);
        if (text.at[i] == '\n')
            buffer_fill(view->out, ' ', indent);
    }
    buffer_putc(view->out, '\n');
}

static void put_text(const struct view *view, const struct diagnostic *diagnostic)
{
    struct text code = code_of(view, diagnostic);
    buffer_format(view->out, "%s%s " TEXT_FMT "%s: %s", severity_colour(view, diagnostic->severity),
                  severity_name(diagnostic->severity), TEXT_ARG(code), colour(view, "\033[0m"),
                  colour(view, "\033[1m"));
    buffer_put(view->out, diagnostic->message);
    buffer_format(view->out, "%s\n", colour(view, "\033[0m"));
    put_places(view, diagnostic);
    for (size_t i = 0; i < diagnostic->notes.count; i++)
        put_remark(view, "note:", diagnostic->notes.at[i]);
    if (diagnostic->hint.len)
        put_remark(view, "try:", diagnostic->hint);
    put_remark(view,
               "more:", text_format(view->arena, "charter explain " TEXT_FMT, TEXT_ARG(code)));
    buffer_putc(view->out, '\n');
}

/* ---- short ---- */

static void put_short(const struct view *view, const struct diagnostic *diagnostic)
{
    struct span span = diagnostic->span;
    if (span.source != SOURCE_NONE) {
        struct place place = source_place(view->sources, span.source, span.from);
        buffer_put(view->out, source_path(view->sources, span.source));
        buffer_format(view->out, ":%u:%u: ", place.line, place.column);
    }
    buffer_format(view->out, "%s " TEXT_FMT ": ", severity_name(diagnostic->severity),
                  TEXT_ARG(code_of(view, diagnostic)));
    buffer_put(view->out, diagnostic->message);
    buffer_putc(view->out, '\n');
}

/* ---- JSON ---- */

static void put_json_text(const struct view *view, const char *key, struct text text)
{
    buffer_puts(view->out, key);
    buffer_put_json(view->out, text);
}

static void put_json_place(const struct view *view, struct span span)
{
    if (span.source == SOURCE_NONE) {
        buffer_puts(view->out, "null");
        return;
    }
    struct place from = source_place(view->sources, span.source, span.from);
    struct place to = source_place(view->sources, span.source, span.to);
    put_json_text(view, "{\"file\":", source_path(view->sources, span.source));
    buffer_format(view->out,
                  ",\"line\":%u,\"column\":%u,\"end_line\":%u,\"end_column\":%u,\"from\":%u,"
                  "\"to\":%u}",
                  from.line, from.column, to.line, to.column, span.from, span.to);
}

static void put_json_labels(const struct view *view, const struct diagnostic *diagnostic)
{
    buffer_puts(view->out, ",\"labels\":[");
    for (size_t i = 0; i < diagnostic->labels.count; i++) {
        buffer_puts(view->out, i ? "," : "");
        put_json_text(view, "{\"message\":", diagnostic->labels.at[i].text);
        buffer_puts(view->out, ",\"place\":");
        put_json_place(view, diagnostic->labels.at[i].span);
        buffer_putc(view->out, '}');
    }
    buffer_puts(view->out, "],\"notes\":[");
    for (size_t i = 0; i < diagnostic->notes.count; i++)
        put_json_text(view, i ? "," : "", diagnostic->notes.at[i]);
    buffer_putc(view->out, ']');
}

static void put_json_edits(const struct view *view, const char *key, const struct fix *edits,
                           size_t count)
{
    buffer_format(view->out, ",\"%s\":[", key);
    for (size_t i = 0; i < count; i++) {
        buffer_puts(view->out, i ? ",{\"place\":" : "{\"place\":");
        put_json_place(view, edits[i].span);
        put_json_text(view, ",\"with\":", edits[i].with);
        buffer_putc(view->out, '}');
    }
    buffer_puts(view->out, "]");
}

static void put_json(const struct view *view, const struct diagnostic *diagnostic)
{
    put_json_text(view, "{\"code\":", code_of(view, diagnostic));
    put_json_text(view, ",\"severity\":", text_of(severity_name(diagnostic->severity)));
    put_json_text(view, ",\"message\":", diagnostic->message);
    buffer_puts(view->out, ",\"place\":");
    put_json_place(view, diagnostic->span);
    put_json_labels(view, diagnostic);
    buffer_puts(view->out, ",\"hint\":");
    if (diagnostic->hint.len)
        buffer_put_json(view->out, diagnostic->hint);
    else
        buffer_puts(view->out, "null");
    put_json_edits(view, "fixes", diagnostic->fixes.at, diagnostic->fixes.count);
    put_json_edits(view, "choices", diagnostic->choices.at, diagnostic->choices.count);
    buffer_putc(view->out, '}');
}

/* ---- SARIF 2.1.0 ---- */

/* A path as a relative reference of RFC 3986. */
static void put_sarif_artifact(const struct view *view, uint32_t source)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    struct text path = source_path(view->sources, source);
    buffer_puts(view->out, "\"artifactLocation\":{\"uri\":\"");
    for (size_t i = 0; i < path.len; i++)
        if (path.at[i] && strchr(plain, path.at[i]))
            buffer_putc(view->out, path.at[i]);
        else
            buffer_format(view->out, "%%%02X", (unsigned)(unsigned char)path.at[i]);
    buffer_puts(view->out, "\"}");
}

static void put_sarif_region(const struct view *view, const char *key, struct span span)
{
    struct place from = source_place(view->sources, span.source, span.from);
    struct place to = source_place(view->sources, span.source, span.to);
    buffer_format(view->out,
                  "\"%s\":{\"startLine\":%u,\"startColumn\":%u,\"endLine\":%u,\"endColumn\":%u}",
                  key, from.line, from.column, to.line, to.column);
}

static void put_sarif_location(const struct view *view, struct span span, struct text message)
{
    buffer_puts(view->out, "{\"physicalLocation\":{");
    put_sarif_artifact(view, span.source);
    buffer_putc(view->out, ',');
    put_sarif_region(view, "region", span);
    buffer_putc(view->out, '}');
    if (message.len) {
        put_json_text(view, ",\"message\":{\"text\":", message);
        buffer_putc(view->out, '}');
    }
    buffer_putc(view->out, '}');
}

static void put_sarif_labels(const struct view *view, const struct diagnostic *diagnostic)
{
    const char *comma = "";
    buffer_puts(view->out, ",\"relatedLocations\":[");
    for (size_t i = 0; i < diagnostic->labels.count; i++) {
        if (diagnostic->labels.at[i].span.source == SOURCE_NONE)
            continue;
        buffer_puts(view->out, comma);
        put_sarif_location(view, diagnostic->labels.at[i].span, diagnostic->labels.at[i].text);
        comma = ",";
    }
    buffer_putc(view->out, ']');
}

/* COUNT edits that belong together. */
static void put_sarif_fix(const struct view *view, const char *what, const struct fix *edits,
                          size_t count)
{
    buffer_format(view->out, "{\"description\":{\"text\":\"%s\"},\"artifactChanges\":[", what);
    for (size_t i = 0; i < count; i++) {
        buffer_puts(view->out, i ? ",{" : "{");
        put_sarif_artifact(view, edits[i].span.source);
        buffer_puts(view->out, ",\"replacements\":[{");
        put_sarif_region(view, "deletedRegion", edits[i].span);
        put_json_text(view, ",\"insertedContent\":{\"text\":", edits[i].with);
        buffer_puts(view->out, "}}]}");
    }
    buffer_puts(view->out, "]}");
}

static void put_sarif_fixes(const struct view *view, const struct diagnostic *diagnostic)
{
    buffer_puts(view->out, ",\"fixes\":[");
    if (diagnostic->fixes.count)
        put_sarif_fix(view, "safe: nothing else can be meant", diagnostic->fixes.at,
                      diagnostic->fixes.count);
    for (size_t i = 0; i < diagnostic->choices.count; i++) {
        buffer_puts(view->out, i || diagnostic->fixes.count ? "," : "");
        put_sarif_fix(view, "a choice: this may be meant", &diagnostic->choices.at[i], 1);
    }
    buffer_putc(view->out, ']');
}

static void put_sarif_remarks(const struct view *view, const struct diagnostic *diagnostic)
{
    buffer_puts(view->out, ",\"properties\":{\"notes\":[");
    for (size_t i = 0; i < diagnostic->notes.count; i++)
        put_json_text(view, i ? "," : "", diagnostic->notes.at[i]);
    buffer_putc(view->out, ']');
    if (diagnostic->hint.len)
        put_json_text(view, ",\"hint\":", diagnostic->hint);
    buffer_putc(view->out, '}');
}

static void put_sarif(const struct view *view, const struct diagnostic *diagnostic)
{
    put_json_text(view, "{\"ruleId\":", code_of(view, diagnostic));
    put_json_text(view, ",\"level\":", text_of(severity_name(diagnostic->severity)));
    put_json_text(view, ",\"message\":{\"text\":", diagnostic->message);
    buffer_puts(view->out, "},\"locations\":[");
    if (diagnostic->span.source != SOURCE_NONE)
        put_sarif_location(view, diagnostic->span, TEXT(""));
    buffer_putc(view->out, ']');
    put_sarif_labels(view, diagnostic);
    if (diagnostic->fixes.count || diagnostic->choices.count)
        put_sarif_fixes(view, diagnostic);
    put_sarif_remarks(view, diagnostic);
    buffer_putc(view->out, '}');
}

/* The rules that the run mentions, each once, in the order of the table. */
static void put_sarif_rules(const struct view *view, const struct sink *sink)
{
    const char *comma = "";
    for (int code = 0; code < DIAGNOSTIC_COUNT; code++) {
        bool is_used = false;
        for (size_t i = 0; i < sink->list.count && !is_used; i++)
            is_used = (int)sink->list.at[i]->code == code;
        if (!is_used)
            continue;
        buffer_puts(view->out, comma);
        put_json_text(view,
                      "{\"id\":", diagnostic_code_name(view->arena, (enum diagnostic_code)code));
        put_json_text(view, ",\"shortDescription\":{\"text\":",
                      text_of(diagnostic_summary((enum diagnostic_code)code)));
        put_json_text(view, "},\"defaultConfiguration\":{\"level\":",
                      text_of(severity_name(diagnostic_severity((enum diagnostic_code)code))));
        buffer_puts(view->out, "}}");
        comma = ",";
    }
}

/* ---- all ---- */

static void put_head(const struct view *view, const struct sink *sink)
{
    if (view->style->format == DIAGNOSTICS_JSON)
        buffer_putc(view->out, '[');
    if (view->style->format != DIAGNOSTICS_SARIF)
        return;
    buffer_puts(view->out, "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
                           "\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":"
                           "\"charter\",\"version\":");
    buffer_put_json(view->out, text_of(view->style->version));
    buffer_puts(view->out, ",\"rules\":[");
    put_sarif_rules(view, sink);
    buffer_puts(view->out, "]}},\"columnKind\":\"unicodeCodePoints\",\"results\":[");
}

/* How many of the sorted are shown: no error behind the last that is, and no warning either. */
static size_t shown_of(const struct view *view, const struct sorted *sorted, size_t count)
{
    uint64_t errors = 0, most = view->style->errors_most;
    size_t i = 0;
    if (view->style->format != DIAGNOSTICS_TEXT)
        return count;
    while (i < count && errors < (most ? most : DIAGNOSTICS_ERRORS_MOST))
        errors += sorted[i++].diagnostic->severity == SEVERITY_ERROR;
    for (size_t k = i; k < count; k++)
        if (sorted[k].diagnostic->severity == SEVERITY_ERROR)
            return i;
    return count;
}

static void put_rest(const struct view *view, size_t rest)
{
    if (rest)
        buffer_format(view->out, "… and %zu more\n\n", rest);
}

static void put_tail(const struct view *view, const struct sink *sink)
{
    if (view->style->format == DIAGNOSTICS_JSON)
        buffer_puts(view->out, "]\n");
    if (view->style->format == DIAGNOSTICS_SARIF)
        buffer_puts(view->out, "]}]}\n");
    if (view->style->format == DIAGNOSTICS_TEXT)
        diagnostics_write_summary(view->out, sink);
}

static void put_one(const struct view *view, const struct diagnostic *diagnostic, bool is_first)
{
    switch (view->style->format) {
    case DIAGNOSTICS_TEXT:
        put_text(view, diagnostic);
        return;
    case DIAGNOSTICS_SHORT:
        put_short(view, diagnostic);
        return;
    case DIAGNOSTICS_JSON:
        buffer_puts(view->out, is_first ? "" : ",");
        put_json(view, diagnostic);
        return;
    case DIAGNOSTICS_SARIF:
        buffer_puts(view->out, is_first ? "" : ",");
        put_sarif(view, diagnostic);
    }
}

void diagnostics_write(struct buffer *out, const struct sources *sources, const struct sink *sink,
                       const struct diagnostics_style *style)
{
    struct arena *arena = arena_new();
    struct view view = {out, sources, style, arena};
    struct sorted *sorted = sort(arena, sink);
    put_head(&view, sink);
    size_t shown = shown_of(&view, sorted, sink->list.count);
    for (size_t i = 0; i < shown; i++)
        put_one(&view, sorted[i].diagnostic, !i);
    put_rest(&view, sink->list.count - shown);
    put_tail(&view, sink);
    arena_free(arena);
}

void diagnostics_write_summary(struct buffer *out, const struct sink *sink)
{
    if (sink->errors)
        buffer_format(out, "%zu error%s", sink->errors, sink->errors == 1 ? "" : "s");
    if (sink->errors && sink->warnings)
        buffer_puts(out, ", ");
    if (sink->warnings)
        buffer_format(out, "%zu warning%s", sink->warnings, sink->warnings == 1 ? "" : "s");
    if (sink->errors || sink->warnings)
        buffer_putc(out, '\n');
}
