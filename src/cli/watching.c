/* watching.c - options of a run of `charter watch`. */
#include "cli/watching.h"

#include <string.h>

#include "log/read.h"

enum { SECONDS_MOST = 366 * 86400, TRIES = 5, MAX_HOLD = 300, STORM = 1000 };

bool watching_seconds(const struct command *command, const char *option, uint64_t otherwise,
                      micros *length)
{
    uint64_t value = otherwise;
    if (!command_whole(command, option, SECONDS_MOST, &value))
        return false;
    *length = (micros)value * MICROS_SECOND;
    return true;
}

static bool understand_source(const struct command *command)
{
    bool from = command_has(command, "from"), replay = command_has(command, "replay");
    bool listens = command_has(command, "listen");
    const char *verdicts = command_value(command, "verdicts");
    if (from == replay && (from || !listens)) {
        command_wrong(from ? "--from and --replay can't both be given"
                           : "say where the events come from: --from FILE, --from -, --listen PORT "
                             "or --replay FILE");
        return false;
    }
    if (listens && (replay || command_has(command, "dry-run"))) {
        command_wrong("--listen is for a watcher with a state, not with %s",
                      replay ? "--replay" : "--dry-run");
        return false;
    }
    if (verdicts && !text_ends(text_of(verdicts), TEXT(".ndjson"))) {
        command_wrong("--verdicts writes a file whose name ends in .ndjson, not `%s`", verdicts);
        return false;
    }
    if (replay && command_is(command, "clock", "real")) {
        command_wrong("--replay has a simulated clock");
        return false;
    }
    if (command_has(command, "arrival") && (replay || command_is(command, "clock", "simulated"))) {
        command_wrong("--arrival needs the real clock: a simulated one has no time but that of "
                      "the events");
        return false;
    }
    if (replay || command_has(command, "dry-run") || command_has(command, "state"))
        return true;
    command_wrong("say where events, timers and the outbox are kept: --state FILE");
    return false;
}

bool watching_understand(struct watch_setup *setup, const struct command *command)
{
    uint64_t tries = TRIES;
    setup->storm = STORM;
    if (!command_operands(command, 1, 1) || !understand_source(command) ||
        !watching_seconds(command, "grace", 0, &setup->grace) ||
        !watching_seconds(command, "max-hold", MAX_HOLD, &setup->max_hold) ||
        !watching_seconds(command, "skip-older-than", 0, &setup->skip) ||
        !command_whole(command, "storm", INT64_MAX, &setup->storm) ||
        !command_whole(command, "tries", 1000, &tries))
        return false;
    if (!command_has(command, "skip-older-than"))
        setup->skip = -1;
    setup->is_simulated =
        command_has(command, "replay") || command_is(command, "clock", "simulated");
    setup->threads = session_threads();
    setup->takes_once = command_is(command, "equal", "once");
    setup->catch_up =
        command_is(command, "catch-up", "summarise") ? CATCH_UP_SUMMARISE : CATCH_UP_FIRE;
    setup->outbox->tries = (int64_t)(tries ? tries : 1);
    setup->outbox->pause = MICROS_SECOND;
    return true;
}

/* ---- by the charter ---- */

bool watching_read_by(struct session *session, const struct command *command, struct reading_by *by)
{
    const char *from = command_value(command, "replay");
    if (!session_find_spec(session, command_value(command, "using"), &by->spec))
        return false;
    by->model = session->model;
    if (!by->spec)
        by->spec = log_spec_canonical(session->arena, &by->model->schema);
    if (by->spec->row_per_ticket) {
        command_wrong("the log block `" TEXT_FMT "` has one row per ticket: what happens can't be "
                      "watched by it",
                      TEXT_ARG(by->spec->name));
        return false;
    }
    by->arrival = text_of(command_value(command, "arrival"));
    from = from ? from : command_value(command, "from");
    if (!from && command_has(command, "listen"))
        from = "http";
    by->path = !from || strcmp(from, "-") == 0 ? TEXT("standard input") : text_of(from);
    by->known_count = log_flow_columns(by->spec);
    by->known = ARENA_ARRAY(session->arena, by->known_count + 1, bool);
    return true;
}

/* The charter itself, and what it is made of beside the library. */
static void take_files(struct session *session, struct reading_by *by)
{
    struct store_file own = {source_path(session->sources, session->source),
                             source_bytes(session->sources, session->source)};
    VECTOR_PUSH(session->arena, &by->files, own);
    for (size_t i = 0; i < session->loaded.count; i++) {
        struct store_file file = {session->loaded.at[i].path, session->loaded.at[i].bytes};
        VECTOR_PUSH(session->arena, &by->files, file);
    }
}

enum status watching_open(struct session *session, const struct command *command, const char *path,
                          struct reading_by *by)
{
    session_init(session, command->arena);
    enum status status = session_open_whole(session, path);
    if (status != STATUS_FINE)
        return status;
    take_files(session, by);
    return watching_read_by(session, command, by) ? STATUS_FINE : STATUS_USAGE;
}

enum status watching_bad_state(const struct command *command, struct text problem)
{
    const char *path = command_value(command, "state");
    return command_wrong("the state %s can't be used: " TEXT_FMT, path ? path : "in memory",
                         TEXT_ARG(problem));
}
