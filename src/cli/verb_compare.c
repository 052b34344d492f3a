/* verb_compare.c - `charter compare A B`: better, worse or different for the customer. */
#include "cli/files.h"
#include "cli/session.h"
#include "log/read.h"
#include "report/against.h"
#include "report/compared.h"

static enum status refuse_library(const char *path)
{
    command_wrong("%s: there is no `charter` block: a library promises nothing", path);
    return STATUS_CHARTER;
}

static enum status open_both(const struct command *command, struct session sessions[2])
{
    enum status status = STATUS_FINE;
    for (int side = 0; side < 2; side++) {
        const char *path = command->operands.at[side];
        session_init(&sessions[side], command->arena);
        enum status opened = session_open(&sessions[side], path);
        if (opened == STATUS_FINE && sessions[side].model->name.len == 0)
            opened = refuse_library(path);
        status = status_of_two(status, opened);
    }
    return status;
}

/* ---------- over a log ---------- */

static bool is_judged(const struct session sessions[2])
{
    bool fine = true;
    for (int side = 0; side < 2; side++)
        if (sessions[side].model->without_effect_count) {
            session_warn_effects(&sessions[side]);
            fine = false;
        }
    return fine;
}

/* The log is read by the first charter and judged by both; what comes of it goes to OUT. */
static enum status judge_log(struct command *command, struct session sessions[2],
                             struct buffer *out)
{
    struct session_log log = {.using = command_value(command, "using")};
    struct against_request request = {.before = sessions[0].model,
                                      .after = sessions[1].model,
                                      .as_of = session_instant(&sessions[0], NULL),
                                      .threads = session_threads()};
    if (!session_wants_log(command) ||
        !command_whole(command, "max-errors", INT64_MAX, &log.max_errors))
        return STATUS_USAGE;
    if (!is_judged(sessions))
        return STATUS_CHARTER;
    if (!against_fits(request.before, request.after))
        return command_wrong("the charters know different things of a ticket, so one log can't be "
                             "judged by both: `charter eval` judges it by each");
    enum status status = session_read_log(&sessions[0], command, &log);
    if (status == STATUS_FINE) {
        request.log = log.log;
        const struct against_result *result = against_judge(command->arena, &request);
        if (command_is(command, "format", "json"))
            against_write_json(out, log.log, result);
        else
            against_write_text(out, log.log, result);
        status = result->flip_count ? STATUS_BROKEN : STATUS_FINE;
    }
    log_free(log.log);
    return status;
}

/* ---------- output ---------- */

static bool write(const struct command *command, const struct compared *compared)
{
    struct buffer out = {0};
    if (command_is(command, "format", "json"))
        compared_write_json(&out, compared);
    else
        compared_write_text(&out, compared);
    bool fine = output_all(command->arena, command_value(command, "output"), &out);
    buffer_fini(&out);
    return fine;
}

static enum status emit(struct command *command, struct session sessions[2],
                        struct compared *compared)
{
    struct buffer log = {0};
    enum status status = STATUS_FINE;
    if (command_has(command, "log"))
        status = judge_log(command, sessions, &log);
    compared->log = buffer_text(&log);
    if (status == STATUS_FINE || status == STATUS_BROKEN) {
        status = status_of_two(status, compared_is_same(compared) ? STATUS_FINE : STATUS_BROKEN);
        status = write(command, compared) ? status : STATUS_USAGE;
    }
    buffer_fini(&log);
    return status;
}

enum status verb_compare(struct command *command)
{
    struct session sessions[2];
    struct compare_request request = {.as_of = DAY_NONE};
    struct compared compared = {.arena = command->arena};
    const char *written = command_value(command, "as-of");
    if (!command_operands(command, 2, 2) || !session_is_date(command, "as-of"))
        return STATUS_USAGE;
    enum status status = open_both(command, sessions);
    if (status != STATUS_FINE)
        return status;
    if (written && civil_parse_date(text_of(written), &request.as_of) != CIVIL_OK)
        return STATUS_USAGE;
    request.a = sessions[0].model;
    request.b = sessions[1].model;
    for (int side = 0; side < 2; side++) {
        compared.side[side] = sessions[side].model;
        compared.file[side] = text_of(command->operands.at[side]);
    }
    compared.result = compare_charters(command->arena, &request);
    if (compared.result->count)
        return emit(command, sessions, &compared);
    command_wrong("neither charter is in force on %s", written ? written : "any date");
    return STATUS_UNDECIDED;
}
