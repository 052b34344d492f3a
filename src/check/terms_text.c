/* Conditions and values that stand in an option of the command instead of in a charter. */
#include "check/terms.h"
#include "syntax/syntax.h"
#include "syntax/tree.h"

/* A scope over a model has none of its own. */
static struct sources *sources_of(struct scope *scope)
{
    if (!scope->sources)
        scope->sources = sources_new(scope->arena);
    return scope->sources;
}

static struct node *parse(struct scope *scope, uint32_t source)
{
    struct syntax_input input = {scope->sources, source, SYNTAX_QUERY, scope->arena, scope->sink};
    return syntax_parse(&input);
}

static void complain(struct scope *scope, uint32_t source, const char *message)
{
    struct text bytes = source_bytes(scope->sources, source);
    struct span span = {source, 0, (uint32_t)bytes.len};
    diagnose(scope->sink, DIAG_BAD_OPTION, span, "%s", message);
}

const struct condition *terms_parse_condition(struct scope *scope, struct text name,
                                              struct text written)
{
    uint32_t source = sources_add(sources_of(scope), name, text_copy(scope->arena, written));
    size_t before = scope->sink->list.count;
    const struct node *node = parse(scope, source);
    if (node && node_kind_is(node->kind, NODE_ANY_CONDITION))
        return terms_condition(scope, node);
    if (scope->sink->list.count == before)
        complain(scope, source, "a condition is needed here, such as `priority is P1`");
    return NULL;
}

/* ---------- with ---------- */

/* `priority=P1,channel=phone` is `priority P1,channel phone` in the language: an equals sign
 * outside quotation marks is a blank. So every byte keeps its place. */
static struct text without_equals(struct arena *arena, struct text written)
{
    char *at = arena_alloc(arena, written.len + 1);
    bool quoted = false, escaped = false;
    for (size_t i = 0; i < written.len; i++) {
        char c = written.at[i];
        if (c == '"' && !escaped)
            quoted = !quoted;
        escaped = c == '\\' && !escaped;
        at[i] = c == '=' && !quoted ? ' ' : c;
    }
    return (struct text){at, written.len};
}

/* The values stand behind a beginning that makes a query of them; in what is reported they stand
 * alone. */
struct shift {
    uint32_t source, by, len;
};

static struct span shifted(const struct shift *shift, struct span span)
{
    uint32_t from = span.from > shift->by ? span.from - shift->by : 0;
    uint32_t to = span.to > shift->by ? span.to - shift->by : 0;
    return (struct span){shift->source, from < shift->len ? from : shift->len,
                         to < shift->len ? to : shift->len};
}

static void shift_tree(const struct shift *shift, struct node *node)
{
    for (; node; node = node->next) {
        node->span = shifted(shift, node->span);
        for (size_t i = 0; i < node_slot_count(node->kind); i++)
            shift_tree(shift, node->kid[i]);
    }
}

static void hand_over(struct scope *scope, const struct shift *shift, const struct sink *from)
{
    for (size_t i = 0; i < from->list.count; i++) {
        const struct diagnostic *d = from->list.at[i];
        struct diagnostic *copy =
            diagnose(scope->sink, d->code, shifted(shift, d->span), TEXT_FMT, TEXT_ARG(d->message));
        copy->hint = d->hint;
        copy->notes.at = d->notes.at;
        copy->notes.count = copy->notes.cap = d->notes.count;
    }
}

bool terms_parse_assignments(struct scope *scope, struct text written,
                             const struct assignment **assignments, uint32_t *count)
{
    static const struct text head = TEXT("open ticket at 2000-01-01 00:00 with ");
    struct arena *arena = scope->arena;
    struct text bytes = without_equals(arena, written);
    struct shift shift = {sources_add(sources_of(scope), TEXT("--with"), text_copy(arena, written)),
                          (uint32_t)head.len, (uint32_t)written.len};
    struct sources *own = sources_new(arena);
    uint32_t source =
        sources_add(own, TEXT("--with"),
                    text_format(arena, TEXT_FMT TEXT_FMT, TEXT_ARG(head), TEXT_ARG(bytes)));
    struct sink sink;
    sink_init(&sink, arena);
    struct syntax_input input = {own, source, SYNTAX_QUERY, arena, &sink};
    struct node *node = syntax_parse(&input);
    hand_over(scope, &shift, &sink);
    *assignments = NULL;
    *count = 0;
    if (!node || node->kind != NODE_OPEN_TICKET) {
        if (sink.list.count == 0)
            complain(scope, shift.source, "values are needed here, such as `priority=P1`");
        return false;
    }
    shift_tree(&shift, node);
    return terms_assignments(scope, node->kid[OPEN_TICKET_WITH], assignments, count);
}
