/* echoes.c - one pass over what was reported. */
#include "check/echoes.h"

#include "syntax/tree.h"

enum { OF_WORD = 1, OF_BLOCK = 2, OF_SCHEMA = 4, OF_CHARTER = 8, OF_WHOLE = 16, OF_ITSELF = 32 };

static const int rows[DIAGNOSTIC_COUNT] = {
#define ECHO(code, rules) [DIAG_##code] = (rules),
#include "check/echoes.def"
};

static int rules_of(enum diagnostic_code code)
{
    return diagnostic_is_finding(code) ? OF_WHOLE : rows[code];
}

/* ---------- taking note ---------- */

static struct losses *losses_of(struct scope *scope)
{
    if (!scope->losses)
        scope->losses = ARENA_NEW(scope->arena, struct losses);
    return scope->losses;
}

static bool note_block(void *context, const struct node *node)
{
    struct scope *scope = context;
    struct losses *losses = scope->losses;
    const struct node *name = node_name(node);
    if (node->broken && node_kind_is(node->kind, NODE_ANY_TOP)) {
        VECTOR_PUSH(scope->arena, &losses->blocks, node->span);
        losses->broken[node->kind] = true;
    }
    if (name && name->span.source == SOURCE_NONE)
        losses->nameless[node->kind] = true;
    return node->broken;
}

void echoes_note(struct scope *scope, const struct syntax_loss *loss, const struct node *root,
                 size_t first)
{
    if (!root->broken)
        return;
    struct losses *losses = losses_of(scope);
    struct node_visitor visitor = {.enter = note_block, .context = scope};
    losses->all = losses->all || loss->rest || loss->file || loss->no_text;
    losses->declaration = losses->declaration || loss->declaration;
    VECTOR_PUSH(scope->arena, &losses->words, loss->words);
    for (size_t i = first; i < scope->sink->list.count; i++)
        VECTOR_PUSH(scope->arena, &losses->errors, scope->sink->list.at[i]);
    node_walk(root, &visitor);
}

void echoes_note_file(struct scope *scope)
{
    losses_of(scope)->all = true;
}

/* ---------- names ---------- */

static bool is_lost_word(const struct losses *losses, struct text word)
{
    for (size_t i = 0; i < losses->words.count; i++)
        if (map_find(losses->words.at[i], word))
            return true;
    return losses->all;
}

/* Attributes that a ticket has once a declaration of that kind stands somewhere. */
static bool comes_with_declaration(struct text name)
{
    return text_is(name, "status") || text_is(name, "service") || text_is(name, "channel") ||
           text_is(name, "team");
}

/* Attributes stand in blocks that have names of their own. */
static bool may_hide_attribute(const struct losses *losses, struct text name)
{
    return losses->broken[NODE_TICKET] || losses->broken[NODE_EVENT] ||
           (losses->declaration && comes_with_declaration(name));
}

bool echoes_may_hide(const struct scope *scope, enum node_kind kind, struct text name)
{
    const struct losses *losses = scope->losses;
    if (!losses)
        return false;
    return losses->all || losses->nameless[kind] ||
           (kind == NODE_FEE && losses->declaration) || /* a fee is a line, no block */
           (kind == NODE_ATTRIBUTE && may_hide_attribute(losses, name)) ||
           (kind == NODE_STATUS && losses->broken[NODE_STATUS]);
}

/* ---------- dropping ---------- */

static bool touches(struct span a, struct span b)
{
    return a.source == b.source && a.from < b.to && b.from < a.to;
}

/* On the lines of a syntax error the parser may have taken one thing for another. */
static bool is_on_line_of(const struct scope *scope, struct span span, struct span error)
{
    if (span.source != error.source)
        return false;
    uint32_t line = source_place(scope->sources, span.source, span.from).line;
    return line >= source_place(scope->sources, error.source, error.from).line &&
           line <= source_place(scope->sources, error.source, error.to).line;
}

static bool points_at_error(const struct scope *scope, const struct diagnostic *diagnostic)
{
    const struct losses *losses = scope->losses;
    for (size_t i = 0; i < losses->errors.count; i++) {
        struct span error = losses->errors.at[i]->span;
        if (touches(diagnostic->span, error) || is_on_line_of(scope, diagnostic->span, error))
            return true;
        for (size_t k = 0; k < diagnostic->labels.count; k++)
            if (touches(diagnostic->labels.at[k].span, error))
                return true;
    }
    return diagnostic->span.source == SOURCE_NONE;
}

