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
    struct block block = {.opened = span,
                          .column = parser->tokens[index].indent,
                          .doubtful = parser->corrected == index + 1};
    VECTOR_PUSH(parser->run->arena, &parser->blocks, block);
    if (parser->blocks.count > FEED_NESTED_MOST)
        too_deep(parser, span, "blocks");
    parser->parentheses = 0;
    return (struct head){name, parser->blocks.count};
}

static void note_closing(struct parser *parser, const struct block *block)
{
    const struct token *look = feed_look(parser);
    bool written = look->kind == TOK_END;
    parser->last = (struct closing){block->opened, written ? look->span : block->opened,
                                    look->indent > block->column};
}

struct node *feed_close(struct parser *parser, struct head head, struct node *node)
{
    const struct block *block = &parser->blocks.at[head.depth - 1];
    if (node)
        node->broken = block->broken;
    if (block->broken && head.depth > 1)
        parser->blocks.at[head.depth - 2].broken = true;
    parser->closed_broken = block->broken;
    parser->blocks.count = head.depth - 1;
    if (block->bogus)
        return NULL;
    parser->closed = head.depth == 1 ? node : parser->closed;
    note_closing(parser, block);
    return node;
}

void feed_drop(struct parser *parser, struct head head)
{
    if (head.depth <= parser->blocks.count)
        parser->blocks.count = head.depth - 1;
}

/* ---------- handing out ---------- */

/* `end` closes a block, but not in `end of working day 1`. */
static bool is_end(const struct parser *parser, size_t index)
{
    return parser->tokens[index].kind == TOK_END && parser->tokens[index + 1].kind != TOK_OF;
}

/* An `end` below a line that is given up, and just as deep in an indented block, closes what that
 * line opened. */
static bool belongs_to_skipped(const struct parser *parser, size_t index)
{
    size_t depth = parser->blocks.count;
    const struct token *token = &parser->tokens[index];
    return depth && is_end(parser, index) && feed_starts_line(parser, index) &&
           token->indent == parser->base && parser->blocks.at[depth - 1].inner &&
           token->indent > parser->blocks.at[depth - 1].column;
}

/* The skipping ends at a line that is indented no deeper than the one given up, and at an `end` on
 * such a line. */
static bool is_skipped(struct parser *parser, size_t index)
{
    const struct token *token = &parser->tokens[index];
    bool first = feed_starts_line(parser, index);
    if (first)
        parser->line = token->indent;
    bool shallow = parser->line <= parser->base;
    parser->laid_out = parser->laid_out || !shallow;
    if (!token->kind)
        return false;
    return belongs_to_skipped(parser, index) || !(shallow && (first || is_end(parser, index)));
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
    if (!block->inner && token->indent > block->column)
        block->inner = token->indent;
    parser->laid_out = parser->laid_out || block->inner;
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
        parser->tokens[parser->at++].unread = true;
    parser->skipping = false;
    parser->look = parser->at;
    feed_look(parser)->unread = false;
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
    if (!depth)
        return parser->laid_out ? parser->tokens[0].indent : look->indent;
    const struct block *block = &parser->blocks.at[depth - 1];
    if (look->indent <= block->column)
        return SIZE_MAX;
    return block->inner && block->inner < look->indent ? block->inner : look->indent;
}

