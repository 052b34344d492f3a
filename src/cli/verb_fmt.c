/* verb_fmt.c - `charter fmt FILE...`: lays out in place, or says or shows what would change. */
#include <string.h>

#include "cli/diff.h"
#include "cli/files.h"
#include "cli/session.h"
#include "syntax/format.h"

struct layout {
    struct command *command;
    struct session session;
    struct buffer shown; /* for standard output: differences, names, or the filtered text */
};

/* The text of PATH as it should be, in LAID; false, and said so, if it can't be told. */
static bool lay_out(struct layout *layout, const char *path, struct text *was, struct buffer *laid)
{
    struct session *session = &layout->session;
    uint32_t source = session_read(session, path);
    if (!source)
        return false;
    *was = source_bytes(session->sources, source);
    sink_init(&session->sink, session->arena);
    struct syntax_input input = {.sources = session->sources,
                                 .source = source,
                                 .start = SYNTAX_FILE,
                                 .arena = session->arena,
                                 .sink = &session->sink};
    if (syntax_format(&input, laid))
        return true;
    session_tell(session, &session->sink);
    return false;
}

static enum status apply(struct layout *layout, const char *path, struct text was,
                         const struct buffer *laid)
{
    bool checks = command_has(layout->command, "check"),
         shows = command_has(layout->command, "diff");
    bool same = text_equal(was, buffer_text(laid));
    if (shows)
        diff_write(&layout->shown, text_of(path), was, buffer_text(laid));
    else if (checks && !same)
        buffer_format(&layout->shown, "%s is not laid out as it should be\n", path);
    else if (!checks && strcmp(path, "-") == 0)
        buffer_put(&layout->shown, buffer_text(laid));
    else if (!checks && !same && !output_all(layout->session.arena, path, laid))
        return STATUS_USAGE;
    return (checks || shows) && !same ? STATUS_BROKEN : STATUS_FINE;
}

static enum status one(struct layout *layout, const char *path)
{
    struct buffer laid = {0};
    struct text was;
    enum status status = STATUS_CHARTER;
    if (lay_out(layout, path, &was, &laid))
        status = apply(layout, path, was, &laid);
    buffer_fini(&laid);
    return status;
}

enum status verb_fmt(struct command *command)
{
    struct layout layout = {.command = command};
    enum status status = STATUS_FINE;
    if (!command_operands(command, 1, SIZE_MAX))
        return STATUS_USAGE;
    session_init(&layout.session, command->arena);
    for (size_t i = 0; i < command->operands.count; i++)
        status = status_of_two(status, one(&layout, command->operands.at[i]));
    bool fine = output_all(command->arena, NULL, &layout.shown);
    buffer_fini(&layout.shown);
    return fine ? status : STATUS_USAGE;
}
