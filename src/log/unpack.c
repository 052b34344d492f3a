/* unpack.c - both libraries are asked for a piece at a time, so that what comes out can be watched.
 */
#include "log/unpack.h"

#include <limits.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

enum { PIECE = 1 << 20, GZIP_BITS = 15 + 16 };

static bool is_stopped(const atomic_bool *stop)
{
    return stop && *stop;
}

static bool is_too_much(const struct unpacked *out, size_t packed)
{
    uint64_t all = out->gone + out->bytes.len;
    return all > UNPACK_FREE && all / UNPACK_RATIO > packed;
}

/* Hands over what has come out. */
static bool hand_over(struct unpacked *out, const struct unpack_taker *taker)
{
    if (!taker)
        return true;
    struct text piece = buffer_text(&out->bytes);
    for (size_t i = 0; i < piece.len; i++)
        out->lines += piece.at[i] == '\n';
    out->gone += piece.len;
    bool good = taker->take(taker->context, piece);
    buffer_clear(&out->bytes);
    return good;
}

/* ---- gzip ---- */

struct gzip {
    z_stream stream;
    struct text packed;
    const atomic_bool *stop;
    struct unpacked *out;
    const struct unpack_taker *taker;
};

/* zlib counts in unsigned int: a long input is handed over in parts. */
static void gzip_feed(struct gzip *gzip)
{
    size_t left = gzip->packed.len - gzip->out->at;
    gzip->stream.next_in = (Bytef *)(uintptr_t)(gzip->packed.at + gzip->out->at);
    gzip->stream.avail_in = left > UINT_MAX ? UINT_MAX : (uInt)left;
}

static int gzip_piece(struct gzip *gzip)
{
    struct unpacked *out = gzip->out;
    gzip_feed(gzip);
    uInt fed = gzip->stream.avail_in;
    gzip->stream.next_out = (Bytef *)buffer_reserve(&out->bytes, PIECE);
    gzip->stream.avail_out = PIECE;
    int result = inflate(&gzip->stream, Z_NO_FLUSH);
    out->at += fed - gzip->stream.avail_in;
    out->bytes.len += PIECE - gzip->stream.avail_out;
    return result;
}

static bool is_gzip(struct text bytes)
{
    return text_starts(bytes, TEXT("\x1f\x8b"));
}

/* Behind a part: the end, another part, or what does not belong there. */
static enum unpack_status gzip_next(struct gzip *gzip)
{
    struct text rest = text_slice(gzip->packed, gzip->out->at, gzip->packed.len);
    if (rest.len == 0)
        return UNPACK_DONE;
    if (!is_gzip(rest))
        return UNPACK_BEHIND;
    inflateReset(&gzip->stream);
    return UNPACK_PLAIN;
}

static enum unpack_status gzip_all(struct gzip *gzip)
{
    for (;;) {
        int result = gzip_piece(gzip);
        bool is_end = gzip->out->at == gzip->packed.len && gzip->stream.avail_out > 0;
        if (!hand_over(gzip->out, gzip->taker))
            return UNPACK_REFUSED;
        if (result == Z_STREAM_END) {
            enum unpack_status next = gzip_next(gzip);
            if (next != UNPACK_PLAIN)
                return next;
        } else if (result == Z_BUF_ERROR || (result == Z_OK && is_end)) {
            return UNPACK_CUT;
        } else if (result != Z_OK) {
            return UNPACK_DAMAGED;
        }
        if (is_too_much(gzip->out, gzip->packed.len))
            return UNPACK_TOO_MUCH;
        if (is_stopped(gzip->stop))
            return UNPACK_STOPPED;
    }
}

static enum unpack_status gzip(const struct unpack_request *request, struct unpacked *out)
{
    struct gzip gzip = {
        .packed = request->packed, .stop = request->stop, .out = out, .taker = request->taker};
    out->form = "gzip";
    if (inflateInit2(&gzip.stream, GZIP_BITS) != Z_OK)
        memory_failed(0);
    enum unpack_status status = gzip_all(&gzip);
    inflateEnd(&gzip.stream);
    return status;
}

