/* csv.h - records of comma (or tab) separated values, by RFC 4180.
 *
 * Beyond it: lines may end with LF, CR LF or a lone CR, mixed; the last line end may be missing; a
 * mark of byte order is skipped, and so are lines without a byte. A quote inside an unquoted field,
 * text behind a closing quote and a NUL byte make the record a bad one, which ends where its line
 * does. No memory is asked for a record, but for a field whose doubled quotes have to be undone.
 */
#ifndef LOG_CSV_H
#define LOG_CSV_H

#include "base/buffer.h"
#include "log/cell.h"

struct csv {
    const char *at, *end; /* where the next record begins */
    const char *block;    /* the 64 bytes that are being looked through */
    uint64_t mask;        /* bytes of the block that mean something and were not yet used */
    uint64_t line;        /* of AT, from 1 */
    char delimiter;
    struct buffer scratch; /* unquoted texts of the record */
};

struct csv_record {
    struct cell *fields; /* the reader fills the first ROOM of them */
    size_t room;
    size_t count;      /* fields found, even if there was no room */
    struct text bytes; /* without its line end */
    uint64_t line;     /* of its first byte */
    cell_fault fault;
};

enum csv_status {
    CSV_RECORD,
    CSV_END,
    CSV_UNCLOSED /* a quote that is never closed; record.line is the line where it opens */
};

void csv_init(struct csv *csv, struct text bytes, char delimiter);
void csv_fini(struct csv *csv);

/* The next record is the one that begins at AT, in LINE. */
void csv_go(struct csv *csv, const char *at, uint64_t line);

enum csv_status csv_next(struct csv *csv, struct csv_record *record)
    __attribute__((warn_unused_result));

#endif
