/* sections.c - see sections.h. */
#include "base/sections.h"

#include <string.h>

#include "base/ordered.h"

enum { HEAD = 64, ROW = 24, END = 32, LANES = 4, STRIDE = LANES * 8 };

static const char magic[16] = SECTIONS_MAGIC;

/* ---- numbers ---- */

static bool is_little_endian(void)
{
    const uint16_t one = 1;
    unsigned char first;
    memcpy(&first, &one, 1);
    return first == 1;
}

static uint64_t number_at(const char *at)
{
    uint64_t number;
    memcpy(&number, at, sizeof number);
    return number;
}

static void put_number(struct buffer *out, uint64_t number)
{
    buffer_put(out, (struct text){(const char *)&number, sizeof number});
}

/* ---- sums ---- */

static uint64_t turned(uint64_t x, unsigned by)
{
    return (x << by) | (x >> (64 - by));
}

/* Each step of a lane can be undone if the word is known, and for another word it gives another
 * lane: so two texts that differ within eight bytes never have the same sum. The four lanes do not
 * wait for each other. */
static uint64_t step(uint64_t lane, uint64_t word)
{
    return turned(lane ^ word, 29) * 0xd1342543de82ef95u;
}

static uint64_t sum_of(const char *at, size_t len)
{
    uint64_t lanes[LANES] = {len, 0x9e3779b97f4a7c15u, 0x2545f4914f6cdd1du, 0x5851f42d4c957f2du};
    char last[STRIDE] = {0};
    size_t whole = len - len % STRIDE;
    for (const char *to = at + whole; at < to; at += STRIDE)
        for (int i = 0; i < LANES; i++)
            lanes[i] = step(lanes[i], number_at(at + i * 8));
    if (len > whole)
        memcpy(last, at, len - whole);
    uint64_t sum = 0;
    for (int i = 0; i < LANES; i++)
        sum = step(sum, step(lanes[i], number_at(last + i * 8)));
    return sum ^ (sum >> 32);
}

/* ---- writing ---- */

static void flush(struct sections_writer *writer)
{
    struct text piece = buffer_text(&writer->piece);
    put_number(&writer->sums, sum_of(piece.at, piece.len));
    if (!writer->failed)
        writer->failed = !writer->write(writer->context, piece);
    writer->written += piece.len;
    buffer_clear(&writer->piece);
}

static void put(struct sections_writer *writer, const char *at, size_t len)
{
    while (len) {
        size_t room = SECTIONS_PIECE - writer->piece.len, part = len < room ? len : room;
        buffer_put(&writer->piece, (struct text){at, part});
        at += part;
        len -= part;
        if (part == room)
            flush(writer);
    }
}

static uint64_t place(const struct sections_writer *writer)
{
    return writer->written + writer->piece.len;
}

static void align(struct sections_writer *writer)
{
    static const char zeros[SECTIONS_ALIGN];
    put(writer, zeros, (size_t)(-place(writer) % SECTIONS_ALIGN));
}

bool sections_begin(struct sections_writer *writer, uint64_t kind, sections_sink *write,
                    void *context)
{
    *writer = (struct sections_writer){.write = write, .context = context};
    if (!is_little_endian())
        return false;
    put(writer, magic, sizeof magic);
    put(writer, (const char *)&kind, sizeof kind);
    align(writer);
    return true;
}

/* The length of the last section is known when the next one begins. */
static void end_section(struct sections_writer *writer)
{
    if (!writer->count)
        return;
    char *row = writer->table.at + writer->table.len - ROW;
    uint64_t len = place(writer) - number_at(row + 8);
    memcpy(row + 16, &len, sizeof len);
}

void sections_next(struct sections_writer *writer, uint64_t number)
{
    end_section(writer);
    align(writer);
    put_number(&writer->table, number);
    put_number(&writer->table, place(writer));
    put_number(&writer->table, 0);
    writer->count++;
}

void sections_put(struct sections_writer *writer, const void *at, size_t len)
{
    put(writer, at, len);
}

bool sections_end(struct sections_writer *writer)
{
    end_section(writer);
    align(writer);
    if (writer->piece.len)
        flush(writer);
    uint64_t sums = writer->written;
    struct buffer *out = &writer->sums;
    buffer_put(out, buffer_text(&writer->table));
    put_number(out, sums);
    put_number(out, writer->count);
    put_number(out, sums + out->len + 16);
    put_number(out, sum_of(out->at, out->len));
    bool done = !writer->failed && writer->write(writer->context, buffer_text(out));
    buffer_fini(&writer->piece);
    buffer_fini(&writer->sums);
    buffer_fini(&writer->table);
    return done;
}

