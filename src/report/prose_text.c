/* prose_text.c - texts of the charter, with what they quote worked out. */
#include "base/diagnostic.h"
#include "check/quotes.h"
#include "check/terms.h"
#include "report/prose_parts.h"
#include "syntax/tree.h"

#define SAYER(name) struct text prose_say_##name(struct prose *p, const struct node *node)

SAYER(piece)
{
    (void)p;
    return node->text;
}

/* ---------- quotes ---------- */

/* The condition of a quote as the model has it: it was checked when the charter was. */
static const struct condition *condition_of(struct prose *p, const struct node *written)
{
    struct sink sink;
    if (!written)
        return NULL;
    sink_init(&sink, p->arena);
    return terms_condition(scope_of_model(p->arena, p->model, &sink), written);
}

static const struct target *target_called(const struct prose *p, struct text name)
{
    for (uint32_t i = 0; i < p->model->target_count; i++)
        if (text_equal(p->model->targets[i].name, name))
            return &p->model->targets[i];
    return NULL;
}

SAYER(quote_limit)
{
    const struct target *target = target_called(p, node->kid[QUOTE_LIMIT_TARGET]->text);
    if (!target || target->is_absent)
        return SAY(p, NO_LIMIT);
    struct quoted_limit found =
        quotes_limit(p->cells, p->arena, target, condition_of(p, node->kid[QUOTE_LIMIT_WHEN]));
    return found.status == QUOTED_FOUND
               ? phrases_limit(p->arena, p->words, &target->clauses[found.clause].limit)
               : SAY(p, NO_LIMIT);
}

/* What NAME declares of the kinds that QUOTE may name. */
static const struct node *quoted(const struct prose *p, const struct node *quote)
{
    const struct node *found = NULL;
    for (const enum node_kind *kind = quotes_kinds(quote->kind); *kind != NODE_KIND_COUNT && !found;
         kind++)
        found = prose_find(p, *kind, quote->kid[0]->text);
    return found;
}

static const struct node *items_of(const struct node *declaration)
{
    switch (declaration->kind) {
    case NODE_TARGET:
        return declaration->kid[TARGET_ITEMS];
    case NODE_AVAILABILITY:
        return declaration->kid[AVAILABILITY_ITEMS];
    case NODE_MEASURE:
        return declaration->kid[MEASURE_ITEMS];
    default:
        return NULL;
    }
}

SAYER(quote_promise)
{
    const struct node *declaration = quoted(p, node);
    text_vector promises = {0};
    for (const struct node *item = declaration ? items_of(declaration) : NULL; item;
         item = item->next)
        if (item->kind == NODE_MET_FOR || item->kind == NODE_PROMISE)
            VECTOR_PUSH(p->arena, &promises, prose_said(p, item));
    return promises.count ? prose_join(p, &promises, SAID_LIST_AND) : SAY(p, NO_PROMISE);
}

SAYER(quote_title)
{
    const struct node *declaration = quoted(p, node);
    return declaration ? prose_title(p, declaration) : prose_human(p, node->kid[0]->text);
}

SAYER(quote_hours)
{
    uint32_t calendar = prose_calendar_index(p, node->kid[QUOTE_HOURS_CALENDAR]->text);
    return calendar == INDEX_NONE ? TEXT("") : prose_week_text(p, calendar);
}

SAYER(quote_fee)
{
    const struct node *fee = quoted(p, node);
    return fee ? SAY(p, AMOUNT_EACH, prose_said(p, fee->kid[FEE_AMOUNT]),
                     prose_said(p, fee->kid[FEE_EACH]))
               : TEXT("");
}

/* ---------- texts ---------- */

struct text prose_text(struct prose *p, const struct node *text)
{
    struct buffer out = {0};
    if (!text)
        return TEXT("");
    if (text->kind != NODE_TEXT || !text->kid[TEXT_PIECES])
        return text->text;
    for (const struct node *piece = text->kid[TEXT_PIECES]; piece; piece = piece->next)
        buffer_put(&out, prose_said(p, piece));
    struct text said = text_copy(p->arena, buffer_text(&out));
    buffer_fini(&out);
    return said;
}

/* Offset of the empty line that ends the paragraph at FROM, or the end. */
static size_t paragraph_end(struct text text, size_t from)
{
    size_t line = from;
    for (size_t i = from; i < text.len; i++)
        if (text.at[i] == '\n') {
            if (!text_trim(text_slice(text, line, i)).len && i > from)
                return line;
            line = i + 1;
        }
    return text.len;
}

/* TEXT with each line end as a blank. */
static struct text in_one_line(struct prose *p, struct text text)
{
    char *out = arena_alloc(p->arena, text.len + 1);
    for (size_t i = 0; i < text.len; i++)
        out[i] = text.at[i] == '\n' || text.at[i] == '\r' ? ' ' : text.at[i];
    return (struct text){out, text.len};
}

void prose_paragraphs(struct prose *p, const struct node *text_or_null)
{
    struct text text = prose_text(p, text_or_null);
    for (size_t at = 0; at < text.len;) {
        size_t end = paragraph_end(text, at);
        struct text paragraph = text_trim(text_slice(text, at, end));
        if (paragraph.len) {
            document_paragraph(p->document);
            document_say(p->document, in_one_line(p, paragraph));
        }
        at = end == at ? at + 1 : end;
    }
}
