/* Tests of the language: imagined tickets and what is expected of them. */
#include "check/figures.h"
#include "check/moments.h"
#include "check/steps.h"
#include "check/terms.h"
#include "check/terms_part.h"
#include "syntax/tree.h"

struct making {
    struct scope *scope;
    const struct node *node;
    VECTOR(struct test_event) events;
    VECTOR(struct expectation) expectations;
    bool expects; /* also something that could not be resolved */
};

/* ---------- events ---------- */

static void check_order(struct making *making, const struct node *at, instant now)
{
    if (making->events.count == 0)
        return;
    const struct test_event *before = &making->events.at[making->events.count - 1];
    if (now >= before->at)
        return;
    struct diagnostic *d = diagnose(making->scope->sink, DIAG_TEST_ORDER, at->span,
                                    "an event that is earlier than the one before it");
    diagnostic_label(making->scope->sink, d, before->span, "the event before it");
    diagnostic_hint(making->scope->sink, d, "Write the events in the order of time.");
}

static void push(struct making *making, struct test_event event, const struct node *at)
{
    check_order(making, at, event.at);
    moments_check_belongs(making->scope, &event);
    VECTOR_PUSH(making->scope->arena, &making->events, event);
}

static void read_opening(struct making *making, const struct node *node)
{
    struct test_event event = {.opens = true, .kind = KIND_OPENED, .span = node->span};
    event.at = terms_instant(making->scope, node->kid[OPENED_AT_AT]);
    terms_assignments(making->scope, node->kid[OPENED_AT_WITH], &event.assignments,
                      &event.assignment_count);
    if (making->events.count > 0) {
        struct diagnostic *d = diagnose(making->scope->sink, DIAG_TEST_OPENING, node->span,
                                        "the opening comes first in a test, and once");
        diagnostic_label(making->scope->sink, d, making->events.at[0].span, "the first event");
        return;
    }
    push(making, event, node->kid[OPENED_AT_AT]);
}

static void read_event(struct making *making, const struct node *node)
{
    struct scope *scope = making->scope;
    struct moment_nodes nodes = {node->kid[EVENT_AT_EVENT], node->kid[EVENT_AT_WITH]};
    struct test_event event = {.span = node->span};
    event.at = terms_instant(scope, node->kid[EVENT_AT_AT]);
    moments_event(scope, &nodes, &event);
    if (event.kind == KIND_OPENED)
        diagnose(scope->sink, DIAG_TEST_OPENING, node->span,
                 "a ticket is opened by the line `opened at`, which comes first and once");
    push(making, event, node->kid[EVENT_AT_AT]);
}

/* ---------- expectations ---------- */

static enum verdict_kind verdict_of(enum word word)
{
    switch (word) {
    case WORD_BREACHED:
        return VERDICT_BREACHED;
    case WORD_PENDING:
        return VERDICT_PENDING;
    case WORD_UNCOVERED:
        return VERDICT_UNCOVERED;
    case WORD_EXCLUDED:
        return VERDICT_EXCLUDED;
    default:
        return VERDICT_MET;
    }
}

static enum expectation_kind length_of(enum word word)
{
    switch (word) {
    case WORD_OVER:
        return EXPECT_OVER;
    case WORD_LEFT:
        return EXPECT_LEFT;
    case WORD_PAUSED:
        return EXPECT_PAUSED;
    default:
        return EXPECT_USED;
    }
}

static void check_label(struct scope *scope, const struct target *target, const struct node *name)
{
    VECTOR(struct text) labels = {0};
    for (uint32_t i = 0; i < target->clause_count; i++) {
        if (text_equal(target->clauses[i].label, name->text))
            return;
        if (target->clauses[i].label.len > 0)
            VECTOR_PUSH(scope->arena, &labels, target->clauses[i].label);
    }
    struct text near = diagnostic_nearest(name->text, labels.at, labels.count);
    struct diagnostic *d = diagnose(scope->sink, DIAG_UNKNOWN_LABEL, name->span,
                                    "no clause of target `" TEXT_FMT "` is called `" TEXT_FMT "`",
                                    TEXT_ARG(target->name), TEXT_ARG(name->text));
    diagnostic_slip(scope->sink, d, name->span, name->text, near);
    if (near.len > 0)
        diagnostic_hint(scope->sink, d, "Did you mean `" TEXT_FMT "`?", TEXT_ARG(near));
    else
        diagnostic_hint(scope->sink, d, "A clause gets a label by `called NAME`.");
}

