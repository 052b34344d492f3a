/* shard.c - a shard as bytes, and back. The digest comes last, so that a file that was cut short is
 * known as such. */
#include "log/shard.h"

#include <string.h>

#include "log/shard_part.h"

static const char first_line[] = "charter shard 1\n";
enum { FIRST_LINE = sizeof first_line - 1, DIGEST = SHA256_HEX - 1 };

bool shard_is(struct text bytes)
{
    return text_starts(bytes, TEXT("charter shard "));
}

/* ---- reading ---- */

static bool is_whole(struct text bytes)
{
    char hex[SHA256_HEX];
    struct sha256 sha;
    if (bytes.len < FIRST_LINE + DIGEST)
        return false;
    sha256_init(&sha);
    sha256_add(&sha, text_slice(bytes, 0, bytes.len - DIGEST));
    sha256_write(&sha, hex);
    return memcmp(hex, bytes.at + bytes.len - DIGEST, DIGEST) == 0;
}

static struct shard_head read_head(struct wire *wire)
{
    struct shard_head head = {0};
    head.whole.split = wire_text(wire);
    head.whole.number = (uint32_t)wire_upto(wire, SHARDS_MOST);
    head.whole.count = (uint32_t)wire_upto(wire, SHARDS_MOST);
    head.whole.last = wire_signed(wire);
    head.charter = wire_text(wire);
    head.block = wire_text(wire);
    head.ticket = wire_text(wire);
    head.id = wire_text(wire);
    return head;
}

static void read_anchors(struct arena *arena, struct wire *wire, struct log_part *part)
{
    struct log_anchor last = {0};
    uint32_t count = wire_count(wire, 2);
    struct log_anchor *anchors = ARENA_ARRAY(arena, count, struct log_anchor);
    for (uint32_t i = 0; i < count; i++) {
        last.here += wire_whole(wire);
        last.there += wire_whole(wire);
        anchors[i] = last;
    }
    part->anchors = anchors;
    part->anchor_count = count;
}

static struct log_input read_input(struct arena *arena, struct wire *wire)
{
    struct log_part *part = ARENA_NEW(arena, struct log_part);
    struct log_input input = {.path = wire_text(wire), .part = part};
    part->format = (enum log_format)wire_upto(wire, LOG_XES);
    part->delimiter = (char)wire_upto(wire, 127);
    part->is_found = wire_upto(wire, 1) != 0;
    part->has_actors = wire_upto(wire, 1) != 0;
    part->found_count = wire_count(wire, 1);
    struct text *found = ARENA_ARRAY(arena, part->found_count, struct text);
    for (size_t i = 0; i < part->found_count; i++)
        found[i] = wire_text(wire);
    part->found = found;
    input.bytes = wire_text(wire);
    read_anchors(arena, wire, part);
    return input;
}

/* Behind the line for people. */
static struct wire body_of(struct text bytes)
{
    struct text body = text_slice(bytes, FIRST_LINE, bytes.len - DIGEST);
    const char *end = memchr(body.at, '\n', body.len);
    return wire_of(text_slice(body, end ? (size_t)(end + 1 - body.at) : body.len, body.len));
}

bool shard_open(struct arena *arena, struct text bytes, struct shard *shard, const char **why)
{
    *why = "it is damaged or cut short";
    if (!text_starts(bytes, text_of(first_line))) {
        *why = "its format is not the one of this program, 1";
        return false;
    }
    if (!is_whole(bytes))
        return false;
    struct wire wire = body_of(bytes);
    shard->head = read_head(&wire);
    shard->input_count = wire_count(&wire, 8);
    struct log_input *inputs = ARENA_ARRAY(arena, shard->input_count, struct log_input);
    for (uint32_t i = 0; i < shard->input_count; i++)
        inputs[i] = read_input(arena, &wire);
    shard->inputs = inputs;
    return wire_is_done(&wire) && shard->head.whole.number >= 1 &&
           shard->head.whole.number <= shard->head.whole.count;
}

/* ---- writing ---- */

static void put_for_people(const struct shards *shards, const struct shard_head *head,
                           struct buffer *out)
{
    struct shard_size size = shards_size(shards, head->whole.number);
    buffer_format(out, "{\"shard\":%u,\"of\":%u,\"records\":%llu,\"tickets\":%llu,\"split\":",
                  head->whole.number, head->whole.count, (unsigned long long)size.records,
                  (unsigned long long)size.tickets);
    buffer_put_json(out, head->whole.split);
    buffer_puts(out, ",\"charter\":");
    buffer_put_json(out, head->charter);
    buffer_puts(out, ",\"files\":[");
    for (uint32_t i = 0; i < shards->file_count; i++) {
        buffer_puts(out, i ? "," : "");
        buffer_put_json(out, shards->files[i].path);
    }
    buffer_puts(out, "]}\n");
}

