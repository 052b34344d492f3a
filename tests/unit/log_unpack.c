/* with: tap.c log_make.c */
/* log_unpack.c - gzip and zstd: whole, in parts, cut at every byte, damaged at every bit. */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "log/form.h"
#include "log/unpack_whole.h"
#include "log/unpack.h"
#include "log_make.h"
#include "tap.h"

/* TEXT packed; on the heap. */
static struct text by_gzip(struct text text)
{
    z_stream stream = {0};
    size_t room = text.len + 256;
    char *out = malloc(room);
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    stream.next_in = (Bytef *)(uintptr_t)text.at;
    stream.avail_in = (uInt)text.len;
    stream.next_out = (Bytef *)out;
    stream.avail_out = (uInt)room;
    deflate(&stream, Z_FINISH);
    deflateEnd(&stream);
    return (struct text){out, room - stream.avail_out};
}

static struct text by_zstd(struct text text)
{
    size_t room = ZSTD_compressBound(text.len) + 64;
    char *out = malloc(room);
    ZSTD_CCtx *context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    size_t len = ZSTD_compress2(context, out, room, text.at, text.len);
    ZSTD_freeCCtx(context);
    return (struct text){out, len};
}

/* Rows that do not repeat too much. */
static struct text some_text(size_t rows)
{
    struct buffer out = {0};
    uint64_t state = 1;
    for (size_t i = 0; i < rows; i++)
        buffer_format(&out, "%zu,%llu\n", i, (unsigned long long)(make_random(&state) % 1000000));
    return buffer_text(&out);
}

static struct text joined(struct text a, struct text b)
{
    char *at = malloc(a.len + b.len);
    memcpy(at, a.at, a.len);
    memcpy(at + a.len, b.at, b.len);
    return (struct text){at, a.len + b.len};
}

static bool gives(struct text packed, enum unpack_status status, struct text wanted)
{
    struct unpacked out;
    enum unpack_status found = unpack(packed, NULL, &out);
    struct text bytes = buffer_text(&out.bytes);
    bool same = found == status && out.at <= packed.len &&
                (status != UNPACK_DONE || text_equal(bytes, wanted));
    buffer_fini(&out.bytes);
    return same;
}

/* What is cut never comes out whole, and what came out before the cut is right. */
static bool cuts(struct text packed, struct text text)
{
    for (size_t len = 4; len < packed.len; len++) {
        struct unpacked out;
        char *copy = malloc(len); /* so that reading behind it is found */
        memcpy(copy, packed.at, len);
        enum unpack_status found = unpack((struct text){copy, len}, NULL, &out);
        struct text bytes = buffer_text(&out.bytes);
        bool good = found == UNPACK_CUT && out.at == len && bytes.len <= text.len &&
                    text_equal(bytes, text_slice(text, 0, bytes.len));
        buffer_fini(&out.bytes);
        free(copy);
        if (!good)
            return false;
    }
    return true;
}

/* A flipped bit is found, or changes nothing of what comes out (a bit of the head that means
 * nothing). */
static bool flips(struct text packed, struct text text)
{
    for (size_t bit = 0; bit < packed.len * 8; bit++) {
        struct unpacked out;
        char *copy = malloc(packed.len);
        memcpy(copy, packed.at, packed.len);
        copy[bit / 8] = (char)(copy[bit / 8] ^ 1 << bit % 8);
        enum unpack_status found = unpack((struct text){copy, packed.len}, NULL, &out);
        bool good = (found != UNPACK_DONE || text_equal(buffer_text(&out.bytes), text)) &&
                    (found != UNPACK_PLAIN || bit < 32);
        buffer_fini(&out.bytes);
        free(copy);
        if (!good)
            return false;
    }
    return true;
}

static void form(const char *name, struct text (*pack)(struct text), struct text rows)
{
    struct text few = text_slice(rows, 0, 300), a = pack(few), all = pack(rows);
    struct text nothing = pack(TEXT("")), twice = joined(a, nothing);
    tap_ok(gives(all, UNPACK_DONE, rows), "%s: unpacks what was packed", name);
    tap_ok(gives(nothing, UNPACK_DONE, TEXT("")), "%s: of nothing", name);
    tap_ok(gives(joined(a, all), UNPACK_DONE, joined(few, rows)), "%s: two parts", name);
    tap_ok(gives(twice, UNPACK_DONE, few), "%s: a part of nothing behind it", name);
    tap_ok(gives(joined(a, TEXT("T1")), UNPACK_BEHIND, TEXT("")), "%s: text behind it", name);
    tap_ok(cuts(a, few), "%s: cut anywhere", name);
    tap_ok(flips(a, few), "%s: a flipped bit anywhere", name);
}

/* A copy with some bytes changed, mostly in its head, or cut. */
static struct text spoiled(struct text packed, uint64_t *seed)
{
    struct text copy = joined(packed, TEXT(""));
    char *bytes = (char *)(uintptr_t)copy.at;
    for (uint64_t i = make_random(seed) % 3; i > 0; i--)
        bytes[make_random(seed) % (make_random(seed) % 2 ? copy.len : 12)] ^=
            (char)(1 << make_random(seed) % 8);
    if (make_random(seed) % 5 == 0)
        copy.len = make_random(seed) % copy.len;
    return copy;
}

