/* document_text.c - a document as plain text. */
#include "report/document_parts.h"

enum { TEXT_WIDTH = 80, TABLE_WIDTH = 100, TERM_WIDTH = 26, BAR_CELLS = 48, COLUMN_GAP = 2 };

struct writer {
    struct buffer *out;
    const struct document *document;
    struct arena *arena;
};

/* ---------- words ---------- */

struct text document_words(const struct document *document, enum said said)
{
    return phrases_say(document->arena, document->phrases, said, NULL);
}

bool document_has_contents(const struct document *document)
{
    for (size_t i = 0; i < document->blocks.count; i++)
        if (document->blocks.at[i]->kind == DOCUMENT_SECTION && document->blocks.at[i]->number.len)
            return true;
    return false;
}

bool document_is_outside(struct text href)
{
    return href.len && href.at[0] != '#';
}

struct text document_cell_text(struct arena *arena, const struct document_cell *cell)
{
    struct text out = TEXT("");
    for (size_t i = 0; i < cell->pieces.count; i++) {
        const struct document_piece *piece = &cell->pieces.at[i];
        bool shown = document_is_outside(piece->href) && !text_ends(piece->href, piece->text) &&
                     !text_starts(piece->href, TEXT("tel:"));
        out = text_format(arena, TEXT_FMT TEXT_FMT "%s" TEXT_FMT "%s", TEXT_ARG(out),
                          TEXT_ARG(piece->text), shown ? " <" : "",
                          TEXT_ARG(shown ? piece->href : TEXT("")), shown ? ">" : "");
    }
    return out;
}

/* ---------- lines ---------- */

static size_t word_end(struct text text, size_t at)
{
    while (at < text.len && text.at[at] != ' ' && text.at[at] != '\n')
        at++;
    return at;
}

static size_t blanks_end(struct text text, size_t at)
{
    while (at < text.len && (text.at[at] == ' ' || text.at[at] == '\n'))
        at++;
    return at;
}

document_lines document_wrap(struct arena *arena, struct text text, size_t width)
{
    document_lines lines = {0};
    size_t from = blanks_end(text, 0), end = from;
    for (size_t at = from; at < text.len;) {
        size_t next = word_end(text, at);
        if (end > from && text_width(text_slice(text, from, next)) > width) {
            VECTOR_PUSH(arena, &lines, text_slice(text, from, end));
            from = at;
        }
        end = next;
        at = blanks_end(text, next);
    }
    if (end > from || !lines.count)
        VECTOR_PUSH(arena, &lines, text_slice(text, from, end));
    return lines;
}

static void put_padded(struct buffer *out, struct text text, size_t width, bool right)
{
    size_t own = text_width(text), blanks = width > own ? width - own : 0;
    buffer_fill(out, ' ', right ? blanks : 0);
    buffer_put(out, text);
    buffer_fill(out, ' ', right ? 0 : blanks);
}

static void end_line(struct buffer *out)
{
    while (out->len && out->at[out->len - 1] == ' ')
        out->len--;
    buffer_putc(out, '\n');
}

static void put_wrapped(struct writer *w, struct text text, const char *first, const char *rest)
{
    size_t indent = text_width(text_of(first));
    document_lines lines = document_wrap(w->arena, text, TEXT_WIDTH - indent);
    for (size_t i = 0; i < lines.count; i++) {
        buffer_puts(w->out, i ? rest : first);
        buffer_put(w->out, lines.at[i]);
        end_line(w->out);
    }
}

static void put_heading(struct writer *w, const struct document_block *block, char line)
{
    struct text title = block->number.len
                            ? text_format(w->arena, TEXT_FMT "  " TEXT_FMT, TEXT_ARG(block->number),
                                          TEXT_ARG(block->title))
                            : block->title;
    buffer_putc(w->out, '\n');
    buffer_put(w->out, title);
    buffer_putc(w->out, '\n');
    buffer_fill(w->out, line, text_width(title));
    buffer_puts(w->out, "\n\n");
}

/* ---------- tables ---------- */

enum { COLUMNS_MOST = 16 };

struct grid {
    size_t columns, widths[COLUMNS_MOST], least[COLUMNS_MOST];
};

static struct text cell_text(struct writer *w, const struct document_row *row, size_t column)
{
    return column < row->cells.count ? document_cell_text(w->arena, row->cells.at[column])
                                     : TEXT("");
}

static void measure(struct grid *grid, size_t column, struct text text)
{
    size_t width = text_width(text), word = 0;
    for (size_t at = 0; at < text.len; at = blanks_end(text, word_end(text, at))) {
        size_t own = text_width(text_slice(text, at, word_end(text, at)));
        word = own > word ? own : word;
    }
    grid->widths[column] = width > grid->widths[column] ? width : grid->widths[column];
    grid->least[column] = word > grid->least[column] ? word : grid->least[column];
}

