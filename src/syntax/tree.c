/* tree.c - the rows of ast.def as tables, and what is generic over them. */
#include "syntax/tree.h"

#include <assert.h>
#include <string.h>

/* Slots stand behind the row of their kind, so the first row of a kind is known by its place. */
enum flat_index {
#define NODE(kind, label) FLAT_KIND_##kind,
#define SLOT(kind, slot, arity, holds) FLAT_SLOT_##kind##_##slot,
#include "charter/ast.def"
    FLAT_END
};

static const struct {
    const char *slot; /* NULL in the row of a kind */
    enum arity arity;
    enum node_kind holds;
} flat[] = {
#define NODE(kind, label) {0},
#define SLOT(kind, slot, arity, holds) {#slot, ARITY_##arity, NODE_##holds},
#include "charter/ast.def"
};

_Static_assert(sizeof flat / sizeof *flat == FLAT_END, "one row a kind and a slot");

static const struct {
    const char *label;
    size_t first; /* the kind's own row in `flat` */
} kinds[] = {
#define NODE(kind, label) {label, FLAT_KIND_##kind},
#include "charter/ast.def"
};

_Static_assert(sizeof kinds / sizeof *kinds == NODE_KIND_COUNT, "one row a kind");

static const char *const classes[] = {
#define CLASS(class, label) label,
#include "charter/ast.def"
};

/* Does a class name a kind, or another class, in a row of its own? */
static const bool members[NODE_CLASS_END - NODE_KIND_COUNT][NODE_CLASS_END] = {
#define MEMBER(class, kind) [NODE_##class - NODE_KIND_COUNT][NODE_##kind] = true,
#include "charter/ast.def"
};

static const char *const words[] = {
    "none",
#define WORD(word) #word,
#include "charter/ast.def"
};

size_t node_slot_count(enum node_kind kind)
{
    assert(kind < NODE_KIND_COUNT);
    size_t end = kind + 1 == NODE_KIND_COUNT ? FLAT_END : kinds[kind + 1].first;
    return end - kinds[kind].first - 1;
}

struct slot_row node_slot(enum node_kind kind, size_t slot)
{
    assert(slot < node_slot_count(kind));
    size_t row = kinds[kind].first + 1 + slot;
    return (struct slot_row){flat[row].slot, flat[row].arity, flat[row].holds};
}

const char *node_label(enum node_kind kind)
{
    return kind < NODE_KIND_COUNT ? kinds[kind].label : classes[kind - NODE_KIND_COUNT];
}

const char *word_label(enum word word)
{
    assert(word < WORD_COUNT);
    return words[word];
}

bool node_kind_is(enum node_kind kind, enum node_kind holds)
{
    if (kind == holds)
        return true;
    if (holds < NODE_KIND_COUNT)
        return false;
    const bool *named = members[holds - NODE_KIND_COUNT];
    bool found = named[kind];
    for (int class = NODE_KIND_COUNT; class < NODE_CLASS_END && !found; class ++)
        found = named[class] && node_kind_is(kind, (enum node_kind) class);
    return found;
}

static bool is_list(enum arity arity)
{
    return arity == ARITY_LIST || arity == ARITY_SOME;
}

static bool slot_is_sound(const struct node *kid, struct slot_row row)
{
    if (!kid)
        return row.arity == ARITY_OPT || row.arity == ARITY_LIST;
    if (!is_list(row.arity) && kid->next)
        return false;
    for (; kid; kid = kid->next)
        if (!node_kind_is(kid->kind, row.holds))
            return false;
    return true;
}

bool node_is_sound(const struct node *root, const struct node **wrong)
{
    for (size_t i = 0; i < node_slot_count(root->kind); i++) {
        if (!slot_is_sound(root->kid[i], node_slot(root->kind, i))) {
            *wrong = root;
            return false;
        }
        for (const struct node *kid = root->kid[i]; kid; kid = kid->next)
            if (!node_is_sound(kid, wrong))
                return false;
    }
    return true;
}

size_t node_list_count(const struct node *first)
{
    size_t count = 0;
    for (; first; first = first->next)
        count++;
    return count;
}

size_t node_count(const struct node *root)
{
    size_t count = 1;
    for (size_t i = 0; i < node_slot_count(root->kind); i++)
        for (const struct node *kid = root->kid[i]; kid; kid = kid->next)
            count += node_count(kid);
    return count;
}

size_t node_height(const struct node *root)
{
    size_t most = 0;
    for (size_t i = 0; i < node_slot_count(root->kind); i++)
        for (const struct node *kid = root->kid[i]; kid; kid = kid->next) {
            size_t height = node_height(kid);
            most = height > most ? height : most;
        }
    return most + 1;
}

void node_walk(const struct node *node, const struct node_visitor *visitor)
{
    if (!visitor->enter || visitor->enter(visitor->context, node))
        for (size_t i = 0; i < node_slot_count(node->kind); i++)
            for (const struct node *kid = node->kid[i]; kid; kid = kid->next)
                node_walk(kid, visitor);
    if (visitor->leave)
        visitor->leave(visitor->context, node);
}

int64_t node_whole(const struct node *node)
{
    assert(node->kind == NODE_WHOLE);
    return node->value.decimal.digits;
}

