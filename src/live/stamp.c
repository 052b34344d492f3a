#include "live/stamp.h"

#include <string.h>

#include "base/buffer.h"

static size_t after_spaces(struct text bytes, size_t at)
{
    while (at < bytes.len && (bytes.at[at] == ' ' || bytes.at[at] == '\t'))
        at++;
    return at;
}

/* One line, to its end. */
static void put_line(const struct stamp *stamp, struct text line, struct buffer *out)
{
    size_t brace = after_spaces(line, 0);
    if (brace == line.len || line.at[brace] != '{') {
        buffer_put(out, line);
        return;
    }
    buffer_putc(out, '{');
    buffer_put(out, stamp->pair);
    buffer_put(out, text_slice(line, brace + 1, line.len));
}

static struct text pair_of(struct text key, instant at, struct arena *arena)
{
    char written[CIVIL_ROOM];
    struct buffer pair = {0};
    civil_write_instant(written, at);
    buffer_put_json(&pair, key);
    buffer_format(&pair, ":\"%s\",", written);
    struct text text = text_copy(arena, buffer_text(&pair));
    buffer_fini(&pair);
    return text;
}

struct text stamp_records(struct stamp *stamp, struct text bytes, instant at, struct arena *arena)
{
    struct buffer out = {0};
    if (!stamp->key.len)
        return bytes;
    stamp->pair = pair_of(stamp->key, at, arena);
    for (size_t from = 0; from < bytes.len;) {
        const char *end = memchr(bytes.at + from, '\n', bytes.len - from);
        size_t to = end ? (size_t)(end - bytes.at) + 1 : bytes.len;
        put_line(stamp, text_slice(bytes, from, to), &out);
        from = to;
    }
    struct text stamped = text_copy(arena, buffer_text(&out));
    buffer_fini(&out);
    return stamped;
}

struct text stamp_without(const struct stamp *stamp, struct text record, struct arena *arena)
{
    if (!stamp->pair.len || record.len < 1 + stamp->pair.len ||
        memcmp(record.at + 1, stamp->pair.at, stamp->pair.len) != 0)
        return record;
    return text_format(arena, "{" TEXT_FMT,
                       TEXT_ARG(text_slice(record, 1 + stamp->pair.len, record.len)));
}
