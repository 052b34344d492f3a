/* repl_parts.h - the lines that begin with `:`, a function each: for the files of the session only.
 *
 * What a function gets is what stands behind its word, without blanks around it.
 */
#ifndef CLI_REPL_PARTS_H
#define CLI_REPL_PARTS_H

#include "cli/repl.h"

/* One command of a session. */
struct repl_row {
    const char *name, *argument, *doc;
    void (*run)(struct repl *repl, struct text argument);
};

/* ARGUMENT with a NUL behind it, as long as the session. */
const char *repl_word(struct repl *repl, struct text argument);

/* False, and said so: no charter is loaded. */
bool repl_has_charter(struct repl *repl);

/* A recorded ticket, step by step: repl_ticket.c. */
void repl_ticket(struct repl *repl, struct text argument);
void repl_next(struct repl *repl, struct text argument);
void repl_prev(struct repl *repl, struct text argument);
void repl_at(struct repl *repl, struct text argument);
void repl_break(struct repl *repl, struct text argument);
void repl_save_test(struct repl *repl, struct text argument);

/* What is supposed: repl_suppose.c. */
void repl_undo(struct repl *repl, struct text argument);
void repl_redo(struct repl *repl, struct text argument);
void repl_diff(struct repl *repl, struct text argument);
void repl_save(struct repl *repl, struct text argument);

/* The charter, read: repl_charter.c. */
void repl_list(struct repl *repl, struct text argument);
void repl_show(struct repl *repl, struct text argument);
void repl_tree(struct repl *repl, struct text argument);
void repl_print(struct repl *repl, struct text argument);
void repl_check(struct repl *repl, struct text argument);
void repl_type(struct repl *repl, struct text argument);
void repl_explain(struct repl *repl, struct text argument);

/* The tool: repl_tool.c. */
void repl_set(struct repl *repl, struct text argument);
void repl_format(struct repl *repl, struct text argument);
void repl_as_of(struct repl *repl, struct text argument);
void repl_trace(struct repl *repl, struct text argument);
void repl_time(struct repl *repl, struct text argument);
void repl_session(struct repl *repl, struct text argument);
void repl_shell(struct repl *repl, struct text argument);
void repl_ask(struct repl *repl, struct text argument);

/* Help: repl_help.c. */
void repl_topic(struct repl *repl, struct text topic, const struct repl_row *rows, size_t count);

/* The names of the topics; NULL behind the last. */
const char *repl_topic_name(size_t index);

#endif
