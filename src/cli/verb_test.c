/* verb_test.c - `charter test FILE...`: each `test` block's ticket is judged, each `expect` looked
 * at. */
#include "cli/files.h"
#include "cli/session.h"
#include "log/imagine.h"
#include "log/read.h"
#include "report/results.h"

struct tests {
    struct session session;
    bool json;
    struct buffer out;
    uint64_t passed, failed, left_out;
};

/* What escalations tell is not judged in this version: such lines are left out, and counted. */
static bool is_judged(const struct expectation *expectation)
{
    return expectation->kind != EXPECT_TELLS;
}

static void compare(struct tests *tests, const struct test_case *test, struct results_test *results)
{
    struct arena *arena = tests->session.arena;
    struct result *list = ARENA_ARRAY(arena, test->expectation_count + 1, struct result);
    uint32_t count = 0;
    const struct ledger *ledgers = judge_ledgers(results->view.judge, 0, INDEX_NONE, arena, &count);
    for (uint32_t i = 0; i < test->expectation_count; i++) {
        const struct expectation *expectation = &test->expectations[i];
        if (is_judged(expectation))
            list[results->result_count++] =
                results_compare(arena, &results->view, expectation, ledgers, count);
        else
            tests->left_out++;
    }
    results->results = list;
}

static void put_json(struct buffer *out, const struct results_test *results, const char *path)
{
    buffer_puts(out, "{\"file\":");
    buffer_put_json(out, text_of(path));
    buffer_puts(out, ",\"test\":");
    buffer_put_json(out, results->test->title);
    buffer_format(out, ",\"passed\":%s,\"failed\":[", results_passed(results) ? "true" : "false");
    for (uint32_t i = 0, n = 0; i < results->result_count; i++) {
        const struct result *result = &results->results[i];
        if (result->holds)
            continue;
        buffer_puts(out, n++ ? ",{\"expected\":" : "{\"expected\":");
        buffer_put_json(out, result->expected);
        buffer_puts(out, ",\"got\":");
        buffer_put_json(out, result->got);
        buffer_putc(out, '}');
    }
    buffer_puts(out, "]}\n");
}

static void run_test(struct tests *tests, const struct test_case *test, const char *path)
{
    const struct model *model = tests->session.model;
    struct arena *arena = tests->session.arena;
    struct results_test results = {.test = test};
    results.view.model = model;
    struct eventlog *log =
        log_imagine(arena, &model->schema, TEXT("the ticket"), test->events, test->event_count);
    results.view.log = log;
    results.view.judge = judge_new(arena, model, results.view.log, INSTANT_NONE);
    results.view.colour = files_wants_colour(1);
    compare(tests, test, &results);
    bool passed = results_passed(&results);
    tests->passed += passed;
    tests->failed += !passed;
    if (tests->json)
        put_json(&tests->out, &results, path);
    else
        results_write_text(&tests->out, &results);
    log_free(log);
}

static enum status run_file(struct tests *tests, const char *path)
{
    sink_init(&tests->session.sink, tests->session.arena);
    enum status status = session_open(&tests->session, path);
    if (status != STATUS_FINE)
        return status;
    session_warn_effects(&tests->session);
    for (uint32_t i = 0; i < tests->session.model->test_count; i++)
        run_test(tests, &tests->session.model->tests[i], path);
    return STATUS_FINE;
}

enum status verb_test(struct command *command)
{
    struct tests tests = {.json = command_is(command, "format", "json")};
    enum status status = STATUS_FINE;
    if (!command_operands(command, 1, SIZE_MAX))
        return STATUS_USAGE;
    session_init(&tests.session, command->arena);
    for (size_t i = 0; i < command->operands.count; i++)
        status = status_of_two(status, run_file(&tests, command->operands.at[i]));
    if (tests.left_out)
        command_wrong("note: %llu lines that expect an escalation are not judged in this version",
                      (unsigned long long)tests.left_out);
    if (!tests.json)
        results_write_summary(&tests.out, tests.passed, tests.failed);
    bool fine = output_all(command->arena, NULL, &tests.out);
    buffer_fini(&tests.out);
    if (!fine)
        return STATUS_USAGE;
    return status_of_two(status, tests.failed ? STATUS_BROKEN : STATUS_FINE);
}
