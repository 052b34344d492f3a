/* table.h - cells under heads, each column as wide as its widest cell: for people only. */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include "base/buffer.h"
#include "base/vector.h"

enum { TABLE_COLUMNS_MOST = 16 };

struct table_cell {
    struct text text;
    const char *colour; /* an escape, or empty */
};

struct table {
    struct arena *arena;
    struct text heads[TABLE_COLUMNS_MOST];
    bool right[TABLE_COLUMNS_MOST];
    uint32_t columns;
    VECTOR(struct table_cell) cells; /* row by row */
};

void table_init(struct table *table, struct arena *arena);

/* Columns from left to right, before the first cell; RIGHT for figures. */
void table_column(struct table *table, struct text head, bool right);

/* The next cell of the row; a row ends with its last column. */
void table_put(struct table *table, struct text text);
void table_put_coloured(struct table *table, struct text text, const char *colour);

/* Each line behind INDENT blanks, two between columns, none at the end. Without a head in any
 * column there is no line of heads. */
void table_write(struct buffer *out, const struct table *table, unsigned indent);

#endif
