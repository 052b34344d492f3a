/* page.h - a page of HTML as it is written: head, sections, tables that sort, disclosures, charts'
 * frames. For reports, which are large and are written once; the printed charter is a document.
 *
 * What is said is escaped here; nothing else of a text gets into a page. The page needs nothing
 * else: style and script are in it. Knows nothing of charters.
 */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "base/buffer.h"
#include "base/vector.h"

enum page_column {
    PAGE_HEAD, /* names its row */
    PAGE_WORDS,
    PAGE_FIGURE /* stands to the right; sorts by its value */
};

enum { PAGE_COLUMNS_MOST = 40 };

struct page_section {
    struct text id, title;
};

struct page {
    struct buffer *out; /* the text; the head is written when the page ends */
    struct arena *arena;
    VECTOR(struct page_section) sections;
    bool in_section;
    unsigned charts; /* for ids */
    bool is_apart;   /* what is written is put into a page later, by page_paste */
    /* the table that was begun last */
    enum page_column columns[PAGE_COLUMNS_MOST];
    unsigned column_count, cell;
    bool in_rows, in_row;
};

struct page_head {
    struct text title;
    struct text lines[4]; /* under the title; empty ones are left out */
};

/* Words of a text that are written as they are, without escaping: only what this program says. */
void page_puts(struct page *page, const char *html);
void page_say(struct page *page, struct text text);

/* TEXT in <TAG>; TAG may have attributes: `p class="terms"`. */
void page_tagged(struct page *page, const char *tag, struct text text);
void page_paragraph(struct page *page, struct text text);

/* TEXT in <TAG>, with what stands between `backticks` as code. */
void page_prose(struct page *page, const char *tag, struct text text);

/* A name that a link leads to, `#KIND:NAME`; it has no blanks. */
struct text page_place(struct arena *arena, const char *kind, struct text name);
void page_link(struct page *page, struct text place, struct text text);

void page_section(struct page *page, struct text id, struct text title);
void page_part(struct page *page, struct text title);
void page_part_at(struct page *page, struct text id, struct text title);

/* A table of ROWS rows with a caption; columns, then rows, each cell in turn, then the end. */
struct page_table {
    struct text id, title;
    size_t rows;
};
void page_table(struct page *page, const struct page_table *table);
/* One whose rows have an order that has to stay. */
void page_table_plain(struct page *page, const struct page_table *table);
void page_column(struct page *page, const char *head, enum page_column kind);
void page_column_named(struct page *page, struct text head, enum page_column kind);
void page_row(struct page *page);
void page_cell(struct page *page, struct text text);
/* VALUE is what it is sorted by: an exact number, or empty, which comes last. */
void page_figure(struct page *page, struct text shown, struct text value);
void page_count(struct page *page, uint64_t count);
/* A cell that page_cell_end ends; what stands in it is the caller's. */
void page_cell_begin(struct page *page, struct text value);
void page_cell_end(struct page *page);
void page_table_end(struct page *page);

/* What opens and closes; SUMMARY is always seen. */
void page_details(struct page *page, struct text summary, bool open);
void page_details_end(struct page *page);

/* What was written apart, with one chart at most. */
void page_paste(struct page *page, struct text apart);

/* A chart: inline SVG of HEIGHT pixels that is as wide as there is room, so that places along it
 * are shares of its width. TITLE and DESCRIPTION are what it says to those who do not see it. */
struct page_chart {
    struct text title, description;
    const char *kind; /* a class of the style */
    unsigned height;
};
void page_chart(struct page *page, const struct page_chart *chart);
void page_chart_end(struct page *page);

/* ` NAME="12.345%"`: a share of the width in thousandths of a percent. */
void page_percent(struct page *page, const char *name, int64_t thousandths);

/* Writes the whole page to OUT. */
void page_write(struct buffer *out, const struct page *page, const struct page_head *head);

#endif
