/* repl.c - the lines of a session that begin with `:`. */
#include "cli/repl.h"

#include <string.h>

#include "base/embedded.h"
#include "cli/files.h"
#include "log/read.h"
#include "report/shown.h"
#include "report/table.h"
#include "report/test_block.h"
#include "syntax/tree.h"

/* ---- loading ---- */

bool repl_load(struct repl *repl, const char *path)
{
    struct session session;
    session_init(&session, repl->arena);
    enum status status = session_open_whole(&session, path);
    if (status != STATUS_FINE) {
        repl->status = status_of_two(repl->status, status);
        return false;
    }
    log_free(repl->log.log);
    repl->log.log = NULL;
    repl->log_path = NULL;
    repl->session = session;
    repl->path = path;
    bool json = repl->answers.json;
    answers_init(&repl->answers, repl->arena, session.model, session.sources);
    repl->answers.json = json;
    repl->answers.colour = files_wants_colour(1);
    repl->suppose = session_suppose(&repl->session);
    repl->answers.suppose = &repl->suppose;
    repl->answers.shows_places = true;
    repl->answers.threads = session_threads();
    repl->answers.as_of = session_instant(&session, command_value(repl->command, "as-of"));
    repl->event_count = repl->shown = 0;
    return true;
}

bool repl_load_log(struct repl *repl, const char *path)
{
    struct session_log log = repl->log;
    log.log = NULL;
    enum status status = session_read_logs(&repl->session, &path, 1, &log);
    if (status != STATUS_FINE) {
        repl->status = status_of_two(repl->status, status);
        log_free(log.log);
        return false;
    }
    log_free(repl->log.log);
    repl->log = log;
    repl->log_path = path;
    repl->answers.log = log.log;
    repl->answers.judge = NULL;
    repl->event_count = repl->shown = 0;
    return true;
}

static void told_log(struct repl *repl)
{
    const struct eventlog *log = repl->log.log;
    buffer_format(&repl->out, "%s: " TEXT_FMT " of " TEXT_FMT ".\n", repl->log_path,
                  TEXT_ARG(shown_counted(repl->arena, log->rows, "event", "events")),
                  TEXT_ARG(shown_counted(repl->arena, log->tickets, "ticket", "tickets")));
}

/* ---- commands ---- */

typedef void repl_function(struct repl *repl, struct text argument);

static const char *word_of(struct repl *repl, struct text argument)
{
    return text_cstr(repl->arena, text_copy(repl->arena, argument));
}

static void command_load(struct repl *repl, struct text argument)
{
    if (!argument.len)
        repl_wrong(repl, STATUS_USAGE, "`:load` needs the name of a charter");
    else if (repl_load(repl, word_of(repl, argument)))
        buffer_format(&repl->out, TEXT_FMT ".\n",
                      TEXT_ARG(shown_title(repl->session.model->title, repl->session.model->name)));
}

static void command_reload(struct repl *repl, struct text argument)
{
    const char *log = repl->log_path;
    (void)argument;
    if (!repl->path)
        repl_wrong(repl, STATUS_USAGE, "no charter is loaded: `:load FILE`");
    else if (repl_load(repl, repl->path) && log)
        repl_load_log(repl, log);
}

static void command_log(struct repl *repl, struct text argument)
{
    if (!repl->path)
        repl_wrong(repl, STATUS_USAGE, "no charter is loaded: `:load FILE`");
    else if (!argument.len && !repl->log_path)
        buffer_puts(&repl->out, "No log is loaded: `:log FILE`.\n");
    else if (!argument.len || repl_load_log(repl, word_of(repl, argument)))
        told_log(repl);
}

static void command_list(struct repl *repl, struct text argument)
{
    const struct model *model = repl->path ? repl->session.model : NULL;
    struct table table;
    table_init(&table, repl->arena);
    table_column(&table, TEXT(""), false);
    table_column(&table, TEXT(""), false);
    table_column(&table, TEXT(""), false);
    bool any = false;
    for (uint32_t i = 0; model && i < model->declaration_count; i++) {
        const struct model_declaration *row = &model->declarations[i];
        struct text sort = text_of(node_label(row->kind));
        if (!row->name.len || (argument.len && !text_starts(argument, sort)))
            continue;
        table_put(&table, sort);
        table_put(&table, row->name);
        table_put(&table,
                  row->node ? shown_span(repl->arena, model->sources, row->node->span) : TEXT(""));
        any = true;
    }
    if (any)
        table_write(&repl->out, &table, 2);
    else
        buffer_puts(&repl->out, "There is nothing to list.\n");
}

