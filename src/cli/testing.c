/* testing.c - see testing.h. */
#include "cli/testing.h"

#include "log/imagine.h"
#include "log/read.h"

/* A test's ticket, judged as of its last event; and what escalations tell as of the last instant
 * that the test speaks of. */
struct judged {
    struct ledger_view view;
    const struct ledger *ledgers, *telling;
    uint32_t count, telling_count;
    instant opened;
};

static void judge_notices(struct judged *judged, struct arena *arena, const struct test_case *test)
{
    instant as_of = judge_as_of(judged->view.judge);
    bool is_asked = false;
    for (uint32_t i = 0; i < test->expectation_count; i++) {
        const struct expectation *expectation = &test->expectations[i];
        is_asked |= results_is_of_notices(expectation);
        if (expectation->kind == EXPECT_TELLS && expectation->at >= as_of)
            as_of = expectation->at + 1; /* a breach is one only after its instant */
    }
    if (!is_asked)
        return;
    const struct judge *judge = judge_new(arena, judged->view.model, judged->view.log, as_of);
    judged->telling = judge_ledgers(judge, 0, INDEX_NONE, arena, &judged->telling_count);
}

static struct result compare(const struct judged *judged, struct arena *arena,
                             const struct expectation *expectation)
{
    if (expectation->kind == EXPECT_CREDIT)
        return results_credit(arena, &judged->view, expectation, judged->opened);
    if (results_is_of_notices(expectation))
        return results_tells(arena, &judged->view, expectation, judged->telling,
                             judged->telling_count);
    return results_compare(arena, &judged->view, expectation, judged->ledgers, judged->count);
}

static struct judged judge_test(struct arena *arena, const struct model *model,
                                const struct test_case *test)
{
    struct judged judged = {.view.model = model, .opened = test->events[0].at};
    judged.view.log =
        log_imagine(arena, &model->schema, TEXT("the ticket"), test->events, test->event_count);
    judged.view.judge = judge_new(arena, model, judged.view.log, INSTANT_NONE);
    judged.ledgers = judge_ledgers(judged.view.judge, 0, INDEX_NONE, arena, &judged.count);
    judge_notices(&judged, arena, test);
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
        struct coverage_cycle cycle = {judged->view.judge,
                                       judged->view.model,
                                       judged->view.log,
                                       judged->ledgers[i].verdict.model,
                                       test,
                                       &judged->ledgers[i]};
        if (is_looked_at)
            coverage_add(testing->coverage, &cycle);
    }
    for (uint32_t k = 0; k < results->result_count; k++) {
        if (results->results[k].band)
            coverage_add_band(testing->coverage, results->results[k].band);
        if (results->results[k].step)
            coverage_add_step(testing->coverage, results->results[k].step);
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
    for (uint32_t i = 0; i < test->expectation_count; i++)
        list[results.result_count++] = compare(&judged, arena, &test->expectations[i]);
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
        passes = compare(&judged, arena, &test->expectations[i]).holds;
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
