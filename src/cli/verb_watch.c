/* verb_watch.c - `charter watch FILE --from SOURCE`: events judged as they come. Signals can be
 * told nothing but through a variable of the file. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/files.h"
#include "cli/watching.h"

static volatile sig_atomic_t stopped, asked_again;

static void stop(int number)
{
    (void)number;
    stopped = 1;
}

static void read_again(int number)
{
    (void)number;
    asked_again = 1;
}

/* SIGHUP: the charter as it is now. */
static bool reread(void *context, struct reading_by *by)
{
    const struct command *command = context;
    struct session *session = ARENA_NEW(command->arena, struct session);
    const char *path = command->operands.at[0];
    return watching_open(session, command, path, by) == STATUS_FINE;
}

static void say(void *context, struct text line)
{
    (void)context;
    command_wrong(TEXT_FMT, TEXT_ARG(line));
}

static bool is_question(const struct command *command)
{
    static const char *const words[] = {"status", "why", "outbox", "snooze", "reload"};
    const char *first = command->operands.count ? command->operands.at[0] : "";
    bool is = command_has(command, "check") || command_has(command, "backup");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        is |= strcmp(first, words[i]) == 0;
    return is && !command_has(command, "from") && !command_has(command, "replay") &&
           !command_has(command, "listen");
}

static enum store_status open_state(const struct command *command, struct store *store,
                                    struct text *problem)
{
    const char *path = command_value(command, "state");
    if (!path || command_has(command, "dry-run"))
        return store_borrow(store, path, command->arena, problem);
    return store_open(store, path, command->arena, problem);
}

/* HTTP may be NULL. */
static struct source *open_source(const struct command *command, const struct watch_setup *setup,
                                  struct http *http)
{
    const char *replay = command_value(command, "replay");
    const char *path = replay ? replay : command_value(command, "from");
    if (!path)
        return http_source(http, setup->store);
    bool is_input = strcmp(path, "-") == 0;
    struct source_file_request request = {
        .path = is_input ? NULL : path,
        .said = setup->by.spec->format,
        .ends = setup->is_simulated || command_has(command, "once"),
        .position = store_position(setup->store, setup->by.path, command->arena)};
    return source_file(command->arena, &request);
}

static void write_piece(void *context, struct text bytes)
{
    output_write(context, bytes);
}

static enum status write_verdicts(const struct command *command, const struct watch_setup *setup)
{
    const char *path = command_value(command, "verdicts");
    struct output *output = path ? output_open(command->arena, path) : NULL;
    if (!output)
        return path ? STATUS_USAGE : STATUS_FINE;
    bool fine = watch_verdicts(&setup->by, setup->store, write_piece, output);
    return output_close(output, fine) && fine ? STATUS_FINE : STATUS_USAGE;
}

/* Commands that are started have nothing to say to it. */
static void open_manager(struct manager *manager)
{
    const char *address = getenv("NOTIFY_SOCKET"), *patience = getenv("WATCHDOG_USEC");
    const char *process = getenv("WATCHDOG_PID");
    uint64_t length = 0, whose = (uint64_t)getpid();
    bool is_ours = !process || (text_to_whole(text_of(process), INT32_MAX, &whose) &&
                                whose == (uint64_t)getpid());
    if (!is_ours || !text_to_whole(text_of(patience), INT64_MAX, &length))
        length = 0;
    if (!manager_open(manager, address, (micros)length))
        command_wrong("there is no way to the service manager at %s", address);
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
    unsetenv("WATCHDOG_PID");
}

static enum status watch(struct command *command, struct watch_setup *setup,
                         const struct session *session)
{
    static const enum status statuses[] = {[WATCH_DONE] = STATUS_FINE,
                                           [WATCH_BAD_LOG] = STATUS_LOG,
                                           [WATCH_BAD_STORE] = STATUS_USAGE,
                                           [WATCH_BAD_OUTLET] = STATUS_USAGE,
                                           [WATCH_OTHER_CHARTER] = STATUS_USAGE};
    struct http *http;
    if (!watching_let_in(command, setup->store, setup))
        return STATUS_CHARTER;
    watch_known(&setup->by, setup->store, command->arena);
    enum status status = watching_listen(command, setup, &http);
    if (status != STATUS_FINE)
        return status;
    setup->source = open_source(command, setup, http);
    open_manager(setup->manager);
    enum watch_end end = watch_run(setup);
    manager_close(setup->manager);
    if (end == WATCH_BAD_LOG && setup->sink->list.count)
        session_tell(session, setup->sink);
    setup->source->kind->close(setup->source);
    http_close(http);
    return end == WATCH_DONE ? write_verdicts(command, setup) : statuses[end];
}

enum status verb_watch(struct command *command)
{
    struct session session;
    struct sink sink;
    struct store store = {.lock = -1};
    struct outbox outbox = {.store = &store};
    struct manager manager = {.socket = -1};
    struct watch_setup setup = {.store = &store,
                                .outbox = &outbox,
                                .manager = &manager,
                                .sink = &sink,
                                .say = say,
                                .context = command,
                                .stop = &stopped,
                                .again = &asked_again,
                                .reread = reread};
    struct text problem = TEXT("");
    if (is_question(command))
        return watching_ask(command);
    if (!watching_understand(&setup, command) ||
        !(outbox.outlets = watching_outlets(command, &outbox.count)))
        return STATUS_USAGE;
    enum status status = watching_open(&session, command, command->operands.at[0], &setup.by);
    if (status != STATUS_FINE)
        return status;
    if (setup.by.arrival.len && setup.by.spec->format != LOG_NDJSON)
        return command_wrong("--arrival is for a log block that says `format ndjson`");
    signal(SIGTERM, stop);
    signal(SIGINT, stop);
    signal(SIGHUP, read_again);
    sink_init(&sink, command->arena);
    if (open_state(command, &store, &problem) != STORE_OK)
        return watching_bad_state(command, problem);
    status = watch(command, &setup, &session);
    store_close(&store);
    return status;
}
