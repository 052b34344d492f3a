/* repl_suppose.c - what is supposed in a session: taken back, listed, written out. */
#include "cli/files.h"
#include "cli/repl_parts.h"

/* Takes the last one of FROM over to TO. */
static void move_supposition(struct repl *repl, bool undo)
{
    struct answers *answers = &repl->answers;
    struct sink sink;
    sink_init(&sink, repl->arena);
    if (undo ? !answers->changes.count : !answers->undone.count) {
        repl_wrong(repl, STATUS_USAGE,
                   undo ? "nothing is supposed" : "nothing has been taken back");
        return;
    }
    if (undo)
        VECTOR_PUSH(repl->arena, &answers->undone, answers->changes.at[--answers->changes.count]);
    else
        VECTOR_PUSH(repl->arena, &answers->changes, answers->undone.at[--answers->undone.count]);
    const struct model *was = answers->model;
    answers_suppose_again(answers, &sink);
    buffer_format(&repl->out, "%zu supposed.%s\n", answers->changes.count,
                  answers_keep_ticket(answers, was) ? "" : ANSWERS_FORGOTTEN);
}

void repl_undo(struct repl *repl, struct text argument)
{
    (void)argument;
    move_supposition(repl, true);
}

void repl_redo(struct repl *repl, struct text argument)
{
    (void)argument;
    move_supposition(repl, false);
}

static void put_suppositions(struct repl *repl, struct buffer *out)
{
    for (size_t i = 0; i < repl->answers.changes.count; i++)
        buffer_format(out, TEXT_FMT "\n", TEXT_ARG(repl->answers.changes.at[i]));
}

void repl_diff(struct repl *repl, struct text argument)
{
    (void)argument;
    if (repl->answers.changes.count)
        put_suppositions(repl, &repl->out);
    else
        buffer_puts(&repl->out, "Nothing is supposed.\n");
}

void repl_save(struct repl *repl, struct text argument)
{
    struct buffer text = {0};
    if (!argument.len || !repl->answers.changes.count) {
        repl_wrong(repl, STATUS_USAGE,
                   argument.len ? "nothing is supposed" : "`:save` needs the name of a file");
        return;
    }
    put_suppositions(repl, &text);
    if (output_all(repl->arena, repl_word(repl, argument), &text))
        buffer_format(&repl->out, "Written to " TEXT_FMT ".\n", TEXT_ARG(argument));
    buffer_fini(&text);
}
