/* verb_review.c - `charter review FILE --log LOG...`: the charter read against what happened. */
#include "cli/files.h"
#include "cli/session.h"
#include "log/read.h"
#include "report/review.h"

enum { THRESHOLD_MOST = 10000 };

/* `--set NAME=NUMBER`; false, and said so, if there is no such threshold or number. */
static bool set_threshold(const char *written, uint64_t *thresholds)
{
    struct text whole = text_of(written);
    size_t at = 0;
    while (at < whole.len && whole.at[at] != '=')
        at++;
    uint32_t threshold = review_threshold(text_slice(whole, 0, at));
    if (at < whole.len && threshold < REVIEW_THRESHOLDS &&
        text_to_whole(text_slice(whole, at + 1, whole.len), THRESHOLD_MOST, &thresholds[threshold]))
        return true;
    command_wrong("--set is NAME=NUMBER, the number at most %d, not `%s`; the names are:",
                  THRESHOLD_MOST, written);
    for (uint32_t i = 0; i < REVIEW_THRESHOLDS; i++)
        command_wrong("  %s=%llu", review_threshold_name(i),
                      (unsigned long long)review_threshold_value(i));
    return false;
}

static bool set_thresholds(const struct command *command, uint64_t *thresholds)
{
    for (uint32_t i = 0; i < REVIEW_THRESHOLDS; i++)
        thresholds[i] = review_threshold_value(i);
    for (size_t i = 0; i < command->options.count; i++)
        if (text_is(text_of(command->options.at[i].row->name), "set") &&
            !set_threshold(command->options.at[i].value, thresholds))
            return false;
    return true;
}

/* Rows that other verbs refuse. */
static uint64_t bad_rows(const struct eventlog *log)
{
    uint64_t count = log->rejected;
    for (uint32_t i = 0; i < log->unknown_count; i++)
        count += log->unknowns[i].count;
    return count;
}

/* `FILE --log LOG --using NAME`: how other verbs are given the same. */
static struct text words_of(const struct command *command, const struct eventlog *log)
{
    struct arena *arena = command->arena;
    struct text words = review_quoted(arena, text_of(command->operands.at[0]));
    uint64_t bad = bad_rows(log);
    for (size_t i = 0; i < command->options.count; i++) {
        struct text name = text_of(command->options.at[i].row->name);
        if (text_is(name, "log") || text_is(name, "using") || text_is(name, "as-of"))
            words = text_format(
                arena, TEXT_FMT " --" TEXT_FMT " " TEXT_FMT, TEXT_ARG(words), TEXT_ARG(name),
                TEXT_ARG(review_quoted(arena, text_of(command->options.at[i].value))));
    }
    if (bad)
        words = text_format(arena, TEXT_FMT " --max-errors %llu", TEXT_ARG(words),
                            (unsigned long long)bad);
    return words;
}

static enum status write_review(const struct command *command, const struct review_result *result)
{
    const char *path = command_value(command, "output");
    struct buffer out = {0};
    if (command_is(command, "format", "json"))
        review_write_json(&out, result);
    else
        review_write_text(&out, result, !path && files_wants_colour(1));
    bool fine = output_all(command->arena, path, &out);
    buffer_fini(&out);
    if (!fine)
        return STATUS_USAGE;
    return review_is_broken(result) ? STATUS_BROKEN : STATUS_FINE;
}

static enum status review(struct session *session, const struct command *command,
                          const struct session_log *log, const uint64_t *thresholds)
{
    struct review_request request = {.model = session->model,
                                     .log = log->log,
                                     .as_of =
                                         session_instant(session, command_value(command, "as-of")),
                                     .threads = session_threads(),
                                     .thresholds = thresholds,
                                     .tzdata = zone_table_version(session->zones),
                                     .command = words_of(command, log->log)};
    if (log->log->tickets)
        return write_review(command, review_run(session->arena, &request));
    command_wrong("there is nothing to read the charter against: the log has no tickets");
    return STATUS_UNDECIDED;
}

enum status verb_review(struct command *command)
{
    struct session session;
    uint64_t thresholds[REVIEW_THRESHOLDS];
    struct session_log log = {.using = command_value(command, "using"),
                              .wants_digest = command_is(command, "format", "json"),
                              .keeps_unknown = true};
    if (!command_operands(command, 1, 1) || !session_wants_log(command) ||
        !session_is_instant(command, "as-of") || !set_thresholds(command, thresholds) ||
        !command_whole(command, "max-errors", INT64_MAX, &log.max_errors))
        return STATUS_USAGE;
    session_init(&session, command->arena);
    enum status status = session_open_whole(&session, command->operands.at[0]);
    if (status == STATUS_FINE)
        status = session_read_log(&session, command, &log);
    if (status == STATUS_FINE)
        status = review(&session, command, &log, thresholds);
    log_free(log.log);
    return status;
}
