/* watching_ask.c - questions to the state of a watcher, which may be running. */
#include <string.h>

#include "cli/files.h"
#include "cli/watching.h"
#include "live/moment.h"
#include "live/snooze.h"
#include "report/ledger.h"

static enum status print(struct command *command, struct buffer *out)
{
    bool fine = output_all(command->arena, NULL, out);
    buffer_fini(out);
    return fine ? STATUS_FINE : STATUS_USAGE;
}

static void put_instant(struct buffer *out, const char *name, instant at)
{
    char text[CIVIL_ROOM];
    if (at != INSTANT_NONE && civil_exists(at))
        civil_write_instant(text, at);
    else
        strcpy(text, "-");
    buffer_format(out, "%-22s %s\n", name, text);
}

static enum status status(struct command *command, struct store *store)
{
    struct buffer out = {0};
    if (!command_operands(command, 1, 1))
        return STATUS_USAGE;
    put_instant(&out, "told up to", store_instant(store, "bound"));
    put_instant(&out, "last event", store_instant(store, "seen"));
    put_instant(&out, "next timer", store_next_timer(store));
    store_count(store, &out);
    snooze_list(store, moment_now(), &out);
    return print(command, &out);
}

/* ---- why ---- */

static enum status explain(struct command *command, const struct reading_by *by,
                           struct store *store, int64_t number)
{
    struct buffer out = {0};
    struct slice slice;
    uint32_t count = 0;
    slice_records records = {0};
    struct slice_headers headers = {0};
    store_numbers one = {&number, 1, 1};
    slice_history(store, &one, command->arena, &records);
    slice_add_headers(store, &records, command->arena, &headers);
    if (slice_make(&slice, by, &records, &headers)) {
        slice_judge(&slice, by, store_instant(store, "bound"));
        struct ledger_view view = {.model = by->model, .log = slice.log, .judge = slice.judge};
        uint32_t ticket = judge_find_ticket(slice.judge, text_of(command->operands.at[2]));
        const struct ledger *ledgers =
            judge_ledgers(slice.judge, ticket, INDEX_NONE, slice.arena, &count);
        for (uint32_t i = 0; i < count; i++) {
            buffer_puts(&out, i ? "\n" : "");
            ledger_write_text(&out, &view, &ledgers[i]);
        }
    }
    if (!count)
        buffer_puts(&out, "no clock of this ticket ever started\n");
    slice_free(&slice);
    return print(command, &out);
}

static enum status why(struct command *command, struct store *store)
{
    struct session session;
    struct reading_by by = {0};
    if (!command_operands(command, 3, 3))
        return STATUS_USAGE;
    enum status status = watching_open(&session, command, command->operands.at[1], &by);
    if (status != STATUS_FINE)
        return status;
    by.path = text_of(command_value(command, "state"));
    watch_known(&by, store, command->arena);
    int64_t number = store_find_ticket(store, text_of(command->operands.at[2]));
    if (number)
        return explain(command, &by, store, number);
    return command_wrong("the state has no ticket `%s`", command->operands.at[2]);
}

/* ---- the outbox ---- */

static enum status move(struct command *command, struct store *store, bool retries)
{
    struct buffer out = {0};
    struct text key = text_of(command->operands.count > 2 ? command->operands.at[2] : NULL);
    int64_t count = 0;
    if (retries) {
        count = store_move_deliveries(store, key, OUTBOX_DEAD, OUTBOX_WAITING);
    } else {
        count = store_move_deliveries(store, key, OUTBOX_DEAD, OUTBOX_DROPPED);
        count += key.len ? store_move_deliveries(store, key, OUTBOX_WAITING, OUTBOX_DROPPED) : 0;
    }
    if (db_problem(store->db))
        return watching_bad_state(command, text_of(db_problem(store->db)));
    buffer_format(&out, "%lld\n", (long long)count);
    return print(command, &out);
}

static enum status outbox(struct command *command, struct store *store)
{
    const char *what = command->operands.count > 1 ? command->operands.at[1] : "";
    struct buffer out = {0};
    if (!command_operands(command, 2, 3))
        return STATUS_USAGE;
    if (strcmp(what, "retry") == 0 || strcmp(what, "drop") == 0)
        return move(command, store, what[0] == 'r');
    if (strcmp(what, "list") != 0)
        return command_wrong("`charter watch outbox` takes list, retry or drop, not `%s`", what);
    store_list_outbox(store, moment_now(), &out);
    return print(command, &out);
}

/* ---- the file ---- */

static enum status check(struct command *command, struct store *store)
{
    struct text problem;
    if (store_check(store, command->arena, &problem))
        return STATUS_FINE;
    command_wrong("the state %s is not sound: " TEXT_FMT, command_value(command, "state"),
                  TEXT_ARG(problem));
    return STATUS_BROKEN;
}

static enum status backup(struct command *command, struct store *store)
{
    const char *path = command_value(command, "backup");
    struct db *copy = db_open(path, DB_WRITE);
    bool fine = db_copy(copy, store->db);
    struct text problem = text_copy(command->arena, text_of(db_problem(copy)));
    db_close(copy);
    if (fine)
        return STATUS_FINE;
    return command_wrong("cannot write %s: " TEXT_FMT, path, TEXT_ARG(problem));
}

static enum status ask(struct command *command, struct store *store)
{
    const char *verb = command->operands.count ? command->operands.at[0] : "";
    if (command_has(command, "check"))
        return check(command, store);
    if (command_has(command, "backup"))
        return backup(command, store);
    if (strcmp(verb, "status") == 0)
        return status(command, store);
    if (strcmp(verb, "snooze") == 0)
        return watching_snooze(command, store);
    if (strcmp(verb, "reload") == 0)
        return watching_reload(command, store);
    return strcmp(verb, "why") == 0 ? why(command, store) : outbox(command, store);
}

enum status watching_ask(struct command *command)
{
    struct store store;
    struct text problem = TEXT("");
    const char *path = command_value(command, "state");
    if (!path)
        return command_wrong("say which state is meant: --state FILE");
    if (store_visit(&store, path, command->arena, &problem) != STORE_OK)
        return watching_bad_state(command, problem);
    enum status result = ask(command, &store);
    store_close(&store);
    return result;
}
