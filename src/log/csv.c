/* csv.c - 64 bytes are turned into a mask of those that mean something; fields lie between its
 * bits.
 *
 * Quoted fields are the exception and are looked through by memchr.
 */
#include "log/csv.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { BLOCK = 64 };

/* ---- what means something: delimiter, quote, CR, LF, NUL ---- */

#ifdef __SSE2__
static uint64_t sixteen(const char *at, char delimiter)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i hit = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(delimiter));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(bytes, _mm_setzero_si128()));
    return (uint64_t)(unsigned)_mm_movemask_epi8(hit);
}

static uint64_t sixty_four(const char *at, char delimiter)
{
    return sixteen(at, delimiter) | sixteen(at + 16, delimiter) << 16 |
           sixteen(at + 32, delimiter) << 32 | sixteen(at + 48, delimiter) << 48;
}
#else
static uint64_t sixty_four(const char *at, char delimiter)
{
    uint64_t mask = 0;
    for (int i = 0; i < BLOCK; i++) {
        char c = at[i];
        bool hit = c == delimiter || c == '\n' || c == '\r' || c == '"' || c == '\0';
        mask |= (uint64_t)hit << i;
    }
    return mask;
}
#endif

static uint64_t mask_of(const struct csv *csv, const char *block)
{
    size_t left = (size_t)(csv->end - block);
    if (left >= BLOCK)
        return sixty_four(block, csv->delimiter);
    char rest[BLOCK] = {0};
    memcpy(rest, block, left);
    return sixty_four(rest, csv->delimiter) & ((UINT64_C(1) << left) - 1);
}

/* The next byte that means something, or the end. */
static inline const char *next(struct csv *csv)
{
    while (csv->mask == 0) {
        if (csv->end - csv->block <= BLOCK)
            return csv->end;
        csv->block += BLOCK;
        csv->mask = mask_of(csv, csv->block);
    }
    const char *found = csv->block + __builtin_ctzll(csv->mask);
    csv->mask &= csv->mask - 1;
    return found;
}

/* Goes on looking from AT, which is not behind what was looked at. */
static void seek(struct csv *csv, const char *at)
{
    size_t ahead = (size_t)(at - csv->block);
    if (ahead >= BLOCK) {
        csv->block += ahead / BLOCK * BLOCK;
        ahead %= BLOCK;
        csv->mask = csv->block < csv->end ? mask_of(csv, csv->block) : 0;
    }
    csv->mask &= UINT64_MAX << ahead;
}

/* ---- setting up ---- */

void csv_init(struct csv *csv, struct text bytes, char delimiter)
{
    if (text_starts(bytes, TEXT("\xef\xbb\xbf")))
        bytes = text_slice(bytes, 3, bytes.len);
    *csv = (struct csv){.end = bytes.at + bytes.len, .delimiter = delimiter};
    csv_go(csv, bytes.at, 1);
}

void csv_go(struct csv *csv, const char *at, uint64_t line)
{
    csv->at = csv->block = at;
    csv->line = line;
    csv->mask = at < csv->end ? mask_of(csv, at) : 0;
}

void csv_fini(struct csv *csv)
{
    buffer_fini(&csv->scratch);
}

/* ---- quoted fields ---- */

static uint64_t line_ends(const char *from, const char *to)
{
    uint64_t count = 0;
    for (const char *at = from; at < to; at++)
        count += *at == '\n' || (*at == '\r' && (at + 1 == to || at[1] != '\n'));
    return count;
}

/* The quote that closes the field whose text begins at FROM, or NULL. */
static const char *closing(const struct csv *csv, const char *from, bool *doubled)
{
    for (const char *at = from; at < csv->end; at += 2) {
        at = memchr(at, '"', (size_t)(csv->end - at));
        if (!at)
            return NULL;
        if (at + 1 == csv->end || at[1] != '"')
            return at;
        *doubled = true;
    }
    return NULL;
}

/* The text between FROM and TO with every pair of quotes as one, in the scratch, which has room. */
static struct cell undouble(struct csv *csv, const char *from, const char *to)
{
    char *out = csv->scratch.at + csv->scratch.len, *start = out;
    for (const char *at = from; at < to; at++) {
        *out++ = *at;
        at += *at == '"';
    }
    csv->scratch.len += (size_t)(out - start);
    return (struct cell){start, (size_t)(out - start)};
}

