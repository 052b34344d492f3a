/* cutter.c - lines, but for CSV, where a line end may stand within quotes.
 *
 * A quote counts as the reader of CSV counts it: it opens where a field begins, and what follows in
 * a bad record ends with its line.
 */
#include "live/cutter.h"

#include <string.h>

#include "log/unpack.h"

enum { UNCLOSED_MOST = 1 << 20 };

void cutter_init(struct cutter *cutter, enum log_format said, struct text path)
{
    *cutter = (struct cutter){.said = said, .path = path};
}

void cutter_fini(struct cutter *cutter)
{
    buffer_fini(&cutter->header);
}

void cutter_begin(struct cutter *cutter)
{
    cutter->is_known = false;
    buffer_clear(&cutter->header);
}

/* ---- the end of a record ---- */

/* Behind the line end at AT, if one is there; else AT. */
static size_t behind_line_end(struct text bytes, size_t at)
{
    if (at < bytes.len && bytes.at[at] == '\r')
        at++;
    if (at < bytes.len && bytes.at[at] == '\n')
        at++;
    return at;
}

static size_t line_end(struct text bytes, size_t from)
{
    const char *end = memchr(bytes.at + from, '\n', bytes.len - from);
    return end ? (size_t)(end - bytes.at) : bytes.len;
}

/* Behind the quote that closes the field which is open at FROM; bytes.len: there is none. */
static size_t close_quote(struct text bytes, size_t from)
{
    while (from < bytes.len) {
        const char *quote = memchr(bytes.at + from, '"', bytes.len - from);
        if (!quote)
            return bytes.len;
        from = (size_t)(quote - bytes.at) + 1;
        if (from == bytes.len || bytes.at[from] != '"')
            return from;
        from++;
    }
    return bytes.len;
}

static bool ends_record(char c)
{
    return c == '\n' || c == '\r';
}

/* Where the record of CSV that begins at FROM ends, its line end not included. */
static size_t csv_end(struct text bytes, size_t from, char delimiter)
{
    bool begins = true;
    while (from < bytes.len && !ends_record(bytes.at[from])) {
        char c = bytes.at[from];
        if (c == '"' && begins)
            from = close_quote(bytes, from + 1);
        else
            from++;
        begins = c == delimiter;
    }
    return from;
}

static bool is_csv(const struct cutter *cutter)
{
    return cutter->form.format != LOG_NDJSON;
}

static size_t record_end(const struct cutter *cutter, struct text bytes, size_t from)
{
    return is_csv(cutter) ? csv_end(bytes, from, cutter->form.delimiter) : line_end(bytes, from);
}

/* Is the line end at AT whole? Behind a carriage return the other half may come. */
static bool is_whole(struct text bytes, size_t at)
{
    return at < bytes.len && !(bytes.at[at] == '\r' && at + 1 == bytes.len);
}

static size_t whole_part(const struct cutter *cutter, struct text bytes)
{
    if (!is_csv(cutter) || !memchr(bytes.at, '"', bytes.len)) {
        const char *last = memrchr(bytes.at, '\n', bytes.len);
        return last ? (size_t)(last - bytes.at) + 1 : 0;
    }
    size_t at = 0;
    for (size_t end; is_whole(bytes, end = csv_end(bytes, at, cutter->form.delimiter));)
        at = behind_line_end(bytes, end);
    return at;
}

/* ---- the beginning ---- */

static size_t mark_of_order(struct text bytes)
{
    return text_starts(bytes, TEXT("\xef\xbb\xbf")) ? 3 : 0;
}

static const char *stranger(struct text bytes)
{
    struct text zstd = TEXT("\x28\xb5\x2f\xfd"), gzip = TEXT("\x1f\x8b");
    if (text_starts(bytes, TEXT("\xff\xfe")) || text_starts(bytes, TEXT("\xfe\xff")))
        return "written in UTF-16";
    if (text_starts(bytes, zstd) || text_starts(bytes, gzip))
        return "packed";
    return unpack_stranger(bytes);
}

/* False: more bytes are needed. */
static bool begin(struct cutter *cutter, struct text bytes, bool is_last, struct cut *cut)
{
    size_t at = mark_of_order(bytes);
    while (at < bytes.len && ends_record(bytes.at[at]))
        at++;
    struct text rest = text_slice(bytes, at, bytes.len);
    size_t first = line_end(rest, 0);
    if (!rest.len || (first == rest.len && !is_last))
        return false;
    cut->problem = stranger(bytes);
    cutter->form = form_of(cutter->said, cutter->path, rest);
    if (cutter->form.format == LOG_XES)
        cut->problem = "written as XES";
    if (cut->problem)
        return false;
    cut->skipped = at;
    if (is_csv(cutter)) {
        size_t end = csv_end(rest, 0, cutter->form.delimiter);
        if (!is_last && !is_whole(rest, end))
            return false;
        buffer_put(&cutter->header, text_slice(rest, 0, end));
        cut->skipped = at + behind_line_end(rest, end);
    }
    cutter->is_known = true;
    return true;
}

enum cut_status cutter_cut(struct cutter *cutter, struct text bytes, bool is_last, struct cut *cut)
{
    *cut = (struct cut){0};
    if (!cutter->is_known && !begin(cutter, bytes, is_last, cut)) {
        cut->skipped = 0;
        if (!cut->problem && bytes.len > UNCLOSED_MOST)
            cut->problem = "without a line end in its first mebibyte";
        return cut->problem ? CUT_BAD : CUT_OK;
    }
    struct text rest = text_slice(bytes, cut->skipped, bytes.len);
    cut->whole = is_last ? rest.len : whole_part(cutter, rest);
    if (cut->whole == 0 && rest.len > UNCLOSED_MOST)
        cut->whole = behind_line_end(rest, line_end(rest, 0));
    return CUT_OK;
}

/* ---- records ---- */

void cut_walk_init(struct cut_walk *walk, const struct cutter *cutter, struct text bytes)
{
    *walk = (struct cut_walk){.cutter = cutter, .bytes = bytes, .next_line = 1};
}

static uint64_t lines_of(struct text text)
{
    uint64_t lines = 0;
    for (size_t i = 0; i < text.len; i++)
        lines += text.at[i] == '\n' ||
                 (text.at[i] == '\r' && !(i + 1 < text.len && text.at[i + 1] == '\n'));
    return lines;
}

bool cut_walk_next(struct cut_walk *walk, struct text *record)
{
    struct text bytes = walk->bytes;
    while (walk->at < bytes.len) {
        size_t from = walk->at, end = record_end(walk->cutter, bytes, from);
        walk->at = behind_line_end(bytes, end);
        walk->line = walk->next_line;
        walk->next_line += lines_of(text_slice(bytes, from, walk->at));
        *record = text_slice(bytes, from, end);
        if (text_trim(*record).len)
            return true;
    }
    return false;
}
