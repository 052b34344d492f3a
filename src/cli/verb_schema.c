/* verb_schema.c - `charter schema --infer LOG`: a draft of the blocks by which an export is read.
 */
#include "analyse/infer.h"
#include "cli/files.h"
#include "cli/session.h"
#include "log/read.h"
#include "report/draft.h"

#include <string.h>

enum { SHOWN = 3 };

static void tell_reject(const struct log_reject *reject)
{
    command_wrong("note: the draft does not read %llu %s: " TEXT_FMT ", the first on line %llu",
                  (unsigned long long)reject->count, reject->count == 1 ? "row" : "rows",
                  TEXT_ARG(reject->reason), (unsigned long long)reject->first.line);
}

/* Reads the export by its own draft, so that nobody trusts a draft that does not fit. */
static bool reads_back(struct session *session, const struct log_input *input, struct text draft)
{
    struct check_input check = {.arena = session->arena,
                                .sources = session->sources,
                                .sink = &session->sink,
                                .zones = session->zones};
    const struct model *model =
        check_charter(&check, sources_add(session->sources, TEXT("draft"), draft));
    if (!model || model->log_count != 1)
        return false;
    struct eventlog *log = NULL;
    struct log_request request = {.schema = &model->schema,
                                  .spec = &model->logs[0],
                                  .inputs = input,
                                  .input_count = 1,
                                  .max_errors = UINT64_MAX};
    struct sink sink;
    sink_init(&sink, session->arena);
    if (log_read(session->arena, &request, &sink, &log) != LOG_OK)
        return false;
    for (uint32_t i = 0; i < log->reject_count && i < SHOWN; i++)
        tell_reject(&log->rejects[i]);
    log_free(log);
    return true;
}

static enum status draft(struct command *command, struct session *session,
                         const struct log_input *input)
{
    struct buffer out = {0};
    struct sink sink;
    sink_init(&sink, command->arena);
    struct survey *survey = survey_open(command->arena, input, &sink);
    if (!survey) {
        session_tell(session, &sink);
        return STATUS_LOG;
    }
    bool is_whole = draft_write(&out, infer(command->arena, survey));
    struct text text = text_copy(command->arena, buffer_text(&out));
    bool fine = output_all(command->arena, command_value(command, "output"), &out);
    buffer_fini(&out);
    survey_close(survey);
    if (fine && !is_whole)
        command_wrong("no column was found that names the ticket, or none that holds a time");
    else if (fine && !reads_back(session, input, text))
        command_wrong("note: the draft does not read this log yet");
    return !fine ? STATUS_USAGE : is_whole ? STATUS_FINE : STATUS_UNDECIDED;
}

enum status verb_schema(struct command *command)
{
    struct session session;
    const char *path = command_value(command, "infer");
    struct text problem;
    if (!command_operands(command, 0, 0))
        return STATUS_USAGE;
    if (!path)
        return command_wrong("`charter schema` needs an export: --infer FILE");
    session_init(&session, command->arena);
    struct log_input input = {.path =
                                  strcmp(path, "-") == 0 ? TEXT("standard input") : text_of(path)};
    if (!files_read(command->arena, path, &input.bytes, &problem)) {
        command_wrong(TEXT_FMT, TEXT_ARG(problem));
        return STATUS_LOG;
    }
    return draft(command, &session, &input);
}
