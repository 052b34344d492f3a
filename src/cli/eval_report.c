/* eval_report.c - the report of what was judged, or joined, and the status that it ends with. */
#include "cli/eval.h"
#include "cli/files.h"
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
    if (!tally_is_undecided(result) || (!eval->where_text.len && figures_is_decided(eval->figured)))
        return STATUS_FINE;
    if (eval->log.log->tickets == 0)
        command_wrong("there is nothing to judge: the log has no tickets");
    else
        command_wrong("nothing is decided: no cycle that was asked for is met or breached");
    return STATUS_UNDECIDED;
}

enum status eval_report(struct eval *eval, const struct eval_result *result)
{
    const char *path = command_value(eval->command, "output");
    struct report_input input = {.model = eval->session.model,
                                 .log = eval->log.log,
                                 .judge = eval->judge,
                                 .tally = result->tally,
                                 .figures = eval->figured,
                                 .notices = result->notices,
                                 .tzdata = zone_table_version(eval->session.zones),
                                 .where = eval->where_text,
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

/* ---------- records ---------- */

struct output *eval_open_records(struct eval *eval, const struct records_file *file,
                                 const char *table)
{
    static const char *const numbers[] = {"cycle",  "used_s", "paused_s",   "limit_s", "over_s",
                                          "late_s", "step",   "repetition", "level",   NULL};
    return file->form == RECORDS_SQLITE
               ? output_open_table(eval->session.arena, file->path, table, numbers)
               : output_open(eval->session.arena, file->path);
}

static bool close_output(struct output *output, bool keep)
{
    return !output || output_close(output, keep);
}

bool eval_open_outputs(struct eval *eval, struct eval_outputs *outputs)
{
    if (eval->verdicts.path &&
        !(outputs->verdicts = eval_open_records(eval, &eval->verdicts, "verdicts")))
        return false;
    if (!eval->notices.path ||
        (outputs->notices = eval_open_records(eval, &eval->notices, "notices")))
        return true;
    close_output(outputs->verdicts, false);
    return false;
}

enum status eval_close_outputs(const struct eval_outputs *outputs, enum status status)
{
    bool verdicts = close_output(outputs->verdicts, status != STATUS_USAGE);
    bool notices = close_output(outputs->notices, verdicts && status != STATUS_USAGE);
    return verdicts && notices ? status : STATUS_USAGE;
}

void eval_write_notices(const struct partials *joined, enum notices_format format,
                        struct output *output)
{
    struct buffer header = {0};
    notices_put_header(format, &header);
    output_write(output, buffer_text(&header));
    for (size_t i = 0; i < joined->notices.count; i++)
        output_write(output, joined->notices.at[i].bytes);
    buffer_fini(&header);
}
