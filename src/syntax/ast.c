/* ast.c - plain construction; the checks are those that only the whole clause can decide. */
#include "syntax/ast.h"

#include <assert.h>
#include <string.h>

#include "syntax/feed.h"
#include "syntax/tree.h"

/* ---------- lists and bundles ---------- */

struct list ast_none(void)
{
    return (struct list){NULL, NULL};
}

struct list ast_one(struct node *node)
{
    return (struct list){node, node};
}

struct list ast_two(struct node *a, struct node *b)
{
    return ast_more(ast_one(a), b);
}

struct list ast_more(struct list list, struct node *node)
{
    if (!node) /* a block that is none after all: see feed_close */
        return list;
    if (!list.last)
        return ast_one(node);
    list.last->next = node;
    list.last = node;
    return list;
}

struct pair ast_pair(struct node *a, struct node *b)
{
    return (struct pair){a, b};
}

struct body ast_body(struct node *title, struct list items)
{
    return (struct body){.title = title, .items = items};
}

struct body ast_marked(struct node *title, struct node *mark, struct list items)
{
    return (struct body){.title = title, .mark = mark, .items = items};
}

struct body ast_received(struct list names)
{
    return (struct body){.names = names.first};
}

struct body ast_sources(struct list from, struct list to)
{
    return (struct body){.names = to.first, .items = from};
}

struct body ast_titled(struct body body, struct node *title)
{
    body.title = title;
    return body;
}

struct body ast_filled(struct body body, struct list items)
{
    body.items = items;
    return body;
}

struct amount ast_amount(struct node *number, enum word unit)
{
    return (struct amount){number, unit};
}

/* ---------- nodes ---------- */

static struct node *make(struct parser *parser, enum node_kind kind, struct span span)
{
    size_t slots = node_slot_count(kind) * sizeof(struct node *);
    struct node *node = arena_alloc(parser->run->arena, sizeof *node + slots);
    node->kind = kind;
    node->span = span;
    return node;
}

struct node *ast_node(struct parser *parser, enum node_kind kind, struct span span,
                      struct kids kids)
{
    assert(kids.count == node_slot_count(kind));
    struct node *node = make(parser, kind, span);
    if (kids.count)
        memcpy(node->kid, kids.at, kids.count * sizeof *kids.at);
    return node;
}

struct node *ast_leaf(struct parser *parser, enum node_kind kind, struct span span)
{
    struct node *node = make(parser, kind, span);
    node->text = run_text(parser->run, span);
    return node;
}

struct node *ast_name(struct parser *parser, struct span span)
{
    parser->name = span;
    return ast_leaf(parser, NODE_NAME, span);
}

struct node *ast_quoted_name(struct parser *parser, struct node *text)
{
    struct node *name = ast_leaf(parser, NODE_NAME, text->span);
    name->text = text->text;
    return name;
}

struct node *ast_word(struct parser *parser, enum word word, struct span span)
{
    struct node *node = ast_leaf(parser, NODE_WORD, span);
    node->value.word = word;
    return node;
}

struct node *ast_yes_no(struct parser *parser, struct span span, bool yes)
{
    struct node *node = ast_leaf(parser, NODE_YES_NO, span);
    node->value.yes = yes;
    return node;
}

struct node *ast_weekday(struct parser *parser, struct span span, enum weekday weekday)
{
    struct node *node = ast_leaf(parser, NODE_WEEKDAY, span);
    node->value.weekday = (int)weekday;
    return node;
}

struct node *ast_month(struct parser *parser, struct span span, int month)
{
    struct node *node = ast_leaf(parser, NODE_MONTH, span);
    node->value.month = month;
    return node;
}

struct node *ast_nth(struct parser *parser, struct span span, int nth)
{
    struct node *node = ast_leaf(parser, NODE_NTH, span);
    node->value.nth = nth;
    return node;
}

struct node *ast_money(struct parser *parser, struct span span, struct span currency,
                       const struct node *number)
{
    struct node *node = ast_leaf(parser, NODE_MONEY, span);
    struct text code = run_text(parser->run, currency);
    assert(code.len == 3);
    node->value.money.amount = number->value.decimal;
    memcpy(node->value.money.currency, code.at, 3);
    return node;
}

struct node *ast_measure(struct parser *parser, enum node_kind kind, struct span span,
                         struct amount amount)
{
    struct node *node = ast_leaf(parser, kind, span);
    node->value.measure = (struct ast_measure){amount.number->value.decimal, amount.unit};
    return node;
}

/* ---------- lengths ---------- */

static micros unit_length(enum word unit)
{
    switch (unit) {
    case WORD_HOUR:
        return MICROS_HOUR;
    case WORD_MINUTE:
        return MICROS_MINUTE;
    default:
        assert(unit == WORD_SECOND);
        return MICROS_SECOND;
    }
}

/* The exact length of one part; false if it is finer than a microsecond or too long. */
static bool part_length(const struct node *part, micros *length)
{
    struct decimal amount = part->value.measure.amount;
    int64_t scale = 1, whole, rest;
    for (unsigned i = 0; i < amount.scale; i++)
        scale *= 10;
    whole = amount.digits / scale;
    rest = amount.digits % scale; /* under 10^9, and a unit is under 4 * 10^9: fits */
    micros unit = unit_length(part->value.measure.unit);
    if (rest * unit % scale || !civil_multiply(unit, whole, length))
        return false;
    return civil_add_lengths(*length, rest * unit / scale, length);
}

