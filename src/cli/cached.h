/* cached.h - a log that was read, and its verdicts, in files beside it that open at once.
 *
 * `LOG.charter-cache` has the log (log/cache.h), `LOG.charter-cache.verdicts` what it was judged to
 * be (judge/roll_cache.h). Each says what it depends on: the build of the program, how the log was
 * read, its files with size, times and digest; the verdicts also the charter, its zones and the
 * as-of instant. What has changed is never taken: it is said, and the log is read. A file whose
 * size and times are what they were, and were not fresh then, counts as the same; else its digest
 * says.
 */
#ifndef CLI_CACHED_H
#define CLI_CACHED_H

#include "cli/session.h"
#include "judge/roll.h"

/* The log of REQUEST, whose inputs have their paths and no bytes yet. False: it has to be read; if
 * there was a file, it has been said why. */
bool cached_open(struct session *session, const struct log_request *request,
                 struct session_log *log);

/* How the files at the paths of REQUEST are now: before they are read. */
const struct cached_stamps *cached_stamps(struct session *session,
                                          const struct log_request *request);

/* Keeps LOG, read by log->files from files that were as log->stamps; false, and it has been said
 * why, if it is not; log->failed, if it could not be written. */
bool cached_keep(struct session *session, struct session_log *log);

/* The verdicts of JUDGE over LOG, which is kept; NULL: they are not. */
struct roll *cached_find_roll(const struct session *session, const struct session_log *log,
                              const struct judge *judge);

/* Keeps them; sets log->failed, and it has been said why, if they can't be. */
void cached_keep_roll(const struct session *session, struct session_log *log,
                      const struct roll *roll);

#endif
