/* expected.c - what could go on with a text that is not finished. */
#include "grammar/charter.tab.h"
#include "syntax/complain.h"
#include "syntax/scan.h"

/* A blank in it, or a mark: no word that could be written so. */
static bool is_kind(struct text name)
{
    return text_starts(name, TEXT("a ")) || text_starts(name, TEXT("an "));
}

/* The last token if it is a word that ends where the text ends, and what is to be read before it.
 */
static const struct token *begun_word(const struct parser *parser, size_t length)
{
    const struct token *last = parser->count > 1 ? &parser->tokens[parser->count - 2] : NULL;
    bool is_word = last && (last->sort == TOKEN_WORD || last->sort == TOKEN_NAME);
    return is_word && last->span.to == length ? last : NULL;
}

static void cut_last(struct parser *parser)
{
    parser->tokens[parser->count - 2] = parser->tokens[parser->count - 1];
    parser->count--;
}

static void add(struct syntax_expected *out, struct text text, bool is_kind)
{
    out->at[out->count++] = (struct syntax_word){text, is_kind};
}

static void collect(struct syntax_expected *out, const struct unexpected *expected,
                    struct text begun, bool kinds)
{
    for (size_t i = 0; i < expected->count; i++) {
        const struct expectation *one = &expected->expected[i];
        struct text name = text_of(charter_token_name(one->kind));
        if (one->kind == TOK_END_OF_TEXT)
            out->wants_end = true;
        else if (!one->merely_name && is_kind(name) == kinds && (kinds || text_starts(name, begun)))
            add(out, name, kinds);
    }
}

struct syntax_expected syntax_expected(struct text text, enum syntax_start start,
                                       struct arena *arena)
{
    struct syntax_expected out = {.from = (uint32_t)text.len};
    struct parser *parser = syntax_open(text, start, arena);
    const struct token *word = begun_word(parser, text.len);
    struct text begun = word ? run_text(parser->run, word->span) : TEXT("");
    if (word) {
        out.from = word->span.from;
        cut_last(parser);
    }
    const struct unexpected *expected =
        parser->run->errors || parser->in_comment || parser->unclosed
            ? NULL
            : charter_look_ahead(parser, start);
    out.wrong = expected == NULL;
    if (!expected)
        return out;
    out.at = ARENA_ARRAY(arena, expected->count + 1, struct syntax_word);
    collect(&out, expected, begun, false);
    collect(&out, expected, begun, true);
    return out;
}
