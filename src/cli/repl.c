/* repl.c - the lines of a session that begin with `:`. */
#include "cli/repl_parts.h"

#include <sys/stat.h>

#include "cli/cached.h"
#include "cli/files.h"
#include "log/read.h"
#include "report/shown.h"

/* ---- files that change while they are open ---- */

static struct repl_file file_now(const char *path)
{
    struct stat found;
    struct repl_file file = {.path = path};
    if (stat(path, &found) == 0) {
        file.size = found.st_size;
        file.seconds = found.st_mtim.tv_sec;
        file.nanoseconds = found.st_mtim.tv_nsec;
    }
    return file;
}

/* The charter, and whatever it uses that is a file. */
static void note_files(struct repl *repl)
{
    const struct sources *sources = repl->session.sources;
    repl->files.count = 0;
    for (uint32_t i = 1; i <= sources_count(sources); i++) {
        struct repl_file file = file_now(text_cstr(repl->arena, source_path(sources, i)));
        if (file.size)
            VECTOR_PUSH(repl->arena, &repl->files, file);
    }
}

static bool has_changed(const struct repl *repl)
{
    for (size_t i = 0; i < repl->files.count; i++) {
        const struct repl_file *was = &repl->files.at[i];
        struct repl_file now = file_now(was->path);
        if (now.size && (now.size != was->size || now.seconds != was->seconds ||
                         now.nanoseconds != was->nanoseconds))
            return true;
    }
    return false;
}

/* ---- loading ---- */

static struct roll *find_kept(void *context, const struct judge *judge)
{
    const struct repl *repl = context;
    struct session session = repl->kept_session;
    session.arena = arena_new();
    struct roll *roll = cached_find_roll(&session, &repl->kept_log, judge);
    arena_free(session.arena);
    return roll;
}

void repl_judge_ahead(struct repl *repl)
{
    if (line_is_interactive(repl->lines))
        answers_judge_ahead(&repl->answers);
}

void repl_keep_verdicts(struct repl *repl)
{
    struct answers *answers = &repl->answers;
    if (!repl->log.log || !answers->base || !answers->base_is_new)
        return;
    answers->base_is_new = false;
    cached_keep_roll(&repl->session, &repl->log, answers->base);
    if (repl->log.failed)
        repl->status = status_of_two(repl->status, STATUS_USAGE);
}

bool repl_load(struct repl *repl, const char *path)
{
    struct session session;
    session_init(&session, repl->arena);
    enum status status = session_open_whole(&session, path);
    if (status != STATUS_FINE) {
        repl->status = status_of_two(repl->status, status);
        return false;
    }
    answers_forget_verdicts(&repl->answers);
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
    repl->answers.keeps_verdicts = true;
    repl->answers.find_kept = find_kept;
    repl->answers.kept_context = repl;
    repl->answers.threads = session_threads();
    repl->answers.stop = line_interrupted(repl->lines);
    repl->answers.as_of = session_instant(&session, command_value(repl->command, "as-of"));
    repl->event_count = repl->shown = 0;
    note_files(repl);
    return true;
}

bool repl_was_interrupted(const struct repl *repl)
{
    const atomic_bool *interrupted = line_interrupted(repl->lines);
    return interrupted && *interrupted;
}

void repl_say_interrupted(struct repl *repl, const char *path)
{
    if (!repl_was_interrupted(repl))
        return;
    if (repl->log.log)
        repl_wrong(repl, STATUS_UNDECIDED, "interrupted: %s is not loaded; %s still is", path,
                   repl->log_path);
    else
        repl_wrong(repl, STATUS_UNDECIDED, "interrupted: %s is not loaded", path);
}

