/* compare_text.c - what a charter only says: different where it differs, by lines. */
#include "analyse/compare_part.h"
#include "check/same.h"
#include "syntax/tree.h"

/* ---- what is compared elsewhere, or not at all ---- */

static bool is_elsewhere(enum node_kind kind)
{
    switch (kind) {
    case NODE_TARGET:
    case NODE_HOURS:
    case NODE_PERIOD:
    case NODE_MAINTENANCE:
    case NODE_AVAILABILITY:
    case NODE_MEASURE:
    case NODE_FEE:
    case NODE_CREDIT:
    case NODE_ESCALATION:
    case NODE_CLOCK:
    /* Of no meaning for the customer: how it is tested and read. */
    case NODE_TEST:
    case NODE_PROPERTY:
    case NODE_LOG:
    case NODE_USE:
        return true;
    default:
        return false;
    }
}

static bool is_no_matter(enum node_kind kind)
{
    return kind == NODE_EXTENDS || kind == NODE_LANGUAGE || kind == NODE_HANDS_OVER;
}

/* ---- lines ---- */

struct lines {
    struct compare *compare;
    const struct node *const *declaration;
    VECTOR(const struct node *) of[2]; /* NULL: met */
};

static struct compare_row head_row(const struct node *const declaration[2])
{
    const struct node *some = declaration[0] ? declaration[0] : declaration[1];
    const struct node *name = node_name(some);
    struct compare_row row = {.mark = COMPARE_DIFFERENT,
                              .kind = some->kind,
                              .name = name ? name->text : TEXT(""),
                              .about = ""};
    row.declaration[0] = declaration[0];
    row.declaration[1] = declaration[1];
    return row;
}

static void add_line(const struct lines *lines, const struct node *a, const struct node *b)
{
    struct compare_row row = head_row(lines->declaration);
    struct compare_row found = compare_catalogue_line(lines->compare, a, b);
    row.mark = found.mark;
    row.about = found.about[0] ? found.about : node_label(a ? a->kind : b->kind);
    row.reason = found.reason;
    row.better = found.better;
    row.worse = found.worse;
    row.line[0] = a;
    row.line[1] = b;
    compare_add(lines->compare, row);
}

static void meet(struct lines *lines, bool same(const struct node *a, const struct node *b),
                 bool tell)
{
    for (size_t i = 0; i < lines->of[0].count; i++)
        for (size_t k = 0; k < lines->of[1].count && lines->of[0].at[i]; k++) {
            const struct node *a = lines->of[0].at[i], *b = lines->of[1].at[k];
            if (!b || !same(a, b))
                continue;
            lines->of[0].at[i] = lines->of[1].at[k] = NULL;
            if (tell)
                add_line(lines, a, b);
        }
}

static void collect_of(struct lines *lines, int side, const struct node *declaration,
                       bool (*is_left)(enum node_kind kind))
{
    for (size_t i = 0; i < node_slot_count(declaration->kind); i++) {
        struct slot_row slot = node_slot(declaration->kind, i);
        const struct node *item = declaration->kid[i];
        if (slot.arity == ARITY_ONE || slot.arity == ARITY_OPT)
            continue;
        for (; item; item = item->next)
            if (!is_left(item->kind))
                VECTOR_PUSH(lines->compare->arena, &lines->of[side], item);
    }
}

/* What has no name may stand in several places, a library's among them: it is one thing. */
static bool is_one_thing(const struct node *a, const struct node *b)
{
    return a == b || (a->kind == b->kind && !node_name(a) && same_declaration(a, b));
}

static void collect(struct lines *lines, bool (*is_left)(enum node_kind kind))
{
    for (int side = 0; side < 2; side++) {
        const struct model *model = lines->compare->side[side].model;
        for (uint32_t i = 0; i < model->declaration_count; i++) {
            const struct node *one = model->declarations[i].node;
            if (one && is_one_thing(one, lines->declaration[side]))
                collect_of(lines, side, one, is_left);
        }
    }
}

/* All of a declaration but its name and its lists: a title, an amount. */
static bool same_head(const struct node *a, const struct node *b)
{
    const struct node *name = node_name(a);
    for (size_t i = 0; i < node_slot_count(a->kind); i++) {
        struct slot_row slot = node_slot(a->kind, i);
        bool alone = slot.arity == ARITY_ONE || slot.arity == ARITY_OPT;
        if (alone && (a->kid[i] != name || a->kid[i] == NULL) && !node_same(a->kid[i], b->kid[i]))
            return false;
    }
    return true;
}

