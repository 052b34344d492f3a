/* format_layout.h - what the parts of the formatter share: marks on tokens, lines, tables.
 *
 * The tree is turned into a mark on each token (format_mark.c), the marks and the comments into
 * lines (format_line.c), neighbouring lines into tables (format_table.c), and then all is written
 * (format.c, block texts in format_text.c). Nothing outside includes this.
 */
#ifndef SYNTAX_FORMAT_LAYOUT_H
#define SYNTAX_FORMAT_LAYOUT_H

#include "syntax/syntax.h"

enum {
    FORMAT_INDENT = 2,     /* spaces a level */
    FORMAT_JOIN = 2,       /* spaces between items that share a line */
    FORMAT_COLUMNS = 3,    /* of a table, besides the first */
    FORMAT_JOIN_MOST = 80, /* columns that the lines of a map may take to share one */
};

/* The sorts of tables; only lines of the same sort stand in one. */
enum format_table {
    FORMAT_NO_TABLE,
    FORMAT_PLAIN, /* a keyword and what it says: version "2.1" */
    FORMAT_ATTRIBUTES,
    FORMAT_STATUSES,
    FORMAT_HOLIDAYS,
    FORMAT_CLAUSES,
    FORMAT_STEPS,
    FORMAT_STAGES,
    FORMAT_FIELDS,
    FORMAT_MAPPINGS,
    FORMAT_EXPECTATIONS,
};

/* What the tree says of a token. */
struct format_mark {
    bool starts; /* a line */
    bool joins;  /* the line before, though it would start one */
    bool closes; /* the `end` of a block */
    bool top;    /* a declaration or a change at the top of the file */
    uint8_t table;
    uint8_t column;      /* of the table that begins here, from 1; 0: none */
    uint32_t depth;      /* of the line that it starts */
    size_t gap;          /* spaces before it if a table says so, else 0 */
    enum node_kind kind; /* of what starts here */
};

/* Tokens [first, end), or one comment alone. */
struct format_line {
    size_t first, end;
    uint32_t depth;
    bool comment; /* alone on its line */
    bool ragged;  /* broken by a comment in its middle */
    bool blank;   /* a blank line goes before it */
};

struct format_layout {
    const struct sources *sources;
    struct arena *arena;
    struct tokens tokens;
    struct format_mark *marks; /* one a token */
    struct format_line *lines;
    size_t line_count;
};

/* Fills in the marks, which are zeroed. */
void format_mark_tree(struct format_layout *layout, const struct node *root);

/* Makes the lines and decides on blank lines. */
void format_make_lines(struct format_layout *layout);

/* Sets the gaps of what stands in tables. */
void format_align(struct format_layout *layout);

/* A token of the text in its layout: a block text over several lines has its content and its end
 * INDENT spaces from the margin. */
void format_put_text(struct buffer *out, struct text token, size_t indent);

struct text format_token(const struct format_layout *layout, size_t token);
bool format_is_comment(const struct format_layout *layout, size_t token);
bool format_has_line_end(struct text text);

/* A comment with nothing before it on its line. */
bool format_stands_alone(const struct format_layout *layout, size_t token);

/* Spaces between a token and the one before it on the same line. */
size_t format_gap(const struct format_layout *layout, size_t token);

#endif
