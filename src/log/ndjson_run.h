/* ndjson_run.h - a run of lines that are all made like lines that ndjson_guess.h remembers.
 *
 * Lines are taken some at a time, member by member: what stands in front of a member is looked at
 * in all of these lines, then what stands in front of the next one. So no line has to be finished
 * before the next begins. Lines that differ from some member on go different ways from there.
 * Values are found in two ways, with the same result.
 */
#ifndef LOG_NDJSON_RUN_H
#define LOG_NDJSON_RUN_H

#include "log/ndjson.h"

enum ndjson_way { NDJSON_PLAIN, NDJSON_AVX2 };

/* The best way that this processor knows. */
enum ndjson_way ndjson_way_best(void);

/* Where the lines of a run go. */
struct ndjson_run {
    enum ndjson_way way;  /* one that the processor knows */
    const char *safe_end; /* of bytes that may be read behind the lines */
    struct cell *cells; /* the fields, line by line; `at` of those that a line hasn't is NOTHING */
    const char *nothing;
    struct text *lines; /* the bytes of each, without its line end */
    uint32_t most;      /* there is room for so many lines */
};

/* Takes lines up to the first that is made otherwise, has an escape in a field, or stands where not
 * enough bytes are safe; gives how many. Their fields last as long as the input. */
uint32_t ndjson_run_next(struct ndjson *ndjson, const struct ndjson_run *run);

#endif