static void command_show(struct repl *repl, struct text argument)
{
    const struct model *model = repl->path ? repl->session.model : NULL;
    bool any = false;
    for (uint32_t i = 0; model && i < model->declaration_count; i++) {
        const struct model_declaration *row = &model->declarations[i];
        if (!row->node || !row->name.len || !text_equal(row->name, argument))
            continue;
        struct span span = row->node->span;
        buffer_format(
            &repl->out, "# " TEXT_FMT "\n" TEXT_FMT "\n",
            TEXT_ARG(shown_span(repl->arena, model->sources, span)),
            TEXT_ARG(text_slice(source_bytes(model->sources, span.source), span.from, span.to)));
        any = true;
    }
    if (!any)
        repl_wrong(repl, STATUS_USAGE, "nothing is called `" TEXT_FMT "`; `:list` shows all names",
                   TEXT_ARG(argument));
}

/* ---- a recorded ticket, step by step ---- */

/* The ticket as it was after `shown` events. */
static void show_step(struct repl *repl)
{
    struct imagined *imagined = &repl->answers.imagined;
    struct text problem;
    imagined->events.count = 0;
    imagined->now = INSTANT_NONE;
    for (uint32_t i = 0; i < repl->shown; i++)
        VECTOR_PUSH(imagined->arena, &imagined->events, repl->events[i]);
    const struct test_event *last = &repl->events[repl->shown - 1];
    uint32_t kind = last->kind == INDEX_NONE ? (uint32_t)KIND_CHANGED : last->kind;
    if (!repl->answers.json)
        buffer_format(&repl->out, "Ticket " TEXT_FMT ", event %u of %u: " TEXT_FMT "\n",
                      TEXT_ARG(repl->ticket), repl->shown, repl->event_count,
                      TEXT_ARG(repl->session.model->schema.kinds[kind].name));
    answers_give(&repl->answers, TEXT("how long is left"), &repl->out, &problem);
}

static void command_ticket(struct repl *repl, struct text argument)
{
    struct eventlog *log = repl->log.log;
    uint32_t number = INDEX_NONE;
    for (uint32_t i = 0; log && i < log->tickets && number == INDEX_NONE; i++)
        if (text_equal(log->ticket_ids[i], argument))
            number = i;
    if (!log)
        repl_wrong(repl, STATUS_USAGE, "no log is loaded: `:log FILE`");
    else if (number == INDEX_NONE)
        repl_wrong(repl, STATUS_UNDECIDED, "the log has no ticket `" TEXT_FMT "`",
                   TEXT_ARG(argument));
    if (number == INDEX_NONE)
        return;
    repl->events = imagined_of_log(repl->arena, log, number, &repl->event_count);
    repl->ticket = log->ticket_ids[number];
    repl->shown = 1;
    show_step(repl);
}

static void step_to(struct repl *repl, int64_t to)
{
    if (!repl->event_count) {
        repl_wrong(repl, STATUS_USAGE, "no recorded ticket is open: `:ticket NUMBER`");
        return;
    }
    if (to < 1 || to > repl->event_count) {
        repl_wrong(repl, STATUS_USAGE,
                   "ticket " TEXT_FMT " has %u events, of which the %s is shown",
                   TEXT_ARG(repl->ticket), repl->event_count, to < 1 ? "first" : "last");
        return;
    }
    repl->shown = (uint32_t)to;
    show_step(repl);
}

static void command_next(struct repl *repl, struct text argument)
{
    (void)argument;
    step_to(repl, (int64_t)repl->shown + 1);
}

static void command_prev(struct repl *repl, struct text argument)
{
    (void)argument;
    step_to(repl, (int64_t)repl->shown - 1);
}

static void command_at(struct repl *repl, struct text argument)
{
    struct decimal number;
    if (!decimal_parse(argument, &number) || number.scale || number.digits > INT32_MAX)
        repl_wrong(repl, STATUS_USAGE, "`:at` needs the number of an event");
    else
        step_to(repl, number.digits);
}

/* ---- tests ---- */

/* `"TITLE"`, or the words as they are. */
static struct text title_of(struct text argument)
{
    if (argument.len >= 2 && argument.at[0] == '"' && argument.at[argument.len - 1] == '"')
        return text_slice(argument, 1, argument.len - 1);
    return argument;
}

