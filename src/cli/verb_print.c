/* verb_print.c - `charter print FILE`: the charter that people read; is a published copy stale? */
#include <string.h>

#include "cli/diff.h"
#include "cli/files.h"
#include "cli/print.h"
#include "cli/session.h"
#include "report/prose.h"

struct form {
    const char *name; /* of --as */
    const char *ending;
    void (*write)(struct buffer *out, const struct document *document);
};

static const struct form forms[] = {{"text", ".txt", document_write_text},
                                    {"markdown", ".md", document_write_markdown},
                                    {"html", ".html", document_write_html}};

/* What --as says, else the ending of the file that is written or checked, else text. */
static const struct form *form_of(const struct command *command)
{
    const char *as = command_value(command, "as"), *file = command_value(command, "output");
    const struct form *found = &forms[0];
    if (!file)
        file = command_value(command, "check");
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (as ? strcmp(as, forms[i].name) == 0
               : file && text_ends(text_of(file), text_of(forms[i].ending)))
            found = &forms[i];
    return found;
}

bool print_read_date(const struct command *command, day *date)
{
    const char *written = command_value(command, "as-of");
    *date = DAY_NONE;
    if (!written || civil_parse_date(text_of(written), date) == CIVIL_OK)
        return true;
    command_wrong("--as-of is a date like `2026-04-01`, not `%s`", written);
    return false;
}

/* The published copy and what would be published now, line by line. */
static enum status compare(const struct command *command, const struct buffer *now)
{
    const char *path = command_value(command, "check");
    struct text copy, problem;
    struct buffer out = {0};
    if (!files_read(command->arena, path, &copy, &problem))
        return command_wrong(TEXT_FMT, TEXT_ARG(problem));
    if (text_equal(copy, buffer_text(now)))
        return STATUS_FINE;
    command_wrong("%s is not what the charter says now", path);
    diff_write(&out, text_of(path), copy, buffer_text(now));
    bool fine = output_all(command->arena, NULL, &out);
    buffer_fini(&out);
    return fine ? STATUS_BROKEN : STATUS_USAGE;
}

enum status print_emit(const struct command *command, const struct document *document)
{
    struct buffer out = {0};
    enum status status = STATUS_FINE;
    form_of(command)->write(&out, document);
    if (command_has(command, "check"))
        status = compare(command, &out);
    else if (!output_all(command->arena, command_value(command, "output"), &out))
        status = STATUS_USAGE;
    buffer_fini(&out);
    return status;
}

enum status print_refuse(const struct command *command)
{
    const char *written = command_value(command, "as-of");
    const char *path =
        command->operands.count ? command->operands.at[0] : command_value(command, "changes");
    command_wrong("%s: no version of the charter is in force on %s", path,
                  written ? written : "its first day");
    return STATUS_UNDECIDED;
}

enum status print_open(struct session *session, struct command *command, const char *path)
{
    session_init(session, command->arena);
    enum status status = session_open(session, path);
    if (status != STATUS_FINE || session->model->name.len)
        return status;
    command_wrong("%s: there is no `charter` block: a library can't be printed", path);
    return STATUS_CHARTER;
}

enum status verb_print(struct command *command)
{
    struct session session;
    struct prose_request request = {.phrases = phrases_find("en")};
    if (command_has(command, "check") && command_has(command, "output"))
        return command_wrong("--check writes nothing, so -o has no place beside it");
    if (command_has(command, "changes"))
        return print_changes(command);
    if (!command_operands(command, 1, 1) || !print_read_date(command, &request.as_of))
        return STATUS_USAGE;
    enum status status = print_open(&session, command, command->operands.at[0]);
    if (status != STATUS_FINE)
        return status;
    request.model = session.model;
    const struct document *document = prose_document(session.arena, &request);
    return document ? print_emit(command, document) : print_refuse(command);
}
