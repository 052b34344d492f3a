/* document_html.c - a document as one page of HTML that needs nothing else.
 *
 * A line a paragraph, row or heading, so that two pages can be compared line by line. The style is
 * src/report/page.css; drawn weeks are in document_svg.c.
 */
#include "base/embedded.h"
#include "report/document_parts.h"
#include "report/html.h"

struct writer {
    struct buffer *out;
    const struct document *document;
    bool in_section;
};

/* ---------- words ---------- */

static void put_data(struct buffer *out, const document_data *data)
{
    for (size_t i = 0; i < data->count; i++) {
        buffer_format(out, " data-%s=\"", data->at[i].key);
        html_put(out, data->at[i].value);
        buffer_putc(out, '"');
    }
}

static void put_id(struct buffer *out, struct text id)
{
    if (!id.len)
        return;
    buffer_puts(out, " id=\"");
    html_put(out, id);
    buffer_putc(out, '"');
}

static const char *tag_of(const struct document_piece *piece)
{
    if (piece->href.len)
        return "a";
    if (piece->mark != DOCUMENT_PLAIN)
        return piece->mark == DOCUMENT_OLD ? "del" : "ins";
    return piece->strong ? "strong" : NULL;
}

static void put_piece(struct buffer *out, const struct document_piece *piece)
{
    const char *tag = tag_of(piece);
    if (piece->href.len) {
        buffer_puts(out, "<a href=\"");
        html_put_address(out, piece->href);
        buffer_puts(out, "\">");
    } else if (tag) {
        buffer_format(out, "<%s>", tag);
    }
    html_put(out, piece->text);
    if (tag)
        buffer_format(out, "</%s>", tag);
}

static void put_cell(struct buffer *out, const struct document_row *row, size_t column)
{
    const struct document_cell *cell = column < row->cells.count ? row->cells.at[column] : NULL;
    for (size_t i = 0; cell && i < cell->pieces.count; i++)
        put_piece(out, &cell->pieces.at[i]);
}

/* ---------- headings ---------- */

/* `#9`: where a link to the heading leads. */
static void put_place(struct writer *w, const struct document_block *block)
{
    html_put_address(w->out, text_format(w->document->arena, "#" TEXT_FMT, TEXT_ARG(block->id)));
}

static void put_heading(struct writer *w, const struct document_block *block, int level)
{
    buffer_format(w->out, "<h%d", level);
    put_id(w->out, block->id);
    put_data(w->out, &block->data);
    buffer_puts(w->out, ">");
    if (block->number.len) {
        buffer_puts(w->out, "<a class=\"number\" href=\"");
        put_place(w, block);
        buffer_puts(w->out, "\">");
        html_put(w->out, block->number);
        buffer_puts(w->out, "</a> ");
    }
    html_put(w->out, block->title);
    buffer_format(w->out, "</h%d>\n", level);
}

static void put_section(struct writer *w, const struct document_block *block)
{
    if (w->in_section)
        buffer_puts(w->out, "</section>\n");
    w->in_section = true;
    buffer_puts(w->out, "<section");
    if (block->id.len) {
        buffer_puts(w->out, " aria-labelledby=\"");
        html_put(w->out, block->id);
        buffer_putc(w->out, '"');
    }
    buffer_puts(w->out, ">\n");
    put_heading(w, block, 2);
}

/* ---------- blocks ---------- */

static void put_heads(struct writer *w, const struct document_block *block)
{
    buffer_puts(w->out, "<thead><tr>");
    for (size_t i = 0; i < block->columns.count; i++) {
        bool figure = block->columns.at[i].kind == COLUMN_FIGURE;
        buffer_format(w->out, "<th scope=\"col\"%s>", figure ? " class=\"figure\"" : "");
        html_put(w->out, block->columns.at[i].head);
        buffer_puts(w->out, "</th>");
    }
    buffer_puts(w->out, "</tr></thead>\n");
}

