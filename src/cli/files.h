/* files.h - the only place of the command that reads and writes.
 *
 * Reading: regular files whole, pipes and `-` to their end. Writing: to a temporary file beside the
 * one named, which takes its place only when all is well; devices and pipes are written to as they
 * are. Every write and close is checked.
 */
#ifndef CLI_FILES_H
#define CLI_FILES_H

#include <stdatomic.h>

#include "base/buffer.h"

/* SIGPIPE, interrupts (no half-written file is left behind), a file that shrinks while it is read.
 */
void files_prepare(void);

/* All of PATH (`-`: standard input). The bytes live as long as the arena; those of a large file as
 * long as the process. False: *PROBLEM says why, `cannot read x: No such file or directory`. */
bool files_read(struct arena *arena, const char *path, struct text *bytes, struct text *problem)
    __attribute__((warn_unused_result));

/* The same; once *STOP (or NULL) is true, what comes slowly is waited for no longer: false. */
bool files_read_until(struct arena *arena, const char *path, const atomic_bool *stop,
                      struct text *bytes, struct text *problem) __attribute__((warn_unused_result));

/* The same where the file stands, until files_unmap or the end of the process: not copied, and not
 * read before it is looked at. It begins at a page. False, with an empty *PROBLEM: there is none.
 */
bool files_map(struct arena *arena, const char *path, struct text *bytes, struct text *problem)
    __attribute__((warn_unused_result));
void files_unmap(struct text bytes);

/* To standard error, as it is; a failure there is passed over. */
void files_say(struct text text);

/* A terminal that wants colour: FILE is 1 or 2; never with NO_COLOR or TERM=dumb. */
bool files_wants_colour(int file);
bool files_is_terminal(int file);

/* ---- writing ---- */

struct output;

/* PATH `-` or NULL is standard output. NULL if it can't be opened, and said so. */
struct output *output_open(struct arena *arena, const char *path);

/* Nobody gets more rights to the new file than MODE has; not for standard output and devices. */
void output_limit(struct output *output, unsigned mode);

/* Like output_open, for records of CSV as the rows of TABLE in an SQLite file (cli/database.h).
 * PATH is that of a file. */
struct output *output_open_table(struct arena *arena, const char *path, const char *table,
                                 const char *const *numbers);

/* False once something failed; what comes after a failure is thrown away. */
bool output_write(struct output *output, struct text text);

/* All is written. KEEP: puts it in its place; else it is thrown away. False if anything failed, and
 * said so. Ends OUTPUT. */
bool output_close(struct output *output, bool keep) __attribute__((warn_unused_result));

/* BUFFER to PATH, at once; false if it failed, and said so. */
bool output_all(struct arena *arena, const char *path, const struct buffer *buffer)
    __attribute__((warn_unused_result));

/* The file whose place a path takes, for `use` in FROM of the file USE: lexical, so that the same
 * file has the same name however it is reached. */
struct text files_beside(struct arena *arena, struct text from, struct text use);

#endif
