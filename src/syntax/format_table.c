/* format_table.c - neighbouring lines of one sort as a table.
 *
 * A line that lacks a column does not hold the others back: a column begins behind the widest of
 * those lines only that have something in it. */
#include "syntax/format_layout.h"

/* Lines [from, to), comments among them; ROWS of them are none. */
struct table {
    struct format_layout *layout;
    size_t from, to, rows;
    enum format_table sort;
};

static enum format_table sort_of(const struct format_layout *layout, size_t line)
{
    const struct format_line *at = &layout->lines[line];
    if (at->comment || at->ragged)
        return FORMAT_NO_TABLE;
    return (enum format_table)layout->marks[at->first].table;
}

/* A list of holidays is one table, though its days are often grouped. */
static bool goes_on(const struct table *table, size_t line)
{
    const struct format_layout *layout = table->layout;
    const struct format_line *at = &layout->lines[line];
    if (at->depth != layout->lines[table->from].depth)
        return false;
    if (at->blank && table->sort != FORMAT_HOLIDAYS)
        return false;
    return at->comment || sort_of(layout, line) == table->sort;
}

/* The token of LINE at which COLUMN begins, and the width of what stands before it. A column
 * behind a text of several lines is none. */
static bool find_cell(const struct table *table, size_t line, uint8_t column, size_t *cell,
                      size_t *width)
{
    const struct format_layout *layout = table->layout;
    const struct format_line *at = &layout->lines[line];
    *width = 0;
    for (size_t i = at->first; i < at->end && !at->comment; i++) {
        *cell = i;
        if (layout->marks[i].column == column)
            return true;
        struct text text = format_token(layout, i);
        if (format_has_line_end(text))
            return false;
        *width += (i == at->first ? 0 : format_gap(layout, i)) + text_width(text);
    }
    return false;
}

static void align_column(const struct table *table, uint8_t column)
{
    bool wide = table->sort == FORMAT_STEPS || table->sort == FORMAT_HOLIDAYS;
    size_t gap = wide ? 2 : 1, start = 0, cell, width;
    for (size_t i = table->from; i < table->to; i++)
        if (find_cell(table, i, column, &cell, &width) && width + gap > start)
            start = width + gap;
    for (size_t i = table->from; i < table->to; i++)
        if (find_cell(table, i, column, &cell, &width))
            table->layout->marks[cell].gap = start - width;
}

void format_align(struct format_layout *layout)
{
    for (size_t i = 0; i < layout->line_count; i++) {
        struct table table = {layout, i, i + 1, 1, sort_of(layout, i)};
        if (!table.sort)
            continue;
        for (; table.to < layout->line_count && goes_on(&table, table.to); table.to++)
            table.rows += !layout->lines[table.to].comment;
        for (uint8_t column = 1; column <= FORMAT_COLUMNS && table.rows > 1; column++)
            align_column(&table, column);
        i = table.to - 1;
    }
}
