/* outlet_command.c - a process a record.
 *
 * The record is a file in memory, so that a command that does not read can't hold the watcher up;
 * the process leads a group of its own, so that all that it began can be ended.
 */
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "live/moment.h"
#include "live/outlet.h"

extern char **environ;

struct command {
    struct outlet outlet; /* the first member */
    const char *command;
    micros patience;
    pid_t process;
    int ends; /* can be read once the process has ended; or -1 */
    instant since;
};

static enum sending failed(struct command *command, const char *what)
{
    command->outlet.problem = text_of(what);
    return SENDING_FAILED;
}

static int file_of(const struct delivery *delivery)
{
    int file = memfd_create("record", MFD_CLOEXEC);
    bool is_written =
        file >= 0 &&
        write(file, delivery->body.at, delivery->body.len) == (ssize_t)delivery->body.len &&
        write(file, "\n", 1) == 1 && lseek(file, 0, SEEK_SET) == 0;
    if (is_written || file < 0)
        return file;
    close(file);
    return -1;
}

/* The environment with the key behind it. */
static char **environment(struct arena *arena, struct text key)
{
    size_t count = 0;
    while (environ[count])
        count++;
    char **all = ARENA_ARRAY(arena, count + 2, char *);
    memcpy(all, environ, count * sizeof *all);
    struct text entry = text_format(arena, "CHARTER_KEY=" TEXT_FMT, TEXT_ARG(key));
    all[count] = memcpy(arena_alloc(arena, entry.len + 1), entry.at, entry.len);
    return all;
}

static int spawn(struct command *command, int input, char **variables)
{
    char *arguments[] = {(char[]){"sh"}, (char[]){"-c"}, NULL, NULL};
    arguments[2] = (char *)(uintptr_t)command->command;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, input, 0);
    posix_spawn_file_actions_adddup2(&actions, 2, 1);
    sigset_t usual;
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
    int error =
        posix_spawn(&command->process, "/bin/sh", &actions, &attributes, arguments, variables);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return error;
}

static enum sending begin(struct outlet *outlet, const struct delivery *delivery)
{
    struct command *command = (struct command *)(void *)outlet;
    int input = file_of(delivery);
    if (input < 0)
        return failed(command, strerror(errno));
    int error = spawn(command, input, environment(outlet->arena, delivery->key));
    close(input);
    if (error)
        return failed(command, strerror(error));
    command->ends = pidfd_open(command->process, 0);
    command->since = moment_now();
    return SENDING_ON;
}

static enum sending ended(struct command *command, int status)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return SENDING_DONE;
    command->outlet.problem =
        WIFEXITED(status)
            ? text_format(command->outlet.arena, "exit status %d", WEXITSTATUS(status))
            : text_format(command->outlet.arena, "ended by signal %d", WTERMSIG(status));
    return SENDING_FAILED;
}

static enum sending look_at(struct command *command)
{
    int status;
    pid_t got = waitpid(command->process, &status, WNOHANG);
    if (got == command->process)
        return ended(command, status);
    if (got < 0)
        return failed(command, strerror(errno));
    instant now = moment_now();
    if (now >= command->since && now - command->since < command->patience)
        return SENDING_ON;
    kill(-command->process, SIGKILL);
    waitpid(command->process, &status, 0);
    return failed(command, "took too long");
}

static enum sending look(struct outlet *outlet)
{
    struct command *command = (struct command *)(void *)outlet;
    enum sending sending = look_at(command);
    if (sending != SENDING_ON && command->ends >= 0)
        close(command->ends);
    return sending;
}

static int wait_on(const struct outlet *outlet)
{
    return ((const struct command *)(const void *)outlet)->ends;
}

static void end(struct outlet *outlet)
{
    struct command *command = (struct command *)(void *)outlet;
    int status;
    if (outlet->is_busy && look(outlet) == SENDING_ON) {
        kill(-command->process, SIGKILL);
        waitpid(command->process, &status, 0);
        if (command->ends >= 0)
            close(command->ends);
    }
}

struct outlet *outlet_command(struct arena *arena, const char *command, micros patience)
{
    static const struct outlet_kind kind = {begin, look, wait_on, end};
    struct command *made = ARENA_NEW(arena, struct command);
    *made = (struct command){.command = command, .patience = patience};
    made->outlet.kind = &kind;
    made->outlet.name = text_format(arena, "command:%s", command);
    return &made->outlet;
}
