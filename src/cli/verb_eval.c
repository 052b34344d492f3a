/* verb_eval.c - `charter eval FILE --log LOG...`: judges a log; a report, and a record a cycle. */
#include "check/terms.h"
#include "cli/eval.h"
#include "cli/files.h"
#include "log/read.h"
#include "report/report.h"

static void write_report(struct buffer *out, const struct command *command,
                         const struct report_input *input)
{
    if (command_is(command, "format", "json"))
        report_write_json(out, input);
    else if (command_is(command, "format", "csv"))
        report_write_csv(out, input);
    else if (command_is(command, "format", "html"))
        report_write_html(out, input);
    else
        report_write_text(out, input);
}

static enum status judged(const struct eval *eval, const struct tally_result *result)
{
    if (tally_is_broken(result) || figures_is_broken(eval->figured))
        return STATUS_BROKEN;
    if (!tally_is_undecided(result) || (!eval->where && figures_is_decided(eval->figured)))
        return STATUS_FINE;
    if (eval->log.log->tickets == 0)
        command_wrong("there is nothing to judge: the log has no tickets");
    else
        command_wrong("nothing is decided: no cycle that was asked for is met or breached");
    return STATUS_UNDECIDED;
}

static enum status report(struct eval *eval, const struct eval_result *result)
{
    const char *path = command_value(eval->command, "output");
    struct report_input input = {.model = eval->session.model,
                                 .log = eval->log.log,
                                 .judge = eval->judge,
                                 .tally = result->tally,
                                 .figures = eval->figured,
                                 .notices = result->notices,
                                 .tzdata = zone_table_version(eval->session.zones),
                                 .where = text_of(command_value(eval->command, "where")),
                                 .from = eval->from,
                                 .to = eval->to,
                                 .lint = eval->lint,
                                 .drivers = eval->drivers,
                                 .pictures = eval->pictures,
                                 .colour = !path && files_wants_colour(1)};
    struct buffer out = {0};
    write_report(&out, eval->command, &input);
    bool fine = output_all(eval->session.arena, path, &out);
    buffer_fini(&out);
    return fine ? judged(eval, result->tally) : STATUS_USAGE;
}

static enum status refuse(struct text name, struct text reason, enum status before)
{
    if (reason.len == 0)
        return before;
    command_wrong("the log can't decide `" TEXT_FMT "`: " TEXT_FMT, TEXT_ARG(name),
                  TEXT_ARG(reason));
    return STATUS_LOG;
}

/* What the log can't decide is refused by --strict (semantics 3.8). */
static enum status undecidable(struct eval *eval)
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

static bool close_output(struct output *output, bool keep)
{
    return !output || output_close(output, keep);
}

static struct output *open_records(struct eval *eval, const struct records_file *file,
                                   const char *table)
{
    static const char *const numbers[] = {"cycle",  "used_s", "paused_s",   "limit_s", "over_s",
                                          "late_s", "step",   "repetition", "level",   NULL};
    return file->form == RECORDS_SQLITE
               ? output_open_table(eval->session.arena, file->path, table, numbers)
               : output_open(eval->session.arena, file->path);
}

static bool open_outputs(struct eval *eval, struct eval_outputs *outputs)
{
    if (eval->verdicts.path &&
        !(outputs->verdicts = open_records(eval, &eval->verdicts, "verdicts")))
        return false;
    if (!eval->notices.path || (outputs->notices = open_records(eval, &eval->notices, "notices")))
        return true;
    close_output(outputs->verdicts, false);
    return false;
}

/* Records take their place only when the report has been written too. */
static enum status judge_and_report(struct eval *eval)
{
    struct eval_outputs outputs = {0};
    if (!open_outputs(eval, &outputs))
        return STATUS_USAGE;
    struct eval_result result = eval_judge(eval, &outputs);
    enum status status = report(eval, &result);
    bool verdicts = close_output(outputs.verdicts, status != STATUS_USAGE);
    bool notices = close_output(outputs.notices, verdicts && status != STATUS_USAGE);
    return verdicts && notices ? status : STATUS_USAGE;
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
    status = session_read_log(&eval.session, command, &eval.log);
    if (status == STATUS_FINE) {
        eval_prepare(&eval, session_instant(&eval.session, command_value(command, "as-of")));
        status = undecidable(&eval);
    }
    if (status == STATUS_FINE)
        status = judge_and_report(&eval);
    figures_free(eval.figures);
    log_free(eval.log.log);
    return status;
}
