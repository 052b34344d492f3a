/* ndjson.h - records of newline delimited JSON: an object a line, by RFC 8259.
 *
 * For objects of which only members of their own are asked for; nested.h has those with paths. Only
 * the members whose keys are asked for are kept; the others are checked and passed over. A string
 * gives its text, a number its digits as they stand, true and false their words, null nothing. A
 * list or an object under a key that is asked for makes the record a bad one, as does a key that
 * stands twice. Lines without a byte but blanks are skipped, and so is a mark of byte order.
 */
#ifndef LOG_NDJSON_H
#define LOG_NDJSON_H

#include "base/buffer.h"
#include "log/cell.h"
#include "log/intern.h"
#include "log/ndjson_guess.h"

enum { NDJSON_SHAPE = 64 };

#define NDJSON_NOT_ASKED UINT32_MAX

/* A member of the last record: most records have the same in the same order. */
struct ndjson_member {
    struct text key; /* as it stands in the input */
    uint32_t index;
};

/* Where the next line begins. */
struct ndjson_lines {
    const char *at, *end;
    uint64_t line; /* of the last one, from 1 */
};

void ndjson_lines_init(struct ndjson_lines *lines, struct text bytes);

/* The next line that holds more than blanks, without its end; false at the end. */
bool ndjson_lines_next(struct ndjson_lines *lines, struct text *line);

struct ndjson {
    struct ndjson_lines lines;
    struct buffer scratch;
    const struct intern *keys; /* codes are indices of fields */
    struct ndjson_member shape[NDJSON_SHAPE];
    struct ndjson_guess guess;
};

struct ndjson_record {
    struct cell *fields; /* one a key; `at` is NULL where the object has no such key */
    size_t count;        /* keys asked for */
    struct text bytes;   /* without its line end */
    uint64_t line;
    cell_fault fault;
};

void ndjson_init(struct ndjson *ndjson, struct text bytes, const struct intern *keys);
void ndjson_fini(struct ndjson *ndjson);

/* False at the end. */
bool ndjson_next(struct ndjson *ndjson, struct ndjson_record *record)
    __attribute__((warn_unused_result));

#endif