/* What is unpacked in one go, of one member or two, is whole and the same piece by piece. */
static void in_one_go(struct text rows)
{
    uint64_t seed = 7;
    uint32_t wrong = 0, whole = 0, refused = 0;
    for (int round = 0; round < 600; round++) {
        size_t from = make_random(&seed) % (rows.len / 2), len = 1 + make_random(&seed) % 40000;
        struct text one = by_gzip(text_slice(rows, from, from + len));
        struct text more = round % 4 ? TEXT("") : by_gzip(text_slice(rows, 0, len / 2));
        struct text both = joined(one, more), packed = round % 3 ? spoiled(both, &seed) : both;
        struct buffer bytes = {0};
        bool good = unpack_whole(packed, &bytes);
        whole += good;
        refused += !good;
        wrong += good ? !gives(packed, UNPACK_DONE, buffer_text(&bytes)) : bytes.len != 0;
        buffer_fini(&bytes);
    }
    tap_equal(wrong, 0, "gzip: in one go comes what comes piece by piece");
    tap_ok(refused > 100 && (whole > 100 || refused == 600), "of %u logs, not of %u", whole,
           refused);
}

/* One frame that readers pass over, then one that they read. */
static void skippable(struct text rows)
{
    struct text skipped = TEXT("\x53\x2a\x4d\x18\x03\x00\x00\x00"
                               "abc");
    tap_ok(gives(joined(skipped, by_zstd(rows)), UNPACK_DONE, rows), "zstd: a skippable frame");
}

static void too_much(void)
{
    size_t len = (size_t)UNPACK_FREE + (8 << 20);
    char *blanks = malloc(len);
    memset(blanks, ' ', len);
    struct text text = {blanks, len};
    tap_ok(gives(by_zstd(text), UNPACK_TOO_MUCH, TEXT("")), "zstd: beyond measure");
    text.len = UNPACK_FREE;
    tap_ok(gives(by_zstd(text), UNPACK_DONE, text), "zstd: just within");
    free(blanks);
}

static void strangers(void)
{
    tap_same(unpack_stranger(TEXT("PK\x03\x04")), "a ZIP archive or an Excel workbook", "Excel");
    tap_same(unpack_stranger(TEXT("BZh91AY&SY")), "packed by bzip2", "bzip2");
    tap_ok(!unpack_stranger(TEXT("BZh,time\n")), "a column called BZh");
    tap_ok(!unpack_stranger(TEXT("")), "nothing");
    tap_ok(gives(TEXT("ticket,time"), UNPACK_PLAIN, TEXT("")), "plain");
}

/* ---- forms ---- */

static void form_is(const char *name, struct text bytes, enum log_format said, const char *wanted)
{
    struct form form = form_of(said, text_of(name), bytes);
    const char *formats[] = {"any", "csv", "tsv", "ndjson", "xes"};
    char found[16];
    snprintf(found, sizeof found, "%s%s", formats[form.format], form.delimiter == ';' ? " ;" : "");
    tap_same(found, wanted, "form of %s `%.*s`", name, (int)(bytes.len < 20 ? bytes.len : 20),
             bytes.at);
}

static void forms(void)
{
    form_is("-", TEXT(" \xef\xbb\xbf"), LOG_FORMAT_ANY, "csv");
    form_is("-", TEXT("\xef\xbb\xbf {}"), LOG_FORMAT_ANY, "ndjson");
    form_is("a.csv", TEXT("{\"a\":1}"), LOG_FORMAT_ANY, "ndjson");
    form_is("a.csv", TEXT("{\"a\":1}"), LOG_CSV, "csv");
    form_is("a", TEXT("<?xml?>"), LOG_FORMAT_ANY, "xes");
    form_is("a", TEXT("a;b\n1,5;2"), LOG_FORMAT_ANY, "csv ;");
    form_is("a", TEXT("a;b\n1,5;2"), LOG_CSV, "csv ;");
    form_is("a", TEXT("\"a,b\";c\n"), LOG_CSV, "csv ;");
    form_is("a", TEXT("\"a;b\",c;d\n"), LOG_CSV, "csv");
    form_is("a", TEXT("a\tb\n"), LOG_FORMAT_ANY, "tsv");
    form_is("a", TEXT("a\tb\n"), LOG_CSV, "csv");
    form_is("a.tsv", TEXT("a,b\tc;d\n"), LOG_FORMAT_ANY, "tsv");
    form_is("a.tsv.gz", TEXT("a,b\tc\n"), LOG_FORMAT_ANY, "tsv");
    form_is("a.jsonl.zst", TEXT(""), LOG_FORMAT_ANY, "ndjson");
    form_is("a.xes.gz", TEXT(""), LOG_FORMAT_ANY, "xes");
    form_is("a", TEXT("a"), LOG_FORMAT_ANY, "csv");
}

int main(void)
{
    struct text rows = some_text(200000);
    form("gzip", by_gzip, rows);
    form("zstd", by_zstd, rows);
    in_one_go(rows);
    skippable(rows);
    too_much();
    strangers();
    forms();
    return tap_end();
}
