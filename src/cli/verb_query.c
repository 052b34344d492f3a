/* verb_query.c - `charter query FILE QUERY...`: one answer a query, in the order asked. */
#include "cli/cached.h"
#include "cli/files.h"
#include "cli/session.h"
#include "log/read.h"
#include "report/answers.h"

struct asked {
    struct answers answers;
    struct buffer out;
};

/* Status 2 for a query that is wrong, 5 for one that has no answer. */
static enum status ask(struct asked *asked, struct text query)
{
    struct text problem;
    enum answers_status status = answers_give(&asked->answers, query, &asked->out, &problem);
    if (status == ANSWERS_FINE)
        return STATUS_FINE;
    if (!asked->answers.json)
        command_wrong(TEXT_FMT " (in `" TEXT_FMT "`)", TEXT_ARG(problem), TEXT_ARG(query));
    return status == ANSWERS_MISUNDERSTOOD ? STATUS_USAGE : STATUS_UNDECIDED;
}

/* Each line that is not blank or only a comment. */
static enum status ask_lines(struct asked *asked, struct text lines)
{
    enum status status = STATUS_FINE;
    for (size_t from = 0, to; from < lines.len; from = to + 1) {
        for (to = from; to < lines.len && lines.at[to] != '\n';)
            to++;
        struct text line = text_trim(text_slice(lines, from, to));
        if (line.len && line.at[0] != '#')
            status = status_of_two(status, ask(asked, line));
    }
    return status;
}

static enum status ask_all(struct asked *asked, struct command *command)
{
    enum status status = STATUS_FINE;
    for (size_t i = 1; i < command->operands.count; i++) {
        struct text word = text_of(command->operands.at[i]), lines, problem;
        if (!text_is(word, "-"))
            status = status_of_two(status, ask(asked, word));
        else if (files_read(command->arena, "-", &lines, &problem))
            status = status_of_two(status, ask_lines(asked, lines));
        else
            status = command_wrong(TEXT_FMT, TEXT_ARG(problem));
    }
    return status;
}

struct opened {
    const struct session *session;
    struct session_log *log;
};

static struct roll *find_kept(void *context, const struct judge *judge)
{
    const struct opened *opened = context;
    return cached_find_roll(opened->session, opened->log, judge);
}

/* With --log the charter is judged, so all of it has to have an effect. */
static enum status open_session(struct session *session, const struct command *command,
                                struct session_log *log)
{
    const char *path = command->operands.at[0];
    if (!command_has(command, "log"))
        return session_open(session, path);
    enum status status = session_open_whole(session, path);
    return status == STATUS_FINE ? session_read_log(session, command, log) : status;
}

enum status verb_query(struct command *command)
{
    struct session session;
    struct session_log log = {.using = command_value(command, "using")};
    struct asked asked = {0};
    if (!command_operands(command, 2, SIZE_MAX) || !session_is_instant(command, "as-of") ||
        !command_whole(command, "max-errors", INT64_MAX, &log.max_errors))
        return STATUS_USAGE;
    if (command_has(command, "cache") && !command_has(command, "log"))
        return command_wrong("--cache keeps a log, and none is given: --log FILE");
    session_init(&session, command->arena);
    enum status status = open_session(&session, command, &log);
    if (status != STATUS_FINE) {
        log_free(log.log);
        return status;
    }
    answers_init(&asked.answers, session.arena, session.model, session.sources);
    asked.answers.json = command_is(command, "format", "json");
    struct suppose suppose = session_suppose(&session);
    asked.answers.suppose = &suppose;
    asked.answers.log = log.log;
    asked.answers.as_of = session_instant(&session, command_value(command, "as-of"));
    asked.answers.threads = session_threads();
    asked.answers.colour = files_wants_colour(1);
    struct opened opened = {&session, &log};
    asked.answers.keeps_verdicts = log.keeps;
    asked.answers.find_kept = find_kept;
    asked.answers.kept_context = &opened;
    status = ask_all(&asked, command);
    if (!output_all(command->arena, NULL, &asked.out))
        status = STATUS_USAGE;
    if (asked.answers.base && asked.answers.base_is_new)
        cached_keep_roll(&session, &log, asked.answers.base);
    if (log.failed)
        status = status_of_two(status, STATUS_USAGE);
    answers_forget_verdicts(&asked.answers);
    buffer_fini(&asked.out);
    log_free(log.log);
    return status;
}