/* ---- zstd ---- */

/* A frame, or one that readers pass over. */
static bool is_zstd(struct text bytes)
{
    return text_starts(bytes, TEXT("\x28\xb5\x2f\xfd")) ||
           (bytes.len >= 4 && ((unsigned char)bytes.at[0] & 0xf0) == 0x50 &&
            memcmp(bytes.at + 1, "\x2a\x4d\x18", 3) == 0);
}

static enum unpack_status zstd_fault(size_t result)
{
    ZSTD_ErrorCode code = ZSTD_getErrorCode(result);
    if (code == ZSTD_error_memory_allocation)
        memory_failed(0);
    return code == ZSTD_error_frameParameter_windowTooLarge ? UNPACK_WINDOW : UNPACK_DAMAGED;
}

static enum unpack_status zstd_all(ZSTD_DCtx *context, const struct unpack_request *request,
                                   struct unpacked *out)
{
    struct text packed = request->packed;
    ZSTD_inBuffer in = {packed.at, packed.len, 0};
    for (;;) {
        ZSTD_outBuffer piece = {buffer_reserve(&out->bytes, PIECE), PIECE, 0};
        size_t result = ZSTD_decompressStream(context, &piece, &in);
        out->at = in.pos;
        out->bytes.len += piece.pos;
        bool is_taken = hand_over(out, request->taker);
        if (ZSTD_isError(result))
            return zstd_fault(result);
        if (!is_taken)
            return UNPACK_REFUSED;
        if (result == 0 && in.pos == in.size)
            return UNPACK_DONE;
        if (result == 0 && !is_zstd(text_slice(packed, in.pos, packed.len)))
            return UNPACK_BEHIND;
        if (result > 0 && in.pos == in.size && piece.pos < piece.size)
            return UNPACK_CUT;
        if (is_too_much(out, packed.len))
            return UNPACK_TOO_MUCH;
        if (is_stopped(request->stop))
            return UNPACK_STOPPED;
    }
}

static enum unpack_status zstd(const struct unpack_request *request, struct unpacked *out)
{
    ZSTD_DCtx *context = ZSTD_createDCtx();
    out->form = "zstd";
    if (!context)
        memory_failed(0);
    enum unpack_status status = zstd_all(context, request, out);
    ZSTD_freeDCtx(context);
    return status;
}

/* ---- all ---- */

bool unpack_is_packed(struct text bytes)
{
    return is_gzip(bytes) || is_zstd(bytes);
}

enum unpack_status unpack_to(const struct unpack_request *request, struct unpacked *unpacked)
{
    *unpacked = (struct unpacked){0};
    return is_gzip(request->packed)   ? gzip(request, unpacked)
           : is_zstd(request->packed) ? zstd(request, unpacked)
                                      : UNPACK_PLAIN;
}

enum unpack_status unpack(struct text packed, const atomic_bool *stop, struct unpacked *unpacked)
{
    return unpack_to(&(struct unpack_request){.packed = packed, .stop = stop}, unpacked);
}

const char *unpack_stranger(struct text bytes)
{
    static const struct {
        struct text magic;
        const char *name;
    } strangers[] = {{{"\x1f\x8b", 2}, "packed twice"},
                     {{"\x28\xb5\x2f\xfd", 4}, "packed twice"},
                     {{"\xfd\x37zXZ", 5}, "packed by xz"},
                     {{"7z\xbc\xaf", 4}, "packed by 7-Zip"},
                     {{"PK\x03\x04", 4}, "a ZIP archive or an Excel workbook"},
                     {{"\xd0\xcf\x11\xe0", 4}, "an old Excel workbook"},
                     {{"SQLite format 3", 15}, "a SQLite database"},
                     {{"PAR1\x15", 5}, "a Parquet file"}};
    if (text_starts(bytes, TEXT("BZh")) && bytes.len >= 10 && !memcmp(bytes.at + 4, "1AY&SY", 6))
        return "packed by bzip2";
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
        if (text_starts(bytes, strangers[i].magic))
            return strangers[i].name;
    return NULL;
}
