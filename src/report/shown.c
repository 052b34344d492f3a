/* shown.c - the one place where figures become words. */
#include "report/shown.h"

#include <string.h>

struct text shown_count(struct arena *arena, uint64_t count)
{
    char digits[32];
    size_t at = sizeof digits, done = 0;
    do {
        if (done && done % 3 == 0)
            digits[--at] = ',';
        digits[--at] = (char)('0' + count % 10);
        count /= 10;
        done++;
    } while (count);
    return text_copy(arena, (struct text){digits + at, sizeof digits - at});
}

struct text shown_counted(struct arena *arena, uint64_t count, const char *one, const char *many)
{
    return text_format(arena, TEXT_FMT " %s", TEXT_ARG(shown_count(arena, count)),
                       count == 1 ? one : many);
}

/* Does a share rounded to PLACES say the same as the exact one? */
static bool tells_right(struct text rounded, uint64_t part, uint64_t whole,
                        const struct shown_promise *promise)
{
    static const struct decimal all = {100, 0};
    struct decimal value;
    if (!decimal_parse(rounded, &value))
        return true;
    if ((part < whole && decimal_compare(value, all) >= 0) || (part && !value.digits))
        return false;
    if (!promise)
        return true;
    int exact = decimal_compare_share(part, whole, promise->percent);
    int shown = decimal_compare(value, promise->percent);
    return promise->at_most ? (exact <= 0) == (shown <= 0) : (exact >= 0) == (shown >= 0);
}

/* `50` as `50.00`, so that columns of shares stand under each other. */
static struct text two_places(struct arena *arena, struct text share)
{
    const char *point = memchr(share.at, '.', share.len);
    size_t behind = point ? (size_t)(share.at + share.len - point) - 1 : 0;
    return text_format(arena, TEXT_FMT "%s%%", TEXT_ARG(share),
                       !point       ? ".00"
                       : behind < 2 ? "0"
                                    : "");
}

struct text shown_share_promised(struct arena *arena, uint64_t part, uint64_t whole,
                                 const struct shown_promise *promise)
{
    if (!whole)
        return TEXT("–");
    struct text share = decimal_share(arena, part, whole, 2);
    for (unsigned places = 3; places <= 6 && !tells_right(share, part, whole, promise); places++)
        share = decimal_share(arena, part, whole, places);
    return two_places(arena, share);
}

struct text shown_share(struct arena *arena, uint64_t part, uint64_t whole,
                        const struct decimal *promise)
{
    struct shown_promise least = {promise ? *promise : (struct decimal){0, 0}, false};
    return shown_share_promised(arena, part, whole, promise ? &least : NULL);
}

static uint64_t size_of(micros length)
{
    return length < 0 ? 0 - (uint64_t)length : (uint64_t)length;
}

static struct text length_text(struct arena *arena, bool negative, uint64_t size)
{
    uint64_t hours = size / (uint64_t)MICROS_HOUR;
    uint64_t minutes = size % (uint64_t)MICROS_HOUR / (uint64_t)MICROS_MINUTE;
    micros rest = (micros)(size % (uint64_t)MICROS_MINUTE);
    char seconds[CIVIL_ROOM];
    civil_write_seconds(seconds, rest);
    struct text h =
        hours ? text_format(arena, TEXT_FMT " h ", TEXT_ARG(shown_count(arena, hours))) : TEXT("");
    bool has_minutes = minutes || (!hours && !rest);
    struct text m =
        has_minutes ? text_format(arena, "%llu min ", (unsigned long long)minutes) : TEXT("");
    struct text s = rest ? text_format(arena, "%s s", seconds) : TEXT("");
    return text_trim(text_format(arena, "%s" TEXT_FMT TEXT_FMT TEXT_FMT, negative ? "-" : "",
                                 TEXT_ARG(h), TEXT_ARG(m), TEXT_ARG(s)));
}

struct text shown_length(struct arena *arena, micros length)
{
    return length_text(arena, length < 0, size_of(length));
}

struct text shown_about(struct arena *arena, micros length)
{
    uint64_t size = size_of(length);
    uint64_t unit = (uint64_t)(size >= (uint64_t)MICROS_HOUR ? MICROS_MINUTE : MICROS_SECOND);
    uint64_t rounded = (size + unit / 2) / unit * unit;
    return length_text(arena, length < 0 && rounded, rounded);
}

