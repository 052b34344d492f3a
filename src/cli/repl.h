/* repl.h - a session: a charter, perhaps a log, a ticket that is imagined, and what is asked.
 *
 * Bare lines are the language, lines that begin with `:` drive the tool. What comes from a pipe is
 * read and answered in the same way, so that a session is a script.
 */
#ifndef CLI_REPL_H
#define CLI_REPL_H

#include "cli/line.h"
#include "cli/session.h"
#include "report/answers.h"

/* A file as it was when it was read. */
struct repl_file {
    const char *path;
    int64_t size, seconds, nanoseconds; /* of the last change */
};

struct repl {
    struct arena *arena;
    const struct command *command;
    struct session session;
    const char *path; /* of the charter; NULL: none is loaded */
    struct session_log log;
    const char *log_path, *log_first; /* the one of the command line */
    /* Where the log's verdicts are kept: as it was when it was loaded, for another thread. */
    struct session kept_session;
    struct session_log kept_log;
    struct answers answers;
    struct suppose suppose;
    struct line_reader *lines;
    struct buffer out;
    /* A recorded ticket that is walked through. */
    const struct test_event *events;
    uint32_t event_count, shown;
    struct text ticket;
    uint32_t ticket_number;       /* in the log */
    VECTOR(const char *) offered; /* for completion */
    VECTOR(struct repl_file) files;
    struct buffer entered;                             /* so far, without what was wrong to read */
    enum { TRACE_OFF, TRACE_RULES, TRACE_FULL } trace; /* after each event */
    bool times;                                        /* say how long an answer took */
    bool pages;                                        /* long answers go through a pager */
    bool ended;
    enum status status; /* the worst so far: what the process ends with, from a pipe */
};

/* Reads the charter at PATH (and forgets suppositions and tickets). False, and said so, if it can't
 * be used. */
bool repl_load(struct repl *repl, const char *path);
bool repl_load_log(struct repl *repl, const char *path);

/* Was the last thing that was done interrupted? If so, the second one says that the log at PATH is
 * not loaded. */
bool repl_was_interrupted(const struct repl *repl);
void repl_say_interrupted(struct repl *repl, const char *path);

/* Where a person types, the log is judged while nothing is asked yet. */
void repl_judge_ahead(struct repl *repl);

/* Keeps what the log has been judged to be, if it is to be kept and that is new. */
void repl_keep_verdicts(struct repl *repl);

/* Reads the charter again if one of its files has changed. */
void repl_look_at_files(struct repl *repl);

/* A line that begins with `:`. */
void repl_command(struct repl *repl, struct text line);

/* Prints what is in `out`. */
void repl_flush(struct repl *repl);

/* Says on standard error what is wrong; a session from a pipe ends with STATUS then. */
void repl_wrong(struct repl *repl, enum status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* `:help` …, by index; NULL behind the last. */
const char *repl_command_name(struct repl *repl, size_t index);

/* For line.h. CONTEXT is the repl. */
bool repl_asks_file(void *context, struct text text);

/* Words for the end of TEXT: see line.h. CONTEXT is the repl. */
const char *const *repl_complete(void *context, struct text text, size_t word);

#endif
