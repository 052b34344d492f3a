/* verb_repl.c - `charter repl [FILE] [--log LOG]`: the loop of a session. */
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

#include "cli/files.h"
#include "cli/pager.h"
#include "cli/repl_parts.h"
#include "log/read.h"
#include "syntax/syntax.h"

void repl_flush(struct repl *repl)
{
    struct text text = buffer_text(&repl->out);
    if (repl->pages && pager_wants(text) && pager_show(repl->arena, text)) {
        repl->out.len = 0;
        return;
    }
    if (!output_all(repl->arena, NULL, &repl->out))
        repl->ended = true;
    repl->out.len = 0;
}

void repl_wrong(struct repl *repl, enum status status, const char *format, ...)
{
    struct buffer line = {0};
    va_list args;
    repl_flush(repl);
    va_start(args, format);
    buffer_vformat(&line, format, args);
    va_end(args);
    buffer_putc(&line, '\n');
    files_say(buffer_text(&line));
    buffer_fini(&line);
    repl->status = status_of_two(repl->status, status);
}

/* ---- answers ---- */

/* Behind what has happened to the ticket, the clauses or the whole ledgers. */
static void trace(struct repl *repl, size_t events)
{
    struct text problem;
    if (repl->trace != TRACE_OFF && repl->answers.imagined.events.count &&
        repl->answers.imagined.events.count != events)
        answers_give(&repl->answers, repl->trace == TRACE_RULES ? TEXT("which rule") : TEXT("why"),
                     &repl->out, &problem);
}

static void ask(struct repl *repl, struct text entered)
{
    struct text problem;
    enum answers_status status;
    if (!repl_has_charter(repl))
        return;
    size_t events = repl->answers.imagined.events.count;
    status = answers_give(&repl->answers, entered, &repl->out, &problem);
    trace(repl, events);
    if (status == ANSWERS_FINE)
        return;
    if (!repl->answers.json && problem.len && problem.at[problem.len - 1] == '\n')
        problem.len--;
    repl_wrong(repl, status == ANSWERS_MISUNDERSTOOD ? STATUS_USAGE : STATUS_UNDECIDED, TEXT_FMT,
               TEXT_ARG(repl->answers.json ? TEXT("") : problem));
}

/* Reads on until what was entered is whole. False: nothing was, or it was given up. */
static bool read_whole(struct repl *repl, struct buffer *entered)
{
    struct text line;
    struct arena *scratch = arena_new();
    bool more = true;
    entered->len = 0;
    for (const char *prompt = "charter> "; more; prompt = "    ...> ") {
        enum line_status status = line_read(repl->lines, prompt, &line);
        repl->ended = status == LINE_END;
        if (status == LINE_INTERRUPTED)
            entered->len = 0;
        if (status != LINE_READ)
            break;
        if (entered->len)
            buffer_putc(entered, '\n');
        buffer_put(entered, line);
        struct text all = text_trim(buffer_text(entered));
        more = all.len && all.at[0] != ':' && all.at[0] != '#' &&
               syntax_probe(buffer_text(entered), SYNTAX_QUERY, scratch) == SYNTAX_MORE;
        arena_reset(scratch);
    }
    arena_free(scratch);
    return text_trim(buffer_text(entered)).len > 0;
}

static int64_t microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void answer(struct repl *repl, struct text text)
{
    int64_t began = microseconds();
    if (text.at[0] == ':')
        repl_command(repl, text);
    else if (text.at[0] != '#')
        ask(repl, text);
    int64_t took = microseconds() - began;
    if (repl->times && text.at[0] != '#')
        buffer_format(&repl->out, "(%lld.%03d ms)\n", (long long)(took / 1000), (int)(took % 1000));
    repl_flush(repl);
    repl_keep_verdicts(repl);
}

static void run(struct repl *repl)
{
    struct buffer entered = {0};
    while (!repl->ended) {
        if (!read_whole(repl, &entered))
            continue;
        struct text text = text_trim(buffer_text(&entered));
        line_remember(repl->lines, text);
        repl_look_at_files(repl);
        answer(repl, text);
        buffer_put(&repl->entered, text);
        buffer_putc(&repl->entered, '\n');
    }
    buffer_fini(&entered);
}

/* ---- opening ---- */

static const char *history_file(struct arena *arena)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    if (state && *state == '/')
        return text_format(arena, "%s/charter_history", state).at;
    return home && *home ? text_format(arena, "%s/.charter_history", home).at : NULL;
}

static void greet(struct repl *repl)
{
    if (!line_is_interactive(repl->lines))
        return;
    buffer_puts(&repl->out, "charter " CHARTER_VERSION ". Ask, or `:help`; `:quit` leaves.\n");
    repl_flush(repl);
}

static bool open_all(struct repl *repl)
{
    const struct command *command = repl->command;
    if (command->operands.count && !repl_load(repl, command->operands.at[0]))
        return false;
    if (!command_has(command, "log"))
        return true;
    if (!repl->path) {
        repl_wrong(repl, STATUS_USAGE, "a log is read by a charter: `charter repl FILE --log LOG`");
        return false;
    }
    repl->log_first = command_value(command, "log");
    if (repl_load_log(repl, repl->log_first))
        return true;
    repl_say_interrupted(repl, repl->log_first); /* then the session begins without it */
    return repl_was_interrupted(repl);
}

enum status verb_repl(struct command *command)
{
    struct repl repl = {.arena = command->arena, .command = command};
    struct line_options options = {.history = history_file(command->arena),
                                   .complete = repl_complete,
                                   .asks_file = repl_asks_file,
                                   .context = &repl,
                                   .colour = files_wants_colour(1)};
    if (!command_operands(command, 0, 1) || !session_is_instant(command, "as-of") ||
        !command_whole(command, "max-errors", INT64_MAX, &repl.log.max_errors))
        return STATUS_USAGE;
    const char *cache = command_value(command, "cache");
    if (cache && *cache && !command_has(command, "log"))
        return command_wrong("--cache=FILE keeps a log, and none is given: --log FILE");
    repl.log.using = command_value(command, "using");
    repl.log.keeps = command_has(command, "cache");
    repl.lines = line_open(command->arena, &options);
    repl.pages = true;
    if (open_all(&repl)) {
        greet(&repl);
        run(&repl);
    }
    bool person = line_is_interactive(repl.lines);
    line_close(repl.lines);
    answers_forget_verdicts(&repl.answers);
    log_free(repl.log.log);
    buffer_fini(&repl.out);
    buffer_fini(&repl.entered);
    return person && repl.ended ? STATUS_FINE : repl.status;
}
