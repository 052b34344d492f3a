/* partial_read.c - the head of a partial, and whether several of them belong together. */
#include <string.h>

#include "report/partial_part.h"

enum { DIGEST = SHA256_HEX - 1 };

/* ---- reading ---- */

static void read_headings(struct arena *arena, struct wire *wire, struct partial_about *about)
{
    about->heading_count = (uint32_t)wire_upto(wire, PARTIAL_HEADINGS_MOST);
    for (uint32_t i = 0; i < about->heading_count; i++) {
        about->headings[i].name = text_cstr(arena, wire_text(wire));
        about->headings[i].value = wire_text(wire);
    }
}

static day read_day(struct wire *wire)
{
    int64_t value = wire_signed(wire);
    if (value != (day)value)
        wire->is_spoilt = true;
    return (day)value;
}

static void read_asked(struct arena *arena, struct wire *wire, struct partial_about *about)
{
    about->as_of = wire_signed(wire);
    about->from = read_day(wire);
    about->to = read_day(wire);
    about->where = wire_text(wire);
    about->by_count = wire_count(wire, 1);
    uint32_t *by = ARENA_ARRAY(arena, about->by_count + 1, uint32_t);
    for (uint32_t i = 0; i < about->by_count; i++)
        by[i] = (uint32_t)wire_upto(wire, UINT32_MAX);
    about->by = by;
    about->max_errors = wire_whole(wire);
    about->has_drivers = wire_upto(wire, 1) != 0;
    about->has_verdicts = wire_upto(wire, 1) != 0;
    about->verdicts_format = (enum verdicts_format)wire_upto(wire, VERDICTS_NDJSON);
    about->has_notices = wire_upto(wire, 1) != 0;
    about->notices_format = (enum notices_format)wire_upto(wire, NOTICES_NDJSON);
    about->has_page = wire_upto(wire, 1) != 0;
}

static void read_files(struct arena *arena, struct wire *wire, struct partial_about *about)
{
    about->file_count = wire_count(wire, 2);
    struct partial_file *files = ARENA_ARRAY(arena, about->file_count + 1, struct partial_file);
    for (uint32_t i = 0; i < about->file_count; i++) {
        files[i].path = wire_text(wire);
        files[i].bytes = wire_text(wire);
    }
    about->files = files;
    if (!about->file_count)
        wire->is_spoilt = true;
}

static bool is_whole(struct text bytes)
{
    char hex[SHA256_HEX];
    struct sha256 sha;
    if (bytes.len < strlen(partial_first_line) + DIGEST)
        return false;
    sha256_init(&sha);
    sha256_add(&sha, text_slice(bytes, 0, bytes.len - DIGEST));
    sha256_write(&sha, hex);
    return memcmp(hex, bytes.at + bytes.len - DIGEST, DIGEST) == 0;
}

/* Behind the line for people. */
static struct wire body_of(struct text bytes)
{
    struct text body = text_slice(bytes, strlen(partial_first_line), bytes.len - DIGEST);
    const char *end = memchr(body.at, '\n', body.len);
    return wire_of(text_slice(body, end ? (size_t)(end + 1 - body.at) : body.len, body.len));
}

bool partial_open(struct arena *arena, struct text bytes, struct partial *partial, const char **why)
{
    *why = "it is no partial result; `charter eval --partial` writes them";
    if (!text_starts(bytes, TEXT("charter partial ")))
        return false;
    *why = "its format is another one than that of this program, 2; write the parts anew";
    if (!text_starts(bytes, text_of(partial_first_line)))
        return false;
    *why = "it is damaged or cut short; write it anew";
    if (!is_whole(bytes))
        return false;
    struct wire wire = body_of(bytes);
    read_headings(arena, &wire, &partial->about);
    read_asked(arena, &wire, &partial->about);
    read_files(arena, &wire, &partial->about);
    partial->part.split = wire_text(&wire);
    partial->part.number = (uint32_t)wire_upto(&wire, UINT32_MAX);
    partial->part.count = (uint32_t)wire_upto(&wire, UINT32_MAX);
    partial->rest = wire;
    return !wire.is_spoilt;
}

/* ---- comparing headings ---- */

