/* verb_tree.c - `charter tree FILE`: what of a version came from where. */
#include "cli/files.h"
#include "cli/session.h"
#include "report/origins.h"

enum status verb_tree(struct command *command)
{
    struct session session;
    struct buffer out = {0};
    const struct model *model;
    if (!command_operands(command, 1, 1) || !session_is_date(command, "as-of"))
        return STATUS_USAGE;
    session_init(&session, command->arena);
    enum status status = session_open_version(&session, command, &model);
    if (status != STATUS_FINE)
        return status;
    if (command_is(command, "format", "json"))
        origins_write_json(&out, model);
    else
        origins_write_text(&out, model, files_wants_colour(1));
    bool fine = output_all(command->arena, NULL, &out);
    buffer_fini(&out);
    return fine ? STATUS_FINE : STATUS_USAGE;
}
