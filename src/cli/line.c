/* line.c - see line.h. Readline has one state for the whole process, and so it is kept here: the
 * one place with variables of its own. */
#include "cli/line.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buffer.h"

#if !defined CHARTER_NO_READLINE && __has_include(<readline/readline.h>)
#define CHARTER_READLINE
#include <readline/history.h>
#include <readline/readline.h>
#endif

enum { HISTORY_MOST = 2000, READ_ROOM = 65536 };

struct line_reader {
    struct line_options options;
    bool is_edited; /* by readline */
    struct buffer line, prompt;
    char *room; /* bytes that were read, for plain lines */
    size_t from, to;
    bool ended;
};

/* Signals tell a process, and no one part of it. */
static atomic_bool interrupted;

static void note_interrupt(int number)
{
    (void)number;
    interrupted = true;
}

/* An interrupt ends the wait for a key, and nothing else that waits. */
static void catch_interrupts(bool reading)
{
    struct sigaction action = {.sa_handler = note_interrupt, .sa_flags = reading ? 0 : SA_RESTART};
    if (reading)
        interrupted = false;
    sigaction(SIGINT, &action, NULL);
}

/* ---- plain ---- */

static bool fill(struct line_reader *reader)
{
    ssize_t got;
    do
        got = read(STDIN_FILENO, reader->room, READ_ROOM);
    while (got < 0 && errno == EINTR && !interrupted);
    reader->from = 0;
    reader->to = got > 0 ? (size_t)got : 0;
    reader->ended = got <= 0 && !interrupted;
    return got > 0;
}

/* Up to the next line end; false at the end of the input if nothing is left. */
static bool read_plain(struct line_reader *reader)
{
    reader->line.len = 0;
    for (bool any = false;; any = true) {
        if (reader->from == reader->to && (reader->ended || !fill(reader)))
            return any && reader->line.len > 0;
        const char *at = reader->room + reader->from;
        size_t left = reader->to - reader->from;
        const char *end = memchr(at, '\n', left);
        size_t len = end ? (size_t)(end - at) : left;
        buffer_put(&reader->line, (struct text){at, len});
        reader->from += end ? len + 1 : len;
        if (end)
            return true;
    }
}

static void drop_return(struct line_reader *reader)
{
    if (reader->line.len && reader->line.at[reader->line.len - 1] == '\r')
        reader->line.len--;
}

/* ---- readline ---- */

#ifdef CHARTER_READLINE

static struct {
    struct line_reader *reader;
    const char *const *words; /* that are being offered */
} editor;

static char *next_word(const char *word, int state)
{
    size_t length = strlen(word);
    (void)state;
    while (editor.words && *editor.words) {
        const char *offered = *editor.words++;
        if (strncmp(offered, word, length) == 0)
            return strdup(offered);
    }
    return NULL;
}

static char **complete(const char *word, int from, int to)
{
    const struct line_options *options = &editor.reader->options;
    struct text typed = {rl_line_buffer, (size_t)to};
    rl_attempted_completion_over = !options->asks_file(options->context, typed);
    if (!rl_attempted_completion_over)
        return NULL; /* readline's own: files */
    if (!options->complete)
        return NULL;
    editor.words = options->complete(options->context, typed, (size_t)from);
    return rl_completion_matches(word, next_word);
}

/* A key. A signal ends the wait: after an interrupt the line that was begun is given up, at once
 * and not at the next key. */
static int get_key(FILE *input)
{
    unsigned char key;
    for (;;) {
        ssize_t got = interrupted ? -1 : read(fileno(input), &key, 1);
        if (got == 1 && interrupted)
            rl_stuff_char(key); /* typed behind the interrupt: for the next line */
        else if (got == 1)
            return key;
        else if (got == 0 || (!interrupted && errno != EINTR))
            return EOF;
        rl_check_signals();
        if (interrupted) {
            rl_replace_line("", 0);
            return '\n';
        }
    }
}

