/* unpack.h - the bytes of a log that was packed by gzip (RFC 1952) or zstd (RFC 8878).
 *
 * Recognised by its first bytes, whatever it is called. Several packed parts behind each other are
 * one log, as both programs have it. All of it must be whole: what is cut short, damaged or
 * followed by something else is refused, so that no part of a log goes missing in silence. Does no
 * I/O.
 */
#ifndef LOG_UNPACK_H
#define LOG_UNPACK_H

#include <stdatomic.h>

#include "base/buffer.h"

/* A log may unpack to UNPACK_RATIO times its size, or to UNPACK_FREE bytes if that is more. */
enum { UNPACK_RATIO = 1000, UNPACK_FREE = 64 << 20 };

enum unpack_status {
    UNPACK_PLAIN, /* not packed */
    UNPACK_DONE,
    UNPACK_CUT,     /* ends in the middle */
    UNPACK_DAMAGED, /* its sums or its structure do not hold */
    UNPACK_BEHIND,  /* something else stands behind the packed data */
    UNPACK_WINDOW,  /* zstd: needs more memory to unpack than is taken (a window over 128 MiB) */
    UNPACK_TOO_MUCH,
    UNPACK_REFUSED, /* whoever takes the pieces wants no more */
    UNPACK_STOPPED
};

struct unpacked {
    const char *form;     /* `gzip` or `zstd` */
    struct buffer bytes;  /* what came out, until the fault if there is one; the caller ends it */
    size_t at;            /* of the packed bytes: how far it was read */
    uint64_t gone, lines; /* bytes that were taken out of BYTES, and line feeds in them */
};

/* Takes what comes out, piece by piece, instead of BYTES. */
struct unpack_taker {
    void *context;
    bool (*take)(void *context, struct text piece);
};

struct unpack_request {
    struct text packed;
    const atomic_bool *stop;          /* once it is true, unpacking is given up; or NULL */
    const struct unpack_taker *taker; /* NULL: all of it is in BYTES in the end */
};

enum unpack_status unpack_to(const struct unpack_request *request, struct unpacked *unpacked)
    __attribute__((warn_unused_result));

/* The same without a taker. */
enum unpack_status unpack(struct text packed, const atomic_bool *stop, struct unpacked *unpacked)
    __attribute__((warn_unused_result));

bool unpack_is_packed(struct text bytes);

/* What BYTES are, if it is something that is recognised and not read: `packed by xz`; else NULL. */
const char *unpack_stranger(struct text bytes);

#endif
