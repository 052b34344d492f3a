/* verb_whatif.c - `charter whatif FILE --log LOG --with CHANGE`: what a change does to a recorded
 * log. */
#include "cli/files.h"
#include "cli/session.h"
#include "log/read.h"
#include "report/against.h"
#include "syntax/syntax.h"

/* Read by itself, so that no mistake is shown behind its end. */
static bool is_well_formed(struct session *session, const char *path, struct text bytes)
{
    struct sink sink;
    sink_init(&sink, session->arena);
    struct syntax_input input = {.sources = session->sources,
                                 .source = sources_add(session->sources, text_of(path), bytes),
                                 .start = SYNTAX_SUPPOSE,
                                 .arena = session->arena,
                                 .sink = &sink};
    syntax_parse(&input);
    if (sink.errors)
        session_tell(session, &sink);
    return sink.errors == 0;
}

/* The model with the change in PATH; NULL, and said so, if there is none. */
static const struct model *changed(struct session *session, const char *path)
{
    struct text bytes, problem;
    struct sink sink;
    sink_init(&sink, session->arena);
    if (!files_read(session->arena, path, &bytes, &problem)) {
        command_wrong(TEXT_FMT, TEXT_ARG(problem));
        return NULL;
    }
    if (!is_well_formed(session, path, bytes))
        return NULL;
    struct suppose suppose = session_suppose(session);
    suppose.file = text_of(path);
    suppose.changes = &bytes;
    suppose.count = 1;
    const struct model *model = suppose_check(&suppose, &sink);
    if (!model)
        session_tell(session, &sink);
    return model;
}

static enum status compare(struct command *command, const struct against_request *request)
{
    struct buffer out = {0};
    if (!against_fits(request->before, request->after))
        return command_wrong(
            "the change alters what is known of a ticket, so one log can't be judged "
            "both ways");
    const struct against_result *result = against_judge(command->arena, request);
    if (command_is(command, "format", "json")) {
        against_write_json(&out, request->log, result);
        buffer_putc(&out, '\n');
    } else {
        against_write_text(&out, request->log, result);
    }
    bool fine = output_all(command->arena, NULL, &out);
    buffer_fini(&out);
    if (!fine)
        return STATUS_USAGE;
    return result->flip_count ? STATUS_BROKEN : STATUS_FINE;
}

enum status verb_whatif(struct command *command)
{
    struct session session;
    struct session_log log = {.using = command_value(command, "using")};
    const char *with = command_value(command, "with");
    if (!command_operands(command, 1, 1) || !session_wants_log(command) ||
        !session_is_instant(command, "as-of") ||
        !command_whole(command, "max-errors", INT64_MAX, &log.max_errors))
        return STATUS_USAGE;
    if (!with)
        return command_wrong("`charter whatif` needs to know what is changed: --with CHANGE.chr");
    session_init(&session, command->arena);
    enum status status = session_open_whole(&session, command->operands.at[0]);
    const struct model *after = status == STATUS_FINE ? changed(&session, with) : NULL;
    if (!after)
        return STATUS_CHARTER;
    status = session_read_log(&session, command, &log);
    if (status == STATUS_FINE) {
        struct against_request request = {
            .log = log.log,
            .before = session.model,
            .after = after,
            .as_of = session_instant(&session, command_value(command, "as-of")),
            .threads = session_threads()};
        status = compare(command, &request);
    }
    if (log.failed)
        status = status_of_two(status, STATUS_USAGE);
    log_free(log.log);
    return status;
}