static void command_save_test(struct repl *repl, struct text argument)
{
    struct imagined *imagined = &repl->answers.imagined;
    struct text title = title_of(argument);
    if (!imagined->events.count) {
        repl_wrong(repl, STATUS_USAGE,
                   "there is no ticket yet: `open ticket at …`, or `:ticket NUMBER`");
        return;
    }
    if (!title.len) {
        repl_wrong(repl, STATUS_USAGE, "a test has a title: `:save-test \"a Friday evening\"`");
        return;
    }
    imagined->now = INSTANT_NONE; /* a test ends with its last event */
    struct imagined_answer answer = imagined_judge(repl->arena, imagined, repl->answers.model);
    struct test_block block = {.model = repl->answers.model,
                               .title = title,
                               .events = imagined->events.at,
                               .event_count = (uint32_t)imagined->events.count,
                               .ledgers = answer.ledgers,
                               .ledger_count = answer.count};
    test_block_write(&repl->out, &block);
    imagined_done(&answer);
}

/* ---- suppositions ---- */

/* Takes the last one of FROM over to TO. */
static void move_supposition(struct repl *repl, bool undo)
{
    struct answers *answers = &repl->answers;
    struct sink sink;
    sink_init(&sink, repl->arena);
    if (undo ? !answers->changes.count : !answers->undone.count) {
        repl_wrong(repl, STATUS_USAGE,
                   undo ? "nothing is supposed" : "nothing has been taken back");
        return;
    }
    if (undo)
        VECTOR_PUSH(repl->arena, &answers->undone, answers->changes.at[--answers->changes.count]);
    else
        VECTOR_PUSH(repl->arena, &answers->changes, answers->undone.at[--answers->undone.count]);
    answers_suppose_again(answers, &sink);
    buffer_format(&repl->out, "%s\n",
                  text_format(repl->arena, "%zu supposed.", answers->changes.count).at);
}

static void command_undo(struct repl *repl, struct text argument)
{
    (void)argument;
    move_supposition(repl, true);
}

static void command_redo(struct repl *repl, struct text argument)
{
    (void)argument;
    move_supposition(repl, false);
}

static void put_suppositions(struct repl *repl, struct buffer *out)
{
    for (size_t i = 0; i < repl->answers.changes.count; i++)
        buffer_format(out, TEXT_FMT "\n", TEXT_ARG(repl->answers.changes.at[i]));
}

static void command_diff(struct repl *repl, struct text argument)
{
    (void)argument;
    if (repl->answers.changes.count)
        put_suppositions(repl, &repl->out);
    else
        buffer_puts(&repl->out, "Nothing is supposed.\n");
}

static void command_save(struct repl *repl, struct text argument)
{
    struct buffer text = {0};
    if (!argument.len || !repl->answers.changes.count) {
        repl_wrong(repl, STATUS_USAGE,
                   argument.len ? "nothing is supposed" : "`:save` needs the name of a file");
        return;
    }
    put_suppositions(repl, &text);
    if (output_all(repl->arena, word_of(repl, argument), &text))
        buffer_format(&repl->out, "Written to " TEXT_FMT ".\n", TEXT_ARG(argument));
    buffer_fini(&text);
}

/* ---- the tool ---- */

static void command_format(struct repl *repl, struct text argument)
{
    if (text_is(argument, "json") || text_is(argument, "text"))
        repl->answers.json = text_is(argument, "json");
    else
        repl_wrong(repl, STATUS_USAGE, "`:format` is text or json");
}

static void command_as_of(struct repl *repl, struct text argument)
{
    struct civil_stamp stamp;
    if (!repl->path || civil_parse_stamp(argument, &stamp) != CIVIL_OK) {
        repl_wrong(repl, STATUS_USAGE, "`:as-of` needs an instant such as `2026-11-20 16:30`");
        return;
    }
    repl->answers.as_of = session_instant(&repl->session, word_of(repl, argument));
    repl->answers.judge = NULL;
}

static void command_explain(struct repl *repl, struct text argument)
{
    struct text page = embedded_find(embedded_pages, argument);
    if (page.at)
        buffer_put(&repl->out, page);
    else
        repl_wrong(repl, STATUS_USAGE, "there is no diagnostic `" TEXT_FMT "`", TEXT_ARG(argument));
}

static void command_quit(struct repl *repl, struct text argument)
{
    (void)argument;
    repl->ended = true;
}

static void command_topics(struct repl *repl, struct text argument);

