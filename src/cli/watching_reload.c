/* watching_reload.c - `charter watch reload`: what another text of the charter changes in a state,
 * and letting it in. */
#include <signal.h>
#include <string.h>

#include "cli/files.h"
#include "cli/watching.h"
#include "live/reload.h"

/* ---- the text that the state is of ---- */

struct carried {
    struct session session;
    store_files files;
};

static bool load_carried(void *context, struct text from, struct text use, struct text *path,
                         struct text *bytes)
{
    const struct carried *carried = context;
    *path = files_beside(carried->session.arena, from, use);
    for (size_t i = 1; i < carried->files.count; i++)
        if (text_equal(carried->files.at[i].path, *path)) {
            *bytes = carried->files.at[i].bytes;
            return true;
        }
    return false;
}

bool watching_carried(const struct command *command, struct store *store, struct reading_by *was)
{
    struct carried *carried = ARENA_NEW(command->arena, struct carried);
    struct session *session = &carried->session;
    session_init(session, command->arena);
    store_charter(store, command->arena, &carried->files);
    if (!carried->files.count) {
        command_wrong("the state does not have the text of its charter: start a watcher with that "
                      "text once more, which keeps it there");
        return false;
    }
    struct check_input input = session_input(session);
    input.load = load_carried;
    input.context = carried;
    session->source =
        sources_add(session->sources, carried->files.at[0].path, carried->files.at[0].bytes);
    session->model = check_charter(&input, session->source);
    if (!session->model || !watching_read_by(session, command, was)) {
        command_wrong("the text of the charter that the state is of can't be read by this program");
        return false;
    }
    watch_known(was, store, command->arena);
    return true;
}

/* ---- letting it in ---- */

bool watching_let_in(const struct command *command, struct store *store, struct watch_setup *setup)
{
    struct text ours = text_of(setup->by.model->digest);
    struct text theirs = store_fact(store, "charter", command->arena);
    struct text next = store_fact(store, "next charter", command->arena);
    if (!theirs.len || text_equal(ours, theirs) || !text_equal(ours, next))
        return true;
    struct reading_by *was = ARENA_NEW(command->arena, struct reading_by);
    if (!watching_carried(command, store, was))
        return false;
    setup->was = was;
    return true;
}

static enum status let_in(const struct command *command, struct store *store,
                          const struct reading_by *is)
{
    const char *path = command_value(command, "state");
    store_set_fact(store, "next charter", text_of(is->model->digest));
    if (db_problem(store->db))
        return watching_bad_state(command, text_of(db_problem(store->db)));
    long process = store_watcher(path);
    if (process > 0 && kill((pid_t)process, SIGHUP) == 0)
        command_wrong("process %ld, which is watching, reads its charter anew", process);
    else
        command_wrong("the next watcher that is started with this text takes it");
    return STATUS_FINE;
}

/* ---- showing ---- */

struct showing {
    struct reload reload;
    struct output *output;
};

static void show(void *context, const struct reload_change *change)
{
    struct showing *showing = context;
    struct buffer line = {0};
    reload_write_change(&showing->reload, change, &line);
    buffer_putc(&line, '\n');
    output_write(showing->output, buffer_text(&line));
    buffer_fini(&line);
}

static void say_counts(const struct reload *reload)
{
    struct buffer line = {0};
    reload_write_counts(reload, &line);
    command_wrong(TEXT_FMT, TEXT_ARG(buffer_text(&line)));
    buffer_fini(&line);
}

static enum status compare(const struct command *command, struct store *store,
                           const struct reading_by *was, const struct reading_by *is)
{
    struct showing showing = {.reload = {.was = was,
                                         .is = is,
                                         .store = store,
                                         .as_of = store_instant(store, "bound"),
                                         .take = show},
                              .output = output_open(command->arena, NULL)};
    showing.reload.context = &showing;
    if (!showing.output)
        return STATUS_USAGE;
    bool fine = reload_learn(is, store) && reload_compare(&showing.reload);
    if (!output_close(showing.output, fine))
        return STATUS_USAGE;
    if (!fine)
        return watching_bad_state(command, text_of(db_problem(store->db)));
    say_counts(&showing.reload);
    return STATUS_FINE;
}

enum status watching_reload(struct command *command, struct store *store)
{
    struct session session;
    struct reading_by was = {0}, is = {0};
    if (!command_operands(command, 2, 2))
        return STATUS_USAGE;
    enum status status = watching_open(&session, command, command->operands.at[1], &is);
    if (status != STATUS_FINE)
        return status;
    struct text theirs = store_fact(store, "charter", command->arena);
    if (!theirs.len || text_equal(theirs, text_of(is.model->digest)))
        return command_wrong("nothing changes: the state is %s",
                             theirs.len ? "of this text" : "of no text yet"),
               STATUS_FINE;
    if (!watching_carried(command, store, &was))
        return STATUS_CHARTER;
    if (was.spec->format != is.spec->format)
        return command_wrong("the log block reads another form than the one before");
    status = compare(command, store, &was, &is);
    return status == STATUS_FINE && command_has(command, "yes") ? let_in(command, store, &is)
                                                                : status;
}
