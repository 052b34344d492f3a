/* verb_eval.c - `charter eval FILE --log LOG...`: judges a log; a report, and a record a cycle. */
#include "cli/eval.h"
#include "cli/files.h"
#include "log/read.h"

static enum status refuse(struct text name, struct text reason, enum status before)
{
    if (reason.len == 0)
        return before;
    command_wrong("the log can't decide `" TEXT_FMT "`: " TEXT_FMT, TEXT_ARG(name),
                  TEXT_ARG(reason));
    return STATUS_LOG;
}

/* What the log can't decide is refused by --strict (semantics 3.8). */
enum status eval_check_decidable(struct eval *eval)
{
    enum status status = STATUS_FINE;
    const struct model *model = eval->session.model;
    if (!command_has(eval->command, "strict"))
        return status;
    for (uint32_t i = 0; i < model->target_count; i++)
        if (!model->targets[i].is_hidden)
            status = refuse(model->targets[i].name, judge_undecidable(eval->judge, i), status);
    uint32_t count = 0;
    const struct figures_undecided *figures =
        eval->figures ? figures_undecidable(eval->figures, eval->session.arena, &count) : NULL;
    for (uint32_t i = 0; i < count; i++)
        status = refuse(figures[i].name, figures[i].reason, status);
    return status;
}

static enum status keep_partial(const struct eval *eval, const struct buffer *bytes)
{
    return output_all(eval->session.arena, eval->partial, bytes) ? STATUS_FINE : STATUS_USAGE;
}

/* Records take their place only when the report has been written too. */
static enum status judge_and_report(struct eval *eval)
{
    struct buffer partial = {0};
    struct eval_outputs outputs = {.partial = eval->partial ? &partial : NULL};
    if (!eval_open_outputs(eval, &outputs))
        return STATUS_USAGE;
    struct eval_result result = eval_judge(eval, &outputs);
    enum status status =
        eval->partial ? keep_partial(eval, outputs.partial) : eval_report(eval, &result);
    buffer_fini(&partial);
    return eval_close_outputs(&outputs, status);
}

/* A part that does not know where the whole log ends must be told as of when it is judged. */
static bool knows_end(const struct eval *eval)
{
    const struct log_whole *whole = eval->log.log->whole;
    if (!whole || whole->last != INSTANT_NONE || command_has(eval->command, "as-of"))
        return true;
    command_wrong("%s is a part of a log, and does not say when the whole log ends for this "
                  "charter: give --as-of, or split the log again with --charter",
                  command_value(eval->command, "log"));
    return false;
}

enum status verb_eval(struct command *command)
{
    struct eval eval;
    if (!eval_understand(&eval, command))
        return STATUS_USAGE;
    session_init(&eval.session, command->arena);
    enum status status = session_open_whole(&eval.session, command->operands.at[0]);
    if (status != STATUS_FINE)
        return status;
    if (!eval_resolve(&eval))
        return STATUS_USAGE;
    if (eval.is_stream)
        return eval_stream(&eval);
    status = session_read_log(&eval.session, command, &eval.log);
    if (status == STATUS_FINE && !knows_end(&eval))
        status = STATUS_USAGE;
    if (status == STATUS_FINE) {
        eval_prepare(&eval, session_instant(&eval.session, command_value(command, "as-of")));
        status = eval_check_decidable(&eval);
    }
    if (status == STATUS_FINE)
        status = judge_and_report(&eval);
    if (eval.log.failed)
        status = status_of_two(status, STATUS_USAGE);
    figures_free(eval.figures);
    log_free(eval.log.log);
    return status;
}
