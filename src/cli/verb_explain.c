/* verb_explain.c - `charter explain [CODE]`: the page of a diagnostic, or the list of all. */
#include "base/diagnostic.h"
#include "base/embedded.h"
#include "cli/command.h"
#include "cli/files.h"

static void list_all(struct arena *arena, struct buffer *out)
{
    static const char *const severities[] = {"error", "warning", "note"};
    for (int i = 0; i < DIAGNOSTIC_COUNT; i++) {
        enum diagnostic_code code = (enum diagnostic_code)i;
        buffer_format(out, TEXT_FMT "  %-7s  %s\n", TEXT_ARG(diagnostic_code_name(arena, code)),
                      severities[diagnostic_severity(code)], diagnostic_summary(code));
    }
}

static enum status show_page(struct command *command, const char *word, struct buffer *out)
{
    enum diagnostic_code code;
    if (!diagnostic_code_find(text_of(word), &code))
        return command_wrong("there is no diagnostic `%s`; `charter explain` lists all codes",
                             word);
    struct text name = diagnostic_code_name(command->arena, code);
    struct text page = embedded_find(embedded_pages, name);
    if (page.at)
        buffer_put(out, page);
    else
        buffer_format(out, "# " TEXT_FMT ": %s\n", TEXT_ARG(name), diagnostic_summary(code));
    return STATUS_FINE;
}

enum status verb_explain(struct command *command)
{
    struct buffer out = {0};
    enum status status = STATUS_FINE;
    if (!command_operands(command, 0, 1))
        return STATUS_USAGE;
    if (command->operands.count == 0)
        list_all(command->arena, &out);
    else
        status = show_page(command, command->operands.at[0], &out);
    if (status == STATUS_FINE && !output_all(command->arena, NULL, &out))
        status = STATUS_USAGE;
    buffer_fini(&out);
    return status;
}