static bool is_in_block(const struct losses *losses, const struct diagnostic *diagnostic)
{
    for (size_t i = 0; i < losses->blocks.count; i++) {
        if (touches(losses->blocks.at[i], diagnostic->span))
            return true;
        for (size_t k = 0; k < diagnostic->labels.count; k++)
            if (touches(losses->blocks.at[i], diagnostic->labels.at[k].span))
                return true;
    }
    return losses->all;
}

static bool is_echo(const struct scope *scope, const struct diagnostic *diagnostic)
{
    const struct losses *losses = scope->losses;
    int rules = rules_of(diagnostic->code);
    if ((rules & OF_WHOLE) || points_at_error(scope, diagnostic))
        return true;
    if ((rules & OF_WORD) && is_lost_word(losses, span_text(scope->sources, diagnostic->span)))
        return true;
    if ((rules & OF_SCHEMA) && (losses->broken[NODE_TICKET] || losses->broken[NODE_EVENT]))
        return true;
    if ((rules & OF_CHARTER) && (losses->broken[NODE_CHARTER] || !scope->charter))
        return true;
    return (rules & OF_BLOCK) && is_in_block(losses, diagnostic);
}

/* Keeps those of the list that are true of KEEP; their order stays. */
static void filter(struct scope *scope, size_t first,
                   bool (*keep)(struct scope *scope, struct diagnostic *diagnostic))
{
    struct sink *sink = scope->sink;
    size_t kept = first;
    for (size_t i = first; i < sink->list.count; i++) {
        struct diagnostic *diagnostic = sink->list.at[i];
        if (keep(scope, diagnostic)) {
            sink->list.at[kept++] = diagnostic;
            continue;
        }
        sink->errors -= diagnostic->severity == SEVERITY_ERROR;
        sink->warnings -= diagnostic->severity == SEVERITY_WARNING;
    }
    sink->list.count = kept;
}

static bool is_no_echo(struct scope *scope, struct diagnostic *diagnostic)
{
    return !is_echo(scope, diagnostic);
}

void echoes_drop(struct scope *scope, size_t first)
{
    if (scope->losses)
        filter(scope, first, is_no_echo);
}

/* ---------- joining ---------- */

enum { LABELS_MOST = 4 };

/* A message: where it was said first in the order of the text, and how often. */
struct saying {
    struct diagnostic *first;
    size_t count;
};

static bool is_before(struct span a, struct span b)
{
    return a.source != b.source ? a.source < b.source : a.from < b.from;
}

static void count_saying(struct scope *scope, struct diagnostic *diagnostic)
{
    struct saying *saying = map_find(scope->sayings, diagnostic->message);
    if (!saying) {
        saying = ARENA_NEW(scope->arena, struct saying);
        saying->first = diagnostic;
        map_put(scope->sayings, diagnostic->message, saying);
    }
    saying->count++;
    if (is_before(diagnostic->span, saying->first->span))
        saying->first = diagnostic;
}

static bool is_joined(const struct diagnostic *diagnostic)
{
    return rows[diagnostic->code] & OF_ITSELF;
}

static bool is_first(struct scope *scope, struct diagnostic *diagnostic)
{
    if (!is_joined(diagnostic))
        return true;
    struct diagnostic *first =
        ((struct saying *)map_find(scope->sayings, diagnostic->message))->first;
    if (first == diagnostic)
        return true;
    if (first->labels.count < LABELS_MOST)
        diagnostic_label(scope->sink, first, diagnostic->span, "and here");
    for (size_t i = 0; i < diagnostic->fixes.count; i++)
        diagnostic_fix(scope->sink, first, diagnostic->fixes.at[i].span,
                       diagnostic->fixes.at[i].with);
    return false;
}

void echoes_join(struct scope *scope, size_t first)
{
    const struct sink *sink = scope->sink;
    scope->sayings = map_new(scope->arena);
    for (size_t i = first; i < sink->list.count; i++)
        if (is_joined(sink->list.at[i]))
            count_saying(scope, sink->list.at[i]);
    filter(scope, first, is_first);
    for (size_t i = first; i < sink->list.count; i++) {
        const struct saying *saying = map_find(scope->sayings, sink->list.at[i]->message);
        if (saying && saying->count > LABELS_MOST + 1)
            diagnostic_note(scope->sink, sink->list.at[i], "It stands in %zu places.",
                            saying->count);
    }
}