struct text shown_instant(struct arena *arena, const struct zone *zone, instant at)
{
    char out[CIVIL_ROOM];
    if (at == INSTANT_NONE)
        return TEXT("–");
    size_t len = zone_write(zone, out, at);
    return text_copy(arena, (struct text){out, len});
}

struct text shown_span(struct arena *arena, const struct sources *sources, struct span span)
{
    if (span.source == SOURCE_NONE || !sources)
        return TEXT("");
    return text_format(arena, TEXT_FMT ":%u", TEXT_ARG(source_path(sources, span.source)),
                       source_place(sources, span.source, span.from).line);
}

struct text shown_origin(struct arena *arena, const struct eventlog *log, struct row_origin origin)
{
    if (origin.file >= log->file_count)
        return TEXT("");
    return text_format(arena, TEXT_FMT ":%llu", TEXT_ARG(log->files[origin.file]),
                       (unsigned long long)origin.line);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Where character number COUNT begins, at most the end. */
static size_t offset_of(struct text text, size_t count)
{
    size_t at = 0;
    while (at < text.len && count--)
        for (at++; at < text.len && ((unsigned char)text.at[at] & 0xc0) == 0x80;)
            at++;
    return at;
}

struct text shown_source(struct arena *arena, const struct sources *sources, struct span span,
                         size_t most)
{
    if (span.source == SOURCE_NONE || !sources)
        return TEXT("");
    struct text text = text_trim(span_text(sources, span));
    char *out = arena_alloc(arena, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++)
        if (!is_blank(text.at[i]))
            out[len++] = text.at[i];
        else if (len && out[len - 1] != ' ')
            out[len++] = ' ';
    struct text drawn = {out, len};
    size_t cut = offset_of(drawn, most);
    if (cut == drawn.len)
        return drawn;
    return text_format(arena, TEXT_FMT "…", TEXT_ARG(text_slice(drawn, 0, cut)));
}

struct text shown_limit(struct arena *arena, const struct limit *limit)
{
    char length[CIVIL_ROOM];
    const char *s = limit->days == 1 ? "" : "s";
    switch (limit->kind) {
    case LIMIT_LENGTH:
        civil_write_length(length, limit->length);
        return text_format(arena, "%s", length);
    case LIMIT_WORKING_DAYS:
        return text_format(arena, "%d working day%s", limit->days, s);
    case LIMIT_END_OF_WORKING_DAY:
        return text_format(arena, "end of working day %d", limit->days);
    case LIMIT_CALENDAR_DAYS:
        return text_format(arena, "%d calendar day%s", limit->days, s);
    }
    return TEXT("");
}

struct text shown_title(struct text title, struct text name)
{
    return title.len ? title : name;
}

const char *shown_verdict(enum verdict_kind kind)
{
    switch (kind) {
    case VERDICT_MET:
        return "met";
    case VERDICT_BREACHED:
        return "breached";
    case VERDICT_PENDING:
        return "pending";
    case VERDICT_UNCOVERED:
        return "uncovered";
    case VERDICT_EXCLUDED:
        return "excluded";
    case VERDICT_ERROR:
        return "error";
    }
    return "";
}

struct text shown_flags(struct arena *arena, uint32_t flags)
{
    static const char *const names[] = {"paused", "breached by change", "excluded after decision",
                                        "decided anew"};
    struct text out = TEXT("");
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if (flags & 1u << i)
            out = text_format(arena, TEXT_FMT "%s%s", TEXT_ARG(out), out.len ? ";" : "", names[i]);
    return out;
}

struct text shown_value(struct arena *arena, const struct attribute *attribute,
                        const struct value *value, const struct zone *zone)
{
    switch (value->type) {
    case VALUE_UNSET:
        break;
    case VALUE_CHOICE:
        if (value->choice < attribute->choice_count)
            return attribute->choices[value->choice].name;
        break;
    case VALUE_TEXT:
        return value->text;
    case VALUE_NUMBER:
        return decimal_format(arena, value->number);
    case VALUE_MONEY:
        return text_format(arena, TEXT_FMT " %s", TEXT_ARG(decimal_format(arena, value->number)),
                           value->currency);
    case VALUE_YES_NO:
        return value->yes ? TEXT("yes") : TEXT("no");
    case VALUE_TIME:
        return shown_instant(arena, zone, value->time);
    }
    return TEXT("(none)");
}
