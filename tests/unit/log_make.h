/* log_make.h - a small charter's schema and logs read from texts, for the tests of log. */
#ifndef UNIT_LOG_MAKE_H
#define UNIT_LOG_MAKE_H

#include "base/buffer.h"
#include "log/read.h"

/* Attributes: priority (ladder low, high), remark (text), seats (whole), vip (yes or no),
 * price (money), status (new, open, closed). */
enum { MAKE_PRIORITY, MAKE_REMARK, MAKE_SEATS, MAKE_VIP, MAKE_PRICE, MAKE_STATUS, MAKE_COUNT };

const struct schema *make_schema(void);

/* The same with one attribute more, until (time). */
enum { MAKE_UNTIL = MAKE_COUNT };
const struct schema *make_timed_schema(void);

struct made {
    struct arena *arena;
    char *bytes; /* of the input, on the heap: reading behind them is found */
    struct sink sink;
    struct eventlog *log; /* NULL: bad */
};

/* Reads TEXT as a file called NAME. */
struct made make_log(const struct log_spec *spec, const char *name, struct text text,
                     uint64_t max_errors);

/* Reads TEXT as the request says, by the schema above if it has none: a file log.csv. */
struct made make_log_as(struct text text, const struct log_request *like);

void make_done(struct made *made);

/* The first message, or "". */
const char *make_message(struct made *made);

/* What the log holds, a line a row in the order of tickets:
 * `TICKET SECONDS KIND ACTOR FLAGS attribute=value …;` with P public, E explicit. */
const char *make_dump(struct made *made);

/* Everything of a log that does not depend on how codes are numbered, and what was reported. */
void make_tell(struct buffer *out, struct made *made);

/* Numbers that look random, the same in every run with the same seed. */
uint64_t make_random(uint64_t *state);

#endif
