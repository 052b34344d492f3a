/* syntax.c - the entry points: scan, parse, and what is left of a tree after errors. */
#include "syntax/syntax.h"

#include <string.h>

#include "grammar/charter.tab.h"
#include "syntax/ast.h"
#include "syntax/feed.h"
#include "syntax/mend.h"
#include "syntax/scan.h"

/* ---------- the run ---------- */

static struct run run_new(const struct syntax_input *input)
{
    struct run run = {.sources = input->sources,
                      .source = input->source,
                      .bytes = source_bytes(input->sources, input->source),
                      .arena = input->arena,
                      .sink = input->sink,
                      .words = charter_words(input->arena)};
    return run;
}

bool run_is_full(const struct run *run)
{
    return run->errors >= SYNTAX_ERRORS_MOST;
}

struct span run_span(const struct run *run, size_t from, size_t to)
{
    return (struct span){run->source, (uint32_t)from, (uint32_t)to};
}

struct text run_text(const struct run *run, struct span span)
{
    return text_slice(run->bytes, span.from, span.to);
}

struct diagnostic *complain(struct run *run, enum diagnostic_code code, struct span span,
                            const char *format, ...)
{
    bool shown = run->sink && !run_is_full(run);
    run->errors++;
    if (!shown) {
        run->unseen = (struct diagnostic){0};
        return &run->unseen;
    }
    va_list args;
    va_start(args, format);
    struct text message = text_vformat(run->arena, format, args);
    va_end(args);
    return diagnose(run->sink, code, span, TEXT_FMT, TEXT_ARG(message));
}

bool complain_is_shown(const struct run *run, const struct diagnostic *diagnostic)
{
    return diagnostic != &run->unseen;
}

void complain_hint(struct run *run, struct diagnostic *diagnostic, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (complain_is_shown(run, diagnostic))
        diagnostic->hint = text_vformat(run->arena, format, args);
    va_end(args);
}

void complain_fix(struct run *run, struct diagnostic *diagnostic, struct span span,
                  struct text with)
{
    if (complain_is_shown(run, diagnostic))
        diagnostic_fix(run->sink, diagnostic, span, with);
}

void complain_choice(struct run *run, struct diagnostic *diagnostic, struct span span,
                     struct text with)
{
    if (complain_is_shown(run, diagnostic))
        diagnostic_choice(run->sink, diagnostic, span, with);
}

void complain_slip(struct run *run, struct diagnostic *diagnostic, struct span span,
                   struct text near)
{
    if (complain_is_shown(run, diagnostic))
        diagnostic_slip(run->sink, diagnostic, span, run_text(run, span), near);
}

/* ---------- parsing ---------- */

static struct scan scan_all(struct run *run, size_t from, size_t to)
{
    struct scan scan = {.run = run, .base = from, .quotes = true};
    scan_run(&scan, to - from);
    return scan;
}

/* The tokens of SCAN without the comments, in the same place; a line that a comment ends still
 * counts. */
static struct parser *parser_new(struct run *run, struct scan *scan)
{
    struct parser *parser = ARENA_NEW(run->arena, struct parser);
    *parser = (struct parser){
        .run = run, .kept = SIZE_MAX, .unclosed = scan->unclosed, .tokens = scan->tokens.at};
    size_t last = scan->tokens.count - 1;
    parser->in_comment =
        last && scan->tokens.at[last - 1].sort == TOKEN_COMMENT && !scan->tokens.at[last].lines;
    for (size_t i = 0; i < scan->tokens.count; i++)
        if (scan->tokens.at[i].sort != TOKEN_COMMENT)
            parser->tokens[parser->count++] = scan->tokens.at[i];
    return parser;
}

struct parser *syntax_try(const struct syntax_input *input)
{
    struct run *run = ARENA_NEW(input->arena, struct run);
    *run = run_new(input);
    struct scan scan = scan_all(run, 0, run->bytes.len);
    struct parser *parser = parser_new(run, &scan);
    charter_run(parser, input->start);
    return parser;
}

