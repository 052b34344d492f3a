/* unpacking.h - a packed input that is unpacked by a thread of its own, while what has come out
 * already is read.
 *
 * What comes out stands in one piece of memory from the begin, which is set aside for as much as
 * unpack.h lets through; only what is written takes room.
 */
#ifndef LOG_UNPACKING_H
#define LOG_UNPACKING_H

#include "log/unpack.h"

struct unpacking;

/* Begins; PACKED lives until it is freed; STOP as in struct unpack_request. NULL: so much can't be
 * set aside, or no thread begun. */
struct unpacking *unpacking_begin(struct text packed, const atomic_bool *stop);

/* How much has come out. */
struct unpacking_state {
    struct text bytes;
    bool is_over; /* nothing more comes, for whatever reason */
};

/* Waits until there are LEAST bytes, or all. */
struct unpacking_state unpacking_wait(struct unpacking *unpacking, size_t least);

/* Waits for the end. UNPACKED->bytes borrow the memory. */
enum unpack_status unpacking_end(struct unpacking *unpacking, struct unpacked *unpacked);

/* Where bytes may come to stand. */
struct text unpacking_room(const struct unpacking *unpacking);

void unpacking_free(struct unpacking *unpacking); /* ended or not */

#endif
