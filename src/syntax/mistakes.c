/* mistakes.c - looks for the first row whose state is met and whose tokens stand there. */
#include "syntax/mistakes.h"

#include "syntax/feed.h"

static bool is_met(const struct unexpected *unexpected, int state)
{
    for (size_t i = 0; i < unexpected->state_count; i++)
        if (unexpected->states[i] == state)
            return true;
    return false;
}

static bool matches(const struct parser *parser, const struct mistake_token *wanted,
                    const struct token *token)
{
    switch (wanted->match) {
    case MATCH_ANY:
        return true;
    case MATCH_WORD:
        return token->sort == TOKEN_WORD || token->sort == TOKEN_NAME;
    case MATCH_TEXT:
        return token->kind && text_is(run_text(parser->run, token->span), wanted->text);
    default:
        return token->kind == wanted->kind;
    }
}

/* The first token of ROW, if all of them stand there; else NULL. */
static const struct token *first_of(const struct parser *parser, const struct mistake *row)
{
    size_t found = (size_t)row->found, count = (size_t)row->count;
    if (parser->look < found || parser->look - found + count > parser->count)
        return NULL;
    const struct token *first = &parser->tokens[parser->look - found];
    for (size_t i = 0; i < count; i++)
        if (!matches(parser, &row->tokens[i], &first[i]) ||
            (row->tokens[i].same_line && feed_starts_line(parser, parser->look - found + i)))
            return NULL;
    return first;
}

/* WORDS with `{1}` … filled in. */
static struct text filled(const struct parser *parser, const char *words, const struct token *first)
{
    struct buffer out = {0};
    for (const char *c = words; *c; c++) {
        if (c[0] == '{' && c[1] >= '1' && c[1] <= '9' && c[2] == '}') {
            buffer_put(&out, run_text(parser->run, first[c[1] - '1'].span));
            c += 2;
        } else {
            buffer_putc(&out, *c);
        }
    }
    struct text text = text_copy(parser->run->arena, buffer_text(&out));
    buffer_fini(&out);
    return text;
}

static void report(const struct parser *parser, const struct mistake *row,
                   const struct token *first)
{
    struct text says = filled(parser, row->says, first), hint = filled(parser, row->hint, first);
    struct span span = span_join(first[row->from].span, first[row->to].span);
    struct diagnostic *d = complain(parser->run, row->code, span, TEXT_FMT, TEXT_ARG(says));
    if (hint.len)
        complain_hint(parser->run, d, TEXT_FMT, TEXT_ARG(hint));
}

bool mistakes_report(struct parser *parser, const struct unexpected *unexpected, int *reads)
{
    for (const struct mistake *row = mistake_rows; row->count; row++) {
        const struct token *first = is_met(unexpected, row->state) ? first_of(parser, row) : NULL;
        if (!first)
            continue;
        report(parser, row, first);
        *reads = row->reads;
        return true;
    }
    return false;
}
