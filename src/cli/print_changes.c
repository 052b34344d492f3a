/* print_changes.c - `charter print --changes OLD [NEW]`: what changes, for people. */
#include "cli/print.h"
#include "report/redline.h"

/* Both as on that date, or without one as from the day on which both, or the second, hold. */
static enum status emit_changes(struct command *command, struct redline_request *redline)
{
    struct compare_request request = {redline->side[0], redline->side[1], redline->as_of};
    const struct compare_result *result = compare_charters(command->arena, &request);
    if (!result->count)
        return print_refuse(command);
    redline->comparison = &result->list[0];
    redline->further = result;
    if (redline->as_of == DAY_NONE)
        redline->as_of = result->list[0].from;
    return print_emit(command, redline_document(command->arena, redline));
}

/* What the amendments of one charter have made of it. */
static enum status emit_amended(struct command *command, struct redline_request *redline)
{
    const struct model *model = redline->side[0];
    const struct model *now = model->versions[model->version_count - 1].model;
    if (redline->as_of != DAY_NONE)
        now = model_on(model, redline->as_of);
    if (!now)
        return print_refuse(command);
    if (model->version_count < 2 || now == model->versions[0].model)
        return command_wrong("%s has not been amended then: name the charter that comes after it",
                             command_value(command, "changes"));
    const struct compare_result *result =
        compare_versions(command->arena, model->versions[0].model, now);
    redline->side[1] = model;
    redline->as_of = now->version_from;
    redline->comparison = &result->list[0];
    return print_emit(command, redline_document(command->arena, redline));
}

enum status print_changes(struct command *command)
{
    struct session before, now;
    struct redline_request redline = {.phrases = phrases_find("en")};
    if (!command_operands(command, 0, 1) || !print_read_date(command, &redline.as_of))
        return STATUS_USAGE;
    enum status status = print_open(&before, command, command_value(command, "changes"));
    if (command->operands.count)
        status = status_of_two(status, print_open(&now, command, command->operands.at[0]));
    if (status != STATUS_FINE)
        return status;
    redline.side[0] = before.model;
    if (!command->operands.count)
        return emit_amended(command, &redline);
    redline.side[1] = now.model;
    return emit_changes(command, &redline);
}
