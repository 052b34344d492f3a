/* document_markdown.c - a document as Markdown (CommonMark, with the tables of GitHub). */
#include <string.h>

#include "report/document_parts.h"

struct writer {
    struct buffer *out;
    const struct document *document;
};

/* ---------- words ---------- */

/* What would mean something elsewhere stands behind a backslash. A line end would end a table. */
static void put_words(struct buffer *out, struct text text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (strchr("\\`*_[]<>|#~", text.at[i]) && text.at[i])
            buffer_putc(out, '\\');
        buffer_putc(out, text.at[i] == '\n' ? ' ' : text.at[i]);
    }
}

static bool is_plain(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           strchr("-._~:/?#@!$&'*+,;=%", c);
}

static void put_address(struct buffer *out, struct text href)
{
    for (size_t i = 0; i < href.len; i++)
        if (href.at[i] && is_plain(href.at[i]))
            buffer_putc(out, href.at[i]);
        else
            buffer_format(out, "%%%02X", (unsigned)(unsigned char)href.at[i]);
}

static void put_piece(struct buffer *out, const struct document_piece *piece)
{
    if (piece->href.len) {
        buffer_putc(out, '[');
        put_words(out, piece->text);
        buffer_puts(out, "](");
        put_address(out, piece->href);
        buffer_putc(out, ')');
        return;
    }
    const char *mark = piece->mark == DOCUMENT_OLD                    ? "~~"
                       : piece->strong || piece->mark == DOCUMENT_NEW ? "**"
                                                                      : "";
    buffer_puts(out, mark);
    put_words(out, piece->text);
    buffer_puts(out, mark);
}

static void put_cell(struct buffer *out, const struct document_row *row, size_t column)
{
    const struct document_cell *cell = column < row->cells.count ? row->cells.at[column] : NULL;
    for (size_t i = 0; cell && i < cell->pieces.count; i++)
        put_piece(out, &cell->pieces.at[i]);
}

static void put_anchor(struct buffer *out, struct text id)
{
    if (!id.len)
        return;
    buffer_puts(out, "<a id=\"");
    buffer_put(out, id);
    buffer_puts(out, "\"></a>");
}

/* ---------- blocks ---------- */

static void put_heading(struct writer *w, const struct document_block *block, const char *marks)
{
    put_anchor(w->out, block->id);
    buffer_puts(w->out, block->id.len ? "\n\n" : "");
    buffer_puts(w->out, marks);
    put_words(w->out, block->number);
    buffer_puts(w->out, block->number.len ? " " : "");
    put_words(w->out, block->title);
    buffer_putc(w->out, '\n');
}

static void put_table(struct writer *w, const struct document_block *block)
{
    static const char *const rules[] = {" --- |", " --- |", " ---: |"};
    if (block->title.len) {
        buffer_puts(w->out, "*");
        put_words(w->out, block->title);
        buffer_puts(w->out, "*\n\n");
    }
    for (size_t i = 0; i < block->columns.count; i++) {
        buffer_puts(w->out, i ? " " : "| ");
        put_words(w->out, block->columns.at[i].head);
        buffer_puts(w->out, " |");
    }
    buffer_puts(w->out, "\n|");
    for (size_t i = 0; i < block->columns.count; i++)
        buffer_puts(w->out, rules[block->columns.at[i].kind]);
    for (size_t j = 0; j < block->rows.count; j++) {
        buffer_puts(w->out, "\n|");
        for (size_t i = 0; i < block->columns.count; i++) {
            buffer_putc(w->out, ' ');
            if (i == 0)
                put_anchor(w->out, block->rows.at[j]->id);
            put_cell(w->out, block->rows.at[j], i);
            buffer_puts(w->out, " |");
        }
    }
    buffer_putc(w->out, '\n');
}