static void read_cycle(struct making *making, const struct node *cycle,
                       struct expectation *expectation)
{
    if (!cycle)
        return;
    int64_t number = node_whole(cycle);
    if (number >= 1 && number <= INT32_MAX)
        expectation->cycle = (uint32_t)number;
    else
        diagnose(making->scope->sink, DIAG_TYPE_MISMATCH, cycle->span, "cycles are counted from 1");
}

/* What is expected of a target; false if NODE is no such line. */
static bool fill(struct making *making, const struct node *node, struct expectation *expectation)
{
    struct scope *scope = making->scope;
    switch (node->kind) {
    case NODE_EXPECT_DUE:
        expectation->kind = EXPECT_DUE;
        expectation->at = terms_instant(scope, node->kid[EXPECT_DUE_AT]);
        return true;
    case NODE_EXPECT_LENGTH:
        expectation->kind = length_of(node_word(node->kid[EXPECT_LENGTH_WHAT]));
        expectation->length = node->kid[EXPECT_LENGTH_LENGTH]->value.micros;
        return true;
    case NODE_EXPECT_VERDICT:
        expectation->kind = EXPECT_VERDICT;
        expectation->verdict = verdict_of(node_word(node->kid[EXPECT_VERDICT_VERDICT]));
        read_cycle(making, node->kid[EXPECT_VERDICT_CYCLE], expectation);
        return true;
    case NODE_EXPECT_CLAUSE:
        expectation->kind = EXPECT_CLAUSE;
        expectation->label = node->kid[EXPECT_CLAUSE_LABEL]->text;
        return true;
    default:
        return false;
    }
}

static void read_tells(struct making *making, const struct node *node)
{
    struct expectation expectation = {.kind = EXPECT_TELLS_NO_ONE, .target = INDEX_NONE};
    const struct declaration *escalation =
        scope_resolve(making->scope, NODE_ESCALATION, node->kid[0]);
    expectation.span = node->span;
    expectation.escalation = escalation ? escalation->index : INDEX_NONE;
    if (node->kind == NODE_EXPECT_TELLS) {
        expectation.kind = EXPECT_TELLS;
        expectation.at = terms_instant(making->scope, node->kid[EXPECT_TELLS_AT]);
        expectation.label = node->kid[EXPECT_TELLS_WHO]->text;
        scope_party(making->scope, node->kid[EXPECT_TELLS_WHO]);
    }
    VECTOR_PUSH(making->scope->arena, &making->expectations, expectation);
}

/* The amount is compared with one that is worked out in the credit's currency. */
static void check_owed(struct scope *scope, const struct credit *credit, const struct node *node)
{
    const struct node *at = node->kid[EXPECT_CREDIT_AT], *amount = node->kid[EXPECT_CREDIT_AMOUNT];
    const char *currency = amount->value.money.currency;
    if (!figures_is_share(at))
        diagnose(scope->sink, DIAG_BAD_PROMISE, at->span,
                 "compliance is a percentage of at most 100%%");
    if (!*credit->currency)
        return; /* reported */
    if (!text_is(text_of(credit->currency), currency))
        diagnose(scope->sink, DIAG_WRONG_CURRENCY, amount->span,
                 "the amount is in %s, the credit `" TEXT_FMT "` in %s", currency,
                 TEXT_ARG(credit->name), credit->currency);
    else if (amount->value.money.amount.scale > credit->places)
        diagnose(scope->sink, DIAG_WRONG_CURRENCY, amount->span,
                 "an amount with %d digits behind the point, and %s has %d",
                 amount->value.money.amount.scale, currency, credit->places);
}

