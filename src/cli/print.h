/* print.h - what the printed charter and the printed changes of one share. */
#ifndef CLI_PRINT_H
#define CLI_PRINT_H

#include "cli/session.h"
#include "report/document.h"

/* A charter, no library; what is wrong is said. */
enum status print_open(struct session *session, struct command *command, const char *path);

/* --as-of, DAY_NONE without it; false, and said so, if it is no date. */
bool print_read_date(const struct command *command, day *date);

/* Says that no version is in force on that date. */
enum status print_refuse(const struct command *command);

/* In the form that is asked for, where it is to go, or compared with a copy. */
enum status print_emit(const struct command *command, const struct document *document);

/* `print --changes`. */
enum status print_changes(struct command *command);

#endif