static void put_row(struct writer *w, const struct document_block *block,
                    const struct document_row *row)
{
    buffer_puts(w->out, "<tr");
    put_id(w->out, row->id);
    put_data(w->out, &row->data);
    buffer_putc(w->out, '>');
    for (size_t i = 0; i < block->columns.count; i++) {
        enum document_column_kind kind = block->columns.at[i].kind;
        buffer_puts(w->out, kind == COLUMN_HEAD     ? "<th scope=\"row\">"
                            : kind == COLUMN_FIGURE ? "<td class=\"figure\">"
                                                    : "<td>");
        put_cell(w->out, row, i);
        buffer_puts(w->out, kind == COLUMN_HEAD ? "</th>" : "</td>");
    }
    buffer_puts(w->out, "</tr>\n");
}

/* A table with no more rows is not broken over two pages. */
enum { ROWS_ON_A_PAGE = 14 };

static void put_table(struct writer *w, const struct document_block *block)
{
    buffer_format(w->out, "<div class=\"table%s\" tabindex=\"0\" role=\"region\" aria-label=\"",
                  block->rows.count <= ROWS_ON_A_PAGE ? " short" : "");
    html_put(w->out, block->title);
    buffer_puts(w->out, "\"><table");
    put_data(w->out, &block->data);
    buffer_puts(w->out, ">\n<caption>");
    html_put(w->out, block->title);
    buffer_puts(w->out, "</caption>\n");
    put_heads(w, block);
    buffer_puts(w->out, "<tbody>\n");
    for (size_t i = 0; i < block->rows.count; i++)
        put_row(w, block, block->rows.at[i]);
    buffer_puts(w->out, "</tbody></table></div>\n");
}

static void put_items(struct writer *w, const struct document_block *block, const char *item)
{
    for (size_t i = 0; i < block->rows.count; i++) {
        const struct document_row *row = block->rows.at[i];
        buffer_format(w->out, "<%s", item);
        put_id(w->out, row->id);
        put_data(w->out, &row->data);
        buffer_putc(w->out, '>');
        if (row->cells.count > 1) {
            buffer_puts(w->out, "<strong>");
            put_cell(w->out, row, 0);
            buffer_puts(w->out, "</strong> ");
        }
        put_cell(w->out, row, row->cells.count > 1);
        buffer_format(w->out, "</%s>\n", item);
    }
}

static void put_facts(struct writer *w, const struct document_block *block)
{
    buffer_puts(w->out, "<dl>\n");
    for (size_t i = 0; i < block->rows.count; i++) {
        const struct document_row *row = block->rows.at[i];
        buffer_puts(w->out, "<div");
        put_id(w->out, row->id);
        put_data(w->out, &row->data);
        buffer_puts(w->out, "><dt>");
        put_cell(w->out, row, 0);
        buffer_puts(w->out, "</dt><dd>");
        put_cell(w->out, row, 1);
        buffer_puts(w->out, "</dd></div>\n");
    }
    buffer_puts(w->out, "</dl>\n");
}

static void put_signatures(struct writer *w, const struct document_block *block)
{
    buffer_puts(w->out, "<div class=\"signatures\">\n");
    for (size_t i = 0; i < block->rows.count; i++) {
        buffer_puts(w->out, "<div><p>");
        put_cell(w->out, block->rows.at[i], 0);
        buffer_puts(w->out, "</p><p class=\"line\">");
        html_put(w->out, document_words(w->document, SAID_NAME_AND_SIGNATURE));
        buffer_puts(w->out, "</p><p class=\"line\">");
        html_put(w->out, document_words(w->document, SAID_DATE_OF_SIGNATURE));
        buffer_puts(w->out, "</p></div>\n");
    }
    buffer_puts(w->out, "</div>\n");
}

static void put_paragraph(struct writer *w, const struct document_block *block)
{
    const struct document_row *row = block->rows.at[0];
    buffer_puts(w->out, "<p");
    put_id(w->out, row->id);
    put_data(w->out, &row->data);
    buffer_putc(w->out, '>');
    put_cell(w->out, row, 0);
    buffer_puts(w->out, "</p>\n");
}

