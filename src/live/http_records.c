#include "live/http_records.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct text content_of(struct text body)
{
    struct text mark = TEXT("\xef\xbb\xbf");
    return text_trim(text_starts(body, mark) ? text_slice(body, mark.len, body.len) : body);
}

/* A header of CSV may begin with a bracket, too. */
bool http_records_is_json(struct text body, enum log_format said)
{
    struct text content = content_of(body);
    if (said != LOG_FORMAT_ANY)
        return said == LOG_NDJSON;
    if (!content.len || content.at[0] != '[')
        return content.len && content.at[0] == '{';
    struct text inside = text_trim(text_slice(content, 1, content.len));
    return inside.len && (inside.at[0] == '{' || inside.at[0] == ']');
}

struct walk {
    struct text bytes;
    size_t at;
    struct buffer *lines;
};

static void skip_blanks(struct walk *walk)
{
    while (walk->at < walk->bytes.len && is_blank(walk->bytes.at[walk->at]))
        walk->at++;
}

static bool take(struct walk *walk, char c)
{
    skip_blanks(walk);
    if (walk->at == walk->bytes.len || walk->bytes.at[walk->at] != c)
        return false;
    walk->at++;
    return true;
}

/* The string that is open, to its closing quote. */
static void put_string(struct walk *walk)
{
    while (walk->at < walk->bytes.len) {
        char c = walk->bytes.at[walk->at++];
        buffer_putc(walk->lines, c);
        if (c == '"')
            return;
        if (c == '\\' && walk->at < walk->bytes.len)
            buffer_putc(walk->lines, walk->bytes.at[walk->at++]);
    }
}

/* Line ends between values become blanks; one within a string is a fault, and stays one. */
static bool put_object(struct walk *walk)
{
    size_t depth = 0;
    while (walk->at < walk->bytes.len) {
        char c = walk->bytes.at[walk->at++];
        buffer_putc(walk->lines, c == '\n' || c == '\r' ? ' ' : c);
        if (c == '"')
            put_string(walk);
        depth += c == '{' || c == '[';
        depth -= c == '}' || c == ']';
        if (depth == 0)
            break;
    }
    buffer_putc(walk->lines, '\n');
    return depth == 0;
}

static bool is_object(struct walk *walk)
{
    skip_blanks(walk);
    return walk->at < walk->bytes.len && walk->bytes.at[walk->at] == '{';
}

static const char not_object[] = "it is JSON, but not of objects";
static const char cut_off[] = "its JSON ends in the middle";

static const char *put_list(struct walk *walk)
{
    if (take(walk, ']'))
        return NULL;
    do {
        if (!is_object(walk))
            return walk->at == walk->bytes.len ? cut_off : not_object;
        if (!put_object(walk))
            return cut_off;
    } while (take(walk, ','));
    return take(walk, ']') ? NULL : cut_off;
}

const char *http_records_lines(struct text body, struct buffer *lines)
{
    struct walk walk = {content_of(body), 0, lines};
    const char *problem = take(&walk, '[') ? put_list(&walk) : NULL;
    while (!problem && is_object(&walk))
        problem = put_object(&walk) ? NULL : cut_off;
    if (!problem && walk.at < walk.bytes.len)
        problem = not_object;
    return problem;
}
