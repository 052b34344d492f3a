/* main.c - `charter`: finds the verb, takes its arguments apart, runs it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/files.h"

static void no_memory(size_t size)
{
    char line[96];
    int length =
        snprintf(line, sizeof line, "charter: out of memory (%zu bytes were needed)\n", size);
    files_say((struct text){line, length > 0 ? (size_t)length : 0});
    _exit(STATUS_INTERNAL);
}

static enum status print(struct arena *arena, struct buffer *out)
{
    bool fine = output_all(arena, NULL, out);
    buffer_fini(out);
    return fine ? STATUS_FINE : STATUS_USAGE;
}

static enum status unknown_verb(const char *name)
{
    if (name[0] == '-')
        return command_wrong("there is no option %s before a verb; `charter --help` says more",
                             name);
    struct text near = command_nearest_verb(name);
    if (near.len)
        return command_wrong("there is no verb `%s`; did you mean `" TEXT_FMT "`?", name,
                             TEXT_ARG(near));
    return command_wrong("there is no verb `%s`; `charter --help` lists them", name);
}

static enum status run_verb(struct arena *arena, const struct verb *verb, char **arguments)
{
    struct command command = {.arena = arena, .verb = verb};
    if (!command_parse(&command, arguments))
        return STATUS_USAGE;
    if (!command.wants_help)
        return verb->run(&command);
    struct buffer out = {0};
    command_help(verb, &out);
    return print(arena, &out);
}

static enum status run(struct arena *arena, char **arguments)
{
    struct buffer out = {0};
    if (!arguments[0])
        return command_wrong("say what to do: `charter --help` lists the verbs");
    if (strcmp(arguments[0], "--version") == 0) {
        buffer_puts(&out, "charter " CHARTER_VERSION "\n");
        return print(arena, &out);
    }
    if (strcmp(arguments[0], "--help") == 0 || strcmp(arguments[0], "-h") == 0) {
        command_help(NULL, &out);
        return print(arena, &out);
    }
    const struct verb *verb = command_find_verb(arguments[0]);
    return verb ? run_verb(arena, verb, arguments + 1) : unknown_verb(arguments[0]);
}

int main(int argc, char **argv)
{
    memory_prepare();
    memory_on_failure(no_memory);
    files_prepare();
    struct arena *arena = arena_new();
    enum status status = run(arena, argv + (argc > 0));
    arena_free(arena);
    return (int)status;
}