void compare_lines(struct compare *compare, const struct node *const declaration[2],
                   bool (*is_left)(enum node_kind kind))
{
    struct lines lines = {.compare = compare, .declaration = declaration};
    if (!declaration[0] || !declaration[1])
        return;
    if (!same_head(declaration[0], declaration[1])) {
        struct compare_row row = head_row(declaration);
        row.about = "title";
        compare_add(compare, row);
    }
    if (!is_left)
        return;
    collect(&lines, is_left);
    meet(&lines, node_same, false);
    meet(&lines, same_line, true);
    for (size_t i = 0; i < lines.of[0].count; i++)
        if (lines.of[0].at[i])
            add_line(&lines, lines.of[0].at[i], NULL);
    for (size_t i = 0; i < lines.of[1].count; i++)
        if (lines.of[1].at[i])
            add_line(&lines, NULL, lines.of[1].at[i]);
}

void compare_titles(struct compare *compare, const struct compare_row *row)
{
    const struct node *a = row->declaration[0], *b = row->declaration[1];
    if (!a || !b || a->kind != b->kind || node_same(node_title(a), node_title(b)))
        return;
    struct compare_row out = head_row(row->declaration);
    out.about = "title";
    compare_add(compare, out);
}

void compare_reasons(struct compare *compare, const struct compare_row *row, int slot)
{
    const struct node *a = row->line[0], *b = row->line[1];
    if (!a || !b || a->kind != b->kind || node_same(a->kid[slot], b->kid[slot]))
        return;
    struct compare_row out = *row;
    out.mark = COMPARE_DIFFERENT;
    out.about = "reason given";
    compare_add(compare, out);
}

/* ---- declarations ---- */

static const struct node *other_of(const struct compare *compare, int side, const struct node *node)
{
    const struct model *other = compare->side[!side].model;
    for (uint32_t i = 0; i < other->declaration_count; i++) {
        const struct node *one = other->declarations[i].node;
        if (one && one->kind == node->kind &&
            (node->kind == NODE_CHARTER || same_declaration(one, node)))
            return one;
    }
    return NULL;
}

static void compare_declaration_of(struct compare *compare, int side,
                                   const struct model_declaration *one)
{
    const struct node *pair[2] = {NULL, NULL};
    pair[side] = one->node;
    pair[!side] = other_of(compare, side, one->node);
    if (pair[!side]) {
        if (side == 0) /* what an amendment changes has been compared */
            compare_lines(compare, pair, one->kind == NODE_AMENDMENT ? NULL : is_no_matter);
        return;
    }
    if (one->kind == NODE_AMENDMENT)
        return;
    if (one->from_library)
        return; /* what it does shows in what uses it */
    compare_add_single(compare, head_row(pair), COMPARE_DIFFERENT);
}

static bool is_told(const struct model *model, uint32_t declaration)
{
    for (uint32_t i = 0; i < declaration; i++)
        if (model->declarations[i].node &&
            is_one_thing(model->declarations[i].node, model->declarations[declaration].node))
            return true;
    return false;
}

/* A clock by itself promises nothing: what it changes stands with the targets. */
static void compare_clock_of(struct compare *compare, const struct clock_model *clock)
{
    const struct model *other = compare->side[1].model;
    const struct clock_model *first = compare->side[0].model->clocks;
    struct compare_row row = compare_row(compare, NODE_CLOCK, clock->name);
    row.mark = COMPARE_DIFFERENT;
    for (uint32_t i = 0; i < other->clock_count; i++) {
        if (other->clocks[i].is_absent || !text_equal(other->clocks[i].name, clock->name))
            continue;
        struct compare_row found = compare_clocks(compare, (uint32_t)(clock - first), i);
        row.about = "clock";
        row.reason = TEXT("what that changes stands with the targets that measure it");
        row.mark = found.mark == COMPARE_SAME ? COMPARE_SAME : COMPARE_DIFFERENT;
        compare_add(compare, row);
        compare_titles(compare, &row);
        return;
    }
    if (!clock->from_library)
        compare_add_single(compare, row, COMPARE_DIFFERENT);
}

static void compare_all_clocks(struct compare *compare)
{
    const struct model *a = compare->side[0].model, *b = compare->side[1].model;
    for (uint32_t i = 0; i < a->clock_count; i++)
        if (!a->clocks[i].is_absent && a->clocks[i].name.len)
            compare_clock_of(compare, &a->clocks[i]);
    for (uint32_t i = 0; i < b->clock_count; i++)
        if (!b->clocks[i].is_absent && !b->clocks[i].from_library && b->clocks[i].name.len &&
            !compare_declaration(compare, 0, NODE_CLOCK, b->clocks[i].name) &&
            compare_declaration(compare, 1, NODE_CLOCK, b->clocks[i].name))
            compare_add_single(compare, compare_row(compare, NODE_CLOCK, b->clocks[i].name),
                               COMPARE_DIFFERENT);
}

void compare_declarations(struct compare *compare)
{
    for (int side = 0; side < 2; side++) {
        const struct model *model = compare->side[side].model;
        for (uint32_t i = 0; i < model->declaration_count; i++)
            if (model->declarations[i].node && !is_elsewhere(model->declarations[i].kind) &&
                !is_told(model, i))
                compare_declaration_of(compare, side, &model->declarations[i]);
    }
    compare_all_clocks(compare);
}
