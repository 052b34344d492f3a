/* reading.h - what the parts of log_read share: the log in the making, and what is said of inputs.
 *
 * read.c goes through the inputs; reading_csv.c, reading_ndjson.c and reading_xes.c take one each.
 * Nothing outside includes this.
 */
#ifndef LOG_READING_H
#define LOG_READING_H

#include "base/map.h"
#include "log/csv.h"
#include "log/digest.h"
#include "log/rows.h"
#include "log/unpack.h"

struct reading {
    const struct log_request *request;
    struct arena *arena;
    struct sink *sink;
    struct columns *columns;
    struct binding binding;
    struct rejects rejects;
    struct unknowns unknowns;
    struct rows rows;
    struct digest digest;
    struct log_place place;      /* of the input that is read */
    bool *seen;                  /* by field: has a record had it? Where there is no header */
    const struct log_part *part; /* the input is one, or NULL */
    struct unpacking *unpacking; /* the input is unpacked while it is read, or NULL */
    struct log_part form;        /* what a part of this input would say of it */
};

/* The records of an input as CSV, from FROM on, whose line is LINE; HEADER has COUNT columns. */
struct csv_records {
    const char *from, *end;
    uint64_t line;
    char delimiter;
    const struct text *header;
    size_t count;
};

/* Reads them in parts, by several threads. False: reported. */
bool reading_csv_parts(struct reading *reading, const struct csv_records *records);

/* A record of CSV was met. False: the log can hold no more rows. */
bool reading_csv_record(struct reading *reading, const struct csv_record *record, size_t columns);

/* An input as CSV with DELIMITER between fields, as NDJSON or as XES. False: reported. */
bool reading_csv(struct reading *reading, struct text bytes, char delimiter);
bool reading_ndjson(struct reading *reading, struct text bytes);
bool reading_xes(struct reading *reading, struct text bytes);

/* NDJSON with paths or lists. */
bool reading_nested(struct reading *reading, struct text bytes);

/* For forms without a header: makes room for records of COUNT fields. */
struct cell *reading_fields(struct reading *reading, size_t count);

/* A record was met: counted, and added to the digest. */
void reading_record(struct reading *reading, struct text bytes, uint64_t line);

/* The same of COUNT records at once, where nobody looks at each. */
void reading_records(struct reading *reading, const struct text *records, size_t count);

/* BYTES of an input that is unpacked while it is read: at least LEAST, and all if there are no
 * more; and whether they are all. Others are all there. */
bool reading_wait(struct reading *reading, size_t least, struct text *bytes);

/* The rows of the input come next; HEAD as in struct log_witness. */
void reading_begins(struct reading *reading, struct text head);

/* For forms without a header, before the rows: columns of roles that stand elsewhere in the file of
 * which the input is a part. */
void reading_actors(struct reading *reading);

/* For forms without a header: binds again by the columns that were seen; KEYS are others that the
 * input has, for did-you-mean. False: a column lacks, and it was reported. */
bool reading_found(struct reading *reading, const struct text *keys, size_t count);

/* Is reading to be given up? What is asked for then need not be done. */
bool reading_stopped(const struct reading *reading);

/* Each reports and gives false. */
bool reading_too_large(struct reading *reading, uint64_t line);
bool reading_empty(struct reading *reading);
bool reading_unclosed(struct reading *reading, uint64_t line);
bool reading_bad_form(struct reading *reading, const char *what);
bool reading_bad_record(struct reading *reading, const char *fault, uint64_t line);
bool reading_bad_xml(struct reading *reading, const char *fault, uint64_t line);
/* TIMES: of the row that is found at ORIGIN, and the latest of those before it. */
bool reading_out_of_order(struct reading *reading, const struct row_origin *origin,
                          const instant times[2]);
bool reading_bad_pack(struct reading *reading, const struct unpacked *unpacked,
                      enum unpack_status status);

/* False, and said so, if more rows are bad than are put up with. */
bool reading_check_rejects(struct reading *reading);

#endif
