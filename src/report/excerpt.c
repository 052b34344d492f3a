/* excerpt.c - a line is first laid out as cells of one terminal column, so that underlining and
 * cutting need not know of tabs, wide characters or bad bytes. */
#include "report/excerpt.h"

#include <string.h>

#include "base/vector.h"

enum { TAB = 4, COLUMNS_MOST = 100, COLUMNS_BEFORE = 40, LINE_MOST = 4096 };

/* One column: the byte offset in the line of the character that is shown there. The second column
 * of a wide character and the columns behind a tab have no text of their own. */
struct cell {
    uint32_t offset;
    struct text shown;
};

struct row {
    struct text line;
    uint32_t start;  /* offset of the line in its source */
    uint32_t number; /* from 1 */
    struct cell *cells;
    uint32_t count;
    uint32_t end;      /* offset of what is behind the last cell */
    uint32_t from, to; /* the columns that are shown */
};

static size_t character_at(struct text line, size_t at)
{
    size_t len = 1;
    if ((unsigned char)line.at[at] < 0x80)
        return len;
    while (at + len < line.len && len < 4 && ((unsigned char)line.at[at + len] & 0xc0) == 0x80)
        len++;
    struct text character = text_slice(line, at, at + len);
    return text_find_bad_utf8(character) == character.len ? len : 1;
}

static void put_cell(struct row *row, uint32_t offset, struct text shown)
{
    row->cells[row->count++] = (struct cell){offset, shown};
}

/* Columns of the character at AT; a combining mark joins the cell before it. */
static void lay_character(struct row *row, uint32_t at, struct text character)
{
    unsigned char first = (unsigned char)character.at[0];
    if (first == '\t') {
        do
            put_cell(row, at, TEXT(" "));
        while (row->count % TAB);
        return;
    }
    if (first >= 0x20 && first < 0x7f) {
        put_cell(row, at, character);
        return;
    }
    if (first < 0x80 || text_find_bad_utf8(character) != character.len) {
        put_cell(row, at, TEXT("?"));
        return;
    }
    size_t width = text_width(character);
    if (!width && row->count) {
        struct cell *cell = &row->cells[row->count - 1];
        if (cell->shown.len && cell->shown.at + cell->shown.len == character.at)
            cell->shown.len += character.len;
        return;
    }
    put_cell(row, at, character);
    if (width > 1)
        put_cell(row, at, TEXT(""));
}

/* A tab takes the most columns for its bytes. */
static size_t cells_most(struct text line, size_t from, size_t to)
{
    size_t most = to - from + 1;
    for (size_t i = from; i < to; i++)
        most += line.at[i] == '\t' ? TAB - 1 : 0;
    return most;
}

/* The cells of a line; of a very long one only those around FOCUS are laid out. */
static void lay_out(struct arena *arena, struct row *row, uint32_t focus)
{
    size_t from = 0, to = row->line.len;
    if (row->line.len > LINE_MOST) {
        from = focus > LINE_MOST / 2 ? focus - LINE_MOST / 2 : 0;
        while (from > 0 && ((unsigned char)row->line.at[from] & 0xc0) == 0x80)
            from--;
        to = from + LINE_MOST < row->line.len ? from + LINE_MOST : row->line.len;
    }
    row->end = (uint32_t)to;
    row->cells = ARENA_ARRAY(arena, cells_most(row->line, from, to), struct cell);
    for (size_t at = from; at < to;) {
        size_t len = character_at(row->line, at);
        lay_character(row, (uint32_t)at, text_slice(row->line, at, at + len));
        at += len;
    }
}

