/* verb_new.c - `charter new [DIR]`: a charter, a log and tests to begin with; nothing is
 * overwritten. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/embedded.h"
#include "cli/files.h"
#include "cli/session.h"

static const char *path_of(struct arena *arena, const char *folder, const struct embedded *file)
{
    return text_format(arena, "%s/%s", folder, file->name).at;
}

/* False, and said so, if one of the files is there already. */
static bool is_free(struct arena *arena, const char *folder)
{
    for (const struct embedded *file = embedded_starter; file->name; file++) {
        if (access(path_of(arena, folder, file), F_OK) != 0)
            continue;
        command_wrong("%s is there already, and is not written over", path_of(arena, folder, file));
        return false;
    }
    return true;
}

static bool make_folder(const char *folder)
{
    if (mkdir(folder, 0777) == 0 || errno == EEXIST)
        return true;
    command_wrong("cannot make the folder %s: %s", folder, strerror(errno));
    return false;
}

static bool write_files(struct arena *arena, const char *folder)
{
    for (const struct embedded *file = embedded_starter; file->name; file++) {
        struct buffer bytes = {0};
        buffer_put(&bytes, (struct text){file->bytes, file->size});
        bool fine = output_all(arena, path_of(arena, folder, file), &bytes);
        buffer_fini(&bytes);
        if (!fine)
            return false;
    }
    return true;
}

enum status verb_new(struct command *command)
{
    struct buffer out = {0};
    if (!command_operands(command, 0, 1))
        return STATUS_USAGE;
    const char *folder = command->operands.count ? command->operands.at[0] : "charter";
    if (!is_free(command->arena, folder) || !make_folder(folder) ||
        !write_files(command->arena, folder))
        return STATUS_USAGE;
    buffer_format(&out, "%s has a charter, a log and a page about them; go on with\n\n", folder);
    buffer_format(&out, "  charter test %s/service.chr\n", folder);
    buffer_format(&out, "  charter eval %s/service.chr --log %s/tickets.csv --by priority\n",
                  folder, folder);
    bool fine = output_all(command->arena, NULL, &out);
    buffer_fini(&out);
    return fine ? STATUS_FINE : STATUS_USAGE;
}