/* Room for MORE bytes. If the scratch moves, so do the fields that were undone before. */
static void make_room(struct csv *csv, struct csv_record *record, size_t more)
{
    uintptr_t old = (uintptr_t)csv->scratch.at;
    size_t held = csv->scratch.len;
    buffer_reserve(&csv->scratch, more + CELL_SLACK);
    if (!held || old == (uintptr_t)csv->scratch.at)
        return;
    size_t cells = record->count < record->room ? record->count : record->room;
    for (size_t i = 0; i < cells; i++) {
        uintptr_t offset = (uintptr_t)record->fields[i].at - old;
        if (record->fields[i].len && offset < held)
            record->fields[i].at = csv->scratch.at + offset;
    }
}

/* The field that opens with the quote at START; gives what stands behind it, or NULL if the quote
 * is never closed. */
static const char *quoted(struct csv *csv, struct csv_record *record, const char *start,
                          struct cell *cell)
{
    bool doubled = false;
    const char *close = closing(csv, start + 1, &doubled);
    if (!close)
        return NULL;
    size_t len = (size_t)(close - start - 1);
    csv->line += line_ends(start + 1, close);
    if (memchr(start + 1, '\0', len))
        record->fault = "a NUL byte";
    *cell = (struct cell){start + 1, len};
    if (doubled) {
        make_room(csv, record, len);
        *cell = undouble(csv, start + 1, close);
    }
    seek(csv, close + 1);
    const char *behind = next(csv);
    if (behind != close + 1)
        record->fault = "text behind a closing quote";
    return behind;
}

/* ---- records ---- */

static const char *fault_at(const char *at)
{
    return *at == '"' ? "a quote in a field that does not begin with one" : "a NUL byte";
}

/* One field; gives the byte that ends it. */
static const char *field(struct csv *csv, struct csv_record *record, const char *start)
{
    struct cell cell;
    const char *at;
    if (start < csv->end && *start == '"') {
        at = quoted(csv, record, start, &cell);
        if (!at)
            return NULL;
    } else {
        at = next(csv);
        cell = (struct cell){start, (size_t)(at - start)};
    }
    while (at < csv->end && (*at == '"' || *at == '\0')) {
        if (!record->fault)
            record->fault = fault_at(at);
        at = next(csv);
    }
    if (record->count < record->room)
        record->fields[record->count] = cell;
    record->count++;
    return at;
}

static void end_line(struct csv *csv, const char *at)
{
    if (at < csv->end && *at == '\r' && at + 1 < csv->end && at[1] == '\n') {
        next(csv);
        at++;
    }
    csv->line += at < csv->end;
    csv->at = at < csv->end ? at + 1 : at;
}

static void skip_blank_lines(struct csv *csv)
{
    while (csv->at < csv->end && (*csv->at == '\n' || *csv->at == '\r'))
        end_line(csv, next(csv));
}

/* Takes fields that are plain, from START on. Stops behind the last one, at the byte that ends the
 * record, or (then *OTHER) in front of one that is not plain. */
static const char *plain_fields(struct csv *csv, struct csv_record *record, const char *start,
                                bool *other)
{
    const char *const end = csv->end, *block = csv->block, *at;
    const char delimiter = csv->delimiter;
    uint64_t mask = csv->mask;
    struct cell *fields = record->fields;
    size_t count = record->count, room = record->room;
    for (*other = false;; start = at + 1) {
        while (mask == 0 && end - block > BLOCK) {
            block += BLOCK;
            mask = mask_of(csv, block);
        }
        at = mask ? block + __builtin_ctzll(mask) : end;
        *other = at < end && (*at == '"' || *at == '\0');
        if (*other)
            break;
        mask &= mask - 1;
        if (count < room)
            fields[count] = (struct cell){start, (size_t)(at - start)};
        count++;
        if (at == end || *at != delimiter)
            break;
    }
    csv->block = block;
    csv->mask = mask;
    record->count = count;
    return *other ? start : at;
}

/* All fields of the record; gives the byte that ends it, NULL if a quote is never closed. */
static const char *all_fields(struct csv *csv, struct csv_record *record)
{
    const char *at = csv->at;
    for (;;) {
        bool other;
        at = plain_fields(csv, record, at, &other);
        if (!other)
            return at;
        at = field(csv, record, at);
        if (!at || at == csv->end || *at != csv->delimiter)
            return at;
        at++;
    }
}

enum csv_status csv_next(struct csv *csv, struct csv_record *record)
{
    skip_blank_lines(csv);
    record->count = 0;
    record->fault = NULL;
    record->line = csv->line;
    csv->scratch.len = 0;
    if (csv->at >= csv->end)
        return CSV_END;
    const char *start = csv->at, *at = all_fields(csv, record);
    if (!at) {
        record->line = csv->line;
        return CSV_UNCLOSED;
    }
    record->bytes = (struct text){start, (size_t)(at - start)};
    end_line(csv, at);
    return CSV_RECORD;
}
