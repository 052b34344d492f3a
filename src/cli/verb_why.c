/* verb_why.c - `charter why FILE TICKET [TARGET] --log LOG`: the ledger of a ticket's clocks. */
#include "cli/files.h"
#include "cli/session.h"
#include "log/read.h"
#include "report/ledger.h"

enum { SIMILAR_MOST = 100000 };

struct question {
    uint32_t ticket, target;
};

static void write_all(struct buffer *out, const struct ledger_view *view,
                      const struct ledger *ledgers, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (i)
            buffer_putc(out, '\n');
        ledger_write_text(out, view, &ledgers[i]);
    }
    if (count == 0)
        buffer_puts(out, "no clock of this ticket ever started\n");
}

static enum status explain(struct command *command, const struct ledger_view *view,
                           struct question question)
{
    struct buffer out = {0};
    uint32_t count = 0;
    const struct ledger *ledgers =
        judge_ledgers(view->judge, question.ticket, question.target, command->arena, &count);
    if (command_is(command, "format", "json"))
        ledger_write_json(&out, view, ledgers, count);
    else
        write_all(&out, view, ledgers, count);
    bool fine = output_all(command->arena, NULL, &out);
    buffer_fini(&out);
    return fine ? STATUS_FINE : STATUS_USAGE;
}

static enum status no_ticket(const struct eventlog *log, const char *id)
{
    size_t count = log->tickets < SIMILAR_MOST ? log->tickets : SIMILAR_MOST;
    struct text near = diagnostic_nearest(text_of(id), log->ticket_ids, count);
    if (near.len)
        return command_wrong("the log has no ticket `%s`; did you mean `" TEXT_FMT "`?", id,
                             TEXT_ARG(near));
    return command_wrong("the log has no ticket `%s`", id);
}

static enum status judge_one(struct command *command, struct session *session,
                             const struct eventlog *log, struct question question)
{
    instant as_of = session_instant(session, command_value(command, "as-of"));
    struct judge *judge = judge_new(command->arena, session->model, log, as_of);
    question.ticket = judge_find_ticket(judge, text_of(command->operands.at[1]));
    if (question.ticket == INDEX_NONE)
        return no_ticket(log, command->operands.at[1]);
    struct ledger_view view = {
        .model = session->model, .log = log, .judge = judge, .colour = files_wants_colour(1)};
    return explain(command, &view, question);
}

enum status verb_why(struct command *command)
{
    struct session session;
    struct session_log log = {.using = command_value(command, "using")};
    struct question question = {.target = INDEX_NONE};
    if (!command_operands(command, 2, 3) || !session_wants_log(command) ||
        !session_is_instant(command, "as-of") ||
        !command_whole(command, "max-errors", INT64_MAX, &log.max_errors))
        return STATUS_USAGE;
    session_init(&session, command->arena);
    enum status status = session_open_whole(&session, command->operands.at[0]);
    if (status != STATUS_FINE)
        return status;
    if (command->operands.count > 2)
        question.target = session_target(&session, command->operands.at[2]);
    if (command->operands.count > 2 && question.target == INDEX_NONE)
        return STATUS_USAGE;
    status = session_read_log(&session, command, &log);
    if (status == STATUS_FINE)
        status = judge_one(command, &session, log.log, question);
    log_free(log.log);
    return status;
}
