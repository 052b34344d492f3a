/* verb_flatten.c - `charter flatten FILE`: one version as one file. */
#include "cli/files.h"
#include "cli/session.h"
#include "report/flatten.h"

enum status verb_flatten(struct command *command)
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
    flatten_write(&out, model);
    bool fine = output_all(command->arena, command_value(command, "output"), &out);
    buffer_fini(&out);
    return fine ? STATUS_FINE : STATUS_USAGE;
}