static void put_head(const struct shard_head *head, struct buffer *out)
{
    wire_put_text(out, head->whole.split);
    wire_put_whole(out, head->whole.number);
    wire_put_whole(out, head->whole.count);
    wire_put_signed(out, head->whole.last);
    wire_put_text(out, head->charter);
    wire_put_text(out, head->block);
    wire_put_text(out, head->ticket);
    wire_put_text(out, head->id);
}

static uint64_t line_ends(struct text bytes)
{
    uint64_t count = 0;
    for (size_t i = 0; i < bytes.len; i++)
        count += bytes.at[i] == '\n' ||
                 (bytes.at[i] == '\r' && (i + 1 == bytes.len || bytes.at[i + 1] != '\n'));
    return count;
}

/* What is written of a file: its records, and the lines at which they leave those before them. */
struct writing {
    struct buffer *bytes, anchors;
    struct log_anchor last; /* the last one that was written */
    uint64_t here;          /* the line at hand */
    uint64_t count;
    bool is_lines; /* a record is a line, whatever is in it */
};

static void put_record(struct writing *writing, struct text bytes, uint64_t line)
{
    uint64_t expected = writing->last.there + (writing->here - writing->last.here);
    if (!writing->count || line != expected) {
        wire_put_whole(&writing->anchors, writing->here - writing->last.here);
        wire_put_whole(&writing->anchors, line - writing->last.there);
        writing->last = (struct log_anchor){writing->here, line};
        writing->count++;
    }
    buffer_put(writing->bytes, bytes);
    buffer_putc(writing->bytes, '\n');
    writing->here += writing->is_lines ? 1 : line_ends(bytes) + 1;
}

static void put_fixed(struct writing *writing, struct text bytes)
{
    buffer_put(writing->bytes, bytes);
    writing->here += line_ends(bytes);
}

static void put_records(const struct shards *shards, const struct shard_file *file, uint32_t number,
                        struct writing *writing)
{
    for (size_t i = shards->from[number]; i < shards->from[number + 1]; i++) {
        const struct shard_record *record = &shards->records.at[shards->order[i]];
        if (shards->order[i] >= file->first && shards->order[i] < file->end)
            put_record(writing, record->bytes, record->line);
    }
}

static void put_bytes(const struct shards *shards, const struct shard_file *file, uint32_t number,
                      struct writing *writing)
{
    put_fixed(writing, file->head);
    if (file->form.format != LOG_XES && file->head.len) {
        buffer_putc(writing->bytes, '\n');
        writing->here++;
    }
    put_records(shards, file, number, writing);
    put_fixed(writing, file->tail);
}

static void put_file(const struct shards *shards, const struct shard_file *file, uint32_t number,
                     struct buffer *out)
{
    struct buffer bytes = {0};
    struct writing writing = {
        .bytes = &bytes, .here = 1, .is_lines = file->form.format == LOG_NDJSON};
    wire_put_text(out, file->path);
    wire_put_whole(out, file->form.format);
    wire_put_whole(out, (uint64_t)file->form.delimiter);
    wire_put_whole(out, file->form.is_found);
    wire_put_whole(out, file->form.has_actors);
    wire_put_whole(out, file->form.found_count);
    for (size_t i = 0; i < file->form.found_count; i++)
        wire_put_text(out, file->form.found[i]);
    put_bytes(shards, file, number, &writing);
    wire_put_text(out, buffer_text(&bytes));
    wire_put_whole(out, writing.count);
    buffer_put(out, buffer_text(&writing.anchors));
    buffer_fini(&writing.anchors);
    buffer_fini(&bytes);
}

void shards_write(const struct shards *shards, const struct shard_head *head, struct buffer *out)
{
    char hex[SHA256_HEX];
    struct sha256 sha;
    size_t from = out->len;
    buffer_puts(out, first_line);
    put_for_people(shards, head, out);
    put_head(head, out);
    wire_put_whole(out, shards->file_count);
    for (uint32_t i = 0; i < shards->file_count; i++)
        put_file(shards, &shards->files[i], head->whole.number, out);
    sha256_init(&sha);
    sha256_add(&sha, text_slice(buffer_text(out), from, out->len));
    sha256_write(&sha, hex);
    buffer_puts(out, hex);
}
