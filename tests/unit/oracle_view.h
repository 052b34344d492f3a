/* oracle_view.h - a calendar painted minute by minute; for the oracle's two sources. */
#ifndef UNIT_ORACLE_VIEW_H
#define UNIT_ORACLE_VIEW_H

#include "oracle.h"

struct oracle_view {
    int64_t first, last; /* minutes since 1970, UTC */
    uint8_t *open;       /* of each */
    int64_t *local;      /* its local time in minutes since 1970 */
};

#endif