static const struct repl_row {
    const char *name, *argument, *doc;
    repl_function *run;
} rows[] = {
    {"help", "[TOPIC]", "this; topics are calendar, ticket, log, what-if", command_topics},
    {"load", "FILE", "load a charter", command_load},
    {"reload", "", "load the charter and the log again", command_reload},
    {"log", "[FILE]", "load a log, or say which one is loaded", command_log},
    {"list", "[SORT]", "what the charter declares: `:list targets`", command_list},
    {"show", "NAME", "the text of a declaration", command_show},
    {"ticket", "NUMBER", "walk through a recorded ticket: its first event", command_ticket},
    {"next", "", "its next event", command_next},
    {"prev", "", "the event before", command_prev},
    {"at", "N", "its Nth event", command_at},
    {"save-test", "\"TITLE\"", "the ticket as a `test` block that passes", command_save_test},
    {"undo", "", "take the last supposition back", command_undo},
    {"redo", "", "suppose it again", command_redo},
    {"diff", "", "what is supposed, as changes", command_diff},
    {"save", "FILE", "write that for `charter whatif --with FILE`", command_save},
    {"format", "text|json", "how answers are shown", command_format},
    {"as-of", "INSTANT", "judge the log as things stood then", command_as_of},
    {"explain", "CODE", "the page of a diagnostic", command_explain},
    {"quit", "", "leave (or Ctrl-D)", command_quit},
};

enum { ROW_COUNT = sizeof rows / sizeof *rows };

static const struct {
    const char *name, *text;
} topics[] = {
    {"calendar", "hours of office on 2026-12-24\n"
                 "2 hours in office after 2026-11-20 17:30\n"
                 "2 working days in office after 2026-11-20 17:30\n"
                 "time in office from 2026-11-20 17:30 to 2026-11-23 09:30\n"
                 "office is open at 2026-11-23 09:30\n"
                 "next opening of office after 2026-11-20 17:30\n"
                 "when is response due opened at 2026-11-20 17:30 with priority high\n"},
    {"ticket", "open ticket at 2026-11-20 16:30 with priority high\n"
               "when is response due\n"
               "what happens next\n"
               "at Monday 10:00 reply by agent\n"
               "after 2 hours in office pending\n"
               "set priority to critical at 2026-11-23 14:30\n"
               "now is 2026-11-24 10:00\n"
               "how long is left\n"
               "why resolution\n"
               ":save-test \"what I have just seen\"\n"},
    {"log", "compliance of resolution by priority\n"
            "compliance of response when priority is high\n"
            "best limit of response for 95% by priority\n"
            "drivers of breaches in response\n"
            "why resolution of 1004\n"
            "what would change response of 1004\n"
            ":ticket 1004\n"
            ":next\n"},
    {"what-if", "suppose target response\n  within 2 hours otherwise\nend\n"
                "against\n"
                "suppose hours office\n  open Monday to Saturday 08:00 to 18:00\nend\n"
                "against\n"
                "when is response due opened at 2026-11-20 17:30\n"
                ":diff\n"
                ":undo\n"},
};

static void command_topics(struct repl *repl, struct text argument)
{
    for (size_t i = 0; i < sizeof topics / sizeof *topics; i++)
        if (text_is(argument, topics[i].name)) {
            buffer_puts(&repl->out, topics[i].text);
            return;
        }
    if (argument.len) {
        repl_wrong(repl, STATUS_USAGE,
                   "there is no topic `" TEXT_FMT "`; there is calendar, ticket, log "
                   "and what-if",
                   TEXT_ARG(argument));
        return;
    }
    buffer_puts(&repl->out,
                "Ask in the words of the language; `:help calendar`, `:help ticket` and "
                "`:help log` have examples.\n\n");
    for (size_t i = 0; i < ROW_COUNT; i++) {
        struct text head = text_format(repl->arena, ":%s %s", rows[i].name, rows[i].argument);
        buffer_format(&repl->out, "  %-20.*s %s\n", TEXT_ARG(head), rows[i].doc);
    }
}

static void unknown(struct repl *repl, struct text name)
{
    struct text names[ROW_COUNT];
    for (size_t i = 0; i < ROW_COUNT; i++)
        names[i] = text_of(rows[i].name);
    struct text near = diagnostic_nearest(name, names, ROW_COUNT);
    if (near.len)
        repl_wrong(repl, STATUS_USAGE, "there is no `:" TEXT_FMT "`; did you mean `:" TEXT_FMT "`?",
                   TEXT_ARG(name), TEXT_ARG(near));
    else
        repl_wrong(repl, STATUS_USAGE, "there is no `:" TEXT_FMT "`; `:help` lists what there is",
                   TEXT_ARG(name));
}

void repl_command(struct repl *repl, struct text line)
{
    size_t end = 1;
    while (end < line.len && line.at[end] != ' ' && line.at[end] != '\t')
        end++;
    struct text name = text_slice(line, 1, end);
    struct text argument = text_trim(text_slice(line, end, line.len));
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (text_is(name, rows[i].name)) {
            rows[i].run(repl, argument);
            return;
        }
    unknown(repl, name);
}

const char *repl_command_name(struct repl *repl, size_t index)
{
    return index < ROW_COUNT ? text_format(repl->arena, ":%s", rows[index].name).at : NULL;
}