static void begin_editing(struct line_reader *reader)
{
    editor.reader = reader;
    reader->is_edited = true;
    rl_readline_name = "charter";
    rl_attempted_completion_function = complete;
    rl_completer_word_break_characters = " \t\n(),\"";
    rl_getc_function = get_key;
    rl_catch_signals = 0;
    /* Entries of several lines come back as one. */
    history_comment_char = '#';
    history_write_timestamps = 1;
    using_history();
    stifle_history(HISTORY_MOST);
    if (reader->options.history)
        read_history(reader->options.history);
}

/* Bytes that take no place are marked as such. */
static const char *shown_prompt(struct line_reader *reader, const char *prompt)
{
    if (!reader->options.colour)
        return prompt;
    reader->prompt.len = 0;
    buffer_format(&reader->prompt, "\001\033[1m\002%s\001\033[0m\002", prompt);
    buffer_putc(&reader->prompt, '\0');
    return reader->prompt.at;
}

static enum line_status read_edited(struct line_reader *reader, const char *prompt)
{
    if (rl_instream)
        rl_reset_screen_size(); /* it may have changed under a pager */
    char *line = readline(shown_prompt(reader, prompt));
    if (interrupted) {
        free(line);
        return LINE_INTERRUPTED;
    }
    reader->line.len = 0;
    if (!line) {
        fputc('\n', stdout);
        return LINE_END;
    }
    buffer_puts(&reader->line, line);
    free(line);
    return LINE_READ;
}

#endif

/* ---- both ---- */

struct line_reader *line_open(struct arena *arena, const struct line_options *options)
{
    struct line_reader *reader = ARENA_NEW(arena, struct line_reader);
    *reader = (struct line_reader){.options = *options};
    reader->room = arena_alloc(arena, READ_ROOM);
#ifdef CHARTER_READLINE
    if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
        begin_editing(reader);
#endif
    if (line_is_interactive(reader))
        catch_interrupts(false);
    return reader;
}

static enum line_status read_unedited(struct line_reader *reader, const char *prompt)
{
    if (line_is_interactive(reader)) {
        fputs(prompt, stdout);
        fflush(stdout);
    }
    bool is_read = read_plain(reader);
    drop_return(reader);
    if (is_read && !interrupted)
        return LINE_READ;
    if (line_is_interactive(reader)) {
        fputc('\n', stdout);
        fflush(stdout);
    }
    return interrupted ? LINE_INTERRUPTED : LINE_END;
}

enum line_status line_read(struct line_reader *reader, const char *prompt, struct text *line)
{
    bool person = line_is_interactive(reader);
    enum line_status status;
    if (person)
        catch_interrupts(true);
#ifdef CHARTER_READLINE
    if (reader->is_edited)
        status = read_edited(reader, prompt);
    else
#endif
        status = read_unedited(reader, prompt);
    if (person)
        catch_interrupts(false);
    *line = buffer_text(&reader->line);
    return status;
}

const atomic_bool *line_interrupted(const struct line_reader *reader)
{
    return line_is_interactive(reader) ? &interrupted : NULL;
}

void line_remember(struct line_reader *reader, struct text entered)
{
#ifdef CHARTER_READLINE
    struct buffer line = {0};
    if (!reader->is_edited || !entered.len)
        return;
    buffer_put(&line, entered);
    buffer_putc(&line, '\0');
    add_history(line.at);
    char stamp[32];
    snprintf(stamp, sizeof stamp, "#%lld", (long long)time(NULL));
    add_history_time(stamp);
    buffer_fini(&line);
#else
    (void)reader;
    (void)entered;
#endif
}

bool line_is_interactive(const struct line_reader *reader)
{
    return reader->is_edited || isatty(STDIN_FILENO);
}

void line_close(struct line_reader *reader)
{
#ifdef CHARTER_READLINE
    if (reader->is_edited && reader->options.history)
        write_history(reader->options.history);
#endif
    buffer_fini(&reader->line);
    buffer_fini(&reader->prompt);
}
