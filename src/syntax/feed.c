/* feed.c - what lines and indents tell that the grammar does not. */
#include "syntax/feed.h"

#include "grammar/charter.tab.h"

struct token *feed_look(const struct parser *parser)
{
    return &parser->tokens[parser->look];
}

bool feed_starts_line(const struct parser *parser, size_t index)
{
    return index == 0 || parser->tokens[index].lines > 0 || !parser->tokens[index].kind;
}

/* ---------- nesting ---------- */

static void too_deep(struct parser *parser, struct span span, const char *what)
{
    if (!parser->deep)
        complain(parser->run, DIAG_TOO_DEEP, span, "%s are nested more than %d deep", what,
                 FEED_NESTED_MOST);
    parser->deep = true;
}

static void count_parentheses(struct parser *parser, const struct token *token)
{
    if (token->kind == TOK_PAREN_OPEN && ++parser->parentheses > FEED_NESTED_MOST)
        too_deep(parser, token->span, "brackets");
    if (token->kind == TOK_PAREN_CLOSE && parser->parentheses)
        parser->parentheses--;
}

/* From the first token of its line to token INDEX. */
static struct span line_until(const struct parser *parser, size_t index)
{
    size_t first = index;
    while (!feed_starts_line(parser, first))
        first--;
    return span_join(parser->tokens[first].span, parser->tokens[index].span);
}

struct head feed_open(struct parser *parser, struct span span, struct node *name)
{
    size_t index = parser->look;
    while (index && parser->tokens[index].span.from > span.from)
        index--;
    if (span.from == span.to)
        span = line_until(parser, index);
    struct block block = {.opened = span, .column = parser->tokens[index].indent};
    VECTOR_PUSH(parser->run->arena, &parser->blocks, block);
    if (parser->blocks.count > FEED_NESTED_MOST)
        too_deep(parser, span, "blocks");
    parser->parentheses = 0;
    return (struct head){name, parser->blocks.count};
}

struct node *feed_close(struct parser *parser, struct head head, struct node *node)
{
    if (node)
        node->broken = parser->blocks.at[head.depth - 1].broken;
    if (parser->blocks.at[head.depth - 1].broken && head.depth > 1)
        parser->blocks.at[head.depth - 2].broken = true;
    parser->closed_broken = parser->blocks.at[head.depth - 1].broken;
    parser->blocks.count = head.depth - 1;
    return node;
}

void feed_drop(struct parser *parser, struct head head)
{
    if (head.depth <= parser->blocks.count)
        parser->blocks.count = head.depth - 1;
}

/* ---------- handing out ---------- */

/* Ends the skipping at a line that is indented no deeper than the one given up, and at an `end` on
 * such a line. */
static bool is_skipped(struct parser *parser, size_t index)
{
    const struct token *token = &parser->tokens[index];
    bool first = feed_starts_line(parser, index);
    if (first)
        parser->line = token->indent;
    bool shallow = parser->line <= parser->base;
    parser->laid_out = parser->laid_out || !shallow;
    return token->kind && !(shallow && (first || token->kind == TOK_END));
}

static struct token *missing_end(struct parser *parser)
{
    struct token *end = ARENA_NEW(parser->run->arena, struct token);
    size_t at = parser->tokens[parser->at].span.from;
    *end = (struct token){.kind = TOK_END, .span = run_span(parser->run, at, at)};
    parser->ends--;
    return end;
}

/* The rest is not read: what the parser sees is the end of the text. */
static bool gives_up(const struct parser *parser)
{
    return parser->deep || run_is_full(parser->run);
}

static void note_indent(struct parser *parser, const struct token *token)
{
    if (!parser->blocks.count)
        return;
    struct block *block = &parser->blocks.at[parser->blocks.count - 1];
    block->indented = block->indented || token->indent > block->column;
    parser->laid_out = parser->laid_out || block->indented;
}

struct token *feed_next(struct parser *parser)
{
    if (gives_up(parser)) {
        parser->look = parser->count - 1;
        return feed_look(parser);
    }
    if (parser->ends)
        return missing_end(parser);
    while (parser->skipping && is_skipped(parser, parser->at))
        parser->at++;
    parser->skipping = false;
    parser->look = parser->at;
    if (parser->at + 1 < parser->count)
        parser->at++;
    count_parentheses(parser, feed_look(parser));
    note_indent(parser, feed_look(parser));
    return feed_look(parser);
}

static void skip_line(struct parser *parser, size_t base)
{
    parser->skipping = true;
    parser->line = feed_look(parser)->indent;
    parser->base = base;
    parser->parentheses = 0;
}

/* Lines that are indented deeper than the one given up go with it; but where that is the line that
 * opened the block, they are the lines of the block. */