static const char *hint_for(const char *heading)
{
    static const char *const hints[][2] = {
        {"as of",
         "Judge each part with the same --as-of, that of the last event of the whole log."},
        {"columns", "The parts of the log do not say the same things; split the whole log by "
                    "`charter shard --charter FILE`, and judge those parts."},
        {"time zone database", "Judge all parts on machines with the same version of tzdata."},
        {"program", "Judge all parts with the same version of the program."},
        {"split", "Join the parts of one split only."},
    };
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (strcmp(hints[i][0], heading) == 0)
            return hints[i][1];
    return strncmp(heading, "--", 2) == 0
               ? "Judge all parts with the same options."
               : "Judge all parts with the same charter and the same files that it uses.";
}

static struct text shown(struct text value)
{
    return value.len ? value : TEXT("none");
}

/* Do A and B have the same headings? */
static bool agree(struct arena *arena, const struct partial *a, const struct partial *b,
                  struct partial_quarrel *quarrel)
{
    const struct partial_about *x = &a->about, *y = &b->about;
    for (uint32_t i = 0; i < x->heading_count || i < y->heading_count; i++) {
        const struct partial_heading *p = &x->headings[i], *q = &y->headings[i];
        if (i >= x->heading_count || i >= y->heading_count || strcmp(p->name, q->name) != 0) {
            quarrel->what = text_format(arena, TEXT_FMT " and " TEXT_FMT " have other headings",
                                        TEXT_ARG(a->path), TEXT_ARG(b->path));
            quarrel->hint = TEXT("Judge all parts with the same version of the program.");
            return false;
        }
        if (text_equal(p->value, q->value))
            continue;
        quarrel->what = text_format(arena,
                                    "the parts differ in `%s`: " TEXT_FMT " has " TEXT_FMT
                                    ", " TEXT_FMT " has " TEXT_FMT,
                                    p->name, TEXT_ARG(a->path), TEXT_ARG(shown(p->value)),
                                    TEXT_ARG(b->path), TEXT_ARG(shown(q->value)));
        quarrel->hint = text_of(hint_for(p->name));
        return false;
    }
    return true;
}

/* ---- comparing parts of a split ---- */

/* Is every part of the split there, and once? */
static bool is_complete(struct arena *arena, const struct partial *parts, uint32_t count,
                        struct partial_quarrel *quarrel)
{
    uint32_t wanted = parts->part.count, lacking = 0, first = 0;
    const struct partial **found = ARENA_ARRAY(arena, (size_t)wanted + 1, const struct partial *);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t number = parts[i].part.number;
        if (number < 1 || number > wanted || found[number]) {
            quarrel->what = text_format(arena, TEXT_FMT " is shard %u of %u, as is another one",
                                        TEXT_ARG(parts[i].path), number, wanted);
            quarrel->hint = TEXT("Give each part once.");
            return false;
        }
        found[number] = &parts[i];
    }
    for (uint32_t i = wanted; i >= 1; i--)
        if (!found[i]) {
            lacking++;
            first = i;
        }
    if (lacking) {
        quarrel->what =
            lacking == 1 ? text_format(arena, "shard %u of %u is missing", first, wanted)
                         : text_format(arena, "%u of %u shards are missing, the first is shard %u",
                                       lacking, wanted, first);
        quarrel->hint = TEXT("Judge these too, and give all partial results.");
    }
    return !lacking;
}

struct partial_quarrel partials_compare(struct arena *arena, const struct partial *parts,
                                        uint32_t count)
{
    struct partial_quarrel quarrel = {0};
    for (uint32_t i = 1; i < count; i++) {
        if (!agree(arena, &parts[0], &parts[i], &quarrel))
            return quarrel;
        bool same = text_equal(parts[0].part.split, parts[i].part.split) &&
                    parts[0].part.count == parts[i].part.count;
        if (same)
            continue;
        quarrel.what = text_format(arena, TEXT_FMT " and " TEXT_FMT " are of different splits",
                                   TEXT_ARG(parts[0].path), TEXT_ARG(parts[i].path));
        quarrel.hint = text_of(hint_for("split"));
        return quarrel;
    }
    if (count && parts->part.split.len)
        is_complete(arena, parts, count, &quarrel);
    return quarrel;
}