/* Lists, and pairs as lists: `- **what**: what is said of it`. */
static void put_list(struct writer *w, const struct document_block *block, const char *mark)
{
    for (size_t i = 0; i < block->rows.count; i++) {
        bool pair = block->rows.at[i]->cells.count > 1;
        buffer_puts(w->out, mark);
        put_anchor(w->out, block->rows.at[i]->id);
        buffer_puts(w->out, pair ? "**" : "");
        put_cell(w->out, block->rows.at[i], 0);
        buffer_puts(w->out, pair ? ":** " : "");
        put_cell(w->out, block->rows.at[i], 1);
        buffer_putc(w->out, '\n');
    }
}

static void put_week(struct writer *w, const struct document_block *block)
{
    buffer_puts(w->out, "```text\n");
    document_write_bars(w->out, w->document, block);
    buffer_puts(w->out, "```\n");
}

static void put_signatures(struct writer *w, const struct document_block *block)
{
    buffer_puts(w->out, "| ");
    put_words(w->out, document_words(w->document, SAID_PARTY));
    buffer_puts(w->out, " | ");
    put_words(w->out, document_words(w->document, SAID_NAME_AND_SIGNATURE));
    buffer_puts(w->out, " | ");
    put_words(w->out, document_words(w->document, SAID_DATE_OF_SIGNATURE));
    buffer_puts(w->out, " |\n| --- | --- | --- |\n");
    for (size_t i = 0; i < block->rows.count; i++) {
        buffer_puts(w->out, "| ");
        put_cell(w->out, block->rows.at[i], 0);
        buffer_puts(w->out, " |   |   |\n");
    }
}

static void put_block(struct writer *w, const struct document_block *block)
{
    switch (block->kind) {
    case DOCUMENT_SECTION:
        put_heading(w, block, "## ");
        break;
    case DOCUMENT_PART:
        put_heading(w, block, "### ");
        break;
    case DOCUMENT_PARAGRAPH:
        put_cell(w->out, block->rows.at[0], 0);
        buffer_putc(w->out, '\n');
        break;
    case DOCUMENT_LIST:
    case DOCUMENT_FACTS:
        put_list(w, block, "- ");
        break;
    case DOCUMENT_TABLE:
        put_table(w, block);
        break;
    case DOCUMENT_WEEK:
        put_week(w, block);
        break;
    case DOCUMENT_LADDER:
        put_list(w, block, "1. ");
        break;
    case DOCUMENT_SIGNATURES:
        put_signatures(w, block);
        break;
    }
    buffer_putc(w->out, '\n');
}

/* ---------- the whole ---------- */

static void put_contents(struct writer *w)
{
    buffer_puts(w->out, "## ");
    put_words(w->out, document_words(w->document, SAID_CONTENTS));
    buffer_puts(w->out, "\n\n");
    for (size_t i = 0; i < w->document->blocks.count; i++) {
        const struct document_block *block = w->document->blocks.at[i];
        if (block->kind != DOCUMENT_SECTION || !block->number.len)
            continue;
        struct document_piece link = {
            .text = text_format(w->document->arena, TEXT_FMT " " TEXT_FMT, TEXT_ARG(block->number),
                                TEXT_ARG(block->title)),
            .href = text_format(w->document->arena, "#" TEXT_FMT, TEXT_ARG(block->number))};
        buffer_puts(w->out, "- ");
        put_piece(w->out, &link);
        buffer_putc(w->out, '\n');
    }
    buffer_putc(w->out, '\n');
}

void document_write_markdown(struct buffer *out, const struct document *document)
{
    struct writer w = {out, document};
    buffer_puts(out, "# ");
    put_words(out, document->title);
    buffer_puts(out, "\n\n");
    put_words(out, document->subtitle);
    buffer_puts(out, document->subtitle.len ? "\n\n" : "");
    for (size_t i = 0; i < document->lines.count; i++) {
        put_words(out, document->lines.at[i].text);
        buffer_puts(out, i + 1 < document->lines.count ? " · " : "\n\n");
    }
    if (document_has_contents(document))
        put_contents(&w);
    for (size_t i = 0; i < document->blocks.count; i++)
        put_block(&w, document->blocks.at[i]);
    if (out->len > 1 && out->at[out->len - 2] == '\n')
        out->len--;
}
