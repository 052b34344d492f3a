/* repl_tool.c - how a session answers: its settings, its transcript, commands of the shell. */
#include <stdlib.h>

#include "cli/files.h"
#include "cli/repl_parts.h"
#include "report/answers_step.h"

/* ---- settings ---- */

static const char *on_or_off(bool on)
{
    return on ? "on" : "off";
}

/* `on` or `off`; false, and said so, for anything else. */
static bool read_switch(struct repl *repl, const char *name, struct text word, bool *on)
{
    *on = text_is(word, "on");
    if (*on || text_is(word, "off"))
        return true;
    repl_wrong(repl, STATUS_USAGE, "`%s` is on or off", name);
    return false;
}

void repl_set(struct repl *repl, struct text argument)
{
    bool on;
    if (!argument.len)
        buffer_format(&repl->out, "pager %s\ncolour %s\n", on_or_off(repl->pages),
                      on_or_off(repl->answers.colour));
    else if (text_starts(argument, TEXT("pager"))) {
        if (read_switch(repl, ":set pager", text_trim(text_slice(argument, 5, argument.len)), &on))
            repl->pages = on;
    } else if (text_starts(argument, TEXT("colour"))) {
        if (read_switch(repl, ":set colour", text_trim(text_slice(argument, 6, argument.len)), &on))
            repl->answers.colour = on;
    } else {
        repl_wrong(repl, STATUS_USAGE, "what can be set is `pager` and `colour`");
    }
}

void repl_format(struct repl *repl, struct text argument)
{
    if (text_is(argument, "json") || text_is(argument, "text"))
        repl->answers.json = text_is(argument, "json");
    else
        repl_wrong(repl, STATUS_USAGE, "`:format` is text or json");
}

void repl_as_of(struct repl *repl, struct text argument)
{
    struct civil_stamp stamp;
    if (!repl->path || civil_parse_stamp(argument, &stamp) != CIVIL_OK) {
        repl_wrong(repl, STATUS_USAGE, "`:as-of` needs an instant such as `2026-11-20 16:30`");
        return;
    }
    repl->answers.as_of = session_instant(&repl->session, repl_word(repl, argument));
    answers_forget_verdicts(&repl->answers);
    repl_judge_ahead(repl);
}

void repl_trace(struct repl *repl, struct text argument)
{
    if (text_is(argument, "off"))
        repl->trace = TRACE_OFF;
    else if (text_is(argument, "rules"))
        repl->trace = TRACE_RULES;
    else if (text_is(argument, "full"))
        repl->trace = TRACE_FULL;
    else
        repl_wrong(repl, STATUS_USAGE, "`:trace` is off, rules or full");
}

void repl_time(struct repl *repl, struct text argument)
{
    bool on = !repl->times;
    if (!argument.len || read_switch(repl, ":time", argument, &on))
        repl->times = on;
}

/* ---- what has been entered ---- */

void repl_session(struct repl *repl, struct text argument)
{
    if (!argument.len)
        buffer_put(&repl->out, buffer_text(&repl->entered));
    else if (output_all(repl->arena, repl_word(repl, argument), &repl->entered))
        buffer_format(&repl->out, "Written to " TEXT_FMT ".\n", TEXT_ARG(argument));
    else
        repl->status = status_of_two(repl->status, STATUS_USAGE);
}

void repl_shell(struct repl *repl, struct text argument)
{
    if (!argument.len) {
        repl_wrong(repl, STATUS_USAGE, "`:!` needs a command");
        return;
    }
    repl_flush(repl);
    int status = system(repl_word(repl, argument));
    if (status != 0)
        repl_wrong(repl, STATUS_USAGE, "the command failed");
}

void repl_ask(struct repl *repl, struct text argument)
{
    (void)argument;
    if (!repl_has_charter(repl))
        return;
    if (repl->answers.imagined.events.count)
        answers_most_useful(&repl->answers, &repl->out);
    else
        repl_wrong(repl, STATUS_UNDECIDED,
                   "there is no ticket yet: `open ticket at DATE TIME with …`");
}