void feed_discarded(struct parser *parser)
{
    if (parser->ends)
        return;
    feed_look(parser)->unread = true;
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

/* Does a line that begins with TOKEN show the block at DEPTH to be over? In a text that is laid
 * out, one that is indented no deeper; else one that can only begin a declaration. */
static bool is_over(const struct parser *parser, size_t depth, const struct token *token)
{
    const struct block *block = &parser->blocks.at[depth - 1];
    bool laid_out = block->inner || (depth > 1 && parser->blocks.at[depth - 2].inner);
    return token->indent <= block->column && (laid_out || feed_starts_declaration(token->kind));
}

/* An earlier line of the innermost block that looks like a declaration beside it: `status` may have
 * been read as the name of an attribute. Gives the index of its first token, or that at hand. */
static size_t line_beside(const struct parser *parser)
{
    const struct block *block = &parser->blocks.at[parser->blocks.count - 1];
    for (size_t i = parser->look; i && parser->tokens[i].span.from >= block->opened.to; i--) {
        const struct token *token = &parser->tokens[i];
        if (feed_starts_line(parser, i) && feed_starts_declaration(token->kind) &&
            token->indent <= block->column && block->inner)
            return i;
    }
    return parser->look;
}

static size_t over_index(const struct parser *parser)
{
    return parser->blocks.count && feed_look(parser)->kind ? line_beside(parser) : parser->look;
}

const struct token *feed_over(const struct parser *parser)
{
    return &parser->tokens[over_index(parser)];
}

/* How many open blocks the token at INDEX shows to be over. */
static size_t ends_lacking(const struct parser *parser, size_t index)
{
    const struct token *token = &parser->tokens[index];
    size_t depth = parser->blocks.count;
    if (!token->kind)
        return depth;
    if (!feed_starts_line(parser, index) || token->kind == TOK_END)
        return 0;
    while (depth && is_over(parser, depth, token))
        depth--;
    return parser->blocks.count - depth;
}

bool feed_lacks_end(const struct parser *parser)
{
    size_t index = over_index(parser);
    return ends_lacking(parser, index) > 0 && parser->tokens[index].span.from >= parser->ended;
}

bool feed_is_anchor(const struct parser *parser, const struct token *token)
{
    return !parser->blocks.count && !parser->ends && token->kind && token->kind != TOK_END &&
           feed_starts_line(parser, parser->look) && token->indent <= parser->tokens[0].indent &&
           (parser->laid_out || feed_starts_declaration(token->kind));
}

static struct recovery put_ends(struct parser *parser)
{
    size_t index = over_index(parser);
    parser->ends = ends_lacking(parser, index);
    parser->ended = parser->tokens[index].span.from + 1;
    parser->at = index;
    return (struct recovery){.reports = true, .discards = true};
}

/* A token that may well begin the next line; only once, or the parser would turn round on it. */
static bool is_worth_keeping(const struct parser *parser, size_t base)
{
    const struct token *look = feed_look(parser);
    if (parser->kept == look->span.from || parser->misnamed)
        return false;
    if (is_end(parser, parser->look))
        return parser->blocks.count > 0;
    return feed_starts_line(parser, parser->look) && !parser->complete && look->indent <= base;
}

/* What stands behind the block closed last may have been meant to stand in it. */
static void doubt_closed(struct parser *parser)
{
    if (parser->closed)
        parser->closed->broken = true;
}

static void mark_broken(struct parser *parser)
{
    if (parser->blocks.count == 1 && parser->blocks.at[0].column > parser->tokens[0].indent)
        doubt_closed(parser);
    if (parser->blocks.count)
        parser->blocks.at[parser->blocks.count - 1].broken = true;
    parser->broken = true;
}

/* What the parser took back is not in the tree. */
static void mark_unread(struct parser *parser, struct span lost)
{
    for (size_t i = parser->look + 1; i && parser->tokens[i - 1].span.from >= lost.from; i--)
        parser->tokens[i - 1].unread = true;
}

void feed_correct(struct parser *parser)
{
    parser->corrected = parser->look + 1;
    feed_look(parser)->unread = true; /* it may have been meant as it is written */
    mark_broken(parser);
}

/* The block at hand is none: it is closed, and what was read as its first words is read afresh. */
static struct recovery resume(struct parser *parser)
{
    parser->at = parser->resume;
    parser->ends = parser->blocks.count > 0;
    parser->resume = 0;
    if (parser->blocks.count)
        parser->blocks.at[parser->blocks.count - 1].bogus = true;
    return (struct recovery){true, true};
}

static struct recovery recover(struct parser *parser, struct error_seen seen, size_t base)
{
    struct token *look = feed_look(parser);
    mark_broken(parser);
    mark_unread(parser, seen.lost);
    if (gives_up(parser))
        return (struct recovery){false, false};
    if (parser->resume)
        return resume(parser);
    if (!seen.has_look) {
        skip_line(parser, base);
        return (struct recovery){false, false};
    }
    if (feed_lacks_end(parser))
        return put_ends(parser);
    if (!look->kind)
        return (struct recovery){false, false};
    if (is_worth_keeping(parser, base)) {
        parser->kept = look->span.from;
        look->unread = false;
        return (struct recovery){true, false};
    }
    skip_line(parser, base);
    return (struct recovery){true, true};
}

struct recovery feed_recover(struct parser *parser, struct error_seen seen)
{
    return recover(parser, seen, base_of(parser));
}

struct recovery feed_recover_item(struct parser *parser, struct error_seen seen, struct span item)
{
    size_t index = parser->look;
    while (index && parser->tokens[index].span.from > item.from)
        index--;
    return recover(parser, seen, parser->tokens[index].indent);
}

struct recovery feed_recover_top(struct parser *parser, struct error_seen seen)
{
    parser->lost_top = true;
    doubt_closed(parser);
    struct recovery recovery = feed_recover(parser, seen);
    recovery.reports = false;
    return recovery;
}

void feed_accept(struct parser *parser, struct node *root)
{
    parser->root = root;
}