enum word node_word(const struct node *word_or_null)
{
    if (!word_or_null)
        return WORD_NONE;
    assert(word_or_null->kind == NODE_WORD);
    return word_or_null->value.word;
}

/* The kid in the slot of that name, if the kind has one. */
static const struct node *kid_named(const struct node *node, const char *slot)
{
    for (size_t i = 0; i < node_slot_count(node->kind); i++)
        if (text_is(text_of(flat[kinds[node->kind].first + 1 + i].slot), slot))
            return node->kid[i];
    return NULL;
}

const struct node *node_name(const struct node *declaration)
{
    return kid_named(declaration, "NAME");
}

const struct node *node_title(const struct node *declaration)
{
    return kid_named(declaration, "TITLE");
}

enum node_kind node_kind_removed(const struct node *remove)
{
    static const struct {
        enum word word;
        enum node_kind kind;
    } sorts[] = {
        {WORD_HOLIDAYS, NODE_HOLIDAYS},
        {WORD_HOURS, NODE_HOURS},
        {WORD_PERIOD, NODE_PERIOD},
        {WORD_CHANNEL, NODE_CHANNEL},
        {WORD_SERVICE, NODE_SERVICE},
        {WORD_TEAM, NODE_TEAM},
        {WORD_CONTACT, NODE_CONTACT},
        {WORD_SYSTEM, NODE_SYSTEM},
        {WORD_CLOCK, NODE_CLOCK},
        {WORD_TARGET, NODE_TARGET},
        {WORD_AVAILABILITY, NODE_AVAILABILITY},
        {WORD_MAINTENANCE, NODE_MAINTENANCE},
        {WORD_MEASURE, NODE_MEASURE},
        {WORD_ESCALATION, NODE_ESCALATION},
        {WORD_FEE, NODE_FEE},
        {WORD_CREDIT, NODE_CREDIT},
        {WORD_EVENT, NODE_EVENT},
        {WORD_LOG, NODE_LOG},
    };
    size_t i = 0;
    while (sorts[i].word != node_word(remove->kid[REMOVE_SORT]))
        i++; /* the grammar has no other words */
    return sorts[i].kind;
}

enum word node_lock(const struct node *item)
{
    return node_word(kid_named(item, "LOCK"));
}

/* ---- The same, however it is written ---- */

static bool same_measure(const struct ast_measure *a, const struct ast_measure *b)
{
    return a->unit == b->unit && decimal_compare(a->amount, b->amount) == 0;
}

static bool same_money(const struct ast_money *a, const struct ast_money *b)
{
    return strcmp(a->currency, b->currency) == 0 && decimal_compare(a->amount, b->amount) == 0;
}

static bool same_instant(const struct ast_instant *a, const struct ast_instant *b)
{
    if (a->has_offset || b->has_offset)
        return a->has_offset && b->has_offset && a->instant == b->instant;
    return a->date.day == b->date.day && a->time == b->time;
}

/* Of two nodes of a kind that has a value; else by what is written. */
static bool same_value(const struct node *a, const struct node *b)
{
    switch ((int)a->kind) {
    case NODE_WORD:
        return a->value.word == b->value.word;
    case NODE_YES_NO:
        return a->value.yes == b->value.yes;
    case NODE_WHOLE:
    case NODE_DECIMAL:
    case NODE_PERCENT:
    case NODE_RANK:
        return decimal_compare(a->value.decimal, b->value.decimal) == 0;
    case NODE_MONEY:
        return same_money(&a->value.money, &b->value.money);
    case NODE_SIZE:
        return same_measure(&a->value.measure, &b->value.measure);
    case NODE_NTH:
        return a->value.nth == b->value.nth;
    case NODE_DAY_COUNT:
    case NODE_WORKING_DAY_END:
        return a->value.days.count == b->value.days.count &&
               a->value.days.working == b->value.days.working;
    case NODE_DURATION:
    case NODE_TIME:
        return a->value.micros == b->value.micros;
    case NODE_DATE:
        return a->value.date.day == b->value.date.day;
    case NODE_INSTANT:
        return same_instant(&a->value.instant, &b->value.instant);
    case NODE_WEEKDAY:
        return a->value.weekday == b->value.weekday;
    case NODE_MONTH:
        return a->value.month == b->value.month;
    default: /* names and texts, and kinds that are all kids */
        return text_equal(a->text, b->text);
    }
}

bool node_same_list(const struct node *a, const struct node *b)
{
    for (; a && b; a = a->next, b = b->next)
        if (!node_same(a, b))
            return false;
    return a == b;
}

bool node_same(const struct node *a, const struct node *b)
{
    if (!a || !b)
        return a == b;
    if (a->kind != b->kind || !same_value(a, b))
        return false;
    if (a->kind == NODE_DURATION) /* the parts may be others */
        return true;
    for (size_t i = 0; i < node_slot_count(a->kind); i++)
        if (!node_same_list(a->kid[i], b->kid[i]))
            return false;
    return true;
}

struct node *node_copy(struct arena *arena, const struct node *node)
{
    size_t size = sizeof *node + node_slot_count(node->kind) * sizeof *node->kid;
    struct node *copy = arena_alloc(arena, size);
    memcpy(copy, node, size);
    copy->next = NULL;
    return copy;
}
