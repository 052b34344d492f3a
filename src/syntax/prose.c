/* prose.c - what a text says: escapes, the indent of a block text, and the quotes in braces.
 *
 * A text is walked once, byte by byte; what it says is collected in `said`, and where there is a
 * quote the words before it become a piece. */
#include "grammar/charter.tab.h"
#include "syntax/scan.h"
#include "syntax/tree.h"

struct walk {
    struct scan *scan;
    struct text raw; /* the content, between the delimiters */
    size_t base;     /* offset of raw in the source */
    size_t at;       /* in raw */
    size_t indent;   /* of a block text: bytes taken from each line */
    bool block;
    struct buffer said; /* the whole text */
    size_t piece;       /* where in `said` the piece at hand began */
    size_t piece_at;    /* and where in raw */
    struct node *first, *last;
};

static struct node *node_of(struct walk *walk, enum node_kind kind, size_t from, size_t to)
{
    size_t slots = node_slot_count(kind) * sizeof(struct node *);
    struct node *node = arena_alloc(walk->scan->run->arena, sizeof *node + slots);
    node->kind = kind;
    node->span = run_span(walk->scan->run, walk->base + from, walk->base + to);
    return node;
}

static void add(struct walk *walk, struct node *node)
{
    if (walk->last)
        walk->last->next = node;
    else
        walk->first = node;
    walk->last = node;
}

/* The words up to TO become a piece, if there are any. */
static void end_piece(struct walk *walk, size_t to)
{
    if (walk->said.len > walk->piece) {
        struct node *piece = node_of(walk, NODE_PIECE, walk->piece_at, to);
        struct text said = {walk->said.at + walk->piece, walk->said.len - walk->piece};
        piece->text = text_copy(walk->scan->run->arena, said);
        add(walk, piece);
    }
    walk->piece = walk->said.len;
}

static struct span span_at(const struct walk *walk, size_t from, size_t to)
{
    return run_span(walk->scan->run, walk->base + from, walk->base + to);
}

/* ---------- escapes ---------- */

static bool is_escapable(char c)
{
    return c == '"' || c == '\\' || c == '{';
}

static void escape(struct walk *walk)
{
    size_t at = walk->at;
    char c = at + 1 < walk->raw.len ? walk->raw.at[at + 1] : '\0';
    if (is_escapable(c)) {
        buffer_putc(&walk->said, c);
        walk->at += 2;
        return;
    }
    struct diagnostic *d = complain(walk->scan->run, DIAG_BAD_ESCAPE, span_at(walk, at, at + 1),
                                    "the backslash escapes nothing here");
    complain_hint(walk->scan->run, d,
                  "Behind a backslash stands `\"`, `\\` or `{`; the backslash itself is written "
                  "`\\\\`.");
    buffer_putc(&walk->said, '\\');
    walk->at++;
}

/* ---------- quotes ---------- */

/* Offset of the brace that closes the quote at FROM, or raw.len; texts in it are passed over. */
static size_t closing_brace(const struct walk *walk, size_t from)
{
    bool inside = false;
    for (size_t i = from + 1; i < walk->raw.len; i++) {
        char c = walk->raw.at[i];
        if (c == '"')
            inside = !inside;
        else if (!inside && c == '}')
            return i;
        else if (!inside && c == '{')
            break;
    }
    return walk->raw.len;
}

static void quote(struct walk *walk)
{
    struct run *run = walk->scan->run;
    size_t from = walk->at, to = closing_brace(walk, from);
    if (to == walk->raw.len) {
        struct diagnostic *d = complain(run, DIAG_BAD_QUOTE, span_at(walk, from, from + 1),
                                        "the quote that begins here is never closed by `}`");
        complain_hint(run, d, "A brace that is to be printed is written `\\{`.");
        buffer_putc(&walk->said, '{');
        walk->at++;
        return;
    }
    end_piece(walk, from);
    struct text inner = text_slice(walk->raw, from + 1, to);
    if (!text_trim(inner).len) {
        struct diagnostic *d =
            complain(run, DIAG_BAD_QUOTE, span_at(walk, from, to + 1), "the quote is empty");
        complain_hint(run, d,
                      "Between the braces stands what is quoted, as in `{limit of "
                      "response}`.");
    } else {
        struct node *node = syntax_quote(run, walk->base + from + 1, walk->base + to, !walk->block);
        if (node)
            add(walk, node);
    }
    buffer_put(&walk->said, text_slice(walk->raw, from, to + 1));
    walk->piece = walk->said.len;
    walk->piece_at = walk->at = to + 1;
}

/* ---------- lines of a block text ---------- */

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static size_t blanks(struct text raw, size_t from)
{
    size_t i = from;
    while (i < raw.len && (raw.at[i] == ' ' || raw.at[i] == '\t'))
        i++;
    return i - from;
}

static size_t behind_line(struct text raw, size_t at)
{
    if (at + 1 < raw.len && raw.at[at] == '\r' && raw.at[at + 1] == '\n')
        return at + 2;
    return at + 1;
}

/* The common indent of all lines but the first that hold more than blanks. */
static size_t common_indent(struct text raw)
{
    size_t least = SIZE_MAX, i = 0;
    while (i < raw.len) {
        while (i < raw.len && !is_line_end(raw.at[i]))
            i++;
        if (i == raw.len)
            break;
        i = behind_line(raw, i);
        size_t count = blanks(raw, i);
        bool empty = i + count == raw.len || is_line_end(raw.at[i + count]);
        if (!empty && count < least)
            least = count;
    }
    return least == SIZE_MAX ? 0 : least;
}

