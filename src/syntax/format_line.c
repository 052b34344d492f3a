/* format_line.c - which tokens and comments share a line, and where blank lines go. */
#include "syntax/format_layout.h"

struct text format_token(const struct format_layout *layout, size_t token)
{
    return span_text(layout->sources, layout->tokens.at[token].span);
}

bool format_is_comment(const struct format_layout *layout, size_t token)
{
    return layout->tokens.at[token].sort == TOKEN_COMMENT;
}

bool format_has_line_end(struct text text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] == '\n' || text.at[i] == '\r')
            return true;
    return false;
}

bool format_stands_alone(const struct format_layout *layout, size_t token)
{
    if (!format_is_comment(layout, token))
        return false;
    return !token || layout->tokens.at[token].lines || format_is_comment(layout, token - 1);
}

size_t format_gap(const struct format_layout *layout, size_t token)
{
    const struct format_mark *mark = &layout->marks[token];
    if (mark->gap)
        return mark->gap;
    if (mark->joins || format_is_comment(layout, token))
        return FORMAT_JOIN;
    struct text text = format_token(layout, token);
    struct text before = token ? format_token(layout, token - 1) : TEXT("(");
    return text_is(text, ",") || text_is(text, ")") || text_is(before, "(") ? 0 : 1;
}

/* ---------- lines ---------- */

static bool starts_line(const struct format_layout *layout, size_t token)
{
    return layout->marks[token].starts && !layout->marks[token].joins;
}

/* The line of a comment that stands alone: NEXT is the token behind it that is none. */
static struct format_line comment_line(const struct format_layout *layout, size_t token,
                                       size_t next)
{
    struct format_line line = {.first = token, .end = token + 1, .comment = true};
    if (next < layout->tokens.count)
        line.depth = layout->marks[next].depth + layout->marks[next].closes;
    return line;
}

/* For each token the first at or behind it that is no comment. */
static size_t *next_words(const struct format_layout *layout)
{
    size_t *next = ARENA_ARRAY(layout->arena, layout->tokens.count + 1, size_t);
    next[layout->tokens.count] = layout->tokens.count;
    for (size_t i = layout->tokens.count; i-- > 0;)
        next[i] = format_is_comment(layout, i) ? next[i + 1] : i;
    return next;
}

static void add_token(struct format_layout *layout, size_t token, size_t next)
{
    bool between = next == layout->tokens.count || starts_line(layout, next);
    struct format_line *line = layout->lines + layout->line_count;
    if (format_stands_alone(layout, token) && between) {
        *line = comment_line(layout, token, next);
        layout->line_count++;
    } else if (!format_is_comment(layout, token) && starts_line(layout, token)) {
        *line = (struct format_line){
            .first = token, .end = token + 1, .depth = layout->marks[token].depth};
        layout->line_count++;
    } else {
        line[-1].ragged = line[-1].ragged || format_is_comment(layout, token - 1);
        line[-1].end = token + 1;
    }
}

/* ---------- blank lines ---------- */

static bool had_blank(const struct format_layout *layout, size_t line)
{
    const struct format_line *lines = layout->lines;
    if (!line || lines[line - 1].depth < lines[line].depth ||
        layout->marks[lines[line].first].closes)
        return false;
    return layout->tokens.at[lines[line].first].lines > 1;
}

static const struct format_mark *mark_of(const struct format_layout *layout, size_t line)
{
    return &layout->marks[layout->lines[line].first];
}

/* The line behind LINE that is no comment, or the count of lines. */
static size_t next_line(const struct format_layout *layout, size_t line)
{
    do
        line++;
    while (line < layout->line_count && layout->lines[line].comment);
    return line;
}

/* True if the lines TOP and BEFORE are whole declarations of one kind. */
static bool are_alike(const struct format_layout *layout, size_t before, size_t top)
{
    size_t next = next_line(layout, top);
    bool short_top = next == layout->line_count || mark_of(layout, next)->top;
    return short_top && mark_of(layout, before)->top &&
           mark_of(layout, before)->kind == mark_of(layout, top)->kind;
}

/* One blank line somewhere between the line BEFORE and the declaration TOP. */
static void part(struct format_layout *layout, size_t before, size_t top)
{
    for (size_t i = before + 1; i <= top; i++)
        if (layout->lines[i].blank)
            return;
    layout->lines[before + 1].blank = !are_alike(layout, before, top);
}

static void set_blanks(struct format_layout *layout)
{
    for (size_t i = 0; i < layout->line_count; i++)
        layout->lines[i].blank = had_blank(layout, i);
    size_t before = SIZE_MAX;
    for (size_t i = 0; i < layout->line_count; i++) {
        if (layout->lines[i].comment)
            continue;
        if (mark_of(layout, i)->top && before != SIZE_MAX)
            part(layout, before, i);
        before = i;
    }
}

void format_make_lines(struct format_layout *layout)
{
    const size_t *next = next_words(layout);
    layout->lines = ARENA_ARRAY(layout->arena, layout->tokens.count, struct format_line);
    for (size_t i = 0; i < layout->tokens.count; i++)
        add_token(layout, i, next[i]);
    set_blanks(layout);
}
