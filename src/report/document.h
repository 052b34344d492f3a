/* document.h - a text for people before it has a form: sections, paragraphs, lists, tables, facts,
 * weeks and ladders. Written as plain text, Markdown or HTML by document_text.c,
 * document_markdown.c and document_html.c.
 *
 * Built from top to bottom: what is said goes to what was begun last (a paragraph, an item, a
 * cell). Everything lives in the arena of the document. Knows nothing of charters.
 */
#ifndef REPORT_DOCUMENT_H
#define REPORT_DOCUMENT_H

#include "base/buffer.h"
#include "base/vector.h"
#include "report/phrases.h"

/* Of a text beside its former one. */
enum document_mark { DOCUMENT_PLAIN, DOCUMENT_OLD, DOCUMENT_NEW };

/* Some words: HREF leads somewhere (`#9.response`, an address of the net), or is empty. */
struct document_piece {
    struct text text, href;
    bool strong;
    enum document_mark mark;
};

/* For programs that read the page: data-KEY="VALUE" in HTML, nothing elsewhere. */
struct document_datum {
    const char *key;
    struct text value;
};

typedef VECTOR(struct document_datum) document_data;

struct document_cell {
    VECTOR(struct document_piece) pieces;
};

struct document_row {
    struct text id; /* where a link may lead; may be empty */
    document_data data;
    VECTOR(struct document_cell *) cells;
};

enum document_kind {
    DOCUMENT_SECTION, /* begins a section: number, title; the section ends where the next begins */
    DOCUMENT_PART,    /* begins a part of it */
    DOCUMENT_PARAGRAPH, /* one row of one cell */
    DOCUMENT_LIST,      /* rows of one cell */
    DOCUMENT_FACTS,     /* rows of two: what, and what is said of it */
    DOCUMENT_TABLE,     /* rows of as many cells as there are columns */
    DOCUMENT_WEEK,      /* a table of seven days, and their hours drawn */
    DOCUMENT_LADDER,    /* rows of two, steps upwards: when, and what happens */
    DOCUMENT_SIGNATURES /* rows of one: who signs */
};

enum document_column_kind {
    COLUMN_HEAD, /* names its row */
    COLUMN_WORDS,
    COLUMN_FIGURE /* stands to the right */
};

struct document_column {
    struct text head;
    enum document_column_kind kind;
};

/* Open stretches of a day, microseconds of local time. */
struct document_span {
    micros from, to;
};

struct document_day {
    struct text name;
    VECTOR(struct document_span) spans;
};

struct document_block {
    enum document_kind kind;
    struct text id, number, title; /* of sections and parts; a table's or week's title */
    document_data data;
    VECTOR(struct document_column) columns;
    VECTOR(struct document_row *) rows;
    struct document_day days[7]; /* WEEK, Monday first */
};

struct document {
    struct arena *arena;
    const struct phrases *phrases;
    struct text title, subtitle;
    VECTOR(struct document_piece) lines; /* under the title */
    VECTOR(struct document_block *) blocks;
    struct document_row *row;   /* begun last */
    struct document_cell *cell; /* where words go */
};

struct document *document_new(struct arena *arena, const struct phrases *phrases);

/* NUMBER is also where links lead: `#9.response`. An empty one is no such place. */
void document_section(struct document *document, struct text number, struct text title);
void document_part(struct document *document, struct text number, struct text title);

void document_paragraph(struct document *document);
void document_list(struct document *document);
void document_facts(struct document *document);
/* The same, or the facts go on where facts stood last. */
void document_facts_on(struct document *document);
void document_ladder(struct document *document);
void document_signatures(struct document *document);
struct document_block *document_week(struct document *document, struct text title);
void document_table(struct document *document, struct text title);
void document_column(struct document *document, struct text head, enum document_column_kind kind);

/* The next row, with a first cell; the next cell of the row. An item of a list is a row. */
void document_row(struct document *document);
void document_cell(struct document *document);

/* A row of facts, the first cell said; words go to the second. */
void document_fact(struct document *document, struct text what);

/* Where links to the row lead. */
void document_row_id(struct document *document, struct text id);

void document_say(struct document *document, struct text text);
void document_say_strong(struct document *document, struct text text);
void document_say_marked(struct document *document, struct text text, enum document_mark mark);
void document_link(struct document *document, struct text text, struct text href);

/* Of the row begun last, or before the first row of the block. */
void document_datum(struct document *document, const char *key, struct text value);

/* True if nothing stands between the last section and here: it would be empty. */
bool document_is_empty(const struct document *document);

/* Takes the last section or part away again. */
void document_drop(struct document *document);

/* SHA-256 over all that is said, whatever the form; 64 hex digits. */
struct text document_digest(const struct document *document);

/* ---- forms ---- */

/* At most 80 columns but for long words; tables at most 100. */
void document_write_text(struct buffer *out, const struct document *document);
void document_write_markdown(struct buffer *out, const struct document *document);

/* One page that needs nothing else: style and drawings are in it. */
void document_write_html(struct buffer *out, const struct document *document);

#endif