/* Content without a first line and a last line that are blank. */
static void trim_block(struct walk *walk)
{
    struct text raw = walk->raw;
    size_t first = blanks(raw, 0), end = raw.len;
    if (first < raw.len && is_line_end(raw.at[first]))
        walk->at = behind_line(raw, first);
    while (end > walk->at && (raw.at[end - 1] == ' ' || raw.at[end - 1] == '\t'))
        end--;
    if (end > walk->at && is_line_end(raw.at[end - 1])) {
        end--;
        if (end > walk->at && raw.at[end] == '\n' && raw.at[end - 1] == '\r')
            end--;
    } else if (end > walk->at) {
        end = raw.len;
    }
    walk->raw.len = end > walk->at ? end : walk->at;
}

static void take_indent(struct walk *walk)
{
    size_t count = blanks(walk->raw, walk->at);
    walk->at += count < walk->indent ? count : walk->indent;
}

static void line_end(struct walk *walk)
{
    walk->at = behind_line(walk->raw, walk->at);
    buffer_putc(&walk->said, '\n');
    take_indent(walk);
}

/* ---------- the walk ---------- */

static void step(struct walk *walk)
{
    char c = walk->raw.at[walk->at];
    if (c == '\\') {
        escape(walk);
    } else if (c == '{' && walk->scan->quotes) {
        quote(walk);
    } else if (walk->block && is_line_end(c)) {
        line_end(walk);
    } else {
        buffer_putc(&walk->said, c);
        walk->at++;
    }
}

struct node *prose_node(struct scan *scan, struct span content, struct prose prose)
{
    struct walk walk = {.scan = scan,
                        .raw = run_text(scan->run, content),
                        .base = content.from,
                        .block = prose.block};
    if (prose.block) {
        walk.indent = common_indent(walk.raw);
        trim_block(&walk);
        if (walk.at)
            take_indent(&walk);
    }
    walk.piece_at = walk.at;
    while (walk.at < walk.raw.len)
        step(&walk);
    if (walk.first)
        end_piece(&walk, walk.raw.len);
    struct node *node = node_of(&walk, NODE_TEXT, 0, 0);
    node->span = scan_span(scan);
    node->text = text_copy(scan->run->arena, buffer_text(&walk.said));
    node->value.block = prose.block;
    node->kid[TEXT_PIECES] = walk.first;
    buffer_fini(&walk.said);
    return node;
}

/* ---------- texts as tokens ---------- */

static void unclosed(struct scan *scan, struct prose prose)
{
    struct span opening = scan_span(scan);
    opening.to = opening.from + (uint32_t)prose.open;
    struct diagnostic *d = complain(scan->run, DIAG_UNCLOSED_TEXT, opening,
                                    "the text that begins here is never closed");
    complain_hint(scan->run, d,
                  prose.block ? "A text over several lines ends with three quotation marks."
                              : "A text ends on its line; over several lines it stands between "
                                "three quotation marks.");
    scan->unclosed = scan->unclosed || prose.block;
}

/* The mark that TEXT begins with, or ends with: its bytes, or 0. */
static size_t mark_of(struct text text, bool at_end)
{
    static const struct text marks[] = {{"“", 3}, {"”", 3}, {"„", 3}, {"«", 2}, {"»", 2},
                                        {"‘", 3}, {"’", 3}, {"'", 1}, {"`", 1}, {"\"", 1}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (at_end ? text_ends(text, marks[i]) : text_starts(text, marks[i]))
            return marks[i].len;
    return 0;
}

/* The same between straight marks, if it is closed and they change nothing inside. */
static void suggest_straight(struct scan *scan, struct diagnostic *d)
{
    struct text text = run_text(scan->run, scan_span(scan));
    size_t first = mark_of(text, false);
    text = text_slice(text, first, text.len);
    size_t last = mark_of(text, true);
    struct text inside = text_slice(text, 0, text.len - last);
    bool plain = last > 0;
    for (size_t i = 0; i < inside.len; i++)
        plain = plain && inside.at[i] != '"' && inside.at[i] != '\\' && inside.at[i] != '{';
    if (plain)
        complain_fix(scan->run, d, scan_span(scan),
                     text_format(scan->run->arena, "\"" TEXT_FMT "\"", TEXT_ARG(inside)));
}

/* “Acme”, 'Acme': a text in marks of another kind. */
static struct node *other_marks(struct scan *scan)
{
    struct diagnostic *d = complain(scan->run, DIAG_QUOTATION_MARK, scan_span(scan),
                                    "a text stands between other quotation marks than `\"`");
    complain_hint(scan->run, d, "Write the straight double mark, as in `\"Office hours\"`.");
    suggest_straight(scan, d);
    struct span inside = scan_span(scan);
    return prose_node(scan, inside, (struct prose){0, 0, false});
}

void scan_prose(struct scan *scan, struct prose prose)
{
    struct node *node;
    if (!prose.open) {
        node = other_marks(scan);
    } else {
        if (!prose.close)
            unclosed(scan, prose);
        struct span content = scan_span(scan);
        content.from += (uint32_t)prose.open;
        content.to -= (uint32_t)prose.close;
        node = prose_node(scan, content, prose);
    }
    scan_push(scan, TOKEN_TEXT, TOK_A_TEXT, node);
}