/* The widest column that may still be narrower gives way, till the table fits. */
static void fit(struct grid *grid)
{
    for (;;) {
        size_t total = (grid->columns - 1) * COLUMN_GAP, widest = COLUMNS_MOST;
        for (size_t i = 0; i < grid->columns; i++) {
            total += grid->widths[i];
            if (grid->widths[i] > grid->least[i] &&
                (widest == COLUMNS_MOST || grid->widths[i] > grid->widths[widest]))
                widest = i;
        }
        if (total <= TABLE_WIDTH || widest == COLUMNS_MOST)
            return;
        grid->widths[widest]--;
    }
}

static struct grid measured(struct writer *w, const struct document_block *block)
{
    struct grid grid = {.columns = block->columns.count};
    if (grid.columns > COLUMNS_MOST)
        grid.columns = COLUMNS_MOST;
    for (size_t i = 0; i < grid.columns; i++) {
        measure(&grid, i, block->columns.at[i].head);
        for (size_t j = 0; j < block->rows.count; j++)
            measure(&grid, i, cell_text(w, block->rows.at[j], i));
    }
    fit(&grid);
    return grid;
}

static void put_grid_row(struct writer *w, const struct document_block *block,
                         const struct grid *grid, const struct text *texts)
{
    document_lines lines[COLUMNS_MOST];
    size_t height = 1;
    for (size_t i = 0; i < grid->columns; i++) {
        lines[i] = document_wrap(w->arena, texts[i], grid->widths[i]);
        height = lines[i].count > height ? lines[i].count : height;
    }
    for (size_t y = 0; y < height; y++) {
        for (size_t i = 0; i < grid->columns; i++) {
            struct text line = y < lines[i].count ? lines[i].at[y] : TEXT("");
            buffer_fill(w->out, ' ', i ? COLUMN_GAP : 0);
            put_padded(w->out, line, grid->widths[i], block->columns.at[i].kind == COLUMN_FIGURE);
        }
        end_line(w->out);
    }
}

static void put_table(struct writer *w, const struct document_block *block)
{
    struct grid grid = measured(w, block);
    struct text texts[COLUMNS_MOST] = {{NULL, 0}};
    for (size_t i = 0; i < grid.columns; i++)
        texts[i] = block->columns.at[i].head;
    if (block->title.len)
        put_wrapped(w, text_format(w->arena, TEXT_FMT ":", TEXT_ARG(block->title)), "", "");
    put_grid_row(w, block, &grid, texts);
    for (size_t i = 0; i < grid.columns; i++) {
        buffer_fill(w->out, ' ', i ? COLUMN_GAP : 0);
        buffer_fill(w->out, '-', grid.widths[i]);
    }
    buffer_putc(w->out, '\n');
    for (size_t j = 0; j < block->rows.count; j++) {
        for (size_t i = 0; i < grid.columns; i++)
            texts[i] = cell_text(w, block->rows.at[j], i);
        put_grid_row(w, block, &grid, texts);
    }
}

/* ---------- weeks ---------- */

/* Length of what is open between FROM and TO. */
static micros open_between(const struct document_day *of, micros from, micros to)
{
    micros open = 0;
    for (size_t i = 0; i < of->spans.count; i++) {
        micros a = of->spans.at[i].from > from ? of->spans.at[i].from : from;
        micros b = of->spans.at[i].to < to ? of->spans.at[i].to : to;
        open += b > a ? b - a : 0;
    }
    return open;
}

static void put_bar(struct buffer *out, const struct document_day *of)
{
    const micros cell = MICROS_DAY / BAR_CELLS;
    for (int i = 0; i < BAR_CELLS; i++) {
        micros open = open_between(of, i * cell, (i + 1) * cell);
        buffer_puts(out, open == cell ? "█" : open ? "▒" : "·");
    }
}

void document_write_bars(struct buffer *out, const struct document *document,
                         const struct document_block *block)
{
    size_t width = 0;
    for (int i = 0; i < 7; i++) {
        size_t own = text_width(block->days[i].name);
        width = own > width ? own : width;
    }
    buffer_fill(out, ' ', width + COLUMN_GAP);
    for (int hour = 0; hour < 24; hour += 3)
        buffer_format(out, "%-6d", hour);
    buffer_puts(out, "24\n");
    for (int i = 0; i < 7; i++) {
        put_padded(out, block->days[i].name, width + COLUMN_GAP, false);
        put_bar(out, &block->days[i]);
        buffer_puts(out, "  ");
        buffer_put(out, document_cell_text(document->arena, block->rows.at[i]->cells.at[1]));
        end_line(out);
    }
}

/* ---------- blocks ---------- */