static void put_block(struct writer *w, const struct document_block *block)
{
    switch (block->kind) {
    case DOCUMENT_SECTION:
        put_section(w, block);
        break;
    case DOCUMENT_PART:
        put_heading(w, block, 3);
        break;
    case DOCUMENT_PARAGRAPH:
        put_paragraph(w, block);
        break;
    case DOCUMENT_LIST:
        buffer_puts(w->out, "<ul>\n");
        put_items(w, block, "li");
        buffer_puts(w->out, "</ul>\n");
        break;
    case DOCUMENT_LADDER:
        buffer_puts(w->out, "<ol class=\"ladder\">\n");
        put_items(w, block, "li");
        buffer_puts(w->out, "</ol>\n");
        break;
    case DOCUMENT_FACTS:
        put_facts(w, block);
        break;
    case DOCUMENT_TABLE:
        put_table(w, block);
        break;
    case DOCUMENT_WEEK:
        document_put_week(w->out, w->document, block);
        put_table(w, block);
        break;
    case DOCUMENT_SIGNATURES:
        put_signatures(w, block);
        break;
    }
}

/* ---------- the page ---------- */

static void put_contents(struct writer *w)
{
    struct text title = document_words(w->document, SAID_CONTENTS);
    buffer_puts(w->out, "<nav aria-label=\"");
    html_put(w->out, title);
    buffer_puts(w->out, "\">\n<h2>");
    html_put(w->out, title);
    buffer_puts(w->out, "</h2>\n<ul>\n");
    for (size_t i = 0; i < w->document->blocks.count; i++) {
        const struct document_block *block = w->document->blocks.at[i];
        if (block->kind != DOCUMENT_SECTION || !block->number.len)
            continue;
        buffer_puts(w->out, "<li><a href=\"");
        put_place(w, block);
        buffer_puts(w->out, "\"><span class=\"number\">");
        html_put(w->out, block->number);
        buffer_puts(w->out, "</span> ");
        html_put(w->out, block->title);
        buffer_puts(w->out, "</a></li>\n");
    }
    buffer_puts(w->out, "</ul>\n</nav>\n");
}

static void put_head(struct writer *w)
{
    buffer_format(w->out,
                  "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                  "<meta name=\"color-scheme\" content=\"light dark\">\n<title>",
                  w->document->phrases->code);
    html_put(w->out, w->document->title);
    buffer_puts(w->out, "</title>\n<style>\n");
    buffer_put(w->out, embedded_find(embedded_styles, TEXT("page")));
    buffer_puts(w->out, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">");
    html_put(w->out, document_words(w->document, SAID_SKIP_TO_TEXT));
    buffer_puts(w->out, "</a>\n");
}

static void put_title(struct writer *w)
{
    const struct document *document = w->document;
    buffer_puts(w->out, "<header>\n<h1>");
    html_put(w->out, document->title);
    buffer_puts(w->out, "</h1>\n");
    if (document->subtitle.len) {
        buffer_puts(w->out, "<p class=\"subtitle\">");
        html_put(w->out, document->subtitle);
        buffer_puts(w->out, "</p>\n");
    }
    for (size_t i = 0; i < document->lines.count; i++) {
        buffer_puts(w->out, "<p>");
        html_put(w->out, document->lines.at[i].text);
        buffer_puts(w->out, "</p>\n");
    }
    buffer_puts(w->out, "</header>\n");
}

void document_write_html(struct buffer *out, const struct document *document)
{
    struct writer w = {out, document, false};
    put_head(&w);
    put_title(&w);
    if (document_has_contents(document))
        put_contents(&w);
    buffer_puts(out, "<main id=\"main\">\n");
    for (size_t i = 0; i < document->blocks.count; i++)
        put_block(&w, document->blocks.at[i]);
    buffer_puts(out, w.in_section ? "</section>\n" : "");
    buffer_puts(out, "</main>\n</body>\n</html>\n");
}
