/* mend.c - a hole is a slot that must be filled and is not; it goes with the innermost list item
 * that it is in. */
#include "syntax/mend.h"

#include "grammar/charter.tab.h"
#include "syntax/tree.h"

/* ---------- blocks with an error in them ---------- */

static bool holds(struct span outer, struct span inner)
{
    return outer.from <= inner.from && inner.to <= outer.to;
}

static bool is_block(const struct node *node)
{
    return node_kind_is(node->kind, NODE_ANY_TOP) || node->kind == NODE_FILE ||
           node->kind == NODE_SUPPOSE;
}

/* NODE, if it is a block, and all blocks in it that hold SPAN. */
static void mark_broken(struct node *node, struct span span)
{
    if (!holds(node->span, span))
        return;
    node->broken = node->broken || is_block(node);
    for (size_t i = 0; i < node_slot_count(node->kind); i++)
        for (struct node *kid = node->kid[i]; kid; kid = kid->next)
            mark_broken(kid, span);
}

/* ---------- made-up names ---------- */

/* As it was written: the rest of the line behind the first word of DECLARATION. */
static struct text written_name(const struct parser *parser, const struct node *declaration)
{
    size_t i = 0;
    while (i + 1 < parser->count && parser->tokens[i].span.from < declaration->span.from)
        i++;
    size_t first = i + 1, last = first;
    while (last < parser->count && parser->tokens[last].kind && !parser->tokens[last].lines)
        last++;
    if (last <= first)
        return TEXT("?");
    return run_text(parser->run,
                    span_join(parser->tokens[first].span, parser->tokens[last - 1].span));
}

/* A name or a title, where ROW of NODE asks for one; else NULL. */
static struct node *made_up(struct parser *parser, const struct node *node, struct slot_row row)
{
    if (!is_block(node) || node->kind == NODE_FILE ||
        (row.holds != NODE_NAME && row.holds != NODE_TEXT))
        return NULL;
    size_t slots = node_slot_count(row.holds) * sizeof(struct node *);
    struct node *made = arena_alloc(parser->run->arena, sizeof *made + slots);
    made->kind = row.holds;
    made->text = written_name(parser, node);
    return made;
}

/* ---------- holes ---------- */

/* The tokens of what is taken out are words that nobody reads. */
static void mark_unread(struct parser *parser, struct span span)
{
    for (size_t i = 0; i < parser->count; i++)
        if (holds(span, parser->tokens[i].span))
            parser->tokens[i].unread = true;
}

static bool mend(struct parser *parser, struct node *node);

static bool mend_list(struct parser *parser, struct node **first)
{
    bool whole = true;
    for (struct node **at = first; *at;) {
        if (mend(parser, *at)) {
            at = &(*at)->next;
            continue;
        }
        mark_unread(parser, (*at)->span);
        *at = (*at)->next;
        whole = false;
    }
    return whole;
}

static bool mend_slot(struct parser *parser, struct node *node, size_t slot)
{
    struct slot_row row = node_slot(node->kind, slot);
    if (row.arity == ARITY_LIST || row.arity == ARITY_SOME) {
        if (!mend_list(parser, &node->kid[slot]) && is_block(node))
            node->broken = true;
        return row.arity == ARITY_LIST || node->kid[slot];
    }
    if (!node->kid[slot] && row.arity == ARITY_ONE)
        node->kid[slot] = made_up(parser, node, row);
    return node->kid[slot] ? mend(parser, node->kid[slot]) : row.arity == ARITY_OPT;
}

/* False if there is a hole in NODE that can't be closed. */
static bool mend(struct parser *parser, struct node *node)
{
    for (size_t i = 0; i < node_slot_count(node->kind); i++)
        if (!mend_slot(parser, node, i))
            return false;
    return true;
}

void mend_tree(struct parser *parser, struct node *root, struct mend_errors errors)
{
    mend(parser, root);
    for (size_t i = 0; i < errors.count; i++)
        mark_broken(root, errors.at[i]->span);
}

/* ---------- files ---------- */

bool mend_lost_use(const struct parser *parser)
{
    for (size_t i = 0; i + 1 < parser->count; i++) {
        const struct token *token = &parser->tokens[i];
        struct text path = token->value ? token->value->text : TEXT("");
        if (token->unread && (token->kind == TOK_USE || text_starts(path, TEXT("std/")) ||
                              text_ends(path, TEXT(".chr"))))
            return true;
    }
    return false;
}

/* ---------- words ---------- */

enum { JOINED_MOST = 4 };

struct words {
    const struct parser *parser;
    struct map *map;
};

static void add(struct words *words, struct text word)
{
    if (word.len && !map_find(words->map, word))
        map_put(words->map, word, words->map);
}

static bool is_word(const struct parser *parser, size_t index)
{
    enum token_sort sort = parser->tokens[index].sort;
    return index + 1 < parser->count && (sort == TOKEN_WORD || sort == TOKEN_NAME);
}

/* The word at INDEX, and with up to three behind it what they may have meant: `first response` for
 * `first-response`. */
static void add_joined(struct words *words, size_t index)
{
    const struct parser *parser = words->parser;
    struct text joined = TEXT("");
    for (size_t i = index; i < index + JOINED_MOST && is_word(parser, i); i++) {
        struct text word = run_text(parser->run, parser->tokens[i].span);
        joined = i == index ? word
                            : text_format(parser->run->arena, TEXT_FMT "-" TEXT_FMT,
                                          TEXT_ARG(joined), TEXT_ARG(word));
        if (i > index || parser->tokens[i].unread)
            add(words, joined);
    }
}

static bool is_word_byte(char c)
{
    return c == '-' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* "First response" may stand for `first-response`. */
static void add_title(struct words *words, struct text title)
{
    char *name = arena_alloc(words->parser->run->arena, title.len + 1);
    for (size_t i = 0; i < title.len; i++) {
        char c = title.at[i];
        name[i] = c == ' ' ? '-' : c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    add(words, (struct text){name, title.len});
}

static void add_text(struct words *words, const struct token *token)
{
    struct text text = run_text(words->parser->run, token->span);
    if (token->value)
        add_title(words, token->value->text);
    for (size_t from = 0; from < text.len;) {
        size_t to = from;
        while (to < text.len && is_word_byte(text.at[to]))
            to++;
        add(words, text_slice(text, from, to));
        from = to + 1;
    }
}

/* An error in a text is one of a quote in it. */
static bool is_spoilt(const struct token *token, struct mend_errors errors)
{
    for (size_t i = 0; i < errors.count && token->sort == TOKEN_TEXT; i++)
        if (holds(token->span, errors.at[i]->span))
            return true;
    return false;
}

const struct map *mend_words(const struct parser *parser, struct mend_errors errors)
{
    struct words words = {parser, map_new(parser->run->arena)};
    for (size_t i = 0; i + 1 < parser->count; i++) {
        const struct token *token = &parser->tokens[i];
        if (token->sort == TOKEN_TEXT && (token->unread || is_spoilt(token, errors)))
            add_text(&words, token);
        if (token->unread || parser->tokens[i + 1].unread)
            add_joined(&words, i);
    }
    return words.map;
}
