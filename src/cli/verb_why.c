/* verb_why.c - `charter why FILE TICKET [TARGET] --log LOG`: the ledger of a ticket's clocks; with
 * --not what came of each step of an escalation. */
#include "cli/files.h"
#include "cli/session.h"
#include "log/read.h"
#include "report/ledger.h"
#include "report/silence.h"

enum { SIMILAR_MOST = 100000 };

struct question {
    uint32_t ticket, target;
    uint32_t escalation; /* of --not, or INDEX_NONE */
};

struct ledgers {
    const struct ledger *at;
    uint32_t count;
};

static void write_all(struct buffer *out, const struct ledger_view *view, struct ledgers ledgers,
                      uint32_t escalation)
{
    size_t before = out->len;
    for (uint32_t i = 0; i < ledgers.count; i++) {
        if (escalation != INDEX_NONE && !silence_is_of(&ledgers.at[i], escalation))
            continue;
        if (out->len > before)
            buffer_putc(out, '\n');
        if (escalation == INDEX_NONE)
            ledger_write_text(out, view, &ledgers.at[i]);
        else
            silence_write_text(out, view, &ledgers.at[i],
                               (struct silence_of){escalation, INDEX_NONE});
    }
    if (out->len == before && escalation != INDEX_NONE)
        buffer_puts(out, "no clock that the escalation is for ever started\n");
    else if (out->len == before)
        buffer_puts(out, "no clock of this ticket ever started\n");
}

static enum status explain(struct command *command, const struct ledger_view *view,
                           struct question question)
{
    struct buffer out = {0};
    struct ledgers ledgers = {0};
    ledgers.at = judge_ledgers(view->judge, question.ticket, question.target, command->arena,
                               &ledgers.count);
    if (!command_is(command, "format", "json"))
        write_all(&out, view, ledgers, question.escalation);
    else if (question.escalation == INDEX_NONE)
        ledger_write_json(&out, view, ledgers.at, ledgers.count);
    else
        silence_write_json(&out, view, ledgers.at, ledgers.count,
                           (struct silence_of){question.escalation, INDEX_NONE});
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

static bool resolve(const struct session *session, const struct command *command,
                    struct question *question)
{
    if (command->operands.count > 2)
        question->target = session_target(session, command->operands.at[2]);
    if (command->operands.count > 2 && question->target == INDEX_NONE)
        return false;
    const char *escalation = command_value(command, "not");
    question->escalation = escalation ? session_escalation(session, escalation) : INDEX_NONE;
    return !escalation || question->escalation != INDEX_NONE;
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
    if (!resolve(&session, command, &question))
        return STATUS_USAGE;
    status = session_read_log(&session, command, &log);
    if (status == STATUS_FINE)
        status = judge_one(command, &session, log.log, question);
    if (log.failed)
        status = status_of_two(status, STATUS_USAGE);
    log_free(log.log);
    return status;
}
