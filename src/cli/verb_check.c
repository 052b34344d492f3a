/* verb_check.c - `charter check FILE...`: all that is wrong, and what no clause covers. */
#include "analyse/analysis.h"
#include "cli/files.h"
#include "cli/session.h"
#include "report/diagnostics.h"

static enum diagnostics_format format_of(const struct command *command)
{
    if (command_is(command, "format", "json"))
        return DIAGNOSTICS_JSON;
    if (command_is(command, "format", "sarif"))
        return DIAGNOSTICS_SARIF;
    return command_is(command, "format", "short") ? DIAGNOSTICS_SHORT : DIAGNOSTICS_TEXT;
}

/* What is wrong is the result for programs, and an error for people. */
static bool emit(const struct command *command, const struct session *session, uint64_t most)
{
    struct diagnostics_style style = {.format = format_of(command),
                                      .colour = files_wants_colour(2),
                                      .errors_most = most,
                                      .version = CHARTER_VERSION};
    struct buffer out = {0};
    bool fine = true;
    diagnostics_write(&out, session->sources, &session->sink, &style);
    if (style.format == DIAGNOSTICS_JSON || style.format == DIAGNOSTICS_SARIF)
        fine = output_all(command->arena, NULL, &out);
    else
        files_say(buffer_text(&out));
    buffer_fini(&out);
    return fine;
}

static enum status check_one(struct session *session, const char *path)
{
    size_t first = session->sink.list.count;
    enum status status = session_check(session, path);
    struct analysis_request request = {session->arena, session->draft, &session->sink, first};
    if (session->draft)
        analysis_run(&request);
    return status;
}

enum status verb_check(struct command *command)
{
    struct session session;
    enum status status = STATUS_FINE;
    uint64_t most = 0;
    if (!command_operands(command, 1, SIZE_MAX) ||
        !command_whole(command, "max-errors", INT64_MAX, &most))
        return STATUS_USAGE;
    session_init(&session, command->arena);
    for (size_t i = 0; i < command->operands.count; i++)
        status = status_of_two(status, check_one(&session, command->operands.at[i]));
    if (session.sink.warnings && command_has(command, "strict"))
        status = status_of_two(status, STATUS_BROKEN);
    return emit(command, &session, most) ? status : STATUS_USAGE;
}