/* Column of a byte offset of the line. */
static uint32_t column_of(const struct row *row, uint32_t offset)
{
    uint32_t low = 0, high = row->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (row->cells[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void choose_window(struct row *row, uint32_t focus)
{
    uint32_t column = column_of(row, focus);
    bool is_whole = row->count <= COLUMNS_MOST;
    row->from =
        is_whole || column < COLUMNS_MOST - COLUMNS_BEFORE / 2 ? 0 : column - COLUMNS_BEFORE;
    row->to =
        is_whole || row->from + COLUMNS_MOST > row->count ? row->count : row->from + COLUMNS_MOST;
}

static void put_margin(struct buffer *out, const struct excerpt_style *style, uint32_t number)
{
    buffer_puts(out, style->number);
    if (number)
        buffer_format(out, " %*u | ", (int)style->gutter, number);
    else
        buffer_format(out, " %*s | ", (int)style->gutter, "");
    buffer_puts(out, style->reset);
}

static bool is_cut_before(const struct row *row)
{
    return row->from > 0 || (row->count && row->cells[0].offset > 0);
}

/* Blanks at the end of what is put are taken back. */
static void end_line(struct buffer *out)
{
    while (out->len && out->at[out->len - 1] == ' ')
        out->len--;
    buffer_putc(out, '\n');
}

static void put_line(struct buffer *out, const struct row *row, const struct excerpt_style *style)
{
    put_margin(out, style, row->number);
    if (is_cut_before(row))
        buffer_puts(out, "…");
    for (uint32_t i = row->from; i < row->to; i++)
        buffer_put(out, row->cells[i].shown);
    if (row->to < row->count || row->end < row->line.len)
        buffer_puts(out, "…");
    end_line(out);
}

/* The columns of a mark on this line: at least one, which may be the one behind its end. */
static void put_mark(struct buffer *out, const struct row *row, const struct excerpt_mark *mark,
                     const struct excerpt_style *style)
{
    uint32_t from = column_of(row, mark->span.from - row->start);
    uint32_t end = mark->span.to - row->start;
    uint32_t to = end >= row->line.len ? row->count : column_of(row, end);
    if (to > row->to)
        to = row->to;
    from = from < row->from ? row->from : from > row->to ? row->to : from;
    to = to > from ? to : from + 1;
    put_margin(out, style, 0);
    buffer_fill(out, ' ', from - row->from + is_cut_before(row));
    buffer_puts(out, mark->is_primary ? style->primary : style->secondary);
    buffer_fill(out, mark->is_primary ? '^' : '-', to - from);
    if (mark->label.len) {
        buffer_putc(out, ' ');
        buffer_put(out, mark->label);
    }
    buffer_puts(out, style->reset);
    end_line(out);
}

static struct row row_at(struct arena *arena, const struct sources *sources, struct span span)
{
    struct row row = {.number = source_place(sources, span.source, span.from).line};
    row.line = source_line(sources, span.source, span.from, &row.start);
    uint32_t focus = span.from - row.start;
    lay_out(arena, &row, focus);
    choose_window(&row, focus);
    return row;
}

/* The line of the first mark, and below it the marks of that line; gives how many those are. */
static size_t put_row(struct buffer *out, const struct sources *sources,
                      const struct excerpt_mark *marks, size_t count,
                      const struct excerpt_style *style)
{
    struct arena *arena = arena_new();
    struct row row = row_at(arena, sources, marks[0].span);
    size_t taken = 0;
    put_line(out, &row, style);
    while (taken < count &&
           source_place(sources, marks[taken].span.source, marks[taken].span.from).line ==
               row.number)
        put_mark(out, &row, &marks[taken++], style);
    arena_free(arena);
    return taken;
}

void excerpt_write(struct buffer *out, const struct sources *sources,
                   const struct excerpt_mark *marks, size_t count,
                   const struct excerpt_style *style)
{
    uint32_t shown = 0;
    for (size_t i = 0; i < count;) {
        uint32_t line = source_place(sources, marks[i].span.source, marks[i].span.from).line;
        if (shown && line > shown + 1)
            buffer_format(out, " %*s\n", (int)style->gutter, "...");
        i += put_row(out, sources, marks + i, count - i, style);
        shown = line;
    }
}
