/* written.h - date formats of exports: `D/M/YYYY hh:mm`, `MM/DD/YY h:mm AM`, `epoch seconds`.
 *
 * Letters of a format: YYYY YY (00 to 68 are 2000 to 2068) - MM M, MMM (Jan), MMMM (January) - DD D
 * - hh h - mm m - ss s - f (one digit or more of a fraction) - AM (AM or PM, any case) - Z (`Z`,
 * `+02:00`, `+0200`). A doubled letter stands for exactly two digits, a single one for one or two.
 * T and all that is no letter stand for themselves. A date must be complete; what is missing of the
 * time is 0. `epoch seconds` and `epoch milliseconds` are whole numbers, counted from 1970 in UTC.
 * Names of months are English, in any case. Knows no zones.
 */
#ifndef TIME_WRITTEN_H
#define TIME_WRITTEN_H

#include "time/civil.h"

enum { WRITTEN_STEPS = 32 };

struct written_step {
    uint8_t what;
    char literal;
};

struct written {
    struct written_step steps[WRITTEN_STEPS];
    uint32_t count;
};

/* False if FORMAT is none; then *WHY says why, as part of a sentence. */
bool written_compile(struct text format, struct written *written, const char **why);

/* Reads the whole TEXT. The same promise as civil_parse_stamp. */
enum civil_status written_parse(const struct written *written, struct text text,
                                struct civil_stamp *stamp) __attribute__((warn_unused_result));

#endif
