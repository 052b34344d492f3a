/* watching.h - the parts of `charter watch`: what its options mean, and the questions to a state.
 */
#ifndef CLI_WATCHING_H
#define CLI_WATCHING_H

#include "cli/session.h"
#include "live/http.h"
#include "live/watcher.h"

enum { WATCHING_PATIENCE = 30 /* seconds, if --patience does not say */ };

/* A length in whole seconds, or OTHERWISE if it is not given. False: wrong, and said so. */
bool watching_seconds(const struct command *command, const char *option, uint64_t otherwise,
                      micros *length);

/* Options of a run; false, and said so, if one is wrong. */
bool watching_understand(struct watch_setup *setup, const struct command *command);

/* The charter at PATH and the log block, for BY; else the status to end with. */
enum status watching_open(struct session *session, const struct command *command, const char *path,
                          struct reading_by *by);

/* The log block of the charter of SESSION, for BY. False, and said so: it can't be watched. */
bool watching_read_by(struct session *session, const struct command *command,
                      struct reading_by *by);

/* The text that the state is of, which it carries. False, and said so: it can't be had. */
bool watching_carried(const struct command *command, struct store *store, struct reading_by *was);

/* If another text was let in, and it is that of SETUP, the one before for SETUP. False, and said
 * so: it can't be had. */
bool watching_let_in(const struct command *command, struct store *store, struct watch_setup *setup);

/* The outlets of --to. NULL, and said so, if one is wrong. */
struct outlet **watching_outlets(const struct command *command, size_t *count);

/* Listens, if --listen says so: *HTTP is NULL if not. Else the status to end with, and said so. */
enum status watching_listen(const struct command *command, struct watch_setup *setup,
                            struct http **http);

/* Says what is wrong with the state of --state. */
enum status watching_bad_state(const struct command *command, struct text problem);

/* `charter watch reload`. */
enum status watching_reload(struct command *command, struct store *store);

/* `charter watch status`, `why`, `outbox`, `snooze`, `reload`, --check and --backup. */
enum status watching_ask(struct command *command);

/* `charter watch snooze` */
enum status watching_snooze(struct command *command, struct store *store);

#endif
