/* format_text.c - block texts at another indent, saying the same.
 *
 * A block text says its lines without their common indent, which the first line takes no part in;
 * so each further line is given the new indent for the common one. */
#include "syntax/format_layout.h"

enum { QUOTES = 3 };

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

struct lines {
    struct text rest;
    bool done;
};

/* Takes the next line off; false if there is none. Behind a line end at the very end stands an
 * empty line. */
static bool next_line(struct lines *lines, struct text *line)
{
    struct text rest = lines->rest;
    size_t end = 0;
    if (lines->done)
        return false;
    while (end < rest.len && !is_line_end(rest.at[end]))
        end++;
    *line = text_slice(rest, 0, end);
    lines->done = end == rest.len;
    if (!lines->done)
        end += end + 1 < rest.len && rest.at[end] == '\r' && rest.at[end + 1] == '\n' ? 2 : 1;
    lines->rest = text_slice(rest, end, rest.len);
    return true;
}

static size_t blanks(struct text line)
{
    size_t count = 0;
    while (count < line.len && (line.at[count] == ' ' || line.at[count] == '\t'))
        count++;
    return count;
}

/* SIZE_MAX if no line but the first holds more than blanks. */
static size_t common_indent(struct text content)
{
    struct lines lines = {content, false};
    struct text line;
    size_t least = SIZE_MAX;
    next_line(&lines, &line);
    while (next_line(&lines, &line))
        if (blanks(line) < line.len && blanks(line) < least)
            least = blanks(line);
    return least;
}

/* True if a quote in braces goes over a line end: then its line ends and blanks are what the text
 * says, and nothing may be moved. */
static bool quote_is_broken(struct text content)
{
    bool inside = false, text = false;
    for (size_t i = 0; i < content.len; i++) {
        char c = content.at[i];
        if (!inside && c == '\\')
            i++;
        else if (!inside)
            inside = c == '{';
        else if (is_line_end(c))
            return true;
        else if (c == '"')
            text = !text;
        else if (!text && c == '}')
            inside = false;
    }
    return false;
}

/* One line but the first: INDENT spaces for the COMMON ones. */
static void put_line(struct buffer *out, struct text line, size_t common, size_t indent)
{
    size_t cut = blanks(line) < common ? blanks(line) : common;
    struct text rest = text_slice(line, cut, line.len);
    if (rest.len && common != SIZE_MAX)
        buffer_fill(out, ' ', indent);
    buffer_put(out, common == SIZE_MAX ? line : rest);
}

static void put_content(struct buffer *out, struct text content, size_t indent)
{
    struct lines lines = {content, false};
    struct text line;
    size_t common = common_indent(content);
    next_line(&lines, &line);
    if (blanks(line) < line.len) /* else it is no part of what the text says */
        buffer_put(out, line);
    while (next_line(&lines, &line)) {
        buffer_putc(out, '\n');
        if (lines.done && blanks(line) == line.len)
            buffer_fill(out, ' ', indent);
        else
            put_line(out, line, common, indent);
    }
}

void format_put_text(struct buffer *out, struct text token, size_t indent)
{
    bool block = text_starts(token, TEXT("\"\"\"")) && format_has_line_end(token);
    struct text content = block ? text_slice(token, QUOTES, token.len - QUOTES) : token;
    if (!block || quote_is_broken(content)) {
        buffer_put(out, token);
        return;
    }
    buffer_put(out, text_slice(token, 0, QUOTES));
    put_content(out, content, indent);
    buffer_put(out, text_slice(token, token.len - QUOTES, token.len));
}
