/* table.c - widths first, then lines. */
#include "report/table.h"

void table_init(struct table *table, struct arena *arena)
{
    *table = (struct table){.arena = arena};
}

void table_column(struct table *table, struct text head, bool right)
{
    if (table->columns == TABLE_COLUMNS_MOST)
        return;
    table->heads[table->columns] = head;
    table->right[table->columns++] = right;
}

void table_put_coloured(struct table *table, struct text text, const char *colour)
{
    struct table_cell cell = {text, colour};
    VECTOR_PUSH(table->arena, &table->cells, cell);
}

void table_put(struct table *table, struct text text)
{
    table_put_coloured(table, text, "");
}

static void put_cell(struct buffer *out, const struct table_cell *cell, size_t width, bool right)
{
    size_t own = text_width(cell->text), blanks = width > own ? width - own : 0;
    buffer_fill(out, ' ', right ? blanks : 0);
    buffer_puts(out, cell->colour);
    buffer_put(out, cell->text);
    buffer_puts(out, *cell->colour ? "\033[0m" : "");
    buffer_fill(out, ' ', right ? 0 : blanks);
}

static void put_row(struct buffer *out, const struct table *table, const struct table_cell *cells,
                    const size_t *widths)
{
    for (uint32_t i = 0; i < table->columns; i++) {
        buffer_fill(out, ' ', i ? 2 : 0);
        put_cell(out, &cells[i], widths[i], table->right[i]);
    }
    while (out->len && out->at[out->len - 1] == ' ')
        out->len--;
    buffer_putc(out, '\n');
}

void table_write(struct buffer *out, const struct table *table, unsigned indent)
{
    struct table_cell heads[TABLE_COLUMNS_MOST];
    size_t widths[TABLE_COLUMNS_MOST], head_width = 0;
    for (uint32_t i = 0; i < table->columns; i++) {
        heads[i] = (struct table_cell){table->heads[i], ""};
        widths[i] = text_width(table->heads[i]);
        head_width += widths[i];
    }
    for (size_t i = 0; i < table->cells.count; i++) {
        size_t width = text_width(table->cells.at[i].text);
        if (width > widths[i % table->columns])
            widths[i % table->columns] = width;
    }
    if (head_width) {
        buffer_fill(out, ' ', indent);
        put_row(out, table, heads, widths);
    }
    for (size_t i = 0; i + table->columns <= table->cells.count; i += table->columns) {
        buffer_fill(out, ' ', indent);
        put_row(out, table, table->cells.at + i, widths);
    }
}
