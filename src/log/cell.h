/* cell.h - one field of a record, as the readers of CSV and NDJSON give it.
 *
 * The bytes are those of the input, or of the reader's scratch memory where quotes or escapes had
 * to be undone; the scratch goes with the next record. Scratch memory has CELL_SLACK readable bytes
 * behind it, so that short fields can be loaded as two words.
 */
#ifndef LOG_CELL_H
#define LOG_CELL_H

#include "base/text.h"

enum { CELL_SLACK = 16 };

/* LEN 0: an empty field, or none. */
struct cell {
    const char *at;
    size_t len;
};

/* The longest field that is read; longer ones make a bad row. */
#define CELL_LONGEST ((size_t)1 << 30)

/* How a record is broken: the text of its reason, or NULL. */
typedef const char *cell_fault;

static inline struct text cell_text(struct cell cell)
{
    return (struct text){cell.at, cell.len};
}

#endif