static void complain_part(struct parser *parser, const struct node *part)
{
    struct run *run = parser->run;
    struct diagnostic *d =
        complain(run, DIAG_BAD_LENGTH, part->span,
                 "`" TEXT_FMT "` is no length that can be counted exactly", TEXT_ARG(part->text));
    complain_hint(run, d, "Lengths are counted in whole microseconds, up to about 290,000 years.");
}

static bool check_order(struct parser *parser, const struct node *part, enum word before)
{
    enum word unit = part->value.measure.unit;
    if (before == WORD_NONE || unit_length(unit) < unit_length(before))
        return true;
    struct run *run = parser->run;
    struct diagnostic *d =
        complain(run, DIAG_BAD_LENGTH, part->span,
                 "`" TEXT_FMT "` stands behind a unit that is not larger", TEXT_ARG(part->text));
    complain_hint(run, d,
                  "The parts of a length stand with the largest unit first, each unit once, as "
                  "in `1 hour 30 minutes`.");
    return false;
}

struct node *ast_duration(struct parser *parser, struct span span, struct list parts)
{
    struct node *node =
        ast_node(parser, NODE_DURATION, span, (struct kids){1, (struct node *[]){parts.first}});
    enum word before = WORD_NONE;
    micros length = 0;
    node->text = run_text(parser->run, span);
    for (const struct node *part = parts.first; part; part = part->next) {
        if (!check_order(parser, part, before))
            break;
        if (!part_length(part, &length) ||
            !civil_add_lengths(node->value.micros, length, &node->value.micros)) {
            complain_part(parser, part);
            break;
        }
        before = part->value.measure.unit;
    }
    return node;
}

enum { DAYS_MOST = 1000000 };

static int32_t day_number(struct parser *parser, const struct node *count, int64_t least)
{
    int64_t days = node_whole(count);
    if (days >= least && days <= DAYS_MOST)
        return (int32_t)days;
    complain(parser->run, DIAG_BAD_LENGTH, count->span,
             "`" TEXT_FMT "` days cannot be counted, expected %d to %d", TEXT_ARG(count->text),
             (int)least, DAYS_MOST);
    return (int32_t)least;
}

struct node *ast_days(struct parser *parser, struct span span, const struct node *count,
                      bool working)
{
    struct node *node = ast_leaf(parser, NODE_DAY_COUNT, span);
    node->value.days = (struct ast_days){day_number(parser, count, 1), working};
    return node;
}

struct node *ast_day_end(struct parser *parser, struct span span, const struct node *count)
{
    struct node *node = ast_leaf(parser, NODE_WORKING_DAY_END, span);
    node->value.days = (struct ast_days){day_number(parser, count, 0), true};
    return node;
}

/* ---------- times ---------- */

struct node *ast_start_time(struct parser *parser, struct node *time)
{
    if (time->value.micros < MICROS_DAY)
        return time;
    struct diagnostic *d = complain(parser->run, DIAG_BAD_TIME, time->span,
                                    "`24:00` stands only at the end of a span");
    complain_hint(parser->run, d, "The midnight at which a day begins is `00:00` of that day.");
    time->value.micros = 0;
    return time;
}

struct node *ast_instant(struct parser *parser, struct span span, const struct node *date,
                         struct node *time)
{
    struct node *node = ast_leaf(parser, NODE_INSTANT, span);
    node->value.instant.date = date->value.date;
    node->value.instant.time = ast_start_time(parser, time)->value.micros;
    return node;
}

struct node *ast_span(struct parser *parser, struct span span, struct node *from, struct node *to)
{
    from = ast_start_time(parser, from);
    return ast_node(parser, NODE_SPAN, span, (struct kids){2, (struct node *[]){from, to}});
}

/* ---------- later touches, still inside the parser ---------- */

struct node *ast_widen(struct node *node, struct span span)
{
    node->span = span;
    return node;
}

struct node *ast_locked(struct node *node, struct node *lock)
{
    if (!lock)
        return node;
    node->kid[node_slot_count(node->kind) - 1] = lock;
    return ast_widen(node, span_join(node->span, lock->span));
}

struct node *ast_escalation(struct parser *parser, struct node *escalation)
{
    if (!escalation)
        return NULL;
    const struct node *item = escalation->kid[ESCALATION_ITEMS];
    struct span head = escalation->kid[ESCALATION_NAME] ? escalation->kid[ESCALATION_NAME]->span
                                                        : escalation->span;
    bool stands = item && item->kind == NODE_ESCALATION_FOR;
    if (!stands && !escalation->broken)
        complain_hint(parser->run,
                      complain(parser->run, DIAG_SYNTAX, head,
                               "the escalation does not say in its first line what it is for"),
                      "Begin with `for` and a target, as in `for resolution when priority is P1`.");
    for (item = stands ? item->next : NULL; item; item = item->next)
        if (item->kind == NODE_ESCALATION_FOR)
            complain(parser->run, DIAG_SYNTAX, item->span,
                     "a second `for`, expected a step or `end`");
    return escalation;
}

struct body ast_mapping(struct parser *parser, struct head head, struct list lines,
                        struct node *otherwise)
{
    feed_close(parser, head, NULL);
    return ast_body(otherwise, lines);
}

struct list ast_tops(struct parser *parser, struct list list, struct node *top)
{
    parser->tops = ast_more(list, top);
    return parser->tops;
}

struct node *ast_root(struct parser *parser, enum node_kind kind, struct span span,
                      struct list items)
{
    return ast_node(parser, kind, span, (struct kids){1, (struct node *[]){items.first}});
}
