/* verb_test.c - `charter test FILE...`: the tests and properties of charters, what they cover, and
 * which small changes of a charter they notice. */
#include "cli/files.h"
#include "cli/testing.h"
#include "report/coverage.h"

struct request {
    struct session session;
    struct testing testing;
    enum results_form form;
    bool wants_coverage, wants_mutants;
    uint64_t least;      /* per cent covered */
    struct buffer extra; /* coverage and mutants: behind the results */
};

static struct coverage_view view_of(const struct request *request)
{
    return (struct coverage_view){request->session.sources, request->testing.path,
                                  request->form == RESULTS_JSON};
}

static enum status tell_coverage(struct request *request)
{
    const struct coverage *coverage = request->testing.coverage;
    struct coverage_view view = view_of(request);
    coverage_write(&request->extra, &view, coverage);
    if (coverage_hits(coverage) * 100 >= request->least * coverage->count)
        return STATUS_FINE;
    command_wrong("%zu of %zu lines of " TEXT_FMT " decided a verdict, less than %llu%%",
                  coverage_hits(coverage), coverage->count, TEXT_ARG(request->testing.path),
                  (unsigned long long)request->least);
    return STATUS_BROKEN;
}

struct mutating {
    struct arena *arena;
    VECTOR(struct survivor) survivors;
    uint64_t mutants;
};

static void try_mutant(void *context, const struct mutant *mutant)
{
    struct mutating *mutating = context;
    mutating->mutants++;
    if (!testing_passes(mutant->model))
        return;
    struct survivor survivor = {mutant->operator, mutant->span,
                                text_copy(mutating->arena, mutant->what)};
    VECTOR_PUSH(mutating->arena, &mutating->survivors, survivor);
}

/* Mutants of a charter whose tests fail say nothing. */
static enum status tell_mutants(struct request *request)
{
    struct mutating mutating = {.arena = request->session.arena};
    struct coverage_view view = view_of(request);
    if (!testing_passes(request->session.model)) {
        command_wrong("a test of " TEXT_FMT " fails: no mutants are made of it",
                      TEXT_ARG(request->testing.path));
        return STATUS_BROKEN;
    }
    mutation_each(request->session.model, try_mutant, &mutating);
    struct mutation_result result = {mutating.mutants, mutating.survivors.at,
                                     mutating.survivors.count};
    coverage_write_mutants(&request->extra, &view, &result);
    return result.survivor_count ? STATUS_BROKEN : STATUS_FINE;
}

static enum status run_file(struct request *request, const char *path)
{
    sink_init(&request->session.sink, request->session.arena);
    enum status status = session_open(&request->session, path);
    if (status != STATUS_FINE)
        return status;
    session_warn_effects(&request->session);
    request->testing.path = text_of(path);
    if (request->wants_coverage)
        request->testing.coverage = coverage_new(request->session.arena, request->session.model);
    testing_run(&request->testing);
    if (request->wants_coverage)
        status = status_of_two(status, tell_coverage(request));
    if (request->wants_mutants)
        status = status_of_two(status, tell_mutants(request));
    return status;
}

static enum results_form form_of(const struct command *command)
{
    if (command_is(command, "format", "tap"))
        return RESULTS_TAP;
    if (command_is(command, "format", "junit"))
        return RESULTS_JUNIT;
    return command_is(command, "format", "json") ? RESULTS_JSON : RESULTS_TEXT;
}

static bool understand(struct request *request, const struct command *command)
{
    const char *least = command_value(command, "coverage");
    request->form = form_of(command);
    request->wants_coverage = command_has(command, "coverage");
    request->wants_mutants = command_has(command, "mutate");
    if (!command_operands(command, 1, SIZE_MAX) ||
        (least && *least && !command_whole(command, "coverage", 100, &request->least)))
        return false;
    if ((!request->wants_coverage && !request->wants_mutants) || request->form == RESULTS_TEXT ||
        request->form == RESULTS_JSON)
        return true;
    command_wrong("--coverage and --mutate are shown as text or json only");
    return false;
}

static bool all_passed(const struct testing *testing)
{
    for (size_t i = 0; i < testing->ran.count; i++)
        if (!results_passed(&testing->ran.at[i]))
            return false;
    return true;
}

static bool write_results(struct request *request)
{
    struct buffer out = {0};
    results_write(&out, request->form, request->testing.ran.at, request->testing.ran.count);
    buffer_put(&out, buffer_text(&request->extra));
    bool fine = output_all(request->session.arena, NULL, &out);
    buffer_fini(&out);
    return fine;
}

enum status verb_test(struct command *command)
{
    struct request request = {.testing.colour = files_wants_colour(1)};
    enum status status = STATUS_FINE;
    if (!understand(&request, command))
        return STATUS_USAGE;
    session_init(&request.session, command->arena);
    request.testing.session = &request.session;
    for (size_t i = 0; i < command->operands.count; i++)
        status = status_of_two(status, run_file(&request, command->operands.at[i]));
    bool fine = write_results(&request);
    bool passed = all_passed(&request.testing);
    testing_fini(&request.testing);
    buffer_fini(&request.extra);
    if (!fine)
        return STATUS_USAGE;
    return status_of_two(status, passed ? STATUS_FINE : STATUS_BROKEN);
}