static void read_credit(struct making *making, const struct node *node)
{
    struct scope *scope = making->scope;
    struct expectation expectation = {.kind = EXPECT_CREDIT, .target = INDEX_NONE};
    const struct declaration *credit =
        scope_resolve(scope, NODE_CREDIT, node->kid[EXPECT_CREDIT_CREDIT]);
    if (!credit)
        return;
    expectation.span = node->span;
    expectation.credit = credit->index;
    expectation.compliance = node->kid[EXPECT_CREDIT_AT]->value.decimal;
    expectation.amount = node->kid[EXPECT_CREDIT_AMOUNT]->value.money.amount;
    check_owed(scope, &scope->model->credits[credit->index], node);
    VECTOR_PUSH(scope->arena, &making->expectations, expectation);
}

static void read_expectation(struct making *making, const struct node *node)
{
    struct expectation expectation = {.span = node->span};
    making->expects = true;
    if (node->kind == NODE_EXPECT_TELLS || node->kind == NODE_EXPECT_TELLS_NO_ONE) {
        read_tells(making, node);
        return;
    }
    if (node->kind == NODE_EXPECT_CREDIT) {
        read_credit(making, node);
        return;
    }
    if (!fill(making, node, &expectation))
        return;
    /* the first slot of each is its target */
    const struct declaration *target = scope_resolve(making->scope, NODE_TARGET, node->kid[0]);
    if (!target)
        return;
    expectation.target = target->index;
    if (expectation.kind == EXPECT_CLAUSE)
        check_label(making->scope, &making->scope->model->targets[target->index],
                    node->kid[EXPECT_CLAUSE_LABEL]);
    VECTOR_PUSH(making->scope->arena, &making->expectations, expectation);
}

/* ---------- all ---------- */

static void read_item(struct making *making, const struct node *item)
{
    if (item->kind == NODE_OPENED_AT)
        read_opening(making, item);
    else if (item->kind == NODE_EVENT_AT)
        read_event(making, item);
    else
        read_expectation(making, item);
}

static void check_whole(struct making *making)
{
    struct sink *sink = making->scope->sink;
    const struct node *title = making->node->kid[TEST_TITLE];
    bool opens = making->events.count > 0 && making->events.at[0].opens;
    if (!opens) {
        struct diagnostic *d = diagnose(sink, DIAG_TEST_OPENING, title->span,
                                        "the test does not begin by opening a ticket");
        diagnostic_hint(sink, d, "Its first line is `opened at DATE TIME with …`.");
    }
    if (!making->expects) {
        struct diagnostic *d =
            diagnose(sink, DIAG_TEST_WITHOUT_EXPECT, title->span, "the test expects nothing");
        diagnostic_hint(sink, d, "Add a line such as `expect TARGET met`.");
    }
}

static void check_test(struct scope *scope, const struct node *node, struct test_case *test)
{
    struct making making = {.scope = scope, .node = node};
    for (const struct node *item = node->kid[TEST_ITEMS]; item; item = item->next)
        read_item(&making, item);
    if (!node->broken)
        check_whole(&making);
    test->title = node->kid[TEST_TITLE]->text;
    test->events = making.events.at;
    test->event_count = (uint32_t)making.events.count;
    test->expectations = making.expectations.at;
    test->expectation_count = (uint32_t)making.expectations.count;
    test->span = node->span;
}

void check_tests(struct scope *scope)
{
    uint32_t count = scope->counts[NODE_TEST];
    struct test_case *tests = ARENA_ARRAY(scope->arena, count, struct test_case);
    scope->model->tests = tests;
    scope->model->test_count = count;
    for (size_t i = 0; i < scope->declarations.count; i++) {
        const struct declaration *declaration = scope->declarations.at[i];
        if (declaration->kind == NODE_TEST)
            check_test(scope, declaration->node, &tests[declaration->index]);
    }
}
