/* progress.h - a bar on standard error for long work.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "judge/judge.h"

struct progress {
    uint64_t tickets; /* to be judged */
    uint64_t before;  /* that were, in other runs of the judge */
    bool shows;
    int64_t shown_at; /* milliseconds of the system's running clock */
};

/* MODE: "auto" (a terminal, and more than a moment's work), "always", "never"; NULL is auto. */
struct progress progress_start(const char *mode, uint64_t tickets);

/* Counts the tickets of blocks as they end. PROGRESS lives until judging is over. */
struct judge_consumer progress_consumer(struct progress *progress);

/* Takes the bar away. */
void progress_end(struct progress *progress);

#endif