/* Without a sink there is nobody to whom the tree would be of use. */
static struct mend_errors errors_since(const struct run *run, size_t first)
{
    if (!run->sink || run->sink->list.count == first)
        return (struct mend_errors){NULL, 0};
    return (struct mend_errors){run->sink->list.at + first, run->sink->list.count - first};
}

static struct node *root_of(struct parser *parser, enum syntax_start start,
                            struct mend_errors errors)
{
    enum node_kind kind = start == SYNTAX_FILE ? NODE_FILE : NODE_SUPPOSE;
    struct node *root = parser->root;
    if (start == SYNTAX_QUERY || start == SYNTAX_QUOTE)
        return parser->run->errors ? NULL : root;
    if (!root)
        root = ast_root(parser, kind, run_span(parser->run, 0, 0), parser->tops);
    root->span = run_span(parser->run, 0, parser->run->bytes.len);
    root->broken = parser->run->errors > 0;
    if (root->broken)
        mend_tree(parser, root, errors);
    return root;
}

/* Mistakes of the scanner were reported before those of the grammar: puts what was reported from
 * FIRST on in the order of the text. */
static void sort(struct sink *sink, size_t first)
{
    for (size_t i = first + 1; i < sink->list.count; i++) {
        struct diagnostic *moved = sink->list.at[i];
        size_t k = i;
        for (; k > first && sink->list.at[k - 1]->span.from > moved->span.from; k--)
            sink->list.at[k] = sink->list.at[k - 1];
        sink->list.at[k] = moved;
    }
}

struct node *syntax_salvage(const struct syntax_input *input, struct syntax_loss *loss)
{
    size_t first = input->sink ? input->sink->list.count : 0;
    struct parser *parser = syntax_try(input);
    if (input->sink)
        sort(input->sink, first);
    struct mend_errors errors = errors_since(parser->run, first);
    struct node *root = root_of(parser, input->start, errors);
    loss->no_text = parser->run->spoiled;
    loss->rest = parser->deep || parser->unclosed || run_is_full(parser->run);
    loss->declaration = parser->lost_top;
    loss->file = mend_lost_use(parser);
    loss->words = mend_words(parser, errors);
    return root;
}

struct node *syntax_parse(const struct syntax_input *input)
{
    struct syntax_loss loss;
    return syntax_salvage(input, &loss);
}

struct node *syntax_quote(struct run *run, size_t from, size_t to, bool in_text)
{
    struct scan scan = {.run = run, .base = from, .in_text = in_text};
    size_t errors = run->errors;
    scan_run(&scan, to - from);
    struct parser *parser = parser_new(run, &scan);
    parser->quote = true;
    charter_run(parser, SYNTAX_QUOTE);
    return run->errors > errors ? NULL : parser->root;
}

/* ---------- tokens ---------- */

const char *token_kind_name(int kind)
{
    return charter_token_name(kind);
}

struct tokens syntax_tokens(const struct syntax_input *input)
{
    struct run run = run_new(input);
    struct scan scan = {.run = &run};
    scan_run(&scan, run.bytes.len);
    size_t count = scan.tokens.count - 1; /* without the end */
    return (struct tokens){scan.tokens.at, count, scan.tokens.at[count].lines};
}

/* ---------- probing ---------- */

struct parser *syntax_open(struct text text, enum syntax_start start, struct arena *arena)
{
    struct sources *sources = sources_new(arena);
    uint32_t source = sources_add(sources, TEXT(""), text);
    struct syntax_input input = {sources, source, start, arena, NULL};
    struct run *run = ARENA_NEW(arena, struct run);
    *run = run_new(&input);
    struct scan scan = scan_all(run, 0, text.len);
    return parser_new(run, &scan);
}

enum syntax_state syntax_probe(struct text text, enum syntax_start start, struct arena *scratch)
{
    struct parser *parser = syntax_open(text, start, scratch);
    if (parser->unclosed)
        return SYNTAX_MORE;
    if (parser->run->errors)
        return SYNTAX_WRONG;
    charter_run(parser, start);
    if (parser->wrong || parser->deep)
        return SYNTAX_WRONG;
    if (parser->unfinished)
        return SYNTAX_MORE;
    return parser->run->errors ? SYNTAX_WRONG : SYNTAX_COMPLETE;
}
