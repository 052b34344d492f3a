/* diagnostic.c - the table of codes, and the sink. */
#include "base/diagnostic.h"

static const struct {
    unsigned number;
    enum severity severity;
    const char *summary;
} rows[] = {
#define DIAGNOSTIC(name, number, severity, summary) {number, SEVERITY_##severity, summary},
#include "charter/diagnostics.def"
#undef DIAGNOSTIC
};

_Static_assert(sizeof rows / sizeof *rows == DIAGNOSTIC_COUNT, "one row a code");

void sink_init(struct sink *sink, struct arena *arena)
{
    *sink = (struct sink){.arena = arena};
}

static bool same_place(struct span a, struct span b)
{
    return a.source == b.source && a.from == b.from && a.to == b.to;
}

static bool is_listed(const struct sink *sink, enum diagnostic_code code, struct span span)
{
    for (size_t i = 0; i < sink->list.count; i++)
        if (sink->list.at[i]->code == code && span.source != SOURCE_NONE &&
            same_place(sink->list.at[i]->span, span))
            return true;
    return false;
}

bool sink_add(struct sink *sink, struct diagnostic *diagnostic)
{
    if (is_listed(sink, diagnostic->code, diagnostic->span))
        return false;
    sink->errors += diagnostic->severity == SEVERITY_ERROR;
    sink->warnings += diagnostic->severity == SEVERITY_WARNING;
    VECTOR_PUSH(sink->arena, &sink->list, diagnostic);
    return true;
}

struct diagnostic *diagnose(struct sink *sink, enum diagnostic_code code, struct span span,
                            const char *format, ...)
{
    struct diagnostic *diagnostic = ARENA_NEW(sink->arena, struct diagnostic);
    diagnostic->code = code;
    diagnostic->severity = rows[code].severity;
    diagnostic->span = span;
    va_list args;
    va_start(args, format);
    diagnostic->message = text_vformat(sink->arena, format, args);
    va_end(args);
    sink_add(sink, diagnostic);
    return diagnostic;
}

void diagnostic_label(struct sink *sink, struct diagnostic *diagnostic, struct span span,
                      const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct label label = {span, text_vformat(sink->arena, format, args)};
    va_end(args);
    VECTOR_PUSH(sink->arena, &diagnostic->labels, label);
}

void diagnostic_note(struct sink *sink, struct diagnostic *diagnostic, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct text note = text_vformat(sink->arena, format, args);
    va_end(args);
    VECTOR_PUSH(sink->arena, &diagnostic->notes, note);
}

void diagnostic_hint(struct sink *sink, struct diagnostic *diagnostic, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    diagnostic->hint = text_vformat(sink->arena, format, args);
    va_end(args);
}

void diagnostic_fix(struct sink *sink, struct diagnostic *diagnostic, struct span span,
                    struct text with)
{
    struct fix fix = {span, with};
    VECTOR_PUSH(sink->arena, &diagnostic->fixes, fix);
}

void diagnostic_choice(struct sink *sink, struct diagnostic *diagnostic, struct span span,
                       struct text with)
{
    struct fix fix = {span, with};
    VECTOR_PUSH(sink->arena, &diagnostic->choices, fix);
}

void diagnostic_slip(struct sink *sink, struct diagnostic *diagnostic, struct span span,
                     struct text written, struct text near)
{
    if (!near.len)
        return;
    if (text_distance(written, near) == 0)
        diagnostic_fix(sink, diagnostic, span, near);
    else
        diagnostic_choice(sink, diagnostic, span, near);
}

struct text diagnostic_code_name(struct arena *arena, enum diagnostic_code code)
{
    return text_format(arena, "CHR%04u", rows[code].number);
}

const char *diagnostic_summary(enum diagnostic_code code)
{
    return rows[code].summary;
}

enum severity diagnostic_severity(enum diagnostic_code code)
{
    return rows[code].severity;
}

bool diagnostic_is_finding(enum diagnostic_code code)
{
    return rows[code].number >= 400 && rows[code].number < 500;
}

bool diagnostic_code_find(struct text name, enum diagnostic_code *code)
{
    uint64_t number;
    if (text_starts(name, TEXT("CHR")) || text_starts(name, TEXT("chr")))
        name = text_slice(name, 3, name.len);
    if (!text_to_whole(name, 9999, &number))
        return false;
    for (size_t i = 0; i < DIAGNOSTIC_COUNT; i++)
        if (rows[i].number == number) {
            *code = (enum diagnostic_code)i;
            return true;
        }
    return false;
}

struct text diagnostic_nearest(struct text written, const struct text *words, size_t count)
{
    size_t best = written.len < 3 ? 1 : written.len / 3 + 1;
    struct text nearest = TEXT("");
    for (size_t i = 0; i < count; i++) {
        size_t distance = text_distance(written, words[i]);
        if (distance == 0 && best == 0 && nearest.len && !text_equal(words[i], nearest))
            return TEXT("");
        if (distance < best || (distance == best && !nearest.len && distance < written.len)) {
            best = distance;
            nearest = words[i];
        }
    }
    return nearest;
}
