/* logs_part.h - what the files that check `log` blocks share: one block while it is read.
 */
#ifndef CHECK_LOGS_PART_H
#define CHECK_LOGS_PART_H

#include "check/scope.h"

struct log_reading {
    struct scope *scope;
    struct log_spec *spec;
    bool is_library; /* what the charter lacks is no mistake of a line that is `optional` */
    VECTOR(struct log_column_spec) columns;
    VECTOR(const struct path *) rows;
};

/* ---- logs_column.c: columns, how they are written, when they count ---- */

/* Reads `one row per "histories[]"`: the lists whose elements are rows. */
void log_rows(struct log_reading *reading, const struct node *texts);

/* Fills columns, befores, tests, optional, written and zone from the parts of a line, each of which
 * may be NULL. */
struct log_line {
    const struct node *columns, *to, *written, *when, *optional;
};

void log_columns(struct log_reading *reading, const struct log_line *line,
                 struct log_column_spec *spec);

/* ---- logs_map.c: what the texts of a column mean ---- */

/* Value maps: lines and an `otherwise`, each may be NULL. What SPEC has stands behind. */
void log_map(struct log_reading *reading, const struct node *lines, const struct node *otherwise,
             struct log_column_spec *spec);

#endif