/* ---- reading ---- */

static bool refuse(const char **why, const char *what)
{
    *why = what;
    return false;
}

static uint64_t pieces_of(uint64_t len)
{
    return len / SECTIONS_PIECE + (len % SECTIONS_PIECE != 0);
}

/* The table and the sums fill what is between SUMS and the end, to the byte. */
static bool take_end(struct sections *sections, struct text bytes, const char **why)
{
    const char *end = bytes.at + bytes.len - END;
    uint64_t sums = number_at(end), count = number_at(end + 8), len = number_at(end + 16);
    if (len != bytes.len || sums < HEAD || sums > bytes.len - END || sums % SECTIONS_ALIGN ||
        count > bytes.len / ROW)
        return refuse(why, "it is cut short or damaged");
    uint64_t pieces = pieces_of(sums);
    if (pieces * 8 + count * ROW != bytes.len - END - sums ||
        sum_of(bytes.at + sums, (size_t)(bytes.len - 8 - sums)) != number_at(end + 24))
        return refuse(why, "it is damaged");
    sections->count = count;
    sections->sums = bytes.at + sums;
    sections->table = sections->sums + pieces * 8;
    return true;
}

static bool fits(const struct sections *sections, uint64_t index)
{
    const char *row = sections->table + index * ROW;
    uint64_t from = number_at(row + 8), len = number_at(row + 16);
    uint64_t most = (uint64_t)(sections->sums - sections->all.at);
    return from % SECTIONS_ALIGN == 0 && from <= most && len <= most - from;
}

bool sections_open(struct sections *sections, struct text bytes, uint64_t kind, const char **why)
{
    *sections = (struct sections){.all = bytes};
    if (!is_little_endian())
        return refuse(why, "it can't be read on this machine");
    if (bytes.len < HEAD + END || memcmp(bytes.at, magic, sizeof magic) != 0 ||
        number_at(bytes.at + sizeof magic) != kind)
        return refuse(why, "it is no such file, or one of another version of the program");
    if (!take_end(sections, bytes, why))
        return false;
    for (uint64_t i = 0; i < sections->count; i++)
        if (!fits(sections, i))
            return refuse(why, "it is damaged");
    return true;
}

struct text sections_find(const struct sections *sections, uint64_t number)
{
    for (uint64_t i = 0; i < sections->count; i++) {
        const char *row = sections->table + i * ROW;
        if (number_at(row) == number)
            return (struct text){sections->all.at + number_at(row + 8),
                                 (size_t)number_at(row + 16)};
    }
    return TEXT("");
}

/* ---- all sums ---- */

struct checking {
    const struct sections *sections;
    bool is_bad;
};

static void *tools_open(void *context)
{
    return context;
}

static void tools_close(void *context, void *tools)
{
    (void)context;
    (void)tools;
}

/* NULL: the piece is as it was. */
static void *check_piece(void *tools, uint32_t number)
{
    const struct sections *sections = ((const struct checking *)tools)->sections;
    const char *at = sections->all.at + (size_t)number * SECTIONS_PIECE;
    size_t left = (size_t)(sections->sums - at);
    size_t len = left < SECTIONS_PIECE ? left : SECTIONS_PIECE;
    bool same = sum_of(at, len) == number_at(sections->sums + (size_t)number * 8);
    return same ? NULL : tools;
}

static bool piece_end(void *context, void *piece)
{
    struct checking *checking = context;
    checking->is_bad |= piece != NULL;
    return !checking->is_bad;
}

bool sections_check(const struct sections *sections, unsigned threads)
{
    struct checking checking = {.sections = sections};
    uint64_t pieces = pieces_of((uint64_t)(sections->sums - sections->all.at));
    struct ordered_job job = {.context = &checking,
                              .tools_open = tools_open,
                              .tools_close = tools_close,
                              .work = check_piece,
                              .end = piece_end};
    if (pieces > UINT32_MAX)
        return false;
    job.pieces = (uint32_t)pieces;
    ordered_run(&job, threads);
    return !checking.is_bad;
}
