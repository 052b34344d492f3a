/* verb_compare.c - `charter compare A B`: better, worse or different for the customer. */
#include "cli/files.h"
#include "cli/session.h"
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

static enum status emit(const struct command *command, const struct compared *compared)
{
    struct buffer out = {0};
    if (command_is(command, "format", "json"))
        compared_write_json(&out, compared);
    else
        compared_write_text(&out, compared);
    bool fine = output_all(command->arena, command_value(command, "output"), &out);
    buffer_fini(&out);
    if (!fine)
        return STATUS_USAGE;
    return compared_is_same(compared) ? STATUS_FINE : STATUS_BROKEN;
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
        return emit(command, &compared);
    command_wrong("neither charter is in force on %s", written ? written : "any date");
    return STATUS_UNDECIDED;
}
