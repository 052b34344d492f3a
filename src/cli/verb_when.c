/* verb_when.c - `charter when FILE TARGET --opened T --with …`: when such a ticket would be due. */
#include "analyse/due.h"
#include "check/terms.h"
#include "cli/files.h"
#include "cli/session.h"
#include "report/ledger.h"
#include "report/shown.h"

static bool read_values(struct session *session, const char *written, struct due_question *question)
{
    struct sink sink;
    sink_init(&sink, session->arena);
    struct scope *scope = session_scope(session, &sink);
    if (!written || terms_parse_assignments(scope, text_of(written), &question->assignments,
                                            &question->assignment_count))
        return true;
    session_tell(session, &sink);
    return false;
}

static void write_text(struct buffer *out, struct session *session, const struct due_answer *answer)
{
    const struct verdict *verdict = &answer->ledger->verdict;
    const struct target *target = &verdict->model->targets[verdict->target];
    const struct clause *clause = &target->clauses[verdict->clause];
    struct arena *arena = session->arena;
    buffer_format(out, TEXT_FMT "\n",
                  TEXT_ARG(shown_instant(arena, session->model->zone, verdict->due)));
    buffer_format(out, "  by   " TEXT_FMT ": " TEXT_FMT "\n",
                  TEXT_ARG(shown_span(arena, session->sources, clause->span)),
                  TEXT_ARG(shown_source(arena, session->sources, clause->span, 100)));
    if (answer->ledger->due_reason.len)
        buffer_format(out, "  why  " TEXT_FMT "\n", TEXT_ARG(answer->ledger->due_reason));
}

static enum status write_answer(struct command *command, struct session *session,
                                const struct due_answer *due)
{
    struct ledger_view view = {.model = session->model, .log = due->log, .judge = due->judge};
    struct buffer out = {0};
    if (due->problem.len) {
        command_wrong(TEXT_FMT, TEXT_ARG(due->problem));
        return STATUS_UNDECIDED;
    }
    if (command_is(command, "format", "json"))
        ledger_write_json(&out, &view, due->ledger, 1);
    else
        write_text(&out, session, due);
    bool fine = output_all(command->arena, NULL, &out);
    buffer_fini(&out);
    return fine ? STATUS_FINE : STATUS_USAGE;
}

enum status verb_when(struct command *command)
{
    struct session session;
    const char *opened = command_value(command, "opened");
    if (!command_operands(command, 2, 2) || !session_is_instant(command, "opened"))
        return STATUS_USAGE;
    if (!opened)
        return command_wrong(
            "`charter when` needs to know when the ticket is opened: --opened INSTANT");
    session_init(&session, command->arena);
    enum status status = session_open(&session, command->operands.at[0]);
    if (status != STATUS_FINE)
        return status;
    session_warn_effects(&session);
    struct due_question question = {.model = session.model,
                                    .target = session_target(&session, command->operands.at[1]),
                                    .opened = session_instant(&session, opened)};
    if (question.target == INDEX_NONE ||
        !read_values(&session, command_value(command, "with"), &question))
        return STATUS_USAGE;
    struct due_answer due = due_ask(session.arena, &question);
    status = write_answer(command, &session, &due);
    due_done(&due);
    return status;
}
