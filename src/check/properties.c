/* properties.c - `property` blocks: what is to hold for every ticket of a kind, at its opening. */
#include "check/steps.h"
#include "check/terms.h"
#include "check/terms_part.h"
#include "syntax/tree.h"

struct making {
    struct scope *scope;
    VECTOR(struct property_line) lines;
    bool expects; /* also something that could not be resolved */
};

static const char *verdict_words(enum word word)
{
    return word == WORD_MET ? "met" : word == WORD_BREACHED ? "breached" : "pending";
}

/* Nothing is decided at the opening, so such a line would say nothing. */
static bool read_verdict(struct scope *scope, const struct node *node, struct property_line *line)
{
    const struct node *word = node->kid[EXPECT_VERDICT_VERDICT];
    line->kind = node->kid[EXPECT_VERDICT_NOT] ? PROPERTY_IS_NOT : PROPERTY_IS;
    line->verdict = node_word(word) == WORD_UNCOVERED ? VERDICT_UNCOVERED : VERDICT_EXCLUDED;
    if (node_word(word) == WORD_UNCOVERED || node_word(word) == WORD_EXCLUDED)
        return true;
    struct diagnostic *d = diagnose(
        scope->sink, DIAG_PROPERTY_VERDICT, word->span,
        "a property speaks of tickets at their opening, and `%s` says nothing of them then",
        verdict_words(node_word(word)));
    diagnostic_hint(scope->sink, d,
                    "Expect `within LIMIT`, `uncovered`, `excluded`, or `not` one of these; what "
                    "becomes of a ticket is said in a `test`.");
    return false;
}

static bool read_within(struct scope *scope, const struct node *node, struct property_line *line)
{
    const struct node *calendar = node->kid[EXPECT_WITHIN_CALENDAR];
    line->kind = PROPERTY_WITHIN;
    line->calendar = calendar ? scope_hours(scope, calendar) : INDEX_NONE;
    return terms_limit(scope, node->kid[EXPECT_WITHIN_LIMIT], &line->limit) &&
           (!calendar || line->calendar != INDEX_NONE);
}

static void read_line(struct making *making, const struct node *node)
{
    struct scope *scope = making->scope;
    struct property_line line = {.span = node->span};
    making->expects = true;
    /* the first slot of each is its target */
    const struct declaration *target = scope_resolve(scope, NODE_TARGET, node->kid[0]);
    bool fine = node->kind == NODE_EXPECT_WITHIN ? read_within(scope, node, &line)
                                                 : read_verdict(scope, node, &line);
    if (!target || !fine)
        return;
    line.target = target->index;
    if (line.calendar == INDEX_NONE)
        line.calendar = scope->model->targets[target->index].calendar;
    VECTOR_PUSH(scope->arena, &making->lines, line);
}

static void check_property(struct scope *scope, const struct node *node, struct property *property)
{
    const struct node *items = node->kid[PROPERTY_ITEMS];
    const struct node *title = node->kid[PROPERTY_TITLE];
    const struct node *about = steps_once(scope, items, NODE_FOR);
    struct making making = {.scope = scope};
    if (about)
        property->about = terms_lasting_condition(scope, about->kid[FOR_CONDITION]);
    for (const struct node *item = items; item; item = item->next)
        if (item->kind != NODE_FOR)
            read_line(&making, item);
    property->title = title->text;
    property->lines = making.lines.at;
    property->line_count = (uint32_t)making.lines.count;
    property->span = node->span;
    if (making.expects || node->broken)
        return;
    struct diagnostic *d = diagnose(scope->sink, DIAG_TEST_WITHOUT_EXPECT, title->span,
                                    "the property expects nothing");
    diagnostic_hint(scope->sink, d, "Add a line such as `expect TARGET within 4 hours`.");
}

void check_properties(struct scope *scope)
{
    uint32_t count = scope->counts[NODE_PROPERTY];
    struct property *properties = ARENA_ARRAY(scope->arena, count, struct property);
    scope->model->properties = properties;
    scope->model->property_count = count;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        if (declaration->kind == NODE_PROPERTY)
            check_property(scope, declaration->node, &properties[declaration->index]);
    }
}
