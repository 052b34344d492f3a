/* dump.c - tokens and trees as lines of text, for `charter debug` and for goldens. */
#include "syntax/syntax.h"
#include "syntax/tree.h"
#include "time/civil.h"

/* ---------- tokens ---------- */

static const char *sort_name(enum token_sort sort)
{
    static const char *const names[] = {
        [TOKEN_WORD] = "word", [TOKEN_NAME] = "name", [TOKEN_LITERAL] = "literal",
        [TOKEN_TEXT] = "text", [TOKEN_MARK] = "mark", [TOKEN_COMMENT] = "comment",
        [TOKEN_BAD] = "bad",
    };
    return names[sort];
}

void syntax_dump_tokens(const struct sources *sources, const struct tokens *tokens,
                        struct buffer *out)
{
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->at[i];
        struct place place = source_place(sources, token->span.source, token->span.from);
        buffer_format(out, "%u:%u\t%s\t%s\t", place.line, place.column, sort_name(token->sort),
                      token->kind ? token_kind_name(token->kind) : "a comment");
        buffer_put_json(out, span_text(sources, token->span));
        buffer_putc(out, '\n');
    }
}

/* ---------- trees ---------- */

struct dump {
    struct arena *scratch;
    struct buffer *out;
};

static void put_decimal(struct dump *dump, struct decimal value)
{
    buffer_put(dump->out, decimal_format(dump->scratch, value));
}

static void put_date(struct dump *dump, struct ast_date date)
{
    char room[CIVIL_ROOM];
    civil_write_date(room, date.day);
    buffer_puts(dump->out, room);
}

static void put_micros(struct dump *dump, micros length)
{
    char room[CIVIL_ROOM];
    civil_write_seconds(room, length);
    buffer_format(dump->out, "%s s", room);
}

static void put_instant(struct dump *dump, const struct ast_instant *value)
{
    char room[CIVIL_ROOM];
    civil_write_local(room, value->date.day, value->time);
    buffer_puts(dump->out, room);
    if (!value->has_offset)
        return;
    civil_write_offset(room, value->offset);
    buffer_puts(dump->out, room);
    civil_write_instant(room, value->instant);
    buffer_format(dump->out, " = %s", room);
}

static void put_measure(struct dump *dump, struct ast_measure value)
{
    put_decimal(dump, value.amount);
    buffer_format(dump->out, " %s", word_label(value.unit));
}

static void put_days(struct dump *dump, const struct node *node)
{
    buffer_format(dump->out, "%d %s", (int)node->value.days.count,
                  node->value.days.working ? "working" : "calendar");
}

static void put_money(struct dump *dump, const struct ast_money *value)
{
    buffer_format(dump->out, "%s ", value->currency);
    put_decimal(dump, value->amount);
}

/* What a leaf is worth, where that is more than its text. */
static void put_value(struct dump *dump, const struct node *node)
{
    switch (node->kind) {
    case NODE_WORD:
        buffer_puts(dump->out, word_label(node->value.word));
        break;
    case NODE_DECIMAL:
    case NODE_PERCENT:
    case NODE_RANK:
        put_decimal(dump, node->value.decimal);
        break;
    case NODE_MONEY:
        put_money(dump, &node->value.money);
        break;
    case NODE_SIZE:
    case NODE_DURATION_PART:
        put_measure(dump, node->value.measure);
        break;
    case NODE_NTH:
        buffer_format(dump->out, "%d", node->value.nth);
        break;
    case NODE_DAY_COUNT:
    case NODE_WORKING_DAY_END:
        put_days(dump, node);
        break;
    case NODE_DURATION:
    case NODE_TIME:
        put_micros(dump, node->value.micros);
        break;
    case NODE_DATE:
        put_date(dump, node->value.date);
        break;
    case NODE_INSTANT:
        put_instant(dump, &node->value.instant);
        break;
    default:
        buffer_put_json(dump->out, node->text);
        break;
    }
}

static bool has_value(const struct node *node)
{
    return node_slot_count(node->kind) == 0 || node->kind == NODE_TEXT ||
           node->kind == NODE_DURATION;
}

/* A bare clause (`repeats`) is a leaf without a text. */
static bool is_bare(const struct node *node)
{
    return node_slot_count(node->kind) == 0 && !node->text.len;
}

static void put_slot(struct dump *dump, const char *slot)
{
    for (; *slot; slot++)
        buffer_putc(dump->out, *slot == '_' ? '-' : (char)(*slot | 0x20));
    buffer_puts(dump->out, ": ");
}

static void dump_node(struct dump *dump, const struct node *node, const char *slot, size_t depth)
{
    buffer_fill(dump->out, ' ', 2 * depth);
    if (slot)
        put_slot(dump, slot);
    buffer_puts(dump->out, node_label(node->kind));
    if (node->broken)
        buffer_puts(dump->out, " broken");
    if (has_value(node) && !is_bare(node)) {
        buffer_putc(dump->out, ' ');
        put_value(dump, node);
    }
    buffer_putc(dump->out, '\n');
    for (size_t i = 0; i < node_slot_count(node->kind); i++)
        for (const struct node *kid = node->kid[i]; kid; kid = kid->next)
            dump_node(dump, kid, node_slot(node->kind, i).name, depth + 1);
}

void syntax_dump_tree(const struct node *root, struct arena *scratch, struct buffer *out)
{
    struct dump dump = {scratch, out};
    dump_node(&dump, root, NULL, 0);
}