bool repl_load_log(struct repl *repl, const char *path)
{
    struct session_log log = repl->log;
    const char *cache = command_value(repl->command, "cache");
    log.log = NULL;
    log.failed = false;
    log.stop = line_interrupted(repl->lines);
    log.cache = cache && *cache && path == repl->log_first ? cache : NULL;
    enum status status = session_read_logs(&repl->session, &path, 1, &log);
    if (log.failed)
        repl->status = status_of_two(repl->status, STATUS_USAGE);
    if (status != STATUS_FINE) {
        repl->status = status_of_two(repl->status, status);
        return false;
    }
    answers_forget_verdicts(&repl->answers);
    log_free(repl->log.log);
    repl->log = log;
    repl->log_path = path;
    repl->answers.log = log.log;
    repl->kept_session = repl->session;
    repl->kept_log = log;
    repl->event_count = repl->shown = 0;
    repl_judge_ahead(repl);
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

bool repl_has_charter(struct repl *repl)
{
    if (!repl->path)
        repl_wrong(repl, STATUS_USAGE, "no charter is loaded: `:load FILE`");
    return repl->path != NULL;
}

const char *repl_word(struct repl *repl, struct text argument)
{
    return text_cstr(repl->arena, text_copy(repl->arena, argument));
}

static void command_load(struct repl *repl, struct text argument)
{
    if (!argument.len)
        repl_wrong(repl, STATUS_USAGE, "`:load` needs the name of a charter");
    else if (repl_load(repl, repl_word(repl, argument)))
        buffer_format(&repl->out, TEXT_FMT ".\n",
                      TEXT_ARG(shown_title(repl->session.model->title, repl->session.model->name)));
}

/* What was supposed is supposed again, as far as it can be; a ticket stays if its values still mean
 * the same. */
static void take_over(struct repl *repl, const struct answers *was)
{
    struct sink sink;
    sink_init(&sink, repl->arena);
    repl->answers.changes = was->changes;
    repl->answers.undone = was->undone;
    if (!answers_suppose_again(&repl->answers, &sink)) {
        session_tell(&repl->session, &sink);
        repl_wrong(repl, STATUS_CHARTER, "nothing is supposed any more: the charter has changed");
        repl->answers.changes.count = repl->answers.undone.count = 0;
    }
    repl->answers.imagined = was->imagined;
    repl->answers.unknown = was->unknown;
    if (!answers_keep_ticket(&repl->answers, was->model))
        buffer_format(&repl->out, "%s\n", &ANSWERS_FORGOTTEN[1]);
}

/* What the session had goes, or what it would have got: one of both. */
static void drop(struct repl *repl)
{
    answers_forget_verdicts(&repl->answers);
    log_free(repl->log.log);
}

/* As it was, but for what has been shown and how it ends. */
static void restore(struct repl *repl, const struct repl *was)
{
    struct buffer out = repl->out;
    enum status status = repl->status;
    *repl = *was;
    repl->out = out;
    repl->status = status;
    note_files(repl);
    if (repl->log.log)
        repl_judge_ahead(repl);
}

/* Detaches what WAS has, so that loading does not end it. */
static void set_aside(struct repl *repl, struct repl *was)
{
    answers_stop_ahead(&repl->answers);
    *was = *repl;
    repl->log.log = NULL;
    repl->answers.base = repl->answers.supposed = NULL;
}

/* A charter or a log that can't be had, or an interrupt, leaves all as it was. */
static bool reload(struct repl *repl)
{
    struct repl was;
    set_aside(repl, &was);
    if (!repl_load(repl, was.path)) {
        restore(repl, &was);
        return false;
    }
    take_over(repl, &was.answers);
    if (!was.log_path || repl_load_log(repl, was.log_path)) {
        drop(&was);
        return true;
    }
    if (repl_was_interrupted(repl)) {
        drop(repl);
        restore(repl, &was);
        repl_wrong(repl, STATUS_UNDECIDED, "interrupted: %s and %s stay as they were", was.path,
                   was.log_path);
    } else {
        drop(&was);
    }
    return false;
}

static void command_reload(struct repl *repl, struct text argument)
{
    (void)argument;
    if (repl_has_charter(repl))
        reload(repl);
}

void repl_look_at_files(struct repl *repl)
{
    if (!repl->path || !has_changed(repl))
        return;
    buffer_format(&repl->out, "%s has changed, and is read again.\n", repl->path);
    reload(repl);
    repl_flush(repl);
}

static void command_log(struct repl *repl, struct text argument)
{
    if (!repl_has_charter(repl))
        return;
    const char *path = repl_word(repl, argument);
    if (!argument.len && !repl->log_path)
        buffer_puts(&repl->out, "No log is loaded: `:log FILE`.\n");
    else if (!argument.len || repl_load_log(repl, path))
        told_log(repl);
    else
        repl_say_interrupted(repl, path);
}

/* The log that is loaded, with what it has been judged to be. */
static void keep_now(struct repl *repl)
{
    struct session_log *log = &repl->log;
    log->failed = false;
    repl_flush(repl);
    if (!log->identity.len && !cached_keep(&repl->session, log)) {
        repl->status = status_of_two(repl->status, STATUS_USAGE);
        return;
    }
    repl->answers.base_is_new = repl->answers.base != NULL;
    buffer_format(&repl->out, "%s is kept in %s.\n", repl->log_path, log->kept_at);
}

static void command_cache(struct repl *repl, struct text argument)
{
    if (argument.len && !text_is(argument, "off")) {
        repl_wrong(repl, STATUS_USAGE, "`:cache` takes nothing, or `off`");
        return;
    }
    repl->log.keeps = !argument.len;
    if (argument.len)
        buffer_puts(&repl->out, "Logs are read each time.\n");
    else if (repl->log.log)
        keep_now(repl);
    else
        buffer_puts(&repl->out, "The next log is kept.\n");
}

static void quit(struct repl *repl, struct text argument)
{
    (void)argument;
    repl->ended = true;
}

static void help(struct repl *repl, struct text argument);

static const struct repl_row rows[] = {
    {"help", "[TOPIC]", "this, or examples for a topic or a command", help},
    {"load", "FILE", "load a charter", command_load},
    {"reload", "", "read the charter and the log again", command_reload},
    {"log", "[FILE]", "load a log, or say which one is loaded", command_log},
    {"cache", "[off]", "keep the loaded log, so that the next session opens it at once",
     command_cache},
    {"list", "[SORT]", "what the charter declares: `:list targets`", repl_list},
    {"show", "NAME", "the text of a declaration, and where it stands", repl_show},
    {"tree", "[NAME]", "what came from where: parents, changes, amendments", repl_tree},
    {"print", "[NAME]", "the charter that people read, or a part of it", repl_print},
    {"type", "WORDS", "what a name is, or what answers a query", repl_type},
    {"check", "", "what `charter check` finds in the file", repl_check},
    {"ticket", "NUMBER", "walk through a recorded ticket: its first event", repl_ticket},
    {"next", "", "its next event", repl_next},
    {"prev", "", "the event before", repl_prev},
    {"at", "N|INSTANT", "its Nth event, or as it stands at an instant", repl_at},
    {"break", "TARGET", "the next event that changes how a target stands", repl_break},
    {"ask", "", "what is worth finding out about the imagined ticket", repl_ask},
    {"save-test", "\"TITLE\"", "the ticket as a `test` block that passes", repl_save_test},
    {"undo", "", "take the last supposition back", repl_undo},
    {"redo", "", "suppose it again", repl_redo},
    {"diff", "", "what is supposed, as changes", repl_diff},
    {"save", "FILE", "write that for `charter whatif --with FILE`", repl_save},
    {"format", "text|json", "how answers are shown", repl_format},
    {"as-of", "INSTANT", "judge the log as things stood then", repl_as_of},
    {"trace", "off|rules|full", "after each event the clauses, or whole ledgers", repl_trace},
    {"time", "[on|off]", "how long each answer took", repl_time},
    {"set", "[pager|colour on|off]", "settings of the session", repl_set},
    {"session", "[FILE]", "what has been entered, as a script", repl_session},
    {"explain", "CODE", "the page of a diagnostic", repl_explain},
    {"!", "COMMAND", "a command of the shell", repl_shell},
    {"quit", "", "leave (or Ctrl-D)", quit},
};

enum { ROW_COUNT = sizeof rows / sizeof *rows };

static void help(struct repl *repl, struct text argument)
{
    repl_topic(repl, argument, rows, ROW_COUNT);
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
    while (end < line.len && line.at[end] != ' ' && line.at[end] != '\t' &&
           (end == 1 || line.at[1] != '!'))
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
