/* unpack_whole.h - a log that is one member of gzip, unpacked in one go where libdeflate is there.
 *
 * Several times as fast as unpack.h, which says what is wrong, has all forms, and decides: this is
 * for logs as they mostly are.
 */
#ifndef LOG_UNPACK_WHOLE_H
#define LOG_UNPACK_WHOLE_H

#include "base/buffer.h"

/* The bytes of PACKED into BYTES, which is empty. False: it is not whole, not one member, too large
 * to be done without a stop, or unusual; then BYTES stays empty and nothing is known. */
bool unpack_whole(struct text packed, struct buffer *bytes) __attribute__((warn_unused_result));

#endif
