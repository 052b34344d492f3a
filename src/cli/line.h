/* line.h - lines of a session: edited in a terminal (readline, where the program was built with
 * it), read as they are from anything else.
 */
#ifndef CLI_LINE_H
#define CLI_LINE_H

#include <stdatomic.h>

#include "base/arena.h"
#include "base/text.h"

struct line_reader;

/* Words that may stand at the end of TEXT (what has been typed so far), the last word of which
 * begins at WORD. Gives an array that ends with NULL; both live till the next call. */
typedef const char *const *line_completer(void *context, struct text text, size_t word);

/* Is the name of a file expected at the end of TEXT? */
typedef bool line_asks_file(void *context, struct text text);

struct line_options {
    const char *history; /* a file that is read and written, or NULL */
    line_completer *complete;
    line_asks_file *asks_file;
    void *context;
    bool colour;
};

enum line_status { LINE_READ, LINE_INTERRUPTED, LINE_END };

struct line_reader *line_open(struct arena *arena, const struct line_options *options);

/* The next line without its end; it lives till the next call. PROMPT is shown in a terminal only.
 */
enum line_status line_read(struct line_reader *reader, const char *prompt, struct text *line);

/* Keeps what was entered, be it one line or several, for the history. */
void line_remember(struct line_reader *reader, struct text entered);

/* Is it a terminal that a person types into? */
bool line_is_interactive(const struct line_reader *reader);

/* Becomes true when a person interrupts (Ctrl-C), from line_open on, and false again with the next
 * line; NULL if no person types: then an interrupt ends the process. */
const atomic_bool *line_interrupted(const struct line_reader *reader);

/* Writes the history. */
void line_close(struct line_reader *reader);

#endif
