/* unpack_whole.c - the length that a member ends with says how much room it needs. */
#include "log/unpack_whole.h"

#ifdef CHARTER_DEFLATE
#include <libdeflate.h>

/* What packs better, or has a head with a sum of its own or bits that mean nothing yet, is unusual.
 */
enum {
    PACKED_MOST = 1 << 28,
    RATIO_MOST = 32,
    METHOD = 2,
    FLAGS = 3,
    DEFLATE = 8,
    ODD_FLAGS = 0xe2
};
enum { HEAD_AND_TAIL = 18 };

static bool is_usual(struct text packed)
{
    return packed.len > HEAD_AND_TAIL && packed.len <= PACKED_MOST &&
           text_starts(packed, TEXT("\x1f\x8b")) && packed.at[METHOD] == DEFLATE &&
           !((unsigned char)packed.at[FLAGS] & ODD_FLAGS);
}

/* Of a member at the end. */
static size_t length_of(struct text packed)
{
    size_t length = 0;
    for (int i = 1; i <= 4; i++)
        length = length << 8 | (unsigned char)packed.at[packed.len - (size_t)i];
    return length;
}

static bool fill(struct text packed, struct buffer *bytes, size_t length)
{
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    size_t taken, given;
    if (!decompressor)
        memory_failed(0);
    bool good = libdeflate_gzip_decompress_ex(decompressor, packed.at, packed.len,
                                              buffer_reserve(bytes, length), length, &taken,
                                              &given) == LIBDEFLATE_SUCCESS &&
                taken == packed.len && given == length;
    libdeflate_free_decompressor(decompressor);
    return good;
}

bool unpack_whole(struct text packed, struct buffer *bytes)
{
    if (!is_usual(packed))
        return false;
    size_t length = length_of(packed);
    if (!length || length / RATIO_MOST > packed.len)
        return false;
    if (fill(packed, bytes, length)) {
        bytes->len = length;
        return true;
    }
    buffer_fini(bytes);
    *bytes = (struct buffer){0};
    return false;
}
#else
bool unpack_whole(struct text packed, struct buffer *bytes)
{
    (void)packed;
    (void)bytes;
    return false;
}
#endif
