/* icalendar_lines.c - the bytes of an iCalendar file as unfolded content lines. */
#include <string.h>
#include <strings.h>

#include "time/icalendar_parts.h"

struct splitting {
    const struct icalendar_file *file;
    struct arena *scratch;
    struct text bytes;
    size_t at;
};

/* The end of the physical line that begins at FROM: its line end, or the end of the bytes. */
static size_t line_end(struct text bytes, size_t from)
{
    while (from < bytes.len && bytes.at[from] != '\n')
        from++;
    return from;
}

static size_t without_return(struct text bytes, size_t from, size_t to)
{
    return to > from && bytes.at[to - 1] == '\r' ? to - 1 : to;
}

static bool is_folded(const struct splitting *splitting, size_t next)
{
    struct text bytes = splitting->bytes;
    return next < bytes.len && (bytes.at[next] == ' ' || bytes.at[next] == '\t');
}

/* The colon in front of the value: outside the quotes of parameters. */
static const char *find_value(const char *text)
{
    bool quoted = false;
    for (; *text; text++) {
        if (*text == '"')
            quoted = !quoted;
        if (*text == ':' && !quoted)
            return text + 1;
    }
    return NULL;
}

static struct icalendar_line take_line(struct splitting *splitting)
{
    struct text bytes = splitting->bytes;
    size_t from = splitting->at, end = line_end(bytes, from), to = end;
    while (to < bytes.len && is_folded(splitting, to + 1))
        to = line_end(bytes, to + 1);
    char *text = ARENA_ARRAY(splitting->scratch, to - from + 1, char);
    size_t len = 0;
    for (size_t part = from; part <= to && part < bytes.len;) {
        size_t part_end = line_end(bytes, part), last = without_return(bytes, part, part_end);
        memcpy(text + len, bytes.at + part, last - part);
        len += last - part;
        part = part_end + 2; /* the line end, and the blank of a folded line */
    }
    splitting->at = to + 1;
    struct icalendar_line line = {.text = text, .value = find_value(text)};
    line.name_len = strcspn(text, ";:");
    line.span = (struct span){splitting->file->source, (uint32_t)from,
                              (uint32_t)without_return(bytes, from, end)};
    return line;
}

/* The first byte that no text has, or the length. */
static size_t find_control(struct text bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char byte = (unsigned char)bytes.at[i];
        if (byte < ' ' && byte != '\t' && byte != '\n' && byte != '\r')
            return i;
    }
    return bytes.len;
}

void icalendar_split(const struct icalendar_file *file, struct arena *scratch,
                     icalendar_lines *lines)
{
    struct text bytes = source_bytes(file->sources, file->source);
    size_t control = find_control(bytes);
    if (control < bytes.len) {
        diagnose(file->sink, DIAG_BAD_ICALENDAR,
                 (struct span){file->source, (uint32_t)control, (uint32_t)control + 1},
                 "a control byte: the file is no iCalendar text");
        bytes.len = 0;
    }
    struct splitting splitting = {file, scratch, bytes, 0};
    if (text_starts(bytes, TEXT("\xEF\xBB\xBF")))
        splitting.at = 3;
    while (splitting.at < bytes.len) {
        struct icalendar_line line = take_line(&splitting);
        if (line.text[strspn(line.text, " \t")])
            VECTOR_PUSH(scratch, lines, line);
    }
}

bool icalendar_is(const struct icalendar_line *line, const char *name)
{
    return line->name_len == strlen(name) && strncasecmp(line->text, name, line->name_len) == 0;
}
