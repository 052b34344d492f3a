/* testing.c - see testing.h. */
#include "cli/testing.h"

#include "log/imagine.h"
#include "log/read.h"

/* What escalations tell is not judged in this version: such lines are left out, and counted. */
static bool is_judged(const struct expectation *expectation)
{
    return expectation->kind != EXPECT_TELLS;
}

/* A test's ticket, judged. */
struct judged {
    struct ledger_view view;
    const struct ledger *ledgers;
    uint32_t count;
};

static struct judged judge_test(struct arena *arena, const struct model *model,
                                const struct test_case *test)
{
    struct judged judged = {.view.model = model};
    judged.view.log =
        log_imagine(arena, &model->schema, TEXT("the ticket"), test->events, test->event_count);
    judged.view.judge = judge_new(arena, model, judged.view.log, INSTANT_NONE);
    judged.ledgers = judge_ledgers(judged.view.judge, 0, INDEX_NONE, arena, &judged.count);
    return judged;
}

/* ---- tests ---- */

static void cover(struct testing *testing, const struct test_case *test,
                  const struct judged *judged, const struct results_test *results)
{
    for (uint32_t i = 0; i < judged->count; i++) {
        bool is_looked_at = false;
        for (uint32_t k = 0; k < results->result_count; k++)
            is_looked_at |= results->results[k].ledger == &judged->ledgers[i];
        struct coverage_cycle cycle = {judged->view.judge, judged->view.model, test,
                                       &judged->ledgers[i]};
        if (is_looked_at)
            coverage_add(testing->coverage, &cycle);
    }
}

static void run_test(struct testing *testing, const struct test_case *test)
{
    struct arena *arena = testing->session->arena;
    struct judged judged = judge_test(arena, testing->session->model, test);
    judged.view.colour = testing->colour;
    struct result *list = ARENA_ARRAY(arena, test->expectation_count + 1, struct result);
    struct results_test results = {.file = testing->path,
                                   .title = test->title,
                                   .span = test->span,
                                   .results = list,
                                   .view = judged.view};
    for (uint32_t i = 0; i < test->expectation_count; i++) {
        const struct expectation *expectation = &test->expectations[i];
        if (is_judged(expectation))
            list[results.result_count++] =
                results_compare(arena, &judged.view, expectation, judged.ledgers, judged.count);
        else
            testing->left_out++;
    }
    if (testing->coverage)
        cover(testing, test, &judged, &results);
    VECTOR_PUSH(arena, &testing->ran, results);
    VECTOR_PUSH(arena, &testing->logs, (struct eventlog *)judged.view.log);
}

/* ---- properties ---- */

static void run_property(struct testing *testing, const struct property *property)
{
    struct arena *arena = testing->session->arena;
    const struct model *model = testing->session->model;
    bool vacuous;
    const struct property_answer *answers = property_check(arena, model, property, &vacuous);
    struct result *list = ARENA_ARRAY(arena, property->line_count + 1, struct result);
    struct results_test results = {.file = testing->path,
                                   .title = property->title,
                                   .is_property = true,
                                   .span = property->span,
                                   .results = list,
                                   .view = {.model = model, .colour = testing->colour}};
    for (uint32_t i = 0; i < property->line_count; i++)
        list[results.result_count++] = results_property(arena, &results.view, &answers[i], vacuous);
    VECTOR_PUSH(arena, &testing->ran, results);
}

void testing_run(struct testing *testing)
{
    const struct model *model = testing->session->model;
    for (uint32_t i = 0; i < model->test_count; i++)
        run_test(testing, &model->tests[i]);
    for (uint32_t i = 0; i < model->property_count; i++)
        run_property(testing, &model->properties[i]);
}

void testing_fini(struct testing *testing)
{
    for (size_t i = 0; i < testing->logs.count; i++)
        log_free(testing->logs.at[i]);
}

/* ---- only whether ---- */

static bool test_passes(struct arena *arena, const struct model *model,
                        const struct test_case *test)
{
    struct judged judged = judge_test(arena, model, test);
    bool passes = true;
    for (uint32_t i = 0; i < test->expectation_count && passes; i++)
        if (is_judged(&test->expectations[i]))
            passes = results_compare(arena, &judged.view, &test->expectations[i], judged.ledgers,
                                     judged.count)
                         .holds;
    log_free((struct eventlog *)judged.view.log);
    return passes;
}

static bool property_passes(struct arena *arena, const struct model *model,
                            const struct property *property)
{
    bool vacuous;
    const struct property_answer *answers = property_check(arena, model, property, &vacuous);
    bool passes = !vacuous;
    for (uint32_t i = 0; i < property->line_count; i++)
        passes = passes && answers[i].holds;
    return passes;
}

bool testing_passes(const struct model *model)
{
    struct arena *arena = arena_new();
    bool passes = true;
    for (uint32_t i = 0; i < model->test_count && passes; i++)
        passes = test_passes(arena, model, &model->tests[i]);
    for (uint32_t i = 0; i < model->property_count && passes; i++)
        passes = property_passes(arena, model, &model->properties[i]);
    arena_free(arena);
    return passes;
}
