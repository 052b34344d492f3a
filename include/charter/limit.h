/* limit.h - how much time there is: a length, or a count of days that becomes one when it is
 * applied (semantics 2.9).
 */
#ifndef CHARTER_LIMIT_H
#define CHARTER_LIMIT_H

#include "time/civil.h"

enum limit_kind { LIMIT_LENGTH, LIMIT_WORKING_DAYS, LIMIT_END_OF_WORKING_DAY, LIMIT_CALENDAR_DAYS };

/* The length of a limit that is never reached: of hidden targets. */
#define LIMIT_ENDLESS INT64_MAX

struct limit {
    enum limit_kind kind;
    micros length; /* LIMIT_LENGTH */
    int32_t days;
};

#endif
