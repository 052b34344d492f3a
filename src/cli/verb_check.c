/* verb_check.c - `charter check FILE...`: all that is wrong, and what no clause covers. */
#include <malloc.h>
#include <string.h>

#include "analyse/analysis.h"
#include "cli/files.h"
#include "cli/fixes.h"
#include "cli/policy.h"
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

/* What a command line asks for. */
struct checking {
    struct session session;
    struct policy policy;
    uint64_t errors_most;
    day as_of;
};

static bool read_date(const struct command *command, day *date)
{
    const char *written = command_value(command, "as-of");
    *date = DAY_NONE;
    if (!written || civil_parse_date(text_of(written), date) == CIVIL_OK)
        return true;
    command_wrong("--as-of is a date like 2026-04-01, not `%s`", written);
    return false;
}

static bool read_options(const struct command *command, struct checking *checking)
{
    return command_operands(command, 1, SIZE_MAX) &&
           command_whole(command, "max-errors", INT64_MAX, &checking->errors_most) &&
           read_date(command, &checking->as_of) && policy_read(command, &checking->policy);
}

static enum status check_one(struct checking *checking, const char *path)
{
    struct session *session = &checking->session;
    size_t first = session->sink.list.count;
    enum status status = session_check(session, path);
    struct analysis_request request = {.arena = session->arena,
                                       .model = session->draft,
                                       .sink = &session->sink,
                                       .first = first,
                                       .as_of = checking->as_of};
    if (session->draft)
        analysis_run(&request);
    return status;
}

/* All files, read afresh. */
static enum status check_all(struct checking *checking, struct command *command)
{
    enum status status = STATUS_FINE;
    session_init(&checking->session, command->arena);
    for (size_t i = 0; i < command->operands.count; i++)
        status = status_of_two(status, check_one(checking, command->operands.at[i]));
    return status;
}

static bool reads_input(const struct command *command)
{
    for (size_t i = 0; i < command->operands.count; i++)
        if (strcmp(command->operands.at[i], "-") == 0)
            return true;
    return false;
}

/* Checks, and mends what can be mended for certain, until there is nothing left of that. What was
 * mended may show something else that can be. False, and said so, if a file can't be written. */
static bool mend_all(struct checking *checking, struct command *command, enum status *status)
{
    enum { ROUNDS_MOST = 20 };
    size_t made = 1;
    for (int round = 0; made && round < ROUNDS_MOST; round++) {
        *status = check_all(checking, command);
        if (!fixes_make(command->arena, checking->session.sources, &checking->session.sink, &made))
            return false;
    }
    return true;
}

/* Memory comes and goes with each question about a charter: it is kept, and not given back to the
 * system to be asked for again. */
static void keep_memory(void)
{
    enum { KEPT = 32 * 1024 * 1024, MORE = 256 * 1024 };
    mallopt(M_TRIM_THRESHOLD, KEPT);
    mallopt(M_TOP_PAD, MORE);
}

enum status verb_check(struct command *command)
{
    struct checking checking = {.errors_most = 0};
    enum status status = STATUS_FINE;
    bool fixes = command_has(command, "fix");
    keep_memory();
    if (!read_options(command, &checking))
        return STATUS_USAGE;
    if (fixes && reads_input(command))
        return command_wrong("--fix changes files, and standard input is none");
    if (fixes && !mend_all(&checking, command, &status))
        return STATUS_USAGE;
    if (!fixes)
        status = check_all(&checking, command);
    bool denied = policy_apply(&checking.policy, &checking.session.sink);
    if (denied || (checking.session.sink.warnings && command_has(command, "strict")))
        status = status_of_two(status, STATUS_BROKEN);
    return emit(command, &checking.session, checking.errors_most) ? status : STATUS_USAGE;
}
