/* form.c - a log has at least two columns, so its header has a delimiter. */
#include "log/form.h"

#include <string.h>

/* BYTES without what may stand in front of a text. */
static struct text beginning(struct text bytes)
{
    if (text_starts(bytes, TEXT("\xef\xbb\xbf")))
        bytes = text_slice(bytes, 3, bytes.len);
    while (bytes.len && memchr(" \t\r\n", bytes.at[0], 4))
        bytes = text_slice(bytes, 1, bytes.len);
    return bytes;
}

static bool is_named(struct text path, const char *ending)
{
    static const struct text packed[] = {{".gz", 3}, {".zst", 4}, {".zstd", 5}};
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++)
        if (text_ends(path, packed[i]))
            path = text_slice(path, 0, path.len - packed[i].len);
    return text_ends(path, text_of(ending));
}

/* Does the first line have C outside of quotes? */
static bool has_in_header(struct text bytes, char c)
{
    bool quoted = false;
    for (size_t i = 0; i < bytes.len; i++) {
        char here = bytes.at[i];
        if (here == '"')
            quoted = !quoted;
        else if (!quoted && here == c)
            return true;
        else if (!quoted && (here == '\n' || here == '\r'))
            return false;
    }
    return false;
}

static struct form separated(enum log_format said, struct text text)
{
    if (said == LOG_TSV)
        return (struct form){LOG_TSV, '\t'};
    if (has_in_header(text, ','))
        return (struct form){LOG_CSV, ','};
    if (has_in_header(text, ';'))
        return (struct form){LOG_CSV, ';'};
    if (said == LOG_FORMAT_ANY && has_in_header(text, '\t'))
        return (struct form){LOG_TSV, '\t'};
    return (struct form){LOG_CSV, ','};
}

struct form form_of(enum log_format said, struct text path, struct text bytes)
{
    struct text text = beginning(bytes);
    char first = text.len ? text.at[0] : '\0';
    if (said == LOG_NDJSON || said == LOG_XES)
        return (struct form){said, '\0'};
    if (said != LOG_FORMAT_ANY)
        return separated(said, text);
    if (first == '{' || (!first && (is_named(path, ".ndjson") || is_named(path, ".jsonl"))))
        return (struct form){LOG_NDJSON, '\0'};
    if (first == '<' || (!first && is_named(path, ".xes")))
        return (struct form){LOG_XES, '\0'};
    return separated(is_named(path, ".tsv") ? LOG_TSV : LOG_FORMAT_ANY, text);
}
