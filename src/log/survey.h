/* survey.h - what is in an export of which nothing is known: its columns, and their values.
 *
 * For drafting a `log` block. Columns are named as the block would name them: a header, the path of
 * a plain value in records of NDJSON (lists are not entered), a key of XES. Does not judge what a
 * column may mean.
 */
#ifndef LOG_SURVEY_H
#define LOG_SURVEY_H

#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/path.h"
#include "log/cell.h"
#include "log/form.h"
#include "log/read.h"

enum { SURVEY_COLUMNS = 400 };

struct survey_column {
    struct text name;
    uint32_t nth; /* which of several columns with that header; 0: the only one */
    struct path path;
};

struct survey {
    struct arena *arena;
    struct text path, bytes; /* of the input, unpacked */
    struct form form;
    VECTOR(struct survey_column) columns;
    VECTOR(struct text) lists; /* paths of lists that were not entered */
    bool has_more;             /* columns than are kept */
    struct buffer unpacked;    /* the bytes, if they were packed */
    uint64_t records, faulty;  /* of the last survey_each */
    const char *fault;         /* of the first that was faulty, and where it stands */
    uint64_t fault_line;
};

/* NULL, reported: the input can't be read at all. */
struct survey *survey_open(struct arena *arena, const struct log_input *input, struct sink *sink);
void survey_close(struct survey *survey); /* its heap memory */

/* Gives each record that is not faulty: a cell a column, valid until the next; empty where it has
 * none. */
struct survey_reader {
    void *context;
    void (*record)(void *context, const struct cell *cells, uint64_t line);
};

void survey_each(struct survey *survey, const struct survey_reader *reader);

#endif
