/* format.c - the formatter: marks, lines, tables, and then every token in its turn. */
#include "syntax/format.h"

#include <assert.h>

#include "syntax/format_layout.h"

/* ---------- writing ---------- */

static void put_token(const struct format_layout *layout, const struct format_line *line,
                      size_t token, struct buffer *out)
{
    size_t level = line->depth + (token == line->first ? 0 : 1);
    struct text text = format_token(layout, token);
    if (format_is_comment(layout, token))
        buffer_put(out, text);
    else
        format_put_text(out, text, level * FORMAT_INDENT);
}

/* What stands between a token and the one before it on its line; behind a comment in the middle
 * the line goes on two levels deeper. */
static void put_gap(const struct format_layout *layout, const struct format_line *line,
                    size_t token, struct buffer *out)
{
    if (format_stands_alone(layout, token) || format_is_comment(layout, token - 1)) {
        buffer_putc(out, '\n');
        buffer_fill(out, ' ', (line->depth + 2) * FORMAT_INDENT);
    } else {
        buffer_fill(out, ' ', format_gap(layout, token));
    }
}

static void put_line(const struct format_layout *layout, const struct format_line *line,
                     struct buffer *out)
{
    if (line->blank)
        buffer_putc(out, '\n');
    buffer_fill(out, ' ', line->depth * FORMAT_INDENT);
    for (size_t i = line->first; i < line->end; i++) {
        if (i > line->first)
            put_gap(layout, line, i, out);
        put_token(layout, line, i, out);
    }
    buffer_putc(out, '\n');
}

/* ---------- the file ---------- */

bool syntax_format(const struct syntax_input *input, struct buffer *out)
{
    assert(input->start == SYNTAX_FILE);
    const struct node *root = syntax_parse(input);
    if (root->broken)
        return false;
    struct syntax_input quiet = *input;
    quiet.sink = NULL;
    struct format_layout layout = {
        .sources = input->sources, .arena = input->arena, .tokens = syntax_tokens(&quiet)};
    layout.marks = ARENA_ARRAY(input->arena, layout.tokens.count, struct format_mark);
    format_mark_tree(&layout, root);
    format_make_lines(&layout);
    format_align(&layout);
    for (size_t i = 0; i < layout.line_count; i++)
        put_line(&layout, &layout.lines[i], out);
    return true;
}