static size_t base_of(const struct parser *parser)
{
    const struct token *look = feed_look(parser);
    size_t depth = parser->blocks.count;
    bool opens = depth && look->indent <= parser->blocks.at[depth - 1].column;
    return opens ? SIZE_MAX : look->indent;
}

void feed_discarded(struct parser *parser)
{
    if (!parser->ends)
        skip_line(parser, base_of(parser));
}

/* ---------- after an error ---------- */

bool feed_starts_declaration(int kind)
{
    switch (kind) {
    case TOK_USE:
    case TOK_CHARTER:
    case TOK_TICKET:
    case TOK_STATUS:
    case TOK_EVENT:
    case TOK_HOLIDAYS:
    case TOK_HOURS:
    case TOK_PERIOD:
    case TOK_CHANNEL:
    case TOK_SERVICE:
    case TOK_TEAM:
    case TOK_CONTACT:
    case TOK_SYSTEM:
    case TOK_CLOCK:
    case TOK_TARGET:
    case TOK_AVAILABILITY:
    case TOK_MAINTENANCE:
    case TOK_MEASURE:
    case TOK_ESCALATION:
    case TOK_FEE:
    case TOK_CREDIT:
    case TOK_RESPONSIBILITIES:
    case TOK_COMPLAINTS:
    case TOK_RISK:
    case TOK_REVIEW:
    case TOK_SECTION:
    case TOK_OBJECTIVE:
    case TOK_DOCUMENT:
    case TOK_IMPROVEMENT:
    case TOK_REPORT:
    case TOK_AMENDMENT:
    case TOK_LOG:
    case TOK_TEST:
    case TOK_PROPERTY:
    case TOK_REPLACE:
    case TOK_ADD:
    case TOK_REMOVE:
        return true;
    default:
        return false;
    }
}

/* Does a line that begins with TOKEN show BLOCK to be over? In a text that is laid out, one that is
 * indented no deeper; else one that can only begin a declaration. */
static bool is_over(const struct block *block, const struct token *token)
{
    return token->indent <= block->column &&
           (block->indented || feed_starts_declaration(token->kind));
}

/* How many open blocks the token at hand shows to be over. */
static size_t ends_lacking(const struct parser *parser)
{
    const struct token *look = feed_look(parser);
    size_t depth = parser->blocks.count;
    if (!look->kind)
        return depth;
    if (!feed_starts_line(parser, parser->look) || look->kind == TOK_END)
        return 0;
    while (depth && is_over(&parser->blocks.at[depth - 1], look))
        depth--;
    return parser->blocks.count - depth;
}

bool feed_lacks_end(const struct parser *parser)
{
    return ends_lacking(parser) > 0;
}

bool feed_is_anchor(const struct parser *parser, const struct token *token)
{
    return !parser->blocks.count && !parser->ends && token->kind && token->kind != TOK_END &&
           feed_starts_line(parser, parser->look) &&
           (parser->laid_out || feed_starts_declaration(token->kind));
}

static struct recovery put_ends(struct parser *parser)
{
    parser->ends = ends_lacking(parser);
    parser->ended = feed_look(parser)->span.from;
    parser->at = parser->look;
    return (struct recovery){.reports = true, .discards = true};
}

/* A token that may well begin the next line; only once, or the parser would turn round on it. */
static bool is_worth_keeping(const struct parser *parser)
{
    const struct token *look = feed_look(parser);
    if (parser->kept == look->span.from || parser->misnamed)
        return false;
    if (look->kind == TOK_END)
        return parser->blocks.count > 0;
    return feed_starts_line(parser, parser->look) && !parser->complete;
}

static void mark_broken(struct parser *parser)
{
    if (parser->blocks.count)
        parser->blocks.at[parser->blocks.count - 1].broken = true;
    parser->broken = true;
}

static struct recovery recover(struct parser *parser, bool has_look, size_t base)
{
    struct token *look = feed_look(parser);
    mark_broken(parser);
    if (gives_up(parser))
        return (struct recovery){false, false};
    if (!has_look) {
        skip_line(parser, base);
        return (struct recovery){false, false};
    }
    if (feed_lacks_end(parser) && parser->ended != look->span.from)
        return put_ends(parser);
    if (!look->kind)
        return (struct recovery){false, false};
    if (is_worth_keeping(parser)) {
        parser->kept = look->span.from;
        return (struct recovery){true, false};
    }
    skip_line(parser, base);
    return (struct recovery){true, true};
}

struct recovery feed_recover(struct parser *parser, bool has_look)
{
    return recover(parser, has_look, base_of(parser));
}

struct recovery feed_recover_line(struct parser *parser, bool has_look)
{
    return recover(parser, has_look, SIZE_MAX);
}

struct recovery feed_recover_top(struct parser *parser, bool has_look)
{
    struct recovery recovery = feed_recover(parser, has_look);
    recovery.reports = false;
    return recovery;
}

void feed_accept(struct parser *parser, struct node *root)
{
    parser->root = root;
}
