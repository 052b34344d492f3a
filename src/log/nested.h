/* nested.h - records of newline delimited JSON with values at the ends of paths, and with lists
 * whose elements are rows.
 *
 * A record is taken apart into levels: the record itself, and each element of a list that a path
 * goes through. A row is an element together with what it is in. What no path leads to is checked
 * and passed over. null is nothing, wherever it stands; another value where a path goes on makes
 * the record a bad one.
 */
#ifndef LOG_NESTED_H
#define LOG_NESTED_H

#include "base/path.h"
#include "base/vector.h"
#include "log/ndjson.h"

enum { NESTED_LEARNT = 64 };

struct nested_object;

/* A level: the record, or the elements of a list. */
struct nested_level {
    bool gives_rows;
    bool is_met;             /* the list stood in a record, and be it empty */
    bool has_parts;          /* it had an element */
    uint32_t around;         /* the level that its list stands in */
    VECTOR(uint32_t) fields; /* that are asked of it */
};

/* A record or an element that was read. */
struct nested_part {
    uint32_t level, parent; /* of the record: 0 */
    size_t cells;           /* where its cells begin */
};

struct nested {
    struct arena *arena;
    struct ndjson_lines lines;
    struct buffer scratch;
    struct nested_object *root;
    VECTOR(struct nested_level) levels;
    uint32_t field_count;
    VECTOR(bool) found; /* by field: some record had it */
    /* Of the last record, on the heap. */
    struct nested_part *parts;
    struct cell *cells;
    uint8_t *seen; /* members of the objects that are open */
    size_t part_count, part_room, cell_count, cell_room, seen_count, seen_room;
    struct text learnt[NESTED_LEARNT]; /* paths of the first record that nobody asks for */
    uint32_t learnt_count;
};

struct nested_record {
    struct text bytes; /* without its line end */
    uint64_t line;
    cell_fault fault;
};

void nested_init(struct nested *nested, struct arena *arena, struct text bytes);
void nested_fini(struct nested *nested);

/* Before the first record: the number of the field for PATH, the same for the same path; and a list
 * whose elements are rows. */
uint32_t nested_ask(struct nested *nested, const struct path *path);
void nested_gives_rows(struct nested *nested, const struct path *list);

/* False at the end. */
bool nested_next(struct nested *nested, struct nested_record *record)
    __attribute__((warn_unused_result));

/* Was FIELD in any record so far, or could it not be there, since the list that it stands in never
 * had an element? */
bool nested_has(const struct nested *nested, uint32_t field);

/* Adds what OTHER, which was asked for the same, has found in its records. */
void nested_add_found(struct nested *nested, const struct nested *other);

/* The fields of part NUMBER of a good record; part 0 is the record itself. False: it is no row. */
bool nested_row(const struct nested *nested, size_t number, struct cell *fields);

#endif
