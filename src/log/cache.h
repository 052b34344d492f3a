/* cache.h - a log that was read, as sections (base/sections.h) that are used where they stand.
 *
 * Columns, histories and origins are arrays as the log has them in memory; values, and what was
 * counted while reading, are records (base/wire.h). Nothing of the input is needed any more. What
 * is opened has been looked at first: each code is below the number of its values, each place is in
 * the log, each ticket's rows stand in order of time, so that bytes of any kind are refused or are
 * a log. Whether it is the log that is meant, the caller has to know: cache_manner says how it was
 * read, and he himself has looked at the input. Does no I/O.
 */
#ifndef LOG_CACHE_H
#define LOG_CACHE_H

#include "base/sections.h"
#include "base/sha256.h"
#include "log/read.h"

/* Numbers of sections up to this one are the caller's. */
enum { CACHE_OWN = 100 };

/* Adds to SHA by what a log is read: schema and spec with all that they are made of, but for the
 * zones' own bytes. Where this is the same, the same input gives the same log. */
void cache_manner(struct sha256 *sha, const struct log_request *request);

/* Can it be kept? Not what is a part of another log, or has unknown values listed. */
bool cache_fits(const struct eventlog *log);

void cache_write(struct sections_writer *writer, const struct eventlog *log);

/* The sections' bytes live as long as the log. NULL, with what is wrong as the end of a sentence.
 * Of REQUEST the schema, the paths of the inputs, max_errors, wants_digest and threads count. The
 * log ends with log_free. */
struct eventlog *cache_open(struct arena *arena, const struct sections *sections,
                            const struct log_request *request, const char **why);

#endif
