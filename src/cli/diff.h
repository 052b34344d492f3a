/* diff.h - what differs between two texts, line by line, as a unified difference. */
#ifndef CLI_DIFF_H
#define CLI_DIFF_H

#include "base/buffer.h"

/* Appends the difference from OLD to NEW, headed by PATH; nothing if they are equal. */
void diff_write(struct buffer *out, struct text path, struct text old, struct text new);

#endif