static void put_facts(struct writer *w, const struct document_block *block)
{
    size_t width = 0;
    for (size_t i = 0; i < block->rows.count; i++) {
        size_t own = text_width(cell_text(w, block->rows.at[i], 0));
        width = own > width ? own : width;
    }
    width = width > TERM_WIDTH ? TERM_WIDTH : width;
    for (size_t i = 0; i < block->rows.count; i++) {
        struct text term = cell_text(w, block->rows.at[i], 0);
        document_lines lines = document_wrap(w->arena, cell_text(w, block->rows.at[i], 1),
                                             TEXT_WIDTH - width - COLUMN_GAP);
        put_padded(w->out, term, width, false);
        if (text_width(term) > width && lines.count) {
            end_line(w->out);
            buffer_fill(w->out, ' ', width);
        }
        for (size_t y = 0; y < lines.count; y++) {
            buffer_fill(w->out, ' ', (y ? width : 0) + COLUMN_GAP);
            buffer_put(w->out, lines.at[y]);
            end_line(w->out);
        }
    }
}

static void put_list(struct writer *w, const struct document_block *block)
{
    for (size_t i = 0; i < block->rows.count; i++)
        put_wrapped(w, cell_text(w, block->rows.at[i], 0), "- ", "  ");
}

static void put_ladder(struct writer *w, const struct document_block *block)
{
    size_t count = block->rows.count;
    for (size_t i = 0; i < count; i++) {
        struct text step = text_format(w->arena, TEXT_FMT ": " TEXT_FMT,
                                       TEXT_ARG(cell_text(w, block->rows.at[i], 0)),
                                       TEXT_ARG(cell_text(w, block->rows.at[i], 1)));
        put_wrapped(w, step, i + 1 < count ? "├─ " : "└─ ", i + 1 < count ? "│    " : "     ");
    }
}

static void put_signatures(struct writer *w, const struct document_block *block)
{
    for (size_t i = 0; i < block->rows.count; i++) {
        put_wrapped(w, cell_text(w, block->rows.at[i], 0), i ? "\n" : "", "");
        buffer_puts(w->out, "\n\n________________________________    ____________________\n");
        put_wrapped(w, document_words(w->document, SAID_NAME_AND_SIGNATURE), "", "");
        w->out->len--;
        size_t own = text_width(document_words(w->document, SAID_NAME_AND_SIGNATURE));
        buffer_fill(w->out, ' ', own < 36 ? 36 - own : 1);
        buffer_put(w->out, document_words(w->document, SAID_DATE_OF_SIGNATURE));
        buffer_putc(w->out, '\n');
    }
}

static void put_block(struct writer *w, const struct document_block *block)
{
    switch (block->kind) {
    case DOCUMENT_SECTION:
        put_heading(w, block, '=');
        return;
    case DOCUMENT_PART:
        put_heading(w, block, '-');
        return;
    case DOCUMENT_PARAGRAPH:
        put_wrapped(w, cell_text(w, block->rows.at[0], 0), "", "");
        break;
    case DOCUMENT_LIST:
        put_list(w, block);
        break;
    case DOCUMENT_FACTS:
        put_facts(w, block);
        break;
    case DOCUMENT_TABLE:
        put_table(w, block);
        break;
    case DOCUMENT_WEEK:
        document_write_bars(w->out, w->document, block);
        break;
    case DOCUMENT_LADDER:
        put_ladder(w, block);
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
    put_heading(w, &(struct document_block){.title = document_words(w->document, SAID_CONTENTS)},
                '=');
    for (size_t i = 0; i < w->document->blocks.count; i++) {
        const struct document_block *block = w->document->blocks.at[i];
        if (block->kind != DOCUMENT_SECTION || !block->number.len)
            continue;
        put_padded(w->out, block->number, 4, true);
        buffer_puts(w->out, "  ");
        buffer_put(w->out, block->title);
        buffer_putc(w->out, '\n');
    }
    buffer_putc(w->out, '\n');
}

/* No two empty lines after each other. */
static void tidy(struct buffer *out, size_t from)
{
    size_t to = from;
    for (size_t at = from; at < out->len; at++)
        if (out->at[at] != '\n' || to < from + 2 || out->at[to - 1] != '\n' ||
            out->at[to - 2] != '\n')
            out->at[to++] = out->at[at];
    while (to > from + 1 && out->at[to - 1] == '\n' && out->at[to - 2] == '\n')
        to--;
    out->len = to;
}

void document_write_text(struct buffer *out, const struct document *document)
{
    struct arena *arena = arena_new();
    struct writer w = {out, document, arena};
    size_t from = out->len;
    put_wrapped(&w, document->title, "", "");
    buffer_fill(out, '=',
                text_width(document->title) < TEXT_WIDTH ? text_width(document->title)
                                                         : TEXT_WIDTH);
    buffer_puts(out, "\n\n");
    if (document->subtitle.len) {
        put_wrapped(&w, document->subtitle, "", "");
        buffer_putc(out, '\n');
    }
    for (size_t i = 0; i < document->lines.count; i++)
        put_wrapped(&w, document->lines.at[i].text, "", "");
    buffer_putc(out, '\n');
    if (document_has_contents(document))
        put_contents(&w);
    for (size_t i = 0; i < document->blocks.count; i++)
        put_block(&w, document->blocks.at[i]);
    tidy(out, from);
    arena_free(arena);
}
